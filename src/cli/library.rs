//! The library a command works with, and `library check`: a summary of it, or all its problems.

use std::fmt::Write as _;
use std::path::Path;

use super::refusal::Refusal;
use crate::library::{ShadeKind, ShadeLibrary};
use crate::locale::today;

/// The user's library, or the generic reference shades.
pub(super) fn chosen(file: Option<&Path>) -> Result<ShadeLibrary, Refusal> {
    Ok(match file {
        Some(file) => ShadeLibrary::load(file)?,
        None => ShadeLibrary::bundled(),
    })
}

/// Checks a library file.
pub(super) fn check(file: &Path) -> Result<String, Refusal> {
    let library = ShadeLibrary::load(file)?;
    let count = library.shades().len();
    let mut text = format!("{count} {}, no problems\n", if count == 1 { "shade" } else { "shades" });
    for (kind, count) in library.kinds() {
        writeln!(text, "  {:<10} {count:>4}", kind_words(kind))?;
    }
    let stocked = library.shades().iter().filter(|shade| shade.in_stock).count();
    writeln!(text, "  {:<10} {stocked:>4}", "in stock")?;
    let reports = library.shades().iter().filter_map(|shade| Some((shade, shade.ladder_report()?)));
    for (index, (shade, report)) in reports.enumerate() {
        if index == 0 {
            text += "ladders\n";
        }
        let rungs = report.rungs.len();
        write!(
            text,
            "  {:<16} {}, {rungs} {}",
            shade.id,
            report.grade,
            if rungs == 1 { "rung" } else { "rungs" }
        )?;
        write!(text, ", fit ΔE00 {:.1}", report.delta_e)?;
        match report.left_out_delta_e {
            Some(error) => writeln!(text, ", left out {error:.1}")?,
            None => writeln!(text)?,
        }
    }
    for warning in library.warnings(today()) {
        writeln!(text, "warning, {warning}")?;
    }
    Ok(text)
}

fn kind_words(kind: ShadeKind) -> &'static str {
    match kind {
        ShadeKind::Base => "base",
        ShadeKind::Ready => "ready",
        ShadeKind::Modifier => "modifier",
        ShadeKind::SkinTone => "skin tone",
    }
}
