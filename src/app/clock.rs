//! What day it is, for everything that dates what it keeps.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::locale::{fixed, today};

/// Tells the day: that of the machine, unless another is given, as a test does that lives through a year.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Date + Send + Sync>);

impl Clock {
    /// A clock that tells what this tells.
    pub fn of(day: impl Fn() -> Date + Send + Sync + 'static) -> Self {
        Self(Arc::new(day))
    }

    /// Today.
    #[must_use]
    pub fn today(&self) -> Date {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::of(today)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(fixed!("Clock")).field(&self.today()).finish()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn another_day_can_be_told() {
        assert_eq!(Clock::of(|| date(2026, 1, 5)).today(), date(2026, 1, 5));
        assert!(Clock::default().today() > date(2026, 1, 1));
    }
}
