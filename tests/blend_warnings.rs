//! Every warning of a plan: one case in which it is raised and one in which it is not.

#[path = "support/blends.rs"]
mod blends;

use blends::{BLACK, matched};
use scalp_shade::blend::{Job, KnownScale, MatchSettings, MatchTarget, Matching, ProposalKind, WarningKind};
use scalp_shade::color::Lab;

fn wash() -> MatchSettings {
    MatchSettings { job: Some(Job::Wash), ..MatchSettings::default() }
}

fn dots() -> MatchSettings {
    MatchSettings { job: Some(Job::Dots), ..MatchSettings::default() }
}

/// The warning of a kind in the best plan.
fn warned(matching: &Matching, kind: WarningKind) -> Option<&str> {
    let best = matching.proposals.first().expect("a plan is offered");
    let mut found = best.warnings.iter().filter(|warning| warning.kind == kind);
    let text = found.next().map(|warning| warning.text.as_str());
    assert!(found.next().is_none(), "{kind:?} is said once");
    text
}

/// Asserts that `kind` is raised, with these words, in the first match and not in the second.
fn fires(kind: WarningKind, words: &str, with: &Matching, without: &Matching) {
    let text = warned(with, kind).unwrap_or_else(|| panic!("{kind:?} is not raised"));
    assert!(text.contains(words), "{kind:?}: {text}");
    assert_eq!(warned(without, kind), None);
}

#[test]
fn too_dark() {
    let neat = |carbon| ("neat", carbon, "neat_only: true");
    let target = MatchTarget::example();
    let with = matched(&target, &[neat("\"carbon_black\": 150")], &wash());
    let without = matched(&target, &[neat("\"carbon_black\": 0.01")], &wash());
    fires(WarningKind::TooDark, "% that the scar heals more than 2 L* too dark", &with, &without);
}

#[test]
fn blue_shift() {
    let target = MatchTarget::example();
    let warm = ("warm", "\"organic_red\": 150, \"organic_yellow\": 250", "neat_only: true");
    let with = matched(&target, &[BLACK], &dots());
    fires(WarningKind::BlueShift, "below the target", &with, &matched(&target, &[warm], &dots()));
}

#[test]
fn laser() {
    let target = MatchTarget::example();
    let rust = ("rust", "\"iron_oxide_red\": 60", "");
    let white = ("white", "\"titanium_dioxide\": 60", "");
    let without = matched(&target, &[BLACK], &wash());
    fires(WarningKind::Laser, "rust holds", &matched(&target, &[rust], &wash()), &without);
    fires(WarningKind::Laser, "white holds", &matched(&target, &[white], &wash()), &without);
}

#[test]
fn tanning() {
    let settings = MatchSettings { job: Some(Job::SkinTone), ..MatchSettings::default() };
    let flesh = ("flesh", "\"iron_oxide_red\": 20, \"iron_oxide_yellow\": 20", "kind: skin_tone");
    let target = MatchTarget::example();
    let (with, without) = (matched(&target, &[flesh], &settings), matched(&target, &[BLACK], &settings));
    fires(WarningKind::Tanning, "will not tan", &with, &without);
}

#[test]
fn expired() {
    let today = |year| MatchSettings { today: Some(jiff::civil::date(year, 6, 1)), ..wash() };
    let old = ("old", "\"carbon_black\": 50", "expiry: \"2025-01-31\"");
    let opened = ("opened", "\"carbon_black\": 50", "opened_on: \"2025-01-31\"");
    let target = MatchTarget::example();
    let past = |year| matched(&target, &[BLACK, old], &today(year));
    fires(WarningKind::Expired, "Past its date and left out: old", &past(2025), &past(2024));
    let parts = |m: &Matching| {
        m.proposals.iter().filter_map(|p| p.scar.wash.clone()).flat_map(|r| r.parts).collect::<Vec<_>>()
    };
    assert!(parts(&past(2025)).iter().all(|part| part.shade == "black"));
    let open = |year| matched(&target, &[opened], &today(year));
    fires(WarningKind::Expired, "Opened more than 12 months ago: opened", &open(2026), &open(2025));
    assert_eq!(warned(&matched(&target, &[BLACK, old], &wash()), WarningKind::Expired), None);
}

#[test]
fn single_swatch() {
    let target = MatchTarget::example();
    let one = ("one", "\"carbon_black\": 50", "ladder: [(water_parts: 5, lab: (l: 31, a: 0, b: 0))]");
    let two = (
        "two",
        "\"carbon_black\": 50",
        "ladder: [(water_parts: 5, lab: (l: 31, a: 0, b: 0)), (water_parts: 20, lab: (l: 52, a: 0, b: 0))]",
    );
    let (with, without) = (matched(&target, &[one], &wash()), matched(&target, &[two], &wash()));
    fires(WarningKind::SingleSwatch, "one rests on a single swatch", &with, &without);
}

#[test]
fn outside_skin_model() {
    let example = MatchTarget::example();
    let green = MatchTarget { bare_skin: Lab::new(60.0, -25.0, 30.0), ..example.clone() };
    let (with, without) = (matched(&green, &[BLACK], &wash()), matched(&example, &[BLACK], &wash()));
    fires(WarningKind::OutsideSkinModel, "bare skin (", &with, &without);
}

/// Only a first session goes beyond what a label allows, and says so.
#[test]
fn beyond_label() {
    let first = |more| {
        let matching = matched(&MatchTarget::example(), &[("black", "\"carbon_black\": 150", more)], &wash());
        let mut proposals = matching.proposals.into_iter();
        let first = proposals
            .find(|p| p.kind == ProposalKind::FirstSession || p.also.contains(&ProposalKind::FirstSession));
        first.expect("a first session is offered")
    };
    let said = |more| {
        let warnings = first(more).warnings.into_iter();
        warnings.filter(|w| w.kind == WarningKind::BeyondLabel).map(|w| w.text).next()
    };
    let text = said("max_water_parts: 2").expect("the first session is beyond the label");
    assert!(text.contains("black (2 parts of water at most)"), "{text}");
    assert_eq!(said(""), None);
}

#[test]
fn dense() {
    let with_follicles = |follicles_per_cm2| {
        let target = MatchTarget { follicles_per_cm2, ..MatchTarget::example() };
        matched(&target, &[BLACK], &dots())
    };
    fires(WarningKind::Dense, "200 marks per cm²", &with_follicles(100.0), &with_follicles(250.0));
}

#[test]
fn young_scar() {
    let aged = |months| {
        let target = MatchTarget { scar_age_months: Some(months), ..MatchTarget::example() };
        matched(&target, &[BLACK], &wash())
    };
    fires(WarningKind::YoungScar, "8 months old", &aged(8.0), &aged(12.0));
    fires(WarningKind::YoungScar, "is 1 month old", &aged(1.0), &aged(240.0));
}

#[test]
fn red_scar() {
    let redder = |by| {
        let example = MatchTarget::example();
        let scar_skin = Lab::new(70.0, example.bare_skin.a + by, 14.0);
        matched(&MatchTarget { scar_skin, ..example }, &[BLACK], &wash())
    };
    fires(WarningKind::RedScar, "by 4.5 in a*", &redder(4.5), &redder(3.5));
}

#[test]
fn uncalibrated() {
    let with = |calibrated| {
        let target = MatchTarget { calibrated, ..MatchTarget::example() };
        matched(&target, &[BLACK], &wash())
    };
    fires(WarningKind::Uncalibrated, "No grey card", &with(false), &with(true));
}

#[test]
fn scale() {
    let with = |scale| matched(&MatchTarget { scale, ..MatchTarget::example() }, &[BLACK], &wash());
    let given = with(KnownScale::Given);
    fires(WarningKind::Scale, "guess from the width of the hairs", &with(KnownScale::Guessed), &given);
    fires(WarningKind::Scale, "is not known", &with(KnownScale::Missing), &given);
}
