//! The shrunk picture that is searched.

use rayon::prelude::*;

use crate::photo::LinearImage;

/// A picture of even steps to the eye, about: the square root of linear light, smoothed a little.
#[derive(Debug)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Vec<[f32; 3]>,
}

impl Plane {
    /// Means over squares of `step` pixels; what does not fill one at the right and lower edge is left out.
    pub(super) fn shrunk(image: &LinearImage, step: u32) -> Self {
        let (width, height) = ((image.width() / step) as usize, (image.height() / step) as usize);
        let mut pixels = vec![[0.0_f32; 3]; width * height];
        let (side, stride) = (step as usize, image.width() as usize);
        let scale = 1.0 / (f32::from(LinearImage::WHITE) * (side * side) as f32);
        pixels.par_chunks_mut(width.max(1)).enumerate().for_each(|(y, out)| {
            for row in 0..side {
                let start = (y * side + row) * stride;
                let line = image.pixels().get(start..start + width * side).unwrap_or(&[]);
                for (sum, codes) in out.iter_mut().zip(line.chunks_exact(side)) {
                    add(sum, codes);
                }
            }
            for pixel in out.iter_mut() {
                *pixel = pixel.map(|sum| (sum * scale).sqrt());
            }
        });
        Self { width, height, pixels: smoothed(&pixels, width, height) }
    }
}

fn add(sum: &mut [f32; 3], codes: &[[u16; 3]]) {
    for code in codes {
        sum.iter_mut().zip(code).for_each(|(sum, code)| *sum += f32::from(*code));
    }
}

/// Smoothed by 1-2-1 both ways; the outermost pixels stay as they are.
fn smoothed(pixels: &[[f32; 3]], width: usize, height: usize) -> Vec<[f32; 3]> {
    let mut out = pixels.to_vec();
    if width < 3 || height < 3 {
        return out;
    }
    out.par_chunks_mut(width).enumerate().for_each(|(y, row)| {
        if y == 0 || y + 1 == height {
            return;
        }
        let line = |y: usize| pixels.get(y * width..(y + 1) * width).unwrap_or(&[]);
        let (above, here, below) = (line(y - 1), line(y), line(y + 1));
        let column =
            |x: usize| -> [f32; 3] { [0, 1, 2].map(|c: usize| above[x][c] + 2.0 * here[x][c] + below[x][c]) };
        let (mut left, mut middle) = (column(0), column(1));
        for (x, pixel) in row.iter_mut().enumerate().take(width - 1).skip(1) {
            let right = column(x + 1);
            *pixel = [0, 1, 2].map(|c: usize| (left[c] + 2.0 * middle[c] + right[c]) / 16.0);
            (left, middle) = (middle, right);
        }
    });
    out
}
