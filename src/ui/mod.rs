//! The window, in egui (layer 8).
//!
//! [`run_with`] opens it. A frame is: threads are polled, keys and dropped files taken, models made from the
//! document, panels laid out from the models, and what they asked for carried out by the
//! [`Workbench`](crate::app::Workbench). No panel reads a file, waits for a lock or searches.

mod action;
mod canvas;
mod dialogs;
mod frame_log;
mod glossary;
mod graphics;
mod icons;
mod menu;
mod open_dialog;
pub mod pages;
mod palette;
pub mod panels;
mod photo_model;
mod presenter;
mod screen_profile;
mod start;
mod theme;
mod tour;
mod wanted;
pub mod widgets;
mod window;
mod words;

pub use action::Action;
pub use canvas::{
    BrushPoints, Canvas, CanvasModel, CanvasPreview, ChartScene, Deed, Group, Hand, MeasuredBy, Pen,
    PreviewMode, Scene, Selection, Sketch, SpotCanvas, SpotDeed, SpotModel, SpotsModel, Tool, View,
};
pub use graphics::Library;
pub use start::{Start, UiError, run_with};
pub use theme::install as install_theme;
pub use window::Window;
