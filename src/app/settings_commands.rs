//! What is asked for of the settings alone.

use super::settings::TOUR;
use super::{Command, Settings};

impl Settings {
    /// Carries it out; what is for others changes nothing.
    pub(super) fn take(&mut self, command: Command) {
        match command {
            Command::ForgetRecent => self.recent.clear(),
            Command::KeepLog(path) => self.studio_log = path,
            Command::ChartSizeTold => self.chart_size_told = true,
            Command::SetDisplay(display) => self.display = display,
            Command::SetReport(report) => self.report = report,
            Command::TourSeen => self.tour_seen = TOUR,
            Command::SetScreen(points_per_mm) => self.screen_points_per_mm = points_per_mm,
            Command::CountOnLog(on) => self.count_on_log = on,
            Command::SetRetention(years) => self.retention_years = years,
            _ => {}
        }
    }
}
