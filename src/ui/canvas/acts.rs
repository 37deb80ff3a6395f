//! What actions do to the canvas: view, tools, outlines.

use super::fit::scar_part;
use super::hand::Deed;
use super::selected::Group;
use super::{BrushPoints, Canvas, CanvasModel, Selection, Sketch, Tool};
use crate::app::Command;
use crate::ui::action::Action;

/// A step of the zoom keys.
const ZOOM_STEP: f32 = 1.25;

impl Canvas {
    /// Carries out an action that concerns the canvas; says whether it did.
    pub fn act(&mut self, action: Action, model: &CanvasModel<'_>, out: &mut Vec<Command>) -> bool {
        if self.look(action, model) {
            return true;
        }
        let scene = self.scene(model);
        let deed = match action {
            Action::Take(tool) => {
                self.hand.take(tool);
                Deed::default()
            }
            Action::Draw(pen) => {
                self.hand.take_pen(pen);
                if !self.hand.tool.draws() {
                    self.hand.take(Tool::Scar);
                }
                Deed::default()
            }
            Action::SuggestScars => {
                self.offers.ask(model);
                // Over a plan outlines are seen only with a tool that marks.
                if self.shows_plan && self.hand.tool == Tool::Photo {
                    self.hand.take(Tool::Scar);
                }
                Deed::default()
            }
            // Enter and Escape belong to what is offered, unless an outline is being drawn.
            Action::Finish if self.hand.sketch().is_none() && self.offers.is_shown() => self.offers.take(),
            Action::Abandon if self.hand.sketch().is_none() && self.offers.is_shown() => {
                self.offers.drop_all();
                Deed::default()
            }
            Action::Finish => self.hand.finish(&scene),
            Action::Abandon => {
                self.hand.abandon();
                Deed::default()
            }
            Action::CopyOutlines => Deed { commands: vec![Command::CopyOutlines], ..Deed::default() },
            Action::PasteOutlines => {
                // Ready to be dragged to their place.
                self.hand.take(Tool::Photo);
                Deed { commands: vec![Command::PasteOutlines], ..Deed::default() }
            }
            Action::SelectAll => {
                self.hand.take(Tool::Photo);
                self.hand.select(Some(Selection::Group(Group::ALL)));
                Deed::default()
            }
            Action::Rename => {
                if let Some(scar) = self.hand.selected_scar(model.regions) {
                    self.hand.ask_name(scar);
                }
                Deed::default()
            }
            // While an outline is drawn its corners are what was done last.
            Action::Undo if matches!(self.hand.sketch(), Some(Sketch::Corners(_))) => {
                self.hand.take_back();
                Deed::default()
            }
            Action::BrushSmaller | Action::BrushLarger => {
                let factor = if action == Action::BrushLarger { 1.25 } else { 0.8 };
                self.hand.brush_points = BrushPoints::of(self.hand.brush_points.points() * factor);
                Deed::default()
            }
            Action::TakeBack => {
                self.hand.take_back();
                Deed::default()
            }
            Action::Delete => self.hand.delete(&scene),
            _ => return false,
        };
        self.carry_out(deed, model, out);
        true
    }

    /// Carries out an action that changes how the photo is looked at; says whether it did.
    fn look(&mut self, action: Action, model: &CanvasModel<'_>) -> bool {
        let middle = self.area.center();
        match action {
            Action::ZoomIn => {
                self.view.zoom_by(self.area, middle, ZOOM_STEP);
            }
            Action::ZoomOut => {
                self.view.zoom_by(self.area, middle, 1.0 / ZOOM_STEP);
            }
            Action::ZoomFit => {
                self.view.fit();
            }
            Action::ZoomScar => {
                if let Some(part) = scar_part(model) {
                    self.view.fit_part(part);
                }
            }
            Action::TurnLeft | Action::TurnRight => {
                self.view.turn(action == Action::TurnRight);
            }
            Action::LeftOut => {
                self.left_out.on = !self.left_out.on;
            }
            Action::Loupe => {
                self.loupe = !self.loupe;
            }
            _ => return false,
        }
        true
    }

    /// Shows a pixel of the photo on a pixel of the screen.
    pub fn zoom_full(&mut self, pixels_per_point: f32) {
        self.view.zoom_to(self.area, self.area.center(), 1.0 / pixels_per_point);
    }
}
