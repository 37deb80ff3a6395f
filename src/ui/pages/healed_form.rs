//! What is told about a healed result, in the order of the work.

use egui::{Button, ComboBox, Label, RichText, Role, TextEdit, Ui, WidgetInfo};

use super::Page;
use super::desk::{ReferenceModel, RowDeed, reference_rows, spot_row};
use super::healed::result_name;
use crate::analysis::sentence;
use crate::app::{Command, CupTold, HealedCommand, HealedTold, SubjectTold};
use crate::blend::HandPlan;
use crate::locale::{is_one, keep, localised, say, tr};
use crate::studio::Zone;
use crate::ui::panels::Asks;
use crate::ui::widgets::{faint_ui, number_field};
use crate::ui::{Action, theme, words};

/// What the form shows beside what was told.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HealedFormModel {
    /// Name of the photo.
    pub photo: Option<String>,
    /// The spot that the next click shows.
    pub armed: Option<usize>,
    /// What the rows of the reference show.
    pub reference: ReferenceModel,
    /// Ids and names of the bottles of the library in use.
    pub bottles: Vec<(String, String)>,
    /// The plan of the first page that the cup can be taken from.
    pub plan: Option<HandPlan>,
    /// What is asked because the result hardly shows.
    pub doubt: Option<String>,
    /// Why the result cannot be added yet.
    pub missing: Option<&'static str>,
    /// The log is being changed.
    pub busy: bool,
}

/// Lays the form out; changes go into `told`.
pub fn healed_form_ui(
    ui: &mut Ui,
    model: &HealedFormModel,
    told: &mut HealedTold,
    asks: &mut Asks,
) -> RowDeed {
    let mut deed = RowDeed::default();
    ui.heading(tr("Log a healed result"));
    ui.horizontal(|ui| {
        if ui.button(tr("Open photo…")).on_hover_text(Action::OpenHealedPhoto.hint()).clicked() {
            asks.actions.push(Action::OpenHealedPhoto);
        }
        let name = model.photo.as_deref().unwrap_or(tr("of the healed work##after the button “Open photo…”"));
        ui.add(Label::new(RichText::new(name).color(theme::faint_ink(ui))).truncate());
    });
    ui.add_space(6.0);
    ui.strong(tr("1 Reference in the photo")).on_hover_text(tr(super::desk::REFERENCE_HINT));
    reference_rows(ui, &model.reference, &mut told.grey, &mut told.chart, &mut deed);
    if told.grey.is_none() && told.chart.is_none() {
        faint_ui(ui, tr("Without one the result counts, but for less."));
    }
    ui.add_space(6.0);
    ui.strong(tr("2 Skin and result")).on_hover_text(tr(
        "The result is what you put into the skin, healed; it is held against the skin beside it on the same photo",
    ));
    spots_ui(ui, model, told, &mut deed);
    ui.add_space(6.0);
    ui.strong(tr("3 What was mixed")).on_hover_text(tr(
        "The cup as it was at the visit: the program works out how much of it the skin still holds",
    ));
    mixed_ui(ui, model, told);
    ui.add_space(6.0);
    ui.strong(tr("4 Client")).on_hover_text(tr(
        "A code keeps results of one client together: two of them tell less than one each of two clients",
    ));
    client_ui(ui, told);
    ui.add_space(6.0);
    if let Some(doubt) = &model.doubt {
        doubt_ui(ui, doubt, told);
    }
    let add = ui.add_enabled(model.missing.is_none() && !model.busy, Button::new(tr("Add to the log")));
    if add.clicked() {
        asks.commands.push(Command::Healed(HealedCommand::Add));
    }
    if let Some(missing) = model.missing {
        faint_ui(ui, missing);
    }
    deed
}

/// A result that hardly shows counts only once it was said that it is one.
fn doubt_ui(ui: &mut Ui, doubt: &str, told: &mut HealedTold) {
    ui.add(Label::new(RichText::new(format!("⚠ {}", sentence(doubt))).strong()).wrap());
    faint_ui(ui, tr("A click beside the mark reads just like this. Click it again, or say:"));
    let mut yes = told.is_confirmed();
    let text = match told.subject {
        SubjectTold::Mark => tr("It is on a mark, which has faded"),
        SubjectTold::Area => tr("There are marks in it, which have faded"),
        SubjectTold::Wash => tr("It is on the tone, which has faded or matches"),
    };
    let hint = tr("The result then goes into the log as it was read");
    if ui.checkbox(&mut yes, text).on_hover_text(hint).changed() {
        told.confirm(yes);
    }
    ui.add_space(4.0);
}

fn spots_ui(ui: &mut Ui, model: &HealedFormModel, told: &mut HealedTold, deed: &mut RowDeed) {
    let tissue = usize::from(told.chart.is_none());
    let take = |index| RowDeed { chosen: Some(index), corners_wanted: Some(false) };
    if spot_row(ui, (tr("Skin without marks"), true), [told.tissue.is_some(), model.armed == Some(tissue)]) {
        *deed = take(tissue);
    }
    choice(ui, ("subject", tr("Result##of the treatment, healed")), &mut told.subject, &SUBJECTS);
    let mut removed = None;
    for (index, result) in told.results.iter().enumerate() {
        let (spot, name) = (tissue + 1 + index, result_name(told.subject, index + 1));
        ui.horizontal(|ui| {
            if spot_row(ui, (&name, true), [result.is_some(), model.armed == Some(spot)]) {
                *deed = take(spot);
            }
            if told.results.len() > 1 && remove_ui(ui, &remove_name(told.subject, index + 1)) {
                removed = Some(index);
            }
        });
    }
    if let Some(index) = removed {
        told.results.remove(index);
    }
    let (another, hint) = match told.subject {
        SubjectTold::Mark => (tr("Add mark"), tr("The median of several marks is surer than one")),
        SubjectTold::Area => (tr("Add place"), tr("A disc of skin with many marks in it")),
        SubjectTold::Wash => (tr("Add place"), tr("A disc of the even tone")),
    };
    if ui.button(another).on_hover_text(hint).clicked() {
        told.results.push(None);
    }
    if told.subject == SubjectTold::Area {
        ui.horizontal(|ui| {
            let label = ui.label(tr("Marks per cm²"));
            let drag = number_field(&mut told.marks_per_cm2).range(1.0..=2000.0).speed(1.0).max_decimals(0);
            ui.add(drag.update_while_editing(false)).labelled_by(label.id);
        });
    }
}

const SUBJECTS: [(SubjectTold, &str); 3] = [
    (SubjectTold::Mark, keep!("single marks")),
    (SubjectTold::Area, keep!("skin with marks, from a distance")),
    (SubjectTold::Wash, keep!("an even tone")),
];
const ZONES: [(Zone, &str); 2] = [(Zone::Scar, keep!("scar")), (Zone::Skin, keep!("normal skin"))];

/// What a button that takes such a place away is called.
fn remove_name(subject: SubjectTold, n: usize) -> String {
    match subject {
        SubjectTold::Mark => say!("Remove mark %{n}", n = n),
        SubjectTold::Area => say!("Remove area %{n}", n = n),
        SubjectTold::Wash => say!("Remove tone %{n}", n = n),
    }
}

fn choice<T: PartialEq + Copy>(
    ui: &mut Ui,
    (id, name): (&str, &str),
    value: &mut T,
    all: &[(T, &'static str)],
) {
    ui.horizontal(|ui| {
        let label = ui.label(name);
        let chosen = all.iter().find(|(one, _)| one == value).map_or("", |(_, name)| tr(name));
        let combo = ComboBox::from_id_salt(id).selected_text(chosen).show_ui(ui, |ui| {
            for (one, name) in all {
                ui.selectable_value(value, *one, tr(name));
            }
        });
        combo.response.labelled_by(label.id);
    });
}

fn mixed_ui(ui: &mut Ui, model: &HealedFormModel, told: &mut HealedTold) {
    choice(ui, ("zone", tr("Put into##scar or normal skin")), &mut told.zone, &ZONES);
    let (ready, hint) = match &model.plan {
        Some(_) => (
            true,
            tr("Bottles, parts, water and job of the plan shown on the photo, or else of the best match")
                .to_owned(),
        ),
        None => (false, say!("There is no plan on the page %{page} yet", page = Page::Match.name())),
    };
    let take = ui.add_enabled(ready, Button::new(tr("Take from the current plan")));
    if let Some(plan) = model.plan.as_ref().filter(|_| take.clicked()) {
        told.take_plan(plan);
    }
    take.on_hover_text(&hint).on_disabled_hover_text(&hint);
    cup_ui(ui, model, Cup::Main, &mut told.cup);
    if told.subject == SubjectTold::Wash {
        return;
    }
    let mut over_wash = told.wash.is_some();
    if ui
        .checkbox(&mut over_wash, tr("Over a wash"))
        .on_hover_text(tr("An even tone under the marks"))
        .changed()
    {
        told.wash = over_wash.then(CupTold::default);
    }
    if let Some(wash) = &mut told.wash {
        cup_ui(ui, model, Cup::Wash, wash);
    }
}

/// Which of the cups.
#[derive(Debug, Clone, Copy)]
enum Cup {
    Main,
    Wash,
}

impl Cup {
    fn id(self) -> &'static str {
        match self {
            Self::Main => "cup",
            Self::Wash => "wash",
        }
    }

    fn parts(self, n: usize) -> String {
        match self {
            Self::Main => say!("Parts of bottle %{n} of the cup", n = n),
            Self::Wash => say!("Parts of bottle %{n} of the wash", n = n),
        }
    }

    fn bottle(self, n: usize) -> String {
        match self {
            Self::Main => say!("Bottle %{n} of the cup", n = n),
            Self::Wash => say!("Bottle %{n} of the wash", n = n),
        }
    }

    fn remove(self, n: usize) -> String {
        match self {
            Self::Main => say!("Remove bottle %{n} of the cup", n = n),
            Self::Wash => say!("Remove bottle %{n} of the wash", n = n),
        }
    }

    fn add(self) -> &'static str {
        match self {
            Self::Main => tr("Add bottle to the cup"),
            Self::Wash => tr("Add bottle to the wash"),
        }
    }

    fn water(self) -> &'static str {
        match self {
            Self::Main => tr("Parts of water in the cup"),
            Self::Wash => tr("Parts of water in the wash"),
        }
    }
}

fn cup_ui(ui: &mut Ui, model: &HealedFormModel, which: Cup, cup: &mut CupTold) {
    let mut removed = None;
    for (index, (id, parts)) in cup.parts.iter_mut().enumerate() {
        ui.horizontal(|ui| {
            let n = index + 1;
            let drag = number_field(parts).range(1..=100).speed(0.1);
            ui.add(drag.update_while_editing(false)).accessible_name(which.parts(n));
            ui.label(if is_one(*parts) { tr("part##of a mixture") } else { tr("parts##of a mixture") });
            let chosen = model.bottles.iter().find(|(known, _)| known == id);
            let chosen = match chosen {
                Some((_, name)) => name.clone(),
                None if id.is_empty() => tr("Choose a bottle…").to_owned(),
                None => say!("%{bottle} (not in this library)", bottle = id),
            };
            let room = (ui.available_width() - 36.0).max(80.0);
            let combo =
                ComboBox::from_id_salt((which.id(), index)).width(room).truncate().selected_text(chosen);
            let combo = combo.show_ui(ui, |ui| {
                for (other, name) in &model.bottles {
                    ui.selectable_value(id, other.clone(), name);
                }
            });
            combo.response.accessible_name(which.bottle(n));
            if remove_ui(ui, &which.remove(n)) {
                removed = Some(index);
            }
        });
    }
    if let Some(index) = removed {
        cup.parts.remove(index);
    }
    let room = cup.parts.len() < model.bottles.len().min(12);
    let add = ui.add_enabled(room, Button::new(tr("Add bottle")));
    add.widget_info(|| WidgetInfo::labeled(Role::Button, room, which.add()));
    if add.clicked() {
        cup.parts.push((String::new(), 1));
    }
    water_ui(ui, which, cup);
}

/// Below nothing stands for what was not told.
const NOT_TOLD: f64 = -1.0;

fn water_ui(ui: &mut Ui, which: Cup, cup: &mut CupTold) {
    ui.horizontal(|ui| {
        let mut water = cup.water_parts.unwrap_or(NOT_TOLD);
        let drag = number_field(&mut water).range(NOT_TOLD..=1000.0).speed(0.2).max_decimals(1);
        let drag = drag.custom_formatter(|water, _| match water {
            water if water < 0.0 => tr("not told##how much water").to_owned(),
            water => parts_in_words(water),
        });
        let hint =
            tr("How many times as much water as pigment went into the cup, all bottles together; 0 for none");
        let field = ui.add(drag.update_while_editing(false));
        let field = field.accessible_name(which.water()).on_hover_text(hint);
        if field.changed() {
            cup.water_parts = (water >= 0.0).then_some(water);
        }
        ui.label(if cup.water_parts == Some(1.0) {
            tr("part of water to 1 part of pigment")
        } else {
            tr("parts of water to 1 part of pigment")
        });
    });
    if let Some(same) = as_on_a_card(cup) {
        faint_ui(ui, &same);
    }
}

/// The water of a cup as the cards of the recipes tell it: beside all its parts of pigment.
fn as_on_a_card(cup: &CupTold) -> Option<String> {
    let (water, pigment) = (cup.water_parts?, cup.pigment_parts());
    let all = water * f64::from(pigment);
    (pigment > 0 && water > 0.0).then(|| {
        let water = if (all - 1.0).abs() < 1e-9 {
            words::parts(1)
        } else {
            say!("%{n} parts", n = parts_in_words(all))
        };
        say!(
            "= %{water_parts} of water to %{pigment_parts} of pigment, as on a recipe card.",
            water_parts = water,
            pigment_parts = words::parts(pigment)
        )
    })
}

/// "48", "12.5".
fn parts_in_words(parts: f64) -> String {
    let text = format!("{parts:.1}");
    localised(text.strip_suffix(".0").map_or(text.clone(), str::to_owned))
}

fn remove_ui(ui: &mut Ui, what: &str) -> bool {
    let remove = ui.button("×").on_hover_text(what);
    remove.widget_info(|| WidgetInfo::labeled(Role::Button, true, what));
    remove.clicked()
}

fn client_ui(ui: &mut Ui, told: &mut HealedTold) {
    ui.horizontal(|ui| {
        let label = ui.label(tr("Days since the visit"));
        let drag = number_field(&mut told.days).range(0.0..=36_525.0).speed(0.5).max_decimals(0);
        ui.add(drag.update_while_editing(false)).labelled_by(label.id);
    });
    for (name, text, hint) in [
        (tr("Code##for a client"), &mut told.client, tr("of your own; no name needed##hint for the code")),
        (tr("Note##free text"), &mut told.note, tr("anything worth keeping")),
    ] {
        ui.horizontal(|ui| {
            let label = ui.label(name);
            let edit =
                TextEdit::singleline(text).hint_text(hint).char_limit(200).desired_width(f32::INFINITY);
            ui.add(edit).labelled_by(label.id);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn water_is_told_in_the_words_of_a_card() {
        let cup = |parts, water_parts| CupTold { parts, water_parts };
        let two = vec![("a".to_owned(), 1), ("b".to_owned(), 3)];
        let told = as_on_a_card(&cup(two.clone(), Some(12.0))).expect("water and pigment are told");
        assert_eq!(told, "= 48 parts of water to 4 parts of pigment, as on a recipe card.");
        let told = as_on_a_card(&cup(vec![("a".to_owned(), 1)], Some(2.5))).expect("they are told");
        assert_eq!(told, "= 2.5 parts of water to 1 part of pigment, as on a recipe card.");
        assert_eq!(as_on_a_card(&cup(two, None)), None);
        assert_eq!(as_on_a_card(&cup(Vec::new(), Some(12.0))), None);
    }
}
