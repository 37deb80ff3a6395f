//! Whether the scar may be done darker, and the question before a plan that something speaks against.

use egui::{Context, Id, Label, Modal};

use crate::app::{CaseCommand, Hasty};
use crate::case::Gate;
use crate::locale::{date, say, tr};
use crate::ui::panels::Asks;

/// Whether a darker session may follow.
pub(super) fn gate_words(gate: Gate) -> String {
    match gate {
        Gate::First => {
            tr("No session yet: the first is light and sparse, after a test on the scar.").to_owned()
        }
        Gate::Tested(day) => say!(
            "No session yet. The colour test of %{day} was seen healed: the scar may be matched to it.",
            day = date(day)
        ),
        Gate::Healing(session, healed) => say!(
            "Last session on %{session}. Darker only after a photo of the healed marks, from %{healed} on.",
            session = date(session),
            healed = date(healed)
        ),
        Gate::Open(session) => say!(
            "Last session on %{session}, seen healed: compare, then go darker only where it is needed.",
            session = date(session)
        ),
    }
}

/// Asks whether a plan is to be used that something speaks against.
pub(in crate::ui) fn hasty_ui(ctx: &Context, hasty: &Hasty, asks: &mut Asks) {
    let modal = Modal::new(Id::unique("hasty plan")).show(ctx, |ui| {
        ui.set_max_width(440.0);
        ui.heading(if hasty.gate.is_some() {
            tr("Not yet as dark as this")
        } else {
            tr("Before this plan is used")
        });
        for told in &hasty.against {
            ui.add(Label::new(format!("⚠ {told}")).wrap());
        }
        if let Some(gate) = hasty.gate {
            ui.add(Label::new(gate_words(gate)).wrap());
            let told = tr(
                "This plan is not the one for the first session, and marks that healed too dark are removed by laser only. \
                 If you use it all the same, that is noted with the visit.",
            );
            ui.add(Label::new(told).wrap());
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let leave = ui.button(tr("Do not use it")).clicked();
            (ui.button(tr("Use it all the same")).clicked(), leave)
        })
        .inner
    });
    let (go_on, leave) = modal.inner;
    if go_on || leave || modal.should_close() {
        asks.commands.push(CaseCommand::AnswerHasty(go_on).into());
    }
}
