//! Entries in words, for the command line and the window alike.

use super::entry::{Card, Entry, Mixture, Subject, Zone};
use crate::locale::{count, number, plain, say, tr};

impl Entry {
    /// What was measured, where, when and by what card: "mark in scar, day 42, grey card, client A7".
    #[must_use]
    pub fn words(&self) -> String {
        let subject = match (self.subject, self.zone) {
            (Subject::Mark, Zone::Scar) => tr("mark in scar").to_owned(),
            (Subject::Mark, Zone::Skin) => tr("mark in skin").to_owned(),
            (Subject::Area { marks_per_cm2 }, Zone::Scar) => {
                say!("area with %{n} marks per cm² in scar", n = number(marks_per_cm2, 0))
            }
            (Subject::Area { marks_per_cm2 }, Zone::Skin) => {
                say!("area with %{n} marks per cm² in skin", n = number(marks_per_cm2, 0))
            }
            (Subject::Wash, Zone::Scar) => tr("even tone in scar").to_owned(),
            (Subject::Wash, Zone::Skin) => tr("even tone in skin").to_owned(),
        };
        let card = match self.card {
            Card::None => tr("no card"),
            Card::Grey => tr("grey card"),
            Card::Chart => tr("chart##a ColorChecker"),
        };
        let mut words = vec![subject, say!("day %{day}", day = number(self.days, 0)), card.to_owned()];
        words.extend(self.client.as_ref().map(|client| say!("client %{client}", client = client)));
        words.join(", ")
    }
}

impl Mixture {
    /// "1 part my-black + 2 parts my-brown, 12 parts of water to one of pigment"; `name` puts an id into words.
    #[must_use]
    pub fn words(&self, name: &dyn Fn(&str) -> String) -> String {
        let parts = self.parts.iter().map(|part| {
            count!(part.parts, "%{n} part %{bottle}", "%{n} parts %{bottle}", bottle = name(&part.shade))
        });
        let water = match self.water_parts {
            0.0 => tr("no water").to_owned(),
            water => {
                say!("%{water} parts of water to one of pigment", water = plain(water))
            }
        };
        [parts.collect::<Vec<_>>().join(" + "), water].join(", ")
    }
}
