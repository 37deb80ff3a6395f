//! Rungs that do not go with the others.
//!
//! A rung drawn down wrongly pulls the fit, so that its neighbours miss too. It is known by this: with it the fit
//! is bad, without it the others agree, and from them it is foretold badly. Rungs are taken out one after the
//! other, each time the one without which the rest agree best, as long as more than half remain.

use super::ladder::{Fitter, root_mean_square};
use crate::color::{Lab, delta_e_2000};
use crate::locale::{number, say, tr};
use crate::optics::{Concentrations, Rung};

/// Least CIEDE2000 between an odd rung and what the others foretell (*assumed*; about the error of a photo).
const LEAST_ERROR: f64 = 3.0;
/// The same as a multiple of the error that remains among the others.
const ERROR_RATIO: f64 = 3.0;
/// What the fit's error must fall to for a rung to be blamed.
const GAIN: f64 = 0.5;
/// Root mean square error of a fit of which no rung is blamed (*assumed*; noise of a photo). A rung that only
/// lies far from the others may be foretold badly from them, and yet fit with them.
const GOOD_FIT: f64 = 1.5;
/// How much worse the next best choice must be for the choice to be clear.
const CLEARLY: f64 = 1.5;

/// Indices of the odd rungs with the reason, and a sentence when some rung is odd but it cannot be told which.
pub(super) fn find(fitter: &Fitter<'_>, ladder: &[Rung]) -> (Vec<(usize, String)>, Option<String>) {
    let mut kept: Vec<usize> = (0..ladder.len()).collect();
    let mut blamed: Vec<usize> = Vec::new();
    let mut agreed = fitter.fit(ladder);
    let mut taken: Vec<usize> = Vec::new();
    for _ in 0..ladder.len().saturating_sub(1) / 2 {
        let Some((best, next)) = best_without(fitter, ladder, &kept) else { break };
        kept.retain(|&index| index != best.index);
        taken.push(best.index);
        let all: Vec<usize> = kept.iter().chain(&taken).copied().collect();
        let before = root_mean_square(&errors(fitter, ladder, &all, &agreed));
        if before < GOOD_FIT {
            break;
        }
        let stands_out = taken.iter().all(|&index| {
            let error = ladder.get(index).map_or(0.0, |rung| fitter.error(&best.solids, rung));
            error >= LEAST_ERROR.max(ERROR_RATIO * best.error)
        });
        if !stands_out || best.error > GAIN * before {
            continue;
        }
        if taken.len() == 1 && next < CLEARLY * best.error + 0.2 {
            let told = tr("its rungs do not agree, and which is wrong cannot be told; measure one more");
            return (reasons(fitter, ladder, &blamed, &agreed), Some(told.to_owned()));
        }
        blamed.append(&mut taken);
        agreed = best.solids;
    }
    blamed.sort_unstable();
    (reasons(fitter, ladder, &blamed, &agreed), None)
}

/// The others without one rung.
struct Without {
    index: usize,
    solids: Concentrations,
    /// Root mean square error of the others.
    error: f64,
}

/// The rung without which the others agree best, and how well they agree without the next best.
fn best_without(fitter: &Fitter<'_>, ladder: &[Rung], kept: &[usize]) -> Option<(Without, f64)> {
    if kept.len() < 3 {
        return None;
    }
    let mut all: Vec<Without> = kept
        .iter()
        .map(|&index| {
            let others: Vec<usize> = kept.iter().copied().filter(|&other| other != index).collect();
            let rungs: Vec<Rung> = others.iter().filter_map(|&other| ladder.get(other).copied()).collect();
            let solids = fitter.fit(&rungs);
            Without { index, solids, error: root_mean_square(&errors(fitter, ladder, &others, &solids)) }
        })
        .collect();
    all.sort_by(|a, b| a.error.total_cmp(&b.error));
    let next = all.get(1).map_or(f64::INFINITY, |next| next.error);
    all.into_iter().next().map(|best| (best, next))
}

fn errors(fitter: &Fitter<'_>, ladder: &[Rung], of: &[usize], solids: &Concentrations) -> Vec<f64> {
    of.iter().filter_map(|&index| ladder.get(index)).map(|rung| fitter.error(solids, rung)).collect()
}

fn reasons(
    fitter: &Fitter<'_>,
    ladder: &[Rung],
    blamed: &[usize],
    solids: &Concentrations,
) -> Vec<(usize, String)> {
    let why = |&index: &usize| Some((index, reason(fitter, ladder.get(index)?, solids)));
    blamed.iter().filter_map(why).collect()
}

/// What may have gone wrong with a rung, from where it lies beside what the others foretell.
fn reason(fitter: &Fitter<'_>, rung: &Rung, solids: &Concentrations) -> String {
    let off = fitter.error(solids, rung);
    let at = |water: f64| delta_e_2000(fitter.card.color_of(solids, water), rung.lab);
    // Parts of water from 0 to 400 in steps of a twentieth in strength.
    let likeliest = (0..=123)
        .map(|step| 1.05_f64.powi(step) - 1.0)
        .map(|water| (water, at(water)))
        .reduce(|a, b| if b.1 < a.1 { b } else { a });
    let foretold = fitter.card.color_of(solids, rung.water_parts);
    match likeliest {
        Some((water, left)) if left <= 0.4 * off => {
            let water = number(water, usize::from(water < 10.0));
            say!(
                "it looks like %{water} parts of water by the other rungs: check its dilution and the thickness of its film",
                water = water
            )
        }
        _ => say!(
            "it is %{direction} than the other rungs foretell: check the spot for glare, shade or a second layer",
            direction = direction(rung.lab, foretold)
        ),
    }
}

/// "6 lighter", "4 redder".
fn direction(seen: Lab, foretold: Lab) -> String {
    let (l, a, b) = (seen.l - foretold.l, seen.a - foretold.a, seen.b - foretold.b);
    if l.abs() >= a.abs() && l.abs() >= b.abs() {
        let n = number(l.abs(), 0);
        if l > 0.0 { say!("%{n} lighter", n = n) } else { say!("%{n} darker", n = n) }
    } else if a.abs() >= b.abs() {
        let n = number(a.abs(), 0);
        if a > 0.0 { say!("%{n} redder", n = n) } else { say!("%{n} greener", n = n) }
    } else {
        let n = number(b.abs(), 0);
        if b > 0.0 { say!("%{n} yellower", n = n) } else { say!("%{n} bluer", n = n) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optics::{Colourant, DrawdownCard};

    const WATER: [f64; 5] = [5.0, 10.0, 25.0, 50.0, 100.0];

    fn fitter() -> Fitter<'static> {
        const LABEL: [(Colourant, f64); 1] = [(Colourant::CarbonBlack, 100.0)];
        let card_lab = Lab::new(93.0, 0.0, 1.0);
        Fitter { card: DrawdownCard::from_lab(card_lab), card_lab, label: &LABEL }
    }

    /// A carbon black; each rung drawn down with `really` parts of water in place of those written.
    fn ladder(really: &[(usize, f64)], count: usize) -> Vec<Rung> {
        let solids = Concentrations::single(Colourant::CarbonBlack, 60.0);
        let rungs = WATER.iter().skip(5 - count).enumerate().map(|(index, &water_parts)| {
            let water = really.iter().find(|(odd, _)| *odd == index).map_or(water_parts, |(_, water)| *water);
            let lab = fitter().card.color_of(&solids, water);
            // A little noise, the same each time.
            let noise = 0.3 * (7.0 * index as f64).sin();
            Rung { water_parts, lab: Lab::new(lab.l + noise, lab.a - noise, lab.b + noise) }
        });
        rungs.collect()
    }

    fn odd(ladder: &[Rung]) -> Vec<usize> {
        find(&fitter(), ladder).0.into_iter().map(|(index, _)| index).collect()
    }

    #[test]
    fn a_sound_ladder_has_none() {
        for count in 2..=5 {
            assert_eq!(find(&fitter(), &ladder(&[], count)), (Vec::new(), None), "{count}");
        }
    }

    #[test]
    fn a_wrong_dilution_is_found_with_what_it_looks_like() {
        for (index, water) in WATER.into_iter().enumerate() {
            let really = water * 2.0 + 1.0;
            let (found, unclear) = find(&fitter(), &ladder(&[(index, really)], 5));
            // The strongest rungs hide the card: what they are diluted with makes no difference that is seen.
            if index >= 2 {
                assert_eq!(found.iter().map(|odd| odd.0).collect::<Vec<_>>(), [index], "{unclear:?}");
                assert!(found[0].1.contains("parts of water"), "{found:?}");
            }
        }
    }

    #[test]
    fn two_of_five_are_found_together() {
        assert_eq!(odd(&ladder(&[(2, 80.0), (4, 40.0)], 5)), [2, 4]);
    }

    #[test]
    fn glare_is_told_from_a_wrong_dilution() {
        let mut rungs = ladder(&[], 5);
        rungs[3].lab = Lab::new(rungs[3].lab.l, rungs[3].lab.a + 12.0, rungs[3].lab.b + 9.0);
        let (found, _) = find(&fitter(), &rungs);
        assert_eq!(found.len(), 1);
        assert!(found[0].0 == 3 && found[0].1.contains("12 redder"), "{found:?}");
    }

    #[test]
    fn of_three_rungs_one_is_blamed_only_when_it_is_clear() {
        let three = ladder(&[(1, 100.0)], 3);
        let (found, unclear) = find(&fitter(), &three);
        assert!(found.iter().all(|(index, _)| *index == 1), "{found:?} {unclear:?}");
        assert!(find(&fitter(), &ladder(&[(0, 90.0)], 2)).0.is_empty(), "two cannot accuse each other");
    }
}
