//! What a ColorChecker told, as a table.

use std::fmt::{self, Write as _};

use super::super::words::wrapped;
use super::WIDTH;
use crate::calibrate::ChartCalibration;
use crate::color::delta_e_2000;

/// The card of the photo of this name.
pub(in super::super) fn chart(photo: &str, chart: &ChartCalibration) -> Result<String, fmt::Error> {
    let reading = &chart.reading;
    let corners = reading.corners.map(|corner| format!("{:.1},{:.1}", corner.x, corner.y)).join(" ");
    let mut page = format!("ColorChecker in {photo}\n");
    writeln!(page, "Corners        {corners}")?;
    writeln!(page, "Edition        {}, as told", reading.pick.edition.words())?;
    let size = reading.pick.size;
    writeln!(page, "Scale          {:.4} mm/px, as a {}", reading.mm_per_px, size.words())?;
    let change = if reading.light_corrected { "taken off" } else { "too small or uneven to be taken off" };
    let toward = reading
        .light_toward_degrees
        .map_or_else(String::new, |degrees| format!(", brighter {}", side(degrees)));
    writeln!(
        page,
        "Light          changes by {:.0} % over the card{toward}; {change}",
        reading.light_percent
    )?;
    writeln!(page, "Model          {}, fitted on {} patches", reading.model.words(), reading.used)?;
    writeln!(
        page,
        "Error (ΔE00)   fit {:.2}, patches left out {:.2}",
        reading.fit_delta_e, reading.leave_one_out_delta_e
    )?;
    if let Some(skin) = reading.skin_held_out_delta_e {
        writeln!(page, "               skin patches left out {skin:.2}")?;
    }
    for (kind, fit, left_out) in &chart.tried {
        writeln!(page, "  {:<28} fit {fit:.2}, left out {left_out:.2}", kind.words())?;
    }
    writeln!(page, "\n{:<24}  measured L* a* b*      published L* a* b*     ΔE00   light", "")?;
    for patch in &chart.patches {
        let (seen, wanted) = (patch.lab, patch.reference.lab);
        let figures = |l: f64, a: f64, b: f64| format!("{l:6.1} {a:6.1} {b:6.1}");
        let dropped = patch.dropped.map_or_else(String::new, |why| format!("  not used: {why}"));
        let light = patch.light.map_or_else(|| "  –".to_owned(), |light| format!("{:3.0} %", 100.0 * light));
        writeln!(
            page,
            "{:<24}{}   {}  {:5.1}   {light}{dropped}",
            patch.reference.name,
            figures(seen.l, seen.a, seen.b),
            figures(wanted.l, wanted.a, wanted.b),
            delta_e_2000(seen, wanted)
        )?;
    }
    page += &wrapped(
        "The error on patches left out, each judged by the model of all others, is what to expect of other \
         colours; the fit alone flatters.",
        0,
        WIDTH,
    );
    Ok(page)
}

/// Where on the picture a direction points, in words.
fn side(degrees: f64) -> &'static str {
    const SIDES: [&str; 8] = [
        "at the right",
        "at the upper right",
        "at the top",
        "at the upper left",
        "at the left",
        "at the lower left",
        "at the bottom",
        "at the lower right",
    ];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 8")]
    let index = (degrees / 45.0).round().clamp(0.0, 8.0) as usize % SIDES.len();
    SIDES[index]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_told_in_words() {
        assert_eq!(
            [0.0, 44.0, 90.0, 200.0, 359.0].map(side),
            ["at the right", "at the upper right", "at the top", "at the left", "at the right"]
        );
    }
}
