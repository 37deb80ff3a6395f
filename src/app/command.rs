//! What the technician can ask for, as plain values.

use std::path::PathBuf;
use std::sync::Arc;

use super::{
    BottleCommand, BottleTold, CaseCommand, DeskCommand, Display, HealedCommand, HealedTold, OthersCommand,
    PracticeCommand, PreviewCommand, ReportSettings, ShelfCommand,
};
use crate::analysis::Inputs;
use crate::blend::{HandPlan, Job, Thresholds};
use crate::calibrate::{ChartPick, GreyPick};
use crate::photo::Photo;
use crate::region::{Regions, Shape, Surround};

/// Letters of the longest name of a scar.
pub const LONGEST_NAME: usize = 40;

/// One outline among the marked regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeRef {
    /// An outline of a scar.
    Scar {
        /// Which scar.
        scar: usize,
        /// Which of its outlines.
        shape: usize,
    },
    /// A place that is left out.
    Exclusion(usize),
    /// The surround's own outline.
    Surround,
}

/// One plan among those that were found and those that are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanRef {
    /// The plan of this place on the list.
    Found(usize),
    /// The plan that is changed by hand.
    ByHand,
    /// The pinned plan of this place.
    Pinned(usize),
}

/// A change of what the user chose; every one can be undone.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Set or drop the neutral reference.
    SetGrey(Option<GreyPick>),
    /// Set or drop the `ColorChecker`.
    SetChart(Option<ChartPick>),
    /// Drop what a card in another photo told.
    DropProfile,
    /// Mark a scar. A disc joins the newest scar made of discs alone; anything else is a scar of its own.
    AddScar(Shape),
    /// Leave a place out.
    AddExclusion(Shape),
    /// Move or reshape an outline; ignored when it is not there.
    ReplaceShape(ShapeRef, Shape),
    /// Put these in an outline's place, in the same scar; none removes it. Ignored when it is not there.
    ReplaceByShapes(ShapeRef, Vec<Shape>),
    /// Call a scar this: trimmed, at most [`LONGEST_NAME`] letters, with a number after it where another scar bears the
    /// name. Nothing else than blanks keeps the name there is.
    RenameScar(usize, String),
    /// Put all of these in the place of what is marked: outlines moved together, or pasted.
    ReplaceRegions(Box<Regions>),
    /// Remove an outline; a scar without outlines goes with it, the surround falls back to the ring.
    RemoveShape(ShapeRef),
    /// Where the perilesional skin is sampled.
    SetSurround(Surround),
    /// Pixels on a millimetre; none when unknown.
    SetScale(Option<f64>),
    /// Hair length in mm; none when not told.
    SetHairLength(Option<f64>),
    /// Age of the scar in months; none when not told.
    SetScarAge(Option<f64>),
    /// The job; none leaves it to the rule.
    SetJob(Option<Job>),
    /// Smallest cup in ml.
    SetCup(f64),
    /// Measured by drop and not by syringe.
    SetMeasuredByDrop(bool),
    /// What a drop holds, in ml.
    SetDrop(f64),
    /// Where the studio draws its lines.
    SetThresholds(Thresholds),
    /// Mix from the bottle of this identifier, or leave it out.
    UseBottle(String, bool),
    /// The scar's recipe must hold the bottle of this identifier, or need not.
    LockBottle(String, bool),
    /// Mix like this by hand from now on; none drops the plan by hand.
    ChangeByHand(Option<Box<HandPlan>>),
    /// Keep a plan under this name to be compared; nothing where it is kept already or six are.
    Pin(String, Box<HandPlan>),
    /// Keep the pinned plan of this place no longer.
    Unpin(usize),
    /// Match a red photo all the same, or not.
    AcceptPhoto(bool),
}

/// Everything a panel, a menu or a key can ask for.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Change the inputs.
    Edit(Edit),
    /// The hand is at rest: what was changed since the last rest is one step of the history.
    Rest,
    /// One step back.
    Undo,
    /// One step forward again.
    Redo,
    /// Keep the outlines of this photo to be put on another.
    CopyOutlines,
    /// Put the outlines that are kept on this photo, beside what is marked on it.
    PasteOutlines,
    /// Open a photo of the user's.
    OpenPhoto(PathBuf),
    /// Open a photo with what was marked and chosen on it before.
    OpenKept(Box<Inputs>),
    /// Put a photo on the table that was read already, with what was marked and chosen on it before.
    PutKept(Box<Inputs>, Arc<Photo>),
    /// Years that a case is kept after its last visit.
    SetRetention(u16),
    /// Open the case that comes with the program.
    OpenBundled,
    /// Mix from the shade library in this file from now on.
    OpenLibrary(PathBuf),
    /// Mix from the reference shades that come with the program.
    UseReferenceShades,
    /// Stop the work that is running.
    CancelWork,
    /// Do the work again that was stopped or failed.
    WorkAgain,
    /// Take away a message that was read.
    Dismiss(u64),
    /// Tell the user something that only the window knows.
    Tell(String),
    /// Tell the user that something was done that was asked for.
    TellDone(String),
    /// Empty the list of recent photos.
    ForgetRecent,
    /// For the client's case.
    Case(CaseCommand),
    /// For the bottle that is being measured.
    Bottle(BottleCommand),
    /// For the studio's healed results.
    Healed(HealedCommand),
    /// For what other bottles would bring.
    Others(OthersCommand),
    /// For the plan on the photo.
    Preview(PreviewCommand),
    /// For practice.
    Practice(PracticeCommand),
    /// For the bottles on the shelf.
    Shelf(ShelfCommand),
    /// Offer the reference shade of this identifier no longer, or again.
    HideShade(String, bool),
    /// Keep healed results in this log from now on; none for the one beside the library.
    KeepLog(Option<PathBuf>),
    /// Use what the `ColorChecker` told for the photos that are opened from now on and have no card, or do not.
    KeepColours(bool),
    /// The size of the `ColorChecker` was chosen, and is no longer assumed.
    ChartSizeTold,
    /// Size of words and of what is touched.
    SetDisplay(Display),
    /// The guided tour was seen, or left.
    TourSeen,
    /// What the studio has settled for its reports.
    SetReport(ReportSettings),
    /// Points of the screen on a millimetre of it, for distances of view.
    SetScreen(f64),
    /// Count on what the log has taught when recipes are looked for, or do not.
    CountOnLog(bool),
}

impl From<DeskCommand<BottleTold>> for Command {
    fn from(command: DeskCommand<BottleTold>) -> Self {
        Self::Bottle(BottleCommand::Desk(command))
    }
}

impl From<DeskCommand<HealedTold>> for Command {
    fn from(command: DeskCommand<HealedTold>) -> Self {
        Self::Healed(HealedCommand::Desk(command))
    }
}

impl From<CaseCommand> for Command {
    fn from(command: CaseCommand) -> Self {
        Self::Case(command)
    }
}

impl From<OthersCommand> for Command {
    fn from(command: OthersCommand) -> Self {
        Self::Others(command)
    }
}

impl From<PreviewCommand> for Command {
    fn from(command: PreviewCommand) -> Self {
        Self::Preview(command)
    }
}

impl From<PracticeCommand> for Command {
    fn from(command: PracticeCommand) -> Self {
        Self::Practice(command)
    }
}

impl From<Edit> for Command {
    fn from(edit: Edit) -> Self {
        Self::Edit(edit)
    }
}

impl From<ShelfCommand> for Command {
    fn from(command: ShelfCommand) -> Self {
        Self::Shelf(command)
    }
}
