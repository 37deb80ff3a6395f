//! Two minutes with the bundled case, at the first start and from the Help menu.

use egui::{Align2, Context, Id, Label, Rect, RichText, Stroke, StrokeKind, Window, vec2};

use super::theme;

use crate::locale::{keep, say, tr};

/// Where the parts of the window are that the tour points at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Places {
    pub(super) steps: Rect,
    pub(super) canvas: Rect,
    pub(super) results: Rect,
}

impl Default for Places {
    fn default() -> Self {
        Self { steps: Rect::NOTHING, canvas: Rect::NOTHING, results: Rect::NOTHING }
    }
}

/// What a stop points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Nothing,
    Steps,
    Canvas,
    Results,
}

/// One stop.
struct Stop {
    title: &'static str,
    text: &'static str,
    at: At,
    /// The plan is shown on the photo.
    preview: bool,
}

const STOPS: [Stop; 7] = [
    Stop {
        title: keep!("A worked case"),
        text: keep!(
            "On the table lies a drawn case: a scar on a shaved head, measured and matched. Seven stops show what you \
               see; nothing you do here can be broken."
        ),
        at: At::Nothing,
        preview: false,
    },
    Stop {
        title: keep!("Seven steps"),
        text: keep!(
            "The work goes down this list. A tick is done, a ring is to do; a click takes the tool that a step needs."
        ),
        at: At::Steps,
        preview: false,
    },
    Stop {
        title: keep!("The photo"),
        text: keep!(
            "The grey card sets the colours and the ruler the scale. The scar is outlined; the dotted line is the ring \
               of skin around it that it must look like. Moles and wet spots are left out."
        ),
        at: At::Canvas,
        preview: false,
    },
    Stop {
        title: keep!("Tones"),
        text: keep!(
            "What was measured: L* is lightness, a* redness, b* yellowness. The bars below show how sure each is. Scar \
               and bare skin touch, because their difference is what the work is about."
        ),
        at: At::Results,
        preview: false,
    },
    Stop {
        title: keep!("Two recipes"),
        text: keep!(
            "One for the scar, one for the skin around it, in parts and millilitres of your bottles. ΔE is how far the \
               healed look is from its target; the line tells how likely that is good enough, and “Why” what decides."
        ),
        at: At::Results,
        preview: false,
    },
    Stop {
        title: keep!("Before the needle"),
        text: keep!(
            "The plan on the photo, a simulation and not a promise: drag the line between before and after, look at it \
               healed and after years, lighter and darker than expected, and from where people stand."
        ),
        at: At::Canvas,
        preview: true,
    },
    Stop {
        title: keep!("Your own photo"),
        text: keep!(
            "Drop it on the window, or press Ctrl+O. Ctrl+K finds every command by its name, F1 lists the keys. This \
               tour is in the Help menu."
        ),
        at: At::Nothing,
        preview: false,
    },
];

/// The tour under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tour {
    stop: usize,
}

/// What was asked for on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TourDeed {
    /// Nothing.
    Stay,
    /// The plan is to be shown on the photo, or the photo alone.
    Preview(bool),
    /// It is over.
    Leave,
}

impl Tour {
    /// Shows the stop and marks what it is about.
    pub(super) fn ui(&mut self, ctx: &Context, places: &Places) -> TourDeed {
        let Some(stop) = STOPS.get(self.stop) else { return TourDeed::Leave };
        let at = match stop.at {
            At::Nothing => Rect::NOTHING,
            At::Steps => places.steps,
            At::Canvas => places.canvas,
            At::Results => places.results,
        };
        if at.is_positive() {
            let painter = ctx.layer_painter(egui::LayerId::new(egui::Order::Middle, Id::unique("tour mark")));
            let mark = at.shrink(2.0);
            painter.rect_stroke(mark, 4.0, Stroke::new(4.0, theme::STROKE_DARK), StrokeKind::Inside);
            painter.rect_stroke(
                mark.shrink(1.0),
                4.0,
                Stroke::new(2.0, theme::STROKE_LIGHT),
                StrokeKind::Inside,
            );
        }
        // Beside what it speaks of, never over it.
        let (corner, offset) = match stop.at {
            At::Nothing => (Align2::CENTER_BOTTOM, vec2(0.0, -48.0)),
            At::Steps | At::Canvas => (Align2::RIGHT_BOTTOM, vec2(-16.0, -48.0)),
            At::Results => (Align2::LEFT_BOTTOM, vec2(16.0, -48.0)),
        };
        let before = self.stop;
        let mut left = false;
        Window::new(tr("Guided tour"))
            .id(Id::unique("guided tour"))
            .title_bar(false)
            .resizable(false)
            .anchor(corner, offset)
            .show(ctx, |ui| {
                ui.set_width(370.0);
                ui.horizontal(|ui| {
                    ui.label(RichText::new(tr(stop.title)).heading());
                    let count = say!("%{stop} of %{stops}", stop = self.stop + 1, stops = STOPS.len());
                    ui.label(RichText::new(count).color(theme::faint_ink(ui)));
                });
                ui.add(Label::new(tr(stop.text)).wrap());
                ui.horizontal(|ui| {
                    let last = self.stop + 1 == STOPS.len();
                    if ui.button(if last { tr("Begin") } else { tr("Next") }).clicked() {
                        self.stop += 1;
                    }
                    if ui
                        .add_enabled(
                            self.stop > 0 && self.stop == before,
                            egui::Button::new(tr("Back##to the stop before")),
                        )
                        .clicked()
                    {
                        self.stop -= 1;
                    }
                    if !last && ui.button(tr("Leave the tour")).clicked() {
                        left = true;
                    }
                });
            });
        let shown = |stop: usize| STOPS.get(stop).is_some_and(|stop| stop.preview);
        match (left || self.stop >= STOPS.len(), shown(before), shown(self.stop)) {
            (true, ..) => TourDeed::Leave,
            (_, false, true) => TourDeed::Preview(true),
            (_, true, false) => TourDeed::Preview(false),
            _ => TourDeed::Stay,
        }
    }
}
