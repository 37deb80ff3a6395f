//! Two visits held against each other: the same place, two dates.

use egui::{Button, CollapsingHeader, ComboBox, Id, Label, ProgressBar, Ui};
use jiff::civil::Date;

use crate::analysis::{Figures, SamePlace, TogetherBy, difference};
use crate::app::{CaseCommand, Compared, OpenCase, PhotoPlace, Reading};
use crate::case::Case;
use crate::locale::{capitalized, date, number, say, tr};
use crate::ui::panels::Asks;
use crate::ui::widgets::faint_ui;

/// Lays out the choice of two photos and what was found between them.
pub(super) fn compare_ui(
    ui: &mut Ui,
    open: &OpenCase,
    (compared, comparing): (Option<&Compared>, Option<Reading>),
    asks: &mut Asks,
) {
    let photos = outlined(&open.case);
    CollapsingHeader::new(tr("Compare two visits")).id_salt("compare").show(ui, |ui| {
        let (Some(first), Some(last)) = (photos.first(), photos.last()) else {
            return nothing_ui(ui);
        };
        if photos.len() < 2 {
            return nothing_ui(ui);
        }
        let id = Id::unique("compared_photos");
        let known = |place: &PhotoPlace| photos.iter().any(|(there, _)| there == place);
        let chosen: Option<(PhotoPlace, PhotoPlace)> = ui.data_mut(|data| data.get_temp(id));
        let (mut before, mut now) =
            chosen.filter(|(before, now)| known(before) && known(now)).unwrap_or((first.0, last.0));
        ui.horizontal_wrapped(|ui| {
            photo_choice(ui, ("earlier", tr("Earlier photo")), &photos, &mut before);
            photo_choice(ui, ("later", tr("Later photo")), &photos, &mut now);
            let can = before < now && comparing.is_none();
            if ui.add_enabled(can, Button::new(tr("Compare##verb"))).clicked() {
                asks.commands.push(CaseCommand::Compare(before, now).into());
            }
            if let Some((share, doing)) = comparing {
                ui.add(ProgressBar::new(share).desired_width(160.0).show_percentage());
                if ui.button(tr("Stop##verb")).clicked() {
                    asks.commands.push(CaseCommand::StopCompare.into());
                }
                faint_ui(ui, doing);
            }
        });
        if before >= now {
            ui.label(tr("Choose the earlier of the two photos first."));
        }
        ui.data_mut(|data| data.insert_temp(id, (before, now)));
        match compared {
            Some(Compared::Found(found)) => found_ui(ui, found),
            Some(Compared::Refused(why)) => {
                ui.add(Label::new(format!("⚠ {}", capitalized(why))).wrap());
            }
            _ => {}
        }
    });
}

fn nothing_ui(ui: &mut Ui) {
    faint_ui(ui, tr("Two photos with the same scar outlined are needed, best with a card in both."));
}

/// Photos on which a scar is outlined, with what they are called.
fn outlined(case: &Case) -> Vec<(PhotoPlace, String)> {
    let name = |day: Date, n: usize, of: usize| {
        if of == 1 { date(day) } else { say!("%{day}, photo %{n}", day = date(day), n = n) }
    };
    let visits = case.visits.iter().enumerate();
    let photos = visits.flat_map(|(visit, of)| {
        let photos = of.photos.iter().enumerate();
        let outlined = photos.filter(|(_, photo)| !photo.inputs.regions.scars.is_empty());
        outlined.map(move |(photo, _)| ((visit, photo), name(of.day, photo + 1, of.photos.len())))
    });
    photos.collect()
}

fn photo_choice(
    ui: &mut Ui,
    (salt, label): (&str, &str),
    photos: &[(PhotoPlace, String)],
    chosen: &mut PhotoPlace,
) {
    let told = ui.label(label);
    let name = photos.iter().find(|(place, _)| place == chosen).map_or("", |(_, name)| name.as_str());
    let combo = ComboBox::from_id_salt(salt).selected_text(name).show_ui(ui, |ui| {
        for (place, name) in photos {
            ui.selectable_value(chosen, *place, name);
        }
    });
    combo.response.labelled_by(told.id);
}

fn found_ui(ui: &mut Ui, same: &SamePlace) {
    let by = match same.found.by {
        TogetherBy::Cards => tr("Brought together by the card in each photo."),
        TogetherBy::UntouchedSkin => tr("Brought together by skin that was not touched."),
    };
    let left = same.found.remaining_delta_e.map_or_else(
        || tr("Nothing was there to check by.").to_owned(),
        |left| say!("ΔE00 %{left} is left on untouched skin.", left = number(left, 1)),
    );
    faint_ui(ui, &format!("{by} {left}"));
    let figures = Figures { calibrated: true };
    for (name, place) in same.names.iter().zip(&same.found.places) {
        let told = say!(
            "%{place}: %{change} (against the earlier photo), ΔE00 %{distance}; in 8 of 10 cases %{range}",
            place = capitalized(name),
            change = difference(place.now, place.before),
            distance = number(place.delta_e, 1),
            range = figures.interval(&place.change_80)
        );
        ui.add(Label::new(told).wrap());
    }
    for note in &same.found.notes {
        ui.add(Label::new(format!("⚠ {note}")).wrap());
    }
}
