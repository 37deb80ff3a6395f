//! Tests on the skin before the first session: the allergy patch and the colour test.

use egui::{Button, CollapsingHeader, ComboBox, Grid, Id, TextEdit, Ui};
use jiff::civil::Date;

use crate::case::{AllergyPatch, Case, ColourTest, PatchResult, SkinTest};
use crate::locale::{date, say, tr};
use crate::ui::widgets::day_field;

/// Letters of what is written down of a test.
const LONGEST: usize = 200;

/// Lays them out.
pub(super) fn tests_ui(ui: &mut Ui, case: &mut Case, today: Date) {
    let photos: Vec<(Date, String)> = case
        .visits
        .iter()
        .flat_map(|visit| visit.photos.iter().map(|photo| (visit.day, photo.file.clone())))
        .collect();
    let tests = &mut case.tests;
    let title = say!("Tests on the skin: %{n}", n = tests.len());
    CollapsingHeader::new(title).id_salt("tests").show(ui, |ui| {
        let mut removed = None;
        for (index, test) in tests.iter_mut().enumerate() {
            ui.push_id(index, |ui| {
                let is_removed = match test {
                    SkinTest::Allergy(patch) => allergy_ui(ui, index, patch, today),
                    SkinTest::Colour(test) => colour_ui(ui, index, test, &photos),
                };
                if is_removed {
                    removed = Some(index);
                }
            });
        }
        if let Some(index) = removed {
            tests.remove(index);
        }
        ui.horizontal_wrapped(|ui| {
            let hint = tr("For one product and its very lot, put on at the consultation");
            if ui.button(tr("Add allergy patch")).on_hover_text(hint).clicked() {
                tests.push(SkinTest::Allergy(AllergyPatch::on(today)));
            }
            let hint = tr("A few marks at a hidden place of the scar; judged at 28 days or later, not at 7");
            if ui.button(tr("Add colour test")).on_hover_text(hint).clicked() {
                tests.push(SkinTest::Colour(ColourTest::on(today)));
            }
        });
    });
}

/// The name of a test with a button to remove it; whether it is to be removed.
fn title_ui(ui: &mut Ui, name: &str) -> bool {
    ui.horizontal(|ui| {
        ui.strong(name);
        ui.button(tr("Remove")).on_hover_text(say!("Remove %{test}", test = name)).clicked()
    })
    .inner
}

fn text_row(ui: &mut Ui, label: &str, text: &mut String) {
    let told = ui.label(label);
    ui.add(TextEdit::singleline(text).char_limit(LONGEST).desired_width(300.0)).labelled_by(told.id);
    ui.end_row();
}

/// The day of a test, which cannot be taken away.
fn day_row(ui: &mut Ui, (index, label): (usize, &str), day: &mut Date) {
    ui.label(label);
    let mut typed = Some(*day);
    day_field(ui, (Id::unique(("test_day", index)), label), &mut typed);
    *day = typed.unwrap_or(*day);
    ui.end_row();
}

fn allergy_ui(ui: &mut Ui, index: usize, patch: &mut AllergyPatch, today: Date) -> bool {
    let removed = title_ui(ui, &say!("Allergy patch of %{day}", day = date(patch.day)));
    Grid::new("test").num_columns(2).spacing([10.0, 3.0]).show(ui, |ui| {
        text_row(ui, tr("Product"), &mut patch.product);
        text_row(ui, tr("Lot"), &mut patch.lot);
        text_row(ui, tr("Place"), &mut patch.site);
        day_row(ui, (index, tr("Put on")), &mut patch.day);
        ui.label(tr("Result##of a test"));
        ui.horizontal(|ui| result_ui(ui, index, patch, today));
        ui.end_row();
        text_row(ui, tr("Notes"), &mut patch.notes);
    });
    if patch.result == PatchResult::Reaction {
        ui.label(tr("⚠ Do not use this bottle on this client."));
    }
    removed
}

/// What the skin said; a second click takes it back.
fn result_ui(ui: &mut Ui, index: usize, patch: &mut AllergyPatch, today: Date) {
    for (result, name) in [(PatchResult::Clear, tr("clear##skin")), (PatchResult::Reaction, tr("reaction"))] {
        let is_told = patch.result == result;
        if ui.add(Button::selectable(is_told, name).frame_when_inactive(true)).clicked() {
            patch.judge(result, today);
        }
    }
    if patch.result != PatchResult::NotRead {
        let label = tr("read on");
        ui.label(label);
        day_field(ui, (Id::unique(("patch_read", index)), label), &mut patch.read);
    }
}

fn colour_ui(ui: &mut Ui, index: usize, test: &mut ColourTest, photos: &[(Date, String)]) -> bool {
    let removed = title_ui(ui, &say!("Colour test of %{day}", day = date(test.day)));
    Grid::new("test").num_columns(2).spacing([10.0, 3.0]).show(ui, |ui| {
        text_row(ui, tr("Place"), &mut test.site);
        text_row(ui, tr("Mix"), &mut test.mix);
        day_row(ui, (index, tr("Done on")), &mut test.day);
        let (done, judged) = (test.day, test.judged_from());
        photo_row(ui, ("fresh", tr("Photo of day 0")), photos, (&mut test.fresh, done));
        photo_row(ui, ("healed", tr("Photo of day 28 or later")), photos, (&mut test.healed, judged));
        text_row(ui, tr("Result##of a test"), &mut test.result);
    });
    if test.healed.is_none() {
        ui.label(say!("Judged from %{day} on.", day = date(test.judged_from())));
    }
    removed
}

/// A photo of the visits from a day on, or none.
fn photo_row(
    ui: &mut Ui,
    (salt, label): (&str, &str),
    photos: &[(Date, String)],
    (chosen, from): (&mut Option<String>, Date),
) {
    let told = ui.label(label);
    let name = |file: &str| {
        let day = photos.iter().find(|(_, there)| there == file).map(|(day, _)| *day);
        day.map_or_else(
            || say!("%{file}, not in the case", file = file),
            |day| format!("{} ({file})", date(day)),
        )
    };
    let shown = chosen.as_deref().map_or_else(|| tr("none##photo").to_owned(), name);
    let combo = ComboBox::from_id_salt(salt).selected_text(shown).width(300.0).show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, tr("none##photo"));
        for (_, file) in photos.iter().filter(|(day, _)| *day >= from) {
            ui.selectable_value(chosen, Some(file.clone()), name(file));
        }
    });
    combo.response.labelled_by(told.id);
    ui.end_row();
}
