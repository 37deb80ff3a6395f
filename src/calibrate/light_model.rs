//! How a pixel's linear light becomes a colour.

use serde::{Deserialize, Serialize};

use super::least_squares::least_squares;
use crate::color::Xyz;
use crate::locale::tr;

/// Kinds of model that a card can set, the simplest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModelKind {
    /// White and exposure, by the neutral patches alone.
    Grey,
    /// Exposure and a 3 x 3 matrix.
    Matrix,
    /// The same with an offset, which takes off veiling light.
    Affine,
    /// Root polynomial of degree 2: r, g, b and the square roots of their products (Finlayson, Mackiewicz and
    /// Hurlbert 2015), which keeps its hues at every exposure.
    #[serde(rename = "root-polynomial-2")]
    RootPolynomial2,
}

impl ModelKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Grey, Self::Matrix, Self::Affine, Self::RootPolynomial2];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Grey => tr("neutral patches alone"),
            Self::Matrix => tr("exposure and matrix"),
            Self::Affine => tr("matrix with offset"),
            Self::RootPolynomial2 => tr("root polynomial of degree 2"),
        }
    }
}

/// Linear Rec. 2020 light (0..=1) to XYZ under D65.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LightModel {
    /// For r, g, b.
    matrix: [[f64; 3]; 3],
    /// What is not in proportion to the light; none for a plain matrix.
    rest: Option<Rest>,
}

/// The part of a model beyond its matrix.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Rest {
    offset: [f64; 3],
    /// For the roots of rg, gb, rb.
    roots: [[f64; 3]; 3],
}

impl LightModel {
    /// A plain matrix, by rows.
    #[must_use]
    pub fn from_matrix(matrix: [[f64; 3]; 3]) -> Self {
        Self { matrix, rest: None }
    }

    pub(super) fn with_offset(matrix: [[f64; 3]; 3], offset: [f64; 3]) -> Self {
        Self { matrix, rest: Some(Rest { offset, roots: [[0.0; 3]; 3] }) }
    }

    pub(super) fn with_roots(matrix: [[f64; 3]; 3], roots: [[f64; 3]; 3]) -> Self {
        Self { matrix, rest: Some(Rest { offset: [0.0; 3], roots }) }
    }

    /// The same model where all light counts by a factor; what veils the picture stays.
    pub(super) fn brighter(&self, factor: f64) -> Self {
        let scaled = |matrix: [[f64; 3]; 3]| matrix.map(|row| row.map(|value| value * factor));
        let rest = self.rest.map(|rest| Rest { roots: scaled(rest.roots), ..rest });
        Self { matrix: scaled(self.matrix), rest }
    }

    pub(super) fn is_finite(&self) -> bool {
        let rest =
            self.rest.iter().flat_map(|rest| rest.offset.into_iter().chain(rest.roots.into_iter().flatten()));
        self.matrix.iter().flatten().copied().chain(rest).all(f64::is_finite)
    }

    /// Its matrix, when it is nothing more.
    #[must_use]
    pub fn plain(&self) -> Option<&[[f64; 3]; 3]> {
        self.rest.is_none().then_some(&self.matrix)
    }

    /// The matrix that comes nearest to it over the colours a photo holds, for showing pictures: exact for a plain
    /// matrix, within a few ΔE00 of the others.
    #[must_use]
    pub fn nearest_matrix(&self) -> [[f64; 3]; 3] {
        const LEVELS: [f64; 4] = [0.05, 0.2, 0.5, 0.9];
        if let Some(plain) = self.plain() {
            return *plain;
        }
        let rows = LEVELS.iter().flat_map(|&r| LEVELS.iter().flat_map(move |&g| LEVELS.map(|b| [r, g, b])));
        let rows = rows.map(|light| {
            let Xyz { x, y, z, .. } = self.xyz(light);
            // Dark colours count as much to the eye as light ones.
            let weight = y.max(0.02).powf(-2.0 / 3.0);
            (light.map(|value| value * weight), [x, y, z].map(|value| value * weight))
        });
        least_squares::<3, 3>(rows).unwrap_or(self.matrix)
    }

    /// Colour of one pixel.
    #[must_use]
    pub fn xyz(&self, linear: [f64; 3]) -> Xyz {
        let plain = multiply(&self.matrix, linear);
        let [x, y, z] = match &self.rest {
            None => plain,
            Some(rest) => {
                let curved = multiply(&rest.roots, roots(linear));
                [0, 1, 2].map(|i: usize| (plain[i] + curved[i] + rest.offset[i]).max(0.0))
            }
        };
        Xyz::new(x, y, z)
    }

    /// The same in single precision, for whole pictures.
    pub fn single(&self) -> impl Fn([f32; 3]) -> [f32; 3] + Copy {
        let matrix = single(&self.matrix);
        let rest = self.rest.map(|rest| (single(&[rest.offset; 1])[0], single(&rest.roots)));
        move |linear| {
            let [r, g, b] = linear;
            let plain = matrix.map(|m| m[0] * r + m[1] * g + m[2] * b);
            let Some((offset, curve)) = rest else { return plain };
            let (rg, gb, rb) = ((r * g).max(0.0).sqrt(), (g * b).max(0.0).sqrt(), (r * b).max(0.0).sqrt());
            let mut xyz = plain;
            for ((value, offset), m) in xyz.iter_mut().zip(offset).zip(curve) {
                *value = (*value + offset + m[0] * rg + m[1] * gb + m[2] * rb).max(0.0);
            }
            xyz
        }
    }
}

/// Square roots of rg, gb and rb.
pub(super) fn roots([r, g, b]: [f64; 3]) -> [f64; 3] {
    [r * g, g * b, r * b].map(|product| product.max(0.0).sqrt())
}

fn multiply(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

#[expect(clippy::cast_possible_truncation, reason = "colours need no more than f32")]
fn single<const N: usize>(rows: &[[f64; 3]; N]) -> [[f32; 3]; N] {
    rows.map(|row| row.map(|value| value as f32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{delta_e_2000, lab_of};

    #[test]
    fn single_precision_says_the_same_and_roots_scale_with_exposure() {
        let matrix = [[0.6, 0.2, 0.1], [0.3, 0.6, 0.05], [0.02, 0.1, 1.0]];
        let curve = [[0.05, -0.02, 0.01], [0.02, 0.03, -0.04], [0.0, 0.06, 0.02]];
        let models = [
            LightModel::from_matrix(matrix),
            LightModel::with_offset(matrix, [-0.01, -0.008, 0.002]),
            LightModel::with_roots(matrix, curve),
        ];
        for model in models {
            let single = model.single();
            for light in [[0.3, 0.2, 0.1], [0.9, 0.01, 0.5], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]] {
                let xyz = model.xyz(light);
                #[expect(clippy::cast_possible_truncation, reason = "a test value")]
                let fast = single(light.map(|value| value as f32));
                for (a, b) in [xyz.x, xyz.y, xyz.z].iter().zip(fast) {
                    assert!((a - f64::from(b)).abs() < 1e-6 && *a >= 0.0, "{model:?} {light:?}");
                }
            }
        }
        assert_eq!(models[0].nearest_matrix(), matrix);
        for model in models {
            let shown = LightModel::from_matrix(model.nearest_matrix());
            for light in [[0.4, 0.3, 0.2], [0.7, 0.5, 0.4], [0.1, 0.1, 0.1]] {
                let apart = delta_e_2000(lab_of(model.xyz(light)), lab_of(shown.xyz(light)));
                assert!(apart < 4.0, "{model:?} {light:?}: {apart}");
            }
        }
        let (whole, half) = (models[2].xyz([0.4, 0.3, 0.2]), models[2].xyz([0.2, 0.15, 0.1]));
        assert!((whole.x - 2.0 * half.x).abs() < 1e-12, "half the light is half the colour");
    }
}
