//! The few signs that the bundled fonts lack, drawn here: done, check, and those of the open dialog.

use egui::epaint::text::{GlyphBitmap, GlyphRasterizer, GlyphRasterizerRequest, RasterizedGlyph};
use egui::{Color32, ColorImage, vec2};

/// Samples across a pixel, for smooth edges.
const SAMPLES: u8 = 4;

/// Fills in what no font has.
pub(super) fn rasterizer() -> GlyphRasterizer {
    GlyphRasterizer::new("scalp_shade::icons", |request: &GlyphRasterizerRequest<'_>| {
        let inside: fn(f32, f32) -> bool = match request.cluster {
            "✔" => check_mark,
            "⚠" => warning_sign,
            "🗀" | "📂" | "📁" => folder,
            "🗋" => sheet,
            "⟲" => turn,
            "💾" => disk,
            "⬆" => arrow_up,
            _ => return None,
        };
        Some(rasterized(inside, request.font_size_px))
    })
}

/// A square sign from a shape in 0..=1 to the right and down.
fn rasterized(inside: fn(f32, f32) -> bool, font_size_px: f32) -> RasterizedGlyph {
    let side = font_size_px.clamp(4.0, 256.0) * 0.86;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 4 and 222")]
    let pixels = side.ceil() as u16;
    let coverage = |column: u16, row: u16| {
        let hits = (0..SAMPLES).flat_map(|i| (0..SAMPLES).map(move |j| (i, j))).filter(|&(i, j)| {
            let place = |pixel: u16, part: u8| {
                (f32::from(pixel) + (f32::from(part) + 0.5) / f32::from(SAMPLES)) / f32::from(pixels)
            };
            inside(place(column, i), place(row, j))
        });
        u8::try_from(hits.count() * 255 / usize::from(SAMPLES).pow(2)).unwrap_or(u8::MAX)
    };
    let shades = (0..pixels).flat_map(|row| (0..pixels).map(move |column| (column, row)));
    let colors = shades.map(|(c, r)| Color32::from_white_alpha(coverage(c, r))).collect();
    let image = ColorImage::new([usize::from(pixels); 2], colors);
    RasterizedGlyph {
        // The origin is on the baseline; a sign reaches a little below it.
        bitmap: GlyphBitmap { image, offset_px: vec2(0.0, -f32::from(pixels) * 0.88), is_color: false },
        advance_px: f32::from(pixels) + side * 0.08,
    }
}

fn near_line(x: f32, y: f32, (ax, ay): (f32, f32), (bx, by): (f32, f32), width: f32) -> bool {
    let (dx, dy) = (bx - ax, by - ay);
    let t = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (x - ax - t * dx).hypot(y - ay - t * dy) <= width / 2.0
}

fn check_mark(x: f32, y: f32) -> bool {
    near_line(x, y, (0.12, 0.55), (0.38, 0.82), 0.16) || near_line(x, y, (0.38, 0.82), (0.88, 0.2), 0.16)
}

fn warning_sign(x: f32, y: f32) -> bool {
    let (top, left, right) = ((0.5, 0.12), (0.06, 0.9), (0.94, 0.9));
    let edge = near_line(x, y, top, left, 0.1)
        || near_line(x, y, left, right, 0.1)
        || near_line(x, y, top, right, 0.1);
    edge || near_line(x, y, (0.5, 0.4), (0.5, 0.6), 0.1) || (x - 0.5).hypot(y - 0.75) < 0.06
}

fn folder(x: f32, y: f32) -> bool {
    let body = (0.06..=0.94).contains(&x) && (0.3..=0.86).contains(&y);
    let tab = (0.06..=0.42).contains(&x) && (0.18..=0.3).contains(&y);
    let hollow = (0.15..=0.85).contains(&x) && (0.42..=0.77).contains(&y);
    (body || tab) && !hollow
}

fn sheet(x: f32, y: f32) -> bool {
    let outside = (0.2..=0.8).contains(&x) && (0.08..=0.92).contains(&y);
    let hollow = (0.29..=0.71).contains(&x) && (0.17..=0.83).contains(&y);
    outside && !hollow
}

fn turn(x: f32, y: f32) -> bool {
    let (dx, dy) = (x - 0.5, y - 0.54);
    let ring = (dx.hypot(dy) - 0.34).abs() < 0.06;
    let gap = dx < 0.0 && dy < 0.0;
    let head =
        near_line(x, y, (0.16, 0.54), (0.04, 0.38), 0.1) || near_line(x, y, (0.16, 0.54), (0.3, 0.38), 0.1);
    (ring && !gap) || head
}

fn disk(x: f32, y: f32) -> bool {
    let outside = (0.1..=0.9).contains(&x) && (0.1..=0.9).contains(&y) && x - y < 0.66;
    let shutter = (0.3..=0.66).contains(&x) && (0.18..=0.4).contains(&y);
    let label = (0.24..=0.76).contains(&x) && (0.54..=0.82).contains(&y);
    outside && !shutter && !label
}

fn arrow_up(x: f32, y: f32) -> bool {
    let head = (0.12..=0.52).contains(&y) && (x - 0.5).abs() <= y - 0.12;
    head || ((0.38..=0.62).contains(&x) && (0.5..=0.9).contains(&y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_drawn_and_leaves_room_around_it() {
        for inside in [check_mark, warning_sign, folder, sheet, turn, disk, arrow_up] {
            let glyph = rasterized(inside, 14.0);
            let alpha: Vec<u8> = glyph.bitmap.image.pixels.iter().map(Color32::a).collect();
            let inked = alpha.iter().filter(|&&a| a > 128).count();
            assert!((alpha.len() / 12..alpha.len() * 2 / 3).contains(&inked), "{inked} of {}", alpha.len());
            assert!(glyph.advance_px > 8.0);
        }
    }
}
