//! Laws that the optical model must keep whatever the skin and the pigment.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use scalp_shade::color::{BANDS, Illuminant, Lab, delta_e_2000};
use scalp_shade::optics::{
    COLOURANTS, Colourant, Concentrations, Deposit, LANES, Lanes, PigmentColumn, PigmentedSkin, Tissue,
    area_reflectance,
};

/// The same cases each time.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 128,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(11),
        ..Default::default()
    }
}

/// Tones of human skin, pale scars to the darkest.
fn skin() -> impl Strategy<Value = Tissue> {
    (25.0..85.0, 3.0..16.0, 5.0..22.0).prop_map(|(l, a, b)| Tissue::from_lab(Lab::new(l, a, b)))
}

/// mg/ml of each colourant.
fn cup() -> impl Strategy<Value = Concentrations> {
    proptest::array::uniform7(prop_oneof![Just(0.0), 0.0..300.0]).prop_map(Concentrations)
}

fn column(absorption: f64, scattering: f64, slope: f64) -> PigmentColumn {
    let tilt = |i: usize| 1.0 + slope * i as f64 / LANES as f64;
    PigmentColumn {
        absorption: Lanes(std::array::from_fn(|i| absorption * tilt(i))),
        scattering: Lanes(std::array::from_fn(|i| scattering * tilt(LANES - i))),
    }
}

fn tissue_amounts(cup: &Concentrations) -> Concentrations {
    Deposit { deposit: 0.08, hold: 0.6, days: 28.0 }.tissue(cup)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn more_water_never_darkens_carbon_black(
        skin in skin(), solids in 1.0..200.0, water in 0.0..100.0, more in 0.0..20.0, depth in 0.005..0.3,
    ) {
        let pigmented = PigmentedSkin::new(&skin, depth, 0.2);
        let black = Concentrations::single(Colourant::CarbonBlack, solids);
        let lightness = |water: f64| {
            let amounts = tissue_amounts(&Concentrations::of_cup(&[(1.0, black)], water));
            skin.color(&pigmented.mark(&amounts)).l
        };
        prop_assert!(lightness(water + more) >= lightness(water) - 1e-9);
    }

    #[test]
    fn reflectance_is_a_share(
        skin in skin(), cup in cup(), depth in 0.0..1.0, layer in 0.0..2.0, cover in 0.0..1.0, n in 1.0..2.0,
    ) {
        let mark = PigmentedSkin::new(&skin, depth, layer).mark(&tissue_amounts(&cup));
        let area = area_reflectance(&skin.reflectance(), &mark, cover, n);
        for (mark, area) in mark.0.into_iter().zip(area.0) {
            prop_assert!((0.0..=1.0).contains(&mark) && (0.0..=1.0).contains(&area));
        }
    }

    #[test]
    fn no_pigment_gives_the_measured_tone_back(
        l in 0.0..100.0, a in -40.0..40.0, b in -40.0..40.0, depth in 0.0..0.3, layer in 0.0..0.5, cover in 0.0..1.0,
        n in 1.0..2.0,
    ) {
        let tone = Lab::new(l, a, b);
        let skin = Tissue::from_lab(tone);
        let mark = PigmentedSkin::new(&skin, depth, layer).mark(&Concentrations::NONE);
        let area = area_reflectance(&skin.reflectance(), &mark, cover, n);
        for found in [skin.color(&mark), skin.color(&area), skin.color(&skin.reflectance())] {
            let off = (found.l - l).abs() + (found.a - a).abs() + (found.b - b).abs();
            prop_assert!(off < 1e-7, "{found:?} for {tone:?}");
        }
    }

    #[test]
    fn a_layer_of_no_thickness_is_not_seen(skin in skin(), cup in cup(), depth in 0.0..0.3) {
        let mark = PigmentedSkin::new(&skin, depth, 0.0).mark(&tissue_amounts(&cup));
        for (mark, bare) in mark.0.into_iter().zip(skin.reflectance().0) {
            prop_assert!((mark - bare).abs() < 1e-9);
        }
    }

    /// What prunes a search: in every band R never rises with K at fixed S, and never falls with S at fixed K.
    #[test]
    fn reflectance_falls_with_absorption_and_rises_with_scattering(
        skin in skin(), k in 0.0..2000.0, s in 0.0..500.0, more in 0.0..500.0, slope in 0.0..3.0, depth in 0.0..0.3,
        layer in 0.0..0.5,
    ) {
        let pigmented = PigmentedSkin::new(&skin, depth, layer);
        let base = pigmented.mark_bands(&column(k, s, slope));
        let blacker = pigmented.mark_bands(&PigmentColumn {
            absorption: column(k + more, s, slope).absorption,
            ..column(k, s, slope)
        });
        let whiter = pigmented.mark_bands(&PigmentColumn {
            scattering: column(k, s + more, slope).scattering,
            ..column(k, s, slope)
        });
        for band in 0..BANDS {
            prop_assert!(blacker.0[band] <= base.0[band] + 1e-13, "absorption, band {band}");
            prop_assert!(whiter.0[band] >= base.0[band] - 1e-13, "scattering, band {band}");
        }
    }

    #[test]
    fn a_mix_lies_between_bounds_of_its_columns(skin in skin(), a in cup(), b in cup(), share in 0.0..1.0) {
        let pigmented = PigmentedSkin::new(&skin, 0.04, 0.2);
        let (a, b) = (tissue_amounts(&a), tissue_amounts(&b));
        let mixed = pigmented.mark_bands(&PigmentColumn::of(&a.scaled(share).plus(&b.scaled(1.0 - share))));
        let (a, b) = (PigmentColumn::of(&a), PigmentColumn::of(&b));
        let pick = |first: &Lanes, second: &Lanes, f: fn(f64, f64) -> f64| {
            Lanes(std::array::from_fn(|i| f(first.0[i], second.0[i])))
        };
        let darkest = pigmented.mark_bands(&PigmentColumn {
            absorption: pick(&a.absorption, &b.absorption, f64::max),
            scattering: pick(&a.scattering, &b.scattering, f64::min),
        });
        let lightest = pigmented.mark_bands(&PigmentColumn {
            absorption: pick(&a.absorption, &b.absorption, f64::min),
            scattering: pick(&a.scattering, &b.scattering, f64::max),
        });
        for band in 0..BANDS {
            prop_assert!(darkest.0[band] <= mixed.0[band] + 1e-12 && mixed.0[band] <= lightest.0[band] + 1e-12);
        }
    }

    #[test]
    fn q_is_the_same_under_every_light(skin in skin()) {
        // The model's white-relative XYZ times q: bare skin under another light differs from the model by q alone.
        for light in Illuminant::ALL {
            let bare = skin.reflectance();
            let (xyz, white) = (bare.xyz_under(light), light.white());
            let ratios: [f64; 3] = std::array::from_fn(|c| skin.q[c] * xyz[c] / white[c]);
            let found = skin.color_under(&bare, light);
            let y = if ratios[1] > 0.008856 { ratios[1].cbrt() } else { ratios[1] * 7.787 + 16.0 / 116.0 };
            prop_assert!((found.l - (116.0 * y - 16.0)).abs() < 1e-6);
            prop_assert!(found.l.is_finite() && found.a.is_finite() && found.b.is_finite());
        }
    }

    #[test]
    fn any_tone_finds_a_skin_within_bounds(l in -20.0..120.0, a in -200.0..200.0, b in -200.0..200.0) {
        check_within_bounds(Lab::new(l, a, b));
    }

    #[test]
    fn fading_never_darkens_carbon_black(skin in skin(), solids in 1.0..200.0, years in 0.0..40.0, more in 0.0..10.0) {
        let pigmented = PigmentedSkin::new(&skin, 0.04, 0.2);
        let cup = Concentrations::single(Colourant::CarbonBlack, solids);
        let at = |years: f64| {
            let deposit = Deposit { deposit: 0.08, hold: 0.6, days: 28.0 + years * 365.25 };
            skin.color(&pigmented.mark(&deposit.tissue(&cup))).l
        };
        prop_assert!(at(years + more) >= at(years) - 1e-9);
    }
}

fn check_within_bounds(tone: Lab) {
    let t = Tissue::from_lab(tone);
    let bounds = [
        (t.melanin_fraction, 1e-5, 0.6),
        (t.blood_fraction, 1e-5, 0.06),
        (t.scattering_power, 0.05, 4.0),
        (t.scattering_amplitude, 15.0, 200.0),
        (t.baseline_scale, 0.2, 2.0),
    ];
    for (value, low, high) in bounds {
        assert!(value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9), "{tone:?} {t:?}");
    }
    assert!(!t.residual_delta_e.is_nan() && t.q.iter().all(|q| q.is_finite()), "{tone:?} {t:?}");
}

#[test]
fn absurd_tones_are_outside_the_skin_model_and_nothing_breaks() {
    let absurd = [
        Lab::new(50.0, -80.0, 60.0),
        Lab::new(30.0, 70.0, -100.0),
        Lab::new(f64::NAN, 5.0, 5.0),
        Lab::new(60.0, f64::INFINITY, 5.0),
        Lab::new(1e300, -1e300, 1e300),
        Lab::new(-50.0, 0.0, 0.0),
    ];
    for tone in absurd {
        check_within_bounds(tone);
        assert!(Tissue::from_lab(tone).is_outside_skin_model(), "{tone:?}");
    }
    check_within_bounds(Lab::new(0.0, 0.0, 0.0));
    check_within_bounds(Lab::new(100.0, 0.0, 0.0));
}

#[test]
fn strong_black_turns_blue_grey_and_iron_oxides_warm_it() {
    let fair = Tissue::from_lab(Lab::new(64.0, 11.5, 16.5));
    let pigmented = PigmentedSkin::new(&fair, 0.04, 0.2);
    let black = Concentrations::single(Colourant::CarbonBlack, 150.0);
    let strong = fair.color(&pigmented.mark(&tissue_amounts(&black)));
    assert!(strong.a < 0.0 && strong.b.abs() < 1.0, "{strong:?}");
    let warm = black.with(Colourant::IronOxideRed, 90.0).with(Colourant::IronOxideYellow, 60.0);
    let warm = fair.color(&pigmented.mark(&tissue_amounts(&warm)));
    assert!(warm.a > strong.a + 0.5 && warm.b > strong.b + 1.0, "{strong:?} {warm:?}");
    assert!(delta_e_2000(strong, warm) > 1.0);
}

#[test]
fn every_colourant_has_its_own_colour() {
    let fair = Tissue::from_lab(Lab::new(74.0, 6.0, 13.0));
    let pigmented = PigmentedSkin::new(&fair, 0.04, 0.2);
    let marks: Vec<Lab> = Colourant::ALL
        .into_iter()
        .map(|c| fair.color(&pigmented.mark(&tissue_amounts(&Concentrations::single(c, 100.0)))))
        .collect();
    assert_eq!(marks.len(), COLOURANTS);
    for (i, a) in marks.iter().enumerate() {
        for b in marks.iter().skip(i + 1) {
            assert!(delta_e_2000(*a, *b) > 2.0, "{a:?} {b:?}");
        }
    }
}
