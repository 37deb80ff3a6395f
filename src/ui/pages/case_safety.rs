//! What is asked before the first session, and the tests before it.

use egui::{Button, CollapsingHeader, Grid, Id, Label, TextEdit, Ui};
use jiff::civil::Date;

use crate::case::{Answer, Case, Question, SkinTest};
use crate::locale::{date, say, tr};
use crate::ui::widgets::faint_ui;

/// Letters of what is written down of a test.
const LONGEST: usize = 200;

/// Lays both out.
pub(super) fn safety_ui(ui: &mut Ui, case: &mut Case, today: Date) {
    let asked = Question::ALL.iter().filter(|question| case.answer(**question) != Answer::NotAsked).count();
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
    tests_ui(ui, &mut case.tests, today);
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

fn tests_ui(ui: &mut Ui, tests: &mut Vec<SkinTest>, today: Date) {
    let title = say!("Tests on the skin: %{n}", n = tests.len());
    CollapsingHeader::new(title).id_salt("tests").show(ui, |ui| {
        let mut removed = None;
        for (index, test) in tests.iter_mut().enumerate() {
            ui.push_id(index, |ui| {
                if test_ui(ui, test) {
                    removed = Some(index);
                }
            });
        }
        if let Some(index) = removed {
            tests.remove(index);
        }
        ui.horizontal_wrapped(|ui| {
            let text = String::new;
            let hint = tr("For one product and its very lot, put on at the consultation");
            if ui.button(tr("Add allergy patch")).on_hover_text(hint).clicked() {
                tests.push(SkinTest::Allergy { product: text(), lot: text(), day: today, result: text() });
            }
            let hint = tr("A few marks at a hidden place of the scar; judged at 28 days or later, not at 7");
            if ui.button(tr("Add colour test")).on_hover_text(hint).clicked() {
                tests.push(SkinTest::Colour { site: text(), mix: text(), day: today, result: text() });
            }
        });
    });
}

/// One test; whether it is to be removed.
fn test_ui(ui: &mut Ui, test: &mut SkinTest) -> bool {
    let mut removed = false;
    let day = date(test.day());
    let (name, fields, result) = match test {
        SkinTest::Allergy { product, lot, result, .. } => {
            (say!("Allergy patch of %{day}", day = day), [(tr("Product"), product), (tr("Lot"), lot)], result)
        }
        SkinTest::Colour { site, mix, result, .. } => {
            (say!("Colour test of %{day}", day = day), [(tr("Place"), site), (tr("Mix"), mix)], result)
        }
    };
    ui.horizontal(|ui| {
        ui.strong(&name);
        removed = ui.button(tr("Remove")).on_hover_text(say!("Remove %{test}", test = name)).clicked();
    });
    Grid::new("test").num_columns(2).spacing([10.0, 3.0]).show(ui, |ui| {
        for (label, text) in fields.into_iter().chain([(tr("Result##of a test"), result)]) {
            let told = ui.label(label);
            ui.add(TextEdit::singleline(text).char_limit(LONGEST).desired_width(320.0)).labelled_by(told.id);
            ui.end_row();
        }
    });
    removed
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
