//! Starts the window or the command line.

use std::io::{Write as _, stderr, stdout};
use std::process::ExitCode;

use scalp_shade::cli::{Finish, WindowJob, print_without_window, run};

fn main() -> ExitCode {
    let job = match run(std::env::args_os(), &mut stdout().lock(), &mut stderr()) {
        Finish::Code(code) => return ExitCode::from(code),
        Finish::Window(job) => job,
    };
    match open_window(&job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(NoWindow::Closed(why)) => {
            // There is nowhere else to say it.
            drop(writeln!(stderr(), "scalp-shade: {why}"));
            ExitCode::FAILURE
        }
        Err(NoWindow::NotOpened(why)) => {
            let code = print_without_window(&job, &why, &mut stdout().lock(), &mut stderr());
            ExitCode::from(code)
        }
    }
}

/// Why there is no window (any more).
enum NoWindow {
    /// It never opened; the command line can help.
    NotOpened(String),
    /// It was open and closed by a fault.
    #[cfg_attr(not(feature = "gui"), expect(dead_code, reason = "only a window can close"))]
    Closed(String),
}

#[cfg(feature = "gui")]
fn open_window(job: &WindowJob) -> Result<(), NoWindow> {
    use std::sync::Arc;
    use std::time::Instant;

    use scalp_shade::app::{Bottles, Pipeline, SettingsStore, Stages};
    use scalp_shade::locale::Language;
    use scalp_shade::ui::{Start, UiError, run_with};

    let bottles = job.library_file.clone().map(|file| Bottles::of_file(file, job.library.clone()));
    // Who comes with a photo wants to work on it.
    let tour = job.photo.is_none();
    let start = Start {
        photo: job.photo.clone(),
        bottles,
        started: Some(Instant::now()),
        tour,
        language: Language::of_system(),
        ..Start::default()
    };
    let stages: Arc<dyn Pipeline> = Arc::new(Stages);
    run_with(&stages, SettingsStore::of_the_user(), start).map_err(|error| match error {
        UiError::Fault(_) => NoWindow::Closed(error.to_string()),
        other => NoWindow::NotOpened(other.to_string()),
    })
}

#[cfg(not(feature = "gui"))]
fn open_window(_job: &WindowJob) -> Result<(), NoWindow> {
    Err(NoWindow::NotOpened(String::from("this build has no window; get it with: cargo run --release")))
}
