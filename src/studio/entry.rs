//! One healed result.

use jiff::civil::Date;

use crate::color::Lab;
use crate::optics::Concentrations;

/// Where the result lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// In the scar.
    Scar,
    /// In normal skin.
    Skin,
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject {
    /// One mark, or the median of several.
    Mark,
    /// Skin with marks, as seen from a distance.
    Area {
        /// Marks on a square centimetre, above 0.
        marks_per_cm2: f64,
    },
    /// An even tone.
    Wash,
}

/// What the photo's colours were set by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    /// Nothing.
    None,
    /// A grey card.
    Grey,
    /// A `ColorChecker` of 24 patches.
    Chart,
}

/// Which photo the skin without marks was measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TissuePhoto {
    /// On the healed photo, beside the marks: what the light got wrong is alike for both.
    Same,
    /// On a photo of an earlier day.
    Earlier,
}

/// A bottle of a recipe.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its id in the library.
    pub shade: String,
    /// Whole parts of it, 1 to 1000.
    pub parts: u32,
    /// Its solids at that time, mg/ml; none are looked up in the library.
    pub solids: Option<Concentrations>,
}

/// What was in one cup.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    /// The bottles.
    pub parts: Vec<Part>,
    /// Parts of water to one part of pigment in all, 0 to 1000.
    pub water_parts: f64,
}

/// One healed result of the log. Names of clients are neither needed nor wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Short name of the entry, unique in the log.
    pub id: String,
    /// Day of the photo.
    pub date: Option<Date>,
    /// A code of the studio's own: results of one client are not independent. None: a client of its own.
    pub client: Option<String>,
    /// Where it lies.
    pub zone: Zone,
    /// The cup of the marks, or of the even tone.
    pub recipe: Mixture,
    /// The cup of an even tone under the marks.
    pub wash: Option<Mixture>,
    /// What was measured.
    pub subject: Subject,
    /// Days since the visit, 0 to 36 525. Before day 28 nothing is learnt from it.
    pub days: f64,
    /// Skin without marks.
    pub tissue: Lab,
    /// Which photo that was measured on.
    pub tissue_photo: TissuePhoto,
    /// What was measured, healed.
    pub tone: Lab,
    /// What set the colours of the photo.
    pub card: Card,
    /// Anything worth keeping.
    pub note: Option<String>,
}

impl Zone {
    /// All, with their names in files.
    pub const NAMES: [(&'static str, Self); 2] = [("scar", Self::Scar), ("skin", Self::Skin)];

    /// Name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(&self, &Self::NAMES)
    }
}

impl Card {
    /// All, with their names in files.
    pub const NAMES: [(&'static str, Self); 3] =
        [("none", Self::None), ("grey", Self::Grey), ("chart", Self::Chart)];

    /// Name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(&self, &Self::NAMES)
    }
}

impl TissuePhoto {
    /// All, with their names in files.
    pub const NAMES: [(&'static str, Self); 2] = [("same", Self::Same), ("earlier", Self::Earlier)];

    /// Name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(&self, &Self::NAMES)
    }
}

impl Subject {
    /// Name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Area { .. } => "area",
            Self::Wash => "wash",
        }
    }
}

fn name_of<T: PartialEq>(wanted: &T, names: &[(&'static str, T)]) -> &'static str {
    names.iter().find(|(_, value)| value == wanted).map_or("", |(name, _)| name)
}
