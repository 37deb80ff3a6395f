//! The language of the texts, and numbers, dates and lists as that language writes them (layer 0).
//!
//! A text stands in the code in English, which is its key in `assets/locales/*.json`. [`tr`] says a text that
//! is complete, `say!` one with places to fill, `count!` one that changes with a number. A text that is
//! kept in a constant is marked with `keep!` there and said with [`tr`] where it is shown; one that is the
//! same in all languages is marked with `fixed!`. Where English has one word for two things, the key ends in
//! "##" and what is meant, and `en.json` gives the word alone.
//!
//! The language is one for the whole program. It is English until [`speak`] says otherwise, so the command
//! line and its JSON stay as scripts know them.

use std::borrow::Cow;
use std::fmt;

use jiff::Zoned;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is built into the program changes when a file of texts does; the macro that reads them does not say so itself.
const _: [&str; 6] = [
    include_str!("../assets/locales/en.json"),
    include_str!("../assets/locales/es.json"),
    include_str!("../assets/locales/de.json"),
    include_str!("../assets/locales/fr.json"),
    include_str!("../assets/locales/tr.json"),
    include_str!("../assets/locales/pt.json"),
];

/// A language the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Language {
    /// English, the language of the code.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// German.
    German,
    /// French.
    French,
    /// Turkish.
    Turkish,
    /// Portuguese.
    Portuguese,
}

impl Language {
    /// All of them, as they are offered.
    pub const ALL: [Self; 6] =
        [Self::English, Self::Spanish, Self::German, Self::French, Self::Turkish, Self::Portuguese];

    /// ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::German => "de",
            Self::French => "fr",
            Self::Turkish => "tr",
            Self::Portuguese => "pt",
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => fixed!("English"),
            Self::Spanish => fixed!("Español"),
            Self::German => fixed!("Deutsch"),
            Self::French => fixed!("Français"),
            Self::Turkish => fixed!("Türkçe"),
            Self::Portuguese => fixed!("Português"),
        }
    }

    /// The one that a tag like "pt-BR" asks for, if it is spoken.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next()?;
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The first of the system's languages that is spoken; English when none is.
    #[must_use]
    pub fn of_system() -> Self {
        sys_locale::get_locales().find_map(|tag| Self::of_tag(&tag)).unwrap_or_default()
    }

    /// What stands between whole and parts of a number.
    fn decimal_mark(self) -> char {
        if self == Self::English { '.' } else { ',' }
    }

    /// Whether things of this number are spoken of as one.
    ///
    /// Source: Unicode CLDR 48, plural rules of cardinal numbers: "one" is i = 0, 1 in French and Portuguese
    /// and exactly 1 in the others.
    fn is_one(self, n: f64) -> bool {
        match self {
            Self::French | Self::Portuguese => (0.0..2.0).contains(&n),
            _ => n == 1.0,
        }
    }
}

/// Sets the language of everything that is said from now on, by any thread.
pub fn speak(language: Language) {
    rust_i18n::set_locale(language.code());
}

/// The language that is spoken.
#[must_use]
pub fn spoken() -> Language {
    Language::of_tag(&rust_i18n::locale()).unwrap_or_default()
}

/// A text in the language that is spoken, by its English; the English itself where it has none.
#[must_use]
pub fn tr(text: &'static str) -> &'static str {
    match crate::_rust_i18n_try_translate(&rust_i18n::locale(), text) {
        Some(Cow::Borrowed(said)) => said,
        Some(Cow::Owned(_)) | None => text,
    }
}

/// A text with places to fill, as a `String`: `say!("Opened %{name}", name = name)`.
macro_rules! say {
    ($($text:tt)*) => { ::rust_i18n::t!($($text)*).into_owned() };
}
pub(crate) use say;

/// A text that changes with a number: `count!(n, "%{n} bottle", "%{n} bottles")`. Further places to fill
/// follow as in [`say!`].
macro_rules! count {
    ($number:expr, $one:literal, $other:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        let number = $number;
        if $crate::locale::is_one(number) {
            $crate::locale::say!($one, n = number $(, $name = $value)*)
        } else {
            $crate::locale::say!($other, n = number $(, $name = $value)*)
        }
    }};
}
pub(crate) use count;

/// Marks a text of a constant, which [`tr`] says where it is shown.
macro_rules! keep {
    ($text:literal) => {
        $text
    };
}
pub(crate) use keep;

/// Marks a text that is the same in all languages: a name, a format, a source.
macro_rules! fixed {
    ($text:literal) => {
        $text
    };
}
pub(crate) use fixed;

/// Whether things of this number are spoken of as one.
#[must_use]
pub fn is_one(n: impl Counted) -> bool {
    spoken().is_one(n.counted())
}

/// Numbers of things.
pub trait Counted: fmt::Display + Copy {
    /// The number.
    fn counted(self) -> f64;
}

impl Counted for usize {
    fn counted(self) -> f64 {
        self as f64
    }
}

impl Counted for i32 {
    fn counted(self) -> f64 {
        f64::from(self)
    }
}

impl Counted for u32 {
    fn counted(self) -> f64 {
        f64::from(self)
    }
}

/// A number with so many decimals: "2.5", "2,5". A minus is a hyphen, as `format!` sets it.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    localised(format!("{value:.decimals$}"))
}

/// A number with its sign, plus too.
#[must_use]
pub fn signed(value: f64, decimals: usize) -> String {
    localised(format!("{value:+.decimals$}"))
}

/// A number with as many decimals as it has: "2.5", "2,5", "3".
#[must_use]
pub fn plain(value: impl fmt::Display) -> String {
    localised(value.to_string())
}

/// A number that was written with a point, as the language writes it.
#[must_use]
pub fn localised(number: String) -> String {
    match spoken().decimal_mark() {
        '.' => number,
        mark => number.replace('.', mark.encode_utf8(&mut [0; 4])),
    }
}

/// A number as a hand writes it, with a point or a comma.
#[must_use]
pub fn read_number(text: &str) -> Option<f64> {
    let plain = text.trim().replace(',', ".").replace('−', "-");
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// A day: "2026-11-29" in English, else as the language's figures for it: "29.11.2026", "29/11/2026".
///
/// English keeps ISO 8601, for 4/5 is a day of May in London and of April in New York.
#[must_use]
pub fn date(day: Date) -> String {
    let (d, m, y) = (day.day(), day.month(), day.year());
    match spoken() {
        Language::English => day.to_string(),
        Language::German | Language::Turkish => format!("{d:02}.{m:02}.{y:04}"),
        Language::Spanish | Language::French | Language::Portuguese => format!("{d:02}/{m:02}/{y:04}"),
    }
}

/// Today, where the machine is.
#[must_use]
pub fn today() -> Date {
    Zoned::now().date()
}

/// A day as a hand writes it: ISO 8601 in every language, else day, month and year with points or slashes.
#[must_use]
pub fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split(['.', '/']);
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    if spoken() == Language::English || parts.next().is_some() || y.len() != 4 {
        return None;
    }
    Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            say!("%{first} and %{last}", first = first.join(", "), last = last.as_ref())
        }
    }
}

/// The first letter as a sentence begins with it.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        None => String::new(),
        // The capital of the Turkish "i" keeps its dot.
        Some('i') if spoken() == Language::Turkish => format!("İ{}", letters.as_str()),
        Some(first) => first.to_uppercase().chain(letters).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_the_system_find_their_language() {
        assert_eq!(Language::of_tag("pt-BR"), Some(Language::Portuguese));
        assert_eq!(Language::of_tag("de_CH.UTF-8"), Some(Language::German));
        assert_eq!(Language::of_tag("ja-JP"), None);
        assert_eq!(Language::of_tag(""), None);
    }

    #[test]
    fn one_is_what_each_language_takes_for_one() {
        for language in Language::ALL {
            let zero_is_one = matches!(language, Language::French | Language::Portuguese);
            assert_eq!(language.is_one(0.0), zero_is_one, "{language:?}");
            assert!(language.is_one(1.0) && !language.is_one(2.0), "{language:?}");
        }
    }

    #[test]
    fn numbers_are_read_with_a_point_or_a_comma() {
        assert_eq!(read_number(" 2,5"), Some(2.5));
        assert_eq!(read_number("−2.5"), Some(-2.5));
        assert_eq!(read_number("1,000.5"), None);
        assert_eq!(read_number("inf"), None);
    }

    #[test]
    fn lists_end_with_a_word() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
