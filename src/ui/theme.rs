//! The look of the window: greys only, and the one way a measured colour reaches the screen.
//!
//! Whoever judges colour is misled by any colour beside it, so nothing here has a hue: states are told by
//! words and marks, and everything that is judged lies on a mat of L* 50.

use egui::{
    Color32, Context, CornerRadius, FontDefinitions, FontFamily, FontId, Stroke, Style, TextStyle, Theme, Ui,
    Visuals, emath,
    style::{NumberFormatter, ScrollStyle},
    vec2,
};
use palette::{IntoColor, Srgb};

use super::screen_profile::shown;
use crate::app::Display;
use crate::color::Lab;
use crate::locale::{fixed, localised};

/// Behind photo and swatches: L* 50.
pub(super) const MAT: Color32 = Color32::from_gray(119);
/// Dark part of a double stroke.
pub(super) const STROKE_DARK: Color32 = Color32::from_gray(12);
/// Light part of a double stroke.
pub(super) const STROKE_LIGHT: Color32 = Color32::from_gray(250);
/// One of many thin lines on the mat, which grow darker where they lie close.
pub(super) const TICK: Color32 = Color32::from_black_alpha(120);
/// Plate behind a name on the photo.
pub(super) const PLATE: Color32 = Color32::from_black_alpha(190);
/// Height of what is touched, in points.
const TOUCH: f32 = 44.0;
/// Room that a scroll bar takes beside what it moves, in points.
pub(super) const SCROLL_BAR: f32 = 8.0;
/// Words on such a plate.
pub(super) const PLATE_INK: Color32 = Color32::from_gray(238);

/// Behind words.
pub(super) fn panel(ui: &Ui) -> Color32 {
    ui.visuals().panel_fill
}

/// Behind a card in a panel.
pub(super) fn card(ui: &Ui) -> Color32 {
    ui.visuals().faint_bg_color
}

/// Words.
pub(super) fn ink(ui: &Ui) -> Color32 {
    ui.visuals().text_color()
}

/// Words of less weight.
pub(super) fn faint_ink(ui: &Ui) -> Color32 {
    ui.visuals().weak_text_color()
}

/// Words on what is selected.
pub(super) fn selected_ink(ui: &Ui) -> Color32 {
    ui.visuals().selection.stroke.color
}

/// Words on a measured colour: black or white, whichever is read better.
pub(super) fn ink_over(lab: Lab) -> Color32 {
    if lab.l > 50.0 { STROKE_DARK } else { STROKE_LIGHT }
}

/// What the screen is to show for a measured colour: sRGB with each channel cut at its ends, by the screen's profile
/// where the system tells it. Only for showing.
pub(super) fn screen_color(lab: Lab) -> Color32 {
    let encoded: Srgb<f64> = IntoColor::<Srgb<f64>>::into_color(lab);
    shown(encoded.into_format::<u8>().into())
}

/// Sets fonts, sizes and greys; once, before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_theme(Theme::Dark);
    // The ring for "to do" is in the fixed-width font only; what no font has is drawn.
    ctx.add_glyph_rasterizer(super::icons::rasterizer());
    let mut fonts = FontDefinitions::default();
    if let Some(family) = fonts.families.get_mut(&FontFamily::Proportional) {
        family.push(fixed!("Hack").to_owned());
    }
    ctx.set_fonts(fonts);
    for theme in [Theme::Dark, Theme::Light] {
        ctx.style_mut_of(theme, |style| usual_style(style, theme));
    }
}

fn usual_style(style: &mut Style, theme: Theme) {
    style.visuals = visuals(theme);
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
    style.number_formatter = NumberFormatter::new(|value, decimals| {
        localised(emath::format_with_decimals_in_range(value, decimals))
    });
    // Room of its own for the bar: a floating one hides the ends of lines.
    style.spacing.scroll = ScrollStyle {
        floating_allocated_width: SCROLL_BAR,
        // The ink of words, which stands out in both themes.
        foreground_color: true,
        dormant_handle_opacity: 0.5,
        active_handle_opacity: 0.6,
        ..ScrollStyle::thin()
    };
}

/// Height of a bar of one row, with its margins.
pub(super) fn bar_height(ui: &Ui) -> f32 {
    ui.spacing().interact_size.y + 10.0
}

/// Names the size of words and of what is touched: a panel keeps a width of its own for each.
pub(super) fn size_of_words(ui: &Ui) -> String {
    let touch = if is_touch(ui) { ", touch" } else { "" };
    format!("{:.2}{touch}", ui.ctx().zoom_factor())
}

/// Whether buttons are made for gloves.
pub(super) fn is_touch(ui: &Ui) -> bool {
    ui.spacing().interact_size.y >= TOUCH
}

/// Sets the theme, the size of words and of what is touched.
pub(super) fn show(ctx: &Context, display: Display) {
    ctx.set_theme(if display.light { Theme::Light } else { Theme::Dark });
    ctx.set_zoom_factor(display.text_scale);
    ctx.all_styles_mut(|style| {
        let (height, padding) =
            if display.touch { (TOUCH, vec2(12.0, 10.0)) } else { (24.0, vec2(8.0, 4.0)) };
        style.spacing.interact_size.y = height;
        style.spacing.button_padding = padding;
        style.spacing.icon_width = if display.touch { 24.0 } else { 14.0 };
    });
}

/// The greys of a theme.
struct Greys {
    panel: u8,
    card: u8,
    field: u8,
    ink: u8,
    faint_ink: u8,
    selected: u8,
    selected_ink: u8,
    edge: u8,
    /// Fill, edge and ink of what does nothing, can be pressed, is under the pointer, is pressed, is open.
    widgets: [[u8; 3]; 5],
}

/// Behind words L* 21; words 10.7 : 1 on a card, those of less weight 6.0 : 1.
const DARK: Greys = Greys {
    panel: 50,
    card: 62,
    field: 30,
    ink: 238,
    faint_ink: 186,
    selected: 205,
    selected_ink: 16,
    edge: 92,
    widgets: [[50, 78, 238], [76, 76, 238], [92, 150, 255], [110, 220, 255], [70, 120, 255]],
};
/// Behind words L* 86; words 11.4 : 1 on the panel, those of less weight 6.1 : 1.
const LIGHT: Greys = Greys {
    panel: 214,
    card: 226,
    field: 244,
    ink: 24,
    faint_ink: 70,
    selected: 56,
    selected_ink: 248,
    edge: 150,
    widgets: [[214, 184, 24], [194, 194, 24], [180, 110, 0], [164, 40, 0], [200, 130, 0]],
};

fn visuals(theme: Theme) -> Visuals {
    let (mut v, greys) = match theme {
        Theme::Dark => (Visuals::dark(), DARK),
        Theme::Light => (Visuals::light(), LIGHT),
    };
    let grey = Color32::from_gray;
    v.panel_fill = grey(greys.panel);
    v.window_fill = grey(greys.panel);
    v.extreme_bg_color = grey(greys.field);
    v.text_edit_bg_color = Some(grey(greys.field));
    v.faint_bg_color = grey(greys.card);
    v.code_bg_color = grey(greys.card);
    v.override_text_color = None;
    v.weak_text_color = Some(grey(greys.faint_ink));
    v.hyperlink_color = grey(greys.ink);
    v.warn_fg_color = grey(greys.ink);
    v.error_fg_color = grey(greys.ink);
    v.selection.bg_fill = grey(greys.selected);
    v.selection.stroke = Stroke::new(1.0, grey(greys.selected_ink));
    v.window_stroke = Stroke::new(1.0, grey(greys.edge));
    let w = &mut v.widgets;
    let widgets = [&mut w.noninteractive, &mut w.inactive, &mut w.hovered, &mut w.active, &mut w.open];
    for (widget, [fill, edge, ink]) in widgets.into_iter().zip(greys.widgets) {
        widget.bg_fill = grey(fill);
        widget.weak_bg_fill = grey(fill);
        widget.bg_stroke = Stroke::new(1.0, grey(edge));
        widget.fg_stroke = Stroke::new(1.0, grey(ink));
        widget.corner_radius = CornerRadius::same(3);
        widget.expansion = 0.0;
    }
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
    fn words_can_be_read_in_both_themes() {
        // Contrast as in WCAG 2.2, success criterion 1.4.3: 4.5 : 1 at least.
        let light = |grey: u8| {
            let share = f64::from(grey) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let contrast = |a: u8, b: u8| {
            let (a, b) = (light(a) + 0.05, light(b) + 0.05);
            if a > b { a / b } else { b / a }
        };
        for greys in [DARK, LIGHT] {
            for ground in [greys.panel, greys.card, greys.field] {
                assert!(contrast(greys.ink, ground) >= 7.0, "{} on {ground}", greys.ink);
                assert!(contrast(greys.faint_ink, ground) >= 4.5, "{} on {ground}", greys.faint_ink);
            }
            assert!(contrast(greys.selected, greys.selected_ink) >= 7.0);
            for [fill, _, ink] in greys.widgets {
                assert!(contrast(fill, ink) >= 4.5, "{ink} on {fill}");
            }
        }
        for theme in [Theme::Dark, Theme::Light] {
            let v = visuals(theme);
            for colour in
                [v.panel_fill, v.window_fill, v.faint_bg_color, v.extreme_bg_color, v.selection.bg_fill]
            {
                assert!(colour.r() == colour.g() && colour.g() == colour.b(), "no hue beside what is judged");
            }
        }
    }

    #[test]
    fn colors_beyond_the_screen_are_cut() {
        assert_eq!(screen_color(Lab::new(100.0, 0.0, 0.0)), Color32::from_gray(255));
        assert_eq!(screen_color(Lab::new(-5.0, 0.0, 0.0)), Color32::from_gray(0));
        let wild = screen_color(Lab::new(60.0, 120.0, 110.0));
        assert_eq!(wild.r(), 255);
    }
}
