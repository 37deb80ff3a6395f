//! Entries in words, for the command line and the window alike.

use super::entry::{Card, Entry, Mixture, Subject, Zone};

impl Entry {
    /// What was measured, where, when and by what card: "mark in scar, day 42, grey card, client A7".
    #[must_use]
    pub fn words(&self) -> String {
        let zone = if self.zone == Zone::Scar { "scar" } else { "skin" };
        let subject = match self.subject {
            Subject::Mark => String::from("mark"),
            Subject::Area { marks_per_cm2 } => format!("area with {marks_per_cm2:.0} marks per cm²"),
            Subject::Wash => String::from("even tone"),
        };
        let card = match self.card {
            Card::None => "no card",
            Card::Grey => "grey card",
            Card::Chart => "chart",
        };
        let client = self.client.as_ref().map(|client| format!(", client {client}")).unwrap_or_default();
        format!("{subject} in {zone}, day {:.0}, {card}{client}", self.days)
    }
}

impl Mixture {
    /// "1 part my-black + 2 parts my-brown, 12 parts of water to one of pigment"; `name` puts an id into words.
    #[must_use]
    pub fn words(&self, name: &dyn Fn(&str) -> String) -> String {
        let noun = |parts: u32| if parts == 1 { "part" } else { "parts" };
        let parts = self.parts.iter();
        let parts = parts.map(|part| format!("{} {} {}", part.parts, noun(part.parts), name(&part.shade)));
        let water = match self.water_parts {
            0.0 => String::from("no water"),
            water => format!("{water} parts of water to one of pigment"),
        };
        format!("{}, {water}", parts.collect::<Vec<_>>().join(" + "))
    }
}
