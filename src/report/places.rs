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
    /// The same of fields of colour; lines and bars are none.
    pub fields: Vec<[f32; 4]>,
}

/// A line of text.
#[derive(Debug, Clone)]
pub struct LinePlace {
    /// What it says.
    pub text: String,
    /// Left, top of the highest letters, right, bottom of the lowest.
    pub area: [f32; 4],
    /// Left and right edge of the column that it stands in.
    pub column: [f32; 2],
    /// Size of the letters.
    pub size: f32,
}

/// Height of capitals with an accent above the baseline, and depth of letters below it, in sizes of the letters
/// (`DejaVu` Sans: "Ğ" and "ğ").
const ABOVE: f32 = 0.94;
const BELOW: f32 = 0.24;
/// Least side of a field of colour, in sizes of the paper's running text: bars and rules are thinner.
const FIELD: f32 = 0.5;

/// The places on the pages of a sheet.
///
/// # Errors
/// When a letter cannot be printed.
pub fn places(sheet: &Sheet) -> Result<Vec<PagePlaces>, ReportError> {
    let faces = Faces::load()?;
    let paper = Paper::of(sheet.look);
    let margin = paper.margin;
    let of_page = |page: super::layout::Page| {
        let mut lines = Vec::new();
        let (mut pictures, mut fields) = (Vec::new(), Vec::new());
        let edges = |area: super::layout::Area| [area.x, area.y, area.x + area.width, area.y + area.height];
        for op in page.ops {
            match op {
                Op::Letters { text, .. } if text.trim().is_empty() => {}
                Op::Letters { x, y, style, text, column } => {
                    let right = x + faces.width(&text, (style.size, style.bold));
                    let area = [x, y - ABOVE * style.size, right, y + BELOW * style.size];
                    lines.push(LinePlace { text, area, column, size: style.size });
                }
                Op::Picture { area, .. } => pictures.push(edges(area)),
                Op::Fill { area, .. } if area.width.min(area.height) >= FIELD * paper.base => {
                    fields.push(edges(area));
                }
                Op::Fill { .. } => {}
            }
        }
        PagePlaces { size: [page.width, page.height], margin, lines, pictures, fields }
    };
    Ok(pages(sheet, &faces)?.into_iter().map(of_page).collect())
}
