//! The whole window on the studio's case, and a hand for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{DroppedFile, Pos2};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::app::Pipeline;
use scalp_shade::photo::PixelPos;

pub(crate) use crate::screen::{Screen, of, piped_window, press, real_window, settle, stored_window};
use crate::studio::Studio;
use crate::until::until;

/// The whole window, made in its first frame.
pub(crate) fn window(studio: Studio) -> Screen {
    sized_window(studio, [1280.0, 800.0])
}

pub(crate) fn sized_window(studio: Studio, size: [f32; 2]) -> Screen {
    made_window(&Arc::new(studio), size)
}

/// A window of a studio that the test looks into.
pub(crate) fn shared_window(studio: &Arc<Studio>) -> Screen {
    made_window(studio, [1280.0, 800.0])
}

fn made_window(studio: &Arc<Studio>, size: [f32; 2]) -> Screen {
    piped_window(Arc::clone(studio) as Arc<dyn Pipeline>, size)
}

/// Steps until a text is on the screen that work in the background brings.
pub(crate) fn wait_for(harness: &mut Screen, text: &str) {
    until(|| {
        harness.step();
        harness.query_all_by_label_contains(text).next().map(|_| ())
    });
}

pub(crate) fn worked() -> Screen {
    let mut harness = window(Studio::default());
    settle(&mut harness);
    harness
}

pub(crate) fn on_screen(harness: &Screen, place: PixelPos) -> Pos2 {
    of(harness).canvas().to_screen(place)
}

pub(crate) fn click_at(harness: &mut Screen, place: PixelPos) {
    let pos = on_screen(harness, place);
    harness.hover_at(pos);
    harness.step();
    harness.drag_at(pos);
    harness.step();
    harness.drop_at(pos);
    harness.step();
}

pub(crate) fn drag(harness: &mut Screen, places: &[PixelPos]) {
    let points: Vec<Pos2> = places.iter().map(|&p| on_screen(harness, p)).collect();
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return };
    harness.hover_at(first);
    harness.step();
    harness.drag_at(first);
    harness.step();
    for &point in &points {
        harness.hover_at(point);
        harness.step();
    }
    harness.drop_at(last);
    harness.run();
}

pub(crate) fn near(a: PixelPos, b: PixelPos) -> bool {
    (a.x - b.x).hypot(a.y - b.y) < 0.6
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody reads it here".to_owned())
    }
}

/// Drops a file on the window.
pub(crate) fn drop_file(harness: &mut Screen, path: &str) {
    harness.input_mut().dropped_files.push(Arc::new(Dropped(PathBuf::from(path))));
    harness.step();
    harness.input_mut().dropped_files.clear();
}
