//! The shrunk picture that is searched.

use rayon::prelude::*;

use crate::photo::LinearImage;

/// A picture in steps about even to the eye: the square root of linear light, channel by channel.
#[derive(Debug)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Red, green, blue: 0 to [`WHITE`].
    channels: [Vec<i16>; 3],
}

/// Where a channel ends. Sixteen of it fit into 16 bits, which the smoothing needs, and a step of it is a
/// fortieth of the faintest edge that is looked for.
const WHITE: f32 = 2047.0;
/// Rows that a thread takes at once.
const BAND: usize = 16;

/// Largest change over two pixels around each pixel, of the plane smoothed by 1-2-1 both ways.
#[derive(Debug)]
pub(super) struct Edges {
    pub(super) width: usize,
    /// Row by row; the outermost pixels are edges.
    pub(super) steps: Vec<i16>,
}

impl Edges {
    /// A change of the square root of light (0..=1) as it is written here.
    #[expect(clippy::cast_possible_truncation, reason = "0..=32752")]
    pub(super) fn step(change: f32) -> i16 {
        (change * 16.0 * WHITE) as i16
    }
}

impl Plane {
    /// Means over squares of `step` pixels; what does not fill one at the right and lower edge is left out.
    pub(super) fn shrunk(image: &LinearImage, step: u32) -> Self {
        let (width, height) = ((image.width() / step) as usize, (image.height() / step) as usize);
        let (side, stride) = (step as usize, image.width() as usize);
        let scale = 1.0 / (f32::from(LinearImage::WHITE) * (side * side) as f32);
        let mut channels = [0; 3].map(|_| vec![0_i16; width * height]);
        let [red, green, blue] = &mut channels;
        let rows = red.par_chunks_mut(width.max(1)).zip(green.par_chunks_mut(width.max(1)));
        let rows = rows.zip(blue.par_chunks_mut(width.max(1)));
        rows.enumerate().with_min_len(BAND).for_each_init(
            || vec![[0_u32; 3]; width],
            |sums, (y, ((red, green), blue))| {
                sums.fill([0; 3]);
                let lines = (y * side..(y + 1) * side).map(|y| y * stride);
                for line in lines.filter_map(|start| image.pixels().get(start..start + width * side)) {
                    sums.iter_mut().zip(line.chunks_exact(side)).for_each(|(sum, codes)| add(sum, codes));
                }
                let outs = red.iter_mut().zip(green).zip(blue);
                for (sum, ((red, green), blue)) in sums.iter().zip(outs) {
                    #[expect(clippy::cast_possible_truncation, reason = "0..=2047")]
                    let [r, g, b] = sum.map(|sum| ((sum as f32 * scale).sqrt() * WHITE + 0.5) as i16);
                    (*red, *green, *blue) = (r, g, b);
                }
            },
        );
        Self { width, height, channels }
    }

    /// The same at half the size.
    pub(super) fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let half = |channel: &Vec<i16>| {
            let mut out = vec![0; width * height];
            out.par_chunks_mut(width.max(1)).enumerate().with_min_len(BAND).for_each(|(y, out)| {
                let line = |y: usize| channel.get(y * self.width..(y + 1) * self.width).unwrap_or(&[]);
                let pairs = line(2 * y).chunks_exact(2).zip(line(2 * y + 1).chunks_exact(2));
                for (out, (upper, lower)) in out.iter_mut().zip(pairs) {
                    *out = (upper[0] + upper[1] + lower[0] + lower[1] + 2) / 4;
                }
            });
            out
        };
        let [red, green, blue] = &self.channels;
        Self { width, height, channels: [half(red), half(green), half(blue)] }
    }

    /// Where it changes.
    pub(super) fn edges(&self) -> Edges {
        let (width, height) = (self.width, self.height);
        let mut steps = vec![i16::MAX; width * height];
        if width >= 3 && height >= 3 {
            let bands = steps.par_chunks_mut(BAND * width).enumerate();
            bands.for_each_init(
                || vec![0; (BAND + 2) * width],
                |smooth, (band, out)| self.edges_of_band(band * BAND, smooth, out),
            );
        }
        Edges { width, steps }
    }

    /// Edges of the rows from `first` on that `out` has room for; `smooth` holds two rows more.
    fn edges_of_band(&self, first: usize, smooth: &mut [i16], out: &mut [i16]) {
        let width = self.width;
        out.fill(0);
        for channel in &self.channels {
            let line = |y: usize| {
                let y = y.min(self.height - 1);
                channel.get(y * width..(y + 1) * width).unwrap_or(&[])
            };
            for (i, smooth) in smooth.chunks_exact_mut(width).enumerate() {
                let y = (first + i).saturating_sub(1);
                smooth_row([line(y.saturating_sub(1)), line(y), line(y + 1)], smooth);
            }
            let rows = smooth.chunks_exact(width);
            let rows = rows.clone().zip(rows.clone().skip(1)).zip(rows.skip(2));
            for (out, ((above, here), below)) in out.chunks_exact_mut(width).zip(rows) {
                add_steps([above, here, below], out);
            }
        }
        for (y, out) in (first..).zip(out.chunks_exact_mut(width)) {
            if y == 0 || y + 1 == self.height {
                out.fill(i16::MAX);
            }
            if let [left, .., right] = out {
                (*left, *right) = (i16::MAX, i16::MAX);
            }
        }
    }
}

fn add(sum: &mut [u32; 3], codes: &[[u16; 3]]) {
    for code in codes {
        sum.iter_mut().zip(code).for_each(|(sum, code)| *sum += u32::from(*code));
    }
}

/// Sixteen times the mean by 1-2-1 both ways; the row's ends stand in for what lies beyond them.
fn smooth_row([above, here, below]: [&[i16]; 3], out: &mut [i16]) {
    let column = |x: usize| above[x] + 2 * here[x] + below[x];
    let Some(last) = out.len().checked_sub(1) else { return };
    if above.len().min(here.len()).min(below.len()) <= last {
        return;
    }
    for (x, out) in out.iter_mut().enumerate().take(last).skip(1) {
        *out = column(x - 1) + 2 * column(x) + column(x + 1);
    }
    out[0] = 3 * column(0) + column(1.min(last));
    out[last] = 3 * column(last) + column(last.saturating_sub(1));
}

/// Raises steps to the larger change of this channel, across and down.
fn add_steps([above, here, below]: [&[i16]; 3], out: &mut [i16]) {
    let across = here.iter().zip(here.iter().skip(2));
    let down = above.iter().zip(below).skip(1);
    for (out, ((left, right), (above, below))) in out.iter_mut().skip(1).zip(across.zip(down)) {
        *out = (*out).max((right - left).abs()).max((below - above).abs());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, color: impl Fn(u32, u32) -> [u16; 3]) -> LinearImage {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let pixels = places.map(|(x, y)| color(x, y)).collect();
        LinearImage::from_pixels(width, height, pixels).expect("as many pixels as asked for")
    }

    #[test]
    fn an_edge_is_as_high_as_the_change_of_the_root_of_light() {
        // Black to a quarter of white in one channel: half of white in the root.
        let image = picture(40, 30, |x, _| [0, if x < 20 { 0 } else { LinearImage::WHITE / 4 }, 0]);
        let edges = Plane::shrunk(&image, 1).edges();
        let at = |x: usize| edges.steps[15 * 40 + x];
        assert_eq!(at(10), 0, "even");
        assert_eq!(at(30), 0, "even");
        assert!((at(20) - Edges::step(0.375)).abs() < 30, "{} of {}", at(20), Edges::step(0.375));
        assert_eq!((at(0), edges.steps[5]), (i16::MAX, i16::MAX), "the outermost pixels are edges");
        let white = picture(9, 9, |_, _| [LinearImage::WHITE; 3]);
        assert!(Plane::shrunk(&white, 1).edges().steps.iter().all(|&step| step == 0 || step == i16::MAX));
    }

    #[test]
    fn halves_are_means() {
        let image = picture(8, 8, |x, y| [if (x + y) % 2 == 0 { 0 } else { LinearImage::WHITE }; 3]);
        let plane = Plane::shrunk(&image, 1).halved();
        assert_eq!((plane.width, plane.height), (4, 4));
        assert!(plane.channels.iter().flatten().all(|&value| value == 1024), "{plane:?}");
        assert_eq!(Plane::shrunk(&image, 3).width, 2);
        assert_eq!(Plane::shrunk(&image, 9).edges().steps.len(), 0);
    }
}
