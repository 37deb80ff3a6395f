//! Which of these photos are spoiled, and by what?

use rand::RngExt as _;
use rayon::prelude::*;

use super::answer::Verdict;
use super::exercise::Order;
use super::picture::{Picture, Shown};
use super::scene::{close_photo, photograph, scar_in, skin};
use super::{FaultKind, TeachError};
use crate::locale::{list, say, tr};
use crate::photo::{DecodeLimits, PhotoFacts, decode_photo};
use crate::progress::Progress;
use crate::render::{Scene, SceneSpec};
use crate::trust::{PhotoTrust, TrustLevel, TrustTold, check_photo};

/// Photos at the lowest and at the highest level.
const PHOTOS: [f64; 2] = [3.0, 6.0];

/// Photos, some of them spoiled.
#[derive(Debug, Clone)]
pub struct BadPhoto {
    pictures: Vec<Picture>,
    /// For each photo what spoils it.
    pub faults: Vec<Option<FaultKind>>,
    checked: Vec<PhotoTrust>,
}

impl BadPhoto {
    pub(super) fn new(order: &Order, progress: &dyn Progress) -> Result<Self, TeachError> {
        let mut rng = order.stream();
        let count = crate::photo::number::floor_index(order.level.graded(PHOTOS[0], PHOTOS[1]).round());
        let bad = rng.random_range(1..count);
        let mut faults: Vec<Option<FaultKind>> = vec![None; count];
        let mut left = FaultKind::ALL.to_vec();
        for fault in faults.iter_mut().take(bad) {
            *fault = Some(left.remove(rng.random_range(0..left.len())));
        }
        for i in (1..count).rev() {
            faults.swap(i, rng.random_range(0..=i));
        }
        let specs: Vec<SceneSpec> = faults
            .iter()
            .map(|fault| {
                let bare = skin(&mut rng);
                let scar = scar_in(&bare, rng.random_range(0.4..1.0), 0.0, 0.0);
                let mut spec = close_photo(&mut rng, bare, scar);
                let turn = rng.random();
                if let Some(fault) = fault {
                    fault.spoil(&mut spec, order.level, turn);
                }
                spec
            })
            .collect();
        if progress.report(0.1, tr("Rendering the pictures")).is_break() {
            return Err(TeachError::Stopped);
        }
        let made: Vec<(Picture, PhotoTrust)> = specs
            .par_iter()
            .map(|spec| {
                let (picture, scene) = photograph(spec)?;
                Ok((picture, checked(&scene)?))
            })
            .collect::<Result<_, TeachError>>()?;
        let (pictures, checked) = made.into_iter().unzip();
        Ok(Self { pictures, faults, checked })
    }

    pub(super) fn photos(&self) -> usize {
        self.faults.len()
    }

    /// What the program's own check says of each photo.
    #[must_use]
    pub fn checks(&self) -> &[PhotoTrust] {
        &self.checked
    }

    pub(super) fn question() -> String {
        tr("Which of these photos would you take again, and why? Each is good or has one fault.").to_owned()
    }

    pub(super) fn shown(&self) -> Shown {
        let pictures = self.pictures.iter().zip(1..).map(|(picture, n)| picture.named(photo_name(n)));
        Shown { pictures: pictures.collect(), ..Shown::default() }
    }

    pub(super) fn judge(&self, given: &[Option<FaultKind>]) -> Result<Verdict, TeachError> {
        if given.len() != self.faults.len() {
            return Err(TeachError::OtherForm);
        }
        let mut reasons = Vec::new();
        for (n, (fault, checked)) in (1..).zip(self.faults.iter().zip(&self.checked)) {
            let Some(fault) = fault else { continue };
            let mut line = format!("{}: {}. {}", photo_name(n), fault.title(), fault.reason());
            if let Some(reason) = checked.reasons.iter().find(|reason| reason.code == fault.code()) {
                line = say!("%{line} The program's check says: %{check}", line = line, check = reason.text);
            } else if checked.level < TrustLevel::Red {
                line =
                    say!("%{line} The program's own check does not notice it: trust your eye.", line = line);
            }
            reasons.push(line);
        }
        Ok(Verdict {
            right: given == self.faults,
            delta_e: None,
            signed: None,
            truth: faults_words(&self.faults),
            given: faults_words(given),
            reasons,
            swatches: Vec::new(),
        })
    }
}

/// "Photo 3".
fn photo_name(n: usize) -> String {
    say!("Photo %{number}", number = n)
}

/// "1 good, 2 shaken, 3 good".
fn faults_words(faults: &[Option<FaultKind>]) -> String {
    let one = |(n, fault): (usize, &Option<FaultKind>)| match fault {
        Some(fault) => format!("{n} {}", fault.title()),
        None => format!("{n} {}", tr("good##of a photo")),
    };
    list(&(1..).zip(faults).map(one).collect::<Vec<_>>())
}

/// What the program's own check says, as of a photo that comes straight from a camera.
fn checked(scene: &Scene) -> Result<PhotoTrust, TeachError> {
    let mut photo = decode_photo(&scene.jpeg, &DecodeLimits::default())
        .map_err(|error| crate::render::SceneError::Encode(error.to_string()))?;
    let jpeg = photo.facts.origin.jpeg;
    photo.facts = PhotoFacts::of_rendered(photo.image.width(), photo.image.height());
    photo.facts.origin.jpeg = jpeg;
    let told = TrustTold { calibration: None, regions: &scene.regions, px_per_mm: Some(scene.px_per_mm) };
    Ok(check_photo(&photo, &told))
}
