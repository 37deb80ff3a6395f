//! The case that is open: consents, notes, and its visits.

use egui::{Button, CollapsingHeader, Grid, Id, Label, RichText, TextEdit, TextStyle, Ui};
use jiff::civil::Date;

use super::case_compare::compare_ui;
use super::case_gate::gate_words;
use super::case_lock::{Secrets, export_ui, protection_ui};
use super::case_report::{CaseReportModel, case_report_ui};
use super::case_safety::{erase_ui, keep_ui, safety_ui};
use super::case_visit::visit_ui;
use crate::app::{CaseBench, CaseCommand, Compared, Keeping, OpenCase, Reading};
use crate::case::{Case, Consent, PhotoState};
use crate::locale::{date, say, tr};
use crate::ui::Action;
use crate::ui::panels::Asks;
use crate::ui::theme;
use crate::ui::widgets::{buttons_width, day_field, day_field_width, faint_ui, line_width};

/// Between the columns of consents, in points.
const CONSENT_GAP: f32 = 14.0;

/// What is shown of the case.
#[derive(Debug, Clone)]
pub(super) struct CaseRecordModel {
    /// The case as it is.
    open: OpenCase,
    /// Whether it is on the disk, in words.
    keeping: String,
    /// Today.
    today: Date,
    /// Years that a case is kept.
    years: u16,
    /// What was found between two visits.
    compared: Option<Compared>,
    /// How far that is.
    comparing: Option<Reading>,
}

impl CaseRecordModel {
    /// Of the case that is open.
    pub(super) fn of(bench: &CaseBench, years: u16) -> Option<Self> {
        let open = bench.open()?.clone();
        let keeping = keeping_words(bench.keeping()).to_owned();
        Some(Self {
            open,
            keeping,
            today: bench.today(),
            years,
            compared: bench.compared().cloned(),
            comparing: bench.comparing(),
        })
    }
}

/// Whether the case is on the disk.
#[must_use]
pub fn keeping_words(keeping: Keeping) -> &'static str {
    match keeping {
        Keeping::Kept => tr("saved"),
        Keeping::Writing => tr("being saved"),
        Keeping::ReadOnly => tr("open in another window; here it can only be read"),
        Keeping::Refused => tr("⚠ NOT saved"),
    }
}

/// Lays it out.
pub(super) fn case_record_ui(
    ui: &mut Ui,
    model: Option<&CaseRecordModel>,
    (report, secrets): (&CaseReportModel, &mut Secrets),
    asks: &mut Asks,
) {
    let Some(model) = model else {
        ui.heading(tr("No case is open"));
        let told = tr(
            "Begin one for the photo on the table, or open one from the list. Without a case, what is marked on a photo \
             is gone when the window is closed.",
        );
        ui.add(Label::new(told).wrap());
        return;
    };
    let mut case = model.open.case.clone();
    ui.horizontal_wrapped(|ui| {
        ui.heading(say!("Case %{code}", code = case.code));
        ui.label(RichText::new(&model.keeping).color(theme::faint_ink(ui)));
        if ui.button(tr("Put away")).on_hover_text(tr("Close the case; everything is kept")).clicked() {
            asks.commands.push(CaseCommand::Close.into());
        }
        let coming = case.visits.iter().any(|visit| visit.next.is_some_and(|day| day >= model.today));
        let hint = tr("A file for your calendar with the days that the client is to come on, under the code");
        if ui.add_enabled(coming, Button::new(tr("Save dates…"))).on_hover_text(hint).clicked() {
            asks.actions.push(Action::SaveCalendar);
        }
    });
    astray_ui(ui, &model.open, asks);
    ui.add(Label::new(gate_words(case.gate())).wrap());
    ui.add_enabled_ui(!model.open.read_only, |ui| {
        let label = ui.strong(tr("Notes"));
        let hint = tr("scars, their age, what the client wants");
        notes_ui(ui, (&mut case.notes, hint, 3), label.id);
        ui.add_space(6.0);
        consents_ui(ui, &mut case, model.today);
        ui.add_space(6.0);
        safety_ui(ui, &mut case, model.today);
    });
    visits_ui(ui, (&mut case, model), report, asks);
    ui.add_enabled_ui(!model.open.read_only, |ui| {
        ui.add_space(6.0);
        compare_ui(ui, &model.open, (model.compared.as_ref(), model.comparing), asks);
        ui.add_space(6.0);
        keep_ui(ui, &mut case, (model.today, model.years));
        protection_ui(ui, &model.open, secrets, asks);
        export_ui(ui, asks);
        if erase_ui(ui, &case) {
            asks.commands.push(CaseCommand::Erase.into());
        }
    });
    if case != model.open.case {
        asks.commands.push(CaseCommand::Change(Box::new(case)).into());
    }
}

/// All visits, the last one open. Reports can be had of a case that can only be read.
fn visits_ui(
    ui: &mut Ui,
    (case, model): (&mut Case, &CaseRecordModel),
    report: &CaseReportModel,
    asks: &mut Asks,
) {
    ui.add_space(6.0);
    ui.strong(tr("Visits"));
    if case.visits.is_empty() {
        let told =
            tr("None yet. Every photo that is opened while the case is open becomes one of today's visit.");
        faint_ui(ui, told);
    }
    let last = case.visits.len().saturating_sub(1);
    for (place, visit) in case.visits.iter_mut().enumerate().rev() {
        let title = if visit.day == model.today {
            say!("%{day}, today", day = date(visit.day))
        } else {
            date(visit.day)
        };
        let id = Id::unique(("visit", visit.day.to_string()));
        CollapsingHeader::new(title).id_salt(id).default_open(place == last).show(ui, |ui| {
            ui.add_enabled_ui(!model.open.read_only, |ui| visit_ui(ui, (place, visit), &model.open, asks));
            case_report_ui(ui, (place, visit), report, asks);
        });
    }
}

/// A photo that was asked for and is not there, or is another one.
fn astray_ui(ui: &mut Ui, open: &OpenCase, asks: &mut Asks) {
    let Some((place, state)) = open.astray else { return };
    let Some(photo) = open.case.photo(place) else { return };
    let told = match state {
        PhotoState::Missing => {
            say!("⚠ The photo %{name} is not in the case's folder any more.", name = photo.file)
        }
        PhotoState::Changed | PhotoState::Same => say!(
            "⚠ The photo %{name} is not the one that was taken in: it was changed since.",
            name = photo.file
        ),
    };
    ui.add(Label::new(told).wrap());
    let hint = tr("Show where the photo is now, as it was taken; it is copied back into the case");
    if ui.button(tr("Find photo…")).on_hover_text(hint).clicked() {
        asks.actions.push(Action::FindPhoto);
    }
}

pub(super) fn notes_ui(ui: &mut Ui, (notes, hint, rows): (&mut String, &str, usize), label: Id) {
    let field = TextEdit::multiline(notes).hint_text(hint).desired_rows(rows).desired_width(f32::INFINITY);
    ui.add(field.char_limit(20_000)).labelled_by(label);
}

fn consents_ui(ui: &mut Ui, case: &mut Case, today: Date) {
    ui.strong(tr("Consents")).on_hover_text(tr(
        "Each by itself, and each can be taken back. What the law asks for is yours to know.",
    ));
    let rows = [
        (tr("Record: the case and its photos are kept"), &mut case.consents.record, "record"),
        (tr("Teaching: it may be shown to teach"), &mut case.consents.teaching, "teaching"),
        (tr("Marketing: it may be shown to win clients"), &mut case.consents.marketing, "marketing"),
    ];
    let names = rows.iter().map(|(name, ..)| *name);
    if ui.available_width() < consents_width(ui, names) {
        for (name, consent, salt) in rows {
            ui.horizontal_wrapped(|ui| consent_ui(ui, (name, salt), consent, today));
        }
        return;
    }
    Grid::new("consents").num_columns(4).spacing([CONSENT_GAP, 4.0]).show(ui, |ui| {
        for (name, consent, salt) in rows {
            consent_ui(ui, (name, salt), consent, today);
            ui.end_row();
        }
    });
}

/// How wide the consents are side by side, whatever was said of them.
fn consents_width<'a>(ui: &Ui, names: impl Iterator<Item = &'a str>) -> f32 {
    let size = TextStyle::Body.resolve(ui.style()).size;
    let width = |text: &str| line_width(ui, text, size);
    let name = names.map(width).fold(0.0, f32::max);
    let state = [tr("given"), tr("taken back"), tr("not given")].map(width).into_iter().fold(0.0, f32::max);
    let given = day_field_width(ui) + buttons_width(ui, std::iter::once(tr("Given today")));
    let withdrawn = buttons_width(ui, std::iter::once(tr("Taken back today"))).max(day_field_width(ui));
    name + state
        + given.max(day_field_width(ui) + withdrawn)
        + 3.0 * CONSENT_GAP
        + ui.spacing().item_spacing.x
}

fn consent_ui(ui: &mut Ui, (name, salt): (&str, &str), consent: &mut Consent, today: Date) {
    ui.label(name);
    let state = if consent.holds_on(today) {
        tr("given")
    } else if consent.withdrawn.is_some() {
        tr("taken back")
    } else {
        tr("not given")
    };
    ui.strong(state);
    ui.horizontal(|ui| {
        let given = say!("%{consent}: given on", consent = name);
        day_field(ui, (Id::unique(("given", salt)), &given), &mut consent.given);
        if consent.given.is_none() && ui.button(tr("Given today")).clicked() {
            (consent.given, consent.withdrawn) = (Some(today), None);
        }
    });
    ui.horizontal(|ui| {
        if consent.given.is_none() {
            return;
        }
        let withdrawn = say!("%{consent}: taken back on", consent = name);
        if consent.withdrawn.is_some() {
            day_field(ui, (Id::unique(("withdrawn", salt)), &withdrawn), &mut consent.withdrawn);
        } else if ui.add(Button::new(tr("Taken back today"))).clicked() {
            consent.withdrawn = Some(today);
        }
    });
}
