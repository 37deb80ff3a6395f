//! Differences in plain words.

use super::{Job, MatchTarget, Proposal, ZonePlan};
use crate::color::Lab;

/// A difference in lightness: "2 L* lighter", "as light"; one decimal only for a calibrated photo.
pub fn lightness_words(delta_l: f64, calibrated: bool) -> String {
    let size = if calibrated { format!("{:.1}", delta_l.abs()) } else { format!("{:.0}", delta_l.abs()) };
    let nothing = size.chars().all(|c| c == '0' || c == '.');
    match delta_l {
        _ if nothing => "as light".to_owned(),
        d if d > 0.0 => format!("{size} L* lighter"),
        _ => format!("{size} L* darker"),
    }
}

/// "1 month", "8 months".
pub(super) fn month_words(months: f64) -> String {
    let whole = months.round();
    format!("{whole:.0} month{}", if (whole - 1.0).abs() < 0.5 { "" } else { "s" })
}

/// The largest difference in hue or chroma, when it counts: "less red", "yellower".
fn color_words(seen: Lab, wanted: Lab) -> Option<&'static str> {
    let (da, db) = (seen.a - wanted.a, seen.b - wanted.b);
    if da.abs().max(db.abs()) < 1.0 {
        return None;
    }
    Some(if da.abs() > db.abs() {
        if da > 0.0 { "redder" } else { "less red" }
    } else if db > 0.0 {
        "yellower"
    } else {
        "bluer"
    })
}

fn beside(seen: Lab, wanted: Lab, delta_l: f64, calibrated: bool) -> String {
    let light = lightness_words(delta_l, calibrated);
    match color_words(seen, wanted) {
        Some(color) => format!("{light} and {color}"),
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
        sentences.push(format!("A healed mark in the scar is {words} compared with a follicle."));
    }
    let words =
        beside(scar.timeline.healed.area, scar.target.area, scar.area_error.delta_l, target.calibrated);
    let wanted = if job == Job::SkinTone { "bare skin" } else { "the area average" };
    sentences.push(format!("The scar's area is {words} compared with {wanted}."));
    sentences.push(chance(scar));
    if proposal.surround.is_none() {
        sentences.push("An even tone needs no recipe for the surround.".to_owned());
    }
    sentences.join(" ")
}

fn sense(proposal: &Proposal) -> String {
    use super::ProposalKind::{BestMatch, ByHand, FewestBottles, FirstSession, MostRobust, Pinned};
    let name = |kind| match kind {
        BestMatch => "the best score",
        FewestBottles => "the fewest bottles",
        MostRobust => "the smallest error in bad luck (9 of 10 cases)",
        FirstSession => "the strongest mix of the same bottles that is unlikely to heal too dark",
        ByHand => "as a hand has changed it",
        Pinned => "kept to be compared",
    };
    let also: Vec<&str> = proposal.also.iter().map(|kind| name(*kind)).collect();
    let first = name(proposal.kind);
    let first = format!("{}{}", first[..1].to_uppercase(), &first[1..]);
    if proposal.kind == FirstSession {
        return format!(
            "{first}, at 40 % of the density, after a test patch; in the scar never stronger than in the surround \
             (trade rule: a scar takes pigment less evenly). Darker only after a photo of the healed marks, at 28 \
             days or later."
        );
    }
    if also.is_empty() { format!("{first}.") } else { format!("{first}; also {}.", also.join(" and ")) }
}

/// The chance of acceptance.
fn chance(scar: &ZonePlan) -> String {
    let (chance, area) = (100.0 * scar.p_acceptable, scar.area_error.delta_e);
    if chance < 50.0 {
        format!(
            "It is not likely to be acceptable ({chance:.0} %): the area is likely {area:.0} (CIEDE2000) off."
        )
    } else {
        format!("Chance of acceptance {chance:.0} %.")
    }
}

/// What keeps the best plan from being offered, and what would help.
pub(super) fn what_would_help(
    seen: (Option<Lab>, Lab),
    wanted: (Option<Lab>, Lab),
    calibrated: bool,
) -> String {
    let (area, goal) = (seen.1, wanted.1);
    let mut text = format!("the area would be {}", beside(area, goal, area.l - goal.l, calibrated));
    if let (Some(mark), Some(goal)) = (seen.0, wanted.0) {
        text = format!("{text}, a mark {}", beside(mark, goal, mark.l - goal.l, calibrated));
    }
    let bottle = match color_words(area, goal) {
        Some("less red") => "a redder shade",
        Some("bluer") => "a warmer, yellower shade",
        Some("redder") => "a less red shade",
        Some("yellower") => "a cooler shade",
        _ if area.l < goal.l => "a weaker or lighter shade",
        _ => "a stronger shade",
    };
    text = format!("{text}. What would help: {bottle}");
    if !calibrated {
        text.push_str(", a photo with a grey card");
    }
    text.push_str(", more healing time, or leaving the scar as it is");
    text
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
