//! A round scar among dots of hair, and what is measured on it, known exactly.

use std::sync::Arc;

use palette::convert::FromColorUnclamped as _;
use palette::encoding::{Linear, Rec2020};
use palette::rgb::Rgb;
use scalp_shade::analysis::{self, Inputs, match_target};
use scalp_shade::blend::{Job, MatchSettings, Matching, Proposal, find_matches};
use scalp_shade::calibrate::Calibration;
use scalp_shade::color::{Lab, mix_light, xyz_of};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::photo::{LinearImage, Photo, PixelPos, Pyramid};
use scalp_shade::preview::{Preview, PreviewError};
use scalp_shade::progress::Silent;
use scalp_shade::region::{Disc, Regions, Scar, Shape};
use scalp_shade::tone::{
    Follicle, HairForm, HairPieces, LightGradient, Rejected, Scale, ScaleSource, ScarTone, Tone, Tones,
};

pub(crate) const PX_PER_MM: f64 = 20.0;
pub(crate) const SIDE: u32 = 800;
/// Radius of the scar, mm.
pub(crate) const SCAR_MM: f64 = 10.0;
/// Scale at which the same picture is a scar of 14 cm: far larger than what the eye mixes from 3 m.
pub(crate) const WIDE_PX_PER_MM: f64 = 2.8;
/// Pitch of the dots of hair, pixels, and their radius.
pub(crate) const PITCH: u32 = 17;
const HAIR_RADIUS: f64 = 1.6;
/// Scar, skin between the hairs and hair.
pub(crate) const SCAR: Lab = Lab::new(71.0, 7.5, 14.0);
pub(crate) const BARE: Lab = Lab::new(64.0, 11.5, 16.5);
pub(crate) const HAIR: Lab = Lab::new(24.0, 4.0, 5.0);

fn tone(lab: Lab) -> Tone {
    Tone {
        lab,
        spread: [1.0; 3],
        covariance: [[0.04, 0.0, 0.0], [0.0, 0.04, 0.0], [0.0, 0.0, 0.04]],
        pixels: 10_000,
        rejected: Rejected::default(),
    }
}

/// A round scar in skin with dots of hair, and what is measured on it, known exactly.
pub(crate) struct Case {
    pub(crate) photo: Photo,
    pub(crate) inputs: Inputs,
    pub(crate) calibration: Calibration,
    pub(crate) tones: Tones,
    pub(crate) library: ShadeLibrary,
}

impl Case {
    pub(crate) fn new() -> Self {
        Self::at_scale(PX_PER_MM)
    }

    /// The same picture said to be taken at another scale.
    pub(crate) fn at_scale(px_per_mm: f64) -> Self {
        let middle = f64::from(SIDE) / 2.0;
        let disc = Disc { center: PixelPos { x: middle, y: middle }, radius: SCAR_MM * PX_PER_MM };
        let scars = vec![Scar { name: "round".to_owned(), shapes: vec![Shape::Disc(disc)] }];
        let inputs = Inputs {
            regions: Regions { scars, ..Regions::default() },
            px_per_mm: Some(px_per_mm),
            ..Inputs::default()
        };
        let mut case = Self {
            photo: analysis::bundled_case().expect("the bundled case").1,
            inputs,
            calibration: Calibration::uncalibrated(),
            tones: tones(px_per_mm),
            library: ShadeLibrary::bundled(),
        };
        case.paint(|x, y| (at(x, y), texture(x, y)));
        case
    }

    /// The same where light falls off evenly from the left to the right, to `least` of what it is on the left.
    pub(crate) fn lit_from_the_left(least: f64) -> Self {
        let mut case = Self::new();
        case.paint(|x, y| {
            let light = 1.0 - (1.0 - least) * (f64::from(x) + 0.5) / f64::from(SIDE);
            (at(x, y), texture(x, y) * light)
        });
        case
    }

    /// Makes the photo anew: the colour of each pixel and how much light falls on it.
    pub(crate) fn paint(&mut self, of: impl Fn(u32, u32) -> (Lab, f64)) {
        let mut pixels = Vec::new();
        for y in 0..SIDE {
            for x in 0..SIDE {
                let (lab, light) = of(x, y);
                let rgb = Rgb::<Linear<Rec2020>, f64>::from_color_unclamped(xyz_of(lab));
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "0..=1 of 16 bits"
                )]
                let code = |v: f64| (v * light * 65535.0).round().clamp(0.0, 65535.0) as u16;
                pixels.push([rgb.red, rgb.green, rgb.blue].map(code));
            }
        }
        let image = LinearImage::from_pixels(SIDE, SIDE, pixels).expect("as many pixels as there are");
        self.photo.image = Arc::new(image);
    }

    pub(crate) fn plans(&self, job: Job) -> Matching {
        let target = match_target(&self.inputs, &self.calibration, &self.tones);
        let settings = MatchSettings { job: Some(job), ..MatchSettings::default() };
        find_matches(&target, &self.library, &settings, &Silent).expect("never stopped")
    }

    pub(crate) fn preview(&self, proposal: &Proposal) -> Result<Preview, PreviewError> {
        let measured = (&self.calibration, &self.tones, Some(0.7));
        analysis::preview(&self.inputs, &self.photo, measured, proposal, (&self.library, None), &Silent)
    }

    /// The best plan for a job, on the photo.
    pub(crate) fn shown(&self, job: Job) -> (Preview, Proposal) {
        let proposal = self.plans(job).proposals.into_iter().next().expect("a plan when the job is told");
        (self.preview(&proposal).expect("a preview"), proposal)
    }

    pub(crate) fn pyramid(&self) -> Pyramid {
        Pyramid::new(Arc::clone(&self.photo.image))
    }
}

/// Distance of a pixel from the scar's edge, pixels, negative inside.
pub(crate) fn from_edge(x: u32, y: u32) -> f64 {
    let off = |v: u32| f64::from(v) + 0.5 - f64::from(SIDE) / 2.0;
    off(x).hypot(off(y)) - SCAR_MM * PX_PER_MM
}

/// Whether a dot of hair takes a pixel, were there no scar.
pub(crate) fn is_hair(x: u32, y: u32) -> bool {
    let off = |v: u32| f64::from(v % PITCH) + 0.5 - f64::from(PITCH) / 2.0;
    off(x).hypot(off(y)) < HAIR_RADIUS
}

fn at(x: u32, y: u32) -> Lab {
    match from_edge(x, y) {
        inside if inside < 0.0 => SCAR,
        _ if is_hair(x, y) => HAIR,
        _ => BARE,
    }
}

/// Texture of skin: a checkerboard of 6 % that leaves the mean.
fn texture(x: u32, y: u32) -> f64 {
    if (x / 2 + y / 2).is_multiple_of(2) { 1.06 } else { 0.94 }
}

fn tones(px_per_mm: f64) -> Tones {
    let places = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
    let around: Vec<bool> =
        places.filter(|&(x, y)| from_edge(x, y) >= 0.0).map(|(x, y)| is_hair(x, y)).collect();
    let cover = around.iter().filter(|hair| **hair).count() as f64 / around.len() as f64;
    let share = 0.25;
    Tones {
        lightness: Vec::new(),
        sorting: None,
        scars: vec![ScarTone { name: "round".to_owned(), skin: tone(SCAR) }],
        planned_scar: 0,
        bare_skin: tone(BARE),
        hair: Ok(tone(HAIR)),
        follicle: Ok(Follicle {
            tone: tone(mix_light(&[(BARE, 1.0 - share), (HAIR, share)])),
            measured: true,
        }),
        area_average: tone(mix_light(&[(BARE, 1.0 - cover), (HAIR, cover)])),
        cover,
        cover_sd: 0.01,
        hairs: Some(HairPieces {
            form: HairForm::Dots,
            count: 1500,
            length_mm: None,
            width_mm: 0.16,
            per_cm2: 100.0 * (PX_PER_MM / f64::from(PITCH)).powi(2),
        }),
        scale: Some(Scale { px_per_mm, source: ScaleSource::Given }),
        light: LightGradient { percent: 0.0 },
        notes: Vec::new(),
    }
}
