//! From rows of linear pixels to CIELAB, fast enough for whole photos.
//!
//! Same formula as `palette` (CIE 15), in single precision and in blocks of planes, so that the compiler
//! uses vector instructions: about 1e-4 away from palette's own `f64` conversion over the whole range,
//! where a just noticeable difference is 1.

/// Pixels that are converted together: the planes of a block stay in registers and the first cache.
const BLOCK: usize = 64;
/// palette's D65 white.
const WHITE: [f64; 3] = [0.95047, 1.0, 1.08883];
/// Below this the cube root gives way to a straight line: (6/29)^3, CIE 15:2018, 8.2.1.
const EPSILON: f32 = 216.0 / 24389.0;
/// Slope of the straight line: (29/6)^2 / 3.
const SLOPE: f32 = 841.0 / 108.0;
/// Where the straight line begins: 4/29.
const OFFSET: f32 = 4.0 / 29.0;

/// CIELAB (D65) of linear pixels, 65535 for 1.0.
///
/// `xyz_from_linear` holds the rows of the matrix from linear light (0..=1) to XYZ under D65, such as
/// the one of a calibration. `out` is emptied first; each entry is L*, a*, b*, in the order of the
/// pixels, not clamped. Pass rows or tiles and keep `out` between calls, rather than a whole photo: 12
/// bytes a pixel.
pub fn lab_from_linear(pixels: &[[u16; 3]], xyz_from_linear: &[[f64; 3]; 3], out: &mut Vec<[f32; 3]>) {
    out.clear();
    out.resize(pixels.len(), [0.0; 3]);
    let mut matrix = [[0.0_f32; 3]; 3];
    for ((row, source), white) in matrix.iter_mut().zip(xyz_from_linear).zip(WHITE) {
        for (value, source) in row.iter_mut().zip(source) {
            #[expect(clippy::cast_possible_truncation, reason = "the block works in single precision")]
            let scaled = (source / (white * f64::from(u16::MAX))) as f32;
            *value = scaled;
        }
    }
    let mut blocks = pixels.chunks_exact(BLOCK);
    let mut results = out.chunks_exact_mut(BLOCK);
    for (block, result) in blocks.by_ref().zip(results.by_ref()) {
        if let (Ok(block), Ok(result)) = (block.try_into(), result.try_into()) {
            convert(block, &matrix, result);
        }
    }
    let rest = blocks.remainder();
    let mut block = [[0; 3]; BLOCK];
    let mut result = [[0.0; 3]; BLOCK];
    for (into, from) in block.iter_mut().zip(rest) {
        *into = *from;
    }
    convert(&block, &matrix, &mut result);
    for (into, from) in results.into_remainder().iter_mut().zip(result) {
        *into = from;
    }
}

fn convert(pixels: &[[u16; 3]; BLOCK], matrix: &[[f32; 3]; 3], out: &mut [[f32; 3]; BLOCK]) {
    let mut planes = [[0.0_f32; BLOCK]; 3];
    for (i, pixel) in pixels.iter().enumerate() {
        for (plane, value) in planes.iter_mut().zip(pixel) {
            plane[i] = f32::from(*value);
        }
    }
    let [r, g, b] = planes;
    let [mut x, mut y, mut z] = [[0.0_f32; BLOCK]; 3];
    for i in 0..BLOCK {
        x[i] = compress(matrix[0][0] * r[i] + matrix[0][1] * g[i] + matrix[0][2] * b[i]);
        y[i] = compress(matrix[1][0] * r[i] + matrix[1][1] * g[i] + matrix[1][2] * b[i]);
        z[i] = compress(matrix[2][0] * r[i] + matrix[2][1] * g[i] + matrix[2][2] * b[i]);
    }
    for (i, lab) in out.iter_mut().enumerate() {
        *lab = [116.0 * y[i] - 16.0, 500.0 * (x[i] - y[i]), 200.0 * (y[i] - z[i])];
    }
}

/// The f of CIELAB.
#[inline]
fn compress(t: f32) -> f32 {
    // A third of the exponent is a cube root within 4 %; the constant spreads the error evenly. Every step
    // of Halley's method cubes what is left.
    let positive = t.max(EPSILON);
    let guess = f32::from_bits(positive.to_bits() / 3 + 0x2A51_4067);
    let root = halley(halley(guess, positive), positive);
    if t > EPSILON { root } else { SLOPE * t + OFFSET }
}

#[inline]
fn halley(root: f32, t: f32) -> f32 {
    let cube = root * root * root;
    root * (cube + t + t) / (cube + cube + t)
}

#[cfg(test)]
mod tests {
    use palette::convert::FromColorUnclamped as _;
    use palette::{Lab, Xyz, encoding, rgb::Rgb, white_point::D65};

    use super::*;

    type Rec2020 = Rgb<encoding::Linear<encoding::Rec2020>, f64>;

    fn xyz_from_rec2020() -> [[f64; 3]; 3] {
        let unit = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let columns = unit.map(|v| <[f64; 3]>::from(Xyz::<D65, f64>::from_color_unclamped(Rec2020::from(v))));
        std::array::from_fn(|i| std::array::from_fn(|j| columns[j][i]))
    }

    /// Every level of darkness, grey and in colours, and every length of the last block.
    #[test]
    fn agrees_with_palette_over_the_whole_range() {
        let levels: Vec<u16> = (0..=300).chain((300..=65535).step_by(97)).chain([65535]).collect();
        let mut pixels: Vec<[u16; 3]> = levels.iter().map(|v| [*v; 3]).collect();
        for (i, v) in levels.iter().enumerate() {
            let (other, far) = (levels[(i * 7 + 3) % levels.len()], levels[(i * 31 + 11) % levels.len()]);
            pixels.extend([[*v, other, far], [far, *v, 0], [0, 0, *v], [*v, 0, 0], [0, *v, 65535]]);
        }
        let (matrix, mut out) = (xyz_from_rec2020(), Vec::new());
        for cut in [0, 1, 63, 64] {
            let pixels = &pixels[cut..];
            lab_from_linear(pixels, &matrix, &mut out);
            assert_eq!(out.len(), pixels.len());
            for (pixel, lab) in pixels.iter().zip(&out) {
                let light = pixel.map(|v| f64::from(v) / 65535.0);
                let exact: Lab<D65, f64> = Lab::from_color_unclamped(Rec2020::from(light));
                for (a, b) in lab.iter().zip([exact.l, exact.a, exact.b]) {
                    assert!((f64::from(*a) - b).abs() < 0.002, "{pixel:?}: {lab:?} {exact:?}");
                }
            }
        }
        lab_from_linear(&[], &matrix, &mut out);
        assert!(out.is_empty());
    }
}
