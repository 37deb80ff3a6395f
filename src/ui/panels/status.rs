//! The line at the foot of the window: what is under way, or what to do next.

use egui::{Align, Layout, ProgressBar, Ui};

use super::{Asks, is_refused_as_red};
use crate::analysis::sentence;
use crate::app::{Command, Document, Reading, Stage, Work};
use crate::locale::{capitalized, number, say, tr};
use crate::ui::Action;
use crate::ui::canvas::{Hand, Tool};
use crate::ui::pages::Page;

/// What the line says.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusModel {
    /// What is under way, or what to do next.
    pub text: String,
    /// Share of the work that is done, while there is work.
    pub share: Option<f32>,
    /// The work was stopped or refused, and can be done again.
    pub can_work_again: bool,
    /// Zoom and place under the pointer.
    pub place: String,
    /// The case that is open and whether it is on the disk; none without one.
    pub case: Option<String>,
}

/// Puts the line's words together.
#[must_use]
pub fn status_model(
    document: &Document,
    reading: Option<Reading>,
    hand: &Hand,
    place: String,
) -> StatusModel {
    let (text, share) = match document.work() {
        Work::Opening(_) => (tr("Opening the photo").to_owned(), Some(0.0)),
        Work::Running(stage) => {
            let waiting = match stage {
                Stage::Calibrate => tr("Reading the card"),
                Stage::Measure => tr("Measuring the tones"),
                Stage::Match => tr("Looking for recipes"),
            };
            let (share, doing) = reading.unwrap_or((0.0, waiting));
            (capitalized(doing), Some(share))
        }
        Work::Stopped(_) => (tr("Stopped").to_owned(), None),
        Work::Refused(..) if is_refused_as_red(document) => {
            (tr("Waiting: the photo is red, as the line at the top says").to_owned(), None)
        }
        Work::Refused(_, why) => (sentence(&why), None),
        Work::AtRest if document.photo().is_none() => {
            (tr("Open a photo or drop one on the window").to_owned(), None)
        }
        Work::AtRest
            if hand.tool == Tool::Chart
                && document.reference_is_current()
                && document.inputs().chart.is_some() =>
        {
            (
                tr("Point at a patch to see what was read there; drag a corner to correct the card's place")
                    .to_owned(),
                None,
            )
        }
        Work::AtRest => (hand.tool.next_step(hand.pen).to_owned(), None),
    };
    let can_work_again = matches!(document.work(), Work::Stopped(_));
    StatusModel { text, share, can_work_again, place, case: None }
}

/// Lays the line out.
pub fn status_panel_ui(ui: &mut Ui, model: &StatusModel, asks: &mut Asks) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.label(&model.place);
        if let Some(case) = &model.case {
            let hint = tr("The case that is open, and whether it is on the disk; shows its page");
            if ui.button(case).on_hover_text(hint).clicked() {
                asks.actions.push(Action::Show(Page::Cases));
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let Some(share) = model.share {
                let done = number(f64::from(share * 100.0), 0);
                ui.add(ProgressBar::new(share).desired_width(140.0).animate(false))
                    .accessible_name(say!("Progress, %{percent} %", percent = done));
                if ui.button(tr("Cancel")).clicked() {
                    asks.commands.push(Command::CancelWork);
                }
            }
            if model.can_work_again && ui.button(tr("Work again")).clicked() {
                asks.commands.push(Command::WorkAgain);
            }
            ui.add(egui::Label::new(&model.text).truncate());
        });
    });
}
