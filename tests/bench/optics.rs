//! One prediction when only the recipe changes, against working everything out again each time.
//!
//! Limits: a mark's Lab within 1 µs, mark and area with any n within 3 µs, on one core.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

mod support;

use std::hint::black_box;
use std::time::Instant;

use scalp_shade::color::{BANDS, Illuminant, Lab, Reflectance, WAVELENGTHS_NM, delta_e_2000, lab_of};
use scalp_shade::optics::{
    AreaTerms, COLOURANTS, Concentrations, PigmentColumn, PigmentedSkin, Tissue, YuleNielsen, defaults,
};

const RECIPES: usize = 256;
const N: f64 = 1.5;
const COVER: f64 = 0.2;

fn main() {
    let tissue = Tissue::from_lab(Lab::new(64.0, 11.5, 16.5));
    let skin = PigmentedSkin::new(&tissue, defaults::CLEAR_DEPTH_MM, defaults::LAYER_MM);
    let recipes = recipes();
    let plain = Plain::new();
    let yule_nielsen = YuleNielsen::new(&tissue.reflectance_lanes(), N);

    check(&tissue, &skin, &plain, &recipes);
    let lab = |xyz: [f64; 3]| tissue.color_of_xyz(xyz, Illuminant::D65);
    each("mark's Lab", &recipes, |r| lab(skin.mark_xyz(r)).l);
    let columns: Vec<PigmentColumn> = recipes.iter().map(PigmentColumn::of).collect();
    each("mark's Lab from a column", &columns, |c| lab(skin.mark_bands(c).xyz_under(Illuminant::D65)).l);
    let both = |r: &Concentrations| {
        let mark = skin.mark_bands(&PigmentColumn::of(r));
        let area = yule_nielsen.mix(&yule_nielsen.root(&mark), COVER);
        lab(mark.xyz_under(Illuminant::D65)).l + lab(area.xyz_under(Illuminant::D65)).l
    };
    each("mark's and area's Lab, n = 1.5", &recipes, both);
    let bare = tissue.reflectance_lanes();
    let (bare_xyz, bare_root) = (bare.xyz_under(Illuminant::D65), bare.map(f64::sqrt));
    each("mark's Lab and the area's at 41 covers, n = 2", &recipes, |r| {
        let mark = skin.mark_bands(&PigmentColumn::of(r));
        let terms = AreaTerms::with_root(bare_xyz, &bare_root, &mark);
        (0..41).map(|i| lab(terms.xyz(f64::from(i) * 0.0015)).l).sum()
    });
    let labs: Vec<Lab> = recipes.iter().map(|r| tissue.color(&skin.mark(r))).collect();
    each("a difference", &labs, |lab| delta_e_2000(*lab, Lab::new(47.7, 8.77, 12.38)));
    let tones: Vec<Lab> = (0..200).map(|i| Lab::new(30.0 + 0.25 * f64::from(i), 8.0, 14.0)).collect();
    each("inversion of a tone", &tones, |tone| Tissue::from_lab(*tone).residual_delta_e);

    support::ratio(
        "256 marks, all layers again for each",
        || total(&recipes, |r| lab(PigmentedSkin::new(&tissue, 0.04, 0.2).mark_xyz(r)).l),
        || total(&recipes, |r| lab(skin.mark_xyz(r)).l),
    );
    support::ratio(
        "256 marks, by the formulas as printed",
        || total(&recipes, |r| plain.color(&tissue, &plain.mark(&tissue, r)).l),
        || total(&recipes, |r| lab(skin.mark_xyz(r)).l),
    );
    support::ratio(
        "256 marks and areas at n = 1.5, by the formulas as printed",
        || {
            total(&recipes, |r| {
                let mark = plain.mark(&tissue, r);
                let area = plain.area(&plain.mark(&tissue, &Concentrations::NONE), &mark);
                plain.color(&tissue, &mark).l + plain.color(&tissue, &area).l
            });
        },
        || total(&recipes, both),
    );
}

fn recipes() -> Vec<Concentrations> {
    let amount = |i: usize, j: usize| ((i * 7919 + j * 104_729) % 997) as f64 / 997.0 * 4.0;
    (0..RECIPES).map(|i| Concentrations(std::array::from_fn(|j| amount(i, j)))).collect()
}

/// Time of one, over rounds of all: the middle round, and the least disturbed.
fn each<T>(name: &str, items: &[T], work: impl Fn(&T) -> f64) {
    let mut times: Vec<f64> = (0..61)
        .map(|_| {
            let start = Instant::now();
            total(items, &work);
            start.elapsed().as_secs_f64() * 1e6 / items.len() as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name}: {:.3} µs, at best {:.3} µs", times[times.len() / 2], times[0]);
}

fn total<T>(items: &[T], work: impl Fn(&T) -> f64) {
    black_box(items.iter().map(|item| work(black_box(item))).sum::<f64>());
}

/// The two ways must agree, or their times say nothing.
fn check(tissue: &Tissue, skin: &PigmentedSkin, plain: &Plain, recipes: &[Concentrations]) {
    let off = recipes.iter().map(|recipe| {
        let (quick, slow) = (skin.mark(recipe), plain.mark(tissue, recipe));
        quick.0.iter().zip(slow.0).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    });
    let most = off.fold(0.0, f64::max);
    println!("largest difference of a band between the two ways: {most:.1e}");
    assert!(most < 1e-9, "the two ways differ by {most}");
}

/// The formulas as printed, with the tables read once.
struct Plain {
    blood: Vec<f64>,
    /// Absorption and scattering of each colourant in turn.
    colourants: Vec<Vec<f64>>,
}

impl Plain {
    fn new() -> Self {
        let haemoglobin = rows(include_str!("../../assets/haemoglobin.csv"));
        let blood = haemoglobin
            .iter()
            .map(|row| std::f64::consts::LN_10 * (0.75 * row[1] + 0.25 * row[2]) * 150.0 / 64_500.0)
            .collect();
        Self { blood, colourants: rows(include_str!("../../assets/colourants.csv")) }
    }

    fn mark(&self, t: &Tissue, tissue: &Concentrations) -> Reflectance {
        Reflectance(std::array::from_fn(|i| {
            let nm = WAVELENGTHS_NM[i];
            let baseline = t.baseline_scale * (0.244 + 85.3 * (-(nm - 154.0) / 66.2).exp());
            let melanosome = 6.6e11 * nm.powf(-3.33);
            let s = 0.75 * t.scattering_amplitude * (nm / 500.0).powf(-t.scattering_power);
            let epidermis = 2.0 * (t.melanin_fraction * melanosome + (1.0 - t.melanin_fraction) * baseline);
            let dermis = 2.0 * (t.blood_fraction * self.blood[i] + (1.0 - t.blood_fraction) * baseline);
            let (mut added_k, mut added_s) = (0.0, 0.0);
            for j in 0..COLOURANTS {
                added_k += 2.0 * tissue.0[j] * self.colourants[i][1 + 2 * j];
                added_s += 0.75 * tissue.0[j] * self.colourants[i][2 + 2 * j];
            }
            let a = 1.0 + dermis / s;
            let ground = a - (a * a - 1.0).sqrt();
            let pigmented = over(film(dermis + added_k, s + added_s, 0.02), ground);
            let inside = over(film(epidermis, s, 0.008), over(film(dermis, s, 0.004), pigmented));
            0.48 * inside / (1.0 - 0.52 * inside)
        }))
    }

    fn area(&self, skin: &Reflectance, mark: &Reflectance) -> Reflectance {
        assert_eq!(self.blood.len(), BANDS);
        Reflectance(std::array::from_fn(|i| {
            let mean = (1.0 - COVER) * skin.0[i].powf(1.0 / N) + COVER * mark.0[i].powf(1.0 / N);
            mean.powf(N)
        }))
    }

    fn color(&self, tissue: &Tissue, seen: &Reflectance) -> Lab {
        assert_eq!(self.blood.len(), BANDS);
        let xyz = seen.xyz();
        lab_of([tissue.q[0] * xyz.x, tissue.q[1] * xyz.y, tissue.q[2] * xyz.z].into())
    }
}

fn film(k: f64, s: f64, d: f64) -> (f64, f64) {
    let a = 1.0 + k / s;
    let beta = (a * a - 1.0).sqrt();
    let x = beta * s * d;
    let below = a * x.sinh() + beta * x.cosh();
    (x.sinh() / below, beta / below)
}

fn over((r, t): (f64, f64), ground: f64) -> f64 {
    r + t * t * ground / (1.0 - r * ground)
}

fn rows(text: &str) -> Vec<Vec<f64>> {
    text.lines()
        .skip(2)
        .map(|line| line.split(',').map(|field| field.parse().expect("the table holds numbers")).collect())
        .collect()
}
