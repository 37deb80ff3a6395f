//! The optical model against the worked values of its specification, measured skin, and laws it must keep.

#[path = "support/worked_values.rs"]
mod worked_values;

use scalp_shade::color::{
    DeltaEWeights, Lab, Reflectance, delta_e_2000, delta_e_2000_dark_penalised, mix_light,
};
use scalp_shade::optics::{
    Colourant, Concentrations, Deposit, PigmentedSkin, PredictSpec, SkinParameters, Tissue, area_reflectance,
    cover_of_marks, defaults, predict,
};
use worked_values::MATCHING;

/// Scar skin and cup of the second table of worked values.
const SCAR: &str = "skin: (l: 74.0, a: 6.0, b: 13.0), hold: 0.55, mark_cover: 0.2";
const BROWN: &str = r#"shades: [(parts: 3, solids: {"carbon_black": 150.0}),
    (parts: 1, solids: {"iron_oxide_red": 90.0, "iron_oxide_yellow": 60.0})], water_parts: 12.0"#;

/// Specification, mark, area.
fn worked_values() -> Vec<(String, [f64; 3], [f64; 3])> {
    let fair = |water: f64| {
        format!(
            r#"(skin: (l: 64.0, a: 11.5, b: 16.5), shades: [(parts: 1, solids: {{"carbon_black": 150.0}})],
            water_parts: {water:?})"#
        )
    };
    let organic = r#"shades: [(parts: 2, solids: {"carbon_black": 150.0}),
        (parts: 1, solids: {"organic_red": 60.0, "organic_yellow": 40.0})], water_parts: 8.0"#;
    let wash = r#"wash: (shades: [(parts: 1, solids: {"carbon_black": 15.0})], water_parts: 20.0)"#;
    let pale = SCAR.replace("(l: 74.0, a: 6.0, b: 13.0)", "(l: 85.0, a: 6.0, b: 12.0)");
    vec![
        (fair(0.0), [43.47, -1.24, 0.01], [63.03, 10.88, 15.75]),
        (fair(6.0), [46.87, -0.71, 2.36], [63.18, 10.91, 15.84]),
        (fair(12.0), [49.52, 0.52, 4.52], [63.30, 10.97, 15.94]),
        (fair(20.0), [52.19, 2.14, 6.80], [63.42, 11.04, 16.04]),
        (fair(30.0), [54.47, 3.69, 8.73], [63.53, 11.12, 16.13]),
        (format!("({SCAR}, {BROWN})"), [55.61, 0.89, 1.81], [70.47, 4.98, 10.94]),
        (format!("({SCAR}, {BROWN}, days: 0.0)"), [48.94, 0.14, -1.00], [69.28, 4.83, 10.50]),
        (format!("({SCAR}, {BROWN}, yule_nielsen: 1.3)"), [55.61, 0.89, 1.81], [70.72, 5.15, 11.15]),
        (format!("({SCAR}, {BROWN}, illuminant: \"a\")"), [55.80, 2.11, 1.75], [71.54, 10.47, 11.00]),
        (
            format!("({SCAR}, {organic}, days: {})", 28.0 + 3.0 * 365.25),
            [55.11, 0.97, 1.32],
            [70.38, 4.99, 10.85],
        ),
        (format!("({SCAR}, {BROWN}, {wash})"), [55.05, 0.70, 1.40], [67.96, 4.13, 9.49]),
        (format!("({pale}, {BROWN})"), [67.75, 1.22, 4.48], [81.66, 5.05, 10.61]),
    ]
}

fn assert_near(found: [f64; 3], expected: [f64; 3], within: f64, what: &str) {
    let near = found.iter().zip(expected).all(|(f, e)| (f - e).abs() <= within);
    assert!(near, "{what}: found {found:.3?}, expected {expected:?}");
}

#[test]
fn worked_values_of_the_model() {
    for (text, mark, area) in worked_values() {
        let spec = PredictSpec::from_ron(&text).expect("the worked specifications are valid");
        let found = predict(&spec).expect("and within their ranges");
        println!("{:.3?} {mark:?} {:.3?} {area:?}", found.mark.lab, found.area.lab);
        assert_near(found.mark.lab, mark, 0.05, &format!("mark of {text}"));
        assert_near(found.area.lab, area, 0.05, &format!("area of {text}"));
    }
}

#[test]
fn tissue_of_the_worked_skin() {
    let t = Tissue::from_lab(Lab::new(64.0, 11.5, 16.5));
    println!("{t:?}");
    assert!((t.melanin_fraction - 0.01360).abs() < 1e-5, "{t:?}");
    assert!((t.blood_fraction - 0.01696).abs() < 1e-5, "{t:?}");
    assert!((t.scattering_power - 1.0507).abs() < 1e-3, "{t:?}");
    assert!((t.scattering_amplitude - 45.42).abs() < 1e-2, "{t:?}");
    assert!((t.baseline_scale - 0.7304).abs() < 1e-3, "{t:?}");
    assert!((t.residual_delta_e - 0.0007).abs() < 1e-4, "{t:?}");
}

/// A measured skin.
struct Measured {
    origin: String,
    spectrum: Vec<f64>,
    lab: Lab,
}

fn archive() -> Vec<Measured> {
    let text = include_str!("data/issa_sample.csv");
    let mut skins = Vec::new();
    for line in text.lines().skip(2) {
        let fields: Vec<&str> = line.split(',').collect();
        let numbers: Vec<f64> =
            fields.iter().skip(2).map(|f| f.parse().expect("the archive holds numbers")).collect();
        let (spectrum, lab) = numbers.split_at(31);
        skins.push(Measured {
            origin: fields.first().map_or(String::new(), |o| (*o).to_owned()),
            spectrum: spectrum.to_vec(),
            lab: Lab::new(lab[0], lab[1], lab[2]),
        });
    }
    assert_eq!(skins.len(), 600, "the sample is whole");
    skins
}

/// What the archive's instrument sees besides: the surface, specular included.
const ARCHIVE_GLARE: f64 = 0.02;

/// The value below which this share of the values lies.
fn quantile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let (low, rest) = ((values.len() - 1) * percent / 100, (values.len() - 1) * percent % 100);
    let next = values.get(low + 1).unwrap_or(&values[low]);
    values[low] + (next - values[low]) * rest as f64 / 100.0
}

#[test]
fn archive_of_measured_skins_is_rebuilt_from_colour() {
    use std::collections::BTreeMap;
    let mut by_origin: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let (mut all, mut residuals) = (Vec::new(), Vec::new());
    for skin in archive() {
        let model = SkinParameters::from_lab(skin.lab, ARCHIVE_GLARE).reflectance();
        let seen = Reflectance(model.0.map(|r| ARCHIVE_GLARE + (1.0 - ARCHIVE_GLARE) * r));
        let sum: f64 = seen.0.iter().zip(&skin.spectrum).map(|(a, b)| (a - b) * (a - b)).sum();
        let rms = (sum / 31.0).sqrt();
        by_origin.entry(skin.origin).or_default().push(rms);
        all.push(rms);
        residuals.push(delta_e_2000(seen.lab(), skin.lab));
    }
    let median = quantile(&mut all, 50);
    println!("median {median:.5}, 90 % {:.5}", quantile(&mut all, 90));
    assert!(median <= 0.0085, "median spectral RMS {median}");
    for (origin, mut errors) in by_origin {
        let median = quantile(&mut errors, 50);
        println!("{origin} {median:.5}");
        assert!(median <= 0.0145, "{origin}: median spectral RMS {median}");
    }
    let r95 = quantile(&mut residuals, 95);
    println!(
        "residual 95 % {r95:.4}, 99 % {:.4}, most {:.3}",
        quantile(&mut residuals, 99),
        quantile(&mut residuals, 100)
    );
    assert!(r95 <= 0.1, "95 % of the residuals are within {r95}");
}

#[test]
fn pale_scars_are_within_the_model() {
    let cases = [
        ((76.0, 8.0, 14.0), 0.05),
        ((80.0, 4.0, 10.0), 0.05),
        ((80.0, 6.0, 12.0), 0.05),
        ((82.0, 4.0, 10.0), 0.05),
        ((85.0, 3.0, 8.0), 0.05),
        ((78.0, 10.0, 14.0), 0.35),
        ((85.0, 6.0, 12.0), 0.85),
        ((80.0, 10.0, 16.0), 1.65),
    ];
    for ((l, a, b), within) in cases {
        let residual = Tissue::from_lab(Lab::new(l, a, b)).residual_delta_e;
        println!("{l} {a} {b}: {residual:.3}");
        assert!(residual <= within, "({l}, {a}, {b}): {residual}");
    }
}

/// The worked values of matching: marks and their errors on a scar and on the skin around it.
#[test]
fn worked_values_of_matching() {
    let (bare, scar) = (Lab::new(64.0, 11.5, 16.5), Lab::new(74.0, 6.0, 13.0));
    let hair = Lab::new(24.0, 4.0, 5.0);
    let share = 0.08 * 0.18 / (std::f64::consts::PI * 0.09 * 0.09);
    let follicle = mix_light(&[(hair, share), (bare, 1.0 - share)]);
    let average = mix_light(&[(hair, 0.2), (bare, 0.8)]);
    assert_near(coordinates(follicle), [47.70, 8.77, 12.38], 0.01, "follicle");
    assert_near(coordinates(average), [59.03, 10.69, 15.28], 0.01, "area average");
    let cover = cover_of_marks(250.0, defaults::HEALED_DIAMETER_MM);
    assert!((cover - 0.0636).abs() < 5e-5, "{cover}");

    let full = Concentrations::single(Colourant::CarbonBlack, 150.0);
    for (water, scar_mark, mark_error, area_error, surround_mark, surround_error) in MATCHING {
        let cup = Concentrations::of_cup(&[(1.0, full)], water);
        let seen = |tone: Lab, hold: f64| {
            let tissue = Tissue::from_lab(tone);
            let amounts = Deposit { deposit: defaults::DEPOSIT, hold, days: 28.0 }.tissue(&cup);
            let mark =
                PigmentedSkin::new(&tissue, defaults::CLEAR_DEPTH_MM, defaults::LAYER_MM).mark(&amounts);
            let area = area_reflectance(&tissue.reflectance(), &mark, cover, 2.0);
            (tissue.color(&mark), tissue.color(&area))
        };
        let (mark, area) = seen(scar, defaults::HOLD_SCAR);
        let (around, _) = seen(bare, defaults::HOLD_SKIN);
        assert_near(coordinates(mark), scar_mark, 0.05, &format!("scar, {water} water"));
        assert_near(coordinates(around), surround_mark, 0.05, &format!("surround, {water} water"));
        let error = |found, target, k| delta_e_2000_dark_penalised(found, target, k, 0.5);
        let found = [
            error(mark, follicle, DeltaEWeights::MARK),
            error(area, average, DeltaEWeights::AREA),
            error(around, follicle, DeltaEWeights::MARK),
        ];
        println!("{water}: {found:.3?} {mark_error} {area_error} {surround_error}");
        assert_near(found, [mark_error, area_error, surround_error], 0.05, &format!("errors, {water} water"));
    }
}

fn coordinates(lab: Lab) -> [f64; 3] {
    [lab.l, lab.a, lab.b]
}
