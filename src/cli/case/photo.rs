//! A photo is taken into a case.

use super::super::photo_job;
use super::super::refusal::Refusal;
use super::access::Access;
use super::arguments::PhotoArguments;
use crate::analysis::Inputs;
use crate::case::PhotoState;
use crate::locale::today;
use crate::photo::{DecodeLimits, load_photo};

pub(super) fn take(access: &Access, told: &PhotoArguments) -> Result<String, Refusal> {
    let inputs =
        Inputs { accept_photo: told.accept_photo, ..photo_job::client_inputs(&told.marked, &told.client)? };
    // A file that is no photo is not taken in.
    let photo = load_photo(&told.marked.photo, &DecodeLimits::default())?;
    let day = told.day.unwrap_or_else(today);
    let mut folder = access.open(&told.code)?;
    let place = folder.take_photo(day, &told.marked.photo, inputs.clone())?;
    let mut case = folder.case().clone();
    let kept = &mut case.visits[place.0].photos[place.1];
    let file = kept.file.clone();
    // One that was there already is marked anew.
    let inside = std::mem::replace(&mut kept.inputs, inputs).photo;
    kept.inputs.photo = inside;
    folder.save(case)?;
    if folder.photo_state(place) != PhotoState::Same {
        folder.relink(place, &told.marked.photo)?;
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
