//! How long a case is kept. It is never erased by itself.

use std::ops::RangeInclusive;

use jiff::Span;
use jiff::civil::Date;

use super::{Case, CaseLine, CaseList};
use crate::locale::fixed;

/// Years after the last visit, unless the studio says otherwise: what is named in the United Kingdom.
pub const RETENTION_YEARS: u16 = 8;
/// What can be chosen.
pub const RETENTION_RANGE: RangeInclusive<u16> = 1..=50;
/// Where the years come from.
pub const RETENTION_SOURCE: &str =
    fixed!("aestheticlaunchlab.com/blog/aesthetic-clinic-gdpr-data-protection (8 years at least)");

/// Last day of this many years after the last visit.
fn years_after(last: Date, years: u16) -> Date {
    last.checked_add(Span::new().years(i64::from(years))).unwrap_or(Date::MAX)
}

impl Case {
    /// Day until which it is kept: its own, or so many years after the last visit.
    #[must_use]
    pub fn kept_until(&self, years: u16) -> Date {
        self.keep_until.unwrap_or_else(|| years_after(self.last_day(), years))
    }
}

impl CaseLine {
    /// Day until which it is kept. Of a protected case only the day it was last written is known.
    #[must_use]
    pub fn kept_until(&self, years: u16) -> Date {
        self.keep_until.unwrap_or_else(|| years_after(self.last, years))
    }
}

impl CaseList {
    /// The cases that have been kept long enough.
    #[must_use]
    pub fn past_retention(&self, today: Date, years: u16) -> Vec<&CaseLine> {
        self.lines.iter().filter(|line| line.kept_until(years) < today).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::CaseCode;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_case_is_kept_for_years_after_its_last_visit_or_until_its_day() {
        let mut case = Case::new(CaseCode::new("A").expect("a code"), date(2020, 2, 29));
        assert_eq!(case.kept_until(8), date(2028, 2, 29));
        assert_eq!(case.kept_until(1), date(2021, 2, 28), "there is no such day in most years");
        case.visit_on(date(2021, 5, 1));
        assert_eq!(case.kept_until(8), date(2029, 5, 1));
        case.keep_until = Some(date(2025, 1, 1));
        assert_eq!(case.kept_until(8), date(2025, 1, 1));
    }
}
