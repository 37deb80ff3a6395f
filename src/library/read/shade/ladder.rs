//! The dilution ladder of a shade: its rungs, its card, and what they say the bottle holds.

use super::super::super::ladder::{card_or_white, fit, unbelievable};
use super::super::super::outline::{Node, group, segments};
use super::super::lab_text::LabText;
use super::super::value;
use super::{MOST_WATER_PARTS, Reader};
use crate::color::Lab;
use crate::locale::{say, tr};
use crate::optics::{Colourant, Concentrations, Rung};

/// More rungs than anyone draws down; the time of a fit grows with them.
const MOST_RUNGS: usize = 40;

impl Reader<'_, '_, '_> {
    /// The rungs by rising dilution.
    pub(super) fn ladder(&mut self) -> Vec<Rung> {
        let Some(field) = self.field("ladder") else { return Vec::new() };
        let Some(list) = group(field.value, '[') else {
            let remedy = tr("write [(water_parts: 10, lab: (l: 60.0, a: 1.0, b: 2.0)), …], or leave it out");
            self.add("ladder", tr("ladder is not a list"), remedy);
            return Vec::new();
        };
        let mut faults = Vec::new();
        let mut rungs: Vec<Rung> = Vec::new();
        for segment in segments(list, &mut faults) {
            let Some(rung) = self.rung(segment) else { continue };
            if rungs.iter().any(|other| other.water_parts == rung.water_parts) {
                let at = segment.first().map_or(self.start, |node| node.at);
                let what =
                    say!("the ladder has two rungs at %{water} parts of water", water = rung.water_parts);
                self.problems.add(at, what, tr("keep the better measured one"));
            }
            rungs.push(rung);
        }
        for fault in faults {
            self.problems.fault(fault);
        }
        if rungs.len() > MOST_RUNGS {
            let what = say!("the ladder has %{n} rungs", n = rungs.len());
            self.add("ladder", what, tr("keep at most 40 of them; three to six are enough"));
        }
        rungs.sort_by(|a, b| a.water_parts.total_cmp(&b.water_parts));
        rungs
    }

    /// The colour of the card under the ladder.
    pub(super) fn card(&mut self) -> Option<Lab> {
        let field = self.field("card")?;
        let wanted = tr("(l: 93.0, a: 0.0, b: 1.0), or leave it out for a white card");
        let lab = value::read::<Option<LabText>>(&field, self.problems, wanted)??;
        let card = lab.color().filter(|card| card.l >= LEAST_CARD_L_STAR);
        if card.is_none() {
            self.add("card", tr("the colour of the card is not one a card can have"), tr("check l, a and b"));
        }
        card
    }

    /// The solids that recipes are computed with: the ladder's where there is one, else the label's. A ladder
    /// that no bottle can have leaves the label's amounts in force; [`LadderReport`] says so.
    ///
    /// [`LadderReport`]: crate::library::LadderReport
    pub(super) fn fitted(
        &mut self,
        card: Option<Lab>,
        ladder: &[Rung],
        label: &[(Colourant, f64)],
    ) -> Option<Concentrations> {
        let of_label = label.iter().fold(Concentrations::NONE, |all, &(c, amount)| all.with(c, amount));
        if ladder.is_empty() {
            return Some(of_label);
        }
        let solids = fit(card, ladder, label);
        let Some(what) = unbelievable(&solids, card_or_white(card)) else { return Some(solids) };
        if of_label.total() > 0.0 {
            return Some(of_label);
        }
        self.add("ladder", what, tr("check water_parts and lab, and give the colour of the card as card"));
        None
    }

    fn rung(&mut self, segment: &[Node]) -> Option<Rung> {
        let at = segment.first().map_or(self.start, |node| node.at);
        let remedy = tr("write (water_parts: 10, lab: (l: 60.0, a: 1.0, b: 2.0))");
        let Some(inside) = group(segment, '(') else {
            self.problems.add(at, tr("this is not a rung of a ladder"), remedy);
            return None;
        };
        let fields = self.problems.fields_of(inside);
        let named = |wanted: &str, text: &str| {
            fields.iter().find(|field| text.get(field.name.at..field.name.end) == Some(wanted)).copied()
        };
        let text = self.problems.text;
        let (Some(water), Some(lab), 2) = (named("water_parts", text), named("lab", text), fields.len())
        else {
            self.problems.add(at, tr("a rung has just water_parts and lab"), remedy);
            return None;
        };
        let water_parts =
            value::number(&water, self.problems, (0.0, MOST_WATER_PARTS), tr("parts##of water"));
        let lab: Option<LabText> = value::read(&lab, self.problems, "(l: 60.0, a: 1.0, b: 2.0)");
        let Some(lab) = lab?.color() else {
            self.problems.add(at, tr("the colour of this rung lies outside CIELAB"), tr("check l, a and b"));
            return None;
        };
        Some(Rung { water_parts: water_parts?, lab })
    }
}

/// Darker cards hide every film; black ones have 5 and more.
const LEAST_CARD_L_STAR: f64 = 1.0;
