//! What makes a picture look like a photo of a shaved head, beyond what tests of tones need.

/// Finish of a scene; all off by default. What lies on the skin (shadows, hair under the surface, pores,
/// stitch marks) is part of the truth; what is light (relief, sheen) is not.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LookSpec {
    /// How much hairs differ in length, width and distance, 0..=1.
    pub hair_unevenness: f64,
    /// Whorl that hair grows away from, as shares of width and height (may lie outside the picture);
    /// otherwise it lies along one slowly turning direction.
    pub whorl: Option<[f64; 2]>,
    /// Light that a hair takes from the skin beside it, 0..=0.6.
    pub hair_shadow: f64,
    /// Darkening by the part of the hair under the surface, 0..=0.6.
    pub under_skin: f64,
    /// Darkening in pores, 0..=0.6.
    pub pores: f64,
    /// Dents, ridges and patches of scars, 0..=1.
    pub scar_texture: f64,
    /// Marks of the stitches beside strips, 0..=1.
    pub stitches: f64,
    /// Broad sheen near the top edge, in linear light where 1 is the white of the picture, 0..=0.5.
    pub sheen: f64,
    /// Blur added towards the corners, 0..=4 px.
    pub corner_blur_px: f64,
}

impl LookSpec {
    /// Names, values and allowed most of all numbers; the least is 0.
    pub(crate) fn ranges(&self) -> [(&'static str, f64, f64); 8] {
        [
            ("unevenness of hair", self.hair_unevenness, 1.0),
            ("shadow of hair", self.hair_shadow, 0.6),
            ("hair under the skin", self.under_skin, 0.6),
            ("depth of pores", self.pores, 0.6),
            ("texture of scars", self.scar_texture, 1.0),
            ("strength of stitch marks", self.stitches, 1.0),
            ("sheen", self.sheen, 0.5),
            ("blur of the corners in pixels", self.corner_blur_px, 4.0),
        ]
    }
}
