//! The program state without a window: documents, history, jobs, settings.

#[path = "support/case.rs"]
mod case;
#[path = "support/studio.rs"]
mod studio;
#[path = "support/until.rs"]
mod until;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use scalp_shade::analysis::{Inputs, PhotoSource, Views};
use scalp_shade::app::{
    Bottles, Clock, Command, Edit, OthersCommand, Pipeline, PlanRef, PreviewCommand, SettingsStore, ShapeRef,
    Stage, Wake, Work, Workbench,
};
use scalp_shade::blend::{HandPlan, Job, ProposalKind};
use scalp_shade::calibrate::GreyPick;
use scalp_shade::preview::PreviewShow;
use scalp_shade::region::Shape;

use studio::{Studio, at};
use until::until;

fn workbench(studio: &Arc<Studio>, store: SettingsStore) -> Workbench {
    with_bottles(studio, store, None)
}

fn with_bottles(studio: &Arc<Studio>, store: SettingsStore, bottles: Option<Bottles>) -> Workbench {
    let wake: Wake = Arc::new(|| {});
    let pipeline = Arc::clone(studio) as Arc<dyn Pipeline>;
    Workbench::start(&pipeline, store, (bottles, &Clock::default()), &wake)
}

/// The bundled case, worked to its end.
fn worked(studio: &Arc<Studio>) -> Workbench {
    let mut bench = workbench(studio, SettingsStore::nowhere());
    bench.apply([Command::OpenBundled]);
    settle(&mut bench);
    bench
}

fn settle(bench: &mut Workbench) {
    until(|| {
        bench.poll();
        let rests = matches!(bench.document().work(), Work::AtRest | Work::Refused(..));
        (rests && bench.document().photo().is_some()).then_some(())
    });
}

fn triangle(size: f64) -> Shape {
    Shape::Polygon(vec![at(500.0, 500.0), at(500.0 + size, 500.0), at(500.0, 500.0 + size)])
}

#[test]
fn the_bundled_case_comes_worked() {
    let bench = worked(&Arc::new(Studio::default()));
    let document = bench.document();
    assert_eq!(document.inputs().photo, PhotoSource::Bundled);
    assert!(document.tones_are_current() && document.plans_are_current());
    assert_eq!(document.matching(), Some(&case::matching()));
    assert!(!document.history().can_undo(), "opening a case is no step to undo");
}

#[test]
fn a_refused_photo_leaves_the_case_and_a_message() {
    let mut bench = worked(&Arc::new(Studio::default()));
    let before = bench.document().inputs().clone();
    bench.apply([Command::OpenPhoto(PathBuf::from("/photos/scalp.cr3"))]);
    until(|| {
        bench.poll();
        (!bench.document().messages().is_empty()).then_some(())
    });
    let document = bench.document();
    assert_eq!(document.inputs(), &before);
    assert!(document.plans_are_current(), "the case stays worked");
    assert!(document.settings().recent.is_empty(), "what cannot be opened is not offered again");
    let message = document.messages().first().expect("a message").clone();
    assert!(message.text.contains("raw photo"), "{}", message.text);
    bench.apply([Command::Rest]);
    bench.poll();
    assert_eq!(bench.document().messages().len(), 1, "it stays until it is dismissed");
    bench.apply([Command::Dismiss(message.id)]);
    assert!(bench.document().messages().is_empty());
}

#[test]
fn another_photo_starts_afresh_but_keeps_the_studio() {
    let mut bench = worked(&Arc::new(Studio::default()));
    bench.apply([
        Command::Edit(Edit::SetCup(5.0)),
        Command::Edit(Edit::SetMeasuredByDrop(true)),
        Command::Rest,
    ]);
    bench.apply([Command::OpenPhoto(PathBuf::from("/photos/own.jpg"))]);
    until(|| {
        bench.poll();
        (bench.document().inputs().photo != PhotoSource::Bundled).then_some(())
    });
    let inputs = bench.document().inputs();
    assert!(inputs.regions.scars.is_empty() && inputs.grey.is_none() && inputs.px_per_mm.is_none());
    assert_eq!((inputs.cup_ml, inputs.measured_by_drop), (5.0, true));
    assert!(!bench.document().history().can_undo());
    assert_eq!(bench.document().settings().recent, [PathBuf::from("/photos/own.jpg")]);
    assert!(bench.document().measured().is_none(), "tones of the other photo are gone");
}

#[test]
fn a_drag_is_one_step_and_works_only_at_rest() {
    let studio = Arc::new(Studio::default());
    let mut bench = worked(&studio);
    let before = bench.document().inputs().clone();
    let measured = studio.measured.load(Ordering::SeqCst);
    let which = ShapeRef::Scar { scar: 0, shape: 0 };
    for step in 1..=30_u8 {
        bench.apply([Command::Edit(Edit::ReplaceShape(which, triangle(10.0 + f64::from(step))))]);
        bench.poll();
    }
    assert_eq!(studio.measured.load(Ordering::SeqCst), measured, "nothing is measured under the hand");
    assert!(!bench.document().tones_are_current());
    bench.apply([Command::Rest]);
    settle(&mut bench);
    assert!(bench.document().plans_are_current());
    assert_eq!(studio.measured.load(Ordering::SeqCst), measured + 1);
    bench.apply([Command::Undo]);
    assert_eq!(bench.document().inputs(), &before);
    bench.apply([Command::Redo]);
    assert_ne!(bench.document().inputs(), &before);
    settle(&mut bench);
    assert!(bench.document().plans_are_current());
}

#[test]
fn tones_are_kept_when_only_the_recipe_changes() {
    let studio = Arc::new(Studio::default());
    let mut bench = worked(&studio);
    let counts = || (studio.measured.load(Ordering::SeqCst), studio.matched.load(Ordering::SeqCst));
    let (measured, matched) = counts();
    bench.apply([Command::Edit(Edit::SetJob(Some(Job::Wash))), Command::Rest]);
    assert_eq!(bench.document().work(), Work::Running(Stage::Match));
    settle(&mut bench);
    assert_eq!(counts(), (measured, matched + 1));
    bench.apply([Command::Edit(Edit::SetGrey(None)), Command::Rest]);
    settle(&mut bench);
    assert_eq!(counts(), (measured + 1, matched + 2));
}

#[test]
fn work_can_be_stopped_and_taken_up_again() {
    let studio = Arc::new(Studio { endless_match: true, ..Studio::default() });
    let mut bench = workbench(&studio, SettingsStore::nowhere());
    bench.apply([Command::OpenBundled]);
    until(|| {
        bench.poll();
        let trying = bench.reading().is_some_and(|(_, doing)| doing == "Trying recipes");
        // Tones are shown as soon as they are there, while recipes are still looked for.
        (trying && bench.document().measured().is_some()).then_some(())
    });
    assert_eq!(bench.document().work(), Work::Running(Stage::Match));
    bench.apply([Command::CancelWork]);
    assert_eq!(bench.document().work(), Work::Stopped(Stage::Match));
    let matched = studio.matched.load(Ordering::SeqCst);
    bench.apply([Command::WorkAgain]);
    until(|| {
        bench.poll();
        (studio.matched.load(Ordering::SeqCst) > matched).then_some(())
    });
}

#[test]
fn a_refusal_is_told_and_mended_by_the_next_mark() {
    let why = "The surround holds too few pixels; draw it larger.".to_owned();
    let studio = Arc::new(Studio { refuse_tones: Some(why.clone()), ..Studio::default() });
    let mut bench = worked(&studio);
    assert_eq!(bench.document().work(), Work::Refused(Stage::Measure, why));
    assert!(bench.document().measured().is_none());
    let tried = studio.measured.load(Ordering::SeqCst);
    for _ in 0..20 {
        bench.poll();
    }
    assert_eq!(studio.measured.load(Ordering::SeqCst), tried, "it is not tried again and again");
    bench.apply([Command::Edit(Edit::RemoveShape(ShapeRef::Scar { scar: 0, shape: 0 })), Command::Rest]);
    settle(&mut bench);
    assert_eq!(bench.document().work(), Work::AtRest, "nothing is marked, so nothing is refused");
}

#[test]
fn settings_outlive_the_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    let studio = Arc::new(Studio::default());
    let mut bench = workbench(&studio, SettingsStore::at(path.clone()));
    bench.apply([Command::OpenPhoto(PathBuf::from("/photos/own.jpg"))]);
    settle(&mut bench);
    bench.apply([Command::Edit(Edit::SetCup(3.0)), Command::Rest]);
    drop(bench);
    let again = workbench(&studio, SettingsStore::at(path));
    assert_eq!(again.document().inputs().cup_ml, 3.0);
    assert_eq!(again.document().settings().recent, [PathBuf::from("/photos/own.jpg")]);
}

#[test]
fn a_card_is_read_before_anything_is_marked() {
    let studio = Arc::new(Studio::default());
    let mut bench = workbench(&studio, SettingsStore::nowhere());
    bench.apply([Command::OpenPhoto(PathBuf::from("/photos/own.jpg"))]);
    settle(&mut bench);
    assert!(bench.document().calibration().is_none());
    let card = |x: f64| {
        Command::Edit(Edit::SetGrey(Some(GreyPick { center: at(x, 50.0), radius: 9.0, l_star: 50.0 })))
    };
    bench.apply([card(300.0), Command::Rest]);
    settle(&mut bench);
    assert!(bench.document().calibration().is_some());
    assert_eq!(bench.document().work(), Work::AtRest);
    bench.apply([card(1150.0), Command::Rest]);
    settle(&mut bench);
    assert!(matches!(bench.document().work(), Work::Refused(Stage::Calibrate, _)));
    assert!(bench.document().calibration().is_none(), "a refused card corrects nothing");
    bench.apply([Command::Undo]);
    settle(&mut bench);
    assert!(bench.document().calibration().is_some());
    bench.apply([Command::Undo]);
    assert!(bench.document().calibration().is_none());
    assert_eq!(studio.measured.load(Ordering::SeqCst), 0, "there is nothing to measure");
}

#[test]
fn another_library_is_mixed_from_and_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    let studio = Arc::new(Studio::default());
    let mut bench = workbench(&studio, SettingsStore::at(path.clone()));
    bench.apply([Command::OpenBundled]);
    settle(&mut bench);
    assert!(studio.bottles.load(Ordering::SeqCst) > 3);
    bench.apply([Command::OpenLibrary(PathBuf::from("/studio/mine.ron"))]);
    until(|| {
        bench.poll();
        bench.document().bottles().file().map(|_| ())
    });
    settle(&mut bench);
    assert!(bench.document().plans_are_current());
    assert_eq!(studio.bottles.load(Ordering::SeqCst), 3);
    assert_eq!(studio.measured.load(Ordering::SeqCst), 1, "the tones do not depend on the bottles");
    drop(bench);

    let mut again = workbench(&studio, SettingsStore::at(path.clone()));
    again.apply([Command::OpenBundled]);
    settle(&mut again);
    until(|| {
        again.poll();
        again.document().plans_are_current().then_some(())
    });
    assert_eq!(again.document().bottles().name(), "mine.ron");
    assert_eq!(studio.bottles.load(Ordering::SeqCst), 3, "nothing is mixed before the library is read");
    again.apply([Command::UseReferenceShades]);
    settle(&mut again);
    assert!(again.document().settings().library.is_none());
    assert_eq!(again.document().bottles().name(), "Reference shades");
    again.apply([Command::OpenLibrary(PathBuf::from("/studio/mine.ron"))]);
    until(|| {
        again.poll();
        again.document().bottles().file().map(|_| ())
    });
    drop(again);

    let named = Bottles::of_file(PathBuf::from("/other.ron"), scalp_shade::library::ShadeLibrary::bundled());
    let mut third = with_bottles(&studio, SettingsStore::at(path), Some(named));
    third.apply([Command::OpenBundled]);
    settle(&mut third);
    assert_eq!(third.document().bottles().name(), "other.ron", "a library that was named wins");
    assert_eq!(third.document().settings().library, Some(PathBuf::from("/studio/mine.ron")));
}

#[test]
fn a_refused_library_tells_all_problems_and_changes_nothing() {
    let studio = Arc::new(Studio::default());
    let mut bench = worked(&studio);
    bench.apply([Command::OpenLibrary(PathBuf::from("/studio/broken.ron"))]);
    until(|| {
        bench.poll();
        (!bench.document().messages().is_empty()).then_some(())
    });
    let text = &bench.document().messages().first().expect("a message").text;
    for told in
        ["/studio/broken.ron", "2 problems", "line 3, column 9", "line 8, column 1", "Reference shades"]
    {
        assert!(text.contains(told), "{told} in {text}");
    }
    settle(&mut bench);
    assert!(bench.document().plans_are_current() && bench.document().settings().library.is_none());
}

/// Polls until something is there.
fn poll_until<T>(workbench: &mut Workbench, mut look: impl FnMut(&Workbench) -> Option<T>) -> T {
    until(|| {
        workbench.poll();
        look(workbench)
    })
}

#[test]
fn plans_that_are_held_are_judged_undone_and_kept_apart_from_what_is_found() {
    let studio = Arc::new(Studio::default());
    let mut workbench = worked(&studio);
    let matched = studio.matched.load(Ordering::SeqCst);
    let matching = workbench.document().matching().expect("plans").clone();
    let plan = HandPlan::of(&matching.proposals[0], matching.job.kind);
    let mut thinner = plan.clone();
    thinner.marks_per_cm2 *= 0.5;
    let change = |plan: &HandPlan| Command::from(Edit::ChangeByHand(Some(Box::new(plan.clone()))));
    workbench.apply([Edit::Pin("Best match".to_owned(), Box::new(plan.clone())).into(), Command::Rest]);
    workbench.apply([change(&plan), Command::Rest, change(&thinner), Command::Rest]);
    let judged = |w: &Workbench| w.held().by_hand().map(|p| p.scar.marks_per_cm2);
    poll_until(&mut workbench, |w| (judged(w) == Some(thinner.marks_per_cm2)).then_some(()));
    let pinned = workbench.held().pinned()[0].clone().expect("can be mixed");
    assert_eq!((pinned.kind, pinned.scar.marks_per_cm2), (ProposalKind::Pinned, plan.marks_per_cm2));
    // The same plan is pinned once.
    workbench.apply([Edit::Pin("Again".to_owned(), Box::new(plan.clone())).into(), Command::Rest]);
    assert_eq!(workbench.document().inputs().held.pinned.len(), 1);
    workbench.apply([Command::Undo]);
    poll_until(&mut workbench, |w| (judged(w) == Some(plan.marks_per_cm2)).then_some(()));
    workbench.apply([Command::Undo]);
    assert!(workbench.document().inputs().held.by_hand.is_none() && workbench.held().by_hand().is_none());
    workbench.apply([Command::Redo]);
    poll_until(&mut workbench, |w| judged(w).map(|_| ()));
    assert_eq!(studio.matched.load(Ordering::SeqCst), matched, "nothing else is looked for again");
    assert!(workbench.document().plans_are_current());
    // Figures stay with the plan they are of, also before the rest is judged again.
    workbench.apply([Edit::Pin("Thinner".to_owned(), Box::new(thinner.clone())).into(), Command::Rest]);
    poll_until(&mut workbench, |w| (w.held().pinned().len() == 2).then_some(()));
    workbench.apply([Edit::Unpin(0).into(), Command::Rest]);
    let left: Vec<f64> = workbench.held().pinned().iter().flatten().map(|p| p.scar.marks_per_cm2).collect();
    assert_eq!(left, [thinner.marks_per_cm2]);
    workbench.apply([Command::Undo]);
    assert_eq!(workbench.held().pinned().len(), 0, "the first is not known yet");
    poll_until(&mut workbench, |w| (w.held().pinned().len() == 2).then_some(()));
    workbench.apply([Command::Undo]);
    // They are saved with what the user chose.
    let inputs = workbench.document().inputs().clone();
    let text = ron::to_string(&inputs).expect("can be written");
    assert_eq!(ron::from_str::<Inputs>(&text).expect("can be read").held, inputs.held);
    // A plan that cannot be mixed says why.
    let mut odd = plan;
    odd.dots = None;
    workbench.apply([change(&odd), Edit::Unpin(7).into(), Edit::Unpin(0).into(), Command::Rest]);
    poll_until(&mut workbench, |w| {
        w.held().refused().map(|why| assert!(why.contains("lacks a cup"), "{why}"))
    });
    assert!(workbench.held().pinned().is_empty());
    workbench.apply([Command::OpenBundled]);
    settle(&mut workbench);
    assert!(workbench.held().by_hand().is_none() && workbench.held().refused().is_none());
}

#[test]
fn other_bottles_are_looked_for_when_asked_and_dropped_with_the_case() {
    let mut workbench = worked(&Arc::new(Studio::default()));
    assert!(workbench.others().found().is_none() && workbench.others().reading().is_none());
    workbench.apply([OthersCommand::Ask.into()]);
    assert!(workbench.others().reading().is_some());
    poll_until(&mut workbench, |w| w.others().found().map(|found| assert!(found.is_ok())));
    assert!(workbench.others().reading().is_none());
    workbench.apply([Edit::SetCup(2.0).into(), Command::Rest]);
    assert!(workbench.others().found().is_none(), "it was another case");
    settle(&mut workbench);
    workbench.apply([OthersCommand::Ask.into(), OthersCommand::Stop.into()]);
    assert!(workbench.others().reading().is_none());
}

#[test]
fn a_plan_is_put_on_the_photo_saved_and_follows_the_inputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let studio = Arc::new(Studio::default());
    let mut workbench = worked(&studio);
    let save = |path: PathBuf| {
        Command::from(PreviewCommand::Save { path, views: Views::BeforeAfter, show: PreviewShow::default() })
    };
    workbench.apply([save(folder.path().join("too early.png"))]);
    assert!(workbench.preview().preview().is_none() && !workbench.preview().is_working());
    // A plan that is not there gives way to the best.
    workbench.apply([PreviewCommand::Show(PlanRef::Pinned(99)).into()]);
    assert!(workbench.preview().is_working());
    let first = poll_until(&mut workbench, |w| w.preview().preview().cloned());
    assert_eq!(workbench.preview().plan(), Some(PlanRef::Found(0)));
    let told = |w: &Workbench, words: &str| {
        w.document().messages().iter().any(|m| m.text.contains(words)).then_some(())
    };
    let path = folder.path().join("before and after.png");
    workbench.apply([save(path.clone())]);
    poll_until(&mut workbench, |w| told(w, "was saved as"));
    assert!(std::fs::read(&path).expect("a picture").starts_with(b"\x89PNG"));
    workbench.apply([save(folder.path().join("no folder/x.png"))]);
    poll_until(&mut workbench, |w| told(w, "choose another place"));
    assert!(!folder.path().join("too early.png").exists());
    // Another cup: recipes are looked for again, and the picture follows.
    workbench.apply([Command::Edit(Edit::SetCup(2.0)), Command::Rest]);
    poll_until(&mut workbench, |w| {
        let made = w.preview().preview()?;
        (!Arc::ptr_eq(made, &first) && !w.preview().is_working()).then_some(())
    });
    workbench.apply([PreviewCommand::Hide.into()]);
    assert!(workbench.preview().preview().is_none());
}

#[test]
fn a_bottle_is_left_out_and_taken_back() {
    let mut bench = worked(&Arc::new(Studio::default()));
    let without = |bench: &Workbench| bench.document().inputs().without.clone();
    bench.apply([Command::Edit(Edit::UseBottle("black".to_owned(), false)), Command::Rest]);
    assert_eq!(without(&bench), ["black"]);
    assert!(bench.document().tones_are_current(), "only recipes are looked for again");
    assert!(!bench.document().plans_are_current());
    settle(&mut bench);
    bench.apply([Command::Undo]);
    assert!(without(&bench).is_empty());
}
