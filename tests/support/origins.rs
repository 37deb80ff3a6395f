//! Skins taken in turn, so that every origin comes up.

use scalp_shade::color::Reflectance;

use crate::dice::Dice;

/// A skin of the origin whose turn it is at this seed.
pub(crate) fn skin_in_turn<'s>(
    seed: u64,
    skins: &'s [(String, Reflectance)],
    dice: &mut Dice,
) -> &'s (String, Reflectance) {
    let mut origins: Vec<&str> = skins.iter().map(|(origin, _)| origin.as_str()).collect();
    origins.sort_unstable();
    origins.dedup();
    let turn = origins[usize::try_from(seed % origins.len() as u64).expect("small")];
    let of_origin: Vec<_> = skins.iter().filter(|(origin, _)| origin == turn).collect();
    of_origin[dice.pick(u32::try_from(of_origin.len()).expect("hundreds")) as usize]
}
