//! Asking what a scar is to be called.

use super::{Hand, Selection};
use crate::app::ShapeRef;
use crate::region::Regions;

impl Hand {
    /// The scar whose name is to be told, by its place on the list.
    #[must_use]
    pub fn scar_to_name(&self) -> Option<usize> {
        self.to_name
    }

    /// Asks for the name of a scar.
    pub fn ask_name(&mut self, scar: usize) {
        self.to_name = Some(scar);
    }

    /// The name was told, or will not be.
    pub fn name_told(&mut self) {
        self.to_name = None;
    }

    /// The scar that is selected, or the only one.
    pub(super) fn selected_scar(&self, regions: &Regions) -> Option<usize> {
        match self.selection {
            Some(Selection::Outline(ShapeRef::Scar { scar, .. }, _)) => Some(scar),
            _ => (regions.scars.len() == 1).then_some(0),
        }
    }
}
