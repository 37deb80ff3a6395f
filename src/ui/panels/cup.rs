//! What goes into a cup, and what comes of it.

use egui::text::{LayoutJob, TextFormat};
use egui::{Label, Rect, RichText, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{CupModel, StripModel};
use crate::ui::widgets::{cut_mark_ui, line_width, paint_line};
use crate::ui::{glossary, theme};

/// Least and most room for the name of a row of swatches, in points.
const ROW_NAME: [f32; 2] = [28.0, 66.0];
/// Room for the names above the swatches, in points.
const NAMES: f32 = 15.0;
/// Height of a swatch, in points.
const SWATCH: f32 = 22.0;
/// Mat around the swatches, in points.
const MAT: f32 = 5.0;
/// Names, in points.
const NAME_SIZE: f32 = 11.5;
/// Names above the swatches, in points.
const TITLE_SIZE: f32 = 10.5;
/// Room for parts and for volumes, in points.
const FIGURES: [f32; 2] = [58.0, 54.0];

/// The bottles of a cup. A long name is broken: two bottles may differ in their last word.
pub(super) fn cup_ui(ui: &mut Ui, cup: &CupModel) {
    ui.add(Label::new(RichText::new(&cup.title).size(NAME_SIZE).color(theme::faint_ink(ui))).truncate())
        .on_hover_text(&cup.text);
    ui.spacing_mut().item_spacing = vec2(4.0, 1.0);
    ui.spacing_mut().interact_size.y = 17.0;
    for line in &cup.lines {
        ui.horizontal_top(|ui| {
            for (text, width) in [&line.parts, &line.volume].into_iter().zip(FIGURES) {
                ui.scope(|ui| {
                    ui.set_min_width(width);
                    ui.strong(text);
                });
            }
            name_ui(ui, &line.name);
        });
    }
    ui.add_space(2.0);
}

/// At most three lines of a name, all of it under the pointer.
fn name_ui(ui: &mut Ui, name: &str) {
    const ROWS: usize = 3;
    let format = TextFormat::simple(TextStyle::Body.resolve(ui.style()), theme::ink(ui));
    let mut job = LayoutJob::single_section(name.to_owned(), format);
    job.wrap.max_rows = ROWS;
    ui.add(Label::new(job).wrap()).on_hover_text(name);
}

/// Room for the longest name of these rows.
pub(super) fn row_name_width(ui: &Ui, strips: &[StripModel]) -> f32 {
    let widths = strips.iter().map(|strip| line_width(ui, &strip.name, NAME_SIZE) + 3.0);
    widths.fold(ROW_NAME[0], f32::max).min(ROW_NAME[1])
}

/// Rows of target, healed and fresh in this width.
pub(super) fn swatches_ui(ui: &mut Ui, strips: &[StripModel], width: f32) {
    if strips.is_empty() {
        return;
    }
    let row = SWATCH + MAT;
    let row_name = row_name_width(ui, strips);
    let size = Vec2::new(width, NAMES + row * strips.len() as f32 + MAT);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let mat = Rect::from_min_max(area.min + vec2(row_name, NAMES), area.max);
    ui.painter().rect_filled(mat, 3.0, theme::MAT);
    for (i, strip) in strips.iter().enumerate() {
        let top = mat.top() + MAT + row * i as f32;
        let patches = Rect::from_min_max(pos2(mat.left() + MAT, top), pos2(mat.right() - MAT, top + SWATCH));
        let whole = Rect::from_min_max(pos2(area.left(), top), patches.max);
        let response = ui.interact(whole, ui.scope_id().with(("swatches", i)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &strip.described));
        let name = Rect::from_min_size(pos2(area.left(), top + 3.0), vec2(row_name, SWATCH));
        paint_line(ui, ui.painter(), name, &strip.name, (NAME_SIZE, theme::faint_ink(ui)));
        let step = patches.width() / strip.swatches.len().max(1) as f32;
        for (j, swatch) in strip.swatches.iter().enumerate() {
            let left = patches.left() + step * j as f32;
            let patch = Rect::from_min_max(pos2(left, top), pos2(left + step, top + SWATCH));
            ui.painter().rect_filled(patch, 0.0, theme::screen_color(swatch.lab));
            cut_mark_ui(ui, patch, swatch.lab);
            if i == 0 {
                let title = Rect::from_min_size(pos2(left, area.top()), vec2(step + 2.0, NAMES));
                paint_line(ui, ui.painter(), title, &swatch.name, (TITLE_SIZE, theme::faint_ink(ui)));
            }
        }
        response.on_hover_text(glossary::hover(&strip.name, &strip.described));
    }
}
