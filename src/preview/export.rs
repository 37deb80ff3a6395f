//! Pictures of a preview that leave the program, each with its words.

use std::path::Path;

use ab_glyph::{FontRef, PxScale};
use image::{ImageFormat, Rgb, RgbImage};
use imageproc::drawing::{draw_text_mut, text_size};

use super::show::PreviewShow;
use super::{Cut, Preview, best_columns};
use crate::disk::write_whole;
use crate::locale::{keep, tr};
use crate::photo::number::{floor_index, single};
use crate::photo::{PixelRect, Pyramid};

/// Said on every picture that leaves the program.
const DISCLOSURE: &str = keep!("A simulation, not a promise.");
/// Paper and ink: neutral, so that nothing beside the skin tints it.
const PAPER: Rgb<u8> = Rgb([236, 236, 236]);
const INK: Rgb<u8> = Rgb([32, 32, 32]);
/// Widest and highest a picture on the sheet may be, pixels.
const MOST_SIDE: f64 = 2400.0;
/// Pixels about and between pictures, as a share of the sheet's width.
const GAP: f64 = 0.015;

/// The words of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// Above each picture, in their order.
    pub titles: Vec<String>,
    /// Below all of them, below the disclosure.
    pub lines: Vec<String>,
}

/// Pictures side by side with their words.
#[derive(Debug, Clone)]
pub struct Sheet {
    image: RgbImage,
}

impl Sheet {
    /// Width and height in pixels.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        self.image.dimensions()
    }

    /// Its pixels in sRGB, row by row.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        self.image.as_raw()
    }

    /// Writes a PNG that holds pixels and nothing else: no place, no camera, no date.
    ///
    /// # Errors
    /// When the file cannot be written; an old one is then as it was.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        let mut png = std::io::Cursor::new(Vec::new());
        self.image.write_to(&mut png, ImageFormat::Png).map_err(std::io::Error::other)?;
        write_whole(path, png.get_ref())
    }
}

/// Lays pictures of one part of the photo out in a grid, as large as they can be. `shows` tells how each is looked at.
#[must_use]
pub fn compose(
    preview: &Preview,
    pyramid: &Pyramid,
    area: PixelRect,
    shows: &[PreviewShow],
    caption: &Caption,
) -> Sheet {
    let columns = best_columns(shows.len(), [MOST_SIDE; 2], [area.width, area.height]);
    let rows = shows.len().max(1).div_ceil(columns);
    let shrink = (MOST_SIDE / (area.width * columns as f64)).min(MOST_SIDE / (area.height * rows as f64));
    let whole = |v: f64| u32::try_from(floor_index(v.max(1.0))).unwrap_or(1);
    let size = (whole(area.width * shrink.min(1.0)), whole(area.height * shrink.min(1.0)));
    let pictures: Vec<(Vec<[u8; 3]>, Cut)> =
        shows.iter().map(|show| preview.paint_counted(pyramid, area, size, show)).collect();
    let cut = pictures.iter().fold(Cut::default(), |sum, (_, cut)| sum + *cut);
    let mut caption = caption.clone();
    caption.lines.extend(cut.note());
    let layout = Layout::new(size, (columns, rows), &caption);
    let mut image = RgbImage::from_pixel(layout.width, layout.height, PAPER);
    for (i, (pixels, _)) in pictures.into_iter().enumerate() {
        let (left, top) = layout.corner(size, (i % columns, i / columns));
        if let Some(title) = caption.titles.get(i) {
            layout.write(&mut image, title, (left, top - layout.titles), layout.text);
        }
        for (at, pixel) in (0_u32..).zip(pixels) {
            image.put_pixel(left + at % size.0, top + at / size.0, Rgb(pixel));
        }
    }
    let mut y = layout.below;
    for (line, height) in &layout.lines {
        layout.write(&mut image, line, (layout.gap, y), *height);
        y += height + height / 3;
    }
    Sheet { image }
}

/// Where everything is on the sheet, in pixels.
struct Layout {
    width: u32,
    height: u32,
    gap: u32,
    /// Height of letters.
    text: u32,
    /// Room for a title above each picture.
    titles: u32,
    /// Top of what is below the pictures.
    below: u32,
    /// Lines below them and the height of their letters.
    lines: Vec<(String, u32)>,
    font: Option<FontRef<'static>>,
}

impl Layout {
    fn new((width, height): (u32, u32), (columns, rows): (usize, usize), caption: &Caption) -> Self {
        let [columns, rows] = [columns, rows].map(|count| u32::try_from(count).unwrap_or(1).max(1));
        let pictures = width * columns;
        let share = |share: f64| u32::try_from(floor_index(f64::from(pictures) * share)).unwrap_or(0);
        let (gap, text) = (share(GAP).max(8), share(0.022).clamp(13, 40));
        let sheet = pictures + gap * (columns + 1);
        let font = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT).ok();
        let titles = if caption.titles.is_empty() { 0 } else { text + text / 2 };
        let below = gap + rows * (titles + height + gap);
        let mut layout = Self { width: sheet, height: 0, gap, text, titles, below, lines: Vec::new(), font };
        let room = sheet - 2 * gap;
        let big = text + text / 4;
        layout.lines = layout.wrapped(tr(DISCLOSURE), big, room);
        for line in &caption.lines {
            let wrapped = layout.wrapped(line, text, room);
            layout.lines.extend(wrapped);
        }
        let words: u32 = layout.lines.iter().map(|(_, height)| height + height / 3).sum();
        layout.height = layout.below + words + gap;
        layout
    }

    /// Top left corner of the picture in a column and a row.
    fn corner(&self, size: (u32, u32), (column, row): (usize, usize)) -> (u32, u32) {
        let [column, row] = [column, row].map(|count| u32::try_from(count).unwrap_or(0));
        let left = self.gap + column * (size.0 + self.gap);
        (left, self.gap + self.titles + row * (self.titles + size.1 + self.gap))
    }

    fn measured(&self, text: &str, height: u32) -> u32 {
        self.font.as_ref().map_or(0, |font| text_size(scale(height), font, text).0)
    }

    /// A text in lines that fit.
    fn wrapped(&self, text: &str, height: u32, room: u32) -> Vec<(String, u32)> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.measured(&[line, word].join(" "), height) <= room => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines.into_iter().map(|line| (line, height)).collect()
    }

    fn write(&self, image: &mut RgbImage, text: &str, (x, y): (u32, u32), height: u32) {
        let Some(font) = &self.font else { return };
        let place = |v: u32| i32::try_from(v).unwrap_or(i32::MAX);
        draw_text_mut(image, INK, place(x), place(y), scale(height), font, text);
    }
}

fn scale(height: u32) -> PxScale {
    PxScale::from(single(f64::from(height)))
}
