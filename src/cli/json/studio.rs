//! The studio log and what it has taught, as JSON.

use serde::Serialize;

use super::{Figure, of_lab};
use crate::optics::Concentrations;
use crate::studio::{BetweenClients, Entry, Lesson, Mixture, Range, ResultReport, Subject, Taught};

/// Answer of `studio show` and `studio add`.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct LogReport<'a> {
    log: &'a str,
    entries: Vec<EntryReport<'a>>,
}

#[derive(Debug, Serialize)]
struct EntryReport<'a> {
    id: &'a str,
    date: Option<String>,
    client: Option<&'a str>,
    zone: &'static str,
    recipe: MixtureReport<'a>,
    wash: Option<MixtureReport<'a>>,
    measured: &'static str,
    marks_per_cm2: Option<Figure>,
    days: Figure,
    tissue: [Figure; 3],
    tissue_photo: &'static str,
    tone: [Figure; 3],
    card: &'static str,
    note: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct MixtureReport<'a> {
    parts: Vec<PartReport<'a>>,
    water_parts: Figure,
}

#[derive(Debug, Serialize)]
struct PartReport<'a> {
    shade: &'a str,
    parts: u32,
    /// mg/ml by colourant; null when the library's are taken.
    solids: Option<Concentrations>,
}

impl<'a> LogReport<'a> {
    pub(in crate::cli) fn new(log: &'a str, entries: &'a [Entry]) -> Self {
        Self { log, entries: entries.iter().map(EntryReport::new).collect() }
    }
}

impl<'a> EntryReport<'a> {
    fn new(entry: &'a Entry) -> Self {
        Self {
            id: &entry.id,
            date: entry.date.map(|date| date.to_string()),
            client: entry.client.as_deref(),
            zone: entry.zone.name(),
            recipe: MixtureReport::new(&entry.recipe),
            wash: entry.wash.as_ref().map(MixtureReport::new),
            measured: entry.subject.name(),
            marks_per_cm2: match entry.subject {
                Subject::Area { marks_per_cm2 } => Some(Figure(marks_per_cm2)),
                Subject::Mark | Subject::Wash => None,
            },
            days: Figure(entry.days),
            tissue: of_lab(entry.tissue),
            tissue_photo: entry.tissue_photo.name(),
            tone: of_lab(entry.tone),
            card: entry.card.name(),
            note: entry.note.as_deref(),
        }
    }
}

impl<'a> MixtureReport<'a> {
    fn new(mixture: &'a Mixture) -> Self {
        let part = |part: &'a crate::studio::Part| PartReport {
            shade: &part.shade,
            parts: part.parts,
            solids: part.solids,
        };
        Self { parts: mixture.parts.iter().map(part).collect(), water_parts: Figure(mixture.water_parts) }
    }
}

/// Answer of `studio fit`.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct LessonReport<'a> {
    log: &'a str,
    /// Results that were used; with none the priors stand.
    results: usize,
    clear_depth_mm: TaughtReport,
    /// Millilitres of mix that a millilitre of healed tissue holds.
    held_by_skin: TaughtReport,
    held_by_scar: TaughtReport,
    between_clients: BetweenReport,
    entries: Vec<ResultJson<'a>>,
}

#[derive(Debug, Serialize)]
struct TaughtReport {
    before: RangeReport,
    after: RangeReport,
    next_client: RangeReport,
}

#[derive(Debug, Serialize)]
struct RangeReport {
    median: Figure,
    log_sd: Figure,
    interval_80: [Figure; 2],
}

/// Standard deviations of logarithms.
#[derive(Debug, Serialize)]
struct BetweenReport {
    assumed: Figure,
    used: Figure,
    estimated: bool,
}

#[derive(Debug, Serialize)]
struct ResultJson<'a> {
    id: &'a str,
    tone: [Figure; 3],
    expected: Option<[Figure; 3]>,
    /// In units of what is expected; 1 is usual.
    residual: Option<Figure>,
    disagrees: bool,
    /// Out of the count until another client's result agrees: chance of one as far off.
    waits: Option<Figure>,
    not_used: Option<&'a str>,
}

impl<'a> LessonReport<'a> {
    pub(in crate::cli) fn new(log: &'a str, lesson: &'a Lesson) -> Self {
        let BetweenClients { assumed, used, estimated } = lesson.between_clients;
        Self {
            log,
            results: lesson.results,
            clear_depth_mm: TaughtReport::new(&lesson.clear_depth_mm),
            held_by_skin: TaughtReport::new(&lesson.held_by_skin),
            held_by_scar: TaughtReport::new(&lesson.held_by_scar),
            between_clients: BetweenReport { assumed: Figure(assumed), used: Figure(used), estimated },
            entries: lesson.reports.iter().map(ResultJson::new).collect(),
        }
    }
}

impl TaughtReport {
    fn new(taught: &Taught) -> Self {
        let range = |range: Range| {
            let (low, high) = range.interval_80();
            RangeReport {
                median: Figure(range.median),
                log_sd: Figure(range.log_sd),
                interval_80: [Figure(low), Figure(high)],
            }
        };
        Self {
            before: range(taught.before),
            after: range(taught.after),
            next_client: range(taught.next_client),
        }
    }
}

impl<'a> ResultJson<'a> {
    fn new(report: &'a ResultReport) -> Self {
        Self {
            id: &report.id,
            tone: of_lab(report.tone),
            expected: report.expected.map(of_lab),
            residual: report.residual.map(Figure),
            disagrees: report.disagrees,
            waits: report.waits.map(Figure),
            not_used: report.not_used.as_deref(),
        }
    }
}
