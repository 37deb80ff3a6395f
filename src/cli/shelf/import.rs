//! `library import`: what is new, what is the same, what is told otherwise; then the file, in one step.

use std::fmt::Write as _;

use super::ImportArguments;
use crate::cli::refusal::Refusal;
use crate::library::{Keep, LibraryFile, Merge, ShadeLibrary, merge, merged, read_import};

/// Imports a library or a table.
pub(in crate::cli) fn import(arguments: &ImportArguments) -> Result<String, Refusal> {
    let import = read_import(&arguments.file)?;
    if !import.problems.is_empty() && !arguments.skip_faulty {
        let noun = if import.problems.len() == 1 { "problem" } else { "problems" };
        let mut text = format!(
            "{} has {} {noun}; mend the file, or import its other {} bottles with --skip-faulty",
            arguments.file.display(),
            import.problems.len(),
            import.shades.len()
        );
        for problem in &import.problems {
            write!(text, "\n{problem}")?;
        }
        return Err(Refusal(text));
    }
    let is_new = !arguments.into.try_exists().unwrap_or(true);
    let mine = if is_new { ShadeLibrary::from_iter([]) } else { ShadeLibrary::load(&arguments.into)? };
    let found = merge(&mine, &import.shades);
    let mut text = told(&found, arguments.keep)?;
    for problem in &import.problems {
        writeln!(text, "left out, {problem}")?;
    }
    if arguments.dry_run {
        text += "nothing was written (--dry-run)\n";
        return Ok(text);
    }
    if !found.conflicts.is_empty() && arguments.keep.is_none() {
        return Err(Refusal(format!(
            "{text}nothing was written: say what becomes of the bottles that are told otherwise, with --keep mine, \
             theirs or both"
        )));
    }
    let keep = vec![arguments.keep.map_or(Keep::Mine, Into::into); found.conflicts.len()];
    let count = if is_new {
        LibraryFile::begin(&arguments.into, &found.new)?.library().shades().len()
    } else {
        let mut file = LibraryFile::open(&arguments.into)?;
        file.change(|text| merged(text, &found, &keep))?;
        file.library().shades().len()
    };
    writeln!(
        text,
        "{} now holds {count} {}",
        arguments.into.display(),
        if count == 1 { "shade" } else { "shades" }
    )?;
    Ok(text)
}

fn told(found: &Merge, keep: Option<super::arguments::KeepName>) -> Result<String, std::fmt::Error> {
    let mut text = format!(
        "{} new, {} the same, {} told otherwise\n",
        found.new.len(),
        found.same.len(),
        found.conflicts.len()
    );
    for shade in &found.new {
        writeln!(text, "  new        {}: {}, {}", shade.id, shade.name, shade.maker)?;
    }
    for id in &found.same {
        writeln!(text, "  the same   {id}")?;
    }
    let becomes = match keep.map(Keep::from) {
        None => "",
        Some(Keep::Mine) => " (stays as it is)",
        Some(Keep::Theirs) => " (becomes as it is told)",
        Some(Keep::Both) => " (the other one is added under a new id)",
    };
    for conflict in &found.conflicts {
        writeln!(text, "  otherwise  {}{becomes}", conflict.mine.id)?;
        for field in &conflict.fields {
            let shown =
                |value: &str| if value.is_empty() { String::from("left out") } else { value.to_owned() };
            writeln!(text, "    {}: {} → {}", field.field, shown(&field.mine), shown(&field.theirs))?;
        }
    }
    Ok(text)
}
