//! Logarithms of the two holds by their normal numbers, from tables: a beta quantile takes thousands of times
//! longer, and a fit asks for them often.

use std::sync::LazyLock;

use crate::optics::defaults;
use crate::optics::distribution::{beta_quantile, normal_cdf};
use crate::optics::prior::{HOLD_SCAR_SD, HOLD_SKIN_SD};

/// Numbers further out count as this: one case in 10¹².
const FARTHEST: f64 = 7.0;
/// Steps for each unit.
const STEPS: usize = 16;
/// Entries: one more on either side than the range needs.
const ENTRIES: usize = 2 * 7 * STEPS + 3;

type Table = [f64; ENTRIES];

static SKIN: LazyLock<Table> = LazyLock::new(|| table(defaults::HOLD_SKIN, HOLD_SKIN_SD));
static SCAR: LazyLock<Table> = LazyLock::new(|| table(defaults::HOLD_SCAR, HOLD_SCAR_SD));

/// ln of the hold of normal skin, within 1e-4 from −5 to 5.
pub(super) fn ln_hold_skin(z: f64) -> f64 {
    interpolated(&SKIN, z)
}

/// ln of the hold of a scar, likewise.
pub(super) fn ln_hold_scar(z: f64) -> f64 {
    interpolated(&SCAR, z)
}

fn table(mean: f64, sd: f64) -> Table {
    std::array::from_fn(|i| {
        let z = (i as f64 - 1.0) / STEPS as f64 - FARTHEST;
        beta_quantile(mean, sd, normal_cdf(z)).max(1e-12).ln()
    })
}

/// Catmull-Rom between the entries: smooth, so that slopes are too.
fn interpolated(table: &Table, z: f64) -> f64 {
    let place = (z.clamp(-FARTHEST, FARTHEST) + FARTHEST) * STEPS as f64;
    if place.is_nan() {
        return f64::NAN;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the table")]
    let index = (place.floor() as usize).min(ENTRIES - 4);
    let t = place - index as f64;
    let [a, b, c, d] = [table[index], table[index + 1], table[index + 2], table[index + 3]];
    let linear = 0.5 * (c - a);
    let square = a - 2.5 * b + 2.0 * c - 0.5 * d;
    let cube = 0.5 * (d - a) + 1.5 * (b - c);
    b + t * (linear + t * (square + t * cube))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optics::prior::{Handling, hold_correlation};

    #[test]
    fn tables_give_the_quantiles() {
        for step in -500..=500 {
            let z = f64::from(step) / 100.0;
            // Any number reaches the scar's hold through the part it does not share with skin.
            let own = z / (1.0 - hold_correlation().powi(2)).sqrt();
            let exact = Handling::from_normals(&[
                0.0,
                0.0,
                z,
                own - hold_correlation() * z / (1.0 - hold_correlation().powi(2)).sqrt(),
                0.0,
            ]);
            assert!((ln_hold_skin(z) - exact.hold_skin.ln()).abs() < 1e-4, "{z}");
            assert!((ln_hold_scar(z) - exact.hold_scar.ln()).abs() < 1e-4, "{z}");
        }
        assert!(ln_hold_skin(1e9).is_finite() && ln_hold_scar(-1e9).is_finite());
        assert!(ln_hold_skin(f64::NAN).is_nan());
    }
}
