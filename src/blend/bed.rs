//! Skin of a zone on a given day in a given world, ready to take pigment.

use super::draws::{Draw, ZoneKind};
use crate::color::{Illuminant, Lab, Xyz, lab_of};
use crate::optics::{
    COLOURANTS, Concentrations, Deposit, Lanes, PigmentColumn, PigmentedSkin, Tissue, YuleNielsen,
    cover_of_marks, defaults, effective_clear_depth_mm, widened_diameter_mm,
};

/// Years after day 28 at which looks are predicted, and the fresh day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moment {
    /// Day 0.
    Fresh,
    /// Day 28 and this many years.
    Years(f64),
}

impl Moment {
    /// Fresh, healed, one year, three years.
    pub const SHOWN: [Self; 4] = [Self::Fresh, Self::Years(0.0), Self::Years(1.0), Self::Years(3.0)];
    /// Day 28.
    pub const HEALED: Self = Self::Years(0.0);

    fn days(self) -> f64 {
        match self {
            Self::Fresh => 0.0,
            Self::Years(years) => defaults::HEALED_DAYS + years * defaults::DAYS_PER_YEAR,
        }
    }

    /// Width of a mark, mm, from its width when healed; a drawn width scales the fresh one alike.
    pub fn diameter_mm(self, healed_mm: f64) -> f64 {
        match self {
            Self::Fresh => defaults::FRESH_DIAMETER_MM * healed_mm / defaults::HEALED_DIAMETER_MM,
            Self::Years(years) => widened_diameter_mm(healed_mm, years),
        }
    }

    /// Clear dermis above the pigment, mm, from the healed one.
    pub fn clear_depth_mm(self, healed_mm: f64) -> f64 {
        effective_clear_depth_mm(healed_mm, self.days())
    }
}

/// Skin of a zone, with its wash if it has one, into which marks of any cup can be set.
#[derive(Debug, Clone)]
pub struct Bed {
    tissue: Tissue,
    pigmented: PigmentedSkin,
    factors: [f64; COLOURANTS],
    wash: PigmentColumn,
    ground: Lanes,
    area: YuleNielsen,
    diameter_mm: f64,
}

impl Bed {
    /// Of the skin `tissue` of a zone; `wash` is what the cup of the wash holds, mg/ml.
    pub fn new(
        tissue: &Tissue,
        zone: ZoneKind,
        draw: &Draw,
        moment: Moment,
        wash: Option<&Concentrations>,
    ) -> Self {
        let days = moment.days();
        let depth = moment.clear_depth_mm(draw.clear_depth_mm);
        let pigmented = PigmentedSkin::new(tissue, depth, defaults::LAYER_MM);
        let deposit = Deposit { deposit: draw.deposit_in(zone), hold: draw.hold_in(zone), days };
        let factors = deposit.factors();
        let column = |cup: &Concentrations| PigmentColumn::of(&in_tissue(&factors, cup));
        let (wash, ground) = match wash {
            Some(cup) => {
                let column = column(cup);
                (column, pigmented.mark_bands(&column))
            }
            None => (PigmentColumn::NONE, tissue.reflectance_lanes()),
        };
        let area = YuleNielsen::new(&ground, draw.yule_nielsen);
        let diameter_mm = moment.diameter_mm(draw.healed_diameter_mm);
        Self { tissue: *tissue, pigmented, factors, wash, ground, area, diameter_mm }
    }

    /// What a cup adds to the pigmented layer.
    pub fn column(&self, cup: &Concentrations) -> PigmentColumn {
        PigmentColumn::of(&in_tissue(&self.factors, cup))
    }

    /// Reflectance of a mark of this cup, over the wash if there is one.
    #[inline]
    pub fn mark(&self, cup: &Concentrations) -> Lanes {
        let mut column = self.column(cup);
        column.add_scaled(&self.wash, 1.0);
        self.pigmented.mark_bands(&column)
    }

    /// Reflectance of a mark from its column, over the wash if there is one.
    #[inline]
    pub fn mark_of_column(&self, mut column: PigmentColumn) -> Lanes {
        column.add_scaled(&self.wash, 1.0);
        self.pigmented.mark_bands(&column)
    }

    /// Reflectance of the area with `per_cm2` marks.
    #[inline]
    pub fn area(&self, mark: &Lanes, per_cm2: f64) -> Lanes {
        self.area.mix(&self.area.root(mark), self.cover(per_cm2))
    }

    /// Share of the area that `per_cm2` marks take here.
    pub fn cover(&self, per_cm2: f64) -> f64 {
        cover_of_marks(per_cm2, self.diameter_mm)
    }

    /// Reflectance without marks: skin, or skin with its wash.
    pub fn ground(&self) -> &Lanes {
        &self.ground
    }

    /// Colour with the skin's `q`.
    #[inline]
    pub fn color(&self, reflectance: &Lanes) -> Lab {
        self.tissue.color_of_xyz(reflectance.xyz_under(Illuminant::D65), Illuminant::D65)
    }

    /// Colour under another light, relative to its white.
    pub fn color_under(&self, reflectance: &Lanes, light: Illuminant) -> Lab {
        self.tissue.color_of_xyz(reflectance.xyz_under(light), light)
    }

    /// X, Y, Z with the skin's `q`.
    #[inline]
    pub fn xyz(&self, reflectance: &Lanes) -> [f64; 3] {
        let xyz = reflectance.xyz_under(Illuminant::D65);
        std::array::from_fn(|c| self.tissue.q[c] * xyz[c])
    }

    /// The skin.
    pub fn tissue(&self) -> &Tissue {
        &self.tissue
    }
}

/// CIELAB of X, Y, Z.
pub(super) fn lab_of_array(xyz: [f64; 3]) -> Lab {
    lab_of(Xyz::new(xyz[0], xyz[1], xyz[2]))
}

#[inline]
fn in_tissue(factors: &[f64; COLOURANTS], cup: &Concentrations) -> Concentrations {
    Concentrations(std::array::from_fn(|i| factors[i] * cup.0[i]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optics::Colourant;

    #[test]
    fn marks_widen_as_stated() {
        assert_eq!(Moment::Fresh.diameter_mm(0.18), 0.25);
        assert_eq!(Moment::Fresh.diameter_mm(0.36), 0.5);
        assert_eq!(Moment::HEALED.diameter_mm(0.2), 0.2);
        assert!((Moment::Years(3.0).diameter_mm(0.2) - 0.23).abs() < 1e-12);
        assert!((Moment::Years(30.0).diameter_mm(0.2) - 0.24).abs() < 1e-12);
    }

    /// The case of dots over a wash of the optics' worked values.
    #[test]
    fn dots_over_a_wash() {
        let tissue = Tissue::from_lab(Lab::new(74.0, 6.0, 13.0));
        let wash = Concentrations::single(Colourant::CarbonBlack, 15.0 / 21.0);
        let bed = Bed::new(&tissue, ZoneKind::Scar, &Draw::NOMINAL, Moment::HEALED, Some(&wash));
        let black = Concentrations::single(Colourant::CarbonBlack, 150.0);
        let brown =
            Concentrations::single(Colourant::IronOxideRed, 90.0).with(Colourant::IronOxideYellow, 60.0);
        let mark = bed.mark(&Concentrations::of_cup(&[(3.0, black), (1.0, brown)], 12.0));
        let per_cm2 = 0.2 * 4.0 / (std::f64::consts::PI * 0.018 * 0.018);
        for (found, expected) in [
            (bed.color(&mark), Lab::new(55.05, 0.70, 1.40)),
            (bed.color(&bed.area(&mark, per_cm2)), Lab::new(67.96, 4.13, 9.49)),
        ] {
            assert!((found.l - expected.l).abs() < 0.05, "{found:?}");
            assert!((found.a - expected.a).abs() < 0.05, "{found:?}");
            assert!((found.b - expected.b).abs() < 0.05, "{found:?}");
        }
    }
}
