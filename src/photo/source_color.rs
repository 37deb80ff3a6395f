//! What the codes of a picture mean.
//!
//! The strongest statement wins: an embedded ICC profile (in PNG, `cICP` before it), code points in the
//! container, chunks of a PNG, the colour space named in EXIF; without any it is sRGB, and that is said.

use palette::convert::FromColorUnclamped as _;
use palette::{LinSrgb, Xyz, encoding, rgb::Rgb, white_point::D65};

use super::PhotoError;
use super::icc::{self, ProfileTransform};
use super::matrix3::{self, Matrix3};
use super::raster::Channels;
use super::tone_curve::{ADOBE_GAMMA, ToneCurve};
use crate::locale::{fixed, number, say, tr};

/// How codes become linear light in Rec. 2020.
#[derive(Debug)]
pub(super) enum Conversion {
    /// A curve for each channel, then a matrix.
    Matrix { curves: [ToneCurve; 3], rec2020_from_source: Matrix3 },
    /// A curve for a single channel.
    Grey(ToneCurve),
    /// By the tables of a profile.
    Profile(ProfileTransform),
}

/// What a picture is taken as.
#[derive(Debug)]
pub(super) struct SourceColor {
    /// Description in the embedded profile.
    pub(super) profile: Option<String>,
    /// In words.
    pub(super) taken_as: String,
    /// How to convert.
    pub(super) conversion: Conversion,
}

/// What the file says about its colours.
#[derive(Debug, Default)]
pub(super) struct ColorHints {
    /// Embedded profile.
    pub(super) icc: Option<Vec<u8>>,
    /// Code points or chunks.
    pub(super) coded: Option<CodedColor>,
    /// Whether `coded` goes before the profile.
    pub(super) coded_first: bool,
    /// EXIF says Adobe RGB (interoperability index R03, DCF 2.0).
    pub(super) exif_adobe_rgb: bool,
    /// EXIF says sRGB.
    pub(super) exif_srgb: bool,
}

/// Colour stated without a profile.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CodedColor {
    /// Primaries, curve, and where it is said.
    Known { primaries: Primaries, curve: ToneCurve, by: &'static str },
    /// PQ or HLG.
    Hdr(&'static str),
    /// Code points that are not understood.
    Unknown { primaries: u16, transfer: u16 },
}

/// Chromaticities of an RGB space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Primaries {
    Srgb,
    DisplayP3,
    AdobeRgb,
    ProPhoto,
    Rec2020,
    /// x, y of red, green, blue and white.
    Other([[f64; 2]; 4]),
}

impl Primaries {
    /// From white, red, green, blue as in `cHRM`.
    pub(super) fn from_white_first(xy: [f64; 8]) -> Option<Self> {
        let [wx, wy, rx, ry, gx, gy, bx, by] = xy;
        let known = [
            (Self::Srgb, [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06]),
            (Self::DisplayP3, [0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06]),
            (Self::AdobeRgb, [0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06]),
            (Self::Rec2020, [0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046]),
        ];
        let same = |other: &[f64; 8]| xy.iter().zip(other).all(|(a, b)| (a - b).abs() < 0.0015);
        if let Some((space, _)) = known.iter().find(|(_, other)| same(other)) {
            return Some(*space);
        }
        let other = Self::Other([[rx, ry], [gx, gy], [bx, by], [wx, wy]]);
        other.rec2020_matrix().map(|_| other)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Srgb => "sRGB",
            Self::DisplayP3 => fixed!("Display P3"),
            Self::AdobeRgb => fixed!("Adobe RGB"),
            Self::ProPhoto => fixed!("ProPhoto RGB"),
            Self::Rec2020 => fixed!("Rec. 2020"),
            Self::Other(_) => tr("the stated primaries"),
        }
    }

    /// Its name with a curve that is not its usual one.
    pub(super) fn with_curve(self, curve: &ToneCurve) -> String {
        let curve = describe(curve);
        match self {
            Self::Other(_) => say!("the stated primaries with %{curve}", curve = curve),
            _ => say!("%{space} primaries with %{curve}", space = self.name(), curve = curve),
        }
    }

    /// The curve that belongs to a standard space.
    pub(super) fn usual_curve(self) -> ToneCurve {
        match self {
            Self::AdobeRgb => ToneCurve::Gamma(ADOBE_GAMMA),
            Self::ProPhoto => ToneCurve::ProPhoto,
            Self::Rec2020 => ToneCurve::Broadcast,
            Self::Srgb | Self::DisplayP3 | Self::Other(_) => ToneCurve::Srgb,
        }
    }

    /// From linear light in these primaries to linear Rec. 2020 under D65.
    pub(super) fn rec2020_matrix(self) -> Option<Matrix3> {
        use palette::chromatic_adaptation::AdaptIntoUnclamped as _;
        use palette::white_point::D50;
        let columns = |convert: fn([f64; 3]) -> Xyz<D65, f64>| {
            let unit = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
            matrix3::from_columns(unit.map(|rgb| convert(rgb).into()))
        };
        let xyz = match self {
            Self::Srgb => columns(|v| Xyz::from_color_unclamped(LinSrgb::from(v))),
            Self::DisplayP3 => columns(|v| {
                Xyz::from_color_unclamped(Rgb::<encoding::Linear<encoding::DisplayP3>, f64>::from(v))
            }),
            Self::AdobeRgb => columns(|v| {
                Xyz::from_color_unclamped(Rgb::<encoding::Linear<encoding::AdobeRgb>, f64>::from(v))
            }),
            Self::ProPhoto => columns(|v| {
                let rgb = Rgb::<encoding::Linear<encoding::ProPhotoRgb>, f64>::from(v);
                Xyz::<D50, f64>::from_color_unclamped(rgb).adapt_into_unclamped()
            }),
            Self::Rec2020 => return Some([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
            Self::Other([r, g, b, w]) => xyz_of_chromaticities([r, g, b], w)?,
        };
        Some(rec2020_from_xyz(&xyz))
    }
}

/// XYZ under D65 of the primaries of an RGB space with any white.
fn xyz_of_chromaticities(primaries: [[f64; 2]; 3], white: [f64; 2]) -> Option<Matrix3> {
    let xyz = |[x, y]: [f64; 2]| (y > 1e-4).then(|| [x / y, 1.0, (1.0 - x - y) / y]);
    let [r, g, b] = primaries;
    let (columns, white) = (matrix3::from_columns([xyz(r)?, xyz(g)?, xyz(b)?]), xyz(white)?);
    let amounts = matrix3::apply(&matrix3::inverse(&columns)?, white);
    let scaled: Matrix3 = columns.map(|row| std::array::from_fn(|j| row[j] * amounts[j]));
    let adapted = matrix3::product(&matrix3::bradford(white, WHITE_D65)?, &scaled);
    adapted.iter().flatten().all(|v| v.is_finite() && v.abs() < 10.0).then_some(adapted)
}

/// palette's D65.
pub(super) const WHITE_D65: [f64; 3] = [0.95047, 1.0, 1.08883];

/// Puts palette's matrix from XYZ (D65) to linear Rec. 2020 before another.
pub(super) fn rec2020_from_xyz(xyz_from_source: &Matrix3) -> Matrix3 {
    let unit = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    let columns = unit.map(|xyz| {
        let rgb =
            Rgb::<encoding::Linear<encoding::Rec2020>, f64>::from_color_unclamped(Xyz::<D65, f64>::from(xyz));
        <[f64; 3]>::from(rgb)
    });
    matrix3::product(&matrix3::from_columns(columns), xyz_from_source)
}

impl CodedColor {
    /// sRGB, said by something.
    pub(super) fn srgb(by: &'static str) -> Self {
        Self::Known { primaries: Primaries::Srgb, curve: ToneCurve::Srgb, by }
    }

    /// A curve with primaries, sRGB's when not given.
    pub(super) fn custom(primaries: Option<Primaries>, curve: ToneCurve, by: &'static str) -> Self {
        Self::Known { primaries: primaries.unwrap_or(Primaries::Srgb), curve, by }
    }

    /// The four bytes of `cICP`. `None` when they say "unspecified" or are too few.
    pub(super) fn from_code_points(content: &[u8]) -> Option<Self> {
        let [primaries, transfer, matrix, full_range, ..] = *content else { return None };
        let (primaries, transfer) = (u16::from(primaries), u16::from(transfer));
        if matrix != 0 || full_range != 1 {
            return Some(Self::Unknown { primaries, transfer });
        }
        Self::from_h273(primaries, transfer)
    }

    /// Code points of ITU-T H.273 (tables 2 and 3). `None` for "unspecified".
    pub(super) fn from_h273(primaries: u16, transfer: u16) -> Option<Self> {
        let space = match primaries {
            1 => Primaries::Srgb,
            9 => Primaries::Rec2020,
            12 => Primaries::DisplayP3,
            11 => Primaries::Other([[0.68, 0.32], [0.265, 0.69], [0.15, 0.06], [0.314, 0.351]]),
            5 => Primaries::Other([[0.64, 0.33], [0.29, 0.6], [0.15, 0.06], [0.3127, 0.329]]),
            6 | 7 => Primaries::Other([[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], [0.3127, 0.329]]),
            2 => return None,
            _ => return Some(Self::Unknown { primaries, transfer }),
        };
        let curve = match transfer {
            1 | 6 | 14 | 15 => ToneCurve::Broadcast,
            4 => ToneCurve::Gamma(2.2),
            5 => ToneCurve::Gamma(2.8),
            8 => ToneCurve::Linear,
            13 => ToneCurve::Srgb,
            16 => return Some(Self::Hdr("PQ")),
            18 => return Some(Self::Hdr("HLG")),
            2 => return None,
            _ => return Some(Self::Unknown { primaries, transfer }),
        };
        Some(Self::Known { primaries: space, curve, by: tr("code points") })
    }

    fn understand(self, channels: Channels) -> Result<SourceColor, PhotoError> {
        match self {
            Self::Hdr(transfer) => Err(PhotoError::HighDynamicRange { transfer }),
            Self::Unknown { primaries, transfer } => Err(PhotoError::Profile {
                name: say!("code points %{codes}", codes = format!("{primaries}/{transfer}")),
                cause: tr("these code points are not known here").to_owned(),
            }),
            Self::Known { primaries, curve, by } => {
                let name = if curve.is_nearly(&primaries.usual_curve()) {
                    primaries.name().to_owned()
                } else {
                    primaries.with_curve(&curve)
                };
                let taken_as = say!("%{colours} (%{told_by})", colours = name, told_by = by);
                Ok(by_matrix(channels, primaries, curve, None, taken_as))
            }
        }
    }
}

/// A tone curve in words.
pub(super) fn describe(curve: &ToneCurve) -> String {
    match curve {
        ToneCurve::Linear => tr("linear light").to_owned(),
        ToneCurve::Srgb => tr("the sRGB curve").to_owned(),
        ToneCurve::Broadcast => tr("the BT.709 curve").to_owned(),
        ToneCurve::ProPhoto => tr("the ProPhoto curve").to_owned(),
        ToneCurve::Gamma(g) => say!("gamma %{exponent}", exponent = number(*g, 2)),
        ToneCurve::Parametric(_) | ToneCurve::Table(_) => tr("its own tone curve").to_owned(),
    }
}

fn by_matrix(
    channels: Channels,
    primaries: Primaries,
    curve: ToneCurve,
    profile: Option<String>,
    taken_as: String,
) -> SourceColor {
    let matrix = primaries.rec2020_matrix();
    let conversion = match matrix {
        Some(rec2020_from_source) if channels.colors() == 3 => {
            Conversion::Matrix { curves: [curve.clone(), curve.clone(), curve], rec2020_from_source }
        }
        _ => Conversion::Grey(curve),
    };
    SourceColor { profile, taken_as, conversion }
}

/// Finds out what the codes mean.
pub(super) fn understand(
    hints: &ColorHints,
    channels: Channels,
    float: bool,
) -> Result<SourceColor, PhotoError> {
    let coded = hints.coded.clone();
    if hints.coded_first
        && let Some(coded) = coded
    {
        return coded.understand(channels);
    }
    if let Some(bytes) = hints.icc.as_deref().filter(|b| !b.is_empty()) {
        return icc::understand(bytes, channels);
    }
    if let Some(coded) = hints.coded.clone() {
        return coded.understand(channels);
    }
    if channels == Channels::Cmyk {
        return Err(PhotoError::CmykWithoutProfile);
    }
    if float {
        return Err(PhotoError::FloatWithoutProfile);
    }
    let (space, why) = if hints.exif_adobe_rgb {
        (Primaries::AdobeRgb, tr("Adobe RGB (named in EXIF, no profile embedded)"))
    } else if hints.exif_srgb {
        (Primaries::Srgb, tr("sRGB (named in EXIF, no profile embedded)"))
    } else {
        (Primaries::Srgb, tr("sRGB (assumed, no profile embedded)"))
    };
    Ok(by_matrix(channels, space, space.usual_curve(), None, why.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACES: [Primaries; 5] =
        [Primaries::Srgb, Primaries::DisplayP3, Primaries::AdobeRgb, Primaries::ProPhoto, Primaries::Rec2020];

    #[test]
    fn white_stays_white() {
        let other = Primaries::Other([[0.64, 0.33], [0.3, 0.6], [0.15, 0.06], [0.3457, 0.3585]]);
        for space in SPACES.into_iter().chain([other]) {
            let white = matrix3::apply(&space.rec2020_matrix().unwrap(), [1.0; 3]);
            for v in white {
                assert!((v - 1.0).abs() < 2e-4, "{space:?}: {white:?}");
            }
        }
    }

    #[test]
    fn chromaticities_are_recognised_and_agree() {
        let xy = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];
        assert_eq!(Primaries::from_white_first(xy), Some(Primaries::Srgb));
        let by_hand = Primaries::Other([[0.64, 0.33], [0.3, 0.6], [0.15, 0.06], [0.3127, 0.329]]);
        let (a, b) = (by_hand.rec2020_matrix().unwrap(), Primaries::Srgb.rec2020_matrix().unwrap());
        for (x, y) in a.iter().flatten().zip(b.iter().flatten()) {
            assert!((x - y).abs() < 2e-4, "{a:?} {b:?}");
        }
        assert_eq!(Primaries::from_white_first([0.0; 8]), None);
    }

    #[test]
    fn hdr_is_refused_and_unspecified_is_nothing() {
        assert_eq!(CodedColor::from_code_points(&[9, 16, 0, 1]), Some(CodedColor::Hdr("PQ")));
        assert_eq!(CodedColor::from_code_points(&[2, 2, 0, 1]), None);
        assert!(matches!(CodedColor::from_code_points(&[12, 13, 0, 0]), Some(CodedColor::Unknown { .. })));
    }
}
