//! One bottle with all that is told of it, checked as it is typed.

use egui::{Button, CollapsingHeader, ComboBox, Grid, Id, Label, RichText, TextEdit, Ui};
use jiff::civil::Date;

use super::bottle_form::{colourant_name, kind_hint, kind_name};
use super::shelf_papers::{documents_ui, label_ui};
use crate::library::{Shade, ShadeKind, bottle_faults, id_of_name, is_same_bottle};
use crate::locale::{capitalized, plain, say, tr};
use crate::optics::Colourant;
use crate::ui::theme;
use crate::ui::widgets::{day_field, faint_ui, number_field};

/// Letters of a short name that is made of a name: room is left for a number behind it.
const LONGEST_ID: usize = 36;

/// A bottle that is being edited.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    /// Id of the bottle in the file; none for a new one.
    pub(super) former: Option<String>,
    /// As it is in the file, or began.
    pub(super) saved: Shade,
    /// As it is now.
    pub(super) shade: Shade,
    /// What is wrong with it, by field, and of what that was told.
    pub(super) faults: (Option<Shade>, Vec<(&'static str, String)>),
}

impl Draft {
    pub(super) fn of(shade: &Shade) -> Self {
        Self {
            former: Some(shade.id.clone()),
            saved: shade.clone(),
            shade: shade.clone(),
            faults: (None, Vec::new()),
        }
    }

    pub(super) fn new(shade: Shade) -> Self {
        Self { former: None, saved: shade.clone(), shade, faults: (None, Vec::new()) }
    }

    /// Whether there is something to save.
    pub(super) fn is_changed(&self) -> bool {
        self.former.is_none() || !is_same_bottle(&self.shade, &self.saved)
    }

    /// What is wrong, worked out anew only when something was typed.
    pub(super) fn faults(&mut self, taken: &dyn Fn(&str) -> bool) -> &[(&'static str, String)] {
        if self.faults.0.as_ref() != Some(&self.shade) {
            let mut found = bottle_faults(&self.shade);
            let empty = [
                ("name", self.shade.name.trim().is_empty(), tr("Give the bottle a name.")),
                (
                    "source",
                    self.shade.source.trim().is_empty(),
                    tr("Say where the numbers come from: the label, the maker, a measurement."),
                ),
            ];
            for (field, is_empty, text) in empty {
                if is_empty {
                    found.retain(|(other, _)| *other != field);
                    found.push((field, text.to_owned()));
                }
            }
            if self.former.as_deref() != Some(self.shade.id.as_str()) && taken(&self.shade.id) {
                found.push(("id", tr("Another bottle has this short name: choose another.").to_owned()));
            }
            self.faults = (Some(self.shade.clone()), found);
        }
        &self.faults.1
    }
}

/// A bottle of which nothing is told yet.
pub(super) fn blank() -> Shade {
    Shade {
        id: String::new(),
        name: String::new(),
        maker: String::new(),
        kind: ShadeKind::Base,
        solids: crate::optics::Concentrations::NONE,
        label: vec![(Colourant::CarbonBlack, 150.0)],
        ladder: Vec::new(),
        card: None,
        max_water_parts: None,
        neat_only: false,
        volume_ml: None,
        price: None,
        lot: None,
        expiry: None,
        opened_on: None,
        in_stock: true,
        label_seen: None,
        documents: Vec::new(),
        note: None,
        source: tr("label; strength assumed").to_owned(),
    }
}

type Faults<'a> = &'a [(&'static str, String)];

/// Lays the fields out; `faults` are told beside them.
pub(super) fn fields_ui(ui: &mut Ui, draft: &mut Draft, faults: Faults<'_>, today: Date) {
    let is_new = draft.former.is_none();
    let shade = &mut draft.shade;
    let before = shade.name.clone();
    Grid::new("bottle").num_columns(2).min_col_width(110.0).spacing([12.0, 5.0]).show(ui, |ui| {
        text_row(ui, tr("Name"), ("name", &mut shade.name, tr("as on the bottle")), faults);
        if is_new
            && shade.name != before
            && (shade.id.is_empty() || shade.id == id_of_name(&before, LONGEST_ID))
        {
            shade.id = id_of_name(&shade.name, LONGEST_ID);
        }
        text_row(ui, tr("Short name"), ("id", &mut shade.id, tr("letters a to z, digits, hyphens")), faults);
        text_row(
            ui,
            tr("Maker"),
            ("maker", &mut shade.maker, tr("or line##of products, beside the maker")),
            faults,
        );
        kind_row(ui, shade);
        optional_text(ui, tr("Lot"), ("lot", &mut shade.lot, tr("as on the label")), faults);
        day_row(ui, tr("Last day"), &mut shade.expiry);
        day_row(ui, tr("Opened on"), &mut shade.opened_on);
        amount_row(ui, tr("Volume"), &mut shade.volume_ml, (" ml", 10_000.0));
        amount_row(ui, tr("Price"), &mut shade.price, ("", 100_000.0));
        water_row(ui, shade, faults);
        ui.label(tr("On the shelf"));
        ui.checkbox(&mut shade.in_stock, tr("Recipes may use it"));
        ui.end_row();
        optional_text(ui, tr("Note"), ("note", &mut shade.note, ""), faults);
        text_row(
            ui,
            tr("Source##of numbers"),
            ("source", &mut shade.source, tr("where the numbers come from")),
            faults,
        );
    });
    ui.add_space(4.0);
    holds_ui(ui, shade, faults);
    ui.add_space(4.0);
    ui.strong(tr("Label##of a bottle"));
    label_ui(ui, shade, today);
    ui.add_space(4.0);
    let title = say!("Documents: %{n}", n = shade.documents.len());
    CollapsingHeader::new(title).id_salt("documents").show(ui, |ui| documents_ui(ui, shade));
    for (field, text) in faults {
        if ["documents", "label_seen", "card", "ladder", ""].contains(field) {
            fault_ui(ui, text);
        }
    }
}

fn fault_ui(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(format!("⚠ {}", capitalized(text))).size(13.0)).wrap());
}

/// What is wrong with a field, in a row below it.
fn faults_row(ui: &mut Ui, field: &str, faults: Faults<'_>) {
    for (_, text) in faults.iter().filter(|(other, _)| *other == field) {
        ui.label("");
        ui.scope(|ui| {
            ui.set_max_width(300.0);
            fault_ui(ui, text);
        });
        ui.end_row();
    }
}

fn text_row(ui: &mut Ui, name: &str, (field, text, hint): (&str, &mut String, &str), faults: Faults<'_>) {
    let label = ui.label(name);
    let width = (ui.available_width() - 8.0).clamp(160.0, 360.0);
    ui.add(TextEdit::singleline(text).hint_text(hint).char_limit(400).desired_width(width))
        .labelled_by(label.id);
    ui.end_row();
    faults_row(ui, field, faults);
}

fn optional_text(
    ui: &mut Ui,
    name: &str,
    (field, text, hint): (&str, &mut Option<String>, &str),
    faults: Faults<'_>,
) {
    let mut typed = text.clone().unwrap_or_default();
    text_row(ui, name, (field, &mut typed, hint), faults);
    *text = (!typed.is_empty()).then_some(typed);
}

fn kind_row(ui: &mut Ui, shade: &mut Shade) {
    ui.label(tr("Used as")).on_hover_text(kind_hint(shade.kind));
    let combo = ComboBox::from_id_salt("used as").selected_text(kind_name(shade.kind)).show_ui(ui, |ui| {
        for kind in ShadeKind::ALL {
            ui.selectable_value(&mut shade.kind, kind, kind_name(kind)).on_hover_text(kind_hint(kind));
        }
    });
    combo.response.on_hover_text(kind_hint(shade.kind)).accessible_name(tr("Used as"));
    ui.end_row();
}

fn day_row(ui: &mut Ui, name: &str, day: &mut Option<Date>) {
    ui.label(name);
    day_field(ui, (Id::unique(("bottle day", name)), name), day);
    ui.end_row();
}

/// A number that may be left out: 0 stands for "not told".
fn amount_row(ui: &mut Ui, name: &str, value: &mut Option<f64>, (unit, most): (&str, f64)) {
    let label = ui.label(name);
    ui.horizontal(|ui| {
        let mut figure = value.unwrap_or(0.0);
        let field = number_field(&mut figure).range(0.0..=most).speed(0.5).max_decimals(2).suffix(unit);
        let changed = ui.add(field).labelled_by(label.id).changed();
        if changed {
            // The file knows no bottle of less than 0.1 ml.
            *value = (figure > 0.0).then_some(if unit.is_empty() { figure } else { figure.max(0.1) });
        }
        if value.is_none() {
            ui.label(RichText::new(tr("not told")).color(theme::faint_ink(ui)));
        }
    });
    ui.end_row();
}

fn water_row(ui: &mut Ui, shade: &mut Shade, faults: Faults<'_>) {
    ui.label(tr("Most water"));
    ui.horizontal(|ui| {
        let mut limited = shade.max_water_parts.is_some();
        let hint = tr("The label says how much water it may be thinned with");
        if ui.checkbox(&mut limited, tr("limited##by the label")).on_hover_text(hint).changed() {
            shade.max_water_parts = limited.then_some(30);
        }
        if let Some(parts) = &mut shade.max_water_parts {
            ui.add(number_field(parts).range(0..=100).speed(0.2)).accessible_name(tr("Most water"));
            ui.label(tr("parts##of water"));
        }
        ui.checkbox(&mut shade.neat_only, tr("Neat only"))
            .on_hover_text(tr("It must be neither thinned nor mixed"));
    });
    ui.end_row();
    faults_row(ui, "max_water_parts", faults);
    faults_row(ui, "neat_only", faults);
}

fn holds_ui(ui: &mut Ui, shade: &mut Shade, faults: Faults<'_>) {
    let named = shade.label.iter().map(|(colourant, amount)| match *amount {
        0.0 => colourant_name(*colourant).to_owned(),
        amount => format!("{} {}", colourant_name(*colourant), plain(amount)),
    });
    let named: Vec<String> = named.collect();
    let holds = if named.is_empty() { tr("not told").to_owned() } else { named.join(", ") };
    let title = say!("Holds, mg/ml: %{solids}", solids = holds);
    CollapsingHeader::new(title).id_salt("holds").show(ui, |ui| {
        let rungs = shade.ladder.len();
        if rungs > 0 {
            faint_ui(ui, &crate::locale::count!(
                rungs,
                "Measured from %{n} drawdown, which goes before the label. Measure it anew on the page Measure a bottle.",
                "Measured from %{n} drawdowns, which go before the label. Measure it anew on the page Measure a bottle."
            ));
        }
        for colourant in Colourant::ALL {
            let name = capitalized(colourant_name(colourant));
            ui.horizontal(|ui| colourant_ui(ui, shade, colourant, &name));
        }
    });
    for (_, text) in faults.iter().filter(|(field, _)| *field == "solids") {
        fault_ui(ui, text);
    }
}

fn colourant_ui(ui: &mut Ui, shade: &mut Shade, colourant: Colourant, name: &str) {
    let mut on = shade.label.iter().any(|(named, _)| *named == colourant);
    if ui.checkbox(&mut on, name).changed() {
        shade.label.retain(|(named, _)| *named != colourant);
        if on {
            shade.label.push((colourant, 0.0));
            shade.label.sort_by_key(|(named, _)| *named);
        }
    }
    if let Some((_, amount)) = shade.label.iter_mut().find(|(named, _)| *named == colourant) {
        let field = number_field(amount).range(0.0..=1000.0).speed(1.0).max_decimals(1).suffix(" mg/ml");
        ui.add(field).accessible_name(say!("%{colourant} amount", colourant = name));
    }
}

/// What was asked for with the buttons below the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EditorDeed {
    Save,
    Revert,
    Duplicate,
    Remove,
}

/// Lays the buttons out; removing is asked about first.
pub(super) fn buttons_ui(ui: &mut Ui, draft: &Draft, can_save: bool, asked: &mut bool) -> Option<EditorDeed> {
    let mut deed = None;
    let is_new = draft.former.is_none();
    ui.horizontal_wrapped(|ui| {
        let save = if is_new { tr("Add to my library") } else { tr("Save##verb") };
        if ui.add_enabled(can_save, Button::new(save)).clicked() {
            deed = Some(EditorDeed::Save);
        }
        let revert = if is_new { tr("Leave it") } else { tr("Take changes back") };
        if ui.add_enabled(draft.is_changed(), Button::new(revert)).clicked() {
            deed = Some(EditorDeed::Revert);
        }
        if !is_new {
            let hint = tr("A second bottle like this one, with a short name of its own");
            if ui.button(tr("Duplicate")).on_hover_text(hint).clicked() {
                deed = Some(EditorDeed::Duplicate);
            }
            if ui.button(tr("Remove…")).clicked() {
                *asked = true;
            }
        }
    });
    if *asked {
        ui.horizontal_wrapped(|ui| {
            ui.label(say!(
                "Remove %{bottle} from the library? Undo brings it back.",
                bottle = draft.saved.name
            ));
            if ui.button(tr("Remove it")).clicked() {
                (deed, *asked) = (Some(EditorDeed::Remove), false);
            }
            if ui.button(tr("Keep it")).clicked() {
                *asked = false;
            }
        });
    }
    deed
}
