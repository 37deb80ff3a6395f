//! Which tones the bottles at hand can give this scar.

use super::bed::{Bed, Moment};
use super::draws::ZoneKind;
use super::stock::Stock;
use super::worlds::Ground;
use crate::color::Lab;
use crate::optics::Concentrations;

/// Parts of water and shares of the first bottle that are tried; the border of what lies between is what counts.
const WATERS: [f64; 6] = [0.0, 3.0, 8.0, 20.0, 50.0, 100.0];
const SHARES: [f64; 3] = [0.25, 0.5, 0.75];

/// The border in a* and b* of all healed even tones of one or two bottles on the scar, nominal, the skin itself among
/// them: corners of the convex hull, turning one way.
pub(super) fn reach(scar: &Ground, stock: &Stock) -> Vec<Lab> {
    let bed = Bed::new(&scar.tissue, ZoneKind::Scar, &scar.nominal, Moment::HEALED, None);
    let look = |bottles: &[(f64, Concentrations)], water: f64| {
        bed.color(&bed.mark(&Concentrations::of_cup(bottles, water)))
    };
    let mut tones = vec![bed.color(bed.ground())];
    for (i, first) in stock.bottles().iter().enumerate() {
        for water in WATERS {
            tones.push(look(&[(1.0, first.solids)], water));
        }
        for second in
            stock.bottles().iter().skip(i + 1).filter(|second| !first.neat_only && !second.neat_only)
        {
            for share in SHARES {
                tones.extend(
                    WATERS.map(|water| look(&[(share, first.solids), (1.0 - share, second.solids)], water)),
                );
            }
        }
    }
    hull(tones)
}

/// Corners of the convex hull in a* and b* (Andrew's monotone chain).
fn hull(mut tones: Vec<Lab>) -> Vec<Lab> {
    tones.retain(|lab| lab.a.is_finite() && lab.b.is_finite());
    tones.sort_by(|p, q| p.a.total_cmp(&q.a).then(p.b.total_cmp(&q.b)));
    let turns_right =
        |o: &Lab, p: &Lab, q: &Lab| (p.a - o.a) * (q.b - o.b) - (p.b - o.b) * (q.a - o.a) <= 1e-9;
    let chain = |tones: &mut dyn Iterator<Item = &Lab>| {
        let mut chain: Vec<Lab> = Vec::new();
        for tone in tones {
            while chain.len() >= 2 && turns_right(&chain[chain.len() - 2], &chain[chain.len() - 1], tone) {
                chain.pop();
            }
            chain.push(*tone);
        }
        chain.pop();
        chain
    };
    let mut corners = chain(&mut tones.iter());
    corners.extend(chain(&mut tones.iter().rev()));
    corners
}

#[cfg(test)]
mod tests {
    use super::super::{Job, MatchSettings, MatchTarget};
    use super::*;
    use crate::library::ShadeLibrary;

    #[test]
    fn the_border_holds_the_skin_and_grows_with_the_bottles() {
        let target = MatchTarget::example();
        let ground = Ground::new(ZoneKind::Scar, target.scar_skin, target.area_average);
        let library = ShadeLibrary::bundled();
        let all = Stock::of(&library, Job::Wash, &MatchSettings::default());
        let few: ShadeLibrary = library.shades().iter().take(2).cloned().collect();
        let few = Stock::of(&few, Job::Wash, &MatchSettings::default());
        let area = |corners: &[Lab]| {
            let next = corners.iter().cycle().skip(1);
            corners.iter().zip(next).map(|(p, q)| p.a * q.b - p.b * q.a).sum::<f64>().abs() / 2.0
        };
        let (wide, narrow) = (reach(&ground, &all), reach(&ground, &few));
        assert!(wide.len() >= 3 && area(&wide) > area(&narrow), "{} {}", area(&wide), area(&narrow));
        let inside = |at: &Lab, corners: &[Lab]| {
            let next = corners.iter().cycle().skip(1);
            corners
                .iter()
                .zip(next)
                .all(|(p, q)| (q.a - p.a) * (at.b - p.b) - (q.b - p.b) * (at.a - p.a) >= -1e-6)
        };
        assert!(inside(&target.scar_skin, &wide) && narrow.iter().all(|corner| inside(corner, &wide)));
        assert_eq!(hull(Vec::new()).len(), 0);
    }
}
