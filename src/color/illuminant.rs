//! Lights and the observer: weights that turn a reflectance into XYZ.

use std::sync::LazyLock;

use palette::white_point::{D65, WhitePoint};
use serde::{Deserialize, Serialize};

use super::{BANDS, spectral_table};

/// A light a colour is looked at under; CIE 1931 2-degree observer. In files a string: `"d65"`, `"d50"`, `"a"`,
/// `"fl11"`, `"led_b3"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Illuminant {
    /// Daylight, 6500 K; what every measured tone is relative to.
    #[default]
    D65,
    /// Daylight, 5000 K.
    D50,
    /// Incandescent light, 2856 K.
    A,
    /// Narrow-band fluorescent light, 4000 K.
    Fl11,
    /// White LED, about 4100 K.
    LedB3,
}

impl Illuminant {
    /// All lights, in the order of the table.
    pub const ALL: [Self; 5] = [Self::D65, Self::D50, Self::A, Self::Fl11, Self::LedB3];

    /// Name in files, as in `led_b3`.
    pub fn name(self) -> &'static str {
        match self {
            Self::D65 => "d65",
            Self::D50 => "d50",
            Self::A => "a",
            Self::Fl11 => "fl11",
            Self::LedB3 => "led_b3",
        }
    }

    /// X, Y, Z of a perfect white; Y is 1. D65 is exactly palette's.
    #[inline]
    pub fn white(self) -> [f64; 3] {
        self.table().white
    }

    /// Weights of X, Y, Z for each band; each column sums to [`white`](Self::white).
    pub fn weights(self) -> &'static [[f64; 3]; BANDS] {
        &self.table().weights
    }

    fn table(self) -> &'static Weights {
        let [d65, d50, a, fl11, led_b3] = &*TABLES;
        match self {
            Self::D65 => d65,
            Self::D50 => d50,
            Self::A => a,
            Self::Fl11 => fl11,
            Self::LedB3 => led_b3,
        }
    }
}

impl TryFrom<String> for Illuminant {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|light| light.name() == name).ok_or_else(|| {
            let known = Self::ALL.map(Self::name).join(", ");
            format!("unknown light {name:?}; known are {known}")
        })
    }
}

impl From<Illuminant> for String {
    fn from(light: Illuminant) -> Self {
        light.name().to_owned()
    }
}

struct Weights {
    white: [f64; 3],
    weights: [[f64; 3]; BANDS],
}

/// Columns x, y, z, then the lights in the order of [`Illuminant::ALL`].
static TABLES: LazyLock<[Weights; 5]> = LazyLock::new(|| {
    let rows = spectral_table::read::<8>(include_str!("../../assets/cie_1931_2deg_10nm.csv"))
        .expect("the embedded table of the observer is complete, a test reads it");
    std::array::from_fn(|light| {
        let mut weights: [[f64; 3]; BANDS] = rows.map(|row| [0, 1, 2].map(|c| row[c] * row[3 + light]));
        let sums = weights.iter().fold([0.0; 3], |sum, w| std::array::from_fn(|c| sum[c] + w[c]));
        let white = if light == 0 {
            let white = <D65 as WhitePoint<f64>>::get_xyz();
            [white.x, white.y, white.z]
        } else {
            sums.map(|sum| sum / sums[1])
        };
        for (weight, (sum, white)) in
            weights.iter_mut().flat_map(|w| w.iter_mut().zip(sums.into_iter().zip(white)))
        {
            *weight *= white / sum;
        }
        Weights { white, weights }
    })
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_published_one() {
        let rows = spectral_table::read::<8>(include_str!("../../assets/cie_1931_2deg_10nm.csv")).unwrap();
        let y_bar: f64 = rows.iter().map(|row| row[1]).sum();
        // The 10 nm sum of CIE 1931 y-bar from 400 to 700 nm.
        assert!((y_bar - 10.684).abs() < 0.01, "{y_bar}");
    }

    #[test]
    fn names_are_strings_in_files() {
        for light in Illuminant::ALL {
            let text = ron::to_string(&light).unwrap();
            assert_eq!(text, format!("{:?}", light.name()));
            assert_eq!(ron::from_str::<Illuminant>(&text).unwrap(), light);
        }
        let error = ron::from_str::<Illuminant>("\"d75\"").unwrap_err().to_string();
        assert!(error.contains("d75") && error.contains("led_b3"), "{error}");
    }

    #[test]
    fn whites_are_those_of_the_lights() {
        // CIE 015, 2 degrees, full range at 5 nm; cut at 700 nm and 10 nm steps differ by some 0.005, and the
        // blue peak of the LED and the lines of FL11 a little more.
        let published = [
            (Illuminant::D65, [0.95047, 1.0, 1.08883], 1e-12),
            (Illuminant::D50, [0.96422, 1.0, 0.82521], 0.004),
            (Illuminant::A, [1.09850, 1.0, 0.35585], 0.004),
            (Illuminant::Fl11, [1.00962, 1.0, 0.64350], 0.03),
            (Illuminant::LedB3, [1.0092, 1.0, 0.7000], 0.2),
        ];
        for (light, white, tolerance) in published {
            for (ours, theirs) in light.white().into_iter().zip(white) {
                assert!((ours - theirs).abs() <= tolerance, "{light:?} {:?}", light.white());
            }
        }
    }
}
