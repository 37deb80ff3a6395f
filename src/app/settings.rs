//! What is kept from one run to the next: recent photos, the studio's library and how it measures.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::ReportSettings;
use crate::blend::{DROP_ML, DROPS_RANGE_ML, Thresholds};
use crate::calibrate::{ChartSize, Edition};
use crate::case::{RETENTION_RANGE, RETENTION_YEARS};
use crate::disk::write_whole;
use crate::locale::{Language, fixed};

/// The guided tour as it is now; a newer one is offered again.
pub const TOUR: u32 = 1;

/// Folder of the cases.
const CASES: &str = fixed!("Scalp Shade");
/// Photos that are remembered.
const RECENT: usize = 10;
/// Larger files are not ours.
const MAX_BYTES: u64 = 1 << 20;

/// Points on a millimetre of a usual screen: 96 on an inch.
const USUAL_SCREEN: f64 = 96.0 / 25.4;

/// Kept between runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Photos opened lately, newest first.
    pub recent: Vec<PathBuf>,
    /// Smallest cup the studio mixes, in ml.
    pub cup_ml: f64,
    /// Bottles are measured by drop and not by syringe.
    pub measured_by_drop: bool,
    /// What a drop holds, in ml.
    pub drop_ml: f64,
    /// Where the studio draws its lines.
    pub thresholds: Thresholds,
    /// The studio's shade library; none for the reference shades.
    pub library: Option<PathBuf>,
    /// Reference shades that are not offered, by their identifiers.
    pub hidden_shades: Vec<String>,
    /// Printing of the studio's `ColorChecker`, once it was told.
    pub chart_edition: Option<Edition>,
    /// Its size.
    pub chart_size: ChartSize,
    /// The size was chosen, and not assumed.
    pub chart_size_told: bool,
    /// Where the studio's cases lie, when it is not the usual folder.
    pub cases: Option<PathBuf>,
    /// Years a case is kept after its last visit.
    pub retention_years: u16,
    /// The studio's log of healed results, when it is not the one beside the library.
    pub studio_log: Option<PathBuf>,
    /// Recipes count on what the log has taught.
    pub count_on_log: bool,
    /// Points of the screen on a millimetre of it.
    pub screen_points_per_mm: f64,
    /// Size of words and of what is touched.
    pub display: Display,
    /// The guided tour that was seen last, or left; 0 for none.
    pub tour_seen: u32,
    /// What the studio has settled for its reports.
    pub report: ReportSettings,
}

/// How large the window is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Display {
    /// Size of words over the usual one.
    pub text_scale: f32,
    /// Buttons are large enough for gloves.
    pub touch: bool,
    /// Dark words on light greys, and not light words on dark ones.
    pub light: bool,
    /// How a dilution is written.
    pub notation: Notation,
    /// What is spoken; none for the language of the system.
    pub language: Option<Language>,
}

/// How a studio writes one part of pigment in twenty parts of water.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Notation {
    /// "20:1", water to pigment.
    #[default]
    WaterFirst,
    /// "1:20", pigment to water.
    PigmentFirst,
}

impl Default for Display {
    fn default() -> Self {
        Self { text_scale: 1.0, touch: false, light: false, notation: Notation::default(), language: None }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            cup_ml: 1.0,
            measured_by_drop: false,
            drop_ml: DROP_ML,
            thresholds: Thresholds::default(),
            library: None,
            hidden_shades: Vec::new(),
            chart_edition: None,
            chart_size: ChartSize::default(),
            chart_size_told: false,
            cases: None,
            retention_years: RETENTION_YEARS,
            studio_log: None,
            count_on_log: true,
            screen_points_per_mm: USUAL_SCREEN,
            display: Display::default(),
            tour_seen: 0,
            report: ReportSettings::default(),
        }
    }
}

impl Settings {
    /// Puts a photo first in the list of recent ones.
    pub(super) fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
    }

    /// Only values that make sense, whatever the file said.
    fn sound(mut self) -> Self {
        let cup_is_sound = self.cup_ml.is_finite() && (0.1..=10.0).contains(&self.cup_ml);
        if !cup_is_sound {
            self.cup_ml = Self::default().cup_ml;
        }
        if !(0.5..=50.0).contains(&self.screen_points_per_mm) {
            self.screen_points_per_mm = USUAL_SCREEN;
        }
        if !(0.5..=3.0).contains(&self.display.text_scale) {
            self.display.text_scale = 1.0;
        }
        if !DROPS_RANGE_ML.contains(&self.drop_ml) {
            self.drop_ml = DROP_ML;
        }
        if !RETENTION_RANGE.contains(&self.retention_years) {
            self.retention_years = RETENTION_YEARS;
        }
        self.thresholds = self.thresholds.sound();
        let pitch = self.chart_size.pitch_mm();
        if !(pitch.is_finite() && pitch > 0.0) {
            self.chart_size = ChartSize::default();
        }
        self.recent.truncate(RECENT);
        self
    }
}

/// Where settings are kept; nowhere in tests and where the system names no place.
#[derive(Debug, Clone, Default)]
pub struct SettingsStore {
    path: Option<PathBuf>,
}

impl SettingsStore {
    /// The user's own folder for settings.
    #[must_use]
    pub fn of_the_user() -> Self {
        let dirs = directories::ProjectDirs::from("", "", "scalp-shade");
        Self { path: dirs.map(|d| d.config_dir().join("settings.ron")) }
    }

    /// A file of one's own choice.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// Keeps nothing.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::default()
    }

    /// Where cases lie when the settings name no folder: beside the user's documents. None where nothing is kept.
    #[must_use]
    pub fn usual_cases(&self) -> Option<PathBuf> {
        self.path.as_ref()?;
        let dirs = directories::UserDirs::new()?;
        Some(dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).join(CASES))
    }

    /// Where trainees' answers are kept: beside the settings. None where nothing is kept.
    #[must_use]
    pub fn trainees(&self) -> Option<PathBuf> {
        Some(self.path.as_ref()?.parent()?.join("trainees"))
    }

    /// What was kept; defaults when there is nothing or it cannot be read, which is no reason to bother
    /// anyone: the file holds conveniences only.
    #[must_use]
    pub fn load(&self) -> Settings {
        let Some(path) = &self.path else { return Settings::default() };
        let small = fs::metadata(path).is_ok_and(|m| m.len() <= MAX_BYTES);
        let text = if small { fs::read_to_string(path).unwrap_or_default() } else { String::new() };
        ron::from_str::<Settings>(&text).unwrap_or_default().sound()
    }

    /// Keeps the settings, whole or not at all.
    ///
    /// # Errors
    /// When the folder or the file cannot be written.
    pub fn save(&self, settings: &Settings) -> std::io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default())
            .map_err(std::io::Error::other)?;
        write_whole(path, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SettingsStore::at(folder.path().join("new").join("settings.ron"));
        assert_eq!(store.load(), Settings::default());
        let mut settings = Settings {
            cup_ml: 2.0,
            measured_by_drop: true,
            library: Some(PathBuf::from("/studio/shades.ron")),
            chart_edition: Some(Edition::Before2014),
            chart_size: ChartSize::Pitch(12.5),
            ..Settings::default()
        };
        for n in 0..20 {
            settings.remember(Path::new(&format!("/photos/{n}.jpg")));
        }
        settings.remember(Path::new("/photos/15.jpg"));
        store.save(&settings).expect("a folder that can be written");
        let again = store.load();
        assert_eq!(again, settings);
        assert_eq!(again.recent.len(), RECENT);
        assert_eq!(again.recent.first().map(PathBuf::as_path), Some(Path::new("/photos/15.jpg")));
    }

    #[test]
    fn a_broken_file_gives_the_defaults() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["", "(", "(cup_ml: \"two\")", "\u{0}\u{1}", "(cup_ml: 1e300)"] {
            let path = folder.path().join("settings.ron");
            write_whole(&path, text.as_bytes()).expect("room");
            assert_eq!(SettingsStore::at(path).load(), Settings::default(), "{text}");
        }
    }
}
