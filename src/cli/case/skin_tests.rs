//! Tests on the skin before the first session.

use jiff::civil::Date;

use super::super::refusal::Refusal;
use super::super::values::day;
use super::access::Access;
use super::arguments::{AllergyArguments, ColourArguments, PatchName, TestArguments, TestCommand};
use super::record::add_line;
use crate::case::{AllergyPatch, Case, ColourTest, PatchResult, SkinTest};
use crate::locale::today;

pub(super) fn run(access: &Access, arguments: &TestArguments) -> Result<String, Refusal> {
    access.change(&arguments.code, |case| match &arguments.test {
        TestCommand::Allergy(told) => allergy(case, told),
        TestCommand::Colour(told) => colour(case, told),
    })
}

fn allergy(case: &mut Case, told: &AllergyArguments) -> Result<String, Refusal> {
    let put_on = told.day.unwrap_or_else(today);
    let is_it = |test: &SkinTest| {
        matches!(test, SkinTest::Allergy(patch) if patch.day == put_on && patch.product == told.product
            && told.lot.as_ref().is_none_or(|lot| patch.lot.is_empty() || patch.lot == *lot))
    };
    let place = case.tests.iter().position(is_it).unwrap_or_else(|| {
        let product = told.product.clone();
        case.tests.push(SkinTest::Allergy(AllergyPatch { product, ..AllergyPatch::on(put_on) }));
        case.tests.len() - 1
    });
    let SkinTest::Allergy(patch) = &mut case.tests[place] else {
        return Err(Refusal(String::from("the test is another one: look at `scalp-shade case show`")));
    };
    set(&mut patch.lot, told.lot.as_deref());
    set(&mut patch.site, told.site.as_deref());
    if let Some((result, read)) = told.result.zip(told.read) {
        if read < put_on {
            return Err(Refusal(format!("the patch was put on on {put_on}: it cannot be read before")));
        }
        patch.result = match result {
            PatchName::Clear => PatchResult::Clear,
            PatchName::Reaction => PatchResult::Reaction,
        };
        patch.read = Some(read);
    }
    if let Some(note) = &told.note {
        add_line(&mut patch.notes, note)?;
    }
    Ok(patch_words(patch) + "\n")
}

fn set(field: &mut String, told: Option<&str>) {
    if let Some(told) = told {
        told.clone_into(field);
    }
}

pub(super) fn patch_words(patch: &AllergyPatch) -> String {
    let or = |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    let result = match (patch.result, patch.read) {
        (PatchResult::NotRead, _) => String::from("not read yet"),
        (PatchResult::Clear, read) => format!("clear{}", read_on(read)),
        (PatchResult::Reaction, read) => format!("REACTION{}: do not use this bottle", read_on(read)),
    };
    let site = if patch.site.is_empty() { String::new() } else { format!(", {}", patch.site) };
    let notes = if patch.notes.is_empty() { String::new() } else { format!(" ({})", patch.notes) };
    format!(
        "allergy patch of {}: {}, lot {}{site}: {result}{notes}",
        patch.day,
        or(&patch.product, "no product named"),
        or(&patch.lot, "not written down")
    )
}

fn read_on(day: Option<Date>) -> String {
    day.map(|day| format!(" when read on {day}")).unwrap_or_default()
}

fn colour(case: &mut Case, told: &ColourArguments) -> Result<String, Refusal> {
    let done = told.day.unwrap_or_else(today);
    let [fresh, healed] = [&told.fresh, &told.healed].map(|named| photo_of(case, named.as_deref()));
    let (fresh, healed) = (fresh?, healed?);
    let is_it = |test: &SkinTest| matches!(test, SkinTest::Colour(test) if test.day == done && test.site == told.site);
    let place = case.tests.iter().position(is_it).unwrap_or_else(|| {
        let site = told.site.clone();
        case.tests.push(SkinTest::Colour(ColourTest { site, ..ColourTest::on(done) }));
        case.tests.len() - 1
    });
    let SkinTest::Colour(test) = &mut case.tests[place] else {
        return Err(Refusal(String::from("the test is another one: look at `scalp-shade case show`")));
    };
    set(&mut test.mix, told.mix.as_deref());
    set(&mut test.result, told.result.as_deref());
    test.fresh = fresh.map(|(_, file)| file).or_else(|| test.fresh.take());
    if let Some((day, file)) = healed {
        if day < test.judged_from() {
            return Err(Refusal(format!(
                "{file} is of {day}, and a test of {done} is judged from {} on: take another photo then",
                test.judged_from()
            )));
        }
        test.healed = Some(file);
    }
    Ok(colour_words(test) + "\n")
}

pub(super) fn colour_words(test: &ColourTest) -> String {
    let mut words = format!("colour test of {}, {}", test.day, test.site);
    if !test.mix.is_empty() {
        words.extend([format!(": {}", test.mix)]);
    }
    let photos = match (&test.fresh, &test.healed) {
        (_, None) => format!("; healed photo from {} on", test.judged_from()),
        (None, Some(healed)) => format!("; healed {healed}"),
        (Some(fresh), Some(healed)) => format!("; fresh {fresh}, healed {healed}"),
    };
    words.push_str(&photos);
    if !test.result.is_empty() {
        words.extend([format!("; {}", test.result)]);
    }
    words
}

/// A photo of the case by its file, or the first one of a day; with its day.
fn photo_of(case: &Case, named: Option<&str>) -> Result<Option<(Date, String)>, Refusal> {
    let Some(named) = named else { return Ok(None) };
    let found = match day(named) {
        Ok(day) => {
            let visit = case.visits.iter().find(|visit| visit.day == day);
            visit.and_then(|visit| visit.photos.first()).map(|photo| (day, photo.file.clone()))
        }
        Err(_) => case.photo_named(named).map(|(day, photo)| (day, photo.file.clone())),
    };
    found.map(Some).ok_or_else(|| {
        Refusal(format!("the case has no photo {named}: take it in first with `scalp-shade case photo`"))
    })
}
