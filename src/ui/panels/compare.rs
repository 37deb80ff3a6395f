//! Plans side by side: those that are pinned, or those that were found.

use egui::{
    Align2, Frame, Label, Margin, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::proposals::card_ui;
use super::{Asks, CardModel, ProposalsModel};
use crate::analysis::{Figures, percent};
use crate::app::{Document, HeldBench};
use crate::blend::Proposal;
use crate::color::Lab;
use crate::locale::{number, say, tr};
use crate::ui::{theme, words};

/// Fewer plans are not compared.
const FEWEST: usize = 2;
/// Most plans that share the width of the window; with more it is scrolled.
const ABREAST: usize = 3;
/// Least width of a plan, in points.
const NARROWEST: f32 = 330.0;
/// Height of the band that shows how far a scar would show, in points.
const BAND: f32 = 84.0;
/// Differences of ΔE that are not worth a word.
const ALIKE: f64 = 0.05;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CompareModel {
    /// What is compared, or what to do first.
    pub told: String,
    /// The plans, the first being the one that the others are held against.
    pub columns: Vec<CompareColumn>,
}

/// One plan.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareColumn {
    /// How far the scar would show.
    pub seam: SeamModel,
    /// What it has over the first, and what it lacks; empty for the first.
    pub against: Vec<String>,
    /// All of it.
    pub card: CardModel,
}

/// The scar on the area around it, at three times.
#[derive(Debug, Clone, PartialEq)]
pub struct SeamModel {
    /// What is around.
    pub around: Lab,
    /// What the scar looks like, with the time.
    pub scar: Vec<(String, Lab)>,
    /// What is read out.
    pub described: String,
}

/// The pinned plans; where fewer than two are pinned, those that were found beside them.
#[must_use]
pub fn compare_model(document: &Document, held: &HeldBench, plans: &ProposalsModel) -> CompareModel {
    let calibrated = document.measured().is_some_and(|(by, _)| Figures::of(by).calibrated);
    let figures = Figures { calibrated };
    let (pinned, others): (Vec<&CardModel>, Vec<&CardModel>) =
        plans.cards.iter().partition(|card| card.pinned.is_some());
    let enough = pinned.len() >= FEWEST;
    let told = match plans.cards.len() {
        0 => plans.empty.clone().unwrap_or_default(),
        _ if enough => tr("The pinned plans, held against the first.").to_owned(),
        _ => tr(
            "Pin plans to choose what is compared; until two are pinned, those that were found stand beside them.",
        )
        .to_owned(),
    };
    let rest = if enough { Vec::new() } else { others };
    let most = if enough { usize::MAX } else { ABREAST };
    let cards: Vec<&CardModel> = pinned.into_iter().chain(rest).take(most).collect();
    let plan = |card: &CardModel| held.plan(document, card.which);
    let first = cards.first().and_then(|card| plan(card));
    let columns = (0..)
        .zip(&cards)
        .filter_map(|(i, card)| {
            let proposal = plan(card)?;
            let against = first.filter(|_| i > 0).map(|first| against(proposal, first, figures));
            Some(CompareColumn {
                seam: seam(proposal, figures),
                against: against.unwrap_or_default(),
                card: (*card).clone(),
            })
        })
        .collect();
    CompareModel { told, columns }
}

fn seam(plan: &Proposal, figures: Figures) -> SeamModel {
    let time = &plan.scar.timeline;
    let scar = [(tr("fresh"), &time.fresh), (tr("healed"), &time.healed), (tr("3 years"), &time.year_3)]
        .map(|(name, seen)| (name.to_owned(), seen.area));
    let around = plan.scar.target.area;
    let said: Vec<String> =
        scar.iter().map(|(name, lab)| format!("{name} {}", words::lab(figures, *lab))).collect();
    let described = say!(
        "The scar on the area around it, %{around}: %{colours}",
        around = words::lab(figures, around),
        colours = said.join("; ")
    );
    SeamModel { around, scar: scar.to_vec(), described }
}

/// How a plan differs from another, the better first.
fn against(plan: &Proposal, first: &Proposal, figures: Figures) -> Vec<String> {
    let further = plan.scar.area_error.delta_e - first.scar.area_error.delta_e;
    let error = words::number(figures, further.abs());
    let area = match further {
        _ if further.abs() < ALIKE => tr("Area as near to its target").to_owned(),
        _ if further > 0.0 => say!("Area %{error} ΔE further from its target", error = error),
        _ => say!("Area %{error} ΔE nearer to its target", error = error),
    };
    let mut lines = vec![
        say!(
            "Score %{score} instead of %{other}, lower is better",
            score = number(plan.score, 1),
            other = number(first.score, 1)
        ),
        area,
        say!(
            "Acceptable %{chance} instead of %{other}",
            chance = percent(plan.scar.p_acceptable),
            other = percent(first.scar.p_acceptable)
        ),
        say!(
            "Too dark %{chance} instead of %{other}",
            chance = percent(plan.scar.p_too_dark),
            other = percent(first.scar.p_too_dark)
        ),
    ];
    let (own, other) = (bottles(plan), bottles(first));
    let missing = |from: &[String], of: &[String]| from.iter().filter(|id| !of.contains(id)).count();
    lines.push(match (missing(&own, &other), missing(&other, &own)) {
        (0, 0) => tr("The same bottles").to_owned(),
        (1, 0) => tr("One bottle more").to_owned(),
        (more, 0) => say!("%{number} bottles more", number = more),
        (0, 1) => tr("One bottle fewer").to_owned(),
        (0, fewer) => say!("%{number} bottles fewer", number = fewer),
        (1, _) => say!("1 of its %{all} bottles are others", all = own.len()),
        (more, _) => say!("%{number} of its %{all} bottles are others", number = more, all = own.len()),
    });
    lines
}

fn bottles(plan: &Proposal) -> Vec<String> {
    let zones = std::iter::once(&plan.scar).chain(plan.surround.as_ref());
    let cups = zones.flat_map(|zone| [&zone.wash, &zone.dots]).flatten();
    let mut all: Vec<String> = cups.flat_map(|cup| cup.parts.iter().map(|part| part.shade.clone())).collect();
    all.sort();
    all.dedup();
    all
}

/// Lays the page out.
pub fn compare_ui(ui: &mut Ui, model: &CompareModel, asks: &mut Asks) {
    ui.add(Label::new(RichText::new(&model.told).color(theme::faint_ink(ui))).wrap());
    let abreast = model.columns.len().clamp(1, ABREAST);
    let gaps = ui.spacing().item_spacing.x * abreast as f32 + ui.spacing().scroll.bar_width;
    let width = ((ui.available_width() - gaps) / abreast as f32).clamp(NARROWEST, 620.0);
    ScrollArea::both().auto_shrink(false).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            for column in &model.columns {
                ui.push_id(column.card.which, |ui| column_ui(ui, column, width, asks));
            }
        });
    });
}

fn column_ui(ui: &mut Ui, column: &CompareColumn, width: f32, asks: &mut Asks) {
    ui.vertical(|ui| {
        ui.set_width(width);
        parts_ui(ui, column, asks);
    });
}

fn parts_ui(ui: &mut Ui, column: &CompareColumn, asks: &mut Asks) {
    seam_ui(ui, &column.seam);
    let lines = if column.against.is_empty() {
        vec![tr("The others are held against this plan.").to_owned()]
    } else {
        column.against.clone()
    };
    Frame::new().inner_margin(Margin::symmetric(10, 2)).show(ui, |ui| {
        // As tall in every column, so that the cards begin at one height.
        ui.set_min_height(
            5.0 * ui.text_style_height(&egui::TextStyle::Body) + 5.0 * ui.spacing().item_spacing.y,
        );
        for line in lines {
            ui.add(Label::new(line).truncate());
        }
    });
    card_ui(ui, &column.card, asks);
}

/// The scar's tones lie on the tone of the area around without a gap: what is seen of them is what would be seen.
fn seam_ui(ui: &mut Ui, seam: &SeamModel) {
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAND), Sense::hover());
    ui.painter().rect_filled(area, 3.0, theme::MAT);
    let ground = area.shrink(6.0);
    ui.painter().rect_filled(ground, 0.0, theme::screen_color(seam.around));
    let ink = theme::ink_over(seam.around);
    let step = ground.width() / seam.scar.len().max(1) as f32;
    for (i, (name, lab)) in seam.scar.iter().enumerate() {
        let left = ground.left() + step * i as f32;
        let place = Rect::from_min_max(
            pos2(left + 0.12 * step, ground.top() + 8.0),
            pos2(left + 0.88 * step, ground.bottom() - 22.0),
        );
        ui.painter().rect_filled(place, 12.0, theme::screen_color(*lab));
        let at = pos2(left + 0.5 * step, ground.bottom() - 4.0);
        ui.painter().text(at, Align2::CENTER_BOTTOM, name, egui::FontId::proportional(12.0), ink);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &seam.described));
    response.on_hover_text(&seam.described);
}
