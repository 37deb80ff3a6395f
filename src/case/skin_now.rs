//! How brown the skin was on the day of a visit, which counts where pigment imitates skin.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Mixed, Visit};
use crate::locale::{fixed, tr};

/// How brown the skin was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tan {
    /// As it is without sun.
    Untanned,
    /// Browner than without sun.
    Tanned,
    /// Paler than in most of the year.
    WinterPale,
}

/// How brown the skin was, and on which day that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkinNow {
    /// How brown.
    pub tan: Tan,
    /// When.
    pub day: Date,
}

/// Where the reminders come from.
pub const TAN_SOURCE: &str = fixed!("bestcosmetichospitals.com (a pale scar stands out more after tanning)");

impl Tan {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Untanned, Self::Tanned, Self::WinterPale];

    /// What it is called.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Untanned => tr("untanned"),
            Self::Tanned => tr("tanned"),
            Self::WinterPale => tr("winter-pale"),
        }
    }
}

impl Visit {
    /// Whether something mixed held titanium dioxide, as flesh pigments do.
    #[must_use]
    pub fn has_flesh_pigment(&self) -> bool {
        self.mixed.iter().any(Mixed::has_flesh_pigment)
    }

    /// What the skin's tan means for what was mixed; none without flesh pigments.
    #[must_use]
    pub fn tan_reminder(&self) -> Option<&'static str> {
        if !self.has_flesh_pigment() {
            return None;
        }
        match self.skin_now.map(|now| now.tan) {
            None => {
                Some(tr("Flesh pigment: say whether the skin is tanned; the pigment will not tan with it."))
            }
            Some(Tan::Tanned) => Some(tr(
                "Flesh pigment on tanned skin: sample untanned skin. The pigment will not tan with the skin, and stays too \
                 dark when the tan goes.",
            )),
            Some(Tan::WinterPale) => Some(tr(
                "Flesh pigment on winter-pale skin: the pigment will not tan with the skin, and will look pale in summer.",
            )),
            Some(Tan::Untanned) => None,
        }
    }
}

impl Mixed {
    /// Whether a bottle of it held titanium dioxide.
    #[must_use]
    pub fn has_flesh_pigment(&self) -> bool {
        self.bottles.iter().any(|bottle| bottle.titanium_dioxide)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MixedBottle, MixedPlace};
    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_flesh_pigments_remind_of_the_tan() {
        let mut visit = Visit::on(date(2026, 7, 1));
        let bottle = |titanium_dioxide| MixedBottle {
            shade: String::from("skin"),
            name: String::from("Skin"),
            parts: 1,
            lot: String::new(),
            titanium_dioxide,
        };
        let cup = |flesh| Mixed {
            place: MixedPlace::ScarWash,
            bottles: vec![bottle(flesh)],
            water_parts: 3.0,
            cup_ml: 1.0,
        };
        visit.mixed = vec![cup(false)];
        assert_eq!(visit.tan_reminder(), None);
        visit.mixed.push(cup(true));
        assert!(visit.tan_reminder().is_some_and(|told| told.contains("say whether")));
        let mut told = |tan| {
            visit.skin_now = Some(SkinNow { tan, day: visit.day });
            visit.tan_reminder()
        };
        assert!(told(Tan::Tanned).is_some_and(|told| told.contains("sample untanned skin")));
        assert!(told(Tan::WinterPale).is_some_and(|told| told.contains("in summer")));
        assert_eq!(told(Tan::Untanned), None);
    }
}
