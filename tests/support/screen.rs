//! The window in a harness, and the keys of a hand for it.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use scalp_shade::app::{Pipeline, SettingsStore, Stages};
use scalp_shade::ui::{Start, Window};

use crate::until::until;

/// The window in its harness.
pub(crate) type Screen = Harness<'static, Option<Window>>;

/// A window that measures the bundled photo in earnest.
pub(crate) fn real_window() -> Screen {
    piped_window(Arc::new(Stages), [1280.0, 800.0])
}

/// A window with this work behind it, made in its first frame.
pub(crate) fn piped_window(pipeline: Arc<dyn Pipeline>, size: [f32; 2]) -> Screen {
    stored_window(pipeline, SettingsStore::nowhere, size)
}

/// The same with settings that are kept.
pub(crate) fn stored_window(
    pipeline: Arc<dyn Pipeline>,
    store: impl Fn() -> SettingsStore + 'static,
    size: [f32; 2],
) -> Screen {
    started_window(pipeline, store, Start::default(), size)
}

/// The same, started as told.
pub(crate) fn started_window(
    pipeline: Arc<dyn Pipeline>,
    store: impl Fn() -> SettingsStore + 'static,
    start: Start,
    size: [f32; 2],
) -> Screen {
    // Fields of the program's own dialogs for files have no names.
    let named = !start.own_dialogs;
    let frame = move |ui: &mut egui::Ui, window: &mut Option<Window>| {
        let window = window.get_or_insert_with(|| Window::new(ui.ctx(), &pipeline, store(), &start));
        window.poll();
        window.show(ui);
    };
    Harness::builder()
        .with_size(size)
        .with_max_steps(64)
        .with_accessibility_check(named)
        .build_ui_state(frame, None)
}

pub(crate) fn of(harness: &Screen) -> &Window {
    harness.state().as_ref().expect("made in the first frame")
}

/// Steps until the case is worked and the photo is on the screen.
pub(crate) fn settle(harness: &mut Screen) {
    until(|| {
        harness.step();
        let window = of(harness);
        (window.document().plans_are_current() && window.canvas().is_settled()).then_some(())
    });
    harness.run();
}

pub(crate) fn press(harness: &mut Screen, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.step();
    harness.step();
}
