//! What is asked before the first session, and how long the case is kept.

use egui::{Button, CollapsingHeader, Grid, Id, Label, TextEdit, Ui};
use jiff::civil::Date;

use super::case_tests::tests_ui;
use crate::case::{Answer, Case, Question, RETENTION_SOURCE};
use crate::locale::{date, say, tr};
use crate::ui::widgets::{day_field, faint_ui};

/// Lays both out.
pub(super) fn safety_ui(ui: &mut Ui, case: &mut Case, today: Date) {
    let asked = case.asked();
    let title = say!(
        "Questions before the first session: %{asked} of %{all} asked",
        asked = asked,
        all = Question::ALL.len()
    );
    CollapsingHeader::new(title).id_salt("questions").show(ui, |ui| {
        let told = tr("Reminders from the trade with their sources, not medical advice. The answers stay with the case.");
        faint_ui(ui, told);
        Grid::new("answers").num_columns(2).spacing([14.0, 3.0]).show(ui, |ui| {
            for question in Question::ALL {
                question_ui(ui, question, case, today);
                ui.end_row();
            }
        });
    });
    // A yes stays in sight when the questions are folded.
    for question in Question::ALL.into_iter().filter(|question| case.answer(*question) == Answer::Yes) {
        let told = say!(
            "⚠ %{question} Yes. %{reminder}",
            question = question.text(),
            reminder = question.reminder()
        );
        ui.add(Label::new(told).wrap()).on_hover_text(say!("Source: %{source}", source = question.source()));
    }
    tests_ui(ui, case, today);
}

fn question_ui(ui: &mut Ui, question: Question, case: &mut Case, today: Date) {
    ui.label(question.text()).on_hover_text(say!(
        "%{reminder}\nSource: %{source}",
        reminder = question.reminder(),
        source = question.source()
    ));
    ui.horizontal(|ui| {
        let now = case.answer(question);
        for (answer, name) in [(Answer::No, tr("No")), (Answer::Yes, tr("Yes"))] {
            let button = ui.add(Button::selectable(now == answer, name).frame_when_inactive(true));
            let said = say!("%{question} %{answer}", question = question.text(), answer = name);
            button.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, now == answer, &said));
            if button.clicked() {
                // A second click takes the answer back.
                let new = if now == answer { Answer::NotAsked } else { answer };
                case.set_answer(question, new, today);
            }
        }
    });
}

/// Until when the case is kept.
pub(super) fn keep_ui(ui: &mut Ui, case: &mut Case, (today, years): (Date, u16)) {
    let until = case.kept_until(years);
    ui.horizontal_wrapped(|ui| {
        let label = tr("Kept until");
        let hint = say!(
            "Empty: %{years} years after the last visit, as the settings say. Source of 8 years: %{source}",
            years = years,
            source = RETENTION_SOURCE
        );
        ui.label(label).on_hover_text(&hint);
        day_field(ui, (Id::unique("keep_until"), label), &mut case.keep_until);
        if case.keep_until.is_none() {
            ui.label(say!("by the settings until %{day}", day = date(until))).on_hover_text(hint);
        }
    });
    if until < today {
        let told = tr(
            "⚠ Kept long enough: export it, erase it, or say until when it is kept. Nothing is erased by itself.",
        );
        ui.add(Label::new(told).wrap());
    }
}

/// The end of a case: everything of the client is removed once the code was typed again.
pub(super) fn erase_ui(ui: &mut Ui, case: &Case) -> bool {
    let id = Id::unique("erase_case");
    let mut typed: String = ui.data_mut(|data| data.get_temp(id)).unwrap_or_default();
    let mut erase = false;
    CollapsingHeader::new(tr("Erase this case")).id_salt("erase").show(ui, |ui| {
        let told = tr("Removes the case with all its photos from the disk, for good: when the client asks for it, or when \
                       it has been kept long enough. Type the code to confirm.");
        ui.add(Label::new(told).wrap());
        ui.horizontal(|ui| {
            let label = ui.label(tr("Code to confirm"));
            ui.add(TextEdit::singleline(&mut typed).char_limit(40).desired_width(160.0)).labelled_by(label.id);
            let meant = typed.trim() == case.code.as_str();
            erase = ui.add_enabled(meant, Button::new(tr("Erase for good"))).clicked();
        });
    });
    if erase {
        typed.clear();
    }
    ui.data_mut(|data| data.insert_temp(id, typed));
    erase
}
