//! From a plan to its picture on the photo.

use std::sync::Arc;

use super::inputs::Inputs;
use super::target::match_target;
use super::words::{Figures, capitalized, kind_name, percent};
use crate::blend::{Chance, OUTLOOK_LIGHTS, OUTLOOK_MOMENTS, Outlook, Proposal};
use crate::calibrate::Calibration;
use crate::color::Lab;
use crate::library::ShadeLibrary;
use crate::optics::prior::Belief;
use crate::photo::{LinearImage, Photo, Pyramid};
use crate::preview::{Caption, Preview, PreviewError, PreviewOf, PreviewShow, Seeing, Sheet, compose};
use crate::progress::Progress;
use crate::tone::Tones;

/// Names of [`OUTLOOK_MOMENTS`], in their order.
pub const MOMENT_NAMES: [&str; OUTLOOK_MOMENTS.len()] = ["fresh", "healed", "1 year", "3 years", "5 years"];
/// Names of [`OUTLOOK_LIGHTS`], in their order.
pub const LIGHT_NAMES: [&str; OUTLOOK_LIGHTS.len()] = ["daylight", "clinic LED", "tungsten", "fluorescent"];

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
            Self::BeforeAfter => vec![(before, "Before".to_owned()), named(after)],
            Self::Range => [Chance::Lighter, Chance::Middle, Chance::Darker]
                .map(|chance| named(PreviewShow { chance, ..after }))
                .to_vec(),
            Self::OverTime => {
                (0..MOMENT_NAMES.len()).map(|moment| named(PreviewShow { moment, ..after })).collect()
            }
            Self::Distances => vec![
                (PreviewShow { heat: true, ..before }, "Difference from the skin around, before".to_owned()),
                (PreviewShow { heat: true, ..after }, "Difference from the skin around, after".to_owned()),
            ],
            Self::After => vec![named(after)],
        }
    }
}

/// "healed, as expected".
#[must_use]
pub fn when_and_chance(show: &PreviewShow) -> String {
    let moment = MOMENT_NAMES.get(show.moment).copied().unwrap_or_default();
    format!("{moment}, {}", chance_words(show.chance))
}

/// Which of the results, in words.
#[must_use]
pub fn chance_words(chance: Chance) -> &'static str {
    match chance {
        Chance::Darker => "darker tenth",
        Chance::Middle => "as expected",
        Chance::Lighter => "lighter tenth",
    }
}

/// How the picture is looked at: "from 1 m, in daylight".
#[must_use]
pub fn looked_at(show: &PreviewShow) -> String {
    let light = LIGHT_NAMES.get(show.light).copied().unwrap_or_default();
    let light = if show.light == 0 { format!("in {light}") } else { format!("under {light} light") };
    match show.distance_m {
        Some(metres) if metres < 1.0 => format!("from {:.0} cm, {light}", 100.0 * metres),
        Some(metres) => format!("from {metres:.1} m, {light}"),
        None => format!("all detail of the photo, {light}"),
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
        caption.lines.push(format!(
            "Light grey is a match, ΔE00 up to {:.1} from the skin nearby; yellow, red and dark red differ more.",
            preview.accepted()
        ));
    }
    let shows: Vec<PreviewShow> = views.shows(show).into_iter().map(|(show, _)| show).collect();
    let pyramid = Pyramid::new(Arc::clone(image));
    compose(preview, &pyramid, preview.area_about_scars(AROUND_MM), &shows, &caption)
}

/// The words of a sheet of this plan.
fn caption(views: Views, show: &PreviewShow, proposal: &Proposal, figures: Figures) -> Caption {
    let mut lines = vec![format!("{}; {}.", capitalized(kind_name(proposal.kind)), looked_at(show))];
    for (zone, plan) in [("Scar", Some(&proposal.scar)), ("Surround", proposal.surround.as_ref())] {
        let Some(plan) = plan else { continue };
        for (what, cup) in [("wash", &plan.wash), ("dots", &plan.dots)] {
            lines.extend(cup.as_ref().map(|cup| format!("{zone}, {what}: {}", cup.text)));
        }
    }
    let error = &proposal.scar.area_error;
    lines.push(format!(
        "Scar against the skin around it, healed: ΔE00 {} in 8 of 10 results; chance of a match {}.",
        figures.error(error),
        percent(proposal.scar.p_acceptable),
    ));
    if !figures.calibrated {
        lines.push("The photo has no colour reference: its colours are uncertain.".to_owned());
    }
    Caption { titles: views.shows(show).into_iter().map(|(_, title)| title).collect(), lines }
}
