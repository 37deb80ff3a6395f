//! What the technician told about a healed result.

use jiff::civil::Date;

use crate::analysis::{HealedInputs, MeasuredHealed};
use crate::app::{Pipeline, Told, WorkError};
use crate::calibrate::{ChartPick, GreyPick};
use crate::library::ShadeLibrary;
use crate::optics::defaults::HEALED_DAYS;
use crate::photo::Photo;
use crate::region::Disc;
use crate::studio::{Entry, Mixture, Part, Subject, TissuePhoto, Zone};

/// What was put into the skin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SubjectTold {
    /// Marks that can be seen one by one.
    #[default]
    Mark,
    /// Skin with marks, from a distance.
    Area,
    /// An even tone.
    Wash,
}

/// A cup as it was mixed.
#[derive(Debug, Clone, PartialEq)]
pub struct CupTold {
    /// Ids of its bottles, with whole parts.
    pub parts: Vec<(String, u32)>,
    /// Parts of water to one part of pigment in all.
    pub water_parts: f64,
}

/// Everything that was told: small, undoable.
#[derive(Debug, Clone, PartialEq)]
pub struct HealedTold {
    /// The neutral reference.
    pub grey: Option<GreyPick>,
    /// The `ColorChecker`; goes before the neutral reference.
    pub chart: Option<ChartPick>,
    /// Skin beside the result, without hair and marks.
    pub tissue: Option<Disc>,
    /// Places of the result; none are still to be shown.
    pub results: Vec<Option<Disc>>,
    /// What they are.
    pub subject: SubjectTold,
    /// Marks on a square centimetre of an area.
    pub marks_per_cm2: f64,
    /// Where the result lies.
    pub zone: Zone,
    /// What was in the cup.
    pub cup: CupTold,
    /// The cup of an even tone under the marks.
    pub wash: Option<CupTold>,
    /// Days since the visit.
    pub days: f64,
    /// A code for the client.
    pub client: String,
    /// Anything worth keeping.
    pub note: String,
}

impl Default for CupTold {
    fn default() -> Self {
        Self { parts: Vec::new(), water_parts: 12.0 }
    }
}

impl Default for HealedTold {
    /// One mark in a scar, six weeks old.
    fn default() -> Self {
        Self {
            grey: None,
            chart: None,
            tissue: None,
            results: vec![None],
            subject: SubjectTold::default(),
            marks_per_cm2: 120.0,
            zone: Zone::Scar,
            cup: CupTold::default(),
            wash: None,
            days: 42.0,
            client: String::new(),
            note: String::new(),
        }
    }
}

impl CupTold {
    /// As the log keeps it, with the solids that its bottles have today; none when one is in no library.
    fn mixture(&self, library: &ShadeLibrary) -> Option<Mixture> {
        let part = |(id, parts): &(String, u32)| {
            let shade = library.shade(id)?;
            Some(Part { shade: id.clone(), parts: *parts, solids: Some(shade.solids) })
        };
        let parts: Vec<Part> = self.parts.iter().map(part).collect::<Option<_>>()?;
        (!parts.is_empty()).then_some(Mixture { parts, water_parts: self.water_parts })
    }
}

impl HealedTold {
    /// What the log calls it.
    #[must_use]
    pub fn log_subject(&self) -> Subject {
        match self.subject {
            SubjectTold::Mark => Subject::Mark,
            SubjectTold::Area => Subject::Area { marks_per_cm2: self.marks_per_cm2 },
            SubjectTold::Wash => Subject::Wash,
        }
    }

    /// Why it cannot be logged yet, apart from the reading.
    #[must_use]
    pub fn missing(&self, library: &ShadeLibrary) -> Option<&'static str> {
        if self.cup.mixture(library).is_none() {
            return Some("Tell which bottles were in the cup.");
        }
        let wash = self.wash.as_ref().filter(|_| self.subject != SubjectTold::Wash);
        if wash.is_some_and(|wash| wash.mixture(library).is_none()) {
            return Some("Tell which bottles were in the wash under the marks, or remove it.");
        }
        (self.days < HEALED_DAYS).then_some("Not healed yet: take the photo from day 28 on.")
    }

    /// The entry of the log; none while something is missing.
    #[must_use]
    pub fn entry(
        &self,
        id: String,
        date: Date,
        read: &MeasuredHealed,
        library: &ShadeLibrary,
    ) -> Option<Entry> {
        if self.missing(library).is_some() {
            return None;
        }
        let told = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let wash = self.wash.as_ref().filter(|_| self.subject != SubjectTold::Wash);
        Some(Entry {
            id,
            date: Some(date),
            client: told(&self.client),
            zone: self.zone,
            recipe: self.cup.mixture(library)?,
            wash: wash.and_then(|wash| wash.mixture(library)),
            subject: self.log_subject(),
            days: self.days,
            tissue: read.tissue,
            tissue_photo: TissuePhoto::Same,
            tone: read.tone,
            card: read.card(),
            note: told(&self.note),
        })
    }
}

impl Told for HealedTold {
    type Inputs = HealedInputs;
    type Read = MeasuredHealed;

    fn inputs(&self) -> Option<HealedInputs> {
        let results: Vec<Disc> = self.results.iter().copied().flatten().collect();
        let tissue = self.tissue.filter(|_| !results.is_empty())?;
        Some(HealedInputs {
            grey: self.grey,
            chart: self.chart,
            tissue,
            results,
            // How many marks there are says nothing of the colour that is read.
            subject: match self.subject {
                SubjectTold::Area => Subject::Area { marks_per_cm2: 0.0 },
                _ => self.log_subject(),
            },
        })
    }

    fn on_another_photo(self) -> Self {
        let results = vec![None; self.results.len().max(1)];
        Self { grey: None, chart: self.chart.map(ChartPick::searched), tissue: None, results, ..self }
    }

    fn read(
        pipeline: &dyn Pipeline,
        photo: &Photo,
        inputs: &HealedInputs,
    ) -> Result<MeasuredHealed, WorkError> {
        pipeline.measure_healed(photo, inputs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::Calibration;
    use crate::color::Lab;
    use crate::photo::PixelPos;

    #[test]
    fn an_entry_is_made_when_cup_and_days_are_told() {
        let library = &ShadeLibrary::bundled();
        let tissue = Lab::new(64.0, 11.0, 16.0);
        let reference = Calibration::uncalibrated().into();
        let read = MeasuredHealed { reference, tissue, tone: tissue, notes: Vec::new() };
        let date = jiff::civil::date(2026, 3, 1);
        let entry = |told: &HealedTold| told.entry("a".to_owned(), date, &read, library);
        let mut told = HealedTold::default();
        assert!(told.missing(library).is_some_and(|why| why.contains("bottles")) && entry(&told).is_none());
        told.cup.parts = vec![("carbon-150".to_owned(), 1)];
        let made = entry(&told).expect("everything is told");
        assert_eq!((made.days, made.client, made.recipe.water_parts), (42.0, None, 12.0));
        assert!(made.recipe.parts[0].solids.is_some());
        told.wash = Some(CupTold::default());
        assert!(told.missing(library).is_some_and(|why| why.contains("wash")));
        told.subject = SubjectTold::Wash;
        assert!(entry(&told).is_some_and(|made| made.wash.is_none()), "an even tone has no other below it");
        told.days = 20.0;
        assert!(told.missing(library).is_some_and(|why| why.contains("day 28")));
    }

    #[test]
    fn nothing_is_read_before_skin_and_result_are_shown() {
        let disc = Disc { center: PixelPos { x: 1.0, y: 1.0 }, radius: 9.0 };
        let mut told = HealedTold { tissue: Some(disc), ..HealedTold::default() };
        assert!(told.inputs().is_none());
        told.results = vec![None, Some(disc)];
        assert_eq!(told.inputs().map(|inputs| inputs.results.len()), Some(1));
        assert!(told.on_another_photo().inputs().is_none());
    }
}
