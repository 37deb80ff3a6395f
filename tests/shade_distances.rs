//! The reference shades differ: a list in which two bottles look alike would be no help.

use scalp_shade::color::{Lab, delta_e_2000};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::{COLOURANTS, Concentrations, Deposit, PigmentedSkin, Tissue, defaults};

const WATER_PARTS: f64 = 10.0;
const LEAST: f64 = 2.0;

#[test]
fn no_two_reference_shades_look_alike_unless_one_is_a_dilution_of_the_other() {
    let tissue = Tissue::from_lab(Lab::new(64.0, 11.5, 16.5));
    let skin = PigmentedSkin::new(&tissue, defaults::CLEAR_DEPTH_MM, defaults::LAYER_MM);
    let deposit =
        Deposit { deposit: defaults::DEPOSIT, hold: defaults::HOLD_SKIN, days: defaults::HEALED_DAYS };
    let library = ShadeLibrary::bundled();
    let marks: Vec<Lab> = library
        .shades()
        .iter()
        .map(|shade| {
            let cup = Concentrations::of_cup(&[(1.0, shade.solids)], WATER_PARTS);
            tissue.color(&skin.mark(&deposit.tissue(&cup)))
        })
        .collect();
    let mut least = f64::INFINITY;
    for (i, a) in library.shades().iter().enumerate() {
        for (j, b) in library.shades().iter().enumerate().skip(i + 1) {
            if same_proportions(&a.solids, &b.solids) {
                continue;
            }
            let distance = delta_e_2000(marks[i], marks[j]);
            assert!(distance >= LEAST, "{} and {} are {distance:.2} apart", a.id, b.id);
            least = least.min(distance);
        }
    }
    println!("the closest two are {least:.2} apart");
}

fn same_proportions(a: &Concentrations, b: &Concentrations) -> bool {
    (0..COLOURANTS).all(|c| (a.0[c] / a.total() - b.0[c] / b.total()).abs() < 1e-9)
}
