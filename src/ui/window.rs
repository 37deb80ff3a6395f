//! The window: polls the threads, takes keys and dropped files, lays the panels out, and hands what was asked
//! for to the workbench.

mod acts;
mod chosen;
mod dropped;
mod match_page;
mod presenting;

use std::sync::Arc;
use std::time::Instant;

use egui::{CentralPanel, Context, Frame, Margin, Panel, Popup, Ui};

use self::dropped::{hover_hint, take_dropped};
use super::canvas::SpotCanvas;
use super::dialogs::{Pages, dialogs_ui};
use super::frame_log::FrameLog;
use super::menu::menu_ui;
use super::open_dialog::OpenDialog;
use super::pages::{
    BottlePage, CasesPage, HealedPage, Page, PracticePage, ShelfPage, hasty_ui, report_model, shown_plan,
};
use super::panels::{
    Asks, PreviewView, ProposalsModel, compare_model, compare_ui, messages_ui, proposals_model,
};
use super::presenter::{Presenter, ring_ui, take_step};
use super::tour::{Places, Tour, TourDeed};
use super::{Action, Canvas, Start, theme};
use crate::app::TOUR;
use crate::app::{
    BottleBench, BottleTold, CaseBench, CaseCommand, Command, DeskCommand, Display, Document, Edit,
    HealedBench, HealedTold, HeldBench, OthersBench, Pipeline, PlanRef, PracticeBench, PreviewBench,
    PreviewCommand, SettingsStore, ShelfBench, Wake, Workbench,
};
use crate::case::case_folder;
use crate::locale::{Language, speak, spoken};

/// The program with its window.
pub struct Window {
    workbench: Workbench,
    canvas: Canvas,
    dialog: OpenDialog,
    pages: Pages,
    as_taken: bool,
    view: PreviewView,
    /// The steps stand beside the photo, as the user wants it; none leaves it to the room there is.
    steps_open: Option<bool>,
    display: Option<Display>,
    system_language: Language,
    tour: Option<Tour>,
    places: Places,
    page: Page,
    bottle: BottlePage,
    cases: CasesPage,
    healed: HealedPage,
    practice: PracticePage,
    presenter: Option<Presenter>,
    shelf: ShelfPage,
    wake: Wake,
    log: FrameLog,
}

impl Window {
    /// Sets the window up and the threads to work on the first case.
    #[must_use]
    pub fn new(ctx: &Context, pipeline: &Arc<dyn Pipeline>, store: SettingsStore, start: &Start) -> Self {
        theme::install(ctx);
        let waker = ctx.clone();
        let wake: Wake = Arc::new(move || waker.request_repaint());
        let mut workbench = Workbench::start(pipeline, store, (start.bottles.clone(), &start.clock), &wake);
        let language = workbench.document().settings().display.language;
        speak(language.unwrap_or(start.language));
        let case = start.photo.as_deref().and_then(case_folder);
        let page = if case.is_some() { Page::Cases } else { Page::default() };
        workbench.apply(match (case, &start.photo) {
            // Its photo takes the bundled one's place.
            (Some(folder), _) => vec![Command::OpenBundled, CaseCommand::Open(folder).into()],
            (None, Some(path)) => vec![Command::OpenPhoto(path.clone())],
            (None, None) => vec![Command::OpenBundled],
        });
        let unseen = start.tour && workbench.document().settings().tour_seen < TOUR;
        let tour = unseen.then(Tour::default);
        Self {
            workbench,
            canvas: Canvas::new(Arc::clone(&wake)),
            dialog: OpenDialog::new(start.own_dialogs),
            pages: Pages::default(),
            as_taken: false,
            view: PreviewView::default(),
            steps_open: None,
            display: None,
            system_language: start.language,
            tour,
            places: Places::default(),
            page,
            cases: CasesPage::default(),
            bottle: BottlePage::new(Arc::clone(&wake)),
            healed: HealedPage::new(Arc::clone(&wake)),
            practice: PracticePage::default(),
            presenter: None,
            shelf: ShelfPage::default(),
            wake,
            log: FrameLog::from_environment(start.started.unwrap_or_else(Instant::now)),
        }
    }

    /// The case on the table.
    #[must_use]
    pub fn document(&self) -> &Document {
        self.workbench.document()
    }

    /// The photo with its tools.
    #[must_use]
    pub fn canvas(&self) -> &Canvas {
        &self.canvas
    }

    /// The client's case on the disk.
    #[must_use]
    pub fn case(&self) -> &CaseBench {
        self.workbench.case()
    }

    /// The bottles on the shelf.
    #[must_use]
    pub fn shelf(&self) -> &ShelfBench {
        self.workbench.shelf()
    }

    /// The plans that are held.
    #[must_use]
    pub fn held(&self) -> &HeldBench {
        self.workbench.held()
    }

    /// What other bottles would bring.
    #[must_use]
    pub fn others(&self) -> &OthersBench {
        self.workbench.others()
    }

    /// The plan on the photo.
    #[must_use]
    pub fn preview(&self) -> &PreviewBench {
        self.workbench.preview()
    }

    /// Practice.
    #[must_use]
    pub fn practice(&self) -> &PracticeBench {
        self.workbench.practice()
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> Page {
        self.page
    }

    /// The bottle that is being measured, and where places of its photo are in the window.
    #[must_use]
    pub fn bottle(&self) -> (&BottleBench, &SpotCanvas) {
        (self.workbench.bottle(), self.bottle.canvas())
    }

    /// The studio's healed results, and where places of the photo of one are in the window.
    #[must_use]
    pub fn healed(&self) -> (&HealedBench, &SpotCanvas) {
        (self.workbench.healed(), self.healed.canvas())
    }

    /// Takes in what the threads have done; before every frame.
    pub fn poll(&mut self) {
        self.workbench.poll();
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let mut log = std::mem::take(&mut self.log);
        let dragged = ui.input(|i| i.pointer.any_down());
        log.frame(dragged, || self.frame(ui));
        self.log = log;
    }

    /// What the frames took, when that was asked for.
    #[must_use]
    pub fn frame_summary(&self) -> Option<String> {
        self.log.summary()
    }

    fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let display = self.workbench.document().settings().display;
        if self.display != Some(display) {
            self.display = Some(display);
            let presenting = self.presenter.is_some();
            theme::show(&ctx, if presenting { Presenter::display(display) } else { display });
            self.speak(display);
        }
        let mut asks = Asks::default();
        if self.presenter.is_none() {
            take_dropped(&ctx, &mut self.page, &mut asks);
        }
        if self.keys_are_free(&ctx) {
            asks.actions.extend(Action::take_pressed(&ctx));
            if let Some(step) = self.presenter.as_ref().and_then(|_| take_step(&ctx)) {
                self.presenter_step(step);
            }
        }
        self.panels(ui, &mut asks);
        let document = self.workbench.document();
        let ruler = self.canvas.hand.ruler().map(|ends| ends.map(|end| self.canvas.to_screen(end)));
        dialogs_ui(&ctx, &mut self.pages, document, (&mut self.canvas.hand, ruler), &mut asks);
        if let Some((wanted, path)) = self.dialog.ui(&ctx) {
            asks.commands.push(self.chosen(wanted, path));
        }
        if let Some(hasty) = self.workbench.case().hasty() {
            hasty_ui(&ctx, hasty, &mut asks);
        }
        self.tour_ui(&ctx, &mut asks);
        hover_hint(&ctx);
        if self.presenter.is_some() {
            asks.actions.retain(|action| Presenter::allows(*action));
            ring_ui(&ctx);
        }
        for action in std::mem::take(&mut asks.actions) {
            self.act(&ctx, action, &mut asks.commands);
        }
        if !asks.commands.is_empty() {
            ctx.request_repaint();
        }
        // An undo point, and new work, only when the hand is at rest.
        if !ctx.input(|i| i.pointer.any_down()) {
            let rests = [DeskCommand::<BottleTold>::Rest.into(), DeskCommand::<HealedTold>::Rest.into()];
            asks.commands.extend(std::iter::once(Command::Rest).chain(rests));
        }
        self.workbench.apply(asks.commands);
    }

    /// Speaks the language that is set, and has everything told again when it is another one.
    fn speak(&mut self, display: Display) {
        let language = display.language.unwrap_or(self.system_language);
        if language != spoken() {
            speak(language);
            self.workbench.say_again();
        }
    }

    fn tour_ui(&mut self, ctx: &Context, asks: &mut Asks) {
        if self.page != Page::Match || self.presenter.is_some() {
            return;
        }
        let Some(tour) = &mut self.tour else { return };
        // Escape leaves the tour before anything else.
        let escape = asks.actions.contains(&Action::Abandon);
        asks.actions.retain(|action| *action != Action::Abandon);
        let deed = if escape { TourDeed::Leave } else { tour.ui(ctx, &self.places) };
        let commands = &mut asks.commands;
        match deed {
            TourDeed::Stay => {}
            TourDeed::Preview(true) => commands.push(PreviewCommand::Show(PlanRef::Found(0)).into()),
            TourDeed::Preview(false) => commands.push(PreviewCommand::Hide.into()),
            TourDeed::Leave => {
                self.tour = None;
                commands.push(Command::TourSeen);
            }
        }
    }

    /// Whether keys are meant for the window, and not for a field, a menu or a page over it.
    fn keys_are_free(&self, ctx: &Context) -> bool {
        let asked = self.workbench.case().hasty().is_some();
        let page = self.pages.is_open() || self.dialog.is_open() || self.cases.is_drawing() || asked;
        let hand = &self.canvas.hand;
        let over = page || hand.length_to_tell().is_some() || hand.scar_to_name().is_some();
        // The memory knows of menus before they are laid out, so that Escape is left to them.
        !over && !ctx.text_edit_focused() && !Popup::is_any_open(ctx)
    }

    fn panels(&mut self, ui: &mut Ui, asks: &mut Asks) {
        let document = self.workbench.document();
        let bar = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::symmetric(8, 4));
        if self.presenter.is_some() {
            let step =
                Panel::top("presenter").frame(bar).show(ui, |ui| self.presenter_bar_ui(ui, asks)).inner;
            if let Some(step) = step {
                self.presenter_step(step);
            }
            match self.page {
                Page::Practice => self.practice.ui(ui, self.workbench.practice(), true, asks),
                _ => self.presented_case_ui(ui, asks),
            }
            return;
        }
        Panel::top("menu").frame(bar).show(ui, |ui| {
            let shown = [self.as_taken, self.canvas.shows_left_out()];
            menu_ui(ui, document, (self.page, shown), asks);
        });
        // On the first page they lie over the photo.
        if matches!(self.page, Page::Bottle | Page::Healed | Page::Cases | Page::Practice | Page::Bottles)
            && !document.messages().is_empty()
        {
            Panel::top("messages").frame(bar).show(ui, |ui| messages_ui(ui, document.messages(), asks));
        }
        match self.page {
            Page::Match => self.match_panels(ui, bar, asks),
            Page::Practice => self.practice.ui(ui, self.workbench.practice(), false, asks),
            Page::Bottles => {
                let case_root = self.workbench.case().root().is_some();
                self.shelf.ui(ui, (self.workbench.shelf(), case_root), document, asks);
            }
            Page::Cases => {
                let report = report_model(&self.workbench);
                let years = document.settings().retention_years;
                self.cases.ui(ui, (self.workbench.case(), years), &report, asks);
            }
            Page::Bottle => self.bottle.ui(ui, self.workbench.bottle(), document, asks),
            Page::Healed => {
                let plan = shown_plan(document, self.workbench.preview().plan());
                self.healed.ui(ui, (self.workbench.healed(), plan), document, asks);
            }
            Page::Compare => {
                let plans = self.plans();
                let model = compare_model(document, self.workbench.held(), &plans);
                let frame = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
                let before = asks.commands.len();
                CentralPanel::no_frame().show(ui, |ui| {
                    frame.show(ui, |ui| compare_ui(ui, &model, asks));
                });
                // A plan is looked at, and changed, beside the photo.
                let turned = |command: &Command| {
                    let by_hand = matches!(command, Command::Edit(Edit::ChangeByHand(_)));
                    by_hand || matches!(command, Command::Preview(PreviewCommand::Show(_)))
                };
                if asks.commands.iter().skip(before).any(turned) {
                    self.page = Page::Match;
                }
            }
        }
    }

    fn plans(&self) -> ProposalsModel {
        let (document, held) = (self.workbench.document(), self.workbench.held());
        let also = (self.workbench.preview().plan(), held, self.workbench.others());
        let mut plans = proposals_model(document, also, &|id| document.bottles().shade_name(id));
        let case = self.workbench.case();
        if let Some(open) = case.open().filter(|open| !open.read_only) {
            let today = open.case.visits.iter().find(|visit| visit.day == case.today());
            let decided = today.and_then(|visit| visit.plan.as_ref());
            for card in &mut plans.cards {
                card.decided = Some(decided == Some(&card.plan));
            }
        }
        plans
    }
}

impl std::fmt::Debug for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Window").field("canvas", &self.canvas).finish_non_exhaustive()
    }
}

impl eframe::App for Window {
    fn logic(&mut self, _ctx: &Context, _frame: &mut eframe::Frame) {
        self.poll();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
