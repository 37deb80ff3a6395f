//! A case for trainees: what there is to see, room for their answer, and the answer on a page of its own.

use super::cups::cups;
use super::pictures::Pictures;
use super::sheet::{Block, Look, Picture, Sheet, program};
use super::studio::{coordinates, srgb, tone_table, unbroken, why};
use super::{ReportError, Story};
use crate::analysis::{Figures, job_name, percent, sentence};
use crate::blend::ZonePlan;
use crate::locale::{capitalized, number, plain, say, tr};
use crate::tone::Certainty;

/// Puts the sheet together. Nothing on it names the client, not even the code.
pub(super) fn sheet(story: &Story, pictures: &Pictures) -> Result<Sheet, ReportError> {
    let (seen, worked) = story.seen().zip(story.worked()).ok_or(ReportError::NoPhoto)?;
    let proposal = story.proposal().ok_or(ReportError::NoPlan)?;
    let plan = story.visit.plan.as_ref().ok_or(ReportError::NoPlan)?;
    let figures = Figures::of(&worked.calibration);
    let heading = |text: &str| Block::Heading(text.to_owned());
    let sure = Certainty::of(&worked.tones, worked.calibration.shared_sd);
    let mut blocks = vec![
        Block::Pictures(vec![
            Picture::of(&pictures.whole, tr("The whole photo, scars outlined")),
            Picture::of(&pictures.before, tr("Before##picture")),
        ]),
        heading(tr("Measured tones")),
        Block::Table(tone_table(&worked.tones, &sure, figures)),
    ];
    let mut told = Vec::new();
    let hair = seen.inputs.hair_length_mm.or_else(|| worked.tones.hairs.and_then(|hairs| hairs.length_mm));
    told.extend(hair.map(|mm| (tr("Hair length").to_owned(), format!("{} mm", number(mm, 1)))));
    let age = seen.inputs.scar_age_months;
    told.extend(age.map(|months| (tr("Scar age").to_owned(), format!("{} {}", plain(months), tr("months")))));
    if !told.is_empty() {
        blocks.push(Block::Facts(told));
    }
    blocks.push(heading(tr("Your answer")));
    let asked = [
        (tr("Dots, a wash, both, or nothing yet? Why?"), 2),
        (tr("In the scar: bottles with their parts, and water"), 2),
        (tr("In the skin around: bottles with their parts, and water"), 1),
        (tr("Marks on a square centimetre"), 1),
        (tr("What worries you in this case?"), 2),
    ];
    blocks.push(Block::Blanks(asked.map(|(text, lines)| (text.to_owned(), lines)).to_vec()));
    blocks.push(Block::NextPage);
    blocks.push(heading(tr("The answer, and why")));
    let mut facts = vec![(tr("Job").to_owned(), capitalized(job_name(plan.job)))];
    if plan.marks_per_cm2 > 0.0 {
        let marks = number(plan.marks_per_cm2, 0);
        facts.push((tr("Density").to_owned(), say!("%{marks} marks per cm²", marks = marks)));
    }
    let recipes = cups(story);
    let recipes = recipes.iter().filter_map(|pair| Some((pair.place, pair.planned.as_ref()?)));
    facts.extend(recipes.map(|(place, cup)| (place.title().to_owned(), cup.text.clone())));
    blocks.push(Block::Facts(facts));
    if let Some(after) = &pictures.after {
        blocks.push(Block::Pictures(vec![Picture::simulated(after)]));
    }
    blocks.push(Block::Subheading(tr("How it will look").to_owned()));
    blocks.push(Block::Table(looks(&proposal.scar, proposal.surround.as_ref(), figures)));
    blocks.push(Block::Subheading(tr("Reasons").to_owned()));
    blocks.push(Block::Text(why(proposal)));
    blocks.push(Block::Text(proposal.limit.sentence(figures.calibrated)));
    blocks.extend(proposal.warnings.iter().map(|warning| Block::Warning(sentence(&warning.text))));
    Ok(Sheet {
        title: tr("Case study").to_owned(),
        subtitle: tr("Look and answer first; the answer is on the next page").to_owned(),
        foot: program(),
        day: story.visit.day,
        look: Look::Dense,
        blocks,
    })
}

/// Target and healed look of both zones.
fn looks(scar: &ZonePlan, surround: Option<&ZonePlan>, figures: Figures) -> super::sheet::Table {
    use super::sheet::{Cell, Column, Table};
    let columns = vec![
        Column::words("", 1.2),
        Column::words(tr("Target"), 1.8),
        Column::words(tr("Healed"), 1.8),
        Column::words(tr("80 % range"), 3.0),
        Column::figures(tr("Acceptable"), 1.0),
    ];
    let tone = |lab| Cell::swatch(srgb(lab), coordinates(lab, figures));
    let rows = [(tr("Scar"), Some(scar)), (tr("Surround"), surround)];
    let rows = rows.into_iter().filter_map(|(name, zone)| Some((name, zone?))).flat_map(|(name, zone)| {
        let (target, healed, range) = (&zone.target, &zone.timeline.healed, &zone.timeline_80.healed);
        let marks = target.mark.zip(healed.mark).zip(range.mark.as_ref()).map(|((target, healed), range)| {
            let name = [name, tr("mark")].join(", ");
            vec![name.into(), tone(target), tone(healed), unbroken(figures, range).into(), "".into()]
        });
        let area: Vec<Cell> = vec![
            [name, tr("area")].join(", ").into(),
            tone(target.area),
            tone(healed.area),
            unbroken(figures, &range.area).into(),
            percent(zone.p_acceptable).into(),
        ];
        marks.into_iter().chain([area]).collect::<Vec<_>>()
    });
    Table { columns, rows: rows.collect() }
}
