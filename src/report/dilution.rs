//! A chart of what the studio's own base bottles heal to on one skin, by how much water they are given.

use jiff::civil::Date;

use super::sheet::{Block, Cell, Column, Look, Sheet, Table, program};
use super::studio::srgb;
use super::{ReportError, Shelf};
use crate::color::{Lab, delta_e_2000};
use crate::library::{Shade, ShadeKind};
use crate::locale::{number, say, tr};
use crate::optics::defaults::HEALED_DIAMETER_MM;
use crate::optics::{PredictSpec, Prediction, ShadeSpec, SkinSpec, cover_of_marks, predict};

/// Marks on a square centimetre that the areas are charted with: one on every millimetre, as is usual
/// (healthjade.com/scalp-micropigmentation, `domain.md` section 3).
const PER_CM2: f64 = 100.0;
/// Residual of the skin model, CIEDE2000, above which the skin lies outside it.
const OUTSIDE: f64 = crate::optics::defaults::OUTSIDE_SKIN_MODEL_DELTA_E;

/// Waters of a chart that are not chosen.
pub const CHARTED: usize = 9;

/// What is charted.
#[derive(Debug, Clone)]
pub struct DilutionChart<'a> {
    /// The bottles.
    pub shelf: &'a Shelf,
    /// Tone of the bare skin.
    pub skin: Lab,
    /// Parts of water to one part of pigment, 1 to 12 of them, rising.
    pub waters: Vec<u32>,
    /// The day it is dated.
    pub day: Date,
}

/// Parts of water whose strengths, 1/(1 + water), lie evenly in their logarithm: 2 to 60 parts in so many steps.
///
/// Steps on the water number are not even: from 6 to 8 the strength falls by 22 %, from 18 to 20 by 10 % (`domain.md`
/// section 1.3).
#[must_use]
pub fn even_waters(steps: usize) -> Vec<u32> {
    const RANGE: (f64, f64) = (2.0, 60.0);
    let (strong, weak) = ((1.0 + RANGE.0).ln(), (1.0 + RANGE.1).ln());
    let last = steps.saturating_sub(1).max(1) as f64;
    let water = |step: usize| (strong + (weak - strong) * step as f64 / last).exp() - 1.0;
    let whole = |value: f64| u32::try_from(crate::photo::number::floor_index(value + 0.5)).unwrap_or(0);
    let mut waters: Vec<u32> = (0..steps).map(|step| whole(water(step))).collect();
    waters.dedup();
    waters
}

impl DilutionChart<'_> {
    /// Puts the chart together: a healed mark and an area of such marks for every base bottle in stock and every water.
    ///
    /// # Errors
    /// When the library has no base bottle in stock, or the skin is no tone.
    pub fn sheet(&self) -> Result<Sheet, ReportError> {
        let shades = self.shelf.library.shades().iter();
        let bases: Vec<&Shade> =
            shades.filter(|shade| shade.kind == ShadeKind::Base && shade.in_stock).collect();
        if bases.is_empty() {
            return Err(ReportError::NoBase);
        }
        let Lab { l, a, b, .. } = self.skin;
        let skin = [l, a, b].map(|value| number(value, 1)).join("  ");
        let mut blocks = Vec::new();
        let mut residual = 0.0_f64;
        for shade in bases {
            let mut heading = shade.name.clone();
            for more in [Some(shade.maker.as_str()), shade.lot.as_deref()].into_iter().flatten() {
                if !more.is_empty() {
                    heading += ", ";
                    heading += more;
                }
            }
            blocks.push(Block::Subheading(heading));
            let (table, off) = self.table(shade)?;
            residual = residual.max(off);
            blocks.push(Block::Table(table));
        }
        if residual > OUTSIDE {
            let told = say!(
                "This skin lies outside the skin model (it misses the tone by ΔE00 %{distance}): take the chart as a hint",
                distance = number(residual, 1)
            );
            blocks.insert(0, Block::Warning(told));
        }
        blocks.insert(0, Block::Facts(vec![(tr("Skin: L* a* b*").to_owned(), skin)]));
        let hash = self.shelf.sha256.get(..16).unwrap_or("–");
        blocks.push(Block::Small(say!(
            "Predicted for healed marks (28 days), with the assumed depth, uptake and hold in normal skin; areas with \
             %{marks} marks per cm². A scar may take more or less. “–”: more water than the label allows. A simulation, not a promise.",
            marks = number(PER_CM2, 0)
        )));
        blocks.push(Block::Small(format!("{}: {} · SHA-256 {hash}…", tr("Shade library"), self.shelf.name)));
        Ok(Sheet {
            title: tr("Dilution chart").to_owned(),
            subtitle: tr(
                "Healed colour of each base bottle on one skin, by parts of water to one part of pigment",
            )
            .to_owned(),
            foot: program(),
            day: self.day,
            look: Look::Dense,
            blocks,
        })
    }

    /// The bottle's table, and how far the skin model misses the skin.
    fn table(&self, shade: &Shade) -> Result<(Table, f64), ReportError> {
        let mut columns = vec![Column::words(tr("Parts of water"), 1.7)];
        let mut rows: [Vec<Cell>; 4] =
            [tr("Healed mark"), "L*\na*\nb*", tr("Area of marks"), tr("L*\na*\nb*\nΔE00 from skin")]
                .map(|name| vec![name.into()]);
        let mut residual = 0.0_f64;
        for water in &self.waters {
            columns.push(Column::words(water.to_string(), 1.0));
            if shade.neat_only || shade.max_water_parts.is_some_and(|most| *water > most) {
                for row in &mut rows {
                    row.push("–".into());
                }
                continue;
            }
            let prediction = self.predict(shade, *water)?;
            residual = residual.max(prediction.tissue.residual_delta_e);
            let lab = |[l, a, b]: [f64; 3]| Lab::new(l, a, b);
            let (mark, area) = (lab(prediction.mark.lab), lab(prediction.area.lab));
            let figures = |lab: Lab| [lab.l, lab.a, lab.b].map(|value| number(value, 1)).join("\n");
            let ground = srgb(self.skin);
            let distance = number(delta_e_2000(area, self.skin), 1);
            rows[0].push(Cell { ground: Some(ground), ..Cell::swatch(srgb(mark), "") });
            rows[1].push(figures(mark).into());
            rows[2].push(Cell { ground: Some(ground), ..Cell::swatch(srgb(area), "") });
            rows[3].push(format!("{}\n{distance}", figures(area)).into());
        }
        Ok((Table { columns, rows: rows.to_vec() }, residual))
    }

    fn predict(&self, shade: &Shade, water: u32) -> Result<Prediction, ReportError> {
        let Lab { l, a, b, .. } = self.skin;
        let shades = vec![ShadeSpec { parts: 1.0, solids: shade.solids }];
        let mut spec = PredictSpec::of(SkinSpec { l, a, b }, shades);
        spec.water_parts = f64::from(water);
        spec.mark_cover = cover_of_marks(PER_CM2, HEALED_DIAMETER_MM);
        predict(&spec).map_err(|error| ReportError::Chart { why: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waters_fall_evenly_in_strength() {
        let waters = even_waters(8);
        assert_eq!(waters, [2, 4, 6, 10, 16, 25, 39, 60]);
        let logs: Vec<f64> = waters.iter().map(|water| (1.0 + f64::from(*water)).ln()).collect();
        let steps: Vec<f64> = logs.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mean = steps.iter().sum::<f64>() / steps.len() as f64;
        assert!(steps.iter().all(|step| (step - mean).abs() < 0.12), "{steps:?}");
    }
}
