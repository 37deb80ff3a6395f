//! One damped step of a descent whose unknowns keep to a box.

/// `gradient · step + step · curvature · step / 2`, and the box the step must stay in.
pub(super) struct Quadratic<const P: usize> {
    pub(super) gradient: [f64; P],
    pub(super) curvature: [[f64; P]; P],
    /// What the damping multiplies.
    pub(super) scale: [f64; P],
    pub(super) low: [f64; P],
    pub(super) high: [f64; P],
}

impl<const P: usize> Quadratic<P> {
    /// The lowest place of the damped quadratic in the box, nearly: unknowns that would leave the box are held at
    /// its side, and the others solved again. None where the quadratic has no lowest place.
    pub(super) fn lowest(&self, damping: f64) -> Option<[f64; P]> {
        let (low, high) = (&self.low, &self.high);
        let mut held: [Option<f64>; P] = std::array::from_fn(|i| {
            let outwards =
                low[i] >= 0.0 && self.gradient[i] > 0.0 || high[i] <= 0.0 && self.gradient[i] < 0.0;
            outwards.then_some(0.0)
        });
        loop {
            let step = self.solve_free(damping, &held)?;
            let mut inside = true;
            for (i, held) in held.iter_mut().enumerate().filter(|(_, held)| held.is_none()) {
                let nearest = step[i].max(low[i]).min(high[i]);
                if step[i] != nearest {
                    *held = Some(nearest);
                    inside = false;
                }
            }
            if inside {
                return Some(step);
            }
        }
    }

    /// Cholesky's method for the unknowns that are not held.
    fn solve_free(&self, damping: f64, held: &[Option<f64>; P]) -> Option<[f64; P]> {
        let mut factor = [[0.0; P]; P];
        let mut step = held.map(|value| value.unwrap_or(0.0));
        let free = || (0..P).filter(|&i| held[i].is_none());
        for i in free() {
            let row = &self.curvature[i];
            let by_held: f64 = (0..P).filter_map(|j| held[j].map(|value| row[j] * value)).sum();
            for j in free().take_while(|&j| j < i) {
                let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
                factor[i][j] = (row[j] - known) / factor[j][j];
            }
            // Unknowns without any effect keep a little curvature, so that they stay where they are.
            let diagonal = row[i] + damping * self.scale[i] + 1e-12;
            let rest = diagonal - factor[i].iter().map(|f| f * f).sum::<f64>();
            if rest <= 1e-14 * diagonal.abs() {
                return None;
            }
            factor[i][i] = rest.sqrt();
            let known: f64 = free().take_while(|&k| k < i).map(|k| factor[i][k] * step[k]).sum();
            step[i] = (-self.gradient[i] - by_held - known) / factor[i][i];
        }
        for i in free().rev() {
            let known: f64 = free().filter(|&k| k > i).map(|k| factor[k][i] * step[k]).sum();
            step[i] = (step[i] - known) / factor[i][i];
        }
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bowl() -> Quadratic<2> {
        // Lowest at (1, -2) without the box.
        Quadratic {
            gradient: [-2.0, 7.0],
            curvature: [[4.0, 1.0], [1.0, 4.0]],
            scale: [4.0, 4.0],
            low: [-5.0; 2],
            high: [5.0; 2],
        }
    }

    #[test]
    fn finds_the_lowest_place_in_the_box() {
        let free = bowl().lowest(0.0).unwrap();
        assert!((free[0] - 1.0).abs() < 1e-9 && (free[1] + 2.0).abs() < 1e-9, "{free:?}");
        let held = Quadratic { low: [-5.0, -1.0], ..bowl() }.lowest(0.0).unwrap();
        assert!((held[0] - 0.75).abs() < 1e-9 && held[1] == -1.0, "{held:?}");
        let at_the_side = Quadratic { low: [-5.0, 0.0], ..bowl() }.lowest(0.0).unwrap();
        assert!((at_the_side[0] - 0.5).abs() < 1e-9 && at_the_side[1] == 0.0, "{at_the_side:?}");
    }

    #[test]
    fn damping_shortens_the_step_and_a_saddle_has_none() {
        let damped = bowl().lowest(10.0).unwrap();
        assert!(damped[0].abs() < 0.2 && damped[1].abs() < 0.2, "{damped:?}");
        let saddle = Quadratic { curvature: [[4.0, 9.0], [9.0, 4.0]], ..bowl() };
        assert!(saddle.lowest(0.0).is_none());
        assert!(saddle.lowest(100.0).is_some());
    }
}
