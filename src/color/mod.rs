//! Colorimetry: values and formulas, no images, files or windows (layer 0).
//!
//! Colours are `palette` types in `f64`. [`Lab`] and [`Xyz`] are relative to palette's D65 white
//! (0.95047, 1, 1.08883), CIE 1931 2-degree observer.

use palette::white_point::D65;

/// CIELAB, D65, 2-degree observer. `l` 0..=100, `a` and `b` about -128..=128.
pub type Lab = palette::Lab<D65, f64>;
/// CIE XYZ, D65, 2-degree observer, `y = 1` for the white.
pub type Xyz = palette::Xyz<D65, f64>;
