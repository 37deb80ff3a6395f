//! The nominal search against plain enumeration, on the bundled shades with the same threads, and a whole match.
//!
//! Enumeration is timed in full once: `cargo bench --bench search`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::time::Instant;

use scalp_shade::blend::{
    Aim, Bed, Draw, Goal, Job, MatchSettings, MatchTarget, Moment, Nominal, Reporter, Stock, View, ZoneKind,
    find_matches,
};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::{Colourant, Concentrations, Tissue};
use scalp_shade::progress::Silent;

fn main() {
    let (target, library, settings) =
        (MatchTarget::example(), ShadeLibrary::bundled(), MatchSettings::default());
    let bed_of = |kind, skin| Bed::new(&Tissue::from_lab(skin), kind, &Draw::NOMINAL, Moment::HEALED, None);
    let scar = bed_of(ZoneKind::Scar, target.scar_skin);
    let surround = bed_of(ZoneKind::Surround, target.bare_skin);
    let follicle = target.follicle.expect("the example has a follicle");
    // What the scar's answer looks like: a warm grey of medium strength.
    let cup = Concentrations::single(Colourant::CarbonBlack, 12.0)
        .with(Colourant::IronOxideRed, 8.0)
        .with(Colourant::IronOxideYellow, 8.0);
    let scar_mark = scar.color(&scar.mark(&cup));
    let dots = Stock::of(&library, Job::Dots, &settings);
    let wash = dots.clone().for_washes();
    for (name, stock, bed, aim) in [
        ("wash", &wash, &scar, Aim::Even { target: target.area_average }),
        ("surround", &dots, &surround, Aim::Surround { follicle, scar_mark }),
    ] {
        let goals = vec![Goal::single(aim)];
        let search = Nominal { stock, bed: bed.clone(), view: View::Mark, goals, three_with_owned: false };
        report(name, &search);
    }
    for job in [None, Some(Job::Dots), Some(Job::Wash)] {
        let settings = MatchSettings { job, ..MatchSettings::default() };
        let start = Instant::now();
        let matching = find_matches(&target, &library, &settings, &Silent).expect("the example is sound");
        println!("whole match, {:?}: {:.0} ms", matching.job.kind, start.elapsed().as_secs_f64() * 1e3);
    }
}

fn report(name: &str, search: &Nominal<'_>) {
    let reporter = || Reporter { progress: &Silent, span: (0.0, 1.0), doing: "" };
    let timed = |keep: usize| {
        let start = Instant::now();
        let found: Vec<_> = (1..=3)
            .map(|count| search.search(count, keep, f64::INFINITY, reporter()).expect("nobody stops it"))
            .collect();
        (found, start.elapsed().as_secs_f64())
    };
    let ((best, best_s), (fast, fast_s)) = (timed(1), timed(200));
    let start = Instant::now();
    let plain: Vec<_> =
        (1..=3).map(|count| search.enumerate(count, 200, reporter()).expect("nobody stops it")).collect();
    let plain_s = start.elapsed().as_secs_f64();
    assert!(fast == plain, "{name}: the lists differ");
    for (best, plain) in best.iter().flatten().zip(plain.iter().flatten()) {
        assert!(best.first() == plain.first(), "{name}: the optima differ");
    }
    println!(
        "{name}, all cups {:.0} ms: the optima in {:.0} ms ({:.0} times as fast), the best 600 in {:.0} ms ({:.0} times), \
         identical",
        plain_s * 1e3,
        best_s * 1e3,
        plain_s / best_s,
        fast_s * 1e3,
        plain_s / fast_s
    );
}
