//! What became of the pixels of each zone, in words and as a histogram.

use super::ToneRow;
use crate::analysis::{count, percent};
use crate::tone::{LIGHTNESS_BINS, LightnessHistogram, PixelUse, Tones};
use crate::ui::widgets::{HistogramMark, HistogramPart, PartFill, ToneHistogram};

/// Share of all pixels that may lie beyond either end of what is shown.
const BEYOND: f64 = 0.002;

/// "2 %", and "under 1 %" for what is there and would be rounded away.
fn share(of: f64) -> String {
    if of > 0.0 && of < 0.005 { "under 1 %".to_owned() } else { percent(of) }
}

/// What was left out of a zone, by reason: "2 % glare", "1 % too dark".
pub(super) fn left_out(found: &LightnessHistogram) -> Vec<String> {
    let name = |of: PixelUse| match of {
        PixelUse::Border => "edge",
        PixelUse::Clipped => "clipped",
        PixelUse::Glare => "glare",
        PixelUse::DeepShade => "too dark",
        PixelUse::Outlier => "unlike the rest",
        PixelUse::Skin | PixelUse::Between | PixelUse::Hair | PixelUse::Excluded => "",
    };
    let reasons = PixelUse::LEFT_OUT.into_iter().filter(|&of| found.count(of) > 0);
    reasons.map(|of| format!("{} {}", share(found.share(of)), name(of))).collect()
}

/// The histograms of all zones, on one axis.
pub(super) fn histograms(tones: &Tones, rows: &[ToneRow]) -> Vec<ToneHistogram> {
    let scars = tones.scars.iter().enumerate();
    let scars = scars.filter_map(|(i, scar)| Some((scar.name.as_str(), tones.lightness_of_scar(i)?, true)));
    let surround = tones.lightness_of_surround().map(|found| ("Surround", found, false));
    let zones: Vec<(&str, &LightnessHistogram, bool)> = scars.chain(surround).collect();
    let marks: Vec<HistogramMark> = (1..)
        .zip(rows)
        .filter_map(|(number, row)| {
            let described = format!("{number} {} {}", row.name, row.figures);
            Some(HistogramMark { mark: number.to_string(), described, level: row.lab?.l })
        })
        .collect();
    let span = span(&zones.iter().map(|zone| zone.1).collect::<Vec<_>>(), &marks);
    let own = |i: usize| rows.get(i).map_or_else(String::new, |row| level(&row.figures));
    zones
        .into_iter()
        .enumerate()
        .map(|(i, (name, found, scar))| {
            let parts = parts(found, scar);
            // The row after all scars is bare skin.
            let described = described(name, &own(i), (found, &parts));
            ToneHistogram {
                title: format!("{name}: pixels by lightness"),
                parts,
                marks: marks.clone(),
                span,
                described,
            }
        })
        .collect()
}

/// "L* 64.3" of "L* 64.3  a* 11.5  b* 16.5".
fn level(figures: &str) -> String {
    figures.split("  ").next().unwrap_or_default().to_owned()
}

fn parts(found: &LightnessHistogram, scar: bool) -> Vec<HistogramPart> {
    let [skin, between, hair] = if scar {
        ["Skin", "Other skin", "Under hair"]
    } else {
        ["Bare skin", "Between skin and hair", "Hair"]
    };
    let one = |fill, uses: &[PixelUse], name: &str| {
        let shares: f64 = uses.iter().map(|&of| found.share(of)).sum();
        let bins = (0..LIGHTNESS_BINS).map(|bin| uses.iter().map(|&of| found.bins(of)[bin]).sum()).collect();
        HistogramPart { fill, bins, words: format!("{name} {}", share(shares)) }
    };
    let mut all = vec![
        one(PartFill::Skin, &[PixelUse::Skin], skin),
        one(PartFill::Between, &[PixelUse::Between], between),
        one(PartFill::Hair, &[PixelUse::Hair], hair),
        one(PartFill::LeftOut, &PixelUse::LEFT_OUT, "Left out"),
    ];
    let reasons = left_out(found);
    if let (Some(last), false) = (all.last_mut(), reasons.is_empty()) {
        last.words = format!("{}: {}", last.words, reasons.join(", "));
    }
    all.retain(|part| part.bins.iter().any(|&count| count > 0));
    all
}

fn described(name: &str, level: &str, (found, parts): (&LightnessHistogram, &[HistogramPart])) -> String {
    let words: Vec<String> = parts.iter().map(|part| part.words.to_lowercase()).collect();
    format!(
        "{name}: skin around {level}; of {} pixels {}. Higher bars stand for more pixels, by the square root",
        count(found.total()),
        words.join("; ")
    )
}

/// Tens of L* between which nearly all pixels and all tones lie.
fn span(found: &[&LightnessHistogram], marks: &[HistogramMark]) -> [f64; 2] {
    let all: Vec<u64> = (0..LIGHTNESS_BINS)
        .map(|bin| {
            let of_bin = |one: &&LightnessHistogram| -> u64 {
                PixelUse::ALL.into_iter().map(|of| u64::from(one.bins(of)[bin])).sum()
            };
            found.iter().map(of_bin).sum()
        })
        .collect();
    let enough = BEYOND * all.iter().sum::<u64>() as f64;
    // The first bin up to which, and the last from which on, there is more than may lie beyond.
    let up_to = |bin: usize| all.iter().take(bin + 1).sum::<u64>() as f64;
    let from_on = |bin: usize| all.iter().skip(bin).sum::<u64>() as f64;
    let from = (0..LIGHTNESS_BINS).find(|&bin| up_to(bin) > enough).unwrap_or(0);
    let to = (0..LIGHTNESS_BINS).rfind(|&bin| from_on(bin) > enough).map_or(LIGHTNESS_BINS, |bin| bin + 1);
    let levels = marks.iter().map(|mark| mark.level);
    let low = levels.clone().fold(LightnessHistogram::level(from), f64::min);
    let high = levels.fold(LightnessHistogram::level(to), f64::max);
    [((low / 10.0).floor() * 10.0).max(0.0), ((high / 10.0).ceil() * 10.0).min(100.0)]
}
