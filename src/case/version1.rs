//! Cases as version 1 of the program wrote them.

use jiff::civil::Date;
use serde::Deserialize;

use super::{AllergyPatch, Answered, Case, CaseCode, ColourTest, Consents, PatchResult, SkinTest, Visit};

/// A case of version 1. Its visits are those of today, with less in them.
#[derive(Deserialize)]
pub(super) struct CaseOf1 {
    code: CaseCode,
    begun: Date,
    #[serde(default)]
    notes: String,
    #[serde(default)]
    consents: Consents,
    #[serde(default)]
    answers: Vec<Answered>,
    #[serde(default)]
    tests: Vec<TestOf1>,
    #[serde(default)]
    visits: Vec<Visit>,
}

/// A test of version 1: lines of text.
#[derive(Deserialize)]
enum TestOf1 {
    Allergy { product: String, lot: String, day: Date, result: String },
    Colour { site: String, mix: String, day: Date, result: String },
}

impl From<CaseOf1> for Case {
    fn from(old: CaseOf1) -> Self {
        Self {
            code: old.code,
            begun: old.begun,
            notes: old.notes,
            consents: old.consents,
            answers: old.answers,
            tests: old.tests.into_iter().map(SkinTest::from).collect(),
            keep_until: None,
            visits: old.visits,
        }
    }
}

impl From<TestOf1> for SkinTest {
    fn from(old: TestOf1) -> Self {
        match old {
            // What a sentence meant is for people to say: it becomes a note, and the patch is still to be read.
            TestOf1::Allergy { product, lot, day, result } => Self::Allergy(AllergyPatch {
                product,
                lot,
                result: PatchResult::NotRead,
                notes: result,
                ..AllergyPatch::on(day)
            }),
            TestOf1::Colour { site, mix, day, result } => {
                Self::Colour(ColourTest { site, mix, result, ..ColourTest::on(day) })
            }
        }
    }
}
