//! What colours a bottle, and what it does to light.

use std::sync::LazyLock;

use super::defaults;
use super::lanes::Lanes;
use crate::color::spectral_table;
use crate::locale::keep;

/// Number of colourants.
pub const COLOURANTS: usize = 7;

/// A colourant of tattoo pigments. Spectra in `assets/colourants.csv`, reference values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colourant {
    /// Carbon black.
    CarbonBlack,
    /// Magnetite.
    IronOxideBlack,
    /// Haematite.
    IronOxideRed,
    /// Goethite.
    IronOxideYellow,
    /// Rutile.
    TitaniumDioxide,
    /// A red like PR254.
    OrganicRed,
    /// A yellow like PY83.
    OrganicYellow,
}

impl Colourant {
    /// All colourants in the order of the table and of [`Concentrations`](super::Concentrations).
    pub const ALL: [Self; COLOURANTS] = [
        Self::CarbonBlack,
        Self::IronOxideBlack,
        Self::IronOxideRed,
        Self::IronOxideYellow,
        Self::TitaniumDioxide,
        Self::OrganicRed,
        Self::OrganicYellow,
    ];

    /// Name in files, as in `carbon_black`, and the English of what is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::CarbonBlack => keep!("carbon_black"),
            Self::IronOxideBlack => keep!("iron_oxide_black"),
            Self::IronOxideRed => keep!("iron_oxide_red"),
            Self::IronOxideYellow => keep!("iron_oxide_yellow"),
            Self::TitaniumDioxide => keep!("titanium_dioxide"),
            Self::OrganicRed => keep!("organic_red"),
            Self::OrganicYellow => keep!("organic_yellow"),
        }
    }

    /// The colourant of this name, exactly as in files.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colourant| colourant.name() == name)
    }

    /// Position in [`Concentrations`](super::Concentrations).
    pub fn index(self) -> usize {
        self as usize
    }

    /// Years in which half of what healed is gone (*assumed*).
    pub fn half_life_years(self) -> f64 {
        match self {
            Self::CarbonBlack => defaults::HALF_LIFE_CARBON_YEARS,
            Self::IronOxideBlack | Self::IronOxideRed | Self::IronOxideYellow => {
                defaults::HALF_LIFE_IRON_OXIDE_YEARS
            }
            Self::TitaniumDioxide => defaults::HALF_LIFE_TITANIUM_DIOXIDE_YEARS,
            Self::OrganicRed | Self::OrganicYellow => defaults::HALF_LIFE_ORGANIC_YEARS,
        }
    }
}

/// What 1 mg/cm³ of a colourant adds to Kubelka and Munk's coefficients of the tissue, 1/cm.
pub(super) struct ColourantSpectra {
    /// `2 µa`.
    pub(super) absorption: Lanes,
    /// `0.75 µs′`.
    pub(super) scattering: Lanes,
}

/// Spectra in the order of [`Colourant::ALL`].
pub(super) fn spectra() -> &'static [ColourantSpectra; COLOURANTS] {
    static SPECTRA: LazyLock<[ColourantSpectra; COLOURANTS]> = LazyLock::new(|| {
        let rows = spectral_table::read::<{ 2 * COLOURANTS }>(TABLE)
            .expect("the embedded table of colourants is complete, a test reads it");
        std::array::from_fn(|i| ColourantSpectra {
            absorption: Lanes::from_bands(rows.map(|row| 2.0 * row[2 * i]), 0.0),
            scattering: Lanes::from_bands(rows.map(|row| 0.75 * row[2 * i + 1]), 0.0),
        })
    });
    &SPECTRA
}

const TABLE: &str = include_str!("../../assets/colourants.csv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete_and_in_the_order_of_the_list() {
        let header = TABLE.lines().nth(1).unwrap();
        let expected: Vec<String> = Colourant::ALL
            .iter()
            .flat_map(|c| [format!("{}_mu_a", c.name()), format!("{}_mu_s_prime", c.name())])
            .collect();
        assert_eq!(header, format!("wavelength_nm,{}", expected.join(",")));
        // Carbon black is anchored at 50 cm²/mg at 550 nm (Bond and Bergstrom 2006, lowered for aggregation).
        assert_eq!(spectra()[0].absorption.0[15], 100.0);
        assert_eq!(spectra()[0].scattering.0[15], 2.25);
    }

    #[test]
    fn names_go_both_ways() {
        for colourant in Colourant::ALL {
            assert_eq!(Colourant::from_name(colourant.name()), Some(colourant));
            assert_eq!(Colourant::ALL[colourant.index()], colourant);
            assert_eq!(serde_json::to_string(&colourant).unwrap(), format!("{:?}", colourant.name()));
        }
        assert_eq!(Colourant::from_name("soot"), None);
    }
}
