//! Values of flags: text to numbers that are sound by themselves.

use std::str::FromStr;

use jiff::civil::Date;

use crate::calibrate::{ChartPick, ChartSize, Edition, GreyPick};
use crate::photo::PixelPos;
use crate::region::{Disc, Shape};

/// Places further from the picture than this are mistyped.
pub(super) const FARTHEST_PX: f64 = 1e6;
/// L* of the usual 18 % card.
const CARD_L_STAR: f64 = 50.0;

/// Corners of an outline: "x,y x,y x,y …".
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outline(pub Vec<PixelPos>);

/// Discs: "x,y,r x,y,r …".
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Discs(pub Vec<Disc>);

/// A grey card: "x,y,radius\[,L*\]".
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Grey(pub GreyPick);

/// A ColorChecker: "auto" or "x,y x,y x,y x,y".
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chart(pub Option<[PixelPos; 4]>);

impl Chart {
    /// As a pick of an edition and a size.
    pub(super) fn pick(self, edition: Edition, size: ChartSize) -> ChartPick {
        ChartPick { corners: self.0, edition, size }
    }
}

/// A ring: "gap,width".
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ring {
    pub gap: f64,
    pub width: f64,
}

impl Outline {
    /// As a shape for the regions.
    pub(super) fn shape(&self) -> Shape {
        Shape::Polygon(self.0.clone())
    }
}

impl FromStr for Outline {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let corners: Vec<PixelPos> = text
            .split_whitespace()
            .map(|corner| match numbers(corner)?[..] {
                [x, y] => place(x, y),
                _ => Err(format!("\"{corner}\" is not a corner: write x,y")),
            })
            .collect::<Result<_, _>>()?;
        match corners.len() {
            0..=2 => Err(format!("an outline needs three corners or more, not {}", corners.len())),
            _ => Ok(Self(corners)),
        }
    }
}

impl FromStr for Discs {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let discs: Vec<Disc> = text
            .split_whitespace()
            .map(|disc| match numbers(disc)?[..] {
                [x, y, radius] if radius > 0.0 && radius <= FARTHEST_PX => {
                    Ok(Disc { center: place(x, y)?, radius })
                }
                [_, _, radius] => Err(format!("the radius {radius} does not fit: write one above 0")),
                _ => Err(format!("\"{disc}\" is not a disc: write x,y,r")),
            })
            .collect::<Result<_, _>>()?;
        if discs.is_empty() { Err(String::from("no disc is given: write x,y,r")) } else { Ok(Self(discs)) }
    }
}

impl FromStr for Grey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (x, y, radius, l_star) = match numbers(text)?[..] {
            [x, y, radius] => (x, y, radius, CARD_L_STAR),
            [x, y, radius, l_star] => (x, y, radius, l_star),
            _ => return Err(String::from("a grey card is written x,y,radius or x,y,radius,L*")),
        };
        if !(radius > 0.0 && radius <= FARTHEST_PX) {
            return Err(format!("the radius {radius} does not fit: write one above 0"));
        }
        if !(5.0..=100.0).contains(&l_star) {
            return Err(format!("L* {l_star} is no card: write a number from 5 to 100"));
        }
        Ok(Self(GreyPick { center: place(x, y)?, radius, l_star }))
    }
}

impl FromStr for Chart {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self(None));
        }
        let Outline(corners) = text.parse()?;
        match corners[..] {
            [a, b, c, d] => Ok(Self(Some([a, b, c, d]))),
            _ => Err(format!("a card has four corners, not {}", corners.len())),
        }
    }
}

/// Edition of a ColorChecker.
pub(super) fn edition(text: &str) -> Result<Edition, String> {
    [Edition::Before2014, Edition::After2014]
        .into_iter()
        .find(|edition| edition.name() == text)
        .ok_or_else(|| String::from("write before-2014 or after-2014"))
}

/// Size of a ColorChecker.
pub(super) fn chart_size(text: &str) -> Result<ChartSize, String> {
    match text {
        "classic" => Ok(ChartSize::Classic),
        "passport" => Ok(ChartSize::Passport),
        _ => within(text, 2.0, 200.0, "classic, passport or mm from patch to patch, which")
            .map(ChartSize::Pitch),
    }
}

impl FromStr for Ring {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match numbers(text)?[..] {
            [gap, width] if gap >= 0.0 && width > 0.0 && gap.max(width) <= FARTHEST_PX => {
                Ok(Self { gap, width })
            }
            [_, _] => Err(String::from("a ring needs a gap of 0 or more and a width above 0")),
            _ => Err(String::from("a ring is written gap,width")),
        }
    }
}

/// Millimetres a pixel.
pub(super) fn scale(text: &str) -> Result<f64, String> {
    within(text, 0.0005, 5.0, "a scale in millimetres a pixel")
}

/// Millimetres of hair.
pub(super) fn hair_length(text: &str) -> Result<f64, String> {
    within(text, 0.0, 1000.0, "a length in mm")
}

/// Months.
pub(super) fn age(text: &str) -> Result<f64, String> {
    within(text, 0.0, 1200.0, "an age in months")
}

/// Metres from which a head is looked at.
pub(super) fn distance(text: &str) -> Result<f64, String> {
    within(text, 0.1, 20.0, "a distance in metres")
}

/// Millilitres of a cup.
pub(super) fn cup(text: &str) -> Result<f64, String> {
    within(text, 0.1, 10.0, "a cup in ml")
}

/// Length of the short list.
pub(super) fn top(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count @ 1..=20) => Ok(count),
        _ => Err(String::from("write a whole number from 1 to 20")),
    }
}

fn within(text: &str, low: f64, high: f64, what: &str) -> Result<f64, String> {
    match number(text) {
        Ok(value) if (low..=high).contains(&value) => Ok(value),
        _ => Err(format!("{what} is a number from {low} to {high}")),
    }
}

/// A day, as 2027-03-31.
pub(super) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|error| format!("write a day as 2027-03-31 ({error})"))
}

pub(super) fn numbers(text: &str) -> Result<Vec<f64>, String> {
    text.split(',').map(number).collect()
}

fn number(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(format!("\"{text}\" is not a number")),
    }
}

pub(super) fn place(x: f64, y: f64) -> Result<PixelPos, String> {
    if x.abs().max(y.abs()) <= FARTHEST_PX {
        Ok(PixelPos { x, y })
    } else {
        Err(format!("{x},{y} is not in any picture"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_take_blanks_and_negative_numbers() {
        let Outline(corners) = "-5,3  1e2,-2.5\n4,7".parse().unwrap();
        assert_eq!(corners.len(), 3);
        assert_eq!((corners[0].x, corners[1].x, corners[1].y), (-5.0, 100.0, -2.5));
        for wrong in ["", "1,2 3,4", "1,2,3 4,5 6,7", "a,b c,d e,f", "1,NaN 2,3 4,5", "1,1e9 2,3 4,5", "1;2"]
        {
            assert!(wrong.parse::<Outline>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn discs_cards_and_rings() {
        assert_eq!("1,2,3 4,5,6".parse::<Discs>().unwrap().0.len(), 2);
        assert_eq!("1,2,3".parse::<Grey>().unwrap().0.l_star, 50.0);
        assert_eq!("1,2,3,61.5".parse::<Grey>().unwrap().0.l_star, 61.5);
        assert_eq!("0,4".parse::<Ring>().unwrap(), Ring { gap: 0.0, width: 4.0 });
        for wrong in ["", "1,2", "1,2,0", "1,2,-3", "1,2,inf"] {
            assert!(wrong.parse::<Discs>().is_err(), "{wrong}");
            assert!(wrong.parse::<Grey>().is_err(), "{wrong}");
        }
        assert!("1,2,3,0".parse::<Grey>().is_err() && "1,2,3,4,5".parse::<Grey>().is_err());
        assert!(
            "-1,4".parse::<Ring>().is_err() && "1,0".parse::<Ring>().is_err() && "1".parse::<Ring>().is_err()
        );
    }

    #[test]
    fn color_checkers() {
        assert_eq!("auto".parse::<Chart>(), Ok(Chart(None)));
        assert!("1,2 3,4 5,6 7,8".parse::<Chart>().is_ok_and(|chart| chart.0.is_some()));
        for wrong in ["", "1,2 3,4 5,6", "1,2 3,4 5,6 7,8 9,10", "Auto", "1,2 3,4 5,6 7"] {
            assert!(wrong.parse::<Chart>().is_err(), "{wrong}");
        }
        assert_eq!(edition("before-2014"), Ok(Edition::Before2014));
        assert_eq!(chart_size("passport"), Ok(ChartSize::Passport));
        assert_eq!(chart_size("17.5"), Ok(ChartSize::Pitch(17.5)));
        assert!(edition("2014").is_err() && chart_size("1").is_err() && chart_size("mini").is_err());
    }

    #[test]
    fn single_numbers_have_ranges() {
        assert_eq!(scale("0.05"), Ok(0.05));
        assert_eq!((age("18"), hair_length("0"), cup("2")), (Ok(18.0), Ok(0.0), Ok(2.0)));
        assert_eq!(top("3"), Ok(3));
        assert!(scale("0").is_err() && scale("-1").is_err() && age("-1").is_err() && cup("20").is_err());
        assert!(top("0").is_err() && top("1.5").is_err() && hair_length("nan").is_err());
    }
}
