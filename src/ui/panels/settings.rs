//! What the technician tells about the client and the studio.

use egui::{
    Align, Atom, AtomExt as _, Button, Checkbox, CollapsingHeader, ComboBox, Label, Layout, RichText, Role,
    Sense, Ui, WidgetInfo,
};

use super::Asks;
use super::proposals_model::jobs_to_choose;
use super::steps_model::chosen_job;
use crate::app::{Bottles, Document, Edit};
use crate::blend::Job;
use crate::locale::{count, plain, say, tr};
use crate::ui::pages::Page;
use crate::ui::widgets::number_field;
use crate::ui::{Action, theme};

/// Cups a studio mixes in, in ml.
const CUPS: [f64; 5] = [1.0, 2.0, 3.0, 5.0, 10.0];

/// The values as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingsModel {
    /// Hair length in mm, when told.
    pub hair_length_mm: Option<f64>,
    /// Age of the scar in months, when told.
    pub scar_age_months: Option<f64>,
    /// The job, when chosen by hand.
    pub job: Option<Job>,
    /// What it is called.
    pub job_name: String,
    /// Smallest cup in ml.
    pub cup_ml: f64,
    /// Measured by drop.
    pub measured_by_drop: bool,
    /// What the shade library is called.
    pub library_name: String,
    /// Where it is, and how many bottles it has.
    pub library_hint: String,
    /// What there is to look after on the shelf, and how many reference shades are hidden; empty for nothing.
    pub shelf_line: String,
    /// The bottles, and what recipes may do with each.
    pub bottles: Vec<BottleRow>,
}

/// One bottle of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BottleRow {
    /// Identifier of the shade.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Recipes may hold it.
    pub used: bool,
    /// The scar's recipe must hold it.
    pub locked: bool,
}

impl SettingsModel {
    /// From the document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let inputs = document.inputs();
        Self {
            hair_length_mm: inputs.hair_length_mm,
            scar_age_months: inputs.scar_age_months,
            job: inputs.job,
            job_name: chosen_job(document),
            cup_ml: inputs.cup_ml,
            measured_by_drop: inputs.measured_by_drop,
            library_name: document.bottles().name(),
            library_hint: library_hint(document.bottles()),
            shelf_line: String::new(),
            bottles: document
                .bottles()
                .library()
                .shades()
                .iter()
                .map(|shade| BottleRow {
                    id: shade.id.clone(),
                    name: shade.name.clone(),
                    used: !inputs.without.contains(&shade.id),
                    locked: inputs.with.contains(&shade.id),
                })
                .collect(),
        }
    }
}

/// Lays the panel out.
pub fn settings_panel_ui(ui: &mut Ui, model: &SettingsModel, asks: &mut Asks) {
    ui.heading(tr("Client and cup"));
    let hair = Told { name: tr("Hair length"), unit: "mm", usual: 1.0, range: 0.0..=300.0, speed: 0.05 };
    hair.ui(ui, model.hair_length_mm, |new| asks.edit(Edit::SetHairLength(new)));
    let age = Told { name: tr("Scar age"), unit: tr("months"), usual: 24.0, range: 0.0..=1200.0, speed: 0.2 };
    age.ui(ui, model.scar_age_months, |new| asks.edit(Edit::SetScarAge(new)));
    ui.horizontal(|ui| {
        let label = ui.label(tr("Job"));
        let combo = ComboBox::from_id_salt("job").selected_text(&model.job_name).show_ui(ui, |ui| {
            for (job, name) in jobs_to_choose() {
                if ui.selectable_label(model.job == job, name).clicked() {
                    asks.edit(Edit::SetJob(job));
                }
            }
        });
        combo.response.labelled_by(label.id);
    });
    ui.horizontal(|ui| {
        let label = ui.label(tr("Smallest cup"));
        let combo = ComboBox::from_id_salt("cup").selected_text(cup_name(model.cup_ml)).show_ui(ui, |ui| {
            for cup in CUPS {
                if ui.selectable_label(model.cup_ml == cup, cup_name(cup)).clicked() {
                    asks.edit(Edit::SetCup(cup));
                }
            }
        });
        combo.response.labelled_by(label.id);
    });
    let mut by_drop = model.measured_by_drop;
    let hint = tr("A drop is 0.05 ml, a syringe measures 0.01 ml");
    if ui.checkbox(&mut by_drop, tr("Measured by drop")).on_hover_text(hint).changed() {
        asks.edit(Edit::SetMeasuredByDrop(by_drop));
    }
    library_ui(ui, model, asks);
    bottles_ui(ui, model, asks);
}

fn cup_name(ml: f64) -> String {
    format!("{} ml", plain(ml))
}

fn library_ui(ui: &mut Ui, model: &SettingsModel, asks: &mut Asks) {
    ui.horizontal(|ui| {
        ui.label(tr("Bottles"));
        let button = ui.add(Button::new(&model.library_name).truncate());
        let hint = say!("%{library}. Click to choose another shade library", library = model.library_hint);
        if button.on_hover_text(hint).clicked() {
            asks.actions.push(Action::ChooseLibrary);
        }
    });
    if !model.shelf_line.is_empty() {
        let line = RichText::new(&model.shelf_line).color(theme::faint_ink(ui)).size(12.0);
        let line = ui.add(Label::new(line).wrap().sense(Sense::click()));
        if line.on_hover_text(tr("Click to see it on the page Bottles")).clicked() {
            asks.actions.push(Action::Show(Page::Bottles));
        }
    }
}

/// Which bottles recipes may use.
fn bottles_ui(ui: &mut Ui, model: &SettingsModel, asks: &mut Asks) {
    let used = model.bottles.iter().filter(|bottle| bottle.used).count();
    let locked = model.bottles.iter().filter(|bottle| bottle.locked).count();
    let all = model.bottles.len();
    let title = match locked {
        0 => say!("Use %{used} of %{all} bottles", used = used, all = all),
        _ => say!(
            "Use %{used} of %{all} bottles, %{locked} locked in",
            used = used,
            all = all,
            locked = locked
        ),
    };
    CollapsingHeader::new(title).id_salt("bottles in use").show(ui, |ui| {
        for bottle in &model.bottles {
            ui.push_id(&bottle.id, |ui| bottle_ui(ui, bottle, asks));
        }
    });
}

fn bottle_ui(ui: &mut Ui, bottle: &BottleRow, asks: &mut Asks) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let lock = ui.add(Button::selectable(bottle.locked, tr("Lock##verb")).frame_when_inactive(true));
            lock.widget_info(|| {
                let name = say!("Lock %{bottle} in", bottle = bottle.name);
                WidgetInfo::selected(Role::Button, true, bottle.locked, name)
            });
            if lock.on_hover_text(tr("The scar's recipe must hold this bottle, or need not")).clicked() {
                asks.edit(Edit::LockBottle(bottle.id.clone(), !bottle.locked));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let mut used = bottle.used;
                let hint = say!("%{bottle}: leave it out, or let recipes use it", bottle = bottle.name);
                let checkbox = Checkbox::new(&mut used, Atom::from(bottle.name.as_str()).atom_shrink(true));
                if ui.add(checkbox).on_hover_text(hint).changed() {
                    asks.edit(Edit::UseBottle(bottle.id.clone(), used));
                }
            });
        });
    });
}

fn library_hint(bottles: &Bottles) -> String {
    let shades = bottles.library().shades().len();
    if let Some(file) = bottles.file() {
        return format!("{}, {}", file.display(), count!(shades, "%{n} shade", "%{n} shades"));
    }
    count!(
        shades,
        "%{n} shade that come with the program, of no maker",
        "%{n} shades that come with the program, of no maker"
    )
}

/// A figure that may be told or left open.
struct Told {
    name: &'static str,
    unit: &'static str,
    usual: f64,
    range: std::ops::RangeInclusive<f64>,
    speed: f64,
}

impl Told {
    /// Calls `set` with the new value when it was changed.
    fn ui(&self, ui: &mut Ui, value: Option<f64>, mut set: impl FnMut(Option<f64>)) {
        ui.horizontal_wrapped(|ui| {
            let mut told = value.is_some();
            if ui.checkbox(&mut told, self.name).on_hover_text(tr("Tick to tell it")).changed() {
                set(told.then_some(self.usual));
            }
            let mut figure = value.unwrap_or(self.usual);
            let drag = number_field(&mut figure)
                .suffix(format!(" {}", self.unit))
                .range(self.range.clone())
                .speed(self.speed)
                .max_decimals(1)
                .update_while_editing(false);
            let response = ui
                .add_enabled(value.is_some(), drag)
                .accessible_name(say!("%{name} figure", name = self.name));
            if response.changed() {
                set(Some(figure));
            }
            if value.is_none() {
                ui.weak(tr("not told"));
            }
        });
    }
}
