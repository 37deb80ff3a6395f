//! When a session may be followed by a darker one, and the dates of a case for a calendar.

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::{Case, Visit};
use crate::locale::{fixed, say, tr};
use crate::optics::defaults::HEALED_DAYS;

/// The first day on which marks of a session can be judged as healed.
///
/// Source: `matching.md` section 5; histology of scars stable from 4 weeks on (`domain.md` section 3).
#[must_use]
pub fn healed_on(session: Date) -> Date {
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of days")]
    let days = HEALED_DAYS as i64;
    session.checked_add(Span::new().days(days)).unwrap_or(Date::MAX)
}

/// Ends a line of a calendar file (RFC 5545, 3.1).
const LINE_END: &str = "\r\n";

/// Whether a darker session may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Nothing was done yet: the first session is light and sparse.
    First,
    /// Nothing was done yet but the colour test of this day, of which healed marks were photographed.
    Tested(Date),
    /// Healed marks of the session of this day were not photographed yet; from the second day on they can be.
    Healing(Date, Date),
    /// There is a photo of healed marks of the session of this day.
    Open(Date),
}

impl Gate {
    /// Whether the scar may be done darker than a light first session.
    #[must_use]
    pub fn allows_darker(self) -> bool {
        matches!(self, Self::Tested(_) | Self::Open(_))
    }
}

impl Case {
    /// Whether a session may go darker than the last: only after a photo of its marks at 28 days or later. A colour test
    /// that was photographed as late stands for them before the first session, and not after it.
    #[must_use]
    pub fn gate(&self) -> Gate {
        let sessions = self.visits.iter().filter(|visit| !visit.mixed.is_empty()).map(|visit| visit.day);
        let Some(last) = sessions.max() else {
            return self.colour_tested().map_or(Gate::First, Gate::Tested);
        };
        let healed = healed_on(last);
        let seen = self.visits.iter().any(|visit| visit.day >= healed && !visit.photos.is_empty());
        if seen { Gate::Open(last) } else { Gate::Healing(last, healed) }
    }

    /// The same as it stands before the session of this day itself.
    #[must_use]
    pub fn gate_before(&self, day: Date) -> Gate {
        let mut before = self.clone();
        before.visits.retain(|visit| visit.day <= day);
        if let Some(visit) = before.visits.last_mut().filter(|visit| visit.day == day) {
            visit.mixed.clear();
        }
        before.gate()
    }

    /// The coming visits as an iCalendar file (RFC 5545), a day each, under the client's code.
    #[must_use]
    pub fn calendar(&self, today: Date, now: Timestamp) -> String {
        let days = self.visits.iter().filter_map(|visit| visit.next).filter(|day| *day >= today);
        let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let events = days.map(|day| {
            let basic = day.strftime("%Y%m%d");
            let end = day.tomorrow().unwrap_or(day).strftime("%Y%m%d");
            // A code holds letters, figures, "-", "_" and spaces, so nothing in it has to be escaped.
            let summary = say!("Scalp Shade: case %{code}", code = self.code);
            let code = self.code.as_str().replace(' ', "_");
            let lines = [
                String::from("BEGIN:VEVENT"),
                format!("UID:{basic}-{code}@scalp-shade"),
                format!("DTSTAMP:{stamp}"),
                format!("DTSTART;VALUE=DATE:{basic}"),
                format!("DTEND;VALUE=DATE:{end}"),
                format!("SUMMARY:{summary}"),
                String::from("END:VEVENT"),
            ];
            lines.map(|line| line + LINE_END).concat()
        });
        let events: String = events.collect();
        [
            fixed!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Scalp Shade//EN\r\n"),
            &events,
            "END:VCALENDAR\r\n",
        ]
        .concat()
    }
}

impl Visit {
    /// Notes that its plan did not wait for healed marks, or no longer does.
    pub fn note_haste(&mut self, hasty: bool) {
        let told = tr("chosen before healed marks were photographed");
        let others = self.notes.lines().filter(|line| *line != told);
        self.notes = others.chain(hasty.then_some(told)).collect::<Vec<_>>().join("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CaseCode, ColourTest, Mixed, MixedPlace, PhotoHash, SkinTest, VisitPhoto};
    use super::*;
    use crate::analysis::Inputs;
    use jiff::civil::date;

    fn case() -> Case {
        let mut case = Case::new(CaseCode::new("A 17").expect("a code"), date(2026, 1, 5));
        case.visit_on(date(2026, 1, 5));
        case
    }

    fn photo() -> VisitPhoto {
        named("a.jpg")
    }

    fn named(file: &str) -> VisitPhoto {
        let (hash, inputs) = (PhotoHash::of(b"a"), Inputs::default());
        VisitPhoto { file: file.to_owned(), hash, bytes: 1, inputs, hidden: Vec::new() }
    }

    #[test]
    fn darker_only_after_a_photo_of_healed_marks() {
        let mut case = case();
        assert_eq!(case.gate(), Gate::First);
        let mixed =
            Mixed { place: MixedPlace::ScarMarks, bottles: Vec::new(), water_parts: 20.0, cup_ml: 1.0 };
        case.visits[0].mixed.push(mixed);
        let closed = Gate::Healing(date(2026, 1, 5), date(2026, 2, 2));
        assert_eq!(case.gate(), closed);
        let early = case.visit_on(date(2026, 2, 1));
        case.visits[early].photos.push(photo());
        assert_eq!(case.gate(), closed, "27 days are too early");
        let healed = case.visit_on(date(2026, 2, 2));
        assert_eq!(case.gate(), closed, "a visit without a photo tells nothing");
        case.visits[healed].photos.push(photo());
        assert_eq!(case.gate(), Gate::Open(date(2026, 1, 5)));
    }

    #[test]
    fn a_colour_test_that_was_seen_healed_counts_before_the_first_session() {
        let mut case = case();
        let test = ColourTest { healed: Some(String::from("b.jpg")), ..ColourTest::on(date(2026, 1, 5)) };
        case.tests.push(SkinTest::Colour(test));
        assert_eq!(case.gate(), Gate::First, "the photo is not in the case");
        let early = case.visit_on(date(2026, 2, 1));
        case.visits[early].photos.push(named("b.jpg"));
        assert_eq!(case.gate(), Gate::First, "27 days are too early");
        let moved = case.visits[early].photos.remove(0);
        let late = case.visit_on(date(2026, 2, 2));
        case.visits[late].photos.push(moved);
        assert_eq!(case.gate(), Gate::Tested(date(2026, 1, 5)));
        let mixed =
            Mixed { place: MixedPlace::ScarMarks, bottles: Vec::new(), water_parts: 20.0, cup_ml: 1.0 };
        case.visits[late].mixed.push(mixed);
        assert!(!case.gate().allows_darker(), "marks of the session itself are to be seen");
    }

    #[test]
    fn a_session_does_not_wait_for_itself() {
        let mut case = case();
        let (first, healed) = (date(2026, 1, 5), date(2026, 2, 2));
        let mixed =
            Mixed { place: MixedPlace::ScarMarks, bottles: Vec::new(), water_parts: 20.0, cup_ml: 1.0 };
        case.visits[0].mixed.push(mixed.clone());
        assert_eq!(case.gate_before(first), Gate::First);
        let visit = case.visit_on(healed);
        case.visits[visit].photos.push(photo());
        case.visits[visit].mixed.push(mixed);
        assert_eq!((case.gate_before(healed), case.gate_before(first)), (Gate::Open(first), Gate::First));
        let visit = &mut case.visits[visit];
        visit.notes = String::from("bled a little");
        for _ in 0..2 {
            visit.note_haste(true);
        }
        assert_eq!(visit.notes, "bled a little\nchosen before healed marks were photographed");
        visit.note_haste(false);
        assert_eq!(visit.notes, "bled a little");
    }

    #[test]
    fn a_calendar_holds_what_is_to_come() {
        let mut case = case();
        case.visits[0].next = Some(date(2026, 2, 2));
        let text = case.calendar(date(2026, 1, 5), Timestamp::UNIX_EPOCH);
        assert!(text.contains("DTSTART;VALUE=DATE:20260202\r\nDTEND;VALUE=DATE:20260203\r\n"), "{text}");
        assert!(text.contains("DTSTAMP:19700101T000000Z") && text.contains("UID:20260202-A_17@"), "{text}");
        assert_eq!(text.matches("BEGIN:").count(), text.matches("END:").count());
        assert!(
            !case.calendar(date(2026, 3, 1), Timestamp::UNIX_EPOCH).contains("VEVENT"),
            "past days are left out"
        );
    }
}
