//! The answers of a class as a table.

use super::{TeachError, Trainee};
use crate::disk::table_cell;

/// Columns, in their order. `right` is 1 or 0; `delta_e00` and the three errors (answer minus truth) are empty where there is
/// no colour. Numbers have a point.
const COLUMNS: [&str; 12] = [
    "trainee",
    "day",
    "kind",
    "pack",
    "exercise",
    "seed",
    "level",
    "right",
    "delta_e00",
    "error_l",
    "error_a",
    "error_b",
];

/// One row for each answer, trainees in the order given, answers oldest first.
///
/// Texts that a table program would take for a formula are guarded, see [`table_cell`].
///
/// # Errors
/// Never in practice: the table is made in memory.
pub fn results_csv(trainees: &[Trainee]) -> Result<String, TeachError> {
    let failed = |cause: String| TeachError::write(std::path::Path::new("results.csv"), &cause);
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS).map_err(|error| failed(error.to_string()))?;
    for trainee in trainees {
        for record in &trainee.answers {
            let (pack, exercise) = record.pack.clone().unwrap_or_default();
            let [l, a, b] = record.signed.map_or([const { String::new() }; 3], |error| error.map(hundredths));
            let row = [
                table_cell(trainee.code.as_str()),
                record.day.to_string(),
                record.kind.map(|kind| kind.name().to_owned()).unwrap_or_default(),
                table_cell(&pack),
                table_cell(&exercise),
                record.seed.to_string(),
                record.level.number().to_string(),
                u8::from(record.right).to_string(),
                record.delta_e.map(hundredths).unwrap_or_default(),
                l,
                a,
                b,
            ];
            table.write_record(&row).map_err(|error| failed(error.to_string()))?;
        }
    }
    let bytes = table.into_inner().map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

fn hundredths(value: f64) -> String {
    format!("{value:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_table_cell() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(table_cell(text), format!("'{text}"));
        }
        assert_eq!(table_cell("T-1"), "T-1");
    }
}
