//! From the patches that were read to a model, judged on patches it has not seen.

use palette::lms::matrix::Bradford;
use palette::matrix::{multiply_3x3, multiply_3x3_and_vec3};

use super::calibration::xyz_from_rec2020;
use super::least_squares::least_squares;
use super::light_model::{LightModel, ModelKind, roots};
use super::reference::ReferencePatch;
use crate::color::{Xyz, delta_e_2000, lab_of};

/// What was read on a patch, beside what it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    /// Linear Rec. 2020 light.
    pub(super) linear: [f64; 3],
    /// What it is.
    pub(super) patch: &'a ReferencePatch,
    /// Place on the card from its middle, in pitches.
    pub(super) at: [f64; 2],
}

/// Change of the light over the card: its logarithm grows by so much for each pitch along a row and down a
/// column.
pub(super) type Slope = [f64; 2];

/// A model with what it leaves.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub(super) kind: ModelKind,
    pub(super) model: LightModel,
    /// Slope of the light that was taken off, if it was.
    pub(super) slope: Option<Slope>,
    /// ΔE00 of every pair under the model of all pairs.
    pub(super) fit: Vec<f64>,
    /// ΔE00 of every pair under the model of all others.
    pub(super) held_out: Vec<f64>,
    /// Mean of `held_out`, patches near skin weighted.
    pub(super) error: f64,
}

/// How much more a patch of the colour of skin counts in the fit and in the choice. On captures rendered from
/// skin spectra 2 left 1.1 ΔE00 on skin and 3 left 1.0; above 4 the other colours of real photos suffer
/// (tests/chart.rs).
const SKIN_WEIGHT: f64 = 3.0;
/// XYZ below this Y is not taken as more exact: 8-bit steps and veiling light.
const DARKEST: f64 = 0.02;
/// The slope is taken off when the error falls below this share.
const CLEARLY: f64 = 0.95;
/// The error of the neutral patches alone counts so much more: patches left out change them little, which
/// flatters them. On the same captures they were chosen in 10 of 30 without it, and skin came out worse.
const GREY_HANDICAP: f64 = 1.5;
/// Times the slope and the model are fitted in turn.
const ROUNDS: usize = 4;

/// Weight of a patch.
pub(super) fn weight(patch: &ReferencePatch) -> f64 {
    let lab = patch.lab;
    let chroma = (lab.a - 11.0).hypot(lab.b - 17.0) / 15.0;
    let lightness = (lab.l - 60.0) / 30.0;
    1.0 + SKIN_WEIGHT * (-0.5 * (chroma * chroma + lightness * lightness)).exp()
}

/// Makes XYZ residuals about even to the eye.
pub(super) fn scale(patch: &ReferencePatch) -> f64 {
    patch.xyz.y.max(DARKEST).powf(-2.0 / 3.0)
}

/// The model with the least error on patches it has not seen, and all that were tried, each without and with
/// the slope of the light taken off. `None` when the pairs do not tell one.
pub(super) fn choose(pairs: &[Pair<'_>]) -> Option<(Fitted, Vec<Fitted>)> {
    let tried: Vec<Fitted> = ModelKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let plain = judged(pairs, kind, false)?;
            let level = judged(pairs, kind, true);
            Some(level.filter(|level| level.error < CLEARLY * plain.error).unwrap_or(plain))
        })
        .collect();
    let rank = |tried: &Fitted| match tried.kind {
        ModelKind::Grey => GREY_HANDICAP * tried.error,
        _ => tried.error,
    };
    let best = tried.iter().min_by(|a, b| rank(a).total_cmp(&rank(b)))?.clone();
    Some((best, tried))
}

/// ΔE00 between a pair's colour under a model and what it is.
pub(super) fn left_over(model: &LightModel, pair: &Pair<'_>) -> f64 {
    delta_e_2000(lab_of(model.xyz(pair.linear)), pair.patch.lab)
}

/// The model of a kind through some pairs.
pub(super) fn model<'a>(
    pairs: impl Iterator<Item = Pair<'a>> + Clone,
    kind: ModelKind,
) -> Option<LightModel> {
    let rows = |weighted: Pair<'a>| {
        let factor = weight(weighted.patch) * scale(weighted.patch);
        let Xyz { x, y, z, .. } = weighted.patch.xyz;
        (factor, weighted.linear, [x, y, z].map(|value| value * factor))
    };
    match kind {
        ModelKind::Grey => by_neutrals(pairs),
        ModelKind::Matrix => {
            let matrix = least_squares::<3, 3>(pairs.map(|pair| {
                let (factor, linear, wanted) = rows(pair);
                (linear.map(|value| value * factor), wanted)
            }))?;
            Some(LightModel::from_matrix(matrix))
        }
        ModelKind::Affine => {
            let found = least_squares::<4, 3>(pairs.map(|pair| {
                let (factor, [r, g, b], wanted) = rows(pair);
                ([r, g, b, 1.0].map(|value| value * factor), wanted)
            }))?;
            Some(LightModel::with_offset(found.map(|[r, g, b, _]| [r, g, b]), found.map(|row| row[3])))
        }
        ModelKind::RootPolynomial2 => {
            let found = least_squares::<6, 3>(pairs.map(|pair| {
                let (factor, linear, wanted) = rows(pair);
                let ([r, g, b], [rg, gb, rb]) = (linear, roots(linear));
                ([r, g, b, rg, gb, rb].map(|value| value * factor), wanted)
            }))?;
            Some(LightModel::with_roots(
                found.map(|[r, g, b, ..]| [r, g, b]),
                found.map(|[.., rg, gb, rb]| [rg, gb, rb]),
            ))
        }
    }
}

/// C*ab below which a patch counts as neutral.
const NEUTRAL: f64 = 4.0;

/// Gains of the three cones of Bradford by the neutral patches.
fn by_neutrals<'a>(pairs: impl Iterator<Item = Pair<'a>>) -> Option<LightModel> {
    use palette::lms::matrix::{LmsToXyz, XyzToLms};
    let (into, back) =
        (<Bradford as XyzToLms<f64>>::xyz_to_lms_matrix(), <Bradford as LmsToXyz<f64>>::lms_to_xyz_matrix());
    let base = xyz_from_rec2020();
    let flat = [base[0], base[1], base[2]].concat();
    let base: [f64; 9] = flat.try_into().ok()?;
    let to_cones = multiply_3x3(into, base);
    let mut sums = [[0.0; 2]; 3];
    for pair in pairs.filter(|pair| pair.patch.lab.a.hypot(pair.patch.lab.b) < NEUTRAL) {
        let seen = multiply_3x3_and_vec3(to_cones, pair.linear);
        let Xyz { x, y, z, .. } = pair.patch.xyz;
        let wanted = multiply_3x3_and_vec3(into, [x, y, z]);
        let factor = scale(pair.patch).powi(2);
        for (sum, (seen, wanted)) in sums.iter_mut().zip(seen.into_iter().zip(wanted)) {
            sum[0] += factor * seen * wanted;
            sum[1] += factor * seen * seen;
        }
    }
    if sums.iter().any(|sum| sum[1] <= 0.0) {
        return None;
    }
    let gains = sums.map(|[product, square]| product / square);
    let [l, m, s] = gains;
    let scaled = multiply_3x3([l, 0.0, 0.0, 0.0, m, 0.0, 0.0, 0.0, s], to_cones);
    let rows = multiply_3x3(back, scaled);
    let (rows, _) = rows.as_chunks::<3>();
    Some(LightModel::from_matrix(rows.try_into().ok()?))
}

/// Slope of the light over the card as a model sees it: a plane through the logarithms of seen over published
/// luminance, lighter patches counting more.
pub(super) fn slope<'a>(model: &LightModel, pairs: impl Iterator<Item = Pair<'a>>) -> Option<Slope> {
    let rows = pairs.filter_map(|pair| {
        let seen = model.xyz(pair.linear).y;
        let factor = 1.0 / scale(pair.patch);
        let row = [1.0, pair.at[0], pair.at[1]].map(|value| value * factor);
        (seen > 0.0).then(|| (row, [(seen / pair.patch.xyz.y).ln().clamp(-1.0, 1.0) * factor]))
    });
    let [[_, x, y]] = least_squares::<3, 1>(rows)?;
    Some([x, y])
}

/// A pair as it would read in the light at the middle of the card.
fn levelled(pair: Pair<'_>, slope: Slope) -> Pair<'_> {
    let gain = (-(slope[0] * pair.at[0] + slope[1] * pair.at[1])).exp();
    Pair { linear: pair.linear.map(|value| value * gain), ..pair }
}

fn with_slope<'a>(
    pairs: &(impl Iterator<Item = Pair<'a>> + Clone),
    kind: ModelKind,
    level: bool,
) -> Option<(LightModel, Slope)> {
    let mut taken = [0.0; 2];
    let mut found = model(pairs.clone(), kind)?;
    if level {
        for _ in 0..ROUNDS {
            let rest = slope(&found, pairs.clone().map(|pair| levelled(pair, taken)))?;
            taken = [taken[0] + rest[0], taken[1] + rest[1]];
            found = model(pairs.clone().map(|pair| levelled(pair, taken)), kind)?;
        }
    }
    Some((found, taken))
}

fn judged(pairs: &[Pair<'_>], kind: ModelKind, level: bool) -> Option<Fitted> {
    let (found, taken) = with_slope(&pairs.iter().copied(), kind, level)?;
    let fit = pairs.iter().map(|pair| left_over(&found, &levelled(*pair, taken))).collect();
    let held_out: Vec<f64> = (0..pairs.len())
        .map(|left_out| {
            let others = pairs.iter().enumerate().filter(move |(i, _)| *i != left_out).map(|(_, pair)| *pair);
            let (others, taken) = with_slope(&others, kind, level)?;
            Some(left_over(&others, &levelled(*pairs.get(left_out)?, taken)))
        })
        .collect::<Option<_>>()?;
    let weights: Vec<f64> = pairs.iter().map(|pair| weight(pair.patch)).collect();
    let sum: f64 = weights.iter().zip(&held_out).map(|(weight, error)| weight * error).sum();
    let error = sum / weights.iter().sum::<f64>();
    let slope = level.then_some(taken);
    error.is_finite().then_some(Fitted { kind, model: found, slope, fit, held_out, error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::reference::place;
    use crate::calibrate::{Edition, reference_patches};

    /// Light that a matrix and a slope would turn into the card.
    fn readings(slope: Slope) -> Vec<Pair<'static>> {
        let matrix = [[0.8, 0.1, -0.05], [-0.1, 0.9, 0.1], [0.02, -0.1, 0.7]];
        let patches = reference_patches(Edition::After2014).iter().enumerate();
        let pairs = patches.map(|(index, patch)| {
            let Xyz { x, y, z, .. } = patch.xyz;
            let [column, row] = place(index);
            let at = [column - 2.5, row - 1.5];
            let gain = (slope[0] * at[0] + slope[1] * at[1]).exp();
            let linear = matrix.map(|m: [f64; 3]| gain * (m[0] * x + m[1] * y + m[2] * z));
            Pair { linear, patch, at }
        });
        pairs.collect()
    }

    #[test]
    fn a_matrix_is_found_and_preferred_to_more() {
        let (best, tried) = choose(&readings([0.0; 2])).expect("24 patches");
        assert!(best.error < 1e-6, "{best:?}");
        assert_eq!(tried.len(), 4);
        let grey = tried.iter().find(|tried| tried.kind == ModelKind::Grey).expect("grey is tried");
        assert!(grey.error > 1.0, "neutral patches alone leave the colours: {}", grey.error);
    }

    #[test]
    fn a_slope_of_the_light_is_found_and_taken_off() {
        let (best, _) = choose(&readings([0.05, -0.03])).expect("24 patches");
        let [x, y] = best.slope.expect("a slope of 40 % is clear");
        assert!((x - 0.05).abs() < 0.005 && (y + 0.03).abs() < 0.005, "{x} {y}");
        assert!(best.error < 0.5, "{}", best.error);
    }
}
