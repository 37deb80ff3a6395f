//! What came out of a frame.

use crate::app::{Command, Edit};
use crate::ui::Action;

/// Everything that was asked for in a frame, in order.
#[derive(Debug, Default)]
pub struct Asks {
    /// For the document.
    pub commands: Vec<Command>,
    /// For the window.
    pub actions: Vec<Action>,
}

impl Asks {
    /// Asks for an edit.
    pub fn edit(&mut self, edit: Edit) {
        self.commands.push(Command::Edit(edit));
    }
}
