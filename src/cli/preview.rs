//! `preview`: a plan on the client's own photo, as a picture.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::MatchArguments;
use super::match_photo::{Worked, work_out};
use super::refusal::Refusal;
use super::values::distance;
use crate::analysis::{self, Figures, Views};
use crate::blend::Chance;
use crate::preview::PreviewShow;
use crate::progress::Silent;

#[derive(Debug, Args)]
pub(super) struct PreviewArguments {
    #[command(flatten)]
    pub of: MatchArguments,
    /// Picture to write, a PNG
    #[arg(short, long, value_name = "FILE.png")]
    pub output: PathBuf,
    /// Which of the plans, from 1
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub plan: usize,
    /// What to lay side by side
    #[arg(long, value_enum, default_value_t = ViewsName::BeforeAfter)]
    pub views: ViewsName,
    /// When
    #[arg(long, value_enum, default_value_t = MomentName::Healed)]
    pub when: MomentName,
    /// Which of the possible results
    #[arg(long, value_enum, default_value_t = ChanceName::Expected)]
    pub result: ChanceName,
    /// Under which light
    #[arg(long, value_enum, default_value_t = LightName::Daylight)]
    pub light: LightName,
    /// As seen from this far, in metres [default: all detail of the photo]
    #[arg(long, value_name = "M", value_parser = distance)]
    pub distance_m: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ViewsName {
    BeforeAfter,
    Range,
    Time,
    Distances,
    After,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MomentName {
    Fresh,
    Healed,
    #[value(name = "year-1")]
    Year1,
    #[value(name = "year-3")]
    Year3,
    #[value(name = "year-5")]
    Year5,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ChanceName {
    Darker,
    Expected,
    Lighter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LightName {
    Daylight,
    Led,
    Tungsten,
    Fluorescent,
}

/// Writes the picture; gives a sentence about it.
pub(super) fn run(arguments: &PreviewArguments) -> Result<String, Refusal> {
    let Worked { inputs, photo, library, learnt, outcome } = work_out(&arguments.of)?;
    let plans = &outcome.matching.proposals;
    let proposal =
        plans.get(arguments.plan.saturating_sub(1)).filter(|_| arguments.plan > 0).ok_or_else(|| {
            Refusal(match plans.len() {
                0 => format!("there is no plan to show: {}", outcome.matching.job.why),
                1 => String::from("there is one plan: leave --plan out"),
                plans => format!("there are {plans} plans: give --plan 1 to {plans}"),
            })
        })?;
    let measured = (&outcome.calibration, &outcome.tones, outcome.trust.measures.blur_px);
    let preview =
        analysis::preview(&inputs, &photo, measured, proposal, (&library, learnt.as_ref()), &Silent)?;
    let show = PreviewShow {
        moment: match arguments.when {
            MomentName::Fresh => 0,
            MomentName::Healed => 1,
            MomentName::Year1 => 2,
            MomentName::Year3 => 3,
            MomentName::Year5 => 4,
        },
        chance: match arguments.result {
            ChanceName::Darker => Chance::Darker,
            ChanceName::Expected => Chance::Middle,
            ChanceName::Lighter => Chance::Lighter,
        },
        light: match arguments.light {
            LightName::Daylight => 0,
            LightName::Led => 1,
            LightName::Tungsten => 2,
            LightName::Fluorescent => 3,
        },
        distance_m: arguments.distance_m,
        ..PreviewShow::default()
    };
    let views = match arguments.views {
        ViewsName::BeforeAfter => Views::BeforeAfter,
        ViewsName::Range => Views::Range,
        ViewsName::Time => Views::OverTime,
        ViewsName::Distances => Views::Distances,
        ViewsName::After => Views::After,
    };
    let figures = Figures::of(&outcome.calibration);
    let sheet = analysis::sheet(&preview, &photo.image, (views, &show), proposal, figures);
    sheet.write(&arguments.output).map_err(|error| {
        Refusal(format!(
            "{} could not be written ({error}): choose another place with --output",
            arguments.output.display()
        ))
    })?;
    Ok(format!(
        "{}: a simulation, not a promise; {}.\n",
        arguments.output.display(),
        analysis::looked_at(&show)
    ))
}
