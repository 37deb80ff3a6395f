//! One bottle.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ladder::LadderReport;
use super::papers::{LabelSeen, ShadeDocument};
use crate::color::Lab;
use crate::locale::tr;
use crate::optics::{Colourant, Concentrations, DrawdownCard, Rung};

/// Colour of a white drawdown card that was not measured itself (*assumed*; opacity charts are made at
/// 80 % and more of white's luminance).
pub const WHITE_CARD: Lab = Lab::new(93.0, 0.0, 1.0);

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

/// A name as an id of so many letters at most: lower-case letters, digits and hyphens.
#[must_use]
pub fn id_of_name(name: &str, most: usize) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id: String = words.collect::<Vec<_>>().join("-").chars().take(most).collect();
    id.trim_end_matches('-').to_owned()
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

impl Evidence {
    /// The grade of a ladder of so many rungs.
    #[must_use]
    pub fn of_rungs(rungs: usize) -> Self {
        match rungs {
            0 => Self::CompositionOnly,
            1 => Self::SingleSwatch,
            _ => Self::Measured,
        }
    }

    /// Name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::CompositionOnly => "composition_only",
            Self::SingleSwatch => "single_swatch",
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Measured => tr("measured##the colour of a bottle"),
            Self::CompositionOnly => tr("composition only"),
            Self::SingleSwatch => tr("single swatch: unreliable"),
        })
    }
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
    /// Solids in mg/ml that recipes are computed with, together above 0 and at most 1000: fitted to the ladder
    /// where there is one, else the label's.
    pub solids: Concentrations,
    /// What the label names, with the amounts in mg/ml where it gives them (0 where not), as it stands in the
    /// file; may be empty where there is a ladder.
    pub label: Vec<(Colourant, f64)>,
    /// Measured swatches by rising dilution; empty when none was measured.
    pub ladder: Vec<Rung>,
    /// Measured colour of the card under the ladder; [`WHITE_CARD`] when it was not measured.
    pub card: Option<Lab>,
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
    /// Its label was read.
    pub label_seen: Option<LabelSeen>,
    /// Certificates, data sheets, letters.
    pub documents: Vec<ShadeDocument>,
    /// Anything else that is to be known of it.
    pub note: Option<String>,
    /// Where the numbers come from.
    pub source: String,
}

impl Shade {
    /// How well its colour is known.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        Evidence::of_rungs(self.ladder.len())
    }

    /// How its ladder fits, rung by rung; `None` without a ladder.
    #[must_use]
    pub fn ladder_report(&self) -> Option<LadderReport> {
        (!self.ladder.is_empty()).then(|| LadderReport::new(self.card, &self.ladder, &self.label))
    }

    /// Colour of a drawdown of it on a white card, 0.05 mm thick, with so many parts of water.
    #[must_use]
    pub fn drawn_down(&self, water_parts: f64) -> Lab {
        DrawdownCard::from_lab(WHITE_CARD).color_of(&self.solids, water_parts)
    }

    /// Past its last day of use.
    #[must_use]
    pub fn expired(&self, today: Date) -> bool {
        self.expiry.is_some_and(|last| last < today)
    }
}
