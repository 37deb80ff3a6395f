//! How an [`Edit`] changes the inputs: the only place that does.

use super::names::renamed;
use super::{Edit, ShapeRef};
use crate::analysis::Inputs;
use crate::blend::DROPS_RANGE_ML;
use crate::calibrate::{ChartPick, GreyPick};
use crate::locale::say;
use crate::photo::PixelPos;
use crate::region::{Disc, Regions, RingSize, Scar, Shape, Surround};

/// Changes `inputs` as asked. Values that make no sense (not finite, not positive, an outline with fewer
/// than three corners or one that is not there) change nothing.
pub(super) fn apply_edit(inputs: &mut Inputs, edit: Edit) {
    match edit {
        Edit::SetGrey(pick) => {
            if pick.is_none_or(|p| grey_is_sound(&p)) {
                inputs.grey = pick;
            }
        }
        Edit::SetChart(pick) => {
            if pick.is_none_or(|p| chart_is_sound(&p)) {
                inputs.chart = pick;
            }
        }
        Edit::DropProfile => inputs.profile = None,
        Edit::AddScar(shape) => {
            if shape_is_sound(&shape) {
                add_scar(&mut inputs.regions, shape);
            }
        }
        Edit::AddExclusion(shape) => {
            if shape_is_sound(&shape) {
                inputs.regions.exclusions.push(shape);
            }
        }
        Edit::ReplaceShape(which, shape) => {
            if shape_is_sound(&shape)
                && let Some(slot) = shape_mut(&mut inputs.regions, which)
            {
                *slot = shape;
            }
        }
        Edit::ReplaceByShapes(which, shapes) => replace_by(&mut inputs.regions, which, shapes),
        Edit::RenameScar(scar, name) => {
            let name = renamed(&inputs.regions, scar, &name);
            if let (Some(name), Some(scar)) = (name, inputs.regions.scars.get_mut(scar)) {
                scar.name = name;
            }
        }
        Edit::ReplaceRegions(regions) => {
            let shapes = all_shapes(&regions);
            if surround_is_sound(&regions.surround) && shapes.iter().all(|(_, shape)| shape_is_sound(shape)) {
                inputs.regions = *regions;
            }
        }
        Edit::RemoveShape(which) => remove_shape(&mut inputs.regions, which),
        Edit::SetSurround(surround) => {
            if surround_is_sound(&surround) {
                inputs.regions.surround = surround;
            }
        }
        Edit::SetScale(scale) => inputs.px_per_mm = positive_or(scale, inputs.px_per_mm),
        Edit::SetHairLength(mm) => inputs.hair_length_mm = told_or(mm, inputs.hair_length_mm),
        Edit::SetScarAge(months) => inputs.scar_age_months = told_or(months, inputs.scar_age_months),
        Edit::UseBottle(id, used) => put(id, !used, &mut inputs.without, &mut inputs.with),
        Edit::LockBottle(id, locked) => put(id, locked, &mut inputs.with, &mut inputs.without),
        Edit::ChangeByHand(plan) => inputs.held.by_hand = plan.map(|plan| *plan),
        Edit::Pin(name, plan) => inputs.held.pin(name, *plan),
        Edit::Unpin(place) => {
            if place < inputs.held.pinned.len() {
                inputs.held.pinned.remove(place);
            }
        }
        Edit::SetJob(job) => inputs.job = job,
        Edit::SetCup(ml) => {
            if ml.is_finite() && ml > 0.0 {
                inputs.cup_ml = ml;
            }
        }
        Edit::SetMeasuredByDrop(by_drop) => inputs.measured_by_drop = by_drop,
        Edit::SetDrop(ml) => {
            if DROPS_RANGE_ML.contains(&ml) {
                inputs.drop_ml = ml;
            }
        }
        Edit::SetThresholds(thresholds) => inputs.thresholds = thresholds.sound(),
        Edit::AcceptPhoto(accept) => inputs.accept_photo = accept,
    }
}

/// Puts these in an outline's place; none removes it.
fn replace_by(regions: &mut Regions, which: ShapeRef, shapes: Vec<Shape>) {
    let mut shapes = shapes.into_iter().filter(shape_is_sound);
    let Some(slot) = shape_mut(regions, which) else { return };
    match shapes.next() {
        Some(first) => *slot = first,
        None => return remove_shape(regions, which),
    }
    match which {
        ShapeRef::Scar { scar, .. } => regions.scars[scar].shapes.extend(shapes),
        ShapeRef::Exclusion(_) => regions.exclusions.extend(shapes),
        // The surround is one outline.
        ShapeRef::Surround => {}
    }
}

/// Puts an identifier on a list, and off the one that says the contrary; or takes it off the list.
fn put(id: String, on: bool, list: &mut Vec<String>, contrary: &mut Vec<String>) {
    list.retain(|known| *known != id);
    if on {
        contrary.retain(|known| *known != id);
        list.push(id);
    }
}

/// The outline that is meant; `None` when it is not there.
#[must_use]
pub fn shape_at(regions: &Regions, which: ShapeRef) -> Option<&Shape> {
    match which {
        ShapeRef::Scar { scar, shape } => regions.scars.get(scar)?.shapes.get(shape),
        ShapeRef::Exclusion(index) => regions.exclusions.get(index),
        ShapeRef::Surround => match &regions.surround {
            Surround::Outline(shape) => Some(shape),
            Surround::Ring(_) => None,
        },
    }
}

/// All outlines, scars first, then exclusions, then the surround's own.
#[must_use]
pub fn all_shapes(regions: &Regions) -> Vec<(ShapeRef, &Shape)> {
    let scars = regions.scars.iter().enumerate().flat_map(|(scar, s)| {
        s.shapes.iter().enumerate().map(move |(shape, outline)| (ShapeRef::Scar { scar, shape }, outline))
    });
    let exclusions = regions.exclusions.iter().enumerate().map(|(i, s)| (ShapeRef::Exclusion(i), s));
    let surround = shape_at(regions, ShapeRef::Surround).map(|s| (ShapeRef::Surround, s));
    scars.chain(exclusions).chain(surround).collect()
}

/// Where [`Edit::AddScar`] would put a shape.
#[must_use]
pub fn place_of_new_scar(regions: &Regions, shape: &Shape) -> ShapeRef {
    let field = disc_field(regions).filter(|_| is_disc(shape));
    match field.and_then(|scar| Some((scar, regions.scars.get(scar)?))) {
        Some((scar, owner)) => ShapeRef::Scar { scar, shape: owner.shapes.len() },
        None => ShapeRef::Scar { scar: regions.scars.len(), shape: 0 },
    }
}

fn shape_mut(regions: &mut Regions, which: ShapeRef) -> Option<&mut Shape> {
    match which {
        ShapeRef::Scar { scar, shape } => regions.scars.get_mut(scar)?.shapes.get_mut(shape),
        ShapeRef::Exclusion(index) => regions.exclusions.get_mut(index),
        ShapeRef::Surround => match &mut regions.surround {
            Surround::Outline(shape) => Some(shape),
            Surround::Ring(_) => None,
        },
    }
}

fn add_scar(regions: &mut Regions, shape: Shape) {
    if let ShapeRef::Scar { scar, .. } = place_of_new_scar(regions, &shape)
        && let Some(field) = regions.scars.get_mut(scar)
    {
        field.shapes.push(shape);
        return;
    }
    let name = if is_disc(&shape) {
        free_name(regions, |n| say!("Graft scars %{n}", n = n))
    } else {
        free_name(regions, |n| say!("Scar %{n}", n = n))
    };
    regions.scars.push(Scar { name, shapes: vec![shape] });
}

fn is_disc(shape: &Shape) -> bool {
    matches!(shape, Shape::Disc(_))
}

/// The newest scar that is made of discs alone.
fn disc_field(regions: &Regions) -> Option<usize> {
    regions.scars.iter().rposition(|s| s.shapes.iter().all(is_disc))
}

/// "Scar 1", "Scar 2" …: the first that no scar bears.
fn free_name(regions: &Regions, named: impl Fn(usize) -> String) -> String {
    (1..=regions.scars.len() + 1)
        .map(named)
        .find(|name| regions.scars.iter().all(|s| &s.name != name))
        .unwrap_or_default()
}

fn remove_shape(regions: &mut Regions, which: ShapeRef) {
    match which {
        ShapeRef::Scar { scar, shape } => {
            let Some(owner) = regions.scars.get_mut(scar) else { return };
            if shape < owner.shapes.len() {
                owner.shapes.remove(shape);
            }
            if owner.shapes.is_empty() {
                regions.scars.remove(scar);
            }
        }
        ShapeRef::Exclusion(index) => {
            if index < regions.exclusions.len() {
                regions.exclusions.remove(index);
            }
        }
        ShapeRef::Surround => regions.surround = Surround::Ring(RingSize::Auto),
    }
}

fn pos_is_sound(pos: PixelPos) -> bool {
    pos.x.is_finite() && pos.y.is_finite()
}

fn shape_is_sound(shape: &Shape) -> bool {
    match shape {
        Shape::Polygon(corners) => corners.len() >= 3 && corners.iter().all(|&c| pos_is_sound(c)),
        Shape::Disc(Disc { center, radius }) => pos_is_sound(*center) && radius.is_finite() && *radius > 0.0,
    }
}

fn grey_is_sound(pick: &GreyPick) -> bool {
    pos_is_sound(pick.center)
        && pick.radius.is_finite()
        && pick.radius > 0.0
        && pick.l_star > 0.0
        && pick.l_star <= 100.0
}

fn chart_is_sound(pick: &ChartPick) -> bool {
    pick.corners.is_none_or(|corners| corners.iter().all(|&c| pos_is_sound(c)))
        && pick.size.pitch_mm().is_finite()
        && pick.size.pitch_mm() > 0.0
}

fn surround_is_sound(surround: &Surround) -> bool {
    match surround {
        Surround::Ring(RingSize::Auto) => true,
        Surround::Ring(RingSize::Millimetres { gap, width } | RingSize::Pixels { gap, width }) => {
            gap.is_finite() && *gap >= 0.0 && width.is_finite() && *width > 0.0
        }
        Surround::Outline(shape) => shape_is_sound(shape),
    }
}

fn positive_or(new: Option<f64>, old: Option<f64>) -> Option<f64> {
    match new {
        Some(v) if !(v.is_finite() && v > 0.0) => old,
        sound => sound,
    }
}

fn told_or(new: Option<f64>, old: Option<f64>) -> Option<f64> {
    match new {
        Some(v) if !(v.is_finite() && v >= 0.0) => old,
        sound => sound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::ChartSize;

    fn disc(x: f64) -> Shape {
        Shape::Disc(Disc { center: PixelPos { x, y: 5.0 }, radius: 2.0 })
    }

    fn triangle() -> Shape {
        Shape::Polygon([(0.0, 0.0), (9.0, 0.0), (0.0, 9.0)].map(|(x, y)| PixelPos { x, y }).to_vec())
    }

    #[test]
    fn discs_gather_in_one_scar_and_outlines_stand_alone() {
        let mut inputs = Inputs::default();
        for shape in [triangle(), disc(1.0), disc(2.0), triangle(), disc(3.0)] {
            apply_edit(&mut inputs, Edit::AddScar(shape));
        }
        let names: Vec<_> = inputs.regions.scars.iter().map(|s| (s.name.as_str(), s.shapes.len())).collect();
        assert_eq!(names, [("Scar 1", 1), ("Graft scars 1", 3), ("Scar 2", 1)]);
    }

    #[test]
    fn removing_the_last_outline_removes_the_scar() {
        let mut inputs = Inputs::default();
        apply_edit(&mut inputs, Edit::AddScar(triangle()));
        apply_edit(&mut inputs, Edit::RemoveShape(ShapeRef::Scar { scar: 0, shape: 7 }));
        assert_eq!(inputs.regions.scars.len(), 1);
        apply_edit(&mut inputs, Edit::RemoveShape(ShapeRef::Scar { scar: 0, shape: 0 }));
        assert!(inputs.regions.scars.is_empty());
    }

    #[test]
    fn a_scar_is_renamed_and_blanks_keep_its_name() {
        let mut inputs = Inputs::default();
        apply_edit(&mut inputs, Edit::AddScar(triangle()));
        apply_edit(&mut inputs, Edit::AddScar(triangle()));
        for (scar, name) in [(0, " Crown "), (1, "Crown"), (0, "  "), (7, "Nobody")] {
            apply_edit(&mut inputs, Edit::RenameScar(scar, name.to_owned()));
        }
        let names: Vec<_> = inputs.regions.scars.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["Crown", "Crown 2"]);
    }

    #[test]
    fn nonsense_changes_nothing() {
        let mut inputs = Inputs::default();
        let before = inputs.clone();
        let nan = PixelPos { x: f64::NAN, y: 0.0 };
        for edit in [
            Edit::SetScale(Some(f64::NAN)),
            Edit::SetScale(Some(0.0)),
            Edit::SetHairLength(Some(-1.0)),
            Edit::SetCup(f64::INFINITY),
            Edit::AddScar(Shape::Polygon(vec![nan; 3])),
            Edit::AddScar(Shape::Polygon(vec![PixelPos { x: 0.0, y: 0.0 }; 2])),
            Edit::SetGrey(Some(GreyPick { center: nan, radius: 3.0, l_star: 50.0 })),
            Edit::SetChart(Some(ChartPick { corners: Some([nan; 4]), ..ChartPick::default() })),
            Edit::SetChart(Some(ChartPick { size: ChartSize::Pitch(f64::NAN), ..ChartPick::default() })),
            Edit::SetSurround(Surround::Ring(RingSize::Pixels { gap: 1.0, width: f64::NAN })),
            Edit::ReplaceShape(ShapeRef::Exclusion(3), triangle()),
            Edit::ReplaceRegions(Box::new(Regions {
                exclusions: vec![Shape::Polygon(vec![nan; 3])],
                ..Regions::default()
            })),
            Edit::RemoveShape(ShapeRef::Scar { scar: 4, shape: 0 }),
        ] {
            apply_edit(&mut inputs, edit);
        }
        assert_eq!(inputs, before);
    }
}
