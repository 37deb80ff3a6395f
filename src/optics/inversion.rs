//! From a measured colour to the parameters of the skin: the most probable ones.
//!
//! Levenberg and Marquardt's method in the logarithms of the five parameters, within bounds. Three residuals
//! are the colour's, in units of 0.05, three the priors'. Derivatives by central differences.

use super::SkinParameters;
use super::defaults::{SCATTERING_AMPLITUDE, SCATTERING_POWER};
use crate::color::{Illuminant, Lab, lab_from_ratios};

/// Number of parameters: melanin, blood, scattering power, scattering amplitude, baseline.
const P: usize = 5;
/// Number of residuals: L*, a*, b* and three priors.
const R: usize = 6;

/// First guess.
const START: [f64; P] = [0.03, 0.006, SCATTERING_POWER, SCATTERING_AMPLITUDE, 1.0];
/// Bounds of the parameters.
pub(super) const BOUNDS: [(f64, f64); P] =
    [(1e-5, 0.6), (1e-5, 0.06), (0.05, 4.0), (15.0, 200.0), (0.2, 2.0)];

/// Standard deviation of the colour that is aimed at.
const COLOUR_SD: f64 = 0.05;
/// Standard deviations of the logarithms of power, amplitude and baseline.
const PRIOR_SD: [f64; 3] = [0.5, 0.2, 0.6];

/// The parameters under which this finite colour is most probable, for an instrument that sees
/// `glare + (1 − glare) R`.
pub(super) fn fit(lab: Lab, glare: f64) -> SkinParameters {
    fit_from(lab, START, glare).0
}

/// The minimum that is reached from a start, and what it costs.
fn fit_from(lab: Lab, start: [f64; P], glare: f64) -> (SkinParameters, f64) {
    let problem = Problem { target: lab, glare };
    let (low, high) = (BOUNDS.map(|b| b.0.ln()), BOUNDS.map(|b| b.1.ln()));
    let mut at = start.map(f64::ln);
    let mut residuals = problem.residuals(&at);
    let mut cost = sum_of_squares(&residuals);
    let mut damping = 1e-3;
    for _ in 0..200 {
        let jacobian = problem.jacobian(&at);
        let (gradient, curvature) = normal_equations(&jacobian, &residuals);
        let free: [bool; P] = std::array::from_fn(|i| {
            !(at[i] <= low[i] && gradient[i] > 0.0 || at[i] >= high[i] && gradient[i] < 0.0)
        });
        let mut moved = false;
        while damping < 1e10 {
            let step = damped_step(&gradient, &curvature, free, damping);
            let next: [f64; P] = std::array::from_fn(|i| (at[i] + step[i]).clamp(low[i], high[i]));
            let next_residuals = problem.residuals(&next);
            let next_cost = sum_of_squares(&next_residuals);
            if next_cost < cost {
                let length = at.iter().zip(next).fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()));
                moved = length > 1e-9 && cost - next_cost > 1e-13 * cost;
                (at, residuals, cost) = (next, next_residuals, next_cost);
                damping = (damping * 0.1).max(1e-12);
                break;
            }
            damping *= 10.0;
        }
        if !moved {
            break;
        }
    }
    (parameters(&at), cost)
}

struct Problem {
    target: Lab,
    glare: f64,
}

impl Problem {
    fn residuals(&self, at: &[f64; P]) -> [f64; R] {
        let lab = self.color(&parameters(at));
        let prior = |i: usize, centre: f64| (at[2 + i] - centre.ln()) / PRIOR_SD[i];
        [
            (lab.l - self.target.l) / COLOUR_SD,
            (lab.a - self.target.a) / COLOUR_SD,
            (lab.b - self.target.b) / COLOUR_SD,
            prior(0, SCATTERING_POWER),
            prior(1, SCATTERING_AMPLITUDE),
            prior(2, 1.0),
        ]
    }

    fn color(&self, parameters: &SkinParameters) -> Lab {
        let xyz = parameters.reflectance_lanes().xyz_under(Illuminant::D65);
        let white = Illuminant::D65.white();
        lab_from_ratios(std::array::from_fn(|c| self.glare + (1.0 - self.glare) * xyz[c] / white[c]))
    }

    fn jacobian(&self, at: &[f64; P]) -> [[f64; P]; R] {
        const STEP: f64 = 1e-5;
        let mut jacobian = [[0.0; P]; R];
        for parameter in 0..P {
            let shifted = |by: f64| {
                let mut shifted = *at;
                shifted[parameter] += by;
                self.residuals(&shifted)
            };
            let (up, down) = (shifted(STEP), shifted(-STEP));
            for (row, (up, down)) in jacobian.iter_mut().zip(up.into_iter().zip(down)) {
                row[parameter] = (up - down) / (2.0 * STEP);
            }
        }
        jacobian
    }
}

fn parameters(logarithms: &[f64; P]) -> SkinParameters {
    let [melanin_fraction, blood_fraction, scattering_power, scattering_amplitude, baseline_scale] =
        logarithms.map(f64::exp);
    SkinParameters {
        melanin_fraction,
        blood_fraction,
        scattering_power,
        scattering_amplitude,
        baseline_scale,
    }
}

fn sum_of_squares(residuals: &[f64; R]) -> f64 {
    residuals.iter().map(|r| r * r).sum()
}

fn normal_equations(jacobian: &[[f64; P]; R], residuals: &[f64; R]) -> ([f64; P], [[f64; P]; P]) {
    let gradient = std::array::from_fn(|i| jacobian.iter().zip(residuals).map(|(row, r)| row[i] * r).sum());
    let curvature =
        std::array::from_fn(|i| std::array::from_fn(|j| jacobian.iter().map(|row| row[i] * row[j]).sum()));
    (gradient, curvature)
}

/// Solves `(H + damping · diag H) step = −gradient` for the free parameters by Cholesky's method; the others
/// stay.
fn damped_step(gradient: &[f64; P], curvature: &[[f64; P]; P], free: [bool; P], damping: f64) -> [f64; P] {
    let mut factor = [[0.0; P]; P];
    let mut step = [0.0; P];
    for i in (0..P).filter(|&i| free[i]) {
        for j in (0..=i).filter(|&j| free[j]) {
            let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            if i == j {
                // Parameters without any effect keep a little curvature, so that they stay where they are.
                let diagonal = curvature[i][i] * (1.0 + damping) + 1e-12;
                factor[i][i] = (diagonal - known).max(1e-14 * diagonal).sqrt();
            } else {
                factor[i][j] = (curvature[i][j] - known) / factor[j][j];
            }
        }
        let known: f64 = (0..i).map(|k| factor[i][k] * step[k]).sum();
        step[i] = (-gradient[i] - known) / factor[i][i];
    }
    for i in (0..P).rev().filter(|&i| free[i]) {
        let known: f64 = (i + 1..P).map(|k| factor[k][i] * step[k]).sum();
        step[i] = (step[i] - known) / factor[i][i];
    }
    step
}
