//! Answers as a hand writes them on the command line, which is English.

use super::answer::{Answer, Form};
use super::{Decision, FaultKind, TeachError};
use crate::blend::{HandCup, RecipePart};
use crate::locale::{fixed, read_number};

/// Words for a difference, with what they stand for in L*, a* and b*.
const WORDS: [(&str, [f64; 3]); 10] = [
    (fixed!("much lighter"), [12.0, 0.0, 0.0]),
    (fixed!("lighter"), [6.0, 0.0, 0.0]),
    (fixed!("much darker"), [-12.0, 0.0, 0.0]),
    (fixed!("darker"), [-6.0, 0.0, 0.0]),
    (fixed!("redder"), [0.0, 3.0, 0.0]),
    (fixed!("less red"), [0.0, -3.0, 0.0]),
    (fixed!("yellower"), [0.0, 0.0, 3.0]),
    (fixed!("less yellow"), [0.0, 0.0, -3.0]),
    (fixed!("bluer"), [0.0, 0.0, -3.0]),
    (fixed!("alike"), [0.0, 0.0, 0.0]),
];

/// What is to be written for a form, as a sentence goes on after "write".
#[must_use]
pub fn wanted_words(form: &Form) -> &'static str {
    match form {
        Form::Tone { .. } => fixed!(
            "three numbers for L*, a* and b* between spaces, such as \"9 -3 -1.5\", or words between commas"
        ),
        Form::Which(_) => fixed!("a letter, A for the first"),
        Form::Cups { .. } => fixed!(
            "scar and surround with \"/\" between them, each as bottle:parts+bottle:parts@water, such as \"black@12 / black@20\""
        ),
        Form::Number(_) => fixed!("a number"),
        Form::Photos(_) => {
            fixed!("for each photo \"good\" or its fault, between commas, such as \"good, shaken, too_dark\"")
        }
        Form::Case => fixed!("treat, wait or ask"),
    }
}

/// Reads an answer; numbers take a point or a comma.
///
/// # Errors
/// When it is not what the form wants.
pub fn read_answer(form: &Form, text: &str) -> Result<Answer, TeachError> {
    let read = match form {
        Form::Tone { .. } => tone(text).map(Answer::Tone),
        Form::Which(names) => which(text, names.len()).map(Answer::Which),
        Form::Cups { bottles, .. } => cups(text, bottles),
        Form::Number(unit) => read_number(text.trim().trim_end_matches(unit.as_str())).map(Answer::Number),
        Form::Photos(count) => photos(text, *count).map(Answer::Photos),
        Form::Case => {
            let wanted = text.trim().to_lowercase();
            Decision::ALL.into_iter().find(|decision| decision.name() == wanted).map(Answer::Case)
        }
    };
    read.ok_or_else(|| TeachError::Unreadable {
        answer: text.to_owned(),
        wanted: wanted_words(form).to_owned(),
    })
}

fn tone(text: &str) -> Option<[f64; 3]> {
    let parts = text.split([' ', ';']).filter(|part| !part.is_empty());
    let numbers: Option<Vec<f64>> = parts.map(read_number).collect();
    if let Some([l, a, b]) = numbers.as_deref() {
        return Some([*l, *a, *b]);
    }
    // "9,-3,-1.5": commas between, and so a point in each.
    let between: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    if let Some([l, a, b]) = between.as_deref() {
        return Some([*l, *a, *b]);
    }
    let mut sum = [0.0; 3];
    for part in text.split(',') {
        let word = part.trim().to_lowercase();
        let (_, step) = WORDS.iter().find(|(name, _)| *name == word)?;
        sum = std::array::from_fn(|i| sum[i] + step[i]);
    }
    Some(sum)
}

fn which(text: &str, count: usize) -> Option<usize> {
    let text = text.trim();
    let letter = text.chars().next().filter(|_| text.chars().count() == 1)?.to_ascii_lowercase();
    (b'a'..=b'z').position(|known| char::from(known) == letter).filter(|place| *place < count)
}

fn photos(text: &str, count: usize) -> Option<Vec<Option<FaultKind>>> {
    let one = |part: &str| match part.trim() {
        "good" => Some(None),
        name => FaultKind::of_name(name).map(Some),
    };
    let all: Option<Vec<_>> = text.split(',').map(one).collect();
    all.filter(|all| all.len() == count)
}

fn cups(text: &str, bottles: &[(String, String)]) -> Option<Answer> {
    let (scar, surround) = text.split_once('/')?;
    Some(Answer::Cups { scar: cup(scar, bottles)?, surround: cup(surround, bottles)? })
}

fn cup(text: &str, bottles: &[(String, String)]) -> Option<HandCup> {
    let (parts, water) = text.split_once('@')?;
    let part = |text: &str| {
        let (id, parts) = text.split_once(':').unwrap_or((text, "1"));
        let (id, parts) = (id.trim(), parts.trim().parse().ok()?);
        let known = bottles.iter().any(|(bottle, _)| bottle == id);
        known.then(|| RecipePart { shade: id.to_owned(), parts })
    };
    let parts: Option<Vec<RecipePart>> = parts.split('+').map(part).collect();
    Some(HandCup { parts: parts?, water_parts: water.trim().parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Lab;

    fn tone_form() -> Form {
        let from = Lab::new(60.0, 10.0, 15.0);
        Form::Tone { from, from_name: String::new(), to_name: String::new(), most: 30.0 }
    }

    #[test]
    fn tones_are_read_as_numbers_of_both_marks_and_as_words() {
        for text in ["9 -3 -1.5", "9 -3 -1,5", "9,-3,-1.5", " 9;-3;-1,5 "] {
            assert_eq!(
                read_answer(&tone_form(), text).expect(text),
                Answer::Tone([9.0, -3.0, -1.5]),
                "{text}"
            );
        }
        let words = read_answer(&tone_form(), "much lighter, less red").expect("words");
        assert_eq!(words, Answer::Tone([12.0, -3.0, 0.0]));
        for text in ["", "9 -3", "9 -3 x", "brighter", "nan 1 1"] {
            assert!(read_answer(&tone_form(), text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_other_forms() {
        let which = Form::Which(vec![String::new(), String::new()]);
        assert_eq!(read_answer(&which, "b").expect("B"), Answer::Which(1));
        assert!(read_answer(&which, "c").is_err());
        let number = Form::Number("%".to_owned());
        assert_eq!(read_answer(&number, "22,2 %").expect("a number"), Answer::Number(22.2));
        let photos = read_answer(&Form::Photos(2), "good, too-dark").expect("two");
        assert_eq!(photos, Answer::Photos(vec![None, Some(FaultKind::TooDark)]));
        assert!(read_answer(&Form::Photos(3), "good, too_dark").is_err());
        let bottles = vec![("black".to_owned(), String::new()), ("brown".to_owned(), String::new())];
        let form = Form::Cups { bottles, most_bottles: 2, most_water: 30 };
        let Answer::Cups { scar, surround } =
            read_answer(&form, "black:2+brown@12 / black@20").expect("cups")
        else {
            panic!("cups are read as cups");
        };
        assert_eq!((scar.parts.len(), scar.parts[0].parts, scar.water_parts), (2, 2, 12));
        assert_eq!(surround.water_parts, 20);
        assert!(read_answer(&form, "red@12 / black@20").is_err());
    }
}
