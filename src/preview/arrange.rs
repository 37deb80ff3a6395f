//! How pictures of one part of a photo are laid out together.

/// Columns of a grid of `count` pictures of a part of this width and height that shows it largest in a room of this
/// width and height; of equal ones that with the most columns.
#[must_use]
pub fn best_columns(count: usize, room: [f64; 2], part: [f64; 2]) -> usize {
    let scale = |columns: usize| {
        let rows = count.div_ceil(columns);
        let across = room[0] / columns as f64 / part[0].max(1e-9);
        across.min(room[1] / rows as f64 / part[1].max(1e-9))
    };
    (1..=count.max(1)).rev().fold(count.max(1), |best, columns| {
        if scale(columns) > scale(best) * (1.0 + 1e-9) { columns } else { best }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_is_shown_as_large_as_it_can_be() {
        // Five squares in a room of 4 : 3 stand in two rows of three.
        assert_eq!(best_columns(5, [800.0, 600.0], [1.0, 1.0]), 3);
        // A scar that lies across goes in one column, one that stands in one row.
        assert_eq!(best_columns(5, [800.0, 600.0], [10.0, 1.0]), 1);
        assert_eq!(best_columns(5, [800.0, 600.0], [1.0, 5.0]), 5);
        assert_eq!(best_columns(2, [100.0, 100.0], [1.0, 1.0]), 2, "side by side when it is the same");
        assert_eq!(best_columns(0, [100.0, 100.0], [1.0, 1.0]), 1);
    }
}
