//! Names of scars: one line, not too long, no two alike.

use super::LONGEST_NAME;
use crate::region::Regions;

/// What a scar is called when it is to be called `asked`; none when it keeps its name.
pub(super) fn renamed(regions: &Regions, scar: usize, asked: &str) -> Option<String> {
    let line = asked.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = cut(&line, LONGEST_NAME);
    if name.is_empty() {
        return None;
    }
    let others = regions.scars.iter().enumerate().filter(|(other, _)| *other != scar);
    let taken: Vec<&str> = others.map(|(_, other)| other.name.as_str()).collect();
    Some(unlike(&name, &taken))
}

/// The name, or the name with the first number after it that makes it unlike those that are taken.
pub(super) fn unlike(name: &str, taken: &[&str]) -> String {
    let numbered = (2..).map(|n: usize| {
        let number = format!(" {n}");
        cut(name, LONGEST_NAME.saturating_sub(number.chars().count())) + &number
    });
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|name| !taken.contains(&name.as_str())).unwrap_or_default()
}

fn cut(name: &str, letters: usize) -> String {
    let kept: String = name.chars().filter(|letter| !letter.is_control()).take(letters).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::Scar;

    fn scars(names: &[&str]) -> Regions {
        let scars = names.iter().map(|name| Scar { name: (*name).to_owned(), shapes: Vec::new() });
        Regions { scars: scars.collect(), ..Regions::default() }
    }

    #[test]
    fn names_are_trimmed_short_and_unlike() {
        let regions = scars(&["Scar 1", "Crown", "Crown 2"]);
        let called = |asked: &str| renamed(&regions, 0, asked);
        assert_eq!(called("  Left\t temple \n"), Some("Left temple".to_owned()));
        assert_eq!(called(" \u{7}\n "), None, "blanks keep the name");
        assert_eq!(called("Crown"), Some("Crown 3".to_owned()));
        assert_eq!(called("Scar 1"), Some("Scar 1".to_owned()), "its own name is free");
        let long = called(&"ä".repeat(200)).expect("a name");
        assert_eq!(long.chars().count(), LONGEST_NAME);
        let regions = scars(&["", &long]);
        let other = renamed(&regions, 0, &"ä".repeat(41)).expect("a name");
        assert!(other.ends_with(" 2") && other.chars().count() == LONGEST_NAME, "{other}");
    }
}
