//! How a preview is looked at.

use crate::blend::Chance;

/// With pigment or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Seeing {
    /// The photo as it is.
    Untreated,
    /// With the plan carried out.
    #[default]
    Treated,
}

/// How a preview is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PreviewShow {
    /// With pigment or without.
    pub seeing: Seeing,
    /// Place in [`OUTLOOK_MOMENTS`](crate::blend::OUTLOOK_MOMENTS).
    pub moment: usize,
    /// Which of the possible results.
    pub chance: Chance,
    /// Place in [`OUTLOOK_LIGHTS`](crate::blend::OUTLOOK_LIGHTS).
    pub light: usize,
    /// Distance from the head, m; none shows all detail of the photo.
    pub distance_m: Option<f64>,
    /// Pixels of the picture on a millimetre of the screen it is looked at on; 0 when it is not for a screen.
    pub screen_px_per_mm: f64,
    /// A map of CIEDE2000 from the look of the skin around instead of colours.
    pub heat: bool,
}

impl Default for PreviewShow {
    fn default() -> Self {
        Self {
            seeing: Seeing::Treated,
            moment: 1,
            chance: Chance::Middle,
            light: 0,
            distance_m: None,
            screen_px_per_mm: 0.0,
            heat: false,
        }
    }
}

/// From where differences are judged at least, m: nearer, single hairs are all that differs.
pub(super) const HEAT_DISTANCE_M: f64 = 3.0;
/// From where a screen is looked at, mm (*assumed*).
pub(super) const SCREEN_DISTANCE_MM: f64 = 500.0;
