//! `report`, `case-study` and `dilution-chart`: what leaves the program of a visit, and of the bottles.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::passphrase::passphrase;
use super::refusal::Refusal;
use super::values::{FARTHEST_PX, day, numbers};
use super::{library, studio};
use crate::case::{CaseError, CaseFolder, case_folder};
use crate::color::Lab;
use crate::locale::{Language, speak, spoken, today};
use crate::photo::PixelRect;
use crate::progress::Silent;
use crate::report::{CHARTED, DilutionChart, Kind, Shelf, Story, Wishes, even_waters, made, write};

/// Larger files are no advice for a client.
const MOST_BYTES: u64 = 64 << 10;
/// Most columns that a page has room for.
const MOST_WATERS: usize = 12;

/// The photo is read and measured anew; the plan that the visit decided on is judged as of its day.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    #[command(flatten)]
    pub of: VisitArguments,
    /// Whom it is for; a card, CSV or JSON is for the studio
    #[arg(long = "for", value_enum, default_value_t = Reader::Studio)]
    pub reader: Reader,
    /// File to write; its ending says what: .pdf a sheet, .png a card for the phone, .csv or .json all figures
    #[arg(short, long, value_name = "FILE.pdf|.png|.csv|.json")]
    pub output: PathBuf,
    /// What the client is told to do at home, a text of up to 64 kB [default: a short usual advice]
    #[arg(long, value_name = "FILE.txt")]
    pub aftercare: Option<PathBuf>,
}

/// Which visit, and how its photo is shown.
#[derive(Debug, Args)]
pub(super) struct VisitArguments {
    /// Folder of the case
    #[arg(value_name = "CASE", required_unless_present = "bundled")]
    pub case: Option<PathBuf>,
    /// The case that comes with the program, with its best plan, in place of a folder
    #[arg(long, conflicts_with = "case")]
    pub bundled: bool,
    /// Day of the visit [default: the last one with a plan; for --bundled today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub visit: Option<Date>,
    /// File whose first line is the passphrase of a protected case [default: it is asked for]
    #[arg(long, value_name = "FILE", conflicts_with = "bundled")]
    pub passphrase_file: Option<PathBuf>,
    /// Shade library that the visit's bottles stand in [default: the generic reference shades]
    #[arg(long, value_name = "FILE.ron")]
    pub library: Option<PathBuf>,
    /// Studio log whose healed results count
    #[arg(long, value_name = "FILE.ron")]
    pub log: Option<PathBuf>,
    /// Box to be hidden for good in every picture, such as a face, besides those that the case keeps: corners on the
    /// upright photo, in pixels; may be repeated. Further photos of the visit are then shown only where something is
    /// hidden in them too
    #[arg(long, value_name = "x0,y0,x1,y1", allow_hyphen_values = true)]
    pub blur: Vec<BlurBox>,
    /// Hide also what was outlined to be left out
    #[arg(long)]
    pub blur_left_out: bool,
    /// Language of the sheet: en, es, de, fr, tr or pt
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = language)]
    pub language: Language,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Reader {
    Studio,
    Client,
}

#[derive(Debug, Args)]
pub(super) struct StudyArguments {
    #[command(flatten)]
    pub of: VisitArguments,
    /// File to write
    #[arg(short, long, value_name = "FILE.pdf")]
    pub output: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct ChartArguments {
    /// Shade library whose base bottles in stock are charted [default: the generic reference shades]
    #[arg(long, value_name = "FILE.ron")]
    pub library: Option<PathBuf>,
    /// Tone of the bare skin
    #[arg(long, value_name = "L,a,b", allow_hyphen_values = true)]
    pub skin: Skin,
    /// Parts of water to one part of pigment, up to 12 of them [default: 9 from 2 to 60, even in strength]
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(0..=200))]
    pub water: Vec<u32>,
    /// File to write
    #[arg(short, long, value_name = "FILE.pdf")]
    pub output: PathBuf,
    /// Day it is dated [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub day: Option<Date>,
    /// Language of the chart: en, es, de, fr, tr or pt
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = language)]
    pub language: Language,
}

/// Corners of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BlurBox(pub PixelRect);

/// A tone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Skin(pub Lab);

impl FromStr for BlurBox {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not a box: write x0,y0,x1,y1, left and top first");
        let [x0, y0, x1, y1] = exactly(text).ok_or_else(wrong)?;
        let sound = [x0, y0, x1, y1].iter().all(|value| value.abs() <= FARTHEST_PX) && x0 < x1 && y0 < y1;
        if sound {
            Ok(Self(PixelRect { x: x0, y: y0, width: x1 - x0, height: y1 - y0 }))
        } else {
            Err(wrong())
        }
    }
}

impl FromStr for Skin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is no tone of skin: write L,a,b, such as 64,11,16");
        let [l, a, b] = exactly(text).ok_or_else(wrong)?;
        let sound = (5.0..=98.0).contains(&l) && a.abs() <= 60.0 && b.abs() <= 80.0;
        if sound { Ok(Self(Lab::new(l, a, b))) } else { Err(wrong()) }
    }
}

fn exactly<const N: usize>(text: &str) -> Option<[f64; N]> {
    numbers(text).ok()?.try_into().ok()
}

fn language(text: &str) -> Result<Language, String> {
    Language::of_tag(text).ok_or_else(|| format!("\"{text}\" is not spoken: give en, es, de, fr, tr or pt"))
}

/// Speaks a language until it is dropped.
struct Speaking(Language);

impl Speaking {
    fn new(language: Language) -> Self {
        let before = spoken();
        speak(language);
        Self(before)
    }
}

impl Drop for Speaking {
    fn drop(&mut self) {
        speak(self.0);
    }
}

/// Writes a report; tells its path.
pub(super) fn run(arguments: &ReportArguments) -> Result<String, Refusal> {
    let kind = kind_of(&arguments.output, arguments.reader)?;
    let aftercare = arguments.aftercare.as_deref().map(read_text).transpose()?;
    export(&arguments.of, kind, aftercare, &arguments.output)
}

/// Writes a case study; tells its path.
pub(super) fn study(arguments: &StudyArguments) -> Result<String, Refusal> {
    export(&arguments.of, Kind::Study, None, &arguments.output)
}

/// Writes a dilution chart; tells its path.
pub(super) fn chart(arguments: &ChartArguments) -> Result<String, Refusal> {
    let _speaking = Speaking::new(arguments.language);
    let file = arguments.library.as_deref();
    let shelf = Shelf::of(library::chosen(file)?, file, None);
    let mut waters = arguments.water.clone();
    waters.sort_unstable();
    waters.dedup();
    if waters.is_empty() {
        waters = even_waters(CHARTED);
    }
    if waters.len() > MOST_WATERS {
        let told =
            format!("--water gives {} dilutions: a page has room for {MOST_WATERS} of them", waters.len());
        return Err(Refusal(told));
    }
    let day = arguments.day.unwrap_or_else(today);
    let chart = DilutionChart { shelf: &shelf, skin: arguments.skin.0, waters, day };
    finish(&arguments.output, &chart.pdf()?)
}

fn export(
    of: &VisitArguments,
    kind: Kind,
    aftercare: Option<String>,
    output: &Path,
) -> Result<String, Refusal> {
    let _speaking = Speaking::new(of.language);
    let story = story(of)?;
    let blurred = of.blur.iter().map(|given| given.0).collect();
    let wishes = Wishes { aftercare, blurred, hide_left_out: of.blur_left_out };
    finish(output, &made(&story, kind, &wishes, &Silent)?)
}

fn story(of: &VisitArguments) -> Result<Story, Refusal> {
    let file = of.library.as_deref();
    let bottles = library::chosen(file)?;
    let learnt = match &of.log {
        Some(log) => studio::lesson(log, &bottles)?.belief,
        None => None,
    };
    let shelf = Shelf::of(bottles, file, learnt);
    match &of.case {
        Some(path) => {
            let folder = opened(path, of.passphrase_file.as_deref())?;
            Ok(Story::of_case((folder.case(), &folder.photos()), of.visit, None, shelf, &Silent)?)
        }
        None => Ok(Story::bundled(of.visit.unwrap_or_else(today), shelf, &Silent)?),
    }
}

/// Opens a case to read, with its passphrase where it is protected.
fn opened(path: &Path, passphrase_file: Option<&Path>) -> Result<CaseFolder, Refusal> {
    let path = case_folder(path).unwrap_or_else(|| path.to_owned());
    match CaseFolder::open(&path) {
        Err(CaseError::Locked) => {
            let code = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            Ok(CaseFolder::open_with(&path, Some(&passphrase(&code, passphrase_file)?))?)
        }
        other => Ok(other?),
    }
}

/// What an ending asks for.
fn kind_of(output: &Path, reader: Reader) -> Result<Kind, Refusal> {
    let ending = output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let kind = match (ending.as_deref(), reader) {
        (Some("pdf"), Reader::Studio) => Kind::Studio,
        (Some("pdf"), Reader::Client) => Kind::Client,
        (Some("png"), Reader::Studio) => Kind::Card,
        (Some("csv"), Reader::Studio) => Kind::Csv,
        (Some("json"), Reader::Studio) => Kind::Json,
        (Some("png" | "csv" | "json"), Reader::Client) => {
            return Err(Refusal(String::from(
                "for the client there is a sheet: give --output a name that ends in .pdf",
            )));
        }
        _ => {
            let told = format!("{}: end the name in .pdf, .png, .csv or .json", output.display());
            return Err(Refusal(told));
        }
    };
    Ok(kind)
}

fn read_text(path: &Path) -> Result<String, Refusal> {
    let refuse = |cause: String| {
        Refusal(format!("the advice could not be read ({cause}); check the path {}", path.display()))
    };
    let mut text = String::new();
    let file = File::open(path).map_err(|error| refuse(error.to_string()))?;
    file.take(MOST_BYTES + 1).read_to_string(&mut text).map_err(|error| refuse(error.to_string()))?;
    if text.len() as u64 > MOST_BYTES {
        return Err(refuse(String::from("it is larger than 64 kB")));
    }
    Ok(text)
}

fn finish(path: &Path, bytes: &[u8]) -> Result<String, Refusal> {
    write(path, bytes)?;
    Ok(format!("{}\n", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_skins_are_read_or_refused() {
        let found: BlurBox = "10,20, 110,80".parse().expect("a box");
        assert_eq!(found.0, PixelRect { x: 10.0, y: 20.0, width: 100.0, height: 60.0 });
        for wrong in ["", "1,2,3", "10,20,5,80", "10,20,10,80", "a,b,c,d", "0,0,inf,9", "0,0,1e9,9"] {
            assert!(wrong.parse::<BlurBox>().is_err(), "{wrong}");
        }
        assert!("64,11.5,16".parse::<Skin>().is_ok());
        for wrong in ["", "64", "164,0,0", "NaN,0,0"] {
            assert!(wrong.parse::<Skin>().is_err(), "{wrong}");
        }
    }
}
