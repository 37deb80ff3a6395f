//! Raw flags of the commands for bottles.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::library::Keep;

#[derive(Debug, Args)]
pub(in crate::cli) struct ListArguments {
    /// Shade library to list [default: the generic reference shades]
    #[arg(value_name = "FILE")]
    pub library: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArguments {
    /// Library (.ron) or table (.csv) to import; a table needs the columns name and solids
    /// (`carbon_black:150;iron_oxide_red:20`), with commas, semicolons or tabs between
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Library file that the bottles go into; it is made when it is not there
    #[arg(long, value_name = "FILE.ron")]
    pub into: PathBuf,
    /// What becomes of a bottle that is there and told otherwise [default: it is listed, and nothing is written]
    #[arg(long, value_enum)]
    pub keep: Option<KeepName>,
    /// Tell what would be done, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Import the sound lines of a table that has problems
    #[arg(long)]
    pub skip_faulty: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KeepName {
    /// It stays as it is
    Mine,
    /// It becomes as it is told in the import
    Theirs,
    /// The other one is added under a new id
    Both,
}

impl From<KeepName> for Keep {
    fn from(name: KeepName) -> Self {
        match name {
            KeepName::Mine => Self::Mine,
            KeepName::Theirs => Self::Theirs,
            KeepName::Both => Self::Both,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SuggestArguments {
    /// Folder of the studio's cases
    #[arg(long, value_name = "FOLDER")]
    pub cases: PathBuf,
    /// How many of the last cases to ask [default: 8]
    #[arg(long, value_name = "N", value_parser = last)]
    pub last: Option<usize>,
    /// Library to choose a bottle from [default: the generic reference shades]
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// The studio's own library: what stands on the shelf [default: the generic reference shades]
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    /// Studio log to learn from
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
}

fn last(text: &str) -> Result<usize, String> {
    let wanted = || String::from("write a whole number from 1 to 1000");
    text.parse().ok().filter(|n| (1..=1000).contains(n)).ok_or_else(wanted)
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum StockCommand {
    /// Show what was bought, opened, counted and mixed, and what is left
    Show {
        /// The studio's own library; `stock.ron` beside it is the stock
        #[arg(long, value_name = "FILE")]
        library: PathBuf,
    },
    /// Take what was mixed for a client from the stock; the same visit is never taken twice, and one that was
    /// corrected is corrected here too
    Take {
        /// Folder of the client's case
        #[arg(value_name = "CASE_FOLDER")]
        case: PathBuf,
        /// The studio's own library
        #[arg(long, value_name = "FILE")]
        library: PathBuf,
        /// Only the visit of this day [default: all visits]
        #[arg(long, value_name = "YYYY-MM-DD")]
        visit: Option<Date>,
    },
    /// Write down that a bottle was bought or opened, or how much is left
    Add(AddStockArguments),
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("event").required(true).args(["bought", "opened", "left"])))]
pub(in crate::cli) struct AddStockArguments {
    /// Id of the shade
    pub shade: String,
    /// The studio's own library
    #[arg(long, value_name = "FILE")]
    pub library: PathBuf,
    /// A bottle of so many ml was bought
    #[arg(long, value_name = "ML", value_parser = amount, allow_hyphen_values = true)]
    pub bought: Option<f64>,
    /// A bottle was opened
    #[arg(long)]
    pub opened: bool,
    /// So many ml are left, as looked at
    #[arg(long, value_name = "ML", value_parser = amount, allow_hyphen_values = true)]
    pub left: Option<f64>,
    /// What it cost
    #[arg(long, value_name = "N", value_parser = amount, requires = "bought", allow_hyphen_values = true)]
    pub cost: Option<f64>,
    /// Lot on the label [default: that of the library]
    #[arg(long, value_name = "TEXT")]
    pub lot: Option<String>,
    /// The day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub day: Option<Date>,
}

fn amount(text: &str) -> Result<f64, String> {
    let wanted = || String::from("write a number from 0 to 10000");
    text.parse().ok().filter(|n| (0.0..=10_000.0).contains(n)).ok_or_else(wanted)
}
