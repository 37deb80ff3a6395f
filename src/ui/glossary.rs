//! What the words of the window mean, each in one sentence: as a page, and beside the words themselves.

use egui::{Grid, Label, ScrollArea, Ui};

use crate::locale::{fixed, keep, tr};

/// The figure of a card that says most.
const PATCHES_LEFT_OUT: &str = keep!("Patches left out");

/// The words, in the order of the work.
pub(super) const TERMS: [(&str, &str); 29] = [
    ("L*", keep!("How light a colour is, from 0 for black to 100 for white.")),
    ("a*", keep!("How red a colour is; below 0 it is green.")),
    ("b*", keep!("How yellow a colour is; below 0 it is blue.")),
    ("C*", keep!("How far a colour is from grey, whatever its hue; the cast of a light is told in it.")),
    (
        "ΔE",
        keep!(
            "How far two colours are apart: about 1 can just be seen side by side, 3 and more is seen at a glance."
        ),
    ),
    (
        keep!("Scale"),
        keep!(
            "How many pixels of the photo lie on a millimetre of skin, told by a known length or by the card."
        ),
    ),
    (
        keep!("Grey card"),
        keep!("A neutral card in the photo; it tells how bright the light was and takes its cast off."),
    ),
    (
        fixed!("ColorChecker"),
        keep!("A card of 24 known colours; it sets colours more surely than a grey card, and the scale."),
    ),
    (
        PATCHES_LEFT_OUT,
        keep!(
            "How far the colours of a card are missed when each is foretold by the others: what to expect on skin."
        ),
    ),
    (keep!("Uncalibrated"), keep!("No card set the colours, so they may all be off together by about 6 ΔE.")),
    (
        keep!("Perilesional skin"),
        keep!("The skin close around the scar, called surround here; it is what the work has to look like."),
    ),
    (keep!("Area"), keep!("What the eye sees from some distance: skin, hair and marks together.")),
    (
        keep!("Follicle"),
        keep!("The dark spot where a hair leaves the skin; a mark imitates this and not the hair."),
    ),
    (
        keep!("Hair"),
        keep!("The colour of the hair itself, which lies above the skin and is darker than any mark can be."),
    ),
    (keep!("Mark"), keep!("One dot of pigment in the skin, as the needle sets it.")),
    (keep!("Dots"), keep!("A job that sets single marks, to look like shaved hair.")),
    (keep!("Wash"), keep!("A job that tints a pale scar all over, in much water, before or without dots.")),
    (keep!("Job"), keep!("What is to be done to the scar: dots, a wash, both, or pigment of skin tone.")),
    (keep!("Fresh"), keep!("How it looks on the day, before skin has grown over it.")),
    (keep!("Healed"), keep!("How it looks after 28 days, when the skin is closed; this is what is matched.")),
    (keep!("Lighter tenth"), keep!("One result in ten heals as light as this or lighter.")),
    (keep!("Darker tenth"), keep!("One result in ten heals as dark as this or darker.")),
    (keep!("80 % range"), keep!("Where the result lies in 8 of 10 cases; the rest falls on either side.")),
    (
        keep!("Acceptable"),
        keep!(
            "Within ΔE 1.8 on light skin to 2.6 on dark of the target, this program's measure and no promise: the client's eye \
         may be stricter."
        ),
    ),
    (
        keep!("Score"),
        keep!(
            "What plans are ranked by: distance from the target, risk and effort in one figure; lower is better."
        ),
    ),
    (
        keep!("Drawdown"),
        keep!("A bottle drawn out in a thin layer on a white card, to be photographed and measured."),
    ),
    (
        keep!("Ladder"),
        keep!("Drawdowns of one bottle in more and more water, from which its strength follows."),
    ),
    (
        keep!("Solids"),
        keep!("How much dry pigment is in a bottle, in mg/ml; what is left when its liquid is gone."),
    ),
    (keep!("Metamerism"), keep!("Two colours that match in one light and differ in another.")),
];

/// Lays the page out in this height.
pub(super) fn glossary_ui(ui: &mut Ui, height: f32) {
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        let words = (ui.available_width() - 150.0).max(160.0);
        Grid::new("words").num_columns(2).spacing([16.0, 6.0]).show(ui, |ui| {
            for (term, meaning) in TERMS {
                ui.vertical(|ui| {
                    ui.set_width(120.0);
                    ui.strong(tr(term));
                });
                ui.vertical(|ui| {
                    ui.set_width(words);
                    ui.add(Label::new(tr(meaning)).wrap());
                });
                ui.end_row();
            }
        });
    });
}

/// What a word means, by its name as it is shown; a longer one is looked up by its beginning: "Follicle (mixed)".
#[must_use]
pub(super) fn meaning(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let terms = TERMS.iter().map(|(term, said)| (tr(term).to_lowercase(), said));
    let named = terms.filter(|(term, _)| name.starts_with(term.as_str()));
    named.max_by_key(|(term, _)| term.len()).map(|(_, said)| tr(said))
}

/// What is said under the pointer of something with a name: what it is, then what it means.
#[must_use]
pub(super) fn hover(name: &str, described: &str) -> String {
    meaning(name).map_or_else(|| described.to_owned(), |said| format!("{described}\n\n{said}"))
}

/// What the figures of a card mean in a line that tells them; their signs are the same in every language.
#[must_use]
pub(super) fn figures(line: &str) -> Option<String> {
    let term = if line.contains("ΔE") {
        PATCHES_LEFT_OUT
    } else if line.contains("C*") {
        "C*"
    } else {
        return None;
    };
    let (term, said) = TERMS.iter().find(|(name, _)| *name == term)?;
    Some(format!("{}: {}", tr(term), tr(said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_sentence() {
        for (i, (term, said)) in TERMS.iter().enumerate() {
            assert!(said.ends_with('.') && !said.contains(". "), "{term}: {said}");
            assert!(!TERMS.iter().skip(i + 1).any(|(other, _)| other == term), "{term} twice");
        }
    }

    #[test]
    fn words_are_found_by_the_names_that_panels_use() {
        assert!(meaning("Follicle (mixed)").is_some_and(|said| said.contains("imitates")));
        assert!(meaning("Area").is_some() && meaning("mark").is_some());
        assert_eq!(meaning("Strip"), None);
        assert!(hover("Hair", "Hair L* 22").starts_with("Hair L* 22\n\nThe colour of the hair"));
        assert!(
            figures("Exposure × 1.20, cast of 0 C* removed").is_some_and(|said| said.starts_with("C*: "))
        );
        assert!(
            figures("ΔE 2.1 on patches left out").is_some_and(|said| said.starts_with("Patches left out: "))
        );
        assert_eq!(figures("12.0 px/mm"), None);
    }
}
