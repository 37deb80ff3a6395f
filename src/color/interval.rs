//! Where a value lies in four cases of five.

use serde::{Deserialize, Serialize};

use super::Lab;

/// How many standard deviations the 10 % and 90 % quantiles of a normal distribution lie from its middle.
const NORMAL_80: f64 = 1.281_551_565_544_600_4;

/// 80 % interval: the 10 % and the 90 % quantile.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// 10 % lie below.
    pub low: f64,
    /// 10 % lie above.
    pub high: f64,
}

impl Interval {
    /// Of a normal distribution.
    pub fn normal(middle: f64, sd: f64) -> Self {
        Self { low: middle - NORMAL_80 * sd, high: middle + NORMAL_80 * sd }
    }

    /// From end to end.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Whether a value lies inside.
    pub fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// 80 % intervals of L*, a* and b*, each by itself.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LabInterval {
    /// Of L*.
    pub l: Interval,
    /// Of a*.
    pub a: Interval,
    /// Of b*.
    pub b: Interval,
}

impl LabInterval {
    /// Of a normal distribution with these variances.
    pub fn normal(middle: Lab, variance: [f64; 3]) -> Self {
        let [l, a, b] = variance.map(|variance| variance.max(0.0).sqrt());
        Self {
            l: Interval::normal(middle.l, l),
            a: Interval::normal(middle.a, a),
            b: Interval::normal(middle.b, b),
        }
    }

    /// L*, a*, b*.
    pub fn coordinates(&self) -> [Interval; 3] {
        [self.l, self.a, self.b]
    }

    /// Whether each coordinate of a colour lies inside.
    pub fn holds(&self, color: Lab) -> [bool; 3] {
        [self.l.holds(color.l), self.a.holds(color.a), self.b.holds(color.b)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF as _, Normal};

    #[test]
    fn eighty_percent_of_a_normal_distribution_lie_inside() {
        let normal = Normal::new(0.0, 1.0).expect("sound");
        assert!((normal.inverse_cdf(0.9) - NORMAL_80).abs() < 1e-12);
        let found = LabInterval::normal(Lab::new(60.0, 10.0, -2.0), [4.0, 1.0, 0.0]);
        assert!((found.l.width() - 4.0 * NORMAL_80).abs() < 1e-12);
        assert_eq!(found.holds(Lab::new(62.5, 11.3, -2.0)), [true, false, true]);
        assert!(!found.l.holds(f64::NAN));
    }
}
