//! The look of the window: greys only, and the one way a measured colour reaches the screen.
//!
//! Whoever judges colour is misled by any colour beside it, so nothing here has a hue: states are told by
//! words and marks, and everything that is judged lies on a mat of L* 50.

use egui::{
    Color32, Context, CornerRadius, FontDefinitions, FontFamily, FontId, Stroke, TextStyle, Theme, Visuals,
    vec2,
};
use palette::{IntoColor, Srgb};

use crate::app::Display;
use crate::color::Lab;

/// Behind photo and swatches: L* 50.
pub(super) const MAT: Color32 = Color32::from_gray(119);
/// Behind words: L* 21.
pub(super) const PANEL: Color32 = Color32::from_gray(50);
/// Behind a card in a panel.
pub(super) const CARD: Color32 = Color32::from_gray(62);
/// Words; 10.7 : 1 on a card.
pub(super) const INK: Color32 = Color32::from_gray(238);
/// Words of less weight; 6.0 : 1 on a card.
pub(super) const FAINT_INK: Color32 = Color32::from_gray(186);
/// Words on what is selected.
pub(super) const SELECTED_INK: Color32 = Color32::from_gray(16);
/// Dark part of a double stroke.
pub(super) const STROKE_DARK: Color32 = Color32::from_gray(12);
/// Light part of a double stroke.
pub(super) const STROKE_LIGHT: Color32 = Color32::from_gray(250);
/// Plate behind a name on the photo.
pub(super) const PLATE: Color32 = Color32::from_black_alpha(190);

/// The screen's sRGB for a measured colour, each channel cut at its ends. Only for showing.
pub(super) fn screen_color(lab: Lab) -> Color32 {
    let encoded: Srgb<f64> = IntoColor::<Srgb<f64>>::into_color(lab);
    let [r, g, b]: [u8; 3] = encoded.into_format::<u8>().into();
    Color32::from_rgb(r, g, b)
}

/// Sets fonts, sizes and greys; once, before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_theme(Theme::Dark);
    // The ring for "to do" is in the fixed-width font only; what no font has is drawn.
    ctx.add_glyph_rasterizer(super::icons::rasterizer());
    let mut fonts = FontDefinitions::default();
    if let Some(family) = fonts.families.get_mut(&FontFamily::Proportional) {
        family.push("Hack".to_owned());
    }
    ctx.set_fonts(fonts);
    ctx.style_mut_of(Theme::Dark, |style| {
        style.visuals = visuals();
        let font = |size| FontId::new(size, FontFamily::Proportional);
        style.text_styles.insert(TextStyle::Body, font(14.0));
        style.text_styles.insert(TextStyle::Button, font(14.0));
        style.text_styles.insert(TextStyle::Small, font(12.0));
        style.text_styles.insert(TextStyle::Heading, font(17.0));
        style.spacing.item_spacing = vec2(8.0, 5.0);
        style.spacing.button_padding = vec2(8.0, 4.0);
        style.spacing.interact_size.y = 24.0;
        style.spacing.tooltip_width = 320.0;
        style.interaction.tooltip_delay = 0.4;
    });
}

/// Sets the size of words and of what is touched.
pub(super) fn show(ctx: &Context, display: Display) {
    ctx.set_zoom_factor(display.text_scale);
    ctx.style_mut_of(Theme::Dark, |style| {
        let (height, padding) = if display.touch { (44.0, vec2(14.0, 10.0)) } else { (24.0, vec2(8.0, 4.0)) };
        style.spacing.interact_size.y = height;
        style.spacing.button_padding = padding;
        style.spacing.icon_width = if display.touch { 24.0 } else { 14.0 };
    });
}

fn visuals() -> Visuals {
    let mut v = Visuals::dark();
    v.panel_fill = PANEL;
    v.window_fill = PANEL;
    v.extreme_bg_color = Color32::from_gray(30);
    v.faint_bg_color = Color32::from_gray(56);
    v.code_bg_color = Color32::from_gray(40);
    v.override_text_color = None;
    v.weak_text_color = Some(FAINT_INK);
    v.hyperlink_color = INK;
    v.warn_fg_color = INK;
    v.error_fg_color = INK;
    v.selection.bg_fill = Color32::from_gray(205);
    v.selection.stroke = Stroke::new(1.0, Color32::from_gray(16));
    v.window_stroke = Stroke::new(1.0, Color32::from_gray(92));
    let shade = |widget: &mut egui::style::WidgetVisuals, fill: u8, edge: u8, ink: u8| {
        widget.bg_fill = Color32::from_gray(fill);
        widget.weak_bg_fill = Color32::from_gray(fill);
        widget.bg_stroke = Stroke::new(1.0, Color32::from_gray(edge));
        widget.fg_stroke = Stroke::new(1.0, Color32::from_gray(ink));
        widget.corner_radius = CornerRadius::same(3);
        widget.expansion = 0.0;
    };
    shade(&mut v.widgets.noninteractive, 50, 78, 238);
    shade(&mut v.widgets.inactive, 76, 76, 238);
    shade(&mut v.widgets.hovered, 92, 150, 255);
    shade(&mut v.widgets.active, 110, 220, 255);
    shade(&mut v.widgets.open, 70, 120, 255);
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mat_is_l_star_50() {
        assert_eq!(screen_color(Lab::new(50.0, 0.0, 0.0)), MAT);
    }

    #[test]
    fn colors_beyond_the_screen_are_cut() {
        assert_eq!(screen_color(Lab::new(100.0, 0.0, 0.0)), Color32::from_gray(255));
        assert_eq!(screen_color(Lab::new(-5.0, 0.0, 0.0)), Color32::from_gray(0));
        let wild = screen_color(Lab::new(60.0, 120.0, 110.0));
        assert_eq!(wild.r(), 255);
    }
}
