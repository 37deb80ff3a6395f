//! A page to a PNG.

use std::io::Cursor;

use ab_glyph::{Font as _, PxScale};
use image::imageops::{FilterType, overlay, resize};
use image::{ImageFormat, Rgb, RgbImage};
use imageproc::drawing::{draw_filled_rect_mut, draw_text_mut};
use imageproc::rect::Rect;

use super::ReportError;
use super::fonts::Faces;
use super::layout::{Area, Op, Page, Style, pages};
use super::sheet::Sheet;
use crate::locale::fixed;
use crate::photo::number::floor_index;

const PAPER: Rgb<u8> = Rgb([255, 255, 255]);

/// The sheet as one picture: a PNG of pixels and nothing else.
pub(super) fn png(sheet: &Sheet) -> Result<Vec<u8>, ReportError> {
    let faces = Faces::load()?;
    let pages = pages(sheet, &faces)?;
    let page = pages.first().ok_or_else(|| ReportError::made(fixed!("no page")))?;
    let mut image = RgbImage::from_pixel(whole(page.width), whole(page.height), PAPER);
    draw(page, &faces, &mut image);
    let mut png = Cursor::new(Vec::new());
    image.write_to(&mut png, ImageFormat::Png).map_err(ReportError::made)?;
    Ok(png.into_inner())
}

fn draw(page: &Page, faces: &Faces, image: &mut RgbImage) {
    for op in &page.ops {
        match op {
            Op::Letters { x, y, style, text, .. } => letters(image, faces, (*x, *y), *style, text),
            Op::Fill { area, ink } => draw_filled_rect_mut(image, rect(area), Rgb(*ink)),
            Op::Picture { area, pixels } => {
                let small =
                    resize(pixels.as_ref(), whole(area.width), whole(area.height), FilterType::CatmullRom);
                overlay(image, &small, i64::from(whole(area.x)), i64::from(whole(area.y)));
            }
        }
    }
}

/// Writes a line on its baseline.
pub(super) fn letters(image: &mut RgbImage, faces: &Faces, (x, y): (f32, f32), style: Style, text: &str) {
    let face = faces.face(style.bold);
    let em = face.units_per_em().unwrap_or(1.0);
    let (ascent, descent) = (face.ascent_unscaled(), face.descent_unscaled());
    // The library's scale is the height of a line, not the em.
    let scale = PxScale::from(style.size * (ascent - descent) / em);
    let top = y - style.size * ascent / em;
    draw_text_mut(image, Rgb(style.ink), near(x), near(top), scale, face, text);
}

fn rect(area: &Area) -> Rect {
    Rect::at(near(area.x), near(area.y)).of_size(whole(area.width), whole(area.height))
}

/// A size in whole pixels, one at least.
fn whole(value: f32) -> u32 {
    u32::try_from(floor_index(f64::from(value) + 0.5)).unwrap_or(1).max(1)
}

/// A place in whole pixels.
pub(super) fn near(value: f32) -> i32 {
    i32::try_from(floor_index(f64::from(value) + 0.5)).unwrap_or(0)
}
