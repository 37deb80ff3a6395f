//! Colorimetry against published data and its own definitions.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use scalp_shade::color::{
    BANDS, DeltaEWeights, Illuminant, Lab, Reflectance, delta_e_2000, delta_e_2000_dark_penalised,
    delta_e_2000_weighted, individual_typology_angle, lab_of, mix_light, smoothest_reflectance, xyz_of,
};

/// Rows of numbers after the line with the source and the one with the names.
fn rows(text: &str) -> Vec<Vec<f64>> {
    text.lines()
        .skip(2)
        .map(|line| line.split(',').map(|f| f.parse().expect("the table holds numbers")).collect())
        .collect()
}

#[test]
fn all_published_pairs_of_ciede2000() {
    let pairs = rows(include_str!("data/ciede2000_sharma.csv"));
    assert_eq!(pairs.len(), 34, "all pairs are there");
    for pair in pairs {
        let (first, second) = (Lab::new(pair[1], pair[2], pair[3]), Lab::new(pair[4], pair[5], pair[6]));
        for found in [delta_e_2000(first, second), delta_e_2000(second, first)] {
            assert!((found - pair[7]).abs() < 5.1e-5, "pair {}: {found} for {}", pair[0], pair[7]);
        }
    }
}

#[test]
fn white_maps_to_white_under_every_light() {
    let white = Reflectance([1.0; BANDS]);
    for light in Illuminant::ALL {
        for (found, expected) in white.xyz_under(light).into_iter().zip(light.white()) {
            assert!((found - expected).abs() < 1e-12, "{light:?}: {found} for {expected}");
        }
        assert_eq!(light.white()[1], 1.0, "{light:?}");
        let lab = white.lab_under(light);
        assert!(
            (lab.l - 100.0).abs() < 1e-9 && lab.a.abs() < 1e-9 && lab.b.abs() < 1e-9,
            "{light:?} {lab:?}"
        );
    }
    assert_eq!(Illuminant::D65.white(), [0.95047, 1.0, 1.08883], "palette's D65");
}

#[test]
fn weights_are_light_times_observer() {
    let table = rows(include_str!("../assets/cie_1931_2deg_10nm.csv"));
    for (number, light) in Illuminant::ALL.into_iter().enumerate() {
        for channel in 0..3 {
            let sum: f64 = table.iter().map(|row| row[4 + number] * row[1 + channel]).sum();
            for (row, weights) in table.iter().zip(light.weights()) {
                let expected = row[4 + number] * row[1 + channel] * light.white()[channel] / sum;
                assert!((weights[channel] - expected).abs() < 1e-15, "{light:?} at {} nm", row[0]);
            }
        }
    }
}

/// The archive prints each spectrum with its colour.
#[test]
fn spectra_of_the_archive_have_the_colours_it_gives() {
    let mut worst = 0.0_f64;
    for line in include_str!("data/issa_sample.csv").lines().skip(2) {
        let numbers: Vec<f64> = line.split(',').skip(2).filter_map(|f| f.parse().ok()).collect();
        let spectrum = Reflectance(std::array::from_fn(|band| numbers[band]));
        let lab = spectrum.lab();
        for (found, expected) in [lab.l, lab.a, lab.b].into_iter().zip(&numbers[BANDS..]) {
            worst = worst.max((found - expected).abs());
        }
    }
    println!("largest difference of a coordinate {worst:.4}");
    assert!(worst < 0.02, "{worst}");
}

#[test]
fn metamers_part_under_another_light() {
    // Same colour under D65, once smooth and once as skin.
    let skin = scalp_shade::optics::Tissue::from_lab(Lab::new(64.0, 11.5, 16.5)).reflectance();
    let smooth = smoothest_reflectance(skin.lab());
    assert!(delta_e_2000(skin.lab(), smooth.lab()) < 1e-3);
    let apart = delta_e_2000(skin.lab_under(Illuminant::Fl11), smooth.lab_under(Illuminant::Fl11));
    assert!(apart > 1.0, "{apart}");
}

#[test]
fn skin_lightness_in_words_of_the_angle() {
    // Classes of Chardon and Del Bino: above 55 very light, 41 to 55 light, 28 to 41 intermediate.
    assert!(individual_typology_angle(Lab::new(72.0, 7.0, 13.0)) > 55.0);
    let fair = individual_typology_angle(Lab::new(64.0, 11.5, 16.5));
    assert!((28.0..41.0).contains(&fair), "{fair}");
    assert!(individual_typology_angle(Lab::new(33.0, 9.0, 12.0)) < -30.0);
    assert_eq!(individual_typology_angle(Lab::new(50.0, 5.0, 10.0)), 0.0);
}

#[test]
fn smoothest_spectrum_of_a_colour_that_none_has_is_the_nearest() {
    for lab in [Lab::new(50.0, 120.0, -120.0), Lab::new(-5.0, 0.0, 0.0), Lab::new(120.0, 0.0, 0.0)] {
        let spectrum = smoothest_reflectance(lab);
        assert!(spectrum.0.iter().all(|r| (0.001..=1.0).contains(r)), "{lab:?} {spectrum:?}");
    }
    for lab in [Lab::new(f64::NAN, 0.0, f64::INFINITY), Lab::new(1e300, -1e300, 0.0)] {
        assert!(smoothest_reflectance(lab).0.iter().all(|r| r.is_finite()), "{lab:?}");
    }
    assert!((smoothest_reflectance(Lab::new(100.0, 0.0, 0.0)).0[15] - 1.0).abs() < 1e-6);
}

/// The same cases each time.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..Default::default() }
}

fn steps(spectrum: &Reflectance) -> f64 {
    spectrum.0.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum()
}

fn colour() -> impl Strategy<Value = Lab> {
    (0.0..100.0, -60.0..60.0, -60.0..60.0).prop_map(|(l, a, b)| Lab::new(l, a, b))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn lab_and_xyz_undo_each_other(lab in colour()) {
        let back = lab_of(xyz_of(lab));
        prop_assert!((back.l - lab.l).abs() + (back.a - lab.a).abs() + (back.b - lab.b).abs() < 1e-9);
    }

    #[test]
    fn difference_is_symmetric_and_none_on_itself(a in colour(), b in colour()) {
        prop_assert!((delta_e_2000(a, b) - delta_e_2000(b, a)).abs() < 1e-9);
        prop_assert_eq!(delta_e_2000(a, a), 0.0);
        let k = DeltaEWeights::MARK;
        prop_assert!(delta_e_2000_weighted(a, b, k) <= delta_e_2000(a, b) * 1.5 + 1e-9);
        let penalised = delta_e_2000_dark_penalised(a, b, k, 0.5);
        let plain = delta_e_2000_weighted(a, b, k);
        if a.l < b.l {
            prop_assert!(penalised >= plain && penalised <= 1.5 * plain.max((a.l - b.l).abs()) + 1e-9);
        } else {
            prop_assert_eq!(penalised, plain);
        }
    }

    #[test]
    fn difference_is_the_one_of_palette(a in colour(), b in colour()) {
        use palette::color_difference::Ciede2000 as _;
        prop_assert!((delta_e_2000(a, b) - a.difference(b)).abs() < 1e-7, "{} {}", delta_e_2000(a, b), a.difference(b));
    }

    #[test]
    fn a_mixture_lies_between_its_parts(a in colour(), b in colour(), share in 0.0..1.0) {
        let mixed = mix_light(&[(a, share), (b, 1.0 - share)]);
        prop_assert!(mixed.l >= a.l.min(b.l) - 1e-9 && mixed.l <= a.l.max(b.l) + 1e-9);
    }

    #[test]
    fn the_smoothest_spectrum_has_its_colour_and_fewer_steps_than_others(
        bands in proptest::collection::vec(0.001..1.0_f64, BANDS),
    ) {
        // Any spectrum has a colour that can be reached; its running mean has a plausible one.
        let given = Reflectance(std::array::from_fn(|i| {
            let near = &bands[i.saturating_sub(6)..(i + 7).min(BANDS)];
            near.iter().sum::<f64>() / near.len() as f64
        }));
        let found = smoothest_reflectance(given.lab());
        prop_assert!(found.0.iter().all(|r| (0.001..=1.0).contains(r)));
        prop_assert!(delta_e_2000(found.lab(), given.lab()) < 1e-3, "{:?} {:?}", found.lab(), given.lab());
        prop_assert!(steps(&found) <= steps(&given) + 1e-6);
    }
}
