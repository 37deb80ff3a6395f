//! What is mixed in one cup.

use serde::{Deserialize, Serialize};

/// One bottle of a recipe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipePart {
    /// Identifier of the shade in the library.
    pub shade: String,
    /// Whole parts of it.
    pub parts: u32,
}

/// What is mixed in one cup, in whole parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recipe {
    /// One to three bottles.
    pub parts: Vec<RecipePart>,
    /// Parts of water to one part of pigment in all.
    pub water_parts: u32,
    /// Volume of the cup this is measured out for, in ml.
    pub cup_ml: f64,
    /// Millilitres of each bottle in the order of `parts`, water last.
    pub ml: Vec<f64>,
    /// Drops of each in the same order, where the studio measures by drop.
    #[serde(skip)]
    pub drops: Option<Vec<f64>>,
    /// Written out in full, for a hand to mix from.
    pub text: String,
}
