//! Raw flags, as they are typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::bottle_values::{CardSpot, LabelSolids, RungSpot, line, shade_id, shade_kind};
use super::case::CaseArguments;
use super::compare::CompareArguments;
use super::preview::PreviewArguments;
use super::report::{ChartArguments, ReportArguments, StudyArguments};
use super::shelf::{ImportArguments, ListArguments, StockCommand, SuggestArguments};
use super::studio::StudioCommand;
use super::teach::TeachCommand;
use super::values::{
    Chart, Discs, Grey, Outline, Ring, age, chart_size, cup, edition, hair_length, scale, top,
};
use crate::calibrate::{ChartPick, ChartSize, Edition};
use crate::library::ShadeKind;

/// Chooses pigment before scalp micropigmentation over a scar: two mixable recipes with their healed look and
/// how sure it is.
///
/// Without a command the window opens, on PHOTO, on a client's case or on the bundled case.
#[derive(Debug, Parser)]
#[command(name = "scalp-shade", version, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    /// Photo to open in the window, or a client's case (its folder or the case.ron in it)
    #[arg(value_name = "PHOTO")]
    pub photo: Option<PathBuf>,
    /// Shade library to mix from in the window [default: the one chosen there last, at first the
    /// generic reference shades]
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Measure a photo and propose recipes for the scar and the surround
    Match(MatchArguments),
    /// Put a plan on the photo: marks and wash at their size, over time, from a distance
    Preview(Box<PreviewArguments>),
    /// Measure the tones of a photo
    Tones(PhotoArguments),
    /// Calibrate a photo by a ColorChecker and tell how far it can be trusted
    Calibrate(CalibrateArguments),
    /// Tell how far a photo can be trusted: red, amber or green, with reasons
    Check(CheckArguments),
    /// Tell what has changed between the photos of two visits
    Compare(CompareArguments),
    /// Tell what a photo file holds and how its colours are taken
    Inspect(InspectArguments),
    /// Predict the colour of one recipe on one skin from a RON file
    Predict(PredictArguments),
    /// Work on shade libraries
    Library {
        #[command(subcommand)]
        command: LibraryCommand,
    },
    /// Keep the stock of the bottles: what was bought and mixed, what is left, what to look after
    Stock {
        #[command(subcommand)]
        command: StockCommand,
    },
    /// Keep the log of healed results, and learn from it
    Studio {
        #[command(subcommand)]
        command: StudioCommand,
    },
    /// Keep clients' cases: visits, photos, plans, tests, consents
    Case(Box<CaseArguments>),
    /// Practise on exercises of known truth, and teach with them
    Teach {
        #[command(subcommand)]
        command: TeachCommand,
    },
    /// Write what is to be kept, printed or handed out of a visit: a sheet, a card, or all figures
    Report(Box<ReportArguments>),
    /// Write a sheet for trainees: the case on one page, the answer with its reasons on the next
    CaseStudy(Box<StudyArguments>),
    /// Write a chart of what each base bottle heals to on one skin, by how much water it is given
    DilutionChart(ChartArguments),
    /// Render a photo of known truth, to try the program on
    RenderCase(RenderCaseArguments),
}

#[derive(Debug, Subcommand)]
pub(super) enum LibraryCommand {
    /// Check a library file: a summary, or all its problems at once
    Check {
        /// Library to check
        file: PathBuf,
    },
    /// Measure a bottle from a photo of drawdowns on a card, and save it into a library file
    Measure(Box<MeasureArguments>),
    /// List the bottles: what is left, what they cost, what to look after
    List(ListArguments),
    /// Bring bottles of another library or of a table (CSV) into a library
    Import(ImportArguments),
    /// Tell which one bottle would improve most of the last cases, and by how much
    Suggest(SuggestArguments),
}

/// Positions are in pixels of the upright picture, from its top left corner.
#[derive(Debug, Args)]
pub(super) struct MeasureArguments {
    /// Photo of drawdowns on a white card (a dark one for white pigment) beside a grey card or a ColorChecker, in
    /// even light
    pub photo: PathBuf,
    /// Spot on the grey card that sets exposure and white: centre and radius in pixels, L* of the card
    /// [default L*: 50]
    #[arg(
        long,
        value_name = "x,y,radius[,L*]",
        allow_hyphen_values = true,
        required_unless_present = "chart"
    )]
    pub grey: Option<Grey>,
    #[command(flatten)]
    pub reference: CardArguments,
    /// Bare spot on the card under the drawdowns
    #[arg(long, value_name = "x,y,radius", allow_hyphen_values = true)]
    pub card: CardSpot,
    /// One drawdown: parts of water to one part of the bottle, and a spot on it; three or more, please, the last
    /// so weak that the card is well seen through it
    #[arg(long, value_name = "WATER,x,y,radius", required = true, allow_hyphen_values = true)]
    pub rung: Vec<RungSpot>,
    /// Short id of the shade: lower-case letters, digits and hyphens
    #[arg(long, value_name = "ID", value_parser = shade_id)]
    pub id: String,
    /// Name on the bottle
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub name: String,
    /// Maker or line
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub maker: Option<String>,
    /// How the bottle is used [default: base]
    #[arg(long, value_name = "KIND", value_parser = shade_kind)]
    pub kind: Option<ShadeKind>,
    /// Colourants that the label names, with mg/ml where it gives them; only these are looked for [default: all]
    #[arg(long, value_name = "carbon_black=150,…")]
    pub solids: Option<LabelSolids>,
    /// Library file to save the shade into; it is made when it is not there
    #[arg(long, value_name = "FILE.ron")]
    pub into: PathBuf,
    /// Measure a shade of this id that is already in the library anew; its other fields stay
    #[arg(long)]
    pub replace: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Positions are in pixels of the upright picture, from its top left corner.
#[derive(Debug, Args)]
pub(super) struct PhotoArguments {
    #[command(flatten)]
    pub marked: MarkedPhoto,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// A photo with what is marked on it.
#[derive(Debug, Args)]
pub(super) struct MarkedPhoto {
    /// Photo to measure
    pub photo: PathBuf,
    #[command(flatten)]
    pub scars: ScarArguments,
    /// Outline to leave out everywhere, such as a mole or the card; may be repeated
    #[arg(long, value_name = "x,y x,y x,y …", allow_hyphen_values = true)]
    pub exclude: Vec<Outline>,
    /// Outline of the skin around the scar [default: a ring around all scars]
    #[arg(long, value_name = "x,y x,y x,y …", allow_hyphen_values = true, conflicts_with = "ring")]
    pub surround: Option<Outline>,
    /// Ring around all scars: distance left free and width, in mm where --mm-per-px is given, else in pixels
    /// [default: 1,10 mm, or 0.5 and 4 % of the picture's diagonal]
    #[arg(long, value_name = "gap,width", allow_hyphen_values = true)]
    pub ring: Option<Ring>,
    /// Scale: millimetres on the head for one pixel
    #[arg(long, value_name = "N", value_parser = scale, allow_hyphen_values = true)]
    pub mm_per_px: Option<f64>,
    /// Spot on a grey card that sets exposure and white: centre and radius in pixels, L* of the card
    /// [default L*: 50]
    #[arg(long, value_name = "x,y,radius[,L*]", allow_hyphen_values = true)]
    pub grey: Option<Grey>,
    #[command(flatten)]
    pub card: CardArguments,
    /// Camera profile of the same session and light, saved by `calibrate --save-profile`, for a photo without a card
    #[arg(long, value_name = "FILE.ron", conflicts_with_all = ["grey", "chart"])]
    pub profile: Option<PathBuf>,
}

/// A ColorChecker in the photo.
#[derive(Debug, Args)]
pub(super) struct CardArguments {
    /// ColorChecker in the photo: auto, or the outer corners of its corner patches, dark skin first, clockwise
    #[arg(long, value_name = "auto|x,y x,y x,y x,y", allow_hyphen_values = true, conflicts_with = "grey")]
    pub chart: Option<Chart>,
    #[command(flatten)]
    pub kind: CardKind,
}

impl CardArguments {
    /// The card that was told.
    pub(super) fn pick(&self) -> Option<ChartPick> {
        self.chart.map(|chart| self.kind.pick(chart))
    }
}

/// Which ColorChecker it is.
#[derive(Debug, Args)]
pub(super) struct CardKind {
    /// Edition of the ColorChecker, printed on its back
    #[arg(long, value_name = "before-2014|after-2014", default_value = "after-2014", value_parser = edition)]
    pub edition: Edition,
    /// Size of the ColorChecker, for the scale: classic, passport, or mm from a patch's edge to the next one's
    #[arg(long, value_name = "classic|passport|MM", default_value = "classic", value_parser = chart_size)]
    pub chart_size: ChartSize,
}

impl CardKind {
    /// A card of this kind at a place.
    pub(super) fn pick(&self, chart: Chart) -> ChartPick {
        chart.pick(self.edition, self.chart_size)
    }
}

#[derive(Debug, Args)]
pub(super) struct CalibrateArguments {
    /// Photo with the card
    pub photo: PathBuf,
    /// Where the ColorChecker is: auto, or the outer corners of its corner patches, dark skin first, clockwise
    #[arg(long, value_name = "auto|x,y x,y x,y x,y", allow_hyphen_values = true, default_value = "auto")]
    pub chart: Chart,
    #[command(flatten)]
    pub kind: CardKind,
    /// Save what the card told of camera and light, for photos of the same session without it (--profile)
    #[arg(long, value_name = "FILE.ron")]
    pub save_profile: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Nothing needs to be marked: the middle of the picture is looked at then, and its light cannot make a photo red.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Photo to judge
    pub photo: PathBuf,
    /// Outline of a scar, around which the photo is judged; may be repeated
    #[arg(long, value_name = "x,y x,y x,y …", allow_hyphen_values = true)]
    pub scar: Vec<Outline>,
    /// Outline to leave out, such as a mole or the card; may be repeated
    #[arg(long, value_name = "x,y x,y x,y …", allow_hyphen_values = true)]
    pub exclude: Vec<Outline>,
    /// Scale: millimetres on the head for one pixel
    #[arg(long, value_name = "N", value_parser = scale, allow_hyphen_values = true)]
    pub mm_per_px: Option<f64>,
    /// Spot on a grey card: centre and radius in pixels, L* of the card [default L*: 50]
    #[arg(long, value_name = "x,y,radius[,L*]", allow_hyphen_values = true)]
    pub grey: Option<Grey>,
    #[command(flatten)]
    pub card: CardArguments,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(super) struct ScarArguments {
    /// Outline of a scar; may be repeated
    #[arg(long, value_name = "x,y x,y x,y …", allow_hyphen_values = true)]
    pub scar: Vec<Outline>,
    /// Round scars, such as those of grafts: centre and radius of each; may be repeated, all discs together
    /// are one scar
    #[arg(long, value_name = "x,y,r …", allow_hyphen_values = true)]
    pub scar_disc: Vec<Discs>,
}

/// What is told of the client, and chosen for the match.
#[derive(Debug, Args)]
pub(super) struct ClientArguments {
    /// Length the client wears the hair at [default: as measured on the photo]
    #[arg(long, value_name = "N", value_parser = hair_length, allow_hyphen_values = true)]
    pub hair_length_mm: Option<f64>,
    /// Months since the scar was made
    #[arg(long, value_name = "N", value_parser = age, allow_hyphen_values = true)]
    pub scar_age_months: Option<f64>,
    /// What is to be done; auto leaves it to the tones
    #[arg(long, value_enum, default_value_t = JobName::Auto)]
    pub job: JobName,
    /// Smallest cup to mix
    #[arg(long, value_name = "N", value_parser = cup, default_value = "1", allow_hyphen_values = true)]
    pub cup_ml: f64,
}

#[derive(Debug, Args)]
pub(super) struct MatchArguments {
    #[command(flatten)]
    pub photo: PhotoArguments,
    #[command(flatten)]
    pub client: ClientArguments,
    /// Shade library to mix from [default: the generic reference shades]
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    /// Bottle to leave out, by its identifier; may be repeated
    #[arg(long, value_name = "ID")]
    pub without: Vec<String>,
    /// Bottle that the scar's recipe must hold, by its identifier; may be repeated
    #[arg(long, value_name = "ID")]
    pub with: Vec<String>,
    /// Say also what each other bottle would bring, on the shelf or not; takes up to a minute
    #[arg(long)]
    pub other_bottles: bool,
    /// Studio log to learn from: what healed here takes the place of what is assumed
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Match a photo that cannot be trusted all the same; every output says so
    #[arg(long)]
    pub accept_photo: bool,
    /// Longest short list
    #[arg(long, value_name = "N", value_parser = top, allow_hyphen_values = true)]
    pub top: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum JobName {
    Auto,
    Dots,
    Wash,
    #[value(name = "wash+dots")]
    WashAndDots,
    SkinTone,
}

#[derive(Debug, Args)]
pub(super) struct InspectArguments {
    /// Photo to look into
    pub photo: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct PredictArguments {
    /// Skin, shades and water in RON; the README shows one
    #[arg(value_name = "SPEC.ron")]
    pub spec: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct RenderCaseArguments {
    /// Fixes everything that is random
    #[arg(long, value_name = "N")]
    pub seed: u64,
    /// Folder to write to; it is made when it is not there
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_flags_are_consistent() {
        Arguments::command().debug_assert();
    }
}
