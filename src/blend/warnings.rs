//! What to know before mixing.

use std::collections::BTreeSet;

use super::words::{month_words, whole_months};
use super::{KnownScale, MatchSettings, MatchTarget, Recipe, Warning, WarningKind, ZoneKind, ZonePlan};
use crate::color::Lab;
use crate::library::{Evidence, Shade, ShadeKind, ShadeLibrary};
use crate::locale::{count, list, number, say, tr};
use crate::optics::{Colourant, Tissue};

/// Chance of too dark above which it is warned of.
const TOO_DARK_CHANCE: f64 = 0.2;
/// The mark's b* this far below its target's is a blue shift.
const BLUE_DELTA_B: f64 = 8.0;

/// Everything a plan's warnings are made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) target: &'a MatchTarget,
    pub(super) library: &'a ShadeLibrary,
    pub(super) settings: &'a MatchSettings,
    pub(super) scar: &'a ZonePlan,
    pub(super) surround: Option<&'a ZonePlan>,
}

/// The warnings of a plan, each kind at most once.
pub(super) fn warnings(facts: &Facts<'_>) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |kind, text: Option<String>| found.extend(text.map(|text| Warning { kind, text }));
    warn(WarningKind::TooDark, too_dark(facts));
    warn(WarningKind::BlueShift, blue_shift(facts));
    let used = used(facts);
    warn(WarningKind::Laser, laser(&used));
    warn(WarningKind::Tanning, tanning(&used));
    warn(WarningKind::Expired, expired(facts, &used));
    warn(WarningKind::SingleSwatch, single_swatch(&used));
    warn(WarningKind::BeyondLabel, beyond_label(facts));
    warn(WarningKind::Dense, dense(facts));
    found.extend(of_the_case(facts.target, facts.settings));
    found
}

/// What holds for every plan of a case: the skin model, the scar, the calibration.
pub(super) fn of_the_case(target: &MatchTarget, settings: &MatchSettings) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |kind, text: Option<String>| found.extend(text.map(|text| Warning { kind, text }));
    warn(WarningKind::OutsideSkinModel, outside_model(target));
    let young =
        target.scar_age_months.filter(|age| *age < settings.thresholds.young_scar_months).map(|age| {
            count!(
                whole_months(settings.thresholds.young_scar_months),
                "The scar is %{age} old; its colour may still change until about %{n} month",
                "The scar is %{age} old; its colour may still change until about %{n} months",
                age = month_words(age)
            )
        });
    warn(WarningKind::YoungScar, young);
    let redness = target.scar_skin.a - target.bare_skin.a;
    let red = (redness > settings.thresholds.stop_redness).then(|| {
        say!(
            "The scar is redder than the surround by %{redness} in a*; redness fades, pigment stays",
            redness = number(redness, 1)
        )
    });
    warn(WarningKind::RedScar, red);
    let uncalibrated = (!target.calibrated).then(|| {
        tr("No grey card: colours may be off by about 6 (CIELAB) together; differences within the photo are safer")
            .to_owned()
    });
    warn(WarningKind::Uncalibrated, uncalibrated);
    let scale = match target.scale {
        KnownScale::Given => None,
        KnownScale::Guessed => Some(tr(
            "The scale is a guess from the width of the hairs, so densities and the size of marks may be off by a \
             third; measure a known length in the photo",
        )),
        KnownScale::Missing => Some(tr(
            "The scale of the photo is not known, so densities and the size of marks are usual values; measure a known \
             length in the photo",
        )),
    };
    warn(WarningKind::Scale, scale.map(str::to_owned));
    found
}

fn zones<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (ZoneKind, &'a ZonePlan)> {
    [(ZoneKind::Scar, Some(facts.scar)), (ZoneKind::Surround, facts.surround)]
        .into_iter()
        .filter_map(|(kind, zone)| Some((kind, zone?)))
}

fn recipes<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Recipe> {
    zones(facts).flat_map(|(_, zone)| [zone.wash.as_ref(), zone.dots.as_ref()]).flatten()
}

fn used<'a>(facts: &Facts<'a>) -> Vec<&'a Shade> {
    let ids: BTreeSet<&str> = recipes(facts).flat_map(|r| &r.parts).map(|part| part.shade.as_str()).collect();
    facts.library.shades().iter().filter(|shade| ids.contains(shade.id.as_str())).collect()
}

/// "A", "A and B", "A, B and C" and how many they are; none when there are none.
fn names(shades: &[&Shade]) -> Option<(String, usize)> {
    let names: Vec<&str> = shades.iter().map(|shade| shade.name.as_str()).collect();
    (!names.is_empty()).then(|| (list(&names), names.len()))
}

fn too_dark(facts: &Facts<'_>) -> Option<String> {
    let (zone, plan) = zones(facts).max_by(|a, b| a.1.p_too_dark.total_cmp(&b.1.p_too_dark))?;
    let percent = number(100.0 * plan.p_too_dark, 0);
    (plan.p_too_dark > TOO_DARK_CHANCE).then(|| match zone {
        ZoneKind::Scar => say!(
            "Chance of %{percent} % that the scar heals more than 2 L* too dark; start weaker, it can be topped up",
            percent = percent
        ),
        ZoneKind::Surround => say!(
            "Chance of %{percent} % that the surround heals more than 2 L* too dark; start weaker, it can be topped up",
            percent = percent
        ),
    })
}

fn blue_shift(facts: &Facts<'_>) -> Option<String> {
    let shift = |(zone, plan): (ZoneKind, &ZonePlan)| -> Option<(ZoneKind, f64)> {
        let (seen, wanted): (Lab, Lab) = (plan.timeline.healed.mark?, plan.target.mark?);
        Some((zone, wanted.b - seen.b))
    };
    let (zone, below) = zones(facts).filter_map(shift).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let distance = number(below, 0);
    (below > BLUE_DELTA_B).then(|| match zone {
        ZoneKind::Scar => say!(
            "Marks in the scar heal bluer than hair looks: b* %{distance} below the target; a warm shade would help",
            distance = distance
        ),
        ZoneKind::Surround => say!(
            "Marks in the surround heal bluer than hair looks: b* %{distance} below the target; a warm shade would help",
            distance = distance
        ),
    })
}

fn laser(used: &[&Shade]) -> Option<String> {
    const METALS: [Colourant; 4] = [
        Colourant::TitaniumDioxide,
        Colourant::IronOxideBlack,
        Colourant::IronOxideRed,
        Colourant::IronOxideYellow,
    ];
    let with: Vec<&Shade> =
        used.iter().copied().filter(|shade| METALS.iter().any(|c| shade.solids.of(*c) > 0.0)).collect();
    names(&with).map(|(names, n)| {
        count!(
            n,
            "%{bottles} holds titanium dioxide or iron oxide, which a laser can turn dark; carbon alone can be lasered",
            "%{bottles} hold titanium dioxide or iron oxide, which a laser can turn dark; carbon alone can be lasered",
            bottles = names
        )
    })
}

fn tanning(used: &[&Shade]) -> Option<String> {
    let flesh: Vec<&Shade> = used.iter().copied().filter(|shade| shade.kind == ShadeKind::SkinTone).collect();
    names(&flesh).map(|(names, n)| {
        count!(
            n,
            "%{bottles} will not tan with the skin; measure untanned skin, and say so",
            "%{bottles} will not tan with the skin; measure untanned skin, and say so##many",
            bottles = names
        )
    })
}

fn expired(facts: &Facts<'_>, used: &[&Shade]) -> Option<String> {
    let today = facts.settings.today?;
    let past: Vec<&Shade> =
        facts.library.shades().iter().filter(|shade| shade.in_stock && shade.expired(today)).collect();
    let open_since = today
        .checked_sub(jiff::Span::new().try_months(facts.settings.thresholds.opened_months).ok()?)
        .ok()?;
    let old: Vec<&Shade> =
        used.iter().copied().filter(|shade| shade.opened_on.is_some_and(|day| day < open_since)).collect();
    let past = names(&past).map(|(names, n)| {
        count!(
            n,
            "Past its date and left out: %{bottles}",
            "Past their date and left out: %{bottles}",
            bottles = names
        )
    });
    let months = facts.settings.thresholds.opened_months;
    let old = names(&old).map(|(names, _)| {
        count!(
            months,
            "Opened more than %{n} month ago: %{bottles}",
            "Opened more than %{n} months ago: %{bottles}",
            bottles = names
        )
    });
    let both: Vec<String> = past.into_iter().chain(old).collect();
    (!both.is_empty()).then(|| both.join(". "))
}

fn single_swatch(used: &[&Shade]) -> Option<String> {
    let single: Vec<&Shade> =
        used.iter().copied().filter(|shade| shade.evidence() == Evidence::SingleSwatch).collect();
    names(&single).map(|(names, n)| {
        count!(
            n,
            "%{bottles} rests on a single swatch, which predicts dilutions badly; measure a second dilution",
            "%{bottles} rest on a single swatch, which predicts dilutions badly; measure a second dilution",
            bottles = names
        )
    })
}

fn beyond_label(facts: &Facts<'_>) -> Option<String> {
    let mut beyond = BTreeSet::new();
    for recipe in recipes(facts) {
        for part in &recipe.parts {
            let shade = facts.library.shade(&part.shade);
            if let Some((shade, most)) = shade.and_then(|s| Some((s, s.max_water_parts?)))
                && recipe.water_parts > most
            {
                beyond.insert(count!(
                    most,
                    "%{bottle} (%{n} part of water at most)",
                    "%{bottle} (%{n} parts of water at most)",
                    bottle = shade.name
                ));
            }
        }
    }
    (!beyond.is_empty()).then(|| {
        let beyond: Vec<String> = beyond.into_iter().collect();
        say!("Diluted beyond the label: %{bottles}; it may settle, stir often", bottles = beyond.join(", "))
    })
}

fn dense(facts: &Facts<'_>) -> Option<String> {
    let (planned, natural) = (facts.scar.marks_per_cm2, facts.target.follicles_per_cm2);
    (planned > natural).then(|| {
        say!(
            "%{planned} marks per cm² are more than the %{natural} per cm² of the hair around; dense marks may run together",
            planned = number(planned, 0),
            natural = number(natural, 0)
        )
    })
}

fn outside_model(target: &MatchTarget) -> Option<String> {
    let residual = |lab: Lab| {
        let tissue = Tissue::from_lab(lab);
        tissue.is_outside_skin_model().then(|| number(tissue.residual_delta_e, 1))
    };
    let scar = residual(target.scar_skin)
        .map(|distance| say!("scar skin (ΔE00 %{distance} off)", distance = distance));
    let bare = residual(target.bare_skin)
        .map(|distance| say!("bare skin (ΔE00 %{distance} off)", distance = distance));
    let outside: Vec<String> = scar.into_iter().chain(bare).collect();
    (!outside.is_empty()).then(|| {
        say!(
            "Outside what the skin model knows: %{tones}; check the photo's light, predictions are less sure",
            tones = outside.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bottle_holds_and_two_hold() {
        let shade = |id: &str, name: &str| {
            format!(
                "(id: \"{id}\", name: \"{name}\", maker: \"m\", kind: base, solids: {{\"iron_oxide_red\": 60}}, \
                 source: \"s\", ladder: [(water_parts: 10, lab: (l: 60, a: 9, b: 9))])"
            )
        };
        let text = format!("(version: 1, shades: [{}, {}])", shade("brown", "Brown"), shade("rust", "Rust"));
        let library = ShadeLibrary::parse(&text).unwrap();
        let shades: Vec<&Shade> = library.shades().iter().collect();
        let starts = |text: Option<String>, with: &str| text.is_some_and(|text| text.starts_with(with));
        assert!(starts(laser(&shades[..1]), "Brown holds titanium"));
        assert!(starts(laser(&shades), "Brown and Rust hold titanium"));
        assert!(starts(single_swatch(&shades[..1]), "Brown rests on"));
        assert!(starts(single_swatch(&shades), "Brown and Rust rest on"));
        assert_eq!(laser(&[]), None);
    }
}
