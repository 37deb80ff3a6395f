//! The studio's cases: looked through, opened, begun.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Button, Image, Key, Label, RichText, ScrollArea, TextEdit, TextWrapMode, Ui, vec2};

use jiff::civil::Date;

use super::Thumbnails;
use crate::app::{CaseBench, CaseCommand};
use crate::case::CaseLine;
use crate::locale::{count, date, say, tr};
use crate::ui::panels::Asks;
use crate::ui::theme;
use crate::ui::widgets::faint_ui;

/// Letters that are looked for at most.
const LONGEST: usize = 60;

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseListModel {
    /// Where the cases lie.
    pub root: Option<PathBuf>,
    /// How many there are, or that none was begun.
    pub told: String,
    /// Those that are looked for, last visit first.
    pub rows: Arc<[CaseRow]>,
    /// How many have been kept long enough; empty when none has.
    pub past: String,
    /// Folders that hold a case that cannot be read, and why.
    pub unreadable: Vec<String>,
    /// Why what was asked for last was not done.
    pub refused: Option<String>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// The client's code.
    pub code: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Visits, and when the last was.
    pub told: String,
    /// When the client is to come again; empty when no day was set.
    pub next: String,
    /// It is the one that is open.
    pub open: bool,
}

impl CaseListModel {
    /// From the cases of the studio, what is looked for, and the years that a case is kept.
    #[must_use]
    pub fn of(bench: &CaseBench, wanted: &str, years: u16) -> Self {
        let root = bench.root().map(Path::to_owned);
        let refused = bench.refused().map(str::to_owned);
        let list = match bench.list() {
            Some(Ok(list)) => list,
            Some(Err(why)) => return Self { root, refused, told: why.clone(), ..Self::default() },
            None => {
                return Self { root, refused, told: tr("Reading the cases").to_owned(), ..Self::default() };
            }
        };
        let open = bench.open().map(|open| open.path.as_path());
        let today = bench.today();
        let rows: Arc<[CaseRow]> = list
            .search(wanted)
            .into_iter()
            .map(|line| row(line, (root.as_deref(), open), (today, years)))
            .collect();
        let told = if list.lines.is_empty() {
            tr("No case was begun yet.").to_owned()
        } else if rows.len() == list.lines.len() {
            count!(rows.len(), "%{n} case", "%{n} cases")
        } else {
            say!("%{n} of %{all} cases", n = rows.len(), all = list.lines.len())
        };
        let unreadable = list.unreadable.iter();
        let unreadable = unreadable.map(|(folder, why)| format!("{}: {why}", folder.display())).collect();
        let past = match list.past_retention(today, years).len() {
            0 => String::new(),
            n => count!(n, "%{n} case has been kept long enough", "%{n} cases have been kept long enough"),
        };
        Self { root, told, rows, past, unreadable, refused }
    }
}

fn row(
    line: &CaseLine,
    (root, open): (Option<&Path>, Option<&Path>),
    (today, years): (Date, u16),
) -> CaseRow {
    let folder = root.map(|root| root.join(&line.folder)).unwrap_or_default();
    let next = match line.next {
        Some(day) if day < today => say!("was to come on %{day}", day = date(day)),
        Some(day) if day == today => tr("comes today").to_owned(),
        Some(day) => say!("comes on %{day}", day = date(day)),
        None => String::new(),
    };
    let told = if line.locked {
        say!("protected, last written %{day}", day = date(line.last))
    } else {
        count!(line.visits, "%{n} visit, last %{day}", "%{n} visits, last %{day}", day = date(line.last))
    };
    let is_past = line.kept_until(years) < today;
    let told = if is_past { format!("{told}  ·  {}", tr("⚠ kept long enough")) } else { told };
    CaseRow { code: line.code.to_string(), told, next, open: open == Some(folder.as_path()), folder }
}

/// Lays the list out.
pub fn case_list_ui(
    ui: &mut Ui,
    model: &CaseListModel,
    (wanted, code, thumbnails): (&mut String, &mut String, &mut Thumbnails),
    asks: &mut Asks,
) {
    ui.heading(tr("Cases"));
    begin_ui(ui, model, code, asks);
    ui.separator();
    ui.horizontal(|ui| {
        let label = ui.label(tr("Look for"));
        let field =
            TextEdit::singleline(wanted).char_limit(LONGEST).hint_text(tr("code or a word of the notes"));
        ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id);
    });
    faint_ui(ui, &model.told);
    if !model.past.is_empty() {
        let hint = tr(
            "Export or erase them, or say until when they are kept. Nothing is erased by itself; the years stand in the settings",
        );
        ui.add(Label::new(format!("⚠ {}", model.past)).wrap()).on_hover_text(hint);
    }
    for why in &model.unreadable {
        ui.add(Label::new(format!("⚠ {why}")).wrap());
    }
    // Only the rows in sight are laid out, so that ten thousand take no longer than ten.
    let height = 2.0 * ui.text_style_height(&egui::TextStyle::Body) + 18.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, height, model.rows.len(), |ui, seen| {
        for row in model.rows.get(seen).unwrap_or_default() {
            row_ui(ui, (row, height), thumbnails, asks);
        }
    });
}

fn begin_ui(ui: &mut Ui, model: &CaseListModel, code: &mut String, asks: &mut Asks) {
    faint_ui(
        ui,
        tr(
            "A case is kept as you work: photos, outlines, plans, what was mixed. A code is enough, no name is needed.",
        ),
    );
    ui.horizontal(|ui| {
        let label = ui.label(tr("Client's code"));
        let room = ui.available_width() - 120.0;
        let field = ui
            .add(TextEdit::singleline(code).char_limit(40).desired_width(room.max(60.0)))
            .labelled_by(label.id);
        let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let hint = tr("The photo on the table is taken into the case, with everything marked on it");
        let begin =
            ui.add_enabled(!code.trim().is_empty(), Button::new(tr("Begin case"))).on_hover_text(hint);
        if (begin.clicked() || enter) && !code.trim().is_empty() {
            asks.commands.push(CaseCommand::Begin(std::mem::take(code)).into());
        }
    });
    if let Some(root) = &model.root {
        let place = say!("Cases lie in %{folder}", folder = root.display());
        ui.add(Label::new(RichText::new(place).color(theme::faint_ink(ui)).size(12.0)).truncate());
    }
    if let Some(why) = &model.refused {
        ui.add(Label::new(format!("⚠ {why}")).wrap());
    }
}

fn row_ui(ui: &mut Ui, (row, height): (&CaseRow, f32), thumbnails: &mut Thumbnails, asks: &mut Asks) {
    let between = if row.next.is_empty() { "" } else { "  ·  " };
    let text = format!("{}\n{}{between}{}", row.code, row.told, row.next);
    let picture = thumbnails.of(ui.ctx(), &row.folder);
    let inner = height - 4.0;
    let button = match &picture {
        Some(picture) => {
            let image = Image::new(picture).fit_to_exact_size(vec2(1.4 * inner, inner - 8.0));
            Button::image_and_text(image, text).selected(row.open)
        }
        None => Button::selectable(row.open, text),
    };
    let button = button.wrap_mode(TextWrapMode::Extend).frame_when_inactive(true);
    if ui.add(button.min_size(vec2(ui.available_width(), inner))).clicked() && !row.open {
        asks.commands.push(CaseCommand::Open(row.folder.clone()).into());
    }
}
