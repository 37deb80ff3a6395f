//! Contracts of the match: worked values, properties, jobs, warnings, exactness of the nominal stage.

use scalp_shade::blend::{Job, MatchSettings, MatchTarget, find_matches};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::progress::Silent;

#[test]
fn the_worked_case_is_a_wash_with_dots() {
    let matching =
        find_matches(&MatchTarget::example(), &ShadeLibrary::bundled(), &MatchSettings::default(), &Silent)
            .expect("the example is sound");
    assert_eq!(matching.job.kind, Job::WashAndDots);
    let best = matching.proposals.first().expect("the bundled shades reach it");
    assert!(best.scar.wash.is_some() && best.scar.dots.is_some() && best.surround.is_some());
}
