//! Boxes that are hidden in pictures of a photo.

use super::super::refusal::Refusal;
use super::access::Access;
use super::arguments::HideArguments;
use crate::case::{Case, CaseError};
use crate::photo::PixelRect;
use crate::report::{Story, check_box};

pub(super) fn run(access: &Access, told: &HideArguments) -> Result<String, Refusal> {
    let mut folder = access.open(&told.code)?;
    let place = place(folder.case(), told.photo.as_deref())?;
    let photo = folder.photo(place)?;
    for given in &told.boxes {
        check_box(&photo.image, &given.0)?;
    }
    let mut case = folder.case().clone();
    let kept = case.photo(place).ok_or(CaseError::NoPhoto)?;
    let file = kept.file.clone();
    let before = if told.clear { Vec::new() } else { kept.hidden.clone() };
    let boxes: Vec<PixelRect> = before.into_iter().chain(told.boxes.iter().map(|given| given.0)).collect();
    let count = boxes.len();
    case.hide(place, boxes);
    folder.save(case)?;
    Ok(match count {
        0 => format!("{file}: nothing is hidden\n"),
        1 => format!("{file}: 1 box is hidden\n"),
        count => format!("{file}: {count} boxes are hidden\n"),
    })
}

/// The photo of this name, else the one that reports of the last visit with photos show.
fn place(case: &Case, name: Option<&str>) -> Result<(usize, usize), Refusal> {
    let Some(name) = name else {
        let mut visits = case.visits.iter().enumerate().rev();
        let shown = visits.find_map(|(place, visit)| Some((place, Story::photo_of(visit)?)));
        let told = || Refusal(format!("case {} has no photo yet: take one in with `case photo`", case.code));
        return shown.ok_or_else(told);
    };
    case.place_named(name).ok_or_else(|| {
        Refusal(format!(
            "case {} has no photo {name}: see its names with `case show {}`",
            case.code, case.code
        ))
    })
}
