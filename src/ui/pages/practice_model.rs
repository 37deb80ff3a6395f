//! What the page of practice shows, from the bench.

use crate::app::{PracticeBench, Reading, Series};
use crate::color::Lab;
use crate::locale::{number, say, signed, tr};
use crate::teach::{Bias, Form, Kind, Picture, Strip, Verdict};

/// Scores that the strip shows.
const LAST: usize = 12;

/// The page without its side.
#[derive(Debug, Clone, PartialEq)]
pub struct PracticeModel {
    /// Which exercise it is; another number is another exercise.
    pub exercise: u64,
    /// Kind, level and seed, or the pack's title and place.
    pub title: String,
    /// The question; none while there is no exercise.
    pub question: Option<String>,
    /// What is shown with it.
    pub pictures: Vec<Picture>,
    /// Colours side by side.
    pub strips: Vec<Strip>,
    /// Facts, a line each.
    pub facts: Vec<String>,
    /// What an answer looks like.
    pub form: Form,
    /// The reveal, once there is an answer.
    pub reveal: Option<RevealModel>,
    /// How far the work is, while there is some.
    pub working: Option<Reading>,
    /// Why something was not done, or that it was.
    pub told: Option<String>,
    /// The row has come to its end.
    pub at_end: bool,
    /// Nothing is kept: it is shown to a class.
    pub presenting: bool,
}

/// What is revealed.
#[derive(Debug, Clone, PartialEq)]
pub struct RevealModel {
    /// Right or not, in a mark and words.
    pub heading: String,
    /// Names and what stands beside them.
    pub rows: Vec<(String, String)>,
    /// Colours side by side.
    pub swatches: Vec<(String, Lab)>,
    /// Why, a line each.
    pub reasons: Vec<String>,
}

/// The side: who practises what, and how it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct SideModel {
    /// Codes of the trainees there are.
    pub codes: Vec<String>,
    /// Who practises; none for a guest.
    pub trainee: Option<String>,
    /// Trainees can be kept.
    pub has_class: bool,
    /// Each kind with its level.
    pub kinds: Vec<(Kind, u8)>,
    /// The row under way.
    pub series: Option<Series>,
    /// Title of the pack and how many exercises it has.
    pub pack: Option<(String, usize)>,
    /// The last scores, oldest first: right, and ΔE00 where there is colour.
    pub last: Vec<(bool, Option<f64>)>,
    /// How the trainee errs in L*, a* and b*; empty while too little is known.
    pub bias: Vec<BiasBar>,
    /// Answers in all.
    pub answers: usize,
    /// Nothing is kept: it is shown to a class.
    pub presenting: bool,
}

/// How a trainee errs in one coordinate, now and before.
#[derive(Debug, Clone, PartialEq)]
pub struct BiasBar {
    /// "L*".
    pub name: &'static str,
    /// Median and range now.
    pub now: Bias,
    /// Medians after each answer, oldest first.
    pub over_time: Vec<f64>,
    /// In words.
    pub words: String,
}

impl PracticeModel {
    /// From the bench; before a class nothing of a trainee is shown.
    #[must_use]
    pub fn of(bench: &PracticeBench, presenting: bool) -> Self {
        let told = bench.refused().or(bench.told()).map(str::to_owned);
        let working = bench.is_making().then(|| bench.reading().unwrap_or((0.0, tr("Making the exercise"))));
        let at_end = bench.pack().is_some() && bench.series().is_none() && bench.asked().is_none();
        let Some((asked, exercise)) = bench.asked() else {
            return Self {
                exercise: 0,
                title: String::new(),
                question: None,
                pictures: Vec::new(),
                strips: Vec::new(),
                facts: Vec::new(),
                form: Form::Case,
                reveal: None,
                working,
                told,
                at_end,
                presenting,
            };
        };
        let shown = asked.shown();
        let place = match bench.series() {
            Some(Series::Pack(place)) => place + 1,
            _ => 0,
        };
        let title = match (bench.pack().filter(|_| place > 0), asked.exercise()) {
            (Some(pack), _) => say!(
                "%{title}: %{place} of %{all}",
                title = pack.title,
                place = place,
                all = pack.exercises.len()
            ),
            (None, Some(exercise)) => say!(
                "%{kind}, level %{level}, number %{seed}",
                kind = exercise.order.kind.title(),
                level = exercise.order.level.number(),
                seed = exercise.order.seed
            ),
            (None, None) => String::new(),
        };
        Self {
            exercise,
            title,
            question: Some(asked.question()),
            pictures: shown.pictures,
            strips: shown.strips,
            facts: shown.facts,
            form: asked.form(),
            reveal: bench.answered().map(|(_, verdict)| RevealModel::of(verdict)),
            working,
            told,
            at_end,
            presenting,
        }
    }
}

impl RevealModel {
    fn of(verdict: &Verdict) -> Self {
        let heading = if verdict.right { tr("✔ Right") } else { tr("× Not right") };
        let mut rows = vec![
            (tr("Truth").to_owned(), verdict.truth.clone()),
            (tr("Your answer").to_owned(), verdict.given.clone()),
        ];
        if let Some(off) = verdict.delta_e {
            rows.push((tr("Off by").to_owned(), format!("ΔE {}", number(off, 1))));
        }
        if let Some([l, a, b]) = verdict.signed.map(|error| error.map(|value| signed(value, 1))) {
            rows.push((tr("Your error").to_owned(), format!("L* {l}, a* {a}, b* {b}")));
        }
        Self {
            heading: heading.to_owned(),
            rows,
            swatches: verdict.swatches.clone(),
            reasons: verdict.reasons.clone(),
        }
    }
}

impl SideModel {
    /// From the bench; before a class nothing of a trainee is told.
    #[must_use]
    pub fn of(bench: &PracticeBench, presenting: bool) -> Self {
        let (trainee, known) = bench.trainee();
        let kind = match bench.series() {
            Some(Series::Kind(kind)) => kind,
            _ => None,
        };
        let wanted = |record: &&crate::teach::Record| kind.is_none() || record.kind == kind;
        let mut last: Vec<_> = trainee
            .answers
            .iter()
            .rev()
            .filter(wanted)
            .take(LAST)
            .map(|record| (record.right, record.delta_e))
            .collect();
        last.reverse();
        let told = !presenting;
        Self {
            codes: bench.codes().iter().filter(|_| told).map(ToString::to_string).collect(),
            trainee: (known && told).then(|| trainee.code.to_string()),
            has_class: bench.has_class(),
            kinds: Kind::ALL.map(|kind| (kind, bench.level(kind).number())).into(),
            series: bench.series(),
            pack: bench.pack().map(|pack| (pack.title.clone(), pack.exercises.len())),
            last: if told { last } else { Vec::new() },
            bias: if told { bars(trainee, kind.filter(|kind| kind.has_colour())) } else { Vec::new() },
            answers: if told { trainee.answers.len() } else { 0 },
            presenting,
        }
    }
}

fn bars(trainee: &crate::teach::Trainee, kind: Option<Kind>) -> Vec<BiasBar> {
    let over_time = trainee.bias_over_time(kind);
    let Some(now) = over_time.last() else { return Vec::new() };
    let names = ["L*", "a*", "b*"];
    (0..3)
        .map(|i| {
            let Bias { median, interval, errors } = now[i];
            let words = say!(
                "%{name} %{median} (%{low} to %{high}, last %{n} answers)",
                name = names[i],
                median = signed(median, 1),
                low = signed(interval.low, 1),
                high = signed(interval.high, 1),
                n = errors
            );
            BiasBar {
                name: names[i],
                now: now[i],
                over_time: over_time.iter().map(|bias| bias[i].median).collect(),
                words,
            }
        })
        .collect()
}
