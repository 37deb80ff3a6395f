//! Which one bottle would improve most of several cases, and by how much.

use super::others::on_the_shelf;
use super::{MatchError, MatchSettings, MatchTarget, PlanFigures, find_matches};
use crate::library::{Shade, ShadeKind, ShadeLibrary};
use crate::locale::tr;
use crate::progress::{Part, Progress};

/// Drop of the score under which a bottle is no gain, in units of CIEDE2000 (*assumed*: a half of what is noticed on
/// fair skin, 0.6 to 0.8; Gazi 2024, Leow 2006).
pub const WORTH_BUYING: f64 = 0.3;

/// What one bottle brings to one case: the best plan of all that can be mixed with it on the shelf too.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// Identifier of the shade.
    pub shade: String,
    /// Its name.
    pub name: String,
    /// What the best plan with it on the shelf comes to; none when there is no plan even so.
    pub with_it: Option<PlanFigures>,
}

/// What each bottle that is not on the shelf brings to one case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseHint {
    /// What the best plan comes to; none where there is none with what is on the shelf.
    pub best: Option<PlanFigures>,
    /// In the order of the bottles asked about.
    pub brought: Vec<Brought>,
}

/// What one bottle would bring to several cases.
#[derive(Debug, Clone, PartialEq)]
pub struct BottleHint {
    /// Identifier of the shade.
    pub shade: String,
    /// Its name.
    pub name: String,
    /// Cases in which the score drops by more than [`WORTH_BUYING`].
    pub improved: usize,
    /// Cases that had no plan, and have one with it.
    pub opened: usize,
    /// Drop of the score in each case, 0 or more, lowest first; a case that had no plan and has one is infinite.
    pub drops: Vec<f64>,
    /// Median of these.
    pub median_drop: f64,
    /// Median drop of ΔE00 between the scar's healed area and its target, of the cases with a plan before and after.
    pub median_delta_e_drop: f64,
}

/// Looks for the best plan with each of `candidates` added to the library, as if it stood on the shelf. Both plans of a
/// case are judged by the same draws of what is not known, so that this cancels in their difference.
///
/// # Errors
/// When `progress` asks to stop, or a tone is not finite.
pub fn find_brought(
    target: &MatchTarget,
    (library, candidates): (&ShadeLibrary, &[Shade]),
    settings: &MatchSettings,
    progress: &dyn Progress,
) -> Result<CaseHint, MatchError> {
    let settings = MatchSettings { top: 1, ..settings.clone() };
    let step = |done| Part::of(progress, done, candidates.len() + 1, tr("Trying other bottles"));
    let matching = find_matches(target, library, &settings, &step(0))?;
    let best = matching.proposals.first().map(PlanFigures::of);
    // For the same job: a bottle that only changes the job would be judged by another measure.
    let settings = match best {
        Some(_) => MatchSettings { job: Some(matching.job.kind), ..settings },
        None => settings,
    };
    let mut brought = Vec::new();
    for (done, shade) in candidates.iter().enumerate() {
        let (with, settings) = on_the_shelf(shade, library, &settings);
        let found = find_matches(target, &with, &settings, &step(done + 1))?;
        let with_it = found.proposals.first().map(PlanFigures::of);
        brought.push(Brought { shade: shade.id.clone(), name: shade.name.clone(), with_it });
    }
    Ok(CaseHint { best, brought })
}

/// The bottles that could be bought: those of `library` that are not on the shelf, then those of `elsewhere` that are
/// not in it. Flesh tones are left out, which serve skin tone alone.
#[must_use]
pub fn not_on_shelf(
    library: &ShadeLibrary,
    elsewhere: &ShadeLibrary,
    settings: &MatchSettings,
) -> Vec<Shade> {
    let gone = |shade: &&Shade| !shade.in_stock || settings.today.is_some_and(|today| shade.expired(today));
    let new = elsewhere.shades().iter().filter(|shade| library.shade(&shade.id).is_none());
    let all = library.shades().iter().filter(gone).chain(new);
    all.filter(|shade| shade.kind != ShadeKind::SkinTone).cloned().collect()
}

/// What each bottle would bring to these cases, the one that improves most of them first.
#[must_use]
pub fn shopping_hint(cases: &[CaseHint]) -> Vec<BottleHint> {
    let mut names: Vec<(&str, &str)> = Vec::new();
    for brought in cases.iter().flat_map(|case| &case.brought) {
        if names.iter().all(|(shade, _)| *shade != brought.shade) {
            names.push((&brought.shade, &brought.name));
        }
    }
    let mut hints: Vec<BottleHint> = names.iter().map(|(shade, name)| hint(shade, name, cases)).collect();
    hints.sort_by(|a, b| {
        (b.improved.cmp(&a.improved))
            .then(b.median_drop.total_cmp(&a.median_drop))
            .then(sum(&b.drops).total_cmp(&sum(&a.drops)))
            .then_with(|| a.name.cmp(&b.name))
    });
    hints
}

fn hint(shade: &str, name: &str, cases: &[CaseHint]) -> BottleHint {
    let (mut drops, mut delta_e, mut opened) = (Vec::new(), Vec::new(), 0);
    for case in cases {
        let with_it = case.brought.iter().find(|brought| brought.shade == shade).and_then(|b| b.with_it);
        match (case.best, with_it) {
            (Some(best), Some(with_it)) => {
                drops.push((best.score - with_it.score).max(0.0));
                delta_e.push(best.area_delta_e - with_it.area_delta_e);
            }
            (None, Some(_)) => {
                drops.push(f64::INFINITY);
                opened += 1;
            }
            _ => drops.push(0.0),
        }
    }
    drops.sort_by(f64::total_cmp);
    delta_e.sort_by(f64::total_cmp);
    BottleHint {
        shade: shade.to_owned(),
        name: name.to_owned(),
        improved: drops.iter().filter(|drop| **drop > WORTH_BUYING).count(),
        opened,
        median_drop: median(&drops),
        median_delta_e_drop: median(&delta_e),
        drops,
    }
}

fn sum(drops: &[f64]) -> f64 {
    drops.iter().sum()
}

/// Of sorted values; 0 of none.
fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match (sorted.get(middle), sorted.len() % 2) {
        (Some(value), 1) => *value,
        (Some(value), _) => sorted.get(middle.wrapping_sub(1)).map_or(*value, |below| 0.5 * (below + value)),
        (None, _) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(score: f64, area_delta_e: f64) -> PlanFigures {
        PlanFigures { score, area_delta_e, p_acceptable: 0.5 }
    }

    fn case(best: Option<f64>, brought: &[(&str, Option<f64>)]) -> CaseHint {
        let brought = brought.iter().map(|(shade, score)| Brought {
            shade: (*shade).to_owned(),
            name: (*shade).to_owned(),
            with_it: score.map(|score| figures(score, score)),
        });
        CaseHint { best: best.map(|score| figures(score, score)), brought: brought.collect() }
    }

    #[test]
    fn the_bottle_that_improves_most_cases_comes_first() {
        let cases = [
            case(Some(3.0), &[("a", Some(2.0)), ("b", Some(0.5))]),
            case(Some(3.0), &[("a", Some(2.0)), ("b", Some(2.9))]),
            case(Some(2.0), &[("a", Some(1.5)), ("b", Some(2.1))]),
        ];
        let hints = shopping_hint(&cases);
        let told: Vec<_> = hints.iter().map(|hint| (hint.shade.as_str(), hint.improved)).collect();
        assert_eq!(told, [("a", 3), ("b", 1)]);
        assert!((hints[0].median_drop - 1.0).abs() < 1e-12);
        assert_eq!(hints[1].drops[0], 0.0, "a bottle that does not help does no harm");
    }

    #[test]
    fn a_plan_where_there_was_none_counts_and_no_case_gives_nothing() {
        let hints = shopping_hint(&[case(None, &[("a", Some(2.0)), ("b", None)])]);
        assert_eq!((hints[0].shade.as_str(), hints[0].opened, hints[0].improved), ("a", 1, 1));
        assert!(hints[0].median_drop.is_infinite() && hints[1].median_drop == 0.0);
        assert_eq!(shopping_hint(&[]), []);
    }
}
