//! An import before it is made: what is new, the same and told otherwise, field by field.

use egui::{Button, CollapsingHeader, Grid, Label, RichText, Ui};

use super::shelf_list::warn_ui;
use crate::app::{ImportReview, ShelfCommand};
use crate::library::{Conflict, Keep};
use crate::locale::{count, say, tr};
use crate::ui::panels::Asks;
use crate::ui::theme;
use crate::ui::widgets::faint_ui;

/// Lays an import out; `keep` are the answers so far.
pub(super) fn import_ui(
    ui: &mut Ui,
    review: &ImportReview,
    keep: &mut Vec<Keep>,
    own: bool,
    asks: &mut Asks,
) {
    let merge = &review.merge;
    keep.resize(merge.conflicts.len(), Keep::Mine);
    ui.heading(tr("Import bottles"));
    let name = review.from.file_name().unwrap_or(review.from.as_os_str()).to_string_lossy();
    faint_ui(ui, &say!("From %{file}. Nothing is written yet.", file = name));
    ui.label(say!(
        "%{new} new, %{same} the same, %{other} told otherwise",
        new = merge.new.len(),
        same = merge.same.len(),
        other = merge.conflicts.len()
    ));
    if !review.problems.is_empty() {
        let told = count!(
            review.problems.len(),
            "%{n} problem: its line is left out. Mend the file and import it again, or go on without the line.",
            "%{n} problems: their lines are left out. Mend the file and import it again, or go on without them."
        );
        warn_ui(ui, &told);
        for problem in &review.problems {
            ui.add(Label::new(problem.to_string()).wrap());
        }
    }
    buttons_ui(ui, review, keep, own, asks);
    if !merge.conflicts.is_empty() {
        ui.separator();
        all_ui(ui, keep);
        for (conflict, keep) in merge.conflicts.iter().zip(keep.iter_mut()) {
            ui.push_id(&conflict.mine.id, |ui| conflict_ui(ui, conflict, keep));
        }
    }
    if !merge.new.is_empty() {
        let title = count!(merge.new.len(), "%{n} new bottle", "%{n} new bottles");
        CollapsingHeader::new(title).id_salt("new").default_open(true).show(ui, |ui| {
            for shade in &merge.new {
                ui.add(Label::new(format!("{}  ·  {}", shade.name, shade.maker)).truncate());
            }
        });
    }
}

fn buttons_ui(ui: &mut Ui, review: &ImportReview, keep: &[Keep], own: bool, asks: &mut Asks) {
    let merge = &review.merge;
    let chosen = keep.iter().filter(|keep| **keep != Keep::Mine).count();
    let n = merge.new.len() + chosen;
    if !own {
        warn_ui(
            ui,
            tr("The reference shades are never changed: begin a library of your own first, then import."),
        );
    }
    ui.horizontal_wrapped(|ui| {
        let title = count!(n, "Import %{n} bottle", "Import %{n} bottles");
        if ui.add_enabled(n > 0 && own, Button::new(title)).clicked() {
            asks.commands.push(ShelfCommand::Import(keep.to_vec()).into());
        }
        if ui.button(tr("Leave it")).clicked() {
            asks.commands.push(ShelfCommand::DropImport.into());
        }
    });
}

const ANSWERS: [Keep; 3] = [Keep::Mine, Keep::Theirs, Keep::Both];

fn answer_words(keep: Keep) -> &'static str {
    match keep {
        Keep::Mine => tr("Keep mine"),
        Keep::Theirs => tr("Take theirs"),
        Keep::Both => tr("Keep both"),
    }
}

fn all_ui(ui: &mut Ui, keep: &mut [Keep]) {
    ui.horizontal_wrapped(|ui| {
        ui.label(tr("For all:"));
        for answer in ANSWERS {
            let all = keep.iter().all(|keep| *keep == answer);
            let name = answer_words(answer);
            let button = ui.add(Button::selectable(all, name).frame_when_inactive(true));
            button.widget_info(|| {
                egui::WidgetInfo::selected(
                    egui::Role::Button,
                    true,
                    all,
                    say!("%{answer}, for all", answer = name),
                )
            });
            if button.clicked() {
                keep.fill(answer);
            }
        }
    });
}

fn conflict_ui(ui: &mut Ui, conflict: &Conflict, keep: &mut Keep) {
    ui.add_space(6.0);
    ui.add(Label::new(RichText::new(&conflict.mine.name).strong()).truncate());
    Grid::new("fields").num_columns(3).spacing([12.0, 3.0]).show(ui, |ui| {
        for title in ["", tr("Mine"), tr("Theirs")] {
            ui.label(RichText::new(title).color(theme::faint_ink(ui)));
        }
        ui.end_row();
        for field in &conflict.fields {
            ui.label(field_name(field.field));
            for value in [&field.mine, &field.theirs] {
                let shown = if value.is_empty() { tr("left out##a field") } else { value };
                ui.scope(|ui| {
                    ui.set_max_width(210.0);
                    ui.add(Label::new(shown).truncate()).on_hover_text(shown);
                });
            }
            ui.end_row();
        }
    });
    ui.horizontal_wrapped(|ui| {
        for answer in ANSWERS {
            ui.radio_value(keep, answer, answer_words(answer));
        }
    });
}

/// What a field of the file is called in the window.
pub(super) fn field_name(field: &str) -> &'static str {
    match field {
        "id" => tr("Short name"),
        "name" => tr("Name"),
        "maker" => tr("Maker"),
        "kind" => tr("Used as"),
        "solids" => tr("Holds##solids of a bottle"),
        "card" => tr("Card of the ladder"),
        "ladder" => tr("Ladder of drawdowns"),
        "max_water_parts" => tr("Most water"),
        "neat_only" => tr("Neat only"),
        "volume_ml" => tr("Volume"),
        "price" => tr("Price"),
        "lot" => tr("Lot"),
        "expiry" => tr("Last day"),
        "opened_on" => tr("Opened on"),
        "in_stock" => tr("On the shelf"),
        "label_seen" => tr("Label read"),
        "documents" => tr("Documents"),
        "note" => tr("Note"),
        _ => tr("Source##of numbers"),
    }
}
