//! What another bottle would bring, in words; the same on the printed page and in the window.

use super::words::{Figures, percent};
use crate::blend::{OtherBottle, OtherBottles, PlanFigures};

/// Changes of the score that are not worth a word.
const ALIKE: f64 = 0.05;

/// What the others are held against.
#[must_use]
pub fn best_words(found: &OtherBottles, figures: Figures) -> String {
    match &found.best {
        Some(best) => format!("The best match as it is: {}.", plan_words(best, figures)),
        None => "No recipe can be recommended with the bottles at hand. With one more:".to_owned(),
    }
}

/// What one of them would bring: "better by 0.8: score 3.4, area ΔE 2.1, acceptable 31 %".
#[must_use]
pub fn other_words(other: &OtherBottle, best: Option<&PlanFigures>, figures: Figures) -> String {
    match (&other.with_it, best) {
        (None, _) => "no recipe can be recommended with it".to_owned(),
        (Some(plan), None) => format!("makes a recipe possible: {}", plan_words(plan, figures)),
        (Some(plan), Some(best)) => {
            let change = plan.score - best.score;
            let held_against = if change.abs() < ALIKE {
                "as good".to_owned()
            } else if change < 0.0 {
                format!("better by {:.1}", -change)
            } else {
                format!("worse by {change:.1}")
            };
            format!("{held_against}: {}", plan_words(plan, figures))
        }
    }
}

fn plan_words(plan: &PlanFigures, figures: Figures) -> String {
    format!(
        "score {:.1}, area ΔE {}, acceptable {}",
        plan.score,
        figures.number(plan.area_delta_e),
        percent(plan.p_acceptable)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_and_worse_are_told_apart() {
        let figures = Figures { calibrated: true };
        let best = PlanFigures { score: 4.2, area_delta_e: 2.9, p_acceptable: 0.19 };
        let with = |score: f64| OtherBottle {
            shade: "x".to_owned(),
            name: "X".to_owned(),
            at_hand: false,
            with_it: Some(PlanFigures { score, ..best }),
        };
        let said = |score: f64| other_words(&with(score), Some(&best), figures);
        assert_eq!(said(3.4), "better by 0.8: score 3.4, area ΔE 2.9, acceptable 19 %");
        assert!(said(5.0).starts_with("worse by 0.8") && said(4.21).starts_with("as good"));
        let none = OtherBottle { with_it: None, ..with(1.0) };
        assert_eq!(other_words(&none, Some(&best), figures), "no recipe can be recommended with it");
        assert!(other_words(&with(1.0), None, figures).starts_with("makes a recipe possible"));
    }
}
