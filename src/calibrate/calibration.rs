//! What a reference in the picture made of its colours.

use serde::{Deserialize, Serialize};

use super::{ChartReading, LightModel, ProfileReading};
use crate::color::Xyz;
use crate::locale::{number, say};
use crate::photo::PixelPos;

/// Where the technician clicked a neutral reference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GreyPick {
    /// Middle of the sampled disc.
    pub center: PixelPos,
    /// Radius of the disc in pixels.
    pub radius: f64,
    /// L* printed on the reference; 50 for the usual 18 % card.
    pub l_star: f64,
}

/// What was read on the reference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GreyReading {
    /// The click it came from.
    pub pick: GreyPick,
    /// Pixels that were used.
    pub pixels: usize,
    /// Factor put on the exposure, 1 for none.
    pub exposure: f64,
    /// Chroma of the cast that was removed, in C*ab before correction.
    pub cast_chroma: f64,
}

/// C*ab of a cast above which the click is worth a second look: automatic white balance usually leaves less
/// outdoors (*assumed*), and pale skin taken for the card leaves more.
const NOTABLE_CAST: f64 = 8.0;

impl GreyReading {
    /// A sentence for the technician when what was clicked may have been no card: colour alone cannot tell a
    /// card in warm light from pale or sallow skin.
    #[must_use]
    pub fn doubt(&self) -> Option<String> {
        (self.cast_chroma > NOTABLE_CAST).then(|| {
            say!(
                "A cast of C* %{chroma} was removed, as a lamp leaves on a grey card but pale skin or cloth would too: make sure that the spot is the card",
                chroma = number(self.cast_chroma, 0)
            )
        })
    }
}

/// How exposure and white were set.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum CalibrationKind {
    /// No reference: as the camera rendered it. Every figure is said to be uncalibrated.
    Uncalibrated,
    /// A neutral reference of known lightness.
    GreyCard(GreyReading),
    /// A ColorChecker.
    Chart(ChartReading),
    /// What a ColorChecker in another photo of the session told.
    Profile(ProfileReading),
}

/// Turns the picture's linear light into XYZ under D65, and says how far it can be trusted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Takes linear Rec. 2020 light (0..=1) to XYZ (D65).
    pub light: LightModel,
    /// Where it comes from.
    pub kind: CalibrationKind,
    /// Standard deviation of the error in L*, a*, b* that all tones of the photo share.
    pub shared_sd: [f64; 3],
}

/// Shared error without a reference: a mean ΔE of 6 (`matching.md` section 1).
pub(super) const UNCALIBRATED_SD: [f64; 3] = [4.5, 2.8, 2.8];

impl Calibration {
    /// The camera's own rendering, taken as it is.
    #[must_use]
    pub fn uncalibrated() -> Self {
        Self {
            light: LightModel::from_matrix(xyz_from_rec2020()),
            kind: CalibrationKind::Uncalibrated,
            shared_sd: UNCALIBRATED_SD,
        }
    }

    /// Whether a reference set exposure and white.
    #[must_use]
    pub fn is_calibrated(&self) -> bool {
        !matches!(self.kind, CalibrationKind::Uncalibrated)
    }

    /// Colour of one pixel's linear Rec. 2020 light (0..=1).
    #[must_use]
    pub fn xyz(&self, linear: [f64; 3]) -> Xyz {
        self.light.xyz(linear)
    }
}

pub(super) fn multiply(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// XYZ (D65) from linear Rec. 2020: the primaries of ITU-R BT.2020 scaled so that equal parts give the white
/// (0.95047, 1, 1.08883) that all colours here are relative to.
pub(super) fn xyz_from_rec2020() -> [[f64; 3]; 3] {
    const PRIMARIES: [[f64; 2]; 3] = [[0.708, 0.292], [0.170, 0.797], [0.131, 0.046]];
    const WHITE: [f64; 3] = [0.95047, 1.0, 1.08883];
    let columns = PRIMARIES.map(|[x, y]| [x / y, 1.0, (1.0 - x - y) / y]);
    let whole = determinant(columns);
    let share = |replaced: usize| {
        let mut changed = columns;
        changed[replaced] = WHITE;
        determinant(changed) / whole
    };
    let amounts = [share(0), share(1), share(2)];
    [0, 1, 2].map(|row: usize| [0, 1, 2].map(|primary: usize| columns[primary][row] * amounts[primary]))
}

fn determinant([a, b, c]: [[f64; 3]; 3]) -> f64 {
    a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1])
        + c[0] * (a[1] * b[2] - a[2] * b[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_stays_white_and_red_is_the_published_primary() {
        let calibration = Calibration::uncalibrated();
        let white = calibration.xyz([1.0; 3]);
        assert!((white.x - 0.95047).abs() < 1e-12 && (white.y - 1.0).abs() < 1e-12, "white");
        assert!((white.z - 1.08883).abs() < 1e-12, "white");
        let red = calibration.xyz([1.0, 0.0, 0.0]);
        // ITU-R BT.2020: luminance of red 0.2627.
        assert!((red.y - 0.2627).abs() < 2e-4, "luminance of red {}", red.y);
    }
}
