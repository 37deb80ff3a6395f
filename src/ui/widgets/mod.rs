//! Small things that panels are made of.

mod lab_plot;
mod range_bar;
mod swatch;
mod text;
mod tone_histogram;
mod tone_strip;

pub use lab_plot::{LabPlot, PlotPoint, lab_plot_ui};
pub use range_bar::{RangeBar, range_bar_ui};
pub use swatch::{Swatch, chip_ui, swatch_strip_ui};
pub(crate) use text::paint_line;
pub use tone_histogram::{HistogramMark, HistogramPart, PartFill, ToneHistogram, tone_histogram_ui};
pub use tone_strip::{ToneCell, tone_strip_ui};
