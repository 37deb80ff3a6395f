//! What is kept of a client.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Answer, Answered, CaseCode, PhotoHash, Question, SkinNow, SkinTest};
use crate::analysis::Inputs;
use crate::blend::HandPlan;
use crate::photo::PixelRect;
use crate::shelf::CupPlace;

/// A client's case: small, saved as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The client's code.
    pub code: CaseCode,
    /// Day it was begun.
    pub begun: Date,
    /// What is written down of the client and the scars.
    #[serde(default)]
    pub notes: String,
    /// What the client has agreed to.
    #[serde(default)]
    pub consents: Consents,
    /// What was asked before the first session.
    #[serde(default)]
    pub answers: Vec<Answered>,
    /// Tests before the first session.
    #[serde(default)]
    pub tests: Vec<SkinTest>,
    /// Day until which it is to be kept, where that is not left to the studio's years.
    #[serde(default)]
    pub keep_until: Option<Date>,
    /// Visits, oldest first.
    #[serde(default)]
    pub visits: Vec<Visit>,
}

/// One day with the client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// The day.
    pub day: Date,
    /// Whether the skin was tanned; none while it was not told.
    #[serde(default)]
    pub skin_now: Option<SkinNow>,
    /// Photos of that day, with what was marked and chosen on each.
    #[serde(default)]
    pub photos: Vec<VisitPhoto>,
    /// The plan that was decided on.
    #[serde(default)]
    pub plan: Option<HandPlan>,
    /// What was really mixed.
    #[serde(default)]
    pub mixed: Vec<Mixed>,
    /// When the client is to come again.
    #[serde(default)]
    pub next: Option<Date>,
    /// What is written down of the visit.
    #[serde(default)]
    pub notes: String,
}

/// A photo of a visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitPhoto {
    /// Name of the file in the case's folder `photos`.
    pub file: String,
    /// What its bytes add up to.
    pub hash: PhotoHash,
    /// How many bytes it has; 0 where that was not written down.
    #[serde(default)]
    pub bytes: u64,
    /// What was marked and chosen on it. Where it stands is in `file`.
    pub inputs: Inputs,
    /// Boxes, such as about a face, that are hidden in every picture that leaves the program.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<PixelRect>,
}

/// A cup that was mixed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mixed {
    /// Where it went.
    pub place: MixedPlace,
    /// Bottles with their parts and lots.
    pub bottles: Vec<MixedBottle>,
    /// Parts of water to one part of pigment in all.
    pub water_parts: f64,
    /// Volume of the cup, ml.
    pub cup_ml: f64,
}

/// Where a cup went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MixedPlace {
    /// All over the scar.
    ScarWash,
    /// Marks in the scar.
    ScarMarks,
    /// Marks in the skin around.
    SurroundMarks,
}

impl MixedPlace {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        CupPlace::from(self).title()
    }
}

/// A bottle in a cup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MixedBottle {
    /// Identifier of the shade.
    pub shade: String,
    /// What it was called then.
    pub name: String,
    /// Whole parts of it.
    pub parts: u32,
    /// Batch on the label; empty where none was written down.
    #[serde(default)]
    pub lot: String,
    /// It held titanium dioxide, which does not tan with the skin.
    #[serde(default)]
    pub titanium_dioxide: bool,
}

/// What a client has agreed to, each by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consents {
    /// That the case is kept, with its photos.
    #[serde(default)]
    pub record: Consent,
    /// That it is shown to teach.
    #[serde(default)]
    pub teaching: Consent,
    /// That it is shown to win clients.
    #[serde(default)]
    pub marketing: Consent,
}

/// One agreement with its days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Day it was given; none while it was not.
    #[serde(default)]
    pub given: Option<Date>,
    /// Day it was taken back.
    #[serde(default)]
    pub withdrawn: Option<Date>,
}

impl Case {
    /// A case without visits.
    #[must_use]
    pub fn new(code: CaseCode, begun: Date) -> Self {
        Self {
            code,
            begun,
            notes: String::new(),
            consents: Consents::default(),
            answers: Vec::new(),
            tests: Vec::new(),
            keep_until: None,
            visits: Vec::new(),
        }
    }

    /// What was answered to a question.
    #[must_use]
    pub fn answer(&self, question: Question) -> Answer {
        let answered = self.answers.iter().find(|answered| answered.question == question);
        answered.map_or(Answer::NotAsked, |answered| answered.answer)
    }

    /// How many questions were asked.
    #[must_use]
    pub fn asked(&self) -> usize {
        Question::ALL.into_iter().filter(|question| self.answer(*question) != Answer::NotAsked).count()
    }

    /// Writes an answer down in the place of the one there was.
    pub fn set_answer(&mut self, question: Question, answer: Answer, day: Date) {
        self.answers.retain(|answered| answered.question != question);
        if answer != Answer::NotAsked {
            self.answers.push(Answered { question, answer, day });
        }
    }

    /// Day of the last visit, or the day it was begun.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.visits.iter().map(|visit| visit.day).max().unwrap_or(self.begun)
    }

    /// Day the client is to come again: that of the last visit, if one was set.
    #[must_use]
    pub fn next_day(&self) -> Option<Date> {
        self.visits.iter().max_by_key(|visit| visit.day).and_then(|visit| visit.next)
    }

    /// The photo, by the places of its visit and of itself in it.
    #[must_use]
    pub fn photo(&self, (visit, photo): (usize, usize)) -> Option<&VisitPhoto> {
        self.visits.get(visit)?.photos.get(photo)
    }

    /// Hides these boxes in pictures of the photo, in the place of those that were hidden; nothing when there is no such
    /// photo.
    pub fn hide(&mut self, (visit, photo): (usize, usize), boxes: Vec<PixelRect>) {
        let photo = self.visits.get_mut(visit).and_then(|visit| visit.photos.get_mut(photo));
        if let Some(photo) = photo {
            photo.hidden = boxes;
        }
    }

    /// Place of the photo of this file name.
    #[must_use]
    pub fn place_named(&self, file: &str) -> Option<(usize, usize)> {
        self.visits.iter().enumerate().find_map(|(place, visit)| {
            let photo = visit.photos.iter().position(|photo| photo.file == file)?;
            Some((place, photo))
        })
    }

    /// The photo of this file name, with the day of its visit.
    #[must_use]
    pub fn photo_named(&self, file: &str) -> Option<(Date, &VisitPhoto)> {
        let (visit, photo) = self.place_named(file)?;
        let visit = self.visits.get(visit)?;
        Some((visit.day, visit.photos.get(photo)?))
    }

    /// The visit of this day, begun when there is none; its place.
    pub fn visit_on(&mut self, day: Date) -> usize {
        if let Some(place) = self.visits.iter().position(|visit| visit.day == day) {
            return place;
        }
        let place = self.visits.partition_point(|visit| visit.day < day);
        self.visits.insert(place, Visit::on(day));
        place
    }
}

impl Visit {
    /// The place of its last photo with a scar marked on it.
    #[must_use]
    pub fn marked_photo(&self) -> Option<usize> {
        self.photos.iter().rposition(|photo| !photo.inputs.regions.scars.is_empty())
    }

    /// A visit of which nothing is written down yet.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self {
            day,
            skin_now: None,
            photos: Vec::new(),
            plan: None,
            mixed: Vec::new(),
            next: None,
            notes: String::new(),
        }
    }
}

impl Consent {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(self, day: Date) -> bool {
        self.given.is_some_and(|given| given <= day) && self.withdrawn.is_none_or(|withdrawn| day < withdrawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_consent_holds_from_its_day_until_it_is_taken_back() {
        let consent = Consent { given: Some(date(2026, 3, 1)), withdrawn: Some(date(2026, 5, 1)) };
        assert!(!consent.holds_on(date(2026, 2, 28)));
        assert!(consent.holds_on(date(2026, 3, 1)) && consent.holds_on(date(2026, 4, 30)));
        assert!(!consent.holds_on(date(2026, 5, 1)));
        assert!(!Consent::default().holds_on(date(2026, 3, 1)));
    }

    #[test]
    fn visits_stand_in_the_order_of_their_days() {
        let mut case = Case::new(CaseCode::new("A").expect("a code"), date(2026, 1, 5));
        assert_eq!(case.visit_on(date(2026, 3, 1)), 0);
        assert_eq!(case.visit_on(date(2026, 1, 5)), 0);
        assert_eq!(case.visit_on(date(2026, 3, 1)), 1, "the same day is the same visit");
        assert_eq!(case.last_day(), date(2026, 3, 1));
        assert_eq!(case.next_day(), None);
    }
}
