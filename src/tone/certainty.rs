//! How sure the tones are, and how much surer what they differ by.

use serde::Serialize;

use super::{Tone, Tones};
use crate::color::{Lab, LabInterval, carry_light_error};

/// 80 % intervals of the tones, with the tone's own error and the one that all tones of the photo share.
///
/// The shared error is one of the light: it moves all tones together, so that little of it is left in what they
/// differ by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Certainty {
    /// Of the planned scar's skin.
    pub scar_skin: LabInterval,
    /// Of bare skin.
    pub bare_skin: LabInterval,
    /// Of the hair's own colour, when it was told apart.
    pub hair: Option<LabInterval>,
    /// Of the follicle, when there is one.
    pub follicle: Option<LabInterval>,
    /// Of the area average.
    pub area_average: LabInterval,
    /// Of scar skin minus bare skin, L* a* b*.
    pub scar_from_bare_skin: LabInterval,
    /// Of scar skin minus the area average, L* a* b*.
    pub scar_from_area: LabInterval,
}

impl Certainty {
    /// Of measured tones; `shared_sd` is the standard deviation in L*, a*, b* that all tones share, stated for
    /// bare skin.
    #[must_use]
    pub fn of(tones: &Tones, shared_sd: [f64; 3]) -> Self {
        let light = Light { seen: tones.bare_skin.lab, sd: shared_sd };
        let alone = |tone: &Tone| {
            let shared = light.variance(light.carried(tone.lab));
            LabInterval::normal(tone.lab, sum(own(tone), shared))
        };
        let apart = |from: &Tone| {
            let scar = tones.scar_skin();
            let (own, between) = (sum(own(scar), own(from)), light.apart(scar.lab, from.lab));
            LabInterval::normal(scar.lab - from.lab, sum(own, light.variance(between)))
        };
        Self {
            scar_skin: alone(tones.scar_skin()),
            bare_skin: alone(&tones.bare_skin),
            hair: tones.hair.as_ref().ok().map(alone),
            follicle: tones.follicle.as_ref().ok().map(|follicle| alone(&follicle.tone)),
            area_average: alone(&tones.area_average),
            scar_from_bare_skin: apart(&tones.bare_skin),
            scar_from_area: apart(&tones.area_average),
        }
    }
}

/// Change of a tone's L*, a*, b* with the shared error's: one column for each of the latter.
type Slopes = [[f64; 3]; 3];

struct Light {
    seen: Lab,
    sd: [f64; 3],
}

impl Light {
    fn carried(&self, tone: Lab) -> Slopes {
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
            .map(|error| carry_light_error(error, self.seen, tone))
    }

    fn apart(&self, tone: Lab, from: Lab) -> Slopes {
        let (tone, from) = (self.carried(tone), self.carried(from));
        std::array::from_fn(|error| std::array::from_fn(|c| tone[error][c] - from[error][c]))
    }

    fn variance(&self, slopes: Slopes) -> [f64; 3] {
        std::array::from_fn(|c| slopes.iter().zip(self.sd).map(|(slope, sd)| (slope[c] * sd).powi(2)).sum())
    }
}

fn own(tone: &Tone) -> [f64; 3] {
    std::array::from_fn(|c| tone.covariance[c][c])
}

fn sum(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|c| a[c] + b[c])
}

#[cfg(test)]
mod tests {
    use super::super::{LightGradient, NotResolved, Rejected, ScarTone};
    use super::*;

    fn tone(l: f64, own: f64) -> Tone {
        let mut covariance = [[0.0; 3]; 3];
        (0..3).for_each(|c| covariance[c][c] = own * own);
        let lab = Lab::new(l, 10.0, 15.0);
        Tone { lab, spread: [1.0; 3], covariance, pixels: 1000, rejected: Rejected::default() }
    }

    fn tones() -> Tones {
        let missing = NotResolved { reason: "too small".to_owned(), needed_px_per_mm: None };
        Tones {
            scars: vec![ScarTone { name: "Scar 1".to_owned(), skin: tone(74.0, 0.3) }],
            planned_scar: 0,
            bare_skin: tone(64.0, 0.4),
            hair: Err(missing.clone()),
            follicle: Err(missing),
            area_average: tone(60.0, 0.2),
            cover: 0.1,
            cover_sd: 0.02,
            hairs: None,
            scale: None,
            light: LightGradient { percent: 10.0 },
            notes: Vec::new(),
            lightness: Vec::new(),
            sorting: None,
        }
    }

    #[test]
    fn light_largely_cancels_in_differences() {
        let found = Certainty::of(&tones(), [4.5, 2.8, 2.8]);
        // 1.2816 · √(4.5² + 0.4²), either side.
        assert!((found.bare_skin.l.width() - 2.0 * 1.2816 * 4.5177).abs() < 0.01, "{found:?}");
        // What is left of the light is 4.5 · (74 − 64)/(64 + 16), beside the own errors.
        let left = (4.5_f64 * 10.0 / 80.0).hypot(0.5);
        assert!((found.scar_from_bare_skin.l.width() - 2.0 * 1.2816 * left).abs() < 0.01, "{found:?}");
        assert!((found.scar_from_bare_skin.l.low + found.scar_from_bare_skin.l.high - 20.0).abs() < 1e-9);
        assert_eq!(found.follicle, None);
    }

    #[test]
    fn without_shared_error_only_the_own_is_left() {
        let found = Certainty::of(&tones(), [0.0; 3]);
        assert!((found.area_average.b.width() - 2.0 * 1.2816 * 0.2).abs() < 1e-3);
        assert!((found.scar_from_area.a.width() - 2.0 * 1.2816 * 0.3_f64.hypot(0.2)).abs() < 1e-3);
    }
}
