//! From a picture file to linear light, upright (layer 1).

mod image;
mod position;

pub use image::LinearImage;
pub use position::PixelPos;
