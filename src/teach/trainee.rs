//! What a trainee has answered, in a file of its own.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::bias::{Bias, bias};
use super::staircase::level_after;
use super::{Kind, Level, TraineeCode};

/// The version of the file that is written.
///
/// 1: `trainee` with code and answers; each answer with day, kind, pack, exercise, seed, level, right, `delta_e`, signed.
pub const TRAINEE_VERSION: u32 = 1;
/// Answers that a bias is made of.
const LAST: usize = 20;

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// When.
    pub day: Date,
    /// What was practised; none for a question of a pack that is no kind of the program's.
    pub kind: Option<Kind>,
    /// Title of the pack and the exercise's name in it, for one from a pack.
    #[serde(default)]
    pub pack: Option<(String, String)>,
    /// Seed of the exercise.
    pub seed: u64,
    /// Its level.
    pub level: Level,
    /// Right, or near enough.
    pub right: bool,
    /// How far off, ΔE00.
    #[serde(default)]
    pub delta_e: Option<f64>,
    /// Answer minus truth in L*, a*, b*.
    #[serde(default)]
    pub signed: Option<[f64; 3]>,
}

/// A trainee under a code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trainee {
    /// The code.
    pub code: TraineeCode,
    /// All answers, oldest first.
    pub answers: Vec<Record>,
}

impl Trainee {
    /// One who has answered nothing.
    #[must_use]
    pub fn new(code: TraineeCode) -> Self {
        Self { code, answers: Vec::new() }
    }

    /// The answers of a kind, oldest first; those from packs do not count.
    pub fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &Record> {
        self.answers.iter().filter(move |record| record.pack.is_none() && record.kind == Some(kind))
    }

    /// The level of a kind, by the staircase.
    #[must_use]
    pub fn level(&self, kind: Kind) -> Level {
        level_after(self.of_kind(kind).map(|record| record.right))
    }

    /// The seed of the next exercise of a kind: another for every trainee and every answer.
    #[must_use]
    pub fn next_seed(&self, kind: Kind) -> u64 {
        // FNV-1a over the code, so that two trainees do not get the same row of exercises.
        let start = 0xCBF2_9CE4_8422_2325_u64;
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        let name = self.code.as_str().bytes().fold(start, step);
        // Short enough to be typed again.
        (name.wrapping_add((self.of_kind(kind).count() as u64).wrapping_mul(7919))) % 1_000_000
    }

    /// How the trainee errs in L*, a* and b*, over the last answers of a kind, or of all that have colour. Each is none
    /// while there are too few.
    #[must_use]
    pub fn bias(&self, kind: Option<Kind>) -> [Option<Bias>; 3] {
        let errors = self.signed(kind);
        let last = errors.get(errors.len().saturating_sub(LAST)..).unwrap_or_default();
        std::array::from_fn(|i| bias(&last.iter().map(|error| error[i]).collect::<Vec<_>>()))
    }

    /// The same after each answer from the first that it can be told of, oldest first: how it changes.
    #[must_use]
    pub fn bias_over_time(&self, kind: Option<Kind>) -> Vec<[Bias; 3]> {
        let errors = self.signed(kind);
        (1..=errors.len())
            .filter_map(|end| {
                let last = errors.get(end.saturating_sub(LAST)..end)?;
                let of = |i: usize| bias(&last.iter().map(|error| error[i]).collect::<Vec<_>>());
                Some([of(0)?, of(1)?, of(2)?])
            })
            .collect()
    }

    fn signed(&self, kind: Option<Kind>) -> Vec<[f64; 3]> {
        let wanted = |record: &&Record| kind.is_none_or(|kind| record.kind == Some(kind));
        self.answers.iter().filter(wanted).filter_map(|record| record.signed).collect()
    }
}
