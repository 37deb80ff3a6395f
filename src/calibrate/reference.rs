//! What the 24 patches of the card look like under D65.

use std::sync::LazyLock;

use palette::chromatic_adaptation::adaptation_matrix;
use palette::lms::matrix::Bradford;

use super::Edition;
use crate::color::{Illuminant, Lab, Reflectance, Xyz, lab_of, spectral_table, xyz_of};
use crate::locale::{keep, tr};

/// Patches of a card: six columns, four rows.
pub const PATCHES: usize = COLUMNS * ROWS;
/// Patches in a row.
pub(super) const COLUMNS: usize = 6;
/// Rows of patches.
pub(super) const ROWS: usize = 4;

/// A patch of the card as it is published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReferencePatch {
    /// Name in files, as in "dark skin".
    pub name: &'static str,
    /// Colour under D65.
    pub lab: Lab,
    /// The same as XYZ.
    pub xyz: Xyz,
}

impl ReferencePatch {
    /// Its name in words.
    #[must_use]
    pub fn words(&self) -> &'static str {
        tr(self.name)
    }
}

/// Names of the patches, as in the table.
const NAMES: [&str; PATCHES] = [
    keep!("dark skin"),
    keep!("light skin"),
    keep!("blue sky"),
    keep!("foliage"),
    keep!("blue flower"),
    keep!("bluish green"),
    keep!("orange"),
    keep!("purplish blue"),
    keep!("moderate red"),
    keep!("purple"),
    keep!("yellow green"),
    keep!("orange yellow"),
    keep!("blue"),
    keep!("green"),
    keep!("red"),
    keep!("yellow"),
    keep!("magenta"),
    keep!("cyan"),
    keep!("white 9.5 (.05 D)"),
    keep!("neutral 8 (.23 D)"),
    keep!("neutral 6.5 (.44 D)"),
    keep!("neutral 5 (.70 D)"),
    keep!("neutral 3.5 (1.05 D)"),
    keep!("black 2 (1.5 D)"),
];

/// The patches of an edition under D65, row by row from dark skin to black.
///
/// The published table is for D50. It is brought to D65 by Bradford's adaptation and by what that leaves of the
/// card's published reflectances: an adaptation knows white but no spectra, and is 1.4 ΔE00 wrong on light skin
/// and 0.6 on average.
#[must_use]
pub fn reference_patches(edition: Edition) -> &'static [ReferencePatch; PATCHES] {
    static EDITIONS: LazyLock<[[ReferencePatch; PATCHES]; 2]> = LazyLock::new(|| {
        [Edition::Before2014, Edition::After2014]
            .map(|edition| read(edition).expect("the embedded table of the card is whole, a test reads it"))
    });
    let [before, after] = &*EDITIONS;
    match edition {
        Edition::Before2014 => before,
        Edition::After2014 => after,
    }
}

/// Place of a patch on the card in units of the pitch, the middle of dark skin at (0, 0).
pub(super) fn place(index: usize) -> [f64; 2] {
    [(index % COLUMNS) as f64, (index / COLUMNS) as f64]
}

fn read(edition: Edition) -> Option<[ReferencePatch; PATCHES]> {
    let table = include_str!("../../assets/colorchecker.csv");
    let spectra = include_str!("../../assets/colorchecker_reflectance.csv");
    let spectra = spectral_table::read::<PATCHES>(spectra).ok()?;
    let mut patches = Vec::with_capacity(PATCHES);
    let lines = table.lines().filter(|line| line.split(',').next() == Some(edition.name()));
    for (index, line) in lines.enumerate() {
        let (name, published) = patch(line)?;
        let reflectance = Reflectance(spectra.map(|row| row.get(index).copied().unwrap_or(0.0)));
        let adapted = lab_of(adapted(reflectance.xyz_under(Illuminant::D50), Illuminant::D50.white()));
        let seen = reflectance.lab();
        let lab = Lab::new(
            published.l + seen.l - adapted.l,
            published.a + seen.a - adapted.a,
            published.b + seen.b - adapted.b,
        );
        patches.push(ReferencePatch { name, lab, xyz: xyz_of(lab) });
    }
    patches.try_into().ok()
}

/// Name of a line of the table, and its colour adapted to D65.
fn patch(line: &str) -> Option<(&'static str, Lab)> {
    let mut fields = line.split(',').skip(1);
    let written = fields.next()?;
    let name = NAMES.into_iter().find(|name| *name == written)?;
    let numbers: Vec<f64> = fields.map(str::parse).collect::<Result<_, _>>().ok()?;
    let [x, y, l, a, b] = numbers[..] else { return None };
    let table_white = [x / y, 1.0, (1.0 - x - y) / y];
    // The same L*, a*, b* under the other white: XYZ scale with the whites.
    let Xyz { x, y, z, .. } = xyz_of(Lab::new(l, a, b));
    let white = Illuminant::D65.white();
    let source = [0, 1, 2].map(|i: usize| [x, y, z][i] / white[i] * table_white[i]);
    Some((name, lab_of(adapted(source, table_white))))
}

/// A colour under another white, adapted to D65 by Bradford's cones.
fn adapted([x, y, z]: [f64; 3], white: [f64; 3]) -> Xyz {
    let [from, to] = [white, Illuminant::D65.white()].map(|[x, y, z]| Xyz::new(x, y, z));
    let adapt = adaptation_matrix::<f64, _, _, Bradford>(Some(from), Some(to));
    palette::convert::ConvertOnce::convert_once(adapt, Xyz::new(x, y, z))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::delta_e_2000;

    #[test]
    fn both_editions_are_whole_and_neutral_patches_stay_neutral() {
        for edition in [Edition::Before2014, Edition::After2014] {
            let patches = reference_patches(edition);
            assert_eq!((patches[0].name, patches[23].name), ("dark skin", "black 2 (1.5 D)"));
            for patch in &patches[19..] {
                assert!(patch.lab.a.hypot(patch.lab.b) < 1.5, "{} {:?}", patch.name, patch.lab);
            }
        }
        let (before, after) = (reference_patches(Edition::Before2014), reference_patches(Edition::After2014));
        let apart: f64 = before.iter().zip(after).map(|(b, a)| delta_e_2000(b.lab, a.lab)).sum();
        assert!((0.4..1.5).contains(&(apart / 24.0)), "mean difference of the editions {}", apart / 24.0);
    }

    /// The maker's table gives light skin of 2014 as Lab 64.66 19.27 17.50 under D50. Computed apart with
    /// Lindbloom's matrix of Bradford from D50 to D65.
    #[test]
    fn light_skin_is_adapted_by_bradford() {
        let line = "after-2014,light skin,0.345703,0.358539,64.66,19.27,17.5";
        let (_, lab) = patch(line).expect("a sound line");
        let ours = xyz_of(lab);
        let published: [f64; 3] = [64.66, 19.27, 17.50];
        let f =
            |i: usize| (published[0] + 16.0) / 116.0 + [published[1] / 500.0, 0.0, -published[2] / 200.0][i];
        let d50: [f64; 3] = [0, 1, 2].map(|i: usize| f(i).powi(3) * [0.96422, 1.0, 0.82521][i]);
        let bradford = [
            [0.9555766, -0.0230393, 0.0631636],
            [-0.0282895, 1.0099416, 0.0210077],
            [0.0122982, -0.0204830, 1.3299098],
        ];
        let expected = bradford.map(|row: [f64; 3]| row.iter().zip(d50).map(|(m, v)| m * v).sum::<f64>());
        for (ours, theirs) in [ours.x, ours.y, ours.z].iter().zip(expected) {
            assert!((ours - theirs).abs() < 2e-4, "{ours:?} {expected:?}");
        }
    }

    /// The spectra and the table of the edition before 2014 are two measurements of the same pigments.
    #[test]
    fn the_table_agrees_with_the_spectra() {
        let spectra = include_str!("../../assets/colorchecker_reflectance.csv");
        let spectra = spectral_table::read::<PATCHES>(spectra).expect("a whole table");
        let errors: Vec<f64> = reference_patches(Edition::Before2014)
            .iter()
            .enumerate()
            .map(|(index, patch)| delta_e_2000(patch.lab, Reflectance(spectra.map(|row| row[index])).lab()))
            .collect();
        let (mean, most) = (errors.iter().sum::<f64>() / 24.0, errors.iter().copied().fold(0.0, f64::max));
        assert!(mean < 0.6 && most < 1.3, "mean {mean:.2}, largest {most:.2}");
        assert!(errors[0].max(errors[1]) < 0.6, "the skin patches");
    }
}
