//! `teach`: exercises, packs and results on the command line.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::library::chosen;
use super::refusal::Refusal;
use crate::app::SettingsStore;
use crate::blend::Thresholds;
use crate::disk::write_whole;
use crate::locale::today;
use crate::progress::Silent;
use crate::teach::{
    Asked, Class, Exercise, Form, Kind, Level, Order, Pack, PackSource, PackTask, TeachError, TraineeCode,
    Verdict, read_answer, results_csv, wanted_words,
};

#[derive(Debug, Subcommand)]
pub(super) enum TeachCommand {
    /// Ask an exercise; with an answer, reveal the truth and score it
    Exercise(Box<ExerciseArguments>),
    /// Check an exercise pack: a summary, or all its problems at once
    Check {
        /// Folder with pack.ron
        #[arg(value_name = "PACK_FOLDER")]
        folder: PathBuf,
    },
    /// Write the results of all trainees as a table (CSV)
    Results {
        /// File to write
        #[arg(short, long, value_name = "FILE.csv")]
        output: PathBuf,
        /// Folder of the trainees' files [default: beside the settings]
        #[arg(long, value_name = "DIR")]
        trainees: Option<PathBuf>,
    },
}

/// The same kind, seed and level give the same exercise. An exercise of a pack is named by --pack and --id.
#[derive(Debug, Args)]
pub(super) struct ExerciseArguments {
    /// What is practised: tone-difference, nearer-mix, shade-and-water, one-drop-more, ratio-arithmetic, bad-photo or
    /// treat-or-wait
    #[arg(long, value_name = "KIND", value_parser = kind, required_unless_present = "pack")]
    pub kind: Option<Kind>,
    /// Fixes everything that is random
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// From 1, the easiest, to 10 [default: the trainee's, else 2]
    #[arg(long, value_name = "N", value_parser = level)]
    pub level: Option<Level>,
    /// The answer; without it the question is printed and what to write
    #[arg(long, value_name = "ANSWER", allow_hyphen_values = true)]
    pub answer: Option<String>,
    /// Folder to write the pictures to; it is made when it is not there
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Write the answer down for the trainee of this code
    #[arg(long, value_name = "CODE", value_parser = code, requires = "answer")]
    pub trainee: Option<TraineeCode>,
    /// Folder of the trainees' files [default: beside the settings]
    #[arg(long, value_name = "DIR")]
    pub trainees: Option<PathBuf>,
    /// Shade library to mix from [default: the generic reference shades]
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    /// Exercise pack: a folder with pack.ron
    #[arg(long, value_name = "PACK_FOLDER", requires = "id", conflicts_with_all = ["kind", "level"])]
    pub pack: Option<PathBuf>,
    /// Exercise of the pack, by its id
    #[arg(long, value_name = "ID", requires = "pack")]
    pub id: Option<String>,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::of_name(text).ok_or_else(|| {
        let names: Vec<String> = Kind::ALL.iter().map(|kind| kind.name().replace('_', "-")).collect();
        format!("write one of {}", names.join(", "))
    })
}

fn level(text: &str) -> Result<Level, String> {
    text.parse().ok().and_then(Level::new).ok_or_else(|| String::from("write a whole number from 1 to 10"))
}

fn code(text: &str) -> Result<TraineeCode, String> {
    TraineeCode::new(text).map_err(|error| error.to_string())
}

/// Runs a command.
pub(super) fn run(command: &TeachCommand) -> Result<String, Refusal> {
    match command {
        TeachCommand::Exercise(arguments) => exercise(arguments),
        TeachCommand::Check { folder } => summary(&Pack::load(folder)?),
        TeachCommand::Results { output, trainees } => results(output, trainees.as_deref()),
    }
}

fn exercise(arguments: &ExerciseArguments) -> Result<String, Refusal> {
    let asked = asked(arguments)?;
    let mut text = asked.question() + "\n";
    let shown = asked.shown();
    for fact in &shown.facts {
        writeln!(text, "  {fact}")?;
    }
    for strip in &shown.strips {
        let colours: Vec<String> = strip
            .0
            .iter()
            .map(|(name, lab)| format!("{name} {:.1} {:.1} {:.1}", lab.l, lab.a, lab.b))
            .collect();
        writeln!(text, "  colours side by side (L* a* b*): {}", colours.join(" | "))?;
    }
    text += &pictures(&asked, arguments.output.as_deref())?;
    let form = asked.form();
    let Some(answer) = &arguments.answer else {
        text += &offered(&form);
        return Ok(text + &format!("Answer with --answer: {}.\n", wanted_words(&form)));
    };
    let verdict = asked.judge(&read_answer(&form, answer)?)?;
    text += &reveal(&verdict)?;
    if let Some(code) = &arguments.trainee {
        let class = Class::at(folder_of(arguments.trainees.as_deref())?);
        let trainee = class.add(code, asked.record(&verdict, today()))?;
        if let Some(exercise) = asked.exercise() {
            writeln!(text, "{code}: level {} next", trainee.level(exercise.order.kind).number())?;
        }
    }
    Ok(text)
}

fn asked(arguments: &ExerciseArguments) -> Result<Asked, Refusal> {
    let library = chosen(arguments.library.as_deref())?;
    let limits = Thresholds::default();
    if let (Some(folder), Some(id)) = (&arguments.pack, &arguments.id) {
        let pack = Pack::load(folder)?;
        let place = pack.exercises.iter().position(|exercise| exercise.id == *id);
        let place = place.ok_or_else(|| {
            let ids: Vec<&str> = pack.exercises.iter().map(|exercise| exercise.id.as_str()).collect();
            Refusal(format!("the pack has no exercise {id}; it has {}", ids.join(", ")))
        })?;
        return Ok(pack.ask(place, &library, &limits, &Silent)?);
    }
    let kind = arguments.kind.ok_or(TeachError::OtherForm)?;
    let level = match (arguments.level, &arguments.trainee) {
        (Some(level), _) => level,
        (None, Some(code)) => Class::at(folder_of(arguments.trainees.as_deref())?).trainee(code)?.level(kind),
        (None, None) => Level::FIRST,
    };
    let order = Order { kind, seed: arguments.seed, level };
    Ok(Exercise::new(order, &library, &limits, &Silent)?.into())
}

/// Writes the pictures, or says that there are some.
fn pictures(asked: &Asked, folder: Option<&Path>) -> Result<String, Refusal> {
    let shown = asked.shown();
    let Some(folder) = folder else {
        let n = shown.pictures.len();
        let told = format!("  {n} picture{}: write with -o FOLDER\n", if n == 1 { "" } else { "s" });
        return Ok(if n == 0 { String::new() } else { told });
    };
    let failed = |path: &Path, error: std::io::Error| TeachError::Write {
        path: path.to_owned(),
        cause: error.to_string(),
    };
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let mut text = String::new();
    for (n, picture) in (1..).zip(&shown.pictures) {
        let (bytes, ending) = picture.file()?;
        let path = folder.join(format!("picture-{n}.{ending}"));
        write_whole(&path, &bytes).map_err(|error| failed(&path, error))?;
        writeln!(text, "  {}: {}", picture.name, path.display())?;
    }
    Ok(text)
}

/// What can be chosen from.
fn offered(form: &Form) -> String {
    match form {
        Form::Which(names) => {
            let lines = ('A'..).zip(names).map(|(letter, name)| format!("  {letter}: {name}\n"));
            lines.collect()
        }
        Form::Cups { bottles, most_water, .. } => {
            let lines = bottles.iter().map(|(id, name)| format!("  {id}: {name}\n"));
            lines.collect::<String>() + &format!("  water from 0 to {most_water} parts\n")
        }
        Form::Number(unit) if !unit.is_empty() => format!("  in {unit}\n"),
        Form::Photos(_) => {
            let names: Vec<&str> = crate::teach::FaultKind::ALL.iter().map(|fault| fault.name()).collect();
            format!("  faults: {}\n", names.join(", "))
        }
        _ => String::new(),
    }
}

fn reveal(verdict: &Verdict) -> Result<String, Refusal> {
    let mut text = format!(
        "{}\nTruth: {}\nYour answer: {}\n",
        if verdict.right { "Right." } else { "Not right." },
        verdict.truth,
        verdict.given
    );
    if let Some(off) = verdict.delta_e {
        writeln!(text, "Off by ΔE00 {off:.1}")?;
    }
    if let Some([l, a, b]) = verdict.signed {
        writeln!(text, "Your error: L* {l:+.1}, a* {a:+.1}, b* {b:+.1}")?;
    }
    for reason in &verdict.reasons {
        writeln!(text, "- {reason}")?;
    }
    Ok(text)
}

fn summary(pack: &Pack) -> Result<String, Refusal> {
    let n = pack.exercises.len();
    let mut text = format!(
        "{} ({}): {n} exercise{}, no problems\n",
        pack.title,
        pack.language.code(),
        if n == 1 { "" } else { "s" }
    );
    for exercise in &pack.exercises {
        let task = match &exercise.task {
            PackTask::Own(kind) => kind.name(),
            PackTask::Tone { .. } => "tone",
            PackTask::Number { .. } => "number",
            PackTask::Choice { .. } => "choice",
        };
        let source = match &exercise.source {
            PackSource::Words => String::from("words"),
            PackSource::Rendered { seed, level } => format!("seed {seed}, level {}", level.number()),
            PackSource::Photo(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        writeln!(text, "  {:<20} {task:<18} {source}", exercise.id)?;
    }
    Ok(text)
}

fn results(output: &Path, trainees: Option<&Path>) -> Result<String, Refusal> {
    let class = Class::at(folder_of(trainees)?);
    let all = class.trainees()?;
    let table = results_csv(&all)?;
    write_whole(output, table.as_bytes())
        .map_err(|error| TeachError::Write { path: output.to_owned(), cause: error.to_string() })?;
    let answers: usize = all.iter().map(|trainee| trainee.answers.len()).sum();
    Ok(format!("{}: {} trainees, {answers} answers\n", output.display(), all.len()))
}

/// The folder that was named, or the one beside the settings.
fn folder_of(named: Option<&Path>) -> Result<PathBuf, Refusal> {
    let usual = || SettingsStore::of_the_user().trainees();
    named.map(Path::to_owned).or_else(usual).ok_or_else(|| {
        Refusal(String::from(
            "this system names no folder for settings; name one for the trainees with --trainees",
        ))
    })
}
