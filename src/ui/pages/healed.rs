//! Healed results: the form at the left, the photo in the middle, the log and what it has taught at the right.

use egui::{Frame, Margin, Panel, ScrollArea, Ui};

use super::desk::{DeskView, ReferenceModel, chart_scene, disc_of_grey, file_name, grey_at};
use super::healed_form::{HealedFormModel, healed_form_ui};
use super::healed_result::{healed_result_model, healed_result_ui};
use crate::app::{DeskCommand, Document, HealedBench, HealedTold, PlanRef, SubjectTold, Wake};
use crate::blend::HandPlan;
use crate::locale::{keep, say, tr};
use crate::region::Disc;
use crate::ui::canvas::{SpotCanvas, SpotDeed, SpotModel};
use crate::ui::panels::Asks;
use crate::ui::theme;

const PHOTO_WANTED: &str = keep!(
    "Photograph the healed work at 28 days or later, beside a grey card or a ColorChecker, sharp and close enough that \
     single marks can be seen, and open the photo here."
);

/// Radius in pixels that a click shows on a mark: the middle of one 0.25 mm wide at 30 px/mm.
const MARK_RADIUS: f64 = 3.0;

/// What the page keeps for itself.
#[derive(Debug)]
pub(in crate::ui) struct HealedPage {
    view: DeskView,
}

impl HealedPage {
    pub(in crate::ui) fn new(wake: Wake) -> Self {
        Self { view: DeskView::new(wake) }
    }

    /// The photo with its spots.
    pub(in crate::ui) fn canvas(&self) -> &SpotCanvas {
        &self.view.canvas
    }

    /// Lays the page out below the menu.
    pub(in crate::ui) fn ui(
        &mut self,
        ui: &mut Ui,
        (bench, plan): (&HealedBench, Option<HandPlan>),
        document: &Document,
        asks: &mut Asks,
    ) {
        let desk = bench.desk();
        let told = desk.told();
        let spots = spots_of(told);
        let armed = self.view.armed(ui, &spots);
        let mut new = told.clone();
        let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
        let form = HealedFormModel { plan, ..self.form_model(bench, document, armed) };
        Panel::left("healed_form").frame(side).default_size(330.0).size_range(290.0..=460.0).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                self.view.take(healed_form_ui(ui, &form, &mut new, asks));
            });
        });
        let result = healed_result_model(bench, document);
        Panel::right("healed_results").frame(side).default_size(430.0).size_range(340.0..=600.0).show(
            ui,
            |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| healed_result_ui(ui, &result, asks));
            },
        );
        let reference = desk.current().map(|healed| &healed.reference);
        let chart = chart_scene(told.chart, reference, document.settings());
        for deed in self.view.photo_ui(ui, desk, (&spots, armed), (chart, tr(PHOTO_WANTED)), reference) {
            match deed {
                SpotDeed::Place(index, disc) => place(&mut new, index, disc),
                SpotDeed::Chart(pick) => new.chart = Some(pick),
            }
        }
        if new != *told {
            asks.commands.push(DeskCommand::Tell(Box::new(new)).into());
        }
    }

    fn form_model(&self, bench: &HealedBench, document: &Document, armed: Option<usize>) -> HealedFormModel {
        let settings = document.settings();
        let armed = armed.filter(|_| !self.view.corners_wanted);
        let shades = bench.library().shades().iter();
        HealedFormModel {
            photo: bench.desk().photo().map(|(path, _)| file_name(path)),
            armed,
            reference: ReferenceModel {
                grey_in_hand: armed == Some(0) && bench.desk().told().chart.is_none(),
                corners_wanted: self.view.corners_wanted,
                edition: settings.chart_edition,
                chart_size: settings.chart_size,
            },
            bottles: shades
                .map(|shade| (shade.id.clone(), document.bottles().shade_name(&shade.id)))
                .collect(),
            plan: None,
            doubt: bench.desk().current().and_then(|read| read.doubt.clone()),
            missing: bench.missing(),
            busy: bench.ledger().is_changing(),
        }
    }
}

/// The plan that is shown on the photo of the first page, or else the best; none while there is none.
pub(in crate::ui) fn shown_plan(document: &Document, shown: Option<PlanRef>) -> Option<HandPlan> {
    let held = &document.inputs().held;
    let found = |place: usize| {
        let matching = document.matching()?;
        Some(HandPlan::of(matching.proposals.get(place)?, matching.job.kind))
    };
    let shown = shown.and_then(|shown| match shown {
        PlanRef::Found(place) => found(place),
        PlanRef::ByHand => held.by_hand.clone(),
        PlanRef::Pinned(place) => held.pinned.get(place).map(|pinned| pinned.plan.clone()),
    });
    shown.or_else(|| found(0))
}

/// What has to be shown on the photo, in the order of the work.
fn spots_of(told: &HealedTold) -> Vec<SpotModel> {
    let usual = |name: &str, disc| SpotModel { name: name.to_owned(), disc, usual_radius: None };
    let grey = told.chart.is_none().then(|| usual(tr("Grey card"), disc_of_grey(told.grey)));
    let tissue = usual(tr("Skin without marks"), told.tissue);
    let results = told.results.iter().zip(1..).map(|(disc, n)| SpotModel {
        name: result_name(told.subject, n),
        disc: *disc,
        usual_radius: (told.subject == SubjectTold::Mark).then_some(MARK_RADIUS),
    });
    grey.into_iter().chain([tissue]).chain(results).collect()
}

/// What a place of the result is called.
pub(super) fn result_name(subject: SubjectTold, n: usize) -> String {
    match subject {
        SubjectTold::Mark => say!("Mark %{n}", n = n),
        SubjectTold::Area => say!("Area %{n}", n = n),
        SubjectTold::Wash => say!("Tone %{n}", n = n),
    }
}

fn place(told: &mut HealedTold, index: usize, disc: Disc) {
    let index = if told.chart.is_some() { index + 1 } else { index };
    match index {
        0 => told.grey = Some(grey_at(told.grey, disc)),
        1 => told.tissue = Some(disc),
        _ => {
            if let Some(result) = told.results.get_mut(index - 2) {
                *result = Some(disc);
            }
        }
    }
}
