//! Tables and programs.

use scalp_shade::report::Kind;

use crate::story::{STORY, TURKISH, report};

#[test]
fn tables_read_back() {
    let bytes = report(&STORY, Kind::Csv);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let titles = reader.headers().expect("titles").clone();
    assert_eq!(
        titles.iter().collect::<Vec<_>>(),
        ["case", "day", "section", "item", "quantity", "value", "low_80", "high_80", "unit", "text"]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let find = |section: &str, item: &str, quantity: &str| {
        let wanted = |row: &&csv::StringRecord| row[2] == *section && row[3] == *item && row[4] == *quantity;
        rows.iter().find(wanted).unwrap_or_else(|| panic!("no {section} {item} {quantity}"))
    };
    let worked = STORY.worked().expect("measured");
    let value: f64 = find("tone", "bare_skin", "L*")[5].parse().expect("a number");
    assert!((value - worked.tones.bare_skin.lab.l).abs() < 1e-4);
    assert_eq!(&find("mixed", "scar_marks: grey-30", "parts")[9], format!("{TURKISH}, lot LOT-İ42"));
    assert_eq!(&find("plan", "surround_marks", "water_parts")[5], "24");
    // No spreadsheet takes a note for a formula.
    assert_eq!(&find("note", "visit", "")[9], "'=HYPERLINK(\"x\"), \"quiet\" skin\nsecond line");
    let figures = |row: &csv::StringRecord| [5, 6, 7].map(|at: usize| row[at].to_owned());
    assert!(rows.iter().flat_map(figures).all(|text| text.is_empty() || text.parse::<f64>().is_ok()));

    let json: serde_json::Value = serde_json::from_slice(&report(&STORY, Kind::Json)).expect("JSON");
    assert_eq!(json["case"], "Şule-7");
    assert_eq!(json["mixed"][1]["bottles"][0]["lot"], "B-77");
    assert_eq!(json["library"]["sha256"], *STORY.shelf.sha256);
    assert_eq!(json["looks"]["scar"]["times"][2]["when"], "healed");
    let proposal = STORY.proposal().expect("a plan");
    let chance = json["looks"]["scar"]["p_acceptable"].as_f64().expect("a number");
    assert!((chance - proposal.scar.p_acceptable).abs() < 1e-4);
}
