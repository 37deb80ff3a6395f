//! A plan as a hand has changed it, judged like those that were found.

use serde::{Deserialize, Serialize};

use super::cup::Cup;
use super::stock::Stock;
use super::{Job, Proposal, Recipe, RecipePart};
use crate::locale::{say, tr};

/// Most parts of water that can be asked for.
pub(super) const MOST_WATER: u32 = 100;
/// Most parts of one bottle.
const MOST_OF_ONE: u32 = 40;

/// One cup as a hand mixes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandCup {
    /// One to three bottles.
    pub parts: Vec<RecipePart>,
    /// Parts of water to one part of pigment in all, 0..=100.
    pub water_parts: u32,
}

/// A plan as a hand has changed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandPlan {
    /// What is to be done.
    pub job: Job,
    /// Cup of the wash or skin tone.
    pub wash: Option<HandCup>,
    /// Cup of the marks in the scar.
    pub dots: Option<HandCup>,
    /// Cup of the marks in the feather zone.
    pub surround: Option<HandCup>,
    /// Marks on a square centimetre of the scar.
    pub marks_per_cm2: f64,
}

/// Why a plan cannot be judged, in a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandError {
    /// A bottle that is not at hand for this job.
    #[error(
        "{}",
        say!(
            "%{shade} is not in stock, in date and allowed for this job: choose another bottle",
            shade = .shade
        )
    )]
    NotAtHand {
        /// Its identifier.
        shade: String,
    },
    /// No cup, or too many bottles in it.
    #[error(
        "{}",
        tr("a cup holds one to three bottles, each with at least one part: put one in, or take one out")
    )]
    Bottles,
    /// Too little of something to measure even in the largest cup.
    #[error("{}", tr("no cup up to 10 ml lets a hand measure this: use fewer parts or less water"))]
    Unmeasurable,
    /// What the job needs is missing.
    #[error("{}", tr("this plan lacks a cup that its job needs: begin from a plan on the list"))]
    Incomplete,
    /// A tone is not a number.
    #[error("{}", tr("a measured tone is not a number; check the outlines and measure again"))]
    BadTone,
}

impl HandPlan {
    /// The cups of a plan that was found for a job.
    #[must_use]
    pub fn of(proposal: &Proposal, job: Job) -> Self {
        let cup = |recipe: &Option<Recipe>| {
            recipe
                .as_ref()
                .map(|recipe| HandCup { parts: recipe.parts.clone(), water_parts: recipe.water_parts })
        };
        Self {
            job,
            wash: cup(&proposal.scar.wash),
            dots: cup(&proposal.scar.dots),
            surround: proposal.surround.as_ref().and_then(|zone| cup(&zone.dots)),
            marks_per_cm2: proposal.scar.marks_per_cm2,
        }
    }

    /// Whether it has what its job needs.
    pub(super) fn is_complete(&self) -> bool {
        match self.job {
            Job::Dots => self.dots.is_some() && self.surround.is_some() && self.wash.is_none(),
            Job::WashAndDots => self.dots.is_some() && self.surround.is_some() && self.wash.is_some(),
            Job::Wash | Job::SkinTone => self.wash.is_some() && self.dots.is_none(),
            Job::None => false,
        }
    }
}

impl HandCup {
    /// The same from the bottles of a stock.
    pub(super) fn in_stock(&self, stock: &Stock) -> Result<Cup, HandError> {
        let mut parts = Vec::new();
        for part in self.parts.iter().filter(|part| part.parts > 0) {
            let at = stock.bottles().iter().position(|bottle| bottle.id == part.shade);
            let not_at_hand = || HandError::NotAtHand { shade: part.shade.clone() };
            let at = at.and_then(|at| u8::try_from(at).ok()).ok_or_else(not_at_hand)?;
            let count = u8::try_from(part.parts.min(MOST_OF_ONE)).ok().ok_or(HandError::Bottles)?;
            parts.push((at, count));
        }
        parts.sort_unstable();
        let water = u8::try_from(self.water_parts.min(MOST_WATER)).ok().ok_or(HandError::Unmeasurable)?;
        let (bottles, counts): (Vec<u8>, Vec<u8>) = parts.into_iter().unzip();
        let cup = Cup::new(&bottles, &counts, water).ok_or(HandError::Bottles)?;
        if stock.recipe(&cup).is_none() {
            return Err(HandError::Unmeasurable);
        }
        Ok(cup)
    }
}
