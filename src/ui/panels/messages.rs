//! Messages that stay until they are dismissed.

use egui::{Frame, Label, Margin, ScrollArea, Ui};

use super::Asks;
use crate::analysis::sentence;
use crate::app::{Command, Message};
use crate::ui::theme;

/// Messages shown at once; the rest follows as these are dismissed.
const SHOWN: usize = 3;
/// Tallest message before it scrolls, in points.
const TALLEST: f32 = 150.0;
/// Room for the button, in points.
const BUTTON: f32 = 84.0;

/// Lays the messages out, newest first.
pub fn messages_ui(ui: &mut Ui, messages: &[Message], asks: &mut Asks) {
    for message in messages.iter().rev().take(SHOWN) {
        Frame::new().fill(theme::card(ui)).corner_radius(4.0).inner_margin(Margin::symmetric(10, 6)).show(
            ui,
            |ui| {
                ui.horizontal_top(|ui| message_ui(ui, message, asks));
            },
        );
    }
    if messages.len() > SHOWN {
        ui.weak(format!("{} more messages", messages.len() - SHOWN));
    }
}

fn message_ui(ui: &mut Ui, message: &Message, asks: &mut Asks) {
    let room = (ui.available_width() - BUTTON).max(80.0);
    ui.vertical(|ui| {
        ui.set_width(room);
        // A library can have more problems than the window has lines.
        ScrollArea::vertical().id_salt(message.id).max_height(TALLEST).show(ui, |ui| {
            let mark = if message.done { "✔" } else { "⚠" };
            ui.add(Label::new(format!("{mark} {}", sentence(&message.text))).wrap());
        });
    });
    if ui.button("Dismiss").clicked() {
        asks.commands.push(Command::Dismiss(message.id));
    }
}
