//! A visit as a table of figures, one to a line, for spreadsheets.
//!
//! | column | what |
//! |---|---|
//! | `case`, `day` | the client's code; the day of the visit, ISO 8601 |
//! | `section` | `photo`, `tone`, `difference`, `plan`, `mixed`, `look`, `chance`, `warning`, `override`, `answer`, `test`, `consent`, `note` |
//! | `item` | what it is about: a tone, a cup, a zone and a time |
//! | `quantity` | `L*`, `a*`, `b*`, `parts`, `water_parts`, `volume` … |
//! | `value`, `low_80`, `high_80` | a figure with a decimal point, and its 80 % interval where there is one |
//! | `unit` | `1` for a share, `mg/ml`, `ml`, `1/cm2`, `CIELAB`, `CIEDE2000`, `px/mm` |
//! | `text` | words |
//!
//! The table is UTF-8, quoted where needed, its words English whatever the window speaks; words that a spreadsheet would
//! take for a formula begin with an apostrophe.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::json::{CupFigures, Facts, LookFigures};
use super::{ReportError, Story};
use crate::disk::table_cell;

/// Titles of the columns.
const COLUMNS: [&str; 10] =
    ["case", "day", "section", "item", "quantity", "value", "low_80", "high_80", "unit", "text"];

/// A line without case and day.
#[derive(Default)]
struct Line {
    section: &'static str,
    item: String,
    quantity: String,
    value: Option<f64>,
    interval: Option<[f64; 2]>,
    unit: &'static str,
    text: String,
}

/// Writes the table.
pub(super) fn table(story: &Story) -> Result<Vec<u8>, ReportError> {
    let facts = Facts::of(story);
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(ReportError::made)?;
    for line in lines(&facts) {
        let figure = |value: Option<f64>| value.filter(|v| v.is_finite()).map_or_else(String::new, rounded);
        let [low, high] = [0, 1].map(|end: usize| figure(line.interval.map(|interval| interval[end])));
        let record = [
            table_cell(&facts.case),
            facts.day.clone(),
            line.section.to_owned(),
            table_cell(&line.item),
            line.quantity.clone(),
            figure(line.value),
            low,
            high,
            line.unit.to_owned(),
            table_cell(&line.text),
        ];
        writer.write_record(&record).map_err(ReportError::made)?;
    }
    writer.into_inner().map_err(ReportError::made)
}

/// At most four decimals, as the JSON has.
fn rounded(value: f64) -> String {
    let value = (value * 1e4).round() / 1e4;
    // No "-0".
    if value == 0.0 { String::from("0") } else { value.to_string() }
}

fn lines(facts: &Facts) -> Vec<Line> {
    let mut lines = Vec::new();
    let word = |section, item: &str, text: &str| Line {
        section,
        item: item.to_owned(),
        text: text.to_owned(),
        ..Line::default()
    };
    lines.push(word("program", "version", &facts.program));
    lines.push(word("library", &facts.library.name, &facts.library.sha256));
    if let Some(photo) = &facts.photo {
        lines.push(word("photo", "file", &photo.file));
        lines.push(word("photo", "sha256", photo.sha256.as_deref().unwrap_or_default()));
        lines.push(word("photo", "trust", photo.trust.unwrap_or_default()));
        lines.push(word("photo", "calibration", &photo.calibration));
        for (tone, quantity) in photo.shared_sd.iter().flatten().zip(["L*", "a*", "b*"]) {
            lines.push(figure("photo", "shared_sd", quantity, *tone, "CIELAB"));
        }
        lines.extend(photo.px_per_mm.map(|scale| figure("photo", "scale", "scale", scale, "px/mm")));
    }
    for (name, tone) in &facts.tones {
        lines.extend(coordinates("tone", name, tone.lab, tone.interval_80));
    }
    for (name, difference) in &facts.differences {
        lines.extend(coordinates("difference", name, difference.lab, Some(difference.interval_80)));
        lines.push(figure("difference", name, "delta_e", difference.delta_e, "CIEDE2000"));
    }
    for (section, cups) in [("plan", &facts.plan.cups), ("mixed", &facts.mixed)] {
        for cup in cups {
            cup_lines(section, cup, &mut lines);
        }
    }
    if let Some(job) = facts.plan.job {
        lines.push(word("plan", "job", job));
    }
    lines.extend(facts.plan.marks_per_cm2.map(|marks| figure("plan", "density", "marks", marks, "1/cm2")));
    for (zone, look) in &facts.looks {
        look_lines(zone, look, &mut lines);
    }
    lines.extend(facts.warnings.iter().map(|text| word("warning", "", text)));
    for (section, told) in [
        ("override", &facts.set_by_hand),
        ("answer", &facts.answers),
        ("test", &facts.tests),
        ("consent", &facts.consents),
        ("note", &facts.notes),
    ] {
        lines.extend(told.iter().map(|(item, text)| word(section, item, text)));
    }
    lines
}

fn figure(section: &'static str, item: &str, quantity: &str, value: f64, unit: &'static str) -> Line {
    Line {
        section,
        item: item.to_owned(),
        quantity: quantity.to_owned(),
        value: Some(value),
        unit,
        ..Line::default()
    }
}

fn coordinates(section: &'static str, item: &str, lab: [f64; 3], range: Option<[[f64; 2]; 3]>) -> Vec<Line> {
    let names = ["L*", "a*", "b*"];
    let with = |place: usize| {
        let interval = range.map(|range| range[place]);
        Line { interval, ..figure(section, item, names[place], lab[place], "CIELAB") }
    };
    (0..3).map(with).collect()
}

fn cup_lines(section: &'static str, cup: &CupFigures, lines: &mut Vec<Line>) {
    for bottle in &cup.bottles {
        let item = format!("{}: {}", cup.place, bottle.shade);
        let parts = figure(section, &item, "parts", f64::from(bottle.parts), "1");
        let text = if bottle.lot.is_empty() {
            bottle.name.clone()
        } else {
            format!("{}, lot {}", bottle.name, bottle.lot)
        };
        lines.push(Line { text, ..parts });
        lines.extend(bottle.ml.map(|ml| figure(section, &item, "volume", ml, "ml")));
    }
    lines.push(figure(section, cup.place, "water_parts", cup.water_parts, "1"));
    lines
        .extend(cup.water_ml.map(|ml| figure(section, &format!("{}: water", cup.place), "volume", ml, "ml")));
    lines.extend(cup.cup_ml.map(|ml| figure(section, cup.place, "cup", ml, "ml")));
}

fn look_lines(zone: &str, look: &LookFigures, lines: &mut Vec<Line>) {
    for time in &look.times {
        let (item, mark) = (format!("{zone}, {}", time.when), time.mark);
        lines.extend(
            mark.into_iter().flat_map(|lab| coordinates("look", &format!("{item}, mark"), lab, time.mark_80)),
        );
        lines.extend(coordinates("look", &format!("{item}, area"), time.area, time.area_80));
    }
    for (quantity, value) in [("p_acceptable", look.p_acceptable), ("p_too_dark", look.p_too_dark)] {
        lines.push(figure("chance", zone, quantity, value, "1"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_formulas() {
        for text in ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1"] {
            assert_eq!(table_cell(text), format!("'{text}"));
        }
        assert_eq!(table_cell("3-4 drops"), "3-4 drops");
        assert_eq!([-0.000_001, 1.234_567, -3.5].map(rounded), ["0", "1.2346", "-3.5"]);
    }
}
