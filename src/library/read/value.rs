//! Values of fields: each is read on its own, so that one bad value hides no other.

use ron::extensions::Extensions;
use ron::options::Options;
use serde::de::DeserializeOwned;

use super::super::outline::Field;
use super::Problems;
use crate::locale::say;

/// RON as it is read everywhere in a library: `Some` may be left out.
pub(crate) fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The value of a field; `wanted` says what it should look like.
pub(crate) fn read<T: DeserializeOwned>(
    field: &Field<'_>,
    problems: &mut Problems<'_>,
    wanted: &str,
) -> Option<T> {
    let name = problems.slice(field.name.at, field.name.end);
    let (Some(first), Some(last)) = (field.value.first(), field.value.last()) else {
        problems.add(field.name.at, say!("%{field} has no value", field = name), write(wanted));
        return None;
    };
    let text = problems.slice(first.at, last.end);
    let value = options().from_str::<T>(text).ok();
    if value.is_none() {
        let what = say!("%{field} is %{value}, which does not fit", field = name, value = shortened(text));
        problems.add(first.at, what, write(wanted));
    }
    value
}

/// A remedy: write what is wanted.
pub(crate) fn write(wanted: &str) -> String {
    say!("write %{wanted}", wanted = wanted)
}

/// What a number from `low` to `high` looks like.
pub(crate) fn wanted_number((low, high): (f64, f64), unit: &str) -> String {
    match unit {
        "" => say!("a number from %{low} to %{high}", low = low, high = high),
        unit => say!("a number from %{low} to %{high} %{unit}", low = low, high = high, unit = unit),
    }
}

/// A number from `low` to `high`; `unit` may be empty.
pub(crate) fn number(
    field: &Field<'_>,
    problems: &mut Problems<'_>,
    (low, high): (f64, f64),
    unit: &str,
) -> Option<f64> {
    let wanted = wanted_number((low, high), unit);
    let number: Option<f64> = read::<Option<f64>>(field, problems, &wanted)?;
    match number {
        Some(value) if (low..=high).contains(&value) => Some(value),
        Some(value) => {
            let name = problems.slice(field.name.at, field.name.end);
            let at = field.value.first().map_or(field.name.at, |node| node.at);
            let what = match unit {
                "" => say!("%{field} is %{value}", field = name, value = value),
                unit => say!("%{field} is %{value} %{unit}", field = name, value = value, unit = unit),
            };
            problems.add(at, what, write(&wanted));
            None
        }
        None => None,
    }
}

/// Enough of a value to find it again, on one line.
fn shortened(text: &str) -> String {
    const MOST: usize = 32;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    line.chars().take(MOST).chain("…".chars()).collect()
}
