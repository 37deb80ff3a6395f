//! Whether what was read can be what it is said to be.

use super::entry::Subject;
use super::evidence::{SKIN_OWN_SD, own_sd};
use crate::color::{Lab, UNNOTICED, delta_e_2000};
use crate::locale::{number, say};

/// A difference is clear beyond as many of its standard deviations.
const CLEAR: f64 = 2.0;

impl Subject {
    /// The question to answer before a result is logged that hardly shows beside its skin; none where it shows.
    ///
    /// Marks and areas with marks are darker than the skin beside them. Pigment may have gone, so such a result can
    /// be right, but a click beside the mark reads just the same.
    #[must_use]
    pub fn doubt(self, tissue: Lab, tone: Lab) -> Option<String> {
        let hardly_darker = || tissue.l - tone.l < CLEAR * own_sd(self)[0].hypot(SKIN_OWN_SD[0]);
        let (own, beside) = (number(tone.l, 1), number(tissue.l, 1));
        match self {
            Self::Mark => hardly_darker().then(|| {
                say!(
                    "this mark is hardly darker than the skin beside it (L* %{own} against %{beside}): is the click on a mark?",
                    own = own,
                    beside = beside
                )
            }),
            Self::Area { .. } => hardly_darker().then(|| {
                say!(
                    "this area is hardly darker than the skin beside it (L* %{own} against %{beside}): are there marks in it?",
                    own = own,
                    beside = beside
                )
            }),
            Self::Wash => {
                // A skin tone may be lighter than the scar it covers.
                let apart = delta_e_2000(tissue, tone);
                (apart < UNNOTICED).then(|| {
                    say!(
                        "this tone hardly differs from the skin beside it (ΔE00 %{difference}): is the click on the even tone?",
                        difference = number(apart, 1)
                    )
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hardly_shows_is_asked_about() {
        let skin = Lab::new(67.5, 10.0, 17.0);
        let read = |l| Lab::new(l, 10.0, 17.0);
        let asked = Subject::Mark.doubt(skin, read(66.2)).expect("the click went beside the mark");
        assert!(asked.contains("L* 66.2 against 67.5") && asked.ends_with("on a mark?"), "{asked}");
        assert!(Subject::Mark.doubt(skin, read(70.0)).is_some(), "lighter than the skin");
        assert_eq!(Subject::Mark.doubt(skin, read(63.0)), None, "faded, but there");
        let area = Subject::Area { marks_per_cm2: 100.0 };
        assert_eq!(area.doubt(skin, read(65.0)), None, "an area is read more surely than a mark");
        assert!(area.doubt(skin, read(66.5)).is_some_and(|asked| asked.contains("marks in it")));
        assert!(Subject::Wash.doubt(skin, read(67.0)).is_some());
        assert_eq!(Subject::Wash.doubt(skin, read(71.0)), None, "a skin tone lightens");
    }
}
