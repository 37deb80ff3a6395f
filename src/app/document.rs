//! The case on the table: what the user chose, what followed from it, and what is under way.

mod hidden;
mod orders;
mod receive;

use std::path::PathBuf;
use std::sync::Arc;

use super::edit::apply_edit;
use super::keys::{MeasureKey, ReferenceKey};
use super::work::Orders;
use super::{Bottles, Command, CopiedOutlines, Edit, History, Learnt, Message, Settings, Work};
use crate::analysis::{Inputs, PhotoSource, Reference};
use crate::blend::Matching;
use crate::calibrate::{Calibration, CameraProfile};
use crate::optics::prior::Belief;
use crate::photo::Photo;
use crate::studio::StudioLog;
use crate::tone::Tones;
use crate::trust::PhotoTrust;

/// Everything about the case, without threads and without a window.
#[derive(Debug)]
pub struct Document {
    inputs: Inputs,
    history: History<Inputs>,
    settings: Settings,
    photo: Option<Arc<Photo>>,
    photos_opened: u64,
    bottles: Bottles,
    taught: Option<Learnt>,
    belief: Option<Belief>,
    reading: Option<PathBuf>,
    /// The library that is being read was asked for, and is another than the one in use.
    changes_library: bool,
    kept_colours: Option<CameraProfile>,
    pub(super) copied: Option<CopiedOutlines>,
    reference: Option<(ReferenceKey, Reference)>,
    measured: Option<(MeasureKey, Calibration, Tones)>,
    trust: Option<(u64, PhotoTrust)>,
    matched: Option<(u64, Matching)>,
    without_log: Option<(u64, Matching)>,
    revision: u64,
    asked: Option<u64>,
    asked_key: Option<MeasureKey>,
    opening: Option<PhotoSource>,
    /// What was marked on photos of this session that are no longer on the table, newest last.
    left_behind: Vec<Inputs>,
    /// What was marked before on the photo that is being opened.
    kept_inputs: Option<Box<Inputs>>,
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
            drop_ml: settings.drop_ml,
            thresholds: settings.thresholds,
            ..Inputs::default()
        };
        let reading = settings.library.clone().filter(|_| bottles.is_none());
        Self {
            inputs,
            bottles: bottles.unwrap_or_else(|| Bottles::reference_without(&settings.hidden_shades)),
            orders: Orders { read_library: reading.clone(), ..Orders::default() },
            taught: None,
            belief: None,
            reading,
            changes_library: false,
            kept_colours: None,
            copied: None,
            reference: None,
            history: History::default(),
            settings,
            photo: None,
            photos_opened: 0,
            measured: None,
            trust: None,
            matched: None,
            without_log: None,
            revision: 0,
            asked: None,
            asked_key: None,
            opening: None,
            left_behind: Vec::new(),
            kept_inputs: None,
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
            Command::CopyOutlines => self.copy_outlines(),
            Command::PasteOutlines => self.paste_outlines(),
            Command::OpenPhoto(path) => self.open(PhotoSource::File(path)),
            Command::OpenKept(inputs) => {
                self.open(inputs.photo.clone());
                self.kept_inputs = Some(inputs);
            }
            Command::PutKept(inputs, photo) => self.put_kept(inputs, photo),
            Command::OpenBundled => self.open(PhotoSource::Bundled),
            Command::OpenLibrary(path) => {
                self.orders.read_library = Some(path.clone());
                self.changes_library = self.bottles.file() != Some(path.as_path());
                self.reading = Some(path);
            }
            Command::UseReferenceShades => self.use_reference_shades(),
            Command::HideShade(id, hide) => self.hide(id, hide),
            Command::CancelWork => self.cancel(),
            Command::WorkAgain => self.asked = None,
            Command::Dismiss(id) => self.messages.retain(|m| m.id != id),
            Command::Tell(text) => self.tell(text),
            Command::TellDone(text) => self.message(text, true),
            Command::KeepColours(keep) => self.keep_colours(keep),
            other => self.settings.take(other),
        }
        self.settings.cup_ml = self.inputs.cup_ml;
        self.settings.measured_by_drop = self.inputs.measured_by_drop;
        self.settings.drop_ml = self.inputs.drop_ml;
        self.settings.thresholds = self.inputs.thresholds;
        if let Some(chart) = self.inputs.chart {
            self.settings.chart_edition = Some(chart.edition);
            self.settings.chart_size = chart.size;
        }
    }

    /// What the user chose.
    #[must_use]
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Undo and redo.
    #[must_use]
    pub fn history(&self) -> &History<Inputs> {
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

    /// Changes with every change of the inputs that tones or recipes follow from.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The library in use.
    #[must_use]
    pub fn bottles(&self) -> &Bottles {
        &self.bottles
    }

    /// The studio log in use: the one that was chosen, or the one beside the library in use.
    #[must_use]
    pub fn studio_log(&self) -> Option<PathBuf> {
        let beside = || self.bottles.file().map(StudioLog::beside);
        self.settings.studio_log.clone().or_else(beside)
    }

    /// What the studio's healed results taught, when recipes count on it.
    #[must_use]
    pub fn learnt(&self) -> Option<&Learnt> {
        self.taught().filter(|_| self.settings.count_on_log)
    }

    /// The same, whether recipes count on it or not.
    #[must_use]
    pub fn taught(&self) -> Option<&Learnt> {
        self.taught.as_ref()
    }

    /// What plans are worked out by; none leaves the priors.
    pub(super) fn belief(&self) -> Option<Belief> {
        self.belief
    }

    /// How a card sets the colours of this photo, as last read; none while there is no card or it is not fit.
    #[must_use]
    pub fn reference(&self) -> Option<&Reference> {
        let (key, reference) = self.reference.as_ref()?;
        let Inputs { grey, chart, profile, .. } = &self.inputs;
        let has_card = grey.is_some() || chart.is_some() || profile.is_some();
        let by_card = reference.calibration.is_calibrated();
        (has_card && key.photo == self.photos_opened && by_card).then_some(reference)
    }

    /// Whether the card was read as it is marked now.
    #[must_use]
    pub fn reference_is_current(&self) -> bool {
        self.reference.as_ref().is_some_and(|(key, _)| *key == self.reference_key())
    }

    /// What the card makes of the colours; see [`reference`](Self::reference).
    #[must_use]
    pub fn calibration(&self) -> Option<&Calibration> {
        self.reference().map(|reference| &reference.calibration)
    }

    /// How far this photo can be trusted, as last judged.
    #[must_use]
    pub fn trust(&self) -> Option<&PhotoTrust> {
        self.trust.as_ref().filter(|(photo, _)| *photo == self.photos_opened).map(|(_, trust)| trust)
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

    /// What would have been found in place of [`matching`](Self::matching) without the studio's log; none while
    /// that is not known, or no log counts.
    #[must_use]
    pub fn matching_without_log(&self) -> Option<&Matching> {
        let (revision, _) = self.matched.as_ref()?;
        self.without_log.as_ref().filter(|(found, _)| found == revision).map(|(_, matching)| matching)
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

    /// Takes what the studio's healed results taught: tones stay, recipes are looked for again.
    pub(super) fn learn(&mut self, taught: Option<Learnt>) {
        self.taught = taught;
        let belief = self.learnt().and_then(|learnt| learnt.belief);
        if belief != self.belief {
            self.belief = belief;
            self.revision += 1;
        }
    }

    /// Whether photos without a card are shown by the card of an earlier one.
    #[must_use]
    pub fn keeps_colours(&self) -> bool {
        self.kept_colours.is_some()
    }

    /// What follows from the inputs is told in words, and has to be told again when another language is spoken.
    pub(super) fn say_again(&mut self) {
        self.revision += 1;
    }

    fn keep_colours(&mut self, keep: bool) {
        let read = self.calibration().zip(self.photo()).filter(|_| keep);
        self.kept_colours = read.and_then(|(by_card, photo)| CameraProfile::of(by_card, &photo.facts.camera));
        if !keep {
            self.edit(Edit::DropProfile);
        }
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        let mut inputs = self.inputs.clone();
        apply_edit(&mut inputs, edit);
        if inputs != self.inputs {
            let before = std::mem::replace(&mut self.inputs, inputs);
            self.revise(&before);
            self.history.changed(before);
        }
    }

    fn replace_inputs(&mut self, inputs: Option<Inputs>) {
        if let Some(inputs) = inputs {
            let before = std::mem::replace(&mut self.inputs, inputs);
            self.revise(&before);
        }
    }

    /// Notes that what follows from the inputs may be another thing than before. Plans that are held are judged by
    /// themselves.
    fn revise(&mut self, before: &Inputs) {
        if !self.inputs.gives_the_same(before) {
            self.revision += 1;
        }
    }

    /// Tones stay as they are, recipes are looked for again.
    fn mix_from(&mut self, bottles: Bottles) {
        if bottles != self.bottles {
            self.bottles = bottles;
            self.revision += 1;
        }
    }

    fn open(&mut self, source: PhotoSource) {
        self.kept_inputs = None;
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

    fn tell(&mut self, text: String) {
        self.message(text, false);
    }

    pub(super) fn message(&mut self, text: String, done: bool) {
        self.messages.retain(|m| m.text != text);
        self.messages.push(Message { id: self.next_message, text, done });
        self.next_message += 1;
    }

    fn measure_key(&self) -> MeasureKey {
        MeasureKey::of(self.photos_opened, &self.inputs)
    }

    fn reference_key(&self) -> ReferenceKey {
        ReferenceKey::of(self.photos_opened, &self.inputs)
    }
}
