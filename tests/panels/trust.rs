//! The line that says how far the photo can be trusted, and what stops a red one.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::trust::{PhotoTrust, Reason, TrustCode, TrustLevel, TrustMeasures};

use crate::harness::{of, press, settle, window, worked};
use crate::studio::Studio;
use crate::until::until;

fn judged(level: TrustLevel) -> PhotoTrust {
    let reasons = vec![
        Reason {
            code: TrustCode::Blur,
            text: "Blurred: edges are 12 px wide, stubble is 2 px. Take it again.".to_owned(),
            level,
        },
        Reason {
            code: TrustCode::HdrGainMap,
            text: "A gain map lies beside the picture; only the ordinary picture is used.".to_owned(),
            level: TrustLevel::Green,
        },
    ];
    PhotoTrust { level, reasons, measures: TrustMeasures::default() }
}

#[test]
fn a_good_photo_is_said_to_be_good() {
    let harness = worked();
    harness.get_by_label("✔ Photo green: nothing speaks against it");
    assert!(harness.query_by_label("Match it all the same").is_none());
}

#[test]
fn an_amber_photo_is_matched_and_its_reasons_are_in_sight() {
    let mut harness = window(Studio { trust: Some(judged(TrustLevel::Amber)), ..Studio::default() });
    settle(&mut harness);
    harness.get_by_label("⚠ Photo amber: usable, less sure than its figures say");
    harness.get_by_label_contains("Blurred: edges are 12 px wide");
    harness.get_by_label("2 reasons").click();
    harness.run();
    harness.get_by_label_contains("Amber: Blurred");
    harness.get_by_label_contains("Told only: A gain map");
}

#[test]
fn a_red_photo_stops_until_it_is_accepted_on_purpose() {
    let studio = Arc::new(Studio { trust: Some(judged(TrustLevel::Red)), ..Studio::default() });
    let mut harness = crate::harness::shared_window(&studio);
    until(|| {
        harness.step();
        matches!(of(&harness).document().work(), scalp_shade::app::Work::Refused(..)).then_some(())
    });
    harness.run();
    harness.get_by_label("⚠ Photo red: take it again");
    assert_eq!(studio.measured.load(Ordering::SeqCst), 0, "nothing was measured on it");
    harness.get_by_label_contains("choose “Match it all the same” above");
    let told = harness.get_all_by_label_contains("Blurred: edges are 12 px wide").count();
    assert_eq!(told, 1, "once is enough");
    assert!(of(&harness).document().matching().is_none());
    harness.get_by_label("Match it all the same").click();
    settle(&mut harness);
    harness.get_by_label("⚠ Photo red, accepted on purpose");
    assert!(of(&harness).document().matching().is_some());
    // The acceptance is a choice like any other.
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    until(|| {
        harness.step();
        matches!(of(&harness).document().work(), scalp_shade::app::Work::Refused(..)).then_some(())
    });
    harness.run();
    harness.get_by_label("⚠ Photo red: take it again");
    assert!(of(&harness).document().matching().is_none());
}
