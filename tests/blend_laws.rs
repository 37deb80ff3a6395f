//! Properties of plans: stops and what would help, first sessions, sensitivity, other lights, the short list, stopping.

#[path = "support/blends.rs"]
mod blends;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use blends::{BLACK, GREY, OCHRE, RUST, matched};
use proptest::prelude::*;
use scalp_shade::blend::{
    Bed, Draw, Job, MatchError, MatchSettings, MatchTarget, Matching, Moment, Proposal, ProposalKind, Recipe,
    Thresholds, ZoneKind, ZonePlan, find_matches,
};
use scalp_shade::color::{Lab, mix_light};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::{Colourant, Concentrations, Tissue};
use scalp_shade::progress::Progress;

fn job(job: Job) -> MatchSettings {
    MatchSettings { job: Some(job), ..MatchSettings::default() }
}

fn of_kind(matching: &Matching, kind: ProposalKind) -> Option<&Proposal> {
    matching.proposals.iter().find(|p| p.kind == kind || p.also.contains(&kind))
}

proptest! {
    /// Darker hair never gives a lighter follicle or area average where these are mixed from hair and skin.
    #[test]
    fn darker_hair_never_gives_a_lighter_target(
        skin in (25.0..85.0_f64, 0.0..18.0_f64, 0.0..25.0_f64),
        hair in (5.0..80.0_f64, -2.0..12.0_f64, -2.0..20.0_f64),
        by in 0.0..30.0_f64, share in 0.0..1.0_f64,
    ) {
        let (bare, hair) = (Lab::new(skin.0, skin.1, skin.2), Lab::new(hair.0, hair.1, hair.2));
        let darker = Lab::new((hair.l - by).max(0.0), hair.a, hair.b);
        let mixed = |hair| mix_light(&[(bare, 1.0 - share), (hair, share)]).l;
        prop_assert!(mixed(darker) <= mixed(hair) + 1e-9);
    }
}

/// Under 6 months, raised, or redder by more than 4 in a*: stop and ask.
#[test]
fn stops() {
    let example = MatchTarget::example();
    let bare_a = example.bare_skin.a;
    let aged = |months| MatchTarget { scar_age_months: Some(months), ..example.clone() };
    let redder = |by| MatchTarget { scar_skin: Lab::new(66.0, bare_a + by, 14.0), ..example.clone() };
    let wash_hair = |target: MatchTarget| MatchTarget { hair_length_mm: Some(20.0), ..target };
    let default = MatchSettings::default;
    let raised = MatchSettings { raised: true, ..default() };
    let all = [BLACK, RUST, OCHRE];
    for (target, settings, stops) in [
        (aged(5.9), default(), Some("Wait, or ask a doctor")),
        (aged(6.0), default(), None),
        (redder(4.1), default(), Some("Wait until it is pale, or ask a doctor")),
        (redder(3.9), default(), None),
        (example.clone(), raised, Some("Ask a doctor before any pigment")),
        (
            aged(5.0),
            MatchSettings {
                thresholds: Thresholds { stop_scar_months: 4.0, ..Thresholds::default() },
                ..default()
            },
            None,
        ),
    ] {
        let found = matched(&wash_hair(target), &all, &settings);
        match stops {
            Some(help) => {
                assert_eq!(found.job.kind, Job::None);
                assert!(found.proposals.is_empty() && found.job.why.contains(help), "{}", found.job.why);
            }
            None => assert!(!found.job.why.contains("doctor"), "{}", found.job.why),
        }
    }
}

/// When nothing is offered, what would help is said: a bottle, a card, time, or leaving the scar.
#[test]
fn none_says_what_would_help() {
    let shaved = MatchTarget::example();
    let grey_only = matched(&shaved, &[BLACK], &MatchSettings::default());
    let why = &grey_only.job.why;
    assert_eq!(grey_only.job.kind, Job::None, "{why}");
    assert!(grey_only.proposals.is_empty());
    for help in ["What would help: a ", " shade", "more healing time", "leaving the scar as it is"] {
        assert!(why.contains(help), "{help}: {why}");
    }
    assert!(!why.contains("grey card"), "{why}");
    let uncalibrated = MatchTarget { calibrated: false, ..shaved.clone() };
    let why = matched(&uncalibrated, &[BLACK], &MatchSettings::default()).job.why;
    assert!(why.contains("a photo with a grey card"), "{why}");
    let empty = ("black", "\"carbon_black\": 150", "in_stock: false");
    let found = matched(&shaved, &[empty], &MatchSettings::default());
    assert_eq!(found.job.kind, Job::None);
    assert!(found.job.why.contains("no bottle at hand"), "{}", found.job.why);
    // The technician may insist: then the distance is said.
    let insisted = matched(&shaved, &[BLACK], &job(Job::Wash));
    assert!(!insisted.proposals.is_empty());
    assert!(insisted.notes.iter().any(|note| note.contains("Nothing is likely to be acceptable")));
}

/// One drop of black more darkens by what the new cup predicts, one less lightens.
#[test]
fn sensitivity_is_that_of_the_changed_cup() {
    let target = MatchTarget::example();
    let matching = matched(&target, &[BLACK], &job(Job::Dots));
    let best = matching.proposals.first().expect("a plan is offered");
    let zones = [(&best.scar, ZoneKind::Scar, target.scar_skin)];
    let surround = best.surround.as_ref().map(|plan| (plan, ZoneKind::Surround, target.bare_skin));
    for (plan, zone, skin) in zones.into_iter().chain(surround) {
        let recipe = plan.dots.as_ref().expect("dots were asked for");
        let [said] = plan.sensitivity.as_slice() else { panic!("one bottle, one entry") };
        let [pigment, water] = recipe.ml.as_slice() else { panic!("one bottle and water") };
        let bed = Bed::new(&Tissue::from_lab(skin), zone, &Draw::NOMINAL, Moment::HEALED, None);
        let lightness = |pigment: f64| {
            let cup = Concentrations::single(Colourant::CarbonBlack, 150.0 * pigment / (pigment + water));
            bed.color(&bed.mark(&cup)).l
        };
        let (more, less) = (lightness(pigment + 0.05), lightness((pigment - 0.05).max(0.0)));
        assert!(said.delta_l < 0.0 && said.less_delta_l > 0.0 && said.delta_e > 0.0);
        assert!((said.delta_l - (more - lightness(*pigment))).abs() < 1e-6, "{said:?}");
        assert!((said.less_delta_l - (less - lightness(*pigment))).abs() < 1e-6, "{said:?}");
    }
}

/// As good as no pigment on the client's own skin looks right under every light; carbon in a warm target does not.
#[test]
fn metamerism_is_nothing_for_own_skin() {
    let skin = Lab::new(64.0, 11.5, 16.5);
    let own = MatchTarget {
        scar_skin: skin,
        bare_skin: skin,
        area_average: skin,
        hair: None,
        follicle: None,
        cover: 0.0,
        ..MatchTarget::example()
    };
    let faint = ("faint", "\"carbon_black\": 0.000001", "kind: skin_tone");
    let matching = matched(&own, &[faint], &MatchSettings::default());
    assert_eq!(matching.job.kind, Job::SkinTone, "{}", matching.job.why);
    let of = |matching: &Matching| matching.proposals.first().expect("a plan is offered").scar.metamerism;
    let found = of(&matching);
    assert!(found.a.max(found.fl11).max(found.led_b3) < 1e-3, "{found:?}");
    let carbon = of(&matched(&MatchTarget::example(), &[BLACK], &job(Job::Wash)));
    assert!(carbon.a.min(carbon.fl11).min(carbon.led_b3) > 3.0, "{carbon:?}");
}

fn same_family(weak: &Recipe, strong: &Recipe) -> bool {
    weak.parts == strong.parts && weak.water_parts >= strong.water_parts
}

/// Weaker, unlikely to heal too dark, the scar never stronger than the surround, 40 % of the density.
#[test]
fn first_session() {
    let target = MatchTarget::example();
    let all = [BLACK, GREY, RUST, OCHRE];
    for (kind, shades) in [(Job::WashAndDots, &all[..]), (Job::Dots, &all[..1]), (Job::Wash, &all[..])] {
        let matching = matched(&target, shades, &job(kind));
        let best = of_kind(&matching, ProposalKind::BestMatch).expect("a plan is offered");
        let Some(first) = of_kind(&matching, ProposalKind::FirstSession) else {
            panic!("{kind:?}: {:?}", matching.notes)
        };
        let cups = |plan: &ZonePlan| [plan.wash.clone(), plan.dots.clone()];
        for (weak, strong) in cups(&first.scar).into_iter().zip(cups(&best.scar)) {
            assert_eq!(weak.is_some(), strong.is_some());
            assert!(weak.zip(strong).is_none_or(|(weak, strong)| same_family(&weak, &strong)));
        }
        assert!((first.scar.marks_per_cm2 - 0.4 * best.scar.marks_per_cm2).abs() < 1e-9);
        assert!(first.scar.p_too_dark < 0.05, "{}", first.scar.p_too_dark);
        if let (Some(weak), Some(strong)) = (&first.surround, &best.surround) {
            assert!(weak.p_too_dark < 0.05, "{}", weak.p_too_dark);
            let (weak, strong) = (weak.dots.as_ref().expect("dots"), strong.dots.as_ref().expect("dots"));
            assert!(same_family(weak, strong));
            let scar = first.scar.dots.as_ref().expect("dots");
            assert!(scar.water_parts >= weak.water_parts, "never stronger than the surround");
        }
    }
}

#[test]
fn no_first_session_when_none_is_safe() {
    let neat = ("neat", "\"carbon_black\": 150", "neat_only: true");
    let matching = matched(&MatchTarget::example(), &[neat], &job(Job::Wash));
    assert!(of_kind(&matching, ProposalKind::FirstSession).is_none());
    assert!(matching.notes.iter().any(|note| note.contains("No first session is offered")));
}

/// No kind twice, no plan twice, the best score first, no longer than asked.
#[test]
fn the_short_list_differs_in_kind() {
    let target = MatchTarget::example();
    for kind in [Job::Wash, Job::WashAndDots, Job::Dots] {
        let matching = matched(&target, &[BLACK, GREY, RUST, OCHRE], &job(kind));
        let mut kinds: Vec<ProposalKind> = Vec::new();
        for proposal in &matching.proposals {
            for kind in std::iter::once(proposal.kind).chain(proposal.also.iter().copied()) {
                assert!(!kinds.contains(&kind), "{kind:?} twice");
                kinds.push(kind);
            }
        }
        assert!(kinds.contains(&ProposalKind::BestMatch) && kinds.contains(&ProposalKind::FewestBottles));
        assert!(kinds.contains(&ProposalKind::MostRobust));
        assert_eq!(matching.proposals.first().map(|p| p.kind), Some(ProposalKind::BestMatch));
        let looks = |p: &Proposal| {
            let surround = p.surround.as_ref().and_then(|zone| zone.dots.clone());
            (p.scar.wash.clone(), p.scar.dots.clone(), surround, p.scar.marks_per_cm2.to_bits())
        };
        for (at, one) in matching.proposals.iter().enumerate() {
            assert!(matching.proposals[at + 1..].iter().all(|other| looks(one) != looks(other)));
        }
        let best = of_kind(&matching, ProposalKind::BestMatch).expect("it is there").score;
        for other in [ProposalKind::FewestBottles, ProposalKind::MostRobust] {
            assert!(of_kind(&matching, other).is_some_and(|p| p.score >= best - 1e-9));
        }
        let one = matched(&target, &[BLACK, GREY], &MatchSettings { top: 1, ..job(kind) });
        assert_eq!(one.proposals.len(), 1);
    }
}

/// Asked to stop at any time, a match on the bundled library returns soon (100 ms are aimed at; a loaded machine is
/// given ten times that).
#[test]
fn stops_soon() {
    struct StopAfter(Instant, Duration);
    impl Progress for StopAfter {
        fn report(&self, _: f32, _: &'static str) -> ControlFlow<()> {
            if self.0.elapsed() > self.1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }
    let library = ShadeLibrary::bundled();
    let mut worst = Duration::ZERO;
    for after in [30, 200, 500, 900] {
        let stop = StopAfter(Instant::now(), Duration::from_millis(after));
        let found = find_matches(&MatchTarget::example(), &library, &MatchSettings::default(), &stop);
        if found != Err(MatchError::Cancelled) {
            // It was done before.
            break;
        }
        let late = stop.0.elapsed().saturating_sub(stop.1);
        eprintln!("asked to stop after {after} ms: {} ms later", late.as_millis());
        worst = worst.max(late);
    }
    assert!(worst < Duration::from_secs(1), "{worst:?}");
}
