//! Reads the patches of a card through its place on the picture.

use super::calibration::{multiply, xyz_from_rec2020};
use super::homography::Homography;
use super::reference::{PATCHES, place};
use crate::photo::LinearImage;

/// What was read on one patch.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct PatchReading {
    /// Robust mean of linear Rec. 2020 light.
    pub(super) linear: [f64; 3],
    /// Share of pixels with a channel at the camera's upper end.
    pub(super) clipped: f64,
    /// Share of pixels with a channel at its lower end.
    pub(super) black: f64,
    /// Standard deviation of a coarse grid of means, an even slope taken off, relative to the mean.
    pub(super) unevenness: f64,
}

/// Half of the square that is read, in pitches: the middle 60 % of a patch.
pub(super) const HALF: f64 = 0.25;
/// Fewest samples along a side.
const FEWEST_SAMPLES: f64 = 6.0;
/// Most samples along a side: enough to tell the way round, and to measure.
pub(super) const COARSE: f64 = 8.0;
pub(super) const FINE: f64 = 36.0;
/// Cells of the coarse grid along a side.
const GRID: usize = 3;
/// Linear light in a channel of sRGB that counts as an end of the range (codes 253 and 2 of 255).
const ENDS: (f64, f64) = (0.0006, 0.982);

/// All patches in their order with at most so many samples along a side; `None` when one of them is not on the
/// picture.
pub(super) fn read(image: &LinearImage, card: &Homography, most: f64) -> Option<[PatchReading; PATCHES]> {
    let mut readings = [PatchReading::default(); PATCHES];
    for (index, reading) in readings.iter_mut().enumerate() {
        *reading = read_patch(image, card, place(index), most)?;
    }
    Some(readings)
}

struct Sample {
    linear: [f64; 3],
    luminance: f64,
    /// Place in the square read, -1 to 1.
    at: [f64; 2],
}

fn read_patch(
    image: &LinearImage,
    card: &Homography,
    [column, row]: [f64; 2],
    most: f64,
) -> Option<PatchReading> {
    let pitch = card.area([column, row]).abs().sqrt();
    let wanted = (2.0 * HALF * pitch).clamp(FEWEST_SAMPLES, most);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 6..=36")]
    let side = if wanted.is_finite() { wanted.round() as usize } else { return None };
    let luminance = xyz_from_rec2020()[1];
    let mut samples = Vec::with_capacity(side * side);
    let (mut clipped, mut black) = (0.0, 0.0);
    for i in 0..side * side {
        let at = [i % side, i / side].map(|k| (2.0 * k as f64 + 1.0) / side as f64 - 1.0);
        let linear = sample(image, card.apply([column + HALF * at[0], row + HALF * at[1]]))?;
        let (low, high) = ends(linear);
        black += f64::from(u8::from(low));
        clipped += f64::from(u8::from(high));
        let luminance = luminance.iter().zip(linear).map(|(share, value)| share * value).sum();
        samples.push(Sample { linear, luminance, at });
    }
    let n = samples.len() as f64;
    Some(PatchReading {
        linear: robust_mean(&mut samples),
        clipped: clipped / n,
        black: black / n,
        unevenness: unevenness(&samples),
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie on the picture")]
fn sample(image: &LinearImage, [x, y]: [f64; 2]) -> Option<[f64; 3]> {
    let inside = x >= 0.0 && y >= 0.0 && x < f64::from(image.width()) && y < f64::from(image.height());
    if !inside {
        return None;
    }
    let codes = image.pixel(x as u32, y as u32)?;
    Some(codes.map(|code| f64::from(code) / f64::from(LinearImage::WHITE)))
}

/// Whether a channel is at the lower or upper end of sRGB, where 8-bit pictures end, or of the picture's range.
pub(super) fn ends(rec2020: [f64; 3]) -> (bool, bool) {
    /// Linear sRGB from linear Rec. 2020 (ITU-R BT.2087, inverse matrix).
    const SRGB_FROM_REC2020: [[f64; 3]; 3] = [
        [1.660491, -0.587641, -0.072850],
        [-0.124550, 1.132900, -0.008349],
        [-0.018151, -0.100579, 1.118730],
    ];
    let srgb = multiply(&SRGB_FROM_REC2020, rec2020);
    let low = srgb.iter().any(|value| value.abs() < ENDS.0) || rec2020.iter().any(|&value| value <= 0.0);
    let high = srgb.iter().chain(&rec2020).any(|&value| value >= ENDS.1);
    (low, high)
}

/// Mean of the samples between the 10 % and 90 % quantile of luminance: dust and glints fall out.
fn robust_mean(samples: &mut [Sample]) -> [f64; 3] {
    samples.sort_by(|a, b| a.luminance.total_cmp(&b.luminance));
    let cut = samples.len() / 10;
    let kept = samples.get(cut..samples.len() - cut).unwrap_or(&[]);
    let n = kept.len().max(1) as f64;
    [0, 1, 2].map(|i: usize| kept.iter().map(|sample| sample.linear[i]).sum::<f64>() / n)
}

fn unevenness(samples: &[Sample]) -> f64 {
    let mut sums = [[0.0_f64; 4]; GRID * GRID];
    for sample in samples {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "-1..1 to 0..3")]
        let [x, y] = sample.at.map(|at| (f64::midpoint(at, 1.0) * GRID as f64) as usize);
        if let Some(sum) = sums.get_mut(y * GRID + x) {
            let values = [1.0, sample.luminance, sample.at[0], sample.at[1]];
            sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
    }
    let cells = sums.map(|[n, luminance, x, y]| [luminance, x, y].map(|sum| sum / n.max(1.0)));
    let mean = cells.iter().map(|cell| cell[0]).sum::<f64>() / cells.len() as f64;
    let slope = |axis: usize| {
        let square: f64 = cells.iter().map(|cell| cell[axis] * cell[axis]).sum();
        cells.iter().map(|cell| cell[axis] * (cell[0] - mean)).sum::<f64>() / square.max(1e-9)
    };
    let (sx, sy) = (slope(1), slope(2));
    let rest: f64 = cells.iter().map(|[l, x, y]| (l - mean - sx * x - sy * y).powi(2)).sum();
    let free = cells.len() as f64 - 3.0;
    (rest / free).sqrt() / mean.max(1e-6)
}
