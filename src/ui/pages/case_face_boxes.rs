//! Boxes over a photo that is fitted into the window: drawn by a drag, chosen by a click.

use egui::{
    Align2, CursorIcon, FontId, Image, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, TextureHandle,
    Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::photo::{PixelPos, PixelRect};
use crate::ui::theme;

/// Least side of a box that is drawn, in points of the screen: less is a click.
const LEAST: f32 = 4.0;
/// Parts of a pixel that places of the screen are rounded by.
const ROUNDED: f64 = 0.01;

/// A photo in a part of the window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fitted {
    /// Where it lies.
    rect: Rect,
    /// Pixels of the upright photo.
    size: [u32; 2],
}

impl Fitted {
    /// As large as the part of the window has room for, in its middle.
    pub(super) fn into(area: Rect, size: [u32; 2]) -> Self {
        let [width, height] = size.map(|side| side.max(1) as f32);
        let scale = (area.width() / width).min(area.height() / height).max(f32::MIN_POSITIVE);
        Self { rect: Rect::from_center_size(area.center(), scale * vec2(width, height)), size }
    }

    /// The nearest place of the photo.
    fn to_photo(self, at: Pos2) -> PixelPos {
        let share = (at - self.rect.min) / self.rect.size().max(Vec2::splat(f32::MIN_POSITIVE));
        let along = |share: f32, side: u32| f64::from(share.clamp(0.0, 1.0)) * f64::from(side);
        PixelPos { x: along(share.x, self.size[0]), y: along(share.y, self.size[1]) }
    }

    fn to_screen(self, rect: &PixelRect) -> Rect {
        let [width, height] = self.size.map(|side| f64::from(side.max(1)));
        let along = |value: f64, side: f64| crate::photo::number::single(value / side);
        let place = |x: f64, y: f64| {
            let share = vec2(along(x, width), along(y, height));
            self.rect.min + share * self.rect.size()
        };
        let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
        Rect::from_min_max(place(rect.x, rect.y), place(right, bottom)).intersect(self.rect)
    }

    /// The box between two corners, in whole pixels; none where it is too small to be meant.
    fn drawn(self, from: Pos2, to: Pos2) -> Option<PixelRect> {
        let seen = Rect::from_two_pos(from, to).intersect(self.rect);
        if seen.width() < LEAST || seen.height() < LEAST {
            return None;
        }
        let (first, last) = (self.to_photo(seen.min), self.to_photo(seen.max));
        let (x, y) = ((first.x + ROUNDED).floor(), (first.y + ROUNDED).floor());
        let (right, bottom) = ((last.x - ROUNDED).ceil(), (last.y - ROUNDED).ceil());
        Some(PixelRect { x, y, width: (right - x).max(1.0), height: (bottom - y).max(1.0) })
    }
}

/// What a hand has done on the photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum BoxDeed {
    /// Drawn a box.
    Draw(PixelRect),
    /// Clicked a box, or beside all of them.
    Choose(Option<usize>),
}

/// Where a drag began.
pub(super) type Drag = Option<Pos2>;

/// Lays the photo out with its boxes; `can_draw` is whether boxes can be changed.
pub(super) fn boxes_ui(
    ui: &mut Ui,
    (texture, size): (&TextureHandle, [u32; 2]),
    (boxes, chosen): (&[PixelRect], Option<usize>),
    (drag, can_draw): (&mut Drag, bool),
    name: &str,
) -> Option<BoxDeed> {
    let (area, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, can_draw, name));
    let fitted = Fitted::into(area, size);
    ui.painter().rect_filled(area, 0.0, theme::MAT);
    Image::from_texture((texture.id(), fitted.rect.size())).paint_at(ui, fitted.rect);
    let deed = hand(ui, &response, (fitted, drag, can_draw), boxes);
    for (place, rect) in boxes.iter().enumerate() {
        box_ui(ui, fitted.to_screen(rect), Some(place + 1), chosen == Some(place));
    }
    if let (Some(from), Some(to)) = (*drag, response.interact_pointer_pos()) {
        box_ui(ui, Rect::from_two_pos(from, to).intersect(fitted.rect), None, true);
    }
    if can_draw && response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    }
    deed
}

fn hand(
    ui: &Ui,
    response: &Response,
    (fitted, drag, can_draw): (Fitted, &mut Drag, bool),
    boxes: &[PixelRect],
) -> Option<BoxDeed> {
    if response.clicked() {
        let at = response.interact_pointer_pos()?;
        // The smallest of those that lie over each other.
        let hit = boxes.iter().enumerate().filter(|(_, rect)| fitted.to_screen(rect).contains(at));
        let smallest = hit.min_by(|a, b| (a.1.width * a.1.height).total_cmp(&(b.1.width * b.1.height)));
        return Some(BoxDeed::Choose(smallest.map(|(place, _)| place)));
    }
    if !can_draw {
        *drag = None;
        return None;
    }
    if response.drag_started() {
        *drag = ui.input(|i| i.pointer.press_origin()).or_else(|| response.interact_pointer_pos());
    }
    if response.drag_stopped() {
        let (from, to) = drag.take().zip(response.interact_pointer_pos())?;
        return fitted.drawn(from, to).map(BoxDeed::Draw);
    }
    None
}

/// A dark field with its number, bright and dark at its edge, so that it is seen on any photo.
fn box_ui(ui: &Ui, rect: Rect, number: Option<usize>, chosen: bool) {
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, theme::PLATE);
    let width = if chosen { 4.0 } else { 1.2 };
    painter.rect_stroke(rect, 0.0, Stroke::new(width + 2.0, theme::STROKE_DARK), StrokeKind::Middle);
    painter.rect_stroke(rect, 0.0, Stroke::new(width, theme::STROKE_LIGHT), StrokeKind::Middle);
    let size = 15.0_f32.min(0.8 * rect.height());
    if let Some(number) = number.filter(|_| size > 5.0) {
        let at = pos2(rect.center().x, rect.center().y);
        let font = FontId::proportional(size);
        painter.text(at, Align2::CENTER_CENTER, number, font, theme::PLATE_INK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_in_pixels_of_the_photo_and_never_beside_it() {
        let area = Rect::from_min_size(pos2(10.0, 20.0), vec2(400.0, 500.0));
        let fitted = Fitted::into(area, [4000, 3000]);
        assert_eq!(fitted.rect, Rect::from_min_size(pos2(10.0, 120.0), vec2(400.0, 300.0)));
        let drawn = fitted.drawn(pos2(110.0, 220.0), pos2(60.0, 170.0)).expect("a box");
        assert_eq!(drawn, PixelRect { x: 500.0, y: 500.0, width: 500.0, height: 500.0 });
        let seen = fitted.to_screen(&drawn);
        assert!((seen.min - pos2(60.0, 170.0)).length() < 0.1, "{seen:?}");
        let beyond = fitted.drawn(pos2(-50.0, 0.0), pos2(900.0, 900.0)).expect("a box");
        assert_eq!(beyond, PixelRect { x: 0.0, y: 0.0, width: 4000.0, height: 3000.0 });
        assert_eq!(fitted.drawn(pos2(50.0, 200.0), pos2(52.0, 260.0)), None, "a slip of the hand");
        assert_eq!(fitted.drawn(pos2(0.0, 0.0), pos2(300.0, 100.0)), None, "all of it beside the photo");
    }
}
