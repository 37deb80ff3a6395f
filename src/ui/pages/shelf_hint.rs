//! Which one bottle would improve most of the last cases.

use egui::{Button, Grid, Label, ProgressBar, RichText, Ui};

use super::shelf_list::warn_ui;
use crate::app::{HintBench, ShelfCommand};
use crate::case::ShoppingHint;
use crate::locale::{number, say, tr};
use crate::ui::panels::Asks;
use crate::ui::widgets::{faint_ui, number_field};
use crate::ui::{Action, theme};

/// Lays the question and its answer out; `most` is how many of the last cases are asked.
pub(super) fn hint_ui(ui: &mut Ui, bench: &HintBench, most: &mut usize, has_cases: bool, asks: &mut Asks) {
    ui.heading(tr("Which bottle is missing?"));
    faint_ui(
        ui,
        tr(
            "The last cases are matched again, each time with one bottle more that is not on the shelf: a reference shade, or one of another library.",
        ),
    );
    if let Some((share, _)) = bench.reading() {
        ui.horizontal(|ui| {
            ui.add(ProgressBar::new(share).desired_width(220.0).show_percentage());
            if ui.button(tr("Stop##verb")).clicked() {
                asks.commands.push(ShelfCommand::StopHint.into());
            }
        });
    } else {
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(tr("Last cases"));
            ui.add(number_field(most).range(1..=50).speed(0.1)).labelled_by(label.id);
            let hint = tr("Takes some minutes; the work goes on meanwhile");
            let look =
                ui.add_enabled(has_cases, Button::new(tr("Look##search for bottles"))).on_hover_text(hint);
            if look.clicked() {
                asks.commands.push(ShelfCommand::Hint(*most, None).into());
            }
            let other = Action::HintLibrary;
            if ui.add_enabled(has_cases, Button::new(other.text())).on_hover_text(other.hint()).clicked() {
                asks.actions.push(other);
            }
        });
        if !has_cases {
            faint_ui(ui, tr("No folder of cases is known yet: begin a case on the page Cases."));
        }
    }
    match bench.found() {
        Some(Ok(found)) => found_ui(ui, found),
        Some(Err(why)) => warn_ui(ui, why),
        None => {}
    }
}

fn found_ui(ui: &mut Ui, found: &ShoppingHint) {
    ui.add_space(4.0);
    ui.add(Label::new(RichText::new(found.told()).strong()).wrap());
    faint_ui(ui, &found.sureness());
    faint_ui(ui, &say!("Asked: %{cases}", cases = found.asked.join(", ")));
    for (code, why) in &found.left_out {
        warn_ui(ui, &say!("%{code} was left out: %{why}", code = code, why = why));
    }
    Grid::new("hints").num_columns(4).striped(true).spacing([14.0, 4.0]).show(ui, |ui| {
        let titles = [
            (tr("Bottle"), tr("Not on the shelf")),
            (tr("Improves"), tr("Cases whose score drops by more than 0.3")),
            (tr("Score drops by"), tr("Median of the cases, and the least and the most")),
            (tr("ΔE drops by"), tr("ΔE00 between the healed scar and its target, median; below 0 it grows")),
        ];
        for (title, hint) in titles {
            ui.label(RichText::new(title).color(theme::faint_ink(ui))).on_hover_text(hint);
        }
        ui.end_row();
        let drop =
            |value: f64| if value.is_finite() { number(value, 1) } else { tr("first plan").to_owned() };
        for bottle in &found.bottles {
            ui.label(&bottle.name);
            ui.label(say!("%{n} of %{all}", n = bottle.improved, all = found.asked.len()));
            let (least, most) = (bottle.drops.first(), bottle.drops.last());
            let [least, most] = [least, most].map(|value| drop(value.copied().unwrap_or(0.0)));
            ui.label(format!("{} ({least} – {most})", drop(bottle.median_drop)));
            ui.label(number(bottle.median_delta_e_drop, 1));
            ui.end_row();
        }
    });
}
