//! `case.ron`: the text of a case.

use serde::{Deserialize, Serialize};

use super::version1::CaseOf1;
use super::{Case, CaseError};
use crate::locale::fixed;

/// Name of the file in a case's folder.
pub const CASE_FILE: &str = "case.ron";
/// The version this program writes.
///
/// 1: `case` with code, begun, notes, consents, answers, tests and visits; each visit with day, photos, plan, mixed,
/// next, notes.
///
/// 2: tests are records of their own with photos and days; a case may name the day until which it is kept, a visit
/// whether the skin was tanned, a photo its bytes, a bottle whether it held titanium dioxide. A photo may also have
/// `hidden`, the boxes that every picture of it hides: each with x, y, width and height in pixels of the upright photo.
/// A file without it reads as one without boxes.
pub const VERSION: u32 = 2;
/// The first version there was.
const FIRST: u32 = 1;
/// Larger files are no cases: a visit with a carefully drawn scar takes some 10 kB.
const MAX_BYTES: usize = 16 << 20;

const HEADER: &str =
    fixed!("// A client's case of Scalp Shade. The photos lie beside it in the folder \"photos\".\n");

#[derive(Deserialize)]
struct Head {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "CaseFile")]
struct Whole<C> {
    version: u32,
    case: C,
}

/// The text of a case: the same case gives the same text, a field to a line, so that two versions can be compared.
#[must_use]
pub fn write_case(case: &Case) -> String {
    let style = ron::ser::PrettyConfig::new().new_line("\n").indentor("  ").compact_arrays(false);
    let whole = Whole { version: VERSION, case };
    let text = ron::ser::to_string_pretty(&whole, style).unwrap_or_default();
    format!("{HEADER}{text}\n")
}

/// The case of a text, of whatever version.
///
/// # Errors
/// When it is no case, damaged, too large, or of a newer version.
pub fn read_case(text: &str) -> Result<Case, CaseError> {
    read_version(text).map(|(case, _)| case)
}

/// The case of a text as this version keeps it, and the version that the text is of.
///
/// # Errors
/// Those of [`read_case`].
pub(super) fn read_version(text: &str) -> Result<(Case, u32), CaseError> {
    if text.len() > MAX_BYTES {
        return Err(CaseError::TooLarge { megabytes: text.len() as u64 / 1_000_000 });
    }
    let damaged = |error: ron::error::SpannedError| CaseError::Damaged { cause: error.to_string() };
    let head: Head = ron::from_str(text).map_err(damaged)?;
    if head.version > VERSION {
        return Err(CaseError::Newer { found: head.version, known: VERSION });
    }
    if head.version <= FIRST {
        let old: Whole<CaseOf1> = ron::from_str(text).map_err(damaged)?;
        return Ok((old.case.into(), head.version));
    }
    let whole: Whole<Case> = ron::from_str(text).map_err(damaged)?;
    Ok((whole.case, head.version))
}

#[cfg(test)]
mod tests {
    use super::super::CaseCode;
    use super::*;
    use jiff::civil::date;

    fn case() -> Case {
        let mut case = Case::new(CaseCode::new("A-17").expect("a code"), date(2026, 1, 5));
        let place = case.visit_on(date(2026, 1, 5));
        case.visits[place].notes = String::from("first \"light\" session\nwith a test");
        case
    }

    #[test]
    fn a_case_reads_back_and_says_its_version() {
        let text = write_case(&case());
        assert!(text.contains("version: 2"), "{text}");
        assert_eq!(read_case(&text).expect("it reads"), case());
    }

    #[test]
    fn a_newer_case_is_refused_whatever_it_holds() {
        let text = "(version: 9, case: (something: [1, 2], else: Some(New(x: 1))))";
        let error = read_case(text).expect_err("it is newer");
        assert!(matches!(error, CaseError::Newer { found: 9, known: VERSION }), "{error}");
    }

    #[test]
    fn nonsense_is_refused_with_its_place() {
        for text in
            ["", "(", "(version: 1)", "(version: 1, case: 7)", "(version: 2, case: 7)", "{}", "\0\u{1}"]
        {
            let error = read_case(text).expect_err(text);
            assert!(matches!(error, CaseError::Damaged { .. }), "{text}: {error}");
        }
    }
}
