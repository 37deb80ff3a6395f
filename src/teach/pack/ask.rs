//! An exercise as it is asked: one of the program's, or one of a pack in the trainer's words.

use std::sync::Arc;

use image::RgbImage;

use super::{Pack, PackExercise, PackSource, PackTask};
use crate::blend::Thresholds;
use crate::color::{Interval, Lab, delta_e_2000};
use crate::library::ShadeLibrary;
use crate::locale::{number, plain, say, tr};
use crate::photo::{DecodeLimits, PhotoError, PixelRect, load_photo, screen_pixels};
use crate::progress::Progress;
use crate::teach::answer::{minus, moved};
use crate::teach::{
    Answer, Exercise, Form, Kind, Level, Order, Picture, Record, Shown, Task, TeachError, Verdict,
};

/// Widest side of a photo that is shown, pixels.
const WIDEST: f64 = 1400.0;
/// Largest difference that can be told.
const MOST: f64 = 30.0;

/// Something that is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The program's exercise, or the rendered head of a trainer's own.
    exercise: Option<Exercise>,
    /// Title of the pack, and its exercise.
    of_pack: Option<(String, PackExercise)>,
    photo: Option<Picture>,
}

impl From<Exercise> for Asked {
    fn from(exercise: Exercise) -> Self {
        Self { exercise: Some(exercise), of_pack: None, photo: None }
    }
}

impl Pack {
    /// Makes the exercise of a place in the pack. Takes up to a second.
    ///
    /// # Errors
    /// When a photo cannot be read, bottles are missing, or `progress` asks to stop.
    pub fn ask(
        &self,
        place: usize,
        library: &ShadeLibrary,
        thresholds: &Thresholds,
        progress: &dyn Progress,
    ) -> Result<Asked, TeachError> {
        let item = self.exercises.get(place).ok_or(TeachError::OtherForm)?;
        let kind = match item.task {
            PackTask::Own(kind) => kind,
            _ => Kind::ToneDifference,
        };
        let exercise = match &item.source {
            PackSource::Rendered { seed, level } => {
                let order = Order { kind, seed: *seed, level: *level };
                Some(Exercise::new(order, library, thresholds, progress)?)
            }
            _ => None,
        };
        let photo = match &item.source {
            PackSource::Photo(path) => {
                let photo = load_photo(path, &DecodeLimits::default()).map_err(TeachError::from)?;
                Some(picture(&photo.image))
            }
            _ => None,
        };
        Ok(Asked { exercise, of_pack: Some((self.title.clone(), item.clone())), photo })
    }
}

impl From<PhotoError> for TeachError {
    fn from(error: PhotoError) -> Self {
        Self::Photo(error)
    }
}

impl Asked {
    /// The trainer's own task, where it is none of the program's kinds.
    fn own_task(&self) -> Option<(&PackExercise, &PackTask)> {
        let (_, item) = self.of_pack.as_ref()?;
        (!matches!(item.task, PackTask::Own(_))).then_some((item, &item.task))
    }

    /// The program's exercise, unless the trainer asks something else about it.
    #[must_use]
    pub fn exercise(&self) -> Option<&Exercise> {
        self.exercise.as_ref().filter(|_| self.own_task().is_none())
    }

    /// Title of the pack and name of the exercise in it.
    #[must_use]
    pub fn of_pack(&self) -> Option<(&str, &str)> {
        self.of_pack.as_ref().map(|(title, item)| (title.as_str(), item.id.as_str()))
    }

    /// The question.
    #[must_use]
    pub fn question(&self) -> String {
        let trainers = self.of_pack.as_ref().and_then(|(_, item)| item.question.clone());
        trainers.or_else(|| self.exercise.as_ref().map(Exercise::question)).unwrap_or_default()
    }

    /// What is shown with it.
    #[must_use]
    pub fn shown(&self) -> Shown {
        match &self.photo {
            Some(photo) => Shown { pictures: vec![photo.clone()], ..Shown::default() },
            None => self.exercise.as_ref().map(Exercise::shown).unwrap_or_default(),
        }
    }

    /// What an answer looks like.
    #[must_use]
    pub fn form(&self) -> Form {
        match (self.own_task(), &self.exercise) {
            (Some((_, PackTask::Number { unit, .. })), _) => Form::Number(unit.clone()),
            (Some((_, PackTask::Choice { choices, .. })), _) => Form::Which(choices.clone()),
            (Some((_, PackTask::Tone { .. })), _) => Form::Tone {
                from: self.surround(),
                from_name: tr("Surround").to_owned(),
                to_name: tr("Scar").to_owned(),
                most: MOST,
            },
            (_, Some(exercise)) => exercise.form(),
            (_, None) => Form::Number(String::new()),
        }
    }

    /// What a difference is counted from.
    fn surround(&self) -> Lab {
        let told = match self.own_task() {
            Some((_, PackTask::Tone { surround, .. })) => *surround,
            _ => None,
        };
        let rendered = self.exercise.as_ref().and_then(|exercise| match &exercise.task {
            Task::ToneDifference(task) => Some(task.surround),
            _ => None,
        });
        told.or(rendered).unwrap_or(Lab::new(60.0, 10.0, 15.0))
    }

    /// What an answer is worth.
    ///
    /// # Errors
    /// When the answer is not of the form that is wanted, or cannot be mixed.
    pub fn judge(&self, answer: &Answer) -> Result<Verdict, TeachError> {
        let Some((item, task)) = self.own_task() else {
            let mut verdict = self.exercise.as_ref().ok_or(TeachError::OtherForm)?.judge(answer)?;
            let explanation = self.of_pack.as_ref().map(|(_, item)| item.explanation.clone());
            verdict.reasons.extend(explanation.filter(|text| !text.is_empty()));
            return Ok(verdict);
        };
        let mut verdict = match (task, answer) {
            (PackTask::Tone { accepted, .. }, Answer::Tone(guess)) => self.judge_tone(accepted, *guess)?,
            (PackTask::Number { accepted, unit }, Answer::Number(given)) => Verdict {
                right: accepted.holds(*given),
                truth: say!(
                    "%{low} to %{high} %{unit}",
                    low = plain(accepted.low),
                    high = plain(accepted.high),
                    unit = unit
                ),
                given: format!("{} {unit}", plain(given)),
                ..empty()
            },
            (PackTask::Choice { choices, right }, Answer::Which(which)) => Verdict {
                right: which == right,
                truth: choices.get(*right).cloned().unwrap_or_default(),
                given: choices.get(*which).cloned().ok_or(TeachError::OtherForm)?,
                ..empty()
            },
            _ => return Err(TeachError::OtherForm),
        };
        verdict.reasons.push(item.explanation.clone());
        Ok(verdict)
    }

    fn judge_tone(&self, accepted: &[Interval; 3], guess: [f64; 3]) -> Result<Verdict, TeachError> {
        let from = self.surround();
        let guessed = crate::teach::tone_difference::guessed_tone(from, guess)?;
        let right = accepted.iter().zip(guess).all(|(range, value)| range.holds(value));
        // Off by what is missing to the nearest that is accepted.
        let nearest = std::array::from_fn(|i| guess[i].clamp(accepted[i].low, accepted[i].high));
        let truth = moved(from, nearest);
        let range = |i: usize| {
            let Interval { low, high } = accepted[i];
            say!("%{low} to %{high}", low = number(low, 1), high = number(high, 1))
        };
        Ok(Verdict {
            right,
            delta_e: Some(delta_e_2000(guessed, truth)),
            signed: Some(minus(guessed, truth)),
            truth: crate::teach::tone_difference::delta_row([range(0), range(1), range(2)]),
            given: crate::teach::tone_difference::delta_words(guess),
            reasons: Vec::new(),
            swatches: vec![
                (tr("Surround").to_owned(), from),
                (tr("Nearest accepted").to_owned(), truth),
                (tr("Your answer").to_owned(), guessed),
            ],
        })
    }

    /// What is written down of an answer.
    #[must_use]
    pub fn record(&self, verdict: &Verdict, day: jiff::civil::Date) -> Record {
        let order = self.exercise.as_ref().map(|exercise| exercise.order);
        Record {
            day,
            kind: self.exercise().map(|exercise| exercise.order.kind),
            pack: self.of_pack().map(|(title, id)| (title.to_owned(), id.to_owned())),
            seed: order.map_or(0, |order| order.seed),
            level: order.map_or(Level::FIRST, |order| order.level),
            right: verdict.right,
            delta_e: verdict.delta_e,
            signed: verdict.signed,
        }
    }
}

fn empty() -> Verdict {
    Verdict {
        right: false,
        delta_e: None,
        signed: None,
        truth: String::new(),
        given: String::new(),
        reasons: Vec::new(),
        swatches: Vec::new(),
    }
}

/// A photo as it was taken, small enough to show; nothing of its file goes with it.
fn picture(image: &crate::photo::LinearImage) -> Picture {
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    let shrink = (WIDEST / width.max(height)).min(1.0);
    let whole = |v: f64| u32::try_from(crate::photo::number::floor_index((v * shrink).max(1.0))).unwrap_or(1);
    let size = (whole(width), whole(height));
    let area = PixelRect::whole(image);
    let pixels = screen_pixels(image, area, size.0, size.1);
    let small = RgbImage::from_raw(size.0, size.1, pixels.into_flattened());
    Picture { name: tr("Photo").to_owned(), image: Arc::new(small.unwrap_or_default()), jpeg: None }
}
