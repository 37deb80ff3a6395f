//! Teaching: exercises are the same every time, their truths are those of the model worked out another way, answers are
//! scored as stated, levels settle, packs are checked, results become a table.

use std::collections::BTreeMap;
use std::time::Instant;

use jiff::civil::date;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use scalp_shade::blend::{HandCup, HandPlan, Job, MatchSettings, RecipePart, Thresholds, judge_by_hand};
use scalp_shade::color::{Lab, delta_e_2000};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::{PredictSpec, ShadeSpec, SkinSpec, defaults, predict};
use scalp_shade::progress::Silent;
use scalp_shade::teach::{
    Answer, CaseCard, Class, Decision, Exercise, FaultKind, Form, Kind, Level, Order, PACK_FILE, Pack,
    Record, Task, TeachError, Trainee, TraineeCode, level_after, results_csv,
};

fn level(number: u8) -> Level {
    Level::new(number).expect("1..=10")
}

fn made(kind: Kind, seed: u64, number: u8) -> Exercise {
    let order = Order { kind, seed, level: level(number) };
    Exercise::new(order, &ShadeLibrary::bundled(), &Thresholds::default(), &Silent).expect("it is made")
}

/// An answer of the right form, neither right nor wrong on purpose.
fn some_answer(exercise: &Exercise) -> Answer {
    match exercise.form() {
        Form::Tone { .. } => Answer::Tone([3.0, -1.0, 0.5]),
        Form::Which(_) => Answer::Which(0),
        Form::Cups { bottles, .. } => {
            let cup =
                HandCup { parts: vec![RecipePart { shade: bottles[0].0.clone(), parts: 1 }], water_parts: 5 };
            Answer::Cups { scar: cup.clone(), surround: cup }
        }
        Form::Number(_) => Answer::Number(7.0),
        Form::Photos(count) => Answer::Photos(vec![None; count]),
        Form::Case => Answer::Case(Decision::Wait),
    }
}

fn told(exercise: &Exercise) -> String {
    let shown = exercise.shown();
    let pictures: Vec<u64> = shown
        .pictures
        .iter()
        .map(|picture| {
            picture.image.as_raw().iter().fold(7, |sum: u64, v| sum.wrapping_mul(31) + u64::from(*v))
        })
        .collect();
    let verdict = exercise.judge(&some_answer(exercise)).expect("the form is right");
    format!(
        "{} {pictures:?} {:?} {:?} {:?} {verdict:?}",
        exercise.question(),
        shown.strips,
        shown.facts,
        exercise.form()
    )
}

#[test]
fn a_seed_gives_the_same_exercise_on_any_number_of_threads() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let three = rayon::ThreadPoolBuilder::new().num_threads(3).build().expect("threads");
    for kind in Kind::ALL {
        let start = Instant::now();
        let alone = one.install(|| told(&made(kind, 7, 5)));
        println!("{}: {:.0} ms", kind.name(), start.elapsed().as_secs_f64() * 1000.0);
        assert_eq!(alone, three.install(|| told(&made(kind, 7, 5))), "{kind:?}");
        // Sums of one kind are few enough to come twice.
        let others = if kind == Kind::RatioArithmetic { 8..14 } else { 8..9 };
        assert!(others.into_iter().any(|seed| told(&made(kind, seed, 5)) != alone), "{kind:?}: another seed");
    }
}

#[test]
fn a_tone_difference_is_that_of_the_rendered_scene() {
    for (seed, number) in [(1, 1), (2, 4), (3, 7), (4, 10)] {
        let exercise = made(Kind::ToneDifference, seed, number);
        let Task::ToneDifference(task) = &exercise.task else { panic!("another kind") };
        let truth =
            [task.scar.l - task.surround.l, task.scar.a - task.surround.a, task.scar.b - task.surround.b];
        let right = exercise.judge(&Answer::Tone(truth)).expect("an answer");
        assert!(right.right && right.delta_e.is_some_and(|off| off < 1e-9), "{right:?}");
        let none = exercise.judge(&Answer::Tone([0.0; 3])).expect("an answer");
        assert!(!none.right, "no guess at all is wrong at level {number}");
        let size = delta_e_2000(task.scar, task.surround);
        assert!((none.delta_e.expect("a colour") - size).abs() < 1e-9);
        println!("level {number}: ΔE00 {size:.1}");
        let off =
            exercise.judge(&Answer::Tone([truth[0] + 1.0, truth[1] - 2.0, truth[2]])).expect("an answer");
        let signed = off.signed.expect("a colour");
        assert!((signed[0] - 1.0).abs() < 1e-9 && (signed[1] + 2.0).abs() < 1e-9 && signed[2].abs() < 1e-9);
        // Measured on the picture itself: the middle of the scar against what lies far from it, hairs left out.
        let picture = &exercise.shown().pictures[0];
        let bright = |y: std::ops::Range<u32>| {
            let mut greens: Vec<u8> = y
                .flat_map(|y| (260..460).map(move |x| (x, y)))
                .map(|(x, y)| picture.image.get_pixel(x, y).0[1])
                .collect();
            greens.sort_unstable();
            f64::from(greens[greens.len() / 2])
        };
        let height = picture.image.height();
        let scar = (0..height / 12).map(|i| bright(i * 12..i * 12 + 12)).fold(0.0, f64::max);
        if truth[0] > 4.0 {
            assert!(scar > bright(0..height / 6), "a lighter scar is lighter in the picture");
        }
    }
}

/// Mean size of what is asked at levels 1 and 10.
#[test]
fn levels_ask_for_smaller_differences() {
    let tones = |number| -> f64 {
        let size = |seed| match made(Kind::ToneDifference, seed, number).task {
            Task::ToneDifference(task) => delta_e_2000(task.scar, task.surround),
            _ => f64::NAN,
        };
        (20..26).map(size).sum::<f64>() / 6.0
    };
    let gaps = |number| -> f64 {
        let gap = |seed| match made(Kind::NearerMix, seed, number).task {
            Task::NearerMix(task) => (task.mixes[0].error - task.mixes[1].error).abs(),
            _ => f64::NAN,
        };
        (0..20).map(gap).sum::<f64>() / 20.0
    };
    let drops = |number| -> f64 {
        let size = |seed| match made(Kind::OneDropMore, seed, number).task {
            Task::OneDropMore(task) => {
                let [l, a, b] = task.change;
                delta_e_2000(task.now, Lab::new(task.now.l + l, task.now.a + a, task.now.b + b))
            }
            _ => f64::NAN,
        };
        (0..8).map(size).sum::<f64>() / 8.0
    };
    let all = [tones(1), tones(10), gaps(1), gaps(10), drops(1), drops(10)];
    println!(
        "tones {:.1} {:.1}, gaps {:.1} {:.1}, drops {:.1} {:.1}",
        all[0], all[1], all[2], all[3], all[4], all[5]
    );
    assert!(all[0] > 2.5 * all[1] && all[2] > 3.0 * all[3] && all[4] > 1.5 * all[5], "{all:?}");
}

/// The healed even tone of a cup by `predict`, which shares no code with the search.
fn healed(library: &ShadeLibrary, skin: Lab, parts: &[(&str, f64)], water: f64) -> Lab {
    let shades = parts
        .iter()
        .map(|(id, parts)| ShadeSpec { parts: *parts, solids: library.shade(id).expect("a bottle").solids })
        .collect();
    let spec = PredictSpec {
        skin: SkinSpec { l: skin.l, a: skin.a, b: skin.b },
        shades,
        water_parts: water,
        deposit: defaults::DEPOSIT * defaults::UPTAKE_SCAR,
        hold: defaults::HOLD_SCAR,
        days: defaults::HEALED_DAYS,
        clear_depth_mm: defaults::CLEAR_DEPTH_MM,
        layer_mm: defaults::LAYER_MM,
        mark_cover: 0.05,
        yule_nielsen: 2.0,
        illuminant: scalp_shade::color::Illuminant::D65,
        wash: None,
    };
    let [l, a, b] = predict(&spec).expect("a prediction").mark.lab;
    Lab::new(l, a, b)
}

#[test]
fn one_drop_more_is_what_the_model_predicts() {
    for seed in 0..12 {
        let exercise = made(Kind::OneDropMore, seed, 1 + (seed % 10) as u8);
        let Task::OneDropMore(task) = &exercise.task else { panic!("another kind") };
        let cup = task.plan.wash.as_ref().expect("a wash");
        let parts: Vec<(&str, f64)> =
            cup.parts.iter().map(|part| (part.shade.as_str(), f64::from(part.parts))).collect();
        let before = healed(&task.bottles, task.target.scar_skin, &parts, f64::from(cup.water_parts));
        assert!(delta_e_2000(before, task.now) < 0.01, "{before:?} {:?}", task.now);
        // One part in millilitres from the cup's size: 1 ml in syringe steps of 0.01, or a larger cup.
        let total: f64 =
            parts.iter().map(|(_, parts)| parts).sum::<f64>() * (1.0 + f64::from(cup.water_parts));
        let part_ml = [1.0, 2.0, 3.0, 5.0, 10.0]
            .into_iter()
            .map(|cup_ml: f64| {
                ((cup_ml / (total * 0.01)).round()).min((1.05 * cup_ml / (total * 0.01) + 1e-9).floor())
                    * 0.01
            })
            .find(|ml| *ml > 0.005)
            .expect("a cup");
        let pigment: f64 = parts.iter().map(|(_, parts)| parts).sum();
        let water_ml = pigment * f64::from(cup.water_parts) * part_ml;
        let more: Vec<(&str, f64)> = parts
            .iter()
            .map(|(id, parts)| (*id, parts * part_ml + if *id == task.bottle { 0.05 } else { 0.0 }))
            .collect();
        let pigment_ml: f64 = more.iter().map(|(_, ml)| ml).sum();
        let after = healed(&task.bottles, task.target.scar_skin, &more, water_ml / pigment_ml);
        let change = [after.l - before.l, after.a - before.a, after.b - before.b];
        for (found, expected) in task.change.iter().zip(change) {
            assert!((found - expected).abs() < 0.05, "seed {seed}: {:?} {change:?}", task.change);
        }
        let verdict = exercise.judge(&Answer::Tone(change)).expect("an answer");
        assert!(verdict.right && verdict.delta_e.is_some_and(|off| off < 0.1));
        assert!(
            !exercise.judge(&Answer::Tone([-change[0], -change[1], -change[2]])).expect("an answer").right
        );
    }
}

#[test]
fn the_nearer_mix_is_nearer_by_the_formula() {
    for seed in 0..12 {
        let exercise = made(Kind::NearerMix, seed, 1 + (seed % 10) as u8);
        let Task::NearerMix(task) = &exercise.task else { panic!("another kind") };
        let library = ShadeLibrary::bundled();
        let errors: Vec<f64> = task
            .mixes
            .iter()
            .map(|mix| {
                let parts: Vec<(&str, f64)> =
                    mix.parts.iter().map(|(id, parts)| (id.as_str(), f64::from(*parts))).collect();
                let look = healed(&library, task.skin, &parts, f64::from(mix.water));
                assert!(delta_e_2000(look, mix.healed) < 0.01);
                // Too dark counts one and a half times in lightness; a mark's colour a third.
                let weights = if task.marks {
                    scalp_shade::color::DeltaEWeights::MARK
                } else {
                    scalp_shade::color::DeltaEWeights::AREA
                };
                scalp_shade::color::delta_e_2000_dark_penalised(look, task.target, weights, 0.5)
            })
            .collect();
        let nearer = usize::from(errors[1] < errors[0]);
        assert!(exercise.judge(&Answer::Which(nearer)).expect("an answer").right, "{errors:?}");
        assert!(!exercise.judge(&Answer::Which(1 - nearer)).expect("an answer").right);
        assert!(exercise.judge(&Answer::Which(2)).is_err());
    }
}

/// One bottle each: nothing that can be chosen beats what is called the best.
#[test]
fn no_choice_of_shade_and_water_beats_the_best() {
    for (seed, number) in [(1, 1), (2, 4)] {
        let exercise = made(Kind::ShadeAndWater, seed, number);
        let Task::ShadeAndWater(task) = &exercise.task else { panic!("another kind") };
        let settings = MatchSettings { job: Some(Job::Dots), most_parts: 1, ..MatchSettings::default() };
        let score = |plan: &HandPlan| {
            judge_by_hand(plan, &task.target, &task.bottles, &settings).map(|judged| judged.score)
        };
        let best = score(&task.best).expect("it is judged");
        let cups: Vec<HandCup> = task
            .bottles
            .shades()
            .iter()
            .flat_map(|shade| {
                [3, 6, 10, 15, 20, 28].map(|water_parts| HandCup {
                    parts: vec![RecipePart { shade: shade.id.clone(), parts: 1 }],
                    water_parts,
                })
            })
            .collect();
        let (scar, surround) =
            (task.best.dots.clone().expect("a cup"), task.best.surround.clone().expect("a cup"));
        let mut tried = 0;
        for cup in &cups {
            for plan in [task.plan(cup, &surround), task.plan(&scar, cup)] {
                if let Ok(other) = score(&plan) {
                    tried += 1;
                    assert!(other >= best - 1e-6, "seed {seed}: {plan:?} scores {other}, the best {best}");
                }
            }
        }
        assert!(tried >= 12, "{tried} plans");
        let verdict = exercise.judge(&Answer::Cups { scar, surround }).expect("the best");
        assert!(verdict.right && verdict.delta_e.is_some_and(|off| off < 1e-6));
    }
}

#[test]
fn plain_faults_are_named_by_the_programs_own_check() {
    let (mut named, mut spoiled, mut blamed, mut good) = (0, 0, 0, 0);
    for seed in 0..10 {
        let exercise = made(Kind::BadPhoto, seed, 1);
        let Task::BadPhoto(task) = &exercise.task else { panic!("another kind") };
        for (fault, check) in task.faults.iter().zip(task.checks()) {
            if let Some(fault) = fault {
                spoiled += 1;
                named += usize::from(check.blames(fault.code()));
                continue;
            }
            good += 1;
            let is_fault = |reason: &scalp_shade::trust::Reason| {
                FaultKind::ALL.iter().any(|fault| fault.code() == reason.code)
            };
            blamed += usize::from(check.reasons.iter().any(is_fault));
        }
        assert!(exercise.judge(&Answer::Photos(task.faults.clone())).expect("an answer").right);
        let none = vec![None; task.faults.len()];
        assert!(!exercise.judge(&Answer::Photos(none)).expect("an answer").right);
    }
    println!("{named} of {spoiled} named, {blamed} of {good} good ones blamed");
    assert!(named * 10 >= spoiled * 9 && blamed * 10 <= good);
}

#[test]
fn case_cards_follow_the_thresholds() {
    let clear = CaseCard {
        age_months: 14.0,
        raised: false,
        redness: 1.0,
        keloid: false,
        isotretinoin_months: None,
        blood_thinners: false,
        skin_disease: false,
        last_visit_days: None,
    };
    let limits = Thresholds::default();
    let decide = |change: fn(&mut CaseCard)| {
        let mut card = clear.clone();
        change(&mut card);
        card.decision(&limits)
    };
    assert_eq!(decide(|_| {}), Decision::Treat);
    assert_eq!(decide(|card| card.age_months = 8.0), Decision::Treat, "warned about, not stopped");
    assert_eq!(decide(|card| card.age_months = 5.9), Decision::Wait);
    assert_eq!(decide(|card| card.redness = 4.0), Decision::Treat, "more than 4, not 4");
    assert_eq!(decide(|card| card.redness = 4.1), Decision::AskDoctor);
    assert_eq!(decide(|card| card.raised = true), Decision::AskDoctor);
    assert_eq!(decide(|card| card.keloid = true), Decision::AskDoctor);
    assert_eq!(decide(|card| card.blood_thinners = true), Decision::AskDoctor);
    assert_eq!(decide(|card| card.isotretinoin_months = Some(12.0)), Decision::AskDoctor);
    assert_eq!(decide(|card| card.isotretinoin_months = Some(13.0)), Decision::Treat);
    assert_eq!(decide(|card| card.skin_disease = true), Decision::Wait);
    assert_eq!(decide(|card| card.last_visit_days = Some(27)), Decision::Wait);
    assert_eq!(decide(|card| card.last_visit_days = Some(28)), Decision::Treat);
    let grave = decide(|card| (card.keloid, card.skin_disease) = (true, true));
    assert_eq!(grave, Decision::AskDoctor, "the gravest decides");
    let mut drawn = BTreeMap::new();
    for seed in 0..300 {
        for number in [1, 5, 10] {
            let Task::TreatOrWait(task) = made(Kind::TreatOrWait, seed, number).task else {
                panic!("another kind")
            };
            *drawn.entry((number, task.truth())).or_insert(0) += 1;
        }
    }
    println!("{drawn:?}");
    assert!(drawn.len() == 9 && drawn.values().all(|count| (60..150).contains(count)), "{drawn:?}");
}

#[test]
fn a_case_card_says_its_rule_and_that_it_is_no_medical_advice() {
    let exercise = made(Kind::TreatOrWait, 9, 3);
    let verdict = exercise.judge(&Answer::Case(Decision::Treat)).expect("an answer");
    assert!(verdict.reasons.iter().any(|reason| reason.contains("not medical advice")));
    let Task::TreatOrWait(task) = &exercise.task else { panic!("another kind") };
    let sourced = verdict.reasons.iter().filter(|reason| reason.contains("Source:")).count();
    assert_eq!(sourced, task.card.findings(&Thresholds::default()).len());
}

#[test]
fn numbers_are_right_within_what_the_question_says() {
    for seed in 0..60 {
        let exercise = made(Kind::RatioArithmetic, seed, 1 + (seed % 10) as u8);
        let Task::RatioArithmetic(task) = &exercise.task else { panic!("another kind") };
        let judge = |value| exercise.judge(&Answer::Number(value)).expect("a number").right;
        assert!(judge(task.answer) && judge(task.answer + 0.9 * task.within), "{task:?}");
        assert!(!judge(task.answer + 1.1 * task.within) && !judge(task.answer - 1.1 * task.within));
        // What the question asks for, rounded as it says, is right.
        let question = exercise.question();
        let digits =
            if question.contains("one digit") { 1 } else { usize::from(question.contains("two digits")) * 2 };
        let rounded: f64 = format!("{:.digits$}", task.answer).parse().expect("a number");
        assert!(judge(rounded), "{question} {}", task.answer);
        assert!(exercise.judge(&Answer::Number(f64::NAN)).is_err());
    }
}

#[test]
fn another_form_of_answer_is_refused() {
    for kind in [Kind::NearerMix, Kind::RatioArithmetic, Kind::TreatOrWait] {
        let error = made(kind, 1, 1).judge(&Answer::Photos(vec![None])).expect_err("another form");
        assert!(error.to_string().contains("answer it as it asks"), "{error}");
    }
    let few: ShadeLibrary = std::iter::empty().collect();
    let order = Order { kind: Kind::OneDropMore, seed: 1, level: level(1) };
    let error = Exercise::new(order, &few, &Thresholds::default(), &Silent).expect_err("no bottles");
    assert!(error.to_string().contains("use the reference shades"), "{error}");
}

/// 150 answers of a trainee of a skill, at the levels of the staircase.
fn trained(skill: f64, slope: f64, rng: &mut Pcg64Mcg) -> Vec<bool> {
    let mut answers = Vec::new();
    for _ in 0..150 {
        let now = f64::from(level_after(answers.iter().copied()).number());
        answers.push(rng.random_range(0.0..1.0) < 1.0 / (1.0 + ((now - skill) * slope).exp()));
    }
    answers
}

/// Trainees who are right with a chance that falls with the level settle where they are right in 71 %.
#[test]
fn levels_settle_where_trainees_are_right_in_seven_of_ten() {
    let mut rng = Pcg64Mcg::seed_from_u64(3);
    for skill in [3.5, 5.5, 7.5] {
        for slope in [0.7, 1.5] {
            let trainees: Vec<Vec<bool>> = (0..40).map(|_| trained(skill, slope, &mut rng)).collect();
            let settled = || trainees.iter().flat_map(|answers| &answers[50..]);
            let (right, all) = (settled().filter(|right| **right).count(), settled().count());
            let share = right as f64 / all as f64;
            println!("skill {skill}, slope {slope}: right in {:.0} %", 100.0 * share);
            assert!((0.64..0.77).contains(&share), "skill {skill}, slope {slope}: {share}");
        }
    }
}

fn record(kind: Kind, right: bool, signed: Option<[f64; 3]>) -> Record {
    Record {
        day: date(2026, 11, 29),
        kind: Some(kind),
        pack: None,
        seed: 7,
        level: level(3),
        right,
        delta_e: signed.map(|[l, _, _]| l.abs()),
        signed,
    }
}

#[test]
fn a_known_bias_is_found_within_its_range() {
    let mut rng = Pcg64Mcg::seed_from_u64(5);
    let (mut held, mut all) = (0, 0);
    for _ in 0..100 {
        let mut trainee = Trainee::new(TraineeCode::new("T-1").expect("a code"));
        for _ in 0..20 {
            // Two normal-like errors: sums of uniform ones.
            let noise = |rng: &mut Pcg64Mcg| (0..4).map(|_| rng.random_range(-1.5_f64..1.5)).sum::<f64>();
            let signed = [2.0 + noise(&mut rng), -1.0 + noise(&mut rng), noise(&mut rng)];
            trainee.answers.push(record(Kind::ToneDifference, true, Some(signed)));
        }
        for (bias, truth) in trainee.bias(Some(Kind::ToneDifference)).iter().zip([2.0, -1.0, 0.0]) {
            let bias = bias.expect("enough answers");
            held += usize::from(bias.interval.holds(truth));
            all += 1;
        }
        assert_eq!(trainee.bias_over_time(None).len(), 17);
        assert!(trainee.bias(Some(Kind::OneDropMore)).iter().all(Option::is_none));
    }
    println!("the range holds the true bias in {held} of {all}");
    assert!(held * 100 >= all * 76 && held * 100 <= all * 95);
}

#[test]
fn trainees_are_kept_apart_and_come_back() {
    let disk = tempfile::tempdir().expect("a folder");
    let class = Class::at(disk.path().join("trainees"));
    assert!(class.codes().expect("no folder yet").is_empty());
    let (a, b) = (TraineeCode::new("A").expect("a code"), TraineeCode::new("b-2").expect("a code"));
    class.add(&a, record(Kind::ToneDifference, true, Some([1.0, -2.0, 0.5]))).expect("saved");
    class.add(&a, record(Kind::NearerMix, false, None)).expect("saved");
    class.add(&b, record(Kind::NearerMix, true, None)).expect("saved");
    assert_eq!(class.codes().expect("read"), [a.clone(), b.clone()]);
    let back = class.trainee(&a).expect("read");
    assert_eq!(back.answers.len(), 2);
    assert_eq!(back.level(Kind::NearerMix), level(1));
    assert_ne!(back.next_seed(Kind::NearerMix), class.trainee(&b).expect("read").next_seed(Kind::NearerMix));
    let file = disk.path().join("trainees/A.ron");
    let text = std::fs::read_to_string(&file).expect("a text");
    assert!(text.contains("version: 1") && text.starts_with("// "), "{text}");
    // A newer or a damaged file is refused and left alone.
    for (new, says) in
        [(text.replace("version: 1", "version: 9"), "newer program"), ("(version".to_owned(), "mend")]
    {
        scalp_shade::disk::write_whole(&file, new.as_bytes()).expect("written");
        let error = class.add(&a, record(Kind::NearerMix, true, None)).expect_err("refused");
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(std::fs::read_to_string(&file).expect("a text"), new);
    }
}

#[test]
fn results_become_a_table() {
    let mut trainee = Trainee::new(TraineeCode::new("-1").expect("a code"));
    trainee.answers.push(record(Kind::ToneDifference, true, Some([-1.25, 2.0, 0.0])));
    let pack = Some(("=SUM(A1)".to_owned(), "a, \"b\"".to_owned()));
    trainee.answers.push(Record { kind: None, pack, ..record(Kind::NearerMix, false, None) });
    let table = results_csv(&[trainee]).expect("a table");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    assert_eq!(
        header.join(","),
        "trainee,day,kind,pack,exercise,seed,level,right,delta_e00,error_l,error_a,error_b"
    );
    let rows: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
    assert_eq!(
        rows[0],
        ["'-1", "2026-11-29", "tone_difference", "", "", "7", "3", "1", "1.25", "-1.25", "2.00", "0.00"]
    );
    assert_eq!(rows[1][2..5], ["", "'=SUM(A1)", "a, \"b\""]);
    assert_eq!(rows[1][7..], ["0", "", "", "", ""]);
}

/// The problems of a pack's text in a folder with one photo.
fn problems(text: &str) -> Vec<String> {
    let disk = tempfile::tempdir().expect("a folder");
    let folder = disk.path().join("pack");
    std::fs::create_dir(&folder).expect("room");
    image::RgbImage::new(8, 8).save(folder.join("a.png")).expect("a picture");
    image::RgbImage::new(8, 8).save(disk.path().join("out.png")).expect("a picture");
    scalp_shade::disk::write_whole(&folder.join("b.jpg"), b"no picture").expect("room");
    scalp_shade::disk::write_whole(&folder.join(PACK_FILE), text.as_bytes()).expect("room");
    match Pack::load(&folder) {
        Ok(pack) => {
            assert!(!pack.exercises.is_empty());
            Vec::new()
        }
        Err(TeachError::Pack(found)) => found.iter().map(ToString::to_string).collect(),
        Err(other) => vec![other.to_string()],
    }
}

#[test]
fn the_bundled_pack_is_sound_and_every_exercise_of_it_can_be_asked() {
    let pack = Pack::bundled().expect("it is sound");
    for (place, item) in pack.exercises.iter().enumerate() {
        let asked = pack
            .ask(place, &ShadeLibrary::bundled(), &Thresholds::default(), &Silent)
            .unwrap_or_else(|error| panic!("{}: {error}", item.id));
        assert!(!asked.question().is_empty(), "{}", item.id);
        assert_eq!(asked.of_pack(), Some(("A first evening", item.id.as_str())));
    }
    let asked = pack.ask(3, &ShadeLibrary::bundled(), &Thresholds::default(), &Silent).expect("the notation");
    assert!(asked.judge(&Answer::Number(22.0)).expect("a number").right);
    let wrong = asked.judge(&Answer::Number(25.0)).expect("a number");
    assert!(!wrong.right && wrong.reasons[0].contains("7/9"));
}

#[test]
fn every_problem_of_a_pack_is_told_at_once_with_its_line() {
    let sound = r#"(version: 1, title: "T", language: "de", exercises: [
        (id: "a", kind: tone, photo: "a.png", surround: (l: 60.0, a: 10.0, b: 15.0), question: "Q", explanation: "E",
         accepted: (l: (4, 9), a: (-4, 0), b: (-3, 1))),
        (id: "b", kind: choice, question: "Q", explanation: "E", choices: ["x", "y"], right: 2),
        (id: "c", kind: bad_photo, seed: 3),
    ])"#;
    assert_eq!(problems(sound), Vec::<String>::new());
    let broken = r#"(version: 1, title: "T", language: "xx", exercises: [
        (id: "a", kind: tone, photo: "../out.png", question: "Q", explanation: "E",
         accepted: (l: (9, 4), a: (-4, 0), b: (-3, 1))),
        (id: "a", kind: choice, question: "Q", explanation: "E", choices: ["x", "y"], right: 3),
        (id: "b", kind: number, question: "Q", explanation: "E", accepted: (1, 2), photo: "none.png"),
        (id: "c", kind: number, question: "Q", explanation: "E", accepted: (1, 2), photo: "b.jpg"),
        (id: "d", kind: treat_or_wait, seed: 1, level: 12, sed: 4),
        (id: "e", kind: number),
    ])"#;
    let found = problems(broken);
    println!("{}", found.join("\n"));
    for (line, says) in [
        (1, "language is not known"),
        (2, "leads out of the pack's folder"),
        (3, "accepts nothing"),
        (4, "no such choice"),
        (5, "no such file"),
        (6, "no picture"),
        (7, "no such level"),
        (7, "\"sed\" is not a field"),
        (8, "question is missing"),
        (8, "explanation is missing"),
        (8, "accepted is missing"),
    ] {
        let told =
            |problem: &&String| problem.starts_with(&format!("line {line},")) && problem.contains(says);
        assert!(found.iter().any(|problem| told(&problem)), "line {line}: {says}\n{}", found.join("\n"));
    }
    assert!(problems("(version: 2, new: 1)")[0].contains("newer program"));
    for nonsense in ["", "(", "[]", "\u{0}", "(version: 1)"] {
        assert!(!problems(nonsense).is_empty(), "{nonsense}");
    }
}

#[test]
#[cfg(unix)]
fn a_link_does_not_lead_out_of_the_folder() {
    let disk = tempfile::tempdir().expect("a folder");
    let folder = disk.path().join("pack");
    std::fs::create_dir(&folder).expect("room");
    image::RgbImage::new(8, 8).save(disk.path().join("out.png")).expect("a picture");
    std::os::unix::fs::symlink(disk.path().join("out.png"), folder.join("in.png")).expect("a link");
    let text = r#"(version: 1, title: "T", language: "en", exercises: [(id: "a", kind: number, photo: "in.png",
        question: "Q", explanation: "E", accepted: (1, 2))])"#;
    scalp_shade::disk::write_whole(&folder.join(PACK_FILE), text.as_bytes()).expect("room");
    let error = Pack::load(&folder).expect_err("it leads out");
    assert!(error.to_string().contains("leads out"), "{error}");
}
