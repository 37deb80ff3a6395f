//! The last cases of a studio, asked which one bottle would have improved them.

use std::path::{Path, PathBuf};

use super::{CaseError, CaseFolder, PhotoState, list_cases};
use crate::analysis::{
    AnalysisError, Inputs, PhotoSource, admit, calibrate, check_trust, find_brought_to, measure_by,
    not_at_hand,
};
use crate::blend::{BottleHint, CaseHint, WORTH_BUYING, shopping_hint};
use crate::library::{Shade, ShadeLibrary};
use crate::locale::{count, number, say, tr};
use crate::optics::prior::Belief;
use crate::photo::{DecodeLimits, load_photo};
use crate::progress::{Part, Progress};

/// Cases that are looked back on, unless told otherwise.
pub const LAST_CASES: usize = 8;

/// What was asked of the last cases, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShoppingHint {
    /// Codes of the cases that were asked, last visit first.
    pub asked: Vec<String>,
    /// Cases that could not be asked, and why.
    pub left_out: Vec<(String, String)>,
    /// Bottles that were tried, the one that improves most cases first.
    pub bottles: Vec<BottleHint>,
}

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub enum ShoppingError {
    /// The cases cannot be listed.
    #[error(transparent)]
    Cases(#[from] CaseError),
    /// No case has a photo with a scar marked on it.
    #[error(
        "{}",
        tr(
            "no case has a photo with a scar marked on it: mark one on the Match page, or name another folder of cases"
        )
    )]
    NoCase,
    /// There is no bottle to try.
    #[error(
        "{}",
        tr("every bottle that could be tried is on the shelf already: name another library to choose from")
    )]
    NoBottle,
    /// It was asked to stop.
    #[error("{}", tr("stopped before it was done"))]
    Cancelled,
}

/// Asks the last `most` cases below `root` which one bottle of `elsewhere`, or of the library and not on the shelf,
/// would improve them. Of each case the last photo with a scar marked on it counts, with what was chosen then.
///
/// # Errors
/// See [`ShoppingError`].
pub fn shopping(
    (root, most): (&Path, usize),
    (library, elsewhere): (&ShadeLibrary, &ShadeLibrary),
    learnt: Option<&Belief>,
    progress: &dyn Progress,
) -> Result<ShoppingHint, ShoppingError> {
    let list = list_cases(root)?;
    let candidates = not_at_hand(library, elsewhere);
    if candidates.is_empty() {
        return Err(ShoppingError::NoBottle);
    }
    let (mut left_out, mut chosen) = (Vec::new(), Vec::new());
    for line in &list.lines {
        if chosen.len() == most {
            break;
        }
        let code = line.code.to_string();
        match last_marked(&root.join(&line.folder)) {
            Ok(Some(inputs)) => chosen.push((code, inputs)),
            Ok(None) => {}
            Err(why) => left_out.push((code, why)),
        }
    }
    if chosen.is_empty() {
        return Err(ShoppingError::NoCase);
    }
    let (mut asked, mut hints) = (Vec::new(), Vec::new());
    for (done, (code, inputs)) in chosen.iter().enumerate() {
        let doing = tr("Trying other bottles");
        let share = Part::of(progress, done, chosen.len(), doing);
        if share.report(0.0, doing).is_break() {
            return Err(ShoppingError::Cancelled);
        }
        match ask(inputs, (library, &candidates), learnt, &share) {
            Ok(hint) => {
                asked.push(code.clone());
                hints.push(hint);
            }
            Err(AnalysisError::Cancelled(_)) => return Err(ShoppingError::Cancelled),
            Err(why) => left_out.push((code.clone(), why.to_string())),
        }
    }
    Ok(ShoppingHint { asked, left_out, bottles: shopping_hint(&hints) })
}

impl ShoppingHint {
    /// The one bottle to buy; none when no bottle improves at least half of the cases, or not by enough.
    #[must_use]
    pub fn best(&self) -> Option<&BottleHint> {
        let best = self.bottles.first()?;
        (2 * best.improved >= self.asked.len() && best.median_drop > WORTH_BUYING).then_some(best)
    }

    /// What to buy, or that nothing is worth it, in a sentence or two.
    #[must_use]
    pub fn told(&self) -> String {
        let cases = count!(self.asked.len(), "the last case", "the last %{n} cases");
        let Some(best) = self.best() else {
            return match self.bottles.first().filter(|best| best.improved > 0) {
                Some(best) => say!(
                    "No one bottle improves half of %{cases}. %{bottle} comes nearest: %{n} of %{all}.",
                    cases = cases,
                    bottle = best.name,
                    n = best.improved,
                    all = self.asked.len()
                ),
                None => say!(
                    "No bottle improves %{cases} by more than %{least}: what is on the shelf is enough.",
                    cases = cases,
                    least = number(WORTH_BUYING, 1)
                ),
            };
        };
        let gain = if best.median_drop.is_finite() {
            say!(
                "its score drops by %{drop} (median), ΔE00 to the target by %{delta_e}",
                drop = number(best.median_drop, 1),
                delta_e = number(best.median_delta_e_drop, 1)
            )
        } else {
            tr("there is a plan where there was none").to_owned()
        };
        say!(
            "%{bottle} would improve %{n} of %{all}: %{gain}.",
            bottle = best.name,
            n = best.improved,
            all = self.asked.len(),
            gain = gain
        )
    }

    /// How sure that is, in a sentence.
    #[must_use]
    pub fn sureness(&self) -> String {
        let few = if self.asked.len() < 5 { tr(" Few cases say little about the next.") } else { "" };
        let paired = tr(
            "Both plans of a case are judged by the same 256 draws of what is not known, so it cancels in their difference; the next cases may be others.",
        );
        format!("{paired}{few}")
    }
}

/// What was chosen on the last photo of a case that has a scar marked on it.
fn last_marked(folder: &Path) -> Result<Option<Inputs>, String> {
    let open = CaseFolder::open(folder).map_err(|error| error.to_string())?;
    let mut visits = open.case().visits.iter().enumerate().rev();
    let marked = visits.find_map(|(visit, of)| Some((visit, of.marked_photo()?)));
    let Some(place) = marked else { return Ok(None) };
    if open.photo_state(place) != PhotoState::Same {
        return Err(tr("its photo was moved or changed: open the case and find it").to_owned());
    }
    Ok(open.inputs(place))
}

fn ask(
    inputs: &Inputs,
    (library, candidates): (&ShadeLibrary, &[Shade]),
    learnt: Option<&Belief>,
    progress: &dyn Progress,
) -> Result<CaseHint, AnalysisError> {
    let PhotoSource::File(path): &PhotoSource = &inputs.photo else {
        return Ok(CaseHint { best: None, brought: Vec::new() });
    };
    let path: &PathBuf = path;
    let photo = load_photo(path, &DecodeLimits::default()).map_err(AnalysisError::Photo)?;
    let calibration = calibrate(inputs, &photo)?.calibration;
    admit(inputs, &check_trust(inputs, &photo, &calibration))?;
    let tones = measure_by(inputs, &photo, &calibration, progress)?;
    find_brought_to(inputs, (&calibration, &tones), (library, candidates), learnt, progress)
}
