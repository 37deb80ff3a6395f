//! What is written down of a client.

use jiff::Timestamp;

use super::super::refusal::Refusal;
use super::access::Access;
use super::arguments::{
    AnswerArguments, AnswerName, CalendarArguments, ConsentArguments, ConsentName, KeepArguments,
    NewArguments, NextArguments, NoteArguments, QuestionName, SkinArguments, TanName,
};
use crate::case::{Answer, Case, CaseCode, CaseFolder, Consent, Question, SkinNow, Tan, healed_on};
use crate::disk::write_whole;
use crate::locale::today;

/// Most letters of a note.
const LONGEST: usize = 20_000;

pub(super) fn new(access: &Access, arguments: &NewArguments) -> Result<String, Refusal> {
    let day = arguments.day.unwrap_or_else(today);
    let mut folder = CaseFolder::create(&access.root, CaseCode::new(&arguments.code)?, day)?;
    if let Some(notes) = &arguments.notes {
        let mut case = folder.case().clone();
        add_line(&mut case.notes, notes)?;
        folder.save(case)?;
    }
    Ok(format!("case {} begun in {}\n", folder.case().code, folder.path().display()))
}

pub(super) fn answer(access: &Access, arguments: &AnswerArguments) -> Result<String, Refusal> {
    let question = match arguments.question {
        QuestionName::YoungScar => Question::YoungScar,
        QuestionName::RaisedScar => Question::RaisedScar,
        QuestionName::RedScar => Question::RedScar,
        QuestionName::Keloid => Question::Keloid,
        QuestionName::Isotretinoin => Question::Isotretinoin,
        QuestionName::Bleeding => Question::Bleeding,
        QuestionName::SkinDisease => Question::SkinDisease,
        QuestionName::Allergy => Question::Allergy,
        QuestionName::Illness => Question::Illness,
    };
    let (answer, word) = match arguments.answer {
        AnswerName::Yes => (Answer::Yes, "yes"),
        AnswerName::No => (Answer::No, "no"),
        AnswerName::NotAsked => (Answer::NotAsked, "not asked"),
    };
    access.change(&arguments.code, |case| {
        case.set_answer(question, answer, arguments.day.unwrap_or_else(today));
        let asked = case.asked();
        let mut told = format!("{} {word}; {asked} of {} asked\n", question.text(), Question::ALL.len());
        if answer == Answer::Yes {
            told.extend([format!("note: {} (source: {})\n", question.reminder(), question.source())]);
        }
        Ok(told)
    })
}

pub(super) fn consent(access: &Access, arguments: &ConsentArguments) -> Result<String, Refusal> {
    access.change(&arguments.code, |case| {
        let (consent, name) = match arguments.what {
            ConsentName::Record => (&mut case.consents.record, "record"),
            ConsentName::Teaching => (&mut case.consents.teaching, "teaching"),
            ConsentName::Marketing => (&mut case.consents.marketing, "marketing"),
        };
        if let Some(given) = arguments.given {
            *consent = Consent { given: Some(given), withdrawn: None };
        }
        match (consent.given, arguments.withdrawn) {
            (None, Some(_)) => {
                return Err(Refusal(format!(
                    "consent to {name} was never given, so it cannot be taken back"
                )));
            }
            (Some(given), Some(withdrawn)) if withdrawn < given => {
                return Err(Refusal(format!(
                    "consent to {name} was given on {given}: it cannot be taken back before"
                )));
            }
            (_, Some(withdrawn)) => consent.withdrawn = Some(withdrawn),
            (_, None) => {}
        }
        Ok(format!("{name}: {}\n", consent_words(*consent)))
    })
}

pub(super) fn consent_words(consent: Consent) -> String {
    match (consent.given, consent.withdrawn) {
        (None, _) => String::from("not given"),
        (Some(given), None) => format!("given on {given}"),
        (Some(given), Some(withdrawn)) => format!("given on {given}, taken back on {withdrawn}"),
    }
}

pub(super) fn skin(access: &Access, arguments: &SkinArguments) -> Result<String, Refusal> {
    let tan = match arguments.tan {
        TanName::Untanned => Some(Tan::Untanned),
        TanName::Tanned => Some(Tan::Tanned),
        TanName::WinterPale => Some(Tan::WinterPale),
        TanName::NotTold => None,
    };
    access.change(&arguments.code, |case| {
        let day = arguments.day.unwrap_or_else(today);
        let place = case.visit_on(day);
        let visit = &mut case.visits[place];
        visit.skin_now = tan.map(|tan| SkinNow { tan, day });
        let words = tan.map_or("not told", Tan::words);
        let reminder = visit.tan_reminder().map(|told| format!("note: {told}\n")).unwrap_or_default();
        Ok(format!("skin on {day}: {words}\n{reminder}"))
    })
}

pub(super) fn note(access: &Access, arguments: &NoteArguments) -> Result<String, Refusal> {
    access.change(&arguments.code, |case| {
        let Some(day) = arguments.day else {
            add_line(&mut case.notes, &arguments.text)?;
            return Ok(String::from("added to the notes of the case\n"));
        };
        let place = case.visit_on(day);
        add_line(&mut case.visits[place].notes, &arguments.text)?;
        Ok(format!("added to the notes of {day}\n"))
    })
}

/// Adds a line to notes.
pub(super) fn add_line(notes: &mut String, line: &str) -> Result<(), Refusal> {
    if notes.len() + line.len() > LONGEST {
        return Err(Refusal(format!("notes have at most {LONGEST} letters: shorten the line")));
    }
    if !notes.is_empty() {
        notes.push('\n');
    }
    notes.push_str(line);
    Ok(())
}

/// The visit of a day, or the last.
pub(super) fn visit_of(case: &Case, day: Option<jiff::civil::Date>) -> Result<usize, Refusal> {
    match day {
        Some(day) => case
            .visits
            .iter()
            .position(|visit| visit.day == day)
            .ok_or_else(|| Refusal(format!("case {} has no visit on {day}", case.code))),
        None => case
            .visits
            .len()
            .checked_sub(1)
            .ok_or_else(|| Refusal(format!("case {} has no visit yet: take a photo in first", case.code))),
    }
}

pub(super) fn next(access: &Access, arguments: &NextArguments) -> Result<String, Refusal> {
    access.change(&arguments.code, |case| {
        let place = visit_of(case, arguments.day)?;
        let visit = &mut case.visits[place];
        if arguments.next <= visit.day {
            return Err(Refusal(format!("the visit was on {}: say a day after it", visit.day)));
        }
        visit.next = Some(arguments.next);
        let early = arguments.next < healed_on(visit.day) && !visit.mixed.is_empty();
        let note = format!("note: marks of {} are not healed before {}\n", visit.day, healed_on(visit.day));
        let note = if early { note.as_str() } else { "" };
        Ok(format!("comes again on {}\n{note}", arguments.next))
    })
}

pub(super) fn keep(access: &Access, arguments: &KeepArguments) -> Result<String, Refusal> {
    let years = access.settings.retention_years;
    access.change(&arguments.code, |case| {
        case.keep_until = arguments.until;
        Ok(match arguments.until {
            Some(day) => format!("kept until {day}\n"),
            None => {
                format!("kept for {years} years after the last visit, until {}\n", case.kept_until(years))
            }
        })
    })
}

pub(super) fn calendar(access: &Access, arguments: &CalendarArguments) -> Result<String, Refusal> {
    let folder = access.open(&arguments.code)?;
    let from = arguments.on.unwrap_or_else(today);
    let days = folder.case().visits.iter().filter(|visit| visit.next.is_some_and(|day| day >= from)).count();
    if days == 0 {
        return Err(Refusal(format!(
            "case {} has no visit to come: say when with `scalp-shade case next {} DAY`",
            arguments.code, arguments.code
        )));
    }
    let text = folder.case().calendar(from, Timestamp::now());
    let path = &arguments.output;
    write_whole(path, text.as_bytes()).map_err(|error| {
        Refusal(format!("{} cannot be written ({error}): choose another place", path.display()))
    })?;
    Ok(format!("{days} {} written to {}\n", if days == 1 { "day" } else { "days" }, path.display()))
}
