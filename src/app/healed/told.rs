//! What the technician told about a healed result.

use jiff::civil::Date;

use crate::analysis::{HealedInputs, MeasuredHealed};
use crate::app::{Pipeline, Told, WorkError};
use crate::blend::{HandCup, HandPlan, Job};
use crate::calibrate::{ChartPick, GreyPick};
use crate::library::ShadeLibrary;
use crate::locale::{keep, tr};
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
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CupTold {
    /// Ids of its bottles, with whole parts; an empty one is still to be chosen.
    pub parts: Vec<(String, u32)>,
    /// Parts of water to one part of pigment in all; none are still to be told.
    pub water_parts: Option<f64>,
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
    /// What was shown when it was said that a result that hardly shows is one all the same.
    pub confirmed: Option<Box<HealedInputs>>,
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
            confirmed: None,
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
        (!parts.is_empty()).then_some(Mixture { parts, water_parts: self.water_parts? })
    }

    /// Parts of pigment in all.
    #[must_use]
    pub fn pigment_parts(&self) -> u32 {
        self.parts.iter().map(|(_, parts)| parts).fold(0, |sum, parts| sum.saturating_add(*parts))
    }

    /// What is still to be told of it, in the words for this cup.
    fn missing(&self, library: &ShadeLibrary, words: &[&'static str; 4]) -> Option<&'static str> {
        let [none, unchosen, unknown, water] = words.map(tr);
        let known = |id: &str| library.shade(id).is_some();
        if self.parts.is_empty() {
            Some(tr(none))
        } else if self.parts.iter().any(|(id, _)| id.is_empty()) {
            Some(tr(unchosen))
        } else if !self.parts.iter().all(|(id, _)| known(id)) {
            Some(tr(unknown))
        } else {
            self.water_parts.is_none().then(|| tr(water))
        }
    }
}

impl From<&HandCup> for CupTold {
    fn from(cup: &HandCup) -> Self {
        Self {
            parts: cup.parts.iter().map(|part| (part.shade.clone(), part.parts)).collect(),
            water_parts: Some(f64::from(cup.water_parts)),
        }
    }
}

/// What is said of a cup that is not told: no bottle, one not chosen, one that is not there, no water.
const CUP_MISSING: [&str; 4] = [
    keep!("Tell which bottles were in the cup."),
    keep!("Choose every bottle of the cup, or remove it."),
    keep!("A bottle of the cup is not in the library in use: choose another, or change the library."),
    keep!("Tell how much water was in the cup; 0 when there was none."),
];
const WASH_MISSING: [&str; 4] = [
    keep!("Tell which bottles were in the wash under the marks, or remove it."),
    keep!("Choose every bottle of the wash, or remove it."),
    keep!("A bottle of the wash is not in the library in use: choose another, or change the library."),
    keep!("Tell how much water was in the wash; 0 when there was none."),
];

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
        let wash = self.wash.as_ref().filter(|_| self.subject != SubjectTold::Wash);
        let cup = self.cup.missing(library, &CUP_MISSING);
        let cups = cup.or_else(|| wash.and_then(|wash| wash.missing(library, &WASH_MISSING)));
        if cups.is_some() {
            return cups;
        }
        (self.days < HEALED_DAYS).then_some(tr("Not healed yet: take the photo from day 28 on."))
    }

    /// Whether what was shown was said to be the result, though it hardly shows.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.confirmed.is_some() && self.confirmed.as_deref() == self.inputs().as_ref()
    }

    /// Says so of what is shown now, or takes it back.
    pub fn confirm(&mut self, yes: bool) {
        self.confirmed = self.inputs().filter(|_| yes).map(Box::new);
    }

    /// Takes job, bottles, parts and water from a plan: for the scar, or for the skin around it, as the zone says.
    /// Nothing changes where the plan has no cup for the zone.
    pub fn take_plan(&mut self, plan: &HandPlan) {
        let scar = self.zone == Zone::Scar;
        let (dots, wash) = match plan.job {
            Job::Wash | Job::SkinTone => (None, plan.wash.as_ref()),
            _ if scar => (plan.dots.as_ref(), plan.wash.as_ref()),
            _ => (plan.surround.as_ref(), None),
        };
        match (dots, wash) {
            (Some(dots), wash) => {
                if self.subject == SubjectTold::Wash {
                    self.subject = SubjectTold::Mark;
                }
                self.cup = dots.into();
                self.wash = wash.map(CupTold::from);
                if scar && plan.marks_per_cm2 > 0.0 {
                    self.marks_per_cm2 = plan.marks_per_cm2;
                }
            }
            (None, Some(wash)) => {
                (self.subject, self.zone) = (SubjectTold::Wash, Zone::Scar);
                (self.cup, self.wash) = (wash.into(), None);
            }
            (None, None) => {}
        }
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
        let chart = self.chart.map(ChartPick::searched);
        Self { grey: None, chart, tissue: None, results, confirmed: None, ..self }
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
    use crate::blend::RecipePart;
    use crate::calibrate::Calibration;
    use crate::color::Lab;
    use crate::photo::PixelPos;

    #[test]
    fn an_entry_is_made_when_cup_and_days_are_told() {
        let library = &ShadeLibrary::bundled();
        let tissue = Lab::new(64.0, 11.0, 16.0);
        let reference = Calibration::uncalibrated().into();
        let read = MeasuredHealed { reference, tissue, tone: tissue, notes: Vec::new(), doubt: None };
        let date = jiff::civil::date(2026, 3, 1);
        let entry = |told: &HealedTold| told.entry("a".to_owned(), date, &read, library);
        let mut told = HealedTold::default();
        assert!(told.missing(library).is_some_and(|why| why.contains("bottles")) && entry(&told).is_none());
        for (parts, water, word) in [
            (vec![(String::new(), 1)], None, "Choose"),
            (vec![("of-another-studio".to_owned(), 1)], None, "not in the library"),
            (vec![("carbon-150".to_owned(), 1)], None, "how much water"),
        ] {
            (told.cup.parts, told.cup.water_parts) = (parts, water);
            assert!(told.missing(library).is_some_and(|why| why.contains(word)), "{word}");
        }
        told.cup.water_parts = Some(12.0);
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
    fn a_plan_fills_the_form_for_the_zone_it_is_told_of() {
        let cup = |shade: &str, water_parts| {
            let part = RecipePart { shade: shade.to_owned(), parts: 3 };
            HandCup { parts: vec![part], water_parts }
        };
        let mut plan = HandPlan {
            job: Job::WashAndDots,
            wash: Some(cup("wash", 60)),
            dots: Some(cup("dots", 12)),
            surround: Some(cup("around", 20)),
            marks_per_cm2: 144.0,
        };
        let mut told = HealedTold { subject: SubjectTold::Wash, ..HealedTold::default() };
        told.take_plan(&plan);
        assert_eq!((told.subject, told.marks_per_cm2), (SubjectTold::Mark, 144.0));
        assert_eq!(told.cup, CupTold { parts: vec![("dots".to_owned(), 3)], water_parts: Some(12.0) });
        assert_eq!(told.wash.as_ref().and_then(|wash| wash.water_parts), Some(60.0));
        told.zone = Zone::Skin;
        told.take_plan(&plan);
        assert_eq!((told.cup.water_parts, &told.wash), (Some(20.0), &None));
        (plan.job, plan.dots, plan.surround) = (Job::SkinTone, None, None);
        told.take_plan(&plan);
        assert_eq!(
            (told.subject, told.zone, told.cup.water_parts),
            (SubjectTold::Wash, Zone::Scar, Some(60.0))
        );
    }

    #[test]
    fn a_confirmation_is_of_what_was_shown() {
        let disc = |x| Some(Disc { center: PixelPos { x, y: 1.0 }, radius: 3.0 });
        let mut told = HealedTold { tissue: disc(1.0), results: vec![disc(9.0)], ..HealedTold::default() };
        told.confirm(true);
        assert!(told.is_confirmed());
        told.results = vec![disc(20.0)];
        assert!(!told.is_confirmed(), "another place has to be confirmed anew");
        told.confirm(false);
        assert!(told.confirmed.is_none());
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
