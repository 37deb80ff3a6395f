//! What a card told of a camera and its light, kept for photos of the same session without a card.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{Calibration, CalibrationKind, Edition, LightModel, ModelKind};
use crate::disk::write_whole;
use crate::locale::{number, say, tr};
use crate::photo::CameraFacts;

/// Colours as a `ColorChecker` set them, with the photo's camera, time and exposure, as far as its file told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameraProfile {
    version: u32,
    /// Which model the card chose.
    pub model: ModelKind,
    /// Printing of the card.
    pub edition: Edition,
    /// Mean ΔE00 on patches left out.
    pub leave_one_out_delta_e: f64,
    light: LightModel,
    shared_sd: [f64; 3],
    /// Maker and model, as the file names them.
    pub camera: Option<String>,
    /// By the camera's own clock: `2026-11-22 14:03:55`.
    pub taken_at: Option<String>,
    /// Exposure time times ISO over the square of the f-number.
    exposure: Option<f64>,
}

/// A profile in use on another photo.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ProfileReading {
    /// Which model the card had chosen.
    pub model: ModelKind,
    /// Mean ΔE00 on the card's patches left out, when it was made.
    pub leave_one_out_delta_e: f64,
    /// Hours between the two photos, when both tell.
    pub hours: Option<f64>,
    /// Stops by which this photo was exposed more, taken off; none when one of them does not tell.
    pub stops: Option<f64>,
}

/// Why there is no profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// The file cannot be read or written.
    #[error("{}", say!("%{path}: %{cause}; give another file", path = path.display(), cause = cause))]
    File {
        /// The file.
        path: PathBuf,
        /// The system's words.
        cause: String,
    },
    /// Not a profile.
    #[error("{}", say!("%{path}, line %{line}: this is not a camera profile (%{cause}); save it again from a photo with the card", path = path.display(), line = line, cause = cause))]
    Format {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
    /// Made by a newer program.
    #[error("{}", say!("%{path} is a camera profile of version %{version}, which a newer program wrote; install it, or save the profile again", path = path.display(), version = version))]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u32,
    },
    /// Of another camera.
    #[error("{}", say!("this profile is of another camera (%{profile}; the photo is by %{photo}): calibrate by a card in a photo of this camera", profile = profile, photo = photo))]
    OtherCamera {
        /// The profile's.
        profile: String,
        /// The photo's.
        photo: String,
    },
}

/// Version that is written.
const VERSION: u32 = 1;
/// From this on, hours, the light has changed: a session is over (*assumed*).
const SESSION_HOURS: f64 = 4.0;
/// From this on, stops, the camera saw another light (*assumed*): it exposes the same scene within a third.
const SAME_LIGHT_STOPS: f64 = 0.5;
/// Standard deviation in L*, a*, b* of what a camera does to each photo anew, exposure and white balance, beside what
/// the card left (*assumed*): about a fifth of a stop where the exposure is told and taken off, else as without a card.
const ANEW_SD: [f64; 3] = [3.0, 1.2, 1.2];
/// L* of it where the exposure is not told.
const UNTOLD_L_SD: f64 = 4.5;

impl CameraProfile {
    /// Of a `ColorChecker` in a photo with these facts; none when the colours were set by something else.
    #[must_use]
    pub fn of(calibration: &Calibration, camera: &CameraFacts) -> Option<Self> {
        let CalibrationKind::Chart(reading) = calibration.kind else { return None };
        Some(Self {
            version: VERSION,
            model: reading.model,
            edition: reading.pick.edition,
            leave_one_out_delta_e: reading.leave_one_out_delta_e,
            light: calibration.light,
            shared_sd: calibration.shared_sd,
            camera: camera_name(camera),
            taken_at: camera.taken_at.clone(),
            exposure: exposure(camera),
        })
    }

    /// Colours of another photo of the same session.
    ///
    /// # Errors
    /// When both photos name their camera and it is not the same.
    pub fn calibrate(&self, camera: &CameraFacts) -> Result<Calibration, ProfileError> {
        if let (Some(profile), Some(photo)) = (&self.camera, camera_name(camera))
            && *profile != photo
        {
            return Err(ProfileError::OtherCamera { profile: profile.clone(), photo });
        }
        let stops = exposure(camera).zip(self.exposure).map(|(now, then)| (now / then).log2());
        let untold = [UNTOLD_L_SD, ANEW_SD[1], ANEW_SD[2]];
        let anew = if stops.is_some() { ANEW_SD } else { untold };
        Ok(Calibration {
            light: self.light.brighter(stops.map_or(1.0, |stops| (-stops).exp2())),
            kind: CalibrationKind::Profile(ProfileReading {
                model: self.model,
                leave_one_out_delta_e: self.leave_one_out_delta_e,
                hours: hours_between(self.taken_at.as_deref(), camera.taken_at.as_deref()),
                stops,
            }),
            shared_sd: std::array::from_fn(|c| self.shared_sd[c].hypot(anew[c])),
        })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, is no profile, or is of a newer version.
    pub fn load(path: &Path) -> Result<Self, ProfileError> {
        let text = fs::read_to_string(path).map_err(|error| file_error(path, &error))?;
        let format = |line: usize, cause: String| ProfileError::Format { path: path.to_owned(), line, cause };
        let profile: Self =
            ron::from_str(&text).map_err(|error| format(error.span.start.line, error.code.to_string()))?;
        if profile.version > VERSION {
            return Err(ProfileError::Newer { path: path.to_owned(), version: profile.version });
        }
        let sound = profile.light.is_finite()
            && profile.shared_sd.iter().all(|sd| sd.is_finite() && *sd >= 0.0)
            && profile.exposure.is_none_or(|exposure| exposure.is_finite() && exposure > 0.0);
        if sound { Ok(profile) } else { Err(format(1, tr("a number is out of its range").to_owned())) }
    }

    /// Writes a file, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), ProfileError> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default())
            .map_err(|error| file_error(path, &error))?;
        write_whole(path, format!("{text}\n").as_bytes()).map_err(|error| file_error(path, &error))
    }
}

impl ProfileReading {
    /// What may be wrong with using a profile here, a sentence each.
    #[must_use]
    pub fn doubts(&self) -> Vec<String> {
        let age = match self.hours {
            None => Some(
                tr("The age of the camera profile cannot be told: use it within one session only").to_owned(),
            ),
            Some(hours) if hours > SESSION_HOURS && hours < 48.0 => Some(say!(
                "The camera profile is %{hours} hours old, and light changes: put the card into a photo again",
                hours = number(hours, 0)
            )),
            Some(hours) if hours > SESSION_HOURS => Some(say!(
                "The camera profile is %{days} days old, and light changes: put the card into a photo again",
                days = number(hours / 24.0, 0)
            )),
            Some(_) => None,
        };
        let light = match self.stops {
            None => Some(
                tr("The file does not tell its exposure: whether the light is that of the camera profile cannot be known")
                    .to_owned(),
            ),
            Some(stops) if stops > SAME_LIGHT_STOPS => Some(say!(
                "The camera exposed this photo %{stops} stops more than the one with the card: the light has changed, or the picture is another; put the card into a photo again",
                stops = number(stops, 1)
            )),
            Some(stops) if stops < -SAME_LIGHT_STOPS => Some(say!(
                "The camera exposed this photo %{stops} stops less than the one with the card: the light has changed, or the picture is another; put the card into a photo again",
                stops = number(-stops, 1)
            )),
            Some(_) => None,
        };
        age.into_iter().chain(light).collect()
    }
}

fn camera_name(camera: &CameraFacts) -> Option<String> {
    let named = [&camera.make, &camera.model].into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
    (!named.is_empty()).then(|| named.join(" "))
}

/// Light that the sensor's figures stand for; the f-number of phones never changes and is often not told.
fn exposure(camera: &CameraFacts) -> Option<f64> {
    let (time, iso) = camera.exposure_s.zip(camera.iso)?;
    let f_number = camera.f_number.filter(|f| *f > 0.0).unwrap_or(1.0);
    Some(time * f64::from(iso) / (f_number * f_number))
        .filter(|exposure| exposure.is_finite() && *exposure > 0.0)
}

fn hours_between(then: Option<&str>, now: Option<&str>) -> Option<f64> {
    let read = |text: &str| text.replace(' ', "T").parse::<DateTime>().ok();
    let apart = read(now?)?.duration_since(read(then?)?);
    Some(apart.as_secs_f64().abs() / 3600.0)
}

fn file_error(path: &Path, error: &dyn std::fmt::Display) -> ProfileError {
    ProfileError::File { path: path.to_owned(), cause: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(exposure_s: f64, taken_at: &str) -> CameraFacts {
        CameraFacts {
            make: Some("Maker".to_owned()),
            model: Some("Phone 1".to_owned()),
            exposure_s: Some(exposure_s),
            iso: Some(100),
            taken_at: Some(taken_at.to_owned()),
            ..CameraFacts::default()
        }
    }

    fn profile() -> CameraProfile {
        let camera = photo(0.01, "2026-11-22 14:03:55");
        CameraProfile {
            version: VERSION,
            model: ModelKind::Matrix,
            edition: Edition::default(),
            leave_one_out_delta_e: 1.2,
            light: Calibration::uncalibrated().light,
            shared_sd: [0.9, 0.56, 0.56],
            camera: camera_name(&camera),
            taken_at: camera.taken_at.clone(),
            exposure: exposure(&camera),
        }
    }

    #[test]
    fn a_longer_exposure_is_taken_off() {
        let calibration = profile().calibrate(&photo(0.02, "2026-11-22 14:20:00")).expect("the same camera");
        let found = calibration.xyz([0.6; 3]).y;
        assert!((found - 0.3).abs() < 1e-9, "{found}");
        let CalibrationKind::Profile(reading) = calibration.kind else { panic!("{calibration:?}") };
        assert_eq!(reading.stops, Some(1.0));
        assert_eq!(reading.doubts().len(), 1, "a stop is another light: {:?}", reading.doubts());
        assert!((calibration.shared_sd[0] - 0.9_f64.hypot(3.0)).abs() < 1e-12);
    }

    #[test]
    fn age_and_silence_are_told_and_another_camera_is_refused() {
        let old = profile().calibrate(&photo(0.01, "2026-11-25 14:03:55")).expect("the same camera");
        let CalibrationKind::Profile(reading) = old.kind else { panic!("{old:?}") };
        assert!(reading.doubts().iter().any(|doubt| doubt.contains("3 days old")), "{:?}", reading.doubts());
        let silent = profile().calibrate(&CameraFacts::default()).expect("no camera is told");
        let CalibrationKind::Profile(reading) = silent.kind else { panic!("{silent:?}") };
        assert_eq!(reading.doubts().len(), 2);
        assert!(silent.shared_sd[0] > old.shared_sd[0]);
        let other = CameraFacts { model: Some("Phone 2".to_owned()), ..photo(0.01, "2026-11-22 14:03:55") };
        assert!(matches!(profile().calibrate(&other), Err(ProfileError::OtherCamera { .. })));
    }

    #[test]
    fn a_profile_comes_back_from_its_file_and_bad_ones_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("phone.ron");
        profile().save(&path).expect("a writable folder");
        assert_eq!(CameraProfile::load(&path), Ok(profile()));
        let text = fs::read_to_string(&path).expect("it was written");
        let refused = |text: &str| {
            let path = folder.path().join("bad.ron");
            write_whole(&path, text.as_bytes()).expect("a writable folder");
            CameraProfile::load(&path).expect_err("it must be refused")
        };
        assert!(matches!(refused("(nonsense: 1)"), ProfileError::Format { line: 1, .. }));
        assert!(matches!(
            refused(&text.replace("version: 1", "version: 9")),
            ProfileError::Newer { version: 9, .. }
        ));
        assert!(matches!(refused(&text.replace("0.9", "-inf")), ProfileError::Format { .. }));
        assert!(matches!(CameraProfile::load(folder.path()), Err(ProfileError::File { .. })));
    }
}
