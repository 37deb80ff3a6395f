//! The plans as cards.

use egui::{Align, Button, CollapsingHeader, Frame, Label, Layout, Margin, RichText, TextStyle, Ui};

use super::{Asks, CardModel, ProposalsModel, ZoneModel, by_hand_ui, others_ui};
use crate::app::{CaseCommand, Edit, PlanRef, PreviewCommand};
use crate::locale::{say, tr};
use crate::ui::panels::cup::{cup_ui, row_name_width, swatches_ui};
use crate::ui::panels::log_line::log_ui;
use crate::ui::theme;
use crate::ui::widgets::{buttons_width, line_width, range_bar_ui};

/// Share of a card's width that the swatches take.
const SWATCHES: f32 = 0.385;
/// Distances and chances, in points.
const FIGURES: f32 = 13.0;

/// Lays the panel out.
pub fn proposals_panel_ui(ui: &mut Ui, model: &ProposalsModel, asks: &mut Asks) {
    ui.horizontal(|ui| {
        ui.heading(tr("Recipes"));
        if !model.job.is_empty() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let job = Label::new(say!("Job: %{job}", job = model.job)).truncate();
                ui.add(job).on_hover_text(&model.job_why);
            });
        }
    });
    if let Some(empty) = &model.empty {
        ui.add(Label::new(RichText::new(empty).strong()).wrap());
        ui.add(Label::new(&model.job_why).wrap());
    }
    if let Some(job) = model.all_the_same
        && ui.button(tr("Show the best all the same")).clicked()
    {
        asks.edit(Edit::SetJob(Some(job)));
    }
    if !model.verdict.is_empty() {
        ui.add(Label::new(&model.verdict).wrap());
    }
    if model.outdated {
        ui.label(tr("Being worked out again; these are the recipes from before."));
    }
    log_ui(ui, &model.log, asks);
    if let Some(by_hand) = &model.by_hand {
        by_hand_ui(ui, by_hand, asks);
    }
    // The plan by hand stands beside where it is changed.
    let (by_hand, others): (Vec<_>, Vec<_>) =
        model.cards.iter().partition(|card| card.which == PlanRef::ByHand);
    for card in by_hand.into_iter().chain(others) {
        ui.push_id(card.which, |ui| card_ui(ui, card, asks));
        if card.which == PlanRef::Found(0) {
            notes_ui(ui, &model.notes);
        }
    }
    for (place, why) in &model.refused {
        ui.horizontal_wrapped(|ui| {
            ui.add(Label::new(why).wrap());
            if ui.button(tr("Unpin")).clicked() {
                asks.edit(Edit::Unpin(*place));
            }
        });
    }
    if model.cards.is_empty() {
        notes_ui(ui, &model.notes);
    } else if !model.job_why.is_empty() {
        CollapsingHeader::new(tr("Why this job"))
            .id_salt("why this job")
            .show(ui, |ui| ui.add(Label::new(&model.job_why).wrap()));
    }
    if let Some(others) = &model.others {
        others_ui(ui, others, asks);
    }
}

fn notes_ui(ui: &mut Ui, notes: &[String]) {
    for note in notes {
        ui.add(Label::new(format!("⚠ {note}")).wrap());
    }
}

/// One plan, in all the width there is.
pub(super) fn card_ui(ui: &mut Ui, card: &CardModel, asks: &mut Asks) {
    Frame::new().fill(theme::card(ui)).corner_radius(4.0).inner_margin(Margin::symmetric(10, 7)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            head_ui(ui, card, asks);
            for line in [&card.also, &card.same].into_iter().filter(|line| !line.is_empty()) {
                ui.add(Label::new(RichText::new(line).size(FIGURES).color(theme::faint_ink(ui))).wrap());
            }
            for (i, zone) in card.zones.iter().enumerate() {
                if i > 0 {
                    ui.add(egui::Separator::default().spacing(5.0));
                }
                ui.push_id(i, |ui| zone_ui(ui, zone));
            }
            ui.add(Label::new(RichText::new(&card.limit).size(FIGURES).color(theme::faint_ink(ui))).wrap());
            for warning in &card.warnings {
                ui.add(Label::new(format!("⚠ {warning}")).wrap());
            }
            CollapsingHeader::new(tr("Why")).id_salt("why").show(ui, |ui| {
                if ui.button(tr("Copy##verb")).on_hover_text(tr("Copy this plan as text")).clicked() {
                    ui.copy_text(card.text.clone());
                }
                for line in &card.why {
                    ui.add(Label::new(line).wrap());
                }
            });
        },
    );
}

/// What a plan is and what can be done with it, in one line where there is room.
fn head_ui(ui: &mut Ui, card: &CardModel, asks: &mut Asks) {
    let title = Label::new(RichText::new(&card.kind).heading()).truncate();
    let change = (card.which != PlanRef::ByHand).then(|| tr("Change##verb"));
    let used = card.decided.map(|_| tr("Use today"));
    let deeds = [tr("Show on photo"), tr("Pin##verb")].into_iter().chain(change).chain(used);
    let heading = TextStyle::Heading.resolve(ui.style()).size;
    let wanted = line_width(ui, &card.kind, heading) + ui.spacing().item_spacing.x + buttons_width(ui, deeds);
    if wanted > ui.available_width() {
        ui.add(title).on_hover_text(&card.kind);
        ui.horizontal_wrapped(|ui| deeds_ui(ui, card, asks));
        return;
    }
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            deeds_ui(ui, card, asks);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(title).on_hover_text(&card.kind);
            });
        });
    });
}

/// What can be done with a plan, from the side it is laid out.
fn deeds_ui(ui: &mut Ui, card: &CardModel, asks: &mut Asks) {
    let toggle = |on: bool, name: &str| Button::selectable(on, name.to_owned()).frame_when_inactive(true);
    let hint = tr("See this plan on the head: a simulation, not a promise");
    if ui.add(toggle(card.shown, tr("Show on photo"))).on_hover_text(hint).clicked() {
        let command = if card.shown { PreviewCommand::Hide } else { PreviewCommand::Show(card.which) };
        asks.commands.push(command.into());
    }
    let hint = tr("Change parts, water and density, and see what comes of it");
    if card.which != PlanRef::ByHand && ui.button(tr("Change##verb")).on_hover_text(hint).clicked() {
        asks.edit(Edit::ChangeByHand(Some(Box::new(card.plan.clone()))));
    }
    if let Some(decided) = card.decided {
        let hint = tr("Write down in the client's case that this plan is used today, with bottles and lots");
        if ui.add(toggle(decided, tr("Use today"))).on_hover_text(hint).clicked() {
            asks.commands.push(CaseCommand::Decide(card.which).into());
        }
    }
    let hint = tr("Keep this plan, whatever is found later, and compare it with others (F5)");
    if ui.add(toggle(card.pinned.is_some(), tr("Pin##verb"))).on_hover_text(hint).clicked() {
        asks.edit(match card.pinned {
            Some(place) => Edit::Unpin(place),
            None => Edit::Pin(card.kind.clone(), Box::new(card.plan.clone())),
        });
    }
}

/// Cups to the left, what comes of them to the right, figures below both.
fn zone_ui(ui: &mut Ui, zone: &ZoneModel) {
    ui.spacing_mut().interact_size.y = 18.0;
    ui.horizontal(|ui| {
        ui.strong(&zone.name);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(&zone.density).size(FIGURES).color(theme::faint_ink(ui)));
        });
    });
    let all = ui.available_width();
    // Longer names of the rows, in some languages, do not take room from the colours.
    let longer = row_name_width(ui, &zone.strips) - row_name_width(ui, &[]);
    let swatches = if zone.strips.is_empty() { 0.0 } else { (all * SWATCHES).clamp(110.0, 220.0) + longer };
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width((all - swatches - ui.spacing().item_spacing.x).max(100.0));
            for (i, cup) in zone.cups.iter().enumerate() {
                ui.push_id(i, |ui| cup_ui(ui, cup));
            }
        });
        swatches_ui(ui, &zone.strips, swatches);
    });
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for bar in &zone.bars {
            range_bar_ui(ui, bar);
        }
        ui.add(Label::new(RichText::new(&zone.chances).size(FIGURES)).wrap());
    });
}
