//! The fonts of the sheets, and which letters they hold.
//!
//! `DejaVu` Sans Condensed in two weights. Glyphs are put side by side without shaping, which is right for Latin, Greek and
//! Cyrillic letters that are composed (Unicode NFC), and for nothing that joins, turns or stacks: other scripts are
//! refused although the font may hold some of them.

use std::ops::RangeInclusive;

use ab_glyph::{Font as _, FontRef, GlyphId};
use unicode_normalization::UnicodeNormalization as _;

use super::ReportError;

/// Blocks whose characters are put side by side. Unicode 16.0, names of blocks in comments.
const SIDE_BY_SIDE: [RangeInclusive<u32>; 17] = [
    0x20..=0x7E,     // Basic Latin
    0xA0..=0x24F,    // Latin-1 Supplement to Latin Extended-B
    0x250..=0x2FF,   // IPA Extensions, Spacing Modifier Letters
    0x370..=0x3FF,   // Greek and Coptic
    0x400..=0x482,   // Cyrillic, without combining marks
    0x48A..=0x52F,   // Cyrillic, Cyrillic Supplement
    0x1E00..=0x1FFF, // Latin Extended Additional, Greek Extended
    0x2010..=0x2027, // General Punctuation
    0x2030..=0x205E, // General Punctuation
    0x2070..=0x209C, // Superscripts and Subscripts
    0x20A0..=0x20C0, // Currency Symbols
    0x2100..=0x218F, // Letterlike Symbols, Number Forms
    0x2190..=0x21FF, // Arrows
    0x2200..=0x22FF, // Mathematical Operators
    0x25A0..=0x25FF, // Geometric Shapes
    0x2610..=0x2612, // Ballot boxes
    0xFB00..=0xFB04, // Latin ligatures
];

/// Both weights.
#[derive(Debug, Clone)]
pub(super) struct Faces {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
}

/// One glyph of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    /// Its number in the font.
    pub(super) glyph: u16,
    /// Where its character begins and ends in the text, bytes.
    pub(super) bytes: (usize, usize),
    /// Width in ems, kerning included.
    pub(super) advance: f32,
}

/// The file of a weight.
pub(super) fn font_file(bold: bool) -> &'static [u8] {
    if bold { dejavu::sans_condensed::bold() } else { dejavu::sans_condensed::regular() }
}

/// The first character of a text that the sheets cannot print.
#[must_use]
pub fn uncovered(text: &str) -> Option<char> {
    let font = FontRef::try_from_slice(font_file(false)).ok();
    plain(text).chars().filter(|letter| *letter != '\n').find(|letter| {
        let side_by_side = SIDE_BY_SIDE.iter().any(|block| block.contains(&u32::from(*letter)));
        !side_by_side || font.as_ref().is_none_or(|font| font.glyph_id(*letter).0 == 0)
    })
}

/// The text as it is printed: letters composed, blanks of all kinds as blanks, invisible characters left out. Nothing
/// that is seen is changed.
pub(super) fn plain(text: &str) -> String {
    let seen = text.replace("\r\n", "\n");
    let seen = seen.nfc().filter_map(|letter| match letter {
        '\r' => Some('\n'),
        '\t' | '\u{2000}'..='\u{200A}' => Some(' '),
        // A narrow blank that does not break, as French sets it.
        '\u{202F}' => Some('\u{A0}'),
        '\u{2011}' => Some('-'),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' => None,
        other => Some(other),
    });
    seen.collect()
}

impl Faces {
    pub(super) fn load() -> Result<Self, ReportError> {
        let face = |bold| FontRef::try_from_slice(font_file(bold)).map_err(ReportError::made);
        Ok(Self { regular: face(false)?, bold: face(true)? })
    }

    pub(super) fn face(&self, bold: bool) -> &FontRef<'static> {
        if bold { &self.bold } else { &self.regular }
    }

    /// Glyphs of a line.
    pub(super) fn line(&self, text: &str, bold: bool) -> Vec<Placed> {
        let face = self.face(bold);
        let em = face.units_per_em().unwrap_or(1.0);
        let mut glyphs: Vec<Placed> = Vec::with_capacity(text.len());
        let mut before: Option<GlyphId> = None;
        for (start, letter) in text.char_indices() {
            let glyph = face.glyph_id(letter);
            if let (Some(before), Some(last)) = (before, glyphs.last_mut()) {
                last.advance += face.kern_unscaled(before, glyph) / em;
            }
            let advance = face.h_advance_unscaled(glyph) / em;
            glyphs.push(Placed { glyph: glyph.0, bytes: (start, start + letter.len_utf8()), advance });
            before = Some(glyph);
        }
        glyphs
    }

    /// Width of a line of letters of this size.
    pub(super) fn width(&self, text: &str, (size, bold): (f32, bool)) -> f32 {
        size * self.line(text, bold).iter().map(|glyph| glyph.advance).sum::<f32>()
    }

    /// The text in lines of this width; its own line breaks are kept, and a word that is wider is broken.
    pub(super) fn wrapped(&self, text: &str, style: (f32, bool), room: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in plain(text).split('\n') {
            let mut line = String::new();
            for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
                let longer = if line.is_empty() { word.to_owned() } else { [&line, word].join(" ") };
                if self.width(&longer, style) <= room {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line = self.broken(word, style, room, &mut lines);
            }
            lines.push(line);
        }
        lines
    }

    /// Puts full lines of a word that is too wide into `lines`; what is left of it.
    fn broken(&self, word: &str, style: (f32, bool), room: f32, lines: &mut Vec<String>) -> String {
        let mut rest = String::new();
        for letter in word.chars() {
            rest.push(letter);
            if rest.chars().count() > 1 && self.width(&rest, style) > room {
                rest.pop();
                lines.push(std::mem::replace(&mut rest, letter.to_string()));
            }
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn european_names_are_held_and_others_are_told() {
        for name in [
            "Ağaoğlu İpek ŞIĞIRCI ışık",
            "Ångström, Žofie Dvořáková, Łukasz, Őrsi, Țepeș, Nguyễn Thị Ánh, Straße, STRAẞE",
            "Γεώργιος Παπαδόπουλος, Ἀθῆναι",
            "Жанна Ёлкина, Їжакевич, Ђорђе, Ґалаґан",
            "20 % · ΔE00 ≤ 2 – “L*” 1 × 0,05 ml → 5 µl",
        ] {
            assert_eq!(uncovered(name), None, "{name}");
        }
        for (name, letter) in [
            ("王芳", '王'),
            ("محمد", 'م'),
            ("שרה", 'ש'),
            ("สมชาย", 'ส'),
            ("ok 😀", '😀'),
            ("a\u{7}", '\u{7}'),
        ] {
            assert_eq!(uncovered(name), Some(letter), "{name}");
        }
        // As some systems write names of files.
        assert_eq!(uncovered("Andre\u{301}, Ио\u{438}\u{306}"), None);
        assert_eq!(plain("Andre\u{301}\t1"), "André 1");
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let faces = Faces::load().expect("fonts");
        let style = (10.0, false);
        let text = "Donaudampfschifffahrtsgesellschaftskapitän heilt\n\nlangsam ab";
        let lines = faces.wrapped(text, style, 90.0);
        assert!(lines.iter().all(|line| faces.width(line, style) <= 90.0), "{lines:?}");
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(letters(&lines.concat()), letters(text));
        assert!(lines.contains(&String::new()), "an empty line stays");
    }
}
