//! Two photos of the same place from two visits, brought together, and what has changed between them.

use super::spot::{SpotError, Surface, read_spot};
use crate::calibrate::Calibration;
use crate::color::{Lab, LabInterval, Xyz, delta_e_2000, lab_of, xyz_of};
use crate::locale::{number, say, tr};
use crate::photo::LinearImage;
use crate::region::Disc;

/// A photo and what set its colours.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    /// The picture.
    pub image: &'a LinearImage,
    /// How its light becomes colour.
    pub calibration: &'a Calibration,
}

/// The same place on both photos.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// On the photo of the last visit.
    pub before: Disc,
    /// On today's.
    pub now: Disc,
}

/// What brought the photos together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TogetherBy {
    /// A card in each of them.
    Cards,
    /// Skin that was not touched between the visits.
    UntouchedSkin,
}

/// One place as both photos show it, today's brought together with the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Changed {
    /// At the last visit.
    pub before: Lab,
    /// Today.
    pub now: Lab,
    /// CIEDE2000 between them.
    pub delta_e: f64,
    /// Change of L*, a*, b* in 8 of 10 cases.
    pub change_80: LabInterval,
}

/// Two visits held against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// By what.
    pub by: TogetherBy,
    /// Mean CIEDE2000 that is left on untouched skin: by cards of all places, by skin of places left out when the
    /// light was fitted. None when nothing was there to check by.
    pub remaining_delta_e: Option<f64>,
    /// Standard deviation in L*, a*, b* of a change that is none.
    pub sd: [f64; 3],
    /// The untouched places.
    pub untouched: Vec<Changed>,
    /// The places that were asked about.
    pub places: Vec<Changed>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// Why two photos cannot be compared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CompareError {
    /// Nothing sets their light alike.
    #[error(
        "{}",
        tr(
            "nothing brings these photos together: show a card in both, or give a place of skin that was not touched between the visits"
        )
    )]
    NothingInCommon,
    /// A place cannot be read.
    #[error(transparent)]
    Spot(#[from] SpotError),
}

/// Spread of a change by one untouched place, which nothing checks: two readings of skin, and light that differs from
/// place to place (*assumed*).
const UNCHECKED_SD: [f64; 3] = [1.5, 1.0, 1.0];
/// No change is surer than this (*assumed*, two readings of skin).
const LEAST_SD: [f64; 3] = [0.7, 0.5, 0.5];
/// Untouched places that tell a change by themselves where cards are there too (*assumed*).
const ENOUGH_SKIN: usize = 3;
/// Mean CIEDE2000 left on untouched skin above which the photos are not comparable: what people notice on skin.
const TOO_MUCH_LEFT: f64 = 2.6;

/// Brings two photos together, by a card in each, else by places of skin that were `untouched`, and tells how the
/// asked `places` have changed.
///
/// # Errors
/// When nothing brings them together, or a place cannot be read.
pub fn compare_visits(
    before: Visit<'_>,
    now: Visit<'_>,
    untouched: &[Place],
    places: &[Place],
) -> Result<Comparison, CompareError> {
    compare_in(before, now, (untouched, Surface::Skin), places)
}

/// As [`compare_visits`], with what the untouched places look like.
pub(super) fn compare_in(
    before: Visit<'_>,
    now: Visit<'_>,
    (untouched, surface): (&[Place], Surface),
    places: &[Place],
) -> Result<Comparison, CompareError> {
    let read = |places: &[Place], surface: Surface, names: Names| -> Result<Vec<[Lab; 2]>, SpotError> {
        let one = |(place, n): (&Place, usize)| {
            let spot = |visit: Visit<'_>, disc: &Disc, what: &str| {
                read_spot(visit.image, visit.calibration, disc, surface, what).map(|spot| spot.lab)
            };
            let [then, today] = names(n);
            Ok([spot(before, &place.before, &then)?, spot(now, &place.now, &today)?])
        };
        places.iter().zip(1..).map(one).collect()
    };
    let same = read(untouched, surface, untouched_names)?;
    // Stubble and marks are part of what a treated place looks like.
    let asked = read(places, Surface::MarkedSkin, asked_names)?;
    let by_cards = [before, now].iter().all(|visit| visit.calibration.is_calibrated());
    let together = match (by_cards, surface) {
        (false, _) => by_skin(&same)?,
        (true, Surface::MarkedSkin) => surer(by_cards_of(before, now, &same), &same),
        (true, _) => by_cards_of(before, now, &same),
    };
    let changed = |[then, seen]: &[Lab; 2]| together.changed(*then, *seen);
    let mut notes = together.notes.clone();
    if let Some(left) = together.remaining.filter(|left| *left > TOO_MUCH_LEFT) {
        notes.push(say!(
            "Untouched skin still differs by ΔE00 %{distance}: tan, redness or uneven light; what has changed cannot be told from this",
            distance = number(left, 1)
        ));
    }
    Ok(Comparison {
        by: together.by,
        remaining_delta_e: together.remaining,
        sd: together.sd,
        untouched: same.iter().map(changed).collect(),
        places: asked.iter().map(changed).collect(),
        notes,
    })
}

/// What a place of this number is called on the photo of the last visit and on today's.
type Names = fn(usize) -> [String; 2];

fn untouched_names(n: usize) -> [String; 2] {
    [
        say!("untouched place %{n} on the last visit's photo", n = n),
        say!("untouched place %{n} on today's photo", n = n),
    ]
}

fn asked_names(n: usize) -> [String; 2] {
    [say!("place %{n} on the last visit's photo", n = n), say!("place %{n} on today's photo", n = n)]
}

/// What makes today's colours those of the last visit's light.
struct Together {
    by: TogetherBy,
    gains: [f64; 3],
    remaining: Option<f64>,
    sd: [f64; 3],
    notes: Vec<String>,
}

impl Together {
    fn changed(&self, before: Lab, now: Lab) -> Changed {
        let now = in_light(now, self.gains);
        Changed {
            before,
            now,
            delta_e: delta_e_2000(before, now),
            change_80: LabInterval::normal(now - before, self.sd.map(|sd| sd * sd)),
        }
    }
}

fn by_cards_of(before: Visit<'_>, now: Visit<'_>, same: &[[Lab; 2]]) -> Together {
    let errors: Vec<f64> = same.iter().map(|[then, now]| delta_e_2000(*then, *now)).collect();
    let (a, b) = (before.calibration.shared_sd, now.calibration.shared_sd);
    Together {
        by: TogetherBy::Cards,
        gains: [1.0; 3],
        remaining: mean(&errors),
        sd: std::array::from_fn(|c| a[c].hypot(b[c])),
        notes: Vec::new(),
    }
}

/// What the cards say, or the skin where it tells a change more surely. Cards name a colour with all their error; skin
/// beside the place shares its light, and counts when by the cards it has stayed as it was.
fn surer(cards: Together, same: &[[Lab; 2]]) -> Together {
    let has_stayed = cards.remaining.is_some_and(|left| left <= TOO_MUCH_LEFT);
    if !has_stayed || same.len() < ENOUGH_SKIN {
        return cards;
    }
    match by_skin(same) {
        Ok(skin) if skin.sd[0] < cards.sd[0] => skin,
        _ => cards,
    }
}

fn by_skin(same: &[[Lab; 2]]) -> Result<Together, CompareError> {
    let gains = gains(same.iter()).ok_or(CompareError::NothingInCommon)?;
    let by = TogetherBy::UntouchedSkin;
    if same.len() < 2 {
        let notes = vec![
            tr("One untouched place brings the photos together and none is left to check by: give two or more")
                .to_owned(),
        ];
        return Ok(Together { by, gains, remaining: None, sd: UNCHECKED_SD, notes });
    }
    let left_out = (0..same.len()).filter_map(|out| {
        let others = same.iter().enumerate().filter(|(index, _)| *index != out).map(|(_, pair)| pair);
        let [then, now] = same[out];
        Some((then, in_light(now, self::gains(others)?)))
    });
    let left_out: Vec<(Lab, Lab)> = left_out.collect();
    let errors: Vec<f64> = left_out.iter().map(|(then, now)| delta_e_2000(*then, *now)).collect();
    let off = |of: fn(&Lab) -> f64| {
        let squares = left_out.iter().map(|(then, now)| (of(now) - of(then)).powi(2));
        (squares.sum::<f64>() / left_out.len() as f64).sqrt()
    };
    let found = [off(|lab| lab.l), off(|lab| lab.a), off(|lab| lab.b)];
    let sd = std::array::from_fn(|c| found[c].max(LEAST_SD[c]));
    Ok(Together { by, gains, remaining: mean(&errors), sd, notes: Vec::new() })
}

/// Factors on X, Y and Z that bring today's places nearest to the last visit's; none without a place.
fn gains<'a>(same: impl Iterator<Item = &'a [Lab; 2]>) -> Option<[f64; 3]> {
    let (mut sum, mut count) = ([0.0; 3], 0.0);
    for [then, now] in same {
        let (then, now) = (xyz_of(*then), xyz_of(*now));
        let ratios = [then.x / now.x, then.y / now.y, then.z / now.z].map(f64::ln);
        if ratios.iter().all(|ratio| ratio.is_finite()) {
            sum = std::array::from_fn(|c| sum[c] + ratios[c]);
            count += 1.0;
        }
    }
    (count > 0.0).then(|| sum.map(|sum| (sum / count).exp()))
}

fn in_light(color: Lab, gains: [f64; 3]) -> Lab {
    let Xyz { x, y, z, .. } = xyz_of(color);
    lab_of(Xyz::new(x * gains[0], y * gains[1], z * gains[2]))
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misread(color: Lab) -> Lab {
        in_light(color, [0.8, 0.85, 1.1])
    }

    #[test]
    fn skin_brings_another_light_back() {
        let skins = [Lab::new(64.0, 11.5, 16.5), Lab::new(60.0, 12.5, 18.0), Lab::new(66.0, 10.0, 15.0)];
        let together = by_skin(&skins.map(|skin| [skin, misread(skin)])).expect("skin");
        let mark = Lab::new(47.0, 8.0, 12.0);
        let found = together.changed(mark, misread(Lab::new(52.0, 8.0, 12.0)));
        assert!((found.now.l - 52.0).abs() < 1e-6 && together.remaining.expect("three places") < 1e-6);
        assert!(found.change_80.l.holds(5.0) && !found.change_80.l.holds(3.0), "{found:?}");
    }

    #[test]
    fn one_place_is_not_checked_and_none_is_refused() {
        let skin = Lab::new(64.0, 11.5, 16.5);
        let one = by_skin(&[[skin, misread(skin)]]).expect("skin");
        assert_eq!((one.remaining, one.sd, one.notes.len()), (None, UNCHECKED_SD, 1));
        assert!(matches!(by_skin(&[]), Err(CompareError::NothingInCommon)));
    }

    #[test]
    fn skin_that_stayed_is_surer_than_cards_and_tanned_skin_is_not() {
        let cards = |remaining| Together {
            by: TogetherBy::Cards,
            gains: [1.0; 3],
            remaining: Some(remaining),
            sd: [5.0, 3.0, 3.0],
            notes: Vec::new(),
        };
        let skins = [Lab::new(64.0, 11.5, 16.5), Lab::new(60.0, 12.5, 18.0), Lab::new(66.0, 10.0, 15.0)];
        let same = skins.map(|skin| [skin, skin + Lab::new(0.4, 0.1, 0.1)]);
        assert_eq!(surer(cards(0.4), &same).by, TogetherBy::UntouchedSkin);
        assert!(surer(cards(0.4), &same).sd[0] < 1.0);
        assert_eq!(surer(cards(4.0), &same).by, TogetherBy::Cards, "tanned since");
        assert_eq!(surer(cards(0.4), &same[..2]).by, TogetherBy::Cards, "too few");
    }
}
