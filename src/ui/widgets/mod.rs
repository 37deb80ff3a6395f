//! Small things that panels are made of.

mod cut_mark;
mod day_field;
mod lab_plot;
mod number_field;
mod range_bar;
mod swatch;
mod text;
mod tone_histogram;
mod tone_strip;

pub(crate) use cut_mark::cut_mark_ui;
pub use day_field::day_field;
pub(crate) use day_field::day_field_width;
pub use lab_plot::{LabPlot, PlotPoint, lab_plot_ui};
pub use number_field::number_field;
pub use range_bar::{RangeBar, range_bar_ui};
pub use swatch::{Swatch, chip_ui, swatch_strip_ui};
pub(crate) use text::{buttons_width, faint_ui, line_width, needs_room, paint_line};
pub use tone_histogram::{HistogramMark, HistogramPart, PartFill, ToneHistogram, tone_histogram_ui};
pub use tone_strip::{ToneCell, tone_strip_ui};
