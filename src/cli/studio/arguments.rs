//! Raw flags of `studio`, and their values.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::super::values::day;

use crate::color::Lab;
use crate::studio::{Card, Subject, Zone};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum StudioCommand {
    /// List the healed results of a log, or all its problems at once
    Show(LogArguments),
    /// Add a healed result at the end of a log, which is made when it is not there
    Add(Box<AddArguments>),
    /// Tell what the healed results have taught about this studio's hands
    Fit(LogArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct LogArguments {
    /// Studio log [default: `studio_log.ron` beside the library]
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Shade library of the recipes [default: the generic reference shades]
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AddArguments {
    #[command(flatten)]
    pub log: LogArguments,
    /// Where the result lies: scar or skin
    #[arg(long)]
    pub zone: ZoneName,
    /// The cup: bottles of the library with their whole parts; their solids of today are written down
    #[arg(long, value_name = "shade:parts,…")]
    pub recipe: Recipe,
    /// Parts of water to one part of pigment in all
    #[arg(long, value_name = "N", value_parser = water, allow_hyphen_values = true)]
    pub water: f64,
    /// The cup of an even tone under the marks
    #[arg(long, value_name = "shade:parts,…", requires = "wash_water")]
    pub wash: Option<Recipe>,
    /// Its parts of water
    #[arg(long, value_name = "N", value_parser = water, requires = "wash", allow_hyphen_values = true)]
    pub wash_water: Option<f64>,
    /// What was measured: mark, area (skin with marks) or wash (an even tone)
    #[arg(long)]
    pub measured: SubjectName,
    /// Marks on a square centimetre of a measured area
    #[arg(long, value_name = "N", value_parser = density, allow_hyphen_values = true)]
    pub marks_per_cm2: Option<f64>,
    /// Days since the visit; results count from day 28 on
    #[arg(long, value_name = "N", value_parser = days, allow_hyphen_values = true)]
    pub days: f64,
    /// Tone of the skin without any pigment
    #[arg(long, value_name = "L,a,b", allow_hyphen_values = true)]
    pub tissue: Tone,
    /// That tone comes from an earlier photo and not from beside the marks
    #[arg(long)]
    pub earlier_tissue: bool,
    /// Tone of the healed mark or area
    #[arg(long, value_name = "L,a,b", allow_hyphen_values = true)]
    pub tone: Tone,
    /// What set the colours of the photo: none, grey or chart (24 patches)
    #[arg(long)]
    pub card: CardName,
    /// Day of the photo, as 2027-03-31 [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Option<Date>,
    /// A code of your own for the client; no names are needed
    #[arg(long, value_name = "CODE")]
    pub client: Option<String>,
    /// Name of the entry [default: the day and a number]
    #[arg(long)]
    pub id: Option<String>,
    /// Anything worth keeping
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// Bottles with their parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Recipe(pub Vec<(String, u32)>);

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::cli) struct Tone(pub Lab);

#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::cli) struct ZoneName(pub Zone);

#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::cli) struct CardName(pub Card);

/// The density of an area comes with another flag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::cli) struct SubjectName(pub Subject);

impl FromStr for Recipe {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let part = |part: &str| {
            let (id, parts) = part.rsplit_once(':').unwrap_or((part, "1"));
            match (id.trim(), parts.trim().parse()) {
                ("", _) => Err(String::from("a bottle has no id: write shade:parts,shade:parts")),
                (id, Ok(parts @ 1..=1000)) => Ok((id.to_owned(), parts)),
                _ => Err(format!("\"{part}\" is no bottle: write its id and whole parts, as my-black:3")),
            }
        };
        Ok(Self(text.split(',').map(part).collect::<Result<_, _>>()?))
    }
}

impl FromStr for Tone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Result<Vec<f64>, _> = text.split(',').map(|number| number.trim().parse()).collect();
        match numbers.unwrap_or_default()[..] {
            [l, a, b] if (0.0..=100.0).contains(&l) && a.abs() <= 128.0 && b.abs() <= 128.0 => {
                Ok(Self(Lab::new(l, a, b)))
            }
            _ => Err(format!("\"{text}\" is no tone: write L,a,b with L from 0 to 100")),
        }
    }
}

impl FromStr for ZoneName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        named(text, &Zone::NAMES).map(Self)
    }
}

impl FromStr for CardName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        named(text, &Card::NAMES).map(Self)
    }
}

impl FromStr for SubjectName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let area = Subject::Area { marks_per_cm2: 0.0 };
        named(text, &[("mark", Subject::Mark), ("area", area), ("wash", Subject::Wash)]).map(Self)
    }
}

fn named<T: Copy>(text: &str, names: &[(&str, T)]) -> Result<T, String> {
    let found = names.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let all: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        format!("write one of {}", all.join(", "))
    })
}

fn water(text: &str) -> Result<f64, String> {
    within(text, 0.0, 1000.0, "parts of water")
}

fn density(text: &str) -> Result<f64, String> {
    within(text, 0.1, 2000.0, "marks per cm²")
}

fn days(text: &str) -> Result<f64, String> {
    within(text, 0.0, 36_525.0, "days since the visit")
}

fn within(text: &str, low: f64, high: f64, what: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(value) if (low..=high).contains(&value) => Ok(value),
        _ => Err(format!("{what} are a number from {low} to {high}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipes_and_tones_are_read() {
        let Recipe(parts) = "my-black:3, brown".parse().unwrap();
        assert_eq!(parts, [(String::from("my-black"), 3), (String::from("brown"), 1)]);
        assert_eq!("60,-1.5,2".parse::<Tone>().unwrap().0, Lab::new(60.0, -1.5, 2.0));
        for wrong in ["", ":3", "black:0", "black:x", "black:1,,"] {
            assert!(wrong.parse::<Recipe>().is_err(), "{wrong}");
        }
        for wrong in ["", "1,2", "1,2,3,4", "101,0,0", "50,NaN,0", "50,0,x,0"] {
            assert!(wrong.parse::<Tone>().is_err(), "{wrong}");
        }
        assert!("pink".parse::<ZoneName>().is_err() && water("NaN").is_err() && day("soon").is_err());
    }
}
