//! What one entry says: what would be seen under any handling, and how far a measurement may be off.

use super::entry::{Card, Entry, Mixture, Subject, TissuePhoto, Zone};
use crate::color::{Illuminant, Lab};
use crate::library::ShadeLibrary;
use crate::locale::{number, plain, say};
use crate::optics::{
    Concentrations, Deposit, PigmentColumn, PigmentedSkin, Tissue, YuleNielsen, cover_of_marks, defaults,
    widened_diameter_mm,
};

/// Own error of a measured mark in L*, a*, b*, standard deviations (*assumed*): follicles, which are as small,
/// are read with a median ΔE00 of 2.0 from 20 px/mm on.
const MARK_OWN_SD: [f64; 3] = [1.5, 1.0, 1.0];
/// Own error of an area or of bare skin (*assumed*), read with a median ΔE00 of 0.4 and 0.8.
pub(super) const SKIN_OWN_SD: [f64; 3] = [0.6, 0.4, 0.4];
/// Shared error without a card: a mean ΔE of 6.
const NO_CARD_SD: [f64; 3] = [4.5, 2.8, 2.8];
/// What a grey card leaves of it (*assumed*, as for any photo).
const GREY_SHARE: f64 = 5.0 / 6.0;
/// Shared error with a chart of 24 patches (*assumed*): skin within about ΔE 1.1 in the median.
const CHART_SD: [f64; 3] = [1.0, 0.7, 0.7];
/// Step of the finite differences in the skin's tone, CIELAB.
const TONE_STEP: f64 = 0.5;
/// Step of the finite differences in a [`Placed`].
const STEP: f64 = 0.02;

/// Numbers of a [`Placed`] that an entry depends on.
pub(super) const PLACED: usize = 4;

/// How the pigment of one zone lies, as far as a colour can tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    /// Of the clear depth in mm.
    pub ln_depth: f64,
    /// Of what a millilitre of the zone's tissue holds, in ml of mix.
    pub ln_held: f64,
    /// Yule-Nielsen's n.
    pub yule_nielsen: f64,
    /// Of the healed width of a mark in mm.
    pub ln_diameter: f64,
}

impl Placed {
    fn stepped(mut self, which: usize, by: f64) -> Self {
        match which {
            0 => self.ln_depth += by,
            1 => self.ln_held += by,
            2 => self.yule_nielsen += by,
            _ => self.ln_diameter += by,
        }
        self
    }
}

/// An entry, ready to be predicted.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    pub zone: Zone,
    pub tone: Lab,
    cup: Concentrations,
    wash: Option<Concentrations>,
    subject: Subject,
    days: f64,
    tissue: Tissue,
    /// The tissue of a tone moved up and down by a step in each coordinate.
    moved: [[Tissue; 2]; 3],
    tissue_photo: TissuePhoto,
    card: Card,
}

impl Evidence {
    /// Of an entry; why it cannot be used, when it cannot.
    pub(super) fn of(entry: &Entry, library: &ShadeLibrary) -> Result<Self, String> {
        if entry.days < defaults::HEALED_DAYS {
            let day = plain(entry.days);
            return Err(say!("not healed yet at day %{day}: log it again from day 28 on", day = day));
        }
        let cup = cup(&entry.recipe, library)?;
        let wash = entry.wash.as_ref().map(|wash| self::cup(wash, library)).transpose()?;
        let tissue = Tissue::from_lab(entry.tissue);
        if tissue.is_outside_skin_model() {
            return Err(say!(
                "no skin has the tone of its tissue (off by ΔE %{difference}): check the outline or the light",
                difference = number(tissue.residual_delta_e, 0)
            ));
        }
        let base = [entry.tissue.l, entry.tissue.a, entry.tissue.b];
        let step = |c: usize, by: f64| {
            let mut lab = base;
            lab[c] += by;
            Tissue::from_lab(Lab::new(lab[0], lab[1], lab[2]))
        };
        Ok(Self {
            zone: entry.zone,
            tone: entry.tone,
            cup,
            wash,
            subject: entry.subject,
            days: entry.days,
            tissue,
            moved: std::array::from_fn(|c| [step(c, TONE_STEP), step(c, -TONE_STEP)]),
            tissue_photo: entry.tissue_photo,
            card: entry.card,
        })
    }

    /// The colour that would be measured without any error.
    pub(super) fn predict(&self, placed: &Placed) -> [f64; 3] {
        self.on(&self.tissue, placed)
    }

    /// Change of that colour with each number of the placing: rows are L*, a*, b*.
    pub(super) fn slopes(&self, placed: &Placed) -> [[f64; PLACED]; 3] {
        let mut slopes = [[0.0; PLACED]; 3];
        let areas_only = matches!(self.subject, Subject::Area { .. });
        for which in 0..if areas_only { PLACED } else { 2 } {
            let up = self.predict(&placed.stepped(which, STEP));
            let down = self.predict(&placed.stepped(which, -STEP));
            for (c, row) in slopes.iter_mut().enumerate() {
                row[which] = (up[c] - down[c]) / (2.0 * STEP);
            }
        }
        slopes
    }

    /// Covariance of measured minus predicted: own errors of tone and tissue, and the errors that all tones of
    /// one photo share. On one photo the shared error moves tone and tissue alike, so that most of it cancels.
    pub(super) fn covariance(&self, placed: &Placed) -> [[f64; 3]; 3] {
        let by_tissue = self.slopes_by_tissue(placed);
        let shared = self.shared_sd();
        let own = own_sd(self.subject);
        let mut sum = [[0.0; 3]; 3];
        for c in 0..3 {
            let unit = |i: usize| if i == c { 1.0 } else { 0.0 };
            let passed: [f64; 3] = std::array::from_fn(|i| by_tissue[i][c]);
            add(&mut sum, std::array::from_fn(|i| unit(i) * own[c]));
            add(&mut sum, passed.map(|slope| slope * SKIN_OWN_SD[c]));
            match self.tissue_photo {
                TissuePhoto::Same => {
                    add(&mut sum, std::array::from_fn(|i| (unit(i) - passed[i]) * shared[c]));
                }
                TissuePhoto::Earlier => {
                    add(&mut sum, std::array::from_fn(|i| unit(i) * shared[c]));
                    add(&mut sum, passed.map(|slope| slope * shared[c]));
                }
            }
        }
        sum
    }

    /// Change of the colour with the tissue's tone: rows are L*, a*, b* of the colour.
    fn slopes_by_tissue(&self, placed: &Placed) -> [[f64; 3]; 3] {
        let mut slopes = [[0.0; 3]; 3];
        for (c, [up, down]) in self.moved.iter().enumerate() {
            let (up, down) = (self.on(up, placed), self.on(down, placed));
            for (i, row) in slopes.iter_mut().enumerate() {
                row[c] = (up[i] - down[i]) / (2.0 * TONE_STEP);
            }
        }
        slopes
    }

    fn shared_sd(&self) -> [f64; 3] {
        match self.card {
            Card::None => NO_CARD_SD,
            Card::Grey => NO_CARD_SD.map(|sd| sd * GREY_SHARE),
            Card::Chart => CHART_SD,
        }
    }

    fn on(&self, tissue: &Tissue, placed: &Placed) -> [f64; 3] {
        let pigmented = PigmentedSkin::new(tissue, placed.ln_depth.exp(), defaults::LAYER_MM);
        // Held already counts the hold.
        let healed = Deposit { deposit: placed.ln_held.exp(), hold: 1.0, days: self.days };
        let column = |cup: &Concentrations| PigmentColumn::of(&healed.tissue(cup));
        let mut mark = column(&self.cup);
        let mut ground = None;
        if let Some(wash) = &self.wash {
            let wash = column(wash);
            mark.add_scaled(&wash, 1.0);
            ground = Some(pigmented.mark_bands(&wash));
        }
        let mark = pigmented.mark_bands(&mark);
        let seen = match self.subject {
            Subject::Mark | Subject::Wash => mark,
            Subject::Area { marks_per_cm2 } => {
                let ground = ground.unwrap_or_else(|| tissue.reflectance_lanes());
                let years = (self.days - defaults::HEALED_DAYS) / defaults::DAYS_PER_YEAR;
                let width = widened_diameter_mm(placed.ln_diameter.exp(), years);
                let mix = YuleNielsen::new(&ground, placed.yule_nielsen);
                mix.mix(&mix.root(&mark), cover_of_marks(marks_per_cm2, width))
            }
        };
        let lab = tissue.color_of_xyz(seen.xyz_under(Illuminant::D65), Illuminant::D65);
        [lab.l, lab.a, lab.b]
    }
}

/// Own error of what was measured, standard deviations.
pub(super) fn own_sd(subject: Subject) -> [f64; 3] {
    if subject == Subject::Mark { MARK_OWN_SD } else { SKIN_OWN_SD }
}

/// What a cup holds, mg/ml.
fn cup(mixture: &Mixture, library: &ShadeLibrary) -> Result<Concentrations, String> {
    let mut bottles = Vec::new();
    for part in &mixture.parts {
        let found = part.solids.or_else(|| library.shade(&part.shade).map(|shade| shade.solids));
        let Some(solids) = found else {
            return Err(say!(
                "the library has no shade %{shade}: give its solids in the entry, or the library it is in",
                shade = part.shade
            ));
        };
        bottles.push((f64::from(part.parts), solids));
    }
    Ok(Concentrations::of_cup(&bottles, mixture.water_parts))
}

/// Adds `v vᵀ`.
fn add(sum: &mut [[f64; 3]; 3], v: [f64; 3]) {
    for (row, a) in sum.iter_mut().zip(v) {
        for (cell, b) in row.iter_mut().zip(v) {
            *cell += a * b;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::Calibration;
    use crate::optics::Colourant;
    use crate::studio::Part;

    fn entry(subject: Subject) -> Entry {
        let part = |id: &str, parts, solids| Part { shade: id.to_owned(), parts, solids: Some(solids) };
        let brown =
            Concentrations::single(Colourant::IronOxideRed, 90.0).with(Colourant::IronOxideYellow, 60.0);
        let black = Concentrations::single(Colourant::CarbonBlack, 150.0);
        Entry {
            id: String::from("worked"),
            date: None,
            client: None,
            zone: Zone::Scar,
            recipe: Mixture {
                parts: vec![part("black", 3, black), part("brown", 1, brown)],
                water_parts: 12.0,
            },
            wash: None,
            subject,
            days: 28.0,
            tissue: Lab::new(74.0, 6.0, 13.0),
            tissue_photo: TissuePhoto::Same,
            tone: Lab::new(55.0, 1.0, 2.0),
            card: Card::Grey,
            note: None,
        }
    }

    fn nominal() -> Placed {
        Placed {
            ln_depth: 0.04_f64.ln(),
            ln_held: (0.08 * 0.55_f64).ln(),
            yule_nielsen: 2.0,
            ln_diameter: 0.18_f64.ln(),
        }
    }

    /// The worked values of the optics: mark and area at a cover of 0.2, also over a wash.
    #[test]
    fn worked_values() {
        let marks_per_cm2 = 0.2 * 4.0 / (std::f64::consts::PI * 0.018 * 0.018);
        let bundled = ShadeLibrary::bundled();
        let found = |entry: &Entry| {
            let evidence = Evidence::of(entry, &bundled).expect("it can be used");
            evidence.predict(&nominal())
        };
        let mut washed = entry(Subject::Area { marks_per_cm2 });
        let black = Concentrations::single(Colourant::CarbonBlack, 15.0);
        let grey = Part { shade: String::from("grey"), parts: 1, solids: Some(black) };
        washed.wash = Some(Mixture { parts: vec![grey], water_parts: 20.0 });
        for (entry, expected) in [
            (entry(Subject::Mark), [55.61, 0.89, 1.81]),
            (entry(Subject::Area { marks_per_cm2 }), [70.47, 4.98, 10.94]),
            (washed, [67.96, 4.13, 9.49]),
        ] {
            for (found, expected) in found(&entry).iter().zip(expected) {
                assert!((found - expected).abs() < 0.05, "{found} {expected}");
            }
        }
    }

    #[test]
    fn the_shared_error_is_that_of_any_photo_and_cancels_on_one() {
        assert_eq!(NO_CARD_SD, Calibration::uncalibrated().shared_sd);
        let bundled = ShadeLibrary::bundled();
        let with = |tissue_photo, card| {
            let entry = Entry { tissue_photo, card, ..entry(Subject::Mark) };
            Evidence::of(&entry, &bundled).expect("it can be used").covariance(&nominal())[0][0].sqrt()
        };
        let same = with(TissuePhoto::Same, Card::None);
        assert!(same < 4.5, "{same}");
        assert!(with(TissuePhoto::Earlier, Card::None) > 4.5);
        assert!(with(TissuePhoto::Same, Card::Grey) < same);
        assert!(with(TissuePhoto::Same, Card::Chart) < 0.6 * same);
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        let bundled = ShadeLibrary::bundled();
        let fresh = Entry { days: 3.0, ..entry(Subject::Mark) };
        assert!(Evidence::of(&fresh, &bundled).expect_err("fresh").contains("day 28"));
        let mut unknown = entry(Subject::Mark);
        unknown.recipe.parts[0].solids = None;
        assert!(Evidence::of(&unknown, &bundled).expect_err("unknown").contains("no shade black"));
        let blue = Entry { tissue: Lab::new(40.0, 0.0, -60.0), ..entry(Subject::Mark) };
        assert!(Evidence::of(&blue, &bundled).expect_err("blue").contains("no skin"));
    }
}
