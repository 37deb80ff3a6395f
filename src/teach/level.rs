//! How hard an exercise is.

use serde::{Deserialize, Serialize};

/// 1 for a first day, 10 for an experienced eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Level(u8);

impl Level {
    /// The easiest.
    pub const LOWEST: Self = Self(1);
    /// The hardest.
    pub const HIGHEST: Self = Self(10);
    /// Where a trainee begins.
    pub const FIRST: Self = Self(2);

    /// A level from 1 to 10; none for another number.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (Self::LOWEST.0..=Self::HIGHEST.0).contains(&number).then_some(Self(number))
    }

    /// Its number, 1..=10.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// One harder; the hardest stays.
    #[must_use]
    pub fn harder(self) -> Self {
        Self((self.0 + 1).min(Self::HIGHEST.0))
    }

    /// One easier; the easiest stays.
    #[must_use]
    pub fn easier(self) -> Self {
        Self((self.0 - 1).max(Self::LOWEST.0))
    }

    /// A value that goes evenly, in its logarithm, from that of level 1 to that of level 10; both above 0.
    pub(super) fn graded(self, easiest: f64, hardest: f64) -> f64 {
        let share = f64::from(self.0 - Self::LOWEST.0) / f64::from(Self::HIGHEST.0 - Self::LOWEST.0);
        (easiest.ln() + share * (hardest / easiest).ln()).exp()
    }
}

impl TryFrom<u8> for Level {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        Self::new(number).ok_or_else(|| format!("{number}: 1..=10"))
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_end_at_both_ends() {
        assert_eq!(Level::new(0), None);
        assert_eq!(Level::new(11), None);
        assert_eq!(Level::HIGHEST.harder(), Level::HIGHEST);
        assert_eq!(Level::LOWEST.easier(), Level::LOWEST);
        assert!((Level::LOWEST.graded(12.0, 3.0) - 12.0).abs() < 1e-12);
        assert!((Level::HIGHEST.graded(12.0, 3.0) - 3.0).abs() < 1e-12);
    }
}
