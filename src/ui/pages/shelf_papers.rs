//! What is kept of a bottle's papers: the label as it was read, and documents.

use egui::{Grid, Id, TextEdit, Ui};
use jiff::civil::Date;

use crate::library::{LabelSeen, Shade, ShadeDocument};
use crate::locale::{say, tr};
use crate::ui::widgets::{day_field, faint_ui};

/// Lays the label out.
pub(super) fn label_ui(ui: &mut Ui, shade: &mut Shade, today: Date) {
    let mut read = shade.label_seen.is_some();
    let hint = tr(
        "In the EU a label gives a batch, the ingredients and notes (REACH, entry 75). A printed “REACH compliant” proves nothing, so this says only what was seen and when",
    );
    if ui.checkbox(&mut read, tr("I have read its label")).on_hover_text(hint).changed() {
        shade.label_seen = read.then(|| LabelSeen::on(today));
    }
    let Some(seen) = &mut shade.label_seen else { return };
    ui.indent("label_seen", |ui| {
        ui.horizontal(|ui| {
            let label = tr("Read on");
            ui.label(label);
            let mut day = Some(seen.day);
            day_field(ui, (Id::unique("label day"), label), &mut day);
            seen.day = day.unwrap_or(seen.day);
        });
        ui.checkbox(&mut seen.batch, tr("It gives a batch"));
        ui.checkbox(&mut seen.ingredients, tr("It lists the ingredients"));
        ui.checkbox(&mut seen.notes, tr("It has the notes")).on_hover_text(tr(
            "“Mixture for use in tattoos or permanent make-up”, and where they apply those on the pH regulator, nickel and chromium(VI)",
        ));
    });
}

/// Lays the documents out.
pub(super) fn documents_ui(ui: &mut Ui, shade: &mut Shade) {
    faint_ui(
        ui,
        tr("Certificates, data sheets, letters: where they are and of what day. Nothing is fetched."),
    );
    let mut removed = None;
    for (place, document) in shade.documents.iter_mut().enumerate() {
        ui.push_id(("document", place), |ui| {
            if document_ui(ui, (place + 1, document)) {
                removed = Some(place);
            }
        });
    }
    if let Some(place) = removed {
        shade.documents.remove(place);
    }
    if ui.button(tr("Add document")).clicked() {
        let (title, at) = (String::new(), String::new());
        shade.documents.push(ShadeDocument { title, at, day: None });
    }
}

/// Whether it is to be taken out.
fn document_ui(ui: &mut Ui, (n, document): (usize, &mut ShadeDocument)) -> bool {
    let mut removed = false;
    Grid::new("document").num_columns(2).spacing([10.0, 3.0]).show(ui, |ui| {
        let label = ui.label(say!("Document %{n}", n = n));
        let field = TextEdit::singleline(&mut document.title).char_limit(200).hint_text(tr("what it is"));
        ui.add(field.desired_width(260.0)).labelled_by(label.id);
        ui.end_row();
        let label = ui.label(tr("File or link"));
        ui.add(TextEdit::singleline(&mut document.at).char_limit(400).desired_width(260.0))
            .labelled_by(label.id);
        ui.end_row();
        let label = tr("Of the day##a document");
        ui.label(label);
        ui.horizontal(|ui| {
            day_field(ui, (Id::unique(("document day", n)), label), &mut document.day);
            removed = ui.button(tr("Remove")).clicked();
        });
        ui.end_row();
    });
    removed
}
