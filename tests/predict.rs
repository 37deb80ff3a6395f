//! The contract of a prediction's file: names, defaults, ranges, messages and the answer's form.

use scalp_shade::color::Illuminant;
use scalp_shade::optics::{PredictSpec, defaults, predict};

const FULL: &str = r#"(skin: (l: 64.0, a: 11.5, b: 16.5),
 shades: [(parts: 3, solids: {"carbon_black": 150.0}), (parts: 1, solids: {"iron_oxide_red": 90.0, "iron_oxide_yellow": 60.0})],
 water_parts: 12.0, deposit: 0.08, hold: 0.6, days: 28.0, clear_depth_mm: 0.04, layer_mm: 0.2,
 mark_cover: 0.05, yule_nielsen: 2.0, illuminant: "d65",
 wash: Some((shades: [(parts: 1, solids: {"carbon_black": 15.0})], water_parts: 20.0)))"#;

const SHORT: &str =
    r#"(skin: (l: 64, a: 11.5, b: 16.5), shades: [(parts: 1, solids: {"carbon_black": 150})])"#;

fn read(text: &str) -> PredictSpec {
    PredictSpec::from_ron(text).expect("the specification is valid")
}

fn message(text: &str) -> String {
    PredictSpec::from_ron(text).expect_err("the specification is not valid").to_string()
}

#[test]
fn the_example_of_the_documentation_is_read_with_and_without_some() {
    let with = read(FULL);
    assert_eq!(with.water_parts, 12.0);
    assert_eq!(with.illuminant, Illuminant::D65);
    let wash = with.wash.as_ref().expect("the example has a wash");
    assert_eq!((wash.water_parts, wash.shades.len()), (20.0, 1));
    let without =
        FULL.replace("Some((shades", "(shades").replace("water_parts: 20.0)))", "water_parts: 20.0))");
    assert_eq!(read(&without), with);
    assert_eq!(read(&FULL.replace(r#""carbon_black": 15.0"#, "")).wash.map(|w| w.shades.len()), Some(1));
    assert_eq!(read(&SHORT.replace("])", "], wash: None)")).wash, None);
}

#[test]
fn all_but_skin_and_shades_may_be_left_out() {
    let spec = read(SHORT);
    assert_eq!(spec.water_parts, 0.0);
    assert_eq!(spec.deposit, defaults::DEPOSIT);
    assert_eq!(spec.hold, defaults::HOLD_SKIN);
    assert_eq!(spec.days, 28.0);
    assert_eq!(spec.clear_depth_mm, 0.04);
    assert_eq!(spec.layer_mm, 0.2);
    assert_eq!(spec.mark_cover, 0.05);
    assert_eq!(spec.yule_nielsen, 2.0);
    assert_eq!(spec.illuminant, Illuminant::D65);
    assert_eq!(spec.wash, None);
    assert!(message("(skin: (l: 64, a: 11.5, b: 16.5))").contains("shades"));
    assert!(message("(shades: [])").contains("skin"));
}

#[test]
fn written_out_it_reads_back() {
    let spec = read(FULL);
    let text = ron::to_string(&spec).expect("a specification can be written");
    assert_eq!(read(&text), spec);
}

#[test]
fn the_answer_has_the_documented_form() {
    let found = predict(&read(FULL)).expect("the example is within its ranges");
    let json = serde_json::to_value(&found).expect("numbers can be written");
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().map(|o| o.keys().cloned().collect()).unwrap_or_default()
    };
    let sorted = |mut names: Vec<&str>| {
        names.sort_unstable();
        names.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut top = keys(&json);
    top.sort_unstable();
    assert_eq!(top, sorted(vec!["tissue", "mark", "area"]));
    let mut tissue = keys(&json["tissue"]);
    tissue.sort_unstable();
    let expected = vec![
        "melanin_fraction",
        "blood_fraction",
        "scattering_power",
        "scattering_amplitude",
        "baseline_scale",
        "residual_delta_e",
    ];
    assert_eq!(tissue, sorted(expected));
    assert_eq!(json["mark"]["lab"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["mark"]["reflectance"].as_array().map(Vec::len), Some(31));
    assert_eq!(json["area"]["lab"].as_array().map(Vec::len), Some(3));
}

#[test]
fn unknown_fields_and_names_are_refused_with_their_line() {
    let typo = message(&FULL.replace("mark_cover", "mark_covers"));
    assert!(typo.contains("line 4") && typo.contains("mark_covers"), "{typo}");
    assert!(message(&SHORT.replace("l: 64", "l: 64, c: 1")).contains("`c`"));
    assert!(message(&SHORT.replace("parts: 1", "parts: 1, name: 2")).contains("name"));
    let colourant = message(&SHORT.replace("carbon_black", "soot"));
    assert!(colourant.contains("soot") && colourant.contains("carbon_black"), "{colourant}");
    let light = message(&FULL.replace("d65", "d75"));
    assert!(light.contains("d75") && light.contains("led_b3"), "{light}");
    assert!(message("not a specification").contains("line 1"));
    assert!(message("").contains("line 1"));
}

#[test]
fn every_number_is_checked_and_the_message_gives_field_and_range() {
    let cases = [
        ("skin.l", FULL.replace("l: 64.0", "l: 101.0"), "100"),
        ("skin.l", FULL.replace("l: 64.0", "l: NaN"), "100"),
        ("skin.a", FULL.replace("a: 11.5", "a: -129.0"), "-128"),
        ("skin.b", FULL.replace("b: 16.5", "b: inf"), "128"),
        ("shades[0].parts", FULL.replace("parts: 3", "parts: -3"), "from 0"),
        ("shades[0].parts", FULL.replace("parts: 3", "parts: NaN"), "from 0"),
        ("shades[1].solids.iron_oxide_red", FULL.replace("90.0", "-90.0"), "from 0"),
        ("shades[0].solids.carbon_black", FULL.replace("150.0", "1e9"), "5000"),
        ("water_parts", FULL.replace("water_parts: 12.0", "water_parts: -1.0"), "from 0"),
        ("deposit", FULL.replace("deposit: 0.08", "deposit: 1.5"), "to 1"),
        ("hold", FULL.replace("hold: 0.6", "hold: -0.1"), "to 1"),
        ("days", FULL.replace("days: 28.0", "days: -1.0"), "36525"),
        ("clear_depth_mm", FULL.replace("clear_depth_mm: 0.04", "clear_depth_mm: -0.04"), "to 5"),
        ("layer_mm", FULL.replace("layer_mm: 0.2", "layer_mm: 20.0"), "to 5"),
        ("mark_cover", FULL.replace("mark_cover: 0.05", "mark_cover: 1.05"), "to 1"),
        ("yule_nielsen", FULL.replace("yule_nielsen: 2.0", "yule_nielsen: 0.5"), "from 1 to 2"),
        ("wash.water_parts", FULL.replace("water_parts: 20.0", "water_parts: inf"), "from 0"),
        ("wash.shades[0].solids.carbon_black", FULL.replace("15.0}", "-15.0}"), "from 0"),
    ];
    for (field, text, range) in cases {
        let found = message(&text);
        assert!(found.contains(field) && found.contains(range), "{field}: {found}");
    }
}

#[test]
fn a_cup_needs_a_shade_and_a_part() {
    assert!(message("(skin: (l: 64, a: 11.5, b: 16.5), shades: [])").contains("at least one shade"));
    assert!(message(&SHORT.replace("parts: 1", "parts: 0")).contains("add up to 0"));
    let wash = FULL.replace("wash: Some((shades: [(parts: 1,", "wash: Some((shades: [(parts: 0,");
    assert!(message(&wash).contains("wash.shades"));
    let mut spec = read(SHORT);
    spec.yule_nielsen = f64::NAN;
    assert!(predict(&spec).expect_err("checked again before use").to_string().contains("yule_nielsen"));
}

#[test]
fn a_cup_without_solids_gives_the_skin_back() {
    let found = predict(&read(&SHORT.replace("\"carbon_black\": 150", ""))).expect("an empty cup is valid");
    for lab in [found.mark.lab, found.area.lab] {
        for (found, expected) in lab.into_iter().zip([64.0, 11.5, 16.5]) {
            assert!((found - expected).abs() < 1e-9, "{lab:?}");
        }
    }
}

#[test]
fn fresh_is_before_day_28_whatever_is_given() {
    let at = |days: f64, hold: f64| {
        let text = FULL
            .replace("days: 28.0", &format!("days: {days:?}"))
            .replace("hold: 0.6", &format!("hold: {hold:?}"));
        predict(&read(&text)).expect("the specification is valid")
    };
    assert_eq!(at(0.0, 0.6), at(27.9, 0.6));
    assert_eq!(at(0.0, 0.6), at(0.0, 0.1), "nothing is lost before healing");
    assert!(at(0.0, 0.6).mark.lab[0] < at(28.0, 0.6).mark.lab[0] - 3.0, "fresh marks are darker");
    // The given depth is the healed one.
    let shallow =
        FULL.replace("clear_depth_mm: 0.04", "clear_depth_mm: 0.01").replace("hold: 0.6", "hold: 1.0");
    let shallow = predict(&read(&shallow)).expect("the specification is valid");
    assert_eq!(at(0.0, 1.0).mark, shallow.mark);
}

#[test]
fn a_wash_lies_under_the_marks_and_between_them() {
    let washed = predict(&read(FULL)).expect("the example is valid");
    let (start, end) = (FULL.find(",\n wash:"), FULL.rfind(')'));
    let bare = format!("{})", &FULL[..start.expect("the example has a wash")]);
    assert!(end.is_some());
    let bare = predict(&read(&bare)).expect("the example without its wash is valid");
    assert!(washed.mark.lab[0] < bare.mark.lab[0]);
    assert!(washed.area.lab[0] < bare.area.lab[0] - 0.5, "{:?} {:?}", washed.area, bare.area);
}

/// Damaged files: each gives an answer in numbers or an error in words.
#[test]
fn mutated_specifications_never_panic() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("a remainder below a usize is one")
    };
    const PIECES: [&str; 18] = [
        "(",
        ")",
        "[",
        "{",
        ":",
        ",",
        "-",
        "NaN",
        "inf",
        "1e308",
        "Some(",
        "\"carbon_black\"",
        "0",
        "1",
        "3",
        "7",
        "9",
        " ",
    ];
    let (mut answered, mut refused) = (0, 0);
    for _ in 0..5000 {
        let mut text = FULL.to_owned();
        for _ in 0..=random(3) {
            let (at, piece) = (random(text.len()), PIECES[random(PIECES.len())]);
            let end = (at + random(3)).min(text.len());
            text.replace_range(at..end, piece);
        }
        match PredictSpec::from_ron(&text) {
            Ok(spec) => {
                let found = predict(&spec).expect("what was read is within its ranges");
                assert!(found.mark.lab.iter().chain(&found.area.lab).all(|v| v.is_finite()), "{text}");
                answered += 1;
            }
            Err(error) => {
                assert!(error.to_string().len() > 10, "{error}");
                refused += 1;
            }
        }
    }
    println!("{answered} answered, {refused} refused");
    assert!(answered > 50 && refused > 1000, "{answered} answered, {refused} refused");
}
