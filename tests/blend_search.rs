//! The fast nominal search gives what enumeration gives, on the bundled shades and for every kind of goal.

#[path = "support/blends.rs"]
mod blends;

use blends::reporter;
use scalp_shade::blend::{
    Aim, Bed, BottleMask, Cup, Draw, Goal, Job, MatchSettings, MatchTarget, Moment, Nominal, Stock, View,
    ZoneKind,
};
use scalp_shade::color::{Lab, mix_light, xyz_of};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::{Colourant, Concentrations, Tissue};

/// The bundled shades in cups of so many parts at most.
fn bundled(most_parts: u8) -> Stock {
    Stock::of(&ShadeLibrary::bundled(), Job::Dots, &MatchSettings::default()).with_most_parts(most_parts)
}

fn bed(kind: ZoneKind, skin: Lab, wash: Option<&Concentrations>) -> Bed {
    Bed::new(&Tissue::from_lab(skin), kind, &Draw::NOMINAL, Moment::HEALED, wash)
}

/// The worked case, and one on dark skin.
fn cases() -> [MatchTarget; 2] {
    let example = MatchTarget::example();
    let (bare, hair) = (Lab::new(42.0, 12.0, 17.0), Lab::new(18.0, 2.0, 3.0));
    let dark = MatchTarget {
        scar_skin: Lab::new(52.0, 11.0, 16.0),
        bare_skin: bare,
        follicle: Some(mix_light(&[(bare, 0.45), (hair, 0.55)])),
        area_average: mix_light(&[(bare, 0.85), (hair, 0.15)]),
        ..example.clone()
    };
    [example, dark]
}

fn assert_same(name: &str, search: &Nominal<'_>, keep: usize) {
    for count in 1..=3 {
        let fast = search.search(count, keep, f64::INFINITY, reporter()).expect("nobody stops it");
        let plain = search.enumerate(count, keep, reporter()).expect("nobody stops it");
        assert!(fast.iter().all(|list| !list.is_empty()), "{name}");
        assert_eq!(fast, plain, "{name}, {count} bottles");
    }
}

#[test]
fn dots_and_dots_over_a_wash() {
    let stock = bundled(5);
    let wash_cup = Cup::new(&[4, 15, 16], &[2, 1, 1], 10).expect("three bottles");
    let wash = stock.concentrations(&wash_cup);
    for target in cases() {
        let follicle = target.follicle.expect("both cases have one");
        let aim = Aim::Dots { follicle, area_average: target.area_average };
        for owned in [None, Some(wash_cup)] {
            let bed = bed(ZoneKind::Scar, target.scar_skin, owned.map(|_| &wash));
            let view = View::dots(&bed, 250.0);
            let mask = owned.map(|cup| cup.mask()).unwrap_or_default();
            let goals = vec![Goal { owned: mask, ..Goal::single(aim) }];
            let search = Nominal {
                stock: &stock,
                bed,
                view,
                goals,
                three_with_owned: owned.is_some(),
                required: BottleMask::default(),
            };
            // With three bottles owned no other may join them: those sets are few.
            for count in 1..=3 {
                let fast = search.search(count, 200, f64::INFINITY, reporter()).expect("nobody stops it");
                let plain = search.enumerate(count, 200, reporter()).expect("nobody stops it");
                assert_eq!(fast, plain, "{count} bottles, over a wash: {}", owned.is_some());
                assert!(!fast[0].is_empty());
            }
        }
    }
}

#[test]
fn washes_and_washes_under_dots() {
    let stock = bundled(8).for_washes();
    for target in cases() {
        let bed = bed(ZoneKind::Scar, target.scar_skin, None);
        let follicle = xyz_of(target.follicle.expect("both cases have one"));
        let under = View::WithFollicles { cover: 0.04, xyz: [follicle.x, follicle.y, follicle.z] };
        for view in [View::Mark, under] {
            let goals = vec![Goal::single(Aim::Even { target: target.area_average })];
            let search = Nominal {
                stock: &stock,
                bed: bed.clone(),
                view,
                goals,
                three_with_owned: false,
                required: BottleMask::default(),
            };
            assert_same("wash", &search, 200);
        }
    }
}

#[test]
fn surrounds_beside_many_scars_at_once() {
    let stock = bundled(7);
    for target in cases() {
        let follicle = target.follicle.expect("both cases have one");
        let scar = bed(ZoneKind::Scar, target.scar_skin, None);
        let goal = |carbon: f64, warm: f64, owned: &[u8]| {
            let cup = Concentrations::single(Colourant::CarbonBlack, carbon)
                .with(Colourant::IronOxideRed, warm)
                .with(Colourant::IronOxideYellow, warm);
            let aim = Aim::Surround { follicle, scar_mark: scar.color(&scar.mark(&cup)) };
            Goal { aim, weight: 0.3, owned: BottleMask::of(owned), with_fee: true }
        };
        let goals = vec![goal(12.0, 8.0, &[0]), goal(15.0, 0.0, &[1, 15, 16]), goal(8.0, 20.0, &[9])];
        let bed = bed(ZoneKind::Surround, target.bare_skin, None);
        let search = Nominal {
            stock: &stock,
            bed,
            view: View::Mark,
            goals,
            three_with_owned: false,
            required: BottleMask::default(),
        };
        assert_same("surround", &search, 200);
    }
}
