//! Every text of the program stands in every language, with the same places to fill.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scalp_shade::locale::Language;

use crate::source::{Found, read_sources};

/// Between what a text says and which of two meanings it has.
const MEANING: &str = "##";

#[test]
fn no_text_is_left_unmarked() {
    let Found { unmarked, .. } = read_sources();
    assert!(
        unmarked.is_empty(),
        "{} texts are not marked to be translated (or fixed!):\n{}",
        unmarked.len(),
        unmarked.join("\n")
    );
}

#[test]
fn every_text_is_there_in_every_language() {
    let Found { texts, .. } = read_sources();
    assert!(texts.len() > 800, "the reader found {} texts only", texts.len());
    let mut wrong = Vec::new();
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        let known = table(language);
        let missing: BTreeMap<&String, &String> =
            texts.iter().filter(|(text, _)| !known.contains_key(*text)).collect();
        if !missing.is_empty() {
            let list =
                PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("missing.{}.json", language.code()));
            scalp_shade::disk::write_whole(
                &list,
                serde_json::to_string_pretty(&missing).expect("texts are JSON").as_bytes(),
            )
            .expect("a temporary file");
            wrong.push(format!("{language:?} lacks {} texts, listed in {}", missing.len(), list.display()));
        }
        for text in known.keys().filter(|text| !texts.contains_key(*text)) {
            wrong.push(format!("{language:?} has a text that nothing says: {text:?}"));
        }
        for (text, said) in known.iter().filter(|(text, _)| texts.contains_key(*text)) {
            if let Some(why) = unlike(text, said) {
                wrong.push(format!("{language:?}: {why}: {text:?} → {said:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_gives_the_word_alone_where_it_has_two_meanings() {
    let Found { texts, .. } = read_sources();
    let said = table(Language::English);
    let with_meaning: BTreeSet<&str> =
        texts.keys().map(String::as_str).filter(|text| text.contains(MEANING)).collect();
    let given: BTreeSet<&str> = said.keys().map(String::as_str).collect();
    assert_eq!(with_meaning, given, "assets/locales/en.json holds exactly the texts with a meaning");
    for (text, said) in &said {
        assert_eq!(text.split(MEANING).next(), Some(said.as_str()));
    }
}

/// What is wrong with a translation, as far as a machine sees it.
fn unlike(text: &str, said: &str) -> Option<&'static str> {
    let text = text.split(MEANING).next().unwrap_or(text);
    let edge = |text: &str| (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    if said.trim().is_empty() && !text.trim().is_empty() {
        Some("empty")
    } else if places(text) != places(said) {
        Some("other places to fill")
    } else if edge(text) != edge(said) {
        Some("other spaces at its ends")
    } else if text.matches('\n').count() != said.matches('\n').count() {
        Some("other lines")
    } else if said.contains(MEANING) {
        Some("the meaning is not part of the text")
    } else {
        None
    }
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split("%{").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

pub(crate) fn table(language: Language) -> BTreeMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/locales/{}.json", language.code()));
    let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let table: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let said = table.into_iter().filter(|(text, _)| text != "_version");
    said.map(|(text, said)| (text, said.as_str().expect("a text").to_owned())).collect()
}
