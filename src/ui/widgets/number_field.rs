//! Numbers that are typed or dragged, with a point or a comma.

use egui::DragValue;
use egui::emath::Numeric;

use crate::locale::read_number;

/// A field for a number. It takes a point or a comma, and shows what the language writes.
pub fn number_field<N: Numeric>(value: &mut N) -> DragValue<'_> {
    DragValue::new(value).custom_parser(read_number)
}
