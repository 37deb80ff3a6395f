//! The photo with what is marked on it, and the tools that mark it.

mod brush;
mod chart;
mod fit;
mod geometry;
mod grab;
mod hand;
mod hatch;
mod left_out;
mod loupe;
mod magic;
mod model;
mod paint;
mod panel;
mod panes;
mod ring;
mod selected;
mod spots;
mod strokes;
mod tiles;
mod tool;
mod view;

pub use brush::BrushPoints;
pub use chart::ChartScene;
pub use hand::{Deed, Hand, Scene, Selection, Sketch};
pub use left_out::MeasuredBy;
pub use model::CanvasModel;
pub use panel::Canvas;
pub use panes::{CanvasPreview, PreviewMode};
pub use spots::{SpotCanvas, SpotDeed, SpotModel, SpotsModel};
pub use tool::{Pen, Tool};
pub use view::View;
