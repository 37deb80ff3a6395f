//! One exercise: what it asks, and what an answer to it is worth.

use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;

use super::answer::{Answer, Form, Verdict};
use super::picture::Shown;
use super::{
    BadPhoto, Kind, Level, NearerMix, OneDropMore, RatioArithmetic, ShadeAndWater, TeachError,
    ToneDifference, TreatOrWait,
};
use crate::blend::Thresholds;
use crate::library::ShadeLibrary;
use crate::progress::Progress;

/// Which exercise is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Order {
    /// What is practised.
    pub kind: Kind,
    /// Fixes everything that is random.
    pub seed: u64,
    /// How hard it is.
    pub level: Level,
}

/// One exercise. Its texts are said in the language that is spoken when they are asked for.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// What was ordered.
    pub order: Order,
    /// What is asked.
    pub task: Task,
}

/// What is asked, by kind.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each is the kind of its name")]
pub enum Task {
    ToneDifference(Box<ToneDifference>),
    NearerMix(Box<NearerMix>),
    ShadeAndWater(Box<ShadeAndWater>),
    OneDropMore(Box<OneDropMore>),
    RatioArithmetic(Box<RatioArithmetic>),
    BadPhoto(Box<BadPhoto>),
    TreatOrWait(Box<TreatOrWait>),
}

impl Order {
    /// A random stream of this exercise's own.
    pub(super) fn stream(&self) -> Pcg64Mcg {
        let kind = Kind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or(0) as u64;
        let place = kind * 16 + u64::from(self.level.number());
        Pcg64Mcg::seed_from_u64(
            self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ place.wrapping_mul(0xC2B2_AE3D_27D4_EB4F),
        )
    }
}

impl Exercise {
    /// Makes an exercise. Takes up to a second where pictures are rendered or plans searched.
    ///
    /// # Errors
    /// When the library has too few bottles for it, or `progress` asks to stop.
    pub fn new(
        order: Order,
        library: &ShadeLibrary,
        thresholds: &Thresholds,
        progress: &dyn Progress,
    ) -> Result<Self, TeachError> {
        let task = match order.kind {
            Kind::ToneDifference => Task::ToneDifference(Box::new(ToneDifference::new(&order, progress)?)),
            Kind::NearerMix => Task::NearerMix(Box::new(NearerMix::new(&order, library)?)),
            Kind::ShadeAndWater => {
                Task::ShadeAndWater(Box::new(ShadeAndWater::new(&order, library, progress)?))
            }
            Kind::OneDropMore => Task::OneDropMore(Box::new(OneDropMore::new(&order, library)?)),
            Kind::RatioArithmetic => Task::RatioArithmetic(Box::new(RatioArithmetic::new(&order))),
            Kind::BadPhoto => Task::BadPhoto(Box::new(BadPhoto::new(&order, progress)?)),
            Kind::TreatOrWait => Task::TreatOrWait(Box::new(TreatOrWait::new(&order, thresholds))),
        };
        Ok(Self { order, task })
    }

    /// The question, in a sentence or two.
    #[must_use]
    pub fn question(&self) -> String {
        match &self.task {
            Task::ToneDifference(task) => task.question(),
            Task::NearerMix(task) => task.question(),
            Task::ShadeAndWater(task) => task.question(),
            Task::OneDropMore(task) => task.question(),
            Task::RatioArithmetic(task) => task.question(),
            Task::BadPhoto(_) => BadPhoto::question(),
            Task::TreatOrWait(_) => TreatOrWait::question(),
        }
    }

    /// What is shown with the question.
    #[must_use]
    pub fn shown(&self) -> Shown {
        match &self.task {
            Task::ToneDifference(task) => task.shown(),
            Task::NearerMix(task) => task.shown(),
            Task::ShadeAndWater(task) => task.shown(),
            Task::OneDropMore(task) => task.shown(),
            Task::RatioArithmetic(_) => Shown::default(),
            Task::BadPhoto(task) => task.shown(),
            Task::TreatOrWait(task) => task.shown(),
        }
    }

    /// What an answer looks like.
    #[must_use]
    pub fn form(&self) -> Form {
        match &self.task {
            Task::ToneDifference(task) => task.form(),
            Task::NearerMix(_) => NearerMix::form(),
            Task::ShadeAndWater(task) => task.form(),
            Task::OneDropMore(task) => task.form(),
            Task::RatioArithmetic(task) => Form::Number(task.unit().to_owned()),
            Task::BadPhoto(task) => Form::Photos(task.photos()),
            Task::TreatOrWait(_) => Form::Case,
        }
    }

    /// What an answer is worth.
    ///
    /// # Errors
    /// When the answer is not of the [`form`](Self::form) that is wanted, or cannot be mixed.
    pub fn judge(&self, answer: &Answer) -> Result<Verdict, TeachError> {
        match (&self.task, answer) {
            (Task::ToneDifference(task), Answer::Tone(guess)) => task.judge(*guess),
            (Task::NearerMix(task), Answer::Which(which)) => task.judge(*which),
            (Task::ShadeAndWater(task), Answer::Cups { scar, surround }) => task.judge(scar, surround),
            (Task::OneDropMore(task), Answer::Tone(guess)) => task.judge(*guess),
            (Task::RatioArithmetic(task), Answer::Number(number)) => task.judge(*number),
            (Task::BadPhoto(task), Answer::Photos(faults)) => task.judge(faults),
            (Task::TreatOrWait(task), Answer::Case(decision)) => Ok(task.judge(*decision)),
            _ => Err(TeachError::OtherForm),
        }
    }
}
