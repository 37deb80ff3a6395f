//! What pressing, moving and releasing over the photo means: from places on the photo to commands.
//!
//! Knows no screen and no egui, so that every tool can be tested with plain numbers. `reach` is how far from
//! a corner or an edge the hand may be, in pixels of the photo; it depends on the zoom.

use super::chart::ChartScene;
use super::geometry::{distance, simplified};
use super::grab::{Grab, outline_under};
use super::{BrushPoints, Group, Pen, Tool};
use crate::app::{Command, Edit, ShapeRef, shape_at};
use crate::calibrate::GreyPick;
use crate::photo::PixelPos;
use crate::region::{Disc, Regions, RingSize, Shape, Surround};

/// L* of the usual 18 % card.
const CARD_L_STAR: f64 = 50.0;
/// Smallest disc in pixels that is a disc and not a slip of the hand.
pub(super) const SMALLEST_DISC: f64 = 1.5;
/// What is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// An outline, and one of its corners.
    Outline(ShapeRef, Option<usize>),
    /// Several outlines, moved and removed together.
    Group(Group),
    /// The grey card.
    Grey,
    /// The `ColorChecker`.
    Chart,
}

/// What is being drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Sketch {
    /// A polygon, corner by corner.
    Corners(Vec<PixelPos>),
    /// One stroke.
    Stroke(Vec<PixelPos>),
    /// Where a brush or an eraser went.
    Brush(Vec<PixelPos>),
    /// A disc from its middle; also the grey card's.
    Disc(Disc),
    /// A known length: its first end.
    Length(PixelPos),
}

/// What the hand needs to know of the case.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What is marked.
    pub regions: &'a Regions,
    /// The grey card.
    pub grey: Option<GreyPick>,
    /// The `ColorChecker`.
    pub chart: ChartScene<'a>,
    /// Pixels across and down.
    pub size: [u32; 2],
    /// How far off the hand may be, in pixels of the photo.
    pub reach: f64,
    /// Pixels of the photo on a point of the screen.
    pub px_per_point: f64,
}

/// Nothing is marked.
static NOTHING: Regions =
    Regions { scars: Vec::new(), exclusions: Vec::new(), surround: Surround::Ring(RingSize::Auto) };

impl Scene<'_> {
    /// The same with nothing on it to take hold of.
    pub(super) fn bare(self) -> Self {
        Self { regions: &NOTHING, grey: None, chart: ChartScene::default(), ..self }
    }
}

/// The hand over the photo.
#[derive(Debug, Clone, Default)]
pub struct Hand {
    /// The tool it holds.
    pub tool: Tool,
    /// The pen for tools that draw.
    pub pen: Pen,
    /// Radius of brush and eraser in points of the screen, so that it grows on the photo with the distance.
    pub brush_points: BrushPoints,
    pub(super) sketch: Option<Sketch>,
    pub(super) selection: Option<Selection>,
    pub(super) grab: Option<Grab>,
    pub(super) pressed: Option<PixelPos>,
    pub(super) to_name: Option<usize>,
    ruler: Option<[PixelPos; 2]>,
    asks_length: bool,
}

/// What came of an event.
#[derive(Debug, Default, PartialEq)]
pub struct Deed {
    /// To be carried out.
    pub commands: Vec<Command>,
    /// The photo is to follow the pointer.
    pub moves_photo: bool,
    /// An outline is to grow from here over like tones.
    pub grows_from: Option<PixelPos>,
}

impl Deed {
    pub(super) fn edit(edit: Edit) -> Self {
        Self { commands: vec![Command::Edit(edit)], ..Self::default() }
    }
}

impl Hand {
    /// What is being drawn.
    #[must_use]
    pub fn sketch(&self) -> Option<&Sketch> {
        self.sketch.as_ref()
    }

    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// The length that was shown with the ruler.
    #[must_use]
    pub fn ruler(&self) -> Option<[PixelPos; 2]> {
        self.ruler
    }

    /// The pixels of a length just shown, whose millimetres are to be told.
    #[must_use]
    pub fn length_to_tell(&self) -> Option<f64> {
        self.ruler.filter(|_| self.asks_length).map(|[a, b]| distance(a, b))
    }

    /// The length was told, or will not be.
    pub fn length_told(&mut self) {
        self.asks_length = false;
    }

    /// Another photo, or the case was replaced: lets everything go, the tool too, or a click meant to look closer
    /// would mark something.
    pub fn let_go(&mut self) {
        *self = Self { pen: self.pen, brush_points: self.brush_points, ..Self::default() };
    }

    /// Takes another tool; what was being drawn is dropped.
    pub fn take(&mut self, tool: Tool) {
        self.tool = tool;
        self.sketch = None;
        self.grab = None;
    }

    /// Takes another pen; what was being drawn is dropped.
    pub fn take_pen(&mut self, pen: Pen) {
        self.pen = pen;
        self.sketch = None;
    }

    /// The button went down at a place.
    pub fn press(&mut self, at: PixelPos, scene: &Scene<'_>) -> Deed {
        self.pressed = Some(at);
        self.grab = None;
        if self.sketch.is_none() {
            if self.grab_chart_corner(at, scene) {
                return Deed::default();
            }
            if let Some(deed) = self.grab_handle(at, scene) {
                return deed;
            }
            if self.tool == Tool::Photo {
                return self.grab_with_bare_hand(at, scene);
            }
        }
        match (self.tool, self.pen) {
            (Tool::Grey, _) => self.sketch = Some(Sketch::Disc(Disc { center: at, radius: 0.0 })),
            (Tool::Scar | Tool::Exclusion | Tool::Surround, Pen::Disc) => {
                self.sketch = Some(Sketch::Disc(Disc { center: at, radius: 0.0 }));
            }
            (Tool::Scar | Tool::Exclusion | Tool::Surround, Pen::Freehand) => {
                self.sketch = Some(Sketch::Stroke(vec![at]));
            }
            (Tool::Scar | Tool::Exclusion | Tool::Surround, Pen::Brush | Pen::Eraser) => {
                self.sketch = Some(Sketch::Brush(vec![at]));
            }
            _ => {}
        }
        Deed::default()
    }

    /// The pointer moved with the button down.
    pub fn drag(&mut self, at: PixelPos, scene: &Scene<'_>) -> Deed {
        match (&mut self.sketch, self.grab) {
            (Some(Sketch::Disc(disc)), _) => disc.radius = distance(disc.center, at),
            (Some(Sketch::Stroke(stroke) | Sketch::Brush(stroke)), _) => {
                let far = stroke.last().is_none_or(|&last| distance(last, at) > scene.reach * 0.25);
                if far {
                    stroke.push(at);
                }
            }
            (_, Some(Grab::Photo)) => return Deed { moves_photo: true, ..Deed::default() },
            (_, Some(grab)) => return self.drag_grabbed(grab, at, scene),
            _ => {}
        }
        Deed::default()
    }

    /// The button went up.
    pub fn release(&mut self, at: PixelPos, scene: &Scene<'_>) -> Deed {
        let pressed = self.pressed.take();
        let still = pressed.is_some_and(|from| distance(from, at) <= scene.reach * 0.5);
        if let Some(grab) = self.grab.take() {
            if grab == Grab::Photo && still && self.tool == Tool::Photo {
                self.selection = None;
            }
            // One of several that was only clicked is selected alone.
            if matches!(grab, Grab::Group(..)) && still {
                self.selection = outline_under(scene.regions, at, scene.reach)
                    .map(|which| Selection::Outline(which, None));
            }
            return Deed::default();
        }
        match self.tool {
            Tool::Grey => self.set_grey(scene),
            Tool::Chart if pressed.is_some() => self.click_chart_corner(at, scene),
            Tool::Ruler => self.ruler_release(pressed, at, still, scene),
            Tool::Scar | Tool::Exclusion | Tool::Surround => match self.pen {
                Pen::Polygon if pressed.is_some() => self.add_corner(at, scene),
                Pen::Freehand | Pen::Disc => self.finish(scene),
                Pen::Brush | Pen::Eraser => self.brushed(scene),
                Pen::Magic if still => Deed { grows_from: Some(at), ..Deed::default() },
                Pen::Polygon | Pen::Magic => Deed::default(),
            },
            Tool::Photo | Tool::Chart => Deed::default(),
        }
    }

    /// A double click closes a polygon; with the bare hand it asks for the name of the scar under it.
    pub fn double_click(&mut self, at: PixelPos, scene: &Scene<'_>) -> Deed {
        if self.tool.draws() && matches!(self.sketch, Some(Sketch::Corners(_))) {
            return self.finish(scene);
        }
        if let (Tool::Photo, Some(ShapeRef::Scar { scar, .. })) =
            (self.tool, outline_under(scene.regions, at, scene.reach))
        {
            (self.grab, self.pressed) = (None, None);
            self.ask_name(scar);
        }
        Deed::default()
    }

    /// Closes what is being drawn.
    pub fn finish(&mut self, scene: &Scene<'_>) -> Deed {
        if !self.tool.draws() {
            return Deed::default();
        }
        let shape = match self.sketch.take() {
            Some(Sketch::Corners(mut corners)) => {
                corners.dedup_by(|a, b| distance(*a, *b) <= scene.reach * 0.25);
                (corners.len() >= 3).then_some(Shape::Polygon(corners))
            }
            Some(Sketch::Stroke(stroke)) => {
                let corners = simplified(&stroke, scene.reach * 0.12);
                (corners.len() >= 3).then_some(Shape::Polygon(corners))
            }
            Some(Sketch::Disc(disc)) => {
                (disc.radius >= SMALLEST_DISC.max(scene.reach * 0.25)).then_some(Shape::Disc(disc))
            }
            Some(Sketch::Length(_) | Sketch::Brush(_)) | None => None,
        };
        let Some(shape) = shape else { return Deed::default() };
        self.add(shape)
    }

    /// A new outline of the tool's kind.
    pub(super) fn add(&self, shape: Shape) -> Deed {
        match self.tool {
            Tool::Scar => Deed::edit(Edit::AddScar(shape)),
            Tool::Exclusion => Deed::edit(Edit::AddExclusion(shape)),
            Tool::Surround => Deed::edit(Edit::SetSurround(Surround::Outline(shape))),
            Tool::Photo | Tool::Grey | Tool::Chart | Tool::Ruler => Deed::default(),
        }
    }

    /// Drops what is being drawn; failing that, the selection; failing that, the ruler's line.
    pub fn abandon(&mut self) {
        self.grab = None;
        if self.sketch.take().is_none() && self.selection.take().is_none() {
            self.ruler = None;
            self.asks_length = false;
        }
    }

    /// Takes the last corner back.
    pub fn take_back(&mut self) {
        if let Some(Sketch::Corners(corners)) = &mut self.sketch {
            corners.pop();
            if corners.is_empty() {
                self.sketch = None;
            }
        }
    }

    /// Removes what is selected.
    pub fn delete(&mut self, scene: &Scene<'_>) -> Deed {
        let Some(selection) = self.selection.take() else { return Deed::default() };
        match selection {
            Selection::Grey => Deed::edit(Edit::SetGrey(None)),
            Selection::Group(group) => {
                Deed::edit(Edit::ReplaceRegions(Box::new(group.removed(scene.regions))))
            }
            Selection::Chart => Deed::edit(Edit::SetChart(None)),
            Selection::Outline(which, corner) => {
                let rest = shape_at(scene.regions, which).and_then(|shape| without(shape, corner?));
                if let Some(shape) = rest {
                    self.selection = Some(Selection::Outline(which, None));
                    Deed::edit(Edit::ReplaceShape(which, shape))
                } else {
                    Deed::edit(Edit::RemoveShape(which))
                }
            }
        }
    }

    /// Selects an outline.
    pub fn select(&mut self, selection: Option<Selection>) {
        self.selection = selection;
    }

    /// Whether corners can be taken hold of now.
    #[must_use]
    pub fn shows_handles(&self) -> bool {
        self.sketch.is_none() && (self.tool == Tool::Photo || self.tool.draws())
    }

    fn set_grey(&mut self, scene: &Scene<'_>) -> Deed {
        let Some(Sketch::Disc(disc)) = self.sketch.take() else { return Deed::default() };
        let usual = usual_grey_radius(scene.size);
        let radius = if disc.radius <= scene.reach { usual } else { disc.radius };
        let l_star = scene.grey.map_or(CARD_L_STAR, |g| g.l_star);
        Deed::edit(Edit::SetGrey(Some(GreyPick { center: disc.center, radius, l_star })))
    }

    fn ruler_release(
        &mut self,
        pressed: Option<PixelPos>,
        at: PixelPos,
        still: bool,
        scene: &Scene<'_>,
    ) -> Deed {
        let first = match (self.sketch.take(), pressed) {
            (Some(Sketch::Length(first)), _) => first,
            (_, Some(from)) if !still => from,
            _ => {
                self.sketch = Some(Sketch::Length(at));
                return Deed::default();
            }
        };
        if distance(first, at) > scene.reach * 0.5 {
            self.ruler = Some([first, at]);
            self.asks_length = true;
        }
        Deed::default()
    }

    fn add_corner(&mut self, at: PixelPos, scene: &Scene<'_>) -> Deed {
        let Some(Sketch::Corners(corners)) = &mut self.sketch else {
            self.sketch = Some(Sketch::Corners(vec![at]));
            return Deed::default();
        };
        let closes = corners.len() >= 3 && corners.first().is_some_and(|&c| distance(c, at) <= scene.reach);
        if closes {
            return self.finish(scene);
        }
        corners.push(at);
        Deed::default()
    }
}

/// Radius of the disc that a click reads on the grey card: 0.8 % of the shorter side, at least 6 pixels.
pub(super) fn usual_grey_radius(size: [u32; 2]) -> f64 {
    (f64::from(size[0].min(size[1])) * 0.008).max(6.0)
}

fn without(shape: &Shape, corner: usize) -> Option<Shape> {
    match shape {
        Shape::Polygon(corners) if corners.len() > 3 && corner < corners.len() => {
            let kept = corners.iter().enumerate().filter(|&(i, _)| i != corner).map(|(_, &c)| c);
            Some(Shape::Polygon(kept.collect()))
        }
        _ => None,
    }
}
