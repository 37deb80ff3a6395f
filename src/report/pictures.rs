//! The pictures of a report: cut out about the scars, made smaller, with what is to be hidden hidden first.

use std::sync::Arc;

use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};
use imageproc::drawing::{draw_antialiased_line_segment_mut, draw_filled_rect_mut, draw_hollow_circle_mut};
use imageproc::pixelops::interpolate;
use imageproc::rect::Rect;

use super::card::{letters, near};
use super::fonts::{Faces, plain};
use super::layout::Style;
use super::{ReportError, Seen, Wishes, blur};
use crate::locale::tr;
use crate::photo::number::{floor_index, single};
use crate::photo::{LinearImage, PixelRect, Pyramid, ScreenMatrix};
use crate::preview::{PreviewShow, Seeing};
use crate::region::{Disc, Shape};

/// Longest side of a picture, pixels.
const LONGEST: f64 = 1600.0;
/// Longest side of the whole photo.
const WHOLE: f64 = 1100.0;
/// Skin on each side of what is changed, mm.
const AROUND_MM: f64 = 6.0;
/// The same as a share of the scars' size, where nothing is changed.
const AROUND: f64 = 0.35;
/// Outlines of scars over the photo.
const OUTLINE: Rgb<u8> = Rgb([255, 214, 10]);

/// The pictures.
#[derive(Debug, Clone)]
pub(super) struct Pictures {
    /// The whole photo with the scars outlined.
    pub(super) whole: Arc<RgbImage>,
    /// The scars with the skin about them.
    pub(super) before: Arc<RgbImage>,
    /// The same with the plan carried out, healed; it says that it is a simulation.
    pub(super) after: Option<Arc<RgbImage>>,
}

/// Makes the pictures of a photo, with the boxes hidden that were drawn on it and those that are wished for.
pub(super) fn pictures(seen: &Seen, wishes: &Wishes) -> Result<Pictures, ReportError> {
    let mut boxes = [seen.hidden.as_slice(), &wishes.blurred].concat();
    boxes.extend(wishes.left_out(&seen.inputs, &seen.photo.image));
    let image = blur::hidden(&seen.photo.image, &boxes)?;
    let pyramid = Pyramid::new(Arc::clone(&image));
    let matrix = match &seen.worked {
        Ok(worked) if worked.calibration.is_calibrated() => {
            ScreenMatrix::calibrated(&worked.calibration.light.nearest_matrix())
        }
        _ => ScreenMatrix::as_taken(),
    };
    let screen = |area: PixelRect, longest| {
        let size = fitting(area, longest);
        raster(pyramid.screen_pixels(area, size, &matrix), size)
    };
    let all = PixelRect::whole(&image);
    let area =
        seen.preview.as_ref().map_or_else(|| about_scars(seen, &image), |p| p.area_about_scars(AROUND_MM));
    let mut whole = screen(all, WHOLE)?;
    outline(&mut whole, seen, &image);
    let (before, after) = match &seen.preview {
        None => (screen(area, LONGEST)?, None),
        Some(preview) => {
            let size = fitting(area, LONGEST);
            let show = PreviewShow::default();
            let untreated = PreviewShow { seeing: Seeing::Untreated, ..show };
            let before = raster(preview.paint(&pyramid, area, size, &untreated), size)?;
            let mut after = raster(preview.paint(&pyramid, area, size, &show), size)?;
            disclose(&mut after)?;
            (before, Some(Arc::new(after)))
        }
    };
    Ok(Pictures { whole: Arc::new(whole), before: Arc::new(before), after })
}

/// Width and height of an area whose longer side is at most this.
pub(super) fn fitting(area: PixelRect, longest: f64) -> (u32, u32) {
    let shrink = (longest / area.width.max(area.height).max(1.0)).min(1.0);
    let side = |length: f64| u32::try_from(floor_index(length * shrink)).unwrap_or(1).max(1);
    (side(area.width), side(area.height))
}

pub(super) fn raster(pixels: Vec<[u8; 3]>, (width, height): (u32, u32)) -> Result<RgbImage, ReportError> {
    RgbImage::from_raw(width, height, pixels.into_flattened()).ok_or_else(|| ReportError::made("a picture"))
}

/// The scars with skin about them; all of the photo where none is marked.
fn about_scars(seen: &Seen, image: &LinearImage) -> PixelRect {
    let bounds = seen.inputs.regions.scars.iter().filter_map(crate::region::Scar::bounds);
    let around = bounds.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let Some([left, top, right, bottom]) = around else { return PixelRect::whole(image) };
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    let more = (AROUND * (right - left).max(bottom - top)).max(20.0);
    let (left, top) = ((left - more).clamp(0.0, width), (top - more).clamp(0.0, height));
    let (right, bottom) = ((right + more).clamp(left, width), (bottom + more).clamp(top, height));
    PixelRect { x: left, y: top, width: (right - left).max(1.0), height: (bottom - top).max(1.0) }
}

/// Draws the scars' outlines over the whole photo.
fn outline(picture: &mut RgbImage, seen: &Seen, image: &LinearImage) {
    let scale = single(f64::from(picture.width()) / f64::from(image.width().max(1)));
    for shape in seen.inputs.regions.scars.iter().flat_map(|scar| &scar.shapes) {
        match shape {
            Shape::Polygon(corners) => {
                let ends = corners.iter().zip(corners.iter().cycle().skip(1));
                for (from, to) in ends {
                    let at = |v: f64| near(scale * single(v));
                    let (from, to) = ((at(from.x), at(from.y)), (at(to.x), at(to.y)));
                    for shift in 0..2 {
                        let (from, to) = ((from.0, from.1 + shift), (to.0, to.1 + shift));
                        draw_antialiased_line_segment_mut(picture, from, to, OUTLINE, interpolate);
                    }
                }
            }
            Shape::Disc(Disc { center, radius }) => {
                let at = |v: f64| near(scale * single(v));
                draw_hollow_circle_mut(picture, (at(center.x), at(center.y)), at(*radius).max(1), OUTLINE);
            }
        }
    }
}

/// Writes onto a picture that it is a simulation, so that it says so wherever it is copied to.
fn disclose(picture: &mut RgbImage) -> Result<(), ReportError> {
    const LEAST: u32 = 240;
    if picture.width() < LEAST {
        let height = (picture.height() * LEAST / picture.width().max(1)).max(1);
        *picture = resize(picture, LEAST, height, FilterType::CatmullRom);
    }
    let faces = Faces::load()?;
    let text = plain(tr("A simulation, not a promise."));
    let (width, height) = picture.dimensions();
    let wide = f64::from(width);
    let unit = faces.width(&text, (1.0, true));
    let size = single((0.8 * wide / f64::from(unit)).min(0.034 * wide).max(9.0));
    let band = u32::try_from(floor_index(f64::from(1.7 * size))).unwrap_or(1).clamp(1, height);
    let top = i32::try_from(height - band).unwrap_or(0);
    draw_filled_rect_mut(picture, Rect::at(0, top).of_size(width, band), Rgb([20, 20, 22]));
    let style = Style { size, bold: true, ink: [255, 255, 255] };
    let baseline = single(f64::from(height)) - 0.52 * size;
    letters(picture, &faces, (0.6 * size, baseline), style, &text);
    Ok(())
}
