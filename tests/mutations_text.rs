//! Seeded mutations of files and argument lists: whatever is read, nothing panics.

#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]

use rand::{Rng, RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use scalp_shade::cli::{Finish, run};
use scalp_shade::color::Lab;
use scalp_shade::library::{MeasuredShade, ShadeLibrary, with_shade};
use scalp_shade::optics::{PredictSpec, Rung, predict};
use scalp_shade::region::masks;
use scalp_shade::render::CaseFile;

const SPEC: &str = r#"(skin: (l: 64.0, a: 11.5, b: 16.5),
 shades: [(parts: 3, solids: {"carbon_black": 150.0}), (parts: 1, solids: {"iron_oxide_red": 90.0, "iron_oxide_yellow": 60.0})],
 water_parts: 12.0, deposit: 0.08, hold: 0.6, days: 28.0, clear_depth_mm: 0.04, layer_mm: 0.2,
 mark_cover: 0.05, yule_nielsen: 2.0, illuminant: "d65",
 wash: Some((shades: [(parts: 1, solids: {"carbon_black": 15.0})], water_parts: 20.0)))"#;

const PIECES: [&str; 34] = [
    "",
    " ",
    "\n",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "//",
    "/*",
    "*/",
    "#!",
    "r#\"",
    "-1",
    "0",
    "1e308",
    "-1e309",
    "NaN",
    "inf",
    "99999999999999999999",
    "0.000000001",
    "true",
    "Some(",
    "None",
    "é",
    "\u{feff}",
    "\0",
    "shades",
    "𝄞",
];

fn pick<'a, T>(rng: &mut impl Rng, list: &'a [T]) -> &'a T {
    &list[rng.random_range(0..list.len())]
}

/// One to four changes: a piece put in, a stretch removed, doubled or replaced.
fn mutated(rng: &mut impl Rng, text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..rng.random_range(1..=4) {
        let at = rng.random_range(0..=chars.len());
        let end = (at + rng.random_range(0..20)).min(chars.len());
        let piece: Vec<char> = pick(rng, &PIECES).chars().collect();
        match rng.random_range(0..4) {
            0 => drop(chars.splice(at..at, piece)),
            1 => drop(chars.drain(at..end)),
            2 => {
                let copy = chars[at..end].to_vec();
                drop(chars.splice(at..at, copy));
            }
            _ => drop(chars.splice(at..end, piece)),
        }
    }
    chars.into_iter().collect()
}

#[test]
fn no_mutation_of_a_library_panics() {
    let mut rng = Pcg64Mcg::seed_from_u64(1);
    let library = include_str!("../shade_library.ron");
    let (mut read, mut refused) = (0, 0);
    for _ in 0..1500 {
        match ShadeLibrary::parse(&mutated(&mut rng, library)) {
            Ok(_) => read += 1,
            Err(error) => {
                assert!(error.to_string().contains("line "), "{error}");
                refused += 1;
            }
        }
    }
    assert!(read > 50 && refused > 500, "{read} read, {refused} refused");
}

/// A shade with a ladder and its card, the others without.
const LADDERS: &str = r#"(version: 1, shades: [
    (id: "own", name: "Own", maker: "M", kind: base, source: "s", solids: {"carbon_black": 150.0, "organic_red": 20},
     card: Some((l: 92.5, a: -0.5, b: 1.5)), // white
     ladder: [(water_parts: 30, lab: (l: 8.0, a: 2.0, b: 4.6)), (water_parts: 100.0, lab: (l: 40.4, a: 2.2, b: 10.6))]),
    (id: "b", name: "B", maker: "M", kind: ready, source: "s", ladder: [
     (water_parts: 0, lab: (l: 60, a: 9, b: 20)), (water_parts: 9, lab: (l: 80, a: 4, b: 9)), (water_parts: 20, lab: (l: 88, a: 2, b: 5)) ]),
])"#;

/// Some digits replaced by others: still RON, with other figures.
fn other_digits(rng: &mut impl Rng, text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_digit() && rng.random_bool(0.03) {
                *pick(rng, &['0', '1', '5', '9', '-'])
            } else {
                c
            }
        })
        .collect()
}

#[test]
fn no_mutation_of_a_ladder_panics_or_gives_figures_that_are_none() {
    let mut rng = Pcg64Mcg::seed_from_u64(5);
    let (mut read, mut put) = (0, 0);
    for round in 0..600 {
        let text = if round % 2 == 0 { mutated(&mut rng, LADDERS) } else { other_digits(&mut rng, LADDERS) };
        let Ok(library) = ShadeLibrary::parse(&text) else { continue };
        read += 1;
        for shade in library.shades() {
            assert!(shade.solids.total().is_finite() && shade.solids.total() > 0.0, "{text}");
            if let Some(report) = shade.ladder_report().filter(|_| round % 4 == 0) {
                assert!(report.delta_e.is_finite() && report.rungs.len() == shade.ladder.len(), "{text}");
            }
        }
        let shade = MeasuredShade {
            id: String::from("own"),
            name: mutated(&mut rng, "My black"),
            maker: None,
            kind: None,
            label: None,
            card: Lab::new(93.0, 0.0, 1.0),
            ladder: vec![Rung { water_parts: 50.0, lab: Lab::new(20.0, 3.0, 10.0) }],
            source: String::from("test"),
        };
        if let Ok((now, saved)) = with_shade(&text, &shade, true) {
            assert_eq!(ShadeLibrary::parse(&now), Ok(saved.library));
            put += 1;
        }
    }
    assert!(read > 30 && put > 15, "{read} read, {put} put in");
}

#[test]
fn no_mutation_of_a_specification_panics() {
    let mut rng = Pcg64Mcg::seed_from_u64(2);
    let mut predicted = 0;
    for _ in 0..1000 {
        if let Ok(spec) = PredictSpec::from_ron(&mutated(&mut rng, SPEC))
            && let Ok(prediction) = predict(&spec)
        {
            let numbers = prediction.mark.lab.iter().chain(&prediction.area.lab);
            assert!(numbers.chain(&prediction.mark.reflectance).all(|number| number.is_finite()), "{spec:?}");
            predicted += 1;
        }
    }
    assert!(predicted > 5, "{predicted} predicted");
}

#[test]
fn no_mutation_of_a_case_panics() {
    let mut rng = Pcg64Mcg::seed_from_u64(3);
    let case = include_str!("../assets/case/case.ron");
    let mut read = 0;
    for _ in 0..500 {
        if let Ok(case) = ron::from_str::<CaseFile>(&mutated(&mut rng, case)) {
            let masks = masks(&case.regions, 300, 200, Some(case.px_per_mm));
            let told = masks.map_or_else(|error| error.to_string(), |masks| masks.scars.len().to_string());
            assert!(!told.is_empty());
            read += 1;
        }
    }
    assert!(read > 10, "{read} read");
}

const VALUES: [&str; 26] = [
    "",
    "-",
    "--",
    "1,1 9,1 9,9",
    "8,8 15,8 15,15 8,15",
    "-5,-5 40,-5 40,40",
    "12,12,3",
    "12,12,3 5,5,2",
    "0,0,0",
    "1e9,1,1",
    "NaN,1,1",
    "1,2",
    "0,4",
    "0.05",
    "-0.05",
    "1e-300",
    "0",
    "20",
    "auto",
    "wash+dots",
    "skin-tone",
    "--json",
    "--help",
    "é",
    "\u{0}x",
    "9999999999999999999999",
];

#[test]
fn no_argument_list_panics() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    let (photo, spec, library) = (path("tiny.png"), path("spec.ron"), path("library.ron"));
    let pixel = |x: u32, y: u32| image::Rgb([150, 110 + u8::try_from((x * 7 + y * 5) % 9).unwrap_or(0), 90]);
    image::RgbImage::from_fn(24, 24, pixel).save(&photo).expect("it can be written");
    std::fs::write(&spec, SPEC).expect("it can be written");
    std::fs::write(&library, "(version: 1, shades: [])").expect("it can be written");
    let scar = "8,8 15,8 15,15 8,15";
    let measure = format!(
        "library measure {photo} --grey 12,12,8 --card 4,4,3 --rung 20,19,5,4 --rung 50,12,18,4 --id own --name Own --into {}",
        path("bottles.ron")
    );
    let starts: Vec<Vec<&str>> = vec![
        vec!["match", &photo, "--scar", scar, "--ring", "0,4", "--mm-per-px", "0.05", "--top", "2", "--json"],
        vec![
            "match",
            &photo,
            "--scar-disc",
            "12,12,3",
            "--grey",
            "3,3,2,50",
            "--job",
            "dots",
            "--library",
            &library,
        ],
        vec![
            "match",
            &photo,
            "--scar",
            scar,
            "--hair-length-mm",
            "1",
            "--scar-age-months",
            "20",
            "--cup-ml",
            "2",
        ],
        vec![
            "tones",
            &photo,
            "--scar",
            scar,
            "--exclude",
            "1,1 3,1 3,3",
            "--surround",
            "0,0 24,0 24,24 0,24",
        ],
        vec!["inspect", &photo, "--json"],
        vec!["predict", &spec, "--json"],
        vec!["library", "check", &library],
        measure.split(' ').collect(),
    ];
    let mut words: Vec<String> = starts.iter().flatten().map(|word| (*word).to_owned()).collect();
    words.extend(VALUES.iter().map(|value| (*value).to_owned()));
    let mut rng = Pcg64Mcg::seed_from_u64(4);
    let mut codes = [0_usize; 3];
    for _ in 0..3000 {
        let start = pick(&mut rng, &starts);
        let mut arguments: Vec<String> = start.iter().map(|word| (*word).to_owned()).collect();
        for _ in 0..rng.random_range(0..=3) {
            change(&mut rng, &mut arguments, &words);
        }
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let finish = run(["scalp-shade".to_owned()].into_iter().chain(arguments.clone()), &mut out, &mut err);
        if let Finish::Code(code) = finish {
            assert!(out.is_empty() || code == 0, "{arguments:?} printed a result and failed");
            assert!(!err.is_empty() || code == 0, "{arguments:?} failed without a word");
            codes[usize::from(code)] += 1;
        }
    }
    assert!(codes.iter().all(|count| *count > 100), "{codes:?}");
}

fn change(rng: &mut impl Rng, arguments: &mut Vec<String>, words: &[String]) {
    let at = rng.random_range(0..=arguments.len());
    let word = pick(rng, words).clone();
    match (rng.random_range(0..5), arguments.get_mut(at)) {
        (0, _) | (_, None) => arguments.insert(at, word),
        (1, Some(old)) => *old = word,
        (2, Some(old)) => *old = mutated(rng, old),
        (3, Some(_)) => drop(arguments.remove(at)),
        (_, Some(_)) => {
            let other = rng.random_range(0..arguments.len());
            arguments.swap(at, other);
        }
    }
}
