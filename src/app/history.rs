//! Undo and redo by snapshots of what the user chose.

use std::collections::VecDeque;

/// Steps that are kept; the oldest go first.
const STEPS: usize = 200;

/// Snapshots before and after the present.
///
/// A snapshot is taken when the first change after a rest comes; all that follow until the next
/// `rest` belong to the same step, so a drag is one step however many frames it took.
#[derive(Debug)]
pub struct History<T> {
    undo: VecDeque<T>,
    redo: Vec<T>,
    moving: bool,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { undo: VecDeque::new(), redo: Vec::new(), moving: false }
    }
}

impl<T: Clone + PartialEq> History<T> {
    /// Notes that `before` is about to be, or was just, left.
    pub fn changed(&mut self, before: T) {
        self.redo.clear();
        if self.moving {
            return;
        }
        self.moving = true;
        if self.undo.len() == STEPS {
            self.undo.pop_front();
        }
        self.undo.push_back(before);
    }

    /// The hand is at rest. A step that ended where it began is dropped.
    pub fn rest(&mut self, now: &T) {
        if self.moving && self.undo.back() == Some(now) {
            self.undo.pop_back();
        }
        self.moving = false;
    }

    /// What was chosen before the last step; `None` at the beginning.
    #[must_use]
    pub fn undo(&mut self, now: &T) -> Option<T> {
        self.rest(now);
        let before = self.undo.pop_back()?;
        self.redo.push(now.clone());
        Some(before)
    }

    /// What was chosen after the step that was undone last; `None` when there is none.
    #[must_use]
    pub fn redo(&mut self, now: &T) -> Option<T> {
        let after = self.redo.pop()?;
        self.undo.push_back(now.clone());
        Some(after)
    }

    /// Forgets everything: another photo.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether a change is under way and no rest has come since.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.moving
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Inputs;

    fn with_cup(cup_ml: f64) -> Inputs {
        Inputs { cup_ml, ..Inputs::default() }
    }

    #[test]
    fn a_drag_is_one_step() {
        let mut history = History::default();
        let mut now = with_cup(1.0);
        for step in 1..=50_u8 {
            let before = std::mem::replace(&mut now, with_cup(1.0 + f64::from(step)));
            history.changed(before);
        }
        history.rest(&now);
        assert_eq!(history.undo(&now), Some(with_cup(1.0)));
        assert!(!history.can_undo());
        assert_eq!(history.redo(&with_cup(1.0)), Some(now));
    }

    #[test]
    fn a_drag_back_to_the_start_leaves_no_step() {
        let mut history = History::default();
        history.changed(with_cup(1.0));
        history.rest(&with_cup(1.0));
        assert!(!history.can_undo());
    }

    #[test]
    fn it_is_bounded() {
        let mut history = History::default();
        for step in 0..3 * STEPS {
            history.changed(with_cup(1.0 + step as f64));
            history.rest(&with_cup(2.0 + step as f64));
        }
        assert_eq!(history.undo.len(), STEPS);
    }
}
