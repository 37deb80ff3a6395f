//! What an answer is given with.

use egui::{Button, ComboBox, Grid, RichText, Slider, TextEdit, Ui};

use super::practice::strip_ui;
use crate::blend::{HandCup, RecipePart};
use crate::color::Lab;
use crate::locale::{fixed, keep, read_number, say, tr};
use crate::teach::{Answer, Decision, FaultKind, Form, Picture};
use crate::ui::widgets::number_field;

/// Words that move a tone, with the step in L*, a* and b*.
const STEPS: [(&str, [f64; 3]); 6] = [
    (keep!("lighter"), [2.0, 0.0, 0.0]),
    (keep!("darker"), [-2.0, 0.0, 0.0]),
    (keep!("redder"), [0.0, 1.0, 0.0]),
    (keep!("less red"), [0.0, -1.0, 0.0]),
    (keep!("yellower"), [0.0, 0.0, 1.0]),
    (keep!("bluer"), [0.0, 0.0, -1.0]),
];

/// One cup as it is being chosen.
#[derive(Debug, Clone, Default, PartialEq)]
struct CupDraft {
    /// Places among the bottles; the second is none where there is one bottle.
    first: usize,
    second: Option<usize>,
    parts: [u32; 2],
    water: u32,
}

/// An answer that is not given yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    exercise: u64,
    tone: [f64; 3],
    which: Option<usize>,
    cups: [CupDraft; 2],
    typed: String,
    photos: Vec<Option<FaultKind>>,
    case: Option<Decision>,
    /// The field of a number has just been left by Enter.
    pub(super) typed_enter: bool,
}

impl Draft {
    /// Begins anew when the exercise is another one.
    pub fn follow(&mut self, exercise: u64, form: &Form) {
        if self.exercise == exercise {
            return;
        }
        let cup = CupDraft { first: 0, second: None, parts: [1, 1], water: 10 };
        let photos = match form {
            Form::Photos(count) => vec![None; *count],
            _ => Vec::new(),
        };
        *self = Self { exercise, photos, cups: [cup.clone(), cup], ..Self::default() };
    }

    /// The answer; none while something is missing.
    #[must_use]
    pub fn answer(&self, form: &Form) -> Option<Answer> {
        match form {
            Form::Tone { .. } => Some(Answer::Tone(self.tone)),
            Form::Which(_) => self.which.map(Answer::Which),
            Form::Cups { bottles, .. } => {
                let [scar, surround] = &self.cups;
                Some(Answer::Cups { scar: cup(scar, bottles)?, surround: cup(surround, bottles)? })
            }
            Form::Number(_) => read_number(&self.typed).map(Answer::Number),
            Form::Photos(_) => Some(Answer::Photos(self.photos.clone())),
            Form::Case => self.case.map(Answer::Case),
        }
    }
}

fn cup(draft: &CupDraft, bottles: &[(String, String)]) -> Option<HandCup> {
    let part =
        |place: usize, parts: u32| bottles.get(place).map(|(id, _)| RecipePart { shade: id.clone(), parts });
    let mut parts = vec![part(draft.first, if draft.second.is_some() { draft.parts[0] } else { 1 })?];
    if let Some(second) = draft.second.filter(|second| *second != draft.first) {
        parts.push(part(second, draft.parts[1])?);
    }
    Some(HandCup { parts, water_parts: draft.water })
}

/// Lays the widgets of a form out; what is chosen goes into the draft.
pub fn answer_ui(ui: &mut Ui, form: &Form, draft: &mut Draft, pictures: &[Picture]) {
    draft.typed_enter = false;
    match form {
        Form::Tone { from, from_name, to_name, most } => {
            tone_ui(ui, (*from, from_name, to_name), *most, &mut draft.tone);
        }
        Form::Which(names) => {
            ui.horizontal_wrapped(|ui| {
                for (place, name) in names.iter().enumerate() {
                    if choice(ui, draft.which == Some(place), name) {
                        draft.which = Some(place);
                    }
                }
            });
        }
        Form::Cups { bottles, most_bottles, most_water } => {
            let names = [tr("For the scar"), tr("For the surround")];
            for (cup, name) in draft.cups.iter_mut().zip(names) {
                ui.push_id(name, |ui| cup_ui(ui, name, cup, (bottles, *most_bottles, *most_water)));
            }
        }
        Form::Number(unit) => {
            ui.horizontal(|ui| {
                let label = ui.label(tr("Your answer"));
                let field = ui.add(TextEdit::singleline(&mut draft.typed).desired_width(120.0));
                draft.typed_enter = field.labelled_by(label.id).lost_focus();
                ui.label(unit);
            });
        }
        Form::Photos(_) => photos_ui(ui, draft, pictures),
        Form::Case => {
            ui.horizontal_wrapped(|ui| {
                for decision in Decision::ALL {
                    if choice(ui, draft.case == Some(decision), decision.title()) {
                        draft.case = Some(decision);
                    }
                }
            });
        }
    }
}

fn choice(ui: &mut Ui, chosen: bool, name: &str) -> bool {
    let text = RichText::new(name).size(17.0);
    ui.add(Button::selectable(chosen, text).frame_when_inactive(true)).clicked()
}

/// Sliders and words for a difference, with the tone that they make beside the one it is counted from.
fn tone_ui(ui: &mut Ui, (from, from_name, to_name): (Lab, &str, &str), most: f64, tone: &mut [f64; 3]) {
    let guessed = Lab::new(from.l + tone[0], from.a + tone[1], from.b + tone[2]);
    let own = say!("%{tone}, as you say", tone = to_name);
    strip_ui(ui, &[(from_name.to_owned(), from), (own, guessed)]);
    ui.horizontal_wrapped(|ui| {
        for (word, step) in STEPS {
            if ui.button(tr(word)).clicked() {
                for (value, step) in tone.iter_mut().zip(step) {
                    *value = (*value + step).clamp(-most, most);
                }
            }
        }
    });
    let width = (ui.available_width() - 150.0).clamp(120.0, 420.0);
    Grid::new("tone").num_columns(2).show(ui, |ui| {
        ui.spacing_mut().slider_width = width;
        for (name, value) in [fixed!("ΔL*"), fixed!("Δa*"), fixed!("Δb*")].into_iter().zip(tone.iter_mut())
        {
            let label = ui.label(name);
            let slider = Slider::new(value, -most..=most).step_by(0.5).custom_parser(read_number);
            ui.add(slider).labelled_by(label.id);
            ui.end_row();
        }
    });
}

fn cup_ui(
    ui: &mut Ui,
    name: &str,
    cup: &mut CupDraft,
    (bottles, most_bottles, most_water): (&[(String, String)], usize, u32),
) {
    ui.strong(name);
    let bottle = |place: usize| bottles.get(place).map_or("", |(_, name)| name.as_str());
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(tr("Bottle"));
        if most_bottles > 1 && cup.second.is_some() {
            ui.add(number_field(&mut cup.parts[0]).range(1..=2));
        }
        let combo = ComboBox::from_id_salt("first").width(190.0).selected_text(bottle(cup.first));
        let combo = combo.show_ui(ui, |ui| {
            for place in 0..bottles.len() {
                ui.selectable_value(&mut cup.first, place, bottle(place));
            }
        });
        combo.response.labelled_by(label.id);
        if most_bottles > 1 {
            second_ui(ui, cup, bottles.len(), bottle);
        }
        let label = ui.label(tr("Water, parts"));
        ui.add(number_field(&mut cup.water).range(0..=most_water)).labelled_by(label.id);
    });
}

fn second_ui<'a>(ui: &mut Ui, cup: &mut CupDraft, count: usize, bottle: impl Fn(usize) -> &'a str) {
    let label = ui.label("+");
    if cup.second.is_some() {
        ui.add(number_field(&mut cup.parts[1]).range(1..=2));
    }
    let none = tr("no second bottle");
    let combo = ComboBox::from_id_salt("second").width(190.0);
    let combo = combo.selected_text(cup.second.map_or(none, &bottle)).show_ui(ui, |ui| {
        ui.selectable_value(&mut cup.second, None, none);
        for place in 0..count {
            ui.selectable_value(&mut cup.second, Some(place), bottle(place));
        }
    });
    combo.response.labelled_by(label.id);
    // 2:2 is 1:1.
    if cup.parts == [2, 2] {
        cup.parts = [1, 1];
    }
}

fn photos_ui(ui: &mut Ui, draft: &mut Draft, pictures: &[Picture]) {
    Grid::new("photos").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
        for (place, (fault, picture)) in draft.photos.iter_mut().zip(pictures).enumerate() {
            let label = ui.label(&picture.name);
            let words = |fault: Option<FaultKind>| fault.map_or(tr("good##of a photo"), FaultKind::title);
            let combo = ComboBox::from_id_salt(place).width(190.0).selected_text(words(*fault));
            let combo = combo.show_ui(ui, |ui| {
                for other in std::iter::once(None).chain(FaultKind::ALL.map(Some)) {
                    ui.selectable_value(fault, other, words(other));
                }
            });
            combo.response.labelled_by(label.id);
            ui.end_row();
        }
    });
}
