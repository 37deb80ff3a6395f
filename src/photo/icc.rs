//! Embedded ICC profiles.
//!
//! A profile of matrix and curves is computed here in double precision, so that nothing is clipped; when
//! its colorants and curves are those of a standard space, the exact figures of the standard are taken.
//! Profiles with tables go through `moxcms` into linear Rec. 2020 (relative colorimetric).

use std::fmt;
use std::sync::Arc;

use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, ProfileText, RenderingIntent, ToneReprCurve,
    TransferCharacteristics, TransformF32Executor, TransformOptions,
};

use super::PhotoError;
use super::matrix3::{self, Matrix3};
use super::raster::Channels;
use super::source_color::{self, Conversion, Primaries, SourceColor, WHITE_D65};
use super::tone_curve::ToneCurve;
use crate::locale::{say, tr};

/// The white of the profile connection space, ICC.1:2022, 6.3.4.3.
const WHITE_PCS: [f64; 3] = [0.9642, 1.0, 0.8249];

/// A transform through the tables of a profile, from encoded samples (0..=1) to Rec. 2020.
#[derive(Clone)]
pub(super) struct ProfileTransform {
    transform: Arc<TransformF32Executor>,
    /// Linear light of what comes out of it, evenly spaced.
    curve: Arc<[f32]>,
    /// Samples a pixel it wants.
    pub(super) inputs: usize,
}

impl fmt::Debug for ProfileTransform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProfileTransform").field("inputs", &self.inputs).finish_non_exhaustive()
    }
}

impl ProfileTransform {
    /// Converts pixels of `inputs` samples each to linear light, three each. `false` when the transform
    /// refused.
    pub(super) fn convert(&self, encoded: &[f32], linear: &mut [f32]) -> bool {
        let done = self.transform.transform(encoded, linear).is_ok();
        let last = self.curve.len().saturating_sub(1);
        for value in linear {
            let at = value.clamp(0.0, 1.0) * last as f32;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the table")]
            let below = at as usize;
            let entry = |i: usize| self.curve.get(i.min(last)).copied().unwrap_or(0.0);
            let part = at - below as f32;
            *value = entry(below) * (1.0 - part) + entry(below + 1) * part;
        }
        done
    }
}

/// Finds out what an embedded profile means for a picture.
pub(super) fn understand(bytes: &[u8], channels: Channels) -> Result<SourceColor, PhotoError> {
    let profile = ColorProfile::new_from_slice(bytes).map_err(|cause| PhotoError::Profile {
        name: tr("unreadable##a colour profile").to_owned(),
        cause: PhotoError::cause(say!("the profile is damaged: %{cause}", cause = cause)),
    })?;
    let name = description(&profile);
    let refuse = |cause: &str| PhotoError::Profile { name: name.clone(), cause: cause.to_owned() };
    if matches!(
        profile.profile_class,
        ProfileClass::DeviceLink | ProfileClass::Abstract | ProfileClass::Named
    ) {
        return Err(refuse(tr("it does not describe a picture's colours")));
    }
    if let Some(cicp) = &profile.cicp {
        let transfer = match cicp.transfer_characteristics {
            TransferCharacteristics::Smpte2084 => Some("PQ"),
            TransferCharacteristics::Hlg => Some("HLG"),
            _ => None,
        };
        if let Some(transfer) = transfer {
            return Err(PhotoError::HighDynamicRange { transfer });
        }
    }
    let (taken_as, conversion) = match (profile.color_space, channels) {
        (DataColorSpace::Rgb, Channels::Cmyk) => {
            return Err(refuse(tr("it is for RGB, but the picture is CMYK")));
        }
        (DataColorSpace::Rgb, _) => rgb(&profile, &name)?,
        (DataColorSpace::Gray, Channels::Grey | Channels::GreyAlpha) => grey(&profile, &name)?,
        (DataColorSpace::Gray, _) => {
            return Err(refuse(tr("it is for grey pictures, but the picture has colours")));
        }
        (DataColorSpace::Cmyk, Channels::Cmyk) => {
            (tr("CMYK by the tables of its profile").to_owned(), tables(&profile, &name, Layout::Rgba)?)
        }
        (DataColorSpace::Cmyk, _) => return Err(refuse(tr("it is for CMYK, but the picture is not"))),
        _ => return Err(refuse(tr("its colour space is not known here"))),
    };
    Ok(SourceColor { profile: Some(name), taken_as, conversion })
}

fn rgb(profile: &ColorProfile, name: &str) -> Result<(String, Conversion), PhotoError> {
    let has_tables = profile.lut_a_to_b_colorimetric.is_some() || profile.lut_a_to_b_perceptual.is_some();
    if has_tables || !profile.is_matrix_shaper() {
        return Ok((tr("RGB by the tables of its profile").to_owned(), tables(profile, name, Layout::Rgb)?));
    }
    let refuse = |cause: &str| PhotoError::Profile { name: name.to_owned(), cause: cause.to_owned() };
    let curve = |curve: &Option<ToneReprCurve>| {
        curve
            .as_ref()
            .and_then(ToneCurve::from_icc)
            .ok_or_else(|| refuse(tr("its tone curves make no sense")))
    };
    let curves = [curve(&profile.red_trc)?, curve(&profile.green_trc)?, curve(&profile.blue_trc)?];
    let column = |c: moxcms::Xyzd| [c.x, c.y, c.z];
    let colorants = matrix3::from_columns([
        column(profile.red_colorant),
        column(profile.green_colorant),
        column(profile.blue_colorant),
    ]);
    let to_d65 =
        matrix3::bradford(WHITE_PCS, WHITE_D65).ok_or_else(|| refuse(tr("its colorants make no sense")))?;
    let matrix = source_color::rec2020_from_xyz(&matrix3::product(&to_d65, &colorants));
    if matrix3::inverse(&colorants).is_none() || matrix.iter().flatten().any(|v| v.abs() > 10.0) {
        return Err(refuse(tr("its colorants make no sense")));
    }
    let Some((primaries, exact)) = standard(&matrix) else {
        let taken_as =
            say!("RGB by the matrix of its profile (%{curve})", curve = source_color::describe(&curves[0]));
        return Ok((taken_as, Conversion::Matrix { curves, rec2020_from_source: matrix }));
    };
    let usual = primaries.usual_curve();
    if curves.iter().all(|c| c.is_nearly(&usual)) {
        let curves = [usual.clone(), usual.clone(), usual];
        return Ok((primaries.name().to_owned(), Conversion::Matrix { curves, rec2020_from_source: exact }));
    }
    let taken_as = primaries.with_curve(&curves[0]);
    Ok((taken_as, Conversion::Matrix { curves, rec2020_from_source: exact }))
}

/// The standard space with nearly this matrix, and its exact matrix.
fn standard(matrix: &Matrix3) -> Option<(Primaries, Matrix3)> {
    let spaces =
        [Primaries::Srgb, Primaries::DisplayP3, Primaries::AdobeRgb, Primaries::ProPhoto, Primaries::Rec2020];
    spaces.into_iter().find_map(|space| {
        let exact = space.rec2020_matrix()?;
        let near = matrix.iter().flatten().zip(exact.iter().flatten()).all(|(a, b)| (a - b).abs() < 0.004);
        near.then_some((space, exact))
    })
}

fn grey(profile: &ColorProfile, name: &str) -> Result<(String, Conversion), PhotoError> {
    if profile.pcs == DataColorSpace::Xyz
        && let Some(curve) = profile.gray_trc.as_ref().and_then(ToneCurve::from_icc)
    {
        let curve = if curve.is_nearly(&ToneCurve::Srgb) { ToneCurve::Srgb } else { curve };
        return Ok((
            say!("grey with %{curve}", curve = source_color::describe(&curve)),
            Conversion::Grey(curve),
        ));
    }
    Ok((tr("grey by the tables of its profile").to_owned(), tables(profile, name, Layout::Gray)?))
}

fn tables(profile: &ColorProfile, name: &str, layout: Layout) -> Result<Conversion, PhotoError> {
    // moxcms interpolates a grid in target codes, which must be even to the eye and not linear in light.
    let mut target = ColorProfile::new_bt2020();
    let srgb = ColorProfile::new_srgb();
    (target.red_trc, target.green_trc, target.blue_trc) = (srgb.red_trc, srgb.green_trc, srgb.blue_trc);
    target.cicp = None;
    // Tables go before matrix and curves (ICC.1:2022, 8.10), but moxcms would take these when it sees them.
    let mut profile = profile.clone();
    (profile.red_trc, profile.green_trc, profile.blue_trc) = (None, None, None);
    let rendering_intent = if profile.lut_a_to_b_colorimetric.is_some() {
        RenderingIntent::RelativeColorimetric
    } else {
        RenderingIntent::Perceptual
    };
    let options = TransformOptions {
        rendering_intent,
        allow_use_cicp_transfer: false,
        prefer_fixed_point: false,
        ..TransformOptions::default()
    };
    let transform = profile
        .create_transform_f32(layout, &target, Layout::Rgb, options)
        .map_err(|cause| PhotoError::Profile { name: name.to_owned(), cause: PhotoError::cause(cause) })?;
    let inputs = match layout {
        Layout::Gray => 1,
        Layout::Rgb => 3,
        _ => 4,
    };
    Ok(Conversion::Profile(ProfileTransform { transform, curve: ToneCurve::Srgb.table(4095).into(), inputs }))
}

/// The description in the profile, in English when there is one.
fn description(profile: &ColorProfile) -> String {
    let text = match &profile.description {
        Some(ProfileText::PlainString(text)) => text.as_str(),
        Some(ProfileText::Localizable(all)) => {
            all.iter().find(|l| l.language == "en").or(all.first()).map_or("", |l| l.value.as_str())
        }
        Some(ProfileText::Description(d)) => d.ascii_string.as_str(),
        None => "",
    };
    let clean: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
    if clean.trim().is_empty() { tr("without a name").to_owned() } else { clean.trim().to_owned() }
}
