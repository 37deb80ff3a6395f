//! A day that is typed as the language writes it.

use egui::{Id, TextEdit, TextStyle, Ui};
use jiff::civil::Date;

use super::text::line_width;
use crate::locale::{date, read_date, tr};

/// Letters of the longest day that is read: "2026-11-29".
const LONGEST: usize = 10;

/// How wide such a field is.
pub(crate) fn day_field_width(ui: &Ui) -> f32 {
    let size = TextStyle::Body.resolve(ui.style()).size;
    line_width(ui, tr("YYYY-MM-DD"), size).max(line_width(ui, "0000-00-00", size)) + 22.0
}

/// A field for a day; empty for none. What is being typed stays as it is until it can be read or the field is left.
/// Whether the day has changed.
pub fn day_field(ui: &mut Ui, (salt, label): (Id, &str), day: &mut Option<Date>) -> bool {
    let shown = day.map(date).unwrap_or_default();
    let mut typed: String = ui.data_mut(|data| data.get_temp(salt)).unwrap_or_else(|| shown.clone());
    let form = tr("YYYY-MM-DD");
    let width = day_field_width(ui);
    let field = TextEdit::singleline(&mut typed).id(salt).char_limit(LONGEST).desired_width(width);
    let field = field.hint_text(form);
    let field = ui.add(field).on_hover_text(label);
    field.widget_info(|| egui::WidgetInfo::text_edit(true, &shown, &typed, label));
    let new = if typed.trim().is_empty() { None } else { read_date(&typed) };
    let understood = new.is_some() || typed.trim().is_empty();
    let changed = field.changed() && understood && new != *day;
    if changed {
        *day = new;
    }
    if field.has_focus() {
        ui.data_mut(|data| data.insert_temp(salt, typed));
    } else {
        ui.data_mut(|data| data.remove::<String>(salt));
    }
    changed
}
