//! The real window in every language: chosen in the settings, then looked at page by page for English words.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Key, Modifiers, Role, Shape};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use scalp_shade::locale::{Language, speak, spoken, tr};

use crate::screen::{Screen, of, press, real_window, settle};
use crate::texts::table;
use crate::until::until;

/// One test and not one for each language: the language is the whole program's.
#[test]
fn the_window_speaks_every_language() {
    let mut harness = real_window();
    settle(&mut harness);
    let mut wrong = Vec::new();
    for language in Language::ALL.into_iter().skip(1) {
        choose(&mut harness, language);
        assert_eq!(spoken(), language, "the settings set it");
        settle(&mut harness);
        let shown = look_around(&mut harness);
        assert!(shown.len() > 200, "{language:?}: only {} texts were seen", shown.len());
        let left = English::beside(language).left_in(&shown);
        wrong.extend(left.into_iter().map(|text| format!("{language:?}: {text:?}")));
    }
    speak(Language::English);
    assert!(wrong.is_empty(), "English words are left in the window:\n{}", wrong.join("\n"));
}

fn choose(harness: &mut Screen, language: Language) {
    press(harness, Modifiers::COMMAND, Key::Comma);
    harness.run();
    harness.get_by_role_and_label(Role::ComboBox, tr("Language")).click_accesskit();
    harness.run();
    harness.get_by_label(language.own_name()).click_accesskit();
    harness.run();
    press(harness, Modifiers::NONE, Key::Escape);
    harness.run();
}

/// Everything that is written on the pages, in the menus and in what opens over them.
fn look_around(harness: &mut Screen) -> BTreeSet<String> {
    let mut shown = texts(harness);
    let mut look = |harness: &mut Screen| shown.extend(texts(harness));
    for menu in ["File##menu", "Edit##menu", "Tools", "View##menu", "Help##menu"] {
        harness.get_by_role_and_label(Role::Button, tr(menu)).click();
        harness.run();
        look(harness);
        press(harness, Modifiers::NONE, Key::Escape);
        harness.run();
    }
    for (modifiers, key) in
        [(Modifiers::COMMAND, Key::Comma), (Modifiers::COMMAND, Key::K), (Modifiers::NONE, Key::F1)]
    {
        press(harness, modifiers, key);
        harness.run();
        look(harness);
        press(harness, Modifiers::NONE, Key::Escape);
        harness.run();
    }
    press(harness, Modifiers::NONE, Key::H);
    settle(harness);
    look(harness);
    // It stays there when the language changes.
    if of(harness).preview().plan().is_none() {
        harness.get_all_by_label(tr("Show on photo")).next().expect("a card").click_accesskit();
    }
    until(|| {
        harness.step();
        of(harness).preview().preview().map(|_| ())
    });
    settle(harness);
    look(harness);
    for page in [Key::F3, Key::F4, Key::F5, Key::F7, Key::F9] {
        press(harness, Modifiers::NONE, page);
        harness.run();
        look(harness);
    }
    press(harness, Modifiers::NONE, Key::F2);
    press(harness, Modifiers::COMMAND, Key::Z);
    settle(harness);
    look(harness);
    shown
}

/// What is painted, and what a screen reader says.
fn texts(harness: &Screen) -> BTreeSet<String> {
    let painted = harness.output().shapes.iter().flat_map(|clipped| {
        let mut found = Vec::new();
        painted_in(&clipped.shape, &mut found);
        found
    });
    let spoken = harness.root().children_recursive().flat_map(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value(), node.description()].into_iter().flatten().collect::<Vec<String>>()
    });
    painted.chain(spoken).collect()
}

fn painted_in(shape: &Shape, found: &mut Vec<String>) {
    match shape {
        Shape::Text(text) => found.push(text.galley.text().to_owned()),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| painted_in(shape, found)),
        _ => {}
    }
}

/// What would be English beside a language.
struct English {
    /// Whole texts that are said otherwise.
    whole: BTreeSet<String>,
    /// Three words and more between the places of a text, which the translation does not have.
    parts: BTreeMap<String, String>,
}

impl English {
    fn beside(language: Language) -> Self {
        let known = table(language);
        let own: BTreeSet<&str> = known.values().map(String::as_str).collect();
        let mut whole = BTreeSet::new();
        let mut parts = BTreeMap::new();
        for (text, said) in &known {
            let text = text.split("##").next().unwrap_or(text);
            if text != said && !own.contains(text) && text.len() > 3 {
                whole.insert(text.to_owned());
            }
            let between = text.split("%{").map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
            for part in between.map(str::trim).filter(|part| part.split_whitespace().count() >= 3) {
                if !own.iter().any(|said| said.contains(part)) {
                    parts.insert(part.to_owned(), text.to_owned());
                }
            }
        }
        Self { whole, parts }
    }

    fn left_in<'a>(&self, shown: &'a BTreeSet<String>) -> Vec<&'a str> {
        let english = |text: &str| {
            self.whole.contains(text.trim()) || self.parts.keys().any(|part| text.contains(part.as_str()))
        };
        shown.iter().map(String::as_str).filter(|text| english(text)).collect()
    }
}
