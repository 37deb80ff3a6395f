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
    times: Vec<Duration>,
}

impl FrameLog {
    /// A log that counts from `started`, when the variable asks for one.
    pub(super) fn from_environment(started: Instant) -> Self {
        let wanted = std::env::var_os(VARIABLE).is_some();
        Self { wanted, started: Some(started), ..Self::default() }
    }

    /// Runs a frame.
    pub(super) fn frame(&mut self, work: impl FnOnce()) {
        if !self.wanted {
            return work();
        }
        if self.first.is_none() {
            self.first = self.started.map(|s| s.elapsed());
        }
        let start = Instant::now();
        work();
        self.times.push(start.elapsed());
    }

    /// What was measured, in a line; `None` unless it was asked for.
    pub(super) fn summary(&self) -> Option<String> {
        if !self.wanted || self.times.is_empty() {
            return None;
        }
        let ms = |time: Option<Duration>| time.unwrap_or_default().as_secs_f64() * 1e3;
        // The first frame sets every letter for the first time and is told apart.
        let opening = self.times.first().copied();
        Some(format!(
            "first frame {:.0} ms after start, own work {:.2} ms; {} more frames, own work: {}",
            ms(self.first),
            ms(opening),
            self.times.len() - 1,
            spread(self.times.get(1..).unwrap_or_default())
        ))
    }
}

fn spread(times: &[Duration]) -> String {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let at = |hundredths: usize| {
        let place = sorted.len().saturating_sub(1) * hundredths / 100;
        sorted.get(place).copied().unwrap_or_default().as_secs_f64() * 1e3
    };
    let over = sorted.iter().filter(|d| d.as_millis() >= 16).count();
    format!("median {:.2} ms, 99 % {:.2} ms, longest {:.2} ms, {over} over 16 ms", at(50), at(99), at(100))
}
