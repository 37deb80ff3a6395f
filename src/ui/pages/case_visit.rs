//! One visit: its photos, what was decided on, what was mixed, when the client is to come again.

use egui::{Button, Grid, Id, Label, TextEdit, Ui};

use super::case_record::notes_ui;
use crate::app::{CaseCommand, OpenCase, to_log};
use crate::case::{Mixed, SkinNow, TAN_SOURCE, Tan, Visit, healed_on};
use crate::locale::{count, number, say, tr};
use crate::ui::Action;
use crate::ui::pages::Page;
use crate::ui::panels::Asks;
use crate::ui::widgets::{day_field, faint_ui, number_field};

/// Lays a visit out.
pub(super) fn visit_ui(ui: &mut Ui, (place, visit): (usize, &mut Visit), open: &OpenCase, asks: &mut Asks) {
    ui.horizontal_wrapped(|ui| {
        if visit.photos.is_empty() {
            ui.label(tr("No photo"));
        }
        for (index, photo) in visit.photos.iter().enumerate() {
            let shown = open.shown == Some((place, index));
            let scars = photo.inputs.regions.scars.len();
            let name = say!("Photo %{n}", n = index + 1);
            let marked = count!(scars, "%{n} scar marked", "%{n} scars marked");
            let hint = say!(
                "%{file}: %{marked}. Put it on the table with all that was marked",
                file = photo.file,
                marked = marked
            );
            let button = Button::selectable(shown, name).frame_when_inactive(true);
            if ui.add(button).on_hover_text(hint).clicked() && !shown {
                asks.commands.push(CaseCommand::Show((place, index)).into());
            }
        }
    });
    skin_ui(ui, visit);
    if visit.plan.is_some() {
        ui.label(tr("What was mixed; correct it where another lot or amount was used"));
        for (index, mixed) in visit.mixed.iter_mut().enumerate() {
            ui.push_id(("mixed", index), |ui| mixed_ui(ui, mixed));
        }
    } else {
        let told = tr("No plan was chosen: press \"Use today\" on a plan of the Match page.");
        faint_ui(ui, told);
    }
    if let Some(reminder) = visit.tan_reminder() {
        ui.add(Label::new(format!("⚠ {reminder}")).wrap())
            .on_hover_text(say!("Source: %{source}", source = TAN_SOURCE));
    }
    log_ui(ui, (place, visit), open, asks);
    ui.horizontal(|ui| {
        let label = tr("Comes again on");
        ui.label(label);
        let day = visit.day;
        day_field(ui, (Id::unique(("next", day.to_string())), label), &mut visit.next);
        let later = healed_on(day);
        let hint = tr(
            "Healed marks are judged 28 days after the session or later; darker only after a photo of them",
        );
        if ui.button(tr("28 days later")).on_hover_text(hint).clicked() {
            visit.next = Some(later);
        }
        if visit.next.is_some_and(|next| next < later) {
            ui.label(tr("⚠ before 28 days: not healed yet"));
        }
    });
    let label = ui.label(tr("Notes of the visit"));
    notes_ui(ui, (&mut visit.notes, tr("what was done, how the skin took it"), 2), label.id);
}

fn mixed_ui(ui: &mut Ui, mixed: &mut Mixed) {
    let place = mixed.place.title();
    ui.strong(say!("%{place}, %{ml} ml cup", place = place, ml = number(mixed.cup_ml, 1)));
    Grid::new("bottles").num_columns(3).spacing([10.0, 3.0]).show(ui, |ui| {
        for bottle in &mut mixed.bottles {
            let parts = say!("Parts of %{bottle}", bottle = bottle.name);
            ui.add(number_field(&mut bottle.parts).range(1..=100).speed(0.1)).on_hover_text(&parts);
            ui.add(Label::new(&bottle.name).extend());
            let lot = say!("Lot of %{bottle}", bottle = bottle.name);
            let field = TextEdit::singleline(&mut bottle.lot)
                .char_limit(60)
                .desired_width(140.0)
                .hint_text(tr("lot"));
            let field = ui.add(field).on_hover_text(&lot);
            field.widget_info(|| egui::WidgetInfo::text_edit(true, "", "", &lot));
            ui.end_row();
        }
        let water = tr("Parts of water to one part of pigment");
        ui.add(number_field(&mut mixed.water_parts).range(0.0..=100.0).speed(0.1).max_decimals(1))
            .on_hover_text(water);
        ui.label(water);
        ui.end_row();
    });
}

/// Whether the skin was tanned on that day.
fn skin_ui(ui: &mut Ui, visit: &mut Visit) {
    ui.horizontal_wrapped(|ui| {
        ui.label(tr("Skin that day"));
        for tan in Tan::ALL {
            let now = visit.skin_now.map(|now| now.tan) == Some(tan);
            if ui.add(Button::selectable(now, tan.words()).frame_when_inactive(true)).clicked() {
                // A second click takes it back.
                visit.skin_now = (!now).then_some(SkinNow { tan, day: visit.day });
            }
        }
        if visit.skin_now.is_none() {
            faint_ui(ui, tr("not told"));
        }
    });
}

/// Puts the last photo of the visit on the page of healed results, where a session was long enough before.
fn log_ui(ui: &mut Ui, (place, visit): (usize, &Visit), open: &OpenCase, asks: &mut Asks) {
    let Some(photo) = visit.photos.len().checked_sub(1) else { return };
    let sessions = open.case.visits.iter().filter(|other| other.day < visit.day && !other.mixed.is_empty());
    let is_healed = sessions.map(|session| healed_on(session.day)).max().is_some_and(|day| day <= visit.day);
    if !is_healed || to_log(&open.case, (place, photo)).is_none() {
        return;
    }
    let hint = tr(
        "Fills in the page of healed results: the photo, what was mixed at the session before, the days since, the code. \
         Show the skin and a mark there, then add it to the log",
    );
    if ui.button(tr("To the studio log")).on_hover_text(hint).clicked() {
        asks.commands.push(CaseCommand::ToLog((place, photo)).into());
        asks.actions.push(Action::Show(Page::Healed));
    }
}
