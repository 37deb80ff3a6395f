//! A table of bottles, a bottle to a line.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::super::problem::LibraryError;
use super::super::read::shade::did_you_mean;
use super::super::rewrite::quoted;
use super::super::shade::id_of_name;
use super::super::shade_library::ShadeLibrary;
use super::{Import, ImportProblem, Imported};
use crate::locale::{fixed, read_number, say, tr};

/// Names of the columns that are read; only `name` and `solids` are needed.
pub const TABLE_COLUMNS: [&str; 15] = [
    "id",
    "name",
    "maker",
    "kind",
    "solids",
    "volume_ml",
    "price",
    "lot",
    "expiry",
    "opened_on",
    "in_stock",
    "max_water_parts",
    "neat_only",
    "note",
    "source",
];

/// Letters of an id that is made of a name.
const LONGEST_ID: usize = 40;
/// More bottles than a table of them holds.
const MOST_ROWS: usize = 5000;

impl Import {
    /// Reads a table with the names of [`TABLE_COLUMNS`] on its first line, with commas, semicolons or tabs between.
    /// `name` is where bottles without a `source` come from.
    #[must_use]
    pub fn of_table(text: &str, name: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut import = Self::default();
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(text))
            .has_headers(false)
            .flexible(true)
            .comment(Some(b'#'))
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let mut columns: Option<Vec<Option<&'static str>>> = None;
        for (count, row) in reader.records().enumerate() {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    import.add(
                        line,
                        say!("this line cannot be read (%{cause})", cause = error),
                        tr("check its quotes"),
                    );
                    continue;
                }
            };
            let line = row.position().map_or(0, csv::Position::line);
            if row.iter().all(str::is_empty) {
                continue;
            }
            let Some(columns) = &columns else {
                columns = Some(import.heading(&row, line));
                continue;
            };
            if count > MOST_ROWS {
                import.add(
                    line,
                    tr("the table has too many lines").to_owned(),
                    tr("split it: 5000 bottles at most"),
                );
                break;
            }
            import.row(columns, &row, (line, name));
        }
        if columns.is_none() {
            let remedy =
                tr("write the names of the columns on its first line: name, solids and what else there is");
            import.add(1, tr("the table is empty").to_owned(), remedy);
        }
        import
    }

    fn add(&mut self, line: u64, what: String, remedy: impl Into<String>) {
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        self.problems.push(ImportProblem { line, what, remedy: remedy.into() });
    }

    fn heading(&mut self, row: &StringRecord, line: u64) -> Vec<Option<&'static str>> {
        let mut columns: Vec<Option<&'static str>> = Vec::new();
        for cell in row {
            let name = cell.to_lowercase().replace(' ', "_");
            let known = TABLE_COLUMNS.into_iter().find(|known| *known == name);
            if known.is_none() && !name.is_empty() {
                let what = say!("“%{name}” is not a column of a table of bottles", name = cell);
                self.add(line, what, did_you_mean(&name, &TABLE_COLUMNS));
            }
            if known.is_some() && columns.contains(&known) {
                self.add(
                    line,
                    say!("the column %{name} is there twice", name = cell),
                    tr("keep one of them"),
                );
            }
            columns.push(known);
        }
        for needed in ["name", "solids"] {
            if !columns.contains(&Some(needed)) {
                let what = say!("the column %{name} is missing", name = needed);
                self.add(line, what, say!("known are %{fields}", fields = TABLE_COLUMNS.join(", ")));
            }
        }
        columns
    }

    fn row(&mut self, columns: &[Option<&'static str>], row: &StringRecord, (line, file): (u64, &str)) {
        if row.len() > columns.len() {
            let what = tr("there are more cells than columns").to_owned();
            self.add(line, what, tr("put cells with commas or semicolons in them into quotes"));
            return;
        }
        let cell = |wanted: &str| {
            let place = columns.iter().position(|column| *column == Some(wanted))?;
            row.get(place).filter(|cell| !cell.is_empty())
        };
        let before = self.problems.len();
        let mut fields: Vec<(&'static str, String)> = Vec::new();
        let mut told = Vec::new();
        for name in TABLE_COLUMNS {
            let value = match (cell(name), name) {
                (Some(cell), _) => {
                    told.push(name);
                    match value_text(name, cell) {
                        Ok(value) => value,
                        Err((what, remedy)) => {
                            self.add(line, what, remedy);
                            continue;
                        }
                    }
                }
                (None, "id") => {
                    cell("name").map(|name| quoted(&id_of_name(name, LONGEST_ID))).unwrap_or_default()
                }
                (None, "maker") => quoted(super::super::entry::UNKNOWN_MAKER),
                (None, "kind") => String::from("base"),
                (None, "source") => quoted(&format!("{} {file}", fixed!("imported from"))),
                (None, "name" | "solids") => {
                    let what = say!("%{field} is missing", field = name);
                    self.add(line, what, tr("fill the cell in"));
                    continue;
                }
                (None, _) => continue,
            };
            fields.push((name, value));
        }
        if self.problems.len() > before {
            return;
        }
        // One rule for tables and files: what a file would refuse is refused here with the same words.
        let entry: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value},\n")).collect();
        let entry = entry.concat();
        match ShadeLibrary::parse(&["(version: 1,", "shades: [(\n", &entry, ")])"].concat()) {
            Ok(library) => {
                let shades = library.shades().iter();
                for shade in shades {
                    if self.shades.iter().any(|other| other.shade.id == shade.id) {
                        let what = say!("the id %{id} is there twice", id = shade.id);
                        self.add(line, what, tr("give each bottle an id of its own"));
                    } else {
                        self.shades.push(Imported { shade: shade.clone(), told: Some(told.clone()) });
                    }
                }
            }
            Err(LibraryError::Problems(problems)) => {
                for problem in problems {
                    self.add(line, problem.what, problem.remedy);
                }
            }
            Err(other) => self.add(line, other.to_string(), tr("check this line")),
        }
    }
}

/// What stands between the cells: what the first line has most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let heading =
        text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let count = |wanted: u8| heading.bytes().filter(|byte| *byte == wanted).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

type Refused = (String, String);

/// A cell as the value of a field.
fn value_text(name: &str, cell: &str) -> Result<String, Refused> {
    let refused = |remedy: &str| {
        Err((say!("%{field} is %{value}, which does not fit", field = name, value = cell), remedy.to_owned()))
    };
    match name {
        "kind" => Ok(cell.to_lowercase().replace([' ', '-'], "_")),
        "solids" => solids_text(cell),
        "volume_ml" | "price" => match read_number(cell) {
            Some(number) => Ok(format!("{number:?}")),
            None => refused(tr("write a number, such as 15 or 12.5")),
        },
        "max_water_parts" => match cell.parse::<u32>() {
            Ok(number) => Ok(number.to_string()),
            Err(_) => refused(tr("write a whole number from 0 to 100")),
        },
        "in_stock" | "neat_only" => match cell.to_lowercase().as_str() {
            "true" | "yes" | "1" | "x" => Ok(String::from("true")),
            "false" | "no" | "0" => Ok(String::from("false")),
            _ => refused(tr("write yes or no")),
        },
        "expiry" | "opened_on" => match day_text(cell) {
            Some(day) => Ok(format!("\"{day}\"")),
            None => refused(tr("write a day as 2027-03-31")),
        },
        _ => Ok(quoted(cell)),
    }
}

/// "2027-03-31" or "31.3.2027"; with slashes nobody knows which is the month.
fn day_text(cell: &str) -> Option<jiff::civil::Date> {
    if let Ok(day) = cell.parse() {
        return Some(day);
    }
    let mut parts = cell.split('.').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `carbon_black:150; iron_oxide_red:20` as a map.
fn solids_text(cell: &str) -> Result<String, Refused> {
    let mut all = Vec::new();
    for part in cell.split([';', '|', '+']).map(str::trim).filter(|part| !part.is_empty()) {
        let (name, amount) = part.split_once([':', '=']).unwrap_or((part, "0"));
        let Some(amount) = read_number(amount) else {
            let what = say!("%{field} is %{value}, which does not fit", field = "solids", value = part);
            return Err((
                what,
                tr("write mg/ml by colourant: carbon_black:150;iron_oxide_red:20").to_owned(),
            ));
        };
        all.push(format!("{}: {amount:?}", quoted(&name.trim().to_lowercase().replace(' ', "_"))));
    }
    Ok(format!("{{{}}}", all.join(", ")))
}
