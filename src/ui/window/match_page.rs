//! The first page: steps at the left, the photo in the middle, tones and recipes at the right.
//!
//! All sizes are in points, so larger words leave fewer of them: the steps fold to a strip, the other panels keep to
//! what leaves the photo a third of the width, and bars that would leave it too little height are scrolled.

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use super::Window;
use crate::app::Document;
use crate::locale::say;
use crate::ui::pages::keeping_words;
use crate::ui::panels::{
    Asks, ChartBarModel, SettingsModel, ToolbarModel, messages_ui, offers_ui, preview_bar_ui,
    proposals_panel_ui, scale_by_card, settings_panel_ui, status_model, status_panel_ui, steps_heading_ui,
    steps_model, steps_panel_ui, steps_strip_ui, tones_model, tones_panel_ui, toolbar_ui, trust_line_ui,
    trust_model,
};
use crate::ui::photo_model::{canvas_model, preview_bar_model};
use crate::ui::{Canvas, CanvasModel, CanvasPreview, theme};

/// Width of the window, in points, from which on the steps stand beside the photo.
const ROOM_FOR_STEPS: f32 = 940.0;
/// Width of the steps, and in touch mode, in points.
const STEPS: [f32; 2] = [256.0, 316.0];
/// Width of the folded steps, in points.
const STRIP: f32 = 64.0;
/// Least width of tones and recipes, in points.
const RESULTS: f32 = 330.0;
/// Shares of the height that tools and messages, and the bar of the plan on the photo, take before they are scrolled;
/// and where there is less height than this, in points.
const SHARES: [f32; 2] = [0.36, 0.42];
const SHORT: f32 = 300.0;
const SHORT_SHARES: [f32; 2] = [0.22, 0.36];

impl Window {
    pub(super) fn match_panels(&mut self, ui: &mut Ui, bar: Frame, asks: &mut Asks) {
        let document = self.workbench.document();
        let place = place_text(ui, &self.canvas);
        let mut status = status_model(document, self.workbench.reading(), &self.canvas.hand, place);
        let case = self.workbench.case();
        status.case = case.open().map(|open| {
            say!("Case %{code}: %{kept}", code = open.case.code, kept = keeping_words(case.keeping()))
        });
        let height = theme::bar_height(ui);
        Panel::bottom("status")
            .frame(bar)
            .exact_size(height)
            .show(ui, |ui| status_panel_ui(ui, &status, asks));
        let trust = trust_model(document);
        Panel::top("trust").frame(bar).exact_size(height).show(ui, |ui| trust_line_ui(ui, &trust, asks));
        let whole = ui.available_width();
        self.steps_ui(ui, asks);
        self.results_ui(ui, whole, asks);
        self.photo_ui(ui, asks);
    }

    fn steps_ui(&mut self, ui: &mut Ui, asks: &mut Asks) {
        let document = self.workbench.document();
        let steps = steps_model(document, self.canvas.hand.tool);
        let mut open = self.steps_open.unwrap_or(ui.available_width() >= ROOM_FOR_STEPS);
        let before = open;
        if open {
            let shelf_line = self.shelf.line(self.workbench.shelf(), document);
            let settings = SettingsModel { shelf_line, ..SettingsModel::of(document) };
            let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
            let width = STEPS[usize::from(theme::is_touch(ui))];
            let panel = Panel::left(("steps", theme::size_of_words(ui))).frame(side).default_size(width);
            let shown = panel.size_range(200.0..=340.0).show(ui, |ui| {
                steps_heading_ui(ui, &mut open);
                // To both sides: a line that is too long must not widen the panel for good.
                ScrollArea::both().auto_shrink(false).show(ui, |ui| {
                    steps_panel_ui(ui, &steps, asks);
                    ui.add_space(8.0);
                    settings_panel_ui(ui, &settings, asks);
                });
            });
            self.places.steps = shown.response.rect;
        } else {
            let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::symmetric(4, 6));
            let panel = Panel::left("steps folded").frame(side).resizable(false).exact_size(STRIP);
            let shown = panel.show(ui, |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    steps_strip_ui(ui, &steps, &mut open, asks);
                });
            });
            self.places.steps = shown.response.rect;
        }
        if open != before {
            self.steps_open = Some(open);
        }
    }

    fn results_ui(&mut self, ui: &mut Ui, whole: f32, asks: &mut Asks) {
        let tones = tones_model(self.workbench.document());
        let plans = self.plans();
        let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
        // Wide enough for a recipe beside its swatches, but a small window still shows the photo.
        let room = ui.available_width();
        let most = (room - whole * 0.36).clamp(RESULTS, 680.0);
        let usual = (room * 0.41).clamp(RESULTS, 520.0).min(most);
        let panel = Panel::right(("results", theme::size_of_words(ui))).frame(side).default_size(usual);
        let shown = panel.size_range(RESULTS..=most).show(ui, |ui| {
            ScrollArea::both().auto_shrink(false).show(ui, |ui| {
                tones_panel_ui(ui, &tones, asks);
                ui.add_space(2.0);
                proposals_panel_ui(ui, &plans, asks);
            });
        });
        self.places.results = shown.response.rect;
    }

    fn photo_ui(&mut self, ui: &mut Ui, asks: &mut Asks) {
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
            px_per_mm_by_card: scale_by_card(document),
            surround: document.inputs().regions.surround.clone(),
            diagonal: model.image.map_or(1000.0, |i| f64::from(i.width()).hypot(f64::from(i.height()))),
        };
        let (canvas, view) = (&mut self.canvas, &mut self.view);
        let shown = CentralPanel::no_frame().show(ui, |ui| {
            let height = ui.available_height();
            let shares = if height < SHORT { SHORT_SHARES } else { SHARES };
            let [tools, preview] = shares.map(|share| share * height);
            let bar = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(6));
            bar.show(ui, |ui| {
                let area = ScrollArea::vertical().id_salt("tools").auto_shrink([false, true]);
                area.max_height(tools).show(ui, |ui| {
                    tools_ui(ui, (&toolbar, canvas), document, asks);
                });
            });
            if let Some(bar_model) = &bar_model {
                Panel::bottom("preview").frame(bar).show(ui, |ui| {
                    let area = ScrollArea::vertical().id_salt("preview").auto_shrink([false, true]);
                    let area = area.max_height(preview).min_scrolled_height(preview);
                    area.show(ui, |ui| *view = preview_bar_ui(ui, bar_model, asks));
                });
            }
            canvas.ui(ui, &model, &mut asks.commands);
        });
        self.places.canvas = shown.response.rect;
    }
}

/// Tools, patches that may be scars, and messages.
fn tools_ui(ui: &mut Ui, (toolbar, canvas): (&ToolbarModel, &Canvas), document: &Document, asks: &mut Asks) {
    toolbar_ui(ui, toolbar, asks);
    if let Some(offers) = canvas.offers() {
        offers_ui(ui, &offers, asks);
    }
    messages_ui(ui, document.messages(), asks);
}

fn place_text(ui: &Ui, canvas: &Canvas) -> String {
    let zoom = canvas.scale() * ui.pixels_per_point() * 100.0;
    match canvas.pointer() {
        Some(at) => format!("x {:.0}  y {:.0}   {zoom:.0} %", at.x, at.y),
        None => format!("{zoom:.0} %"),
    }
}
