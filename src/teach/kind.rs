//! What is practised.

use serde::{Deserialize, Serialize};

use crate::locale::tr;

/// The kinds of exercises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// How much a scar differs from the skin around it.
    ToneDifference,
    /// Which of two mixes heals nearer to the target.
    NearerMix,
    /// A bottle and water for the scar and for the surround.
    ShadeAndWater,
    /// What one drop more of a bottle does.
    OneDropMore,
    /// Dilutions, parts, millilitres and drops.
    RatioArithmetic,
    /// Which photos are spoiled, and by what.
    BadPhoto,
    /// Whether a case is treated now.
    TreatOrWait,
}

impl Kind {
    /// All, from seeing to deciding.
    pub const ALL: [Self; 7] = [
        Self::ToneDifference,
        Self::NearerMix,
        Self::ShadeAndWater,
        Self::OneDropMore,
        Self::RatioArithmetic,
        Self::BadPhoto,
        Self::TreatOrWait,
    ];

    /// Name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ToneDifference => "tone_difference",
            Self::NearerMix => "nearer_mix",
            Self::ShadeAndWater => "shade_and_water",
            Self::OneDropMore => "one_drop_more",
            Self::RatioArithmetic => "ratio_arithmetic",
            Self::BadPhoto => "bad_photo",
            Self::TreatOrWait => "treat_or_wait",
        }
    }

    /// The kind of this name; a hyphen counts as the line between words.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.trim().replace('-', "_");
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ToneDifference => tr("Guess the tone difference"),
            Self::NearerMix => tr("Pick the nearer mix"),
            Self::ShadeAndWater => tr("Choose shade and water"),
            Self::OneDropMore => tr("One drop more"),
            Self::RatioArithmetic => tr("Ratio arithmetic"),
            Self::BadPhoto => tr("Spot the bad photo"),
            Self::TreatOrWait => tr("Treat or wait"),
        }
    }

    /// Whether it is scored as a difference of colour and has signed errors in L*, a*, b*.
    #[must_use]
    pub fn has_colour(self) -> bool {
        matches!(self, Self::ToneDifference | Self::ShadeAndWater | Self::OneDropMore)
    }
}
