//! Blocks of a sheet to strips, each as high as it needs to be.

use super::fonts::Faces;
use super::layout::{ACCENT, Area, FAINT, INK, Op, Paper, RULE, Style, WARN};
use super::sheet::{Block, Picture, Sheet};

/// Distance of baselines, in sizes of the letters, and of the first one from the top.
pub(super) const LEADING: f32 = 1.38;
pub(super) const ASCENT: f32 = 1.0;
/// Share of the width that names of values take.
const NAMES: f32 = 0.25;

/// Small pictures side by side.
const IN_A_ROW: usize = 3;

/// What is never cut by the end of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// Room above it, unless it begins a page.
    pub(super) before: f32,
    pub(super) height: f32,
    pub(super) ops: Vec<Op>,
    /// Stays on the page of the next one.
    pub(super) keep: bool,
    /// Put above it where it begins a page.
    pub(super) titles: Option<std::rc::Rc<Self>>,
    /// Begins a page.
    pub(super) next_page: bool,
}

/// Sets blocks on a paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setter<'a> {
    pub(super) paper: Paper,
    pub(super) faces: &'a Faces,
}

impl Setter<'_> {
    pub(super) fn strips(&self, sheet: &Sheet) -> Vec<Strip> {
        let paper = self.paper;
        let title = Style { size: paper.title, bold: true, ink: ACCENT };
        let mut strips = self.lines(&sheet.title, title, (0.0, paper.room()));
        let subtitle = Style { size: 1.12 * paper.base, bold: false, ink: FAINT };
        strips.extend(self.lines(&sheet.subtitle, subtitle, (0.0, paper.room())));
        strips.push(self.rule(0.5 * paper.base));
        let mut strips = kept(strips);
        let mut next_page = false;
        for block in &sheet.blocks {
            if matches!(block, Block::NextPage) {
                next_page = true;
                continue;
            }
            let mut made = self.block(block);
            if let Some(first) = made.first_mut() {
                first.next_page = std::mem::take(&mut next_page);
            }
            strips.extend(made);
        }
        if let Some(last) = strips.last_mut() {
            last.keep = false;
        }
        // A block that begins a page lets go of what is above it.
        for at in 1..strips.len() {
            if strips[at].next_page {
                strips[at - 1].keep = false;
            }
        }
        strips
    }

    fn block(&self, block: &Block) -> Vec<Strip> {
        let (paper, base) = (self.paper, self.paper.base);
        let all = (0.0, paper.room());
        match block {
            Block::Heading(text) => {
                let style = Style { size: paper.heading, bold: true, ink: ACCENT };
                kept(after(1.5 * base, self.lines(text, style, all)))
            }
            Block::Subheading(text) => {
                let style = Style { size: 1.08 * base, bold: true, ink: INK };
                kept(after(0.9 * base, self.lines(text, style, all)))
            }
            Block::Text(text) => after(0.45 * base, widowless(self.lines(text, self.style(), all))),
            Block::Small(text) => after(0.4 * base, widowless(self.lines(text, self.faint(), all))),
            Block::Warning(text) => after(0.6 * base, widowless(self.warning(text))),
            Block::Facts(facts) => {
                let rows = facts.iter().map(|(name, value)| self.fact(name, value));
                after(0.35 * base, unparted(rows.collect()))
            }
            Block::Table(table) => after(0.6 * base, self.table(table)),
            Block::Pictures(pictures) => after(0.9 * base, self.pictures(pictures)),
            Block::Gallery(pictures) => after(0.9 * base, self.gallery(pictures)),
            Block::Blanks(blanks) => {
                let asked = blanks.iter().flat_map(|(name, lines)| self.blank(name, *lines));
                after(0.6 * base, asked.collect())
            }
            Block::NextPage => Vec::new(),
        }
    }

    pub(super) fn style(&self) -> Style {
        Style { size: self.paper.base, bold: false, ink: INK }
    }

    pub(super) fn faint(&self) -> Style {
        Style { size: 0.88 * self.paper.base, bold: false, ink: FAINT }
    }

    /// A strip for each line of a text; `x` and width are within the margins.
    fn lines(&self, text: &str, style: Style, (x, width): (f32, f32)) -> Vec<Strip> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let left = self.paper.margin + x;
        let column = [left, left + width];
        let set = |text: String| Strip {
            height: if text.is_empty() { 0.6 * style.size } else { LEADING * style.size },
            ops: vec![Op::Letters { x: left, y: ASCENT * style.size, style, text, column }],
            ..Strip::default()
        };
        self.faces.wrapped(text.trim_end(), (style.size, style.bold), width).into_iter().map(set).collect()
    }

    fn rule(&self, before: f32) -> Strip {
        let height = self.paper.base / 12.0;
        let area = Area { x: self.paper.margin, y: 0.0, width: self.paper.room(), height };
        Strip { before, height, ops: vec![Op::Fill { area, ink: RULE }], ..Strip::default() }
    }

    /// A bar at the left of every line.
    fn warning(&self, text: &str) -> Vec<Strip> {
        let base = self.paper.base;
        let style = Style { ink: WARN, ..self.style() };
        let mut lines = self.lines(text, style, (base, self.paper.room() - base));
        for line in &mut lines {
            let area = Area { x: self.paper.margin, y: 0.0, width: 0.28 * base, height: line.height };
            line.ops.push(Op::Fill { area, ink: WARN });
        }
        lines
    }

    fn fact(&self, name: &str, value: &str) -> Vec<Strip> {
        let (base, room) = (self.paper.base, self.paper.room());
        let names = NAMES * room;
        let value = if value.trim().is_empty() { "–" } else { value };
        let mut lines = self.lines(value, self.style(), (names + base, room - names - base));
        let style = Style { ink: FAINT, ..self.style() };
        let mut called = self.faces.wrapped(name, (style.size, false), names).into_iter();
        let x = self.paper.margin;
        let column = [x, x + names];
        let y = ASCENT * base;
        // The name first, as a reader aloud takes it.
        for (line, text) in lines.iter_mut().zip(called.by_ref()) {
            line.ops.insert(0, Op::Letters { x, y, style, text, column });
        }
        lines.extend(called.map(|text| Strip {
            height: LEADING * base,
            ops: vec![Op::Letters { x, y, style, text, column }],
            ..Strip::default()
        }));
        let mut lines = widowless(lines);
        if let Some(last) = lines.last_mut() {
            last.height += 0.18 * base;
        }
        lines
    }

    fn pictures(&self, pictures: &[Picture]) -> Vec<Strip> {
        let (paper, base) = (self.paper, self.paper.base);
        let count = pictures.len().max(1) as f32;
        let gap = 1.2 * base;
        let most = (paper.room() - gap * (count - 1.0)) / count;
        let mut strip = Strip::default();
        let mut x = paper.margin;
        for picture in pictures {
            let (width, height) = picture.pixels.dimensions();
            let shape = width.max(1) as f32 / height.max(1) as f32;
            let wide = most.min(paper.picture * shape);
            let area = Area { x, y: 0.0, width: wide, height: wide / shape };
            strip.ops.push(Op::Picture { area, pixels: std::sync::Arc::clone(&picture.pixels) });
            let style = self.faint();
            // A narrow picture's words may be as wide as its share of the page.
            let room = if pictures.len() == 1 { paper.room() } else { wide.max(0.7 * most) };
            let mut y = area.height + 0.5 * base;
            for text in self.faces.wrapped(&picture.caption, (style.size, false), room) {
                let column = [x, x + room];
                let y_of = y + ASCENT * style.size;
                strip.ops.push(Op::Letters { x, y: y_of, style, text, column });
                y += LEADING * style.size;
            }
            strip.height = strip.height.max(y);
            x += room.max(wide).min(most).max(wide) + gap;
        }
        vec![strip]
    }

    /// Rows of three, each with its words below it.
    fn gallery(&self, pictures: &[Picture]) -> Vec<Strip> {
        let (paper, base) = (self.paper, self.paper.base);
        let gap = 1.2 * base;
        let cell = (paper.room() - gap * (IN_A_ROW as f32 - 1.0)) / IN_A_ROW as f32;
        let style = self.faint();
        let row = |(number, pictures): (usize, &[Picture])| {
            let mut strip = Strip { before: if number == 0 { 0.0 } else { base }, ..Strip::default() };
            for (place, picture) in pictures.iter().enumerate() {
                let (width, height) = picture.pixels.dimensions();
                let shape = width.max(1) as f32 / height.max(1) as f32;
                let wide = cell.min(cell * shape);
                let x = paper.margin + place as f32 * (cell + gap);
                let area = Area { x, y: 0.0, width: wide, height: wide / shape };
                strip.ops.push(Op::Picture { area, pixels: std::sync::Arc::clone(&picture.pixels) });
                let mut y = area.height + 0.5 * base;
                for text in self.faces.wrapped(&picture.caption, (style.size, style.bold), cell) {
                    let column = [x, x + cell];
                    let y_of = y + ASCENT * style.size;
                    strip.ops.push(Op::Letters { x, y: y_of, style, text, column });
                    y += LEADING * style.size;
                }
                strip.height = strip.height.max(y);
            }
            strip
        };
        pictures.chunks(IN_A_ROW).enumerate().map(row).collect()
    }

    fn blank(&self, name: &str, lines: usize) -> Vec<Strip> {
        let base = self.paper.base;
        let mut strips = kept(self.lines(name, self.style(), (0.0, self.paper.room())));
        for line in 0..lines {
            let height = 2.5 * base;
            let rule =
                Area { x: self.paper.margin, y: height - 0.5 * base, width: self.paper.room(), height: 0.6 };
            let ops = vec![Op::Fill { area: rule, ink: FAINT }];
            strips.push(Strip { height, ops, keep: line + 1 < lines, ..Strip::default() });
        }
        if let Some(last) = strips.last_mut() {
            last.height += 0.7 * base;
        }
        strips
    }
}

/// With room above the first of them.
fn after(before: f32, mut strips: Vec<Strip>) -> Vec<Strip> {
    if let Some(first) = strips.first_mut() {
        first.before += before;
    }
    strips
}

/// All kept with what follows.
fn kept(mut strips: Vec<Strip>) -> Vec<Strip> {
    for strip in &mut strips {
        strip.keep = true;
    }
    strips
}

/// Facts in a row: a few of them on one page, and of many no single one alone at its foot or head.
fn unparted(mut facts: Vec<Vec<Strip>>) -> Vec<Strip> {
    const FEW: usize = 4;
    /// Lines of a fact that may stand alone.
    const LONG: usize = 8;
    let count = facts.len();
    for (at, fact) in facts.iter_mut().enumerate() {
        let stays = count <= FEW || at == 0 || at + 2 == count;
        if at + 1 < count && stays && fact.len() < LONG {
            for strip in fact {
                strip.keep = true;
            }
        }
    }
    facts.into_iter().flatten().collect()
}

/// No single line of a text alone at the foot or the head of a page.
fn widowless(mut strips: Vec<Strip>) -> Vec<Strip> {
    let count = strips.len();
    for (at, strip) in strips.iter_mut().enumerate() {
        strip.keep = at + 1 < count && (at == 0 || at + 2 == count);
    }
    strips
}
