//! Pages to a PDF file.

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder};
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::ReportError;
use super::fonts::{Faces, font_file};
use super::layout::{Area, Op, Style, pages};
use super::sheet::{Sheet, program};
use crate::locale::spoken;

/// Quality of pictures, 1..=100: no loss is seen, and a page of them stays below a megabyte.
const QUALITY: u8 = 88;

/// The sheet as a PDF: dated by its day, with its title and language, and no author.
pub(super) fn pdf(sheet: &Sheet) -> Result<Vec<u8>, ReportError> {
    let faces = Faces::load()?;
    let fonts = [false, true].map(|bold| Font::new(font_file(bold).to_vec().into(), 0));
    let [Some(regular), Some(bold)] = fonts else { return Err(ReportError::made("fonts")) };
    let drawer = Drawer { faces: &faces, fonts: [regular, bold] };
    let mut document = Document::new();
    for page in pages(sheet, &faces)? {
        let settings =
            PageSettings::from_wh(page.width, page.height).ok_or_else(|| ReportError::made("a page"))?;
        let mut paper = document.start_page_with(settings);
        let mut surface = paper.surface();
        for op in &page.ops {
            drawer.draw(op, &mut surface)?;
        }
        surface.finish();
        paper.finish();
    }
    let number = |value: i8| u8::try_from(value).unwrap_or(1);
    let date = DateTime::new(u16::try_from(sheet.day.year()).unwrap_or(2000));
    let date = date.month(number(sheet.day.month())).day(number(sheet.day.day()));
    let metadata = Metadata::new()
        .title(sheet.title.clone())
        .language(spoken().code().to_owned())
        .creator(program())
        .creation_date(date);
    document.set_metadata(metadata);
    document.finish().map_err(|error| ReportError::made(format!("{error:?}")))
}

struct Drawer<'a> {
    faces: &'a Faces,
    fonts: [Font; 2],
}

impl Drawer<'_> {
    fn draw(&self, op: &Op, surface: &mut Surface<'_>) -> Result<(), ReportError> {
        match op {
            Op::Letters { x, y, style, text, .. } => self.letters((*x, *y), *style, text, surface),
            Op::Fill { area, ink } => {
                let mut path = PathBuilder::new();
                path.push_rect(rect(area).ok_or_else(|| ReportError::made("a rectangle"))?);
                surface.set_fill(Some(fill(*ink)));
                if let Some(path) = path.finish() {
                    surface.draw_path(&path);
                }
            }
            Op::Picture { area, pixels } => {
                let image = Image::from_jpeg(jpeg(pixels)?.into(), true).map_err(ReportError::made)?;
                let size =
                    Size::from_wh(area.width, area.height).ok_or_else(|| ReportError::made("a picture"))?;
                surface.push_transform(&Transform::from_translate(area.x, area.y));
                surface.draw_image(image, size);
                surface.pop();
            }
        }
        Ok(())
    }

    fn letters(&self, (x, y): (f32, f32), style: Style, text: &str, surface: &mut Surface<'_>) {
        if text.is_empty() {
            return;
        }
        let glyphs: Vec<KrillaGlyph> = self
            .faces
            .line(text, style.bold)
            .into_iter()
            .map(|placed| {
                let (from, to) = placed.bytes;
                let glyph = GlyphId::new(placed.glyph.into());
                KrillaGlyph::new(glyph, placed.advance, 0.0, 0.0, 0.0, from..to, None)
            })
            .collect();
        surface.set_fill(Some(fill(style.ink)));
        let font = self.fonts[usize::from(style.bold)].clone();
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, text, style.size, false);
    }
}

fn rect(area: &Area) -> Option<Rect> {
    Rect::from_xywh(area.x, area.y, area.width, area.height)
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

/// Pixels and nothing else: no EXIF, no profile.
fn jpeg(image: &RgbImage) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Vec::new();
    let side = |value: u32| u16::try_from(value).map_err(ReportError::made);
    let (width, height) = (side(image.width())?, side(image.height())?);
    let encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.encode(image.as_raw(), width, height, ColorType::Rgb).map_err(ReportError::made)?;
    Ok(bytes)
}
