//! Rendered photos of known skins whose light errs as stated, and how pigment truly heals in them.

use palette::LinSrgb;
use palette::convert::FromColorUnclamped as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_distr::{Distribution as _, StandardNormal};
use rand_pcg::Pcg64Mcg;
use scalp_shade::blend::Recipe;
use scalp_shade::calibrate::Calibration;
use scalp_shade::color::{Illuminant, Lab, Reflectance, Xyz, lab_of, xyz_of};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::prior::{DIAMETER_SIGMA, Handling};
use scalp_shade::optics::{
    Concentrations, Deposit, Lanes, PigmentColumn, PigmentedSkin, Tissue, YuleNielsen, cover_of_marks,
    defaults,
};
use scalp_shade::progress::Silent;
use scalp_shade::render::{
    CameraSpec, HairColor, HairPattern, LightSpec, ScarSpec, SceneSpec, SpotSpec, TrueTones, paler,
    render_scene,
};
use scalp_shade::tone::{Tones, measure_tones};

use crate::worlds::{World, within};

/// What photos err by: without a card, with a grey card, with a ColorChecker.
pub(crate) const REFERENCES: [(&str, [f64; 3]); 3] =
    [("no card", [4.5, 2.8, 2.8]), ("grey card", [3.75, 2.33, 2.33]), ("ColorChecker", [1.0, 0.7, 0.7])];

/// One client's photo, what was measured on it, and what is true.
#[derive(Debug)]
pub(crate) struct DrawnCase {
    pub(crate) tones: Tones,
    pub(crate) calibration: Calibration,
    pub(crate) truth: TrueTones,
    pub(crate) healing: Healing,
    pub(crate) reference: usize,
}

/// How pigment truly behaves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Healing {
    pub(crate) handling: Handling,
    pub(crate) yule_nielsen: f64,
    pub(crate) diameter_mm: f64,
    pub(crate) layer_mm: f64,
    pub(crate) epidermis_mm: f64,
}

impl Healing {
    pub(crate) fn drawn(rng: &mut Pcg64Mcg, world: World) -> Self {
        let handling = Handling::from_normals(&std::array::from_fn(|_| StandardNormal.sample(rng)));
        let normal: f64 = StandardNormal.sample(rng);
        Self {
            handling,
            yule_nielsen: within(rng, world.yule_nielsen),
            diameter_mm: defaults::HEALED_DIAMETER_MM * (DIAMETER_SIGMA * normal).exp(),
            layer_mm: within(rng, world.layer_mm),
            epidermis_mm: within(rng, world.epidermis_mm),
        }
    }
}

/// The case of a seed; none when the photo is refused.
pub(crate) fn drawn_case(seed: u64, skins: &[Reflectance], world: World) -> Option<DrawnCase> {
    let mut rng = Pcg64Mcg::seed_from_u64(0xd4a2_0000 + seed);
    let mut spec = scene(seed, skins, &mut rng);
    let reference = rng.random_range(0..REFERENCES.len());
    let shared_sd = REFERENCES[reference].1;
    let healing = Healing::drawn(&mut rng, world);
    let error: [f64; 3] = std::array::from_fn(|c| {
        let normal: f64 = StandardNormal.sample(&mut rng);
        shared_sd[c] * normal
    });
    // The light errs by what moves bare skin so far; its brightest place must not be clipped by that.
    let skin = spec.skin.reflectance.lab();
    let misread = Lab::new(skin.l + error[0], skin.a + error[1], skin.b + error[2]);
    let (seen, truly) = (linear(misread), linear(skin));
    spec.camera.cast = std::array::from_fn(|c| (seen[c] / truly[c]).clamp(0.15, 6.0));
    let scene = render_scene(&spec).expect("a sound scene");
    let calibration = Calibration { shared_sd, ..Calibration::uncalibrated() };
    let tones =
        measure_tones(&scene.image, &scene.regions, &calibration, Some(scene.px_per_mm), &Silent).ok()?;
    let cast = spec.camera.cast;
    let truth = without_cast(&scene.truth.at_median_light, cast);
    Some(DrawnCase { tones, calibration, truth, healing, reference })
}

fn linear(lab: Lab) -> [f64; 3] {
    let rgb = LinSrgb::<f64>::from_color_unclamped(xyz_of(lab));
    [rgb.red, rgb.green, rgb.blue]
}

fn without_cast(tones: &TrueTones, cast: [f64; 3]) -> TrueTones {
    let undone = |lab: Lab| {
        let [r, g, b] = linear(lab);
        lab_of(Xyz::from_color_unclamped(LinSrgb::new(r / cast[0], g / cast[1], b / cast[2])))
    };
    TrueTones {
        scars: tones.scars.iter().copied().map(undone).collect(),
        bare_skin: undone(tones.bare_skin),
        hair: undone(tones.hair),
        follicle: tones.follicle.map(undone),
        area_average: undone(tones.area_average),
    }
}

fn scene(seed: u64, skins: &[Reflectance], rng: &mut Pcg64Mcg) -> SceneSpec {
    let skin = skins[rng.random_range(0..skins.len())];
    let hair = HairColor::ALL[rng.random_range(0..4)];
    let scar = paler(&skin, rng.random_range(0.3..1.2));
    let mut spec = SceneSpec::new(seed, skin, scar, hair.reflectance());
    (spec.width, spec.height) = (600, 480);
    spec.px_per_mm = rng.random_range(12f64.ln()..40f64.ln()).exp();
    let across_mm = f64::from(spec.width) / spec.px_per_mm;
    spec.hair.width_mm = rng.random_range(0.06..0.1);
    spec.hair.form = if rng.random_bool(0.35) {
        HairPattern::Dots
    } else {
        HairPattern::Strokes { length_mm: rng.random_range(1.0..2.0) }
    };
    spec.hair.cover = rng.random_range(0.03..0.3);
    spec.hair.overhang = rng.random_bool(0.5);
    spec.scars = vec![ScarSpec::Strip {
        length_mm: 0.6 * across_mm,
        width_mm: rng.random_range(2.0..4.0_f64).min(0.2 * across_mm),
    }];
    spec.light = LightSpec {
        gradient: rng.random_range(0.1..0.4),
        glare_share: rng.random_range(0.01..0.05),
        glare_peak: rng.random_range(0.3..1.2),
    };
    spec.spots = SpotSpec { moles: rng.random_range(0..3), redness: rng.random_range(0..2), wet: 0 };
    spec.camera = CameraSpec {
        blur_px: rng.random_range(0.6..1.2),
        sharpening: rng.random_range(0.0..0.5),
        shot_noise: rng.random_range(0.005..0.02),
        ..CameraSpec::default()
    };
    spec
}

/// A zone of true skin with what is truly in it.
#[derive(Debug)]
pub(crate) struct TrueZone<'a> {
    pub(crate) skin: Lab,
    pub(crate) scar: bool,
    pub(crate) library: &'a ShadeLibrary,
    pub(crate) healing: &'a Healing,
}

impl TrueZone<'_> {
    /// Mark and area at day 28. In the surround the area is what the marks make of the area average.
    pub(crate) fn looks(
        &self,
        wash: Option<&Recipe>,
        dots: Option<&Recipe>,
        per_cm2: f64,
        feather_of: Option<Lab>,
    ) -> (Option<Lab>, Lab) {
        let tissue = Tissue::from_lab(self.skin);
        let healing = self.healing;
        let pigmented = PigmentedSkin::under_epidermis(
            &tissue,
            healing.epidermis_mm,
            healing.handling.clear_depth_mm,
            healing.layer_mm,
        );
        let bare = pigmented.mark_bands(&PigmentColumn::NONE);
        let wash = wash.map_or(PigmentColumn::NONE, |recipe| self.column(recipe));
        let ground = pigmented.mark_bands(&wash);
        // The bare skin of every world has the tone that is true.
        let scale: [f64; 3] = {
            let (assumed, bare) =
                (tissue.reflectance_lanes().xyz_under(Illuminant::D65), bare.xyz_under(Illuminant::D65));
            std::array::from_fn(|c| assumed[c] / bare[c])
        };
        let color = |lanes: &Lanes| {
            let xyz = lanes.xyz_under(Illuminant::D65);
            tissue.color_of_xyz(std::array::from_fn(|c| xyz[c] * scale[c]), Illuminant::D65)
        };
        let Some(dots) = dots else { return (None, color(&ground)) };
        let mut column = self.column(dots);
        column.add_scaled(&wash, 1.0);
        let mark = pigmented.mark_bands(&column);
        let mix = YuleNielsen::new(&ground, healing.yule_nielsen);
        let area = mix.mix(&mix.root(&mark), cover_of_marks(per_cm2, healing.diameter_mm));
        let area = match feather_of {
            None => color(&area),
            Some(average) => {
                let (with, without) = (xyz_of(color(&area)), xyz_of(color(&ground)));
                let average = xyz_of(average);
                lab_of(Xyz::new(
                    average.x * with.x / without.x,
                    average.y * with.y / without.y,
                    average.z * with.z / without.z,
                ))
            }
        };
        (Some(color(&mark)), area)
    }

    fn column(&self, recipe: &Recipe) -> PigmentColumn {
        let handling = &self.healing.handling;
        let held = if self.scar { handling.held_by_scar() } else { handling.held_by_skin() };
        let parts: Vec<(f64, Concentrations)> = recipe
            .parts
            .iter()
            .map(|part| {
                let shade = self.library.shade(&part.shade).expect("a shade of the library");
                (f64::from(part.parts), shade.solids)
            })
            .collect();
        let cup = Concentrations::of_cup(&parts, f64::from(recipe.water_parts));
        PigmentColumn::of(&Deposit { deposit: held, hold: 1.0, days: 28.0 }.tissue(&cup))
    }
}
