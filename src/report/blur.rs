//! Faces and whatever else is to be hidden in a photo.

use std::sync::Arc;

use super::ReportError;
use crate::photo::number::floor_index;
use crate::photo::{LinearImage, PixelRect};
use crate::region::Shape;

/// Most cells along the longer side of a box: too few to know a face by (*assumed*: faces are told from 12 and more
/// cells across).
const MOST_CELLS: f64 = 6.0;
/// Least side of a cell, pixels.
const LEAST_CELL: usize = 8;

/// Whole pixels from the left, top to the right, bottom.
#[derive(Debug, Clone, Copy)]
struct Place {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

/// The photo with the boxes hidden for good, itself where there are none: each is put into cells of their mean light, six
/// along its longer side at most, and these are blended. What is left holds nothing but those means.
///
/// # Errors
/// When a box lies outside the photo, and so would hide nothing.
pub fn hidden(image: &Arc<LinearImage>, boxes: &[PixelRect]) -> Result<Arc<LinearImage>, ReportError> {
    if boxes.is_empty() {
        return Ok(Arc::clone(image));
    }
    let (pixels, found) = in_cells(image, boxes)?;
    let (width, mut pixels) = (image.width() as usize, pixels);
    for (place, cell) in found {
        soften(&mut pixels, width, place, cell / 2);
    }
    let image = LinearImage::from_pixels(image.width(), image.height(), pixels);
    image.map(Arc::new).ok_or_else(|| ReportError::made("pixels"))
}

/// The first half of [`hidden`]: the cells of mean light, before they are blended.
///
/// # Errors
/// When a box lies outside the photo.
pub fn mosaic(image: &LinearImage, boxes: &[PixelRect]) -> Result<LinearImage, ReportError> {
    let (pixels, _) = in_cells(image, boxes)?;
    LinearImage::from_pixels(image.width(), image.height(), pixels).ok_or_else(|| ReportError::made("pixels"))
}

/// Whether a box hides anything of the photo.
///
/// # Errors
/// When it lies outside the photo.
pub fn check_box(image: &LinearImage, rect: &PixelRect) -> Result<(), ReportError> {
    whole_pixels(image, rect).map(|_place| ())
}

/// A box about each outline that lies on the photo, a part of it at least: what is inside of the outline is inside of the
/// box.
#[must_use]
pub fn boxes_about(shapes: &[Shape], image: &LinearImage) -> Vec<PixelRect> {
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    let on_it = |[left, top, right, bottom]: &[f64; 4]| {
        *left < width && *top < height && *right > 0.0 && *bottom > 0.0 && left < right && top < bottom
    };
    let bounds = shapes.iter().filter_map(Shape::bounds).filter(on_it);
    let rect = |[left, top, right, bottom]: [f64; 4]| PixelRect {
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
    };
    bounds.map(rect).collect()
}

type Cells = (Vec<[u16; 3]>, Vec<(Place, usize)>);

fn in_cells(image: &LinearImage, boxes: &[PixelRect]) -> Result<Cells, ReportError> {
    let mut pixels = image.pixels().to_vec();
    let width = image.width() as usize;
    let mut found = Vec::new();
    for rect in boxes {
        let place = whole_pixels(image, rect)?;
        let longer = (place.right - place.left).max(place.bottom - place.top);
        let cell = floor_index((longer as f64 / MOST_CELLS).ceil()).max(LEAST_CELL);
        for top in (place.top..place.bottom).step_by(cell) {
            for left in (place.left..place.right).step_by(cell) {
                let (right, bottom) = ((left + cell).min(place.right), (top + cell).min(place.bottom));
                even_out(&mut pixels, width, Place { left, top, right, bottom });
            }
        }
        found.push((place, cell));
    }
    Ok((pixels, found))
}

/// Every pixel that the box touches.
fn whole_pixels(image: &LinearImage, rect: &PixelRect) -> Result<Place, ReportError> {
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
    let inside = rect.x < width && rect.y < height && right > 0.0 && bottom > 0.0;
    if !(inside && rect.width > 0.0 && rect.height > 0.0) {
        let corners = format!("{},{},{right},{bottom}", rect.x, rect.y);
        return Err(ReportError::Box { corners, width: image.width(), height: image.height() });
    }
    let first = |value: f64| floor_index(value.max(0.0));
    let last = |value: f64, most: f64| floor_index(value.min(most).ceil());
    Ok(Place {
        left: first(rect.x),
        top: first(rect.y),
        right: last(right, width),
        bottom: last(bottom, height),
    })
}

/// Gives all pixels of a cell their mean.
fn even_out(pixels: &mut [[u16; 3]], width: usize, cell: Place) {
    let rows = cell.top..cell.bottom;
    let mut sum = [0_u64; 3];
    for y in rows.clone() {
        for pixel in pixels.get(y * width + cell.left..y * width + cell.right).unwrap_or_default() {
            for (sum, value) in sum.iter_mut().zip(pixel) {
                *sum += u64::from(*value);
            }
        }
    }
    let count = ((cell.bottom - cell.top) * (cell.right - cell.left)).max(1) as u64;
    let mean = sum.map(|sum| u16::try_from((sum + count / 2) / count).unwrap_or(u16::MAX));
    for y in rows {
        if let Some(row) = pixels.get_mut(y * width + cell.left..y * width + cell.right) {
            row.fill(mean);
        }
    }
}

/// Means over so many pixels to each side, along rows and then along columns; nothing outside the box is read.
fn soften(pixels: &mut [[u16; 3]], width: usize, place: Place, reach: usize) {
    let mut line = Vec::new();
    for y in place.top..place.bottom {
        line.clear();
        line.extend_from_slice(
            pixels.get(y * width + place.left..y * width + place.right).unwrap_or_default(),
        );
        let smooth = running_means(&line, reach);
        if let Some(row) = pixels.get_mut(y * width + place.left..y * width + place.right) {
            row.copy_from_slice(&smooth);
        }
    }
    for x in place.left..place.right {
        line.clear();
        line.extend((place.top..place.bottom).filter_map(|y| pixels.get(y * width + x)));
        for (y, value) in (place.top..place.bottom).zip(running_means(&line, reach)) {
            if let Some(pixel) = pixels.get_mut(y * width + x) {
                *pixel = value;
            }
        }
    }
}

fn running_means(line: &[[u16; 3]], reach: usize) -> Vec<[u16; 3]> {
    let mut sums = vec![[0_u64; 3]];
    for pixel in line {
        let last = sums.last().copied().unwrap_or_default();
        sums.push(std::array::from_fn(|c| last[c] + u64::from(pixel[c])));
    }
    let mean = |at: usize| {
        let (from, to) = (at.saturating_sub(reach), (at + reach + 1).min(line.len()));
        let count = (to - from).max(1) as u64;
        std::array::from_fn(|c| u16::try_from((sums[to][c] - sums[from][c]) / count).unwrap_or(u16::MAX))
    };
    (0..line.len()).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(width: u32, height: u32) -> LinearImage {
        let pixels = (0..width * height).map(|i| {
            let value = u16::try_from(i.wrapping_mul(2_654_435_761) >> 16).unwrap_or_default();
            [value, value / 2, value / 3]
        });
        LinearImage::from_pixels(width, height, pixels.collect()).expect("as many pixels as its size")
    }

    const FACE: PixelRect = PixelRect { x: 20.5, y: 10.0, width: 120.0, height: 90.0 };

    #[test]
    fn a_cell_holds_one_colour_and_there_are_few() {
        let cells = mosaic(&noise(200, 150), &[FACE]).expect("it lies inside");
        let mut colours = std::collections::BTreeSet::new();
        for y in 10..100 {
            for x in 20..141 {
                colours.insert(cells.pixel(x, y).expect("inside"));
            }
        }
        assert!(colours.len() <= 36, "{} colours", colours.len());
        let first = cells.pixel(20, 10);
        assert!((20..41).all(|x| (10..31).all(|y| cells.pixel(x, y) == first)), "no variance within a cell");
    }

    #[test]
    fn two_faces_of_the_same_means_cannot_be_told_apart() {
        let one = noise(200, 150);
        // The same cells with their pixels shuffled: reversed within each.
        let mut pixels = one.pixels().to_vec();
        let longest = 21;
        for top in (10..100_usize).step_by(longest) {
            for left in (20..141_usize).step_by(longest) {
                let (right, bottom) = ((left + longest).min(141), (top + longest).min(100));
                let places: Vec<usize> =
                    (top..bottom).flat_map(|y| (left..right).map(move |x| y * 200 + x)).collect();
                let values: Vec<[u16; 3]> = places.iter().rev().map(|at| one.pixels()[*at]).collect();
                places.iter().zip(values).for_each(|(at, value)| pixels[*at] = value);
            }
        }
        let other = LinearImage::from_pixels(200, 150, pixels).expect("as many");
        assert_ne!(one, other);
        let [one, other] = [one, other].map(|image| hidden(&Arc::new(image), &[FACE]).expect("hidden"));
        assert_eq!(one, other);
    }

    #[test]
    fn nothing_outside_changes_and_a_box_outside_is_refused() {
        let image = Arc::new(noise(60, 40));
        let face = PixelRect { x: 30.0, y: -5.0, width: 100.0, height: 20.0 };
        let blurred = hidden(&image, &[face]).expect("a part lies inside");
        for y in 0..40 {
            for x in 0..60 {
                let inside = x >= 30 && y < 15;
                assert_eq!(blurred.pixel(x, y) == image.pixel(x, y), !inside, "{x} {y}");
            }
        }
        let away = PixelRect { x: 60.0, y: 0.0, width: 5.0, height: 5.0 };
        let told = hidden(&image, &[away]).expect_err("outside").to_string();
        assert!(told.contains("60,0,65,5") && told.contains("60 x 40"), "{told}");
    }
}
