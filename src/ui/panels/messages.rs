//! Messages: those that something is wrong stay until they are dismissed, those of success go by themselves.

use std::time::Duration;

use egui::{Frame, Id, Label, Margin, ScrollArea, Ui};

use super::Asks;
use crate::analysis::sentence;
use crate::app::{Command, Message};
use crate::locale::{count, tr};
use crate::ui::theme;

/// Messages shown at once; a button opens the rest.
const SHOWN: usize = 2;
/// Tallest message before it scrolls, in points.
const TALLEST: f32 = 150.0;
/// Room for the button, in points.
const BUTTON: f32 = 84.0;
/// How long a message of success stays, in seconds; under the pointer it stays longer.
const STAYS: f64 = 8.0;

/// Lays the messages out, newest first.
pub fn messages_ui(ui: &mut Ui, messages: &[Message], asks: &mut Asks) {
    let open_id = Id::unique("all messages");
    let all = ui.data(|data| data.get_temp(open_id)).unwrap_or(false) && messages.len() > SHOWN;
    for message in messages.iter().rev().take(if all { messages.len() } else { SHOWN }) {
        let frame =
            Frame::new().fill(theme::card(ui)).corner_radius(4.0).inner_margin(Margin::symmetric(10, 6));
        let shown = frame.show(ui, |ui| {
            ui.horizontal_top(|ui| message_ui(ui, message, asks));
        });
        if message.done {
            let read = shown.response.contains_pointer();
            goes_by_itself(ui, message, read, asks);
        }
    }
    if messages.len() > SHOWN {
        let text = if all {
            tr("Show fewer").to_owned()
        } else {
            count!(messages.len() - SHOWN, "%{n} more message", "%{n} more messages")
        };
        if ui.button(text).clicked() {
            ui.data_mut(|data| data.insert_temp(open_id, !all));
        }
    }
}

/// Takes a message away once it was there long enough. The window is woken for that once.
fn goes_by_itself(ui: &Ui, message: &Message, read: bool, asks: &mut Asks) {
    let id = Id::unique(("message since", message.id));
    let now = ui.input(|i| i.time);
    let since = ui.data_mut(|data| {
        let since = data.get_temp_mut_or_insert_with(id, || now);
        if read {
            *since = now;
        }
        *since
    });
    let left = STAYS - (now - since);
    if left <= 0.0 {
        asks.commands.push(Command::Dismiss(message.id));
    } else {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
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
    if ui.button(tr("Dismiss")).clicked() {
        asks.commands.push(Command::Dismiss(message.id));
    }
}
