//! What lies under the pointer: pixels enlarged, the colour of a disc about it, and how uneven it is.

use egui::{Align2, Painter, Pos2, Rect, Ui, pos2, vec2};

use super::paint::plate;
use super::strokes::{Line, stroke};
use super::{CanvasModel, View};
use crate::analysis::Figures;
use crate::calibrate::LightModel;
use crate::color::{Lab, lab_of};
use crate::locale::{number, say, tr};
use crate::photo::{LinearImage, PixelPos};
use crate::ui::screen_profile::shown;
use crate::ui::theme;

/// Radius of the disc whose mean is told, mm; pixels where the scale is not known.
const RADIUS_MM: f64 = 0.5;
const RADIUS_PX: f64 = 10.0;
/// Largest radius in pixels, so that a frame stays short.
const MOST_PX: f64 = 60.0;
/// Pixels enlarged on each side of the one under the pointer, and points for each of them.
const PIXELS: i32 = 7;
const POINTS: f32 = 8.0;

/// A colour that was read on the photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    /// Mean of the disc.
    pub(super) disc: Lab,
    /// The pixel in its middle.
    pub(super) pixel: Lab,
    /// Radius of the disc in pixels.
    pub(super) radius: f64,
}

/// Reads the colours about a place.
pub(super) fn read(
    image: &LinearImage,
    light: &LightModel,
    place: PixelPos,
    px_per_mm: Option<f64>,
) -> Option<Reading> {
    let radius = px_per_mm.map_or(RADIUS_PX, |scale| RADIUS_MM * scale).clamp(1.0, MOST_PX);
    let whole = |v: f64, most: u32| v.clamp(0.0, f64::from(most.saturating_sub(1)));
    let (x, y) = (whole(place.x.floor(), image.width()), whole(place.y.floor(), image.height()));
    let linear = |pixel: [u16; 3]| pixel.map(|code| f64::from(code) / f64::from(LinearImage::WHITE));
    let at = |x: f64, y: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within the picture or negative"
        )]
        let pixel = (x >= 0.0 && y >= 0.0).then(|| image.pixel(x as u32, y as u32)).flatten();
        pixel.map(linear)
    };
    let (mut sum, mut count) = ([0.0; 3], 0.0);
    let reach = radius.ceil();
    let mut dy = -reach;
    while dy <= reach {
        let mut dx = -reach;
        while dx <= reach {
            if dx * dx + dy * dy <= radius * radius
                && let Some(pixel) = at(x + dx, y + dy)
            {
                sum = [sum[0] + pixel[0], sum[1] + pixel[1], sum[2] + pixel[2]];
                count += 1.0;
            }
            dx += 1.0;
        }
        dy += 1.0;
    }
    let pixel = at(x, y)?;
    Some(Reading { disc: lab_of(light.xyz(sum.map(|v| v / count))), pixel: lab_of(light.xyz(pixel)), radius })
}

/// Paints the loupe beside the pointer.
pub(super) fn paint(
    ui: &Ui,
    canvas: Rect,
    view: &View,
    (place, at): (PixelPos, Pos2),
    model: &CanvasModel<'_>,
) {
    let Some(image) = model.image else { return };
    let Some(reading) = read(image, &model.light, place, model.px_per_mm) else { return };
    let painter = ui.painter_at(canvas);
    let sides: Vec<Pos2> = (0..=48_u8)
        .map(|i| {
            let turn = f64::from(i) / 48.0 * std::f64::consts::TAU;
            let (x, y) = (place.x + reading.radius * turn.cos(), place.y + reading.radius * turn.sin());
            view.to_screen(canvas, PixelPos { x, y })
        })
        .collect();
    stroke(&painter, &sides, Line::Whole, false);
    let side = POINTS * (2.0 * PIXELS as f32 + 1.0);
    // On the side where there is room.
    let right = at.x + 30.0 + side + 150.0 < canvas.right();
    let left = if right { at.x + 30.0 } else { at.x - 30.0 - side };
    let top = (at.y - side / 2.0)
        .clamp(canvas.top() + 6.0, (canvas.bottom() - side - 60.0).max(canvas.top() + 6.0));
    let area = Rect::from_min_size(pos2(left, top), vec2(side, side));
    pixels(&painter, area, (place, view), model);
    let figures = Figures { calibrated: model.is_calibrated };
    let lab = |name: &str, lab: Lab| {
        format!(
            "{name} L* {} a* {} b* {}",
            figures.number(lab.l),
            figures.number(lab.a),
            figures.number(lab.b)
        )
    };
    let wide = match model.px_per_mm {
        Some(scale) => say!("Disc %{width} mm", width = number(2.0 * reading.radius / scale, 1)),
        None => say!("Disc %{width} px", width = number(2.0 * reading.radius, 0)),
    };
    let mut below = pos2(left, area.bottom() + 6.0);
    for words in [lab(&wide, reading.disc), lab(tr("Pixel"), reading.pixel)] {
        let align = if right { Align2::LEFT_TOP } else { Align2::RIGHT_TOP };
        let anchor = if right { below } else { pos2(area.right(), below.y) };
        let text = plate(&painter, anchor, align, &words);
        below.y = text.bottom() + 3.0;
    }
}

fn pixels(painter: &Painter, area: Rect, (place, view): (PixelPos, &View), model: &CanvasModel<'_>) {
    painter.rect_filled(area.expand(2.0), 2.0, theme::PLATE);
    let Some(image) = model.image else { return };
    for row in -PIXELS..=PIXELS {
        for column in -PIXELS..=PIXELS {
            let off = view.turned_back(vec2(column as f32, row as f32));
            let (x, y) = (place.x.floor() + f64::from(off.x), place.y.floor() + f64::from(off.y));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within the picture or negative"
            )]
            let pixel = (x >= 0.0 && y >= 0.0).then(|| image.pixel(x as u32, y as u32)).flatten();
            let Some(pixel) = pixel else { continue };
            let color = shown(model.screen.code(pixel));
            let min = area.min + vec2((column + PIXELS) as f32, (row + PIXELS) as f32) * POINTS;
            painter.rect_filled(Rect::from_min_size(min, vec2(POINTS, POINTS)), 0.0, color);
        }
    }
    let middle = Rect::from_center_size(area.center(), vec2(POINTS, POINTS));
    painter.rect_stroke(middle.expand(1.0), 0.0, (1.0, theme::STROKE_LIGHT), egui::StrokeKind::Outside);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::Calibration;

    #[test]
    fn a_disc_is_read_in_linear_light_and_edges_do_no_harm() {
        let pixels = (0..40 * 30).map(|i| if i % 2 == 0 { [0; 3] } else { [65535; 3] }).collect();
        let image = LinearImage::from_pixels(40, 30, pixels).expect("40 by 30");
        let light = Calibration::uncalibrated().light;
        let middle = read(&image, &light, PixelPos { x: 20.0, y: 15.0 }, None).expect("a reading");
        assert!((middle.disc.l - 76.0).abs() < 1.5, "half the light is L* 76: {middle:?}");
        for (x, y) in [(0.0, 0.0), (40.0, 30.0), (-9.0, 1e9)] {
            assert!(read(&image, &light, PixelPos { x, y }, Some(1e6)).is_some());
        }
    }
}
