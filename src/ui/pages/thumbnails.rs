//! Small pictures of cases, read when they come into sight.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::case::THUMBNAIL;
use crate::ui::screen_profile::shown_all;

/// Larger files are not ours.
const MAX_BYTES: u64 = 1 << 18;
/// Pictures that are held.
const MOST: usize = 200;

/// Pictures by the case's folder, as they were when they were read. A picture of 128 pixels is read in a fraction of a
/// millisecond, so those that come into sight are read in that frame.
#[derive(Default)]
pub struct Thumbnails {
    held: HashMap<PathBuf, (Option<SystemTime>, Option<TextureHandle>)>,
}

impl Thumbnails {
    /// The picture of the case in this folder; none where there is none yet.
    pub(super) fn of(&mut self, ctx: &Context, folder: &Path) -> Option<TextureHandle> {
        let file = folder.join(THUMBNAIL);
        let written = fs::metadata(&file).ok().filter(|facts| facts.len() <= MAX_BYTES);
        let written = written.and_then(|facts| facts.modified().ok());
        if let Some((read, picture)) = self.held.get(folder)
            && *read == written
        {
            return picture.clone();
        }
        if self.held.len() >= MOST {
            self.held.clear();
        }
        let picture = written.and_then(|_| read(ctx, &file));
        self.held.insert(folder.to_owned(), (written, picture.clone()));
        picture
    }
}

fn read(ctx: &Context, file: &Path) -> Option<TextureHandle> {
    let small = image::load_from_memory(&fs::read(file).ok()?).ok()?.to_rgb8();
    let size = [usize::try_from(small.width()).ok()?, usize::try_from(small.height()).ok()?];
    let pixels = small.pixels().map(|pixel| pixel.0).collect();
    let image = ColorImage::new(size, shown_all(pixels));
    Some(ctx.load_texture("thumbnail", image, TextureOptions::LINEAR))
}

impl std::fmt::Debug for Thumbnails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Thumbnails").field("held", &self.held.len()).finish()
    }
}
