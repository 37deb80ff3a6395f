//! Presenter mode: the window before a class. Words are as large as on a projector, answers are covered until they are
//! revealed, and nothing of other clients is in sight: no list of cases, no recent photos, no code, no file name.

use egui::{Color32, Context, Id, Key, LayerId, Modifiers, Order, Stroke};

use super::Action;
use super::canvas::Tool;
use super::pages::Page;
use super::panels::COVERED;
use crate::app::Display;

/// Size of words on a projector; who has larger ones keeps them.
const PROJECTOR: f32 = 1.75;
/// Ring around the pointer, in points of the screen.
const RING: f32 = 34.0;

/// The class before the window, and what the window was like before it.
#[derive(Debug)]
pub(super) struct Presenter {
    /// Sections that are open.
    pub(super) revealed: usize,
    /// What is put back when it ends.
    pub(super) before: Before,
}

/// What the window was like.
#[derive(Debug, Clone)]
pub(super) struct Before {
    pub(super) page: Page,
    pub(super) tool: Tool,
    pub(super) full_screen: bool,
    pub(super) as_taken: bool,
}

/// What a key of the presenter asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Reveal what comes next.
    Next,
    /// Cover what was revealed last.
    Back,
}

impl Presenter {
    pub(super) fn new(before: Before) -> Self {
        Self { revealed: 0, before }
    }

    /// Opens or covers a section.
    pub(super) fn step(&mut self, step: Step) {
        self.revealed = match step {
            Step::Next => (self.revealed + 1).min(COVERED),
            Step::Back => self.revealed.saturating_sub(1),
        };
    }

    /// How the window is drawn before a class.
    pub(super) fn display(display: Display) -> Display {
        Display { text_scale: display.text_scale.max(PROJECTOR), ..display }
    }

    /// Whether an action may be started: none that shows files, cases or other pages, or changes the case.
    pub(super) fn allows(action: Action) -> bool {
        matches!(
            action,
            Action::Presenter
                | Action::Show(Page::Match | Page::Practice)
                | Action::OpenBundled
                | Action::ZoomIn
                | Action::ZoomOut
                | Action::ZoomFit
                | Action::ZoomFull
                | Action::ZoomScar
                | Action::TurnLeft
                | Action::TurnRight
                | Action::AsTaken
                | Action::Finish
                | Action::Glossary
                | Action::Shortcuts
                | Action::Quit
        )
    }
}

/// The keys of a presenter, which a remote control presses too; Space only where no button is reached with the keyboard.
pub(super) fn take_step(ctx: &Context) -> Option<Step> {
    let focused = ctx.memory(|m| m.focused().is_some());
    ctx.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        if pressed(Key::PageDown) || (!focused && pressed(Key::Space)) {
            Some(Step::Next)
        } else {
            pressed(Key::PageUp).then_some(Step::Back)
        }
    })
}

/// A ring around the pointer, over everything else.
pub(super) fn ring_ui(ctx: &Context) {
    let Some(at) = ctx.pointer_latest_pos() else { return };
    let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::unique("presenter's pointer")));
    // Dark and light, to be seen on any ground.
    let radius = RING / ctx.zoom_factor();
    painter.circle_stroke(at, radius, Stroke::new(5.0, Color32::from_black_alpha(200)));
    painter.circle_stroke(at, radius, Stroke::new(2.5, Color32::from_gray(250)));
}
