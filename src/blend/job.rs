//! What is to be done, from the tones and the bottles at hand.

use super::difference::{acceptance, area_delta_e};
use super::solve::Solver;
use super::words::{month_words, whole_months};
use super::{Job, JobChoice, MatchSettings, MatchTarget};
use crate::library::{ShadeKind, ShadeLibrary};
use crate::locale::{count, number, say, tr};
use crate::progress::Cancelled;

/// A surround with less of its area under hair than this counts as bare.
const BARE_COVER: f64 = 0.01;
/// Dots must bring the area within this many T.
const DOTS_REACH: f64 = 1.5;

/// Why nothing is proposed before it is asked about: too young, raised, too red.
pub(super) fn stop(target: &MatchTarget, settings: &MatchSettings) -> Option<String> {
    let redness = target.scar_skin.a - target.bare_skin.a;
    if settings.raised {
        Some(
            tr("The scar is raised: pigment wanders in raised scars. Ask a doctor before any pigment")
                .to_owned(),
        )
    } else if let Some(age) = target.scar_age_months.filter(|age| *age < settings.thresholds.stop_scar_months)
    {
        Some(count!(
            whole_months(settings.thresholds.stop_scar_months),
            "The scar is %{age} old: under %{n} month its colour still changes. Wait, or ask a doctor",
            "The scar is %{age} old: under %{n} months its colour still changes. Wait, or ask a doctor",
            age = month_words(age)
        ))
    } else if redness > settings.thresholds.stop_redness {
        Some(say!(
            "The scar is redder than the surround by %{redness} in a*: it may still be healing. Wait until it is pale, or ask a doctor",
            redness = number(redness, 1)
        ))
    } else {
        None
    }
}

/// The rule, nominal, with the bottles at hand; the technician's own choice goes before it.
pub(super) fn choose(
    target: &MatchTarget,
    library: &ShadeLibrary,
    settings: &MatchSettings,
    dots: &Solver<'_>,
) -> Result<JobChoice, Cancelled> {
    let choice = |kind, why: String| Ok(JobChoice { kind, why, wanted: None });
    if let Some(kind) = settings.job {
        return match (kind, target.follicle) {
            (Job::Dots | Job::WashAndDots, None) => choice(
                Job::None,
                tr("Dots were asked for, but no hair tone was found that they could imitate").to_owned(),
            ),
            _ => choice(kind, tr("Chosen by the technician").to_owned()),
        };
    }
    if let Some(why) = stop(target, settings) {
        return choice(Job::None, why);
    }
    if has_flesh(library, settings) && is_bare(target) {
        return choice(
            Job::SkinTone,
            tr("Flesh shades are in stock and no hair grows around the scar: it is brought to the tone of bare skin")
                .to_owned(),
        );
    }
    if let Some(length) = target.hair_length_mm.filter(|length| *length > settings.thresholds.shaved_hair_mm)
    {
        return choice(
            Job::Wash,
            say!(
                "The hair is %{length} mm long, more than %{limit} mm: between hairs that are not shaved an even tone hides the scar, dots would stand out",
                length = number(length, 0),
                limit = number(settings.thresholds.shaved_hair_mm, 0)
            ),
        );
    }
    let Some(_) = target.follicle else {
        return choice(
            Job::Wash,
            tr("No hair tone was found that dots could imitate: an even tone is brought to the area average")
                .to_owned(),
        );
    };
    let limit = DOTS_REACH * acceptance(target.bare_skin);
    if dots.dots_reach_area(limit)? {
        return choice(
            Job::Dots,
            say!(
                "A shaved look, and dots alone bring the scar's area within %{distance} (CIEDE2000) of the area average",
                distance = number(limit, 1)
            ),
        );
    }
    choice(
        Job::WashAndDots,
        say!(
            "A shaved look, but dots alone cannot bring the scar's area within %{distance} (CIEDE2000) of the area average with at most %{density} marks per cm²: an even tone goes under them",
            distance = number(limit, 1),
            density = number(dots.most_per_cm2, 0)
        ),
    )
}

fn has_flesh(library: &ShadeLibrary, settings: &MatchSettings) -> bool {
    library.shades().iter().any(|shade| {
        shade.kind == ShadeKind::SkinTone
            && shade.in_stock
            && !settings.today.is_some_and(|today| shade.expired(today))
    })
}

/// No hair was found, and none darkens the area.
fn is_bare(target: &MatchTarget) -> bool {
    target.hair.is_none()
        && target.cover < BARE_COVER
        && area_delta_e(target.area_average, target.bare_skin) <= acceptance(target.bare_skin)
}
