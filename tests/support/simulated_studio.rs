//! A studio of known truth: its handling is drawn from the priors, its clients differ, its photos err.

use rand::{RngExt as _, SeedableRng as _};
use rand_distr::{Distribution as _, StandardNormal};
use rand_pcg::Pcg64Mcg;
use scalp_shade::blend::quantile;
use scalp_shade::color::{Illuminant, Lab, delta_e_2000};
use scalp_shade::optics::prior::{Belief, Handling};
use scalp_shade::optics::{
    Colourant, Concentrations, Deposit, PigmentColumn, PigmentedSkin, Tissue, YuleNielsen, cover_of_marks,
    defaults,
};
use scalp_shade::studio::{Card, Entry, Mixture, Part, Subject, TissuePhoto, Zone};

use crate::worlds::{World, within};

/// One client's skin and how pigment lies in it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    zone: Zone,
    tissue: Tissue,
    parts: Vec<Part>,
    water_parts: f64,
    marks_per_cm2: f64,
    days: f64,
    truth: Truth,
}

#[derive(Debug, Clone, Copy)]
struct Truth {
    depth_mm: f64,
    held: f64,
    layer_mm: f64,
    epidermis_mm: f64,
    yule_nielsen: f64,
    diameter_mm: f64,
}

/// How a client's result truly looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Healed {
    mark: Lab,
    area: Lab,
}

/// A studio.
#[derive(Debug)]
pub(crate) struct Simulated {
    rng: Pcg64Mcg,
    handling: Handling,
    spread: f64,
    world: World,
    yule_nielsen: f64,
    diameter_mm: f64,
    charts: bool,
}

impl Simulated {
    /// Everything is fixed by the seed.
    pub(crate) fn new(seed: u64, spread: f64, world: World) -> Self {
        let mut rng = Pcg64Mcg::seed_from_u64(0x5ca1_b000 + seed);
        let handling = Handling::from_normals(&std::array::from_fn(|_| StandardNormal.sample(&mut rng)));
        let yule_nielsen = within(&mut rng, world.yule_nielsen);
        let normal: f64 = StandardNormal.sample(&mut rng);
        let diameter_mm = defaults::HEALED_DIAMETER_MM * (0.2 * normal).exp();
        Self { rng, handling, spread, world, yule_nielsen, diameter_mm, charts: false }
    }

    /// The same studio with a chart on every photo; otherwise none, a grey card or a chart by chance.
    pub(crate) fn with_charts(self, charts: bool) -> Self {
        Self { charts, ..self }
    }

    /// What is true of its hands.
    pub(crate) fn handling(&self) -> Handling {
        self.handling
    }

    /// A client nobody has seen.
    pub(crate) fn new_case(&mut self) -> Case {
        const SKINS: [[f64; 3]; 6] = [
            [64.0, 11.5, 16.5],
            [70.0, 8.5, 15.0],
            [58.0, 12.5, 18.5],
            [50.0, 12.0, 19.0],
            [43.0, 11.0, 15.5],
            [67.0, 10.0, 18.0],
        ];
        let [l, a, b] = SKINS[self.rng.random_range(0..SKINS.len())];
        let zone = if self.rng.random_bool(0.5) { Zone::Scar } else { Zone::Skin };
        let pale = if zone == Zone::Scar { self.rng.random_range(3.0..11.0) } else { 0.0 };
        let jitter: [f64; 3] = std::array::from_fn(|_| self.normal());
        let skin = Lab::new(
            l + pale + jitter[0],
            a - 0.5 * pale + 0.5 * jitter[1],
            b - 0.3 * pale + 0.5 * jitter[2],
        );
        let black = Concentrations::single(Colourant::CarbonBlack, 150.0);
        let brown =
            Concentrations::single(Colourant::IronOxideRed, 90.0).with(Colourant::IronOxideYellow, 60.0);
        let part = |id: &str, parts, solids| Part { shade: id.to_owned(), parts, solids: Some(solids) };
        let mut parts = vec![part("black", self.rng.random_range(1..4), black)];
        if self.rng.random_bool(0.4) {
            parts.push(part("brown", 1, brown));
        }
        let (depth, held) = (self.normal() * self.spread, self.normal() * self.spread);
        let of_zone = match zone {
            Zone::Scar => self.handling.held_by_scar(),
            Zone::Skin => self.handling.held_by_skin(),
        };
        let truth = Truth {
            depth_mm: self.handling.clear_depth_mm * depth.exp(),
            held: of_zone * held.exp(),
            layer_mm: within(&mut self.rng, self.world.layer_mm),
            epidermis_mm: within(&mut self.rng, self.world.epidermis_mm),
            yule_nielsen: self.yule_nielsen,
            diameter_mm: self.diameter_mm,
        };
        Case {
            zone,
            tissue: Tissue::from_lab(skin),
            parts,
            water_parts: self.rng.random_range(2.0_f64..20.0).round(),
            marks_per_cm2: self.rng.random_range(80.0..220.0),
            days: 28.0 + self.rng.random_range(0.0..200.0),
            truth,
        }
    }

    /// What would be expected of a new client if the studio's handling were known.
    pub(crate) fn expected_mark(&self, case: &Case) -> Lab {
        let held = match case.zone {
            Zone::Scar => self.handling.held_by_scar(),
            Zone::Skin => self.handling.held_by_skin(),
        };
        case.mark(&Truth { depth_mm: self.handling.clear_depth_mm, held, ..case.truth })
    }

    /// Handlings drawn from a belief, with n and the width of marks from the priors.
    pub(crate) fn draws(&mut self, belief: &Belief, count: usize) -> Vec<(Handling, f64, f64)> {
        (0..count)
            .map(|_| {
                let handling = belief.draw(std::array::from_fn(|_| self.normal()));
                let width = defaults::HEALED_DIAMETER_MM * (0.2 * self.normal()).exp();
                (handling, self.rng.random_range(1.0..2.0), width)
            })
            .collect()
    }

    /// Entries of as many clients, and which of them are wrong.
    pub(crate) fn log(&mut self, results: usize, gross: f64) -> (Vec<Entry>, Vec<bool>) {
        (0..results)
            .map(|index| {
                let case = self.new_case();
                let mut entry = self.entry(index, &case);
                let wrong = self.rng.random_bool(gross);
                if wrong {
                    self.spoil(&mut entry);
                }
                (entry, wrong)
            })
            .unzip()
    }

    fn entry(&mut self, index: usize, case: &Case) -> Entry {
        let healed = case.healed();
        let (subject, tone) = match self.rng.random_range(0..10) {
            0..=6 => (Subject::Mark, healed.mark),
            7..=8 => (Subject::Area { marks_per_cm2: case.marks_per_cm2 }, healed.area),
            _ => (Subject::Wash, healed.mark),
        };
        let (card, shared_sd) = match if self.charts { 2 } else { self.rng.random_range(0..3) } {
            0 => (Card::None, [4.5, 2.8, 2.8]),
            1 => (Card::Grey, [3.75, 2.8 * 5.0 / 6.0, 2.8 * 5.0 / 6.0]),
            _ => (Card::Chart, [1.0, 0.7, 0.7]),
        };
        let own_sd = if subject == Subject::Mark { [1.5, 1.0, 1.0] } else { [0.6, 0.4, 0.4] };
        let shared = self.error(shared_sd);
        // An even tone covers the skin: its tissue was measured before.
        let tissue_photo = if subject == Subject::Wash { TissuePhoto::Earlier } else { TissuePhoto::Same };
        let of_tissue = if tissue_photo == TissuePhoto::Same { shared } else { self.error(shared_sd) };
        let skin = case.tissue.color(&case.tissue.reflectance());
        let own = [self.error(own_sd), self.error([0.6, 0.4, 0.4])];
        Entry {
            id: format!("{index}"),
            date: None,
            client: None,
            zone: case.zone,
            recipe: Mixture { parts: case.parts.clone(), water_parts: case.water_parts },
            wash: None,
            subject,
            days: case.days,
            tissue: moved(moved(skin, of_tissue), own[1]),
            tissue_photo,
            tone: moved(moved(tone, shared), own[0]),
            card,
            note: None,
        }
    }

    /// One of the mistakes that are made: the wrong recipe, the wrong spot, the wrong zone.
    fn spoil(&mut self, entry: &mut Entry) {
        match self.rng.random_range(0..3) {
            0 => {
                let lighter = self.rng.random_bool(0.5);
                let by = self.rng.random_range(10.0..20.0);
                entry.tone = moved(
                    entry.tone,
                    [if lighter { by } else { -by }, self.normal() * 3.0, self.normal() * 3.0],
                );
            }
            1 => entry.recipe.water_parts = 6.0 * entry.recipe.water_parts + 20.0,
            _ => entry.tone = moved(entry.tissue, [self.normal(), self.normal(), self.normal()]),
        }
        entry.tone.l = entry.tone.l.clamp(1.0, 99.0);
    }

    fn error(&mut self, sd: [f64; 3]) -> [f64; 3] {
        sd.map(|sd| sd * self.normal())
    }

    fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.rng)
    }
}

impl Case {
    /// How it truly looks.
    pub(crate) fn healed(&self) -> Healed {
        Healed { mark: self.mark(&self.truth), area: self.area(&self.truth) }
    }

    /// What the program expects for a handling.
    pub(crate) fn predicted_mark(&self, handling: &Handling) -> Lab {
        self.mark(&self.assumed(handling, 2.0, defaults::HEALED_DIAMETER_MM))
    }

    fn assumed(&self, handling: &Handling, yule_nielsen: f64, diameter_mm: f64) -> Truth {
        Truth {
            depth_mm: handling.clear_depth_mm,
            held: match self.zone {
                Zone::Scar => handling.held_by_scar(),
                Zone::Skin => handling.held_by_skin(),
            },
            layer_mm: defaults::LAYER_MM,
            epidermis_mm: defaults::EPIDERMIS_MM,
            yule_nielsen,
            diameter_mm,
        }
    }

    fn mark(&self, truth: &Truth) -> Lab {
        let (pigmented, column) = self.pigmented(truth);
        let seen = pigmented.mark_bands(&column);
        self.color(&pigmented, seen.xyz_under(Illuminant::D65))
    }

    fn area(&self, truth: &Truth) -> Lab {
        let (pigmented, column) = self.pigmented(truth);
        let mix = YuleNielsen::new(&pigmented.mark_bands(&PigmentColumn::NONE), truth.yule_nielsen);
        let years = (self.days - 28.0) / defaults::DAYS_PER_YEAR;
        let cover = cover_of_marks(self.marks_per_cm2, truth.diameter_mm * (1.0 + 0.05 * years).min(1.2));
        let seen = mix.mix(&mix.root(&pigmented.mark_bands(&column)), cover);
        self.color(&pigmented, seen.xyz_under(Illuminant::D65))
    }

    /// The bare skin of every world has the tone that was measured.
    fn color(&self, pigmented: &PigmentedSkin, xyz: [f64; 3]) -> Lab {
        let bare = pigmented.mark_bands(&PigmentColumn::NONE).xyz_under(Illuminant::D65);
        let assumed = self.tissue.reflectance_lanes().xyz_under(Illuminant::D65);
        self.tissue.color_of_xyz(std::array::from_fn(|c| xyz[c] * assumed[c] / bare[c]), Illuminant::D65)
    }

    fn pigmented(&self, truth: &Truth) -> (PigmentedSkin, PigmentColumn) {
        let parts: Vec<(f64, Concentrations)> = self
            .parts
            .iter()
            .map(|part| (f64::from(part.parts), part.solids.expect("every part of a case has its solids")))
            .collect();
        let cup = Concentrations::of_cup(&parts, self.water_parts);
        let healed = Deposit { deposit: truth.held, hold: 1.0, days: self.days };
        let skin =
            PigmentedSkin::under_epidermis(&self.tissue, truth.epidermis_mm, truth.depth_mm, truth.layer_mm);
        (skin, PigmentColumn::of(&healed.tissue(&cup)))
    }
}

impl Healed {
    /// How far the mark is from what was said.
    pub(crate) fn mark_error(&self, said: Lab) -> f64 {
        delta_e_2000(self.mark, said)
    }

    /// Whether 80 % of the draws hold the mark's L*, a*, b*.
    pub(crate) fn mark_held(&self, case: &Case, draws: &[(Handling, f64, f64)]) -> [bool; 3] {
        let drawn = draws.iter().map(|(handling, n, width)| case.mark(&case.assumed(handling, *n, *width)));
        held(self.mark, &drawn.collect::<Vec<_>>())
    }

    /// The same of the area.
    pub(crate) fn area_held(&self, case: &Case, draws: &[(Handling, f64, f64)]) -> [bool; 3] {
        let drawn = draws.iter().map(|(handling, n, width)| case.area(&case.assumed(handling, *n, *width)));
        held(self.area, &drawn.collect::<Vec<_>>())
    }
}

fn held(truth: Lab, drawn: &[Lab]) -> [bool; 3] {
    [|lab: &Lab| lab.l, |lab: &Lab| lab.a, |lab: &Lab| lab.b].map(|coordinate| {
        let values: Vec<f64> = drawn.iter().map(coordinate).collect();
        let (low, high) = (quantile(values.clone(), 0.1), quantile(values, 0.9));
        (low..=high).contains(&coordinate(&truth))
    })
}

fn moved(color: Lab, by: [f64; 3]) -> Lab {
    Lab::new(color.l + by[0], color.a + by[1], color.b + by[2])
}
