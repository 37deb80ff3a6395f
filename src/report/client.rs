//! The sheet for the client: plain words, before and after, what comes next.

use std::collections::BTreeSet;

use super::Story;
use super::cups::cups;
use super::others::{OtherPicture, shown};
use super::pictures::Pictures;
use super::sheet::{Block, Look, Picture, Sheet};
use crate::blend::Job;
use crate::case::MixedPlace;
use crate::locale::{date, fixed, say, tr};
use crate::photo::number::floor_index;

/// What clients are told to do at home when the studio has written nothing of its own.
///
/// That crusts are larger and darker than the dots that stay, and fall off by themselves: skalptec.com/news/fading and
/// teammicro.com/smp/fading (`domain.md` section 3). The rest is usual advice (*assumed*), which the studio's own replaces.
#[must_use]
pub fn usual_aftercare() -> &'static str {
    tr("Always follow what your technician says; this is only a reminder.\n\
        Keep the place clean and dry for the first days. Do not touch, scratch or pick it.\n\
        Small crusts look larger and darker than the dots that stay. They fall off by themselves; let them.\n\
        No sun, swimming, sauna or heavy sweating until it has healed. Later, protect it from the sun.\n\
        If redness, swelling or pain grow after the first days, see a doctor and tell the studio.")
}

/// Puts the sheet together.
pub(super) fn sheet(
    story: &Story,
    (pictures, others): &(Option<Pictures>, Vec<OtherPicture>),
    aftercare: Option<&str>,
) -> Sheet {
    let day = date(story.visit.day);
    let heading = |text: &str| Block::Heading(text.to_owned());
    let mut blocks = Vec::new();
    blocks.extend(pictures.as_ref().and_then(before_and_after));
    let pairs = cups(story);
    let done = pairs.iter().any(|pair| pair.mixed.is_some());
    blocks.push(heading(if done { tr("What was done") } else { tr("What is planned") }));
    blocks.push(Block::Text(doing(story, done)));
    blocks.push(heading(tr("What to expect")));
    blocks.push(Block::Text(
        tr("At first it looks darker than it will stay. It has healed after about four weeks, and is judged then.")
            .to_owned(),
    ));
    blocks.extend(chance(story).map(Block::Text));
    blocks.push(Block::Text(
        tr("It grows paler over the years. How much differs from one person to another; it can be renewed.")
            .to_owned(),
    ));
    blocks.push(heading(tr("Your next visit")));
    let next = story.visit.next.map(|next| say!("We see you again on %{day}.", day = date(next)));
    blocks.push(Block::Text(
        next.unwrap_or_else(|| tr("Your technician will tell you when to come again.").to_owned()),
    ));
    blocks.push(heading(tr("Looking after it")));
    let care = aftercare.map(str::trim).filter(|text| !text.is_empty()).unwrap_or_else(|| usual_aftercare());
    blocks.push(Block::Text(care.to_owned()));
    blocks.extend(photos(story, pictures.as_ref(), others));
    let pigments = pigments(story);
    if !pigments.is_empty() {
        blocks.push(heading(tr("Pigments used on you")));
        blocks.push(Block::Text(pigments));
        blocks.push(Block::Small(
            tr("Keep this: a doctor may want to know it, should your skin ever react.").to_owned(),
        ));
    }
    Sheet {
        title: say!("Your visit on %{day}", day = day),
        subtitle: say!("Client's code: %{code}", code = story.case.code),
        foot: [fixed!("Scalp Shade"), &day].join(" · "),
        day: story.visit.day,
        look: Look::Roomy,
        blocks,
    }
}

fn before_and_after(pictures: &Pictures) -> Option<Block> {
    let after = pictures.after.as_ref()?;
    let before = Picture::of(&pictures.before, tr("Before##picture"));
    Some(Block::Pictures(vec![before, Picture::simulated(after)]))
}

/// The further photos, after the one that is not shown above.
fn photos(story: &Story, pictures: Option<&Pictures>, others: &[OtherPicture]) -> Vec<Block> {
    // Why one is missing is for the studio to know.
    let (shown, _) = shown(others);
    if shown.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(tr("Photos of this visit").to_owned())];
    let main = pictures.filter(|pictures| pictures.after.is_none()).zip(Story::photo_of(&story.visit));
    blocks.extend(main.map(|(main, place)| {
        Block::Pictures(vec![Picture::of(&main.before, say!("Photo %{n}", n = place + 1))])
    }));
    blocks.push(Block::Gallery(shown));
    blocks
}

/// What was done, without a word of the trade.
fn doing(story: &Story, done: bool) -> String {
    let job = story.visit.plan.as_ref().map_or_else(|| job_of_cups(story), |plan| plan.job);
    match (job, done) {
        (Job::Dots, true) => tr(
            "Fine dots of pigment were put into the scar and a few into the skin beside it. They look like short hair, so \
             that the eye passes over the scar.",
        ),
        (Job::Dots, false) => tr(
            "Fine dots of pigment go into the scar and a few into the skin beside it. They look like short hair, so that \
             the eye passes over the scar.",
        ),
        (Job::WashAndDots, true) => tr(
            "A pale, even tone was laid over the scar and fine dots of pigment were put on it and beside it. Together they \
             look like skin with short hair.",
        ),
        (Job::WashAndDots, false) => tr(
            "A pale, even tone is laid over the scar and fine dots of pigment are put on it and beside it. Together they \
             look like skin with short hair.",
        ),
        (Job::Wash | Job::SkinTone, true) => {
            tr("A pale, even tone was laid over the scar, so that it comes nearer to the skin around it.")
        }
        (Job::Wash | Job::SkinTone, false) => {
            tr("A pale, even tone is laid over the scar, so that it comes nearer to the skin around it.")
        }
        (Job::None, _) => tr("Nothing was done on this visit; your technician will explain what comes next."),
    }
    .to_owned()
}

/// What was done when no plan was written down with it.
fn job_of_cups(story: &Story) -> Job {
    let has = |place| story.visit.mixed.iter().any(|mixed| mixed.place == place);
    match (has(MixedPlace::ScarWash), has(MixedPlace::ScarMarks)) {
        (true, true) => Job::WashAndDots,
        (true, false) => Job::Wash,
        (false, true) => Job::Dots,
        (false, false) => Job::None,
    }
}

/// How likely it is that it looks well, in numbers that anyone understands.
fn chance(story: &Story) -> Option<String> {
    let likely = story.proposal()?.scar.p_acceptable;
    let of_ten = floor_index(10.0 * likely + 0.5).min(10);
    Some(match of_ten {
        0 => tr("Once healed, the scar is likely to be still visible; one or more further visits bring it nearer.").to_owned(),
        10 => tr("Once healed, the scar is very likely to be hard to tell from the skin around it.").to_owned(),
        n => say!(
            "Of 10 people with such a scar, about %{n} have one that is hard to tell from the skin around it once it has \
             healed; the others need a further visit.",
            n = n
        ),
    })
}

fn pigments(story: &Story) -> String {
    let mut told = BTreeSet::new();
    for cup in cups(story).iter().filter_map(|pair| pair.mixed.as_ref()) {
        for bottle in &cup.bottles {
            let lot =
                if bottle.lot.is_empty() { String::new() } else { format!(", {} {}", tr("lot"), bottle.lot) };
            told.insert(format!("{}{lot}", bottle.name));
        }
    }
    told.into_iter().collect::<Vec<_>>().join("\n")
}
