//! What the studio's sheet tells of the case: what was set by hand, answers, tests, consents, notes.

use super::Story;
use super::sheet::Block;
use crate::analysis::{Inputs, job_name};
use crate::blend::Thresholds;
use crate::case::{Answer, Consent, PatchResult, Question, SkinTest};
use crate::locale::{capitalized, date, list, plain, say, tr};

/// All of it.
pub(super) fn record(story: &Story) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(seen) = story.seen() {
        let set = set_by_hand(story, &seen.inputs);
        if !set.is_empty() {
            blocks.push(Block::Heading(tr("Set by hand").to_owned()));
            blocks.push(Block::Facts(set));
        }
    }
    blocks.push(Block::Heading(tr("Client and record").to_owned()));
    blocks.push(Block::Facts(answers(story)));
    blocks.push(Block::Facts(tests(&story.case.tests)));
    blocks.push(Block::Facts(consents(story)));
    let next = story.visit.next.map_or_else(|| String::from("–"), date);
    let notes = [
        (tr("Comes again on"), next),
        (tr("Notes of the visit"), story.visit.notes.clone()),
        (tr("Notes of the case"), story.case.notes.clone()),
    ];
    blocks.push(Block::Facts(notes.map(|(name, value)| (name.to_owned(), value)).to_vec()));
    blocks
}

/// What the technician chose against the rule.
pub(super) fn set_by_hand(story: &Story, inputs: &Inputs) -> Vec<(String, String)> {
    let mut set: Vec<(&str, String)> = Vec::new();
    if let Some(job) = inputs.job {
        set.push((tr("Job"), say!("%{job}, chosen by the technician", job = capitalized(job_name(job)))));
    }
    let named = |ids: &[String]| list(&ids.iter().map(|id| story.shelf.name_of(id)).collect::<Vec<_>>());
    if !inputs.without.is_empty() {
        set.push((tr("Bottles left out"), named(&inputs.without)));
    }
    if !inputs.with.is_empty() {
        set.push((tr("Bottles locked in"), named(&inputs.with)));
    }
    if inputs.accept_photo {
        set.push((tr("Photo check"), tr("a red photo is matched all the same").to_owned()));
    }
    if let Some(months) = inputs.scar_age_months {
        set.push((tr("Scar age"), format!("{} {}", plain(months), tr("months"))));
    }
    if let Some(mm) = inputs.hair_length_mm {
        set.push((tr("Hair length"), format!("{} mm", plain(mm))));
    }
    set.extend(changed(&inputs.thresholds));
    set.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Lines that the studio draws elsewhere than is usual.
fn changed(now: &Thresholds) -> Vec<(&'static str, String)> {
    let usual = Thresholds::default();
    let lines = [
        (
            tr("A scar younger than this stops the work"),
            now.stop_scar_months,
            usual.stop_scar_months,
            tr("months"),
        ),
        (
            tr("A scar younger than this is warned about"),
            now.young_scar_months,
            usual.young_scar_months,
            tr("months"),
        ),
        (
            tr("A scar redder than the surround by this stops the work"),
            now.stop_redness,
            usual.stop_redness,
            "a*",
        ),
        (tr("Hair longer than this is no shaved look"), now.shaved_hair_mm, usual.shaved_hair_mm, "mm"),
        (tr("Most marks"), now.most_marks_per_cm2, usual.most_marks_per_cm2, tr("per cm²")),
        (
            tr("Density at the first session"),
            100.0 * now.first_density_share,
            100.0 * usual.first_density_share,
            tr("% of the final"),
        ),
        (
            tr("Chance of too dark at the first session, at most"),
            100.0 * now.first_too_dark,
            100.0 * usual.first_too_dark,
            "%",
        ),
        (
            tr("A bottle opened longer ago is warned about"),
            f64::from(now.opened_months),
            f64::from(usual.opened_months),
            tr("months"),
        ),
    ];
    let differs = |(_, now, usual, _): &(&str, f64, f64, &str)| (now - usual).abs() > 1e-9;
    let figure = |value: f64| plain((value * 100.0).round() / 100.0);
    lines
        .into_iter()
        .filter(differs)
        .map(|(name, now, usual, unit)| {
            (
                name,
                say!(
                    "%{value} %{unit} (usual: %{usual})",
                    value = figure(now),
                    unit = unit,
                    usual = figure(usual)
                ),
            )
        })
        .collect()
}

fn answers(story: &Story) -> Vec<(String, String)> {
    let case = &story.case;
    let with =
        |answer: Answer| Question::ALL.into_iter().filter(move |question| case.answer(*question) == answer);
    let texts = |answer| with(answer).map(Question::text).collect::<Vec<_>>().join("\n");
    let yes: Vec<String> = with(Answer::Yes)
        .map(|question| format!("{} {}. {}", question.text(), tr("Yes"), question.reminder()))
        .collect();
    [
        (tr("Answered with yes"), if yes.is_empty() { tr("none").to_owned() } else { yes.join("\n") }),
        (tr("Answered with no"), texts(Answer::No)),
        (tr("Not asked"), texts(Answer::NotAsked)),
    ]
    .into_iter()
    .filter(|(_, told)| !told.is_empty())
    .map(|(name, told)| (name.to_owned(), told))
    .collect()
}

fn tests(tests: &[SkinTest]) -> Vec<(String, String)> {
    let pending = |result: &str| {
        if result.trim().is_empty() { tr("not looked at yet").to_owned() } else { result.to_owned() }
    };
    let told = |test: &SkinTest| match test {
        SkinTest::Allergy(patch) => {
            let name = say!("Allergy patch of %{day}", day = date(patch.day));
            let result = match patch.result {
                PatchResult::NotRead => tr("not looked at yet"),
                PatchResult::Clear => tr("clear##skin"),
                PatchResult::Reaction => tr("reaction"),
            };
            (name, format!("{}, {} {}: {result}", patch.product, tr("lot"), patch.lot))
        }
        SkinTest::Colour(test) => {
            let name = say!("Colour test of %{day}", day = date(test.day));
            (name, format!("{}, {}: {}", test.site, test.mix, pending(&test.result)))
        }
    };
    if tests.is_empty() {
        return vec![(tr("Tests on the skin").to_owned(), tr("none").to_owned())];
    }
    tests.iter().map(told).collect()
}

fn consents(story: &Story) -> Vec<(String, String)> {
    let day = story.visit.day;
    let state = |consent: Consent| match (consent.holds_on(day), consent.given, consent.withdrawn) {
        (true, Some(given), _) => say!("given on %{day}", day = date(given)),
        (_, _, Some(withdrawn)) => say!("taken back on %{day}", day = date(withdrawn)),
        _ => tr("not given").to_owned(),
    };
    let consents = story.case.consents;
    [
        (tr("Record: the case and its photos are kept"), consents.record),
        (tr("Teaching: it may be shown to teach"), consents.teaching),
        (tr("Marketing: it may be shown to win clients"), consents.marketing),
    ]
    .map(|(name, consent)| (name.to_owned(), state(consent)))
    .to_vec()
}
