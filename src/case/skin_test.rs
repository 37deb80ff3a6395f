//! Tests on the skin before the first session: one for allergy, one for colour.
//!
//! They are two records: the first is of a product and its very lot, the second of a mix, a place of the scar and what
//! became of it (`domain.md` section 1.5).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Case, MixedBottle, healed_on};

/// A test before the first session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SkinTest {
    /// For allergy.
    Allergy(AllergyPatch),
    /// For colour, and how far pigment spreads.
    Colour(ColourTest),
}

/// A product of one lot, put on at the consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllergyPatch {
    /// The bottle.
    pub product: String,
    /// Its lot.
    pub lot: String,
    /// Where it was put on.
    pub site: String,
    /// When.
    pub day: Date,
    /// What the skin said.
    pub result: PatchResult,
    /// Day it was looked at.
    pub read: Option<Date>,
    /// What else is written down of it.
    pub notes: String,
}

/// What came of a patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PatchResult {
    /// It was not looked at yet.
    #[default]
    NotRead,
    /// Nothing to be seen or felt.
    Clear,
    /// Redness, swelling, itching.
    Reaction,
}

/// A few marks at a hidden place of the scar, judged when they have healed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColourTest {
    /// Where.
    pub site: String,
    /// What was mixed: recipe or dilution.
    pub mix: String,
    /// When.
    pub day: Date,
    /// File of the case's photo of that day.
    pub fresh: Option<String>,
    /// File of the case's photo of the healed marks.
    pub healed: Option<String>,
    /// What came of it; empty until it was looked at.
    pub result: String,
}

impl SkinTest {
    /// The day of the test.
    #[must_use]
    pub fn day(&self) -> Date {
        match self {
            Self::Allergy(patch) => patch.day,
            Self::Colour(test) => test.day,
        }
    }
}

impl AllergyPatch {
    /// Writes down what the skin said, and the day; the same a second time takes it back.
    pub fn judge(&mut self, result: PatchResult, today: Date) {
        let is_new = self.result != result;
        self.result = if is_new { result } else { PatchResult::NotRead };
        self.read = is_new.then_some(self.read.unwrap_or(today));
    }

    /// Whether it is of this bottle, by its name or its identifier; the lot may be another.
    #[must_use]
    pub fn is_of(&self, bottle: &MixedBottle) -> bool {
        let product = self.product.trim().to_lowercase();
        product == bottle.name.to_lowercase() || product == bottle.shade.to_lowercase()
    }

    /// A patch of this day of which nothing is told yet.
    #[must_use]
    pub fn on(day: Date) -> Self {
        let text = String::new;
        Self {
            product: text(),
            lot: text(),
            site: text(),
            day,
            result: PatchResult::NotRead,
            read: None,
            notes: text(),
        }
    }
}

impl ColourTest {
    /// A test of this day of which nothing is told yet.
    #[must_use]
    pub fn on(day: Date) -> Self {
        let text = String::new;
        Self { site: text(), mix: text(), day, fresh: None, healed: None, result: text() }
    }

    /// The first day on which it can be judged.
    #[must_use]
    pub fn judged_from(&self) -> Date {
        healed_on(self.day)
    }

    /// Whether the case has a photo of its healed marks, taken late enough.
    #[must_use]
    pub fn is_seen_healed(&self, case: &Case) -> bool {
        let healed = self.healed.as_deref().and_then(|file| case.photo_named(file));
        healed.is_some_and(|(day, _)| day >= self.judged_from())
    }
}

impl Case {
    /// Day of the newest colour test of which there is a photo of healed marks.
    #[must_use]
    pub fn colour_tested(&self) -> Option<Date> {
        let tests = self.tests.iter().filter_map(|test| match test {
            SkinTest::Colour(test) if test.is_seen_healed(self) => Some(test.day),
            _ => None,
        });
        tests.max()
    }

    /// Allergy patches that the skin reacted to.
    pub fn reactions(&self) -> impl Iterator<Item = &AllergyPatch> {
        self.tests.iter().filter_map(|test| match test {
            SkinTest::Allergy(patch) if patch.result == PatchResult::Reaction => Some(patch),
            _ => None,
        })
    }
}
