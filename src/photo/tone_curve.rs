//! From code values to linear light.

use std::sync::Arc;

/// A tone curve: encoded 0..=1 to linear 0..=1.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ToneCurve {
    /// Codes are linear light.
    Linear,
    /// IEC 61966-2-1.
    Srgb,
    /// Inverse of the camera curve of ITU-R BT.709 and BT.2020.
    Broadcast,
    /// ROMM RGB (ISO 22028-2).
    ProPhoto,
    /// A power.
    Gamma(f64),
    /// ICC.1:2022, 10.18: `(a x + b)^g + e` from `d` on, `c x + f` below; in the order g a b c d e f.
    Parametric([f64; 7]),
    /// Evenly spaced values, 65535 for 1.
    Table(Arc<[u16]>),
}

/// Decoding exponent of Adobe RGB (1998), section 4.3.1.2.
pub(super) const ADOBE_GAMMA: f64 = 563.0 / 256.0;

impl ToneCurve {
    /// A curve of an ICC profile; `None` when it has nonsensical parameters.
    pub(super) fn from_icc(curve: &moxcms::ToneReprCurve) -> Option<Self> {
        match curve {
            moxcms::ToneReprCurve::Lut(table) => Some(match table.as_slice() {
                [] => Self::Linear,
                [gamma] => Self::Gamma(f64::from(*gamma) / 256.0),
                many => Self::Table(many.into()),
            }),
            moxcms::ToneReprCurve::Parametric(p) => {
                let p: Vec<f64> = p.iter().map(|v| f64::from(*v)).collect();
                let all = match p.as_slice() {
                    [g] => [*g, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                    [g, a, b] if *a != 0.0 => [*g, *a, *b, 0.0, -b / a, 0.0, 0.0],
                    [g, a, b, c] if *a != 0.0 => [*g, *a, *b, 0.0, -b / a, *c, *c],
                    [g, a, b, c, d] => [*g, *a, *b, *c, *d, 0.0, 0.0],
                    [g, a, b, c, d, e, f] => [*g, *a, *b, *c, *d, *e, *f],
                    _ => return None,
                };
                all.iter().all(|v| v.is_finite()).then_some(Self::Parametric(all))
            }
        }
    }

    /// Linear light of an encoded value; both are held within 0..=1.
    pub(super) fn linear(&self, encoded: f64) -> f64 {
        let x = if encoded.is_nan() { 0.0 } else { encoded.clamp(0.0, 1.0) };
        let y = match self {
            Self::Linear => x,
            Self::Srgb if x <= 0.04045 => x / 12.92,
            Self::Srgb => ((x + 0.055) / 1.055).powf(2.4),
            Self::Broadcast => broadcast(x),
            Self::ProPhoto if x < 16.0 / 512.0 => x / 16.0,
            Self::ProPhoto => x.powf(1.8),
            Self::Gamma(g) => x.powf(*g),
            Self::Parametric([g, a, b, c, d, e, f]) => {
                if x >= *d {
                    (a * x + b).max(0.0).powf(*g) + e
                } else {
                    c * x + f
                }
            }
            Self::Table(table) => interpolate(table, x),
        };
        if y.is_nan() { 0.0 } else { y.clamp(0.0, 1.0) }
    }

    /// Linear light of every code from 0 to `full_code`.
    pub(super) fn table(&self, full_code: u16) -> Vec<f32> {
        let full = f64::from(full_code.max(1));
        #[expect(clippy::cast_possible_truncation, reason = "a table of single precision")]
        let entry = |code: u16| self.linear(f64::from(code) / full) as f32;
        (0..=full_code).map(entry).collect()
    }

    /// Whether this is another curve but for rounding: profiles store the curves of the standards in short
    /// tables or with few digits.
    pub(super) fn is_nearly(&self, other: &Self) -> bool {
        (0..=64).all(|i| {
            let x = f64::from(i) / 64.0;
            let (mine, theirs) = (self.linear(x), other.linear(x));
            (mine - theirs).abs() <= 0.0006 + 0.002 * theirs
        })
    }
}

/// ITU-R BT.2020, table 4, inverted; with its long constants.
fn broadcast(x: f64) -> f64 {
    const ALPHA: f64 = 1.099_296_826_809_44;
    const BETA: f64 = 0.018_053_968_510_807;
    if x < 4.5 * BETA { x / 4.5 } else { ((x + ALPHA - 1.0) / ALPHA).powf(1.0 / 0.45) }
}

fn interpolate(table: &[u16], x: f64) -> f64 {
    let last = table.len().saturating_sub(1);
    let at = x * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "x is within 0..=1")]
    let below = at.floor() as usize;
    let value = |i: usize| f64::from(table.get(i.min(last)).copied().unwrap_or(0)) / 65535.0;
    let part = at - below as f64;
    value(below) * (1.0 - part) + value(below + 1) * part
}

#[cfg(test)]
mod tests {
    use palette::encoding::{IntoLinear, ProPhotoRgb, RecOetf, Srgb};

    use super::*;

    #[test]
    fn standards_agree_with_palette() {
        for i in 0..=1000 {
            let x = f64::from(i) / 1000.0;
            let close =
                |mine: f64, theirs: f64| assert!((mine - theirs).abs() < 2e-6, "{x}: {mine} {theirs}");
            close(ToneCurve::Srgb.linear(x), <Srgb as IntoLinear<f64, f64>>::into_linear(x));
            close(ToneCurve::Broadcast.linear(x), <RecOetf as IntoLinear<f64, f64>>::into_linear(x));
            close(ToneCurve::ProPhoto.linear(x), <ProPhotoRgb as IntoLinear<f64, f64>>::into_linear(x));
        }
    }

    #[test]
    fn nearness_tells_gamma_from_srgb() {
        assert!(!ToneCurve::Srgb.is_nearly(&ToneCurve::Gamma(2.2)));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0..=65535")]
        let code = |v: &f32| (v * 65535.0).round() as u16;
        let table: Vec<u16> = ToneCurve::Srgb.table(1023).iter().map(code).collect();
        assert!(ToneCurve::Table(table.into()).is_nearly(&ToneCurve::Srgb));
    }

    #[test]
    fn hostile_parameters_stay_in_range() {
        let wild = ToneCurve::Parametric([-3.0, 0.0, -1.0, f64::MAX, 0.5, f64::MAX, -1.0]);
        for x in [f64::NAN, -1.0, 0.0, 0.3, 0.7, 2.0, f64::INFINITY] {
            assert!((0.0..=1.0).contains(&wild.linear(x)));
        }
        assert_eq!(ToneCurve::Table([].into()).linear(0.5), 0.0);
    }
}
