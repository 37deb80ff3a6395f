//! Painting at an outline, and wiping off it.

use super::Shape;
use super::raster::Raster;
use crate::photo::PixelPos;

/// A stroke of a round brush.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BrushStroke<'a> {
    /// Where its middle went, in pixels.
    pub path: &'a [PixelPos],
    /// Its radius in pixels.
    pub radius: f64,
}

impl BrushStroke<'_> {
    /// What is painted, with a shape it touches or alone: one outline, larger pieces first where there are more.
    #[must_use]
    pub fn painted(&self, onto: Option<&Shape>) -> Vec<Shape> {
        let Some(bounds) = self.bounds(onto) else { return Vec::new() };
        let mut raster = Raster::over(bounds);
        if let Some(shape) = onto {
            raster.add(shape);
        }
        raster.add_path(self.path, self.radius);
        raster.outlines()
    }

    /// What is left of a shape; nothing when all of it is wiped off.
    #[must_use]
    pub fn wiped(&self, off: &Shape) -> Vec<Shape> {
        let Some(bounds) = off.bounds().filter(|b| b.iter().all(|v| v.is_finite())) else {
            return Vec::new();
        };
        let mut raster = Raster::over(bounds);
        raster.add(off);
        raster.take_path(self.path, self.radius);
        raster.outlines()
    }

    /// Whether any of the stroke lies on a shape.
    #[must_use]
    pub fn touches(&self, shape: &Shape) -> bool {
        let Some(bounds) = self.bounds(Some(shape)) else { return false };
        let mut raster = Raster::over(bounds);
        raster.add_path(self.path, self.radius);
        let swept = raster.cells.clone();
        raster.take_path(self.path, self.radius + 2.0);
        raster.add(shape);
        swept.iter().zip(raster.cells.iter()).any(|(a, b)| *a > 0 && *b > 0)
    }

    fn bounds(&self, with: Option<&Shape>) -> Option<[f64; 4]> {
        let own = self
            .path
            .iter()
            .map(|p| [p.x - self.radius, p.y - self.radius, p.x + self.radius, p.y + self.radius]);
        let all = own.chain(with.and_then(Shape::bounds)).reduce(super::shape::around_both)?;
        all.iter().all(|v| v.is_finite()).then_some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::Disc;
    use crate::region::outline::area;

    fn at(x: f64, y: f64) -> PixelPos {
        PixelPos { x, y }
    }

    #[test]
    fn painting_joins_and_wiping_cuts() {
        let path = [at(100.0, 100.0), at(200.0, 100.0)];
        let stroke = BrushStroke { path: &path, radius: 20.0 };
        let alone = stroke.painted(None);
        let expected = 100.0 * 40.0 + std::f64::consts::PI * 400.0;
        assert_eq!(alone.len(), 1);
        assert!((area(&alone[0]) / expected - 1.0).abs() < 0.02, "{} {expected}", area(&alone[0]));
        let disc = Shape::Disc(Disc { center: at(230.0, 100.0), radius: 30.0 });
        assert!(stroke.touches(&disc));
        let joined = stroke.painted(Some(&disc));
        assert_eq!(joined.len(), 1, "one outline");
        assert!(area(&joined[0]) > expected + 1500.0);
        // Across the middle: two pieces, the larger first.
        let across = [at(140.0, 50.0), at(140.0, 150.0)];
        let pieces = BrushStroke { path: &across, radius: 6.0 }.wiped(&joined[0]);
        assert_eq!(pieces.len(), 2);
        assert!(area(&pieces[0]) > area(&pieces[1]));
        let lost = area(&joined[0]) - pieces.iter().map(area).sum::<f64>();
        assert!((lost / (12.0 * 40.0) - 1.0).abs() < 0.12, "{lost}");
        let all = [at(100.0, 100.0), at(260.0, 100.0)];
        assert!(BrushStroke { path: &all, radius: 60.0 }.wiped(&joined[0]).is_empty());
        let away = Shape::Disc(Disc { center: at(500.0, 500.0), radius: 30.0 });
        assert!(!stroke.touches(&away));
    }

    #[test]
    fn an_outline_that_is_not_touched_by_the_wipe_stays_within_a_pixel() {
        let disc = Shape::Disc(Disc { center: at(300.0, 300.0), radius: 80.0 });
        let path = [at(1000.0, 1000.0)];
        let left = BrushStroke { path: &path, radius: 5.0 }.wiped(&disc);
        assert!((area(&left[0]) / area(&disc) - 1.0).abs() < 0.01);
        assert!(BrushStroke { path: &[at(f64::NAN, 0.0)], radius: 5.0 }.painted(None).is_empty());
        assert!(BrushStroke { path: &[], radius: 5.0 }.painted(None).is_empty());
    }
}
