//! The photo in one picture or several: the plan on it, before and after, the range of results.

use std::sync::Arc;
use std::time::Duration;

use egui::{Align2, CursorIcon, EventFilter, Key, Pos2, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::fit::scar_part;
use super::legend::{legend, written};
use super::tiles::{Picture, SharedPyramid, Tiles};
use super::{CanvasModel, View};
use crate::analysis::{MOMENT_NAMES, Views, looked_at};
use crate::app::Wake;
use crate::locale::{say, tr};
use crate::photo::LinearImage;
use crate::preview::{Cut, Preview, PreviewShow, best_columns};
use crate::tone::LeftOut;
use crate::ui::theme;

/// Points between pictures side by side.
const GAP: f32 = 3.0;
/// Time that each of two blinking pictures stays.
const BLINK: Duration = Duration::from_millis(700);
/// Half the width of what the divider can be held by: 44 points in all.
const GRIP: f32 = 22.0;
/// A step of the divider by key.
const STEP: f32 = 0.02;

/// How pictures are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PreviewMode {
    /// Before and after with a divider to drag.
    #[default]
    Divider,
    /// The plan alone.
    After,
    /// Before and after in turn.
    Blink,
    /// The lighter tenth of the results, the middle and the darker tenth.
    Range,
    /// Fresh, healed, after one, three and five years.
    OverTime,
}

impl PreviewMode {
    /// All, in the order of the bar.
    pub const ALL: [Self; 5] = [Self::Divider, Self::After, Self::Blink, Self::Range, Self::OverTime];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Divider => tr("Before | after"),
            Self::After => tr("After##picture of the plan"),
            Self::Blink => tr("Blink##two pictures in turn"),
            Self::Range => tr("Too light · match · too dark"),
            Self::OverTime => tr("Over time"),
        }
    }

    /// What it shows, in a sentence.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Divider => tr("Drag the divider, or move it with the arrow keys once it is reached by Tab"),
            Self::After => tr("The plan on the photo"),
            Self::Blink => tr("Before and after in turn: the eye sees what changes"),
            Self::Range => {
                tr("One in ten heals lighter than the left picture, one in ten darker than the right")
            }
            Self::OverTime => tr("Fresh, healed after 28 days, and after one, three and five years"),
        }
    }

    /// The same on a sheet.
    #[must_use]
    pub fn views(self, heat: bool) -> Views {
        match self {
            _ if heat => Views::Distances,
            Self::Divider | Self::Blink => Views::BeforeAfter,
            Self::After => Views::After,
            Self::Range => Views::Range,
            Self::OverTime => Views::OverTime,
        }
    }

    /// Pictures side by side; otherwise they lie over each other.
    pub(super) fn pictures(self) -> usize {
        match self {
            Self::Range => 3,
            Self::OverTime => MOMENT_NAMES.len(),
            Self::Divider | Self::After | Self::Blink => 1,
        }
    }
}

/// A plan on the photo, and how it is looked at.
#[derive(Debug, Clone, Copy)]
pub struct CanvasPreview<'a> {
    /// The plan on the photo.
    pub preview: &'a Arc<Preview>,
    /// How pictures are held against each other.
    pub mode: PreviewMode,
    /// How each is looked at.
    pub show: PreviewShow,
}

/// The pictures of a photo.
pub(super) struct Panes {
    image: Option<Arc<LinearImage>>,
    pyramid: SharedPyramid,
    tiles: Vec<Tiles>,
    /// Where the divider is, 0..=1 of the width.
    divider: f32,
}

impl Default for Panes {
    fn default() -> Self {
        Self { image: None, pyramid: SharedPyramid::default(), tiles: Vec::new(), divider: 0.5 }
    }
}

/// One picture with what is written on it.
struct Pane {
    picture: Picture,
    area: Rect,
    clip: Rect,
    title: String,
}

impl Panes {
    /// The part of the canvas whose middle is the middle of the view: where pictures stand side by side, the one
    /// that a place lies in.
    pub(super) fn area_at(
        whole: Rect,
        preview: Option<(&CanvasPreview<'_>, Option<[f64; 4]>)>,
        place: Option<Pos2>,
    ) -> Rect {
        let Some((preview, part)) = preview else { return whole };
        let areas = split(whole, preview.mode.pictures(), part);
        let under = place.and_then(|place| areas.iter().find(|area| area.expand(GAP).contains(place)));
        under.or(areas.last()).copied().unwrap_or(whole)
    }

    /// Whether all pictures are as sharp as they get.
    pub(super) fn is_settled(&self) -> bool {
        !self.tiles.is_empty() && self.tiles.iter().all(Tiles::is_settled)
    }

    /// Paints all pictures.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        whole: Rect,
        view: &View,
        (image, model, left_out): (&Arc<LinearImage>, &CanvasModel<'_>, Option<&Arc<LeftOut>>),
        wake: &Wake,
    ) {
        if !self.image.as_ref().is_some_and(|known| Arc::ptr_eq(known, image)) {
            *self = Self { image: Some(Arc::clone(image)), divider: self.divider, ..Self::default() };
        }
        let panes = match &model.preview {
            None => vec![Pane {
                picture: match left_out {
                    Some(left_out) => Picture::LeftOut(model.screen, Arc::clone(left_out)),
                    None => Picture::Photo(model.screen),
                },
                area: whole,
                clip: whole,
                title: String::new(),
            }],
            Some(preview) => self.previewed(ui, whole, preview, scar_part(model)),
        };
        self.tiles.truncate(panes.len());
        for (i, pane) in panes.iter().enumerate() {
            if self.tiles.len() <= i {
                self.tiles.push(Tiles::start(
                    Arc::clone(image),
                    Arc::clone(&self.pyramid),
                    pane.picture.clone(),
                    Arc::clone(wake),
                ));
            }
            self.tiles[i].show(pane.picture.clone(), panes.len());
            self.tiles[i].paint(&ui.painter_at(pane.clip), pane.area, view);
        }
        for pane in panes.iter().filter(|pane| !pane.title.is_empty() && pane.clip.width() > 30.0) {
            written(ui, pane.clip, pane.clip.left_top() + vec2(10.0, 8.0), Align2::LEFT_TOP, &pane.title);
        }
        if let Some(preview) = &model.preview {
            let said = say!(
                "Simulation, not a promise · %{distance_and_light}",
                distance_and_light = looked_at(&preview.show)
            );
            written(ui, whole, whole.left_bottom() + vec2(10.0, -8.0), Align2::LEFT_BOTTOM, &said);
            let cut = self.tiles.iter().fold(Cut::default(), |sum, tiles| sum + tiles.cut());
            if let Some(note) = cut.note() {
                written(ui, whole, whole.left_bottom() + vec2(10.0, -30.0), Align2::LEFT_BOTTOM, &note);
            }
            if preview.show.heat {
                legend(ui, whole, preview.preview.accepted());
            }
            if preview.mode == PreviewMode::Divider {
                self.divider_ui(ui, whole);
            }
        }
    }

    fn previewed(
        &self,
        ui: &Ui,
        whole: Rect,
        preview: &CanvasPreview<'_>,
        part: Option<[f64; 4]>,
    ) -> Vec<Pane> {
        let show = preview.show;
        let shows = preview.mode.views(false).shows(&show);
        let picture = |show: PreviewShow| Picture::Preview(Arc::clone(preview.preview), show);
        let heat = |of: PreviewShow| PreviewShow { heat: show.heat, ..of };
        let divided = whole.left() + whole.width() * self.divider;
        let after_turn = ui.input(|i| i.time) % (2.0 * BLINK.as_secs_f64()) >= BLINK.as_secs_f64();
        if preview.mode == PreviewMode::Blink {
            ui.ctx().request_repaint_after(BLINK / 2);
        }
        let areas = split(whole, preview.mode.pictures(), part);
        shows
            .into_iter()
            .enumerate()
            .map(|(i, (of, title))| {
                let area = areas.get(i).copied().unwrap_or(whole);
                let clip = match preview.mode {
                    PreviewMode::Divider if i == 0 => whole.with_max_x(divided),
                    PreviewMode::Divider => whole.with_min_x(divided),
                    // The one whose turn it is not is made ready all the same.
                    PreviewMode::Blink if (i == 1) != after_turn => Rect::NOTHING,
                    _ => area,
                };
                Pane { picture: picture(heat(of)), area, clip, title }
            })
            .collect()
    }

    fn divider_ui(&mut self, ui: &Ui, whole: Rect) {
        let x = whole.left() + whole.width() * self.divider;
        let grip = Rect::from_center_size(pos2(x, whole.center().y), vec2(2.0 * GRIP, whole.height()));
        let response = ui.interact(grip, ui.scope_id().with("divider"), Sense::click_and_drag());
        let at = self.divider;
        response.widget_info(|| {
            WidgetInfo::slider(true, f64::from((100.0 * at).round()), tr("Divider between before and after"))
        });
        if response.dragged() {
            self.divider += response.drag_delta().x / whole.width().max(1.0);
        }
        if response.has_focus() {
            // Without this the arrows would go on to another control.
            let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
            let pressed = |key| ui.input(|i| f32::from(u8::from(i.key_pressed(key))));
            self.divider += STEP * (pressed(Key::ArrowRight) - pressed(Key::ArrowLeft));
        }
        self.divider = self.divider.clamp(0.02, 0.98);
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        let painter = ui.painter_at(whole);
        let focused = response.has_focus() || response.dragged();
        for (width, color) in
            [(if focused { 5.0 } else { 3.0 }, theme::STROKE_DARK), (1.0, theme::STROKE_LIGHT)]
        {
            painter.vline(x, whole.y_range(), (width, color));
        }
        let middle = pos2(x, whole.center().y);
        painter.circle(middle, 13.0, theme::PLATE, (1.5, theme::STROKE_LIGHT));
        for side in [-1.0, 1.0] {
            let tip = middle + vec2(8.0 * side, 0.0);
            let back = vec2(-4.0 * side, 0.0);
            painter.line_segment([tip, tip + back + vec2(0.0, 4.0)], (1.5, theme::STROKE_LIGHT));
            painter.line_segment([tip, tip + back - vec2(0.0, 4.0)], (1.5, theme::STROKE_LIGHT));
        }
    }
}

/// Parts for pictures in a grid, so that `part` of the photo is shown as large as it can be.
fn split(whole: Rect, count: usize, part: Option<[f64; 4]>) -> Vec<Rect> {
    let [left, top, right, bottom] = part.unwrap_or([0.0, 0.0, 1.0, 1.0]);
    let room = [whole.width(), whole.height()].map(f64::from);
    let columns = best_columns(count, room, [right - left, bottom - top]);
    let rows = count.max(1).div_ceil(columns);
    let size = (whole.size() - GAP * vec2(columns as f32 - 1.0, rows as f32 - 1.0))
        / vec2(columns as f32, rows as f32);
    let corner = |i: usize| vec2((i % columns) as f32, (i / columns) as f32) * (size + vec2(GAP, GAP));
    (0..count).map(|i| Rect::from_min_size(whole.min + corner(i), size)).collect()
}
