//! Scalp Shade chooses pigment before scalp micropigmentation (SMP) over a scar.
//!
//! A photo goes in; two recipes come out that a hand can mix from the studio's own bottles, one for the scar
//! and one for the skin around it, with the healed look predicted and the chance that it will be accepted.
//! The same work is done by the window, the command line and anyone who uses this library.
//!
//! # Data flow
//!
//! ```text
//! photo file → Photo → Calibration → Masks → Tones → optics + shade library → search → Proposals
//!              linear   white and    scar,   L*a*b*   pigment in skin          score    recipes, range,
//!              light    exposure     ring    + spread                                   chance, warnings
//! ```
//!
//! # Modules, in reading order
//!
//! | module | layer | what it does |
//! |---|---|---|
//! | [`locale`] | 0 | the language of the texts; numbers and dates as it writes them |
//! | [`color`] | 1 | spectra, illuminants, CIELAB, CIEDE2000; values and formulas only |
//! | [`disk`] | 1 | files that are written whole or not at all, names and cells that are safe in them |
//! | [`progress`] | 1 | how long work reports and is stopped |
//! | [`optics`] | 2 | the physical model: skin, pigment in skin, marks among skin, fading, drawdowns |
//! | [`photo`] | 2 | a picture file to upright linear light, profiles honoured |
//! | [`library`] | 3 | the studio's bottles, from `shade_library.ron`, and their dilution ladders |
//! | [`region`] | 3 | scars, exclusions and the ring around them, to masks |
//! | [`calibrate`] | 3 | a grey card or a ColorChecker to colours under D65 |
//! | [`tone`] | 4 | pixels under a mask to scar skin, bare skin, hair, follicle, area average, cover |
//! | [`blend`] | 4 | tones and bottles to plans: jobs, search, score, warnings |
//! | [`trust`] | 4 | how far a photo can be trusted: red, amber or green, with reasons |
//! | [`studio`] | 4 | healed results to what they teach about a studio's handling |
//! | [`preview`] | 5 | a plan on the photo: marks and wash over time and from a distance |
//! | [`shelf`] | 5 | what is left of each bottle, what it costs, and what to look after |
//! | [`render`] | 5 | scalp pictures with known truth, from measured skin spectra |
//! | [`analysis`] | 6 | wires the stages; the one headless entry point |
//! | [`case`] | 7 | a client's case on the disk: visits, photos, plans, what was mixed, consents |
//! | [`teach`] | 7 | exercises of known truth, trainees, a trainer's own packs |
//! | [`report`] | 8 | sheets, cards and tables of a visit that leave the program |
//! | [`app`] | 9 | the program's state without a window: document, commands, history, jobs |
//! | [`cli`] | 10 | the command line |
#![cfg_attr(feature = "gui", doc = "| [`ui`] | 10 | the window; the only module that knows egui |")]
#![cfg_attr(not(feature = "gui"), doc = "| `ui` | 10 | the window; left out of this build |")]
//!
//! A module uses only modules of a strictly lower layer; `tests/architecture.rs` holds the code to it.
//!
//! # Invariants
//!
//! - Colours are `palette` types in `f64`, relative to D65 and the 2-degree observer. Nothing computes on
//!   encoded values or on screen colours.
//! - The core takes values and returns values. Only [`disk`], [`photo`], [`library`], [`studio`], [`calibrate`],
//!   [`case`], [`shelf`], [`preview`], [`render`], [`teach`], [`report`], [`app`] and [`cli`] touch files; there is no
//!   network code.
//! - `blend` never sees pixels, `tone` never sees bottles.
//! - `Inputs` is what the user chose; `Outcome` follows from it and is never saved.
//! - Same input, same output, on any number of threads: every random draw is seeded, every tie has a rule.
//! - No panic can be reached from a file, an argument or a click.
//!
//! # Decisions
//!
//! | decision | why | where |
//! |---|---|---|
//! | the picture is held as 16-bit linear Rec. 2020 | holds P3 and Adobe RGB unclipped at 6 bytes a pixel | [`photo`] |
//! | two errors are kept apart, own and shared | the shared one cancels in scar − surround | [`tone`], [`blend`] |
//! | a mark imitates the follicle, not the hair | pigment lies in the skin and cannot get as dark as a hair | [`tone`] |
//! | the search is exact | a technician must be able to trust that no better recipe was missed | [`blend`] |

// The texts of `assets/locales`, by their English.
rust_i18n::i18n!("assets/locales", fallback = "en");

pub mod analysis;
pub mod app;
pub mod blend;
pub mod calibrate;
pub mod case;
pub mod cli;
pub mod color;
pub mod disk;
pub mod library;
pub mod locale;
pub mod optics;
pub mod photo;
pub mod preview;
pub mod progress;
pub mod region;
pub mod render;
pub mod report;
pub mod shelf;
pub mod studio;
pub mod teach;
pub mod tone;
pub mod trust;
#[cfg(feature = "gui")]
pub mod ui;
