//! What one hair does to a disc of a healed mark's diameter.

use std::f64::consts::PI;

use super::hair::Single;
use super::section::mean_in_disc;

/// Diameter of a healed mark in mm (`matching.md` section 1).
pub(super) const HEALED_MM: f64 = 0.18;

/// Share of a disc that a hair across its middle takes, and with it, on average, the other hairs.
pub(super) fn share(dots: bool, width_mm: f64, cover: f64) -> f64 {
    let ratio = (width_mm / HEALED_MM).clamp(0.0, 1.0);
    let own =
        if dots { ratio * ratio } else { 2.0 / PI * (ratio.asin() + ratio * (1.0 - ratio * ratio).sqrt()) };
    1.0 - (1.0 - own) * (1.0 - cover)
}

/// The same from a usual hair of 0.07 mm, for photos too coarse to read it (`matching.md` section 1).
pub(super) fn assumed_share(dots: bool) -> f64 {
    let ratio = 0.07 / HEALED_MM;
    if dots { ratio * ratio } else { (4.0 * ratio / PI).min(1.0) }
}

/// Part of the blur's loss that is added back: neighbouring hairs make up for the rest (*assumed*; about half
/// on rendered scenes).
const LOSS_TAKEN: f64 = 0.5;

/// Luminance in discs of a healed mark's diameter on single hairs, as read on the picture and with the blur's
/// loss made good.
pub(super) fn read(single: &Single, per_mm: f64) -> f64 {
    let (pattern, radius) = (single.hair.pattern, 0.5 * HEALED_MM * per_mm);
    let seen = single.section.in_disc(pattern.dots, radius);
    let [skin, _] = single.section.ends();
    let places: Vec<f64> = (0..200u32).map(|i| 0.1 * f64::from(i)).collect();
    let shares = pattern.seen(places.iter().copied());
    let shares: Vec<(f64, f64)> = places.into_iter().zip(shares).collect();
    let blurred = mean_in_disc(&shares, pattern.dots, radius);
    let whole = share(pattern.dots, pattern.width / per_mm, 0.0);
    let gain = 1.0 + LOSS_TAKEN * (whole / blurred.max(0.05) - 1.0);
    skin + (seen - skin) * gain.clamp(0.9, 1.2)
}

/// Light of a disc that holds a share of hair.
pub(super) fn mixed(skin: [f64; 3], hair: [f64; 3], share: f64) -> [f64; 3] {
    std::array::from_fn(|i| (1.0 - share) * skin[i] + share * hair[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thin_stroke_takes_its_chord() {
        // 0.08·0.18/(π·0.09²) = 0.566 for a bar whose ends are straight (matching.md section 7); the round
        // rim takes 3 % off.
        let share = share(false, 0.08, 0.0);
        assert!((share - 0.566).abs() < 0.025 && share < 0.566, "{share}");
        assert!((super::share(true, 0.09, 0.0) - 0.25).abs() < 1e-12, "a dot of half the diameter");
        assert_eq!(super::share(false, 0.5, 0.0), 1.0, "a hair wider than the disc");
    }
}
