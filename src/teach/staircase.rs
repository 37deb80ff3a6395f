//! How a level adapts: two right answers in a row make it harder, one wrong makes it easier.
//!
//! Such a staircase settles where two in a row are as likely as not, that is where a single answer is right with a
//! chance of √½ = 71 %.
//!
//! Source: Levitt, "Transformed up-down methods in psychoacoustics", J. Acoust. Soc. Am. 49 (1971), 467: the 1-up
//! 2-down rule (there "down" is harder).

use super::Level;

/// The level after answers to exercises of one kind, oldest first, each right or wrong.
///
/// Two right answers that led to a harder level are used up: the next step needs two more. Answers at other levels, such
/// as those that were chosen by hand, count alike.
pub fn level_after(answers: impl IntoIterator<Item = bool>) -> Level {
    let (mut level, mut in_a_row) = (Level::FIRST, 0);
    for right in answers {
        in_a_row = if right { in_a_row + 1 } else { 0 };
        if !right {
            level = level.easier();
        } else if in_a_row == 2 {
            level = level.harder();
            in_a_row = 0;
        }
    }
    level
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_right_lead_up_and_one_wrong_down() {
        let after = |answers: &[bool]| level_after(answers.iter().copied()).number();
        assert_eq!(after(&[]), 2);
        assert_eq!(after(&[true]), 2);
        assert_eq!(after(&[true, true]), 3);
        assert_eq!(after(&[true, true, true]), 3);
        assert_eq!(after(&[true, true, true, true]), 4);
        assert_eq!(after(&[true, false, true]), 1);
        assert_eq!(after(&[false; 9]), 1);
        assert_eq!(after(&[true; 99]), 10);
    }
}
