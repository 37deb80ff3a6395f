//! What the `ColorChecker` says: every patch as it was read beside what it is, and how far the model may err.

use egui::{Grid, Label, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::analysis::{Figures, Reference};
use crate::calibrate::{CalibrationKind, ChartPatch, ChartReading};
use crate::color::{Lab, delta_e_2000};
use crate::locale::{capitalized, number, say, tr};
use crate::ui::{theme, words};

/// Everything on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct CardPageModel {
    /// The figures, a line each.
    pub facts: Vec<String>,
    /// The patches.
    pub rows: Vec<CardPageRow>,
}

/// One patch.
#[derive(Debug, Clone, PartialEq)]
pub struct CardPageRow {
    /// Its name.
    pub name: String,
    /// As it was read, and as it is.
    pub labs: [Lab; 2],
    /// The same in figures.
    pub figures: [String; 2],
    /// ΔE00 between them.
    pub apart: String,
    /// Why it was not used; empty when it was.
    pub dropped: String,
}

/// Puts the page's words together; none when no card was read.
#[must_use]
pub fn card_page_model(reference: &Reference) -> Option<CardPageModel> {
    let CalibrationKind::Chart(reading) = &reference.calibration.kind else { return None };
    Some(CardPageModel { facts: facts(reading), rows: reference.patches.iter().map(row).collect() })
}

fn facts(reading: &ChartReading) -> Vec<String> {
    let percent = number(reading.light_percent, 0);
    let light = if reading.light_corrected {
        say!("Light changes by %{percent} % over the card; taken off.", percent = percent)
    } else {
        say!(
            "Light changes by %{percent} % over the card; too small or uneven to be taken off.",
            percent = percent
        )
    };
    let mut facts = vec![
        say!(
            "Error on patches left out: ΔE %{error} on average. This is what to expect of other colours.",
            error = number(reading.leave_one_out_delta_e, 1)
        ),
        say!("Error of the fit itself: ΔE %{error}, which flatters.", error = number(reading.fit_delta_e, 1)),
        say!(
            "Model: %{model}, on %{patches} patches.",
            model = reading.model.words(),
            patches = reading.used
        ),
        light,
        say!(
            "Made %{when}, a %{card}: %{scale} px/mm.",
            when = reading.pick.edition.words(),
            card = reading.pick.size.words(),
            scale = number(1.0 / reading.mm_per_px, 1)
        ),
    ];
    if let Some(skin) = reading.skin_held_out_delta_e {
        let skin = say!("Error on the two skin patches left out: ΔE %{error}.", error = number(skin, 1));
        facts.insert(1, skin);
    }
    facts
}

fn row(patch: &ChartPatch) -> CardPageRow {
    let figures = Figures { calibrated: true };
    let labs = [patch.lab, patch.reference.lab];
    CardPageRow {
        name: capitalized(patch.reference.words()),
        labs,
        figures: labs.map(|lab| words::lab(figures, lab)),
        apart: words::number(figures, delta_e_2000(patch.lab, patch.reference.lab)),
        dropped: patch.dropped.map(str::to_owned).unwrap_or_default(),
    }
}

/// Lays the page out.
pub fn card_page_ui(ui: &mut Ui, model: &CardPageModel) {
    for fact in &model.facts {
        ui.add(Label::new(fact).wrap());
    }
    ui.add_space(4.0);
    let height = (ui.ctx().content_rect().height() - 300.0).clamp(120.0, 400.0);
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        Grid::new("patches").num_columns(5).spacing([12.0, 2.0]).show(ui, |ui| {
            for title in [
                tr("Patch##of a card"),
                tr("Read | is"),
                tr("Read##as measured"),
                tr("Is##true colour"),
                "ΔE",
            ] {
                ui.label(RichText::new(title).color(theme::faint_ink(ui)));
            }
            ui.end_row();
            for row in &model.rows {
                ui.label(&row.name);
                pair_ui(ui, row);
                for figures in &row.figures {
                    ui.label(figures);
                }
                if row.dropped.is_empty() {
                    ui.label(&row.apart);
                } else {
                    ui.label(say!("%{error}, not used: %{why}", error = row.apart, why = row.dropped));
                }
                ui.end_row();
            }
        });
    });
}

/// The two colours side by side without a gap.
fn pair_ui(ui: &mut Ui, row: &CardPageRow) {
    let (area, response) = ui.allocate_exact_size(vec2(56.0, 20.0), Sense::hover());
    let said = say!(
        "%{patch}, read %{colour_read}, is %{true_colour}",
        patch = row.name,
        colour_read = row.figures[0],
        true_colour = row.figures[1]
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    ui.painter().rect_filled(area, 2.0, theme::MAT);
    let inner = area.shrink(3.0);
    let (left, right) = inner.split_left_right_at_fraction(0.5);
    for (lab, half) in row.labs.into_iter().zip([left, right]) {
        ui.painter().rect_filled(half, 0.0, theme::screen_color(lab));
    }
}
