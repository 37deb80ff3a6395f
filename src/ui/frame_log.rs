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
        let mut sorted = self.times.clone();
        sorted.sort_unstable();
        let ms = |d: Duration| d.as_secs_f64() * 1e3;
        let at = |share: f64| {
            let last = sorted.len() - 1;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in the list"
            )]
            let place = (last as f64 * share) as usize;
            sorted.get(place).copied().unwrap_or_default()
        };
        Some(format!(
            "{} frames, own work: median {:.2} ms, 99 % {:.2} ms, longest {:.2} ms, {} over 16 ms; first frame {:.0} ms after start",
            sorted.len(),
            ms(at(0.5)),
            ms(at(0.99)),
            ms(at(1.0)),
            sorted.iter().filter(|d| d.as_millis() >= 16).count(),
            ms(self.first.unwrap_or_default())
        ))
    }
}
