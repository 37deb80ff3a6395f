//! Plans that a hand has changed are judged as those that were found.

use scalp_shade::blend::{
    HandError, HandPlan, Job, MatchSettings, MatchTarget, ProposalKind, RecipePart, find_matches,
    judge_by_hand,
};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::progress::Silent;

fn settings(job: Job) -> MatchSettings {
    MatchSettings { job: Some(job), ..MatchSettings::default() }
}

#[test]
fn an_unchanged_plan_has_the_same_figures() {
    let (target, library) = (MatchTarget::example(), ShadeLibrary::bundled());
    for job in [Job::Dots, Job::Wash, Job::WashAndDots] {
        let settings = settings(job);
        let matching = find_matches(&target, &library, &settings, &Silent).expect("never stopped");
        let found = matching.proposals.first().expect("a plan when the job is told");
        let plan = HandPlan::of(found, job);
        let judged = judge_by_hand(&plan, &target, &library, &settings).expect("the same cups");
        assert_eq!(judged.kind, ProposalKind::ByHand);
        assert_eq!((&judged.scar, &judged.surround), (&found.scar, &found.surround), "{job:?}");
        assert_eq!(judged.score, found.score);
    }
}

#[test]
fn more_water_is_lighter_and_never_better_than_the_best() {
    let (target, library) = (MatchTarget::example(), ShadeLibrary::bundled());
    let settings = settings(Job::Wash);
    let matching = find_matches(&target, &library, &settings, &Silent).expect("never stopped");
    let best = matching.proposals.first().expect("a plan");
    let mut plan = HandPlan::of(best, Job::Wash);
    let mut last = f64::NEG_INFINITY;
    for water in [0, 5, 15, 30, 60, 100] {
        plan.wash.as_mut().expect("a wash").water_parts = water;
        let Ok(judged) = judge_by_hand(&plan, &target, &library, &settings) else { continue };
        assert!(judged.scar.timeline.healed.area.l > last, "{water}");
        assert!(judged.score >= best.score - 1e-9, "{water}: a hand found a better plan than the search");
        last = judged.scar.timeline.healed.area.l;
    }
    assert!(last > f64::NEG_INFINITY);
}

#[test]
fn what_cannot_be_mixed_is_said() {
    let (target, library) = (MatchTarget::example(), ShadeLibrary::bundled());
    let settings = settings(Job::Wash);
    let matching = find_matches(&target, &library, &settings, &Silent).expect("never stopped");
    let good = HandPlan::of(matching.proposals.first().expect("a plan"), Job::Wash);
    let refused =
        |plan: &HandPlan| judge_by_hand(plan, &target, &library, &settings).expect_err("must be refused");
    let mut plan = good.clone();
    plan.wash.as_mut().expect("a wash").parts = vec![RecipePart { shade: "nowhere".to_owned(), parts: 1 }];
    assert!(refused(&plan).to_string().contains("nowhere"));
    plan.wash.as_mut().expect("a wash").parts.clear();
    assert_eq!(refused(&plan), HandError::Bottles);
    plan.wash = None;
    assert_eq!(refused(&plan), HandError::Incomplete);
    let mut plan = good;
    let wash = plan.wash.as_mut().expect("a wash");
    wash.water_parts = 100;
    wash.parts = library
        .shades()
        .iter()
        .take(3)
        .zip([40, 40, 1])
        .map(|(shade, parts)| RecipePart { shade: shade.id.clone(), parts })
        .collect();
    assert_eq!(refused(&plan), HandError::Unmeasurable);
}

#[test]
fn a_bottle_that_is_left_out_is_in_no_recipe() {
    let (target, library) = (MatchTarget::example(), ShadeLibrary::bundled());
    let all = settings(Job::Wash);
    let matching = find_matches(&target, &library, &all, &Silent).expect("never stopped");
    let best = matching.proposals.first().expect("a plan");
    let left_out = best.scar.wash.as_ref().expect("a wash").parts[0].shade.clone();
    let fewer = MatchSettings { without: vec![left_out.clone()], ..all };
    let matching = find_matches(&target, &library, &fewer, &Silent).expect("never stopped");
    for plan in &matching.proposals {
        let wash = plan.scar.wash.as_ref().expect("a wash");
        assert!(wash.parts.iter().all(|part| part.shade != left_out));
    }
    assert!(matching.proposals.first().is_none_or(|other| other.score >= best.score - 1e-9));
}
