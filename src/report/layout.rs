//! Strips to pages.
//!
//! A strip is what is never cut by the end of a page: a line, a row of a table, pictures side by side. A heading is kept
//! with what follows it, and a table repeats its titles on every page.

use std::sync::Arc;

use image::RgbImage;

use super::ReportError;
use super::fonts::{Faces, plain};
use super::sheet::{Look, Sheet};
use super::strips::{Setter, Strip};
use crate::locale::say;

/// Something drawn at a place, measured from the top left corner; the unit is a point of 1/72 inch on paper, and a pixel
/// on a card.
#[derive(Debug, Clone)]
pub(super) enum Op {
    /// A line of letters on its baseline, and the left and right edges of the column that it must not leave.
    Letters { x: f32, y: f32, style: Style, text: String, column: [f32; 2] },
    /// A filled rectangle.
    Fill { area: Area, ink: [u8; 3] },
    /// A picture.
    Picture { area: Area, pixels: Arc<RgbImage> },
}

/// Letters of a size and a colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) ink: [u8; 3],
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// Colours of the sheets: near black, grey, a calm blue-green, a warning brown, light lines.
pub(super) const INK: [u8; 3] = [28, 30, 33];
pub(super) const FAINT: [u8; 3] = [96, 100, 106];
pub(super) const ACCENT: [u8; 3] = [24, 88, 96];
pub(super) const WARN: [u8; 3] = [156, 70, 12];
pub(super) const RULE: [u8; 3] = [205, 208, 212];

/// A page or a card, and how large its letters are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paper {
    pub(super) width: f32,
    /// None grows with what stands on it.
    pub(super) height: Option<f32>,
    pub(super) margin: f32,
    /// Size of running text.
    pub(super) base: f32,
    /// Size of headings.
    pub(super) heading: f32,
    pub(super) title: f32,
    /// Highest that a picture may be.
    pub(super) picture: f32,
}

impl Paper {
    /// A4 for sheets; 1200 pixels across for a card.
    pub(super) fn of(look: Look) -> Self {
        let a4 = Self {
            width: 595.28,
            height: Some(841.89),
            margin: 46.0,
            base: 8.6,
            heading: 11.5,
            title: 19.0,
            picture: 190.0,
        };
        match look {
            Look::Dense => a4,
            Look::Roomy => Self { base: 11.0, heading: 14.5, title: 24.0, picture: 290.0, ..a4 },
            Look::Card => Self {
                width: 1200.0,
                height: None,
                margin: 60.0,
                base: 32.0,
                heading: 42.0,
                title: 58.0,
                picture: 700.0,
            },
        }
    }

    /// Width between the margins.
    pub(super) fn room(&self) -> f32 {
        self.width - 2.0 * self.margin
    }
}

/// A page with everything on it.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) ops: Vec<Op>,
}

/// Gives everything on a sheet its place.
pub(super) fn pages(sheet: &Sheet, faces: &Faces) -> Result<Vec<Page>, ReportError> {
    sheet.check()?;
    let paper = Paper::of(sheet.look);
    let setter = Setter { paper, faces };
    let strips = setter.strips(sheet);
    let foot = 3.2 * paper.base;
    let body = paper.height.map_or(f32::INFINITY, |height| height - 2.0 * paper.margin - foot);
    let mut filled = vec![Filled::default()];
    let mut rest = strips.as_slice();
    while let Some(first) = rest.first() {
        // What is kept together: up to the first strip that is not kept with the next.
        let count = rest.iter().position(|strip| !strip.keep).map_or(rest.len(), |last| last + 1);
        let (group, after) = rest.split_at(count);
        rest = after;
        let height: f32 = group.iter().map(|strip| strip.before + strip.height).sum();
        let page = filled.last().map_or(0.0, |page| page.height);
        if page > 0.0 && (first.next_page || page + height > body) {
            filled.push(Filled::default());
        }
        for strip in group {
            // A group that is longer than a page is cut where it must be.
            if filled
                .last()
                .is_some_and(|page| page.height > 0.0 && page.height + strip.before + strip.height > body)
            {
                filled.push(Filled::default());
            }
            if let Some(page) = filled.last_mut() {
                page.add(strip, paper.margin);
            }
        }
    }
    let count = filled.len();
    let finish = |(number, page): (usize, Filled)| {
        let height = paper.height.unwrap_or(page.height + 2.0 * paper.margin + foot);
        let mut ops = page.ops;
        ops.extend(feet(&setter, &sheet.foot, (number + 1, count), height));
        Page { width: paper.width, height, ops }
    };
    Ok(filled.into_iter().enumerate().map(finish).collect())
}

#[derive(Debug, Default)]
struct Filled {
    height: f32,
    ops: Vec<Op>,
}

impl Filled {
    fn add(&mut self, strip: &Strip, margin: f32) {
        if self.height == 0.0 {
            if let Some(titles) = strip.titles.as_deref() {
                self.place(titles, margin);
            }
        } else {
            self.height += strip.before;
        }
        self.place(strip, margin);
    }

    fn place(&mut self, strip: &Strip, margin: f32) {
        let down = margin + self.height;
        self.ops.extend(strip.ops.iter().cloned().map(|op| op.moved(down)));
        self.height += strip.height;
    }
}

impl Op {
    fn moved(self, down: f32) -> Self {
        let lower = |area: Area| Area { y: area.y + down, ..area };
        match self {
            Self::Letters { x, y, style, text, column } => {
                Self::Letters { x, y: y + down, style, text, column }
            }
            Self::Fill { area, ink } => Self::Fill { area: lower(area), ink },
            Self::Picture { area, pixels } => Self::Picture { area: lower(area), pixels },
        }
    }
}

/// What stands at the foot of a page.
fn feet(setter: &Setter<'_>, foot: &str, (number, count): (usize, usize), height: f32) -> Vec<Op> {
    let paper = setter.paper;
    let style = Style { size: 0.84 * paper.base, bold: false, ink: FAINT };
    let y = height - 0.72 * paper.margin;
    let numbered = if paper.height.is_some() {
        say!("page %{page} of %{pages}", page = number, pages = count)
    } else {
        String::new()
    };
    let right = setter.faces.width(&numbered, (style.size, false));
    let room = paper.room() - right - paper.base;
    // One line: what is at the foot is told above as well.
    let line = setter.faces.wrapped(foot, (style.size, false), room).into_iter().next().unwrap_or_default();
    let rule =
        Area { x: paper.margin, y: y - 1.7 * style.size, width: paper.room(), height: paper.base / 15.0 };
    let edge = paper.width - paper.margin;
    let (left, right) = ([paper.margin, paper.margin + room], [edge - right, edge]);
    vec![
        Op::Fill { area: rule, ink: RULE },
        Op::Letters { x: paper.margin, y, style, text: line, column: left },
        Op::Letters { x: right[0], y, style, text: plain(&numbered), column: right },
    ]
}
