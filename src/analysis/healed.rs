//! The tones of a healed result from its photo: the skin without marks, and what was put into it.

use super::reference::Reference;
use super::spot::{SpotError, Surface, read_spot};
use crate::blend::quantile;
use crate::calibrate::{Calibration, CalibrationError, CalibrationKind, ChartError, ChartPick, GreyPick};
use crate::color::Lab;
use crate::locale::{say, tr};
use crate::photo::LinearImage;
use crate::region::Disc;
use crate::studio::{Card, Subject};

/// What was told of a photo of a healed result.
#[derive(Debug, Clone, PartialEq)]
pub struct HealedInputs {
    /// The neutral reference, if one was shown.
    pub grey: Option<GreyPick>,
    /// The `ColorChecker`, if there is one; goes before the neutral reference.
    pub chart: Option<ChartPick>,
    /// Skin beside the result, without hair and marks.
    pub tissue: Disc,
    /// The result: marks, or places of the area or the even tone.
    pub results: Vec<Disc>,
    /// What they are.
    pub subject: Subject,
}

/// What was read on a healed photo.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredHealed {
    /// What set the colours.
    pub reference: Reference,
    /// The skin without marks.
    pub tissue: Lab,
    /// The result: the median over its places, by coordinate.
    pub tone: Lab,
    /// What to look at, each a sentence.
    pub notes: Vec<String>,
    /// What is asked before it is logged, when it hardly shows.
    pub doubt: Option<String>,
}

/// Why a healed result was not measured, in one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum HealedError {
    /// No place of it.
    #[error("{}", tr("the result was not shown: click the middle of a mark, or a place of the healed tone"))]
    NoResult,
    /// The grey card was refused.
    #[error(transparent)]
    Grey(#[from] CalibrationError),
    /// The `ColorChecker` was refused.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A place was refused.
    #[error(transparent)]
    Spot(#[from] SpotError),
}

impl MeasuredHealed {
    /// What set the colours, as the log names it.
    #[must_use]
    pub fn card(&self) -> Card {
        match self.reference.calibration.kind {
            // The log knows no profiles: by its error, one is nearest to a grey card.
            CalibrationKind::GreyCard(_) | CalibrationKind::Profile(_) => Card::Grey,
            CalibrationKind::Uncalibrated => Card::None,
            CalibrationKind::Chart(_) => Card::Chart,
        }
    }
}

/// Reads the skin and the result.
///
/// # Errors
/// When no place of the result was shown, or the reference or a place is not fit to be read.
pub fn measure_healed(image: &LinearImage, inputs: &HealedInputs) -> Result<MeasuredHealed, HealedError> {
    if inputs.results.is_empty() {
        return Err(HealedError::NoResult);
    }
    let reference = match (&inputs.chart, &inputs.grey) {
        (Some(pick), _) => Reference::of_chart(image, pick)?,
        (None, Some(pick)) => Reference::of_grey(image, pick)?,
        (None, None) => Calibration::uncalibrated().into(),
    };
    let surface = match inputs.subject {
        Subject::Mark => Surface::Mark,
        Subject::Area { .. } => Surface::MarkedSkin,
        Subject::Wash => Surface::Skin,
    };
    let name = |n: u32| match inputs.subject {
        Subject::Mark => say!("mark %{n}", n = n),
        Subject::Area { .. } => say!("place with marks %{n}", n = n),
        Subject::Wash => say!("place of the even tone %{n}", n = n),
    };
    let read =
        |disc: &Disc, surface, what: &str| read_spot(image, &reference.calibration, disc, surface, what);
    let tissue = read(&inputs.tissue, Surface::Skin, tr("the skin without marks"))?.lab;
    let tones = inputs.results.iter().zip(1..);
    let tones = tones.map(|(disc, n)| Ok(read(disc, surface, &name(n))?.lab));
    let tones: Vec<Lab> = tones.collect::<Result<_, SpotError>>()?;
    let middle = |of: fn(&Lab) -> f64| quantile(tones.iter().map(of), 0.5);
    let tone = Lab::new(middle(|lab| lab.l), middle(|lab| lab.a), middle(|lab| lab.b));
    let doubt = match reference.calibration.kind {
        CalibrationKind::GreyCard(reading) => reading.doubt(),
        _ => None,
    };
    let notes = doubt.into_iter().collect();
    Ok(MeasuredHealed { reference, tissue, tone, notes, doubt: inputs.subject.doubt(tissue, tone) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::PixelPos;

    fn disc(x: f64, y: f64, radius: f64) -> Disc {
        Disc { center: PixelPos { x, y }, radius }
    }

    /// Skin of a linear 0.3 with round marks of 0.1 every 20 pixels.
    fn marked_skin() -> LinearImage {
        // Linear 0.3 and 0.1 of 16 bits.
        let (skin, pigment) = (19_661, 6554);
        let pixels = (0..100u32).flat_map(|y| (0..200u32).map(move |x| (x, y))).map(|(x, y)| {
            let (dx, dy) = (f64::from(x % 20) - 9.5, f64::from(y % 20) - 9.5);
            let is_mark = x < 100 && dx.hypot(dy) < 4.0;
            [if is_mark { pigment } else { skin }; 3]
        });
        LinearImage::from_pixels(200, 100, pixels.collect()).expect("as many pixels as its size")
    }

    fn read(subject: Subject, results: Vec<Disc>) -> Result<MeasuredHealed, HealedError> {
        let tissue = disc(150.0, 50.0, 20.0);
        measure_healed(&marked_skin(), &HealedInputs { grey: None, chart: None, tissue, results, subject })
    }

    #[test]
    fn a_mark_an_area_and_the_skin_beside_them_are_read() {
        let mark = read(Subject::Mark, vec![disc(10.0, 10.0, 2.5), disc(30.0, 50.0, 2.5)]).expect("marks");
        assert_eq!(mark.card(), Card::None);
        assert!(mark.notes.is_empty() && mark.doubt.is_none(), "{mark:?}");
        // L* of a luminance of 0.3 and of 0.1.
        assert!((mark.tissue.l - 61.65).abs() < 0.1 && (mark.tone.l - 37.84).abs() < 0.1, "{mark:?}");
        let area = Subject::Area { marks_per_cm2: 100.0 };
        let area = read(area, vec![disc(50.0, 50.0, 40.0)]).expect("an area");
        let beside = read(Subject::Mark, vec![disc(120.0, 50.0, 2.5)]).expect("skin");
        assert!(beside.doubt.is_some_and(|asked| asked.contains("on a mark?")));
        let share = 52.0 / 400.0;
        let mean = 116.0 * (0.3 - 0.2_f64 * share).cbrt() - 16.0;
        assert!((area.tone.l - mean).abs() < 0.3, "{} for {mean}", area.tone.l);
    }

    #[test]
    fn bad_places_are_named() {
        let refused = |subject, results| read(subject, results).expect_err("it cannot be read").to_string();
        assert!(refused(Subject::Mark, Vec::new()).contains("was not shown"));
        let edge = refused(Subject::Mark, vec![disc(10.0, 10.0, 2.5), disc(12.0, 10.0, 6.0)]);
        assert!(edge.starts_with("mark 2 is uneven"), "{edge}");
        assert!(refused(Subject::Wash, vec![disc(12.0, 10.0, 6.0)]).starts_with("place of the even tone 1"));
        assert!(refused(Subject::Mark, vec![disc(10.0, 10.0, 0.8)]).contains("pixels"));
    }
}
