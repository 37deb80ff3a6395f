//! One bottle.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::color::Lab;
use crate::optics::Concentrations;

/// How a bottle is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShadeKind {
    /// A strong pigment that is diluted: blacks, browns, greys.
    Base,
    /// Sold to be used as it comes.
    Ready,
    /// Warms, cools or brightens another shade.
    Modifier,
    /// A flesh tone, for depigmented scars in bare skin.
    SkinTone,
}

impl ShadeKind {
    /// All kinds, in the order they are listed.
    pub const ALL: [Self; 4] = [Self::Base, Self::Ready, Self::Modifier, Self::SkinTone];

    /// Name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Ready => "ready",
            Self::Modifier => "modifier",
            Self::SkinTone => "skin_tone",
        }
    }
}

/// One drawdown of a dilution ladder: a measured swatch on a white card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rung {
    /// Parts of water to one part of the bottle, 0..=100.
    pub water_parts: f64,
    /// Measured colour of the swatch.
    pub lab: Lab,
}

/// How well a bottle's colour is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Two or more dilutions were measured.
    Measured,
    /// Only what the bottle holds is known.
    CompositionOnly,
    /// One swatch: it predicts dilutions badly.
    SingleSwatch,
}

/// One bottle of the studio.
#[derive(Debug, Clone, PartialEq)]
pub struct Shade {
    /// Short name in recipes and files: lower-case letters, digits and hyphens.
    pub id: String,
    /// Name on the bottle.
    pub name: String,
    /// Maker or line.
    pub maker: String,
    /// How it is used.
    pub kind: ShadeKind,
    /// Solids in mg/ml; together above 0 and at most 1000.
    pub solids: Concentrations,
    /// Measured swatches by dilution; empty when none was measured.
    pub ladder: Vec<Rung>,
    /// Most water the label allows, in parts per part of the bottle.
    pub max_water_parts: Option<u32>,
    /// Must not be diluted or mixed.
    pub neat_only: bool,
    /// Content of the bottle in ml.
    pub volume_ml: Option<f64>,
    /// Price of the bottle in the studio's currency.
    pub price: Option<f64>,
    /// Lot printed on the bottle.
    pub lot: Option<String>,
    /// Last day it may be used.
    pub expiry: Option<Date>,
    /// Day it was opened.
    pub opened_on: Option<Date>,
    /// Stands on the shelf.
    pub in_stock: bool,
    /// Where the numbers come from.
    pub source: String,
}

impl Shade {
    /// How well its colour is known.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        match self.ladder.len() {
            0 => Evidence::CompositionOnly,
            1 => Evidence::SingleSwatch,
            _ => Evidence::Measured,
        }
    }

    /// Past its last day of use.
    #[must_use]
    pub fn expired(&self, today: Date) -> bool {
        self.expiry.is_some_and(|last| last < today)
    }
}
