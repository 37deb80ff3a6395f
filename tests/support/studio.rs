//! A studio without photos: finished tones and plans, and a pipeline that hands them out.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use scalp_shade::analysis::{Inputs, PhotoSource};
use scalp_shade::app::{OpenedPhoto, Pipeline, WorkError};
use scalp_shade::blend::{
    ErrorRange, Interval, Job, JobChoice, Matching, Metamerism, Proposal, ProposalKind, Recipe, RecipePart,
    Seen, Sensitivity, Timeline, Warning, WarningKind, ZonePlan, ZonesApart,
};
use scalp_shade::calibrate::{Calibration, CalibrationKind, GreyPick, GreyReading};
use scalp_shade::color::Lab;
use scalp_shade::photo::{LinearImage, Photo, PhotoFacts, PixelPos};
use scalp_shade::progress::Progress;
use scalp_shade::region::{Regions, Scar, Shape};
use scalp_shade::tone::{
    Follicle, LightGradient, NotResolved, Rejected, Scale, ScaleSource, ScarTone, Tone, Tones,
};

/// Width and height of the studio's photo.
pub(crate) const SIZE: [u32; 2] = [1200, 900];

/// A place on the photo.
pub(crate) fn at(x: f64, y: f64) -> PixelPos {
    PixelPos { x, y }
}

/// What the pipeline does.
#[derive(Debug, Default)]
pub(crate) struct Studio {
    /// Measuring is refused with this sentence.
    pub(crate) refuse_tones: Option<String>,
    /// Matching lasts until it is cancelled.
    pub(crate) endless_match: bool,
    /// Times that tones were measured.
    pub(crate) measured: AtomicUsize,
    /// Times that recipes were looked for.
    pub(crate) matched: AtomicUsize,
}

impl Pipeline for Studio {
    fn open(&self, source: &PhotoSource) -> Result<OpenedPhoto, WorkError> {
        if let PhotoSource::File(path) = source
            && path.extension().is_some_and(|e| e == "cr3")
        {
            return Err(WorkError::Refused(
                "scalp.cr3 is a raw photo of a camera; export it as JPEG and open that.".to_owned(),
            ));
        }
        let pixels = vec![[30000, 20000, 15000]; SIZE[0] as usize * SIZE[1] as usize];
        let image = LinearImage::from_pixels(SIZE[0], SIZE[1], pixels).expect("as many pixels as its size");
        let photo = Photo { image: Arc::new(image), facts: PhotoFacts::of_rendered(SIZE[0], SIZE[1]) };
        let inputs = (*source == PhotoSource::Bundled).then(worked_inputs);
        Ok(OpenedPhoto { source: source.clone(), photo: Arc::new(photo), inputs })
    }

    fn measure(
        &self,
        inputs: &Inputs,
        _photo: &Photo,
        _progress: &dyn Progress,
    ) -> Result<(Calibration, Tones), WorkError> {
        self.measured.fetch_add(1, Ordering::SeqCst);
        if let Some(why) = &self.refuse_tones {
            return Err(WorkError::Refused(why.clone()));
        }
        Ok((calibration(inputs.grey), tones()))
    }

    fn find(
        &self,
        _inputs: &Inputs,
        _calibration: &Calibration,
        _tones: &Tones,
        progress: &dyn Progress,
    ) -> Result<Matching, WorkError> {
        self.matched.fetch_add(1, Ordering::SeqCst);
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

    fn shade_name(&self, id: &str) -> String {
        format!("Reference {id}")
    }
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

/// Calibrated when there is a card.
pub(crate) fn calibration(grey: Option<GreyPick>) -> Calibration {
    let kind = grey.map_or(CalibrationKind::Uncalibrated, |pick| {
        CalibrationKind::GreyCard(GreyReading { pick, pixels: 1200, exposure: 1.1, cast_chroma: 3.0 })
    });
    Calibration { kind, ..Calibration::uncalibrated() }
}

fn tone(l: f64, a: f64, b: f64) -> Tone {
    Tone {
        lab: Lab::new(l, a, b),
        spread: [2.1, 1.0, 1.4],
        covariance: [[0.0; 3]; 3],
        pixels: 12_345,
        rejected: Rejected { glare: 340, ..Rejected::default() },
    }
}

/// The fair skin with the pale scar that the specification works with.
pub(crate) fn tones() -> Tones {
    let hair =
        NotResolved { reason: "hairs are narrower than two pixels".to_owned(), needed_px_per_mm: Some(29.0) };
    Tones {
        scars: vec![ScarTone { name: "Scar 1".to_owned(), skin: tone(73.6, 6.04, 16.4) }],
        planned_scar: 0,
        bare_skin: tone(64.27, 11.5, 16.5),
        hair: Err(hair),
        follicle: Ok(Follicle { tone: tone(47.7, 8.77, 12.38), measured: true }),
        area_average: tone(59.03, 10.69, 15.28),
        cover: 0.2,
        cover_sd: 0.02,
        hairs: None,
        scale: Some(Scale { px_per_mm: 12.0, source: ScaleSource::Given }),
        light: LightGradient { percent: 21.0 },
        notes: vec!["Glare was left out.".to_owned()],
    }
}

fn zone() -> ZonePlan {
    let recipe = Recipe {
        parts: vec![
            RecipePart { shade: "black".to_owned(), parts: 3 },
            RecipePart { shade: "brown".to_owned(), parts: 1 },
        ],
        water_parts: 14,
        cup_ml: 1.0,
        ml: vec![0.05, 0.02, 0.93],
        text: "1 part pigment + 14 parts water (15 parts)".to_owned(),
    };
    let seen =
        |mark: f64, area: f64| Seen { mark: Some(Lab::new(mark, 3.0, 6.0)), area: Lab::new(area, 9.0, 14.0) };
    let error = |delta_e: f64| ErrorRange {
        delta_e,
        interval_80: Interval { low: delta_e * 0.5, high: delta_e * 2.0 },
        delta_l: 2.1,
    };
    ZonePlan {
        wash: None,
        dots: Some(recipe),
        marks_per_cm2: 120.0,
        cover: 0.03,
        target: seen(47.7, 59.0),
        timeline: Timeline {
            fresh: seen(35.0, 57.0),
            healed: seen(48.3, 60.0),
            year_1: seen(52.0, 61.0),
            year_3: seen(56.0, 62.0),
        },
        mark_error: Some(error(2.34)),
        area_error: error(3.42),
        p_acceptable: 0.72,
        p_too_dark: 0.11,
        sensitivity: vec![Sensitivity {
            shade: "black".to_owned(),
            delta_l: -1.3,
            delta_e: 1.2,
            less_delta_l: 1.6,
            less_delta_e: 1.5,
            in_wash: false,
        }],
        metamerism: Metamerism { a: 0.8, fl11: 1.2, led_b3: 0.7 },
    }
}

/// Two plans, one with a warning.
pub(crate) fn matching() -> Matching {
    let plan = |kind| Proposal {
        kind,
        also: Vec::new(),
        score: 2.0,
        scar: zone(),
        surround: Some(zone()),
        zones_apart: ZonesApart { marks: [1.0; 4], areas: [2.0; 4], feather_worst: [2.0; 4] },
        warnings: vec![Warning {
            kind: WarningKind::Laser,
            text: "Iron oxide can darken under a laser; tell the client.".to_owned(),
        }],
        why: "It comes closest to the follicle without reading blue.".to_owned(),
    };
    Matching {
        job: JobChoice { kind: Job::Dots, why: "The hair is short and dots reach the area.".to_owned() },
        proposals: vec![plan(ProposalKind::BestMatch), plan(ProposalKind::FirstSession)],
        recipes_considered: 1000,
        notes: Vec::new(),
    }
}

/// Looks again and again until something is there, for at most ten seconds.
pub(crate) fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(10), "nothing came");
        std::thread::sleep(Duration::from_millis(2));
    }
}
