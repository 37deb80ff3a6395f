//! A plan on the client's own photo: marks and wash at their real scale, over time, from a distance (layer 5).
//!
//! [`Preview::new`] does what depends on the plan and the outlines once: it finds the hairs beside the scar and
//! scatters marks among them. [`Preview::paint`] then gives any part of the picture at any size, for a tile of the
//! screen or a file. Pigment multiplies the photo's own light, so that texture, pores, shine and shadow stay.
//!
//! Light between marks is darkened by what spreads into them (Yule and Nielsen), so that the area's mean is the
//! model's and not only that of the discs drawn.
//!
//! A map of differences holds every place against the skin nearby, so that uneven light is no difference.

mod around;
mod arrange;
mod blur;
mod cut;
mod edge;
mod error;
mod export;
mod eye;
mod field;
mod hairs;
mod heat;
mod lights;
mod marks;
mod paint;
mod scatter;
mod scene;
mod show;
mod tinted;

pub use arrange::best_columns;
pub use cut::Cut;
pub use error::PreviewError;
pub use export::{Caption, Sheet, compose};
pub use heat::{HEAT_STEPS, heat_color};
pub use scene::{Preview, PreviewOf};
pub use show::{PreviewShow, Seeing};
