//! What the user chose, and what follows from it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::held::HeldPlans;
use crate::blend::{DROP_ML, Job, Matching, Thresholds};
use crate::calibrate::{Calibration, CameraProfile, ChartPick, GreyPick};
use crate::region::Regions;
use crate::tone::Tones;
use crate::trust::PhotoTrust;

/// Which picture is worked on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PhotoSource {
    /// The case that comes with the program.
    Bundled,
    /// A file of the user's.
    File(PathBuf),
}

/// Everything the user chose: small, undoable, saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    /// The picture.
    pub photo: PhotoSource,
    /// The neutral reference, if one was clicked.
    pub grey: Option<GreyPick>,
    /// The ColorChecker, if there is one; goes before the neutral reference.
    #[serde(default)]
    pub chart: Option<ChartPick>,
    /// What a card in another photo of the session told; counts where this photo has no reference of its own.
    #[serde(default)]
    pub profile: Option<CameraProfile>,
    /// What was marked.
    pub regions: Regions,
    /// Scale from a ruler or told; none when unknown.
    pub px_per_mm: Option<f64>,
    /// Hair length the client wears, when told, in mm.
    pub hair_length_mm: Option<f64>,
    /// Age of the scar, when told, in months.
    pub scar_age_months: Option<f64>,
    /// What is to be done; none leaves it to the rule.
    pub job: Option<Job>,
    /// Smallest cup the studio mixes, in ml.
    pub cup_ml: f64,
    /// The studio measures bottles by drop and not by syringe (0.01 ml).
    pub measured_by_drop: bool,
    /// What a drop holds, in ml.
    #[serde(default = "usual_drop")]
    pub drop_ml: f64,
    /// Where the studio draws its lines.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// A red photo is matched all the same; every output says so.
    #[serde(default)]
    pub accept_photo: bool,
    /// Identifiers of bottles that are left out of the search.
    #[serde(default)]
    pub without: Vec<String>,
    /// Identifiers of bottles that the scar's recipe must hold.
    #[serde(default)]
    pub with: Vec<String>,
    /// Plans that the user holds beside those that are found.
    #[serde(default)]
    pub held: HeldPlans,
}

fn usual_drop() -> f64 {
    DROP_ML
}

impl Default for Inputs {
    fn default() -> Self {
        Self {
            photo: PhotoSource::Bundled,
            grey: None,
            chart: None,
            profile: None,
            regions: Regions::default(),
            px_per_mm: None,
            hair_length_mm: None,
            scar_age_months: None,
            job: None,
            cup_ml: 1.0,
            measured_by_drop: false,
            drop_ml: DROP_ML,
            thresholds: Thresholds::default(),
            accept_photo: false,
            without: Vec::new(),
            with: Vec::new(),
            held: HeldPlans::default(),
        }
    }
}

impl Inputs {
    /// Whether the same follows from both, apart from what becomes of the plans that are held.
    #[must_use]
    pub fn gives_the_same(&self, other: &Self) -> bool {
        *self == Self { held: self.held.clone(), ..other.clone() }
    }
}

/// What follows from [`Inputs`], the photo and the library: derived, never saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// How far the photo can be trusted.
    pub trust: PhotoTrust,
    /// How exposure and white were set.
    pub calibration: Calibration,
    /// What was measured.
    pub tones: Tones,
    /// What is proposed.
    pub matching: Matching,
}
