//! What the README's figures were measured with: rendered and simulated truth, many seeds. One program, so that its tests
//! share the processors; what is timed has a program of its own.

#[path = "../support/altered.rs"]
mod altered;
#[path = "../support/card_scene.rs"]
mod card_scene;
#[path = "../support/cards.rs"]
mod cards;
#[path = "../support/chart_photos.rs"]
mod chart_photos;
#[path = "../support/development.rs"]
mod development;
#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/drawn_case.rs"]
mod drawn_case;
#[path = "../support/exact_posterior.rs"]
mod exact_posterior;
#[path = "../support/flat.rs"]
mod flat;
#[path = "../support/origins.rs"]
mod origins;
#[path = "../support/simulated_studio.rs"]
mod simulated_studio;
#[path = "../support/skins.rs"]
mod skins;
#[path = "../support/worlds.rs"]
mod worlds;

mod chart_refusals;
mod chart_search;
mod studio_learning;
mod tone_hairless;
mod tones;
mod uncertainty;
mod visits;
