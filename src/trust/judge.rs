//! From what was measured to red, amber or green, with what to do.

use super::area::Area;
use super::measures::TrustMeasures;
use super::reason::{PhotoTrust, Reason, TrustCode, TrustLevel};
use super::{blur, file, light};
use crate::calibrate::{Calibration, CalibrationKind};
use crate::locale::{number, say, tr};
use crate::photo::Photo;
use crate::region::Regions;

/// What is known beside the photo.
#[derive(Debug, Clone, Copy)]
pub struct TrustTold<'a> {
    /// How the colours were set; none before a reference was read.
    pub calibration: Option<&'a Calibration>,
    /// What was marked: the light is judged around the scars, and not on cards and moles. With nothing marked the
    /// middle of the picture is looked at.
    pub regions: &'a Regions,
    /// Pixels on a millimetre, when known.
    pub px_per_mm: Option<f64>,
}

/// Above the first is amber, above the second red.
#[derive(Debug, Clone, Copy)]
struct Limits(f64, f64);

impl Limits {
    /// For what may be no skin at all, since nothing was marked: only the larger limit counts, and does not stop.
    fn unmarked(self, value: f64) -> Option<TrustLevel> {
        (value > self.1).then_some(TrustLevel::Amber)
    }

    fn level(self, value: f64) -> Option<TrustLevel> {
        match value {
            value if value > self.1 => Some(TrustLevel::Red),
            value if value > self.0 => Some(TrustLevel::Amber),
            _ => None,
        }
    }
}

/// Width of stubble in mm.
const STUBBLE_MM: f64 = 0.07;
/// Blur in widths of stubble. Measured on rendered scenes: at 1.4 widths bare skin is 0.9 ΔE00 further off in the mean,
/// at 2.8 1.7.
const BLUR_WIDTHS: Limits = Limits(2.0, 3.8);
/// Blur in pixels where the scale is not known: what is seen may have no sharp edge, so it does not stop.
const BLUR_PX: Limits = Limits(2.0, 4.0);
/// Least pixels on a millimetre, amber and red: below 16 a follicle cannot be read, below 5 hair is a grey haze.
const LEAST_PX_PER_MM: [f64; 2] = [10.0, 5.0];
/// Share of clipped pixels.
const CLIPPED: Limits = Limits(0.03, 0.15);
/// Linear light of the skin's strongest channel below which it is too dark, amber and red.
const DARK: [f64; 2] = [0.045, 0.012];
/// And above which it is too bright.
const BRIGHT: Limits = Limits(0.90, 0.97);
/// Brightest over darkest light.
const LIGHT_RATIO: Limits = Limits(1.65, 4.0);
/// Share of shine.
const GLARE: Limits = Limits(0.13, 0.25);
/// Change of ln(red/green) or ln(blue/green) across the skin.
const COLOR_CHANGE: Limits = Limits(0.18, 0.60);
/// C*ab of a cast on the grey card: above 30 what is left of it is no longer small.
const CAST: Limits = Limits(20.0, 32.0);

/// Judges a photo.
#[must_use]
pub fn check_photo(photo: &Photo, told: &TrustTold<'_>) -> PhotoTrust {
    let area = Area::of(&photo.image, told.regions);
    let (scale, cast) = (told.px_per_mm, told.calibration.and_then(cast_of));
    let mut measures = TrustMeasures { px_per_mm: scale, cast_chroma: cast, ..TrustMeasures::default() };
    light::measure(&photo.image, &area, &mut measures);
    measures.blur_px = blur::measure(&photo.image, &area);
    let mut reasons = file::reasons(&photo.facts);
    reasons.extend(of_sharpness(&measures));
    let marked = !told.regions.scars.is_empty();
    let limit = if marked { Limits::level } else { Limits::unmarked };
    reasons.extend(of_exposure(&measures));
    reasons.extend(if marked { of_light(&measures) } else { light_unjudged(&measures) });
    reasons.extend(of_color(
        &measures,
        (limit, marked),
        told.calibration.is_some_and(Calibration::is_calibrated),
    ));
    PhotoTrust::of(reasons, measures)
}

fn cast_of(calibration: &Calibration) -> Option<f64> {
    match calibration.kind {
        CalibrationKind::GreyCard(reading) => Some(reading.cast_chroma),
        _ => None,
    }
}

fn reason(code: TrustCode, level: Option<TrustLevel>, text: impl FnOnce() -> String) -> Option<Reason> {
    level.map(|level| Reason { code, text: text(), level })
}

fn of_sharpness(measures: &TrustMeasures) -> Vec<Reason> {
    let stubble = measures.px_per_mm.map(|scale| STUBBLE_MM * scale);
    let blurred = measures.blur_px.and_then(|blur| {
        let level = match stubble {
            // A pixel is sharp enough for anyone.
            Some(stubble) => BLUR_WIDTHS.level(blur / stubble.max(1.0)),
            None => BLUR_PX.unmarked(blur),
        };
        // Ends of an edge, 10 % to 90 %.
        let edge = number(2.56 * blur, 0);
        reason(TrustCode::Blur, level, || match stubble {
            Some(stubble) => say!(
                "Blurred: edges are %{edge} px wide, stubble is %{stubble} px. Clean the lens, hold still, tap the scar to focus, take it again.",
                edge = edge,
                stubble = number(stubble, 1)
            ),
            None => say!(
                "Blurred: edges are %{edge} px wide. Clean the lens, hold still, tap the scar to focus, take it again.",
                edge = edge
            ),
        })
    });
    let far = measures.px_per_mm.and_then(|scale| {
        let level = match scale {
            scale if scale < LEAST_PX_PER_MM[1] => Some(TrustLevel::Red),
            scale if scale < LEAST_PX_PER_MM[0] => Some(TrustLevel::Amber),
            _ => None,
        };
        reason(TrustCode::TooFar, level, || {
            say!(
                "Too far away: %{scale} pixels on a millimetre, too few to tell stubble from skin. Go closer until 20 are reached.",
                scale = number(scale, 1)
            )
        })
    });
    blurred.into_iter().chain(far).collect()
}

fn of_exposure(measures: &TrustMeasures) -> Vec<Reason> {
    let clipped = reason(TrustCode::Clipped, CLIPPED.level(measures.clipped), || {
        say!(
            "%{percent} % of the skin is at the camera's limit: its colour is lost there. Tap a bright place to expose for it, or turn the exposure down.",
            percent = number(100.0 * measures.clipped, 0)
        )
    });
    let dark = match measures.level {
        level if level < DARK[1] => Some(TrustLevel::Red),
        level if level < DARK[0] => Some(TrustLevel::Amber),
        _ => None,
    };
    let dark = reason(TrustCode::Underexposed, dark, || {
        tr("Too dark: noise and steps of the file are as large as differences of tone. Take it in more light, or turn the \
            exposure up.")
        .to_owned()
    });
    let bright = reason(TrustCode::Overexposed, BRIGHT.level(measures.level), || {
        tr("Too bright: the skin is close to the camera's limit, where colours bend. Turn the exposure down.")
            .to_owned()
    });
    [clipped, dark, bright].into_iter().flatten().collect()
}

/// From a value to a level.
type Limit = fn(Limits, f64) -> Option<TrustLevel>;

fn of_light(measures: &TrustMeasures) -> Vec<Reason> {
    let uneven = reason(TrustCode::UnevenLight, LIGHT_RATIO.level(measures.light_ratio), || {
        say!(
            "Uneven light: one side gets %{ratio} times the light of the other. Turn the head so that the light falls straight on the scar.",
            ratio = number(measures.light_ratio, 1)
        )
    });
    let glare = reason(TrustCode::Glare, GLARE.level(measures.glare), || {
        say!(
            "Shine on %{percent} % of the skin. Wipe it dry, and let the light come from the side or through a curtain.",
            percent = number(100.0 * measures.glare, 0)
        )
    });
    [uneven, glare].into_iter().flatten().collect()
}

/// With nothing marked a wall, a coat or a window may be what is bright and dark: only told, and only when it is.
fn light_unjudged(measures: &TrustMeasures) -> Vec<Reason> {
    let stands_out = LIGHT_RATIO.unmarked(measures.light_ratio).is_some()
        || GLARE.unmarked(measures.glare).is_some()
        || COLOR_CHANGE.unmarked(measures.color_change).is_some();
    let text = tr("The light will be judged around the scar once it is marked.").to_owned();
    let told = Reason { code: TrustCode::UnevenLight, text, level: TrustLevel::Green };
    if stands_out { vec![told] } else { Vec::new() }
}

fn of_color(measures: &TrustMeasures, (limit, marked): (Limit, bool), by_card: bool) -> Vec<Reason> {
    let [a, b] = measures.skin_ab;
    if a.hypot(b) < 1.0 {
        let text = tr("No colour at all: a greyscale picture. Take a colour photo.").to_owned();
        return vec![Reason { code: TrustCode::Greyscale, text, level: TrustLevel::Red }];
    }
    let cast = match measures.cast_chroma {
        Some(chroma) => reason(TrustCode::Cast, CAST.level(chroma), || {
            say!(
                "A strong cast (C* %{chroma} on the card): too much of some colours is missing to be put right. Use daylight or a better lamp.",
                chroma = number(chroma, 0)
            )
        }),
        None if by_card => None,
        None => reason(TrustCode::Cast, skin_cast(measures.skin_ab, limit), || {
            tr("The skin has a colour that no skin has: the light or the white balance is off. Use daylight, and lay a grey \
                card beside the scar.")
            .to_owned()
        }),
    };
    let change = COLOR_CHANGE.level(measures.color_change).filter(|_| marked);
    let mixed = reason(TrustCode::MixedLight, change, || {
        tr("Lights of different colours from different sides: no card can put that right. Turn lamps off, or draw the \
            curtain.")
        .to_owned()
    });
    cast.into_iter().chain(mixed).collect()
}

/// How far a* and b* of skin are from those of any measured skin, without a card to tell the light.
fn skin_cast([a, b]: [f64; 2], limit: Limit) -> Option<TrustLevel> {
    let hue = b.atan2(a).to_degrees();
    let off = (31.0 - hue).max(hue - 87.0).max(0.0);
    let chroma = a.hypot(b);
    let odd = limit(Limits(0.0, 25.0), off).max(limit(Limits(34.0, 48.0), chroma));
    if chroma < 2.5 { odd.max(Some(TrustLevel::Amber)) } else { odd }
}
