//! A colour as it stands in a file: `(l: 60.0, a: 1.0, b: 2.0)`.

use serde::Deserialize;

use crate::color::Lab;

/// L*, a*, b* as written, not yet looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LabText {
    l: f64,
    a: f64,
    b: f64,
}

impl LabText {
    /// The colour, or none when it lies outside CIELAB: L* of 0 to 100, a* and b* of -128 to 128.
    pub(crate) fn color(&self) -> Option<Lab> {
        let within = (0.0..=100.0).contains(&self.l)
            && [self.a, self.b].iter().all(|value| (-128.0..=128.0).contains(value));
        within.then(|| Lab::new(self.l, self.a, self.b))
    }
}
