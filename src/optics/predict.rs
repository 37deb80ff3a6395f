//! How one recipe will look on one skin.

use serde::Serialize;

use super::{
    Concentrations, Deposit, PigmentedSkin, PredictError, PredictSpec, Tissue, area_reflectance,
    effective_clear_depth_mm,
};
use crate::color::{BANDS, Lab};

/// The answer to a [`PredictSpec`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Prediction {
    /// The skin that was found for the tone.
    pub tissue: TissueReport,
    /// One mark.
    pub mark: Predicted,
    /// The area from a distance.
    pub area: PredictedArea,
}

/// Parameters of the skin and how well they give the tone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TissueReport {
    /// Share of the epidermis taken by melanosomes.
    pub melanin_fraction: f64,
    /// Share of the dermis taken by blood.
    pub blood_fraction: f64,
    /// Exponent b of the scattering.
    pub scattering_power: f64,
    /// Reduced scattering A at 500 nm, 1/cm.
    pub scattering_amplitude: f64,
    /// Factor s on the absorption of bloodless tissue.
    pub baseline_scale: f64,
    /// CIEDE2000 between tone and model; above 2 the tone is outside the skin model.
    pub residual_delta_e: f64,
}

/// A colour and its spectrum.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Predicted {
    /// L*, a*, b*, relative to the light asked for.
    pub lab: [f64; 3],
    /// Reflectance at 400, 410 … 700 nm, as the model has it (without `q`).
    pub reflectance: [f64; BANDS],
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PredictedArea {
    /// L*, a*, b*, relative to the light asked for.
    pub lab: [f64; 3],
}

/// Predicts mark and area.
///
/// # Errors
/// [`PredictError`] when a number is outside its range or a cup holds nothing.
pub fn predict(spec: &PredictSpec) -> Result<Prediction, PredictError> {
    spec.check()?;
    let tissue = Tissue::from_lab(spec.skin.lab());
    let depth = effective_clear_depth_mm(spec.clear_depth_mm, spec.days);
    let pigmented = PigmentedSkin::new(&tissue, depth, spec.layer_mm);
    let deposit = Deposit { deposit: spec.deposit, hold: spec.hold, days: spec.days };

    let dots = deposit.tissue(&spec.cup());
    let wash = spec.wash.as_ref().map_or(Concentrations::NONE, |wash| deposit.tissue(&wash.cup()));
    let between = if spec.wash.is_some() { pigmented.mark(&wash) } else { tissue.reflectance() };
    let mark = pigmented.mark(&dots.plus(&wash));
    let area = area_reflectance(&between, &mark, spec.mark_cover, spec.yule_nielsen);

    Ok(Prediction {
        tissue: TissueReport::of(&tissue),
        mark: Predicted { lab: coordinates(tissue.color_under(&mark, spec.illuminant)), reflectance: mark.0 },
        area: PredictedArea { lab: coordinates(tissue.color_under(&area, spec.illuminant)) },
    })
}

impl TissueReport {
    /// Of a tissue.
    pub fn of(tissue: &Tissue) -> Self {
        Self {
            melanin_fraction: tissue.melanin_fraction,
            blood_fraction: tissue.blood_fraction,
            scattering_power: tissue.scattering_power,
            scattering_amplitude: tissue.scattering_amplitude,
            baseline_scale: tissue.baseline_scale,
            residual_delta_e: tissue.residual_delta_e,
        }
    }
}

fn coordinates(lab: Lab) -> [f64; 3] {
    [lab.l, lab.a, lab.b]
}
