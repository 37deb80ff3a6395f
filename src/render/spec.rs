//! What a rendered picture shows: lengths in millimetres on the head, blur in pixels, light in shares of
//! the brightest light.

use crate::color::Reflectance;

use super::{FaultSpec, LookSpec, SceneError};

/// A whole scene. [`SceneSpec::new`] gives a plain one; every field may be changed afterwards and is
/// checked when the scene is rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct SceneSpec {
    /// Fixes everything that is random.
    pub seed: u64,
    /// Pixels across, 64..=8192.
    pub width: u32,
    /// Pixels down, 64..=8192.
    pub height: u32,
    /// Pixels on a millimetre of the head, 4..=60.
    pub px_per_mm: f64,
    /// Bare skin.
    pub skin: SkinSpec,
    /// Hair of the whole picture but the scars.
    pub hair: HairSpec,
    /// Skin of all scars.
    pub scar: Reflectance,
    /// Scars, each one entry of the regions.
    pub scars: Vec<ScarSpec>,
    /// Half of the width of a scar's soft border, 0..=1 mm.
    pub scar_border_mm: f64,
    /// Light on the head.
    pub light: LightSpec,
    /// Things that must not be taken for skin.
    pub spots: SpotSpec,
    /// The camera.
    pub camera: CameraSpec,
    /// A grey card in the picture.
    pub card: Option<CardSpec>,
    /// A millimetre scale in the picture.
    pub ruler: bool,
    /// What makes it look like a photo.
    pub look: LookSpec,
    /// What spoils it.
    pub faults: FaultSpec,
}

/// Bare skin and how it varies.
#[derive(Debug, Clone, PartialEq)]
pub struct SkinSpec {
    /// Its spectrum without mottling.
    pub reflectance: Reflectance,
    /// Standard deviation of L* by uneven melanin and blood, 0..=5.
    pub mottling_sd: f64,
    /// Standard deviation of the fine relief (as a factor on light), 0..=0.1.
    pub relief_sd: f64,
}

/// Hair of the surround.
#[derive(Debug, Clone, PartialEq)]
pub struct HairSpec {
    /// Its own colour; darker or lighter than the skin.
    pub reflectance: Reflectance,
    /// Width of a hair, 0.03..=0.2 mm.
    pub width_mm: f64,
    /// Seen end on or lying.
    pub form: HairPattern,
    /// Share of the skin outside the scars that hair hides, 0..=0.5.
    pub cover: f64,
    /// Hairs may lie over the border of a scar; their roots are never inside.
    pub overhang: bool,
}

/// How hair lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum HairPattern {
    /// Stubble seen end on.
    Dots,
    /// Hairs lying on the skin along a direction that changes slowly.
    Strokes {
        /// Median visible length, 0.3..=6 mm.
        length_mm: f64,
    },
}

/// One entry of the regions.
#[derive(Debug, Clone, PartialEq)]
pub enum ScarSpec {
    /// A curved, slightly irregular strip in the middle of the picture.
    Strip {
        /// From end to end, mm.
        length_mm: f64,
        /// In the middle, mm.
        width_mm: f64,
    },
    /// Round scars of single grafts, spread at random beside the strip.
    Grafts {
        /// How many, 1..=400; fewer are placed when there is no room.
        count: u32,
        /// Diameter of each, 0.5..=12 mm.
        diameter_mm: f64,
    },
}

/// Light on the head.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LightSpec {
    /// Brightest over darkest light in the picture, minus one, 0..=6.
    pub gradient: f64,
    /// Share of the picture with shine, 0..=0.6.
    pub glare_share: f64,
    /// Shine at its strongest, in linear light where 1 is the white of the picture, 0..=3.
    pub glare_peak: f64,
}

/// Things that must not be taken for skin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SpotSpec {
    /// Moles of 1-4 mm.
    pub moles: u32,
    /// Red spots of 1-4 mm.
    pub redness: u32,
    /// Wet patches of 4-10 mm: darker, more saturated, shiny.
    pub wet: u32,
}

/// The camera and the file it writes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CameraSpec {
    /// Standard deviation of the blur, 0..=12 px.
    pub blur_px: f64,
    /// Noise of a pixel at linear light 1 by counting photons, as a standard deviation, 0..=0.1.
    pub shot_noise: f64,
    /// Noise of a dark pixel, as a standard deviation of linear light, 0..=0.02.
    pub read_noise: f64,
    /// Strength of the unsharp mask on the encoded picture, 0..=2; its radius is 1.5 px.
    pub sharpening: f64,
    /// Factor on linear light, 0.005..=8.
    pub exposure: f64,
    /// Factors on linear red, green and blue left by a wrong white balance, 0.15..=6.
    pub cast: [f64; 3],
    /// Quality of the JPEG, 5..=100; colour is halved in both directions (4:2:0).
    pub jpeg_quality: u8,
}

/// A grey card that lies at the edge of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CardSpec {
    /// Its lightness, 20..=97.
    pub l_star: f64,
    /// Its longer side, 4..=60 mm.
    pub size_mm: f64,
}

impl SceneSpec {
    /// A scene of 1200 by 900 pixels at 20 px/mm: a strip and twelve graft scars in stubble of strokes,
    /// with all the usual faults of a good phone photo.
    #[must_use]
    pub fn new(seed: u64, skin: Reflectance, scar: Reflectance, hair: Reflectance) -> Self {
        Self {
            seed,
            width: 1200,
            height: 900,
            px_per_mm: 20.0,
            skin: SkinSpec { reflectance: skin, mottling_sd: 1.5, relief_sd: 0.01 },
            hair: HairSpec {
                reflectance: hair,
                width_mm: 0.08,
                form: HairPattern::Strokes { length_mm: 1.5 },
                cover: 0.15,
                overhang: false,
            },
            scar,
            scars: vec![
                ScarSpec::Strip { length_mm: 30.0, width_mm: 4.0 },
                ScarSpec::Grafts { count: 12, diameter_mm: 1.0 },
            ],
            scar_border_mm: 0.15,
            light: LightSpec { gradient: 0.2, glare_share: 0.03, glare_peak: 0.8 },
            spots: SpotSpec::default(),
            camera: CameraSpec::default(),
            card: None,
            ruler: false,
            look: LookSpec::default(),
            faults: FaultSpec::default(),
        }
    }

    /// Checks every range; the renderer does it first.
    ///
    /// # Errors
    /// [`SceneError::OutOfRange`] for the first value that is not allowed.
    pub fn check(&self) -> Result<(), SceneError> {
        let (light, camera, hair) = (&self.light, &self.camera, &self.hair);
        let stroke = match hair.form {
            HairPattern::Dots => 1.0,
            HairPattern::Strokes { length_mm } => length_mm,
        };
        let card = self.card.unwrap_or(CardSpec { l_star: 50.0, size_mm: 10.0 });
        let single = [
            ("width in pixels", f64::from(self.width), 64.0, 8192.0),
            ("height in pixels", f64::from(self.height), 64.0, 8192.0),
            ("pixels per millimetre", self.px_per_mm, 4.0, 60.0),
            ("mottling (sd of L*)", self.skin.mottling_sd, 0.0, 5.0),
            ("relief (sd of light)", self.skin.relief_sd, 0.0, 0.1),
            ("hair width in mm", hair.width_mm, 0.03, 0.2),
            ("hair length in mm", stroke, 0.3, 6.0),
            ("hair cover", hair.cover, 0.0, 0.5),
            ("half width of the scar border in mm", self.scar_border_mm, 0.0, 1.0),
            ("light gradient", light.gradient, 0.0, 6.0),
            ("share of glare", light.glare_share, 0.0, 0.6),
            ("peak of glare", light.glare_peak, 0.0, 3.0),
            ("blur in pixels", camera.blur_px, 0.0, 12.0),
            ("shot noise", camera.shot_noise, 0.0, 0.1),
            ("read noise", camera.read_noise, 0.0, 0.02),
            ("sharpening", camera.sharpening, 0.0, 2.0),
            ("exposure", camera.exposure, 0.005, 8.0),
            ("JPEG quality", f64::from(camera.jpeg_quality), 5.0, 100.0),
            ("lightness of the card", card.l_star, 20.0, 97.0),
            ("size of the card in mm", card.size_mm, 4.0, 60.0),
        ];
        let spectra = [&self.skin.reflectance, &self.scar, &hair.reflectance];
        let bands = spectra.iter().flat_map(|r| r.0).map(|value| ("reflectance", value, 0.0, 1.0));
        let look = self.look.ranges().map(|(what, value, most)| (what, value, 0.0, most));
        let faults = self.faults.ranges();
        let cast = camera.cast.map(|gain| ("factor of a colour channel", gain, 0.15, 6.0));
        let scars = self.scars.iter().flat_map(|scar| match *scar {
            ScarSpec::Strip { length_mm, width_mm } => [
                ("length of a strip scar in mm", length_mm, 3.0, 400.0),
                ("width of a strip scar in mm", width_mm, 0.5, 40.0),
            ],
            ScarSpec::Grafts { count, diameter_mm } => [
                ("number of graft scars", f64::from(count), 1.0, 400.0),
                ("diameter of graft scars in mm", diameter_mm, 0.5, 12.0),
            ],
        });
        for (what, got, least, most) in
            single.into_iter().chain(bands).chain(cast).chain(look).chain(faults).chain(scars)
        {
            if !(least..=most).contains(&got) {
                return Err(SceneError::OutOfRange { what, got, least, most });
            }
        }
        Ok(())
    }
}

impl Default for CameraSpec {
    /// A good phone in daylight: blur 0.7 px, JPEG 85, true exposure and white.
    fn default() -> Self {
        Self {
            blur_px: 0.7,
            shot_noise: 0.012,
            read_noise: 0.0015,
            sharpening: 0.3,
            exposure: 1.0,
            cast: [1.0; 3],
            jpeg_quality: 85,
        }
    }
}
