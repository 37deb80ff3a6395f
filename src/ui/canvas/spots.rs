//! A photo with named spots on it: for bottles, and for whatever is read disc by disc.

use std::sync::Arc;

use egui::{Align2, CursorIcon, Painter, Pos2, Rect, Role, Sense, Ui, WidgetInfo};

use super::chart::{ChartPaint, ChartScene, corner_near, paint_chart};
use super::geometry::distance;
use super::hand::{SMALLEST_DISC, usual_grey_radius};
use super::paint::{circle, name, narrow, plate, say_in, square};
use super::panel::inside;
use super::strokes::{Line, stroke};
use super::tiles::{Picture, SharedPyramid, Tiles};
use super::view::View;
use crate::app::Wake;
use crate::calibrate::ChartPick;
use crate::locale::{say, tr};
use crate::photo::{LinearImage, PixelPos, ScreenMatrix};
use crate::region::Disc;
use crate::ui::theme;

/// How far from a rim or a corner the hand may be, in points of the screen.
const REACH: f32 = 9.0;

/// A place that is read, or is still to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct SpotModel {
    /// What it is.
    pub name: String,
    /// Where it is, once it was shown.
    pub disc: Option<Disc>,
    /// Radius in pixels that a click shows; none for that of the spot shown last.
    pub usual_radius: Option<f64>,
}

/// What the canvas shows.
#[derive(Debug, Clone, Copy)]
pub struct SpotsModel<'a> {
    /// The photo.
    pub image: Option<&'a Arc<LinearImage>>,
    /// Changes with every photo.
    pub photo: u64,
    /// How its light reaches the screen.
    pub screen: ScreenMatrix,
    /// The places.
    pub spots: &'a [SpotModel],
    /// The place that the next click shows.
    pub armed: Option<usize>,
    /// The `ColorChecker`.
    pub chart: ChartScene<'a>,
    /// The next clicks show the four corners of the card.
    pub corners_wanted: bool,
    /// Said while there is no photo.
    pub empty_text: &'a str,
}

/// What came of the pointer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SpotDeed {
    /// A place was shown or moved.
    Place(usize, Disc),
    /// The corners of the card were shown or moved.
    Chart(ChartPick),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Held {
    /// A spot, and where the hand took it.
    Spot(usize, PixelPos),
    Rim(usize),
    New(usize, PixelPos),
    Corner(usize),
    Photo,
}

/// View, textures and what the hand holds.
pub struct SpotCanvas {
    view: View,
    area: Rect,
    photo: u64,
    tiles: Option<Tiles>,
    held: Option<Held>,
    clicked: Vec<PixelPos>,
    wake: Wake,
}

impl SpotCanvas {
    /// An empty canvas; `wake` is called when textures are ready.
    #[must_use]
    pub fn new(wake: Wake) -> Self {
        Self {
            view: View::default(),
            area: Rect::NOTHING,
            photo: 0,
            tiles: None,
            held: None,
            clicked: Vec::new(),
            wake,
        }
    }

    /// Where a place on the photo is in the window.
    #[must_use]
    pub fn to_screen(&self, at: PixelPos) -> Pos2 {
        self.view.to_screen(self.area, at)
    }

    /// Lays the canvas out in all the room there is.
    pub fn ui(&mut self, ui: &mut Ui, model: &SpotsModel<'_>) -> Vec<SpotDeed> {
        let (area, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, tr("Photo of spots")));
        self.area = area;
        let painter = ui.painter_at(area);
        painter.rect_filled(area, 0.0, theme::MAT);
        let Some(image) = model.image else {
            self.tiles = None;
            say_in(ui, area, model.empty_text);
            return Vec::new();
        };
        let size = [image.width(), image.height()];
        if self.photo != model.photo {
            (self.photo, self.view, self.held) = (model.photo, View::default(), None);
        }
        if !model.corners_wanted {
            self.clicked.clear();
        }
        self.view.settle(area, size);
        let navigation = self.view.navigate(ui, area, &response);
        let mut deeds = Vec::new();
        if !navigation.held {
            self.take_pointer(ui, &response, model, size, &mut deeds);
        }
        if response.hovered() {
            let marks = model.armed.is_some() || model.corners_wanted;
            ui.ctx().set_cursor_icon(if marks { CursorIcon::Crosshair } else { CursorIcon::Grab });
        }
        self.view.settle(area, size);
        let tiles = match self.tiles.take() {
            Some(tiles) if tiles.are_of(image) => tiles,
            _ => Tiles::start(
                Arc::clone(image),
                SharedPyramid::default(),
                Picture::Photo(model.screen),
                Arc::clone(&self.wake),
            ),
        };
        let tiles = self.tiles.insert(tiles);
        tiles.show(Picture::Photo(model.screen), 1);
        tiles.paint(&painter, area, &self.view);
        let pointer = response.hover_pos().map(|p| self.view.to_image(area, p));
        self.paint(&painter, model, pointer);
        deeds
    }

    fn take_pointer(
        &mut self,
        ui: &Ui,
        response: &egui::Response,
        model: &SpotsModel<'_>,
        size: [u32; 2],
        deeds: &mut Vec<SpotDeed>,
    ) {
        let (pressed, down, released, now) = ui.input(|i| {
            let p = &i.pointer;
            (p.primary_pressed(), p.primary_down(), p.primary_released(), p.interact_pos())
        });
        let Some(now) = now else { return };
        let place = |view: &View, at: Pos2| inside(view.to_image(self.area, at), size);
        // A quick click is pressed and released within one slow frame.
        if pressed && (response.is_pointer_button_down_on() || response.clicked()) {
            let origin = ui.input(|i| i.pointer.press_origin()).unwrap_or(now);
            let at = place(&self.view, origin);
            self.held = Some(self.grab(at, model));
        }
        let at = place(&self.view, now);
        if down && response.is_pointer_button_down_on() {
            deeds.extend(self.drag(ui, at, model));
        }
        if released && let Some(held) = self.held.take() {
            deeds.extend(self.release(held, at, model, size));
        }
    }

    fn reach(&self) -> f64 {
        f64::from(REACH / self.view.scale().max(1e-6))
    }

    fn grab(&self, at: PixelPos, model: &SpotsModel<'_>) -> Held {
        let reach = self.reach();
        if let Some(corner) = model.chart.corners.and_then(|corners| corner_near(&corners, at, reach)) {
            return Held::Corner(corner);
        }
        let placed = || model.spots.iter().enumerate().filter_map(|(i, spot)| Some((i, spot.disc?)));
        let on_rim =
            |disc: &Disc| (distance(disc.center, at) - disc.radius).abs() <= reach.min(disc.radius * 0.4);
        if let Some((i, _)) = placed().find(|(_, disc)| on_rim(disc)) {
            return Held::Rim(i);
        }
        if let Some((i, _)) = placed().find(|(_, disc)| distance(disc.center, at) <= disc.radius.max(reach)) {
            return Held::Spot(i, at);
        }
        match model.armed {
            Some(spot) if !model.corners_wanted => Held::New(spot, at),
            _ => Held::Photo,
        }
    }

    fn drag(&mut self, ui: &Ui, at: PixelPos, model: &SpotsModel<'_>) -> Option<SpotDeed> {
        let disc = |i: usize| model.spots.get(i).and_then(|spot| spot.disc);
        match self.held? {
            Held::Photo => {
                self.view.pan(ui.input(|i| i.pointer.delta()));
                None
            }
            Held::Spot(i, from) => {
                let old = disc(i)?;
                self.held = Some(Held::Spot(i, at));
                let (x, y) = (old.center.x + at.x - from.x, old.center.y + at.y - from.y);
                (at != from).then_some(SpotDeed::Place(i, Disc { center: PixelPos { x, y }, ..old }))
            }
            Held::Rim(i) => {
                let old = disc(i)?;
                let radius = distance(old.center, at).max(SMALLEST_DISC);
                Some(SpotDeed::Place(i, Disc { radius, ..old }))
            }
            Held::New(i, center) => {
                let radius = distance(center, at);
                (radius > self.reach()).then_some(SpotDeed::Place(i, Disc { center, radius }))
            }
            Held::Corner(corner) => model.chart.with_corner(corner, at).map(SpotDeed::Chart),
        }
    }

    fn release(
        &mut self,
        held: Held,
        at: PixelPos,
        model: &SpotsModel<'_>,
        size: [u32; 2],
    ) -> Option<SpotDeed> {
        match held {
            // A click without a drag: the usual size, or that of the spot shown last.
            Held::New(i, center) if distance(center, at) <= self.reach() => {
                let last = model.spots.iter().take(i).rev().find_map(|spot| spot.disc);
                let usual = model.spots.get(i).and_then(|spot| spot.usual_radius);
                let last = usual.or(last.map(|disc| disc.radius));
                let radius = last.unwrap_or_else(|| usual_grey_radius(size));
                Some(SpotDeed::Place(i, Disc { center, radius }))
            }
            Held::Photo if model.corners_wanted => {
                self.clicked.push(at);
                let corners = <[PixelPos; 4]>::try_from(self.clicked.as_slice()).ok()?;
                self.clicked.clear();
                let corners = Some(ChartScene::lying(corners));
                model.chart.pick.map(|pick| SpotDeed::Chart(ChartPick { corners, ..pick }))
            }
            _ => None,
        }
    }

    fn paint(&self, painter: &Painter, model: &SpotsModel<'_>, pointer: Option<PixelPos>) {
        let asked = pointer.filter(|_| model.armed.is_none());
        let (canvas, view, chart) = (self.area, &self.view, model.chart);
        paint_chart(painter, &ChartPaint { canvas, view, chart, selected: true, asked });
        for (i, spot) in model.spots.iter().enumerate() {
            let Some(disc) = spot.disc else { continue };
            let (center, radius) = (self.to_screen(disc.center), narrow(disc.radius) * self.view.scale());
            stroke(painter, &circle(center, radius.max(3.0)), Line::Whole, model.armed == Some(i));
            name(painter, self.area, center - egui::vec2(0.0, radius), &spot.name);
        }
        let mut line: Vec<Pos2> = self.clicked.iter().map(|&at| self.to_screen(at)).collect();
        for &corner in &line {
            square(painter, corner, false);
        }
        line.extend(pointer.map(|at| self.to_screen(at)));
        if !self.clicked.is_empty() {
            stroke(painter, &line, Line::Whole, true);
        }
        if let Some(spot) = model.armed.and_then(|i| model.spots.get(i)).filter(|_| !model.corners_wanted) {
            let corner = self.area.left_bottom() + egui::vec2(10.0, -8.0);
            plate(painter, corner, Align2::LEFT_BOTTOM, &say!("Click: %{spot}", spot = spot.name));
        }
    }
}

impl std::fmt::Debug for SpotCanvas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SpotCanvas").field("view", &self.view).finish_non_exhaustive()
    }
}
