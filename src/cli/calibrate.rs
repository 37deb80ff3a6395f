//! `calibrate`: what a ColorChecker in a photo tells.

use super::arguments::CalibrateArguments;
use super::refusal::Refusal;
use super::{json, page};
use crate::calibrate::calibrate_by_chart;
use crate::photo::{DecodeLimits, load_photo};

/// The reading of the card, as a table or as JSON.
pub(super) fn run(arguments: &CalibrateArguments) -> Result<String, Refusal> {
    let photo = load_photo(&arguments.photo, &DecodeLimits::default())?;
    let pick = arguments.chart.pick(arguments.edition, arguments.chart_size);
    let chart = calibrate_by_chart(&photo.image, &pick)?;
    if arguments.json {
        return json::text(&json::ChartReport::new(&chart));
    }
    Ok(page::chart(&arguments.photo.display().to_string(), &chart)?)
}
