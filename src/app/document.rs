//! The case on the table: what the user chose, what followed from it, and what is under way.

use std::path::PathBuf;
use std::sync::Arc;

use super::edit::apply_edit;
use super::measure_key::MeasureKey;
use super::work::Orders;
use super::{
    Bottles, Command, Edit, History, JobEvent, Message, OpenedPhoto, Request, Settings, Stage, Work,
    WorkError,
};
use crate::analysis::{Inputs, PhotoSource};
use crate::blend::Matching;
use crate::calibrate::{Calibration, CalibrationKind};
use crate::library::ShadeLibrary;
use crate::photo::Photo;
use crate::tone::Tones;

/// Everything about the case, without threads and without a window.
#[derive(Debug)]
pub struct Document {
    inputs: Inputs,
    history: History,
    settings: Settings,
    photo: Option<Arc<Photo>>,
    photos_opened: u64,
    bottles: Bottles,
    reading: Option<PathBuf>,
    calibrated: Option<(u64, Calibration)>,
    measured: Option<(MeasureKey, Calibration, Tones)>,
    matched: Option<(u64, Matching)>,
    revision: u64,
    asked: Option<u64>,
    asked_key: Option<MeasureKey>,
    opening: Option<PhotoSource>,
    orders: Orders,
    stage: Work,
    messages: Vec<Message>,
    next_message: u64,
}

impl Document {
    /// An empty table. Without `bottles` the library of the settings is read first.
    #[must_use]
    pub fn new(settings: Settings, bottles: Option<Bottles>) -> Self {
        let inputs = Inputs {
            cup_ml: settings.cup_ml,
            measured_by_drop: settings.measured_by_drop,
            ..Inputs::default()
        };
        let reading = settings.library.clone().filter(|_| bottles.is_none());
        Self {
            inputs,
            bottles: bottles.unwrap_or_else(Bottles::reference),
            orders: Orders { read_library: reading.clone(), ..Orders::default() },
            reading,
            calibrated: None,
            history: History::default(),
            settings,
            photo: None,
            photos_opened: 0,
            measured: None,
            matched: None,
            revision: 0,
            asked: None,
            asked_key: None,
            opening: None,
            stage: Work::AtRest,
            messages: Vec::new(),
            next_message: 0,
        }
    }

    /// Carries out what was asked for. The only way to change what the user chose.
    pub fn apply(&mut self, command: Command) {
        match command {
            Command::Edit(edit) => self.edit(edit),
            Command::Rest => self.history.rest(&self.inputs),
            Command::Undo => {
                let before = self.history.undo(&self.inputs);
                self.replace_inputs(before);
            }
            Command::Redo => {
                let after = self.history.redo(&self.inputs);
                self.replace_inputs(after);
            }
            Command::OpenPhoto(path) => self.open(PhotoSource::File(path)),
            Command::OpenBundled => self.open(PhotoSource::Bundled),
            Command::OpenLibrary(path) => {
                self.orders.read_library = Some(path.clone());
                self.reading = Some(path);
            }
            Command::UseReferenceShades => {
                self.reading = None;
                self.orders.read_library = None;
                self.settings.library = None;
                self.mix_from(Bottles::reference());
            }
            Command::CancelWork => self.cancel(),
            Command::WorkAgain => self.asked = None,
            Command::Dismiss(id) => self.messages.retain(|m| m.id != id),
            Command::Tell(text) => self.tell(text),
            Command::ForgetRecent => self.settings.recent.clear(),
        }
        self.settings.cup_ml = self.inputs.cup_ml;
        self.settings.measured_by_drop = self.inputs.measured_by_drop;
    }

    /// Takes in what a thread has done.
    pub fn receive(&mut self, event: JobEvent) {
        match event {
            JobEvent::Opened(source, result) => self.receive_photo(&source, *result),
            JobEvent::LibraryRead(path, result) => self.receive_library(path, *result),
            JobEvent::Calibrated(result) => match *result {
                Ok(calibration) => {
                    self.calibrated = Some((self.photos_opened, calibration));
                    let marked = !self.inputs.regions.scars.is_empty();
                    self.stage = if marked { Work::Running(Stage::Measure) } else { Work::AtRest };
                }
                Err(WorkError::Cancelled) => self.stage = Work::Stopped(Stage::Calibrate),
                Err(WorkError::Refused(why)) => self.refuse(Stage::Calibrate, why),
            },
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
            JobEvent::Matched(Err(WorkError::Cancelled)) => self.stage = Work::Stopped(Stage::Match),
            JobEvent::Matched(Err(WorkError::Refused(why))) => {
                self.matched = None;
                self.stage = Work::Refused(Stage::Match, why);
            }
        }
    }

    /// What the user chose.
    #[must_use]
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Undo and redo.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What is kept between runs.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The open photo.
    #[must_use]
    pub fn photo(&self) -> Option<&Arc<Photo>> {
        self.photo.as_ref()
    }

    /// Changes with every photo that is opened.
    #[must_use]
    pub fn photos_opened(&self) -> u64 {
        self.photos_opened
    }

    /// Changes with every change of the inputs.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The library in use.
    #[must_use]
    pub fn bottles(&self) -> &Bottles {
        &self.bottles
    }

    /// How the grey card sets the colours of this photo; none while there is no card or it is not fit.
    #[must_use]
    pub fn calibration(&self) -> Option<&Calibration> {
        let (photo, calibration) = self.calibrated.as_ref()?;
        let by_card = matches!(calibration.kind, CalibrationKind::GreyCard(_));
        (self.inputs.grey.is_some() && *photo == self.photos_opened && by_card).then_some(calibration)
    }

    /// The tones last measured on this photo, and how its colours were set.
    #[must_use]
    pub fn measured(&self) -> Option<(&Calibration, &Tones)> {
        self.measured.as_ref().map(|(_, calibration, tones)| (calibration, tones))
    }

    /// Whether the tones follow from what is marked now.
    #[must_use]
    pub fn tones_are_current(&self) -> bool {
        self.measured.as_ref().is_some_and(|(key, ..)| *key == self.measure_key())
    }

    /// The plans last found.
    #[must_use]
    pub fn matching(&self) -> Option<&Matching> {
        self.matched.as_ref().map(|(_, matching)| matching)
    }

    /// Whether the plans follow from what is chosen now.
    #[must_use]
    pub fn plans_are_current(&self) -> bool {
        self.matched.as_ref().is_some_and(|(revision, _)| *revision == self.revision)
    }

    /// What the threads are at.
    #[must_use]
    pub fn work(&self) -> Work {
        match &self.opening {
            Some(source) => Work::Opening(source.clone()),
            None => self.stage.clone(),
        }
    }

    /// What there is to read, oldest first.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// What the threads are to do now; asking clears it.
    pub(super) fn take_orders(&mut self) -> Orders {
        let mut orders = std::mem::take(&mut self.orders);
        if self.asked == Some(self.revision) || self.history.is_moving() || self.reading.is_some() {
            return orders;
        }
        let Some(photo) = &self.photo else { return orders };
        self.asked = Some(self.revision);
        if self.inputs.regions.scars.is_empty() {
            self.measured = None;
            self.matched = None;
            self.stage = Work::AtRest;
            if self.inputs.grey.is_none() {
                orders.cancel_analysis = true;
                return orders;
            }
        }
        let key = self.measure_key();
        let held = self.measured.as_ref().filter(|(k, ..)| *k == key);
        let tones = held.map(|(_, calibration, tones)| (*calibration, tones.clone()));
        self.stage = Work::Running(match tones {
            Some(_) => Stage::Match,
            None if self.inputs.regions.scars.is_empty() => Stage::Calibrate,
            None => Stage::Measure,
        });
        let library = Arc::clone(self.bottles.library());
        let request = Request { inputs: self.inputs.clone(), photo: Arc::clone(photo), library, tones };
        orders.analyze = Some(Box::new(request));
        self.asked_key = Some(key);
        orders
    }

    /// Notes that the threads cannot do what was asked.
    pub(super) fn no_thread(&mut self) {
        self.opening = None;
        self.reading = None;
        self.tell(
            "The system gives the program no thread to work on; close other programs and start again."
                .to_owned(),
        );
    }

    fn edit(&mut self, edit: Edit) {
        let mut inputs = self.inputs.clone();
        apply_edit(&mut inputs, edit);
        if inputs != self.inputs {
            let before = std::mem::replace(&mut self.inputs, inputs);
            self.history.changed(before);
            self.revision += 1;
        }
    }

    fn replace_inputs(&mut self, inputs: Option<Inputs>) {
        if let Some(inputs) = inputs {
            self.inputs = inputs;
            self.revision += 1;
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
            }
            Err(WorkError::Cancelled) => {}
            Err(WorkError::Refused(why)) => {
                self.tell(format!("{}: {why}\nRecipes go on with {}.", path.display(), self.bottles.name()));
            }
        }
    }

    /// Tones stay as they are, recipes are looked for again.
    fn mix_from(&mut self, bottles: Bottles) {
        if bottles != self.bottles {
            self.bottles = bottles;
            self.revision += 1;
        }
    }

    fn refuse(&mut self, stage: Stage, why: String) {
        if stage == Stage::Calibrate {
            self.calibrated = None;
        }
        self.measured = None;
        self.matched = None;
        self.stage = Work::Refused(stage, why);
    }

    fn open(&mut self, source: PhotoSource) {
        self.opening = Some(source.clone());
        self.orders.open = Some(source);
        self.orders.cancel_opening = false;
    }

    fn cancel(&mut self) {
        if self.opening.take().is_some() {
            self.orders.open = None;
            self.orders.cancel_opening = true;
        } else if let Work::Running(stage) = self.stage {
            self.orders.cancel_analysis = true;
            self.stage = Work::Stopped(stage);
        }
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

    fn put_on_table(&mut self, opened: OpenedPhoto) {
        if let PhotoSource::File(path) = &opened.source {
            self.settings.remember(path);
        }
        let worked = opened.inputs.unwrap_or_default();
        self.inputs = Inputs {
            photo: opened.source,
            cup_ml: self.inputs.cup_ml,
            measured_by_drop: self.inputs.measured_by_drop,
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

    fn tell(&mut self, text: String) {
        self.messages.retain(|m| m.text != text);
        self.messages.push(Message { id: self.next_message, text });
        self.next_message += 1;
    }

    fn measure_key(&self) -> MeasureKey {
        MeasureKey::of(self.photos_opened, &self.inputs)
    }
}
