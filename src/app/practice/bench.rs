//! The exercise on the table, the trainee who answers it, and the threads that work for both.

use std::path::PathBuf;
use std::sync::Arc;

use super::work::{Keep, Kept, Made, Make, keep, make};
use crate::app::clerk::Clerk;
use crate::app::work::NO_THREAD;
use crate::app::{Clock, Document, Reading, Wake, Worker};
use crate::locale::tr;
use crate::teach::{Answer, Asked, Class, Kind, Level, Order, Pack, Trainee, TraineeCode, Verdict};

/// What can be asked for on the page of practice.
#[derive(Debug, Clone, PartialEq)]
pub enum PracticeCommand {
    /// Read which trainees there are.
    List,
    /// Practise as this trainee, who may be new; none for a guest, of whom nothing is kept.
    Choose(Option<TraineeCode>),
    /// Begin a row of exercises.
    Begin(Series),
    /// Answer the exercise on the table.
    Answer(Answer),
    /// The next exercise of the row.
    Next,
    /// Put the exercise away.
    Stop,
    /// Read a pack from its folder, or its `pack.ron`.
    OpenPack(PathBuf),
    /// Take the pack that comes with the program.
    BundledPack,
    /// Write the table of all results.
    SaveResults(PathBuf),
    /// Answers are only shown and not kept, as before a class, or are kept again.
    Present(bool),
}

/// A row of exercises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// Of one kind, or of each in turn.
    Kind(Option<Kind>),
    /// Those of the pack, from this place.
    Pack(usize),
}

/// Practice as it stands.
#[derive(Debug)]
pub struct PracticeBench {
    class: Option<Class>,
    codes: Vec<TraineeCode>,
    trainee: Trainee,
    /// The trainee is one of the class, and not a guest.
    known: bool,
    presenting: bool,
    pack: Option<Arc<Pack>>,
    series: Option<Series>,
    asked: Option<Arc<Asked>>,
    answered: Option<(Answer, Verdict)>,
    exercises: u64,
    refused: Option<String>,
    told: Option<String>,
    changes: u64,
    clock: Clock,
    maker: Option<Worker<Make, Option<Made>>>,
    keeper: Clerk<Keep, Kept>,
}

/// The code of one of whom nothing is kept.
const GUEST: &str = "guest";

impl PracticeBench {
    /// An empty table with its threads; the trainees' files lie in this folder, when there is one.
    #[must_use]
    pub fn start(folder: Option<PathBuf>, clock: &Clock, wake: &Wake) -> Self {
        let maker = Worker::start("practice", Arc::clone(wake), |request: Make, ticket| {
            ticket.send(make(request, ticket));
        });
        let class = folder.map(Class::at);
        let keeper = class.clone().and_then(|class| {
            Worker::start("trainees", Arc::clone(wake), move |request: Keep, ticket| {
                ticket.send(keep(&class, request));
            })
        });
        Self {
            class,
            codes: Vec::new(),
            trainee: guest(),
            known: false,
            presenting: false,
            pack: None,
            series: None,
            asked: None,
            answered: None,
            exercises: 0,
            refused: None,
            told: None,
            changes: 0,
            clock: clock.clone(),
            maker,
            keeper: Clerk::new(keeper),
        }
    }

    /// Carries out what was asked for, with the bottles and lines of the document.
    pub fn apply(&mut self, command: PracticeCommand, document: &Document) {
        self.changes += 1;
        if command != PracticeCommand::List {
            (self.refused, self.told) = (None, None);
        }
        match command {
            PracticeCommand::List => self.keep(Keep::List),
            PracticeCommand::Choose(None) => (self.trainee, self.known) = (guest(), false),
            PracticeCommand::Choose(Some(code)) => self.keep(Keep::Open(code)),
            PracticeCommand::Begin(series) => {
                self.series = Some(series);
                self.make_next(document);
            }
            PracticeCommand::Answer(answer) => {
                if let Some(asked) = self.asked.clone().filter(|_| self.answered.is_none()) {
                    self.make(Make::Judge(asked, answer));
                }
            }
            PracticeCommand::Next => self.next(document),
            PracticeCommand::Stop => self.stop(),
            PracticeCommand::OpenPack(folder) => self.make(Make::Open(folder)),
            PracticeCommand::BundledPack => self.make(Make::Bundled),
            PracticeCommand::SaveResults(path) => self.keep(Keep::Results(path)),
            PracticeCommand::Present(presenting) => self.presenting = presenting,
        }
    }

    /// Takes in what the threads have done.
    pub fn poll(&mut self) {
        while let Some(made) = self.maker.as_ref().and_then(Worker::poll) {
            self.changes += 1;
            match made {
                None => {}
                Some(Made::Asked(asked)) => {
                    self.exercises += 1;
                    (self.asked, self.answered) = (Some(asked), None);
                }
                Some(Made::Judged(answer, verdict)) => self.judged(answer, *verdict),
                Some(Made::Pack(pack)) => {
                    self.stop();
                    self.pack = Some(pack);
                }
                Some(Made::Refused(why)) => self.refused = Some(why),
            }
        }
        while let Some(kept) = self.keeper.poll() {
            self.changes += 1;
            match kept {
                Kept::Codes(codes) => self.codes = codes,
                Kept::Opened(trainee, codes) => {
                    (self.trainee, self.known, self.codes) = (*trainee, true, codes);
                }
                // An answer before this one may still be on its way there.
                Kept::Added(trainee) if self.known && trainee.code == self.trainee.code => {
                    if trainee.answers.len() >= self.trainee.answers.len() {
                        self.trainee = *trainee;
                    }
                }
                Kept::Added(_) => {}
                Kept::Written(told) => self.told = Some(told),
                Kept::Refused(why) => self.refused = Some(why),
            }
            self.keeper.go_on(|| None);
        }
    }

    /// Has the verdict told anew, after [`speak`](crate::locale::speak).
    pub fn say_again(&mut self) {
        if let (Some(asked), Some((answer, verdict))) = (&self.asked, &mut self.answered)
            && let Ok(again) = asked.judge(answer)
        {
            *verdict = again;
        }
        (self.refused, self.told) = (None, None);
    }

    fn judged(&mut self, answer: Answer, verdict: Verdict) {
        let Some(asked) = &self.asked else { return };
        let record = asked.record(&verdict, self.clock.today());
        self.answered = Some((answer, verdict));
        if self.presenting {
            return;
        }
        self.trainee.answers.push(record.clone());
        if self.known {
            self.keep(Keep::Add(self.trainee.code.clone(), Box::new(record)));
        }
    }

    fn next(&mut self, document: &Document) {
        if let Some(Series::Pack(place)) = self.series {
            self.series = Some(Series::Pack(place + 1));
        }
        self.make_next(document);
    }

    fn make_next(&mut self, document: &Document) {
        let library = Arc::clone(document.bottles().library());
        let limits = document.settings().thresholds;
        match (self.series, &self.pack) {
            (Some(Series::Kind(kind)), _) => {
                let kind = kind.unwrap_or_else(|| in_turn(self.exercises));
                self.make(Make::Exercise(self.order(kind), library, limits));
            }
            (Some(Series::Pack(place)), Some(pack)) if place < pack.exercises.len() => {
                self.make(Make::OfPack(Arc::clone(pack), place, library, limits));
            }
            _ => self.stop(),
        }
    }

    /// The trainee's next exercise of a kind; before a class one that nobody has seen in this run.
    fn order(&self, kind: Kind) -> Order {
        let seed = self.trainee.next_seed(kind);
        let seed = if self.presenting { (seed + 104_729 * (self.exercises + 1)) % 1_000_000 } else { seed };
        Order { kind, seed, level: self.trainee.level(kind) }
    }

    fn stop(&mut self) {
        (self.series, self.asked, self.answered) = (None, None, None);
        if let Some(maker) = &self.maker {
            maker.cancel();
        }
    }

    fn make(&mut self, request: Make) {
        match &self.maker {
            Some(maker) => maker.submit(request),
            None => self.refused = Some(tr(NO_THREAD).to_owned()),
        }
    }

    fn keep(&mut self, request: Keep) {
        if self.keeper.is_there() {
            self.keeper.ask([request]);
            self.keeper.go_on(|| None);
        } else if !matches!(request, Keep::List) {
            self.refused =
                Some(tr("There is no folder to keep trainees in; practise as a guest.").to_owned());
        }
    }

    /// Waits until answers are on the disk, when the window closes.
    pub fn finish(&mut self) {
        let start = std::time::Instant::now();
        while self.keeper.is_busy() && start.elapsed() < std::time::Duration::from_secs(2) {
            self.poll();
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    }

    /// Changes whenever something was asked for, made or kept.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// The trainees there are.
    #[must_use]
    pub fn codes(&self) -> &[TraineeCode] {
        &self.codes
    }

    /// Trainees can be kept.
    #[must_use]
    pub fn has_class(&self) -> bool {
        self.class.is_some()
    }

    /// Who answers, and whether it is one of the class.
    #[must_use]
    pub fn trainee(&self) -> (&Trainee, bool) {
        (&self.trainee, self.known)
    }

    /// The level of the next exercise of a kind.
    #[must_use]
    pub fn level(&self, kind: Kind) -> Level {
        self.trainee.level(kind)
    }

    /// The pack that is open.
    #[must_use]
    pub fn pack(&self) -> Option<&Pack> {
        self.pack.as_deref()
    }

    /// The row that is practised.
    #[must_use]
    pub fn series(&self) -> Option<Series> {
        self.series
    }

    /// The exercise on the table, and how many were made before it.
    #[must_use]
    pub fn asked(&self) -> Option<(&Asked, u64)> {
        self.asked.as_deref().map(|asked| (asked, self.exercises))
    }

    /// The answer to it, once it was given, and what it is worth.
    #[must_use]
    pub fn answered(&self) -> Option<&(Answer, Verdict)> {
        self.answered.as_ref()
    }

    /// An exercise is being made, or an answer judged.
    #[must_use]
    pub fn is_making(&self) -> bool {
        self.maker.as_ref().is_some_and(Worker::is_busy)
    }

    /// How far that is.
    #[must_use]
    pub fn reading(&self) -> Option<Reading> {
        self.maker.as_ref().and_then(Worker::reading)
    }

    /// Why something was not done.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// What was done that was asked for.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        self.told.as_deref()
    }
}

fn guest() -> Trainee {
    // The code is sound, and were it not there would be no other.
    Trainee::new(TraineeCode::new(GUEST).expect("letters alone"))
}

fn in_turn(exercises: u64) -> Kind {
    let place = usize::try_from(exercises % Kind::ALL.len() as u64).unwrap_or(0);
    Kind::ALL.get(place).copied().unwrap_or(Kind::ToneDifference)
}
