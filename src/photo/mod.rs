//! From a picture file to linear light, upright (layer 2).
//!
//! [`load_photo`] reads a file and hands on a [`Photo`]: the pixels as a [`LinearImage`] and, in
//! [`PhotoFacts`], what was found in the file and how its colours were understood. Whatever cannot be
//! read rightly is refused with a [`PhotoError`]; nothing is guessed in silence.
//!
//! The way of the pixels: `format` names the file by its first bytes, `decode` (and `heic`) turn it into a
//! `Raster` of encoded samples, `source_color` finds out what the codes mean, `linearise` converts,
//! composites transparency and turns upright in one pass. [`screen_pixels`] and [`Pyramid`] go back to the
//! screen.

mod decode;
mod error;
mod exif_facts;
mod facts;
mod format;
mod heic;
mod icc;
mod image;
mod jpeg;
mod jpeg_markers;
mod limits;
mod linearise;
mod load;
mod matrix3;
pub(crate) mod number;
mod orientation;
mod origin;
mod png_chunks;
mod position;
mod pyramid;
mod quiet_panic;
mod raster;
mod rect;
mod screen;
mod source_color;
mod tiff_tags;
mod tone_curve;

pub use error::PhotoError;
pub use exif_facts::CameraFacts;
pub use facts::PhotoFacts;
pub use format::PhotoFormat;
pub use image::LinearImage;
pub use jpeg_markers::JpegCoding;
pub use limits::DecodeLimits;
pub use load::{Photo, decode_photo, load_photo, load_photo_bytes};
pub use origin::OriginFacts;
pub use position::PixelPos;
pub use pyramid::Pyramid;
pub use rect::PixelRect;
pub use screen::{ScreenMatrix, light_pixels, screen_codes, screen_pixels, screen_pixels_with};
