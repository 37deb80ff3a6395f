//! Measured skins of 8 origins, from the sample of the archive.

use scalp_shade::color::{BANDS, Reflectance};

/// All 600, with where each comes from.
pub(crate) fn skins() -> Vec<(String, Reflectance)> {
    let rows = include_str!("../data/issa_sample.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let fields: Vec<&str> = row.split(',').collect();
        let mut bands = [0.0; BANDS];
        for (band, field) in bands.iter_mut().zip(fields.iter().skip(2)) {
            *band = field.parse().expect("a number in the archive");
        }
        (fields[0].to_owned(), Reflectance(bands))
    })
    .collect()
}
