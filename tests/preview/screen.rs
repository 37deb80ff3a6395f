//! What a screen cannot show is said, and several moments fit on a sheet.

use scalp_shade::analysis::Views;
use scalp_shade::blend::Job;
use scalp_shade::color::{Lab, fits_screen};
use scalp_shade::photo::PixelRect;
use scalp_shade::preview::{Caption, PreviewShow, Seeing, compose};

use crate::case::{BARE, Case, SIDE, from_edge};

#[test]
fn colours_beyond_the_screen_are_counted_on_the_scar() {
    let whole = PixelRect { x: 0.0, y: 0.0, width: f64::from(SIDE), height: f64::from(SIDE) };
    let wild = Lab::new(55.0, 95.0, 80.0);
    assert!(!fits_screen(wild) && fits_screen(BARE));
    // An eighth of the scar, or as much beside it.
    let slice = |x: u32, y: u32| x > SIDE / 2 && y > x;
    let note = |inside: bool| {
        let mut case = Case::new();
        case.paint(|x, y| (if slice(x, y) && (from_edge(x, y) < 0.0) == inside { wild } else { BARE }, 1.0));
        let (preview, _) = case.shown(Job::Wash);
        let show = PreviewShow { seeing: Seeing::Untreated, ..PreviewShow::default() };
        preview.paint_counted(&case.pyramid(), whole, (200, 200), &show).1.note()
    };
    let said = note(true).expect("an eighth of the scar");
    assert!(said.starts_with("12 %") || said.starts_with("13 %"), "{said}");
    assert_eq!(note(false), None, "what is not treated does not count");
}

#[test]
fn five_moments_stand_in_a_grid_on_a_sheet() {
    let case = Case::new();
    let (preview, _) = case.shown(Job::Wash);
    let shows: Vec<PreviewShow> =
        Views::OverTime.shows(&PreviewShow::default()).into_iter().map(|(show, _)| show).collect();
    assert_eq!(shows.iter().map(|show| show.moment).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    let sheet =
        compose(&preview, &case.pyramid(), preview.area_about_scars(2.0), &shows, &Caption::default());
    let (width, height) = sheet.size();
    let shape = f64::from(height) / f64::from(width);
    assert!((0.65..0.85).contains(&shape), "two rows of three squares: {width} x {height}");
}
