//! A dilution ladder from a photo of drawdowns.

use super::spot::{SpotError, Surface, read_spot};
use crate::calibrate::Calibration;
use crate::color::Lab;
use crate::locale::{plain, say, tr};
use crate::optics::Rung;
use crate::photo::LinearImage;
use crate::region::Disc;

/// Where the technician clicked.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderPicks {
    /// A bare spot of the card.
    pub card: Disc,
    /// Parts of water of each drawdown, and a spot on it.
    pub rungs: Vec<(f64, Disc)>,
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredLadder {
    /// Colour of the card.
    pub card: Lab,
    /// The drawdowns by rising dilution.
    pub rungs: Vec<Rung>,
}

/// Reads the card and every drawdown. Colours are rounded to hundredths, as they are written to files.
///
/// # Errors
/// When a spot is not fit to be read, or two overlap.
pub fn measure_ladder(
    image: &LinearImage,
    calibration: &Calibration,
    picks: &LadderPicks,
) -> Result<MeasuredLadder, SpotError> {
    let mut places = vec![(tr("the card").to_owned(), picks.card)];
    places.extend(picks.rungs.iter().map(|(water, disc)| (rung_name(*water), *disc)));
    for (index, (what, disc)) in places.iter().enumerate() {
        if let Some((other, _)) = places.iter().skip(index + 1).find(|(_, other)| overlap(disc, other)) {
            return Err(SpotError::Overlap { what: what.clone(), other: other.clone() });
        }
    }
    let read = |disc: &Disc, what: &str| {
        read_spot(image, calibration, disc, Surface::Even, what).map(|spot| rounded(spot.lab))
    };
    let card = read(&picks.card, tr("the card"))?;
    let mut rungs = Vec::with_capacity(picks.rungs.len());
    for (water_parts, disc) in &picks.rungs {
        let lab = read(disc, &rung_name(*water_parts))?;
        rungs.push(Rung { water_parts: *water_parts, lab });
    }
    rungs.sort_by(|a, b| a.water_parts.total_cmp(&b.water_parts));
    Ok(MeasuredLadder { card, rungs })
}

fn rung_name(water_parts: f64) -> String {
    say!("the drawdown at %{water} parts of water", water = plain(water_parts))
}

fn overlap(a: &Disc, b: &Disc) -> bool {
    (a.center.x - b.center.x).hypot(a.center.y - b.center.y) < a.radius + b.radius
}

fn rounded(lab: Lab) -> Lab {
    // No "-0".
    let hundredths = |value: f64| (value * 100.0).round() / 100.0 + 0.0;
    Lab::new(hundredths(lab.l).clamp(0.0, 100.0), hundredths(lab.a), hundredths(lab.b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::PixelPos;

    fn disc(x: f64, radius: f64) -> Disc {
        Disc { center: PixelPos { x, y: 20.0 }, radius }
    }

    #[test]
    fn rungs_are_read_by_rising_dilution_and_spots_may_not_overlap() {
        let pixel = |x: u32| {
            if x < 40 {
                [40_000; 3]
            } else if x < 80 {
                [3_000; 3]
            } else {
                [15_000; 3]
            }
        };
        let pixels = (0..40).flat_map(|_| (0..120).map(pixel)).collect();
        let image = LinearImage::from_pixels(120, 40, pixels).expect("120 by 40 pixels");
        let calibration = Calibration::uncalibrated();
        let mut picks = LadderPicks {
            card: disc(20.0, 12.0),
            rungs: vec![(50.0, disc(100.0, 12.0)), (5.0, disc(60.0, 12.0))],
        };
        let ladder = measure_ladder(&image, &calibration, &picks).expect("three even spots");
        assert_eq!(ladder.rungs.iter().map(|rung| rung.water_parts).collect::<Vec<_>>(), [5.0, 50.0]);
        assert!(ladder.card.l > ladder.rungs[1].lab.l && ladder.rungs[1].lab.l > ladder.rungs[0].lab.l);
        picks.rungs[0].1 = disc(62.0, 10.0);
        let error = measure_ladder(&image, &calibration, &picks).expect_err("they overlap").to_string();
        assert!(error.contains("at 50 parts") && error.contains("at 5 parts"), "{error}");
    }
}
