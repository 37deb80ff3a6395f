//! How much light each patch has of its own, told from colours alone.
//!
//! Shade and a slope of the light change how bright a patch is and hardly its hue. A matrix that is fitted to the
//! patches' colours with a free factor for each of them (alternating least squares) is therefore not bent by uneven
//! light, and the factors are the light on the patches.

use std::array;

use super::least_squares::least_squares;
use super::light_model::LightModel;
use super::patch_fit::{Pair, scale, weight};
use super::reference::PATCHES;
use crate::color::{Illuminant, Xyz, delta_e_2000, lab_of};

/// The light on every patch.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnLights {
    /// From linear light as it would be in even light.
    pub(super) model: LightModel,
    /// Logarithm of the light on a patch, whose mean over the patches that were used is 0.
    pub(super) logarithm: [f64; PATCHES],
    /// ΔE00 that is left when the patch is given its own light: what is not a matter of light.
    pub(super) misfit: [f64; PATCHES],
}

/// Times that matrix and factors are fitted in turn; the factors then change by less than 0.1 %.
const ROUNDS: usize = 30;
/// Furthest that the light on a patch is followed, as a logarithm: a hundredth and hundredfold.
const FARTHEST: f64 = 4.6;

/// The light on every patch by a matrix through those that are `used`; `None` when they do not tell one.
pub(super) fn own_lights(pairs: &[Pair<'_>; PATCHES], used: &[bool; PATCHES]) -> Option<OwnLights> {
    let mut logarithm = [0.0_f64; PATCHES];
    let mut model = None;
    for _ in 0..ROUNDS {
        let rows =
            pairs.iter().zip(logarithm).zip(used).filter(|(_, used)| **used).map(|((pair, light), _)| {
                let factor = weight(pair.patch) * scale(pair.patch);
                let Xyz { x, y, z, .. } = pair.patch.xyz;
                let level = factor * (-light).exp();
                (pair.linear.map(|value| value * level), [x, y, z].map(|value| value * factor))
            });
        let found = LightModel::from_matrix(least_squares::<3, 3>(rows)?);
        for (light, pair) in logarithm.iter_mut().zip(pairs) {
            *light = light_of(&found, pair);
        }
        let (sum, count) = logarithm
            .iter()
            .zip(used)
            .filter(|(_, used)| **used)
            .fold((0.0, 0.0), |(sum, count), (light, _)| (sum + light, count + 1.0));
        for light in &mut logarithm {
            *light = (*light - sum / count).clamp(-FARTHEST, FARTHEST);
        }
        model = Some(found);
    }
    let model = model?;
    let misfit = array::from_fn(|index| {
        let pair: &Pair<'_> = &pairs[index];
        let level = (-light_of(&model, pair)).exp();
        delta_e_2000(lab_of(model.xyz(pair.linear.map(|value| value * level))), pair.patch.lab)
    });
    misfit.iter().all(|misfit: &f64| misfit.is_finite()).then_some(OwnLights { model, logarithm, misfit })
}

/// Logarithm of the factor by which a model sees a patch brighter than it is.
fn light_of(model: &LightModel, pair: &Pair<'_>) -> f64 {
    let white = Illuminant::D65.white();
    let Xyz { x, y, z, .. } = model.xyz(pair.linear);
    let seen = [x / white[0], y / white[1], z / white[2]];
    let Xyz { x, y, z, .. } = pair.patch.xyz;
    let wanted = [x / white[0], y / white[1], z / white[2]];
    let product: f64 = seen.iter().zip(wanted).map(|(a, b)| a * b).sum();
    let square: f64 = wanted.iter().map(|value| value * value).sum();
    (product / square).max((-FARTHEST).exp()).ln()
}
