//! A card for the phone: what is mixed, and how it should look.

use super::cups::cups;
use super::sheet::{Block, Cell, Column, Look, Sheet, Table, program};
use super::studio::srgb;
use super::{ReportError, Story};
use crate::blend::ZonePlan;
use crate::locale::{date, number, say, tr};

/// Puts the card together.
pub(super) fn sheet(story: &Story) -> Result<Sheet, ReportError> {
    let pairs = cups(story);
    if pairs.is_empty() {
        return Err(ReportError::NoPlan);
    }
    let mut blocks = Vec::new();
    for pair in &pairs {
        let Some(cup) = pair.best() else { continue };
        blocks.push(Block::Heading(pair.place.title().to_owned()));
        blocks.push(Block::Text(cup.text.clone()));
        let lots: Vec<String> = cup
            .bottles
            .iter()
            .filter(|bottle| !bottle.lot.is_empty())
            .map(|bottle| format!("{}: {} {}", bottle.name, tr("lot"), bottle.lot))
            .collect();
        if !lots.is_empty() {
            blocks.push(Block::Small(lots.join("; ")));
        }
    }
    if let Some(plan) = story.visit.plan.as_ref().filter(|plan| plan.marks_per_cm2 > 0.0) {
        let marks = number(plan.marks_per_cm2, 0);
        blocks.push(Block::Text(say!("%{marks} marks per cm²", marks = marks)));
    }
    if let Some(proposal) = story.proposal() {
        blocks.push(Block::Heading(tr("How it will look").to_owned()));
        let zones = [(tr("Scar"), Some(&proposal.scar)), (tr("Surround"), proposal.surround.as_ref())];
        blocks.push(Block::Table(swatches(&zones)));
        blocks.push(Block::Small(tr("A simulation, not a promise.").to_owned()));
    }
    let (code, day) = (say!("Case %{code}", code = story.case.code), date(story.visit.day));
    Ok(Sheet {
        title: code,
        subtitle: day.clone(),
        foot: format!("{} · {day}", program()),
        day: story.visit.day,
        look: Look::Card,
        blocks,
    })
}

/// Target, fresh and healed colours.
fn swatches(zones: &[(&str, Option<&ZonePlan>)]) -> Table {
    let mut columns = vec![Column::words("", 1.5)];
    columns.extend([tr("Target"), tr("Fresh"), tr("Healed")].map(|title| Column::words(title, 1.0)));
    let mut rows = Vec::new();
    for (name, zone) in zones {
        let Some(zone) = zone else { continue };
        let seen = [&zone.target, &zone.timeline.fresh, &zone.timeline.healed];
        let marks: Vec<_> = seen.iter().filter_map(|seen| seen.mark).collect();
        let areas: Vec<_> = seen.iter().map(|seen| seen.area).collect();
        for (what, labs) in [(tr("mark"), marks), (tr("area"), areas)] {
            if labs.len() == seen.len() {
                let mut row = vec![Cell::from([*name, what].join(", "))];
                row.extend(labs.into_iter().map(|lab| Cell::swatch(srgb(lab), "")));
                rows.push(row);
            }
        }
    }
    Table { columns, rows }
}
