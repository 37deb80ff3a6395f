//! What a ColorChecker in the picture brings: on captures rendered from measured spectra, where the truth is
//! known, and on two real photos, where patches are left out.

#![expect(clippy::print_stdout, reason = "the figures are what the tests are for")]

#[path = "support/captures.rs"]
mod captures;
#[path = "support/chart_photos.rs"]
mod chart_photos;

use captures::{
    CAMERAS, Camera, PITCH, Spectrum, by_hand, card, corners, lab, median, other_card, picture,
    sensitivities, skins,
};
use chart_photos::chart_photos;
use scalp_shade::calibrate::{
    Calibration, CalibrationKind, ChartCalibration, ChartPick, Edition, GreyPick, calibrate_by_chart,
};
use scalp_shade::color::{Illuminant, LabInterval, delta_e_2000, lab_of};
use scalp_shade::photo::{LinearImage, PixelPos};

fn calibrated(image: &LinearImage) -> ChartCalibration {
    calibrate_by_chart(image, &by_hand(Edition::Before2014)).expect("a sound card")
}

/// How often the stated shared error's 80 % hold, by coordinate.
#[derive(Debug, Default, Clone, Copy)]
struct Stated {
    inside: [u32; 3],
    of: u32,
}

impl Stated {
    fn note(&mut self, camera: &Camera, calibration: &Calibration, skins: &[Spectrum]) {
        for skin in skins {
            let (seen, truth) = (lab_of(calibration.xyz(camera.capture(skin, 1.0))), lab(skin));
            let held = LabInterval::normal(seen, calibration.shared_sd.map(|sd| sd * sd)).holds(truth);
            self.inside = std::array::from_fn(|c| self.inside[c] + u32::from(held[c]));
            self.of += 1;
        }
    }

    fn percent(&self) -> [f64; 3] {
        self.inside.map(|inside| 100.0 * f64::from(inside) / f64::from(self.of.max(1)))
    }
}

/// How far skins lie from what they are.
fn errors(camera: &Camera, calibration: &Calibration, skins: &[Spectrum]) -> Vec<f64> {
    let seen = |skin| lab_of(calibration.xyz(camera.capture(skin, 1.0)));
    skins.iter().map(|skin| delta_e_2000(seen(skin), lab(skin))).collect()
}

/// Figures over cameras and lights, with and without automatic white balance.
struct Figures {
    /// Medians pooled.
    grey: f64,
    chart: f64,
    /// Largest median of a camera in a light.
    worst: f64,
    worse_than_grey: Vec<String>,
    /// How often the stated shared error holds, by a grey patch and by all.
    stated: [Stated; 2],
}

/// Skin in captures of a card: what the grey patch alone leaves, and what all 24 patches leave.
fn skin_beside(card_seen: &[Spectrum]) -> Figures {
    let (card, skins) = (card(), skins(80));
    let (mut all_grey, mut all_chart) = (Vec::new(), Vec::new());
    let mut figures = Figures {
        grey: 0.0,
        chart: 0.0,
        worst: 0.0,
        worse_than_grey: Vec::new(),
        stated: [Stated::default(); 2],
    };
    for (name, sensitivity) in CAMERAS.iter().zip(sensitivities()) {
        for lit in Illuminant::ALL {
            for automatic in [true, false] {
                let camera = Camera::new(&sensitivity, lit, automatic, &card);
                let image = picture(&camera, card_seen, |_, _| 1.0);
                let chart = calibrated(&image);
                let by_chart = errors(&camera, &chart.calibration, &skins);
                // The grey patch of L* 50 as the one reference.
                let (x, y) = (f64::from(4 * PITCH) + 8.5, f64::from(4 * PITCH) + 8.5);
                let l_star = lab(&card_seen[21]).l;
                let pick = GreyPick { center: PixelPos { x, y }, radius: 6.0, l_star };
                let grey = Calibration::from_grey(&image, &pick);
                if let Ok(grey) = &grey {
                    figures.stated[0].note(&camera, grey, &skins);
                }
                figures.stated[1].note(&camera, &chart.calibration, &skins);
                let by_grey = grey.as_ref().map(|grey| errors(&camera, grey, &skins));
                let here = median(by_chart.clone());
                let there = by_grey.as_ref().map(|errors| median(errors.clone()));
                let reading = chart.reading;
                println!(
                    "{name:6} {:7} auto {automatic:5}: grey {:.2?}, chart {here:.2} ({:?} on {}, fit {:.2}, left out {:.2})",
                    lit.name(),
                    there.as_ref().map_err(ToString::to_string),
                    reading.model,
                    reading.used,
                    reading.fit_delta_e,
                    reading.leave_one_out_delta_e,
                );
                figures.worst = figures.worst.max(here);
                if there.is_ok_and(|there| here > there) {
                    figures.worse_than_grey.push(format!("{name} {} {automatic}", lit.name()));
                }
                all_chart.extend(by_chart);
                all_grey.extend(by_grey.unwrap_or_default());
            }
        }
    }
    (figures.grey, figures.chart) = (median(all_grey), median(all_chart));
    let Figures { grey, chart, worst, worse_than_grey, stated } = &figures;
    let [by_grey, by_chart] = stated.map(|stated| stated.percent());
    println!("stated 80 % of L*, a*, b* hold: grey {by_grey:.0?} %, chart {by_chart:.0?} %");
    // By one card, which colours lie where the lights move them is a matter of luck; both together hold 79 and 78 %.
    let [_, a, b] = by_chart;
    assert!(
        [a, b].iter().all(|held| (60.0..=95.0).contains(held)),
        "the stated error holds {by_chart:.0?} %"
    );
    println!(
        "pooled: grey {grey:.2}, chart {chart:.2}, worst {worst:.2}; worse than grey {worse_than_grey:?}"
    );
    figures
}

/// The card whose spectra the correction of the references knows.
#[test]
fn skin_beside_the_known_card() {
    let Figures { grey, chart, worst, worse_than_grey, .. } = skin_beside(&card());
    assert!(grey <= 2.5, "grey card {grey:.2}");
    assert!(chart <= 1.1, "24 patches {chart:.2}");
    assert!(worst <= 3.0, "worst camera and light {worst:.2}");
    assert!(worse_than_grey.is_empty(), "the grey card alone did better: {worse_than_grey:?}");
}

/// A card whose spectra nothing here knows: measured by another hand on another card.
#[test]
fn skin_beside_another_card() {
    let figures = skin_beside(&other_card());
    assert!(figures.chart <= 1.5, "24 patches {:.2}", figures.chart);
    assert!(figures.worst <= 3.0, "worst camera and light {:.2}", figures.worst);
}

/// The two real photos, corners by hand.
#[test]
fn real_photos_by_hand() {
    for (name, image, corners) in chart_photos() {
        for edition in [Edition::Before2014, Edition::After2014] {
            let pick = ChartPick { corners: Some(corners), edition, ..ChartPick::default() };
            let chart = calibrate_by_chart(&image, &pick).expect("a sound card");
            let CalibrationKind::Chart(reading) = chart.calibration.kind else { panic!("set by a card") };
            let skin = reading.skin_held_out_delta_e.expect("skin patches are sound");
            println!(
                "{name} {edition:?}: {:?} on {} patches, fit {:.2}, left out {:.2}, skin left out {skin:.2}, light {:.0} % ({}), {:.4} mm/px",
                reading.model,
                reading.used,
                reading.fit_delta_e,
                reading.leave_one_out_delta_e,
                reading.light_percent,
                reading.light_corrected,
                reading.mm_per_px
            );
            assert!(reading.leave_one_out_delta_e <= 2.7, "{name} {:.2}", reading.leave_one_out_delta_e);
            assert!(skin <= 3.5, "{name} skin {skin:.2}");
            for patch in chart.patches.iter().filter(|patch| patch.dropped.is_some()) {
                println!("{name}: {} dropped, {:?}", patch.reference.name, patch.dropped);
            }
        }
    }
}

#[test]
fn corners_may_begin_anywhere_and_run_either_way() {
    let camera = Camera::new(&sensitivities()[0], Illuminant::D65, true, &card());
    let image = picture(&camera, &card(), |_, _| 1.0);
    let straight = calibrated(&image);
    for start in 0..4 {
        for backwards in [false, true] {
            let order = |i: usize| if backwards { (start + 4 - i) % 4 } else { (start + i) % 4 };
            let turned = std::array::from_fn(|i| corners()[order(i)]);
            let pick = ChartPick { corners: Some(turned), ..by_hand(Edition::Before2014) };
            let found = calibrate_by_chart(&image, &pick).expect("the same card");
            for (a, b) in found.reading.corners.iter().zip(straight.reading.corners) {
                assert!((a.x - b.x).hypot(a.y - b.y) < 0.1, "{start} {backwards}: {a:?} {b:?}");
            }
        }
    }
    let scale = straight.reading.mm_per_px;
    assert!((scale - 46.0 / f64::from(PITCH)).abs() < 0.05, "{scale} mm a pixel");
}
