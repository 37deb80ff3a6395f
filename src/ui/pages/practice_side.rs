//! Who practises what, and how it goes.

use egui::{
    Align, Button, ComboBox, Label, Layout, Rect, RichText, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo,
    pos2, vec2,
};

use super::practice_model::{BiasBar, SideModel};
use crate::app::{PracticeCommand, Series};
use crate::locale::{count, number, say, tr};
use crate::teach::TraineeCode;
use crate::ui::panels::Asks;
use crate::ui::widgets::{buttons_width, faint_ui};
use crate::ui::{Action, theme};

/// Errors that a bias bar reaches to on both sides.
const REACH: f64 = 8.0;

/// Lays the side out.
pub fn practice_side_ui(ui: &mut Ui, model: &SideModel, code: &mut String, asks: &mut Asks) {
    if model.presenting {
        faint_ui(ui, tr("Before a class: answers are not kept."));
    } else {
        trainee_ui(ui, model, code, asks);
    }
    ui.add_space(8.0);
    ui.heading(tr("Exercise"));
    let mixed = Series::Kind(None);
    let kinds = model.kinds.iter().map(|(kind, level)| {
        (Series::Kind(Some(*kind)), kind.title(), say!("level %{level}", level = level))
    });
    let all = std::iter::once((mixed, tr("Mixed"), String::new())).chain(kinds);
    ui.with_layout(Layout::top_down_justified(Align::LEFT), |ui| {
        for (series, name, level) in all {
            let chosen = model.series == Some(series);
            let ink = if chosen { theme::selected_ink(ui) } else { theme::faint_ink(ui) };
            let button = Button::selectable(chosen, name).right_text(RichText::new(level).color(ink));
            if ui.add(button.frame_when_inactive(true)).clicked() {
                asks.commands.push(PracticeCommand::Begin(series).into());
            }
        }
    });
    ui.add_space(8.0);
    pack_ui(ui, model, asks);
    if model.presenting {
        return;
    }
    ui.add_space(8.0);
    ui.heading(tr("How it goes"));
    if model.answers == 0 {
        faint_ui(ui, tr("No answers yet."));
        return;
    }
    last_ui(ui, &model.last);
    if model.bias.is_empty() {
        faint_ui(ui, tr("How you err in L*, a* and b* is shown from four answers with colour on."));
        return;
    }
    faint_ui(ui, tr("How you err: median, range that holds it in 8 of 10 cases, and how it went"));
    for bar in &model.bias {
        bias_ui(ui, bar);
    }
}

fn trainee_ui(ui: &mut Ui, model: &SideModel, code: &mut String, asks: &mut Asks) {
    ui.heading(tr("Trainee"));
    let guest = tr("Guest (nothing is kept)");
    let shown = model.trainee.as_deref().unwrap_or(guest);
    let label = ui.label(tr("Who practises"));
    let combo = ComboBox::from_id_salt("trainee").width(ui.available_width() - 12.0).selected_text(shown);
    let combo = combo.show_ui(ui, |ui| {
        if ui.selectable_label(model.trainee.is_none(), guest).clicked() {
            asks.commands.push(PracticeCommand::Choose(None).into());
        }
        for other in &model.codes {
            let chosen = model.trainee.as_ref() == Some(other);
            if ui.selectable_label(chosen, other).clicked()
                && let Ok(code) = TraineeCode::new(other)
            {
                asks.commands.push(PracticeCommand::Choose(Some(code)).into());
            }
        }
    });
    combo.response.labelled_by(label.id);
    if !model.has_class {
        return;
    }
    ui.horizontal(|ui| {
        let add = tr("Add##trainee");
        let width = ui.available_width() - buttons_width(ui, std::iter::once(add)) - 12.0;
        let field = TextEdit::singleline(code).hint_text(tr("New code")).desired_width(width.max(60.0));
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr("Trainee's code")));
        let begun = ui.add_enabled(!code.trim().is_empty(), Button::new(add)).clicked();
        if begun && let Ok(new) = TraineeCode::new(code) {
            asks.commands.push(PracticeCommand::Choose(Some(new)).into());
            code.clear();
        }
    });
    if let Some(error) = TraineeCode::new(code).err().filter(|_| !code.trim().is_empty()) {
        ui.add(Label::new(error.to_string()).wrap());
    }
}

fn pack_ui(ui: &mut Ui, model: &SideModel, asks: &mut Asks) {
    ui.heading(tr("Exercise pack"));
    match &model.pack {
        Some((title, n)) => {
            let exercises = count!(*n, "%{n} exercise", "%{n} exercises");
            ui.add(Label::new(format!("{title} ({exercises})")).wrap());
            if ui.button(tr("Begin pack")).clicked() {
                asks.commands.push(PracticeCommand::Begin(Series::Pack(0)).into());
            }
        }
        None => faint_ui(ui, tr("A trainer's own row of questions, in a folder.")),
    }
    if model.presenting && model.pack.is_some() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if !model.presenting
            && ui.button(Action::OpenPack.text()).on_hover_text(Action::OpenPack.hint()).clicked()
        {
            asks.actions.push(Action::OpenPack);
        }
        let hint = tr("The one that comes with the program");
        if ui.button(tr("Example pack")).on_hover_text(hint).clicked() {
            asks.commands.push(PracticeCommand::BundledPack.into());
        }
    });
}

/// A mark for each of the last answers, the ΔE00 below it where there is colour.
fn last_ui(ui: &mut Ui, last: &[(bool, Option<f64>)]) {
    let words: Vec<String> = last
        .iter()
        .map(|(right, off)| {
            let mark = if *right { "✔" } else { "×" };
            match off {
                Some(off) => format!("{mark} {}", number(*off, 1)),
                None => mark.to_owned(),
            }
        })
        .collect();
    ui.label(tr("Last answers, newest last (ΔE where there is colour)"));
    ui.add(Label::new(RichText::new(words.join("   ")).strong()).wrap());
}

/// Median and range around no error at all, and the medians before as a line.
fn bias_ui(ui: &mut Ui, bar: &BiasBar) {
    ui.label(&bar.words);
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &bar.words));
    let painter = ui.painter_at(area);
    painter.rect_filled(area, 2.0, theme::card(ui));
    let x = |value: f64| {
        let share = crate::photo::number::single((value / REACH).clamp(-1.0, 1.0));
        area.center().x + share * (area.width() * 0.5 - 4.0)
    };
    let (ink, faint) = (theme::ink(ui), theme::faint_ink(ui));
    painter.line_segment([pos2(x(0.0), area.top()), pos2(x(0.0), area.bottom())], Stroke::new(1.0, faint));
    // How the median went: the newest lies lowest, where the bar is.
    let n = bar.over_time.len().max(2) as f32 - 1.0;
    let line: Vec<egui::Pos2> = bar
        .over_time
        .iter()
        .enumerate()
        .map(|(i, median)| pos2(x(*median), area.top() + 2.0 + (area.height() - 12.0) * i as f32 / n))
        .collect();
    painter.line(line, Stroke::new(1.0, faint));
    let (top, bottom) = (area.bottom() - 10.0, area.bottom() - 3.0);
    let range =
        Rect::from_min_max(pos2(x(bar.now.interval.low), top), pos2(x(bar.now.interval.high), bottom));
    painter.rect_filled(range.expand2(vec2(0.5, 0.0)), 1.0, faint);
    let middle = x(bar.now.median);
    painter.line_segment([pos2(middle, top - 3.0), pos2(middle, bottom + 2.0)], Stroke::new(3.0, ink));
}
