//! Times two ways of doing the same thing.

use std::time::Instant;

/// Rounds; odd, so that there is a middle.
const ROUNDS: usize = 9;

/// Times both ways in turn, prints the median of each and how many times faster the second is, and
/// returns that ratio.
pub(crate) fn ratio(name: &str, mut slow: impl FnMut(), mut fast: impl FnMut()) -> f64 {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    let (mut slow_s, mut fast_s) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        slow_s.push(time(&mut slow));
        fast_s.push(time(&mut fast));
    }
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times.get(ROUNDS / 2).copied().unwrap_or(f64::NAN)
    };
    let (slow_s, fast_s) = (median(&mut slow_s), median(&mut fast_s));
    let ratio = slow_s / fast_s;
    println!("{name}: {:.3} ms against {:.3} ms, {ratio:.1} times as fast", slow_s * 1e3, fast_s * 1e3);
    ratio
}
