//! `render-case`: a photo of known truth, to try the program on.

use super::arguments::RenderCaseArguments;
use super::refusal::Refusal;
use crate::render::write_case;

/// Writes the photo and what is known of it; tells the two paths.
pub(super) fn run(arguments: &RenderCaseArguments) -> Result<String, Refusal> {
    let paths = write_case(arguments.seed, &arguments.output)?;
    Ok(paths.map(|path| path.display().to_string()).join("\n") + "\n")
}
