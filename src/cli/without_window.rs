//! What the program does where no window can be opened.

use std::io::Write;

use super::page;
use super::refusal::Refusal;
use super::run::{WindowJob, print};
use crate::analysis::{analyze, bundled_case};
use crate::library::ShadeLibrary;
use crate::progress::Silent;

/// Prints the plan of the bundled case to `out` and one line on how to get the window to `err`. `why` says
/// why there is no window and what to do. Gives the exit code.
///
/// A photo of the user's cannot be planned without its outlines: that is refused.
pub fn print_without_window(job: &WindowJob, why: &str, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    if let Some(photo) = &job.photo {
        let text = format!(
            "{why}; or work without a window: scalp-shade match {} --scar \"x,y x,y x,y\"",
            photo.display()
        );
        return print(Err(Refusal(text)), out, err);
    }
    let code = print(bundled_plan(&job.library), out, err);
    match writeln!(err, "scalp-shade: {why}") {
        // The plan is there all the same.
        Ok(()) | Err(_) => code,
    }
}

fn bundled_plan(library: &ShadeLibrary) -> Result<String, Refusal> {
    let (inputs, photo) = bundled_case()?;
    let outcome = analyze(&inputs, &photo, library, &Silent)?;
    Ok(page::plan("the bundled case", &outcome, library)?)
}
