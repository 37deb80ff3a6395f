//! Healed marks drawn into a scar of a photo.

use image::RgbImage;
use scalp_shade::photo::PixelPos;

/// Places of marks in this outline, a place every 18 pixels, and a place in its middle that is left bare.
pub(crate) fn spots(corners: &[PixelPos]) -> (Vec<PixelPos>, PixelPos) {
    let n = corners.len() as f64;
    let bare = PixelPos {
        x: corners.iter().map(|corner| corner.x).sum::<f64>() / n,
        y: corners.iter().map(|corner| corner.y).sum::<f64>() / n,
    };
    assert!(is_inside(corners, bare), "{bare:?}");
    let places = (0..200_u32).flat_map(|row| (0..200_u32).map(move |column| (row, column)));
    let places = places
        .map(|(row, column)| PixelPos { x: f64::from(column * 18 + row % 2 * 9), y: f64::from(row * 16) });
    let is_marked = |at: &PixelPos| is_inside(corners, *at) && (at.x - bare.x).hypot(at.y - bare.y) > 45.0;
    (places.filter(is_marked).collect(), bare)
}

fn is_inside(corners: &[PixelPos], at: PixelPos) -> bool {
    let edges = corners.iter().zip(corners.iter().cycle().skip(1));
    let crossed = edges.filter(|(a, b)| {
        (a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)
    });
    crossed.count() % 2 == 1
}

/// Draws a round mark of 9 pixels across at each of these places.
pub(crate) fn darken_marks(photo: &mut RgbImage, marks: &[PixelPos]) {
    for mark in marks {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places of the photo")]
        let (x, y) = (mark.x.max(0.0) as u32, mark.y.max(0.0) as u32);
        for (dx, dy) in (0..9_u32).flat_map(|dx| (0..9_u32).map(move |dy| (dx, dy))) {
            let is_in = dx.abs_diff(4).pow(2) + dy.abs_diff(4).pow(2) <= 16;
            let pixel = photo.get_pixel_mut_checked((x + dx).saturating_sub(4), (y + dy).saturating_sub(4));
            for code in pixel.filter(|_| is_in).into_iter().flat_map(|pixel| &mut pixel.0) {
                *code = u8::try_from(u16::from(*code) * 18 / 25).expect("darker than it was");
            }
        }
    }
}
