//! `compare`: what has changed between two visits.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::arguments::CardKind;
use super::refusal::Refusal;
use super::values::{Chart, Grey};
use super::words::wrapped;
use super::{bottle_values, json};
use crate::analysis::{
    Changed, Comparison, Figures, Inputs, Place, TogetherBy, Visit, calibrate, compare_visits, difference,
};
use crate::photo::{DecodeLimits, load_photo};

/// Width of a line for people.
const WIDTH: usize = 100;

/// Two photos of one head, brought together by a card in both or by skin that was not touched.
#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// Photo of the last visit
    pub before: PathBuf,
    /// Photo of today
    pub now: PathBuf,
    /// The same untouched skin on both photos: centre and radius in pixels, before=now; may be repeated
    #[arg(long, value_name = "x,y,radius=x,y,radius")]
    pub same: Vec<PlacePair>,
    /// A place to compare, in the same way; may be repeated
    #[arg(long, value_name = "x,y,radius=x,y,radius")]
    pub place: Vec<PlacePair>,
    /// Grey card in the photo of the last visit: centre, radius and L* [default L*: 50]
    #[arg(long, value_name = "x,y,radius[,L*]")]
    pub grey_before: Option<Grey>,
    /// Grey card in the photo of today
    #[arg(long, value_name = "x,y,radius[,L*]")]
    pub grey_now: Option<Grey>,
    /// ColorChecker in the photo of the last visit: auto, or the outer corners of its corner patches
    #[arg(long, value_name = "auto|x,y x,y x,y x,y", conflicts_with = "grey_before")]
    pub chart_before: Option<Chart>,
    /// ColorChecker in the photo of today
    #[arg(long, value_name = "auto|x,y x,y x,y x,y", conflicts_with = "grey_now")]
    pub chart_now: Option<Chart>,
    #[command(flatten)]
    pub kind: CardKind,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// One place on both photos, as typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PlacePair(pub Place);

impl FromStr for PlacePair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (before, now) = text.split_once('=').ok_or_else(|| {
            String::from("give the place on both photos, before=now, such as 400,300,40=420,310,40")
        })?;
        let disc = |text: &str| text.parse::<bottle_values::CardSpot>().map(|spot| spot.0);
        Ok(Self(Place { before: disc(before)?, now: disc(now)? }))
    }
}

/// The change of each place, as sentences or as JSON.
pub(super) fn run(arguments: &CompareArguments) -> Result<String, Refusal> {
    let (before, now) = (
        load_photo(&arguments.before, &DecodeLimits::default())?,
        load_photo(&arguments.now, &DecodeLimits::default())?,
    );
    let by = |photo, grey: Option<Grey>, chart: Option<Chart>| {
        let chart = chart.map(|chart| arguments.kind.pick(chart));
        let inputs = Inputs { grey: grey.map(|grey| grey.0), chart, ..Inputs::default() };
        calibrate(&inputs, photo).map(|reference| reference.calibration)
    };
    let then = by(&before, arguments.grey_before, arguments.chart_before)?;
    let today = by(&now, arguments.grey_now, arguments.chart_now)?;
    let places = |pairs: &[PlacePair]| pairs.iter().map(|pair| pair.0).collect::<Vec<_>>();
    let found = compare_visits(
        Visit { image: &before.image, calibration: &then },
        Visit { image: &now.image, calibration: &today },
        &places(&arguments.same),
        &places(&arguments.place),
    )?;
    if arguments.json { json::text(&json::CompareReport::new(&found)) } else { Ok(page(&found)) }
}

fn page(found: &Comparison) -> String {
    let by = match found.by {
        TogetherBy::Cards => "the card in each",
        TogetherBy::UntouchedSkin => "untouched skin",
    };
    let left = match found.remaining_delta_e {
        Some(left) => format!("ΔE00 {left:.1} is left on skin that was not touched"),
        None => "nothing was there to check by".to_owned(),
    };
    let mut text = wrapped(&format!("Brought together by {by}: {left}."), 0, WIDTH);
    let figures = Figures { calibrated: true };
    let mut tell = |name: &str, places: &[Changed]| {
        for (index, place) in places.iter().enumerate() {
            text += &wrapped(
                &format!(
                    "{name} {}: {} than before (ΔE00 {:.1}); in 8 of 10 cases {}.",
                    index + 1,
                    difference(place.now, place.before),
                    place.delta_e,
                    figures.interval(&place.change_80)
                )
                .replace("alike than before", "as before"),
                0,
                WIDTH,
            );
        }
    };
    tell("Place", &found.places);
    tell("Untouched", &found.untouched);
    for note in &found.notes {
        text += &wrapped(&format!("Note: {note}."), 0, WIDTH);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_on_both_photos() {
        let pair: PlacePair = "400,300,40=420,310,38".parse().expect("a place");
        assert_eq!((pair.0.before.center.x, pair.0.now.radius), (400.0, 38.0));
        assert!("400,300,40".parse::<PlacePair>().is_err() && "1,2,3=4,5".parse::<PlacePair>().is_err());
    }
}
