//! What one hair does to a disc of a healed mark's diameter.

use std::f64::consts::PI;

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
