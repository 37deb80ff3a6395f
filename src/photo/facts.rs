//! What was found in a photo file.

use std::fmt;

use serde::Serialize;

use super::{CameraFacts, OriginFacts, PhotoFormat};

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
            taken_as: "linear light (rendered)".to_owned(),
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
            format!("Format: {}, {} bits a channel", self.format, self.bit_depth),
            format!(
                "Size: {} x {} pixels ({:.1} megapixels), upright",
                self.width,
                self.height,
                self.megapixels()
            ),
            format!("Orientation: {}", self.orientation_line()),
            format!("Colour profile: {}", self.profile.as_deref().unwrap_or("none embedded")),
            format!("Taken as: {}", self.taken_as),
        ];
        lines.extend(self.origin.lines());
        lines.extend(self.camera_lines());
        let place = if self.gps_present { "present in the file (not shown, not kept)" } else { "none" };
        lines.push(format!("GPS position: {place}"));
        if self.hdr_gain_map {
            lines.push("HDR gain map: present, not used".to_owned());
        }
        lines.extend(self.notes.iter().map(|n| format!("Note: {n}")));
        lines
    }

    fn orientation_line(&self) -> String {
        match (self.orientation, self.orientation_applied) {
            (1, _) => "upright as stored".to_owned(),
            (tag, true) => format!("EXIF {tag}, turned upright"),
            (tag, false) => format!("EXIF {tag}, already applied in the file"),
        }
    }

    fn camera_lines(&self) -> Vec<String> {
        let c = &self.camera;
        let mut lines = Vec::new();
        let names: Vec<&str> =
            [&c.make, &c.model, &c.lens].into_iter().flatten().map(String::as_str).collect();
        if !names.is_empty() {
            lines.push(format!("Camera: {}", names.join(", ")));
        }
        let exposure =
            c.exposure_s.map(|s| if s < 0.4 { format!("1/{:.0} s", 1.0 / s) } else { format!("{s} s") });
        let parts = [
            exposure,
            c.f_number.map(|f| format!("f/{f}")),
            c.iso.map(|iso| format!("ISO {iso}")),
            c.exposure_bias_ev.filter(|ev| *ev != 0.0).map(|ev| format!("{ev:+.1} EV")),
            c.focal_length_mm.map(|mm| format!("{mm:.1} mm")),
            c.focal_length_35mm.map(|mm| format!("like {mm} mm on 35 mm film")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if !parts.is_empty() {
            lines.push(format!("Exposure: {}", parts.join(", ")));
        }
        if let Some(fired) = c.flash_fired {
            lines.push(format!("Flash: {}", if fired { "fired" } else { "did not fire" }));
        }
        if let Some(balance) = c.white_balance {
            lines.push(format!("White balance: {balance}"));
        }
        if let Some(at) = &c.taken_at {
            lines.push(format!("Taken: {at} (the camera's clock)"));
        }
        if let Some(software) = &c.software {
            lines.push(format!("Written by: {software}"));
        }
        lines
    }
}

impl fmt::Display for PhotoFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().join("\n"))
    }
}
