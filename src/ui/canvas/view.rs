//! Which part of the photo is on the screen, and how large.

use egui::{Key, PointerButton, Pos2, Rect, Response, Ui, Vec2, vec2};

use crate::photo::PixelPos;

/// Points of the screen that the largest magnification gives a pixel.
const CLOSEST: f32 = 48.0;
/// Share of the canvas that a fitted photo takes.
const FITTED: f32 = 0.98;
/// How much further away than fitted one can go.
const FURTHEST: f32 = 0.5;

/// What a point of the wheel does to the logarithm of the zoom.
const WHEEL: f32 = 1.0 / 240.0;

/// What wheel and buttons did to the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Navigation {
    /// The pointer moves the photo, or is about to: the space bar is down or another button drags.
    pub(super) held: bool,
}

/// Zoom and place of the photo on the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// The place on the photo in the middle of the canvas.
    center: PixelPos,
    /// Points of the screen for a pixel of the photo.
    scale: f32,
    /// What follows the size of the canvas until it is zoomed or moved.
    fitted: Option<Fitted>,
    /// Quarter turns clockwise.
    turns: u8,
}

/// What is shown as large as the canvas allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fitted {
    /// What the canvas finds best: all of the photo, or the scar while a plan is shown on it.
    Usual,
    /// All of the photo.
    Photo,
    /// A part of it: left, top, right, bottom.
    Part([f64; 4]),
}

impl Default for View {
    fn default() -> Self {
        Self { center: PixelPos { x: 0.0, y: 0.0 }, scale: 1.0, fitted: Some(Fitted::Usual), turns: 0 }
    }
}

impl View {
    /// Points of the screen for a pixel of the photo.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Keeps the view sensible for this canvas and this photo; to be called once a frame.
    pub fn settle(&mut self, canvas: Rect, size: [u32; 2]) {
        self.settle_on(canvas, size, None);
    }

    /// The same; `usual` is the part that is fitted unless something else was asked for.
    pub(super) fn settle_on(&mut self, canvas: Rect, size: [u32; 2], usual: Option<[f64; 4]>) {
        let [width, height] = size.map(f64::from);
        let photo = [0.0, 0.0, width, height];
        let fit = self.fitting_scale(canvas, photo);
        let fitted = if self.scale.is_finite() { self.fitted } else { Some(Fitted::Photo) };
        let part = fitted.map(|fitted| match fitted {
            Fitted::Usual => usual.unwrap_or(photo),
            Fitted::Photo => photo,
            Fitted::Part(part) => part,
        });
        if let Some(part) = part {
            let [left, top, right, bottom] = part;
            self.scale = self.fitting_scale(canvas, part);
            self.center = PixelPos { x: f64::midpoint(left, right), y: f64::midpoint(top, bottom) };
        }
        self.scale = self.scale.clamp((fit * FURTHEST).min(CLOSEST), CLOSEST.max(fit));
        self.center.x = sound(self.center.x).clamp(0.0, width);
        self.center.y = sound(self.center.y).clamp(0.0, height);
    }

    /// Shows all of the photo.
    pub fn fit(&mut self) {
        self.fitted = Some(Fitted::Photo);
    }

    /// Shows a part of the photo as large as the canvas allows: left, top, right, bottom.
    pub(super) fn fit_part(&mut self, part: [f64; 4]) {
        self.fitted = Some(Fitted::Part(part));
    }

    /// Sets the scale and keeps the place under `anchor` where it is.
    pub fn zoom_to(&mut self, canvas: Rect, anchor: Pos2, scale: f32) {
        if !(scale.is_finite() && scale > 0.0) {
            return;
        }
        let held = self.to_image(canvas, anchor);
        self.fitted = None;
        self.scale = scale.clamp(1e-4, CLOSEST);
        let off = self.turned_back(anchor - canvas.center()) / self.scale;
        self.center = PixelPos { x: held.x - f64::from(off.x), y: held.y - f64::from(off.y) };
    }

    /// Zooms by a factor about a place on the screen.
    pub fn zoom_by(&mut self, canvas: Rect, anchor: Pos2, factor: f32) {
        self.zoom_to(canvas, anchor, self.scale * factor);
    }

    /// Moves the photo by a distance on the screen.
    pub fn pan(&mut self, by: Vec2) {
        if by == Vec2::ZERO {
            return;
        }
        self.fitted = None;
        let by = self.turned_back(by);
        self.center.x -= f64::from(by.x / self.scale);
        self.center.y -= f64::from(by.y / self.scale);
    }

    /// Follows the wheel, a pinch, the space bar and the other buttons.
    pub(super) fn navigate(&mut self, ui: &Ui, canvas: Rect, response: &Response) -> Navigation {
        // The pointer may be over the divider, which lies over the photo.
        let over = ui.input(|i| i.pointer.hover_pos()).filter(|at| canvas.contains(*at));
        if let Some(over) = over.filter(|_| ui.rect_contains_pointer(canvas)) {
            let (wheel, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
            let factor = pinch * (wheel * WHEEL).exp();
            if factor != 1.0 {
                self.zoom_by(canvas, over, factor);
            }
        }
        let space = ui.input(|i| i.key_down(Key::Space)) && !ui.ctx().egui_wants_keyboard_input();
        let by_other_button =
            [PointerButton::Middle, PointerButton::Secondary].iter().any(|&b| response.dragged_by(b));
        if by_other_button || (space && response.dragged_by(PointerButton::Primary)) {
            self.pan(response.drag_delta());
        }
        Navigation { held: space || by_other_button }
    }

    /// Where a place on the photo is on the screen.
    #[must_use]
    pub fn to_screen(&self, canvas: Rect, at: PixelPos) -> Pos2 {
        // The difference is taken in f64: f32 has only 24 bits for 8000 pixels at 48 points each.
        let dx = (at.x - self.center.x) * f64::from(self.scale);
        let dy = (at.y - self.center.y) * f64::from(self.scale);
        canvas.center() + turned(vec2(narrow(dx), narrow(dy)), self.turns)
    }

    /// Which place on the photo a place on the screen shows.
    #[must_use]
    pub fn to_image(&self, canvas: Rect, at: Pos2) -> PixelPos {
        let off = self.turned_back(at - canvas.center());
        PixelPos {
            x: self.center.x + f64::from(off.x) / f64::from(self.scale),
            y: self.center.y + f64::from(off.y) / f64::from(self.scale),
        }
    }

    /// The rectangle of the screen that a rectangle of the photo takes.
    #[must_use]
    pub fn rect_to_screen(&self, canvas: Rect, [x0, y0, x1, y1]: [f64; 4]) -> Rect {
        let min = self.to_screen(canvas, PixelPos { x: x0, y: y0 });
        let max = self.to_screen(canvas, PixelPos { x: x1, y: y1 });
        Rect::from_two_pos(min, max)
    }

    /// Turns the photo by a quarter, clockwise or back. Places on it keep their numbers.
    pub fn turn(&mut self, clockwise: bool) {
        self.turns = (self.turns + if clockwise { 1 } else { 3 }) % 4;
    }

    /// A way on the screen as a way on the photo, in points.
    pub(super) fn turned_back(&self, way: Vec2) -> Vec2 {
        turned(way, 4 - self.turns % 4)
    }

    fn fitting_scale(&self, canvas: Rect, [left, top, right, bottom]: [f64; 4]) -> f32 {
        let size = vec2(narrow(right - left).max(1.0), narrow(bottom - top).max(1.0));
        let size = if self.turns.is_multiple_of(2) { size } else { vec2(size.y, size.x) };
        let room = canvas.size().max(vec2(16.0, 16.0)) * FITTED;
        (room.x / size.x).min(room.y / size.y).min(CLOSEST)
    }
}

/// A way turned by quarters, clockwise on the screen.
fn turned(way: Vec2, quarters: u8) -> Vec2 {
    match quarters % 4 {
        1 => vec2(-way.y, way.x),
        2 => -way,
        3 => vec2(way.y, -way.x),
        _ => way,
    }
}

fn sound(v: f64) -> f64 {
    if v.is_finite() { v } else { 0.0 }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the screen needs no more than f32")]
fn narrow(v: f64) -> f32 {
    v.clamp(-1e7, 1e7) as f32
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    const CANVAS: Rect = Rect { min: pos2(200.0, 60.0), max: pos2(900.0, 660.0) };
    const SIZE: [u32; 2] = [8064, 6048];

    #[test]
    fn there_and_back_is_exact_to_a_hundredth_of_a_pixel_at_any_zoom() {
        let mut view = View::default();
        view.settle(CANVAS, SIZE);
        for factor in [1.0, 0.5, 3.0, 40.0, 900.0] {
            view.turn(true);
            view.zoom_by(CANVAS, pos2(300.0, 100.0), factor);
            view.settle(CANVAS, SIZE);
            let at = view.to_image(CANVAS, pos2(411.5, 222.25));
            let back = view.to_screen(CANVAS, at);
            assert!((back - pos2(411.5, 222.25)).length() < 0.01, "{back:?} at {}", view.scale());
        }
    }

    #[test]
    fn zooming_keeps_the_place_under_the_pointer() {
        let mut view = View::default();
        view.settle(CANVAS, SIZE);
        let pointer = pos2(640.0, 333.0);
        let before = view.to_image(CANVAS, pointer);
        view.zoom_by(CANVAS, pointer, 7.0);
        view.settle(CANVAS, SIZE);
        let after = view.to_image(CANVAS, pointer);
        assert!((before.x - after.x).abs() < 0.01 && (before.y - after.y).abs() < 0.01);
    }

    #[test]
    fn a_turned_photo_is_fitted_and_moves_with_the_hand() {
        let mut view = View::default();
        view.turn(true);
        view.settle(CANVAS, SIZE);
        let shown = view.rect_to_screen(CANVAS, [0.0, 0.0, 8064.0, 6048.0]);
        assert!(CANVAS.contains_rect(shown) && shown.height() > 0.97 * CANVAS.height(), "{shown:?}");
        let corner = view.to_screen(CANVAS, PixelPos { x: 0.0, y: 0.0 });
        assert!(
            (corner - shown.right_top()).length() < 0.1,
            "the top left corner went to the right: {corner:?}"
        );
        let held = view.to_image(CANVAS, pos2(500.0, 300.0));
        view.pan(vec2(30.0, -20.0));
        assert!((view.to_screen(CANVAS, held) - pos2(530.0, 280.0)).length() < 0.01);
        view.zoom_by(CANVAS, pos2(530.0, 280.0), 3.0);
        assert!((view.to_screen(CANVAS, held) - pos2(530.0, 280.0)).length() < 0.01);
        for _ in 0..3 {
            view.turn(true);
        }
        let mut plain = view;
        plain.turn(false);
        plain.turn(true);
        assert_eq!(plain, view);
    }

    #[test]
    fn nothing_wild_gets_in() {
        let mut view = View::default();
        view.settle(CANVAS, SIZE);
        for _ in 0..100 {
            view.zoom_by(CANVAS, CANVAS.min, 100.0);
            view.pan(vec2(f32::MAX, f32::NAN));
            view.settle(CANVAS, SIZE);
        }
        assert!(view.scale() <= CLOSEST);
        view.zoom_by(CANVAS, CANVAS.min, f32::NAN);
        view.fit();
        view.settle(Rect::from_min_size(CANVAS.min, Vec2::ZERO), [1, 1]);
        assert!(view.scale().is_finite() && view.scale() > 0.0);
    }
}
