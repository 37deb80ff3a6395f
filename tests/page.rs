//! The printed page of a plan, from fixed figures: the parts, the water, the ml and the drops of every cup.

#[path = "support/case.rs"]
mod case;

use scalp_shade::analysis::Outcome;
use scalp_shade::blend::Matching;
use scalp_shade::calibrate::{Calibration, GreyPick};
use scalp_shade::cli::plan_page;
use scalp_shade::library::ShadeLibrary;
use scalp_shade::photo::PixelPos;

fn page(calibration: &Calibration, matching: Matching) -> String {
    let outcome = Outcome { trust: case::trust(), calibration: *calibration, tones: case::tones(), matching };
    plan_page("scalp.jpg", &outcome, &ShadeLibrary::bundled()).expect("text in memory")
}

fn calibrated() -> Calibration {
    let center = PixelPos { x: 100.0, y: 100.0 };
    case::calibration(Some(GreyPick { center, radius: 20.0, l_star: 50.0 }))
}

#[test]
fn a_technician_can_mix_from_the_page() {
    let page = page(&calibrated(), case::matching());
    assert!(page.lines().all(|line| line.chars().count() <= 96), "{page}");
    insta::assert_snapshot!(page);
}

#[test]
fn without_a_card_the_page_says_so_and_tells_no_decimals() {
    let page = page(&case::calibration(None), case::matching());
    assert!(page.contains("(uncalibrated)"), "{page}");
    let apart = page.lines().filter(|line| line.contains("ΔE00") && !line.contains("drop"));
    for line in apart {
        assert!(!line.contains('.'), "{line}");
    }
}

#[test]
fn no_plan_is_told_in_words() {
    let page = page(&calibrated(), Matching { proposals: Vec::new(), ..case::matching() });
    assert!(page.ends_with("  No recipe can be recommended with these bottles.\n"), "{page}");
}
