//! Where the scar of one visit's photo lies on another's, found by its outlines, and what has changed there.

use std::ops::ControlFlow;

use super::alignment::{Alignment, Axes, overlap};
use super::inputs::Inputs;
use super::reference::calibrate;
use super::spot::{Surface, read_spot};
use super::stages::outlined;
use super::visits::{CompareError, Comparison, Place, Visit, compare_in};
use super::{AnalysisError, place_grid::PlaceGrid};
use crate::calibrate::Calibration;
use crate::locale::{say, tr};
use crate::photo::{Photo, PixelPos};
use crate::progress::Progress;
use crate::region::{Disc, Mask, RegionError, Regions, RingSize, Surround, masks};

/// The marks around a scar end here, in mm from its edge; skin from twice as far on is not touched.
const FEATHER_MM: f64 = 5.0;
/// Where the feather zone is looked at, and where untouched skin, in mm from the scar.
const FEATHER_AT_MM: f64 = 2.5;
const UNTOUCHED_AT_MM: f64 = 1.8 * FEATHER_MM;
/// Radius of a place around the scar, in mm, and the least in pixels: 400 are read in it.
const RADIUS_MM: f64 = 1.2;
const LEAST_RADIUS_PX: f64 = 11.5;
/// A millimetre when no scale is known, as a share of the picture's diagonal: a ring of 9 mm takes 4 % of it.
const MM_OF_DIAGONAL: f64 = 0.04 / 9.0;
/// Places in a scar, around it, and on untouched skin.
const IN_SCAR: usize = 3;
const AROUND: usize = 4;
const UNTOUCHED: usize = 8;
/// Outlines that overlap less than this, laid on each other, are not of the same place.
const LEAST_OVERLAP: f64 = 0.5;

/// A photo of a visit with what was marked on it.
#[derive(Debug, Clone, Copy)]
pub struct SeenVisit<'a> {
    /// What was marked: the outlines of the scars, and the card if there is one.
    pub inputs: &'a Inputs,
    /// The photo.
    pub photo: &'a Photo,
}

/// Two visits held against each other at the scar that is outlined on both photos.
#[derive(Debug, Clone, PartialEq)]
pub struct SamePlace {
    /// What has changed; its places are those of `names`.
    pub found: Comparison,
    /// What each place is: in the scar, or around it.
    pub names: Vec<String>,
    /// The places on both photos.
    pub places: Vec<Place>,
    /// Share of the outlines that lies on each other when the photos are aligned, 0 to 1.
    pub overlap: f64,
}

/// Why two visits were not compared, in one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SamePlaceError {
    /// No scar, or an unsound one.
    #[error("{}", say!("%{which}: %{cause}", which = .which, cause = .cause))]
    Outline {
        /// Which photo.
        which: &'static str,
        /// What is wrong.
        cause: RegionError,
    },
    /// The card is not fit.
    #[error("{}", say!("%{which}: %{cause}", which = .which, cause = .cause))]
    Card {
        /// Which photo.
        which: &'static str,
        /// What is wrong.
        cause: String,
    },
    /// The outlines do not fit onto each other.
    #[error(
        "{}",
        tr(
            "the outlines of the two photos do not fit onto each other: outline the same scar, all of it, on both"
        )
    )]
    OtherPlace,
    /// Nothing of it can be read.
    #[error("{}", tr("the scar is too small on the photos to be read: take them from nearer"))]
    TooSmall,
    /// It was stopped.
    #[error("{}", tr("the comparison was stopped"))]
    Cancelled,
    /// Nothing sets their light alike.
    #[error(transparent)]
    Compare(#[from] CompareError),
}

/// A photo ready to be looked at.
struct Ready<'a> {
    photo: &'a Photo,
    calibration: Calibration,
    scars: Vec<Mask>,
    all: Mask,
    excluded: Regions,
    px_per_mm: f64,
}

impl<'a> Ready<'a> {
    fn of(seen: SeenVisit<'a>, which: &'static str) -> Result<Self, SamePlaceError> {
        let card = |cause: AnalysisError| SamePlaceError::Card { which, cause: cause.to_string() };
        let calibration = calibrate(seen.inputs, seen.photo).map_err(card)?.calibration;
        let (regions, scale, _) = outlined(seen.inputs, &calibration);
        let image = &seen.photo.image;
        let regions = Regions { surround: Surround::Ring(RingSize::Auto), ..regions };
        let found = masks(&regions, image.width(), image.height(), scale)
            .map_err(|cause| SamePlaceError::Outline { which, cause })?;
        let all = found.scars.iter().fold(Mask::default(), |all, scar| all.union(scar));
        let diagonal = f64::from(image.width()).hypot(f64::from(image.height()));
        let px_per_mm = scale.unwrap_or(diagonal * MM_OF_DIAGONAL);
        Ok(Self { photo: seen.photo, calibration, scars: found.scars, all, excluded: regions, px_per_mm })
    }

    fn visit(&self) -> Visit<'_> {
        Visit { image: &self.photo.image, calibration: &self.calibration }
    }

    /// Whether a disc can be read, and no exclusion is near it.
    fn can_read(&self, disc: &Disc) -> bool {
        let is_free =
            self.excluded.exclusions.iter().filter_map(crate::region::Shape::bounds).all(|[l, t, r, b]| {
                let PixelPos { x, y } = disc.center;
                let reach = disc.radius;
                x + reach < l || x - reach > r || y + reach < t || y - reach > b
            });
        is_free && read_spot(&self.photo.image, &self.calibration, disc, Surface::MarkedSkin, "").is_ok()
    }
}

/// Finds the scar of the one photo on the other and tells what has changed in it and around it. The light is brought
/// together by skin at 9 mm from the scar, which is not touched, or by a card in both where the skin has changed.
///
/// # Errors
/// When an outline or a card is not fit, the outlines are not of the same scar, nothing brings the photos together, or it
/// was stopped.
pub fn compare_same_place(
    before: SeenVisit<'_>,
    now: SeenVisit<'_>,
    progress: &dyn Progress,
) -> Result<SamePlace, SamePlaceError> {
    let doing = |share: f32, doing: &'static str| match progress.report(share, doing) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(SamePlaceError::Cancelled),
    };
    doing(0.0, tr("Reading the earlier photo"))?;
    let before = Ready::of(before, tr("the earlier photo"))?;
    doing(0.3, tr("Reading the later photo"))?;
    let now = Ready::of(now, tr("the later photo"))?;
    doing(0.6, tr("Looking for the same places"))?;
    let axes = Axes::of(&before.all).zip(Axes::of(&now.all)).ok_or(SamePlaceError::TooSmall)?;
    let alignment = Alignment::of(&axes.0, &axes.1);
    let overlap = overlap(&before.all, &now.all, &alignment);
    if overlap < LEAST_OVERLAP {
        return Err(SamePlaceError::OtherPlace);
    }
    let on_both = |disc: Disc| {
        let place = Place { before: disc, now: alignment.disc(disc) };
        (before.can_read(&place.before) && now.can_read(&place.now)).then_some(place)
    };
    let (mut places, mut names) = (Vec::new(), Vec::new());
    for (number, scar) in (1..).zip(&before.scars) {
        let inside = PlaceGrid::inside(scar).discs(IN_SCAR, LEAST_RADIUS_PX);
        for place in inside.into_iter().filter_map(&on_both) {
            places.push(place);
            names.push(say!("in scar %{n}", n = number));
        }
    }
    if places.is_empty() {
        return Err(SamePlaceError::TooSmall);
    }
    let mm = before.px_per_mm;
    let radius = (RADIUS_MM * mm).max(LEAST_RADIUS_PX);
    let around = PlaceGrid::around(&before.all, (UNTOUCHED_AT_MM + 2.0) * mm);
    for disc in around.ring((FEATHER_AT_MM * mm).max(radius), AROUND, radius) {
        if let Some(place) = on_both(disc) {
            places.push(place);
            names.push(tr("around the scar").to_owned());
        }
    }
    let untouched: Vec<Place> = around
        .ring((UNTOUCHED_AT_MM * mm).max(3.0 * radius), UNTOUCHED, radius)
        .into_iter()
        .filter_map(&on_both)
        .collect();
    doing(0.8, tr("Comparing the photos"))?;
    let found = compare_in(before.visit(), now.visit(), (&untouched, Surface::MarkedSkin), &places)?;
    Ok(SamePlace { found, names, places, overlap })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::photo::{DecodeLimits, LinearImage, decode_photo};
    use crate::progress::Silent;
    use crate::region::{Scar, Shape};

    /// Skin with a scar strip of this grey, turned and moved; and the outline of the strip.
    fn seen(strip: u16, turn: f64, moved: (f64, f64), light: f64) -> (Inputs, Photo) {
        let (width, height) = (600_u32, 500_u32);
        let (sin, cos) = turn.sin_cos();
        let center = (300.0 + moved.0, 250.0 + moved.1);
        let on_strip = |x: f64, y: f64| {
            let (x, y) = (x - center.0, y - center.1);
            ((cos * x + sin * y).abs() < 100.0) && ((cos * y - sin * x).abs() < 25.0)
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "light between 0 and 1")]
        let shade = |code: u16, factor: f64| (f64::from(code) * factor * light) as u16;
        let pixels =
            (0..height).flat_map(|y| (0..width).map(move |x| (f64::from(x), f64::from(y)))).map(|(x, y)| {
                let grain = 1.0 + 0.02 * (x * 0.37).sin() * (y * 0.29).cos();
                let [r, g, b] = if on_strip(x, y) { [strip; 3] } else { [26_000, 18_000, 13_000] };
                [shade(r, grain), shade(g, grain), shade(b, grain)]
            });
        let image = LinearImage::from_pixels(width, height, pixels.collect()).expect("as many pixels");
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(1, 1).write_to(&mut png, image::ImageFormat::Png).expect("a picture");
        let any = decode_photo(png.get_ref(), &DecodeLimits::default()).expect("a photo");
        let photo = Photo { image: Arc::new(image), ..any };
        let corner =
            |x: f64, y: f64| PixelPos { x: center.0 + cos * x - sin * y, y: center.1 + sin * x + cos * y };
        let corners =
            vec![corner(-100.0, -25.0), corner(100.0, -25.0), corner(100.0, 25.0), corner(-100.0, 25.0)];
        let scar = Scar { name: String::from("strip"), shapes: vec![Shape::Polygon(corners)] };
        let regions = Regions { scars: vec![scar], ..Regions::default() };
        (Inputs { regions, px_per_mm: Some(10.0), ..Inputs::default() }, photo)
    }

    fn compared(before: &(Inputs, Photo), now: &(Inputs, Photo)) -> Result<SamePlace, SamePlaceError> {
        let seen =
            |(inputs, photo): &'_ (Inputs, Photo)| -> (Inputs, Photo) { (inputs.clone(), photo.clone()) };
        let (before, now) = (seen(before), seen(now));
        compare_same_place(
            SeenVisit { inputs: &before.0, photo: &before.1 },
            SeenVisit { inputs: &now.0, photo: &now.1 },
            &Silent,
        )
    }

    struct Stopped;

    impl Progress for Stopped {
        fn report(&self, share: f32, _doing: &'static str) -> ControlFlow<()> {
            if share > 0.5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }

    #[test]
    fn a_comparison_can_be_stopped() {
        let (inputs, photo) = seen(42_000, 0.0, (0.0, 0.0), 1.0);
        let seen = SeenVisit { inputs: &inputs, photo: &photo };
        assert_eq!(compare_same_place(seen, seen, &Stopped), Err(SamePlaceError::Cancelled));
    }

    #[test]
    fn a_scar_that_turned_moved_and_darkened_is_found_and_measured() {
        let before = seen(42_000, 0.0, (0.0, 0.0), 1.0);
        let now = seen(30_000, 0.3, (25.0, -18.0), 0.8);
        let same = compared(&before, &now).expect("compared");
        assert!(same.overlap > 0.95, "{}", same.overlap);
        let scar: Vec<usize> = (0..same.names.len()).filter(|n| same.names[*n].contains("scar 1")).collect();
        assert!(scar.len() >= 2 && same.names.len() > scar.len(), "{:?}", same.names);
        for (n, changed) in same.found.places.iter().enumerate() {
            let change = changed.now.l - changed.before.l;
            if scar.contains(&n) {
                // L* of 42 000 and of 30 000 of 65 535 in linear light is 84.0 and 73.4 (CIE 15).
                assert!((change + 10.9).abs() < 1.0, "{n}: {change}");
                assert!(!changed.change_80.l.holds(0.0));
            } else {
                assert!(change.abs() < 0.5 && changed.change_80.l.holds(0.0), "{n}: {change}");
            }
        }
        assert!(
            same.found.remaining_delta_e.is_some_and(|left| left < 0.5),
            "{:?}",
            same.found.remaining_delta_e
        );
    }

    #[test]
    fn another_outline_is_refused() {
        let before = seen(42_000, 0.0, (0.0, 0.0), 1.0);
        let mut now = before.clone();
        let ring = |x: f64, y: f64| PixelPos { x: 300.0 + x, y: 250.0 + y };
        // A thin cross is no strip.
        let cross = vec![
            ring(-150.0, -4.0),
            ring(-4.0, -4.0),
            ring(-4.0, -150.0),
            ring(4.0, -150.0),
            ring(4.0, -4.0),
            ring(150.0, -4.0),
            ring(150.0, 4.0),
            ring(4.0, 4.0),
            ring(4.0, 150.0),
            ring(-4.0, 150.0),
            ring(-4.0, 4.0),
            ring(-150.0, 4.0),
        ];
        now.0.regions.scars[0].shapes = vec![Shape::Polygon(cross)];
        assert!(matches!(compared(&before, &now), Err(SamePlaceError::OtherPlace)));
        now.0.regions.scars.clear();
        let error = compared(&before, &now).expect_err("no scar");
        assert!(error.to_string().contains("later photo"), "{error}");
    }
}
