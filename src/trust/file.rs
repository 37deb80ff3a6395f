//! What the file says of its way from the camera to here.

use super::reason::{Reason, TrustCode, TrustLevel};
use crate::locale::{say, tr};
use crate::photo::PhotoFacts;

/// JPEG quality below which colours and edges suffer: at 20 tones of rendered scenes are 1.5 ΔE00 further off, at
/// 30 0.8, at 60 0.3.
const POOR_QUALITY: u8 = 30;
const HOPELESS_QUALITY: u8 = 12;
/// Messengers and websites save at less than this; cameras do not.
const SAVED_AGAIN_QUALITY: u8 = 82;
/// Longest exposure in seconds that a hand holds and a night mode does not need.
const LONG_EXPOSURE_S: f64 = 0.2;

/// What is found in the facts of a file.
pub(super) fn reasons(facts: &PhotoFacts) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut add = |code, level, text: String| found.push(Reason { code, text, level });
    let (origin, camera) = (&facts.origin, &facts.camera);
    if origin.screenshot {
        let text = tr(
            "A screenshot, not the photo: its colours are the screen's. Take the photo itself off the phone.",
        );
        add(TrustCode::Screenshot, TrustLevel::Red, text.to_owned());
    }
    if let Some((level, text)) = recompressed(facts) {
        add(TrustCode::Recompressed, level, text);
    }
    if let Some(editor) = &origin.editor {
        let text = say!(
            "Edited with %{editor}: colours may have been changed. Use the photo as the camera saved it.",
            editor = editor
        );
        add(TrustCode::Edited, TrustLevel::Amber, text);
    }
    if !origin.color_told {
        let text = tr(
            "The file does not say what its colours mean; sRGB is assumed. Use the photo as the camera saved it.",
        );
        add(TrustCode::NoProfile, TrustLevel::Amber, text.to_owned());
    }
    if camera.flash_fired == Some(true) {
        let text = tr(
            "The flash fired: it shines on skin and mixes with the room's light. Turn it off and go near a window.",
        );
        add(TrustCode::Flash, TrustLevel::Amber, text.to_owned());
    }
    if is_front_camera(facts) {
        let text = tr("Taken with the front camera, which smooths skin. Use the main camera.");
        add(TrustCode::FrontCamera, TrustLevel::Amber, text.to_owned());
    }
    // Apple's values, as ExifTool lists them: 7 and 8 are portraits.
    if origin.portrait || camera.scene == Some("portrait") || matches!(camera.custom_rendered, Some(7 | 8)) {
        let text = tr("Taken in portrait mode, which blurs and smooths. Use the ordinary photo mode.");
        add(TrustCode::Portrait, TrustLevel::Amber, text.to_owned());
    }
    let long = camera.exposure_s.is_some_and(|seconds| seconds >= LONG_EXPOSURE_S);
    if camera.scene == Some("night") || long {
        let text = tr(
            "Taken at night or with a long exposure, which smooths skin and changes colours. Take it in more light.",
        );
        add(TrustCode::Night, TrustLevel::Amber, text.to_owned());
    }
    if facts.hdr_gain_map {
        let text =
            tr("A gain map for HDR screens lies beside the picture; only the ordinary picture is used.");
        add(TrustCode::HdrGainMap, TrustLevel::Green, text.to_owned());
    }
    found
}

/// A JPEG that was saved again on its way, or so coarsely that it shows.
fn recompressed(facts: &PhotoFacts) -> Option<(TrustLevel, String)> {
    let jpeg = facts.origin.jpeg?;
    let quality = jpeg.quality;
    if quality < POOR_QUALITY {
        let level = if quality < HOPELESS_QUALITY { TrustLevel::Red } else { TrustLevel::Amber };
        let text = say!(
            "Saved so coarsely (like quality %{quality} of 100) that colours and edges have changed. Send the original file, not through a messenger.",
            quality = quality
        );
        return Some((level, text));
    }
    let saved_again = !facts.origin.camera_told
        && (quality < SAVED_AGAIN_QUALITY || (jpeg.progressive && jpeg.chroma_halved));
    saved_again.then(|| {
        let text = tr("Saved again on its way, as messengers do: finer detail is gone and colours may have shifted. Send the \
                    original file.");
        (TrustLevel::Amber, text.to_owned())
    })
}

/// Phones name the lens: `iPhone 15 Pro front TrueDepth camera`.
fn is_front_camera(facts: &PhotoFacts) -> bool {
    let name = facts.camera.lens.as_deref().unwrap_or_default().to_lowercase();
    name.contains("front") || name.contains("truedepth")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::JpegCoding;

    fn codes(change: impl Fn(&mut PhotoFacts)) -> Vec<(TrustCode, TrustLevel)> {
        let mut facts = PhotoFacts::of_rendered(4000, 3000);
        change(&mut facts);
        reasons(&facts).into_iter().map(|reason| (reason.code, reason.level)).collect()
    }

    fn coded(quality: u8, progressive: bool) -> JpegCoding {
        JpegCoding { quality, chroma_halved: true, progressive }
    }

    #[test]
    fn a_photo_as_the_camera_saved_it_is_not_blamed() {
        assert!(codes(|facts| facts.origin.jpeg = Some(coded(92, false))).is_empty());
        assert!(
            codes(|facts| facts.origin.jpeg = Some(coded(70, true))).is_empty(),
            "cameras may do what they like"
        );
        let short = |facts: &mut PhotoFacts| facts.camera.exposure_s = Some(1.0 / 60.0);
        assert!(codes(short).is_empty());
        let lens =
            |facts: &mut PhotoFacts| facts.camera.lens = Some("iPhone 15 Pro back triple camera".to_owned());
        assert!(codes(lens).is_empty());
    }

    #[test]
    fn every_trace_has_its_reason() {
        use TrustCode as C;
        use TrustLevel::{Amber, Green, Red};
        assert_eq!(codes(|f| f.origin.screenshot = true), [(C::Screenshot, Red)]);
        assert_eq!(codes(|f| f.origin.editor = Some("Snapseed".to_owned())), [(C::Edited, Amber)]);
        assert_eq!(codes(|f| f.origin.color_told = false), [(C::NoProfile, Amber)]);
        assert_eq!(codes(|f| f.camera.flash_fired = Some(true)), [(C::Flash, Amber)]);
        assert_eq!(
            codes(|f| f.camera.lens = Some("front TrueDepth camera".to_owned())),
            [(C::FrontCamera, Amber)]
        );
        assert_eq!(codes(|f| f.origin.portrait = true), [(C::Portrait, Amber)]);
        assert_eq!(codes(|f| f.camera.custom_rendered = Some(8)), [(C::Portrait, Amber)]);
        assert_eq!(codes(|f| f.camera.scene = Some("night")), [(C::Night, Amber)]);
        assert_eq!(codes(|f| f.camera.exposure_s = Some(0.5)), [(C::Night, Amber)]);
        assert_eq!(codes(|f| f.hdr_gain_map = true), [(C::HdrGainMap, Green)]);
        let sent = |quality, progressive| {
            codes(move |f| {
                f.origin.camera_told = false;
                f.origin.jpeg = Some(coded(quality, progressive));
            })
        };
        assert_eq!(sent(75, false), [(C::Recompressed, Amber)]);
        assert_eq!(sent(90, true), [(C::Recompressed, Amber)]);
        assert!(sent(92, false).is_empty(), "exported without EXIF, and fine");
        assert_eq!(codes(|f| f.origin.jpeg = Some(coded(20, false))), [(C::Recompressed, Amber)]);
        assert_eq!(codes(|f| f.origin.jpeg = Some(coded(8, false))), [(C::Recompressed, Red)]);
    }
}
