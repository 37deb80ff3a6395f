//! What is proposed, with how it will look and how sure that is.

use serde::Serialize;

use super::{JobChoice, Limit, Recipe};
use crate::color::{Interval, Lab, LabInterval};

/// Why a plan is on the short list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalKind {
    /// Best score.
    BestMatch,
    /// Fewest bottles within acceptance, else within 0.5 of the best score.
    FewestBottles,
    /// Smallest 90 % quantile of the error.
    MostRobust,
    /// The weaker recipe for the first visit.
    FirstSession,
    /// As a hand has changed one of them.
    ByHand,
    /// Kept to be compared.
    Pinned,
}

/// A mark and the area around it as seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Seen {
    /// One mark; none for a wash or skin tone alone.
    pub mark: Option<Lab>,
    /// The area from a distance.
    pub area: Lab,
}

/// How a zone will look over time; medians over the draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Timeline {
    /// Day 0.
    pub fresh: Seen,
    /// Day 28.
    pub healed: Seen,
    /// One year after day 28.
    pub year_1: Seen,
    /// Three years after day 28.
    pub year_3: Seen,
}

/// 80 % intervals of a mark and the area around it as seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SeenInterval {
    /// Of one mark; none for a wash or skin tone alone.
    pub mark: Option<LabInterval>,
    /// Of the area from a distance.
    pub area: LabInterval,
}

/// How surely a zone will look as the [`Timeline`] says: 80 % intervals over the draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TimelineInterval {
    /// Day 0.
    pub fresh: SeenInterval,
    /// Day 28.
    pub healed: SeenInterval,
    /// One year after day 28.
    pub year_1: SeenInterval,
    /// Three years after day 28.
    pub year_3: SeenInterval,
}

/// Distance from the target at day 28: median over the draws and 80 % interval. CIEDE2000.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ErrorRange {
    /// Median.
    pub delta_e: f64,
    /// From 10 % to 90 %.
    pub interval_80: Interval,
    /// Predicted minus target lightness, median; negative is darker.
    pub delta_l: f64,
    /// The same from 10 % to 90 %.
    pub delta_l_80: Interval,
}

/// What one drop more, or less, of one bottle in its cup does to the healed mark, or to an even tone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sensitivity {
    /// Identifier of the shade.
    pub shade: String,
    /// What a drop holds, ml.
    pub drop_ml: f64,
    /// Change of the healed lightness with a drop more.
    pub delta_l: f64,
    /// Size of that change, CIEDE2000.
    pub delta_e: f64,
    /// Change of the healed L*, a* and b* with a drop more. Not saved.
    #[serde(skip)]
    pub delta_lab: [f64; 3],
    /// Change of the healed lightness with a drop less, or without the bottle where there is less in the cup.
    pub less_delta_l: f64,
    /// Size of that change, CIEDE2000.
    pub less_delta_e: f64,
    /// Size of the change with one drop more, from a small drop (0.03 ml) to a large one (0.06 ml), CIEDE2000.
    pub delta_e_of_drops: Interval,
    /// The bottle stands in the cup of the wash and not in that of the marks.
    pub in_wash: bool,
}

/// CIEDE2000 between the area and its target under other lights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Metamerism {
    /// Incandescent light.
    pub a: f64,
    /// Fluorescent light, FL11.
    pub fl11: f64,
    /// White LED, LED-B3.
    pub led_b3: f64,
}

/// What is done in one zone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZonePlan {
    /// Cup of the wash or skin tone.
    pub wash: Option<Recipe>,
    /// Cup of the marks.
    pub dots: Option<Recipe>,
    /// Marks on a square centimetre, 0 without dots.
    pub marks_per_cm2: f64,
    /// Share of the area taken by healed marks, 0..=0.78; 1 for a wash or skin tone.
    pub cover: f64,
    /// What it should look like.
    pub target: Seen,
    /// What it will look like.
    pub timeline: Timeline,
    /// How sure that is.
    pub timeline_80: TimelineInterval,
    /// Ways in which it may be healed at day 28, each as likely as the others: a sample of what the median and the
    /// interval are of. Not saved.
    #[serde(skip)]
    pub cloud: Vec<Seen>,
    /// Distance of the mark from its target, where there are marks.
    pub mark_error: Option<ErrorRange>,
    /// Distance of the area from its target.
    pub area_error: ErrorRange,
    /// Chance of acceptance, 0..=1.
    pub p_acceptable: f64,
    /// Chance of being more than 2 L* too dark, 0..=1.
    pub p_too_dark: f64,
    /// One entry for each bottle.
    pub sensitivity: Vec<Sensitivity>,
    /// Under other lights.
    pub metamerism: Metamerism,
}

/// How far the two zones will look apart, CIEDE2000 at fresh, healed, one and three years.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ZonesApart {
    /// The marks of the two zones; not a number for a wash or skin tone.
    pub marks: [f64; 4],
    /// The scar's area and the area average.
    pub areas: [f64; 4],
    /// The worst point of the feather and the area average; not a number for a wash or skin tone.
    pub feather_worst: [f64; 4],
}

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// More than 20 % chance of too dark.
    TooDark,
    /// The mark's b* is more than 8 below its target's.
    BlueShift,
    /// Titanium dioxide or iron oxide cannot be lasered like carbon.
    Laser,
    /// A flesh pigment will not tan with the skin.
    Tanning,
    /// A bottle is past its date.
    Expired,
    /// A bottle rests on a single swatch.
    SingleSwatch,
    /// A tone lies outside the skin model.
    OutsideSkinModel,
    /// Diluted beyond the label.
    BeyondLabel,
    /// Denser than is natural.
    Dense,
    /// The scar is young.
    YoungScar,
    /// The scar is redder than the surround.
    RedScar,
    /// No reference in the picture.
    Uncalibrated,
    /// The scale is a guess or missing.
    Scale,
}

/// One thing to know before mixing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What it is about.
    pub kind: WarningKind,
    /// A sentence: what, why, what to do.
    pub text: String,
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// Why it is on the list.
    pub kind: ProposalKind,
    /// Other senses in which this same plan is best.
    pub also: Vec<ProposalKind>,
    /// Lower is better, in units of CIEDE2000: over all draws, with the bottles' fee.
    pub score: f64,
    /// In the scar.
    pub scar: ZonePlan,
    /// In the feather zone; none for a wash or skin tone.
    pub surround: Option<ZonePlan>,
    /// The two zones held against each other.
    pub zones_apart: ZonesApart,
    /// What keeps it from a surer or better match.
    pub limit: Limit,
    /// What to know before mixing.
    pub warnings: Vec<Warning>,
    /// A sentence or two in plain words.
    pub why: String,
}

/// The answer to a match.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matching {
    /// What is to be done, and why.
    pub job: JobChoice,
    /// Plans that differ in kind, best first; empty when nothing can be recommended.
    pub proposals: Vec<Proposal>,
    /// Recipes that were considered.
    pub recipes_considered: u64,
    /// Corners in a* and b* of the even tones that one or two bottles at hand can give the scar, healed.
    #[serde(skip)]
    pub reach: Vec<Lab>,
    /// What else the technician should know: why a first session is missing, what no plan reaches.
    pub notes: Vec<String>,
}
