//! What was left out of the measurement, over the photo: worked out on a thread of its own when it is asked for.

use std::sync::Arc;

use egui::{Align2, Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2};

use super::hatch::{PATTERNS, sample};
use super::paint::plate;
use crate::analysis::{Inputs, find_left_out, sentence};
use crate::app::{Wake, Worker};
use crate::calibrate::Calibration;
use crate::locale::tr;
use crate::photo::Photo;
use crate::tone::{LeftOut, PixelUse, Sorting};

/// A measurement, as it is now.
#[derive(Debug, Clone, Copy)]
pub struct MeasuredBy<'a> {
    /// What was marked.
    pub inputs: &'a Inputs,
    /// The photo.
    pub photo: &'a Arc<Photo>,
    /// How its colours were set.
    pub calibration: &'a Calibration,
    /// By what its pixels were used or left out.
    pub sorting: &'a Arc<Sorting>,
}

struct Request {
    inputs: Inputs,
    photo: Arc<Photo>,
    calibration: Calibration,
    sorting: Arc<Sorting>,
}

type Answer = Result<Arc<LeftOut>, String>;

/// Side of a sample of a pattern, in points.
const SAMPLE: f32 = 16.0;

/// The overlay: whether it is shown, and what is known.
pub(super) struct LeftOutLayer {
    pub(super) on: bool,
    asked: Option<Arc<Sorting>>,
    found: Option<Answer>,
    worker: Option<Worker<Request, Answer>>,
}

impl LeftOutLayer {
    pub(super) fn start(wake: &Wake) -> Self {
        let worker = Worker::start("left out", Arc::clone(wake), |request: Request, ticket| {
            let Request { inputs, photo, calibration, sorting } = request;
            match find_left_out(&inputs, &photo, (&calibration, &sorting), ticket) {
                Ok(found) => ticket.send(Ok(Arc::new(found))),
                Err(error) => ticket.send(Err(error.to_string())),
            }
        });
        Self { on: false, asked: None, found: None, worker }
    }

    /// Keeps at the measurement as it is now; what it left out, once that is known.
    pub(super) fn follow(&mut self, measured: Option<MeasuredBy<'_>>) -> Option<&Arc<LeftOut>> {
        let worker = self.worker.as_ref()?;
        let Some(measured) = measured else {
            if self.asked.take().is_some() {
                worker.cancel();
            }
            self.found = None;
            return None;
        };
        if !self.on {
            return None;
        }
        if !self.asked.as_ref().is_some_and(|asked| Arc::ptr_eq(asked, measured.sorting)) {
            worker.submit(Request {
                inputs: measured.inputs.clone(),
                photo: Arc::clone(measured.photo),
                calibration: *measured.calibration,
                sorting: Arc::clone(measured.sorting),
            });
            self.asked = Some(Arc::clone(measured.sorting));
            self.found = None;
        }
        if let Some(answer) = worker.poll() {
            self.found = Some(answer);
        }
        self.found.as_ref()?.as_ref().ok()
    }

    /// Whether nothing more comes.
    pub(super) fn is_settled(&self) -> bool {
        !self.on || self.asked.is_none() || self.found.is_some()
    }

    /// Says on the photo what the patterns mean, and how far the work is.
    pub(super) fn legend_ui(&self, ui: &Ui, area: Rect) {
        if !self.on {
            return;
        }
        let mut top = area.top() + 8.0;
        let mut line = |words: &str, of: Option<PixelUse>| {
            // The samples stand in a column at the edge, the words before them.
            let right = area.right() - 10.0 - if of.is_some() { SAMPLE + 8.0 } else { 0.0 };
            let text = written(ui, pos2(right, top), words);
            if let Some(of) = of {
                let middle = pos2(area.right() - 10.0 - SAMPLE / 2.0, text.center().y);
                let place = Rect::from_center_size(middle, Vec2::splat(SAMPLE));
                sample(&ui.painter_at(area), place, of);
            }
            top += text.height().max(SAMPLE) + 6.0;
        };
        match (&self.asked, &self.found) {
            (None, _) => line(tr("What was left out is known once the tones are measured"), None),
            (Some(_), None) => line(tr("Finding what was left out…"), None),
            (Some(_), Some(Err(why))) => line(&sentence(why), None),
            (Some(_), Some(Ok(found))) => {
                let shown = PATTERNS.iter().filter(|(uses, _)| uses.iter().any(|&of| found.count(of) > 0));
                let mut any = false;
                for &(uses, name) in shown {
                    if !any {
                        line(tr("Left out of the tones:"), None);
                    }
                    any = true;
                    line(tr(name), uses.first().copied());
                }
                if !any {
                    line(tr("Nothing was left out of the tones"), None);
                }
            }
        }
    }
}

/// Writes on a plate, for the eye and for screen readers.
fn written(ui: &Ui, at: Pos2, words: &str) -> Rect {
    let area = plate(ui.painter(), at, Align2::RIGHT_TOP, words);
    let said = ui.interact(area, ui.scope_id().with(("left out", words)), Sense::hover());
    said.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    area
}
