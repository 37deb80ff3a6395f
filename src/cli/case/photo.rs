//! A photo is taken into a case.

use super::super::arguments;
use super::super::arguments::ScarArguments;
use super::super::photo_job;
use super::super::refusal::Refusal;
use super::access::{Access, today};
use super::arguments::PhotoArguments;
use crate::analysis::Inputs;
use crate::case::PhotoState;
use crate::photo::{DecodeLimits, load_photo};

pub(super) fn take(access: &Access, told: &PhotoArguments) -> Result<String, Refusal> {
    let inputs = inputs(told)?;
    // A file that is no photo is not taken in.
    let photo = load_photo(&told.photo, &DecodeLimits::default())?;
    let day = told.day.unwrap_or_else(today);
    let mut folder = access.open(&told.code)?;
    let place = folder.take_photo(day, &told.photo, inputs.clone())?;
    let mut case = folder.case().clone();
    let kept = &mut case.visits[place.0].photos[place.1];
    let file = kept.file.clone();
    // One that was there already is marked anew.
    let inside = std::mem::replace(&mut kept.inputs, inputs).photo;
    kept.inputs.photo = inside;
    folder.save(case)?;
    if folder.photo_state(place) != PhotoState::Same {
        folder.relink(place, &told.photo)?;
    }
    folder.keep_thumbnail(&photo.image)?;
    let scars = folder.case().visits[place.0].photos[place.1].inputs.regions.scars.len();
    let scars = match scars {
        0 => String::from("no scar outlined"),
        1 => String::from("1 scar outlined"),
        scars => format!("{scars} scars outlined"),
    };
    Ok(format!("{file} taken in for {day}: {scars}\n"))
}

fn inputs(told: &PhotoArguments) -> Result<Inputs, Refusal> {
    let photo = arguments::PhotoArguments {
        photo: told.photo.clone(),
        scars: ScarArguments { scar: told.scar.clone(), scar_disc: told.scar_disc.clone() },
        exclude: told.exclude.clone(),
        surround: told.surround.clone(),
        ring: told.ring,
        mm_per_px: told.mm_per_px,
        grey: told.grey,
        card: arguments::CardArguments {
            chart: told.card.chart,
            kind: arguments::CardKind {
                edition: told.card.kind.edition,
                chart_size: told.card.kind.chart_size,
            },
        },
        profile: told.profile.clone(),
        json: false,
    };
    Ok(Inputs {
        hair_length_mm: told.hair_length_mm,
        scar_age_months: told.scar_age_months,
        job: photo_job::job(told.job),
        cup_ml: told.cup_ml,
        accept_photo: told.accept_photo,
        ..photo_job::inputs(&photo)?
    })
}
