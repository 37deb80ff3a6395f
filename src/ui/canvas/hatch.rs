//! Patterns of black and white that tell on the photo why pixels were left out.
//!
//! They are laid over the pixels when a tile is made, so that they cost a frame nothing, and are as large on the
//! screen at every zoom. Nothing has a hue, and both black and white are in each, so that they show on any skin.

use egui::{Color32, Mesh, Painter, Rect, Shape, pos2, vec2};

use crate::locale::keep;
use crate::photo::PixelRect;
use crate::tone::{LeftOut, PixelUse};

/// Greys of the lines.
const BLACK: u8 = 12;
const WHITE: u8 = 250;
/// Texels of a sample in the legend: twice the period of all patterns.
const SAMPLE: [u32; 2] = [16, 16];

/// What is told apart: the uses that share a pattern, and their name.
pub(super) const PATTERNS: [(&[PixelUse], &str); 6] = [
    (&[PixelUse::Glare, PixelUse::Clipped], keep!("Glare or clipped")),
    (&[PixelUse::DeepShade], keep!("Too dark")),
    (&[PixelUse::Outlier], keep!("Unlike the rest")),
    (&[PixelUse::Hair], keep!("Hair where skin was measured")),
    (&[PixelUse::Border], keep!("Edge of the scar")),
    (&[PixelUse::Excluded], keep!("Excluded by you")),
];

/// The grey that a pattern has at a texel; none where the photo shows through. Repeats every 8 texels.
fn ink(of: PixelUse, x: u32, y: u32) -> Option<u8> {
    let line = |at: u32| match at % 8 {
        0 | 1 => Some(WHITE),
        2 | 3 => Some(BLACK),
        _ => None,
    };
    let thin = |at: u32| match at % 8 {
        0 => Some(WHITE),
        1 => Some(BLACK),
        _ => None,
    };
    match of {
        PixelUse::Glare | PixelUse::Clipped => line(x + y),
        PixelUse::DeepShade => line(x + 8 - y % 8),
        PixelUse::Outlier => thin(x + y).or_else(|| thin(x + 8 - y % 8)),
        PixelUse::Hair => Some(if (x / 2 + y / 2).is_multiple_of(2) { WHITE } else { BLACK }),
        PixelUse::Border => Some(if (y / 2).is_multiple_of(2) { WHITE } else { BLACK }),
        PixelUse::Excluded => thin(x),
        PixelUse::Skin | PixelUse::Between => None,
    }
}

/// Lays the patterns over the pixels of a part of the photo, `size` being their columns and rows.
pub(super) fn lay_over(pixels: &mut [[u8; 3]], area: PixelRect, size: (u32, u32), left_out: &LeftOut) {
    let (width, height) = (f64::from(size.0.max(1)), f64::from(size.1.max(1)));
    let places = (0..size.1).flat_map(|y| (0..size.0).map(move |x| (x, y)));
    for ((x, y), pixel) in places.zip(pixels) {
        let across = area.x + (f64::from(x) + 0.5) * area.width / width;
        let down = area.y + (f64::from(y) + 0.5) * area.height / height;
        if let Some(grey) = left_out.at(across, down).and_then(|of| ink(of, x, y)) {
            *pixel = [grey; 3];
        }
    }
}

/// Paints a sample of a pattern on a mat.
pub(super) fn sample(painter: &Painter, area: Rect, of: PixelUse) {
    painter.rect_filled(area.expand(1.0), 0.0, Color32::from_gray(BLACK));
    painter.rect_filled(area, 0.0, crate::ui::theme::MAT);
    let [columns, rows] = SAMPLE;
    let texel = vec2(area.width() / columns as f32, area.height() / rows as f32);
    let mut mesh = Mesh::default();
    for (x, y) in (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))) {
        if let Some(grey) = ink(of, x, y) {
            let min = pos2(area.left() + x as f32 * texel.x, area.top() + y as f32 * texel.y);
            mesh.add_colored_rect(Rect::from_min_size(min, texel), Color32::from_gray(grey));
        }
    }
    painter.add(Shape::mesh(mesh));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_differ_and_go_on_from_tile_to_tile() {
        let texels = || (0..16).flat_map(|y| (0..16).map(move |x| (x, y)));
        let of = |of: PixelUse| texels().map(|(x, y)| ink(of, x, y)).collect::<Vec<_>>();
        for (i, (uses, name)) in PATTERNS.iter().enumerate() {
            let own = of(uses[0]);
            assert!(own.contains(&Some(BLACK)) && own.contains(&Some(WHITE)), "{name} is lost on some skin");
            assert!(uses.iter().all(|&other| of(other) == own), "{name} has two patterns");
            for (others, other) in PATTERNS.iter().skip(i + 1) {
                assert!(of(others[0]) != own, "{name} and {other} look alike");
            }
            // Tiles have 512 texels a side.
            assert!(texels().all(|(x, y)| ink(uses[0], x, y) == ink(uses[0], x + 512, y + 512)), "{name}");
        }
        for used in [PixelUse::Skin, PixelUse::Between] {
            assert!(of(used).iter().all(Option::is_none), "what was used is not painted over");
        }
        let all: usize = PATTERNS.iter().map(|(uses, _)| uses.len()).sum();
        assert_eq!(all + 2, PixelUse::ALL.len(), "every reason has its pattern");
    }
}
