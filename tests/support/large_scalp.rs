//! A large picture of skin and stubble.

use scalp_shade::color::{BANDS, Reflectance};
use scalp_shade::photo::{LinearImage, PixelPos};
use scalp_shade::region::{Regions, Shape, Surround};
use scalp_shade::render::{HairColor, SceneSpec, paler, render_scene};

/// 12 megapixels: a rendered scalp mirrored to the right and down, all of it scar or surround, and its scale in
/// px/mm.
pub(crate) fn large_scalp() -> (LinearImage, Regions, f64) {
    let rows = include_str!("../data/issa_sample.csv").lines().filter(|line| !line.starts_with('#'));
    let row = rows.skip(1).nth(200).expect("600 skins");
    let mut bands = [0.0; BANDS];
    for (band, field) in bands.iter_mut().zip(row.split(',').skip(2)) {
        *band = field.parse().expect("a number in the archive");
    }
    let skin = Reflectance(bands);
    let mut spec = SceneSpec::new(12, skin, paler(&skin, 0.9), HairColor::Black.reflectance());
    (spec.width, spec.height) = (2000, 1500);
    let scene = render_scene(&spec).expect("a sound scene");
    let (width, height) = (2 * spec.width, 2 * spec.height);
    let mirrored = |place: u32, half: u32| if place < half { place } else { 2 * half - 1 - place };
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = places
        .map(|(x, y)| {
            scene.image.pixel(mirrored(x, spec.width), mirrored(y, spec.height)).unwrap_or_default()
        })
        .collect();
    let image = LinearImage::from_pixels(width, height, pixels).expect("as many pixels as asked for");
    let at = |x: u32, y: u32| PixelPos { x: f64::from(x), y: f64::from(y) };
    let all = Shape::Polygon(vec![at(0, 0), at(width, 0), at(width, height), at(0, height)]);
    let regions =
        Regions { scars: scene.regions.scars, exclusions: Vec::new(), surround: Surround::Outline(all) };
    (image, regions, spec.px_per_mm)
}
