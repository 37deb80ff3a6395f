//! The window that boxes are drawn in, over the photos of a visit, to hide what lies in them.

use std::sync::Arc;

use egui::{
    Button, ColorImage, Context, Grid, Id, Key, Label, Modal, Modifiers, Role, ScrollArea, TextureHandle,
    TextureOptions, Ui, WidgetInfo, vec2,
};

use super::case_face_boxes::{BoxDeed, Drag, boxes_ui};
use super::keeping_words;
use crate::app::{CaseCommand, FacePhoto, History, Keeping, OpenCase, ReportCommand, ShownFaces};
use crate::case::{PhotoHash, VisitPhoto};
use crate::locale::{count, date, fixed, say, tr};
use crate::photo::PixelRect;
use crate::ui::Action;
use crate::ui::panels::Asks;
use crate::ui::screen_profile::shown_all;
use crate::ui::widgets::{faint_ui, number_field};

/// Largest size of the window, and what is left free around it.
const LARGEST: egui::Vec2 = vec2(1200.0, 900.0);
const AROUND: f32 = 48.0;
/// Width of the list of boxes.
const LIST: f32 = 210.0;

/// What the window keeps for itself: the photo on the screen, the hand, and the steps back.
#[derive(Default)]
pub(super) struct FacesPage {
    of: Option<PhotoHash>,
    texture: Option<TextureHandle>,
    drag: Drag,
    chosen: Option<usize>,
    history: History<Vec<PixelRect>>,
}

impl std::fmt::Debug for FacesPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FacesPage").field("chosen", &self.chosen).finish_non_exhaustive()
    }
}

/// The photo that boxes are drawn on.
struct Drawn<'a> {
    open: &'a OpenCase,
    shown: &'a ShownFaces,
    photo: &'a VisitPhoto,
}

impl FacesPage {
    pub(super) fn is_open(&self) -> bool {
        self.of.is_some()
    }

    /// Lays the window out when a photo is shown.
    pub(super) fn ui(
        &mut self,
        ctx: &Context,
        (open, shown): (Option<&OpenCase>, Option<&ShownFaces>),
        asks: &mut Asks,
    ) {
        let Some(shown) = shown else {
            if self.is_open() {
                *self = Self::default();
            }
            return;
        };
        let photo = open.and_then(|open| Some((open, open.case.photo(shown.place)?)));
        let Some((open, photo)) = photo.filter(|(_, photo)| photo.hash == shown.hash) else {
            asks.commands.push(CaseCommand::Report(ReportCommand::LeaveFaces).into());
            return;
        };
        if self.of != Some(shown.hash) {
            *self = Self { of: Some(shown.hash), ..Self::default() };
        }
        // All that is changed of a figure in one go is one step.
        if !ctx.input(|i| i.pointer.any_down()) && !ctx.text_edit_focused() {
            self.history.rest(&photo.hidden);
        }
        let drawn = Drawn { open, shown, photo };
        let is_dragged = self.drag.is_some();
        let modal = Modal::new(Id::unique("hide faces")).show(ctx, |ui| self.window_ui(ui, &drawn, asks));
        let escape = ctx.input(|i| i.key_pressed(Key::Escape));
        if is_dragged && escape {
            self.drag = None;
        } else if modal.inner || modal.should_close() {
            asks.commands.push(CaseCommand::Report(ReportCommand::LeaveFaces).into());
        }
    }

    /// Whether it is done with.
    fn window_ui(&mut self, ui: &mut Ui, drawn: &Drawn<'_>, asks: &mut Asks) -> bool {
        let room = (ui.ctx().content_rect().size() - vec2(AROUND, AROUND)).min(LARGEST);
        ui.set_width(room.x.max(320.0));
        let day = drawn.open.case.visits.get(drawn.shown.place.0).map(|visit| date(visit.day));
        ui.heading(say!("Hide faces, visit of %{day}", day = day.unwrap_or_default()));
        photos_ui(ui, drawn, asks);
        let can = !drawn.open.read_only;
        // Words of one or two lines and a row of buttons stand below.
        let below = 5.5 * ui.text_style_height(&egui::TextStyle::Body) + 2.0 * ui.spacing().interact_size.y;
        let height = (room.y - ui.min_rect().height() - below).max(120.0);
        ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
            ui.horizontal_top(|ui| {
                let wide = (ui.available_width() - LIST - 16.0).max(120.0);
                ui.allocate_ui(vec2(wide, height), |ui| {
                    ui.set_min_size(vec2(wide, height));
                    self.photo_ui(ui, drawn, asks);
                });
                ui.vertical(|ui| {
                    ui.set_width(LIST);
                    ScrollArea::vertical()
                        .max_height(height)
                        .auto_shrink(false)
                        .show(ui, |ui| self.list_ui(ui, drawn, asks));
                });
            });
        });
        if can {
            faint_ui(
                ui,
                tr("Drag over the photo to draw a box. Click a box to choose it; Delete removes it."),
            );
            self.keys(ui, drawn, asks);
        } else {
            faint_ui(ui, &say!("The case is %{state}.", state = keeping_words(Keeping::ReadOnly)));
        }
        faint_ui(
            ui,
            tr(
                "What lies in a box is blurred for good in every report and saved picture of this photo. The photo itself stays as it is.",
            ),
        );
        ui.horizontal(|ui| {
            let steps = [(Action::Undo, self.history.can_undo()), (Action::Redo, self.history.can_redo())];
            for (action, has_step) in steps {
                if ui.add_enabled(can && has_step, Button::new(action.text())).clicked() {
                    self.step(action == Action::Undo, drawn, asks);
                }
            }
            ui.button(tr("Done##verb")).clicked()
        })
        .inner
    }

    /// The photo, or what is going on with it.
    fn photo_ui(&mut self, ui: &mut Ui, drawn: &Drawn<'_>, asks: &mut Asks) {
        let photo = match &drawn.shown.photo {
            Some(Ok(photo)) => photo,
            Some(Err(why)) => {
                ui.add(Label::new(format!("⚠ {why}")).wrap());
                return;
            }
            None => {
                ui.spinner();
                ui.label(tr("Opening the photo"));
                return;
            }
        };
        let texture = self.texture.get_or_insert_with(|| texture_of(ui.ctx(), photo)).clone();
        let boxes = &drawn.photo.hidden;
        let name = say!("Photo %{n}, to draw boxes on", n = drawn.shown.place.1 + 1);
        let can = !drawn.open.read_only;
        let deed = boxes_ui(ui, (&texture, photo.size), (boxes, self.chosen), (&mut self.drag, can), &name);
        match deed {
            Some(BoxDeed::Choose(chosen)) => self.chosen = chosen,
            Some(BoxDeed::Draw(new)) => {
                self.chosen = Some(boxes.len());
                self.change(boxes.iter().copied().chain([new]).collect(), drawn, asks);
            }
            None => {}
        }
    }

    /// The boxes by number, and the figures of the one that is chosen.
    fn list_ui(&mut self, ui: &mut Ui, drawn: &Drawn<'_>, asks: &mut Asks) {
        let boxes = &drawn.photo.hidden;
        let can = !drawn.open.read_only;
        if boxes.is_empty() {
            faint_ui(ui, tr("No box was drawn on this photo yet."));
        }
        let mut removed = None;
        for place in 0..boxes.len() {
            ui.horizontal(|ui| {
                let name = say!("Box %{n}", n = place + 1);
                let row = Button::selectable(self.chosen == Some(place), name).frame_when_inactive(true);
                if ui.add(row).clicked() {
                    self.chosen = Some(place);
                }
                let remove = ui.add_enabled(can, Button::new(tr("Remove")));
                let name = say!("Remove box %{n}", n = place + 1);
                remove.widget_info(|| WidgetInfo::labeled(Role::Button, can, &name));
                if remove.clicked() {
                    removed = Some(place);
                }
            });
        }
        if let Some(place) = removed {
            return self.remove(place, drawn, asks);
        }
        let Some(Ok(photo)) = &drawn.shown.photo else { return };
        let size = photo.size.map(f64::from);
        ui.add_enabled_ui(can, |ui| {
            if ui.button(tr("Add box")).on_hover_text(tr("A box in the middle of the photo")).clicked() {
                let [width, height] = size.map(|side| (side / 4.0).ceil());
                let [x, y] = [(size[0] - width) / 2.0, (size[1] - height) / 2.0].map(f64::floor);
                self.chosen = Some(boxes.len());
                let new = PixelRect { x, y, width, height };
                self.change(boxes.iter().copied().chain([new]).collect(), drawn, asks);
            }
            let chosen = self.chosen.and_then(|place| Some((place, *boxes.get(place)?)));
            if let Some((place, rect)) = chosen {
                ui.add_space(6.0);
                let new = figures_ui(ui, rect, size);
                if can && new != rect {
                    let mut boxes = boxes.clone();
                    boxes[place] = new;
                    self.change(boxes, drawn, asks);
                }
            }
        });
    }

    fn keys(&mut self, ui: &Ui, drawn: &Drawn<'_>, asks: &mut Asks) {
        if ui.ctx().text_edit_focused() {
            return;
        }
        let boxes = &drawn.photo.hidden;
        let redo = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        let [redo, undo, delete] = ui.input_mut(|input| {
            let redo = input.consume_key(redo, Key::Z) || input.consume_key(Modifiers::COMMAND, Key::Y);
            let undo = input.consume_key(Modifiers::COMMAND, Key::Z);
            let delete = input.consume_key(Modifiers::NONE, Key::Delete)
                || input.consume_key(Modifiers::NONE, Key::Backspace);
            [redo, undo, delete]
        });
        if redo || undo {
            self.step(undo, drawn, asks);
        } else if let Some(place) = self.chosen.filter(|place| delete && *place < boxes.len()) {
            self.remove(place, drawn, asks);
        }
    }

    fn remove(&mut self, place: usize, drawn: &Drawn<'_>, asks: &mut Asks) {
        let mut boxes = drawn.photo.hidden.clone();
        boxes.remove(place);
        self.chosen = None;
        self.change(boxes, drawn, asks);
    }

    fn change(&mut self, boxes: Vec<PixelRect>, drawn: &Drawn<'_>, asks: &mut Asks) {
        self.history.changed(drawn.photo.hidden.clone());
        asks.commands.push(CaseCommand::Hide(drawn.shown.place, boxes).into());
    }

    /// A step back, or forward again.
    fn step(&mut self, back: bool, drawn: &Drawn<'_>, asks: &mut Asks) {
        let now = &drawn.photo.hidden;
        let boxes = if back { self.history.undo(now) } else { self.history.redo(now) };
        let Some(boxes) = boxes else { return };
        self.chosen = None;
        asks.commands.push(CaseCommand::Hide(drawn.shown.place, boxes).into());
    }
}

/// Which of the visit's photos is shown, with the boxes on each.
fn photos_ui(ui: &mut Ui, drawn: &Drawn<'_>, asks: &mut Asks) {
    let (visit, shown) = drawn.shown.place;
    let photos = drawn.open.case.visits.get(visit).map(|visit| visit.photos.as_slice()).unwrap_or_default();
    if photos.len() < 2 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (place, photo) in photos.iter().enumerate() {
            let name = say!("Photo %{n}", n = place + 1);
            let name = match photo.hidden.len() {
                0 => name,
                boxes => [name, count!(boxes, "%{n} box", "%{n} boxes")].join(": "),
            };
            let tab = Button::selectable(place == shown, name).frame_when_inactive(true);
            if ui.add(tab).clicked() && place != shown {
                asks.commands.push(CaseCommand::Report(ReportCommand::Faces((visit, place))).into());
            }
        }
    });
}

/// The edges of a box in pixels, kept on the photo.
fn figures_ui(ui: &mut Ui, rect: PixelRect, [width, height]: [f64; 2]) -> PixelRect {
    let mut new = rect;
    Grid::new("box").num_columns(2).spacing([10.0, 3.0]).show(ui, |ui| {
        let rows = [
            (tr("From the left, px"), &mut new.x, 0.0..=(width - rect.width).max(0.0)),
            (tr("From the top, px"), &mut new.y, 0.0..=(height - rect.height).max(0.0)),
            (tr("Width, px"), &mut new.width, 1.0..=(width - rect.x).max(1.0)),
            (tr("Height, px"), &mut new.height, 1.0..=(height - rect.y).max(1.0)),
        ];
        for (name, value, range) in rows {
            let label = ui.label(name);
            ui.add(number_field(value).range(range).max_decimals(0)).labelled_by(label.id);
            ui.end_row();
        }
    });
    new
}

fn texture_of(ctx: &Context, photo: &Arc<FacePhoto>) -> TextureHandle {
    let size = photo.shown.map(|side| usize::try_from(side).unwrap_or(1));
    let image = ColorImage::new(size, shown_all(photo.pixels.clone()));
    ctx.load_texture(fixed!("photo with boxes"), image, TextureOptions::LINEAR)
}
