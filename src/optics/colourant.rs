//! What colours a pigment, and how much of each.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A colourant whose absorption and scattering are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colourant {
    /// Carbon black, the base of nearly every scalp pigment.
    CarbonBlack,
    /// Black iron oxide (magnetite).
    IronOxideBlack,
    /// Red iron oxide (haematite).
    IronOxideRed,
    /// Yellow iron oxide (goethite).
    IronOxideYellow,
    /// Titanium dioxide (rutile), white.
    TitaniumDioxide,
    /// An organic red of the PR254 kind.
    OrganicRed,
    /// An organic yellow of the PY83 kind.
    OrganicYellow,
}

/// How many colourants there are.
pub const COLOURANTS: usize = 7;

impl Colourant {
    /// All of them, in the order of [`Concentrations`].
    pub const ALL: [Self; COLOURANTS] = [
        Self::CarbonBlack,
        Self::IronOxideBlack,
        Self::IronOxideRed,
        Self::IronOxideYellow,
        Self::TitaniumDioxide,
        Self::OrganicRed,
        Self::OrganicYellow,
    ];

    /// Name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CarbonBlack => "carbon_black",
            Self::IronOxideBlack => "iron_oxide_black",
            Self::IronOxideRed => "iron_oxide_red",
            Self::IronOxideYellow => "iron_oxide_yellow",
            Self::TitaniumDioxide => "titanium_dioxide",
            Self::OrganicRed => "organic_red",
            Self::OrganicYellow => "organic_yellow",
        }
    }

    /// The colourant of a name used in files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colourant| colourant.name() == name)
    }
}

/// Amount of each colourant in the order of [`Colourant::ALL`]: mg/ml in a cup or bottle, mg/cm³ in tissue.
///
/// In files a map by colourant name; what is not named is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Concentrations(pub [f64; COLOURANTS]);

impl Concentrations {
    /// Amount of one colourant.
    #[must_use]
    pub fn of(&self, colourant: Colourant) -> f64 {
        self.0[colourant as usize]
    }

    /// Amount of all colourants together.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }
}

impl Serialize for Concentrations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let present = || Colourant::ALL.into_iter().zip(self.0).filter(|(_, amount)| *amount != 0.0);
        let mut map = serializer.serialize_map(Some(present().count()))?;
        for (colourant, amount) in present() {
            map.serialize_entry(colourant.name(), &amount)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Concentrations {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ByName)
    }
}

struct ByName;

impl<'de> Visitor<'de> for ByName {
    type Value = Concentrations;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from colourant names to amounts, such as {\"carbon_black\": 150.0}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Concentrations, A::Error> {
        let mut amounts = Concentrations::default();
        let mut seen = [false; COLOURANTS];
        while let Some((name, amount)) = map.next_entry::<String, f64>()? {
            let Some(colourant) = Colourant::from_name(&name) else {
                let known = Colourant::ALL.map(Colourant::name).join(", ");
                return Err(de::Error::custom(format!("unknown colourant \"{name}\", known are {known}")));
            };
            let index = colourant as usize;
            if seen[index] {
                return Err(de::Error::custom(format!("the colourant \"{name}\" is named twice")));
            }
            seen[index] = true;
            amounts.0[index] = amount;
        }
        Ok(amounts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_names_agree() {
        for (index, colourant) in Colourant::ALL.into_iter().enumerate() {
            assert_eq!(colourant as usize, index);
            assert_eq!(Colourant::from_name(colourant.name()), Some(colourant));
            assert_eq!(ron::to_string(&colourant).unwrap(), colourant.name());
        }
    }

    #[test]
    fn reads_and_writes_a_map_by_name() {
        let read: Concentrations = ron::from_str("{\"carbon_black\": 150.0, \"organic_red\": 4}").unwrap();
        assert_eq!(read.of(Colourant::CarbonBlack), 150.0);
        assert_eq!(read.total(), 154.0);
        assert_eq!(ron::to_string(&read).unwrap(), "{\"carbon_black\":150.0,\"organic_red\":4.0}");
    }

    #[test]
    fn refuses_unknown_and_repeated_names() {
        for text in ["{\"soot\": 1.0}", "{\"carbon_black\": 1.0, \"carbon_black\": 2.0}"] {
            assert!(ron::from_str::<Concentrations>(text).is_err(), "{text}");
        }
    }
}
