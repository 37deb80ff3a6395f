//! What a document wants done, for the threads.

use std::sync::Arc;

use super::Document;
use crate::app::work::{NO_THREAD, Orders};
use crate::app::{Request, Stage, Work};
use crate::locale::tr;

impl Document {
    /// What the threads are to do now; asking clears it.
    pub(in crate::app) fn take_orders(&mut self) -> Orders {
        let mut orders = std::mem::take(&mut self.orders);
        if self.asked == Some(self.revision) || self.history.is_moving() || self.reading.is_some() {
            return orders;
        }
        let Some(photo) = &self.photo else { return orders };
        self.asked = Some(self.revision);
        if self.inputs.regions.scars.is_empty() {
            self.measured = None;
            self.matched = None;
            self.stage = Work::AtRest;
        }
        let key = self.measure_key();
        let held = self.measured.as_ref().filter(|(k, ..)| *k == key);
        let tones = held.map(|(_, calibration, tones)| (*calibration, tones.clone()));
        self.stage = Work::Running(match tones {
            Some(_) => Stage::Match,
            None if self.inputs.regions.scars.is_empty() => Stage::Calibrate,
            None => Stage::Measure,
        });
        let library = Arc::clone(self.bottles.library());
        let learnt = self.belief();
        let request =
            Request { inputs: self.inputs.clone(), photo: Arc::clone(photo), library, learnt, tones };
        orders.analyze = Some(Box::new(request));
        self.asked_key = Some(key);
        orders
    }

    /// Notes that the threads cannot do what was asked.
    pub(in crate::app) fn no_thread(&mut self) {
        self.opening = None;
        self.reading = None;
        self.tell(tr(NO_THREAD).to_owned());
    }
}
