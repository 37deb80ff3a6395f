//! The score, worked out a second time from the draws, and what the search in two stages loses against scoring all.

#[path = "support/blends.rs"]
mod blends;

use blends::{BLACK, GREY, OCHRE, RUST, library, reporter};
use rayon::prelude::*;
use scalp_shade::blend::{
    Aim, Bed, Bottle, BottleMask, Draw, Goal, Job, MatchSettings, MatchTarget, Moment, Nominal, OwnErrors,
    Ranked, Recipe, Stock, View, ZoneKind, acceptance, density, draws, find_matches,
};
use scalp_shade::color::{DeltaEWeights, Lab, delta_e_2000, delta_e_2000_weighted};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::Colourant::{CarbonBlack, IronOxideRed, IronOxideYellow};
use scalp_shade::optics::{Concentrations, Tissue};
use scalp_shade::progress::Silent;

const MARK: DeltaEWeights = DeltaEWeights { lightness: 1.0, chroma: 3.0, hue: 3.0 };
const AREA: DeltaEWeights = DeltaEWeights { lightness: 1.0, chroma: 1.0, hue: 1.0 };

/// ΔE00, or more where the prediction is darker than the target.
fn error(seen: Lab, target: Lab, k: DeltaEWeights) -> f64 {
    let delta_e = delta_e_2000_weighted(seen, target, k);
    if seen.l >= target.l {
        return delta_e;
    }
    let off = (f64::midpoint(seen.l, target.l) - 50.0).powi(2);
    let scale = 1.0 + 0.015 * off / (20.0 + off).sqrt();
    (delta_e.powi(2) + (1.5 * 1.5 - 1.0) * ((seen.l - target.l) / scale).powi(2)).sqrt()
}

/// Mean and half of what 9 of 10 stay below beyond it.
fn score(mut errors: Vec<f64>) -> f64 {
    let mean = errors.iter().sum::<f64>() / errors.len() as f64;
    errors.sort_by(f64::total_cmp);
    let tenths = 9 * (errors.len() - 1);
    let (low, high) = (errors[tenths / 10], errors[tenths / 10 + 1]);
    let p90 = low + (tenths % 10) as f64 / 10.0 * (high - low);
    mean + 0.5 * (p90 - mean)
}

fn moved(lab: Lab, by: [f64; 3]) -> Lab {
    Lab::new(lab.l + by[0], lab.a + by[1], lab.b + by[2])
}

/// A zone in all drawn worlds, and on skins a little off for the slopes.
struct Zone<'a> {
    kind: ZoneKind,
    draws: &'a [Draw],
    beds: Vec<Bed>,
    off: Vec<[Bed; 2]>,
}

const STEP: f64 = 0.25;

impl<'a> Zone<'a> {
    fn new(kind: ZoneKind, skin: Lab, draws: &'a [Draw], wash: Option<&Concentrations>) -> Self {
        let bed =
            |skin: Lab, draw: &Draw| Bed::new(&Tissue::from_lab(skin), kind, draw, Moment::HEALED, wash);
        let off = |c: usize, by: f64| {
            let mut change = [0.0; 3];
            change[c] = by;
            bed(moved(skin, change), &Draw::NOMINAL)
        };
        let tissue = Tissue::from_lab(skin);
        Self {
            kind,
            draws,
            beds: draws.iter().map(|draw| Bed::new(&tissue, kind, draw, Moment::HEALED, wash)).collect(),
            off: (0..3).map(|c| [off(c, STEP), off(c, -STEP)]).collect(),
        }
    }

    /// What `seen` gives in every world, moved by the error of the skin's tone.
    fn look(&self, seen: impl Fn(&Bed) -> Lab) -> Vec<Lab> {
        let slopes: Vec<[f64; 3]> = self
            .off
            .iter()
            .map(|[up, down]| {
                let (up, down) = (seen(up), seen(down));
                [up.l - down.l, up.a - down.a, up.b - down.b].map(|change| change / (2.0 * STEP))
            })
            .collect();
        let in_world = |(bed, draw): (&Bed, &Draw)| {
            let error = draw.skin_error(self.kind);
            let by = std::array::from_fn(|c| (0..3).map(|from| slopes[from][c] * error[from]).sum());
            moved(seen(bed), by)
        };
        self.beds.iter().zip(self.draws).map(in_world).collect()
    }

    fn marks(&self, cup: &Concentrations) -> Vec<Lab> {
        self.look(|bed| bed.color(&bed.mark(cup)))
    }

    fn areas(&self, cup: &Concentrations, per_cm2: f64) -> Vec<Lab> {
        self.look(|bed| bed.color(&bed.area(&bed.mark(cup), per_cm2)))
    }
}

/// The example with errors of its own, so that every term counts.
fn target() -> MatchTarget {
    let own = |sd: f64| {
        [[sd * sd, 0.1 * sd * sd, 0.0], [0.1 * sd * sd, 0.5 * sd * sd, 0.0], [0.0, 0.0, 0.5 * sd * sd]]
    };
    MatchTarget {
        own: OwnErrors {
            scar_skin: own(0.4),
            bare_skin: own(0.3),
            follicle: own(1.5),
            area_average: own(0.5),
        },
        ..MatchTarget::example()
    }
}

fn cup_of(recipe: &Recipe, library: &ShadeLibrary) -> Concentrations {
    let solids = |id: &str| library.shade(id).expect("recipes name shades of the library").solids;
    let parts: Vec<_> = recipe.parts.iter().map(|p| (f64::from(p.parts), solids(&p.shade))).collect();
    Concentrations::of_cup(&parts, f64::from(recipe.water_parts))
}

fn share(fits: impl Iterator<Item = bool>) -> f64 {
    let fits: Vec<bool> = fits.collect();
    fits.iter().filter(|fits| **fits).count() as f64 / fits.len() as f64
}

/// One draw of 256 may fall on the other side of a limit by the steps of the slopes.
const ONE_DRAW: f64 = 1.5 / 256.0;

/// Score, chances and weights of all proposals of three jobs as the specification has them.
#[test]
fn scores_are_those_of_the_specification() {
    let target = target();
    let library = library(&[BLACK, GREY, RUST, OCHRE]);
    let draws = draws(&target);
    let follicle = target.follicle.expect("the example has a follicle");
    let accepted = acceptance(target.bare_skin);
    let surround_zone = Zone::new(ZoneKind::Surround, target.bare_skin, &draws, None);
    for job in [Job::Wash, Job::Dots, Job::WashAndDots, Job::SkinTone] {
        let settings = MatchSettings { job: Some(job), ..MatchSettings::default() };
        let matching = find_matches(&target, &library, &settings, &Silent).expect("the tones are sound");
        assert!(!matching.proposals.is_empty());
        for proposal in &matching.proposals {
            let wash = proposal.scar.wash.as_ref().map(|recipe| cup_of(recipe, &library));
            let dots = proposal.scar.dots.as_ref().map(|recipe| cup_of(recipe, &library));
            let goal = |draw: &Draw| match job {
                Job::SkinTone => moved(target.bare_skin, draw.bare_skin_error()),
                _ => moved(target.area_average, draw.area_error()),
            };
            let areas_wanted: Vec<Lab> = draws.iter().map(goal).collect();
            let follicles: Vec<Lab> = draws.iter().map(|d| moved(follicle, d.follicle_error())).collect();
            let (marks, areas) = if let Some(cup) = &dots {
                let zone = Zone::new(ZoneKind::Scar, target.scar_skin, &draws, wash.as_ref());
                (Some(zone.marks(cup)), zone.areas(cup, proposal.scar.marks_per_cm2))
            } else {
                let zone = Zone::new(ZoneKind::Scar, target.scar_skin, &draws, None);
                (None, zone.marks(&wash.expect("a wash without dots")))
            };
            let on_area = areas.iter().zip(&areas_wanted).map(|(seen, want)| error(*seen, *want, AREA));
            let on_mark: Option<Vec<f64>> = marks.as_ref().map(|marks| {
                marks.iter().zip(&follicles).map(|(seen, want)| error(*seen, *want, MARK)).collect()
            });
            let errors = match &on_mark {
                Some(on_mark) => on_mark.iter().zip(on_area).map(|(m, a)| 0.4 * m + 0.6 * a).collect(),
                None => on_area.collect(),
            };
            let mut expected = score(errors);
            if let (Some(marks), Some(plan)) = (&marks, &proposal.surround) {
                let cup = cup_of(plan.dots.as_ref().expect("the surround has dots"), &library);
                let beside = surround_zone.marks(&cup);
                let of = |((seen, want), scar): ((&Lab, &Lab), &Lab)| {
                    0.6 * error(*seen, *want, MARK) + 0.4 * delta_e_2000_weighted(*seen, *scar, MARK)
                };
                let surround = score(beside.iter().zip(&follicles).zip(marks).map(of).collect());
                expected = 0.7 * expected + 0.3 * surround;
                let near = share(beside.iter().zip(&follicles).map(|(a, b)| (a.l - b.l).abs() <= 3.0));
                assert!((near - plan.p_acceptable).abs() <= ONE_DRAW, "{near} {}", plan.p_acceptable);
            }
            let recipes = [&proposal.scar.wash, &proposal.scar.dots].into_iter().flatten();
            let recipes = recipes.chain(proposal.surround.iter().filter_map(|plan| plan.dots.as_ref()));
            let mut bottles: Vec<&str> = recipes.flat_map(|r| &r.parts).map(|p| p.shade.as_str()).collect();
            bottles.sort_unstable();
            bottles.dedup();
            expected += 0.15 * (bottles.len() as f64 - 1.0);
            assert!((expected - proposal.score).abs() < 2e-3, "{job:?}: {expected} {}", proposal.score);

            let area_fits = areas.iter().zip(&areas_wanted).map(|(a, b)| delta_e_2000(*a, *b) <= accepted);
            let mark_fits =
                |at: usize| marks.as_ref().is_none_or(|marks| (marks[at].l - follicles[at].l).abs() <= 3.0);
            let p = share(area_fits.enumerate().map(|(at, fits)| fits && mark_fits(at)));
            assert!((p - proposal.scar.p_acceptable).abs() <= ONE_DRAW, "{p} {}", proposal.scar.p_acceptable);
            let (seen, wanted) = marks.as_ref().map_or((&areas, &areas_wanted), |marks| (marks, &follicles));
            let dark = share(seen.iter().zip(wanted).map(|(seen, want)| seen.l < want.l - 2.0));
            assert!((dark - proposal.scar.p_too_dark).abs() <= ONE_DRAW, "{dark}");
        }
    }
}

/// Four bottles, in cups of 6 parts at most.
fn four() -> Stock {
    let bottle = |id: &str, colourant, amount| Bottle {
        id: id.to_owned(),
        name: id.to_owned(),
        solids: Concentrations::single(colourant, amount),
        max_water: None,
        neat_only: false,
    };
    let bottles = vec![
        bottle("black", CarbonBlack, 150.0),
        bottle("grey", CarbonBlack, 15.0),
        bottle("rust", IronOxideRed, 90.0),
        bottle("ochre", IronOxideYellow, 90.0),
    ];
    Stock::new(bottles, &MatchSettings::default()).with_most_parts(6)
}

/// Full scores of the best 200 nominal cups of each number of bottles against those of all cups, on four shades.
#[test]
fn two_stages_lose_little() {
    let target = target();
    let draws = draws(&target);
    let stock = four();
    let wash = stock.clone().for_washes();
    let follicle = target.follicle.expect("the example has a follicle");
    let area_average = target.area_average;
    let scar = Zone::new(ZoneKind::Scar, target.scar_skin, &draws, None);
    let surround = Zone::new(ZoneKind::Surround, target.bare_skin, &draws, None);
    let nominal = |kind, skin| Bed::new(&Tissue::from_lab(skin), kind, &Draw::NOMINAL, Moment::HEALED, None);
    let (scar_bed, surround_bed) =
        (nominal(ZoneKind::Scar, target.scar_skin), nominal(ZoneKind::Surround, target.bare_skin));
    let scar_cup = Concentrations::single(CarbonBlack, 30.0);
    let scar_marks = scar.marks(&scar_cup);
    let scar_mark = scar_bed.color(&scar_bed.mark(&scar_cup));
    let on = |draw: &Draw, seen: Lab| error(seen, moved(follicle, draw.follicle_error()), MARK);
    let area_off = |draw: &Draw, seen: Lab| error(seen, moved(area_average, draw.area_error()), AREA);
    let even = |cup: &Concentrations, _: f64| -> Vec<f64> {
        scar.marks(cup).iter().zip(&draws).map(|(seen, draw)| area_off(draw, *seen)).collect()
    };
    let dots = |cup: &Concentrations, per_cm2: f64| -> Vec<f64> {
        let looks = scar.marks(cup).into_iter().zip(scar.areas(cup, per_cm2));
        looks.zip(&draws).map(|((mark, area), d)| 0.4 * on(d, mark) + 0.6 * area_off(d, area)).collect()
    };
    let beside = |cup: &Concentrations, _: f64| -> Vec<f64> {
        let marks = surround.marks(cup);
        let off = |((seen, d), scar): ((&Lab, &Draw), &Lab)| {
            0.6 * on(d, *seen) + 0.4 * delta_e_2000_weighted(*seen, *scar, MARK)
        };
        marks.iter().zip(&draws).zip(&scar_marks).map(off).collect()
    };
    type Errors<'a> = &'a (dyn Fn(&Concentrations, f64) -> Vec<f64> + Sync);
    let cases: [(&str, &Stock, &Bed, View, Aim, Errors<'_>); 3] = [
        ("wash", &wash, &scar_bed, View::Mark, Aim::Even { target: area_average }, &even),
        (
            "dots",
            &stock,
            &scar_bed,
            View::dots(&scar_bed, 250.0),
            Aim::Dots { follicle, area_average },
            &dots,
        ),
        ("surround", &stock, &surround_bed, View::Mark, Aim::Surround { follicle, scar_mark }, &beside),
    ];
    for (name, stock, bed, view, aim, errors) in cases {
        let search = Nominal {
            stock,
            bed: bed.clone(),
            view,
            goals: vec![Goal::single(aim)],
            three_with_owned: false,
            required: BottleMask::default(),
        };
        let full = |ranked: &Ranked| {
            let cup = stock.concentrations(&ranked.cup);
            let fee = 0.15 * (ranked.cup.bottles().len() as f64 - 1.0);
            score(errors(&cup, density(250.0, ranked.density_step))) + fee
        };
        let best = |cups: &[Ranked]| cups.par_iter().map(full).reduce(|| f64::INFINITY, f64::min);
        let mut cups = 0;
        let (mut of_some, mut of_all) = (f64::INFINITY, f64::INFINITY);
        for count in 1..=3 {
            let some = search.search(count, 200, f64::INFINITY, reporter()).expect("nobody stops it");
            let all = search.enumerate(count, 100_000, reporter()).expect("nobody stops it");
            cups += all[0].len();
            (of_some, of_all) = (of_some.min(best(&some[0])), of_all.min(best(&all[0])));
        }
        eprintln!(
            "{name}: best of 200 each {of_some:.4}, of all {cups} cups {of_all:.4}: loss {:.4}",
            of_some - of_all
        );
        assert!(of_all > 0.0 && of_some >= of_all - 1e-12);
        assert!(of_some - of_all < 0.1, "{name}");
    }
}
