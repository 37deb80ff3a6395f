//! The bottles: looked through, sorted, chosen.

use std::sync::Arc;

use egui::{
    Button, ComboBox, Label, Rect, Role, ScrollArea, Sense, TextEdit, TextStyle, Ui, WidgetInfo, pos2, vec2,
};
use jiff::civil::Date;

use super::bottle_form::kind_name;
use crate::color::Lab;
use crate::library::{Shade, ShadeKind, ShadeLibrary};
use crate::locale::{count, date, keep, number, say, tr};
use crate::shelf::{Reminder, StockEntry, StockLevel, price_per_ml, reminders};
use crate::ui::theme;
use crate::ui::widgets::{faint_ui, paint_line};

/// Letters that are looked for at most.
const LONGEST: usize = 60;
/// Parts of water of the two halves of a swatch: of what is diluted (12 is the middle of the usual scale, 100 shows the
/// undertone), and of what is used neat.
const WATER: [[f64; 2]; 2] = [[12.0, 100.0], [0.0, 20.0]];

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShelfSort {
    /// Name on the bottle.
    #[default]
    Name,
    /// Maker, then name.
    Maker,
    /// How it is used.
    Kind,
    /// Least left first.
    Stock,
    /// First to expire first.
    Expiry,
    /// Dearest millilitre first.
    Cost,
}

impl ShelfSort {
    /// All, with names for [`tr`].
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Name, keep!("Name")),
        (Self::Maker, keep!("Maker")),
        (Self::Kind, keep!("Used as")),
        (Self::Stock, keep!("What is left")),
        (Self::Expiry, keep!("Last day")),
        (Self::Cost, keep!("Price of 1 ml")),
    ];
}

/// One bottle in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ShelfRow {
    /// Identifier of the shade.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is to be looked after, in words; empty for nothing.
    pub badges: String,
    /// Recipes are at stake.
    pub grave: bool,
    /// What is left, maker, kind.
    pub told: String,
    /// It is not on the shelf, or hidden.
    pub away: bool,
    /// Drawn down with less and with more water.
    pub swatch: [Lab; 2],
}

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShelfListModel {
    /// How many there are, or are found.
    pub told: String,
    /// The bottles, as they are sorted.
    pub rows: Arc<[ShelfRow]>,
}

/// What a list is made from.
pub(super) struct ShelfFacts<'a> {
    /// The bottles.
    pub(super) library: &'a ShadeLibrary,
    /// The ledger.
    pub(super) entries: &'a [StockEntry],
    /// Whether these are the studio's own, with stock and papers to look after.
    pub(super) own: bool,
    /// Ids of reference shades that are hidden, and whether they are listed all the same.
    pub(super) hidden: (&'a [String], bool),
    /// Today, and the months that a bottle keeps once opened.
    pub(super) day: (Date, i32),
}

impl ShelfListModel {
    /// The bottles that hold every word that is looked for, sorted.
    pub(super) fn of(facts: &ShelfFacts<'_>, wanted: &str, sort: ShelfSort) -> Self {
        let words: Vec<String> = wanted.split_whitespace().map(str::to_lowercase).collect();
        let all = facts.library.shades();
        let (hidden, shown) = facts.hidden;
        let mut found: Vec<(&Shade, StockLevel)> = all
            .iter()
            .filter(|shade| shown || !hidden.contains(&shade.id))
            .filter(|shade| {
                let optional = [&shade.lot, &shade.note].map(|text| text.as_deref().unwrap_or_default());
                let text =
                    [&shade.id, &shade.name, &shade.maker, optional[0], optional[1]].join(" ").to_lowercase();
                words.iter().all(|word| text.contains(word))
            })
            .map(|shade| (shade, StockLevel::of(shade, facts.entries)))
            .collect();
        let listed =
            all.len() - if shown { 0 } else { all.iter().filter(|s| hidden.contains(&s.id)).count() };
        let name = |shade: &Shade| shade.name.to_lowercase();
        found.sort_by(|(a, left_a), (b, left_b)| {
            let far = Date::MAX;
            let first = match sort {
                ShelfSort::Name => std::cmp::Ordering::Equal,
                ShelfSort::Maker => a.maker.to_lowercase().cmp(&b.maker.to_lowercase()),
                ShelfSort::Kind => a.kind.cmp(&b.kind),
                ShelfSort::Stock => {
                    let left = |level: &StockLevel| level.left_ml.unwrap_or(f64::INFINITY);
                    left(left_a).total_cmp(&left(left_b))
                }
                ShelfSort::Expiry => a.expiry.unwrap_or(far).cmp(&b.expiry.unwrap_or(far)),
                ShelfSort::Cost => {
                    let price = |shade: &Shade| price_per_ml(shade).unwrap_or(-1.0);
                    price(b).total_cmp(&price(a))
                }
            };
            first.then_with(|| name(a).cmp(&name(b)))
        });
        let told = if facts.own {
            reminders(facts.library, facts.entries, facts.day.0, facts.day.1)
        } else {
            Vec::new()
        };
        let rows: Arc<[ShelfRow]> =
            found.iter().map(|(shade, level)| row(shade, level, &told, hidden, facts.own)).collect();
        let told = if rows.len() == listed {
            count!(rows.len(), "%{n} bottle", "%{n} bottles")
        } else {
            say!("%{n} of %{all} bottles", n = rows.len(), all = listed)
        };
        Self { told, rows }
    }
}

fn row(shade: &Shade, level: &StockLevel, told: &[Reminder], hidden: &[String], own: bool) -> ShelfRow {
    let badges: Vec<&str> = told
        .iter()
        .filter(|reminder| reminder.shade == shade.id)
        .map(|reminder| reminder.kind.word())
        .collect();
    let is_hidden = !own && hidden.contains(&shade.id);
    let mut facts = Vec::new();
    if is_hidden {
        facts.push(tr("hidden").to_owned());
    } else if !shade.in_stock {
        facts.push(tr("not on the shelf").to_owned());
    } else if let Some(left) = level.left_ml.filter(|_| own) {
        facts.push(say!("%{ml} ml left", ml = number(left.max(0.0), 2)));
    }
    if let Some(last) = shade.expiry {
        facts.push(say!("until %{day}", day = date(last)));
    }
    facts.push(kind_name(shade.kind).to_owned());
    facts.push(shade.maker.clone());
    let water =
        WATER[usize::from(matches!(shade.kind, ShadeKind::Ready | ShadeKind::SkinTone) || shade.neat_only)];
    ShelfRow {
        id: shade.id.clone(),
        name: shade.name.clone(),
        badges: badges.join(", "),
        grave: told.iter().any(|reminder| reminder.shade == shade.id && reminder.kind.is_grave()),
        told: facts.join("  ·  "),
        away: !shade.in_stock || is_hidden,
        swatch: water.map(|water| shade.drawn_down(water)),
    }
}

/// Lays the list out: what is looked for, how it is sorted, and the bottles; the one that was clicked.
pub fn shelf_list_ui(
    ui: &mut Ui,
    model: &ShelfListModel,
    (wanted, sort): (&mut String, &mut ShelfSort),
    chosen: Option<&str>,
) -> Option<String> {
    ui.horizontal(|ui| {
        let label = ui.label(tr("Look for"));
        let combo = 150.0;
        let room = (ui.available_width() - combo - ui.spacing().item_spacing.x).max(80.0);
        let field =
            TextEdit::singleline(wanted).char_limit(LONGEST).hint_text(tr("name, maker, lot or note"));
        ui.add(field.desired_width(room - 8.0)).labelled_by(label.id);
        let name = ShelfSort::ALL.iter().find(|(other, _)| other == sort).map_or("", |(_, name)| tr(name));
        let sorted = ComboBox::from_id_salt("sort").width(combo).truncate().selected_text(name);
        let sorted = sorted.show_ui(ui, |ui| {
            for (other, name) in ShelfSort::ALL {
                ui.selectable_value(sort, other, tr(name));
            }
        });
        sorted.response.on_hover_text(tr("What the bottles are sorted by")).accessible_name(tr("Sorted by"));
    });
    faint_ui(ui, &model.told);
    // Only the rows in sight are laid out.
    let height = 2.0 * ui.text_style_height(&TextStyle::Body) + 16.0;
    let mut clicked = None;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, height, model.rows.len(), |ui, seen| {
        for row in model.rows.get(seen).unwrap_or_default() {
            if row_ui(ui, (row, height), chosen == Some(row.id.as_str())) {
                clicked = Some(row.id.clone());
            }
        }
    });
    clicked
}

fn row_ui(ui: &mut Ui, (row, height): (&ShelfRow, f32), chosen: bool) -> bool {
    ui.horizontal(|ui| {
        let inner = height - 4.0;
        swatch_ui(ui, &row.swatch, vec2(34.0, inner));
        let warn = match (row.badges.is_empty(), row.grave) {
            (true, _) => String::new(),
            (false, true) => format!("⚠ {}  ·  ", row.badges),
            (false, false) => format!("{}  ·  ", row.badges),
        };
        let size = vec2(ui.available_width(), inner);
        let response = ui.add(Button::selectable(chosen, "").frame_when_inactive(true).min_size(size));
        let said = format!("{}, {warn}{}", row.name, row.told).replace("  ·  ", ", ");
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &said));
        let (ink, faint) = match (chosen, row.away) {
            (true, _) => (theme::selected_ink(ui), theme::selected_ink(ui)),
            (false, true) => (theme::faint_ink(ui), theme::faint_ink(ui)),
            (false, false) => (theme::ink(ui), theme::faint_ink(ui)),
        };
        let area = response.rect.shrink2(vec2(10.0, 4.0));
        let line = 0.5 * area.height();
        let second = area.min + vec2(0.0, line + 1.0);
        paint_line(ui, ui.painter(), area, &row.name, (14.0, ink));
        let second = Rect::from_min_max(second, area.max);
        let grave = if row.grave && !chosen { theme::ink(ui) } else { faint };
        paint_line(ui, ui.painter(), second, &format!("{warn}{}", row.told), (12.0, grave));
        response.on_hover_text(said).clicked()
    })
    .inner
}

/// Both halves on the grey mat, without a gap.
pub(super) fn swatch_ui(ui: &mut Ui, swatch: &[Lab; 2], size: egui::Vec2) {
    let (area, response) = ui.allocate_exact_size(size, Sense::hover());
    let told = tr("Drawn down on a white card with less and with more water, by what it holds");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, told));
    response.on_hover_text(told);
    ui.painter().rect_filled(area, 2.0, theme::MAT);
    let inner = area.shrink(4.0);
    let middle = inner.center().y;
    let halves = [
        Rect::from_min_max(inner.min, pos2(inner.right(), middle)),
        Rect::from_min_max(pos2(inner.left(), middle), inner.max),
    ];
    for (lab, half) in swatch.iter().zip(halves) {
        ui.painter().rect_filled(half, 0.0, theme::screen_color(*lab));
    }
}

/// A sentence that was refused or is to be looked after.
pub(super) fn warn_ui(ui: &mut Ui, text: &str) {
    ui.add(Label::new(format!("⚠ {text}")).wrap());
}
