//! Finds the color checkers on a picture.
//!
//! The picture is shrunk (`plane`), even parts that could be a patch are taken from it (`blob`), those that lie
//! like the squares of a board are joined (`lattice`), and every part of the board that could be the card is
//! judged by the colours it would then have (`window`).

mod blob;
mod lattice;
mod plane;
mod window;

use super::Edition;
use super::homography::Homography;
use crate::photo::LinearImage;
use plane::Plane;

/// Longest sides that the picture is shrunk to, in this order: the first is quick and finds patches of 8
/// pixels and more in it, the second takes the small ones.
const LONGEST_SIDES: [u32; 2] = [1000, 2200];

/// Every card on the picture, the surest first: from places on the card in pitches to pixels of the picture.
/// A mirrored one counts too.
pub(super) fn find_cards(image: &LinearImage, edition: Edition) -> Vec<Homography> {
    let mut steps: Vec<u32> = Vec::new();
    for longest in LONGEST_SIDES {
        let step = image.width().max(image.height()).div_ceil(longest).max(1);
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    for step in steps {
        let plane = Plane::shrunk(image, step);
        let blobs = blob::blobs(&plane);
        let boards = lattice::boards(&blobs);
        let cards = window::cards(image, &boards, f64::from(step), edition);
        if !cards.is_empty() {
            return cards;
        }
    }
    Vec::new()
}
