//! From arguments to a result on standard output and an exit code.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use clap::Parser as _;

use super::arguments::{Arguments, Command, LibraryCommand};
use super::refusal::Refusal;
use super::{
    calibrate, case, check, compare, inspect, library, match_photo, measure_bottle, predict, preview,
    render_case, report, shelf, studio, teach, tones,
};
use crate::library::ShadeLibrary;

/// Done.
const DONE: u8 = 0;
/// Refused: one sentence on standard error.
const REFUSED: u8 = 1;
/// Wrong usage.
const WRONG_USAGE: u8 = 2;

/// What is left to do after the command line was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Finish {
    /// Nothing: leave with this exit code.
    Code(u8),
    /// Open the window.
    Window(WindowJob),
}

/// What the window starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowJob {
    /// Photo or case of the user's, else the bundled case.
    pub photo: Option<PathBuf>,
    /// Bottles to mix from.
    pub library: ShadeLibrary,
    /// The file they were read from, when one was named.
    pub library_file: Option<PathBuf>,
}

/// Runs one command line, the program's name first. The result goes to `out`, everything else to `err`.
pub fn run<I, T>(args: I, out: &mut dyn Write, err: &mut dyn Write) -> Finish
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => {
            let text = error.render().to_string();
            return Finish::Code(if error.use_stderr() {
                written(err.write_all(text.as_bytes()), WRONG_USAGE)
            } else {
                written(out.write_all(text.as_bytes()), DONE)
            });
        }
    };
    let answer = match &arguments.command {
        None => match library::chosen(arguments.library.as_deref()) {
            Ok(library) => {
                let (photo, library_file) = (arguments.photo, arguments.library);
                return Finish::Window(WindowJob { photo, library, library_file });
            }
            Err(refusal) => Err(refusal),
        },
        Some(Command::Match(arguments)) => match_photo::run(arguments),
        Some(Command::Preview(arguments)) => preview::run(arguments),
        Some(Command::Tones(arguments)) => tones::run(arguments),
        Some(Command::Calibrate(arguments)) => calibrate::run(arguments),
        Some(Command::Check(arguments)) => check::run(arguments),
        Some(Command::Compare(arguments)) => compare::run(arguments),
        Some(Command::Inspect(arguments)) => inspect::run(arguments),
        Some(Command::Predict(arguments)) => predict::run(arguments),
        Some(Command::Library { command: LibraryCommand::Check { file } }) => library::check(file),
        Some(Command::Library { command: LibraryCommand::Measure(arguments) }) => {
            measure_bottle::run(arguments)
        }
        Some(Command::Library { command: LibraryCommand::List(arguments) }) => shelf::list(arguments),
        Some(Command::Library { command: LibraryCommand::Import(arguments) }) => shelf::import(arguments),
        Some(Command::Library { command: LibraryCommand::Suggest(arguments) }) => shelf::suggest(arguments),
        Some(Command::Stock { command }) => shelf::stock(command),
        Some(Command::Studio { command }) => studio::run(command),
        Some(Command::Case(arguments)) => case::run(arguments),
        Some(Command::Teach { command }) => teach::run(command),
        Some(Command::Report(arguments)) => report::run(arguments),
        Some(Command::CaseStudy(arguments)) => report::study(arguments),
        Some(Command::DilutionChart(arguments)) => report::chart(arguments),
        Some(Command::RenderCase(arguments)) => render_case::run(arguments),
    };
    Finish::Code(print(answer, out, err))
}

/// Prints a result or a refusal; gives the exit code.
pub(super) fn print(answer: Result<String, Refusal>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    match answer {
        Ok(text) => match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                let told = writeln!(err, "scalp-shade: the result could not be written ({error})");
                written(told, REFUSED)
            }
            // A reader that has seen enough is no error.
            _ => DONE,
        },
        Err(refusal) => written(writeln!(err, "scalp-shade: {refusal}"), REFUSED),
    }
}

/// A message that cannot be written has no other way out; the exit code still tells.
fn written(_told: io::Result<()>, code: u8) -> u8 {
    code
}
