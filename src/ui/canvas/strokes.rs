//! Lines that are light on dark, whole, dashed or dotted, cut to what is on the screen.
//!
//! Dashes and dots are laid along the whole line but made only where they show: at a close zoom an outline is
//! a hundred thousand points long and a few hundred of them are on the canvas.

use egui::{Painter, Pos2, Rect, Shape as Ink, Stroke, pos2};

use crate::ui::theme;

/// Points of a dash and of the gap after it.
const DASH: (f32, f32) = (9.0, 5.0);
/// Points from dot to dot.
const DOTS: f32 = 7.0;

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// Whole: scars, the grey card, the ruler.
    Whole,
    /// Dashed: exclusions.
    Dashed,
    /// Dotted: the surround.
    Dotted,
}

/// Draws a line through points.
pub(super) fn stroke(painter: &Painter, points: &[Pos2], line: Line, selected: bool) {
    if points.len() < 2 || !Rect::from_points(points).intersects(painter.clip_rect()) {
        return;
    }
    let extra = if selected { 1.0 } else { 0.0 };
    let dark = Stroke::new(3.5 + extra, theme::STROKE_DARK);
    let light = Stroke::new(1.5 + extra, theme::STROKE_LIGHT);
    match line {
        Line::Whole => {
            painter.add(Ink::line(points.to_vec(), dark));
            painter.add(Ink::line(points.to_vec(), light));
        }
        Line::Dashed => {
            painter.add(Ink::line(points.to_vec(), dark));
            for (from, to) in pieces(points, painter.clip_rect(), DASH.0, DASH.0 + DASH.1) {
                painter.line_segment([from, to], light);
            }
        }
        Line::Dotted => {
            for (at, _) in pieces(points, painter.clip_rect(), 0.0, DOTS) {
                painter.circle_filled(at, 2.6 + extra * 0.5, theme::STROKE_DARK);
                painter.circle_filled(at, 1.6 + extra * 0.5, theme::STROKE_LIGHT);
            }
        }
    }
}

/// Pieces of `length` that begin every `period` along the line, those that can be seen; a piece that goes
/// round a corner comes in two.
fn pieces(points: &[Pos2], seen: Rect, length: f32, period: f32) -> Vec<(Pos2, Pos2)> {
    let seen = seen.expand(period + 4.0);
    let mut found = Vec::new();
    let mut phase = 0.0;
    for (&a, &b) in points.iter().zip(points.iter().skip(1)) {
        let whole = (b - a).length();
        if !(whole.is_finite() && whole > 0.0) {
            continue;
        }
        let along = (b - a) / whole;
        if let Some((enter, leave)) = inside(a, b, seen) {
            // The piece that is under way where the line comes into sight, and all after it.
            let mut start = ((enter * whole + phase) / period).floor() * period - phase;
            while start <= leave * whole {
                let (from, to) = (start.max(0.0), (start + length).min(whole));
                if from <= to && (start >= 0.0 || to > 0.0) {
                    found.push((a + along * from, a + along * to));
                }
                start += period;
            }
        }
        phase = (phase + whole) % period;
    }
    found
}

/// The stretch of a line from `a` (0) to `b` (1) that lies in a rectangle (Liang and Barsky 1984).
fn inside(a: Pos2, b: Pos2, rect: Rect) -> Option<(f32, f32)> {
    let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
    let step = pos2(b.x - a.x, b.y - a.y);
    for (step, from, low, high) in
        [(step.x, a.x, rect.left(), rect.right()), (step.y, a.y, rect.top(), rect.bottom())]
    {
        if step == 0.0 {
            if from < low || from > high {
                return None;
            }
            continue;
        }
        let (one, other) = ((low - from) / step, (high - from) / step);
        enter = enter.max(one.min(other));
        leave = leave.min(one.max(other));
    }
    (enter <= leave).then_some((enter, leave))
}

#[cfg(test)]
mod tests {
    use egui::vec2;

    use super::*;

    const SEEN: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(100.0, 100.0) };

    #[test]
    fn pieces_keep_their_rhythm_over_corners() {
        let line = [pos2(10.0, 10.0), pos2(20.0, 10.0), pos2(20.0, 40.0)];
        let starts: Vec<Pos2> = pieces(&line, SEEN, 0.0, 7.0).into_iter().map(|(at, _)| at).collect();
        assert_eq!(starts.first(), Some(&pos2(10.0, 10.0)));
        assert_eq!(starts.get(1), Some(&pos2(17.0, 10.0)));
        let third = starts.get(2).copied().unwrap_or_default();
        assert!((third - pos2(20.0, 14.0)).length() < 1e-4, "{third:?}");
        let dashes = pieces(&line, SEEN, 9.0, 14.0);
        assert_eq!(dashes.first(), Some(&(pos2(10.0, 10.0), pos2(19.0, 10.0))));
        let drawn: f32 = dashes.iter().map(|(a, b)| (*b - *a).length()).sum();
        assert!((drawn - 27.0).abs() < 0.1, "three dashes on 40 points: {drawn}");
    }

    #[test]
    fn what_cannot_be_seen_costs_nothing() {
        let far = vec2(1e6, 3e5);
        let line = [pos2(50.0, 50.0) - far, pos2(50.0, 50.0) + far];
        let found = pieces(&line, SEEN, 0.0, 7.0);
        assert!((10..40).contains(&found.len()), "{}", found.len());
        assert!(pieces(&[pos2(500.0, 0.0), pos2(500.0, 1e6)], SEEN, 9.0, 14.0).is_empty());
        assert!(pieces(&[pos2(f32::NAN, 0.0), pos2(5.0, 5.0)], SEEN, 9.0, 14.0).is_empty());
    }
}
