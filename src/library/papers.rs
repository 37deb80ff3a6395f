//! What is kept of a bottle's papers: its label as it was read, and documents. Nothing here says that a bottle is legal:
//! "REACH compliant" was printed on bottles that were and on bottles that were not (pub.norden.org/temanord2024-549).

use jiff::civil::Date;

/// A label that was read: what it must give in the EU (Regulation (EU) 2020/2081, REACH Annex XVII entry 75;
/// lakemedelsverket.se, tattoo inks).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelSeen {
    /// Day it was read.
    pub day: Date,
    /// A batch reference is on it.
    pub batch: bool,
    /// The list of ingredients is on it.
    pub ingredients: bool,
    /// The notes are on it: "Mixture for use in tattoos or permanent make-up", and where they apply those on the pH
    /// regulator, nickel and chromium(VI).
    pub notes: bool,
}

impl LabelSeen {
    /// A label of which nothing is ticked yet.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self { day, batch: false, ingredients: false, notes: false }
    }

    /// Batch, ingredients and notes were all found.
    #[must_use]
    pub fn is_complete(self) -> bool {
        self.batch && self.ingredients && self.notes
    }
}

/// A certificate, data sheet or letter, by its name or link; nothing is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShadeDocument {
    /// What it is.
    pub title: String,
    /// Name of the file, or a link.
    pub at: String,
    /// Day of the document.
    pub day: Option<Date>,
}
