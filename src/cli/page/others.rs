//! What other bottles would bring, below a plan.

use super::super::words::wrapped;
use super::WIDTH;
use crate::analysis::{Figures, best_words, other_words};
use crate::blend::OtherBottles;

/// A line for the best plan, and one for each bottle that it does without, best first.
pub(in crate::cli) fn others(found: &OtherBottles, figures: Figures) -> String {
    let mut text = String::from("\nOther bottles\n");
    text += &wrapped(&best_words(found, figures), 2, WIDTH);
    for other in &found.others {
        let at_hand = if other.at_hand { "" } else { ", not at hand" };
        let words = other_words(other, found.best.as_ref(), figures);
        text += &wrapped(&format!("{} ({}){at_hand}: {words}", other.name, other.shade), 2, WIDTH);
    }
    text
}
