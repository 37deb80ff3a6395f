//! Raw flags of `case`.

mod leave;
mod records;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::super::arguments::{ClientArguments, MarkedPhoto};
use super::super::bottle_values::CardSpot;
use super::super::report::BlurBox;
use super::super::studio::{LogArguments, SubjectName, ZoneName};
use super::super::values::day;

pub(super) use leave::{CopiesName, EraseArguments, ExportArguments, NewPassphraseArguments};
pub(super) use records::{
    AllergyArguments, AnswerArguments, AnswerName, CalendarArguments, ColourArguments, ConsentArguments,
    ConsentName, KeepArguments, NextArguments, NoteArguments, PatchName, QuestionName, SkinArguments,
    TanName, TestArguments, TestCommand,
};

/// Codes name clients; no names are needed. A visit is named by its day.
#[derive(Debug, Args)]
pub(in crate::cli) struct CaseArguments {
    /// Folder of the studio's cases [default: that of the window]
    #[arg(long, value_name = "FOLDER", global = true)]
    pub cases: Option<PathBuf>,
    /// File whose first line is the passphrase of a protected case [default: it is asked for]
    #[arg(long, value_name = "FILE", global = true)]
    pub passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    pub command: CaseCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CaseCommand {
    /// Begin a case
    New(NewArguments),
    /// List the cases, last visit first
    List(ListArguments),
    /// Show what is kept of a client
    Show(ShowArguments),
    /// List visits to come, cases that were not come back to, and those that have been kept long enough
    Due(DueArguments),
    /// Take a photo into the visit of a day, byte for byte, with what is marked on it
    Photo(Box<PhotoArguments>),
    /// Hide boxes, such as about a face, in every report and saved picture of a photo, or show what they hide again
    Hide(HideArguments),
    /// Match the photo of a visit and write down the plan that is chosen, and what is mixed for it
    Plan(PlanArguments),
    /// Write down what was answered to a question before the first session
    Answer(AnswerArguments),
    /// Write down a consent, or that it was taken back
    Consent(ConsentArguments),
    /// Write down a test on the skin, or what came of it
    Test(TestArguments),
    /// Write down whether the skin is tanned
    Skin(SkinArguments),
    /// Add a line to the notes
    Note(NoteArguments),
    /// Say when the client comes again
    Next(NextArguments),
    /// Say until when the case is kept
    Keep(KeepArguments),
    /// Write the days that the client is to come on into a calendar file
    Calendar(CalendarArguments),
    /// Tell what has changed between the photos of two visits
    Compare(CompareArguments),
    /// Read the healed result of the last session on a photo and add it to the studio log
    Healed(Box<HealedArguments>),
    /// Encrypt a case with a passphrase, without which nothing of it can be had again
    Protect(NewPassphraseArguments),
    /// Put a protected case back in the clear
    Unprotect(CodeArguments),
    /// Change the passphrase of a protected case
    Passphrase(NewPassphraseArguments),
    /// Write everything of a client into a ZIP archive, in the clear
    Export(ExportArguments),
    /// Remove everything of a client from the disk, for good
    Erase(EraseArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CodeArguments {
    /// The client's code
    pub code: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct HideArguments {
    /// The client's code
    pub code: String,
    /// Name of the photo in the case, such as 2027-01-10-1.jpg [default: the one that reports of the last visit show]
    #[arg(long, value_name = "NAME")]
    pub photo: Option<String>,
    /// Box to hide besides those that are hidden: corners on the upright photo, in pixels; may be repeated
    #[arg(
        long = "box",
        value_name = "x0,y0,x1,y1",
        allow_hyphen_values = true,
        required_unless_present = "clear"
    )]
    pub boxes: Vec<BlurBox>,
    /// Hide none of the boxes that were hidden
    #[arg(long)]
    pub clear: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NewArguments {
    /// The client's code: letters, figures, "-", "_"
    pub code: String,
    /// Day it is begun [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
    /// What is written down of the client and the scars
    #[arg(long, value_name = "TEXT")]
    pub notes: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ListArguments {
    /// Only cases whose code or notes hold all of these words
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub search: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArguments {
    /// The client's code
    pub code: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DueArguments {
    /// Days to look ahead for visits
    #[arg(long, value_name = "N", default_value_t = 28, value_parser = clap::value_parser!(u16).range(0..=3660))]
    pub days: u16,
    /// Years a case is kept after its last visit [default: those of the settings]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=50))]
    pub years: Option<u16>,
    /// As of this day [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Date>,
}

/// Positions are in pixels of the upright picture, from its top left corner.
#[derive(Debug, Args)]
pub(in crate::cli) struct PhotoArguments {
    /// The client's code
    pub code: String,
    #[command(flatten)]
    pub marked: MarkedPhoto,
    #[command(flatten)]
    pub client: ClientArguments,
    /// Match it all the same where it cannot be trusted; every output says so
    #[arg(long)]
    pub accept_photo: bool,
    /// Day of the visit [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(in crate::cli) enum Choice {
    BestMatch,
    FewestBottles,
    MostRobust,
    FirstSession,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PlanArguments {
    /// The client's code
    pub code: String,
    /// Which plan to write down; the others are for when healed marks were photographed
    #[arg(long, value_enum)]
    pub choose: Choice,
    /// Day of the visit [default: the last one with a photo of the scar]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
    /// Shade library to mix from [default: the generic reference shades]
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    /// Studio log to learn from
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Lot that is used of a bottle, by its identifier; may be repeated [default: that of the library]
    #[arg(long, value_name = "ID=LOT")]
    pub lot: Vec<String>,
    /// Write down a plan that is darker than a first session though healed marks were not photographed; the visit's
    /// notes say so
    #[arg(long)]
    pub before_healed: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CompareArguments {
    /// The client's code
    pub code: String,
    /// Day of the earlier visit
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Date,
    /// Day of the later visit
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Date,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Positions are in pixels of the upright picture, from its top left corner.
#[derive(Debug, Args)]
pub(in crate::cli) struct HealedArguments {
    /// The client's code
    pub code: String,
    /// Day of the healed photo [default: the last visit with a photo]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
    /// Where the result lies: scar or skin
    #[arg(long, default_value = "scar")]
    pub zone: ZoneName,
    /// What is measured: mark, area (skin with marks) or wash (an even tone)
    #[arg(long, default_value = "mark")]
    pub measured: SubjectName,
    /// Bare skin beside the result
    #[arg(long, value_name = "x,y,radius", allow_hyphen_values = true)]
    pub tissue: CardSpot,
    /// Middle of a mark, or a place of the area; may be repeated
    #[arg(long, value_name = "x,y,radius", required = true, allow_hyphen_values = true)]
    pub result: Vec<CardSpot>,
    /// It is the result though it hardly shows
    #[arg(long)]
    pub confirm: bool,
    /// Anything worth keeping
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[command(flatten)]
    pub log: LogArguments,
}
