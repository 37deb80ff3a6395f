//! Outlines of one photo that are put on another: copied, kept while photos come and go, pasted.

use super::names::unlike;
use super::{Document, Edit, all_shapes};
use crate::locale::{count, say, tr};
use crate::photo::PixelPos;
use crate::region::{Disc, Regions, RingSize, Scar, Shape, Surround};

/// Outlines with what is needed to lay them on a photo of another size.
#[derive(Debug, Clone, PartialEq)]
pub struct CopiedOutlines {
    regions: Regions,
    size: [u32; 2],
    px_per_mm: Option<f64>,
}

impl CopiedOutlines {
    /// The outlines of a photo of this size; none where nothing is marked.
    #[must_use]
    pub fn of(regions: &Regions, size: [u32; 2], px_per_mm: Option<f64>) -> Option<Self> {
        let marked = !all_shapes(regions).is_empty() && size.iter().all(|side| *side > 0);
        marked.then(|| Self { regions: regions.clone(), size, px_per_mm })
    }

    /// What is marked on a photo with these beside it. As many millimetres long as they were where both scales are
    /// known, else the same share of the photo's diagonal; their middle at the same share of its width and height.
    /// Their surround replaces a ring that nobody has set.
    #[must_use]
    pub fn pasted_onto(&self, regions: &Regions, size: [u32; 2], px_per_mm: Option<f64>) -> Regions {
        let factor = match (self.px_per_mm, px_per_mm) {
            (Some(from), Some(to)) if from > 0.0 && to > 0.0 => to / from,
            _ => diagonal(size) / diagonal(self.size),
        };
        let bounds = all_shapes(&self.regions).into_iter().filter_map(|(_, shape)| shape.bounds());
        let around = bounds
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
            .unwrap_or_default();
        let middle = [f64::midpoint(around[0], around[2]), f64::midpoint(around[1], around[3])];
        let side = |i: usize, v: f64| v / f64::from(self.size[i]) * f64::from(size[i]);
        // To the last digit, so that the same photo is told from another.
        let stays = self.size == size && factor == 1.0;
        let place = |at: PixelPos| {
            let x = side(0, middle[0]) + (at.x - middle[0]) * factor;
            let y = side(1, middle[1]) + (at.y - middle[1]) * factor;
            if stays { at } else { PixelPos { x, y } }
        };
        let laid = |shape: &Shape| match shape {
            Shape::Disc(disc) => {
                Shape::Disc(Disc { center: place(disc.center), radius: disc.radius * factor })
            }
            Shape::Polygon(corners) => Shape::Polygon(corners.iter().map(|c| place(*c)).collect()),
        };
        let mut onto = regions.clone();
        for scar in &self.regions.scars {
            let shapes: Vec<Shape> = scar.shapes.iter().map(laid).collect();
            // Two scars on the same skin would leave none to measure for one of them.
            if regions.scars.iter().any(|marked| marked.shapes == shapes) {
                continue;
            }
            let taken: Vec<&str> = onto.scars.iter().map(|other| other.name.as_str()).collect();
            let name = unlike(&scar.name, &taken);
            onto.scars.push(Scar { name, shapes });
        }
        let exclusions = self.regions.exclusions.iter().map(laid);
        onto.exclusions.extend(exclusions.filter(|shape| !regions.exclusions.contains(shape)));
        if regions.surround == Surround::Ring(RingSize::Auto) {
            onto.surround = match &self.regions.surround {
                Surround::Outline(shape) => Surround::Outline(laid(shape)),
                Surround::Ring(RingSize::Pixels { gap, width }) => {
                    Surround::Ring(RingSize::Pixels { gap: gap * factor, width: width * factor })
                }
                ring @ Surround::Ring(_) => ring.clone(),
            };
        }
        onto
    }

    fn words(&self) -> String {
        let scars = self.regions.scars.iter().map(|scar| scar.shapes.len()).sum::<usize>();
        let mut parts = vec![count!(scars, "%{n} outline of scars", "%{n} outlines of scars")];
        let left_out = self.regions.exclusions.len();
        if left_out > 0 {
            parts.push(count!(left_out, "%{n} place left out", "%{n} places left out"));
        }
        if matches!(self.regions.surround, Surround::Outline(_)) {
            parts.push(tr("the surround").to_owned());
        }
        parts.join(", ")
    }
}

fn diagonal([width, height]: [u32; 2]) -> f64 {
    f64::from(width).hypot(f64::from(height)).max(1.0)
}

impl Document {
    /// The outlines that are kept to be pasted.
    #[must_use]
    pub fn copied_outlines(&self) -> Option<&CopiedOutlines> {
        self.copied.as_ref()
    }

    pub(super) fn copy_outlines(&mut self) {
        let copied = self
            .size_of_photo()
            .and_then(|size| CopiedOutlines::of(&self.inputs().regions, size, self.inputs().px_per_mm));
        let Some(copied) = copied else {
            return self.message(tr("Nothing is marked that could be copied.").to_owned(), false);
        };
        let said =
            say!("Copied: %{outlines}. Open another photo and paste them there.", outlines = copied.words());
        self.copied = Some(copied);
        self.message(said, true);
    }

    pub(super) fn paste_outlines(&mut self) {
        let Some(copied) = self.copied.clone() else {
            return self.message(tr("No outlines were copied yet.").to_owned(), false);
        };
        let Some(size) = self.size_of_photo() else { return };
        let scale = self.inputs().px_per_mm;
        let pasted = copied.pasted_onto(&self.inputs().regions, size, scale);
        if pasted == self.inputs().regions {
            return self.message(tr("These outlines are on this photo already.").to_owned(), true);
        }
        self.edit(Edit::ReplaceRegions(Box::new(pasted)));
        if copied.px_per_mm.is_none() || scale.is_none() {
            let how =
                tr("Pasted by the size of the photo, as a scale is not known. Drag them to their place.");
            self.message(how.to_owned(), true);
        }
    }

    fn size_of_photo(&self) -> Option<[u32; 2]> {
        self.photo().map(|photo| [photo.image.width(), photo.image.height()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> PixelPos {
        PixelPos { x, y }
    }

    fn marked() -> Regions {
        let strip =
            Shape::Polygon(vec![at(400.0, 300.0), at(600.0, 300.0), at(600.0, 340.0), at(400.0, 340.0)]);
        let mole = Shape::Disc(Disc { center: at(450.0, 320.0), radius: 5.0 });
        Regions {
            scars: vec![Scar { name: "Crown".to_owned(), shapes: vec![strip] }],
            exclusions: vec![mole],
            surround: Surround::Ring(RingSize::Pixels { gap: 10.0, width: 100.0 }),
        }
    }

    #[test]
    fn outlines_keep_their_millimetres_or_their_share_of_the_photo() {
        let copied = CopiedOutlines::of(&marked(), [1000, 800], Some(10.0)).expect("marked");
        let by_scale = copied.pasted_onto(&Regions::default(), [3000, 2400], Some(20.0));
        assert_eq!(by_scale.scars[0].bounds(), Some([1300.0, 920.0, 1700.0, 1000.0]), "twice as large");
        assert_eq!(by_scale.surround, Surround::Ring(RingSize::Pixels { gap: 20.0, width: 200.0 }));
        let by_size = copied.pasted_onto(&Regions::default(), [3000, 2400], None);
        assert_eq!(by_size.scars[0].bounds(), Some([1200.0, 900.0, 1800.0, 1020.0]), "three times as large");
        let Some(Shape::Disc(mole)) = by_size.exclusions.first() else { panic!("{by_size:?}") };
        assert_eq!((mole.center, mole.radius), (at(1350.0, 960.0), 15.0));
        assert_eq!(CopiedOutlines::of(&Regions::default(), [10, 10], None), None);
    }

    #[test]
    fn what_is_marked_stays_and_names_do_not_clash() {
        let copied = CopiedOutlines::of(&marked(), [1000, 800], None).expect("marked");
        let own =
            Regions { surround: Surround::Ring(RingSize::Millimetres { gap: 1.0, width: 5.0 }), ..marked() };
        assert_eq!(copied.pasted_onto(&own, [1000, 800], None), own, "the same skin is not marked twice");
        let both = copied.pasted_onto(&own, [2000, 1600], None);
        assert_eq!(both.scars[0], own.scars[0]);
        assert_eq!(both.scars[1].name, "Crown 2");
        assert_eq!((both.exclusions.len(), &both.surround), (2, &own.surround));
    }
}
