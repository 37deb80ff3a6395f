//! Contracts of the match: worked values, properties, jobs, exactness of the nominal stage, order of threads.

#[path = "support/blends.rs"]
mod blends;
#[path = "support/worked_values.rs"]
mod worked_values;

use std::ops::ControlFlow;

use blends::reporter;
use proptest::prelude::*;
use scalp_shade::blend::{
    Aim, Bed, Bottle, BottleMask, Draw, Goal, Job, MatchError, MatchSettings, MatchTarget, Matching, Moment,
    Nominal, Ranked, Stock, View, ZoneKind, ZonePlan, area_delta_e, area_error, find_matches, mark_error,
};
use scalp_shade::color::{Interval, Lab, mix_light};
use scalp_shade::library::{ShadeKind, ShadeLibrary};
use scalp_shade::optics::{Colourant, Concentrations, Tissue};
use scalp_shade::progress::{Progress, Silent};
use worked_values::MATCHING;

fn bottle(id: &str, solids: &[(Colourant, f64)]) -> Bottle {
    let solids = solids.iter().fold(Concentrations::NONE, |sum, (c, amount)| sum.with(*c, *amount));
    Bottle { id: id.to_owned(), name: id.to_owned(), solids, max_water: None, neat_only: false }
}

fn eight() -> Vec<Bottle> {
    use Colourant::{CarbonBlack, IronOxideRed, IronOxideYellow, OrganicRed, OrganicYellow, TitaniumDioxide};
    vec![
        bottle("black", &[(CarbonBlack, 150.0)]),
        bottle("grey", &[(CarbonBlack, 30.0)]),
        bottle("brown", &[(CarbonBlack, 40.0), (IronOxideRed, 60.0), (IronOxideYellow, 50.0)]),
        bottle("rust", &[(IronOxideRed, 120.0)]),
        bottle("ochre", &[(IronOxideYellow, 120.0)]),
        bottle("red", &[(OrganicRed, 300.0)]),
        bottle("yellow", &[(OrganicYellow, 300.0)]),
        bottle("white", &[(TitaniumDioxide, 150.0), (IronOxideYellow, 20.0)]),
    ]
}

fn bed(kind: ZoneKind, skin: Lab) -> Bed {
    Bed::new(&Tissue::from_lab(skin), kind, &Draw::NOMINAL, Moment::HEALED, None)
}

fn near(found: Lab, expected: [f64; 3]) -> bool {
    [found.l, found.a, found.b].iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.05)
}

/// Section 7 of the specification: one carbon black of 150 mg/ml on the scar and on bare skin.
#[test]
fn worked_values() {
    let target = MatchTarget::example();
    let follicle = target.follicle.expect("the example has a follicle");
    assert!(near(follicle, [47.70, 8.77, 12.38]) && near(target.area_average, [59.03, 10.69, 15.28]));
    let (scar, surround) = (bed(ZoneKind::Scar, target.scar_skin), bed(ZoneKind::Surround, target.bare_skin));
    assert!((scar.cover(250.0) - 0.0636).abs() < 5e-5);
    for (water, mark, e_mark, e_area, beside, e_beside) in MATCHING {
        let cup = Concentrations::single(Colourant::CarbonBlack, 150.0 / (1.0 + water));
        let on_scar = scar.mark(&cup);
        let found = scar.color(&on_scar);
        assert!(near(found, mark), "{water}: {found:?}");
        assert!((mark_error(found, follicle) - e_mark).abs() < 0.05, "{water}");
        let area = scar.color(&scar.area(&on_scar, 250.0));
        assert!((area_error(area, target.area_average) - e_area).abs() < 0.05, "{water}");
        let found = surround.color(&surround.mark(&cup));
        assert!(near(found, beside), "{water}: {found:?}");
        assert!((mark_error(found, follicle) - e_beside).abs() < 0.05, "{water}");
    }
}

/// Best nominal error of a wash from some of the eight bottles.
fn best_wash(bottles: &[&str]) -> f64 {
    let target = MatchTarget::example();
    let kept = eight().into_iter().filter(|b| bottles.contains(&b.id.as_str())).collect();
    let stock = Stock::new(kept, &MatchSettings::default()).for_washes();
    let goals = vec![Goal { with_fee: false, ..Goal::single(Aim::Even { target: target.area_average }) }];
    let search = Nominal {
        stock: &stock,
        bed: bed(ZoneKind::Scar, target.scar_skin),
        view: View::Mark,
        goals,
        three_with_owned: false,
        required: BottleMask::default(),
    };
    let best = |count| search.search(count, 1, f64::INFINITY, reporter()).expect("nobody stops it");
    (1..=3).flat_map(best).flatten().map(|ranked: Ranked| ranked.score).fold(f64::INFINITY, f64::min)
}

#[test]
fn warm_washes_reach_what_greys_do_not() {
    let grey = best_wash(&["black", "grey"]);
    let oxides = best_wash(&["black", "rust", "ochre"]);
    let organics = best_wash(&["black", "red", "yellow"]);
    assert!((grey - 9.7).abs() < 0.2, "{grey}");
    assert!((oxides - 3.0).abs() < 0.3, "{oxides}");
    // Organics color weakly: neat bottles of 80 mg/ml stay 3.4 off, of 150 mg/ml 1.7, of 300 mg/ml 0.8. The
    // specification's 0 needs stronger ones than any cup in whole parts of these.
    assert!(organics < 1.0, "{organics}");
}

/// Searches for marks (at the best density), washes and surrounds on random skins give what enumeration gives.
#[test]
fn search_and_enumeration_agree_on_eight_shades() {
    let stock = Stock::new(eight(), &MatchSettings::default()).with_most_parts(6);
    let wash = stock.clone().for_washes();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(4));
    let skins = (40.0..80.0_f64, 5.0..14.0_f64, 8.0..20.0_f64, 0.02..0.4_f64);
    runner
        .run(&skins, |(l, a, b, cover)| {
            let (bare, hair) = (Lab::new(l, a, b), Lab::new(20.0, 3.0, 4.0));
            let scar_skin = Lab::new(l + 6.0, a - 4.0, b - 3.0);
            let follicle = mix_light(&[(bare, 0.5), (hair, 0.5)]);
            let area_average = mix_light(&[(bare, 1.0 - cover), (hair, cover)]);
            let scar = bed(ZoneKind::Scar, scar_skin);
            let scar_mark = Lab::new(follicle.l + 1.0, follicle.a - 3.0, follicle.b - 6.0);
            for (stock, bed, view, aim) in [
                (&stock, scar.clone(), View::dots(&scar, 200.0), Aim::Dots { follicle, area_average }),
                (&wash, scar.clone(), View::Mark, Aim::Even { target: area_average }),
                (&stock, bed(ZoneKind::Surround, bare), View::Mark, Aim::Surround { follicle, scar_mark }),
            ] {
                let goals = vec![Goal::single(aim)];
                let search = Nominal {
                    stock,
                    bed,
                    view,
                    goals,
                    three_with_owned: false,
                    required: BottleMask::default(),
                };
                for count in 1..=3 {
                    let fast = search.search(count, 20, f64::INFINITY, reporter()).expect("nobody stops it");
                    let plain = search.enumerate(count, 20, reporter()).expect("nobody stops it");
                    prop_assert_eq!(fast, plain);
                }
            }
            Ok(())
        })
        .expect("both ways agree");
}

fn matched(target: &MatchTarget, settings: &MatchSettings) -> Matching {
    find_matches(target, &small_library(), settings, &Silent).expect("sound tones")
}

/// Nine of the bundled shades, a flesh tone among them, to keep these tests short.
fn small_library() -> ShadeLibrary {
    let bundled = ShadeLibrary::bundled();
    let flesh = bundled.shades().iter().filter(|shade| shade.kind == ShadeKind::SkinTone).take(1);
    let others = bundled.shades().iter().filter(|shade| shade.kind != ShadeKind::SkinTone).step_by(3);
    let text: Vec<String> = others
        .chain(flesh)
        .map(|shade| {
            let solids: Vec<String> = Colourant::ALL
                .iter()
                .filter(|c| shade.solids.of(**c) > 0.0)
                .map(|c| format!("{:?}: {:?}", c.name(), shade.solids.of(*c)))
                .collect();
            format!(
                "(id: {:?}, name: {:?}, maker: \"m\", kind: {}, solids: {{{}}}, source: \"s\"),",
                shade.id,
                shade.name,
                shade.kind.name(),
                solids.join(", ")
            )
        })
        .collect();
    ShadeLibrary::parse(&format!("(version: 1, shades: [{}])", text.join("\n")))
        .expect("it is like the bundled one")
}

#[test]
fn the_same_on_any_number_of_threads() {
    let results: Vec<Matching> = [1, 2, 3]
        .into_iter()
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| matched(&MatchTarget::example(), &MatchSettings::default()))
        })
        .collect();
    assert_eq!(results[0], results[1]);
    assert_eq!(results[0], results[2]);
    assert_eq!(results[0].job.kind, Job::WashAndDots);
    let best = results[0].proposals.first().expect("it is reached");
    assert!(best.scar.wash.is_some() && best.scar.dots.is_some() && best.surround.is_some());
    assert!(best.score > 0.0 && (0.0..=1.0).contains(&best.scar.p_acceptable));
    for recipe in [&best.scar.wash, &best.scar.dots].into_iter().flatten() {
        assert!(recipe.parts.iter().map(|p| p.parts).sum::<u32>() <= 12);
        assert!(recipe.ml.iter().take(recipe.parts.len()).all(|ml| *ml > 0.0099));
    }
    cloud_is_a_sample_of_the_range(&best.scar);
    let saved = serde_json::to_string(best).expect("plain figures");
    assert!(!saved.contains("cloud"), "the sample is not saved");
}

/// A quarter of the worlds is kept: about 8 in 10 of its looks lie in the range that all worlds gave.
fn cloud_is_a_sample_of_the_range(plan: &ZonePlan) {
    assert_eq!(plan.cloud.len(), 64);
    let (areas, marks): (Vec<Lab>, Vec<Lab>) =
        plan.cloud.iter().map(|seen| (seen.area, seen.mark.expect("there are marks"))).unzip();
    let healed = &plan.timeline_80.healed;
    for (looks, range) in [(areas, healed.area), (marks, healed.mark.expect("there are marks"))] {
        let [l, a, b] = range.coordinates();
        let held =
            |of: fn(&Lab) -> f64, within: Interval| looks.iter().filter(|&lab| within.holds(of(lab))).count();
        for count in [held(|c| c.l, l), held(|c| c.a, a), held(|c| c.b, b)] {
            assert!((44..=60).contains(&count), "{count} of 64 lie in the range of 8 in 10");
        }
    }
}

#[test]
fn stops_when_asked() {
    struct Stop;
    impl Progress for Stop {
        fn report(&self, _: f32, _: &'static str) -> ControlFlow<()> {
            ControlFlow::Break(())
        }
    }
    let result = find_matches(&MatchTarget::example(), &small_library(), &MatchSettings::default(), &Stop);
    assert_eq!(result, Err(MatchError::Cancelled));
    let odd = MatchTarget { cover: f64::NAN, ..MatchTarget::example() };
    let result = find_matches(&odd, &small_library(), &MatchSettings::default(), &Silent);
    assert_eq!(result, Err(MatchError::BadTone));
}

/// More water never darkens a mark of carbon black alone; removing a bottle never improves the nominal optimum.
#[test]
fn properties_of_cups() {
    for skin in [Lab::new(74.0, 6.0, 13.0), Lab::new(40.0, 12.0, 18.0)] {
        let bed = bed(ZoneKind::Scar, skin);
        let lightness = |water: u32| {
            let cup = Concentrations::single(Colourant::CarbonBlack, 150.0 / (1.0 + f64::from(water)));
            bed.color(&bed.mark(&cup)).l
        };
        assert!((0..100).all(|water| lightness(water + 1) >= lightness(water)));
    }
    let target = MatchTarget::example();
    let stock = Stock::new(eight(), &MatchSettings::default()).with_most_parts(4);
    let optimum = |stock: &Stock| {
        let goals = vec![Goal::single(Aim::Even { target: target.area_average })];
        let bed = bed(ZoneKind::Scar, target.scar_skin);
        let search = Nominal {
            stock,
            bed,
            view: View::Mark,
            goals,
            three_with_owned: false,
            required: BottleMask::default(),
        };
        let best = |count| search.search(count, 1, f64::INFINITY, reporter()).expect("nobody stops it");
        (1..=3).flat_map(best).flatten().map(|r| r.score).fold(f64::INFINITY, f64::min)
    };
    let with_all = optimum(&stock);
    for bottle in stock.bottles() {
        assert!(optimum(&stock.clone().without(&bottle.id)) >= with_all - 1e-12, "{}", bottle.id);
    }
}

/// The job, from the tones and the bottles at hand.
#[test]
fn jobs() {
    let example = MatchTarget::example;
    let bare = |cover: f64| {
        let mut target = example();
        (target.hair, target.follicle, target.cover) = (None, None, cover);
        target.area_average = target.bare_skin;
        target.scar_skin = Lab::new(68.0, 9.0, 15.0);
        target
    };
    let thin = |cover: f64| {
        let mut target = example();
        let hair = target.hair.expect("the example has hair");
        target.scar_skin = Lab::new(64.5, 11.0, 16.0);
        target.area_average = mix_light(&[(target.bare_skin, 1.0 - cover), (hair, cover)]);
        target.cover = cover;
        target
    };
    let with_hair = |length: f64| MatchTarget { hair_length_mm: Some(length), ..thin(0.15) };
    let aged = |months: f64| MatchTarget { scar_age_months: Some(months), ..thin(0.05) };
    let red = MatchTarget { scar_skin: Lab::new(64.0, 16.5, 16.0), ..thin(0.05) };
    let darker = MatchTarget { scar_skin: Lab::new(35.0, 11.0, 16.0), ..with_hair(20.0) };
    for (name, target, expected) in [
        ("a pale scar in a shaved look", example(), Job::WashAndDots),
        ("a scar like the skin, thin hair", thin(0.03), Job::Dots),
        ("the same, a little denser", thin(0.05), Job::Dots),
        (
            "unknown hair length counts as shaved",
            MatchTarget { hair_length_mm: None, ..thin(0.05) },
            Job::Dots,
        ),
        ("2 mm is still shaved", MatchTarget { hair_length_mm: Some(2.0), ..thin(0.05) }, Job::Dots),
        ("hair of 10 mm", with_hair(10.0), Job::Wash),
        ("hair of 2.5 mm", with_hair(2.5), Job::Wash),
        ("no hair around, flesh shades in stock", bare(0.0), Job::SkinTone),
        (
            "hair that could not be told apart",
            MatchTarget { area_average: Lab::new(60.0, 11.0, 16.0), ..bare(0.1) },
            Job::Wash,
        ),
        ("a scar of 3 months", aged(3.0), Job::None),
        ("a scar of 8 months goes on with a warning", aged(8.0), Job::Dots),
        ("a red scar", red, Job::None),
        ("a scar far darker than everything", darker, Job::None),
    ] {
        let found = matched(&target, &MatchSettings::default());
        assert_eq!(found.job.kind, expected, "{name}: {}", found.job.why);
        assert!(!found.job.why.is_empty());
    }
}

/// Area accepted, in numbers, so that a change of the weights is seen.
#[test]
fn areas_and_marks_are_judged_apart() {
    let (a, b) = (Lab::new(60.0, 8.0, 12.0), Lab::new(60.0, 8.0, 18.0));
    assert!(area_delta_e(a, b) > 2.0 * mark_error(a, b));
}
