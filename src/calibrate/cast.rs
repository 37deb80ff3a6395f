//! Telling what a light leaves on grey from the colour of a surface.
//!
//! Lamps, daylight and shade seen with any other white balance stay near one line in colour: yellow to blue,
//! hardly redder than that. Skin lies to the red of it. Where it does not (pale or sallow skin, wood), colour
//! alone cannot tell it from a warm cast, and nothing here claims to.

/// Whether an a*, b* read at L* 50 can be the cast of a usual light on a neutral card.
pub(super) fn is_usual_light(a: f64, b: f64) -> bool {
    let chroma = a.hypot(b);
    let redness = a - WARM_A_PER_B * b;
    let warm = a > 0.0 && b > 0.0;
    if warm && chroma > FAINT && redness > REDDEST {
        return false;
    }
    let tungsten_like = b > 0.0 && redness > GREENEST && redness <= REDDEST;
    chroma <= CAST_LIMIT || (tungsten_like && chroma <= TUNGSTEN_LIMIT)
}

/// Steps of a* for one of b* along warm lights: incandescent light A on grey of L* 50 has a* 14, b* 35.
const WARM_A_PER_B: f64 = 0.364;
/// C*ab up to which any hue is a usual error of the white balance (*assumed*).
const FAINT: f64 = 8.0;
/// How far a warm cast lies to the red of the line. Black bodies from 2700 K, daylight to 10 000 K and the
/// usual fluorescent and LED lamps, each with the white balance of any cooler light, stay below 2.5 (a test);
/// typical skin lies at 4.8.
const REDDEST: f64 = 2.5;
/// The same to the green: old fluorescent tubes reach 5 with a tungsten balance.
const GREENEST: f64 = -5.0;
/// C*ab above which a spot is no neutral card, unless the light was warm. Automatic white balance leaves 5-15
/// indoors (*assumed*); 10 000 K seen with the balance of 5000 K leaves 24.
const CAST_LIMIT: f64 = 25.0;
/// Light A photographed with the balance of daylight leaves 38.
const TUNGSTEN_LIMIT: f64 = 40.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Xyz;
    use crate::color::{Lab, lab_of, xyz_of};

    /// Linear sRGB from XYZ (IEC 61966-2-1).
    const SRGB: [[f64; 3]; 3] = [
        [3.240_454, -1.537_139, -0.498_531],
        [-0.969_266, 1.876_011, 0.041_556],
        [0.055_643, -0.204_026, 1.057_225],
    ];
    const XYZ: [[f64; 3]; 3] = [
        [0.412_456, 0.357_576, 0.180_438],
        [0.212_673, 0.715_152, 0.072_175],
        [0.019_334, 0.119_192, 0.950_304],
    ];

    fn times(matrix: &[[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.iter().zip(v).map(|(m, x)| m * x).sum())
    }

    /// Gains that a light leaves on grey when the camera is set for another.
    fn seen(light: [f64; 3], balance: [f64; 3]) -> (f64, f64) {
        let (light, balance) = (times(&SRGB, light), times(&SRGB, balance));
        let xyz = times(&XYZ, [0, 1, 2].map(|i: usize| light[i] / balance[i]));
        let y = xyz_of(Lab::new(50.0, 0.0, 0.0)).y / xyz[1];
        let lab = lab_of(Xyz::new(xyz[0] * y, xyz[1] * y, xyz[2] * y));
        (lab.a, lab.b)
    }

    fn of(x: f64, y: f64) -> [f64; 3] {
        [x / y, 1.0, (1.0 - x - y) / y]
    }

    /// Black bodies below 4500 K (Kim et al. 2002), daylight above (CIE 15).
    fn of_kelvin(t: f64) -> [f64; 3] {
        let u = 1e3 / t;
        if t < 4500.0 {
            let x = -0.266_123_9 * u.powi(3) - 0.234_358_9 * u * u + 0.877_695_6 * u + 0.179_910;
            let y = -0.954_947_6 * x.powi(3) - 1.374_185_93 * x * x + 2.091_370_15 * x - 0.167_488_67;
            return of(x, y);
        }
        let x = if t <= 7000.0 {
            -4.607 * u.powi(3) + 2.9678 * u * u + 0.09911 * u + 0.244_063
        } else {
            -2.0064 * u.powi(3) + 1.9018 * u * u + 0.24748 * u + 0.237_040
        };
        of(x, -3.0 * x * x + 2.87 * x - 0.275)
    }

    #[test]
    fn usual_lights_pass_with_a_cooler_balance() {
        let daylights = [5000.0, 5500.0, 6500.0];
        for kelvin in [2856.0, 3000.0, 3500.0, 4000.0, 4500.0, 5000.0, 5500.0, 6500.0] {
            for balance in daylights.iter().filter(|&&balance| balance >= kelvin) {
                let (a, b) = seen(of_kelvin(kelvin), of_kelvin(*balance));
                assert!(is_usual_light(a, b), "{kelvin} K with a balance of {balance} K: {a:.1} {b:.1}");
            }
        }
        for kelvin in [7000.0, 8000.0, 10_000.0] {
            let (a, b) = seen(of_kelvin(kelvin), of_kelvin(5000.0));
            assert!(is_usual_light(a, b), "shade of {kelvin} K: {a:.1} {b:.1}");
        }
        // CIE 15: F2, F11, F12, LED-B1, LED-B3, A.
        for (x, y) in [
            (0.3721, 0.3751),
            (0.3805, 0.3769),
            (0.4370, 0.4042),
            (0.4560, 0.4078),
            (0.3756, 0.3723),
            (0.44758, 0.40745),
        ] {
            for balance in [4000.0, 5500.0] {
                let (a, b) = seen(of(x, y), of_kelvin(balance));
                assert!(is_usual_light(a, b), "lamp {x} {y} with a balance of {balance} K: {a:.1} {b:.1}");
            }
        }
    }

    #[test]
    fn surfaces_do_not() {
        // Typical skin (64, 12, 17), brick red, orange, leaf green, blue, brought to L* 50.
        for (a, b) in [(9.9, 14.0), (30.0, 25.0), (23.3, 40.3), (-25.0, 25.0), (5.0, -35.0)] {
            assert!(!is_usual_light(a, b), "{a} {b}");
        }
    }
}
