//! Exponential, logarithm and power that turn into vector instructions on any x86-64 and ARM machine.
//!
//! Only additions, multiplications, one division and whole-number operations on the bits, no branches and no
//! calls, so that a loop over [`Lanes`](super::Lanes) handles several bands at once. Relative error of `exp`
//! below 2e-14 and absolute error of `ln` below 4e-15 in the range used here (tests below).

/// Adding this to a number below 2^51 leaves the nearest whole number in the lowest bits.
const ROUNDING: f64 = 6_755_399_441_055_744.0;
/// `ln 2` in two pieces, the first with trailing zeros, so that multiples of it are exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Bits of 1.
const ONE: u64 = 0x3FF0_0000_0000_0000;

/// `e^x`; below −700 and above 700 as at these ends.
#[inline]
pub(super) fn exp(x: f64) -> f64 {
    let x = if x > -700.0 { x } else { -700.0 };
    let x = if x < 700.0 { x } else { 700.0 };
    let shifted = x * std::f64::consts::LOG2_E + ROUNDING;
    let whole = shifted - ROUNDING;
    let r = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
    // Taylor's series: |r| is at most 0.347, so that the first term left out is below 1e-14.
    let mut sum = 1.0 / 39_916_800.0;
    for inverse in [
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ] {
        sum = sum * r + inverse;
    }
    sum * f64::from_bits((shifted.to_bits() << 52).wrapping_add(ONE))
}

/// Natural logarithm of a positive number; below 1e-300, 0 and NaN included, as of 1e-300.
#[inline]
pub(super) fn ln(x: f64) -> f64 {
    // √½, from which the mantissa is counted, 1022 exponents below so that the difference stays positive.
    const FROM: u64 = 0x3FE6_A09E_667F_3BCD - (1022 << 52);
    const TWO_52: u64 = 0x4330_0000_0000_0000;
    let x = if x > 1e-300 { x } else { 1e-300 };
    let bits = x.to_bits();
    let exponent = bits.wrapping_sub(FROM) >> 52;
    let mantissa = f64::from_bits(bits.wrapping_sub(exponent.wrapping_sub(1022) << 52));
    let exponent = f64::from_bits(exponent | TWO_52) - (4_503_599_627_370_496.0 + 1022.0);
    // ln m = 2 artanh s.
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let mut sum = 1.0 / 17.0;
    for inverse in [1.0 / 15.0, 1.0 / 13.0, 1.0 / 11.0, 1.0 / 9.0, 1.0 / 7.0, 1.0 / 5.0, 1.0 / 3.0, 1.0] {
        sum = sum * square + inverse;
    }
    exponent * LN_2_HIGH + (exponent * LN_2_LOW + 2.0 * s * sum)
}

/// `x^power` for `x` from 0 on; 0 counts as 1e-300.
#[inline]
pub(super) fn pow(x: f64, power: f64) -> f64 {
    exp(power * ln(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_the_librarys() {
        for step in -70_000..7_000 {
            let x = f64::from(step) * 0.01 + 0.0037;
            assert!((exp(x) / x.exp() - 1.0).abs() < 2e-14, "{x}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(f64::NEG_INFINITY) < 1e-300);
        assert!(exp(f64::INFINITY).is_finite());
    }

    #[test]
    fn ln_is_the_librarys() {
        for step in -2_000..2_000 {
            let x = 1.0123_f64.powi(step) * 1.000_37;
            assert!((ln(x) - x.ln()).abs() < 4e-15 * x.ln().abs().max(1.0), "{x}");
        }
        assert_eq!(ln(1.0), 0.0);
        assert!(ln(0.0).is_finite() && ln(f64::NAN).is_finite());
    }

    #[test]
    fn pow_undoes_itself() {
        for step in 1..=1000 {
            let x = f64::from(step) * 1e-3;
            assert!((pow(pow(x, 1.0 / 1.7), 1.7) / x - 1.0).abs() < 1e-13, "{x}");
        }
        assert!(pow(0.0, 0.5) < 1e-100);
    }
}
