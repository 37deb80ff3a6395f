//! Where everything stands on the pages of a sheet, for whoever checks that nothing lies over anything else.

use super::fonts::Faces;
use super::layout::{Op, Paper, pages};
use super::{ReportError, Sheet};

/// A page with the places on it; points of 1/72 inch on paper, pixels on a card, from the top left corner.
#[derive(Debug, Clone)]
pub struct PagePlaces {
    /// Width and height.
    pub size: [f32; 2],
    /// What is left free at each edge.
    pub margin: f32,
    /// The lines of text.
    pub lines: Vec<LinePlace>,
    /// The pictures: left, top, right, bottom.
    pub pictures: Vec<[f32; 4]>,
}

/// A line of text.
#[derive(Debug, Clone)]
pub struct LinePlace {
    /// What it says.
    pub text: String,
    /// Left, top of the capitals, right, baseline.
    pub area: [f32; 4],
    /// Left and right edge of the column that it stands in.
    pub column: [f32; 2],
    /// Size of the letters.
    pub size: f32,
}

/// Height of capitals, in sizes of the letters (`DejaVu` Sans: 1493 of 2048 units).
const CAPITALS: f32 = 0.73;

/// The places on the pages of a sheet.
///
/// # Errors
/// When a letter cannot be printed.
pub fn places(sheet: &Sheet) -> Result<Vec<PagePlaces>, ReportError> {
    let faces = Faces::load()?;
    let margin = Paper::of(sheet.look).margin;
    let of_page = |page: super::layout::Page| {
        let mut lines = Vec::new();
        let mut pictures = Vec::new();
        for op in page.ops {
            match op {
                Op::Letters { text, .. } if text.trim().is_empty() => {}
                Op::Letters { x, y, style, text, column } => {
                    let right = x + faces.width(&text, (style.size, style.bold));
                    let area = [x, y - CAPITALS * style.size, right, y];
                    lines.push(LinePlace { text, area, column, size: style.size });
                }
                Op::Picture { area, .. } => {
                    pictures.push([area.x, area.y, area.x + area.width, area.y + area.height]);
                }
                Op::Fill { .. } => {}
            }
        }
        PagePlaces { size: [page.width, page.height], margin, lines, pictures }
    };
    Ok(pages(sheet, &faces)?.into_iter().map(of_page).collect())
}
