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
            // The document and the benches have taken these.
            Command::Edit(_)
            | Command::Rest
            | Command::Undo
            | Command::Redo
            | Command::CopyOutlines
            | Command::PasteOutlines
            | Command::OpenPhoto(_)
            | Command::OpenKept(_)
            | Command::PutKept(..)
            | Command::OpenBundled
            | Command::OpenLibrary(_)
            | Command::UseReferenceShades
            | Command::HideShade(..)
            | Command::CancelWork
            | Command::WorkAgain
            | Command::Dismiss(_)
            | Command::Tell(_)
            | Command::TellDone(_)
            | Command::KeepColours(_)
            | Command::Bottle(_)
            | Command::Case(_)
            | Command::Healed(_)
            | Command::Others(_)
            | Command::Practice(_)
            | Command::Preview(_)
            | Command::Shelf(_) => {}
        }
    }
}
