//! Numbers of one seed.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

/// `SplitMix64`.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(77))
    }

    /// Of a state, as it stands.
    pub(crate) fn of_state(state: u64) -> Self {
        Self(state)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn from(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, count: u32) -> u32 {
        u32::try_from(self.next() % u64::from(count)).expect("below a u32")
    }

    /// From 0 to 1.
    pub(crate) fn unit(&mut self) -> f64 {
        self.from(0.0, 1.0)
    }

    /// Below a count as well, by a draw for each: seeds of scenes are known by it.
    pub(crate) fn pick(&mut self, count: u32) -> u32 {
        (0..count).rev().find(|&i| self.unit() < 1.0 / f64::from(i + 1)).unwrap_or(0)
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// About normal, of standard deviation 1.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..6).map(|_| self.from(-1.0, 1.0)).sum::<f64>() / 2.0_f64.sqrt()
    }
}
