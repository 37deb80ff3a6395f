//! Practice: who and what at the left, the exercise in the middle.

use egui::{
    Align, CentralPanel, ColorImage, Frame, Image, Key, Label, Margin, Panel, ProgressBar, RichText,
    ScrollArea, TextureHandle, TextureOptions, Ui, Vec2, vec2,
};

use super::practice_answer::{Draft, answer_ui};
use super::practice_model::{PracticeModel, SideModel};
use super::practice_reveal::reveal_ui;
use super::practice_side::practice_side_ui;
use crate::app::{PracticeBench, PracticeCommand};
use crate::locale::{Language, capitalized, number, say, spoken, tr};
use crate::teach::Picture;
use crate::ui::panels::Asks;
use crate::ui::screen_profile::shown_all;
use crate::ui::theme;
use crate::ui::widgets::{Swatch, swatch_strip_ui};

/// Size of a question, in points.
const QUESTION: f32 = 19.0;
/// Height of swatches, in points.
const SWATCHES: f32 = 64.0;
/// Least width of a picture, in points.
const LEAST_PICTURE: f32 = 210.0;

/// What the side is made of: what was done on the bench, whether a class looks on, and the language.
type SideKey = (u64, bool, Language);

/// What the page keeps for itself.
#[derive(Default)]
pub(in crate::ui) struct PracticePage {
    /// The list of trainees was asked for.
    asked: bool,
    /// Code of a trainee who is to be chosen.
    code: String,
    draft: Draft,
    /// Pictures of the exercise of this number, as the screen shows them.
    pictures: (u64, Vec<TextureHandle>),
    /// The reveal is covered again, as it can be before a class.
    covered: bool,
    /// Enter was pressed: answer, or go on.
    entered: bool,
    /// The exercise whose reveal was brought into sight last.
    in_sight: u64,
    /// The side as it was made last, and of what.
    side: Option<(SideKey, SideModel)>,
}

impl PracticePage {
    /// Enter was pressed.
    pub(in crate::ui) fn enter(&mut self) {
        self.entered = true;
    }

    /// Covers the reveal again, or not.
    pub(in crate::ui) fn cover(&mut self, covered: bool) {
        self.covered = covered;
    }

    /// The reveal is there and covered.
    pub(in crate::ui) fn is_covered(&self) -> bool {
        self.covered
    }

    /// Lays the page out below the menu.
    pub(in crate::ui) fn ui(
        &mut self,
        ui: &mut Ui,
        bench: &PracticeBench,
        presenting: bool,
        asks: &mut Asks,
    ) {
        if !std::mem::replace(&mut self.asked, true) {
            asks.commands.push(PracticeCommand::List.into());
        }
        let model = PracticeModel::of(bench, presenting);
        let side = self.side(bench, presenting);
        let frame = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
        let width = (ui.available_width() * 0.32).clamp(200.0, 300.0);
        let panel = Panel::left(("practice side", theme::size_of_words(ui))).frame(frame);
        panel.resizable(false).exact_size(width).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                practice_side_ui(ui, &side, &mut self.code, asks);
            });
        });
        self.draft.follow(model.exercise, &model.form);
        self.follow(ui, &model);
        CentralPanel::no_frame().show(ui, |ui| {
            frame.show(ui, |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| self.exercise_ui(ui, &model, asks));
            });
        });
        self.entered = false;
    }

    /// The side, made anew only when something in it has changed: how a trainee errs over time takes all answers.
    fn side(&mut self, bench: &PracticeBench, presenting: bool) -> SideModel {
        let key = (bench.changes(), presenting, spoken());
        match &self.side {
            Some((made, side)) if *made == key => side.clone(),
            _ => {
                let side = SideModel::of(bench, presenting);
                self.side = Some((key, side.clone()));
                side
            }
        }
    }

    /// Makes the pictures of a new exercise ready for the screen.
    fn follow(&mut self, ui: &Ui, model: &PracticeModel) {
        if self.pictures.0 == model.exercise {
            return;
        }
        let ready = model.pictures.iter().map(|picture| texture(ui, picture)).collect();
        self.pictures = (model.exercise, ready);
        self.covered = false;
    }

    fn exercise_ui(&mut self, ui: &mut Ui, model: &PracticeModel, asks: &mut Asks) {
        if let Some(told) = &model.told {
            ui.add(Label::new(told).wrap());
            ui.add_space(6.0);
        }
        if let Some((share, doing)) = model.working {
            ui.horizontal(|ui| {
                let percent = number(f64::from(share * 100.0), 0);
                ui.add(ProgressBar::new(share).desired_width(140.0).animate(false))
                    .accessible_name(say!("Progress, %{percent} %", percent = percent));
                ui.label(capitalized(doing));
                if ui.button(tr("Cancel")).clicked() {
                    asks.commands.push(PracticeCommand::Stop.into());
                }
            });
        }
        let Some(question) = &model.question else {
            if model.working.is_none() {
                empty_ui(ui, model);
            }
            return;
        };
        ui.label(RichText::new(&model.title).color(theme::faint_ink(ui)));
        ui.add(Label::new(RichText::new(question).size(QUESTION)).wrap());
        ui.add_space(6.0);
        self.pictures_ui(ui, model);
        for strip in &model.strips {
            strip_ui(ui, &strip.0);
        }
        for fact in &model.facts {
            ui.add(Label::new(fact).wrap());
        }
        ui.add_space(6.0);
        let Some(reveal) = model.reveal.as_ref().filter(|_| !self.covered) else {
            self.answer_ui(ui, model, asks);
            return;
        };
        if std::mem::replace(&mut self.in_sight, model.exercise) != model.exercise {
            ui.scroll_to_cursor(Some(Align::Center));
        }
        reveal_ui(ui, reveal);
        ui.add_space(6.0);
        let next = ui.button(RichText::new(tr("Next##exercise")).size(QUESTION));
        if next.clicked() || self.entered {
            asks.commands.push(PracticeCommand::Next.into());
        }
    }

    fn answer_ui(&mut self, ui: &mut Ui, model: &PracticeModel, asks: &mut Asks) {
        answer_ui(ui, &model.form, &mut self.draft, &model.pictures);
        ui.add_space(6.0);
        let answer = self.draft.answer(&model.form);
        let words = if model.presenting { tr("Reveal") } else { tr("Answer##verb") };
        let button = ui.add_enabled(answer.is_some(), egui::Button::new(RichText::new(words).size(QUESTION)));
        let hint = tr("Then the truth is shown, with the reason; Enter does the same");
        // Enter in the field of a number ends its typing and answers at once.
        let enter = self.entered || (self.draft.typed_enter && ui.input(|i| i.key_pressed(Key::Enter)));
        if button.on_hover_text(hint).clicked() || enter {
            if model.reveal.is_some() {
                self.covered = false;
            } else if let Some(answer) = answer {
                asks.commands.push(PracticeCommand::Answer(answer).into());
            }
        }
    }

    /// Pictures in as many columns as there is room for.
    fn pictures_ui(&self, ui: &mut Ui, model: &PracticeModel) {
        let count = self.pictures.1.len();
        if count == 0 {
            return;
        }
        let room = ui.available_width();
        let gap = ui.spacing().item_spacing.x;
        let columns = (1..=count.min(3)).rev().find(|n| room / *n as f32 - gap >= LEAST_PICTURE).unwrap_or(1);
        let most = if count == 1 { room.min(720.0) } else { (room / columns as f32 - gap).min(420.0) };
        for (row, names) in self.pictures.1.chunks(columns).zip(model.pictures.chunks(columns)) {
            ui.horizontal_top(|ui| {
                for (texture, picture) in row.iter().zip(names) {
                    picture_ui(ui, texture, (count > 1).then_some(&picture.name), most);
                }
            });
        }
    }
}

/// One picture, its name above where there are several.
fn picture_ui(ui: &mut Ui, texture: &TextureHandle, name: Option<&String>, most: f32) {
    let size = texture.size_vec2();
    let height = ui.ctx().content_rect().height() * 0.4;
    let scale = (most / size.x).min(height / size.y);
    ui.vertical(|ui| {
        if let Some(name) = name {
            ui.strong(name);
        }
        let said = name.map_or(tr("Picture of the exercise"), String::as_str);
        ui.add(Image::new((texture.id(), size * scale)).alt_text(said));
    });
}

impl std::fmt::Debug for PracticePage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PracticePage").field("draft", &self.draft).finish_non_exhaustive()
    }
}

fn texture(ui: &Ui, picture: &Picture) -> TextureHandle {
    let size = [picture.image.width(), picture.image.height()].map(|side| usize::try_from(side).unwrap_or(1));
    let pixels = picture.image.pixels().map(|pixel| pixel.0).collect();
    ui.ctx().load_texture("practice", ColorImage::new(size, shown_all(pixels)), TextureOptions::LINEAR)
}

/// Neighbouring colours, described in figures.
pub(super) fn strip_ui(ui: &mut Ui, colours: &[(String, crate::color::Lab)]) {
    let swatches: Vec<Swatch> =
        colours.iter().map(|(name, lab)| Swatch { name: name.clone(), lab: *lab }).collect();
    let described: Vec<&str> = colours.iter().map(|(name, _)| name.as_str()).collect();
    let width = ui.available_width().min(720.0);
    ui.allocate_ui(vec2(width, SWATCHES), |ui| {
        ui.set_max_width(width);
        let described = say!("Colours side by side: %{names}", names = described.join(", "));
        swatch_strip_ui(ui, &swatches, SWATCHES, &described);
    });
}

fn empty_ui(ui: &mut Ui, model: &PracticeModel) {
    ui.add_space(12.0);
    let text = if model.at_end {
        tr("The pack is open. Press “Begin pack” at the left, or choose a kind of exercise.")
    } else {
        tr(
            "Choose what to practise at the left. Answer blind; then the truth, the score and the reason are shown.",
        )
    };
    ui.add(Label::new(RichText::new(text).size(QUESTION)).wrap());
    ui.allocate_space(Vec2::new(1.0, 8.0));
    let about = tr(
        "All pictures are rendered and show no person. The level adapts: two right answers in a row make it harder, \
                    one wrong makes it easier.",
    );
    crate::ui::widgets::faint_ui(ui, about);
}
