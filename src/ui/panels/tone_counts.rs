//! What became of the pixels of each zone, in words and as a histogram.

use super::ToneRow;
use crate::analysis::{count, percent};
use crate::locale::{capitalized, say, tr};
use crate::tone::{LIGHTNESS_BINS, LightnessHistogram, PixelUse, Tones};
use crate::ui::widgets::{HistogramMark, HistogramPart, PartFill, ToneHistogram};

/// Share of all pixels that may lie beyond either end of what is shown.
const BEYOND: f64 = 0.002;

/// "2 %", and "under 1 %" for what is there and would be rounded away.
fn share(of: f64) -> String {
    if of > 0.0 && of < 0.005 { tr("under 1 %").to_owned() } else { percent(of) }
}

/// What was left out of a zone, by reason: "2 % glare", "1 % too dark".
pub(super) fn left_out(found: &LightnessHistogram) -> Vec<String> {
    let reasons = PixelUse::LEFT_OUT.into_iter().filter(|&of| found.count(of) > 0);
    reasons.map(|of| reason(of, share(found.share(of)))).collect()
}

fn reason(of: PixelUse, share: String) -> String {
    match of {
        PixelUse::Border => say!("%{share} edge", share = share),
        PixelUse::Clipped => say!("%{share} clipped", share = share),
        PixelUse::Glare => say!("%{share} glare", share = share),
        PixelUse::DeepShade => say!("%{share} too dark", share = share),
        PixelUse::Outlier => say!("%{share} unlike the rest", share = share),
        PixelUse::Skin | PixelUse::Between | PixelUse::Hair | PixelUse::Excluded => share,
    }
}

/// The histograms of all zones, on one axis.
pub(super) fn histograms(tones: &Tones, rows: &[ToneRow]) -> Vec<ToneHistogram> {
    let scars = tones.scars.iter().enumerate();
    let scars = scars.filter_map(|(i, scar)| Some((scar.name.as_str(), tones.lightness_of_scar(i)?, true)));
    let surround = tones.lightness_of_surround().map(|found| (tr("Surround"), found, false));
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
            let told: Vec<&str> = parts.iter().map(|(_, words)| words.as_str()).collect();
            // The row after all scars is bare skin.
            let described = say!(
                "%{zone}: skin around %{lightness}; of %{pixels} pixels %{shares}. Higher bars stand for more pixels, by the square root",
                zone = name,
                lightness = own(i),
                pixels = count(found.total()),
                shares = told.join("; ")
            );
            let parts = parts.into_iter().map(|(part, _)| part).collect();
            ToneHistogram {
                title: say!("%{zone}: pixels by lightness", zone = name),
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

/// The parts, each with its words as they stand within a line.
fn parts(found: &LightnessHistogram, scar: bool) -> Vec<(HistogramPart, String)> {
    let share_of = |of: PixelUse| share(found.share(of));
    let (skin, between, hair) =
        (share_of(PixelUse::Skin), share_of(PixelUse::Between), share_of(PixelUse::Hair));
    let [skin, between, hair] = if scar {
        [
            say!("skin %{share}", share = skin),
            say!("other skin %{share}", share = between),
            say!("under hair %{share}", share = hair),
        ]
    } else {
        [
            say!("bare skin %{share}", share = skin),
            say!("between skin and hair %{share}", share = between),
            say!("hair %{share}", share = hair),
        ]
    };
    let one = |fill, uses: &[PixelUse], words: String| {
        let bins = (0..LIGHTNESS_BINS).map(|bin| uses.iter().map(|&of| found.bins(of)[bin]).sum()).collect();
        (HistogramPart { fill, bins, words: capitalized(&words) }, words)
    };
    let mut all = vec![
        one(PartFill::Skin, &[PixelUse::Skin], skin),
        one(PartFill::Between, &[PixelUse::Between], between),
        one(PartFill::Hair, &[PixelUse::Hair], hair),
        one(PartFill::LeftOut, &PixelUse::LEFT_OUT, all_left_out(found)),
    ];
    all.retain(|(part, _)| part.bins.iter().any(|&count| count > 0));
    all
}

/// "left out 3 %: 2 % glare, 1 % too dark".
fn all_left_out(found: &LightnessHistogram) -> String {
    let share = share(PixelUse::LEFT_OUT.iter().map(|&of| found.share(of)).sum());
    let reasons = left_out(found);
    if reasons.is_empty() {
        return say!("left out %{share}", share = share);
    }
    say!("left out %{share}: %{reasons}", share = share, reasons = reasons.join(", "))
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
