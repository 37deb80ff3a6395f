//! The sheet for the studio: enough for a second technician to do the same again.

use super::calibration_words::{shared, trust, words};
use super::cups::{Cup, CupPair, Poured, cups};
use super::others::{OtherPicture, shown};
use super::pictures::Pictures;
use super::sheet::{Block, Cell, Column, Look, Picture, Sheet, Table, program};
use super::studio_record::record;
use super::{ReportError, Story};
use crate::analysis::{Figures, job_name, percent, sentence};
use crate::blend::{Proposal, Seen as Look2, SeenInterval, ZonePlan};
use crate::color::{Lab, LabInterval, delta_e_2000, xyz_of};
use crate::locale::{capitalized, date, fixed, number, plain, say, signed, tr};
use crate::photo::number::single;
use crate::photo::screen_codes;
use crate::tone::{Certainty, ScaleSource, Tone, Tones};

/// Puts the sheet together.
pub(super) fn sheet(story: &Story, pictures: Option<&Pictures>, others: &[OtherPicture]) -> Sheet {
    let (case, visit) = (&story.case, &story.visit);
    let code = say!("Case %{code}", code = case.code);
    let day = date(visit.day);
    let title = say!("Case %{code}, visit of %{day}", code = case.code, day = day);
    let program = program();
    let mut blocks = Vec::new();
    blocks.extend(warnings(story));
    blocks.push(Block::Heading(tr("What is mixed").to_owned()));
    blocks.extend(mixing(story));
    blocks.push(Block::Heading(tr("How it will look").to_owned()));
    blocks.extend(look(story));
    if let Some(pictures) = pictures {
        blocks.push(Block::Heading(tr("Photos").to_owned()));
        blocks.extend(photos(story, pictures));
    }
    blocks.extend(further_photos(others));
    blocks.extend(measured(story));
    blocks.extend(record(story));
    blocks.push(Block::Heading(tr("Where this comes from").to_owned()));
    blocks.push(Block::Facts(origin(story, &program)));
    Sheet {
        title,
        subtitle: tr("For the studio: recipes, tones, and all that is needed to do the same again")
            .to_owned(),
        foot: [code.as_str(), &day, &program].join(" · "),
        day: visit.day,
        look: Look::Dense,
        blocks,
    }
}

/// What must be seen first.
fn warnings(story: &Story) -> Vec<Block> {
    let mut told = story.case.reacted_to(&story.visit.mixed);
    match &story.seen {
        Some(Err(why)) => {
            told.push(say!("The photo of this visit cannot be used: %{why}", why = sentence(why)));
        }
        Some(Ok(seen)) => match &seen.worked {
            Err(why) => {
                told.push(say!("The photo of this visit cannot be used: %{why}", why = sentence(why)));
            }
            Ok(worked) => {
                if worked.trust.level == crate::trust::TrustLevel::Red {
                    told.push(trust(&worked.trust, seen.inputs.accept_photo));
                }
                if let Some(Err(why)) = &worked.plan {
                    let why = sentence(&why.to_string());
                    told.push(say!("The plan of this visit cannot be worked out: %{why}", why = why));
                }
            }
        },
        None => {}
    }
    if let Some(proposal) = story.proposal() {
        told.extend(proposal.warnings.iter().map(|warning| sentence(&warning.text)));
    }
    told.extend(cups(story).iter().filter(|pair| pair.differs()).map(|pair| {
        say!("%{place}: what was mixed is not what was planned; see below.", place = pair.place.title())
    }));
    told.into_iter().map(Block::Warning).collect()
}

/// Recipes with their amounts and lots.
fn mixing(story: &Story) -> Vec<Block> {
    let mut blocks = Vec::new();
    let Some(plan) = &story.visit.plan else {
        let pairs = cups(story);
        if pairs.is_empty() {
            return vec![Block::Text(tr("No plan was chosen on this visit.").to_owned())];
        }
        return pairs.iter().flat_map(|pair| cup_blocks(story, pair)).collect();
    };
    let mut facts = vec![(tr("Job").to_owned(), capitalized(job_name(plan.job)))];
    if plan.marks_per_cm2 > 0.0 {
        let marks = number(plan.marks_per_cm2, 0);
        facts.push((tr("Density").to_owned(), say!("%{marks} marks per cm²", marks = marks)));
    }
    blocks.push(Block::Facts(facts));
    blocks.extend(cups(story).iter().flat_map(|pair| cup_blocks(story, pair)));
    if let Some(proposal) = story.proposal() {
        blocks.push(Block::Small(why(proposal)));
    }
    blocks
}

fn cup_blocks(story: &Story, pair: &CupPair) -> Vec<Block> {
    let mut blocks = vec![Block::Subheading(pair.place.title().to_owned())];
    let mut facts = Vec::new();
    if let Some(planned) = &pair.planned {
        facts.push((tr("Planned##of a recipe").to_owned(), planned.text.clone()));
    }
    let mixed = tr("Really mixed");
    match (&pair.mixed, pair.differs()) {
        (Some(mix), true) => facts.push((mixed.to_owned(), mix.text.clone())),
        (Some(_), false) => facts.push((mixed.to_owned(), tr("as planned").to_owned())),
        (None, _) => facts.push((mixed.to_owned(), tr("not written down").to_owned())),
    }
    blocks.push(Block::Facts(facts));
    blocks.extend(pair.best().map(|cup| Block::Table(cup_table(story, cup))));
    blocks
}

/// Bottles with lots, parts, millilitres and drops; water last.
fn cup_table(story: &Story, cup: &Cup) -> Table {
    let drop_ml = story.seen().map_or(crate::blend::DROP_ML, |seen| seen.inputs.drop_ml);
    let maker_of =
        |bottle: &Poured| story.shelf.library.shade(&bottle.shade).map_or("", |shade| shade.maker.as_str());
    // A column that would be empty leaves its room to the lots.
    let has_makers = cup.bottles.iter().any(|bottle| !maker_of(bottle).is_empty());
    let mut columns = vec![Column::words(tr("Bottles"), 3.2)];
    if has_makers {
        columns.push(Column::words(tr("Maker"), 2.4));
    }
    columns.extend([
        Column::words(tr("Lot"), if has_makers { 1.8 } else { 3.0 }),
        Column::figures(tr("Parts##a column"), 0.9),
        Column::figures(fixed!("ml"), 0.9),
        Column::figures(say!("drops of %{volume} ml", volume = plain(drop_ml)), 1.5),
    ]);
    let named = |name: &str, maker: &str, lot: &str| -> Vec<Cell> {
        let texts = if has_makers { vec![name, maker, lot] } else { vec![name, lot] };
        texts.into_iter().map(Cell::from).collect()
    };
    let amounts = |parts: f64| -> [Cell; 3] {
        let ml = cup.ml_of(parts);
        let shown =
            |value: Option<f64>, decimals| value.map_or_else(|| String::from("–"), |v| number(v, decimals));
        let whole = usize::from((parts - parts.round()).abs() > 0.049);
        [number(parts, whole), shown(ml, 2), shown(ml.map(|ml| ml / drop_ml), 1)].map(Cell::from)
    };
    let mut rows: Vec<Vec<Cell>> = cup
        .bottles
        .iter()
        .map(|bottle| {
            let lot = if bottle.lot.is_empty() { "–" } else { &bottle.lot };
            let named = named(&bottle.name, maker_of(bottle), lot);
            named.into_iter().chain(amounts(f64::from(bottle.parts))).collect()
        })
        .collect();
    if cup.water() > 0.0 {
        rows.push(named(tr("Water"), "", "").into_iter().chain(amounts(cup.water())).collect());
    }
    Table { columns, rows }
}

/// The predicted look of both zones over time.
fn look(story: &Story) -> Vec<Block> {
    let (Some(proposal), Some(worked)) = (story.proposal(), story.worked()) else {
        return vec![Block::Text(
            tr("Without a plan and a photo that can be measured nothing is predicted.").to_owned(),
        )];
    };
    let figures = Figures::of(&worked.calibration);
    let mut blocks = zone(tr("Scar"), &proposal.scar, figures);
    if let Some(surround) = &proposal.surround {
        blocks.extend(zone(tr("Surround"), surround, figures));
    }
    blocks.extend(apart(proposal, figures));
    blocks.push(Block::Small(proposal.limit.sentence(figures.calibrated)));
    blocks
}

fn zone(name: &str, zone: &ZonePlan, figures: Figures) -> Vec<Block> {
    let columns = vec![
        Column::words("", 1.1),
        Column::words(tr("One mark: L* a* b*"), 2.0),
        Column::words(tr("80 % range"), 3.4),
        Column::words(tr("Area: L* a* b*"), 2.0),
        Column::words(tr("80 % range"), 3.4),
    ];
    let row = |name: &str, seen: &Look2, range: Option<&SeenInterval>| -> Vec<Cell> {
        let told =
            |range: Option<&LabInterval>| range.map_or_else(String::new, |range| unbroken(figures, range));
        let tone = |lab: Lab| Cell::swatch(srgb(lab), coordinates(lab, figures));
        vec![
            capitalized(name).into(),
            seen.mark.map_or_else(|| Cell::from("–"), tone),
            told(range.and_then(|range| range.mark.as_ref())).into(),
            tone(seen.area),
            told(range.map(|range| &range.area)).into(),
        ]
    };
    let (times, ranges) = (&zone.timeline, &zone.timeline_80);
    let rows = vec![
        row(tr("Target"), &zone.target, None),
        row(tr("fresh"), &times.fresh, Some(&ranges.fresh)),
        row(tr("healed"), &times.healed, Some(&ranges.healed)),
        row(tr("1 year"), &times.year_1, Some(&ranges.year_1)),
        row(tr("3 years"), &times.year_3, Some(&ranges.year_3)),
    ];
    let chances = say!(
        "Acceptable: %{chance}; too dark: %{too_dark}",
        chance = percent(zone.p_acceptable),
        too_dark = percent(zone.p_too_dark)
    );
    let mut facts = vec![(tr("Chances").to_owned(), chances)];
    let off = |error| format!("ΔE00 {}", figures.error(error));
    if let Some(error) = &zone.mark_error {
        facts.push((tr("Mark off its target, healed").to_owned(), off(error)));
    }
    facts.push((tr("Area off its target, healed").to_owned(), off(&zone.area_error)));
    vec![Block::Subheading(name.to_owned()), Block::Table(Table { columns, rows }), Block::Facts(facts)]
}

fn apart(proposal: &Proposal, figures: Figures) -> Option<Block> {
    proposal.surround.as_ref()?;
    let told = proposal.zones_apart.areas.map(|value| figures.number(value)).join(", ");
    let name = tr("Areas of scar and surround apart").to_owned();
    let told = say!("ΔE00 %{distances} (fresh, healed, 1 year, 3 years)", distances = told);
    Some(Block::Facts(vec![(name, told)]))
}

fn photos(story: &Story, pictures: &Pictures) -> Vec<Block> {
    let mut row = vec![
        Picture::of(&pictures.whole, tr("The whole photo, scars outlined")),
        Picture::of(&pictures.before, tr("Before##picture")),
    ];
    row.extend(pictures.after.as_ref().map(Picture::simulated));
    let mut blocks = vec![Block::Pictures(row)];
    if let Some(seen) = story.seen() {
        let mut facts = vec![(tr("File").to_owned(), seen.file.clone())];
        let hash = seen.hash.map(|hash| hash.to_string());
        facts.extend(hash.map(|hash| (fixed!("SHA-256").to_owned(), hash)));
        blocks.push(Block::Facts(facts));
    }
    blocks
}

/// The further photos of the visit.
fn further_photos(others: &[OtherPicture]) -> Vec<Block> {
    let (shown, missing) = shown(others);
    if others.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(tr("Further photos of this visit").to_owned())];
    if !shown.is_empty() {
        blocks.push(Block::Gallery(shown));
    }
    blocks.extend(missing.into_iter().map(Block::Small));
    blocks
}

/// Calibration and tones.
fn measured(story: &Story) -> Vec<Block> {
    let (Some(seen), Some(worked)) = (story.seen(), story.worked()) else { return Vec::new() };
    let figures = Figures::of(&worked.calibration);
    let sure = Certainty::of(&worked.tones, worked.calibration.shared_sd);
    let scale = match worked.tones.scale {
        Some(scale) if scale.source == ScaleSource::Given => {
            say!("Scale %{scale} px/mm, as given.", scale = number(scale.px_per_mm, 1))
        }
        Some(scale) => {
            say!(
                "Scale about %{scale} px/mm, guessed from the hair's width.",
                scale = number(scale.px_per_mm, 0)
            )
        }
        None => tr("not told").to_owned(),
    };
    let facts = vec![
        (tr("Colours set by").to_owned(), words(&worked.calibration)),
        (tr("Error that all tones share (standard deviation)").to_owned(), shared(&worked.calibration)),
        (tr("Photo check").to_owned(), trust(&worked.trust, seen.inputs.accept_photo)),
        (tr("Scale").to_owned(), scale),
    ];
    let tones = &worked.tones;
    vec![
        Block::Heading(tr("Measured tones").to_owned()),
        Block::Facts(facts),
        Block::Table(tone_table(tones, &sure, figures)),
        Block::Facts(vec![
            (
                tr("Scar minus bare skin").to_owned(),
                difference(tones.scar_skin().lab, tones.bare_skin.lab, &sure.scar_from_bare_skin, figures),
            ),
            (
                tr("Scar minus area average").to_owned(),
                difference(tones.scar_skin().lab, tones.area_average.lab, &sure.scar_from_area, figures),
            ),
            (tr("Hair covers").to_owned(), format!("{} ± {}", percent(tones.cover), percent(tones.cover_sd))),
        ]),
    ]
}

pub(super) fn tone_table(tones: &Tones, sure: &Certainty, figures: Figures) -> Table {
    let columns = vec![
        Column::words(tr("Tone"), 2.2),
        Column::words("L* a* b*", 2.0),
        Column::words(tr("80 % range"), 3.4),
        Column::figures(tr("Pixels"), 1.0),
    ];
    let row = |name: &str, tone: &Tone, range: Option<&LabInterval>| -> Vec<Cell> {
        vec![
            name.into(),
            Cell::swatch(srgb(tone.lab), coordinates(tone.lab, figures)),
            range.map_or_else(String::new, |range| unbroken(figures, range)).into(),
            tone.pixels.to_string().into(),
        ]
    };
    let missing = |name: &str, why: &str| -> Vec<Cell> {
        vec![name.into(), "–".into(), sentence(why).into(), "".into()]
    };
    let mut rows = Vec::new();
    for (index, scar) in tones.scars.iter().enumerate() {
        let planned = index == tones.planned_scar;
        let name = if planned { say!("%{scar} (planned)", scar = scar.name) } else { scar.name.clone() };
        rows.push(row(&name, &scar.skin, planned.then_some(&sure.scar_skin)));
    }
    rows.push(row(tr("Bare skin"), &tones.bare_skin, Some(&sure.bare_skin)));
    rows.push(match &tones.follicle {
        Ok(follicle) => {
            let name = if follicle.measured { tr("Follicle") } else { tr("Follicle (mixed)") };
            row(name, &follicle.tone, sure.follicle.as_ref())
        }
        Err(why) => missing(tr("Follicle"), &why.reason),
    });
    rows.push(match &tones.hair {
        Ok(hair) => row(tr("Hair"), hair, sure.hair.as_ref()),
        Err(why) => missing(tr("Hair"), &why.reason),
    });
    rows.push(row(tr("Area average"), &tones.area_average, Some(&sure.area_average)));
    Table { columns, rows }
}

fn difference(tone: Lab, from: Lab, range: &LabInterval, figures: Figures) -> String {
    let decimals = usize::from(figures.calibrated);
    let [l, a, b] = [tone.l - from.l, tone.a - from.a, tone.b - from.b].map(|value| signed(value, decimals));
    let distance = figures.number(delta_e_2000(tone, from));
    let range = say!("in 8 of 10 cases %{interval}", interval = unbroken(figures, range));
    format!("L* {l}, a* {a}, b* {b}; ΔE00 {distance}; {range}")
}

fn origin(story: &Story, program: &str) -> Vec<(String, String)> {
    let shelf = &story.shelf;
    let hash = if shelf.sha256.is_empty() { "–" } else { &shelf.sha256 };
    vec![
        (tr("Program").to_owned(), program.to_owned()),
        (tr("Shade library").to_owned(), format!("{} · SHA-256 {hash}", shelf.name)),
        (
            tr("Learnt").to_owned(),
            match shelf.learnt {
                Some(_) => tr("the studio's healed results count").to_owned(),
                None => tr("nothing: the assumed ranges of healing").to_owned(),
            },
        ),
    ]
}

/// "64.3  11.5  16.5"
pub(super) fn coordinates(lab: Lab, figures: Figures) -> String {
    [lab.l, lab.a, lab.b].map(|value| figures.number(value)).join("\u{a0}\u{a0}")
}

/// An interval whose coordinates are not cut by the end of a line.
pub(super) fn unbroken(figures: Figures, range: &LabInterval) -> String {
    let told = figures.interval(range);
    told.split(", ").map(|coordinate| coordinate.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(", ")
}

/// Why a plan is good, or not. That it was judged outside of a list is no news here.
pub(super) fn why(proposal: &Proposal) -> String {
    let opening = sentence(tr("as a hand has changed it"));
    proposal.why.strip_prefix(&opening).unwrap_or(&proposal.why).trim_start().to_owned()
}

/// As a screen and a printer show it.
pub(super) fn srgb(lab: Lab) -> [u8; 3] {
    let xyz = xyz_of(lab);
    screen_codes(&[[xyz.x, xyz.y, xyz.z].map(single)]).first().copied().unwrap_or_default()
}

/// Whether there is anything to tell of the visit.
pub(super) fn check(story: &Story) -> Result<(), ReportError> {
    let empty = story.visit.plan.is_none() && story.visit.mixed.is_empty() && story.seen.is_none();
    if empty { Err(ReportError::NoPlan) } else { Ok(()) }
}
