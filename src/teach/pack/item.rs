//! One exercise of a pack.

use serde::Deserialize;

use super::read::Folder;
use super::{PackExercise, PackSource, PackTask};
use crate::color::{Interval, Lab};
use crate::library::outline::{Field, Node};
use crate::library::read::lab_text::LabText;
use crate::library::read::shade::{did_you_mean, id_text};
use crate::library::read::{Problems, value};
use crate::locale::{fixed, keep, say, tr};
use crate::teach::{Kind, Level};

const FIELDS: [&str; 12] = [
    "id",
    "kind",
    "seed",
    "level",
    "photo",
    "question",
    "explanation",
    "accepted",
    "surround",
    "unit",
    "choices",
    "right",
];
/// Largest seed: a number that RON, CSV and table programs all write alike.
const LARGEST_SEED: u64 = 1_000_000_000_000_000;
/// Level where none is named.
const USUAL_LEVEL: u8 = 3;
/// Most letters of a question or explanation.
const LONGEST_TEXT: usize = 2000;
const TEXT: &str = keep!("a text in quotes");
const RANGES: &str = fixed!("(l: (4, 9), a: (-4, 0), b: (-3, 1))");

/// What an exercise may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    ToneDifference,
    NearerMix,
    ShadeAndWater,
    OneDropMore,
    RatioArithmetic,
    BadPhoto,
    TreatOrWait,
    Tone,
    Number,
    Choice,
}

impl Word {
    fn own(self) -> Option<Kind> {
        Some(match self {
            Self::ToneDifference => Kind::ToneDifference,
            Self::NearerMix => Kind::NearerMix,
            Self::ShadeAndWater => Kind::ShadeAndWater,
            Self::OneDropMore => Kind::OneDropMore,
            Self::RatioArithmetic => Kind::RatioArithmetic,
            Self::BadPhoto => Kind::BadPhoto,
            Self::TreatOrWait => Kind::TreatOrWait,
            Self::Tone | Self::Number | Self::Choice => return None,
        })
    }
}

/// Ranges of a difference as they stand in a file.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranges {
    l: (f64, f64),
    a: (f64, f64),
    b: (f64, f64),
}

/// The exercise in a bracket. `None`, with at least one problem, when something it cannot do without is missing.
pub(super) fn read(
    index: usize,
    inside: &[Node],
    folder: Option<&Folder>,
    problems: &mut Problems<'_>,
) -> Option<PackExercise> {
    problems.context = Some(match id_text(inside, problems.text) {
        Some(id) if id.len() < 48 => say!("exercise %{id}", id = id),
        _ => say!("exercise %{place} of the list", place = index + 1),
    });
    let fields = Fields::of(inside, problems);
    let id = fields.text("id", problems);
    let question = fields.text("question", problems);
    let explanation = fields.text("explanation", problems).unwrap_or_default();
    let source = fields.source(folder, problems);
    let kinds = tr("one of the program's kinds (tone_difference …), tone, number or choice, without quotes");
    let kind =
        fields.needed("kind", problems).and_then(|field| value::read::<Word>(&field, problems, kinds))?;
    let task = if let Some(own) = kind.own() {
        if !matches!(source, Some(PackSource::Rendered { .. }) | None) {
            let remedy = tr("add a seed and no photo, or make it tone, number or choice");
            fields.add("kind", tr("the program's own kinds are made from a seed"), remedy, problems);
        }
        fields.unused(&["accepted", "surround", "unit", "choices", "right"], problems);
        Some(PackTask::Own(own))
    } else {
        fields.needed("question", problems);
        fields.needed("explanation", problems);
        fields.task(kind, source.as_ref(), problems)
    };
    Some(PackExercise { id: id?, question, explanation, source: source?, task: task? })
}

/// The fields of one bracket by name.
struct Fields<'n> {
    start: usize,
    known: Vec<(&'static str, Field<'n>)>,
}

impl<'n> Fields<'n> {
    fn of(inside: &'n [Node], problems: &mut Problems<'_>) -> Self {
        let mut known: Vec<(&'static str, Field<'n>)> = Vec::new();
        for field in problems.fields_of(inside) {
            let name = problems.slice(field.name.at, field.name.end);
            let Some(name) = FIELDS.iter().find(|known| **known == name) else {
                let what = say!("\"%{field}\" is not a field of an exercise", field = name);
                problems.add(field.name.at, what, did_you_mean(name, &FIELDS));
                continue;
            };
            if known.iter().any(|(other, _)| other == name) {
                let what = say!("\"%{field}\" is there twice", field = name);
                problems.add(field.name.at, what, tr("keep one of them"));
                continue;
            }
            known.push((name, field));
        }
        Self { start: inside.first().map_or(0, |node| node.at), known }
    }

    fn get(&self, name: &str) -> Option<Field<'n>> {
        self.known.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }

    /// A field that must be there.
    fn needed(&self, name: &str, problems: &mut Problems<'_>) -> Option<Field<'n>> {
        let field = self.get(name);
        if field.is_none() {
            problems.add(
                self.start,
                say!("%{field} is missing", field = name),
                say!("add %{field}", field = name),
            );
        }
        field
    }

    fn add(&self, name: &str, what: &str, remedy: &str, problems: &mut Problems<'_>) {
        let place = |field: Field<'_>| field.value.first().map_or(field.name.at, |node| node.at);
        problems.add(self.get(name).map_or(self.start, place), what, remedy);
    }

    /// Fields that mean nothing here.
    fn unused(&self, names: &[&str], problems: &mut Problems<'_>) {
        for name in names {
            if let Some(field) = self.get(name) {
                let what = say!("\"%{field}\" means nothing for this kind", field = name);
                problems.add(field.name.at, what, tr("remove it"));
            }
        }
    }

    /// A text that is not empty; only the id must be there.
    fn text(&self, name: &'static str, problems: &mut Problems<'_>) -> Option<String> {
        let field = if name == "id" { self.needed(name, problems)? } else { self.get(name)? };
        let text = value::read::<String>(&field, problems, tr(TEXT))?;
        let most = if name == "id" { 40 } else { LONGEST_TEXT };
        if text.trim().is_empty() || text.chars().count() > most {
            let what = say!("%{field} is empty or too long", field = name);
            self.add(name, &what, &say!("write 1 to %{most} letters", most = most), problems);
            return None;
        }
        Some(text)
    }

    /// What is shown; none, with a problem, when it cannot be.
    fn source(&self, folder: Option<&Folder>, problems: &mut Problems<'_>) -> Option<PackSource> {
        let level = match self.get("level") {
            None => Level::new(USUAL_LEVEL),
            Some(field) => {
                let wanted = tr("a whole number from 1 to 10");
                let level = value::read::<u8>(&field, problems, wanted).map(Level::new);
                if level == Some(None) {
                    self.add("level", tr("there is no such level"), &value::write(wanted), problems);
                }
                level.flatten()
            }
        };
        match (self.get("seed"), self.get("photo")) {
            (None, None) => Some(PackSource::Words),
            (Some(_), Some(_)) => {
                let what = tr("seed and photo are both there");
                self.add("photo", what, tr("keep one of them"), problems);
                None
            }
            (Some(field), None) => {
                let wanted = tr("a whole number up to 1000000000000000");
                let seed = value::read::<u64>(&field, problems, wanted)?;
                if seed > LARGEST_SEED {
                    self.add("seed", tr("the seed is too large"), &value::write(wanted), problems);
                    return None;
                }
                Some(PackSource::Rendered { seed, level: level? })
            }
            (None, Some(field)) => {
                let name = value::read::<String>(&field, problems, tr(TEXT))?;
                let path = match folder {
                    Some(folder) => folder.photo(&name),
                    None => Err(tr("there is no such file in the pack's folder")),
                };
                match path {
                    Ok(path) => Some(PackSource::Photo(path)),
                    Err(why) => {
                        let what = say!("photo %{name}: %{why}", name = name, why = why);
                        self.add(
                            "photo",
                            &what,
                            tr("put the photo beside pack.ron and write its name"),
                            problems,
                        );
                        None
                    }
                }
            }
        }
    }

    fn task(&self, kind: Word, source: Option<&PackSource>, problems: &mut Problems<'_>) -> Option<PackTask> {
        match kind {
            Word::Tone => {
                self.unused(&["unit", "choices", "right"], problems);
                self.tone(source, problems)
            }
            Word::Number => {
                self.unused(&["surround", "choices", "right"], problems);
                let wanted = "(21.5, 22.5)";
                let range = value::read::<(f64, f64)>(&self.needed("accepted", problems)?, problems, wanted)?;
                let accepted = self.interval(range, (-1e9, 1e9), problems)?;
                Some(PackTask::Number { accepted, unit: self.text("unit", problems).unwrap_or_default() })
            }
            _ => {
                self.unused(&["accepted", "surround", "unit"], problems);
                self.choice(problems)
            }
        }
    }

    fn tone(&self, source: Option<&PackSource>, problems: &mut Problems<'_>) -> Option<PackTask> {
        let ranges = value::read::<Ranges>(&self.needed("accepted", problems)?, problems, RANGES)?;
        let one = |range, problems: &mut Problems<'_>| self.interval(range, (-100.0, 100.0), problems);
        let accepted = [one(ranges.l, problems)?, one(ranges.a, problems)?, one(ranges.b, problems)?];
        let surround = self.surround(problems);
        match source {
            Some(PackSource::Photo(_)) if surround.is_none() => {
                self.needed("surround", problems)?;
                None
            }
            Some(PackSource::Words) => {
                let remedy = tr("add a seed or a photo");
                self.add("kind", tr("a tone needs something to look at"), remedy, problems);
                None
            }
            _ => Some(PackTask::Tone { accepted, surround }),
        }
    }

    fn surround(&self, problems: &mut Problems<'_>) -> Option<Lab> {
        let wanted = "(l: 64.0, a: 11.5, b: 16.5)";
        let lab = value::read::<LabText>(&self.get("surround")?, problems, wanted)?.color();
        if lab.is_none() {
            self.add("surround", tr("this is no colour"), &value::write(wanted), problems);
        }
        lab
    }

    fn choice(&self, problems: &mut Problems<'_>) -> Option<PackTask> {
        let wanted = tr("2 to 8 texts, such as [\"yes\", \"no\"]");
        let choices = self
            .needed("choices", problems)
            .and_then(|field| value::read::<Vec<String>>(&field, problems, wanted));
        let right = self.needed("right", problems).and_then(|field| {
            value::read::<usize>(&field, problems, tr("which of the choices is right, 1 for the first"))
        });
        let (choices, right) = (choices?, right?);
        if !(2..=8).contains(&choices.len()) || choices.iter().any(|choice| choice.trim().is_empty()) {
            self.add("choices", tr("these are not 2 to 8 texts"), &value::write(wanted), problems);
            return None;
        }
        if !(1..=choices.len()).contains(&right) {
            let remedy = say!("write a number from 1 to %{most}", most = choices.len());
            self.add("right", tr("there is no such choice"), &remedy, problems);
            return None;
        }
        Some(PackTask::Choice { choices, right: right - 1 })
    }

    /// A range that holds something, within what can be answered.
    fn interval(
        &self,
        (low, high): (f64, f64),
        (least, most): (f64, f64),
        problems: &mut Problems<'_>,
    ) -> Option<Interval> {
        let within = |value: f64| (least..=most).contains(&value);
        if low <= high && within(low) && within(high) {
            return Some(Interval { low, high });
        }
        let what = say!(
            "the range from %{low} to %{high} accepts nothing that can be answered",
            low = low,
            high = high
        );
        self.add("accepted", &what, tr("write the lower end first"), problems);
        None
    }
}
