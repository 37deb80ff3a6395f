//! What is selected after something was added, and outlines that are selected together.

use super::Selection;
use super::geometry::moved;
use crate::app::{Command, Edit, ShapeRef, place_of_new_scar};
use crate::region::{Regions, RingSize, Scar, Shape, Surround};

/// Outlines that are selected together: all from a place on each list on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    scars_from: usize,
    exclusions_from: usize,
    surround: bool,
}

impl Group {
    /// Everything that is marked.
    pub const ALL: Self = Self { scars_from: 0, exclusions_from: 0, surround: true };

    /// What will be pasted beside what is marked.
    fn pasted_onto(regions: &Regions) -> Self {
        Self {
            scars_from: regions.scars.len(),
            exclusions_from: regions.exclusions.len(),
            surround: regions.surround == Surround::Ring(RingSize::Auto),
        }
    }

    /// Whether an outline is one of them.
    #[must_use]
    pub fn holds(&self, which: ShapeRef) -> bool {
        match which {
            ShapeRef::Scar { scar, .. } => scar >= self.scars_from,
            ShapeRef::Exclusion(index) => index >= self.exclusions_from,
            ShapeRef::Surround => self.surround,
        }
    }

    /// What is marked, with these moved.
    pub(super) fn moved(&self, regions: &Regions, [dx, dy]: [f64; 2]) -> Regions {
        let mut regions = regions.clone();
        let shift = |shape: &mut Shape| *shape = moved(shape, dx, dy);
        let scars = regions.scars.iter_mut().skip(self.scars_from);
        scars.flat_map(|scar| &mut scar.shapes).for_each(shift);
        regions.exclusions.iter_mut().skip(self.exclusions_from).for_each(shift);
        if let (true, Surround::Outline(shape)) = (self.surround, &mut regions.surround) {
            shift(shape);
        }
        regions
    }

    /// What is marked, without these.
    pub(super) fn removed(&self, regions: &Regions) -> Regions {
        let scars: Vec<Scar> = regions.scars.iter().take(self.scars_from).cloned().collect();
        let drops = self.surround && matches!(regions.surround, Surround::Outline(_));
        Regions {
            scars,
            exclusions: regions.exclusions.iter().take(self.exclusions_from).cloned().collect(),
            surround: if drops { Surround::Ring(RingSize::Auto) } else { regions.surround.clone() },
        }
    }
}

/// What a command that adds something leaves selected.
pub(super) fn selected_by(command: &Command, regions: &Regions) -> Option<Selection> {
    match command {
        Command::Edit(Edit::AddScar(shape)) => {
            Some(Selection::Outline(place_of_new_scar(regions, shape), None))
        }
        Command::Edit(Edit::AddExclusion(_)) => {
            Some(Selection::Outline(ShapeRef::Exclusion(regions.exclusions.len()), None))
        }
        Command::Edit(Edit::SetSurround(Surround::Outline(_))) => {
            Some(Selection::Outline(ShapeRef::Surround, None))
        }
        Command::PasteOutlines => Some(Selection::Group(Group::pasted_onto(regions))),
        Command::Edit(Edit::SetGrey(Some(_))) => Some(Selection::Grey),
        Command::Edit(Edit::SetChart(Some(_))) => Some(Selection::Chart),
        _ => None,
    }
}
