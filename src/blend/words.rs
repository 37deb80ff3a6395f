//! Differences in plain words.

use super::{Job, JobChoice, MatchTarget, Proposal, ProposalKind, ZonePlan};
use crate::color::Lab;
use crate::locale::{capitalized, count, list, number, say, tr};
use crate::photo::number::floor_index;

/// The largest difference in hue or chroma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColorShift {
    Redder,
    LessRed,
    Yellower,
    Bluer,
}

impl ColorShift {
    /// None where it does not count.
    fn of(seen: Lab, wanted: Lab) -> Option<Self> {
        let (da, db) = (seen.a - wanted.a, seen.b - wanted.b);
        if da.abs().max(db.abs()) < 1.0 {
            return None;
        }
        Some(if da.abs() > db.abs() {
            if da > 0.0 { Self::Redder } else { Self::LessRed }
        } else if db > 0.0 {
            Self::Yellower
        } else {
            Self::Bluer
        })
    }

    fn words(self) -> &'static str {
        match self {
            Self::Redder => tr("redder"),
            Self::LessRed => tr("less red"),
            Self::Yellower => tr("yellower"),
            Self::Bluer => tr("bluer"),
        }
    }
}

/// A difference in lightness: "2 L* lighter", "as light"; one decimal only for a calibrated photo.
pub fn lightness_words(delta_l: f64, calibrated: bool) -> String {
    let decimals = usize::from(calibrated);
    let size = number(delta_l.abs(), decimals);
    let nothing = !size.chars().any(|c| ('1'..='9').contains(&c));
    match delta_l {
        _ if nothing => tr("as light##brightness").to_owned(),
        d if d > 0.0 => say!("%{size} L* lighter", size = size),
        _ => say!("%{size} L* darker", size = size),
    }
}

/// "1 month", "8 months".
pub(super) fn month_words(months: f64) -> String {
    count!(whole_months(months), "%{n} month", "%{n} months")
}

/// Rounded, to be counted.
pub(super) fn whole_months(months: f64) -> usize {
    floor_index(months.round())
}

/// The largest difference in hue or chroma, when it counts: "less red", "yellower".
#[must_use]
pub fn color_words(seen: Lab, wanted: Lab) -> Option<&'static str> {
    ColorShift::of(seen, wanted).map(ColorShift::words)
}

fn beside(seen: Lab, wanted: Lab, delta_l: f64, calibrated: bool) -> String {
    let light = lightness_words(delta_l, calibrated);
    match color_words(seen, wanted) {
        Some(color) => list(&[light.as_str(), color]),
        None => light,
    }
}

/// What a plan does, and what limits it.
pub(super) fn why(proposal: &Proposal, job: Job, target: &MatchTarget) -> String {
    let scar = &proposal.scar;
    let mut sentences = vec![sense(proposal)];
    if let (Some(seen), Some(wanted), Some(error)) =
        (scar.timeline.healed.mark, scar.target.mark, &scar.mark_error)
    {
        let words = beside(seen, wanted, error.delta_l, target.calibrated);
        sentences.push(say!(
            "A healed mark in the scar is %{differences} compared with a follicle.",
            differences = words
        ));
    }
    let words =
        beside(scar.timeline.healed.area, scar.target.area, scar.area_error.delta_l, target.calibrated);
    sentences.push(if job == Job::SkinTone {
        say!("The scar's area is %{differences} compared with bare skin.", differences = words)
    } else {
        say!("The scar's area is %{differences} compared with the area average.", differences = words)
    });
    sentences.push(chance(scar));
    if proposal.surround.is_none() {
        sentences.push(tr("An even tone needs no recipe for the surround.").to_owned());
    }
    sentences.join(" ")
}

fn sense(proposal: &Proposal) -> String {
    if proposal.kind == ProposalKind::FirstSession {
        return tr("The strongest mix of the same bottles that is unlikely to heal too dark, at 40 % of the density, \
                   after a test patch; in the scar never stronger than in the surround (trade rule: a scar takes \
                   pigment less evenly). Darker only after a photo of the healed marks, at 28 days or later.")
        .to_owned();
    }
    let first = capitalized(what_it_has(proposal.kind));
    let also = proposal.also.iter().map(|kind| what_it_has(*kind).to_owned());
    match also.reduce(|some, other| list(&[some, other])) {
        Some(others) => say!("%{quality}; also %{others}.", quality = first, others = others),
        None => first + ".",
    }
}

/// What a plan is on the list for, within a line.
fn what_it_has(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::BestMatch => tr("the best score"),
        ProposalKind::FewestBottles => tr("the fewest bottles"),
        ProposalKind::MostRobust => tr("the smallest error in bad luck (9 of 10 cases)"),
        ProposalKind::FirstSession => {
            tr("the strongest mix of the same bottles that is unlikely to heal too dark")
        }
        ProposalKind::ByHand => tr("as a hand has changed it"),
        ProposalKind::Pinned => tr("kept to be compared"),
    }
}

/// The chance of acceptance.
fn chance(scar: &ZonePlan) -> String {
    let (chance, area) = (100.0 * scar.p_acceptable, scar.area_error.delta_e);
    let percent = number(chance, 0);
    if chance < 50.0 {
        say!(
            "It is not likely to be acceptable (%{percent} %): the area is likely %{distance} (CIEDE2000) off.",
            percent = percent,
            distance = number(area, 0)
        )
    } else {
        say!("Chance of acceptance %{percent} %.", percent = percent)
    }
}

/// Why a job that was chosen by the rule is not done.
pub(super) fn not_the_job(job: &JobChoice, reason: &str) -> String {
    let why = &job.why;
    match job.kind {
        Job::Dots => {
            say!("dots would be the job (%{why}), but %{reason}", why = why, reason = reason)
        }
        Job::Wash => {
            say!("wash would be the job (%{why}), but %{reason}", why = why, reason = reason)
        }
        Job::WashAndDots => {
            say!("wash + dots would be the job (%{why}), but %{reason}", why = why, reason = reason)
        }
        Job::SkinTone => {
            say!("skin tone would be the job (%{why}), but %{reason}", why = why, reason = reason)
        }
        Job::None => {
            say!("none would be the job (%{why}), but %{reason}", why = why, reason = reason)
        }
    }
}

/// How far off the best plan leaves the area, where that is too far, and what would help.
pub(super) fn area_too_far(off: f64, most: f64, help: &str) -> String {
    say!(
        "the best plan leaves the area %{distance} (CIEDE2000) off, where %{limit} is the limit: %{help}",
        distance = number(off, 1),
        limit = number(most, 1),
        help = help
    )
}

/// How far off the best plan leaves the marks, where that is too far, and what would help.
pub(super) fn marks_too_far(off: f64, help: &str) -> String {
    say!(
        "the best plan leaves the marks %{distance} L* off, where 6 is the limit: %{help}",
        distance = number(off, 0),
        help = help
    )
}

/// What keeps the best plan from being offered, and what would help.
pub(super) fn what_would_help(
    seen: (Option<Lab>, Lab),
    wanted: (Option<Lab>, Lab),
    calibrated: bool,
) -> String {
    let (area, goal) = (seen.1, wanted.1);
    let of_area = beside(area, goal, area.l - goal.l, calibrated);
    let off = match (seen.0, wanted.0) {
        (Some(mark), Some(goal)) => say!(
            "the area would be %{differences}, a mark %{mark_differences}",
            differences = of_area,
            mark_differences = beside(mark, goal, mark.l - goal.l, calibrated)
        ),
        _ => say!("the area would be %{differences}", differences = of_area),
    };
    let shade = match ColorShift::of(area, goal) {
        Some(ColorShift::LessRed) => tr("a redder shade"),
        Some(ColorShift::Bluer) => tr("a warmer, yellower shade"),
        Some(ColorShift::Redder) => tr("a less red shade"),
        Some(ColorShift::Yellower) => tr("a cooler shade"),
        None if area.l < goal.l => tr("a weaker or lighter shade"),
        None => tr("a stronger shade"),
    };
    if calibrated {
        say!(
            "%{off}. What would help: %{shade}, more healing time, or leaving the scar as it is",
            off = off,
            shade = shade
        )
    } else {
        say!(
            "%{off}. What would help: %{shade}, a photo with a grey card, more healing time, or leaving the scar as it is",
            off = off,
            shade = shade
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_is_said_as_sure_as_it_is() {
        assert_eq!(lightness_words(2.34, false), "2 L* lighter");
        assert_eq!(lightness_words(-2.34, true), "2.3 L* darker");
        assert_eq!(lightness_words(0.3, false), "as light");
        assert_eq!(lightness_words(-0.04, true), "as light");
    }

    #[test]
    fn months_are_counted() {
        assert_eq!(month_words(1.2), "1 month");
        assert_eq!(month_words(0.0), "0 months");
        assert_eq!(month_words(8.0), "8 months");
    }

    #[test]
    fn help_names_the_missing_bottle() {
        let grey = Lab::new(60.0, 0.0, 2.0);
        let text = what_would_help((None, grey), (None, Lab::new(60.0, 5.0, 12.0)), false);
        assert!(text.contains("bluer") && text.contains("warmer") && text.contains("grey card"), "{text}");
    }
}
