//! How light a skin is.

use super::Lab;

/// Individual typology angle in degrees, `atan2(L* − 50, b*)` (Chardon 1991): above 55 very light, below −30
/// dark. Of bare skin, not of pigmented or hairy skin.
pub fn individual_typology_angle(lab: Lab) -> f64 {
    (lab.l - 50.0).atan2(lab.b).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_angles() {
        assert!((individual_typology_angle(Lab::new(64.0, 11.5, 16.5)) - 40.3141).abs() < 1e-3);
        assert!((individual_typology_angle(Lab::new(30.0, 10.0, 12.0)) + 59.0362).abs() < 1e-3);
    }
}
