//! What is left of a bottle, and what was written down of it.

use egui::{Button, Grid, Label, Ui};
use jiff::civil::Date;

use super::shelf_list::warn_ui;
use crate::app::{ShelfCommand, ShelfState};
use crate::library::Shade;
use crate::locale::{count, date, number, say, tr};
use crate::shelf::{StockEntry, StockEvent, StockLevel, price_per_ml};
use crate::ui::panels::Asks;
use crate::ui::widgets::{faint_ui, number_field};

/// Lines of the ledger that are shown, newest first.
const MOST_LINES: usize = 12;

/// What is typed for the next line of the ledger.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct StockTold {
    ml: f64,
    cost: f64,
}

/// Lays the stock of a saved bottle out.
pub(super) fn stock_ui(
    ui: &mut Ui,
    (shade, state): (&Shade, &ShelfState),
    told: &mut StockTold,
    today: Date,
    asks: &mut Asks,
) {
    let ledger = match &state.stock {
        Ok(ledger) => ledger,
        Err(why) => return warn_ui(ui, why),
    };
    let level = StockLevel::of(shade, ledger.entries());
    ui.add(Label::new(level_words(shade, &level)).wrap());
    let lot = shade.lot.clone().unwrap_or_default();
    let mut write = |what: StockEvent, ml: f64, cost: Option<f64>| {
        let entry = StockEntry { lot: lot.clone(), cost, ..StockEntry::new(today, &shade.id, what, ml) };
        asks.commands.push(ShelfCommand::Stock(entry).into());
    };
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(tr("Amount"));
        ui.add(number_field(&mut told.ml).range(0.0..=10_000.0).speed(0.1).max_decimals(2).suffix(" ml"))
            .labelled_by(label.id);
        let label = ui.label(tr("Paid"));
        ui.add(number_field(&mut told.cost).range(0.0..=1_000_000.0).speed(0.5).max_decimals(2))
            .labelled_by(label.id);
    });
    ui.horizontal_wrapped(|ui| {
        let hint =
            tr("A bottle of this amount was bought today, for what was paid; 0 where that is not known");
        let bought = ui.add_enabled(told.ml > 0.0, Button::new(tr("Bought"))).on_hover_text(hint);
        if bought.clicked() {
            write(StockEvent::Bought, told.ml, (told.cost > 0.0).then_some(told.cost));
        }
        let hint = tr("Looked at today: this amount is left, whatever was mixed before");
        if ui.button(tr("Counted")).on_hover_text(hint).clicked() {
            write(StockEvent::Corrected, told.ml, None);
        }
        let hint =
            tr("A bottle was opened today; put the day into its field too, so that it is counted from there");
        if ui.button(tr("Opened today")).on_hover_text(hint).clicked() {
            write(StockEvent::Opened, 0.0, None);
        }
    });
    history_ui(ui, ledger.entries(), &shade.id, asks);
}

fn level_words(shade: &Shade, level: &StockLevel) -> String {
    let mut parts = Vec::new();
    match (level.left_ml, level.full_ml) {
        (Some(left), Some(full)) => {
            parts.push(say!(
                "%{ml} ml left, a full bottle holds %{full} ml",
                ml = number(left.max(0.0), 2),
                full = number(full, 1)
            ));
        }
        (Some(left), None) => parts.push(say!("%{ml} ml left", ml = number(left.max(0.0), 2))),
        (None, _) => {
            parts.push(tr("Nobody has told how much there is: give its volume, or count it").to_owned());
        }
    }
    let price = price_per_ml(shade);
    if let Some(per_cup) = level.per_cup_ml {
        let mut cup = say!("a cup takes %{ml} ml", ml = number(per_cup, 2));
        if let Some(price) = price {
            cup = say!("%{cup} and costs %{cost} of it", cup = cup, cost = number(price * per_cup, 2));
        }
        parts.push(cup);
        if let Some(cups) = level.cups_left() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a count of cups, not below 0"
            )]
            let cups = cups.min(1e6) as usize;
            parts.push(count!(cups, "it runs out in about %{n} cup", "it runs out in about %{n} cups"));
        }
    }
    parts.extend(price.map(|price| say!("1 ml costs %{price}", price = number(price, 2))));
    parts.join("; ") + "."
}

fn history_ui(ui: &mut Ui, entries: &[StockEntry], id: &str, asks: &mut Asks) {
    let own: Vec<&StockEntry> = entries.iter().rev().filter(|entry| entry.shade == id).collect();
    if own.is_empty() {
        faint_ui(
            ui,
            tr("Nothing is written down yet. What is mixed with “Use today” is taken from here by itself."),
        );
        return;
    }
    Grid::new("stock_lines").num_columns(3).spacing([12.0, 3.0]).show(ui, |ui| {
        for (place, entry) in own.iter().take(MOST_LINES).enumerate() {
            ui.label(date(entry.day));
            ui.add(Label::new(entry_words(entry)).truncate());
            if entry.cup.is_none() {
                let name = say!("Take out line %{n}", n = place + 1);
                let remove = ui.button("×").on_hover_text(tr("Take this line out again"));
                remove.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if remove.clicked() {
                    asks.commands.push(ShelfCommand::Unstock((*entry).clone()).into());
                }
            } else {
                ui.label("");
            }
            ui.end_row();
        }
    });
    if own.len() > MOST_LINES {
        faint_ui(ui, &say!("and %{n} lines before; all are in stock.ron", n = own.len() - MOST_LINES));
    }
}

fn entry_words(entry: &StockEntry) -> String {
    let ml = number(entry.ml, 2);
    let mut text = match entry.what {
        StockEvent::Bought => say!("bought, %{ml} ml", ml = ml),
        StockEvent::Opened => tr("opened##a bottle").to_owned(),
        StockEvent::Corrected => say!("counted, %{ml} ml", ml = ml),
        StockEvent::Mixed => say!("mixed, %{ml} ml", ml = ml),
    };
    if let Some(cup) = &entry.cup {
        let place = cup.place.title();
        text = say!("%{mixed}: case %{code}, %{place}", mixed = text, code = cup.case, place = place);
    }
    if !entry.lot.is_empty() {
        text = say!("%{line}, lot %{lot}", line = text, lot = entry.lot);
    }
    match entry.cost {
        Some(cost) => say!("%{line}, for %{cost}", line = text, cost = number(cost, 2)),
        None => text,
    }
}
