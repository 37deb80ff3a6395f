//! The canvas in the window: pointer and wheel to the hand, photo and overlays to the screen.

use std::sync::Arc;

use egui::{Align2, CursorIcon, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo};

use super::fit::{scar_part, size_of, usual_part};
use super::hand::Deed;
use super::left_out::LeftOutLayer;
use super::loupe;
use super::magic::{MagicRequest, NO_BORDER};
use super::model::CanvasModel;
use super::offers::{Offers, paint_offers};
use super::paint::{Overlay, paint_overlay, paint_sketch, plate, say_in};
use super::panes::Panes;
use super::ring::{RingLines, RingRequest, ring_lines};
use super::selected::selected_by;
use super::{Hand, Scene, Tool, View};
use crate::app::{Command, Wake, Worker};
use crate::locale::{number, tr};
use crate::photo::PixelPos;
use crate::region::Shape;
use crate::ui::theme;

/// How far from a corner or an edge the hand may be, in points of the screen.
const REACH: f32 = 9.0;
/// The same in touch mode: half of a target of 44 points.
const TOUCH_REACH: f32 = 22.0;

/// View, tools and textures: what the window keeps for the canvas.
pub struct Canvas {
    /// The hand with its tool.
    pub hand: Hand,
    /// The loupe follows the pointer.
    pub(super) loupe: bool,
    pub(super) view: View,
    pub(super) area: Rect,
    /// A plan is shown, and outlines only with a tool that marks.
    pub(super) shows_plan: bool,
    /// Patches that may be scars.
    pub(super) offers: Offers,
    /// Where the names of scars are on the screen.
    names: Vec<(usize, Rect)>,
    photo: u64,
    panes: Panes,
    ring: RingLines,
    ring_asked: Option<RingRequest>,
    ring_worker: Option<Worker<RingRequest, RingLines>>,
    magic: Option<Worker<MagicRequest, Option<Shape>>>,
    pub(super) left_out: LeftOutLayer,
    wake: Wake,
    pointer: Option<PixelPos>,
}

impl Canvas {
    /// An empty canvas; `wake` is called when textures are ready.
    #[must_use]
    pub fn new(wake: Wake) -> Self {
        let ring_worker = Worker::start("ring outline", Arc::clone(&wake), |request: RingRequest, ticket| {
            ticket.send(ring_lines(&request));
        });
        let magic = Worker::start("magic outline", Arc::clone(&wake), |request: MagicRequest, ticket| {
            ticket.send(request.outline());
        });
        Self {
            hand: Hand::default(),
            loupe: false,
            view: View::default(),
            area: Rect::NOTHING,
            shows_plan: false,
            offers: Offers::start(&wake),
            names: Vec::new(),
            photo: 0,
            panes: Panes::default(),
            ring: RingLines::default(),
            ring_asked: None,
            ring_worker,
            magic,
            left_out: LeftOutLayer::start(&wake),
            wake,
            pointer: None,
        }
    }

    /// Points of the screen for a pixel of the photo.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.view.scale()
    }

    /// The place on the photo under the pointer.
    #[must_use]
    pub fn pointer(&self) -> Option<PixelPos> {
        self.pointer
    }

    /// Where a place on the photo is in the window.
    #[must_use]
    pub fn to_screen(&self, at: PixelPos) -> Pos2 {
        self.view.to_screen(self.area, at)
    }

    /// Whether the photo is on the screen as sharp as it gets.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.panes.is_settled() && self.left_out.is_settled()
    }

    /// Whether what was left out of the measurement is shown.
    #[must_use]
    pub fn shows_left_out(&self) -> bool {
        self.left_out.on
    }

    /// Lays the canvas out in all the room there is.
    pub fn ui(&mut self, ui: &mut Ui, model: &CanvasModel<'_>, out: &mut Vec<Command>) -> Response {
        let (whole, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, tr("Photo canvas")));
        let over = response.hover_pos().or_else(|| response.interact_pointer_pos());
        let area = Panes::area_at(whole, model.preview.as_ref().map(|p| (p, scar_part(model))), over);
        self.area = area;
        self.shows_plan = model.preview.is_some();
        let painter = ui.painter_at(whole);
        painter.rect_filled(whole, 0.0, theme::MAT);
        let Some(image) = model.image else {
            self.panes = Panes::default();
            self.pointer = None;
            say_in(ui, area, model.empty_text);
            return response;
        };
        self.follow_photo(model);
        self.view.settle_on(area, size_of(model), usual_part(model));
        self.take_input(ui, &response, model, out);
        self.view.settle_on(area, size_of(model), usual_part(model));
        self.follow_ring(model);
        self.follow_magic(out);
        out.extend(self.offers.follow());
        let left_out = self.left_out.follow(model.measured);
        self.panes.ui(ui, whole, &self.view, (image, model, left_out), &self.wake);
        let ruler_text = self.ruler_text(model);
        let overlay = Overlay {
            canvas: area,
            view: &self.view,
            regions: model.regions,
            grey: model.grey,
            chart: model.chart,
            ring: &self.ring,
            ruler_text: &ruler_text,
            hand: &self.hand,
            pointer: self.pointer,
        };
        if model.preview.is_some() {
            // Outlines and names would lie over what is to be judged.
            paint_sketch(&painter, &overlay);
            self.names.clear();
            return response;
        }
        let names = paint_overlay(&painter, &overlay);
        self.names = names;
        paint_offers(&painter, (area, &self.view), &self.offers);
        if let (true, Some(place), Some(at)) = (self.loupe, self.pointer, response.hover_pos()) {
            loupe::paint(ui, area, &self.view, (place, at), model);
        }
        if model.preview.is_none() {
            self.left_out.legend_ui(ui, area);
        }
        let corner = area.left_bottom() + egui::vec2(10.0, -8.0);
        let said = plate(&painter, corner, Align2::LEFT_BOTTOM, model.screen_text);
        let said = ui.interact(said, ui.scope_id().with("how the photo is shown"), Sense::hover());
        said.widget_info(|| WidgetInfo::labeled(Role::Label, true, model.screen_text));
        response
    }

    fn take_input(&mut self, ui: &Ui, response: &Response, model: &CanvasModel<'_>, out: &mut Vec<Command>) {
        let size = size_of(model);
        let hover = response.hover_pos().or_else(|| response.interact_pointer_pos());
        self.pointer = hover.map(|p| inside(self.view.to_image(self.area, p), size));
        let navigation = self.view.navigate(ui, self.area, response);
        if !navigation.held {
            self.take_pointer(ui, response, model, out);
        }
        if response.hovered() {
            ui.ctx().set_cursor_icon(self.cursor(navigation.held));
        }
    }

    fn take_pointer(
        &mut self,
        ui: &Ui,
        response: &Response,
        model: &CanvasModel<'_>,
        out: &mut Vec<Command>,
    ) {
        let scene = self.scene(model);
        let place = |view: &View, area: Rect, at: Pos2| inside(view.to_image(area, at), scene.size);
        let (pressed, down, released, now) = ui.input(|i| {
            (
                i.pointer.primary_pressed(),
                i.pointer.primary_down(),
                i.pointer.primary_released(),
                i.pointer.interact_pos(),
            )
        });
        let Some(now) = now else { return };
        // A quick click is pressed and released within one slow frame.
        let on_photo = response.is_pointer_button_down_on() || response.clicked();
        if pressed && on_photo {
            let origin = ui.input(|i| i.pointer.press_origin()).unwrap_or(now);
            let at = place(&self.view, self.area, origin);
            if self.hand.sketch().is_none() && self.offers.press(at, scene.reach) {
                return;
            }
            let deed = self.hand.press(at, &scene);
            self.carry_out(deed, model, out);
        }
        let at = place(&self.view, self.area, now);
        if let Some(taken) = self.offers.release((released, response.clicked())) {
            return self.carry_out(taken, model, out);
        }
        let moved = ui.input(|i| i.pointer.delta()) != egui::Vec2::ZERO;
        if down && response.is_pointer_button_down_on() && moved {
            let deed = self.hand.drag(at, &scene);
            if deed.moves_photo {
                self.view.pan(ui.input(|i| i.pointer.delta()));
            }
            self.carry_out(deed, model, out);
        }
        if response.double_clicked() {
            let bare = self.hand.tool == Tool::Photo;
            let named = self.names.iter().find(|(_, name)| bare && name.contains(now));
            if let Some((scar, _)) = named {
                self.hand.ask_name(*scar);
            } else {
                let deed = self.hand.double_click(at, &scene);
                self.carry_out(deed, model, out);
            }
        } else if released && (response.clicked() || response.drag_stopped()) {
            let deed = self.hand.release(at, &scene);
            self.carry_out(deed, model, out);
        }
    }

    /// Takes in the outline that has grown.
    fn follow_magic(&mut self, out: &mut Vec<Command>) {
        match self.magic.as_ref().and_then(Worker::poll) {
            Some(Some(shape)) => out.extend(self.hand.add(shape).commands),
            Some(None) => out.push(Command::Tell(tr(NO_BORDER).to_owned())),
            None => {}
        }
    }

    pub(super) fn carry_out(&mut self, deed: Deed, model: &CanvasModel<'_>, out: &mut Vec<Command>) {
        if let (Some(place), Some(image), Some(magic)) = (deed.grows_from, model.image, &self.magic) {
            magic.submit(MagicRequest {
                image: Arc::clone(image),
                xyz_from_linear: model.light.nearest_matrix(),
                place,
                px_per_mm: model.px_per_mm,
            });
        }
        for command in &deed.commands {
            if let Some(selection) = selected_by(command, model.regions) {
                self.hand.select(Some(selection));
            }
        }
        out.extend(deed.commands);
    }

    pub(super) fn scene<'a>(&self, model: &CanvasModel<'a>) -> Scene<'a> {
        let reach = if model.touch { TOUCH_REACH } else { REACH };
        let scene = Scene {
            regions: model.regions,
            grey: model.grey,
            chart: model.chart,
            size: size_of(model),
            reach: f64::from(reach / self.view.scale().max(1e-6)),
            px_per_point: f64::from(1.0 / self.view.scale().max(1e-6)),
        };
        // What is not seen is not taken hold of: over a plan the bare hand moves the photo.
        if model.preview.is_some() && self.hand.tool == Tool::Photo { scene.bare() } else { scene }
    }

    fn follow_photo(&mut self, model: &CanvasModel<'_>) {
        if self.photo != model.photo {
            self.photo = model.photo;
            self.hand.let_go();
            self.offers.drop_all();
            self.view = View::default();
            self.ring = RingLines::default();
            self.ring_asked = None;
        }
    }

    fn follow_ring(&mut self, model: &CanvasModel<'_>) {
        let Some(worker) = &self.ring_worker else { return };
        if let Some(lines) = worker.poll() {
            self.ring = lines;
        }
        let size = size_of(model);
        let same = self.ring_asked.as_ref().is_some_and(|asked| {
            asked.size == size && asked.px_per_mm == model.px_per_mm && asked.regions == *model.regions
        });
        if !same {
            let request = RingRequest { regions: model.regions.clone(), size, px_per_mm: model.px_per_mm };
            worker.submit(request.clone());
            self.ring_asked = Some(request);
        }
    }

    fn ruler_text(&self, model: &CanvasModel<'_>) -> String {
        let Some([a, b]) = self.hand.ruler() else { return String::new() };
        let pixels = (a.x - b.x).hypot(a.y - b.y);
        match model.px_per_mm {
            Some(scale) if scale > 0.0 => format!("{} mm", number(pixels / scale, 1)),
            _ => format!("{pixels:.0} px"),
        }
    }

    fn cursor(&self, moving: bool) -> CursorIcon {
        match self.hand.tool {
            _ if moving => CursorIcon::Grabbing,
            Tool::Photo => CursorIcon::Grab,
            _ => CursorIcon::Crosshair,
        }
    }
}

impl std::fmt::Debug for Canvas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Canvas").field("hand", &self.hand).field("view", &self.view).finish_non_exhaustive()
    }
}

pub(super) fn inside(at: PixelPos, [width, height]: [u32; 2]) -> PixelPos {
    PixelPos { x: at.x.clamp(0.0, f64::from(width)), y: at.y.clamp(0.0, f64::from(height)) }
}
