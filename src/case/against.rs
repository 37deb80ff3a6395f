//! What speaks against mixing for a client today, by what is written down of the client.

use jiff::civil::Date;

use super::{Answer, Case, Mixed, MixedBottle, PatchResult, Question, SkinTest};
use crate::locale::{count, say, tr};

impl Case {
    /// What speaks against mixing these cups on this day, gravest first: bottles that the skin reacted to, questions that
    /// were answered with yes; and before the first session what was not asked, tested or consented to. Not whether the
    /// scar may be done darker, which [`gate_before`](Self::gate_before) tells.
    #[must_use]
    pub fn against(&self, day: Date, mixed: &[Mixed]) -> Vec<String> {
        let mut told = self.reacted_to(mixed);
        let bottles = || mixed.iter().flat_map(|cup| &cup.bottles);
        let all_clear = bottles().all(|bottle| self.patch(bottle) == Some(PatchResult::Clear));
        let yes = Question::ALL.into_iter().filter(|question| self.answer(*question) == Answer::Yes);
        // What it asks for was done.
        let open = yes.filter(|question| !(*question == Question::Allergy && all_clear));
        told.extend(open.map(|question| {
            say!("%{question} Yes. %{reminder}", question = question.text(), reminder = question.reminder())
        }));
        if self.visits.iter().any(|visit| visit.day < day && !visit.mixed.is_empty()) {
            return told;
        }
        let missing = Question::ALL.len() - self.asked();
        if missing > 0 {
            told.push(count!(
                missing,
                "%{n} question before the first session was not asked.",
                "%{n} questions before the first session were not asked."
            ));
        }
        if self.tests.is_empty() {
            told.push(tr("No test on the skin is written down.").to_owned());
        }
        if !self.consents.record.holds_on(day) {
            told.push(tr("There is no consent to keep the case and its photos.").to_owned());
        }
        told
    }

    /// Bottles of these cups that the skin has reacted to, whatever their lot.
    #[must_use]
    pub fn reacted_to(&self, mixed: &[Mixed]) -> Vec<String> {
        let mut names: Vec<&str> = Vec::new();
        for bottle in mixed.iter().flat_map(|cup| &cup.bottles) {
            if self.patch(bottle) == Some(PatchResult::Reaction) && !names.contains(&bottle.name.as_str()) {
                names.push(&bottle.name);
            }
        }
        let told = |name| say!("The skin reacted to %{bottle}: do not use it on this client.", bottle = name);
        names.into_iter().map(told).collect()
    }

    /// What the skin said to a bottle: a reaction to any of its lots counts, and that one of them was clear.
    fn patch(&self, bottle: &MixedBottle) -> Option<PatchResult> {
        let results = self.tests.iter().filter_map(|test| match test {
            SkinTest::Allergy(patch) if patch.is_of(bottle) => Some(patch.result),
            _ => None,
        });
        results.max_by_key(|result| match result {
            PatchResult::NotRead => 0,
            PatchResult::Clear => 1,
            PatchResult::Reaction => 2,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::case::{AllergyPatch, CaseCode, Consent, MixedPlace};

    const TODAY: Date = date(2026, 11, 29);

    fn cups(bottle: &str) -> Vec<Mixed> {
        let bottles = vec![MixedBottle {
            shade: String::from("brown-red"),
            name: bottle.to_owned(),
            parts: 1,
            lot: String::from("L-2"),
            titanium_dioxide: false,
        }];
        vec![Mixed { place: MixedPlace::ScarMarks, bottles, water_parts: 1.0, cup_ml: 1.0 }; 2]
    }

    fn patched(case: &mut Case, result: PatchResult) {
        let product = String::from(" red Brown ");
        case.tests.push(SkinTest::Allergy(AllergyPatch { product, result, ..AllergyPatch::on(TODAY) }));
    }

    #[test]
    fn a_bottle_that_the_skin_reacted_to_is_named_first_and_once() {
        let mut case = Case::new(CaseCode::new("A-17").expect("a code"), TODAY);
        let missing = case.against(TODAY, &cups("Red brown"));
        assert_eq!(missing.len(), 3, "{missing:?}");
        case.consents.record = Consent { given: Some(TODAY), withdrawn: None };
        for question in Question::ALL {
            case.set_answer(question, Answer::No, TODAY);
        }
        case.set_answer(Question::Allergy, Answer::Yes, TODAY);
        patched(&mut case, PatchResult::NotRead);
        let told = case.against(TODAY, &cups("Red brown"));
        assert!(matches!(&told[..], [one] if one.contains(Question::Allergy.reminder())), "{told:?}");
        patched(&mut case, PatchResult::Clear);
        assert!(case.against(TODAY, &cups("Red brown")).is_empty(), "the patch was read as clear");
        patched(&mut case, PatchResult::Reaction);
        let told = case.against(TODAY, &cups("Red brown"));
        assert!(told[0].contains("The skin reacted to Red brown") && told.len() == 2, "{told:?}");
    }
}
