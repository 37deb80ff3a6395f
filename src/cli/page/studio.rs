//! The studio log and what it has taught, for people.

use std::fmt::{self, Write as _};

use super::WIDTH;
use crate::analysis::Figures;
use crate::cli::words::wrapped;
use crate::color::Lab;
use crate::studio::{Entry, Lesson, Range, ResultReport, Taught, TissuePhoto};

/// Tones of a log are told as they were entered.
const FIGURES: Figures = Figures { calibrated: true };

/// Every result of a log.
pub(in crate::cli) fn log(name: &str, entries: &[Entry]) -> Result<String, fmt::Error> {
    let count = entries.len();
    let mut text =
        format!("{name}: {count} {}\n", if count == 1 { "healed result" } else { "healed results" });
    for entry in entries {
        writeln!(text, "\n{}", entry.id)?;
        writeln!(text, "  {}", entry.words())?;
        let earlier = if entry.tissue_photo == TissuePhoto::Earlier { ", from an earlier photo" } else { "" };
        writeln!(text, "  tone   {}", tone(entry.tone))?;
        writeln!(text, "  tissue {}{earlier}", tone(entry.tissue))?;
        text += &wrapped(&format!("cup: {}", entry.recipe.words(&str::to_owned)), 2, WIDTH);
        if let Some(wash) = &entry.wash {
            text += &wrapped(&format!("over a wash: {}", wash.words(&str::to_owned)), 2, WIDTH);
        }
        if let Some(note) = &entry.note {
            text += &wrapped(note, 2, WIDTH);
        }
    }
    Ok(text)
}

/// Before, after, on how many results, and which disagree.
pub(in crate::cli) fn lesson(name: &str, lesson: &Lesson) -> Result<String, fmt::Error> {
    let mut text = match lesson.results {
        0 => format!("{name} has no healed result that can be used: the assumed ranges stand.\n"),
        1 => String::from("What your studio has taught it, from 1 healed result\n"),
        n => format!("What your studio has taught it, from {n} healed results\n"),
    };
    let head = ["", "before", "after", "the next client"];
    writeln!(text, "\n{:<24}{:<24}{:<24}{}", head[0], head[1], head[2], head[3])?;
    let depth = |value: f64| format!("{value:.3}");
    let share = |value: f64| format!("{:.1}", 100.0 * value);
    line(&mut text, "clear depth, mm", &lesson.clear_depth_mm, depth)?;
    line(&mut text, "held by skin, %", &lesson.held_by_skin, share)?;
    line(&mut text, "held by a scar, %", &lesson.held_by_scar, share)?;
    let note = "Median, and the range that holds it in eight cases of ten. Held: millilitres of mix in 100 ml of \
                healed tissue, which is deposit times hold, in a scar times uptake.";
    text.push('\n');
    text += &wrapped(note, 0, WIDTH);
    let between = &lesson.between_clients;
    let how =
        if between.estimated { "estimated from the results" } else { "assumed until 10 results are there" };
    let sentence = format!(
        "Clients differ by a factor of {:.2} ({how}; assumed {:.2}).",
        between.used.exp(),
        between.assumed.exp()
    );
    text += &wrapped(&sentence, 0, WIDTH);
    exceptions(&mut text, lesson)?;
    Ok(text)
}

fn exceptions(text: &mut String, lesson: &Lesson) -> fmt::Result {
    let mut waiting = lesson.reports.iter().filter(|report| report.waits.is_some()).peekable();
    if waiting.peek().is_some() {
        let head =
            "Results far outside what can be expected; they do not count until another client's agrees";
        writeln!(text, "\n{head}")?;
    }
    for report in waiting {
        *text += &wrapped(&far_off(report), 2, WIDTH);
    }
    let disagreeing = lesson.reports.iter().filter(|report| report.disagrees && report.waits.is_none());
    let mut disagreeing = disagreeing.peekable();
    if disagreeing.peek().is_some() {
        writeln!(text, "\nResults that disagree with the rest; check them, or delete them from the log")?;
    } else if lesson.results > 1 {
        writeln!(text, "\nNo result disagrees with the rest.")?;
    }
    for report in disagreeing {
        *text += &wrapped(&far_off(report), 2, WIDTH);
    }
    let mut unused = lesson.reports.iter().filter_map(|r| r.not_used.as_ref().map(|why| (r, why))).peekable();
    if unused.peek().is_some() {
        writeln!(text, "\nNot used")?;
    }
    for (report, why) in unused {
        *text += &wrapped(&format!("{}: {why}", report.id), 2, WIDTH);
    }
    Ok(())
}

fn far_off(report: &ResultReport) -> String {
    let expected = report.expected.unwrap_or(report.tone);
    format!(
        "{}: measured {}, expected {} ({:.1} times the usual distance)",
        report.id,
        tone(report.tone),
        tone(expected),
        report.residual.unwrap_or_default()
    )
}

fn line(text: &mut String, name: &str, taught: &Taught, number: impl Fn(f64) -> String) -> fmt::Result {
    let range = |range: &Range| {
        let (low, high) = range.interval_80();
        format!("{} ({} to {})", number(range.median), number(low), number(high))
    };
    let [before, after, next] = [&taught.before, &taught.after, &taught.next_client].map(range);
    writeln!(text, "{name:<24}{before:<24}{after:<24}{next}")
}

fn tone(color: Lab) -> String {
    let [l, a, b] = [color.l, color.a, color.b].map(|value| FIGURES.number(value));
    format!("L* {l} a* {a} b* {b}")
}
