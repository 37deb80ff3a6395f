//! What is to be done with a photo, ready to run.

use super::arguments::{ClientArguments, JobName, MarkedPhoto, MatchArguments};
use super::refusal::Refusal;
use crate::analysis::{Inputs, PhotoSource};
use crate::blend::Job;
use crate::calibrate::CameraProfile;
use crate::region::{Regions, RingSize, Scar, Shape, Surround};

/// Inputs for measuring.
pub(super) fn inputs(arguments: &MarkedPhoto) -> Result<Inputs, Refusal> {
    let (outlines, discs) = (&arguments.scars.scar, &arguments.scars.scar_disc);
    let mut scars: Vec<Scar> = outlines
        .iter()
        .enumerate()
        .map(|(index, outline)| Scar { name: format!("scar {}", index + 1), shapes: vec![outline.shape()] })
        .collect();
    // A graft leaves a scar of a millimetre: too few pixels to be measured alone.
    let shapes: Vec<Shape> = discs.iter().flat_map(|discs| &discs.0).copied().map(Shape::Disc).collect();
    if !shapes.is_empty() {
        scars.push(Scar { name: String::from("round scars"), shapes });
    }
    let surround = match (&arguments.surround, arguments.ring) {
        (Some(outline), _) => Surround::Outline(outline.shape()),
        (None, Some(ring)) if arguments.mm_per_px.is_some() || arguments.card.chart.is_some() => {
            Surround::Ring(RingSize::Millimetres { gap: ring.gap, width: ring.width })
        }
        (None, Some(ring)) => Surround::Ring(RingSize::Pixels { gap: ring.gap, width: ring.width }),
        (None, None) => Surround::Ring(RingSize::Auto),
    };
    Ok(Inputs {
        photo: PhotoSource::File(arguments.photo.clone()),
        grey: arguments.grey.map(|grey| grey.0),
        chart: arguments.card.pick(),
        profile: arguments.profile.as_deref().map(CameraProfile::load).transpose()?,
        regions: Regions {
            scars,
            exclusions: arguments.exclude.iter().map(super::values::Outline::shape).collect(),
            surround,
        },
        px_per_mm: arguments.mm_per_px.map(|mm| 1.0 / mm),
        ..Inputs::default()
    })
}

/// Inputs for matching.
pub(super) fn match_inputs(arguments: &MatchArguments) -> Result<Inputs, Refusal> {
    Ok(Inputs {
        accept_photo: arguments.accept_photo,
        without: arguments.without.clone(),
        with: arguments.with.clone(),
        ..client_inputs(&arguments.photo.marked, &arguments.client)?
    })
}

/// Inputs for measuring, with what is told of the client.
pub(super) fn client_inputs(photo: &MarkedPhoto, client: &ClientArguments) -> Result<Inputs, Refusal> {
    Ok(Inputs {
        hair_length_mm: client.hair_length_mm,
        scar_age_months: client.scar_age_months,
        job: job(client.job),
        cup_ml: client.cup_ml,
        ..inputs(photo)?
    })
}

/// The job of a name; none for the one that leaves it to the tones.
pub(super) fn job(name: JobName) -> Option<Job> {
    match name {
        JobName::Auto => None,
        JobName::Dots => Some(Job::Dots),
        JobName::Wash => Some(Job::Wash),
        JobName::WashAndDots => Some(Job::WashAndDots),
        JobName::SkinTone => Some(Job::SkinTone),
    }
}
