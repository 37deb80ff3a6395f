//! The nominal search against plain enumeration, on the bundled shades with the same threads, and whole matches.
//!
//! Enumeration that takes too long (dots have 41 densities a cup, a surround 22 goals) is timed on fewer bottles, where
//! the results are compared, and counted up by the number of cups: `cargo bench --bench search`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::time::Instant;

use scalp_shade::blend::{
    Aim, Bed, BottleMask, Draw, Goal, Job, MatchSettings, MatchTarget, Moment, Nominal, Ranked, Reporter,
    Stock, View, ZoneKind, find_matches,
};
use scalp_shade::color::{Lab, xyz_of};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::{Concentrations, Tissue, cover_of_marks, defaults};
use scalp_shade::progress::Silent;

/// How many of the best cups the full stage takes of each number of bottles.
const KEPT: usize = 200;
/// Bottles in an enumeration that is counted up.
const FEW_BOTTLES: usize = 7;

fn main() {
    let (target, library) = (MatchTarget::example(), ShadeLibrary::bundled());
    let dots = Stock::of(&library, Job::Dots, &MatchSettings::default());
    let wash = dots.clone().for_washes();
    let bed_of = |kind, skin: Lab, wash: Option<&Concentrations>| {
        Bed::new(&Tissue::from_lab(skin), kind, &Draw::NOMINAL, Moment::HEALED, wash)
    };
    let scar = bed_of(ZoneKind::Scar, target.scar_skin, None);
    let follicle = target.follicle.expect("the example has a follicle");
    let area_average = target.area_average;
    let even =
        |stock, view| search(stock, &scar, view, vec![Goal::single(Aim::Even { target: area_average })]);

    println!("wash (as also for skin tone, with flesh shades)");
    let wash_stage = report("  scar", &even(&wash, View::Mark), None);
    wash_stage.print("  whole stage");

    println!("dots");
    let goal = Goal::single(Aim::Dots { follicle, area_average });
    let scar_dots = search(&dots, &scar, View::dots(&scar, 250.0), vec![goal]);
    let mut stage = report("  scar", &scar_dots, Some(FEW_BOTTLES));
    stage.add(surround_of(&target, &scar_dots, BottleMask::default()));
    stage.print("  whole stage");

    println!("wash + dots");
    let xyz = xyz_of(follicle);
    let cover = cover_of_marks(target.follicles_per_cm2, defaults::HEALED_DIAMETER_MM);
    let under = even(&wash, View::WithFollicles { cover, xyz: [xyz.x, xyz.y, xyz.z] });
    let mut stage = report_optimum("  wash under the dots", &under);
    let best = best_of(&under, 1).into_iter().next().expect("a wash is found").cup;
    let washed = bed_of(ZoneKind::Scar, target.scar_skin, Some(&wash.concentrations(&best)));
    let goal = Goal { owned: best.mask(), ..goal };
    let mut over = search(&dots, &washed, View::dots(&washed, 250.0), vec![goal]);
    over.three_with_owned = true;
    stage.add(report("  scar", &over, None));
    stage.add(surround_of(&target, &over, best.mask()));
    stage.print("  whole stage");

    for job in [Job::WashAndDots, Job::Dots, Job::Wash] {
        let settings = MatchSettings { job: Some(job), ..MatchSettings::default() };
        let times = [(); 3].map(|()| {
            let start = Instant::now();
            find_matches(&target, &library, &settings, &Silent).expect("the example is sound");
            start.elapsed().as_secs_f64() * 1e3
        });
        println!("whole match, {job:?}: {:.0} ms", times.into_iter().fold(f64::INFINITY, f64::min));
    }
}

fn search<'a>(stock: &'a Stock, bed: &Bed, view: View, goals: Vec<Goal>) -> Nominal<'a> {
    Nominal { stock, bed: bed.clone(), view, goals, three_with_owned: false, required: BottleMask::default() }
}

/// Seconds that both ways take.
#[derive(Clone, Copy)]
struct Times {
    plain: f64,
    fast: f64,
}

impl Times {
    fn add(&mut self, other: Self) {
        self.plain += other.plain;
        self.fast += other.fast;
    }

    fn print(&self, name: &str) {
        println!(
            "{name}: enumeration {:.0} ms, search {:.0} ms, {:.0} times as fast",
            self.plain * 1e3,
            self.fast * 1e3,
            self.plain / self.fast
        );
    }
}

/// The surround beside the best 20 answers for the scar, at once as in a match, and beside the best alone.
fn surround_of(target: &MatchTarget, scar: &Nominal<'_>, owned: BottleMask) -> Times {
    let bed = Bed::new(
        &Tissue::from_lab(target.bare_skin),
        ZoneKind::Surround,
        &Draw::NOMINAL,
        Moment::HEALED,
        None,
    );
    let follicle = target.follicle.expect("the example has a follicle");
    let goal = |ranked: &Ranked| {
        let mark = scar.bed.mark(&scar.stock.concentrations(&ranked.cup));
        let aim = Aim::Surround { follicle, scar_mark: scar.bed.color(&mark) };
        Goal { aim, weight: 0.3, owned: owned.union(ranked.cup.mask()), with_fee: true }
    };
    let goals: Vec<Goal> = best_of(scar, 20).iter().map(goal).collect();
    let alone = search(scar.stock, &bed, View::Mark, goals[..1].to_vec());
    report("  surround beside one answer", &alone, None);
    report("  surround beside 20 answers", &search(scar.stock, &bed, View::Mark, goals), Some(FEW_BOTTLES))
}

/// The best cups of a search for one goal.
fn best_of(search: &Nominal<'_>, keep: usize) -> Vec<Ranked> {
    let mut all: Vec<Ranked> = fast(search, keep).0.into_iter().flatten().flatten().collect();
    all.sort_by(Ranked::compare);
    all.truncate(keep);
    all
}

type Lists = Vec<Vec<Vec<Ranked>>>;

fn fast(search: &Nominal<'_>, keep: usize) -> (Lists, f64) {
    let start = Instant::now();
    let found =
        (1..=3).map(|count| search.search(count, keep, f64::INFINITY, reporter()).expect("nobody stops it"));
    (found.collect(), start.elapsed().as_secs_f64())
}

fn plain(search: &Nominal<'_>, keep: usize) -> (Lists, f64) {
    let start = Instant::now();
    let found = (1..=3).map(|count| search.enumerate(count, keep, reporter()).expect("nobody stops it"));
    (found.collect(), start.elapsed().as_secs_f64())
}

fn reporter() -> Reporter<'static> {
    Reporter { progress: &Silent, span: (0.0, 1.0), doing: "" }
}

fn cups(stock: &Stock) -> f64 {
    (1..=3).map(|count| stock.cups(count)).sum::<u64>() as f64
}

/// Times both ways, compares what they find and prints the ratios; with `few` bottles enumeration is counted up.
fn report(name: &str, search: &Nominal<'_>, few: Option<usize>) -> Times {
    let (plain_s, told) = match few {
        None => {
            let (plain, plain_s) = plain(search, KEPT);
            assert!(fast(search, KEPT).0 == plain, "{name}: the lists differ");
            assert!(optima(&fast(search, 1).0) == optima(&plain), "{name}: the optima differ");
            (plain_s, String::new())
        }
        Some(few) => {
            // Every third bottle, so that all kinds are there.
            let bottles = search.stock.bottles().iter().step_by(3).take(few).cloned().collect();
            let stock = Stock::new(bottles, &MatchSettings::default());
            let goals = search.goals.iter().map(|goal| Goal { owned: BottleMask::default(), ..*goal });
            let small = Nominal { stock: &stock, goals: goals.collect(), ..search.clone() };
            let (plain, plain_s) = plain(&small, KEPT);
            assert!(fast(&small, KEPT).0 == plain, "{name}: the lists differ");
            let share = cups(&stock) / cups(search.stock);
            (plain_s / share, format!(", enumeration counted up from {:.1} % of the cups", 100.0 * share))
        }
    };
    let best = [(); 3].map(|()| fast(search, 1).1).into_iter().fold(f64::INFINITY, f64::min);
    let kept = [(); 3].map(|()| fast(search, KEPT).1).into_iter().fold(f64::INFINITY, f64::min);
    println!(
        "{name}: enumeration {:.0} ms; the optima in {:.0} ms, {:.0} times as fast; the best {} in {:.0} ms, {:.0} times; \
         identical{told}",
        plain_s * 1e3,
        best * 1e3,
        plain_s / best,
        3 * KEPT,
        kept * 1e3,
        plain_s / kept
    );
    Times { plain: plain_s, fast: kept }
}

/// Where the optimum alone is asked, as for the wash under dots.
fn report_optimum(name: &str, search: &Nominal<'_>) -> Times {
    let (found, plain_s) = plain(search, 1);
    assert!(fast(search, 1).0 == found, "{name}: the optima differ");
    let best = [(); 3].map(|()| fast(search, 1).1).into_iter().fold(f64::INFINITY, f64::min);
    let times = Times { plain: plain_s, fast: best };
    times.print(&format!("{name}, the optima"));
    times
}

fn optima(lists: &Lists) -> Vec<Option<&Ranked>> {
    lists.iter().flatten().map(|list| list.first()).collect()
}
