//! Tables to strips, a row each.

use std::rc::Rc;

use super::layout::{Area, FAINT, Op, RULE, Style};
use super::sheet::{Cell, Table};
use super::strips::{ASCENT, LEADING, Setter, Strip};

/// Most lines of a cell: a name longer than that ends in "…".
const MOST_LINES: usize = 14;

/// Rows up to which a table is not cut by the end of a page.
const TOGETHER: usize = 9;
/// Height of a swatch that fills its cell, and how much of it the ground around takes on each side.
const FIELD: f32 = 2.4;
const GROUND: f32 = 0.18;

/// A swatch on its ground.
fn field(area: Area, color: [u8; 3], ground: Option<[u8; 3]>) -> Vec<Op> {
    let Some(ground) = ground else { return vec![Op::Fill { area, ink: color }] };
    let edge = GROUND * area.height;
    let inner = Area {
        x: area.x + edge,
        y: area.y + edge,
        width: (area.width - 2.0 * edge).max(1.0),
        height: area.height - 2.0 * edge,
    };
    vec![Op::Fill { area, ink: ground }, Op::Fill { area: inner, ink: color }]
}

/// Where a column stands, within the margins.
#[derive(Debug, Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
    right: bool,
}

impl Setter<'_> {
    /// The titles and each row, with a line below it.
    pub(super) fn table(&self, table: &Table) -> Vec<Strip> {
        let places = self.places(table);
        let title = Style { bold: true, ..self.faint() };
        let titles: Vec<Cell> = table.columns.iter().map(|column| column.title.as_str().into()).collect();
        let has_titles = titles.iter().any(|title| !title.text.is_empty());
        let head = has_titles.then(|| Rc::new(self.row(&titles, &places, title)));
        let mut strips: Vec<Strip> = Vec::new();
        strips.extend(head.as_deref().cloned().map(|head| Strip { keep: true, ..head }));
        let together = table.rows.len() <= TOGETHER;
        let last = table.rows.len().saturating_sub(1);
        for (at, row) in table.rows.iter().enumerate() {
            let keep = at < last && (together || at == 0 || at + 1 == last);
            strips.push(Strip { titles: head.clone(), keep, ..self.row(row, &places, self.style()) });
        }
        strips
    }

    fn places(&self, table: &Table) -> Vec<Place> {
        let gap = 0.9 * self.paper.base;
        let count = table.columns.len();
        let shares: f32 = table.columns.iter().map(|column| column.share).sum::<f32>().max(1e-3);
        let room = self.paper.room() - gap * count.saturating_sub(1) as f32;
        let mut x = 0.0;
        let mut places = Vec::new();
        for column in &table.columns {
            let width = room * column.share / shares;
            places.push(Place { x, width, right: column.right });
            x += width + gap;
        }
        places
    }

    fn row(&self, cells: &[Cell], places: &[Place], style: Style) -> Strip {
        let (margin, base) = (self.paper.margin, self.paper.base);
        let pad = 0.22 * base;
        let mut strip = Strip::default();
        let mut lowest = 0.0_f32;
        let has_field = cells.iter().any(|cell| cell.swatch.is_some() && cell.text.is_empty());
        for (cell, place) in cells.iter().zip(places) {
            let style = Style { bold: style.bold || cell.strong, ..style };
            if let (Some(color), true) = (cell.swatch, cell.text.is_empty()) {
                let height = FIELD * base;
                strip.ops.extend(field(
                    Area { x: margin + place.x, y: pad, width: place.width, height },
                    color,
                    cell.ground,
                ));
                lowest = lowest.max(pad + height);
                continue;
            }
            let (side, shift) = if cell.swatch.is_some() { (1.5 * base, 2.0 * base) } else { (0.0, 0.0) };
            if let Some(color) = cell.swatch {
                let area =
                    Area { x: margin + place.x, y: pad, width: side, height: LEADING * style.size - pad };
                let edge = base / 18.0;
                let inner = Area {
                    x: area.x + edge,
                    y: area.y + edge,
                    width: area.width - 2.0 * edge,
                    height: area.height - 2.0 * edge,
                };
                strip.ops.push(Op::Fill { area, ink: FAINT });
                strip.ops.push(Op::Fill { area: inner, ink: color });
            }
            let room = place.width - shift;
            let mut lines = self.faces.wrapped(&cell.text, (style.size, style.bold), room);
            if lines.len() > MOST_LINES {
                lines.truncate(MOST_LINES);
                lines.push(String::from("…"));
            }
            // A word beside fields of colour stands at their middle.
            let beside = has_field && lines.len() == 1;
            let down = if beside { 0.5 * (FIELD * base - LEADING * style.size) } else { 0.0 };
            let mut y = pad + down;
            for text in lines {
                let used = self.faces.width(&text, (style.size, style.bold));
                let x = if place.right { place.width - used } else { shift };
                let (x, left) = (margin + place.x + x, margin + place.x);
                let column = [left, left + place.width];
                strip.ops.push(Op::Letters { x, y: y + ASCENT * style.size, style, text, column });
                y += LEADING * style.size;
            }
            lowest = lowest.max(y);
        }
        strip.height = lowest + pad;
        let rule = Area { x: margin, y: strip.height, width: self.paper.room(), height: base / 18.0 };
        strip.ops.push(Op::Fill { area: rule, ink: RULE });
        strip
    }
}
