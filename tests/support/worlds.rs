//! The world as the program assumes it, and three in which it is wrong.

use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;

/// What is true of skin and pigment, whatever the program assumes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct World {
    pub(crate) layer_mm: (f64, f64),
    pub(crate) epidermis_mm: (f64, f64),
    pub(crate) yule_nielsen: (f64, f64),
}

impl World {
    /// Nothing is wrong.
    pub(crate) const AS_ASSUMED: Self =
        Self { layer_mm: (0.2, 0.2), epidermis_mm: (0.08, 0.08), yule_nielsen: (1.0, 2.0) };
    /// The pigmented layer has another thickness in every client.
    pub(crate) const LAYER: Self = Self { layer_mm: (0.1, 0.35), ..Self::AS_ASSUMED };
    /// The epidermis has.
    pub(crate) const EPIDERMIS: Self = Self { epidermis_mm: (0.06, 0.1), ..Self::AS_ASSUMED };
    /// Light spreads less between marks.
    pub(crate) const YULE_NIELSEN: Self = Self { yule_nielsen: (1.3, 1.3), ..Self::AS_ASSUMED };
}

/// Evenly between two numbers.
pub(crate) fn within(rng: &mut Pcg64Mcg, (low, high): (f64, f64)) -> f64 {
    if low < high { rng.random_range(low..high) } else { low }
}
