//! What is shown with a question: pictures, colours side by side, facts.

use std::io::Cursor;
use std::sync::Arc;

use image::{ImageFormat, Rgb, RgbImage};
use palette::{IntoColor, Srgb};
use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;

use super::TeachError;
use crate::color::{Lab, mix_light};
use crate::render::Scene;

/// Everything that is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// Pictures, in the order they are spoken of.
    pub pictures: Vec<Picture>,
    /// Rows of neighbouring colours.
    pub strips: Vec<Strip>,
    /// What is told beside, a line each.
    pub facts: Vec<String>,
}

/// One picture, in sRGB.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What it is called.
    pub name: String,
    /// Its pixels, sRGB, 8 bits.
    pub image: Arc<RgbImage>,
    /// The file it comes from, when it is a photo as a camera would have saved it (JPEG).
    pub jpeg: Option<Arc<Vec<u8>>>,
}

/// Colours that stand side by side without a gap, with their names.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip(pub Vec<(String, Lab)>);

impl Picture {
    /// Of a rendered scene, named later.
    pub(super) fn of_scene(scene: Scene) -> Result<Self, TeachError> {
        let image = image::load_from_memory_with_format(&scene.jpeg, ImageFormat::Jpeg)
            .map_err(|error| crate::render::SceneError::Encode(error.to_string()))?
            .to_rgb8();
        Ok(Self { name: String::new(), image: Arc::new(image), jpeg: Some(Arc::new(scene.jpeg)) })
    }

    /// The same under a name.
    pub(super) fn named(&self, name: String) -> Self {
        Self { name, ..self.clone() }
    }

    /// The bytes of a file of it, and that file's ending: the photo's own, else a PNG of pixels alone.
    ///
    /// # Errors
    /// When the pixels cannot be made into a file.
    pub fn file(&self) -> Result<(Vec<u8>, &'static str), TeachError> {
        if let Some(jpeg) = &self.jpeg {
            return Ok((jpeg.as_ref().clone(), "jpg"));
        }
        let mut png = Cursor::new(Vec::new());
        self.image
            .write_to(&mut png, ImageFormat::Png)
            .map_err(|error| crate::render::SceneError::Encode(error.to_string()))?;
        Ok((png.into_inner(), "png"))
    }
}

/// A patch of skin with healed marks in it, seen from near: 12 mm wide, at random places that keep their distance.
pub(super) fn marks_on_skin(ground: Lab, mark: Lab, per_cm2: f64, rng: &mut Pcg64Mcg) -> RgbImage {
    /// Pixels across and down, and on a millimetre.
    const SIZE: (u32, u32) = (300, 200);
    const PX_PER_MM: f64 = 25.0;
    /// Half the width of a healed mark, mm, drawn as it looks from near.
    const RADIUS_MM: f64 = 0.09;
    let (width, height) = (f64::from(SIZE.0) / PX_PER_MM, f64::from(SIZE.1) / PX_PER_MM);
    // About as many as the density asks for.
    let count = (0..400).take_while(|n| f64::from(*n) < per_cm2 * width * height / 100.0).count();
    let least = 0.55 / (per_cm2.max(1.0) / 100.0).sqrt();
    let mut places: Vec<(f64, f64)> = Vec::new();
    for _ in 0..count * 30 {
        if places.len() >= count {
            break;
        }
        let at = (rng.random_range(0.0..width), rng.random_range(0.0..height));
        if places.iter().all(|other| (other.0 - at.0).hypot(other.1 - at.1) >= least) {
            places.push(at);
        }
    }
    let mut image = RgbImage::from_pixel(SIZE.0, SIZE.1, code(ground));
    let shares: Vec<Rgb<u8>> =
        (0..=16).map(|i| code(mix_light(&[(mark, f64::from(i)), (ground, f64::from(16 - i))]))).collect();
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        let at = ((f64::from(x) + 0.5) / PX_PER_MM, (f64::from(y) + 0.5) / PX_PER_MM);
        let nearest = places.iter().map(|p| (p.0 - at.0).hypot(p.1 - at.1)).fold(f64::INFINITY, f64::min);
        // A pixel wide edge, in sixteenths.
        let inside = ((RADIUS_MM - nearest) * PX_PER_MM + 0.5).clamp(0.0, 1.0);
        let step = crate::photo::number::floor_index((inside * 16.0).round());
        if let Some(seen) = shares.get(step) {
            *pixel = *seen;
        }
    }
    image
}

/// sRGB of a colour, each channel cut at its ends.
fn code(lab: Lab) -> Rgb<u8> {
    let encoded: Srgb<f64> = IntoColor::<Srgb<f64>>::into_color(lab);
    Rgb(encoded.into_format::<u8>().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    #[test]
    fn marks_cover_about_what_their_density_says() {
        let (ground, mark) = (Lab::new(64.0, 11.5, 16.5), Lab::new(45.0, 0.0, -3.0));
        let image = marks_on_skin(ground, mark, 100.0, &mut Pcg64Mcg::seed_from_u64(1));
        let skin = code(ground);
        let share = image.pixels().filter(|pixel| **pixel != skin).count() as f64
            / f64::from(image.width() * image.height());
        // 100 per cm² of 0.18 mm take 2.5 %; the soft edge adds to what is touched.
        assert!((0.015..0.05).contains(&share), "{share}");
    }
}
