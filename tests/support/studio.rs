//! A studio without photos: finished tones and plans, and a pipeline that hands them out.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use scalp_shade::analysis::{
    BottleInputs, HealedInputs, Inputs, MeasuredBottle, MeasuredHealed, PhotoSource, Reference,
};
use scalp_shade::app::{Basis, LogChange, OpenedPhoto, Pipeline, PreviewRequest, Stages, WorkError};
use scalp_shade::blend::{HandPlan, Matching, OtherBottle, OtherBottles, PlanFigures, Proposal};
use scalp_shade::calibrate::{
    Calibration, CalibrationKind, ChartPatch, ChartPick, ChartReading, GreyPick, ModelKind, ProfileError,
    chart_grid, reference_patches,
};
use scalp_shade::library::{MeasuredShade, NewLibrary, ShadeLibrary};
use scalp_shade::optics::prior::Belief;
use scalp_shade::photo::{LinearImage, Photo, PhotoFacts, PixelPos};
use scalp_shade::preview::Preview;
use scalp_shade::progress::Progress;
use scalp_shade::region::{Regions, Scar, Shape};
use scalp_shade::studio::{Entry, StudioLog};
use scalp_shade::tone::Tones;
use scalp_shade::trust::PhotoTrust;

use crate::case::{calibration, matching, tones, trust};

/// Width and height of the studio's photo.
pub(crate) const SIZE: [u32; 2] = [1200, 900];

/// A place on the photo.
pub(crate) fn at(x: f64, y: f64) -> PixelPos {
    PixelPos { x, y }
}

/// What the pipeline does.
#[derive(Debug, Default)]
pub(crate) struct Studio {
    /// What is said of the photo; nothing speaks against it by default.
    pub(crate) trust: Option<PhotoTrust>,
    /// Measuring is refused with this sentence.
    pub(crate) refuse_tones: Option<String>,
    /// Matching lasts until it is cancelled.
    pub(crate) endless_match: bool,
    /// How long the bundled case takes to open.
    pub(crate) opening: Duration,
    /// Times that tones were measured.
    pub(crate) measured: AtomicUsize,
    /// Times that recipes were looked for.
    pub(crate) matched: AtomicUsize,
    /// Shades that recipes were last looked for among.
    pub(crate) bottles: AtomicUsize,
    /// 1 when they were last looked for by what healed results taught.
    pub(crate) by_belief: AtomicUsize,
}

impl Pipeline for Studio {
    fn open(&self, source: &PhotoSource) -> Result<OpenedPhoto, WorkError> {
        if matches!(source, PhotoSource::File(path) if path.exists()) {
            return Stages.open(source);
        }
        if let PhotoSource::File(path) = source
            && path.extension().is_some_and(|e| e == "cr3")
        {
            return Err(WorkError::Refused(
                "scalp.cr3 is a raw photo of a camera; export it as JPEG and open that.".to_owned(),
            ));
        }
        std::thread::sleep(self.opening);
        let pixels = vec![[30000, 20000, 15000]; SIZE[0] as usize * SIZE[1] as usize];
        let image = LinearImage::from_pixels(SIZE[0], SIZE[1], pixels).expect("as many pixels as its size");
        let photo = Photo { image: Arc::new(image), facts: PhotoFacts::of_rendered(SIZE[0], SIZE[1]) };
        let inputs = (*source == PhotoSource::Bundled).then(worked_inputs);
        Ok(OpenedPhoto { source: source.clone(), photo: Arc::new(photo), inputs })
    }

    fn read_library(&self, path: &Path) -> Result<ShadeLibrary, WorkError> {
        if path.exists() {
            return Stages.read_library(path);
        }
        if path.ends_with("broken.ron") {
            return Err(WorkError::Refused(
                "the shade library has 2 problems; mend them and try again\nline 3, column 9: no id; give one\n\
                 line 8, column 1: no solids; give some"
                    .to_owned(),
            ));
        }
        Ok(ShadeLibrary::bundled().shades().iter().take(3).cloned().collect())
    }

    fn calibrate(&self, inputs: &Inputs, photo: &Photo) -> Result<Reference, WorkError> {
        // The upper right corner is taken for glare.
        if inputs.grey.is_some_and(|pick| pick.center.x > 1100.0 && pick.center.y < 100.0) {
            return Err(WorkError::Refused("the card is clipped; click a darker place on it".to_owned()));
        }
        Ok(match (inputs.chart, inputs.grey, &inputs.profile) {
            (Some(pick), ..) => by_chart(pick),
            (None, None, Some(profile)) => {
                let refused = |error: ProfileError| WorkError::Refused(error.to_string());
                profile.calibrate(&photo.facts.camera).map_err(refused)?.into()
            }
            (None, grey, _) => calibration(grey).into(),
        })
    }

    fn check(&self, _inputs: &Inputs, _photo: &Photo, _calibration: &Calibration) -> PhotoTrust {
        self.trust.clone().unwrap_or_else(trust)
    }

    fn measure(
        &self,
        _inputs: &Inputs,
        _photo: &Photo,
        _calibration: &Calibration,
        _progress: &dyn Progress,
    ) -> Result<Tones, WorkError> {
        self.measured.fetch_add(1, Ordering::SeqCst);
        if let Some(why) = &self.refuse_tones {
            return Err(WorkError::Refused(why.clone()));
        }
        Ok(tones())
    }

    fn measure_bottle(&self, photo: &Photo, inputs: &BottleInputs) -> Result<MeasuredBottle, WorkError> {
        Stages.measure_bottle(photo, inputs)
    }

    fn save_shade(
        &self,
        into: &Path,
        shade: &MeasuredShade,
        replace: bool,
        new: NewLibrary,
    ) -> Result<ShadeLibrary, WorkError> {
        Stages.save_shade(into, shade, replace, new)
    }

    fn measure_healed(&self, photo: &Photo, inputs: &HealedInputs) -> Result<MeasuredHealed, WorkError> {
        Stages.measure_healed(photo, inputs)
    }

    fn studio_log(&self, path: &Path, change: &LogChange) -> Result<(StudioLog, Option<Entry>), WorkError> {
        Stages.studio_log(path, change)
    }

    fn preview(&self, request: &PreviewRequest, progress: &dyn Progress) -> Result<Preview, WorkError> {
        Stages.preview(request, progress)
    }

    fn judge(&self, plan: &HandPlan, basis: &Basis) -> Result<Proposal, WorkError> {
        Stages.judge(plan, basis)
    }

    fn find_others(&self, basis: &Basis, progress: &dyn Progress) -> Result<OtherBottles, WorkError> {
        // Without searching: a bottle that is there, and one that is not.
        let best = matching().proposals.first().map(PlanFigures::of);
        let other = |shade: &str, at_hand| OtherBottle {
            shade: shade.to_owned(),
            name: format!("{shade}, a bottle"),
            at_hand,
            with_it: best.map(|best| PlanFigures { score: best.score + 1.0, ..best }),
        };
        let id = basis.library.shades()[0].id.clone();
        if progress.report(0.5, "Trying other bottles").is_break() {
            return Err(WorkError::Cancelled);
        }
        Ok(OtherBottles { best, others: vec![other(&id, true), other("elsewhere", false)] })
    }

    fn find(
        &self,
        _inputs: &Inputs,
        _measured: (&Calibration, &Tones),
        library: &ShadeLibrary,
        learnt: Option<&Belief>,
        progress: &dyn Progress,
    ) -> Result<Matching, WorkError> {
        self.matched.fetch_add(1, Ordering::SeqCst);
        self.by_belief.store(usize::from(learnt.is_some()), Ordering::SeqCst);
        self.bottles.store(library.shades().len(), Ordering::SeqCst);
        loop {
            if !self.endless_match {
                return Ok(matching());
            }
            if progress.report(0.4, "Trying recipes") == ControlFlow::Break(()) {
                return Err(WorkError::Cancelled);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Corners of the card on the studio's photo.
pub(crate) fn card_corners() -> [PixelPos; 4] {
    [at(900.0, 600.0), at(1080.0, 600.0), at(1080.0, 720.0), at(900.0, 720.0)]
}

/// The studio's card, or one where it was put by hand; its third patch lies in the shade.
fn by_chart(pick: ChartPick) -> Reference {
    let corners = pick.corners.unwrap_or_else(card_corners);
    let grid = chart_grid(&corners).expect("four corners that span a card");
    let patches = reference_patches(pick.edition).iter().zip(grid).enumerate();
    let patches = patches.map(|(index, (reference, read))| ChartPatch {
        light: Some(1.0),
        reference: *reference,
        lab: reference.lab,
        read,
        dropped: (index == 2).then_some("in the shade"),
    });
    let reading = ChartReading {
        pick,
        corners,
        model: ModelKind::Matrix,
        used: 23,
        fit_delta_e: 1.2,
        leave_one_out_delta_e: 2.1,
        skin_held_out_delta_e: Some(1.7),
        light_percent: 9.0,
        light_corrected: true,
        light_toward_degrees: Some(90.0),
        mm_per_px: 0.1,
    };
    let calibration = Calibration { kind: CalibrationKind::Chart(reading), ..Calibration::uncalibrated() };
    Reference { calibration, patches: patches.collect() }
}

/// A case with a strip scar, a grey card and a scale.
pub(crate) fn worked_inputs() -> Inputs {
    let strip = [at(400.0, 400.0), at(800.0, 380.0), at(800.0, 430.0), at(400.0, 450.0)];
    let scar = Scar { name: "Scar 1".to_owned(), shapes: vec![Shape::Polygon(strip.to_vec())] };
    Inputs {
        regions: Regions { scars: vec![scar], ..Regions::default() },
        grey: Some(GreyPick { center: at(100.0, 100.0), radius: 20.0, l_star: 50.0 }),
        px_per_mm: Some(12.0),
        ..Inputs::default()
    }
}
