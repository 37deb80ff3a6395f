//! What healed results teach, on simulated studios of known truth. More studios on demand:
//! `SCALP_SHADE_STUDIOS=400 cargo test --release --test studio_learning -- --nocapture`.

#![expect(clippy::print_stdout, reason = "the figures are what the test is for")]

#[path = "support/simulated_studio.rs"]
mod simulated_studio;

use rayon::prelude::*;
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::prior::Handling;
use scalp_shade::studio::{Lesson, learn};
use simulated_studio::{Case, Simulated, World};

/// What new clients of some studios showed.
#[derive(Debug, Default, Clone)]
struct Tally {
    /// Whether 80 % intervals held: the studio's own three figures.
    taught: Vec<bool>,
    /// L*, a*, b* of the healed marks of new clients.
    marks: Vec<bool>,
    /// The same of areas.
    areas: Vec<bool>,
    /// CIEDE2000 of the healed mark before learning, after, and with the studio's handling known.
    before: Vec<f64>,
    after: Vec<f64>,
    floor: Vec<f64>,
    /// Spread between clients that was found.
    spread: Vec<f64>,
    /// Wrong entries that were called out, and right ones that were.
    named: Vec<bool>,
    blamed: Vec<bool>,
}

impl Tally {
    fn of(studios: usize, results: usize, spread: f64, world: World, gross: f64) -> Self {
        let library = ShadeLibrary::bundled();
        let all: Vec<Self> = (0..studios)
            .into_par_iter()
            .map(|seed| {
                let mut studio = Simulated::new(seed as u64, spread, world);
                let (entries, wrong) = studio.log(results, gross);
                let lesson = learn(&entries, &library);
                Self::with(&mut studio, &lesson, &wrong)
            })
            .collect();
        let mut sum = Self::default();
        for one in all {
            sum.taught.extend(one.taught);
            sum.marks.extend(one.marks);
            sum.areas.extend(one.areas);
            sum.before.extend(one.before);
            sum.after.extend(one.after);
            sum.floor.extend(one.floor);
            sum.spread.extend(one.spread);
            sum.named.extend(one.named);
            sum.blamed.extend(one.blamed);
        }
        sum
    }

    fn with(studio: &mut Simulated, lesson: &Lesson, wrong: &[bool]) -> Self {
        let mut tally = Self::default();
        let belief = lesson.belief.expect("there are results");
        let truth = studio.handling();
        for (taught, true_value) in [
            (lesson.clear_depth_mm, truth.clear_depth_mm),
            (lesson.held_by_skin, truth.held_by_skin()),
            (lesson.held_by_scar, truth.held_by_scar()),
        ] {
            let (low, high) = taught.after.interval_80();
            tally.taught.push((low..=high).contains(&true_value));
        }
        let draws = studio.draws(&belief, 128);
        for _ in 0..6 {
            let case = studio.new_case();
            let healed = case.healed();
            let middle = |handling: &Handling| Case::predicted_mark(&case, handling);
            tally.before.push(healed.mark_error(middle(&Handling::from_normals(&[0.0; 5]))));
            tally.after.push(healed.mark_error(middle(&belief.middle())));
            tally.floor.push(healed.mark_error(studio.expected_mark(&case)));
            tally.marks.extend(healed.mark_held(&case, &draws));
            tally.areas.extend(healed.area_held(&case, &draws));
        }
        tally.spread.push(lesson.between_clients.used);
        for (report, wrong) in lesson.reports.iter().zip(wrong) {
            if *wrong { tally.named.push(report.disagrees) } else { tally.blamed.push(report.disagrees) }
        }
        tally
    }

    fn print(&self, name: &str) {
        let [before, after, floor] = [&self.before, &self.after, &self.floor].map(|all| mean(all));
        println!(
            "{name}: 80 % intervals hold {:.0} % (the studio's figures), {:.0} % (marks), {:.0} % (areas); mark \
             before {before:.2}, after {after:.2}, floor {floor:.2} (after/floor {:.2}, after/before {:.2}); \
             spread {:.2}; wrong entries named {:.0} %, right ones blamed {:.1} %",
            share(&self.taught),
            share(&self.marks),
            share(&self.areas),
            after / floor,
            after / before,
            mean(&self.spread),
            share(&self.named),
            share(&self.blamed),
        );
    }
}

fn mean(all: &[f64]) -> f64 {
    all.iter().sum::<f64>() / all.len().max(1) as f64
}

/// Per cent.
fn share(all: &[bool]) -> f64 {
    100.0 * all.iter().filter(|held| **held).count() as f64 / all.len().max(1) as f64
}

fn studios() -> usize {
    std::env::var("SCALP_SHADE_STUDIOS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

#[test]
fn intervals_hold_and_ten_results_bring_the_error_near_its_floor() {
    for (results, spread) in [(3, 0.3), (10, 0.3), (10, 0.15), (25, 0.3)] {
        let tally = Tally::of(studios(), results, spread, World::AS_ASSUMED, 0.0);
        tally.print(&format!("{results} results, spread {spread}"));
    }
}

#[test]
fn wrong_worlds() {
    for (name, world) in [
        ("layer 0.1 to 0.35 mm", World::LAYER),
        ("epidermis 0.06 to 0.1 mm", World::EPIDERMIS),
        ("n = 1.3", World::YULE_NIELSEN),
    ] {
        let tally = Tally::of(studios(), 10, 0.3, world, 0.0);
        tally.print(name);
    }
}

#[test]
fn wrong_entries() {
    for (results, gross) in [(10, 0.1), (10, 0.2), (25, 0.2)] {
        let tally = Tally::of(studios(), results, 0.3, World::AS_ASSUMED, gross);
        tally.print(&format!("{results} results, {:.0} % wrong", 100.0 * gross));
    }
}
