//! What another bottle would bring: for each, the best plan that must hold it beside the best plan of all.

use super::{Job, MatchError, MatchSettings, MatchTarget, Matching, Proposal, find_matches};
use crate::library::{Shade, ShadeKind, ShadeLibrary};
use crate::locale::tr;
use crate::progress::{Part, Progress};

/// What a plan comes to, for holding plans against each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanFigures {
    /// Lower is better, in units of CIEDE2000.
    pub score: f64,
    /// Distance of the scar's area from its target when healed, median, CIEDE2000.
    pub area_delta_e: f64,
    /// Chance that the scar is acceptable, 0..=1.
    pub p_acceptable: f64,
}

impl PlanFigures {
    /// Of a plan.
    #[must_use]
    pub fn of(plan: &Proposal) -> Self {
        Self {
            score: plan.score,
            area_delta_e: plan.scar.area_error.delta_e,
            p_acceptable: plan.scar.p_acceptable,
        }
    }
}

/// The best plan that holds a bottle which the best plan of all does without.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherBottle {
    /// Identifier of the shade.
    pub shade: String,
    /// Its name.
    pub name: String,
    /// It may be mixed from already; otherwise it would have to be got, or put back in use.
    pub at_hand: bool,
    /// What the best plan with it comes to; none when there is no plan with it.
    pub with_it: Option<PlanFigures>,
}

/// What each other bottle would bring.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherBottles {
    /// What the best plan comes to; none where there is none with the bottles at hand.
    pub best: Option<PlanFigures>,
    /// Best first; those that allow no plan last.
    pub others: Vec<OtherBottle>,
}

/// Looks for the best plan with each bottle of `library` and of `elsewhere` that the best plan does without. A shade of
/// `elsewhere` counts only where `library` has none of its identifier.
///
/// # Errors
/// When `progress` asks to stop, or a tone is not finite.
pub fn find_other_bottles(
    target: &MatchTarget,
    (library, elsewhere): (&ShadeLibrary, &ShadeLibrary),
    settings: &MatchSettings,
    progress: &dyn Progress,
) -> Result<OtherBottles, MatchError> {
    let doing = tr("Trying other bottles");
    let whole = Part::before_all(progress, doing);
    let best_only = MatchSettings { top: 1, ..settings.clone() };
    let matching = find_matches(target, library, &best_only, &whole)?;
    let best = matching.proposals.first();
    // For the same job: a bottle that only changes the job would be judged by another measure.
    let job = best.map_or(settings.job, |_| Some(matching.job.kind));
    let used = best.map(|plan| scar_bottles(plan, matching.job.kind)).unwrap_or_default();
    let new = elsewhere.shades().iter().filter(|shade| library.shade(&shade.id).is_none());
    let all: Vec<&Shade> = library
        .shades()
        .iter()
        .chain(new)
        .filter(|shade| !used.contains(&shade.id.as_str()) && fits(shade, job))
        .collect();
    let mut others = Vec::new();
    for (done, shade) in all.iter().enumerate() {
        let step = Part::of(progress, done, all.len(), doing);
        let with_it = best_with(shade, target, library, &MatchSettings { job, ..best_only.clone() }, &step)?;
        others.push(OtherBottle {
            shade: shade.id.clone(),
            name: shade.name.clone(),
            at_hand: is_at_hand(shade, library, settings),
            with_it: with_it.proposals.first().map(PlanFigures::of),
        });
    }
    let key = |other: &OtherBottle| other.with_it.map_or(f64::INFINITY, |plan| plan.score);
    others.sort_by(|a, b| key(a).total_cmp(&key(b)).then_with(|| a.name.cmp(&b.name)));
    Ok(OtherBottles { best: best.map(PlanFigures::of), others })
}

/// The best plan that must hold a bottle, as if it stood on the shelf.
fn best_with(
    shade: &Shade,
    target: &MatchTarget,
    library: &ShadeLibrary,
    settings: &MatchSettings,
    progress: &dyn Progress,
) -> Result<Matching, MatchError> {
    let (library, mut settings) = on_the_shelf(shade, library, settings);
    settings.with.retain(|id| *id != shade.id);
    settings.with.push(shade.id.clone());
    find_matches(target, &library, &settings, progress)
}

/// Library and settings as if a bottle stood on the shelf, in use.
pub(super) fn on_the_shelf(
    shade: &Shade,
    library: &ShadeLibrary,
    settings: &MatchSettings,
) -> (ShadeLibrary, MatchSettings) {
    let there = Shade { in_stock: true, expiry: None, ..shade.clone() };
    let rest = library.shades().iter().filter(|other| other.id != shade.id);
    let mut settings = settings.clone();
    settings.without.retain(|id| *id != shade.id);
    (rest.cloned().chain([there]).collect(), settings)
}

/// Whether recipes may hold it as things stand.
fn is_at_hand(shade: &Shade, library: &ShadeLibrary, settings: &MatchSettings) -> bool {
    library.shade(&shade.id).is_some()
        && shade.in_stock
        && !settings.without.contains(&shade.id)
        && !settings.today.is_some_and(|today| shade.expired(today))
}

/// Flesh tones are for skin tone alone.
fn fits(shade: &Shade, job: Option<Job>) -> bool {
    shade.kind != ShadeKind::SkinTone || matches!(job, None | Some(Job::SkinTone))
}

/// The bottles of the cup that [`MatchSettings::with`] speaks of.
fn scar_bottles(plan: &Proposal, job: Job) -> Vec<&str> {
    let cup = if matches!(job, Job::Dots | Job::WashAndDots) { &plan.scar.dots } else { &plan.scar.wash };
    cup.iter().flat_map(|recipe| recipe.parts.iter().map(|part| part.shade.as_str())).collect()
}
