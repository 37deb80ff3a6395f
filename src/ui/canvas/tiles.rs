//! The photo as small textures at the size the screen needs, made off the frame thread.
//!
//! Level 0 is the photo itself; each level has half the pixels across of the one below. A tile has
//! [`TILE`] texels a side, far below the texture limit of any graphics driver. The coarsest level is one tile
//! that is always kept, so there is always something to see. The frame only hands a few finished tiles to
//! the graphics driver.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, mpsc};

use egui::epaint::Vertex;
use egui::{
    Color32, ColorImage, Context, Mesh, Painter, Pos2, Rect, Shape, TextureHandle, TextureOptions, pos2,
};

use super::View;
use super::hatch::lay_over;
use crate::app::Wake;
use crate::photo::{LinearImage, PixelPos, PixelRect, Pyramid, ScreenMatrix};
use crate::preview::{Cut, Preview, PreviewShow};
use crate::tone::LeftOut;
use crate::ui::screen_profile::shown_all;

/// Texels across a tile.
const TILE: u32 = 512;
/// Tiles handed to the graphics driver in one frame: 1 MiB each.
const UPLOADS_A_FRAME: usize = 3;
/// Tiles kept by all pictures of a photo together: 1 MiB each.
const KEPT: usize = 160;

/// The smaller copies of a photo, made by the first who needs them.
pub(super) type SharedPyramid = Arc<OnceLock<Pyramid>>;

/// What is shown of a photo.
#[derive(Debug, Clone)]
pub(super) enum Picture {
    /// The photo itself.
    Photo(ScreenMatrix),
    /// The photo with patterns where pixels were left out of the measurement.
    LeftOut(ScreenMatrix, Arc<LeftOut>),
    /// With a plan, or as the eye sees it from afar.
    Preview(Arc<Preview>, PreviewShow),
}

impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Photo(a), Self::Photo(b)) => a == b,
            (Self::LeftOut(a, x), Self::LeftOut(b, y)) => a == b && Arc::ptr_eq(x, y),
            (Self::Preview(a, x), Self::Preview(b, y)) => Arc::ptr_eq(a, b) && x == y,
            _ => false,
        }
    }
}

/// Which tile: its level, column and row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct TileKey {
    level: u8,
    column: u32,
    row: u32,
}

/// The textures of one photo and the thread that makes them.
pub(super) struct Tiles {
    image: Arc<LinearImage>,
    wanted: Arc<Wanted>,
    made: mpsc::Receiver<(TileKey, Look, Made)>,
    held: HashMap<TileKey, Held>,
    look: Look,
    frame: u64,
    kept: usize,
    /// The level that was last painted.
    sharp: u8,
}

/// How the photo is shown, numbered so that tiles of an older look are told from those of this one.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    number: u64,
    picture: Picture,
}

/// A tile, and what of the treated area in it the screen cannot show.
type Made = (ColorImage, Cut);

struct Held {
    texture: TextureHandle,
    cut: Cut,
    look: u64,
    seen: u64,
}

struct Wanted {
    list: Mutex<WantedList>,
    changed: Condvar,
}

#[derive(Default)]
struct WantedList {
    /// The most wanted last.
    keys: Vec<(TileKey, Look)>,
    making: Option<(TileKey, u64)>,
    closed: bool,
}

impl Tiles {
    /// Starts making tiles of a photo.
    pub(super) fn start(
        image: Arc<LinearImage>,
        shared: SharedPyramid,
        picture: Picture,
        wake: Wake,
    ) -> Self {
        let wanted = Arc::new(Wanted { list: Mutex::default(), changed: Condvar::new() });
        let (sender, made) = mpsc::channel();
        let (theirs, full) = (Arc::clone(&wanted), Arc::clone(&image));
        let run = move || {
            let pyramid = shared.get_or_init(|| Pyramid::new(full));
            while let Some((key, look)) = theirs.next() {
                let Some(tile) = make(pyramid, key, &look.picture) else { continue };
                if sender.send((key, look, tile)).is_err() {
                    return;
                }
                wake();
            }
        };
        // Without a thread the canvas stays grey; the document says that the system gives no threads.
        drop(std::thread::Builder::new().name("photo tiles".to_owned()).spawn(run));
        let look = Look { number: 0, picture };
        Self { image, wanted, made, held: HashMap::new(), look, frame: 0, kept: KEPT, sharp: 0 }
    }

    /// Whether these are the tiles of that picture.
    pub(super) fn are_of(&self, image: &Arc<LinearImage>) -> bool {
        Arc::ptr_eq(&self.image, image)
    }

    /// From now on this is shown, by one of `pictures` pictures; what is held stays on the screen until the same
    /// tile is there in the new look.
    pub(super) fn show(&mut self, picture: Picture, pictures: usize) {
        self.kept = KEPT / pictures.max(1);
        if self.look.picture != picture {
            self.look = Look { number: self.look.number + 1, picture };
        }
    }

    /// Paints what is there of the photo and asks for what is missing.
    pub(super) fn paint(&mut self, painter: &Painter, canvas: Rect, view: &View) {
        self.frame += 1;
        self.upload(painter.ctx());
        let sharp = self.level_for(view.scale() * painter.pixels_per_point());
        self.sharp = sharp;
        let coarsest = self.coarsest();
        let mut missing = Vec::new();
        for level in (sharp..=coarsest).rev() {
            // Levels between the coarsest and the sharp one are painted where they happen to be there.
            let asked = level == sharp || level == coarsest;
            for key in self.visible(canvas, view, level) {
                let held = self.held.get_mut(&key);
                if asked && held.as_ref().is_none_or(|held| held.look != self.look.number) {
                    missing.push(key);
                }
                if let Some(held) = held {
                    held.seen = self.frame;
                    let area = area_of(key, &self.image);
                    let corner = |x, y| view.to_screen(canvas, PixelPos { x, y });
                    let [left, top, right, bottom] = area;
                    let corners =
                        [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
                    painter.add(textured(held.texture.id(), corners));
                }
            }
        }
        missing.reverse();
        if let Some(coarse) = missing.iter().position(|k| k.level == coarsest) {
            let key = missing.remove(coarse);
            missing.push(key);
        }
        self.wanted.set(missing, &self.look);
        self.forget();
    }

    /// What of the treated area that was last painted the screen cannot show.
    pub(super) fn cut(&self) -> Cut {
        let shown = |(key, held): &(&TileKey, &Held)| {
            key.level == self.sharp && held.seen == self.frame && held.look == self.look.number
        };
        self.held.iter().filter(shown).fold(Cut::default(), |sum, (_, held)| sum + held.cut)
    }

    /// Whether all that is visible is as sharp as it gets.
    pub(super) fn is_settled(&self) -> bool {
        let list = lock(&self.wanted.list);
        list.keys.is_empty() && list.making.is_none()
    }

    fn upload(&mut self, ctx: &Context) {
        // While a slider moves every frame has a look of its own: what is newer than what is held is shown.
        let held = &self.held;
        let newer = |key: &TileKey, made: &Look| held.get(key).is_none_or(|held| held.look < made.number);
        let fresh: Vec<_> =
            self.made.try_iter().filter(|(key, made, _)| newer(key, made)).take(UPLOADS_A_FRAME).collect();
        for (key, Look { number: look, .. }, (image, cut)) in fresh {
            let options = TextureOptions {
                magnification: egui::TextureFilter::Nearest,
                minification: egui::TextureFilter::Linear,
                ..TextureOptions::LINEAR
            };
            let texture = ctx.load_texture("photo tile", image, options);
            self.held.insert(key, Held { texture, cut, look, seen: self.frame });
        }
    }

    fn forget(&mut self) {
        if self.held.len() <= self.kept {
            return;
        }
        let coarsest = self.coarsest();
        let mut ages: Vec<_> =
            self.held.iter().filter(|(k, _)| k.level < coarsest).map(|(&k, h)| (h.seen, k)).collect();
        ages.sort_unstable();
        for (_, key) in ages.into_iter().take(self.held.len() - self.kept) {
            self.held.remove(&key);
        }
    }

    /// The level with 0.7 to 1.4 texels for a pixel of the screen.
    fn level_for(&self, screen_per_pixel: f32) -> u8 {
        let mut level = 0;
        let mut texels = 1.0 / screen_per_pixel.max(1e-6);
        while texels > std::f32::consts::SQRT_2 && level < self.coarsest() {
            texels /= 2.0;
            level += 1;
        }
        level
    }

    /// The first level that is one tile.
    fn coarsest(&self) -> u8 {
        let longest = self.image.width().max(self.image.height());
        let mut level = 0;
        while (u64::from(TILE) << level) < u64::from(longest) {
            level += 1;
        }
        level
    }

    fn visible(&self, canvas: Rect, view: &View, level: u8) -> Vec<TileKey> {
        let side = f64::from(TILE) * f64::from(1_u32 << level);
        let (one, other) = (view.to_image(canvas, canvas.min), view.to_image(canvas, canvas.max));
        // The canvas's upper left corner is another one of a photo that is turned.
        let min = PixelPos { x: one.x.min(other.x), y: one.y.min(other.y) };
        let max = PixelPos { x: one.x.max(other.x), y: one.y.max(other.y) };
        let range = |from: f64, to: f64, length: u32| {
            let last = tile_index((f64::from(length) - 1.0) / side);
            (tile_index(from / side).min(last), tile_index(to / side).min(last))
        };
        let (left, right) = range(min.x, max.x, self.image.width());
        let (top, bottom) = range(min.y, max.y, self.image.height());
        let mut keys: Vec<_> = (top..=bottom)
            .flat_map(|row| (left..=right).map(move |column| TileKey { level, column, row }))
            .collect();
        let middle = (f64::midpoint(min.x, max.x) / side - 0.5, f64::midpoint(min.y, max.y) / side - 0.5);
        let away = |k: &TileKey| (f64::from(k.column) - middle.0).hypot(f64::from(k.row) - middle.1);
        keys.sort_by(|a, b| away(a).total_cmp(&away(b)));
        keys
    }
}

impl Drop for Tiles {
    fn drop(&mut self) {
        lock(&self.wanted.list).closed = true;
        self.wanted.changed.notify_one();
    }
}

impl std::fmt::Debug for Tiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tiles").field("held", &self.held.len()).finish_non_exhaustive()
    }
}

impl Wanted {
    /// Replaces the list; the most wanted is last.
    fn set(&self, mut keys: Vec<TileKey>, look: &Look) {
        let mut list = lock(&self.list);
        if let Some(making) = list.making {
            keys.retain(|&k| (k, look.number) != making);
        }
        let any = !keys.is_empty();
        list.keys = keys.into_iter().map(|key| (key, look.clone())).collect();
        drop(list);
        if any {
            self.changed.notify_one();
        }
    }

    fn next(&self) -> Option<(TileKey, Look)> {
        let mut list = lock(&self.list);
        list.making = None;
        loop {
            if list.closed {
                return None;
            }
            if let Some((key, look)) = list.keys.pop() {
                list.making = Some((key, look.number));
                return Some((key, look));
            }
            list = self.changed.wait(list).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn make(pyramid: &Pyramid, key: TileKey, picture: &Picture) -> Option<Made> {
    let [x0, y0, x1, y1] = area_of(key, pyramid.full()?);
    let step = f64::from(1_u32 << key.level);
    let texels = |length: f64| tile_index((length / step).ceil()).clamp(1, TILE);
    let (width, height) = (texels(x1 - x0), texels(y1 - y0));
    let area = PixelRect { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
    let (pixels, cut) = match picture {
        Picture::Photo(matrix) => (pyramid.screen_pixels(area, (width, height), matrix), Cut::default()),
        Picture::LeftOut(matrix, left_out) => {
            let mut pixels = pyramid.screen_pixels(area, (width, height), matrix);
            lay_over(&mut pixels, area, (width, height), left_out);
            (pixels, Cut::default())
        }
        Picture::Preview(preview, show) => preview.paint_counted(pyramid, area, (width, height), show),
    };
    if pixels.len() != width as usize * height as usize {
        return None;
    }
    Some((ColorImage::new([width as usize, height as usize], shown_all(pixels)), cut))
}

/// The pixels of the photo under a tile: left, top, right, bottom.
fn area_of(key: TileKey, image: &LinearImage) -> [f64; 4] {
    let side = f64::from(TILE) * f64::from(1_u32 << key.level);
    let (left, top) = (f64::from(key.column) * side, f64::from(key.row) * side);
    let right = (left + side).min(f64::from(image.width()));
    let bottom = (top + side).min(f64::from(image.height()));
    [left, top, right, bottom]
}

/// A tile between the corners that are its upper left and, clockwise, the others.
fn textured(texture: egui::TextureId, corners: [Pos2; 4]) -> Shape {
    // A bare mesh: rectangles with a texture are feathered at their edges, which shows as seams.
    let mut mesh = Mesh::with_texture(texture);
    let texels = [pos2(0.0, 0.0), pos2(1.0, 0.0), pos2(1.0, 1.0), pos2(0.0, 1.0)];
    mesh.vertices.extend(corners.into_iter().zip(texels).map(|(pos, uv)| Vertex {
        pos,
        uv,
        color: Color32::WHITE,
    }));
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    Shape::mesh(mesh)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what u32 holds")]
fn tile_index(v: f64) -> u32 {
    v.floor().clamp(0.0, 1e9) as u32
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
