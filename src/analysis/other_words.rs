//! What another bottle would bring, in words; the same on the printed page and in the window.

use super::words::{Figures, percent};
use crate::blend::{OtherBottle, OtherBottles, PlanFigures};
use crate::locale::{number, say, tr};

/// Changes of the score that are not worth a word.
const ALIKE: f64 = 0.05;

/// What the others are held against.
#[must_use]
pub fn best_words(found: &OtherBottles, figures: Figures) -> String {
    match &found.best {
        Some(best) => say!("The best match as it is: %{figures}.", figures = plan_words(best, figures)),
        None => tr("No recipe can be recommended with the bottles at hand. With one more:").to_owned(),
    }
}

/// What one of them would bring: "better by 0.8: score 3.4, area ΔE 2.1, acceptable 31 %".
#[must_use]
pub fn other_words(other: &OtherBottle, best: Option<&PlanFigures>, figures: Figures) -> String {
    match (&other.with_it, best) {
        (None, _) => tr("no recipe can be recommended with it").to_owned(),
        (Some(plan), None) => {
            say!("makes a recipe possible: %{figures}", figures = plan_words(plan, figures))
        }
        (Some(plan), Some(best)) => {
            let change = plan.score - best.score;
            let (size, plan) = (number(change.abs(), 1), plan_words(plan, figures));
            if change.abs() < ALIKE {
                say!("as good: %{figures}", figures = plan)
            } else if change < 0.0 {
                say!("better by %{size}: %{figures}", size = size, figures = plan)
            } else {
                say!("worse by %{size}: %{figures}", size = size, figures = plan)
            }
        }
    }
}

fn plan_words(plan: &PlanFigures, figures: Figures) -> String {
    say!(
        "score %{score}, area ΔE %{distance}, acceptable %{chance}",
        score = number(plan.score, 1),
        distance = figures.number(plan.area_delta_e),
        chance = percent(plan.p_acceptable)
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
