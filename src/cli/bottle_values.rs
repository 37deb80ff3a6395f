//! Values of the flags of `library measure`.

use std::str::FromStr;

use super::values::{FARTHEST_PX, numbers, place};
use crate::library::ShadeKind;
use crate::optics::Colourant;
use crate::region::Disc;

/// A bare spot of the card: "x,y,radius".
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CardSpot(pub Disc);

/// A drawdown: "water,x,y,radius".
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RungSpot {
    pub water_parts: f64,
    pub disc: Disc,
}

/// What a label names, such as `carbon_black=150,iron_oxide_red`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LabelSolids(pub Vec<(Colourant, f64)>);

/// Solids that a millilitre can hold, mg.
const MOST_SOLIDS: f64 = 1000.0;
const MOST_WATER_PARTS: f64 = 100.0;

impl FromStr for CardSpot {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match numbers(text)?[..] {
            [x, y, radius] => Ok(Self(disc(x, y, radius)?)),
            _ => Err(String::from("the card is written x,y,radius")),
        }
    }
}

impl FromStr for RungSpot {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match numbers(text)?[..] {
            [water_parts, ..] if !(0.0..=MOST_WATER_PARTS).contains(&water_parts) => {
                Err(format!("{water_parts} parts of water do not fit: write a number from 0 to 100"))
            }
            [water_parts, x, y, radius] => Ok(Self { water_parts, disc: disc(x, y, radius)? }),
            _ => Err(String::from("a rung is written water,x,y,radius")),
        }
    }
}

impl FromStr for LabelSolids {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Colourant::ALL.map(Colourant::name).join(", ");
        let mut solids: Vec<(Colourant, f64)> = Vec::new();
        for entry in text.split(',').map(str::trim) {
            let (name, amount) = entry.split_once('=').map_or((entry, "0"), |(n, a)| (n.trim(), a.trim()));
            let colourant = Colourant::from_name(name)
                .ok_or_else(|| format!("\"{name}\" is no colourant: known are {}", known()))?;
            let amount = amount.parse().ok().filter(|amount| (0.0..=MOST_SOLIDS).contains(amount));
            let amount =
                amount.ok_or_else(|| format!("{name} needs a number from 0 to 1000 mg/ml, or none"))?;
            if solids.iter().any(|(other, _)| *other == colourant) {
                return Err(format!("{name} is there twice: keep one of them"));
            }
            solids.push((colourant, amount));
        }
        if solids.iter().map(|(_, amount)| amount).sum::<f64>() > MOST_SOLIDS {
            return Err(String::from("the solids add up to more than 1000 mg/ml"));
        }
        Ok(Self(solids))
    }
}

/// The short name of a shade.
pub(super) fn shade_id(text: &str) -> Result<String, String> {
    let slug = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if slug && !text.is_empty() && text.len() <= 40 && !text.starts_with('-') && !text.ends_with('-') {
        Ok(text.to_owned())
    } else {
        Err(String::from("write a short id of lower-case letters, digits and hyphens, such as carbon-150"))
    }
}

/// A text of one line.
pub(super) fn line(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 400 || text.chars().any(char::is_control) {
        Err(String::from("write a text of one line, at most 400 characters"))
    } else {
        Ok(text.to_owned())
    }
}

/// How a bottle is used.
pub(super) fn shade_kind(text: &str) -> Result<ShadeKind, String> {
    ShadeKind::ALL
        .into_iter()
        .find(|kind| kind.name() == text)
        .ok_or_else(|| String::from("write base, ready, modifier or skin_tone"))
}

fn disc(x: f64, y: f64, radius: f64) -> Result<Disc, String> {
    if radius > 0.0 && radius <= FARTHEST_PX {
        Ok(Disc { center: place(x, y)?, radius })
    } else {
        Err(format!("the radius {radius} does not fit: write one above 0"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rungs_and_cards() {
        let rung: RungSpot = "20,110,50,12.5".parse().unwrap();
        assert_eq!((rung.water_parts, rung.disc.center.x, rung.disc.radius), (20.0, 110.0, 12.5));
        assert_eq!("1,2,3".parse::<CardSpot>().unwrap().0.radius, 3.0);
        for wrong in
            ["", "20", "20,1,2", "-1,1,2,3", "101,1,2,3", "NaN,1,2,3", "5,1,2,0", "5,1,2,3,4", "5,1e9,2,3"]
        {
            assert!(wrong.parse::<RungSpot>().is_err(), "{wrong}");
        }
        assert!("1,2".parse::<CardSpot>().is_err() && "1,2,-3".parse::<CardSpot>().is_err());
    }

    #[test]
    fn labels_name_colourants_with_or_without_amounts() {
        let LabelSolids(solids) = "carbon_black=150, iron_oxide_red".parse().unwrap();
        assert_eq!(solids, [(Colourant::CarbonBlack, 150.0), (Colourant::IronOxideRed, 0.0)]);
        for wrong in [
            "",
            "soot=1",
            "carbon_black=x",
            "carbon_black=-1",
            "carbon_black,carbon_black",
            "carbon_black=NaN",
        ] {
            assert!(wrong.parse::<LabelSolids>().is_err(), "{wrong}");
        }
        assert!("carbon_black=600,organic_red=600".parse::<LabelSolids>().is_err());
    }

    #[test]
    fn ids_lines_and_kinds() {
        assert!(shade_id("my-black-2").is_ok() && shade_id("My").is_err() && shade_id("-a").is_err());
        assert_eq!(line("  My black "), Ok(String::from("My black")));
        assert!(line("a\nb").is_err() && line(" ").is_err());
        assert_eq!(shade_kind("skin_tone"), Ok(ShadeKind::SkinTone));
        assert!(shade_kind("paint").is_err());
    }
}
