//! What is to be looked after on the shelf.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::StockEntry;
use super::level::StockLevel;
use crate::library::{Shade, ShadeLibrary};
use crate::locale::{count, date, number, say, tr};

/// Months that a bottle keeps after opening where its label says nothing (nordictattoosupplies.com, REACH database:
/// "follow the symbol; if none, 12 months after opening").
pub const OPENED_MONTHS: i32 = 12;
/// Days before its last day from which on a bottle is told of (*assumed*: time to order another).
pub const SOON_DAYS: i32 = 30;
/// Cups like the last ones under which a bottle is nearly empty (*assumed*: one visit takes up to three).
pub const NEARLY_EMPTY_CUPS: f64 = 3.0;
/// Share of a full bottle under which it is nearly empty.
const NEARLY_EMPTY_SHARE: f64 = 0.1;

/// What it is about, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReminderKind {
    /// Past its last day.
    Expired,
    /// Nothing left by the ledger.
    Empty,
    /// Its last day is near.
    ExpiresSoon,
    /// Opened for long.
    OpenedLong,
    /// Little left.
    NearlyEmpty,
    /// Nobody has written down that its label was read.
    LabelNotSeen,
    /// No lot is written down.
    LotMissing,
}

impl ReminderKind {
    /// In a word or two.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Expired => tr("expired"),
            Self::Empty => tr("empty##a bottle"),
            Self::ExpiresSoon => tr("expires soon"),
            Self::OpenedLong => tr("open for long"),
            Self::NearlyEmpty => tr("nearly empty"),
            Self::LabelNotSeen => tr("label not seen"),
            Self::LotMissing => tr("no lot"),
        }
    }

    /// Whether recipes are at stake, and not only records.
    #[must_use]
    pub fn is_grave(self) -> bool {
        self <= Self::NearlyEmpty
    }
}

/// One thing to look after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Identifier of the shade.
    pub shade: String,
    /// What it is about.
    pub kind: ReminderKind,
    /// What, and what to do, in a sentence.
    pub text: String,
}

impl fmt::Display for Reminder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.shade, self.text)
    }
}

/// What there is to look after on a day, in the order of the library, the worst of each bottle first. Bottles that are
/// not in stock are left alone. `opened_months` is what a bottle keeps after opening, usually [`OPENED_MONTHS`].
#[must_use]
pub fn reminders(
    library: &ShadeLibrary,
    entries: &[StockEntry],
    today: Date,
    opened_months: i32,
) -> Vec<Reminder> {
    let shades = library.shades().iter();
    shades.flat_map(|shade| reminders_of(shade, entries, today, opened_months)).collect()
}

/// The [`reminders`] of one bottle.
#[must_use]
pub fn reminders_of(shade: &Shade, entries: &[StockEntry], today: Date, opened_months: i32) -> Vec<Reminder> {
    if !shade.in_stock {
        return Vec::new();
    }
    let level = StockLevel::of(shade, entries);
    let found =
        [kept(shade, today), opened(shade, today, opened_months), content(&level), label(shade), lot(shade)];
    let mut own: Vec<Reminder> = found
        .into_iter()
        .flatten()
        .map(|(kind, text)| Reminder { shade: shade.id.clone(), kind, text })
        .collect();
    own.sort_by_key(|reminder| reminder.kind);
    own
}

type Found = Option<(ReminderKind, String)>;

fn kept(shade: &Shade, today: Date) -> Found {
    let last = shade.expiry?;
    if last < today {
        let text = say!("Expired on %{day}: recipes leave it out. Take it off the shelf.", day = date(last));
        return Some((ReminderKind::Expired, text));
    }
    let soon = today.checked_add(SOON_DAYS.days()).is_ok_and(|limit| last <= limit);
    soon.then(|| (ReminderKind::ExpiresSoon, say!("Expires on %{day}: order another.", day = date(last))))
}

fn opened(shade: &Shade, today: Date, months: i32) -> Found {
    let opened = shade.opened_on?;
    let until = opened.checked_add(months.months()).ok()?;
    (until < today).then(|| {
        let text = count!(
            months,
            "Opened on %{day}, more than %{n} month ago: follow the symbol on the label, or take it off the shelf.",
            "Opened on %{day}, more than %{n} months ago: follow the symbol on the label, or take it off the shelf.",
            day = date(opened)
        );
        (ReminderKind::OpenedLong, text)
    })
}

fn content(level: &StockLevel) -> Found {
    let left = level.left_ml?;
    if left <= 0.0 {
        let text = if left < 0.0 {
            let ml = number(-left, 2);
            say!(
                "Empty: %{ml} ml more were mixed than were there. Count what is left, write down what was bought, or take it off the shelf.",
                ml = ml
            )
        } else {
            tr("Empty by what was mixed. Count what is left, write down what was bought, or take it off the shelf.")
                .to_owned()
        };
        return Some((ReminderKind::Empty, text));
    }
    let few = level.cups_left().filter(|cups| *cups < NEARLY_EMPTY_CUPS);
    let little = level.full_ml.is_some_and(|full| left < NEARLY_EMPTY_SHARE * full);
    let ml = number(left, 2);
    match (few, little) {
        (Some(cups), _) => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 2")]
            let cups = cups as usize;
            let text = count!(
                cups,
                "%{ml} ml left, enough for about %{n} cup: order another.",
                "%{ml} ml left, enough for about %{n} cups: order another.",
                ml = ml
            );
            Some((ReminderKind::NearlyEmpty, text))
        }
        (None, true) => Some((
            ReminderKind::NearlyEmpty,
            say!("%{ml} ml left, less than a tenth: order another.", ml = ml),
        )),
        (None, false) => None,
    }
}

fn label(shade: &Shade) -> Found {
    let text = match shade.label_seen {
        None => tr("Nobody has written down that its label was read: batch, ingredients and notes."),
        Some(seen) if !seen.is_complete() => {
            tr("Its label lacks batch, ingredients or notes: ask the maker before using it.")
        }
        Some(_) => return None,
    };
    Some((ReminderKind::LabelNotSeen, text.to_owned()))
}

fn lot(shade: &Shade) -> Found {
    let missing = shade.lot.as_deref().is_none_or(|lot| lot.trim().is_empty());
    missing.then(|| {
        let text = tr("No lot is written down: cases cannot say which batch went into a client.");
        (ReminderKind::LotMissing, text.to_owned())
    })
}
