//! What the canvas is given to show.

use std::sync::Arc;

use super::ChartScene;
use super::left_out::MeasuredBy;
use super::panes::CanvasPreview;
use crate::calibrate::{GreyPick, LightModel};
use crate::photo::{LinearImage, ScreenMatrix};
use crate::region::Regions;

/// What the canvas shows of the case.
#[derive(Debug, Clone, Copy)]
pub struct CanvasModel<'a> {
    /// The photo; none while there is none.
    pub image: Option<&'a Arc<LinearImage>>,
    /// Changes with every photo.
    pub photo: u64,
    /// What is marked.
    pub regions: &'a Regions,
    /// The grey card.
    pub grey: Option<GreyPick>,
    /// The `ColorChecker`.
    pub chart: ChartScene<'a>,
    /// Scale that was told.
    pub px_per_mm: Option<f64>,
    /// How the photo's light reaches the screen.
    pub screen: ScreenMatrix,
    /// That in words.
    pub screen_text: &'a str,
    /// How the photo's light becomes colour.
    pub light: LightModel,
    /// A card set it.
    pub is_calibrated: bool,
    /// Fingers or gloves take hold, and not a mouse.
    pub touch: bool,
    /// The plan that is shown on it.
    pub preview: Option<CanvasPreview<'a>>,
    /// The measurement, where the tones follow from what is marked now.
    pub measured: Option<MeasuredBy<'a>>,
    /// What is said where there is no photo.
    pub empty_text: &'a str,
}
