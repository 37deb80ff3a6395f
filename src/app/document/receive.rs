//! What becomes of what the threads have done.

use std::path::PathBuf;
use std::sync::Arc;

use super::Document;
use crate::analysis::{Inputs, PhotoSource};
use crate::app::{Bottles, JobEvent, OpenedPhoto, Stage, Work, WorkError};
use crate::library::ShadeLibrary;
use crate::locale::say;
use crate::photo::Photo;
use crate::region::Regions;

/// Photos of a session whose marks are remembered.
const LEFT_BEHIND: usize = 20;

impl Document {
    /// Takes in what a thread has done.
    pub fn receive(&mut self, event: JobEvent) {
        match event {
            JobEvent::Opened(source, result) => self.receive_photo(&source, *result),
            JobEvent::LibraryRead(path, result) => self.receive_library(path, *result),
            JobEvent::Calibrated(result) => match *result {
                Ok(reference) => {
                    self.reference = Some((self.reference_key(), reference));
                    let marked = !self.inputs.regions.scars.is_empty();
                    self.stage = if marked { Work::Running(Stage::Measure) } else { Work::AtRest };
                }
                Err(WorkError::Cancelled) => self.stage = Work::Stopped(Stage::Calibrate),
                Err(WorkError::Refused(why)) => self.refuse(Stage::Calibrate, why),
            },
            JobEvent::Checked(trust) => self.trust = Some((self.photos_opened, *trust)),
            JobEvent::Measured(result) => match *result {
                Ok((calibration, tones)) => {
                    // The request was made from these very inputs, or it would have been dropped as stale;
                    // only a change still under the hand may differ, and is measured again at its end.
                    if let Some(key) = self.asked_key.clone() {
                        self.measured = Some((key, calibration, tones));
                    }
                    self.stage = Work::Running(Stage::Match);
                }
                Err(WorkError::Cancelled) => self.stage = Work::Stopped(Stage::Measure),
                Err(WorkError::Refused(why)) => self.refuse(Stage::Measure, why),
            },
            JobEvent::Matched(Ok(matching)) => {
                self.matched = self.asked.map(|revision| (revision, matching));
                self.stage = Work::AtRest;
            }
            JobEvent::MatchedWithoutLog(matching) => {
                self.without_log = self.asked.map(|revision| (revision, *matching));
            }
            JobEvent::Matched(Err(WorkError::Cancelled)) => self.stage = Work::Stopped(Stage::Match),
            JobEvent::Matched(Err(WorkError::Refused(why))) => {
                self.matched = None;
                self.stage = Work::Refused(Stage::Match, why);
            }
        }
    }

    fn receive_library(&mut self, path: PathBuf, result: Result<ShadeLibrary, WorkError>) {
        if self.reading.as_ref() != Some(&path) {
            return;
        }
        self.reading = None;
        match result {
            Ok(library) => {
                self.settings.library = Some(path.clone());
                self.mix_from(Bottles::of_file(path, library));
                if std::mem::take(&mut self.changes_library) {
                    self.message(self.bottles.only_these(), true);
                }
            }
            Err(WorkError::Cancelled) => {}
            Err(WorkError::Refused(why)) => {
                self.tell(say!(
                    "%{file}: %{why}\nRecipes go on with %{library}.",
                    file = path.display(),
                    why = why,
                    library = self.bottles.name()
                ));
            }
        }
    }

    fn refuse(&mut self, stage: Stage, why: String) {
        if stage == Stage::Calibrate {
            self.reference = None;
        }
        self.measured = None;
        self.matched = None;
        self.stage = Work::Refused(stage, why);
    }

    fn receive_photo(&mut self, source: &PhotoSource, result: Result<OpenedPhoto, WorkError>) {
        if self.opening.as_ref() == Some(source) {
            self.opening = None;
        }
        match result {
            Ok(opened) => self.put_on_table(opened),
            Err(WorkError::Cancelled) => {}
            Err(WorkError::Refused(why)) => {
                if let PhotoSource::File(path) = source {
                    self.settings.recent.retain(|known| known != path);
                }
                self.tell(why);
            }
        }
    }

    /// Remembers what is marked on a file's photo, so that opening it again in this session brings it back.
    fn leave_behind(&mut self) {
        let is_marked = self.inputs.regions != Regions::default() || self.inputs.grey.is_some();
        if self.photo.is_none() || self.inputs.photo == PhotoSource::Bundled || !is_marked {
            return;
        }
        self.left_behind.retain(|left| left.photo != self.inputs.photo);
        self.left_behind.push(self.inputs.clone());
        if self.left_behind.len() > LEFT_BEHIND {
            self.left_behind.remove(0);
        }
    }

    /// Puts a photo on the table that has no file in the clear, so it is none of the recent ones.
    pub(super) fn put_kept(&mut self, inputs: Box<Inputs>, photo: Arc<Photo>) {
        (self.opening, self.orders.open) = (None, None);
        let opened = OpenedPhoto { source: inputs.photo.clone(), photo, inputs: None };
        self.kept_inputs = Some(inputs);
        self.lay_down(opened);
    }

    /// A photo of a client's case is none of the recent ones either: its path bears the code, and outlives the case.
    fn put_on_table(&mut self, opened: OpenedPhoto) {
        let of_a_case = self.kept_inputs.as_ref().is_some_and(|kept| kept.photo == opened.source);
        if let PhotoSource::File(path) = &opened.source
            && !of_a_case
        {
            self.settings.remember(path);
        }
        self.lay_down(opened);
    }

    fn lay_down(&mut self, opened: OpenedPhoto) {
        let kept = self.kept_inputs.take().filter(|kept| kept.photo == opened.source);
        self.leave_behind();
        let known = self.left_behind.iter().find(|left| left.photo == opened.source).cloned();
        let worked = kept.map(|kept| *kept).or(opened.inputs).or(known).unwrap_or_default();
        let profile = worked.profile.clone().or_else(|| self.kept_colours.clone());
        self.inputs = Inputs {
            photo: opened.source,
            cup_ml: self.inputs.cup_ml,
            measured_by_drop: self.inputs.measured_by_drop,
            drop_ml: self.inputs.drop_ml,
            thresholds: self.inputs.thresholds,
            profile,
            ..worked
        };
        self.photo = Some(opened.photo);
        self.photos_opened += 1;
        self.revision += 1;
        self.history.clear();
        self.measured = None;
        self.matched = None;
        self.stage = Work::AtRest;
        self.orders.cancel_analysis = true;
    }
}
