//! What stands on a sheet, without places: made by the reports, laid out by `layout`.

use std::sync::Arc;

use image::RgbImage;
use jiff::civil::Date;

use super::ReportError;
use super::fonts::uncovered;
use crate::locale::{capitalized, fixed, say, tr};

/// A sheet of one or more pages.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What it is called; also the title of the file.
    pub title: String,
    /// Below the title.
    pub subtitle: String,
    /// At the foot of every page, before its number.
    pub foot: String,
    /// The day it is dated.
    pub day: Date,
    /// How large it is set.
    pub look: Look,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// How large a sheet is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Small letters for much to tell, on A4.
    Dense,
    /// Large letters for a reader who is not of the trade, on A4.
    Roomy,
    /// One picture for a phone, 1200 pixels wide.
    Card,
}

/// One piece of a sheet.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading; never alone at the foot of a page.
    Heading(String),
    /// A smaller heading.
    Subheading(String),
    /// Running text; line breaks are kept.
    Text(String),
    /// The same, smaller and fainter.
    Small(String),
    /// What must not be missed.
    Warning(String),
    /// Names with their values.
    Facts(Vec<(String, String)>),
    /// Columns.
    Table(Table),
    /// Pictures side by side.
    Pictures(Vec<Picture>),
    /// Any number of small pictures, three to a row.
    Gallery(Vec<Picture>),
    /// Lines to be filled in by hand: what is asked, and how many lines.
    Blanks(Vec<(String, usize)>),
    /// What follows begins a page.
    NextPage,
}

/// Columns with a line of titles, which is repeated on every page.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Above it.
    pub title: String,
    /// Share of the width, against those of the others.
    pub share: f32,
    /// Set to the right, as figures are.
    pub right: bool,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// A colour before it, sRGB; all over the cell where nothing stands in it.
    pub swatch: Option<[u8; 3]>,
    /// The colour around a swatch that fills its cell.
    pub ground: Option<[u8; 3]>,
    /// In bold letters.
    pub strong: bool,
}

/// One picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its pixels in sRGB.
    pub pixels: Arc<RgbImage>,
    /// Below it.
    pub caption: String,
}

impl Picture {
    /// With these words below it.
    pub fn of(pixels: &Arc<RgbImage>, caption: impl Into<String>) -> Self {
        Self { pixels: Arc::clone(pixels), caption: caption.into() }
    }

    /// The healed look, which says that it is a simulation.
    pub fn simulated(pixels: &Arc<RgbImage>) -> Self {
        let told = say!("%{moment}, simulated", moment = capitalized(tr("healed")));
        Self::of(pixels, [told.as_str(), tr("A simulation, not a promise.")].join(". "))
    }
}

/// The program with its version.
pub(super) fn program() -> String {
    format!("{} {}", fixed!("Scalp Shade"), env!("CARGO_PKG_VERSION"))
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>, share: f32) -> Self {
        Self { title: title.into(), share, right: false }
    }

    /// A column of figures.
    pub fn figures(title: impl Into<String>, share: f32) -> Self {
        Self { title: title.into(), share, right: true }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Cell {
    /// A colour with words.
    pub fn swatch(color: [u8; 3], text: impl Into<String>) -> Self {
        Self { text: text.into(), swatch: Some(color), ..Self::default() }
    }

    /// Words in bold letters.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, ..Self::default() }
    }
}

impl Sheet {
    /// Whether the fonts hold all that stands on it.
    ///
    /// # Errors
    /// The first character that they do not hold, and the field that it stands in: the name beside a value, the title of
    /// its column, the heading above it.
    pub(super) fn check(&self) -> Result<(), ReportError> {
        let mut place = tr("Title").to_owned();
        for text in [&self.title, &self.subtitle, &self.foot] {
            covered(text, &place)?;
        }
        for block in &self.blocks {
            match block {
                Block::Heading(text) | Block::Subheading(text) => {
                    covered(text, text)?;
                    place.clone_from(text);
                }
                Block::Text(text) | Block::Small(text) | Block::Warning(text) => covered(text, &place)?,
                Block::Facts(facts) => {
                    for (name, value) in facts {
                        covered(name, name)?;
                        covered(value, name)?;
                    }
                }
                Block::Table(table) => table.check(&place)?,
                Block::Pictures(pictures) | Block::Gallery(pictures) => {
                    for picture in pictures {
                        covered(&picture.caption, &place)?;
                    }
                }
                Block::Blanks(blanks) => {
                    for (name, _) in blanks {
                        covered(name, &place)?;
                    }
                }
                Block::NextPage => {}
            }
        }
        Ok(())
    }
}

impl Table {
    fn check(&self, place: &str) -> Result<(), ReportError> {
        for row in &self.rows {
            for (column, cell) in self.columns.iter().zip(row) {
                covered(&column.title, place)?;
                let field = if column.title.is_empty() { place } else { &column.title };
                covered(&cell.text, field)?;
            }
        }
        Ok(())
    }
}

fn covered(text: &str, field: &str) -> Result<(), ReportError> {
    match uncovered(text) {
        None => Ok(()),
        // A field whose own name cannot be printed is shown with what can.
        Some(letter) => Err(ReportError::Letter { letter, field: field.chars().take(60).collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn refused(blocks: Vec<Block>) -> String {
        let text = |text: &str| text.to_owned();
        let sheet = Sheet {
            title: text("A"),
            subtitle: text("Ağrı, Ψυχή, Яблоко"),
            foot: String::new(),
            day: date(2026, 11, 29),
            look: Look::Dense,
            blocks,
        };
        sheet.check().err().map_or_else(String::new, |error| error.to_string())
    }

    #[test]
    fn a_letter_that_is_not_there_is_told_with_its_field() {
        assert_eq!(refused(Vec::new()), "");
        let facts = vec![("Lot".to_owned(), "批 7".to_owned())];
        let told = refused(vec![Block::Facts(facts)]);
        assert!(told.contains("“批” (U+6279) in “Lot”"), "{told}");
        let table = Table { columns: vec![Column::words("Bottle", 1.0)], rows: vec![vec!["حبر".into()]] };
        assert!(refused(vec![Block::Table(table)]).contains("in “Bottle”"));
        let told = refused(vec![Block::Heading("Notes".to_owned()), Block::Text("fine 😀".to_owned())]);
        assert!(told.contains("“😀” (U+1F600) in “Notes”"), "{told}");
    }
}
