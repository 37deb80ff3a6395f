//! What a plan does to the light of the skin, for pictures: over time, from dark to light, under several lights.

use rayon::prelude::*;

use super::bed::Bed;
use super::difference::quantile_of_sorted;
use super::draws::{Draw, ZoneKind, worlds_of};
use super::{MatchTarget, Moment, Proposal, Recipe, Seen, Timeline, ZonePlan};
use crate::color::{Illuminant, Lab, xyz_of};
use crate::library::ShadeLibrary;
use crate::optics::prior::Belief;
use crate::optics::{Concentrations, Lanes, Tissue, cover_of_marks};

/// Which of the drawn worlds a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Chance {
    /// One in ten heals darker than this.
    Darker,
    /// As likely darker as lighter.
    #[default]
    Middle,
    /// One in ten heals lighter than this.
    Lighter,
}

impl Chance {
    /// All, from dark to light.
    pub const ALL: [Self; 3] = [Self::Darker, Self::Middle, Self::Lighter];
}

/// Fresh, healed, one, three and five years.
pub const OUTLOOK_MOMENTS: [Moment; 5] =
    [Moment::Fresh, Moment::Years(0.0), Moment::Years(1.0), Moment::Years(3.0), Moment::Years(5.0)];

/// Daylight, white LED, incandescent, fluorescent.
pub const OUTLOOK_LIGHTS: [Illuminant; 4] =
    [Illuminant::D65, Illuminant::LedB3, Illuminant::A, Illuminant::Fl11];

/// Light of a zone with pigment over that without, X, Y, Z.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tint {
    /// Skin with its wash or even tone; 1 without.
    pub ground: [f64; 3],
    /// One mark; none without dots.
    pub mark: Option<[f64; 3]>,
    /// The area from a distance at the plan's density.
    pub area: [f64; 3],
}

/// What is seen at one moment, in one world, under one light.
#[derive(Debug, Clone, PartialEq)]
pub struct Prospect {
    /// Each scar, in the order they were given.
    pub scars: Vec<Tint>,
    /// The feather zone; none for a wash or skin tone.
    pub surround: Option<Tint>,
    /// Width of a mark, mm.
    pub diameter_mm: f64,
    /// Share of the scar's area taken by marks at the plan's density, 0..=0.78; 0 without dots.
    pub cover: f64,
    /// Clear dermis above the pigment, mm.
    pub clear_depth_mm: f64,
}

/// A plan over time, from dark to light, under several lights.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// By moment, chance and light.
    prospects: Vec<Prospect>,
    /// Marks on a square centimetre of the scar; 0 without dots.
    pub marks_per_cm2: f64,
}

impl Outlook {
    /// What `proposal`, made for `target`, does to scars of these tones. The range is that of how pigment is placed,
    /// held and seen; errors of the photo's light move scar and surround alike and are left to the plan's figures.
    ///
    /// None when the library has not all bottles of the plan.
    #[must_use]
    pub fn new(
        proposal: &Proposal,
        target: &MatchTarget,
        scars: &[Lab],
        library: &ShadeLibrary,
        learnt: Option<&Belief>,
    ) -> Option<Self> {
        let (worlds, nominal) = worlds_of(target, learnt);
        let zone = |kind, plan, skin| Zone::new(kind, plan, skin, library);
        let planned = zone(ZoneKind::Scar, &proposal.scar, target.scar_skin)?;
        let others = scars
            .iter()
            .map(|&skin| zone(ZoneKind::Scar, &proposal.scar, skin))
            .collect::<Option<Vec<_>>>()?;
        let surround = match &proposal.surround {
            Some(plan) => Some(zone(ZoneKind::Surround, plan, target.bare_skin)?),
            None => None,
        };
        let case = Case { planned, others, surround, worlds, nominal, average: target.area_average };
        let prospects = OUTLOOK_MOMENTS.iter().flat_map(|&moment| case.at(moment)).collect();
        Some(Self { prospects, marks_per_cm2: proposal.scar.marks_per_cm2 })
    }

    /// What is seen at a moment of [`OUTLOOK_MOMENTS`] under a light of [`OUTLOOK_LIGHTS`], both by their place.
    #[must_use]
    pub fn prospect(&self, moment: usize, chance: Chance, light: usize) -> Option<&Prospect> {
        let in_range = moment < OUTLOOK_MOMENTS.len() && light < OUTLOOK_LIGHTS.len();
        let chance = Chance::ALL.iter().position(|c| *c == chance)?;
        let at = (moment * Chance::ALL.len() + chance) * OUTLOOK_LIGHTS.len() + light;
        self.prospects.get(at).filter(|_| in_range)
    }
}

/// Skin of a zone and what is put into it.
struct Zone<'a> {
    kind: ZoneKind,
    tissue: Tissue,
    skin: Lab,
    plan: &'a ZonePlan,
    wash: Option<Concentrations>,
    dots: Option<Concentrations>,
}

/// Mark and area, and the ground between marks.
#[derive(Debug, Clone, Copy)]
struct Looked {
    ground: Lab,
    mark: Option<Lab>,
    area: Lab,
}

impl<'a> Zone<'a> {
    fn new(kind: ZoneKind, plan: &'a ZonePlan, skin: Lab, library: &ShadeLibrary) -> Option<Self> {
        let cup = |recipe: &Option<Recipe>| match recipe {
            Some(recipe) => in_cup(recipe, library).map(Some),
            None => Some(None),
        };
        let tissue = Tissue::from_lab(skin);
        Some(Self { kind, tissue, skin, plan, wash: cup(&plan.wash)?, dots: cup(&plan.dots)? })
    }

    fn bed(&self, draw: &Draw, moment: Moment) -> Bed {
        Bed::new(&self.tissue, self.kind, draw, moment, self.wash.as_ref())
    }

    /// How it looks in a world, whose errors of tones are left out.
    fn look(&self, draw: &Draw, moment: Moment) -> Looked {
        let bed = self.bed(draw, moment);
        let ground = bed.color(bed.ground());
        let Some(dots) = &self.dots else { return Looked { ground, mark: None, area: ground } };
        let mark = bed.mark(dots);
        let area = bed.color(&bed.area(&mark, self.plan.marks_per_cm2));
        Looked { ground, mark: Some(bed.color(&mark)), area }
    }

    /// Nominal light with pigment over that without, under a light.
    fn tint(&self, nominal: &Draw, moment: Moment, light: Illuminant) -> Tint {
        let bed = self.bed(nominal, moment);
        let skin = self.tissue.reflectance_lanes().xyz_under(light);
        let over = |lanes: &Lanes| ratio(lanes.xyz_under(light), skin);
        let ground = over(bed.ground());
        match &self.dots {
            None => Tint { ground, mark: None, area: ground },
            Some(dots) => {
                let mark = bed.mark(dots);
                let area = over(&bed.area(&mark, self.plan.marks_per_cm2));
                Tint { ground, mark: Some(over(&mark)), area }
            }
        }
    }
}

struct Case<'a> {
    planned: Zone<'a>,
    others: Vec<Zone<'a>>,
    surround: Option<Zone<'a>>,
    worlds: Vec<Draw>,
    nominal: Draw,
    average: Lab,
}

/// Share of the worlds on each side of a quantile that are averaged for a picture of it.
const BAND: f64 = 0.04;
/// Weight of the mark's lightness beside the area's when worlds are put in order, as in the score.
const MARK_WEIGHT: f64 = 0.4;

impl Case<'_> {
    /// By chance and light.
    fn at(&self, moment: Moment) -> Vec<Prospect> {
        let looks = |zone: &Zone<'_>| -> Vec<Looked> {
            self.worlds.par_iter().map(|draw| zone.look(draw, moment)).collect()
        };
        let scar = looks(&self.planned);
        let surround = self.surround.as_ref().map(looks);
        let mut order: Vec<usize> = (0..scar.len()).collect();
        let darkness = |i: &usize| {
            let look = &scar[*i];
            look.mark.map_or(look.area.l, |mark| MARK_WEIGHT * mark.l + (1.0 - MARK_WEIGHT) * look.area.l)
        };
        order.sort_by(|a, b| darkness(a).total_cmp(&darkness(b)).then(a.cmp(b)));
        // Nominal tints by light; daylight is the first.
        let tints = |zone: &Zone<'_>| OUTLOOK_LIGHTS.map(|light| zone.tint(&self.nominal, moment, light));
        let (planned, others) = (tints(&self.planned), self.others.iter().map(tints).collect::<Vec<_>>());
        let beside = self.surround.as_ref().map(tints);
        let shown = Chance::ALL.into_iter().flat_map(|chance| {
            let band = band(&order, chance);
            let scar = self.seen(&self.planned, &scar, &band, (chance, moment));
            let around = self.surround.as_ref().zip(surround.as_ref());
            let around = around.map(|(zone, looks)| self.seen(zone, looks, &band, (chance, moment)));
            let mean = |of: fn(&Draw) -> f64| {
                if chance == Chance::Middle {
                    of(&self.nominal)
                } else {
                    mean(&band, |i| of(&self.worlds[i]))
                }
            };
            let diameter_mm = moment.diameter_mm(mean(|draw| draw.healed_diameter_mm));
            let clear_depth_mm = moment.clear_depth_mm(mean(|draw| draw.clear_depth_mm));
            // What the world changes is taken from daylight, what the light changes from the nominal world.
            let change = Change::between(&planned[0], &scar);
            let around = beside.zip(around).map(|(tints, seen)| (tints, Change::between(&tints[0], &seen)));
            std::array::from_fn::<_, { OUTLOOK_LIGHTS.len() }, _>(|light| {
                let surround = around.as_ref().map(|(tints, change)| change.of(&tints[light]));
                let scars = if others.is_empty() {
                    vec![change.of(&planned[light])]
                } else {
                    others.iter().map(|tints| change.of(&tints[light])).collect()
                };
                let dots = self.planned.dots.is_some();
                let cover =
                    if dots { cover_of_marks(self.planned.plan.marks_per_cm2, diameter_mm) } else { 0.0 };
                Prospect { scars, surround, diameter_mm, cover, clear_depth_mm }
            })
        });
        shown.collect()
    }

    /// Light with pigment over that without in daylight: the middle as the plan's figures have it, else the mean of
    /// the worlds about a quantile.
    fn seen(
        &self,
        zone: &Zone<'_>,
        looks: &[Looked],
        band: &[usize],
        (chance, moment): (Chance, Moment),
    ) -> Tint {
        let color = |of: &dyn Fn(&Looked) -> Lab| {
            if chance == Chance::Middle {
                return median(&looks.iter().map(of).collect::<Vec<_>>());
            }
            let mean = |c: fn(Lab) -> f64| mean(band, |i| c(of(&looks[i])));
            Lab::new(mean(|c| c.l), mean(|c| c.a), mean(|c| c.b))
        };
        let found = Looked {
            ground: color(&|look| look.ground),
            mark: zone.dots.map(|_| color(&|look| look.mark.unwrap_or_default())),
            area: color(&|look| look.area),
        };
        let told = (chance == Chance::Middle).then(|| told(&zone.plan.timeline, moment)).flatten();
        let untreated = match zone.kind {
            ZoneKind::Scar => zone.skin,
            ZoneKind::Surround => self.average,
        };
        let area = match told {
            Some(told) => over(told.area, untreated),
            None => over(found.area, zone.skin),
        };
        let mark = told.and_then(|told| told.mark).or(found.mark).map(|mark| over(mark, zone.skin));
        let ground = if zone.dots.is_none() {
            area
        } else if zone.wash.is_some() {
            over(found.ground, zone.skin)
        } else {
            [1.0; 3]
        };
        Tint { ground, mark, area }
    }
}

/// The median look of the plan at a moment, where its figures have it.
fn told(timeline: &Timeline, moment: Moment) -> Option<Seen> {
    let at = Moment::SHOWN.iter().position(|shown| *shown == moment)?;
    [timeline.fresh, timeline.healed, timeline.year_1, timeline.year_3].get(at).copied()
}

/// Factors from one tint to another.
struct Change(Tint);

impl Change {
    fn between(from: &Tint, to: &Tint) -> Self {
        Self(Tint {
            ground: ratio(to.ground, from.ground),
            mark: to.mark.zip(from.mark).map(|(to, from)| ratio(to, from)),
            area: ratio(to.area, from.area),
        })
    }

    fn of(&self, tint: &Tint) -> Tint {
        let times = |a: [f64; 3], b: [f64; 3]| std::array::from_fn(|c| a[c] * b[c]);
        Tint {
            ground: times(self.0.ground, tint.ground),
            mark: self.0.mark.zip(tint.mark).map(|(change, mark)| times(change, mark)),
            area: times(self.0.area, tint.area),
        }
    }
}

/// What a cup of this recipe holds, mg/ml.
fn in_cup(recipe: &Recipe, library: &ShadeLibrary) -> Option<Concentrations> {
    let solids = |id: &str| library.shade(id).map(|shade| shade.solids);
    let bottles: Option<Vec<(f64, Concentrations)>> =
        recipe.parts.iter().map(|part| Some((f64::from(part.parts), solids(&part.shade)?))).collect();
    Some(Concentrations::of_cup(&bottles?, f64::from(recipe.water_parts)))
}

/// The worlds about a quantile of darkness.
fn band(order: &[usize], chance: Chance) -> Vec<usize> {
    let at = match chance {
        Chance::Darker => 0.1,
        Chance::Middle => 0.5,
        Chance::Lighter => 0.9,
    };
    let count = order.len() as f64;
    let rank = |i: usize| (i as f64 + 0.5) / count;
    (0..order.len()).filter(|&i| (rank(i) - at).abs() <= BAND).map(|i| order[i]).collect()
}

fn mean(band: &[usize], of: impl Fn(usize) -> f64) -> f64 {
    band.iter().map(|&i| of(i)).sum::<f64>() / band.len().max(1) as f64
}

/// The median by coordinate.
fn median(colors: &[Lab]) -> Lab {
    let of = |coordinate: fn(&Lab) -> f64| {
        let mut sorted: Vec<f64> = colors.iter().map(coordinate).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        quantile_of_sorted(&sorted, 0.5)
    };
    Lab::new(of(|c| c.l), of(|c| c.a), of(|c| c.b))
}

fn over(seen: Lab, skin: Lab) -> [f64; 3] {
    let (seen, skin) = (xyz_of(seen), xyz_of(skin));
    ratio([seen.x, seen.y, seen.z], [skin.x, skin.y, skin.z])
}

/// One over the other; 1 where there is no light to change.
fn ratio(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|c| if b[c] > 1e-6 { (a[c] / b[c]).max(0.0) } else { 1.0 })
}
