//! The window before a class.

use egui::{
    Align, Button, CentralPanel, Context, Frame, Layout, Margin, Panel, ScrollArea, Ui, ViewportCommand,
};

use super::Window;
use crate::app::{Command, PracticeCommand};
use crate::locale::{say, tr};
use crate::ui::canvas::Tool;
use crate::ui::pages::Page;
use crate::ui::panels::{Asks, COVERED, covered_ui, tones_model};
use crate::ui::photo_model::canvas_model;
use crate::ui::presenter::{Before, Presenter, Step};
use crate::ui::{Action, CanvasModel, CanvasPreview, theme};

/// Share of the width that tones and recipes take before a class.
const RESULTS: f32 = 0.46;

impl Window {
    /// Whether the window is shown to a class.
    #[must_use]
    pub fn is_presenting(&self) -> bool {
        self.presenter.is_some()
    }

    /// Sections that are revealed before a class; none without one.
    #[must_use]
    pub fn revealed(&self) -> Option<usize> {
        self.presenter.as_ref().map(|presenter| presenter.revealed)
    }

    /// Begins or ends presenter mode.
    pub(super) fn present(&mut self, ctx: &Context, commands: &mut Vec<Command>) {
        // The size of words is set anew in the next frame.
        self.display = None;
        if let Some(Presenter { before, .. }) = self.presenter.take() {
            self.page = before.page;
            self.canvas.hand.tool = before.tool;
            self.as_taken = before.as_taken;
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(before.full_screen));
            commands.push(PracticeCommand::Present(false).into());
            return;
        }
        let full_screen = ctx.input(|i| i.viewport().fullscreen).unwrap_or(false);
        let (page, tool) = (self.page, self.canvas.hand.tool);
        self.presenter = Some(Presenter::new(Before { page, tool, full_screen, as_taken: self.as_taken }));
        if page != Page::Practice {
            self.page = Page::Match;
        }
        // Nothing is drawn by mistake, and no page over the window stays.
        self.canvas.hand.tool = Tool::Photo;
        self.pages.open = None;
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        commands.push(PracticeCommand::Present(true).into());
    }

    /// Reveals or covers: a section of a case, or the answer of an exercise.
    pub(super) fn presenter_step(&mut self, step: Step) {
        if self.page != Page::Practice {
            if let Some(presenter) = &mut self.presenter {
                presenter.step(step);
            }
            return;
        }
        let answered = self.workbench.practice().answered().is_some();
        match step {
            Step::Back => self.practice.cover(answered),
            Step::Next if answered && self.practice.is_covered() => self.practice.cover(false),
            Step::Next => self.practice.enter(),
        }
    }

    /// The slim bar in place of the menu: two pages, and the way through them.
    pub(super) fn presenter_bar_ui(&mut self, ui: &mut Ui, asks: &mut Asks) -> Option<Step> {
        let mut step = None;
        ui.horizontal(|ui| {
            for page in [Page::Match, Page::Practice] {
                if ui.add(Button::selectable(page == self.page, page.name())).clicked() {
                    asks.actions.push(Action::Show(page));
                }
            }
            ui.separator();
            if ui.button(tr("Cover last")).on_hover_text(tr("PageUp")).clicked() {
                step = Some(Step::Back);
            }
            if ui.button(tr("Reveal next")).on_hover_text(tr("Space or PageDown")).clicked() {
                step = Some(Step::Next);
            }
            if let Some(presenter) = self.presenter.as_ref().filter(|_| self.page == Page::Match) {
                ui.label(say!("%{revealed} of %{all}", revealed = presenter.revealed, all = COVERED));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(tr("Leave presenter mode")).on_hover_text("F11").clicked() {
                    asks.actions.push(Action::Presenter);
                }
            });
        });
        step
    }

    /// The photo at the left, what is covered at the right.
    pub(super) fn presented_case_ui(&mut self, ui: &mut Ui, asks: &mut Asks) {
        let Some(revealed) = self.presenter.as_ref().map(|presenter| presenter.revealed) else { return };
        let tones = tones_model(self.workbench.document());
        let plans = self.plans();
        let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
        let width = ui.available_width() * RESULTS;
        let panel = Panel::right("presented").frame(side).resizable(false).exact_size(width);
        let wanted = panel.show(ui, |ui| {
            ScrollArea::vertical()
                .auto_shrink(false)
                .show(ui, |ui| covered_ui(ui, &tones, &plans, revealed))
                .inner
        });
        if let Some(presenter) = &mut self.presenter {
            presenter.revealed = wanted.inner;
        }
        let (document, showing) = (self.workbench.document(), self.workbench.preview());
        let mut show = self.view.show;
        show.screen_px_per_mm = document.settings().screen_points_per_mm * f64::from(ui.pixels_per_point());
        // A plan on the photo would give the looks away.
        let preview = showing.preview().filter(|_| revealed >= COVERED);
        let preview = preview.map(|preview| CanvasPreview { preview, mode: self.view.mode, show });
        let model = CanvasModel { preview, ..canvas_model(document, self.as_taken) };
        let canvas = &mut self.canvas;
        CentralPanel::no_frame().show(ui, |ui| canvas.ui(ui, &model, &mut asks.commands));
        // The case is looked at and not changed.
        asks.commands.retain(|command| !matches!(command, Command::Edit(_)));
    }
}
