//! Smaller copies of a picture, so that a view costs the same at every zoom.

use std::sync::Arc;

use rayon::prelude::*;

use super::{LinearImage, PixelRect, ScreenMatrix, light_pixels, screen_pixels_with};

/// A picture with halved copies of itself, down to about 256 pixels. The copies take a third of the
/// memory of the picture (96 MB for 48 megapixels); the picture itself is shared.
#[derive(Debug, Clone)]
pub struct Pyramid {
    /// The picture, then each half of the one before.
    levels: Vec<Arc<LinearImage>>,
}

impl Pyramid {
    /// Side below which there is no further copy.
    const SMALLEST: u32 = 256;

    /// Makes the copies; for 48 megapixels this takes some tens of milliseconds, so do it where the photo
    /// is loaded and not while painting.
    #[must_use]
    pub fn new(image: Arc<LinearImage>) -> Self {
        let mut levels = vec![image];
        while let Some(last) = levels.last() {
            if last.width().max(last.height()) <= Self::SMALLEST {
                break;
            }
            let Some(half) = halve(last) else { break };
            levels.push(Arc::new(half));
        }
        Self { levels }
    }

    /// The picture itself.
    #[must_use]
    pub fn full(&self) -> Option<&Arc<LinearImage>> {
        self.levels.first()
    }

    /// sRGB of a part of the picture for the screen, `size` being width and height; `area` is in pixels of
    /// the full picture. Reads at most four pixels (and those at the edge) for each screen pixel.
    #[must_use]
    pub fn screen_pixels(&self, area: PixelRect, size: (u32, u32), matrix: &ScreenMatrix) -> Vec<[u8; 3]> {
        let (image, area) = self.level(area, size);
        image.map_or_else(Vec::new, |image| screen_pixels_with(image, area, size, matrix))
    }

    /// Linear Rec. 2020 light (0..=1) of a part of the picture, as [`screen_pixels`](Self::screen_pixels) takes it.
    #[must_use]
    pub fn light_pixels(&self, area: PixelRect, size: (u32, u32)) -> Vec<[f32; 3]> {
        let (image, area) = self.level(area, size);
        image.map_or_else(Vec::new, |image| light_pixels(image, area, size))
    }

    /// The copy with one to two of its pixels for a pixel of `size`, and the area in it.
    fn level(&self, area: PixelRect, size: (u32, u32)) -> (Option<&Arc<LinearImage>>, PixelRect) {
        let across = area.width / f64::from(size.0.max(1));
        let mut per_pixel = across.min(area.height / f64::from(size.1.max(1)));
        let mut level = 0;
        while level + 1 < self.levels.len() && per_pixel >= 2.0 {
            level += 1;
            per_pixel /= 2.0;
        }
        // Odd sizes round up when halved, so the scale comes from the level and not from the sizes.
        let scale = 0.5_f64.powi(i32::try_from(level).unwrap_or(0));
        let area = PixelRect {
            x: area.x * scale,
            y: area.y * scale,
            width: area.width * scale,
            height: area.height * scale,
        };
        (self.levels.get(level), area)
    }
}

/// Half the size, rounded up; means of four pixels in linear light.
fn halve(image: &LinearImage) -> Option<LinearImage> {
    let (width, height) = (image.width().div_ceil(2), image.height().div_ceil(2));
    let stored = image.width() as usize;
    let mut pixels = vec![[0_u16; 3]; width as usize * height as usize];
    pixels.par_chunks_mut(width as usize).enumerate().for_each(|(y, out)| {
        let row = |y: usize| image.pixels().get(y * stored..(y + 1) * stored);
        let Some(upper) = row(2 * y) else { return };
        let lower = row(2 * y + 1).unwrap_or(upper);
        for ((out, a), b) in out.iter_mut().zip(upper.chunks(2)).zip(lower.chunks(2)) {
            let ([a0, .., a1] | [a0 @ a1]) = a else { continue };
            let ([b0, .., b1] | [b0 @ b1]) = b else { continue };
            *out = std::array::from_fn(|c| {
                let sum = u32::from(a0[c]) + u32::from(a1[c]) + u32::from(b0[c]) + u32::from(b1[c]);
                u16::try_from((sum + 2) / 4).unwrap_or(u16::MAX)
            });
        }
    });
    LinearImage::from_pixels(width, height, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::screen_pixels;

    #[test]
    fn shows_the_same_as_the_full_picture() {
        let (width, height) = (1001_u32, 777_u32);
        let pixels = (0..width * height).map(|i| {
            let (x, y) = (i % width, i / width);
            [x * 60, y * 80, (x + y) * 30].map(|v| u16::try_from(v).unwrap_or(u16::MAX))
        });
        let image = Arc::new(LinearImage::from_pixels(width, height, pixels.collect()).unwrap());
        let pyramid = Pyramid::new(Arc::clone(&image));
        for (x, y, w, h) in
            [(0.0, 0.0, 1001.0, 777.0), (100.0, 50.0, 800.0, 640.0), (10.5, 20.25, 60.0, 45.0)]
        {
            let area = PixelRect { x, y, width: w, height: h };
            let quick = pyramid.screen_pixels(area, (80, 60), &ScreenMatrix::as_taken());
            let slow = screen_pixels(&image, area, 80, 60);
            for (a, b) in quick.iter().zip(&slow) {
                for (a, b) in a.iter().zip(b) {
                    assert!(a.abs_diff(*b) <= 2, "{a} {b}");
                }
            }
        }
    }
}
