//! Finds the color checkers on a picture.
//!
//! The picture is shrunk (`plane`), its parts without an edge are found (`parts`), those that could be a patch are
//! kept (`blob`), those of them that lie like the squares of a board are joined (`lattice`), and every part of the board that could be the card is
//! judged by the colours it would then have (`window`).

mod blob;
mod lattice;
mod parts;
mod plane;
mod window;

use super::Edition;
use super::homography::Homography;
use crate::photo::LinearImage;
use plane::Plane;
use window::Cards;

/// Longest side that the picture is shrunk to at most: patches of 12 pixels on 12 megapixels are 6 pixels then.
const LONGEST: u32 = 2200;
/// Longest side from which on it is searched at half the size too, where noise and texture are less.
const HALVED: usize = 1200;

/// Every card on the picture, the surest first: from places on the card in pitches to pixels of the picture.
/// A mirrored one counts too.
pub(super) fn find_cards(image: &LinearImage, edition: Edition) -> Vec<Homography> {
    let step = image.width().max(image.height()).div_ceil(LONGEST).max(1);
    let plane = Plane::shrunk(image, step);
    let mut cards = Cards::new(image, edition);
    if plane.width.max(plane.height) > HALVED {
        cards.add(&lattice::boards(&blob::blobs(&plane.halved())), f64::from(2 * step));
    }
    cards.add(&lattice::boards(&blob::blobs(&plane)), f64::from(step));
    cards.surest_first()
}
