//! The studio's cases at the left, the one that is open at the right.

use std::path::PathBuf;

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};
use jiff::civil::Date;

use super::case_faces::FacesPage;
use super::case_list::{CaseListModel, case_list_ui};
use super::case_lock::{Secrets, unlock_ui};
use super::case_record::{CaseRecordModel, case_record_ui};
use super::case_report::CaseReportModel;
use super::thumbnails::Thumbnails;
use crate::app::{CaseBench, CaseCommand};
use crate::locale::{Language, spoken};
use crate::ui::panels::Asks;
use crate::ui::theme;

/// What a list is made of: the reading of the cases, what is looked for, the open case, what was refused, the day with
/// the years of keeping, and the language.
type ListKey = (u64, String, Option<PathBuf>, Option<String>, (Date, u16), Language);

/// What the page keeps for itself.
#[derive(Debug, Default)]
pub(in crate::ui) struct CasesPage {
    /// What is looked for in the list.
    wanted: String,
    /// The code of a case that is to be begun.
    code: String,
    /// The list was asked for.
    asked: bool,
    /// Small pictures of the cases that were in sight.
    thumbnails: Thumbnails,
    /// What was typed of passphrases.
    secrets: Secrets,
    /// Boxes that are drawn on a photo.
    faces: FacesPage,
    /// The list as it was made last, and of what.
    made: Option<(ListKey, CaseListModel)>,
}

impl CasesPage {
    /// Lays the page out below the menu.
    pub(in crate::ui) fn ui(
        &mut self,
        ui: &mut Ui,
        (bench, years): (&CaseBench, u16),
        report: &CaseReportModel,
        asks: &mut Asks,
    ) {
        if !std::mem::replace(&mut self.asked, true) {
            asks.commands.push(CaseCommand::List.into());
        }
        let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
        let list = self.list(bench, years);
        let panel = Panel::left(("cases", theme::size_of_words(ui))).frame(side);
        panel.default_size(380.0).size_range(300.0..=560.0).show(ui, |ui| {
            case_list_ui(ui, &list, (&mut self.wanted, &mut self.code, &mut self.thumbnails), asks);
        });
        let record = CaseRecordModel::of(bench, years);
        CentralPanel::no_frame().show(ui, |ui| {
            side.show(ui, |ui| {
                ScrollArea::vertical()
                    .auto_shrink(false)
                    .show(ui, |ui| case_record_ui(ui, record.as_ref(), (report, &mut self.secrets), asks));
            });
        });
        self.faces.ui(ui.ctx(), (bench.open(), report.faces.as_ref()), asks);
        if let Some(folder) = bench.locked() {
            unlock_ui(ui.ctx(), (folder, bench.refused()), &mut self.secrets, asks);
        }
    }

    /// Whether boxes are drawn on a photo: keys are meant for it then.
    pub(in crate::ui) fn is_drawing(&self) -> bool {
        self.faces.is_open()
    }

    /// The list, made anew only when something in it has changed: ten thousand rows take longer than a frame has.
    fn list(&mut self, bench: &CaseBench, years: u16) -> CaseListModel {
        let open = bench.open().map(|open| open.path.clone());
        let refused = bench.refused().map(str::to_owned);
        let key = (bench.listings(), self.wanted.clone(), open, refused, (bench.today(), years), spoken());
        match &self.made {
            Some((made, list)) if *made == key => list.clone(),
            _ => {
                let list = CaseListModel::of(bench, &self.wanted, years);
                self.made = Some((key, list.clone()));
                list
            }
        }
    }
}
