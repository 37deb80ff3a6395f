//! How the photo would look under other lights.

use crate::blend::OUTLOOK_LIGHTS;
use crate::calibrate::least_squares;
use crate::color::{BANDS, Illuminant, Lab, Reflectance, smoothest_reflectance};
use crate::optics::Tissue;
use crate::photo::number::single;
use crate::tone::Tones;

/// Rows of a matrix on X, Y, Z.
pub(super) type Matrix = [[f32; 3]; 3];

/// Steps in a* and b* to skins beside the measured ones, so that spots and flushes change as skin does.
const BESIDE: [[f64; 2]; 4] = [[5.0, 0.0], [-4.0, 0.0], [0.0, 5.0], [0.0, -5.0]];

/// Weight of skins beside that of hair and white: skin is what is looked at.
const SKIN: f64 = 4.0;

/// For each light of [`OUTLOOK_LIGHTS`] the matrix from X, Y, Z under D65 to those under it, for an eye that has got
/// used to it: white stays white. Fitted to the spectra of the skins and the hair that were measured, and of white.
pub(super) fn matrices(tones: &Tones) -> [Matrix; OUTLOOK_LIGHTS.len()] {
    let bare = tones.bare_skin.lab;
    let beside = BESIDE.map(|[a, b]| Lab::new(bare.l, bare.a + a, bare.b + b));
    let skins = tones.scars.iter().map(|scar| scar.skin.lab).chain([bare]).chain(beside);
    let mut materials: Vec<Material> = skins
        .map(|lab| {
            let tissue = Tissue::from_lab(lab);
            Material { reflectance: tissue.reflectance(), q: tissue.q, weight: SKIN }
        })
        .collect();
    if let Ok(hair) = &tones.hair {
        materials.push(Material { reflectance: smoothest_reflectance(hair.lab), ..WHITE });
    }
    materials.push(WHITE);
    OUTLOOK_LIGHTS.map(|light| fit(&materials, light))
}

/// A spectrum, what multiplies its X, Y, Z, and how much it counts.
#[derive(Debug, Clone)]
struct Material {
    reflectance: Reflectance,
    q: [f64; 3],
    weight: f64,
}

const WHITE: Material = Material { reflectance: Reflectance([1.0; BANDS]), q: [1.0; 3], weight: 1.0 };

fn fit(materials: &[Material], light: Illuminant) -> Matrix {
    const SAME: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    if light == Illuminant::D65 {
        return SAME;
    }
    let (from, to) = (Illuminant::D65.white(), light.white());
    let rows = materials.iter().map(|Material { reflectance, q, weight }| {
        let (day, other) = (reflectance.xyz_under(Illuminant::D65), reflectance.xyz_under(light));
        let weight = weight / (q[1] * day[1]).max(0.02);
        let seen = |c: usize| q[c] * other[c] * from[c] / to[c] * weight;
        ([0, 1, 2].map(|c: usize| q[c] * day[c] * weight), [0, 1, 2].map(seen))
    });
    least_squares::<3, 3>(rows).map_or(SAME, |rows| rows.map(|row| row.map(single)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{delta_e_2000, lab_from_ratios};

    #[test]
    fn measured_materials_look_as_their_spectra_say() {
        let skin = Lab::new(62.0, 12.0, 17.0);
        let mut materials: Vec<Material> = [skin, Lab::new(76.0, 6.0, 12.0)]
            .map(Tissue::from_lab)
            .map(|tissue| Material { reflectance: tissue.reflectance(), q: tissue.q, weight: SKIN })
            .to_vec();
        materials.push(Material { reflectance: smoothest_reflectance(Lab::new(24.0, 4.0, 5.0)), ..WHITE });
        materials.push(WHITE);
        for light in [Illuminant::A, Illuminant::Fl11, Illuminant::LedB3] {
            let matrix = fit(&materials, light).map(|row| row.map(f64::from));
            for Material { reflectance, q, weight } in &materials {
                let (day, other) = (reflectance.xyz_under(Illuminant::D65), reflectance.xyz_under(light));
                let from = [0, 1, 2].map(|c: usize| q[c] * day[c]);
                let seen = matrix.map(|row| row.iter().zip(from).map(|(m, v)| m * v).sum::<f64>());
                let d65 = Illuminant::D65.white();
                let found = lab_from_ratios(std::array::from_fn(|c| seen[c] / d65[c]));
                let wanted = lab_from_ratios(std::array::from_fn(|c| q[c] * other[c] / light.white()[c]));
                let most = if *weight == SKIN { 0.5 } else { 2.5 };
                assert!(delta_e_2000(found, wanted) < most, "{light:?}: {found:?} {wanted:?}");
            }
        }
    }
}
