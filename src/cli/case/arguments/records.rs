//! Flags of what is written down of a client.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::cli::values::day;

#[derive(Debug, Args)]
pub(in crate::cli) struct AnswerArguments {
    /// The client's code
    pub code: String,
    /// What was asked
    #[arg(value_enum)]
    pub question: QuestionName,
    /// What was said
    #[arg(value_enum)]
    pub answer: AnswerName,
    /// When [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum QuestionName {
    YoungScar,
    RaisedScar,
    RedScar,
    Keloid,
    Isotretinoin,
    Bleeding,
    SkinDisease,
    Allergy,
    Illness,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AnswerName {
    Yes,
    No,
    NotAsked,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ConsentArguments {
    /// The client's code
    pub code: String,
    /// For what: that the case is kept, shown to teach, or shown to win clients
    #[arg(value_enum)]
    pub what: ConsentName,
    /// Day it was given
    #[arg(long, value_name = "DAY", value_parser = day, required_unless_present = "withdrawn")]
    pub given: Option<Date>,
    /// Day it was taken back
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub withdrawn: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ConsentName {
    Record,
    Teaching,
    Marketing,
}

/// A test of the same kind, day and product or place is the same test: what is told of it is added.
#[derive(Debug, Args)]
pub(in crate::cli) struct TestArguments {
    /// The client's code
    pub code: String,
    #[command(subcommand)]
    pub test: TestCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TestCommand {
    /// A patch for allergy: a product and its very lot
    Allergy(AllergyArguments),
    /// A few marks at a hidden place of the scar, judged 28 days later or after
    Colour(ColourArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AllergyArguments {
    /// The bottle
    #[arg(long, value_name = "TEXT")]
    pub product: String,
    /// Its lot
    #[arg(long, value_name = "TEXT")]
    pub lot: Option<String>,
    /// Where it was put on
    #[arg(long, value_name = "TEXT")]
    pub site: Option<String>,
    /// When it was put on [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
    /// What the skin said
    #[arg(long, value_enum, requires = "read")]
    pub result: Option<PatchName>,
    /// Day it was looked at
    #[arg(long, value_name = "DAY", value_parser = day, requires = "result")]
    pub read: Option<Date>,
    /// Anything worth keeping
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PatchName {
    Clear,
    Reaction,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ColourArguments {
    /// Where
    #[arg(long, value_name = "TEXT")]
    pub site: String,
    /// What was mixed: recipe or dilution
    #[arg(long, value_name = "TEXT")]
    pub mix: Option<String>,
    /// When [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
    /// Photo of that day: its file in the case, or its day
    #[arg(long, value_name = "FILE|DAY")]
    pub fresh: Option<String>,
    /// Photo of the healed marks, 28 days later or after: its file in the case, or its day
    #[arg(long, value_name = "FILE|DAY")]
    pub healed: Option<String>,
    /// What came of it
    #[arg(long, value_name = "TEXT")]
    pub result: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SkinArguments {
    /// The client's code
    pub code: String,
    /// How brown the skin is
    #[arg(value_enum)]
    pub tan: TanName,
    /// Day of the visit [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TanName {
    Untanned,
    Tanned,
    WinterPale,
    NotTold,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NoteArguments {
    /// The client's code
    pub code: String,
    /// The line
    pub text: String,
    /// Into the notes of the visit of this day [default: into those of the case]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NextArguments {
    /// The client's code
    pub code: String,
    /// The day
    #[arg(value_parser = day)]
    pub next: Date,
    /// The visit that it was said at [default: the last]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub day: Option<Date>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct KeepArguments {
    /// The client's code
    pub code: String,
    /// Until this day [default: so many years after the last visit as the settings say]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub until: Option<Date>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CalendarArguments {
    /// The client's code
    pub code: String,
    /// Calendar file to write
    #[arg(short, long, value_name = "FILE.ics")]
    pub output: PathBuf,
    /// Days from this one on [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Date>,
}
