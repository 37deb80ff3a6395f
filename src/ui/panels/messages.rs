//! Messages that stay until they are dismissed.

use egui::{Align, Frame, Label, Layout, Margin, Ui};

use super::Asks;
use crate::app::{Command, Message};
use crate::ui::theme;

/// Messages shown at once; the rest follows as these are dismissed.
const SHOWN: usize = 3;

/// Lays the messages out, newest first.
pub fn messages_ui(ui: &mut Ui, messages: &[Message], asks: &mut Asks) {
    for message in messages.iter().rev().take(SHOWN) {
        Frame::new().fill(theme::CARD).corner_radius(4.0).inner_margin(Margin::symmetric(10, 6)).show(
            ui,
            |ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.button("Dismiss").clicked() {
                        asks.commands.push(Command::Dismiss(message.id));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(format!("▲ {}", message.text)).wrap());
                    });
                });
            },
        );
    }
    if messages.len() > SHOWN {
        ui.weak(format!("{} more messages", messages.len() - SHOWN));
    }
}
