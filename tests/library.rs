//! The shade library: every problem named at once, with its line, its shade and a remedy.

use jiff::civil::date;
use scalp_shade::library::{Evidence, LibraryError, Problem, ShadeKind, ShadeLibrary};
use scalp_shade::optics::Colourant;

fn problems(text: &str) -> Vec<Problem> {
    match ShadeLibrary::parse(text) {
        Err(LibraryError::Problems(problems)) => problems,
        other => panic!("problems were expected, not {other:?}"),
    }
}

fn with_shades(shades: &str) -> String {
    format!("(\n version: 1,\n shades: [\n{shades}\n ],\n)\n")
}

const GOOD: &str = r#"(id: "carbon-150", name: "Carbon", maker: "M", kind: base, solids: {"carbon_black": 150.0}, source: "s")"#;

#[test]
fn the_bundled_library_holds_all_kinds_and_no_warnings() {
    let library = ShadeLibrary::bundled();
    assert!((22..=26).contains(&library.shades().len()));
    assert!(library.kinds().iter().all(|(_, count)| *count > 0), "{:?}", library.kinds());
    assert_eq!(library.warnings(date(2026, 11, 22)), []);
    let carbon = library.shade("carbon-150").expect("the jar that the worked values use");
    assert_eq!(carbon.solids.of(Colourant::CarbonBlack), 150.0);
    for shade in library.shades() {
        assert_eq!(shade.maker, "Generic reference", "{}", shade.id);
        assert!(shade.source.contains("composition only"), "{}", shade.id);
        assert_eq!(shade.evidence(), Evidence::CompositionOnly);
        if shade.id.starts_with("grey") {
            let warm_part = shade.solids.total() - shade.solids.of(Colourant::CarbonBlack);
            assert!(shade.solids.of(Colourant::CarbonBlack) <= 30.0 && warm_part <= 30.0, "{}", shade.id);
        }
        if shade.kind == ShadeKind::SkinTone {
            assert!(shade.solids.of(Colourant::TitaniumDioxide) > 0.0, "{}", shade.id);
        }
    }
}

#[test]
fn every_field_is_read_with_and_without_some() {
    let text = with_shades(
        r#"(id: "a-1", name: "A", maker: "M", kind: "skin_tone", solids: {"titanium_dioxide": 300, "iron_oxide_red": 8.5},
        source: "data sheet", ladder: [(water_parts: 20, lab: (l: 85.33, a: 4.34, b: 4.15)), (water_parts: 5, lab: (l: 80.75, a: 6.19, b: 4.57))],
        card: (l: 92, a: -0.5, b: 1.5),
        max_water_parts: Some(30), volume_ml: 15, price: Some(39.0), lot: "A1234", expiry: "2028-06-30",
        opened_on: Some("2025-10-01"), in_stock: true, neat_only: false)"#,
    );
    let library = ShadeLibrary::parse(&text).expect("all fields are right");
    let shade = library.shade("a-1").expect("it was read");
    assert_eq!(shade.kind, ShadeKind::SkinTone);
    assert_eq!((shade.max_water_parts, shade.volume_ml, shade.price), (Some(30), Some(15.0), Some(39.0)));
    assert_eq!(shade.expiry, Some(date(2028, 6, 30)));
    assert_eq!(shade.ladder.iter().map(|rung| rung.water_parts).collect::<Vec<_>>(), [5.0, 20.0]);
    assert_eq!(shade.evidence(), Evidence::Measured);
    assert!((shade.solids.of(Colourant::IronOxideRed) / 8.5 - 1.0).abs() < 0.02, "{:?}", shade.solids);
    assert!(!shade.expired(date(2028, 6, 30)) && shade.expired(date(2028, 7, 1)));
    let texts: Vec<String> = library.warnings(date(2028, 7, 1)).iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "a-1: expired on 2028-06-30; it is not used in recipes",
            "a-1: opened more than 12 months ago; check what the label says about keeping",
            "a-1: two rungs cannot check each other; measure a third dilution",
            "a-1: its rungs look nearly the same at twice or half the strength; add dilutions through which the card is seen, and for white pigment take a dark card",
        ]
    );
}

#[test]
fn all_problems_are_listed_at_once() {
    let text = r#"(
    version: 2,
    shades: [
        (
            id: "Carbon 150",
            name: "Carbon",
            maker: "M",
            kind: bass,
            solids: {"carbon_blak": 150.0, "iron_oxide_red": -4},
            source: "s",
        ),
        (
            id: "b",
            name: "B" maker: "M",
            kind: base,
            solids: {"carbon_black": 900.0, "titanium_dioxide": 200.0},
            max_watr_parts: 30,
            volume_ml: "big",
            expiry: "2026-13-01",
            ladder: [(water_parts: 5, lab: (l: 131.0, a: 0.4, b: 0.0)), (water_parts: 300, lab: (l: 31.0, a: 0.4, b: 0.0))],
        ),
        (
            id: "c", name: "C", maker: "M", kind: ready, neat_only: yes, max_water_parts: 4.5,
            solids: {"carbon_black": 8.0,
            source: "s",
        ),
        (id: "b", name: "", maker: "M", kind: base, solids: {"carbon_black": NaN}, source: "s"),
        (id: "b", name: "B", maker: "M", kind: base, solids: {"carbon_black": 1}, source: "s"),
        (id: "b", name: "B", maker: "M", kind: base, solids: {"carbon_black": 1}, source: "s"),
    ],
)
"#;
    insta::assert_snapshot!(ShadeLibrary::parse(text).expect_err("nearly all is wrong").to_string());
}

#[test]
fn one_mistake_gives_one_problem_at_its_place() {
    let cases: [(&str, String, (usize, &str)); 12] = [
        ("an empty file", String::new(), (1, "one bracket")),
        ("no version", format!("(shades: [{GOOD}])"), (1, "version is missing")),
        ("no shades", String::from("(version: 1)"), (1, "shades is missing")),
        ("an unknown field above", String::from("(version: 1,\nshade: [],\nshades: [])"), (2, "\"shade\"")),
        ("text after the end", format!("(version: 1, shades: [{GOOD}])\n rest"), (2, "one bracket")),
        ("a shade that is none", with_shades("12"), (4, "not a shade")),
        ("a missing comma", with_shades(&format!("{GOOD}\n{}", GOOD.replace("150", "15"))), (5, "comma")),
        ("two commas", with_shades(&format!("{GOOD},\n,")), (5, "nothing before this comma")),
        ("an open quote", with_shades(&GOOD.replace("\"s\")", "\"s\n)")), (4, "quoted text is not closed")),
        ("no source", with_shades(&GOOD.replace(", source: \"s\"", "")), (4, "source is missing")),
        ("nothing in it", with_shades(&GOOD.replace("150.0", "0")), (4, "holds nothing")),
        (
            "neat and diluted",
            with_shades(&GOOD.replace("source", "neat_only: true, max_water_parts: 3, source")),
            (4, "neat only"),
        ),
    ];
    for (name, text, (line, words)) in cases {
        let found = problems(&text);
        assert!(found.len() == 1, "{name}: {found:?}");
        assert_eq!(found[0].line, line, "{name}: {found:?}");
        assert!(found[0].to_string().contains(words), "{name}: {}", found[0]);
    }
}

#[test]
fn a_shade_left_open_does_not_hide_the_next() {
    let open = GOOD.strip_suffix(')').expect("it ends with a bracket");
    let text = with_shades(&format!("{open},\n{},", GOOD.replace("base", "bass").replace("150", "15")));
    let found = problems(&text);
    assert_eq!(found.iter().map(|problem| problem.line).collect::<Vec<_>>(), [4, 5], "{found:?}");
    assert!(found[0].what.contains("not closed") && found[1].what.contains("bass"), "{found:?}");
}

#[test]
fn a_file_that_is_not_there_is_refused_with_its_path() {
    let error = ShadeLibrary::load(std::path::Path::new("no/such.ron")).expect_err("there is no such file");
    assert!(error.to_string().contains("no/such.ron"), "{error}");
}
