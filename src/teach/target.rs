//! Tones of a made-up case, for exercises that mix.

use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;

use super::scene::{scar_in, skin};
use crate::blend::{KnownScale, MatchTarget, OwnErrors};
use crate::color::mix_light;
use crate::library::{Shade, ShadeKind, ShadeLibrary};
use crate::optics::defaults::HEALED_DIAMETER_MM;
use crate::render::HairColor;

/// A pale scar in shaved dark hair on one of the measured skins, by numbers alone; measured without error of its own
/// beside a card.
pub(super) fn case_tones(rng: &mut Pcg64Mcg) -> MatchTarget {
    let bare = skin(rng);
    let scar = scar_in(&bare, rng.random_range(0.2..0.7), 0.0, rng.random_range(0.0..0.08));
    let hair = [HairColor::Black, HairColor::Brown][rng.random_range(0..2)].reflectance().lab();
    let (bare_skin, width_mm) = (bare.lab(), rng.random_range(0.07..0.09));
    let in_disc = width_mm * HEALED_DIAMETER_MM * 4.0 / (std::f64::consts::PI * HEALED_DIAMETER_MM.powi(2));
    let cover = rng.random_range(0.06..0.14);
    MatchTarget {
        scar_skin: scar.lab(),
        bare_skin,
        hair: Some(hair),
        follicle: Some(mix_light(&[(bare_skin, 1.0 - in_disc), (hair, in_disc)])),
        area_average: mix_light(&[(bare_skin, 1.0 - cover), (hair, cover)]),
        cover,
        follicles_per_cm2: rng.random_range(90.0..150.0),
        hair_length_mm: Some(1.0),
        scar_age_months: None,
        own: OwnErrors::default(),
        shared_sd: [1.0, 0.7, 0.7],
        calibrated: true,
        scale: KnownScale::Given,
    }
}

/// Bottles that may be diluted and mixed in marks and washes, in the order of the library.
pub(super) fn mixable(library: &ShadeLibrary) -> Vec<&Shade> {
    let usable = |shade: &&Shade| {
        shade.in_stock
            && !shade.neat_only
            && matches!(shade.kind, ShadeKind::Base | ShadeKind::Modifier)
            && shade.max_water_parts.is_none_or(|most| most >= 5)
    };
    library.shades().iter().filter(usable).collect()
}

/// `count` of them, each once, in the order of the library.
pub(super) fn some_of<'s>(mut shades: Vec<&'s Shade>, count: usize, rng: &mut Pcg64Mcg) -> Vec<&'s Shade> {
    while shades.len() > count {
        shades.remove(rng.random_range(0..shades.len()));
    }
    shades
}
