//! The tools above the photo, and what the tool in hand can be told.

use egui::{Button, ComboBox, Role, Ui, WidgetInfo};

use super::chart_bar::chart_bar_ui;
use super::{Asks, ChartBarModel, ChartChange};
use crate::app::{Command, Edit};
use crate::calibrate::GreyPick;
use crate::locale::{keep, number, say, tr};
use crate::region::{RingSize, Surround};
use crate::ui::widgets::buttons_width;
use crate::ui::widgets::number_field;
use crate::ui::{Action, Pen, Tool};

/// What the toolbar shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolbarModel {
    /// The tool in hand.
    pub tool: Tool,
    /// The pen.
    pub pen: Pen,
    /// The grey card.
    pub grey: Option<GreyPick>,
    /// The `ColorChecker`.
    pub chart: ChartBarModel,
    /// Scale that was told, in pixels per mm.
    pub px_per_mm: Option<f64>,
    /// The scale by the `ColorChecker`, when it was found.
    pub px_per_mm_by_card: Option<f64>,
    /// Where the surround is measured.
    pub surround: Surround,
    /// The diagonal of the photo in pixels.
    pub diagonal: f64,
}

/// Zoom, by names for [`tr`] that are short enough to stand beside every tool.
const ZOOM: [(Action, &str); 5] = [
    (Action::ZoomFit, keep!("Fit##zoom")),
    (Action::ZoomScar, keep!("To scar##zoom")),
    (Action::ZoomFull, "100 %"),
    (Action::ZoomOut, "−"),
    (Action::ZoomIn, "+"),
];
/// Least room for what a tool can be told beside the zoom, in points.
const TOLD: f32 = 240.0;

/// Lays the toolbar out in two rows: tools, and what the one in hand can be told beside the zoom. Where the tools do not
/// fit into a row they are in a list.
pub fn toolbar_ui(ui: &mut Ui, model: &ToolbarModel, asks: &mut Asks) {
    ui.spacing_mut().item_spacing.x = 4.0;
    if buttons_width(ui, Tool::ALL.iter().map(|tool| tool.name())) <= ui.available_width() {
        ui.horizontal(|ui| {
            for tool in Tool::ALL {
                choice(ui, Action::Take(tool), tool == model.tool, asks);
            }
        });
        let zoom = buttons_width(ui, ZOOM.iter().map(|(_, name)| tr(name)));
        let room = ui.available_width() - zoom - 8.0;
        if room >= TOLD {
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(room);
                    ui.horizontal_wrapped(|ui| told_ui(ui, model, asks));
                });
                zoom_ui(ui, asks);
            });
            return;
        }
        ui.horizontal_wrapped(|ui| zoom_ui(ui, asks));
    } else {
        ui.horizontal_wrapped(|ui| {
            tool_list(ui, model.tool, asks);
            zoom_ui(ui, asks);
        });
    }
    if model.tool != Tool::Photo {
        ui.horizontal_wrapped(|ui| told_ui(ui, model, asks));
    }
}

fn tool_list(ui: &mut Ui, tool: Tool, asks: &mut Asks) {
    let combo = ComboBox::from_id_salt("tool").selected_text(tool.name()).show_ui(ui, |ui| {
        for other in Tool::ALL {
            let line = ui.selectable_label(other == tool, other.name()).on_hover_text(other.hint());
            if line.clicked() {
                asks.actions.push(Action::Take(other));
            }
        }
    });
    combo.response.accessible_name(tr("Tool"));
}

fn zoom_ui(ui: &mut Ui, asks: &mut Asks) {
    for (action, name) in ZOOM {
        let key = action.key_text(ui.ctx());
        let button = ui.button(tr(name));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, action.text()));
        if button.on_hover_text(format!("{}: {} ({key})", action.text(), action.hint())).clicked() {
            asks.actions.push(action);
        }
    }
}

/// What the tool in hand can be told.
fn told_ui(ui: &mut Ui, model: &ToolbarModel, asks: &mut Asks) {
    ui.set_min_height(ui.spacing().interact_size.y);
    if model.tool.draws() {
        for pen in Pen::ALL {
            choice(ui, Action::Draw(pen), pen == model.pen, asks);
        }
    }
    match model.tool {
        Tool::Grey => grey_ui(ui, model.grey, asks),
        Tool::Chart => match chart_bar_ui(ui, &model.chart) {
            Some(ChartChange::Set(pick)) => asks.edit(Edit::SetChart(pick)),
            Some(ChartChange::Size(pick)) => {
                if model.chart.pick.is_some() || pick.size != model.chart.size {
                    asks.edit(Edit::SetChart(Some(pick)));
                }
                asks.commands.push(Command::ChartSizeTold);
            }
            Some(ChartChange::Keep(keep)) => asks.commands.push(Command::KeepColours(keep)),
            Some(ChartChange::Reading) => asks.actions.push(Action::CardReading),
            None => {}
        },
        Tool::Ruler => scale_ui(ui, model, asks),
        Tool::Surround => ring_ui(ui, model, asks),
        Tool::Scar => choice(ui, Action::SuggestScars, false, asks),
        Tool::Photo | Tool::Exclusion => {}
    }
}

fn choice(ui: &mut Ui, action: Action, selected: bool, asks: &mut Asks) {
    let key = action.key_text(ui.ctx());
    let button = Button::selectable(selected, action.text()).frame_when_inactive(true);
    if ui.add(button).on_hover_text(format!("{} ({key})", action.hint())).clicked() {
        asks.actions.push(action);
    }
}

fn grey_ui(ui: &mut Ui, grey: Option<GreyPick>, asks: &mut Asks) {
    let Some(pick) = grey else {
        ui.label(tr("No card shown yet; the usual 18 % card is read as L* 50."));
        return;
    };
    let label = ui.label(tr("Card L*"));
    let mut l_star = pick.l_star;
    let drag =
        number_field(&mut l_star).range(5.0..=98.0).speed(0.1).max_decimals(1).update_while_editing(false);
    if ui.add(drag).labelled_by(label.id).changed() {
        asks.edit(Edit::SetGrey(Some(GreyPick { l_star, ..pick })));
    }
    let label = ui.label(tr("Radius"));
    let mut radius = pick.radius;
    let drag = number_field(&mut radius).range(2.0..=2000.0).speed(0.5).max_decimals(0).suffix(" px");
    if ui.add(drag.update_while_editing(false)).labelled_by(label.id).changed() {
        asks.edit(Edit::SetGrey(Some(GreyPick { radius, ..pick })));
    }
    if ui.button(tr("Remove card")).clicked() {
        asks.edit(Edit::SetGrey(None));
    }
}

fn scale_ui(ui: &mut Ui, model: &ToolbarModel, asks: &mut Asks) {
    let Some(told) = model.px_per_mm else {
        ui.label(match model.px_per_mm_by_card {
            Some(scale) => say!(
                "%{scale} px/mm, from the card. A known length goes before it.",
                scale = number(scale, 1)
            ),
            None => tr("Scale unknown. Click both ends of a known length.").to_owned(),
        });
        return;
    };
    let label = ui.label(tr("Scale"));
    let mut scale = told;
    let drag = number_field(&mut scale).range(0.1..=500.0).speed(0.05).max_decimals(2).suffix(" px/mm");
    if ui.add(drag.update_while_editing(false)).labelled_by(label.id).changed() {
        asks.edit(Edit::SetScale(Some(scale)));
    }
    if ui.button(tr("Forget scale")).clicked() {
        asks.edit(Edit::SetScale(None));
    }
}

fn ring_ui(ui: &mut Ui, model: &ToolbarModel, asks: &mut Asks) {
    let ring = match &model.surround {
        Surround::Outline(_) => {
            if ui.button(tr("Use ring instead")).clicked() {
                asks.edit(Edit::SetSurround(Surround::Ring(RingSize::Auto)));
            }
            return;
        }
        Surround::Ring(ring) => *ring,
    };
    let set = |asks: &mut Asks, ring| asks.edit(Edit::SetSurround(Surround::Ring(ring)));
    let millimetres = RingSize::Millimetres { gap: 1.0, width: 10.0 };
    let pixels = RingSize::Pixels {
        gap: (model.diagonal * 0.005).round(),
        width: (model.diagonal * 0.04).round().max(1.0),
    };
    let combo = ComboBox::from_id_salt("ring").selected_text(ring_name(ring)).show_ui(ui, |ui| {
        for choice in [RingSize::Auto, millimetres, pixels] {
            let chosen = std::mem::discriminant(&choice) == std::mem::discriminant(&ring);
            if ui.selectable_label(chosen, ring_name(choice)).clicked() && !chosen {
                set(asks, choice);
            }
        }
    });
    combo.response.accessible_name(tr("Ring size"));
    let (mut gap, mut width, unit) = match ring {
        RingSize::Auto => return,
        RingSize::Millimetres { gap, width } => (gap, width, " mm"),
        RingSize::Pixels { gap, width } => (gap, width, " px"),
    };
    let mut changed = false;
    for (name, value, least) in [(tr("Gap"), &mut gap, 0.0), (tr("Width"), &mut width, 0.5)] {
        let label = ui.label(name);
        let drag = number_field(value).range(least..=2000.0).speed(0.1).max_decimals(1).suffix(unit);
        changed |= ui.add(drag.update_while_editing(false)).labelled_by(label.id).changed();
    }
    if changed {
        set(
            asks,
            match ring {
                RingSize::Pixels { .. } => RingSize::Pixels { gap, width },
                _ => RingSize::Millimetres { gap, width },
            },
        );
    }
}

fn ring_name(ring: RingSize) -> &'static str {
    match ring {
        RingSize::Auto => tr("Automatic ring"),
        RingSize::Millimetres { .. } => tr("Ring in mm"),
        RingSize::Pixels { .. } => tr("Ring in px"),
    }
}
