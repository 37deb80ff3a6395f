//! How much of each colourant there is.

use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{COLOURANTS, Colourant};
use crate::locale::{say, tr};

/// Amount of each colourant in the order of [`Colourant::ALL`]: mg/ml in a bottle or cup, mg/cm³ in tissue.
///
/// In files a map by name, `{"carbon_black": 150.0}`; what is not named is 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Concentrations(pub [f64; COLOURANTS]);

impl Concentrations {
    /// Nothing at all.
    pub const NONE: Self = Self([0.0; COLOURANTS]);

    /// One colourant alone.
    pub fn single(colourant: Colourant, amount: f64) -> Self {
        Self::NONE.with(colourant, amount)
    }

    /// The same with another amount of one colourant.
    #[must_use]
    pub fn with(mut self, colourant: Colourant, amount: f64) -> Self {
        self.0[colourant.index()] = amount;
        self
    }

    /// Amount of one colourant.
    pub fn of(&self, colourant: Colourant) -> f64 {
        self.0[colourant.index()]
    }

    /// Everything `factor` times.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self(self.0.map(|amount| amount * factor))
    }

    /// Both together in the same volume.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] + other.0[i]))
    }

    /// All colourants together.
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }

    /// What a cup holds of parts of bottles and `water_parts` of diluent for one part of pigment in all.
    ///
    /// Without any part of pigment the cup holds none.
    pub fn of_cup(bottles: &[(f64, Self)], water_parts: f64) -> Self {
        let parts: f64 = bottles.iter().map(|(parts, _)| parts).sum();
        if parts <= 0.0 {
            return Self::NONE;
        }
        bottles.iter().fold(Self::NONE, |cup, (share, solids)| {
            cup.plus(&solids.scaled(share / parts / (1.0 + water_parts)))
        })
    }
}

impl Serialize for Concentrations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let present: Vec<_> =
            Colourant::ALL.iter().zip(self.0).filter(|(_, amount)| *amount != 0.0).collect();
        let mut map = serializer.serialize_map(Some(present.len()))?;
        for (colourant, amount) in present {
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

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(tr("a map of colourants to mg/ml, as in {\"carbon_black\": 150.0}"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Concentrations, A::Error> {
        let mut found = [None; COLOURANTS];
        while let Some(name) = map.next_key::<String>()? {
            let colourant = Colourant::from_name(&name).ok_or_else(|| {
                let known: Vec<&str> = Colourant::ALL.iter().map(|c| c.name()).collect();
                A::Error::custom(say!(
                    "unknown colourant %{name}; known are %{names}",
                    name = format!("{name:?}"),
                    names = known.join(", ")
                ))
            })?;
            let amount = map.next_value::<f64>()?;
            if found[colourant.index()].replace(amount).is_some() {
                return Err(A::Error::custom(say!("%{name} is given twice; keep one of them", name = name)));
            }
        }
        Ok(Concentrations(found.map(|amount| amount.unwrap_or(0.0))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_by_name_goes_both_ways() {
        let solids: Concentrations = ron::from_str(r#"{"carbon_black": 150, "organic_red": 0.5}"#).unwrap();
        assert_eq!(
            solids,
            Concentrations::single(Colourant::CarbonBlack, 150.0).with(Colourant::OrganicRed, 0.5)
        );
        let json = serde_json::to_string(&solids).unwrap();
        assert_eq!(json, r#"{"carbon_black":150.0,"organic_red":0.5}"#);
        assert_eq!(serde_json::from_str::<Concentrations>(&json).unwrap(), solids);
        assert_eq!(ron::from_str::<Concentrations>("{}").unwrap(), Concentrations::NONE);
    }

    #[test]
    fn unknown_and_repeated_names_are_refused() {
        let unknown = ron::from_str::<Concentrations>(r#"{"soot": 1.0}"#).unwrap_err().to_string();
        assert!(unknown.contains("soot") && unknown.contains("carbon_black"), "{unknown}");
        let twice = ron::from_str::<Concentrations>(r#"{"organic_red": 1.0, "organic_red": 2.0}"#);
        assert!(twice.unwrap_err().to_string().contains("twice"));
    }

    #[test]
    fn a_cup_is_shared_by_parts_and_thinned_by_water() {
        let black = Concentrations::single(Colourant::CarbonBlack, 150.0);
        let red = Concentrations::single(Colourant::IronOxideRed, 90.0);
        let cup = Concentrations::of_cup(&[(3.0, black), (1.0, red)], 12.0);
        assert!((cup.of(Colourant::CarbonBlack) - 150.0 * 0.75 / 13.0).abs() < 1e-12);
        assert!((cup.of(Colourant::IronOxideRed) - 90.0 * 0.25 / 13.0).abs() < 1e-12);
        assert_eq!(Concentrations::of_cup(&[(0.0, black)], 1.0), Concentrations::NONE);
    }
}
