//! Reference shades that are not offered.

use super::Document;
use crate::app::Bottles;

impl Document {
    /// Mixes from the reference shades again, but for those that are hidden.
    pub(super) fn use_reference_shades(&mut self) {
        self.reading = None;
        self.orders.read_library = None;
        self.settings.library = None;
        self.mix_from(Bottles::reference_without(&self.settings.hidden_shades));
    }

    /// Offers a reference shade no longer, or again.
    pub(super) fn hide(&mut self, id: String, hide: bool) {
        self.settings.hidden_shades.retain(|hidden| *hidden != id);
        if hide {
            self.settings.hidden_shades.push(id);
        }
        self.settings.hidden_shades.sort();
        if self.bottles.file().is_none() {
            self.mix_from(Bottles::reference_without(&self.settings.hidden_shades));
        }
    }
}
