//! Which of two mixes heals nearer to the target?

use std::sync::Arc;

use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;

use super::TeachError;
use super::answer::{Form, Verdict};
use super::exercise::Order;
use super::picture::{Picture, Shown, Strip, marks_on_skin};
use super::target::{case_tones, mixable, some_of};
use crate::analysis::difference;
use crate::blend::{Bed, Draw, Moment, ZoneKind, area_error, mark_error};
use crate::color::Lab;
use crate::library::{Shade, ShadeLibrary};
use crate::locale::{number, say, tr};
use crate::optics::{Concentrations, Tissue};

/// Difference of the two errors, in ΔE00, at the easiest and at the hardest level.
const GAPS: [f64; 2] = [6.0, 0.6];
/// Bottles that mixes are made of.
const BOTTLES: usize = 6;
/// Waters that are tried.
const WATERS: [u8; 10] = [3, 4, 6, 8, 10, 12, 15, 18, 22, 28];
/// Proportions of two bottles.
const PARTS: [[u8; 2]; 3] = [[1, 1], [2, 1], [1, 2]];

/// One mix with its healed look.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    /// Identifiers of its bottles with whole parts.
    pub parts: Vec<(String, u8)>,
    /// Parts of water to one part of pigment.
    pub water: u8,
    /// The healed mark, or the even tone.
    pub healed: Lab,
    /// Its error against the target, as the program scores it.
    pub error: f64,
    names: String,
}

/// A target and two mixes.
#[derive(Debug, Clone)]
pub struct NearerMix {
    /// Marks are compared, and not even tones.
    pub marks: bool,
    /// What they are to look like.
    pub target: Lab,
    /// The scar's skin without pigment.
    pub skin: Lab,
    /// The mixes.
    pub mixes: [Mix; 2],
    pictures: Vec<Picture>,
}

impl NearerMix {
    pub(super) fn new(order: &Order, library: &ShadeLibrary) -> Result<Self, TeachError> {
        let mut rng = order.stream();
        let shades = mixable(library);
        if shades.len() < 2 {
            return Err(TeachError::TooFewBottles { needed: 2, found: shades.len() });
        }
        let shades = some_of(shades, BOTTLES, &mut rng);
        let tones = case_tones(&mut rng);
        let marks = rng.random_range(0..2) == 0;
        let target = tones.follicle.filter(|_| marks).unwrap_or(tones.area_average);
        let error = if marks { mark_error } else { area_error };
        let tissue = Tissue::from_lab(tones.scar_skin);
        let bed = Bed::new(&tissue, ZoneKind::Scar, &Draw::NOMINAL, Moment::HEALED, None);
        let mut mixes = mixes_of(&shades, |cup| bed.color(&bed.mark(cup)), |healed| error(healed, target));
        mixes.sort_by(|a, b| a.error.total_cmp(&b.error));
        let gap = order.level.graded(GAPS[0], GAPS[1]) * rng.random_range(0.85..1.15);
        let pair = pair_of(&mixes, gap, &mut rng)
            .ok_or(TeachError::TooFewBottles { needed: 2, found: shades.len() })?;
        let pictures = if marks { pictures_of(&tones, target, &pair, &mut rng) } else { Vec::new() };
        Ok(Self { marks, target, skin: tones.scar_skin, mixes: pair, pictures })
    }

    pub(super) fn question(&self) -> String {
        if self.marks {
            tr("Two mixes, healed as dots in the scar: which looks nearer to the follicle that they are to imitate? Too dark \
                counts half as much again, and colour a third, since a dot is small.")
            .to_owned()
        } else {
            tr("Two mixes, healed as an even wash in the scar: which looks nearer to the target? Too dark counts half as much \
                again.")
            .to_owned()
        }
    }

    pub(super) fn shown(&self) -> Shown {
        let [a, b] = &self.mixes;
        let target = (tr("Target").to_owned(), self.target);
        let strips = vec![
            Strip(vec![(mix_name(0), a.healed), target.clone()]),
            Strip(vec![(mix_name(1), b.healed), target]),
        ];
        let names = [tr("Follicles").to_owned(), mix_name(0), mix_name(1)];
        let pictures = self.pictures.iter().zip(names).map(|(picture, name)| picture.named(name)).collect();
        Shown { pictures, strips, facts: Vec::new() }
    }

    pub(super) fn form() -> Form {
        Form::Which((0..2).map(mix_name).collect())
    }

    /// The nearer of the two, 0 or 1.
    #[must_use]
    pub fn truth(&self) -> usize {
        usize::from(self.mixes[1].error < self.mixes[0].error)
    }

    pub(super) fn judge(&self, which: usize) -> Result<Verdict, TeachError> {
        let truth = self.truth();
        if which > 1 {
            return Err(TeachError::OtherForm);
        }
        let reasons = (0..2).map(|i| {
            let mix = &self.mixes[i];
            say!(
                "%{mix}: %{bottles}, %{water} parts of water; healed it is %{differences} compared with the target, e %{error}.",
                mix = mix_name(i),
                bottles = mix.names,
                water = mix.water,
                differences = difference(mix.healed, self.target),
                error = number(mix.error, 1)
            )
        });
        let rule = tr(
            "e is ΔE00 with the lightness counted half as much again where a mix is too dark: light work can be topped up, \
             dark work ends under a laser.",
        );
        Ok(Verdict {
            right: which == truth,
            delta_e: None,
            signed: None,
            truth: mix_name(truth),
            given: mix_name(which),
            reasons: reasons.chain([rule.to_owned()]).collect(),
            swatches: vec![
                (mix_name(0), self.mixes[0].healed),
                (tr("Target").to_owned(), self.target),
                (mix_name(1), self.mixes[1].healed),
            ],
        })
    }
}

fn mix_name(index: usize) -> String {
    if index == 0 { tr("Mix A").to_owned() } else { tr("Mix B").to_owned() }
}

fn mixes_of(
    shades: &[&Shade],
    look: impl Fn(&Concentrations) -> Lab,
    error: impl Fn(Lab) -> f64,
) -> Vec<Mix> {
    let mut mixes = Vec::new();
    let mut add = |bottles: &[(&Shade, u8)], water: u8| {
        let allowed =
            |(shade, _): &(&Shade, u8)| shade.max_water_parts.is_none_or(|most| u32::from(water) <= most);
        if !bottles.iter().all(allowed) {
            return;
        }
        let cup: Vec<_> = bottles.iter().map(|(shade, parts)| (f64::from(*parts), shade.solids)).collect();
        let healed = look(&Concentrations::of_cup(&cup, f64::from(water)));
        let names: Vec<String> =
            bottles.iter().map(|(shade, parts)| format!("{parts} {}", shade.name)).collect();
        mixes.push(Mix {
            parts: bottles.iter().map(|(shade, parts)| (shade.id.clone(), *parts)).collect(),
            water,
            healed,
            error: error(healed),
            names: names.join(" + "),
        });
    };
    for water in WATERS {
        for (i, first) in shades.iter().enumerate() {
            add(&[(*first, 1)], water);
            for second in shades.iter().skip(i + 1) {
                for [a, b] in PARTS {
                    add(&[(*first, a), (*second, b)], water);
                }
            }
        }
    }
    mixes
}

/// Two mixes, the nearer among the better half, whose errors differ by `gap` as nearly as can be; in random order.
fn pair_of(sorted: &[Mix], gap: f64, rng: &mut Pcg64Mcg) -> Option<[Mix; 2]> {
    let half = (sorted.len() / 2).max(1);
    let good = sorted.get(rng.random_range(0..half.min(sorted.len().max(1))))?;
    let off = |mix: &&Mix| ((mix.error - good.error).abs() - gap).abs();
    let other = sorted.iter().filter(|mix| *mix != good).min_by(|a, b| off(a).total_cmp(&off(b)))?;
    let pair = [good.clone(), other.clone()];
    let [a, b] = pair;
    Some(if rng.random_range(0..2) == 0 { [a, b] } else { [b, a] })
}

fn pictures_of(
    tones: &crate::blend::MatchTarget,
    follicle: Lab,
    mixes: &[Mix; 2],
    rng: &mut Pcg64Mcg,
) -> Vec<Picture> {
    let per_cm2 = tones.follicles_per_cm2;
    let looks =
        [(tones.bare_skin, follicle), (tones.scar_skin, mixes[0].healed), (tones.scar_skin, mixes[1].healed)];
    let picture = |(ground, mark)| Picture {
        name: String::new(),
        image: Arc::new(marks_on_skin(ground, mark, per_cm2, rng)),
        jpeg: None,
    };
    looks.map(picture).into()
}
