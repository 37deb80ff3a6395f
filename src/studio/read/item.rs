//! One entry of the log.

use jiff::civil::Date;

use crate::color::Lab;
use crate::library::outline::{Field, Node, group, segments};
use crate::library::read::lab_text::LabText;
use crate::library::read::shade::{did_you_mean, id_text};
use crate::library::read::{Problems, value};
use crate::locale::{fixed, say, tr};
use crate::optics::Concentrations;

use super::super::entry::{Card, Entry, Mixture, Part, Subject, TissuePhoto, Zone};

const FIELDS: [&str; 16] = [
    "id",
    "date",
    "client",
    "zone",
    "recipe",
    "water_parts",
    "wash",
    "wash_water_parts",
    "measured",
    "marks_per_cm2",
    "days",
    "tissue",
    "tissue_photo",
    "tone",
    "card",
    "note",
];
const PART_FIELDS: [&str; 3] = ["shade", "parts", "solids"];

/// Most bottles in one cup.
const MOST_BOTTLES: usize = 12;
/// Most whole parts of a bottle.
const MOST_PARTS: u32 = 1000;
const MOST_WATER_PARTS: f64 = 1000.0;
/// A hundred years.
const MOST_DAYS: f64 = 36_525.0;
/// More marks than that cannot lie on a square centimetre.
const MOST_MARKS_PER_CM2: f64 = 2000.0;
/// Solids a millilitre can hold, mg.
const MOST_SOLIDS: f64 = 1000.0;
const RECIPE: &str = fixed!("[(shade: \"my-black\", parts: 1, solids: {\"carbon_black\": 150.0})]");
const TONE: &str = "(l: 60.0, a: 8.0, b: 12.0)";

/// The entry in a bracket. `None`, with at least one problem, when something it cannot do without is missing.
pub(super) fn read(index: usize, inside: &[Node], problems: &mut Problems<'_>) -> Option<Entry> {
    problems.context = Some(match id_text(inside, problems.text) {
        Some(id) if id.len() < 48 => say!("entry %{id}", id = id),
        _ => say!("entry %{place} of the list", place = index + 1),
    });
    let fields = Fields::of(inside, &FIELDS, problems, |name| {
        say!("\"%{field}\" is not a field of an entry", field = name)
    });
    let id = fields.id(problems);
    let zone = fields.choice("zone", &Zone::NAMES, problems);
    let recipe = fields.mixture("recipe", "water_parts", problems);
    let wash = if fields.has("wash") || fields.has("wash_water_parts") {
        Some(fields.mixture("wash", "wash_water_parts", problems)?)
    } else {
        None
    };
    let subject = fields.subject(problems);
    if let (Some(Subject::Wash), true) = (subject, wash.is_some()) {
        let what = tr("an even tone was measured, and yet a wash is under it");
        fields.add(
            "wash",
            what,
            tr("put the cup of the even tone under recipe, or measure mark or area"),
            problems,
        );
    }
    let days = fields.number("days", (0.0, MOST_DAYS), tr("days##after a number"), problems);
    let (tissue, tone) = (fields.tone("tissue", problems), fields.tone("tone", problems));
    let card = fields.choice("card", &Card::NAMES, problems);
    let tissue_photo = if fields.has("tissue_photo") {
        fields.choice("tissue_photo", &TissuePhoto::NAMES, problems)?
    } else {
        TissuePhoto::Same
    };
    Some(Entry {
        date: fields.date(problems),
        client: fields.line("client", problems),
        note: fields.line("note", problems),
        id: id?,
        zone: zone?,
        recipe: recipe?,
        wash,
        subject: subject?,
        days: days?,
        tissue: tissue?,
        tissue_photo,
        tone: tone?,
        card: card?,
    })
}

/// The fields of one bracket by name.
struct Fields<'n> {
    start: usize,
    known: Vec<(&'static str, Field<'n>)>,
}

impl<'n> Fields<'n> {
    fn of(
        inside: &'n [Node],
        names: &[&'static str],
        problems: &mut Problems<'_>,
        unknown: fn(&str) -> String,
    ) -> Self {
        let mut known: Vec<(&'static str, Field<'n>)> = Vec::new();
        for field in problems.fields_of(inside) {
            let name = problems.slice(field.name.at, field.name.end);
            match names.iter().find(|known| **known == name) {
                None => {
                    problems.add(field.name.at, unknown(name), did_you_mean(name, names));
                }
                Some(name) if known.iter().any(|(seen, _)| seen == name) => {
                    problems.add(
                        field.name.at,
                        say!("%{field} is there twice", field = name),
                        tr("keep one of them"),
                    );
                }
                Some(name) => known.push((name, field)),
            }
        }
        Self { start: inside.first().map_or(0, |node| node.at), known }
    }

    fn field(&self, name: &str) -> Option<Field<'n>> {
        self.known.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }

    fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    fn needed(&self, name: &str, remedy: &str, problems: &mut Problems<'_>) -> Option<Field<'n>> {
        let field = self.field(name);
        if field.is_none() {
            problems.add(self.start, say!("%{field} is missing", field = name), remedy);
        }
        field
    }

    /// Adds a problem at a field's value.
    fn add(&self, name: &str, what: impl Into<String>, remedy: &str, problems: &mut Problems<'_>) {
        let field = self.field(name);
        let at = field.map_or(self.start, |field| field.value.first().map_or(field.name.at, |node| node.at));
        problems.add(at, what, remedy);
    }

    fn id(&self, problems: &mut Problems<'_>) -> Option<String> {
        let remedy = tr("give it a short name of its own, such as \"2026-03-01-a\"");
        let field = self.needed("id", remedy, problems)?;
        let id: String = value::read(&field, problems, tr("a short quoted name"))?;
        if id.trim().is_empty() || id.chars().count() > 64 || id.chars().any(char::is_control) {
            self.add("id", tr("the id is empty, too long or has control characters"), remedy, problems);
            return None;
        }
        Some(id)
    }

    fn line(&self, name: &str, problems: &mut Problems<'_>) -> Option<String> {
        let field = self.field(name)?;
        value::read::<Option<String>>(&field, problems, tr("a quoted text, or leave it out")).flatten()
    }

    fn date(&self, problems: &mut Problems<'_>) -> Option<Date> {
        let text = self.line("date", problems)?;
        let date = text.parse().ok();
        if date.is_none() {
            let what = say!("%{field} is \"%{text}\", which is no day", field = "date", text = text);
            self.add("date", what, tr("write a day as \"2027-03-31\", or leave it out"), problems);
        }
        date
    }

    fn choice<T: Copy>(&self, name: &str, names: &[(&str, T)], problems: &mut Problems<'_>) -> Option<T> {
        let all: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        let remedy =
            say!("write %{field}: followed by one of %{words}", field = name, words = all.join(", "));
        let field = self.needed(name, &remedy, problems)?;
        let written = match (field.value.first(), field.value.last()) {
            (Some(first), Some(last)) => problems.slice(first.at, last.end).trim_matches('"'),
            _ => "",
        };
        let found = names.iter().find(|(known, _)| *known == written);
        if found.is_none() {
            self.add(
                name,
                say!("\"%{text}\" is no %{field}", text = written, field = name),
                &remedy,
                problems,
            );
        }
        found.map(|(_, value)| *value)
    }

    fn number(&self, name: &str, range: (f64, f64), unit: &str, problems: &mut Problems<'_>) -> Option<f64> {
        let remedy = add(name, &value::wanted_number(range, unit));
        value::number(&self.needed(name, &remedy, problems)?, problems, range, unit)
    }

    fn subject(&self, problems: &mut Problems<'_>) -> Option<Subject> {
        let least = 0.1;
        let names = [
            ("mark", Subject::Mark),
            ("area", Subject::Area { marks_per_cm2: least }),
            ("wash", Subject::Wash),
        ];
        let subject = self.choice("measured", &names, problems)?;
        let density = "marks_per_cm2";
        if matches!(subject, Subject::Area { .. }) {
            let range = (least, MOST_MARKS_PER_CM2);
            let marks_per_cm2 = self.number(density, range, tr("marks per cm²"), problems)?;
            return Some(Subject::Area { marks_per_cm2 });
        }
        if self.has(density) {
            let what = tr("marks per cm² belong to an area alone");
            self.add(density, what, tr("remove it, or write measured: area"), problems);
        }
        Some(subject)
    }

    fn tone(&self, name: &str, problems: &mut Problems<'_>) -> Option<Lab> {
        let field = self.needed(name, &add(name, TONE), problems)?;
        let lab: LabText = value::read(&field, problems, TONE)?;
        let color = lab.color();
        if color.is_none() {
            self.add(
                name,
                say!("%{field} lies outside CIELAB", field = name),
                tr("check l, a and b"),
                problems,
            );
        }
        color
    }

    fn mixture(&self, name: &str, water: &str, problems: &mut Problems<'_>) -> Option<Mixture> {
        let water_parts = self.number(water, (0.0, MOST_WATER_PARTS), tr("parts##of water"), problems);
        let field = self.needed(name, &add(name, RECIPE), problems)?;
        let Some(list) = group(field.value, '[') else {
            self.add(
                name,
                say!("%{field} is not a list of bottles", field = name),
                &value::write(RECIPE),
                problems,
            );
            return None;
        };
        let mut faults = Vec::new();
        let before = problems.found.len();
        let parts: Vec<Part> =
            segments(list, &mut faults).into_iter().filter_map(|part| bottle(part, problems)).collect();
        for fault in faults {
            problems.fault(fault);
        }
        if problems.found.len() > before {
            return None;
        }
        if parts.is_empty() || parts.len() > MOST_BOTTLES {
            let what = say!("%{field} has %{n} bottles", field = name, n = parts.len());
            self.add(name, what, &say!("name 1 to %{most} of them", most = MOST_BOTTLES), problems);
            return None;
        }
        Some(Mixture { parts, water_parts: water_parts? })
    }
}

/// A remedy: add a field.
fn add(field: &str, wanted: &str) -> String {
    say!("add %{field}: %{wanted}", field = field, wanted = wanted)
}

fn bottle(segment: &[Node], problems: &mut Problems<'_>) -> Option<Part> {
    let at = segment.first().map_or(0, |node| node.at);
    let Some(inside) = group(segment, '(') else {
        problems.add(at, tr("this is not a bottle of a recipe"), value::write(RECIPE));
        return None;
    };
    let fields = Fields::of(inside, &PART_FIELDS, problems, |name| {
        say!("\"%{field}\" is not a field of a bottle of a recipe", field = name)
    });
    let shade: Option<String> = fields
        .needed("shade", tr("add shade: the id of the bottle in quotes"), problems)
        .and_then(|field| value::read(&field, problems, tr("the id of the bottle in quotes")));
    if shade.as_ref().is_some_and(|id| id.trim().is_empty()) {
        fields.add(
            "shade",
            tr("the bottle has no id"),
            tr("write the id that the library gives it"),
            problems,
        );
    }
    let wanted = say!("a whole number from 1 to %{most}", most = MOST_PARTS);
    let parts: Option<u32> = fields
        .needed("parts", &add("parts", &wanted), problems)
        .and_then(|field| value::read(&field, problems, &wanted));
    if parts.is_some_and(|parts| !(1..=MOST_PARTS).contains(&parts)) {
        fields.add("parts", tr("parts is out of range"), &value::write(&wanted), problems);
    }
    Some(Part { shade: shade?, parts: parts?, solids: solids(&fields, problems) })
}

fn solids(fields: &Fields<'_>, problems: &mut Problems<'_>) -> Option<Concentrations> {
    let field = fields.field("solids")?;
    let wanted = tr("mg/ml by colourant, such as {\"carbon_black\": 150.0}");
    let solids: Concentrations = value::read(&field, problems, wanted)?;
    let sound = solids.0.iter().all(|amount| *amount >= 0.0) && solids.total() > 0.0;
    if !sound || solids.total() > MOST_SOLIDS {
        let what = say!("solids add up to %{solids} mg/ml", solids = solids.total());
        fields.add(
            "solids",
            what,
            tr("give amounts of 0 or more, together above 0 and at most 1000"),
            problems,
        );
        return None;
    }
    Some(solids)
}
