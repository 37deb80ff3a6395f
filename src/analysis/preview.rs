//! From a plan to its picture on the photo.

use std::sync::Arc;

use super::inputs::Inputs;
use super::target::match_target;
use super::words::{Figures, kind_name, percent};
use crate::blend::{Chance, OUTLOOK_LIGHTS, OUTLOOK_MOMENTS, Outlook, Proposal};
use crate::calibrate::Calibration;
use crate::color::Lab;
use crate::library::ShadeLibrary;
use crate::locale::{capitalized, keep, number, say, tr};
use crate::optics::prior::Belief;
use crate::photo::{LinearImage, Photo, Pyramid};
use crate::preview::{Caption, Preview, PreviewError, PreviewOf, PreviewShow, Seeing, Sheet, compose};
use crate::progress::Progress;
use crate::tone::Tones;

/// Names of [`OUTLOOK_MOMENTS`], in their order; [`tr`] says them.
pub const MOMENT_NAMES: [&str; OUTLOOK_MOMENTS.len()] =
    [keep!("fresh"), keep!("healed"), keep!("1 year"), keep!("3 years"), keep!("5 years")];
/// Names of [`OUTLOOK_LIGHTS`], in their order; [`tr`] says them.
pub const LIGHT_NAMES: [&str; OUTLOOK_LIGHTS.len()] =
    [keep!("daylight"), keep!("clinic LED"), keep!("tungsten"), keep!("fluorescent")];
/// The same as what is looked at under them.
const UNDER_LIGHT: [&str; OUTLOOK_LIGHTS.len()] = [
    keep!("in daylight"),
    keep!("under clinic LED light"),
    keep!("under tungsten light"),
    keep!("under fluorescent light"),
];

/// Puts a plan on the photo it was made for.
///
/// # Errors
/// Those of [`Preview::new`], and when a bottle of the plan is not in the library.
pub fn preview(
    inputs: &Inputs,
    photo: &Photo,
    (calibration, tones, blur_px): (&Calibration, &Tones, Option<f64>),
    proposal: &Proposal,
    (library, learnt): (&ShadeLibrary, Option<&Belief>),
    progress: &dyn Progress,
) -> Result<Preview, PreviewError> {
    let target = match_target(inputs, calibration, tones);
    let scars: Vec<Lab> = tones.scars.iter().map(|scar| scar.skin.lab).collect();
    let outlook =
        Outlook::new(proposal, &target, &scars, library, learnt).ok_or(PreviewError::MissingBottle)?;
    let of = PreviewOf {
        image: &photo.image,
        regions: &inputs.regions,
        calibration,
        tones,
        blur_px,
        outlook: &outlook,
        goal: proposal.scar.target.area,
    };
    Preview::new(&of, progress)
}

/// What is laid side by side on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Views {
    /// The photo, and the plan on it.
    #[default]
    BeforeAfter,
    /// The lighter tenth, the middle and the darker tenth of the results.
    Range,
    /// Fresh, healed, after one, three and five years.
    OverTime,
    /// Maps of differences from the skin around, before and after.
    Distances,
    /// The plan alone.
    After,
}

impl Views {
    /// How each picture is looked at and what is written above it.
    #[must_use]
    pub fn shows(self, show: &PreviewShow) -> Vec<(PreviewShow, String)> {
        let before = PreviewShow { seeing: Seeing::Untreated, heat: false, ..*show };
        let after = PreviewShow { seeing: Seeing::Treated, heat: false, ..*show };
        let named = |show: PreviewShow| (show, capitalized(&when_and_chance(&show)));
        match self {
            Self::BeforeAfter => vec![(before, tr("Before##picture").to_owned()), named(after)],
            Self::Range => [Chance::Lighter, Chance::Middle, Chance::Darker]
                .map(|chance| named(PreviewShow { chance, ..after }))
                .to_vec(),
            Self::OverTime => {
                (0..MOMENT_NAMES.len()).map(|moment| named(PreviewShow { moment, ..after })).collect()
            }
            Self::Distances => vec![
                (
                    PreviewShow { heat: true, ..before },
                    tr("Difference from the skin around, before").to_owned(),
                ),
                (
                    PreviewShow { heat: true, ..after },
                    tr("Difference from the skin around, after").to_owned(),
                ),
            ],
            Self::After => vec![named(after)],
        }
    }
}

/// "healed, as expected".
#[must_use]
pub fn when_and_chance(show: &PreviewShow) -> String {
    let moment = MOMENT_NAMES.get(show.moment).copied().unwrap_or_default();
    [tr(moment), chance_words(show.chance)].join(", ")
}

/// Which of the results, in words.
#[must_use]
pub fn chance_words(chance: Chance) -> &'static str {
    match chance {
        Chance::Darker => tr("darker tenth"),
        Chance::Middle => tr("as expected"),
        Chance::Lighter => tr("lighter tenth"),
    }
}

/// How the picture is looked at: "from 1 m, in daylight".
#[must_use]
pub fn looked_at(show: &PreviewShow) -> String {
    let light = UNDER_LIGHT.get(show.light).copied().map(tr).unwrap_or_default();
    match show.distance_m {
        Some(metres) if metres < 1.0 => {
            say!(
                "from %{distance} cm, %{under_light}",
                distance = number(100.0 * metres, 0),
                under_light = light
            )
        }
        Some(metres) => {
            say!("from %{distance} m, %{under_light}", distance = number(metres, 1), under_light = light)
        }
        None => say!("all detail of the photo, %{under_light}", under_light = light),
    }
}

/// Skin on each side of what is changed on a sheet, mm.
const AROUND_MM: f64 = 4.0;

/// Lays pictures of a plan side by side, with their words.
#[must_use]
pub fn sheet(
    preview: &Preview,
    image: &Arc<LinearImage>,
    (views, show): (Views, &PreviewShow),
    proposal: &Proposal,
    figures: Figures,
) -> Sheet {
    let mut caption = caption(views, show, proposal, figures);
    if views == Views::Distances {
        caption.lines.push(say!(
            "Light grey is a match, ΔE00 up to %{distance} from the skin nearby; yellow, red and dark red differ more.",
            distance = number(preview.accepted(), 1)
        ));
    }
    let shows: Vec<PreviewShow> = views.shows(show).into_iter().map(|(show, _)| show).collect();
    let pyramid = Pyramid::new(Arc::clone(image));
    compose(preview, &pyramid, preview.area_about_scars(AROUND_MM), &shows, &caption)
}

/// The words of a sheet of this plan.
fn caption(views: Views, show: &PreviewShow, proposal: &Proposal, figures: Figures) -> Caption {
    let mut lines = vec![format!("{}; {}.", capitalized(kind_name(proposal.kind)), looked_at(show))];
    let (scar, surround) = (&proposal.scar, proposal.surround.as_ref());
    let (wash, dots) = (&scar.wash, &scar.dots);
    lines.extend(wash.as_ref().map(|cup| say!("Scar, wash: %{recipe}", recipe = cup.text)));
    lines.extend(dots.as_ref().map(|cup| say!("Scar, dots: %{recipe}", recipe = cup.text)));
    let (wash, dots) = surround.map(|zone| (zone.wash.as_ref(), zone.dots.as_ref())).unwrap_or_default();
    lines.extend(wash.map(|cup| say!("Surround, wash: %{recipe}", recipe = cup.text)));
    lines.extend(dots.map(|cup| say!("Surround, dots: %{recipe}", recipe = cup.text)));
    lines.push(say!(
        "Scar against the skin around it, healed: ΔE00 %{distance} in 8 of 10 results; chance of a match %{chance}.",
        distance = figures.error(&scar.area_error),
        chance = percent(scar.p_acceptable)
    ));
    if !figures.calibrated {
        lines.push(tr("The photo has no colour reference: its colours are uncertain.").to_owned());
    }
    Caption { titles: views.shows(show).into_iter().map(|(_, title)| title).collect(), lines }
}
