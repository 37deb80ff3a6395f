//! Patches that may be scars, offered over the photo: looked for off the frame thread, taken or let go.

use std::sync::Arc;

use egui::{Align2, Painter, Pos2, Rect};

use super::geometry::signed_distance;
use super::hand::Deed;
use super::paint::{circle, narrow, plate};
use super::strokes::{Line, stroke};
use super::{Canvas, CanvasModel, View};
use crate::analysis::not_skin;
use crate::app::{Command, Edit, Ticket, Wake, Worker};
use crate::locale::{keep, tr};
use crate::photo::{LinearImage, PixelPos};
use crate::region::{Shape, SuggestBasis, Suggestion, suggest_scars};
use crate::ui::panels::OffersModel;

/// Said when nothing stands out.
const NONE_FOUND: &str = keep!(
    "No patch stands out that is paler and barer than the skin around it; outline the scar yourself, or click it with the Magic pen."
);

/// A photo to be looked over.
struct Request {
    image: Arc<LinearImage>,
    xyz_from_linear: [[f64; 3]; 3],
    px_per_mm: Option<f64>,
    leave_out: Vec<Shape>,
}

/// What is offered.
pub(super) struct Offers {
    worker: Option<Worker<Request, Vec<Suggestion>>>,
    asked: bool,
    found: Vec<Suggestion>,
    marked: usize,
    pressed: Option<usize>,
}

impl Offers {
    pub(super) fn start(wake: &Wake) -> Self {
        let work = |request: Request, ticket: &Ticket<'_, Vec<Suggestion>>| {
            let Request { image, xyz_from_linear, px_per_mm, leave_out } = request;
            let basis = SuggestBasis { xyz_from_linear, px_per_mm, leave_out: &leave_out };
            if let Ok(found) = suggest_scars(&image, &basis, ticket) {
                ticket.send(found);
            }
        };
        let worker = Worker::start("suggest scars", Arc::clone(wake), work);
        Self { worker, asked: false, found: Vec::new(), marked: 0, pressed: None }
    }

    /// Looks for patches; where some are shown already, marks the next.
    pub(super) fn ask(&mut self, model: &CanvasModel<'_>) {
        if !self.found.is_empty() {
            self.marked = (self.marked + 1) % self.found.len();
            return;
        }
        let (Some(image), Some(worker)) = (model.image, &self.worker) else { return };
        worker.submit(Request {
            image: Arc::clone(image),
            xyz_from_linear: model.light.nearest_matrix(),
            px_per_mm: model.px_per_mm,
            leave_out: not_skin(model.regions, model.grey, model.chart.corners),
        });
        self.asked = true;
    }

    /// Whether something is offered or looked for.
    pub(super) fn is_shown(&self) -> bool {
        self.asked || !self.found.is_empty()
    }

    /// Takes in what was found.
    pub(super) fn follow(&mut self) -> Option<Command> {
        let found = self.worker.as_ref().filter(|_| self.asked).and_then(Worker::poll)?;
        self.asked = false;
        self.marked = 0;
        self.found = found;
        self.found.is_empty().then(|| Command::Tell(tr(NONE_FOUND).to_owned()))
    }

    /// The marked one becomes a scar.
    pub(super) fn take(&mut self) -> Deed {
        if self.marked >= self.found.len() {
            return Deed::default();
        }
        let taken = self.found.remove(self.marked);
        self.marked = 0;
        Deed::edit(Edit::AddScar(taken.outline))
    }

    /// Lets all go; what is being looked for, too.
    pub(super) fn drop_all(&mut self) {
        if let (true, Some(worker)) = (self.asked, &self.worker) {
            worker.cancel();
        }
        self.asked = false;
        self.found.clear();
        self.pressed = None;
    }

    /// A press on what is offered; whether it was.
    pub(super) fn press(&mut self, at: PixelPos, reach: f64) -> bool {
        let near = |offer: &Suggestion| signed_distance(&offer.outline, at) <= 0.5 * reach;
        self.pressed = self.found.iter().position(near);
        self.pressed.is_some()
    }

    /// What follows from a press on what is offered; none when there was none. A click takes it.
    pub(super) fn release(&mut self, (released, clicked): (bool, bool)) -> Option<Deed> {
        let pressed = self.pressed?;
        if !released {
            return Some(Deed::default());
        }
        self.pressed = None;
        if !clicked {
            return Some(Deed::default());
        }
        self.marked = pressed;
        Some(self.take())
    }
}

impl Canvas {
    /// What is said of the patches that may be scars; none while nothing is offered.
    #[must_use]
    pub fn offers(&self) -> Option<OffersModel> {
        let offers = &self.offers;
        let reading = offers.worker.as_ref().and_then(Worker::reading).unwrap_or((0.0, ""));
        offers.is_shown().then(|| OffersModel {
            share: offers.asked.then_some(reading.0),
            whys: offers.found.iter().map(Suggestion::why).collect(),
            marked: offers.marked,
        })
    }

    /// The outlines that are offered.
    #[must_use]
    pub fn offered(&self) -> Vec<&Shape> {
        self.offers.found.iter().map(|offer| &offer.outline).collect()
    }
}

/// Paints what is offered: dashed, with a question mark.
pub(super) fn paint_offers(painter: &Painter, (canvas, view): (Rect, &View), offers: &Offers) {
    for (i, offer) in offers.found.iter().enumerate() {
        let points: Vec<Pos2> = match &offer.outline {
            Shape::Polygon(corners) => {
                corners.iter().chain(corners.first()).map(|c| view.to_screen(canvas, *c)).collect()
            }
            Shape::Disc(d) => circle(view.to_screen(canvas, d.center), narrow(d.radius) * view.scale()),
        };
        stroke(painter, &points, Line::Dashed, i == offers.marked);
        let top = Rect::from_points(&points).center_top() - egui::vec2(0.0, 6.0);
        let words =
            if i == offers.marked { tr("A scar? Enter takes it") } else { tr("A scar? Click takes it") };
        if canvas.expand(40.0).contains(top) {
            plate(painter, top, Align2::CENTER_BOTTOM, words);
        }
    }
}
