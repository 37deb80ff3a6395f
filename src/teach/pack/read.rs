//! From the text of a pack to its exercises, with every problem on the way.

use std::path::{Component, Path, PathBuf};

use super::item;
use super::load::LONGEST_PACK;
use super::problem::PackProblem;
use super::{Pack, PackExercise};
use crate::library::Problem;
use crate::library::outline::{Kind, Node, group, outline};
use crate::library::read::{ListWords, Problems, check_ron, value};
use crate::locale::{Language, say, tr};
use crate::teach::TeachError;

/// Version of the format that is read.
pub const PACK_VERSION: u32 = 1;
/// Most letters of a title.
const LONGEST_TITLE: usize = 80;

/// Where a pack's photos lie.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// The whole path of a photo, or what is wrong with it.
    pub(super) fn photo(&self, name: &str) -> Result<PathBuf, &'static str> {
        let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if name.is_empty() || !plain || name.contains('\\') {
            return Err(tr("it leads out of the pack's folder"));
        }
        let whole = self.path.join(name);
        let (Ok(real), Ok(folder)) = (whole.canonicalize(), self.path.canonicalize()) else {
            return Err(tr("there is no such file in the pack's folder"));
        };
        if !real.starts_with(folder) {
            return Err(tr("it leads out of the pack's folder"));
        }
        if !real.is_file() || !is_picture(&real) {
            return Err(tr("it is no picture that can be opened"));
        }
        Ok(whole)
    }
}

/// Whether a file begins as a picture does.
fn is_picture(path: &Path) -> bool {
    use std::io::Read as _;
    let mut head = [0; 32];
    let Ok(read) = std::fs::File::open(path).and_then(|mut file| file.read(&mut head)) else { return false };
    let head = head.get(..read).unwrap_or_default();
    // HEIC begins with a box of this type (ISO/IEC 14496-12).
    image::guess_format(head).is_ok() || head.get(4..8) == Some(b"ftyp".as_slice())
}

/// Reads a text; `path` is named in what is refused whole.
pub(super) fn pack(text: &str, folder: Option<&Folder>, path: &Path) -> Result<Pack, TeachError> {
    let (nodes, faults) = outline(text);
    let mut problems = Problems::new(text);
    let mut found = Top::default();
    if let Some(top) = group(&nodes, '(').filter(|_| nodes.len() == 1) {
        found = top_fields(top, &mut problems, path)?;
    } else {
        let at = nodes.iter().find(|node| !matches!(node.kind, Kind::Group { open: '(', .. }));
        let at = at.or(nodes.get(1)).map_or(0, |node| node.at);
        let remedy = tr("write (version: 1, title: …, language: …, exercises: [ … ])");
        problems.add(at, tr("a pack is one bracket, and this is not"), remedy);
    }
    let mut exercises: Vec<PackExercise> = Vec::new();
    for (index, inside) in found.places.iter().enumerate() {
        let Some(exercise) = item::read(index, inside, folder, &mut problems) else { continue };
        if exercises.iter().any(|other| other.id == exercise.id) {
            let what = say!("the id %{id} was already given", id = exercise.id);
            let at = inside.first().map_or(0, |node| node.at);
            problems.add(at, what, tr("give each exercise an id of its own"));
        }
        exercises.push(exercise);
    }
    let wrong = problems.settled(faults);
    match (found.title, found.language) {
        (Some(title), Some(language)) if wrong.is_empty() => {
            check_ron(text, tr("compare the place with the exercises around it"))
                .map(|()| Pack { title, language, exercises })
                .map_err(|problem| listed(vec![problem]))
        }
        _ => Err(listed(wrong)),
    }
}

fn listed(wrong: Vec<Problem>) -> TeachError {
    TeachError::Pack(wrong.into_iter().map(PackProblem::from).collect())
}

/// What stands at the top of a pack.
#[derive(Default)]
struct Top<'n> {
    title: Option<String>,
    language: Option<Language>,
    places: Vec<&'n [Node]>,
}

/// A newer version ends the reading: what else stands there may have another meaning.
fn top_fields<'n>(top: &'n [Node], problems: &mut Problems<'_>, path: &Path) -> Result<Top<'n>, TeachError> {
    let mut found = Top::default();
    let mut seen = Vec::new();
    for field in problems.fields_of(top) {
        let Some(name) = problems.new_name(&field, &mut seen) else { continue };
        let at = field.value.first().map_or(field.name.at, |node| node.at);
        match name {
            "version" => problems.first_version(&field).map_err(|found| TeachError::Newer {
                path: path.to_owned(),
                found,
                known: PACK_VERSION,
            })?,
            "title" => {
                found.title = value::read::<String>(&field, problems, tr("a text in quotes"));
                let fits = |title: &String| (1..=LONGEST_TITLE).contains(&title.trim().chars().count());
                if found.title.as_ref().is_some_and(|title| !fits(title)) {
                    problems.add(at, tr("the title is empty or too long"), tr("write 1 to 80 letters"));
                }
            }
            "language" => {
                let tag = value::read::<String>(&field, problems, tr("a text in quotes"));
                found.language = tag.as_deref().and_then(Language::of_tag);
                if tag.is_some() && found.language.is_none() {
                    let what = tr("this language is not known");
                    problems.add(at, what, tr("write \"en\", \"es\", \"de\", \"fr\", \"tr\" or \"pt\""));
                }
            }
            "exercises" => match group(field.value, '[') {
                Some(inside) => found.places = exercise_places(inside, problems),
                None => problems.add(at, tr("exercises is not a list"), tr("write exercises: [ … ]")),
            },
            other => {
                let what = say!("\"%{field}\" is not a field of a pack", field = other);
                let remedy = tr("remove it; known are version, title, language and exercises");
                problems.add(field.name.at, what, remedy);
            }
        }
    }
    let at = top.first().map_or(0, |node| node.at);
    for needed in ["version", "title", "language", "exercises"] {
        if !seen.contains(&needed) {
            problems.add(
                at,
                say!("%{field} is missing", field = needed),
                say!("add %{field}", field = needed),
            );
        }
    }
    if seen.contains(&"exercises") && !(1..=LONGEST_PACK).contains(&found.places.len()) {
        problems.add(at, tr("a pack has 1 to 200 exercises"), tr("add some, or make two packs"));
    }
    Ok(found)
}

fn exercise_places<'n>(list: &'n [Node], problems: &mut Problems<'_>) -> Vec<&'n [Node]> {
    let words = ListWords {
        no_comma: tr("a comma is missing before this exercise"),
        add_comma: tr("add one after the exercise before it"),
        no_item: tr("this is not an exercise"),
        write_item: tr("write each exercise as (id: …, kind: …)"),
    };
    problems.brackets_of(list, &words)
}
