//! Cases as pages for people: the list, one of them, and what is due.

use std::fmt::Write as _;

use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;

use super::super::json;
use super::super::refusal::Refusal;
use super::super::words::wrapped;
use super::access::Access;
use super::arguments::{DueArguments, ListArguments, ShowArguments};
use super::record::consent_words;
use super::skin_tests::{colour_words, patch_words};
use crate::case::{
    Answer, Case, CaseLine, CaseList, Gate, Mixed, MixedPlace, Question, SkinTest, Visit, list_cases,
};
use crate::locale::today;

/// Width of a line for people.
const WIDTH: usize = 96;

#[derive(Serialize)]
struct ListReport<'a> {
    cases: Vec<&'a CaseLine>,
    unreadable: Vec<String>,
}

pub(super) fn list(access: &Access, told: &ListArguments) -> Result<String, Refusal> {
    let list = list_cases(&access.root)?;
    let lines = list.search(&told.search);
    let unreadable =
        || list.unreadable.iter().map(|(folder, why)| format!("{}: {why}", folder.display())).collect();
    if told.json {
        return json::text(&ListReport { cases: lines, unreadable: unreadable() });
    }
    let mut text = format!("{} of {} in {}\n", lines.len(), count(list.lines.len()), access.root.display());
    for line in lines {
        writeln!(text, "  {:<16} {}", line.code.as_str(), line_words(line))?;
    }
    let unreadable: Vec<String> = unreadable();
    for why in unreadable {
        text += &wrapped(&format!("unreadable: {why}"), 2, WIDTH);
    }
    Ok(text)
}

fn count(cases: usize) -> String {
    format!("{cases} {}", if cases == 1 { "case" } else { "cases" })
}

fn line_words(line: &CaseLine) -> String {
    if line.locked {
        return format!("protected, last written {}", line.last);
    }
    let visits = format!("{} {}", line.visits, if line.visits == 1 { "visit" } else { "visits" });
    let next = line.next.map(|day| format!(", comes on {day}")).unwrap_or_default();
    format!("{visits}, last {}{next}", line.last)
}

pub(super) fn show(access: &Access, told: &ShowArguments) -> Result<String, Refusal> {
    let folder = access.open(&told.code)?;
    let case = folder.case();
    if told.json {
        return json::text(case);
    }
    let mut text = format!("case {}, begun on {}", case.code, case.begun);
    text += if folder.is_protected() { ", protected\n" } else { "\n" };
    text += &wrapped(&gate_words(case.gate()), 2, WIDTH);
    let years = access.settings.retention_years;
    writeln!(text, "  kept until {}", case.kept_until(years))?;
    writeln!(text, "consents")?;
    let consents = [
        ("record", case.consents.record),
        ("teaching", case.consents.teaching),
        ("marketing", case.consents.marketing),
    ];
    for (name, consent) in consents {
        writeln!(text, "  {name:<10} {}", consent_words(consent))?;
    }
    let asked = case.asked();
    writeln!(text, "questions: {asked} of {} asked", Question::ALL.len())?;
    for question in Question::ALL.into_iter().filter(|question| case.answer(*question) == Answer::Yes) {
        text += &wrapped(&format!("YES: {} {}", question.text(), question.reminder()), 2, WIDTH);
    }
    for test in &case.tests {
        let words = match test {
            SkinTest::Allergy(patch) => patch_words(patch),
            SkinTest::Colour(test) => colour_words(test),
        };
        text += &wrapped(&words, 0, WIDTH);
    }
    text += &notes(&case.notes, 0);
    for visit in &case.visits {
        text += &visit_page(case, visit);
    }
    Ok(text)
}

fn visit_page(case: &Case, visit: &Visit) -> String {
    let skin = visit.skin_now.map(|now| format!(", skin {}", now.tan.words())).unwrap_or_default();
    let mut text = format!("visit of {}{skin}\n", visit.day);
    for photo in &visit.photos {
        let scars = photo.inputs.regions.scars.len();
        let hidden = match photo.hidden.len() {
            0 => String::new(),
            boxes => format!("; boxes hidden: {boxes}"),
        };
        text.extend([format!("  photo {} ({scars} outlined{hidden})\n", photo.file)]);
    }
    text += &mixed_lines(&visit.mixed);
    if let Some(reminder) = visit.tan_reminder() {
        text += &wrapped(reminder, 2, WIDTH);
    }
    text += &notes(&visit.notes, 2);
    if let Some(next) = visit.next {
        let came = case.visits.iter().any(|other| other.day > visit.day);
        text.extend([format!("  {} on {next}\n", if came { "was to come" } else { "comes again" })]);
    }
    text
}

fn notes(notes: &str, indent: usize) -> String {
    notes.lines().map(|line| wrapped(line, indent, WIDTH)).collect()
}

/// Cups as they were mixed, a line each.
pub(super) fn mixed_lines(mixed: &[Mixed]) -> String {
    let line = |cup: &Mixed| {
        let place = match cup.place {
            MixedPlace::ScarWash => "scar, wash",
            MixedPlace::ScarMarks => "scar, marks",
            MixedPlace::SurroundMarks => "surround, marks",
        };
        let bottles: Vec<String> = cup
            .bottles
            .iter()
            .map(|bottle| {
                let lot =
                    if bottle.lot.is_empty() { String::new() } else { format!(" (lot {})", bottle.lot) };
                format!("{} {}{lot}", bottle.parts, bottle.name)
            })
            .collect();
        format!("  {place}: {}; {} parts of water, {} ml\n", bottles.join(" + "), cup.water_parts, cup.cup_ml)
    };
    mixed.iter().map(line).collect()
}

/// Whether a darker session may follow.
pub(super) fn gate_words(gate: Gate) -> String {
    match gate {
        Gate::First => {
            String::from("no session yet: the first is lighter and sparser, after a test on the scar")
        }
        Gate::Tested(day) => {
            format!(
                "no session yet; the colour test of {day} was seen healed, so the scar may be matched to it"
            )
        }
        Gate::Healing(session, healed) => format!(
            "last session on {session}: darker only after a photo of the healed marks, from {healed} on"
        ),
        Gate::Open(session) => format!("last session on {session}, seen healed: darker where it is needed"),
    }
}

pub(super) fn due(access: &Access, told: &DueArguments) -> Result<String, Refusal> {
    let list = list_cases(&access.root)?;
    let on = told.on.unwrap_or_else(today);
    let years = told.years.unwrap_or(access.settings.retention_years);
    let until = on.checked_add(Span::new().days(i64::from(told.days)))?;
    let mut text = String::new();
    section(&mut text, "come", dated(&list, |line| line.next.filter(|day| (on..=until).contains(day))))?;
    section(&mut text, "were to come", dated(&list, |line| line.next.filter(|day| *day < on)))?;
    let past = list.past_retention(on, years);
    section(
        &mut text,
        "have been kept long enough: export or erase them, or say until when with `case keep`",
        past.into_iter().map(|line| (line.kept_until(years), line)).collect(),
    )?;
    if text.is_empty() {
        text = format!("nothing is due of {}\n", count(list.lines.len()));
    }
    Ok(text)
}

fn dated(list: &CaseList, day: impl Fn(&CaseLine) -> Option<Date>) -> Vec<(Date, &CaseLine)> {
    list.lines.iter().filter_map(|line| Some((day(line)?, line))).collect()
}

fn section(text: &mut String, title: &str, mut lines: Vec<(Date, &CaseLine)>) -> Result<(), Refusal> {
    lines.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.code.cmp(&b.1.code)));
    if !lines.is_empty() {
        writeln!(text, "{title}")?;
    }
    for (day, line) in lines {
        writeln!(text, "  {day} {}", line.code)?;
    }
    Ok(())
}
