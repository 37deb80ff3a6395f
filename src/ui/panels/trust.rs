//! How far the photo can be trusted, in a line that is always in sight.

use egui::{Label, RichText, Role, Ui, WidgetInfo};

use super::Asks;
use crate::app::{Document, Edit, Stage, Work};
use crate::locale::{count, tr};
use crate::trust::{Reason, TrustLevel};
use crate::ui::{Action, theme};

/// What the line shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustModel {
    /// "⚠ Photo: usable, less sure than its figures say".
    pub verdict: String,
    /// The worst reason.
    pub worst: String,
    /// All reasons, the worst first, each with how bad it is.
    pub reasons: Vec<String>,
    /// It is red and can be matched all the same, or that can be taken back.
    pub accepted: Option<bool>,
}

/// Puts the line together; nothing before the photo was judged.
#[must_use]
pub fn trust_model(document: &Document) -> TrustModel {
    let Some(trust) = document.trust() else { return TrustModel::default() };
    let accepted = (trust.level == TrustLevel::Red).then(|| document.inputs().accept_photo);
    let waits = document.inputs().regions.scars.is_empty();
    let worst = trust.decisive().next().or(trust.reasons.first().filter(|_| waits));
    let verdict = match (trust.level, accepted) {
        (TrustLevel::Green, _) if waits => tr("✔ Photo green so far"),
        (TrustLevel::Green, _) => tr("✔ Photo green: nothing speaks against it"),
        (TrustLevel::Amber, _) => tr("⚠ Photo amber: usable, less sure than its figures say"),
        (TrustLevel::Red, Some(true)) => tr("⚠ Photo red, accepted on purpose"),
        (TrustLevel::Red, _) => tr("⚠ Photo red: take it again"),
    };
    TrustModel {
        verdict: verdict.to_owned(),
        worst: worst.map(|reason| reason.text.clone()).unwrap_or_default(),
        reasons: trust.reasons.iter().map(words).collect(),
        accepted,
    }
}

/// What stops the work is that the photo is red: the line says why, and holds the button that goes on all the same.
#[must_use]
pub(in crate::ui) fn is_refused_as_red(document: &Document) -> bool {
    let red = document.trust().is_some_and(|trust| trust.level == TrustLevel::Red);
    red && !document.inputs().accept_photo && matches!(document.work(), Work::Refused(Stage::Measure, _))
}

fn words(reason: &Reason) -> String {
    let level = match reason.level {
        TrustLevel::Green => tr("Told only"),
        TrustLevel::Amber => tr("Amber##traffic light"),
        TrustLevel::Red => tr("Red##traffic light"),
    };
    format!("{level}: {}", reason.text)
}

/// Lays the line out.
pub fn trust_line_ui(ui: &mut Ui, model: &TrustModel, asks: &mut Asks) {
    ui.horizontal(|ui| {
        if model.verdict.is_empty() {
            ui.label(RichText::new(tr("The photo is being judged.")).color(theme::faint_ink(ui)));
            return;
        }
        ui.label(RichText::new(&model.verdict).strong());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(accepted) = model.accepted {
                let (text, hint) = if accepted {
                    (tr("Take that back"), tr("Recipes are then no longer proposed for this photo"))
                } else {
                    (
                        tr("Match it all the same"),
                        tr("Recipes are proposed in spite of this; every output says so"),
                    )
                };
                if ui.button(text).on_hover_text(hint).clicked() {
                    asks.edit(Edit::AcceptPhoto(!accepted));
                }
            }
            if !model.reasons.is_empty() {
                let text = count!(model.reasons.len(), "%{n} reason", "%{n} reasons");
                if ui.button(text).on_hover_text(Action::PhotoTrust.hint()).clicked() {
                    asks.actions.push(Action::PhotoTrust);
                }
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let said =
                    ui.add(Label::new(RichText::new(&model.worst).color(theme::faint_ink(ui))).truncate());
                said.widget_info(|| WidgetInfo::labeled(Role::Label, true, &model.worst));
            });
        });
    });
}

/// All reasons, on a page of their own.
pub fn trust_page_ui(ui: &mut Ui, model: &TrustModel) {
    ui.strong(&model.verdict);
    for reason in &model.reasons {
        ui.add(Label::new(reason).wrap());
    }
}
