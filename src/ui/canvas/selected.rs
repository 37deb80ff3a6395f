//! What is selected after something was added.

use super::Selection;
use crate::app::Command;
use crate::region::Regions;

/// What a command that adds something leaves selected.
pub(super) fn selected_by(command: &Command, regions: &Regions) -> Option<Selection> {
    use crate::app::{Edit, ShapeRef};
    use crate::region::Surround;
    match command {
        Command::Edit(Edit::AddScar(shape)) => {
            Some(Selection::Outline(crate::app::place_of_new_scar(regions, shape), None))
        }
        Command::Edit(Edit::AddExclusion(_)) => {
            Some(Selection::Outline(ShapeRef::Exclusion(regions.exclusions.len()), None))
        }
        Command::Edit(Edit::SetSurround(Surround::Outline(_))) => {
            Some(Selection::Outline(ShapeRef::Surround, None))
        }
        Command::Edit(Edit::SetGrey(Some(_))) => Some(Selection::Grey),
        Command::Edit(Edit::SetChart(Some(_))) => Some(Selection::Chart),
        _ => None,
    }
}
