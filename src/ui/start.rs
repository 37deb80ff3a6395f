//! Opening the window, and saying in one sentence why it cannot be opened.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use eframe::{NativeOptions, Renderer};
use egui::{IconData, ViewportBuilder};

use super::Window;
use super::graphics::{Library, missing_libraries};
use super::screen_profile::look_for_profile;
use crate::app::{Bottles, Clock, Pipeline, SettingsStore};
use crate::locale::Language;

/// The program's picture, drawn from `assets/scalp-shade.svg`.
const ICON: &[u8] = include_bytes!("../../assets/scalp-shade.png");

/// What the window starts with.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// A photo to open in place of the bundled case, or a client's case: its folder or the file in it.
    pub photo: Option<PathBuf>,
    /// The library to mix from; none for the one of the last run.
    pub bottles: Option<Bottles>,
    /// When the program started, to measure how long the window took.
    pub started: Option<Instant>,
    /// Offer the guided tour where it was never seen.
    pub tour: bool,
    /// What is spoken where the settings name no language.
    pub language: Language,
    /// What tells the day that visits and results are dated by.
    pub clock: Clock,
    /// Files are asked for by the program's own dialogs, as where the system has none.
    pub own_dialogs: bool,
}

/// Why there is no window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UiError {
    /// No screen, or none that answers.
    #[error("there is no display to open the window on; start it from a desktop session, or set DISPLAY")]
    NoDisplay,
    /// Libraries that the desktop's graphics need are not installed.
    #[error(
        "the window needs {}; install it with: apt install {}",
        listed(.0, ", ", |l| l.file),
        listed(.0, " ", |l| l.package)
    )]
    MissingLibrary(Vec<Library>),
    /// The graphics driver refused.
    #[error(
        "the graphics driver gave no window ({0}); install Mesa's drivers with: apt install libgl1-mesa-dri"
    )]
    NoGraphics(String),
    /// The program failed while the window was open.
    #[error("the window closed by a fault in the program ({0}); please report it")]
    Fault(String),
}

/// Opens the window and returns when it is closed. To be called on the main thread.
///
/// # Errors
/// When there is no display, a library is missing, or the graphics driver refuses.
pub fn run_with(pipeline: &Arc<dyn Pipeline>, store: SettingsStore, start: Start) -> Result<(), UiError> {
    let screen = Screen::of_the_session().ok_or(UiError::NoDisplay)?;
    if screen == Screen::X11 {
        look_for_profile();
    }
    let pipeline = Arc::clone(pipeline);
    let opened = Arc::new(Mutex::new(false));
    let summary = Arc::new(Mutex::new(None));
    let (told, log) = (Arc::clone(&opened), Arc::clone(&summary));
    // The windowing crate panics where some libraries are missing; that is told as an error below and must
    // not appear as a panic. From the first frame on panics are shown as usual.
    let usual = Arc::new(Mutex::new(Some(std::panic::take_hook())));
    std::panic::set_hook(Box::new(|_| {}));
    let hook = Arc::clone(&usual);
    let create: eframe::AppCreator<'_> = Box::new(move |cc| {
        restore(&hook);
        *told.lock().unwrap_or_else(PoisonError::into_inner) = true;
        let window = Window::new(&cc.egui_ctx, &pipeline, store, &start);
        Ok(Box::new(Logged { window, log }))
    });
    let ran = catch_unwind(AssertUnwindSafe(|| eframe::run_native("scalp-shade", options(screen), create)));
    restore(&usual);
    tell(&summary);
    let was_open = *opened.lock().unwrap_or_else(PoisonError::into_inner);
    match ran {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(explain(screen, &error.to_string())),
        Err(panic) if was_open => Err(UiError::Fault(panic_text(panic.as_ref()))),
        Err(panic) => Err(explain(screen, &panic_text(panic.as_ref()))),
    }
}

type Hook = Box<dyn Fn(&std::panic::PanicHookInfo<'_>) + Sync + Send + 'static>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    X11,
    Wayland,
    /// Windows and macOS always have one.
    OfTheSystem,
}

impl Screen {
    /// X11 wherever it is offered: on Wayland no file can be dropped on the window (winit 0.30).
    fn of_the_session() -> Option<Self> {
        if cfg!(any(windows, target_os = "macos")) {
            return Some(Self::OfTheSystem);
        }
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if is_set("DISPLAY") {
            Some(Self::X11)
        } else if is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET") {
            Some(Self::Wayland)
        } else {
            None
        }
    }
}

fn options(screen: Screen) -> NativeOptions {
    let viewport = ViewportBuilder::default()
        .with_title("Scalp Shade")
        .with_app_id("scalp-shade")
        .with_icon(icon())
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([960.0, 600.0])
        .with_drag_and_drop(true);
    NativeOptions {
        viewport,
        renderer: Renderer::Glow,
        event_loop_builder: Some(Box::new(move |builder| {
            #[cfg(target_os = "linux")]
            if screen == Screen::X11 {
                use winit::platform::x11::EventLoopBuilderExtX11;
                builder.with_x11();
            }
            #[cfg(not(target_os = "linux"))]
            let _ = (screen, builder);
        })),
        ..NativeOptions::default()
    }
}

/// The picture for title bars and lists of windows; a plain one where it cannot be read.
fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(ICON).unwrap_or_default()
}

/// What an error of the windowing crates means for the user.
fn explain(screen: Screen, error: &str) -> UiError {
    let missing = match screen {
        Screen::X11 => missing_libraries(false),
        Screen::Wayland => missing_libraries(true),
        Screen::OfTheSystem => Vec::new(),
    };
    if !missing.is_empty() {
        return UiError::MissingLibrary(missing);
    }
    let lower = error.to_lowercase();
    let no_display =
        ["open connection to x", "xopendisplay", "failed to open x", "wayland compositor", "no wayland"];
    if no_display.iter().any(|sign| lower.contains(sign)) {
        return UiError::NoDisplay;
    }
    let reason = error.lines().next().unwrap_or_default();
    let reason = reason.split(" matching the template").next().unwrap_or(reason);
    UiError::NoGraphics(reason.to_owned())
}

fn restore(usual: &Mutex<Option<Hook>>) {
    let hook = usual.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(hook) = hook {
        std::panic::set_hook(hook);
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no reason given".to_owned())
}

fn listed(libraries: &[Library], between: &str, name: impl Fn(&Library) -> &'static str) -> String {
    libraries.iter().map(name).collect::<Vec<_>>().join(between)
}

/// The window, leaving its frame times behind when it closes.
struct Logged {
    window: Window,
    log: Arc<Mutex<Option<String>>>,
}

impl eframe::App for Logged {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        eframe::App::logic(&mut self.window, ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        eframe::App::ui(&mut self.window, ui, frame);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.window.clear_color(visuals)
    }
}

impl Drop for Logged {
    fn drop(&mut self) {
        *self.log.lock().unwrap_or_else(PoisonError::into_inner) = self.window.frame_summary();
    }
}

#[expect(clippy::print_stderr, reason = "asked for by an environment variable, for measuring")]
fn tell(summary: &Mutex<Option<String>>) {
    if let Some(line) = summary.lock().unwrap_or_else(PoisonError::into_inner).take() {
        eprintln!("{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_is_named_with_its_package() {
        let libraries = vec![
            Library { file: "libXi.so.6", package: "libxi6" },
            Library { file: "libGL.so.1", package: "libgl1" },
        ];
        assert_eq!(
            UiError::MissingLibrary(libraries).to_string(),
            "the window needs libXi.so.6, libGL.so.1; install it with: apt install libxi6 libgl1"
        );
    }
}
