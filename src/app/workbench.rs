//! The document together with the threads that work for it and the settings that outlive it.

use std::sync::Arc;
use std::time::Duration;

use super::{
    BottleBench, Bottles, CaseBench, CaseCommand, Clock, Command, Document, HealedBench, HeldBench, JobQueue,
    OpenCase, OthersBench, Pipeline, PlanRef, PracticeBench, PreviewBench, Reading, ReportBench, Settings,
    SettingsStore, ShelfBench, Wake, Worker,
};
use crate::locale::say;

/// Everything behind the window.
pub struct Workbench {
    document: Document,
    bottle: BottleBench,
    case: CaseBench,
    healed: HealedBench,
    held: HeldBench,
    others: OthersBench,
    preview: PreviewBench,
    practice: PracticeBench,
    report: ReportBench,
    shelf: ShelfBench,
    jobs: JobQueue,
    keeper: Option<Worker<Settings, ()>>,
    kept: Settings,
}

impl Workbench {
    /// Loads the settings and starts the threads. `wake` is called from them whenever
    /// [`poll`](Self::poll) has something to do. Without `bottles` the library of the last run is read
    /// again. What is kept is dated by `clock`.
    #[must_use]
    pub fn start(
        pipeline: &Arc<dyn Pipeline>,
        store: SettingsStore,
        (bottles, clock): (Option<Bottles>, &Clock),
        wake: &Wake,
    ) -> Self {
        let settings = store.load();
        let jobs = JobQueue::start(pipeline, wake);
        let cases = settings.cases.clone().or_else(|| store.usual_cases());
        let case = CaseBench::start(cases, clock, wake);
        let practice = PracticeBench::start(store.trainees(), clock, wake);
        let keep = move |settings: Settings, _: &super::Ticket<'_, ()>| {
            // Recent photos and the cup are conveniences; a full disk must not get in the way of a case.
            drop(store.save(&settings));
        };
        let keeper = Worker::start("keep settings", Arc::new(|| {}), keep);
        let bottle = BottleBench::start(pipeline, wake);
        let document = Document::new(settings.clone(), bottles);
        let healed = HealedBench::start(pipeline, document.bottles().library(), clock, wake);
        let preview = PreviewBench::start(pipeline, wake);
        let held = HeldBench::start(pipeline, wake);
        let report = ReportBench::start(clock, wake);
        let others = OthersBench::start(pipeline, wake);
        let shelf = ShelfBench::start(clock, wake);
        Self {
            document,
            bottle,
            case,
            healed,
            held,
            others,
            preview,
            practice,
            report,
            shelf,
            jobs,
            keeper,
            kept: settings,
        }
    }

    /// Carries out commands in order, then sets the threads to work.
    pub fn apply(&mut self, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            match command {
                Command::Bottle(command) => self.bottle.apply(command),
                Command::Case(CaseCommand::Decide(which)) => self.decide(which, false),
                Command::Case(CaseCommand::AnswerHasty(go_on)) => {
                    if let Some(which) = self.case.answer_hasty().filter(|_| go_on) {
                        self.decide(which, true);
                    }
                }
                Command::Case(CaseCommand::Report(command)) => {
                    self.report.apply(command, &self.document, self.case.open());
                }
                Command::Case(command) => self.case.apply(command),
                Command::Healed(command) => self.healed.apply(command),
                Command::Others(command) => self.others.apply(command, &self.document),
                Command::Shelf(command) => {
                    let cases = self.case.root().map(std::path::Path::to_owned);
                    self.shelf.apply(command, &self.document, cases);
                }
                Command::Preview(command) => {
                    let hidden = self.case.open().map(OpenCase::hidden_on_table).unwrap_or_default();
                    self.preview.apply(command, &self.document, hidden);
                }
                Command::Practice(command) => self.practice.apply(command, &self.document),
                other => self.document.apply(other),
            }
        }
        self.give_orders();
    }

    fn decide(&mut self, which: PlanRef, all_the_same: bool) {
        let job = self.document.matching().map(|matching| matching.job.kind);
        if let Some((plan, job)) = self.held.plan(&self.document, which).zip(job) {
            self.case.decide((which, plan, job), self.document.bottles().library(), all_the_same);
        }
    }

    /// Works everything out anew that is told in words, after [`speak`](crate::locale::speak).
    pub fn say_again(&mut self) {
        self.document.say_again();
        self.healed.say_again();
        self.practice.say_again();
        self.give_orders();
    }

    /// Takes in what the threads have done.
    pub fn poll(&mut self) {
        while let Some(event) = self.jobs.poll() {
            self.document.receive(event);
        }
        // A shade that was put into the library in use is mixed from at once.
        let written = self.bottle.poll().filter(|file| self.document.bottles().file() == Some(file));
        if let Some(file) = written {
            self.document.apply(Command::OpenLibrary(file));
        }
        if let Some(why) = self.healed.poll() {
            let told = say!("The studio log: %{why}\nRecipes go on without it.", why = why);
            self.document.apply(Command::Tell(told));
        }
        for command in self.case.poll(&self.document) {
            match command {
                Command::Healed(command) => self.healed.apply(command),
                other => self.document.apply(other),
            }
        }
        self.shelf.take(self.case.take_mixed());
        for command in self.shelf.poll() {
            self.document.apply(command);
        }
        self.held.poll();
        self.others.poll();
        self.practice.poll();
        for told in [self.preview.poll(), self.report.poll()].into_iter().flatten() {
            self.document.apply(told);
        }
        self.give_orders();
    }

    /// The plans that are held.
    #[must_use]
    pub fn held(&self) -> &HeldBench {
        &self.held
    }

    /// What other bottles would bring.
    #[must_use]
    pub fn others(&self) -> &OthersBench {
        &self.others
    }

    /// The bottles on the shelf.
    #[must_use]
    pub fn shelf(&self) -> &ShelfBench {
        &self.shelf
    }

    /// The plan on the photo.
    #[must_use]
    pub fn preview(&self) -> &PreviewBench {
        &self.preview
    }

    /// Practice.
    #[must_use]
    pub fn practice(&self) -> &PracticeBench {
        &self.practice
    }

    /// The thread that makes reports.
    #[must_use]
    pub fn report(&self) -> &ReportBench {
        &self.report
    }

    /// The bottle that is being measured.
    #[must_use]
    pub fn bottle(&self) -> &BottleBench {
        &self.bottle
    }

    /// The studio's healed results.
    #[must_use]
    pub fn healed(&self) -> &HealedBench {
        &self.healed
    }

    /// The client's case on the disk.
    #[must_use]
    pub fn case(&self) -> &CaseBench {
        &self.case
    }

    /// The work on the table.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// How far measuring and matching are.
    #[must_use]
    pub fn reading(&self) -> Option<Reading> {
        self.jobs.reading()
    }

    fn give_orders(&mut self) {
        self.healed.keep(self.document.studio_log(), self.document.bottles().library());
        self.document.learn(self.healed.ledger().learnt());
        self.case.follow(&self.document);
        self.held.follow(&self.document);
        self.others.follow(&self.document);
        self.shelf.follow(&self.document);
        self.preview.follow(&self.document, &self.held);
        let orders = self.document.take_orders();
        if orders.cancel_opening {
            self.jobs.cancel_opening();
        }
        if orders.cancel_analysis {
            self.jobs.cancel_analysis();
        }
        let reading = orders.read_library.is_none_or(|path| self.jobs.read_library(path));
        let opening = orders.open.is_none_or(|source| self.jobs.open(source));
        let working = orders.analyze.is_none_or(|request| self.jobs.analyze(*request));
        if !(reading && opening && working) {
            self.document.no_thread();
        }
        if self.kept != *self.document.settings() {
            self.kept = self.document.settings().clone();
            if let Some(keeper) = &self.keeper {
                keeper.submit(self.kept.clone());
            }
        }
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        self.case.finish();
        self.practice.finish();
        while self.case.poll(&self.document).pop().is_some() {}
        self.shelf.take(self.case.take_mixed());
        self.shelf.finish();
        if let Some(keeper) = &self.keeper {
            keeper.wait_at_most(Duration::from_secs(2));
        }
    }
}

impl std::fmt::Debug for Workbench {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbench").field("document", &self.document).finish_non_exhaustive()
    }
}
