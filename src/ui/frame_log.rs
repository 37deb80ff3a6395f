//! How long our own work in a frame takes, measured only when asked for.

use std::time::{Duration, Instant};

/// Set to anything, it makes the program say at its end, on standard error, how long its frames took.
pub(super) const VARIABLE: &str = "SCALP_SHADE_FRAME_LOG";

/// Longest and usual time of the frames so far.
#[derive(Debug, Default)]
pub(super) struct FrameLog {
    wanted: bool,
    started: Option<Instant>,
    first: Option<Duration>,
    times: Vec<Frame>,
}

/// One frame.
#[derive(Debug, Clone, Copy)]
struct Frame {
    /// When it began, since the start of the program.
    at: Duration,
    /// How long our own work took.
    own: Duration,
    /// A button of the pointer was down: something was dragged.
    dragged: bool,
}

impl FrameLog {
    /// A log that counts from `started`, when the variable asks for one.
    pub(super) fn from_environment(started: Instant) -> Self {
        let wanted = std::env::var_os(VARIABLE).is_some();
        Self { wanted, started: Some(started), ..Self::default() }
    }

    /// Runs a frame; `dragged` says whether a button of the pointer is down in it.
    pub(super) fn frame(&mut self, dragged: bool, work: impl FnOnce()) {
        if !self.wanted {
            return work();
        }
        let at = self.started.map(|s| s.elapsed()).unwrap_or_default();
        self.first.get_or_insert(at);
        let start = Instant::now();
        work();
        self.times.push(Frame { at, own: start.elapsed(), dragged });
    }

    /// What was measured, in a line; `None` unless it was asked for.
    pub(super) fn summary(&self) -> Option<String> {
        if !self.wanted || self.times.is_empty() {
            return None;
        }
        // The first frame sets every letter for the first time and is told apart.
        let (opening, others) = self.times.split_first()?;
        let dragged: Vec<Frame> = others.iter().copied().filter(|frame| frame.dragged).collect();
        Some(format!(
            "first frame {:.0} ms after start, own work {:.2} ms; {} more frames, own work: {}; of these {} while \
             something was dragged: {}",
            ms(self.first.unwrap_or_default()),
            ms(opening.own),
            others.len(),
            spread(others),
            dragged.len(),
            spread(&dragged)
        ))
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn spread(frames: &[Frame]) -> String {
    let mut sorted = frames.to_vec();
    sorted.sort_unstable_by_key(|frame| frame.own);
    let own = |hundredths: usize| {
        let place = sorted.len().saturating_sub(1) * hundredths / 100;
        sorted.get(place).map_or(0.0, |frame| ms(frame.own))
    };
    let over = sorted.iter().filter(|frame| frame.own.as_millis() >= 16).count();
    let when = sorted.last().map_or(0.0, |frame| frame.at.as_secs_f64());
    format!(
        "median {:.2} ms, 99 % {:.2} ms, longest {:.2} ms ({when:.1} s after start), {over} over 16 ms",
        own(50),
        own(99),
        own(100)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_frame_is_told_with_its_time() {
        let frame = |at: u64, own: u64| Frame {
            at: Duration::from_secs(at),
            own: Duration::from_millis(own),
            dragged: false,
        };
        let said = spread(&[frame(1, 2), frame(7, 20), frame(9, 3)]);
        assert_eq!(said, "median 3.00 ms, 99 % 3.00 ms, longest 20.00 ms (7.0 s after start), 1 over 16 ms");
        assert!(spread(&[]).contains("0 over"));
    }
}
