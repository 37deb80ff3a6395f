//! The figures behind the answer.

/// What was measured on the skin that is worked on. None where nothing could be measured.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TrustMeasures {
    /// Standard deviation of the blur, or of a shake along its way, in pixels.
    pub blur_px: Option<f64>,
    /// Pixels on a millimetre, when known.
    pub px_per_mm: Option<f64>,
    /// Linear light of the brighter skin, strongest channel, 0..=1.
    pub level: f64,
    /// Share of pixels with a channel at the camera's limit, 0..=1.
    pub clipped: f64,
    /// Share of pixels with shine, 0..=1.
    pub glare: f64,
    /// Brightest over darkest light across the skin.
    pub light_ratio: f64,
    /// Change of the light's colour across the skin: the larger change of ln(red/green) and ln(blue/green).
    pub color_change: f64,
    /// The skin's usual a* and b* as the file shows it, at its own lightness.
    pub skin_ab: [f64; 2],
    /// C*ab of the cast on the grey card, when there is one.
    pub cast_chroma: Option<f64>,
}
