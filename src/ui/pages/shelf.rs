//! The studio's bottles: the list at the left, one of them at the right.

mod head;

use std::collections::BTreeMap;

use egui::{Button, CentralPanel, Frame, Label, Margin, Panel, RichText, ScrollArea, Ui, vec2};
use jiff::civil::Date;

use super::shelf_editor::{Draft, EditorDeed, buttons_ui, fields_ui};
use super::shelf_hint::hint_ui;
use super::shelf_import::import_ui;
use super::shelf_list::{ShelfFacts, ShelfListModel, ShelfSort, shelf_list_ui, swatch_ui, warn_ui};
use super::shelf_stock::{StockTold, stock_ui};
use crate::analysis::solids_words;
use crate::app::{Bottles, Command, Document, ShelfBench, ShelfCommand, ShelfState};
use crate::case::LAST_CASES;
use crate::library::{Keep, Shade, is_same_bottle};
use crate::locale::{Language, count, say, spoken, tr};
use crate::shelf::{reminders, reminders_of};
use crate::ui::panels::Asks;
use crate::ui::theme;
use crate::ui::widgets::faint_ui;

/// What a list is made of: what was done, what is looked for and how it is sorted, which library, hidden shades, the
/// day with the months a bottle keeps, and the language.
type ListKey = (u64, (String, ShelfSort), (bool, bool), Vec<String>, (Date, i32), Language);
/// What the quiet line is made of.
type LineKey = (u64, usize, bool, (Date, i32), Language);

/// What the page keeps for itself.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the page")]
pub(in crate::ui) struct ShelfPage {
    wanted: String,
    sort: ShelfSort,
    /// The reference shades are looked at, and not the studio's own.
    reference: bool,
    show_hidden: bool,
    /// A library begins with copies of the reference shades that are not hidden.
    begin_with_copies: bool,
    chosen: Option<String>,
    /// Changes that are not saved, by the id of their bottle; "" for a new one.
    drafts: BTreeMap<String, Draft>,
    remove_asked: bool,
    stock: StockTold,
    keep: Vec<Keep>,
    hint_shown: bool,
    hint_cases: usize,
    /// What was put in last, as it was noticed.
    put: Option<(u64, String)>,
    made: Option<(ListKey, ShelfListModel)>,
    line: Option<(LineKey, String)>,
}

impl Default for ShelfPage {
    fn default() -> Self {
        Self {
            wanted: String::new(),
            sort: ShelfSort::default(),
            reference: false,
            show_hidden: false,
            begin_with_copies: true,
            chosen: None,
            drafts: BTreeMap::new(),
            remove_asked: false,
            stock: StockTold::default(),
            keep: Vec::new(),
            hint_shown: false,
            hint_cases: LAST_CASES,
            put: None,
            made: None,
            line: None,
        }
    }
}

impl ShelfPage {
    /// What a library that is begun now holds.
    pub(in crate::ui) fn begun_with(&self, document: &Document) -> Vec<Shade> {
        let hidden = &document.settings().hidden_shades;
        let all = Bottles::reference_shades().shades().iter().filter(|shade| !hidden.contains(&shade.id));
        if self.begin_with_copies { all.cloned().collect() } else { Vec::new() }
    }

    /// One quiet line for the first page: how many bottles are to be looked after, or hidden; empty for none.
    pub(in crate::ui) fn line(&mut self, bench: &ShelfBench, document: &Document) -> String {
        let own = document.bottles().file().is_some();
        let hidden = document.settings().hidden_shades.len();
        let day = (bench.today(), document.settings().thresholds.opened_months);
        let key = (bench.changes(), hidden, own, day, spoken());
        if let Some((_, line)) = self.line.as_ref().filter(|(made, _)| *made == key) {
            return line.clone();
        }
        let line = match bench.state().filter(|_| own) {
            None if !own && hidden > 0 => {
                count!(hidden, "%{n} reference shade is hidden", "%{n} reference shades are hidden")
            }
            None => String::new(),
            Some(state) => {
                let entries = state.stock.as_ref().map(|stock| stock.entries()).unwrap_or_default();
                let all = reminders(&state.library, entries, day.0, day.1);
                let mut grave: Vec<&str> =
                    all.iter().filter(|told| told.kind.is_grave()).map(|told| told.shade.as_str()).collect();
                grave.dedup();
                match grave.len() {
                    0 => String::new(),
                    n => count!(n, "%{n} bottle to look after", "%{n} bottles to look after"),
                }
            }
        };
        self.line = Some((key, line.clone()));
        line
    }

    /// Lays the page out below the menu.
    pub(in crate::ui) fn ui(
        &mut self,
        ui: &mut Ui,
        (bench, has_cases): (&ShelfBench, bool),
        document: &Document,
        asks: &mut Asks,
    ) {
        self.follow(bench);
        let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
        let own = document.bottles().file().is_some();
        let panel = Panel::left(("bottles", theme::size_of_words(ui))).frame(side);
        panel.default_size(430.0).size_range(320.0..=620.0).show(ui, |ui| {
            self.head_ui(ui, (bench, own), document, asks);
            let list = self.list(bench, own, document);
            let clicked =
                shelf_list_ui(ui, &list, (&mut self.wanted, &mut self.sort), self.chosen.as_deref());
            if clicked.is_some() {
                (self.chosen, self.hint_shown, self.remove_asked) = (clicked, false, false);
            }
        });
        CentralPanel::no_frame().show(ui, |ui| {
            side.show(ui, |ui| {
                let area = ScrollArea::vertical().auto_shrink(false);
                area.show(ui, |ui| self.right_ui(ui, (bench, has_cases), document, asks));
            });
        });
    }

    fn right_ui(
        &mut self,
        ui: &mut Ui,
        (bench, has_cases): (&ShelfBench, bool),
        document: &Document,
        asks: &mut Asks,
    ) {
        let own = document.bottles().file().is_some();
        if let Some(why) = bench.refused() {
            warn_ui(ui, why);
            ui.separator();
        }
        if let Some(review) = bench.review() {
            import_ui(ui, review, &mut self.keep, own, asks);
        } else if self.hint_shown {
            hint_ui(ui, bench.hint(), &mut self.hint_cases, has_cases, asks);
        } else if own && !self.reference {
            self.own_ui(ui, bench, document, asks);
        } else {
            self.reference_ui(ui, own, document, asks);
        }
    }

    /// Notices what was saved: its draft is done with, and it is the one that is shown.
    fn follow(&mut self, bench: &ShelfBench) {
        let Some(state) = bench.state() else { return };
        let put = bench.put().map(|id| (bench.changes(), id.to_owned()));
        if put.is_some() && self.put != put {
            if let Some((_, id)) = &put {
                let saved = |draft: &Draft| {
                    let shade = state.library.shade(&draft.shade.id);
                    shade.is_some_and(|shade| is_same_bottle(&draft.shade, shade))
                };
                let before = self.drafts.len();
                self.drafts.retain(|_, draft| draft.shade.id != *id || !saved(draft));
                if self.drafts.len() != before {
                    self.chosen = Some(id.clone());
                }
            }
            self.put = put;
        }
    }

    /// The list, made anew only when something in it has changed.
    fn list(&mut self, bench: &ShelfBench, own: bool, document: &Document) -> ShelfListModel {
        let reference = self.reference || !own;
        let hidden = document.settings().hidden_shades.clone();
        let day = (bench.today(), document.settings().thresholds.opened_months);
        let search = (self.wanted.clone(), self.sort);
        let key = (bench.changes(), search, (reference, self.show_hidden), hidden.clone(), day, spoken());
        if let Some((_, list)) = self.made.as_ref().filter(|(made, _)| *made == key) {
            return list.clone();
        }
        let list = match bench.state() {
            Some(state) if !reference => {
                let entries = state.stock.as_ref().map(|stock| stock.entries()).unwrap_or_default();
                let facts =
                    ShelfFacts { library: &state.library, entries, own: true, hidden: (&[], true), day };
                ShelfListModel::of(&facts, &self.wanted, self.sort)
            }
            None if !reference => {
                ShelfListModel { told: tr("Reading the bottles").to_owned(), ..Default::default() }
            }
            _ => {
                let library = Bottles::reference_shades();
                let hidden = (hidden.as_slice(), self.show_hidden);
                ShelfListModel::of(
                    &ShelfFacts { library, entries: &[], own: false, hidden, day },
                    &self.wanted,
                    self.sort,
                )
            }
        };
        self.made = Some((key, list.clone()));
        list
    }

    fn own_ui(&mut self, ui: &mut Ui, bench: &ShelfBench, document: &Document, asks: &mut Asks) {
        let Some(state) = bench.state() else { return };
        let Some(id) = self.chosen.clone() else {
            let told = if state.library.shades().is_empty() {
                tr(
                    "Your library is empty. Press “New bottle”, import a table, copy reference shades, or measure a bottle on the page beside this one.",
                )
            } else {
                tr("Choose a bottle at the left.")
            };
            return faint_ui(ui, told);
        };
        let saved = state.library.shade(&id);
        let (today, months) = (bench.today(), document.settings().thresholds.opened_months);
        let mut draft = match (self.drafts.remove(&id), saved) {
            // Undone or changed elsewhere while nothing was typed here: the file counts.
            (Some(draft), Some(saved)) if !draft.is_changed() => {
                if draft.saved == *saved {
                    draft
                } else {
                    Draft::of(saved)
                }
            }
            (Some(draft), Some(saved)) => Draft { saved: saved.clone(), ..draft },
            (Some(draft), None) => Draft { former: None, ..draft },
            (None, Some(saved)) => Draft::of(saved),
            (None, None) => {
                self.chosen = None;
                return;
            }
        };
        title_ui(ui, &draft);
        if let Some(shade) = saved {
            let entries = state.stock.as_ref().map(|stock| stock.entries()).unwrap_or_default();
            for told in reminders_of(shade, entries, today, months) {
                warn_ui(ui, &told.text);
            }
        }
        ui.add_space(6.0);
        let library = &state.library;
        let faults = draft.faults(&|id| library.shade(id).is_some()).to_vec();
        fields_ui(ui, &mut draft, &faults, today);
        ui.add_space(6.0);
        let can_save = draft.is_changed() && faults.is_empty() && !bench.is_busy();
        let deed = buttons_ui(ui, &draft, can_save, &mut self.remove_asked);
        if let Some(shade) = saved {
            ui.separator();
            ui.strong(tr("Stock##of a bottle"));
            stock_ui(ui, (shade, state), &mut self.stock, today, asks);
        }
        let keeps = self.carry_out(deed, &draft, state, asks);
        if keeps {
            self.drafts.insert(id, draft);
        }
    }

    /// Does what a button asked for; whether the draft stays.
    fn carry_out(
        &mut self,
        deed: Option<EditorDeed>,
        draft: &Draft,
        state: &ShelfState,
        asks: &mut Asks,
    ) -> bool {
        match deed {
            None => return true,
            Some(EditorDeed::Save) => {
                let command = ShelfCommand::Put(draft.former.clone(), Box::new(draft.shade.clone()));
                asks.commands.push(command.into());
                return true;
            }
            Some(EditorDeed::Revert) => {
                if draft.former.is_none() {
                    self.chosen = None;
                }
            }
            Some(EditorDeed::Duplicate) => {
                let id = state.library.free_id(&draft.shade.id);
                let shade = Shade { id, lot: None, opened_on: None, label_seen: None, ..draft.shade.clone() };
                self.drafts.insert(String::new(), Draft::new(shade));
                self.chosen = Some(String::new());
                return true;
            }
            Some(EditorDeed::Remove) => {
                asks.commands.extend(draft.former.clone().map(|id| ShelfCommand::Remove(id).into()));
                self.chosen = None;
            }
        }
        false
    }

    /// A reference shade: looked at, hidden or copied, never changed.
    fn reference_ui(&self, ui: &mut Ui, own: bool, document: &Document, asks: &mut Asks) {
        let library = Bottles::reference_shades();
        let Some(shade) = self.chosen.as_deref().and_then(|id| library.shade(id)) else {
            return faint_ui(ui, tr("Choose a bottle at the left."));
        };
        title_ui(ui, &Draft::of(shade));
        faint_ui(ui, tr("A reference shade comes with the program and is never changed."));
        ui.add(Label::new(say!("Holds, mg/ml: %{solids}", solids = solids_words(&shade.solids))).wrap());
        faint_ui(ui, &shade.source);
        ui.add_space(6.0);
        let hidden = document.settings().hidden_shades.contains(&shade.id);
        ui.horizontal_wrapped(|ui| {
            let hint = tr("Recipes from the reference shades use it no longer");
            let name = if hidden { tr("Offer it again") } else { tr("Hide it") };
            if ui.button(name).on_hover_text(hint).clicked() {
                asks.commands.push(Command::HideShade(shade.id.clone(), !hidden));
            }
            if own {
                let there = document.bottles().library().shade(&shade.id).is_some();
                let copy = ui.add_enabled(!there, Button::new(tr("Copy into my library")));
                let copy =
                    copy.on_disabled_hover_text(tr("Your library has a bottle of this short name already"));
                if copy.clicked() {
                    asks.commands.push(ShelfCommand::Copy(vec![shade.clone()]).into());
                }
            }
        });
    }
}

/// Swatch and name.
fn title_ui(ui: &mut Ui, draft: &Draft) {
    ui.horizontal(|ui| {
        let swatch = [12.0, 100.0].map(|water| draft.saved.drawn_down(water));
        swatch_ui(ui, &swatch, vec2(52.0, 40.0));
        let name = match (&draft.former, draft.saved.name.trim()) {
            (None, "") => tr("New bottle"),
            (_, name) => name,
        };
        ui.add(Label::new(RichText::new(name).heading()).truncate());
    });
}
