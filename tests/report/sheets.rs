//! What stands on the sheets.

use std::path::Path;

use scalp_shade::case::{Case, CaseCode, CasePhotos};
use scalp_shade::color::Lab;
use scalp_shade::library::ShadeLibrary;
use scalp_shade::progress::Silent;
use scalp_shade::report::{DilutionChart, Kind, ReportError, Shelf, Story, Wishes, even_waters, made};

use crate::story::{CYRILLIC, DAY, GREEK, KINDS, STORY, TURKISH, holds, pages, pictures, report, squeezed};

#[test]
fn the_studio_can_do_the_same_again() {
    let text = pages(&report(&STORY, Kind::Studio)).concat();
    let proposal = STORY.proposal().expect("a plan");
    let planned = proposal.scar.dots.as_ref().expect("a cup");
    holds(
        &text,
        &[
            "Case Şule-7, visit of 2026-11-29",
            &planned.text,
            "1 part Ağır Gri, ışıksız İSLÎ ŞÇÖÜ + 20 parts water (21 parts): 0.05 ml + 1.0 ml",
            "90 marks per cm²",
            "LOT-İ42",
            "B-77",
            "drops of 0.05 ml",
            // Mixed otherwise than planned.
            "Surround, marks: what was mixed is not what was planned",
            "2 parts Γκρι ζεστό ΐ + 1 part Чёрный їжак + 90 parts water (93 parts)",
            "Grey card of L* 50",
            "Photo check",
            "Amber: The file does not say what its colours mean",
            "Bottles left out",
            "my shades.ron",
            &STORY.shelf.sha256,
            &STORY.seen().and_then(|seen| seen.hash).expect("a hash").to_string(),
            concat!("Scalp Shade ", env!("CARGO_PKG_VERSION")),
            "Allergy to pigments, nickel, chromium or tattooed make-up? Yes.",
            "Colour test of 2026-10-01",
            "за ухом, 1:30: not looked at yet",
            "given on 2026-11-29",
            "not given",
            "2027-01-10",
            "Κρανίο: strip of 2019",
        ],
    );
    let healed = &proposal.scar.timeline_80.healed;
    let range = |range: scalp_shade::color::Interval| format!("{:.1} to {:.1}", range.low, range.high);
    holds(&text, &[&range(healed.area.l), &range(healed.mark.expect("marks").b)]);
    holds(&text, &[&format!("Acceptable: {:.0} %", 100.0 * proposal.scar.p_acceptable)]);
    for moment in ["Target", "Fresh", "Healed", "1 year", "3 years"] {
        holds(&text, &[moment]);
    }
}

#[test]
fn the_client_reads_plain_words() {
    let wishes =
        Wishes { aftercare: Some("Serin tutun. Не мочить!".to_owned()), ..Wishes::default() };
    let pdf = made(&STORY, Kind::Client, &wishes, &Silent).expect("a sheet");
    let text = pages(&pdf).concat();
    holds(
        &text,
        &[
            "Your visit on 2026-11-29",
            "A simulation, not a promise.",
            "What was done",
            "We see you again on 2027-01-10.",
            "Serin tutun. Не мочить!",
            "Ağır Gri, ışıksız İSLÎ ŞÇÖÜ, lot LOT-İ42",
        ],
    );
    for jargon in ["ΔE", "L*", "CIE", "parts", "ml", "deposit", "quiet"] {
        assert!(!text.contains(jargon), "{jargon}");
    }
    let usual = pages(&report(&STORY, Kind::Client)).concat();
    holds(&usual, &["Always follow what your technician says"]);
    for picture in pictures(&pdf) {
        assert!(picture.width().max(picture.height()) <= 1600);
    }
}

#[test]
fn letters_that_cannot_be_printed_are_told_with_their_field() {
    let refused = |change: &dyn Fn(&mut Story), kind| {
        let mut story = STORY.clone();
        change(&mut story);
        let error = made(&story, kind, &Wishes::default(), &Silent).expect_err("it cannot be printed");
        assert!(matches!(error, ReportError::Letter { .. }), "{error}");
        error.to_string()
    };
    let told = refused(&|story| story.visit.mixed[0].bottles[0].lot = "批号7".to_owned(), Kind::Studio);
    assert_eq!(
        told,
        "“批” (U+6279) in “Lot” cannot be printed: write it in Latin, Greek or Cyrillic letters"
    );
    let told = refused(&|story| story.visit.notes = "tamam 🙂".to_owned(), Kind::Studio);
    assert!(told.contains("“🙂”") && told.contains("“Notes of the visit”"), "{told}");
    let told = refused(&|story| story.visit.mixed[0].bottles[0].name = "حبر".to_owned(), Kind::Card);
    assert!(told.contains("“ح”"), "{told}");
    // Tables for programs hold any letter.
    let mut story = STORY.clone();
    story.visit.mixed[0].bottles[0].lot = "批号7".to_owned();
    for kind in [Kind::Csv, Kind::Json] {
        assert!(String::from_utf8(report(&story, kind)).expect("UTF-8").contains("批号7"));
    }
}

#[test]
fn the_same_visit_gives_the_same_bytes() {
    for kind in KINDS {
        assert!(report(&STORY, kind) == report(&STORY, kind), "{kind:?}");
    }
}

#[test]
fn a_case_study_keeps_the_answer_for_the_second_page_and_names_nobody() {
    let study = pages(&report(&STORY, Kind::Study));
    assert_eq!(study.len(), 2);
    let recipe = &STORY.proposal().and_then(|p| p.scar.dots.as_ref()).expect("a cup").text;
    holds(&study[0], &["Your answer", "Bare skin"]);
    holds(&study[1], &["The answer, and why", recipe]);
    assert!(!study[0].contains(&squeezed(TURKISH)));
    for secret in ["Şule", "2026-11-29", "strip of 2019", "LOT"] {
        assert!(!study.concat().contains(&squeezed(secret)), "{secret}");
    }
    let mut story = STORY.clone();
    story.case.consents.teaching.withdrawn = Some(DAY);
    let error = made(&story, Kind::Study, &Wishes::default(), &Silent).expect_err("not agreed");
    assert!(matches!(error, ReportError::NoTeaching));
}

#[test]
fn a_visit_without_photo_or_plan_is_told_as_it_is() {
    let mut story = STORY.clone();
    story.seen = None;
    let text = pages(&report(&story, Kind::Studio)).concat();
    holds(&text, &["LOT-İ42", "nothing is predicted"]);
    holds(&pages(&report(&story, Kind::Client)).concat(), &["Looking after it"]);
    story.seen = Some(Err("the file is gone".to_owned()));
    let text = pages(&report(&story, Kind::Studio)).concat();
    holds(&text, &["The photo of this visit cannot be used: The file is gone."]);
    (story.seen, story.visit.plan, story.visit.mixed) = (None, None, Vec::new());
    for kind in [Kind::Studio, Kind::Card] {
        assert!(
            matches!(made(&story, kind, &Wishes::default(), &Silent), Err(ReportError::NoPlan)),
            "{kind:?}"
        );
    }
    let empty = Case::new(CaseCode::new("A").expect("a code"), DAY);
    let none = Story::of_case(
        (&empty, &CasePhotos::in_clear(Path::new(""))),
        Some(DAY),
        None,
        STORY.shelf.clone(),
        &Silent,
    );
    assert!(none.expect_err("no visit").to_string().contains("no visit on 2026-11-29"));
}

#[test]
fn a_dilution_chart_shows_every_base_bottle() {
    let shelf = &STORY.shelf;
    let chart = DilutionChart { shelf, skin: Lab::new(64.0, 11.0, 16.0), waters: even_waters(9), day: DAY };
    let pdf = chart.pdf().expect("a chart");
    assert!(pdf == chart.pdf().expect("a chart"), "the same bytes");
    let text = pages(&pdf).concat();
    // The grey of the story is out of stock.
    holds(&text, &["Dilution chart", GREEK, CYRILLIC, "64.0", "A simulation, not a promise."]);
    assert!(!text.contains(&squeezed(TURKISH)));
    let none = Shelf { library: ShadeLibrary::from_iter(Vec::new()), ..shelf.clone() };
    assert!(matches!(DilutionChart { shelf: &none, ..chart }.pdf(), Err(ReportError::NoBase)));
}
