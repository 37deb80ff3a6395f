//! Reader of the embedded spectral tables: one row for each of 400, 410 … 700 nm.

use super::{BANDS, WAVELENGTHS_NM};

/// Reads a table whose first line is a comment with the source, whose second line names the columns and
/// whose rows are wavelength and `N` numbers.
///
/// # Errors
/// Says which row is wrong; the tables are embedded and a test reads each of them.
pub(crate) fn read<const N: usize>(text: &str) -> Result<[[f64; N]; BANDS], String> {
    let mut table = [[0.0; N]; BANDS];
    let mut rows = text.lines().filter(|line| !line.trim().is_empty()).skip(2);
    for (row, wavelength) in table.iter_mut().zip(WAVELENGTHS_NM) {
        let line = rows.next().ok_or_else(|| format!("the row for {wavelength} nm is missing"))?;
        let mut numbers = line.split(',').map(|field| field.trim().parse::<f64>());
        if numbers.next() != Some(Ok(wavelength)) {
            return Err(format!("expected the row for {wavelength} nm, got {line:?}"));
        }
        for value in row.iter_mut() {
            *value = match numbers.next() {
                Some(Ok(number)) if number.is_finite() => number,
                _ => return Err(format!("the row for {wavelength} nm needs {N} numbers: {line:?}")),
            };
        }
        if numbers.next().is_some() {
            return Err(format!("the row for {wavelength} nm has more than {N} numbers"));
        }
    }
    if rows.next().is_some() {
        return Err("there are rows after 700 nm".to_owned());
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cut: usize) -> String {
        let rows: Vec<String> = WAVELENGTHS_NM.iter().take(BANDS - cut).map(|w| format!("{w},1,2")).collect();
        format!("# source\nwavelength_nm,a,b\n{}\n", rows.join("\n"))
    }

    #[test]
    fn reads_all_rows_and_refuses_missing_ones() {
        assert_eq!(read::<2>(&text(0)).unwrap(), [[1.0, 2.0]; BANDS]);
        assert!(read::<2>(&text(1)).unwrap_err().contains("700 nm is missing"));
        assert!(read::<3>(&text(0)).unwrap_err().contains("needs 3 numbers"));
        assert!(read::<1>(&text(0)).unwrap_err().contains("more than 1"));
    }
}
