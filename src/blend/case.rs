//! The grounds, draws and bottles of one target, made once for all that is asked about it.

use super::draws::{Draw, ZoneKind, worlds_of};
use super::solve::Solver;
use super::stock::Stock;
use super::worlds::Ground;
use super::{Job, MatchSettings, MatchTarget};
use crate::library::ShadeLibrary;
use crate::progress::Progress;

/// What the solvers borrow.
pub(super) struct Case {
    draws: Vec<Draw>,
    scar: Ground,
    surround: Ground,
    dots_stock: Stock,
    wash_stock: Stock,
    pub(super) flesh_stock: Stock,
}

impl Case {
    pub(super) fn new(target: &MatchTarget, library: &ShadeLibrary, settings: &MatchSettings) -> Self {
        let (draws, nominal) = worlds_of(target, settings.learnt.as_ref());
        let ground = |kind, skin| Ground::new(kind, skin, target.area_average).in_world(nominal);
        let dots_stock = Stock::of(library, Job::Dots, settings);
        Self {
            draws,
            scar: ground(ZoneKind::Scar, target.scar_skin),
            surround: ground(ZoneKind::Surround, target.bare_skin),
            wash_stock: dots_stock.clone().for_washes(),
            flesh_stock: Stock::of(library, Job::SkinTone, settings),
            dots_stock,
        }
    }

    /// For everything but a skin tone, which takes its bottles from [`flesh_stock`](Self::flesh_stock).
    pub(super) fn solver<'a>(
        &'a self,
        target: &MatchTarget,
        settings: &'a MatchSettings,
        progress: &'a dyn Progress,
    ) -> Solver<'a> {
        Solver {
            stock: &self.dots_stock,
            wash_stock: &self.wash_stock,
            draws: &self.draws,
            scar: &self.scar,
            surround: &self.surround,
            area_average: target.area_average,
            most_per_cm2: (2.0 * target.follicles_per_cm2).clamp(0.0, settings.thresholds.most_marks_per_cm2),
            with: &settings.with,
            progress,
        }
    }
}
