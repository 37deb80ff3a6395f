//! The studio's cases at the left, the one that is open at the right.

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use super::case_list::{CaseListModel, case_list_ui};
use super::case_record::{CaseRecordModel, case_record_ui};
use crate::app::{CaseBench, CaseCommand};
use crate::ui::panels::Asks;
use crate::ui::theme;

/// What the page keeps for itself.
#[derive(Debug, Default)]
pub(in crate::ui) struct CasesPage {
    /// What is looked for in the list.
    wanted: String,
    /// The code of a case that is to be begun.
    code: String,
    /// The list was asked for.
    asked: bool,
}

impl CasesPage {
    /// Lays the page out below the menu.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, bench: &CaseBench, asks: &mut Asks) {
        if !std::mem::replace(&mut self.asked, true) {
            asks.commands.push(CaseCommand::List.into());
        }
        let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
        let list = CaseListModel::of(bench, &self.wanted);
        let panel = Panel::left(("cases", theme::size_of_words(ui))).frame(side);
        panel.default_size(380.0).size_range(300.0..=560.0).show(ui, |ui| {
            case_list_ui(ui, &list, (&mut self.wanted, &mut self.code), asks);
        });
        let record = CaseRecordModel::of(bench);
        CentralPanel::no_frame().show(ui, |ui| {
            side.show(ui, |ui| {
                ScrollArea::vertical()
                    .auto_shrink(false)
                    .show(ui, |ui| case_record_ui(ui, record.as_ref(), asks));
            });
        });
    }
}
