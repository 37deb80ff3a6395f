//! What a prediction is asked for: a file that others can write.

use ron::extensions::Extensions;
use serde::{Deserialize, Serialize};

use super::{Colourant, Concentrations, defaults};
use crate::color::{Illuminant, Lab};

/// One skin, one cup, one day, one light. Only `skin` and `shades` are needed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PredictSpec {
    /// Tone of the bare skin.
    pub skin: SkinSpec,
    /// Bottles of the marks' cup.
    pub shades: Vec<ShadeSpec>,
    /// Parts of water to one part of pigment in all.
    #[serde(default)]
    pub water_parts: f64,
    /// Millilitres of mix held by a millilitre of fresh tissue, 0..=1.
    #[serde(default = "deposit")]
    pub deposit: f64,
    /// Share held after healing, 0..=1.
    #[serde(default = "hold")]
    pub hold: f64,
    /// Days since the visit; fresh before 28.
    #[serde(default = "days")]
    pub days: f64,
    /// Clear dermis above healed pigment, mm.
    #[serde(default = "clear_depth_mm")]
    pub clear_depth_mm: f64,
    /// Thickness of the pigmented dermis, mm.
    #[serde(default = "layer_mm")]
    pub layer_mm: f64,
    /// Share of the area taken by marks, 0..=1.
    #[serde(default = "mark_cover")]
    pub mark_cover: f64,
    /// Yule and Nielsen's n, 1..=2.
    #[serde(default = "yule_nielsen")]
    pub yule_nielsen: f64,
    /// The light the colours are seen under.
    #[serde(default)]
    pub illuminant: Illuminant,
    /// An even tone under the marks.
    #[serde(default)]
    pub wash: Option<CupSpec>,
}

/// A tone in `CIELAB`, D65.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkinSpec {
    /// L*, 0..=100.
    pub l: f64,
    /// a*, -128..=128.
    pub a: f64,
    /// b*, -128..=128.
    pub b: f64,
}

/// A cup of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CupSpec {
    /// Bottles of the cup.
    pub shades: Vec<ShadeSpec>,
    /// Parts of water to one part of pigment in all.
    #[serde(default)]
    pub water_parts: f64,
}

/// A bottle and how much of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShadeSpec {
    /// Parts, 0 or more; need not be whole.
    pub parts: f64,
    /// Solids by colourant, mg/ml.
    pub solids: Concentrations,
}

/// Why a specification cannot be predicted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PredictError {
    /// Not a specification at all.
    #[error("line {line}, column {column} of the specification: {cause}; correct it there")]
    Format {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        cause: String,
    },
    /// A number outside its range.
    #[error("{field} is {value}; give a number from {low} to {high}")]
    Range {
        /// Path of the field.
        field: String,
        /// What was given.
        value: f64,
        /// Least allowed.
        low: f64,
        /// Largest allowed.
        high: f64,
    },
    /// A cup without a bottle.
    #[error("{field} is empty; give at least one shade")]
    NoShades {
        /// Path of the list.
        field: String,
    },
    /// A cup with no parts of any bottle.
    #[error("the parts in {field} add up to 0; give at least one shade more than 0 parts")]
    NoParts {
        /// Path of the list.
        field: String,
    },
}

impl PredictSpec {
    /// Reads RON, with or without `Some` around the wash, and checks every number.
    ///
    /// # Errors
    /// [`PredictError`], with the line for what is not RON or has an unknown field, with the field and its range
    /// for a number.
    pub fn from_ron(text: &str) -> Result<Self, PredictError> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let spec: Self = options.from_str(text).map_err(|error| PredictError::Format {
            line: error.span.start.line,
            column: error.span.start.col,
            cause: error.code.to_string(),
        })?;
        spec.check()?;
        Ok(spec)
    }

    /// Of a skin and the bottles of the marks' cup, with what is usual for everything else.
    #[must_use]
    pub fn of(skin: SkinSpec, shades: Vec<ShadeSpec>) -> Self {
        Self {
            skin,
            shades,
            water_parts: 0.0,
            deposit: deposit(),
            hold: hold(),
            days: days(),
            clear_depth_mm: clear_depth_mm(),
            layer_mm: layer_mm(),
            mark_cover: mark_cover(),
            yule_nielsen: yule_nielsen(),
            illuminant: Illuminant::default(),
            wash: None,
        }
    }

    /// Checks every number.
    ///
    /// # Errors
    /// The first number outside its range, or a cup without pigment.
    pub fn check(&self) -> Result<(), PredictError> {
        in_range("skin.l", self.skin.l, 0.0, 100.0)?;
        in_range("skin.a", self.skin.a, -128.0, 128.0)?;
        in_range("skin.b", self.skin.b, -128.0, 128.0)?;
        check_cup("", &self.shades, self.water_parts)?;
        in_range("deposit", self.deposit, 0.0, 1.0)?;
        in_range("hold", self.hold, 0.0, 1.0)?;
        in_range("days", self.days, 0.0, MOST_DAYS)?;
        in_range("clear_depth_mm", self.clear_depth_mm, 0.0, MOST_DEPTH_MM)?;
        in_range("layer_mm", self.layer_mm, 0.0, MOST_DEPTH_MM)?;
        in_range("mark_cover", self.mark_cover, 0.0, 1.0)?;
        in_range("yule_nielsen", self.yule_nielsen, 1.0, 2.0)?;
        self.wash.as_ref().map_or(Ok(()), |wash| check_cup("wash.", &wash.shades, wash.water_parts))
    }

    /// Colourants in the marks' cup, mg/ml.
    pub(super) fn cup(&self) -> Concentrations {
        mixed(&self.shades, self.water_parts)
    }
}

impl SkinSpec {
    /// As a colour.
    pub fn lab(self) -> Lab {
        Lab::new(self.l, self.a, self.b)
    }
}

impl CupSpec {
    /// Colourants in the cup, mg/ml.
    pub(super) fn cup(&self) -> Concentrations {
        mixed(&self.shades, self.water_parts)
    }
}

/// A hundred years.
const MOST_DAYS: f64 = 36_525.0;
/// Deeper than any dermis.
const MOST_DEPTH_MM: f64 = 5.0;
const MOST_PARTS: f64 = 1e6;
/// No suspension is denser.
const MOST_SOLIDS: f64 = 5_000.0;

fn deposit() -> f64 {
    defaults::DEPOSIT
}
fn hold() -> f64 {
    defaults::HOLD_SKIN
}
fn days() -> f64 {
    defaults::HEALED_DAYS
}
fn clear_depth_mm() -> f64 {
    defaults::CLEAR_DEPTH_MM
}
fn layer_mm() -> f64 {
    defaults::LAYER_MM
}
fn mark_cover() -> f64 {
    defaults::MARK_COVER
}
fn yule_nielsen() -> f64 {
    defaults::YULE_NIELSEN
}

fn mixed(shades: &[ShadeSpec], water_parts: f64) -> Concentrations {
    let bottles: Vec<(f64, Concentrations)> =
        shades.iter().map(|shade| (shade.parts, shade.solids)).collect();
    Concentrations::of_cup(&bottles, water_parts)
}

fn check_cup(prefix: &str, shades: &[ShadeSpec], water_parts: f64) -> Result<(), PredictError> {
    let field = format!("{prefix}shades");
    if shades.is_empty() {
        return Err(PredictError::NoShades { field });
    }
    for (number, shade) in shades.iter().enumerate() {
        in_range(&format!("{field}[{number}].parts"), shade.parts, 0.0, MOST_PARTS)?;
        for colourant in Colourant::ALL {
            let path = format!("{field}[{number}].solids.{}", colourant.name());
            in_range(&path, shade.solids.of(colourant), 0.0, MOST_SOLIDS)?;
        }
    }
    if shades.iter().map(|shade| shade.parts).sum::<f64>() <= 0.0 {
        return Err(PredictError::NoParts { field });
    }
    in_range(&format!("{prefix}water_parts"), water_parts, 0.0, MOST_PARTS)
}

fn in_range(field: &str, value: f64, low: f64, high: f64) -> Result<(), PredictError> {
    // NaN is in no range.
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(PredictError::Range { field: field.to_owned(), value, low, high })
    }
}
