//! Bottles that a recipe must hold, and what another bottle would bring.

use scalp_shade::blend::{
    Job, MatchSettings, MatchTarget, Matching, Proposal, find_matches, find_other_bottles,
};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::progress::Silent;

fn settings(job: Job) -> MatchSettings {
    MatchSettings { job: Some(job), ..MatchSettings::default() }
}

fn found(library: &ShadeLibrary, settings: &MatchSettings) -> Matching {
    find_matches(&MatchTarget::example(), library, settings, &Silent).expect("never stopped")
}

fn scar_cup(plan: &Proposal) -> Vec<&str> {
    let cup = plan.scar.dots.as_ref().or(plan.scar.wash.as_ref()).expect("a cup");
    cup.parts.iter().map(|part| part.shade.as_str()).collect()
}

#[test]
fn every_plan_holds_what_it_must() {
    let library = ShadeLibrary::bundled();
    for job in [Job::Dots, Job::Wash, Job::WashAndDots] {
        let free = found(&library, &settings(job));
        let best = free.proposals.first().expect("a plan");
        let own = scar_cup(best)[0].to_owned();
        let same = found(&library, &MatchSettings { with: vec![own], ..settings(job) });
        assert_eq!(same.proposals.first().map(scar_cup), Some(scar_cup(best)), "{job:?}: its own bottle");
        let other = free_bottle(&library, best, job);
        let held = found(&library, &MatchSettings { with: vec![other.clone()], ..settings(job) });
        assert!(!held.proposals.is_empty(), "{job:?} {other}");
        for plan in &held.proposals {
            assert!(scar_cup(plan).contains(&other.as_str()), "{job:?} {other}: {:?}", scar_cup(plan));
        }
    }
}

fn free_bottle(library: &ShadeLibrary, best: &Proposal, job: Job) -> String {
    let used = scar_cup(best);
    let stock = scalp_shade::blend::Stock::of(library, job, &settings(job));
    let free = stock.bottles().iter().find(|b| !used.contains(&b.id.as_str()) && !b.neat_only);
    free.expect("another bottle").id.clone()
}

#[test]
fn what_cannot_be_held_is_said() {
    let library = ShadeLibrary::bundled();
    let gone = MatchSettings { with: vec!["nowhere".to_owned()], ..settings(Job::Wash) };
    let nothing = found(&library, &gone);
    assert!(nothing.proposals.is_empty() && nothing.notes[0].contains("let one of them go"));
    let four = library.shades().iter().take(4).map(|shade| shade.id.clone()).collect();
    assert!(found(&library, &MatchSettings { with: four, ..settings(Job::Dots) }).proposals.is_empty());
}

#[test]
fn a_bottle_that_is_missed_comes_first() {
    let (target, bundled) = (MatchTarget::example(), ShadeLibrary::bundled());
    for job in [Job::Wash, Job::WashAndDots] {
        let settings = settings(job);
        let all = found(&bundled, &settings);
        let best = all.proposals.first().expect("a plan");
        let missed = scar_cup(best)[0].to_owned();
        let shelf: ShadeLibrary = bundled.shades().iter().filter(|s| s.id != missed).cloned().collect();
        let told =
            find_other_bottles(&target, (&shelf, &bundled), &settings, &Silent).expect("never stopped");
        let first = told.others.first().expect("others");
        assert_eq!((first.shade.as_str(), first.at_hand), (missed.as_str(), false), "{job:?}");
        let with_it = first.with_it.expect("a plan with it");
        assert!((with_it.score - best.score).abs() < 1e-9, "{job:?}: {} {}", with_it.score, best.score);
        let without = told.best.expect("a plan without it");
        assert!(with_it.score < without.score, "{job:?}: {} {}", with_it.score, without.score);
        // Of those at hand none may be better than the best, or the search would have missed it.
        for other in told.others.iter().filter(|other| other.at_hand) {
            let worse = other.with_it.is_none_or(|plan| plan.score >= without.score - 1e-9);
            assert!(worse, "{job:?}: {other:?} {without:?}");
        }
    }
}
