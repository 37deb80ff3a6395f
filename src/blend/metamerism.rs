//! Whether a match under daylight holds under other lights.

use super::bed::{Bed, Moment};
use super::difference::area_delta_e;
use super::draws::ZoneKind;
use super::full::Judge;
use super::report::ZoneDone;
use super::{MatchTarget, Metamerism};
use crate::color::{Illuminant, Lab, Reflectance, lab_from_ratios, smoothest_reflectance};
use crate::optics::{Concentrations, Lanes, Tissue};

/// CIEDE2000 between a zone's area and its target under A, FL11 and LED-B3, nominal and healed.
///
/// The target's spectrum is cover · hair + (1 − cover) · bare skin, the hair's being the smoothest with its colour;
/// for a skin tone it is bare skin. In the feather zone the target is darkened, channel by channel, as bare skin is.
pub(super) fn metamerism(done: &ZoneDone<'_>, target: &MatchTarget) -> Metamerism {
    let is_skin = matches!(done.judge, Judge::Even { bare_skin: true, .. });
    let cover = if is_skin { 0.0 } else { target.cover.clamp(0.0, 1.0) };
    let wanted = Wanted {
        hair: target.hair.filter(|_| cover > 0.0).map(|hair| (cover, smoothest_reflectance(hair))),
        bare: Tissue::from_lab(target.bare_skin),
    };
    let area = area_of(done);
    let at = |light: Illuminant| {
        let goal = wanted.xyz(light);
        let seen = match done.ground.kind {
            ZoneKind::Scar => area.0.color_under(&area.1, light),
            ZoneKind::Surround => {
                let (marked, ground) = (area.1.xyz_under(light), area.0.ground().xyz_under(light));
                color(std::array::from_fn(|c| goal[c] * marked[c] / ground[c]), light)
            }
        };
        area_delta_e(seen, color(goal, light))
    };
    Metamerism { a: at(Illuminant::A), fl11: at(Illuminant::Fl11), led_b3: at(Illuminant::LedB3) }
}

struct Wanted {
    hair: Option<(f64, Reflectance)>,
    bare: Tissue,
}

impl Wanted {
    fn xyz(&self, light: Illuminant) -> [f64; 3] {
        let bare = self.bare.reflectance().xyz_under(light);
        let skin: [f64; 3] = std::array::from_fn(|c| self.bare.q[c] * bare[c]);
        match &self.hair {
            Some((cover, hair)) => {
                let hair = hair.xyz_under(light);
                std::array::from_fn(|c| cover * hair[c] + (1.0 - cover) * skin[c])
            }
            None => skin,
        }
    }
}

fn color(xyz: [f64; 3], light: Illuminant) -> Lab {
    let white = light.white();
    lab_from_ratios(std::array::from_fn(|c| xyz[c] / white[c]))
}

/// The nominal healed area and the bed it lies in.
fn area_of(done: &ZoneDone<'_>) -> (Bed, Lanes) {
    let wash = done.wash_cup();
    let bed = |wash: Option<&Concentrations>| {
        Bed::new(&done.ground.tissue, done.ground.kind, &done.ground.nominal, Moment::HEALED, wash)
    };
    if let Some(dots) = done.dots {
        let bed = bed(wash.as_ref());
        let area = bed.area(&bed.mark(&done.stock.concentrations(&dots)), done.per_cm2);
        (bed, area)
    } else {
        let bed = bed(None);
        let area = bed.mark(&wash.unwrap_or(Concentrations::NONE));
        (bed, area)
    }
}
