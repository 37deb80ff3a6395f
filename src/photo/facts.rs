//! What was found in a photo file.

use std::fmt;

use serde::Serialize;

use super::{CameraFacts, OriginFacts, PhotoFormat};
use crate::locale::{date, number, plain, say, signed, tr};

/// What was found in a photo file and how it was understood. A place in it is told as present, and is kept
/// nowhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PhotoFacts {
    /// File format.
    pub format: PhotoFormat,
    /// Pixels across, upright.
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
    /// Bits a sample in the file.
    pub bit_depth: u8,
    /// Value of the EXIF orientation tag, 1 when there is none.
    pub orientation: u8,
    /// Whether the picture was turned or mirrored by that tag here. HEIC is turned by its container instead.
    pub orientation_applied: bool,
    /// Description in the embedded colour profile.
    pub profile: Option<String>,
    /// What the colours were taken as, in words.
    pub taken_as: String,
    /// What is known of camera and exposure.
    pub camera: CameraFacts,
    /// What became of the picture between the camera and here.
    pub origin: OriginFacts,
    /// Whether the file tells where it was taken.
    pub gps_present: bool,
    /// Whether there is a gain map for HDR screens; only the ordinary picture is used.
    pub hdr_gain_map: bool,
    /// What else a careful reader should know.
    pub notes: Vec<String>,
}

impl PhotoFacts {
    /// Facts of a picture that did not come from a file, such as a rendered scene.
    #[must_use]
    pub fn of_rendered(width: u32, height: u32) -> Self {
        Self {
            format: PhotoFormat::Png,
            width,
            height,
            bit_depth: 16,
            orientation: 1,
            orientation_applied: false,
            profile: None,
            taken_as: tr("linear light (rendered)").to_owned(),
            camera: CameraFacts::default(),
            origin: OriginFacts::of_rendered(),
            gps_present: false,
            hdr_gain_map: false,
            notes: Vec::new(),
        }
    }

    /// Millions of pixels.
    #[must_use]
    pub fn megapixels(&self) -> f64 {
        f64::from(self.width) * f64::from(self.height) / 1e6
    }

    /// One fact a line, for people.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            say!("Format: %{format}, %{bits} bits a channel", format = self.format, bits = self.bit_depth),
            say!(
                "Size: %{width} x %{height} pixels (%{megapixels} megapixels), upright",
                width = self.width,
                height = self.height,
                megapixels = number(self.megapixels(), 1)
            ),
            self.orientation_line(),
            self.profile.as_ref().map_or_else(
                || tr("Colour profile: none embedded").to_owned(),
                |profile| say!("Colour profile: %{profile}", profile = profile),
            ),
            say!("Taken as: %{colours}", colours = self.taken_as),
        ];
        lines.extend(self.origin.lines());
        lines.extend(self.camera_lines());
        let place = if self.gps_present {
            tr("GPS position: present in the file (not shown, not kept)")
        } else {
            tr("GPS position: none")
        };
        lines.push(place.to_owned());
        if self.hdr_gain_map {
            lines.push(tr("HDR gain map: present, not used").to_owned());
        }
        lines.extend(self.notes.iter().map(|note| say!("Note: %{note}", note = note)));
        lines
    }

    fn orientation_line(&self) -> String {
        match (self.orientation, self.orientation_applied) {
            (1, _) => tr("Orientation: upright as stored").to_owned(),
            (tag, true) => say!("Orientation: EXIF %{tag}, turned upright", tag = tag),
            (tag, false) => say!("Orientation: EXIF %{tag}, already applied in the file", tag = tag),
        }
    }

    fn camera_lines(&self) -> Vec<String> {
        let c = &self.camera;
        let mut lines = Vec::new();
        let names: Vec<&str> =
            [&c.make, &c.model, &c.lens].into_iter().flatten().map(String::as_str).collect();
        if !names.is_empty() {
            lines.push(say!("Camera: %{camera}", camera = names.join(", ")));
        }
        let seconds = |s: f64| if s < 0.4 { format!("1/{}", number(1.0 / s, 0)) } else { plain(s) };
        let parts = [
            c.exposure_s.map(|s| format!("{} s", seconds(s))),
            c.f_number.map(|f| format!("f/{}", plain(f))),
            c.iso.map(|speed| say!("ISO %{speed}", speed = speed)),
            c.exposure_bias_ev.filter(|ev| *ev != 0.0).map(|ev| format!("{} EV", signed(ev, 1))),
            c.focal_length_mm.map(|mm| say!("%{length} mm", length = number(mm, 1))),
            c.focal_length_35mm.map(|mm| say!("like %{length} mm on 35 mm film", length = mm)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if !parts.is_empty() {
            lines.push(say!("Exposure: %{exposure}", exposure = parts.join(", ")));
        }
        if let Some(fired) = c.flash_fired {
            lines.push(if fired { tr("Flash: fired") } else { tr("Flash: did not fire") }.to_owned());
        }
        match c.white_balance {
            Some("auto") => lines.push(tr("White balance: auto").to_owned()),
            Some(_) => lines.push(tr("White balance: manual").to_owned()),
            None => {}
        }
        if let Some(at) = &c.taken_at {
            lines.push(say!("Taken: %{moment} (the camera's clock)", moment = moment(at)));
        }
        if let Some(software) = &c.software {
            lines.push(say!("Written by: %{program}", program = software));
        }
        lines
    }
}

/// A day and a time as they are written: `2026-11-22 14:03:55`.
fn moment(at: &str) -> String {
    match at.split_once(' ').map(|(day, time)| (day.parse(), time)) {
        Some((Ok(day), time)) => format!("{} {time}", date(day)),
        _ => at.to_owned(),
    }
}

impl fmt::Display for PhotoFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().join("\n"))
    }
}
