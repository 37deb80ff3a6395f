//! `predict`: how one recipe will look on one skin.

use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::arguments::PredictArguments;
use super::json;
use super::refusal::Refusal;
use crate::optics::{PredictSpec, Prediction, predict};

/// Larger files are no specification.
const MOST_BYTES: u64 = 1 << 20;
/// A residual above this lies outside the skin model.
const OUTSIDE_MODEL: f64 = 2.0;

/// The prediction, in words or as JSON.
pub(super) fn run(arguments: &PredictArguments) -> Result<String, Refusal> {
    let spec = PredictSpec::from_ron(&read(&arguments.spec)?)?;
    let prediction = predict(&spec)?;
    if arguments.json {
        return json::text(&prediction);
    }
    Ok(words(&prediction)?)
}

fn read(path: &Path) -> Result<String, Refusal> {
    let refuse = |cause: String| {
        Refusal(format!("the specification could not be read ({cause}); check the path {}", path.display()))
    };
    let mut text = String::new();
    let file = File::open(path).map_err(|error| refuse(error.to_string()))?;
    file.take(MOST_BYTES + 1).read_to_string(&mut text).map_err(|error| refuse(error.to_string()))?;
    if text.len() as u64 > MOST_BYTES {
        return Err(refuse(String::from("it is larger than 1 MB")));
    }
    Ok(text)
}

fn words(prediction: &Prediction) -> Result<String, fmt::Error> {
    let tissue = &prediction.tissue;
    let line = |name: &str, [l, a, b]: [f64; 3]| format!("{name:<5} L* {l:6.2}   a* {a:6.2}   b* {b:6.2}\n");
    let mut text = line("Mark", prediction.mark.lab) + &line("Area", prediction.area.lab);
    writeln!(
        text,
        "Skin  melanin {:.4}, blood {:.4}, scattering {:.1} /cm with power {:.2}, baseline {:.2}",
        tissue.melanin_fraction,
        tissue.blood_fraction,
        tissue.scattering_amplitude,
        tissue.scattering_power,
        tissue.baseline_scale
    )?;
    write!(text, "      its model misses the tone by ΔE00 {:.2}", tissue.residual_delta_e)?;
    text += if tissue.residual_delta_e > OUTSIDE_MODEL { ": outside the skin model\n" } else { "\n" };
    Ok(text)
}
