//! The screen's own profile, when the system tells it: the last step of every measured colour on its way there.
//!
//! X11 keeps it on the root window, put there by the desktop's colour management. Wayland, Windows and macOS do not
//! tell it this way; there, and without one, the screen is taken for sRGB. Pictures that are saved stay sRGB.

use std::sync::{Arc, OnceLock};

use egui::Color32;
use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, TransformExecutor, TransformOptions,
};

/// From sRGB to what the screen is to be sent.
#[derive(Clone)]
pub(super) struct ScreenProfile {
    transform: Arc<dyn TransformExecutor<u8> + Send + Sync>,
}

/// The profile in use, for the whole program: there is one window.
static IN_USE: OnceLock<ScreenProfile> = OnceLock::new();

impl ScreenProfile {
    /// From the bytes of an ICC profile; none when it is damaged or not that of a screen.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let profile = ColorProfile::new_from_slice(bytes).ok()?;
        if profile.profile_class != ProfileClass::DisplayDevice || profile.color_space != DataColorSpace::Rgb
        {
            return None;
        }
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            ..TransformOptions::default()
        };
        let srgb = ColorProfile::new_srgb();
        let transform = srgb.create_transform_8bit(Layout::Rgb, &profile, Layout::Rgb, options).ok()?;
        Some(Self { transform })
    }

    /// What the screen is to be sent for these sRGB pixels.
    pub(super) fn convert(&self, pixels: &[[u8; 3]]) -> Vec<[u8; 3]> {
        let mut shown = pixels.to_vec();
        let done = self.transform.transform(pixels.as_flattened(), shown.as_flattened_mut());
        // What cannot be converted is shown as it is.
        if done.is_ok() { shown } else { pixels.to_vec() }
    }
}

impl std::fmt::Debug for ScreenProfile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScreenProfile").finish_non_exhaustive()
    }
}

/// Looks for the screen's profile on an X11 display and uses it from now on.
pub(super) fn look_for_profile() {
    if let Some(profile) = told_by_x11().and_then(|bytes| ScreenProfile::of(&bytes)) {
        IN_USE.get_or_init(|| profile);
    }
}

/// Whether the screen is shown its own colours and not sRGB.
pub(super) fn is_in_use() -> bool {
    IN_USE.get().is_some()
}

/// One sRGB colour as the screen shows it.
pub(super) fn shown([r, g, b]: [u8; 3]) -> Color32 {
    let converted = IN_USE.get().and_then(|profile| profile.convert(&[[r, g, b]]).first().copied());
    let [r, g, b] = converted.unwrap_or([r, g, b]);
    Color32::from_rgb(r, g, b)
}

/// A picture's sRGB pixels as the screen shows them.
pub(super) fn shown_all(pixels: Vec<[u8; 3]>) -> Vec<Color32> {
    let pixels = match IN_USE.get() {
        Some(profile) => profile.convert(&pixels),
        None => pixels,
    };
    pixels.into_iter().map(|[r, g, b]| Color32::from_rgb(r, g, b)).collect()
}

/// Source: freedesktop.org, ICC Profiles in X Specification 0.4: property `_ICC_PROFILE` of the root window.
#[cfg(target_os = "linux")]
fn told_by_x11() -> Option<Vec<u8>> {
    use x11rb::connection::Connection as _;
    use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _};
    /// Most of a profile, in units of four bytes: 16 MB.
    const MOST: u32 = 4 << 20;
    let (connection, screen) = x11rb::connect(None).ok()?;
    let root = connection.setup().roots.get(screen)?.root;
    let name = connection.intern_atom(true, b"_ICC_PROFILE").ok()?.reply().ok()?.atom;
    if name == u32::from(AtomEnum::NONE) {
        return None;
    }
    let property = connection.get_property(false, root, name, AtomEnum::ANY, 0, MOST).ok()?.reply().ok()?;
    (property.format == 8 && !property.value.is_empty()).then_some(property.value)
}

#[cfg(not(target_os = "linux"))]
fn told_by_x11() -> Option<Vec<u8>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(of: &ColorProfile) -> ScreenProfile {
        ScreenProfile::of(&of.encode().expect("it is written")).expect("it is that of a screen")
    }

    #[test]
    fn a_wide_screen_is_sent_less_for_the_same_colour() {
        let wide = profile(&ColorProfile::new_display_p3());
        let shown = wide.convert(&[[255, 0, 0], [0, 255, 0], [128, 128, 128], [255, 255, 255]]);
        // W3C, CSS Color 4: color(srgb 1 0 0) is color(display-p3 0.9175 0.2003 0.1386), color(srgb 0 1 0) is
        // color(display-p3 0.4585 0.9853 0.2983).
        for (found, published) in
            shown.iter().zip([[234, 51, 35], [117, 251, 76], [128, 128, 128], [255, 255, 255]])
        {
            for (a, b) in found.iter().zip(published) {
                assert!(a.abs_diff(b) <= 1, "{shown:?}");
            }
        }
    }

    #[test]
    fn an_srgb_screen_changes_nothing() {
        let same = profile(&ColorProfile::new_srgb());
        let pixels: Vec<[u8; 3]> = (0..=255).map(|v| [v, 255 - v, v / 2]).collect();
        for (a, b) in same.convert(&pixels).iter().zip(&pixels) {
            assert!(a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= 1), "{a:?} {b:?}");
        }
    }

    #[test]
    fn what_is_no_profile_of_a_screen_is_left_alone() {
        for bytes in [&b""[..], b"not a profile", &[0; 200]] {
            assert!(ScreenProfile::of(bytes).is_none());
        }
    }
}
