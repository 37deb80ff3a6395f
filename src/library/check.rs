//! What is allowed in a library but worth a look.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::shade::{Evidence, Shade, ShadeKind};
use super::shade_library::ShadeLibrary;
use crate::locale::{date, plain, say, tr};

/// Months a bottle keeps after opening unless its label says otherwise (Nordic Tattoo Supplies).
const MONTHS_AFTER_OPENING: i32 = 12;

/// Something to look at; the library is used all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryWarning {
    /// Id of the shade.
    pub shade: String,
    /// A sentence: what and why.
    pub text: String,
}

impl fmt::Display for LibraryWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.shade, self.text)
    }
}

impl ShadeLibrary {
    /// How many shades there are of each kind, in the order of [`ShadeKind::ALL`].
    #[must_use]
    pub fn kinds(&self) -> [(ShadeKind, usize); 4] {
        ShadeKind::ALL.map(|kind| (kind, self.shades().iter().filter(|shade| shade.kind == kind).count()))
    }

    /// What is worth a look on a given day: bottles past their date or open for long, single swatches,
    /// ladders that do not lighten or do not fit, odd rungs.
    #[must_use]
    pub fn warnings(&self, today: Date) -> Vec<LibraryWarning> {
        let warn = |shade: &Shade, text: String| LibraryWarning { shade: shade.id.clone(), text };
        let mut all = Vec::new();
        for shade in self.shades() {
            if let Some(last) = shade.expiry.filter(|_| shade.expired(today)) {
                all.push(warn(shade, say!("expired on %{day}; it is not used in recipes", day = date(last))));
            }
            let months = MONTHS_AFTER_OPENING.months();
            let keeps_until = shade.opened_on.and_then(|opened| opened.checked_add(months).ok());
            if shade.in_stock && keeps_until.is_some_and(|until| until < today) {
                let text = tr("opened more than 12 months ago; check what the label says about keeping");
                all.push(warn(shade, text.to_owned()));
            }
            all.extend(odd_days(shade, today).into_iter().map(|text| warn(shade, text)));
            if shade.evidence() == Evidence::SingleSwatch {
                let text = tr("one swatch predicts dilutions badly; measure a second dilution");
                all.push(warn(shade, text.to_owned()));
            }
            let lightens = shade.ladder.windows(2).all(|pair| match pair {
                [a, b] => (a.water_parts < b.water_parts) == (a.lab.l < b.lab.l),
                _ => true,
            });
            if !lightens {
                let text = tr("its ladder does not get lighter with more water; measure it again");
                all.push(warn(shade, text.to_owned()));
            }
            if let Some(report) = shade.ladder_report() {
                let odd = report.odd_rungs().map(|(water, why)| {
                    let water = plain(water);
                    say!("its rung at %{water} parts of water is odd: %{why}", water = water, why = why)
                });
                all.extend(odd.chain(report.doubts.iter().cloned()).map(|text| warn(shade, text)));
            }
        }
        all
    }
}

/// Days that cannot all be right, and a label that was read and lacks what it must give.
fn odd_days(shade: &Shade, today: Date) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(opened) = shade.opened_on {
        if opened > today {
            all.push(say!("opened on %{day}, which is still to come; check opened_on", day = date(opened)));
        }
        if shade.expiry.is_some_and(|last| last < opened) {
            all.push(tr("opened after it had expired; check expiry and opened_on").to_owned());
        }
    }
    if let Some(seen) = shade.label_seen {
        if seen.day > today {
            let day = date(seen.day);
            all.push(say!(
                "its label was read on %{day}, which is still to come; check label_seen",
                day = day
            ));
        }
        if !seen.is_complete() {
            let text = tr(
                "its label lacks batch, ingredients or the notes it must give; ask the maker before using it",
            );
            all.push(text.to_owned());
        }
    }
    all
}
