//! The window: polls the threads, takes keys and dropped files, lays the panels out, and hands what was asked
//! for to the workbench.

mod acts;

use std::sync::Arc;
use std::time::Instant;

use egui::{CentralPanel, Context, Frame, Margin, Panel, ScrollArea, Ui};

use super::canvas::SpotCanvas;
use super::dialogs::{Pages, dialogs_ui};
use super::frame_log::FrameLog;
use super::menu::menu_ui;
use super::open_dialog::{OpenDialog, Wanted};
use super::pages::{BottlePage, HealedPage, Page};
use super::panels::{
    Asks, ChartBarModel, PreviewView, ProposalsModel, SettingsModel, ToolbarModel, compare_model, compare_ui,
    messages_ui, preview_bar_ui, proposals_model, proposals_panel_ui, settings_panel_ui, status_model,
    status_panel_ui, steps_model, steps_panel_ui, tones_model, tones_panel_ui, toolbar_ui, trust_line_ui,
    trust_model,
};
use super::photo_model::{canvas_model, preview_bar_model};
use super::{Action, Canvas, CanvasModel, CanvasPreview, Start, theme};
use crate::app::{
    BottleBench, BottleTold, Command, DeskCommand, Display, Document, Edit, HealedBench, HealedTold,
    HeldBench, OthersBench, Pipeline, PreviewBench, PreviewCommand, SettingsStore, Wake, Workbench,
};

/// The program with its window.
pub struct Window {
    workbench: Workbench,
    canvas: Canvas,
    dialog: OpenDialog,
    pages: Pages,
    as_taken: bool,
    view: PreviewView,
    display: Option<Display>,
    page: Page,
    bottle: BottlePage,
    healed: HealedPage,
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
        let mut workbench = Workbench::start(pipeline, store, start.bottles.clone(), &wake);
        workbench.apply([match &start.photo {
            Some(path) => Command::OpenPhoto(path.clone()),
            None => Command::OpenBundled,
        }]);
        Self {
            workbench,
            canvas: Canvas::new(Arc::clone(&wake)),
            dialog: OpenDialog::default(),
            pages: Pages::default(),
            as_taken: false,
            view: PreviewView::default(),
            display: None,
            page: Page::default(),
            bottle: BottlePage::new(Arc::clone(&wake)),
            healed: HealedPage::new(Arc::clone(&wake)),
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
            theme::show(&ctx, display);
        }
        let mut asks = Asks::default();
        take_dropped(&ctx, self.page, &mut asks);
        if self.keys_are_free(&ctx) {
            asks.actions.extend(Action::take_pressed(&ctx));
        }
        self.panels(ui, &mut asks);
        let document = self.workbench.document();
        dialogs_ui(&ctx, &mut self.pages, document, &mut self.canvas.hand, &mut asks);
        asks.commands.extend(self.dialog.ui(&ctx).map(|(wanted, path)| match wanted {
            Wanted::Photo => Command::OpenPhoto(path),
            Wanted::Library => Command::OpenLibrary(path),
            Wanted::BottlePhoto => DeskCommand::<BottleTold>::OpenPhoto(path).into(),
            Wanted::HealedPhoto => DeskCommand::<HealedTold>::OpenPhoto(path).into(),
            Wanted::Log | Wanted::NewLog => Command::KeepLog(Some(path)),
            Wanted::Picture => {
                let PreviewView { mode, show } = self.view;
                PreviewCommand::Save { path, views: mode.views(show.heat), show }.into()
            }
            Wanted::Shelf | Wanted::NewShelf => {
                let told = BottleTold { into: Some(path), ..self.workbench.bottle().desk().told().clone() };
                DeskCommand::Tell(Box::new(told)).into()
            }
        }));
        hover_hint(&ctx);
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

    /// Whether keys are meant for the window, and not for a field, a menu or a page over it.
    fn keys_are_free(&self, ctx: &Context) -> bool {
        let page = self.pages.is_open() || self.dialog.is_open();
        let over = page || self.canvas.hand.length_to_tell().is_some();
        !over && !ctx.text_edit_focused() && !ctx.any_popup_open()
    }

    fn panels(&mut self, ui: &mut Ui, asks: &mut Asks) {
        let document = self.workbench.document();
        let bar = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::symmetric(8, 4));
        Panel::top("menu").frame(bar).show(ui, |ui| {
            let shown = [self.as_taken, self.canvas.shows_left_out()];
            menu_ui(ui, document, (self.page, shown), asks);
        });
        match self.page {
            Page::Match => self.match_panels(ui, bar, asks),
            Page::Bottle => self.bottle.ui(ui, self.workbench.bottle(), document, asks),
            Page::Healed => self.healed.ui(ui, self.workbench.healed(), document, asks),
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
        proposals_model(document, also, &|id| document.bottles().shade_name(id))
    }

    fn match_panels(&mut self, ui: &mut Ui, bar: Frame, asks: &mut Asks) {
        let document = self.workbench.document();
        let status =
            status_model(document, self.workbench.reading(), &self.canvas.hand, place_text(ui, &self.canvas));
        Panel::bottom("status").frame(bar).exact_size(34.0).show(ui, |ui| status_panel_ui(ui, &status, asks));
        let trust = trust_model(document);
        Panel::top("trust").frame(bar).exact_size(34.0).show(ui, |ui| trust_line_ui(ui, &trust, asks));
        let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
        let steps = steps_model(document, self.canvas.hand.tool);
        let settings = SettingsModel::of(document);
        Panel::left("steps").frame(side).default_size(228.0).size_range(200.0..=340.0).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                steps_panel_ui(ui, &steps, asks);
                ui.add_space(8.0);
                settings_panel_ui(ui, &settings, asks);
            });
        });
        let tones = tones_model(document);
        let plans = self.plans();
        // Wide enough for a recipe beside its swatches, but a small window still shows the photo.
        let results = (ui.available_width() * 0.41).clamp(340.0, 520.0);
        Panel::right("results").frame(side).default_size(results).size_range(340.0..=680.0).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                tones_panel_ui(ui, &tones, asks);
                ui.add_space(2.0);
                proposals_panel_ui(ui, &plans, asks);
            });
        });
        let document = self.workbench.document();
        let showing = self.workbench.preview();
        let bar_model = preview_bar_model(document, (showing, self.workbench.held()), self.view);
        let mut show = self.view.show;
        show.screen_px_per_mm = document.settings().screen_points_per_mm * f64::from(ui.pixels_per_point());
        let preview = showing.preview().map(|preview| CanvasPreview { preview, mode: self.view.mode, show });
        let model = CanvasModel { preview, ..canvas_model(document, self.as_taken) };
        let toolbar = ToolbarModel {
            tool: self.canvas.hand.tool,
            pen: self.canvas.hand.pen,
            grey: document.inputs().grey,
            chart: ChartBarModel::of(document),
            px_per_mm: document.inputs().px_per_mm,
            surround: document.inputs().regions.surround.clone(),
            diagonal: model.image.map_or(1000.0, |i| f64::from(i.width()).hypot(f64::from(i.height()))),
        };
        let (canvas, view) = (&mut self.canvas, &mut self.view);
        CentralPanel::no_frame().show(ui, |ui| {
            Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(6)).show(ui, |ui| {
                toolbar_ui(ui, &toolbar, asks);
                messages_ui(ui, document.messages(), asks);
            });
            if let Some(bar_model) = &bar_model {
                let bar = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(6));
                Panel::bottom("preview")
                    .frame(bar)
                    .show(ui, |ui| *view = preview_bar_ui(ui, bar_model, asks));
            }
            canvas.ui(ui, &model, &mut asks.commands);
        });
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

fn place_text(ui: &Ui, canvas: &Canvas) -> String {
    let zoom = canvas.scale() * ui.pixels_per_point() * 100.0;
    match canvas.pointer() {
        Some(at) => format!("x {:.0}  y {:.0}   {zoom:.0} %", at.x, at.y),
        None => format!("{zoom:.0} %"),
    }
}

fn take_dropped(ctx: &Context, page: Page, asks: &mut Asks) {
    let dropped = ctx.input_mut(|i| std::mem::take(&mut i.raw.dropped_files));
    let Some(first) = dropped.first() else { return };
    let path = first.path().to_owned();
    let is_library = Wanted::Library.offers(&path);
    asks.commands.push(match page {
        Page::Healed if is_library => Command::KeepLog(Some(path)),
        _ if is_library => Command::OpenLibrary(path),
        Page::Match | Page::Compare => Command::OpenPhoto(path),
        Page::Bottle => DeskCommand::<BottleTold>::OpenPhoto(path).into(),
        Page::Healed => DeskCommand::<HealedTold>::OpenPhoto(path).into(),
    });
    if dropped.len() > 1 {
        asks.commands.push(Command::Tell(format!(
            "{} files were dropped and the first was opened; drop one file at a time.",
            dropped.len()
        )));
    }
}

/// Says that a file held over the window can be dropped.
fn hover_hint(ctx: &Context) {
    if ctx.input(|i| i.raw.hovered_files.is_empty()) {
        return;
    }
    let painter =
        ctx.layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop hint")));
    let area = ctx.content_rect();
    painter.rect_filled(area, 0.0, theme::PLATE);
    painter.text(
        area.center(),
        egui::Align2::CENTER_CENTER,
        "Drop to open",
        egui::FontId::proportional(24.0),
        theme::PLATE_INK,
    );
}
