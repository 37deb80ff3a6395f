//! A healed photo of a case for the studio's log.

use super::PhotoPlace;
use crate::app::{CupTold, HealedTold, SubjectTold};
use crate::case::{Case, Mixed, MixedPlace};

/// What can be told of a healed photo by its case: what was mixed in the scar at the session before, the days since, the
/// client's code, and what sets the colours. None where nothing was mixed before.
#[must_use]
pub fn to_log(case: &Case, place: PhotoPlace) -> Option<HealedTold> {
    let photo = case.photo(place)?;
    let day = case.visits.get(place.0)?.day;
    let session = case.visits.iter().rev().find(|visit| visit.day < day && !visit.mixed.is_empty())?;
    let mixed = |at| session.mixed.iter().find(|cup| cup.place == at);
    let (marks, wash) = (mixed(MixedPlace::ScarMarks), mixed(MixedPlace::ScarWash));
    let (subject, cup, wash) = match (marks, wash) {
        (Some(marks), wash) => (SubjectTold::Mark, marks, wash),
        (None, Some(wash)) => (SubjectTold::Wash, wash, None),
        (None, None) => return None,
    };
    let told = HealedTold::default();
    let density = session.plan.as_ref().map(|plan| plan.marks_per_cm2).filter(|density| *density > 0.0);
    Some(HealedTold {
        grey: photo.inputs.grey,
        chart: photo.inputs.chart,
        subject,
        marks_per_cm2: density.unwrap_or(told.marks_per_cm2),
        cup: cup_told(cup),
        wash: wash.map(cup_told),
        days: session.day.until(day).map_or(told.days, |span| f64::from(span.get_days())),
        client: case.code.to_string(),
        ..told
    })
}

fn cup_told(cup: &Mixed) -> CupTold {
    CupTold {
        parts: cup.bottles.iter().map(|bottle| (bottle.shade.clone(), bottle.parts)).collect(),
        water_parts: Some(cup.water_parts),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::analysis::Inputs;
    use crate::case::{CaseCode, MixedBottle, PhotoHash, VisitPhoto};

    #[test]
    fn what_was_mixed_and_the_days_since_go_to_the_log() {
        let mut case = Case::new(CaseCode::new("A-17").expect("a code"), date(2026, 1, 5));
        let photo = VisitPhoto {
            file: String::from("a.jpg"),
            hash: PhotoHash::of(b"a"),
            bytes: 1,
            inputs: Inputs::default(),
            hidden: Vec::new(),
        };
        let session = case.visit_on(date(2026, 1, 5));
        case.visits[session].photos.push(photo.clone());
        assert_eq!(to_log(&case, (0, 0)), None, "nothing was mixed before");
        let bottle = MixedBottle {
            shade: String::from("carbon-150"),
            name: String::from("Carbon"),
            parts: 3,
            lot: String::new(),
            titanium_dioxide: false,
        };
        let cup = |place| Mixed { place, bottles: vec![bottle.clone()], water_parts: 12.5, cup_ml: 1.0 };
        case.visits[session].mixed = vec![cup(MixedPlace::SurroundMarks), cup(MixedPlace::ScarMarks)];
        let healed = case.visit_on(date(2026, 3, 1));
        case.visits[healed].photos.push(photo);
        let told = to_log(&case, (1, 0)).expect("a session");
        assert_eq!((told.days, told.client.as_str(), told.subject), (55.0, "A-17", SubjectTold::Mark));
        assert_eq!((told.cup.parts.len(), told.cup.water_parts, told.wash), (1, Some(12.5), None));
        case.visits[session].mixed = vec![cup(MixedPlace::ScarWash)];
        assert_eq!(to_log(&case, (1, 0)).map(|told| told.subject), Some(SubjectTold::Wash));
    }
}
