//! What became of a picture between the camera and here: programs, messengers, screenshots.

use serde::Serialize;

use super::decode::Decoded;
use super::exif_facts::ExifFacts;
use super::jpeg_markers::JpegCoding;
use super::load::contains;
use crate::locale::{fixed, say, tr};

/// Traces of the way that a file took. What is not told is not known: an editor may leave no trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct OriginFacts {
    /// There is EXIF that names a camera or an exposure.
    pub camera_told: bool,
    /// The meaning of the colour codes is told, by a profile, code points or EXIF.
    pub color_told: bool,
    /// Program that edited the picture, when it left its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    /// The file calls itself a screenshot.
    pub screenshot: bool,
    /// Depth or a matte of the person is stored with it, as portrait modes do.
    pub portrait: bool,
    /// How a JPEG was coded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jpeg: Option<JpegCoding>,
}

/// Programs that change colours, as they write their names (lower case). Programs of cameras are not among them.
const EDITORS: &[&str] = &[
    "acdsee",
    "affinity",
    "afterlight",
    "airbrush",
    "beautycam",
    "b612",
    "camera360",
    "canva",
    fixed!("capture one"),
    "darktable",
    "facetune",
    "faceapp",
    "fotor",
    "gimp",
    "imagemagick",
    "instagram",
    "lightroom",
    "luminar",
    "meitu",
    fixed!("microsoft photo"),
    fixed!("microsoft windows photo"),
    "paint.net",
    fixed!("photo editor"),
    "photopea",
    "photoroom",
    "photoscape",
    "photoshop",
    "picasa",
    "picsart",
    "pixelmator",
    "pixlr",
    "polarr",
    "rawtherapee",
    "remini",
    "snapseed",
    "vsco",
    fixed!("windows photo editor"),
    "youcam",
];

impl OriginFacts {
    /// Those of a picture that did not come from a file.
    pub(super) fn of_rendered() -> Self {
        Self {
            camera_told: true,
            color_told: true,
            editor: None,
            screenshot: false,
            portrait: false,
            jpeg: None,
        }
    }

    /// Gathers the traces of a decoded file of these bytes.
    pub(super) fn read(decoded: &Decoded, exif: &ExifFacts, profile: bool, bytes: &[u8]) -> Self {
        let xmp = decoded.xmp.as_deref().unwrap_or_default();
        let head = bytes.get(..bytes.len().min(1 << 18)).unwrap_or_default();
        let color = &decoded.color;
        let told_by_profile = profile || color.icc.as_ref().is_some_and(|icc| !icc.is_empty());
        Self {
            camera_told: exif.camera.is_told(),
            color_told: told_by_profile || color.coded.is_some() || exif.srgb || exif.adobe_rgb,
            editor: editor(exif, xmp),
            screenshot: exif.screenshot || contains(xmp, b"Screenshot"),
            portrait: contains(xmp, b"GDepth:")
                || contains(xmp, b"photos/1.0/depthmap")
                || contains(head, b"aux:portraiteffectsmatte"),
            jpeg: decoded.coding,
        }
    }

    /// One fact a line, for people.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(jpeg) = &self.jpeg {
            let quality = jpeg.quality;
            lines.push(match (jpeg.chroma_halved, jpeg.progressive) {
                (true, true) => say!(
                    "Coding: like quality %{quality} of 100, colour at half the resolution, in passes",
                    quality = quality
                ),
                (true, false) => say!(
                    "Coding: like quality %{quality} of 100, colour at half the resolution",
                    quality = quality
                ),
                (false, true) => {
                    say!(
                        "Coding: like quality %{quality} of 100, colour in full, in passes",
                        quality = quality
                    )
                }
                (false, false) => {
                    say!("Coding: like quality %{quality} of 100, colour in full", quality = quality)
                }
            });
        }
        if let Some(editor) = &self.editor {
            lines.push(say!("Edited with: %{program}", program = editor));
        }
        if self.screenshot {
            lines.push(tr("Screenshot: the file says so").to_owned());
        }
        if self.portrait {
            lines.push(tr("Portrait mode: depth or a matte is stored with the picture").to_owned());
        }
        lines
    }
}

/// The program that edited the picture, from EXIF or XMP.
fn editor(exif: &ExifFacts, xmp: &[u8]) -> Option<String> {
    let known = |name: &String| {
        let name = name.to_lowercase();
        EDITORS.iter().any(|editor| name.contains(editor))
    };
    let named = [exif.camera.software.clone(), exif.processed_by.clone(), creator_tool(xmp)];
    let named = named.into_iter().flatten().find(known);
    // Camera Raw and its kin write what they did, whoever saved the file.
    let developed =
        contains(xmp, b"crs:HasSettings=\"True\"") || contains(xmp, b"crs:AlreadyApplied=\"True\"");
    named.or_else(|| developed.then(|| fixed!("Adobe Camera Raw").to_owned()))
}

/// `xmp:CreatorTool`, as an attribute or an element; at most 80 letters.
fn creator_tool(xmp: &[u8]) -> Option<String> {
    const KEY: &[u8] = b"CreatorTool";
    let at = xmp.windows(KEY.len()).position(|w| w == KEY)? + KEY.len();
    let rest = String::from_utf8_lossy(xmp.get(at..(at + 120).min(xmp.len()))?).into_owned();
    let value = match rest.strip_prefix("=\"") {
        Some(quoted) => quoted.split('"').next(),
        None => rest.strip_prefix('>').and_then(|element| element.split('<').next()),
    }?;
    let clean: String = value.chars().filter(|c| !c.is_control()).take(80).collect();
    (!clean.trim().is_empty()).then(|| clean.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_are_told_from_cameras() {
        let by = |software: &str, xmp: &str| {
            let mut exif = ExifFacts::default();
            exif.camera.software = (!software.is_empty()).then(|| software.to_owned());
            editor(&exif, xmp.as_bytes())
        };
        assert_eq!(
            by("Adobe Photoshop 25.1 (Macintosh)", ""),
            Some("Adobe Photoshop 25.1 (Macintosh)".to_owned())
        );
        assert_eq!(by("Snapseed 2.0", ""), Some("Snapseed 2.0".to_owned()));
        assert_eq!(by("", "<xmp:CreatorTool>GIMP 2.10</xmp:CreatorTool>"), Some("GIMP 2.10".to_owned()));
        assert_eq!(by("", "x xmp:CreatorTool=\"VSCO\" y"), Some("VSCO".to_owned()));
        assert_eq!(by("", "crs:HasSettings=\"True\""), Some("Adobe Camera Raw".to_owned()));
        // What iPhones, Pixels and Samsungs write themselves.
        for camera in ["17.1.2", "HDR+ 1.0.540104767zd", "S918BXXS3BWK5"] {
            assert_eq!(
                by(camera, "xmp:CreatorTool=\"17.1.2\" photoshop:DateCreated=\"2026\""),
                None,
                "{camera}"
            );
        }
        assert_eq!(by("", "CreatorTool"), None, "cut off");
    }
}
