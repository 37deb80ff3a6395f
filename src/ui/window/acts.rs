//! What an action does, once a key, a button or a menu has asked for it.

use std::path::{Path, PathBuf};

use egui::{Context, Popup, ViewportCommand};
use jiff::civil::Date;

use super::Window;
use crate::analysis::{MOMENT_NAMES, PhotoSource, chance_words};
use crate::app::{
    BottleTold, Command, DeskCommand, Document, Edit, HealedTold, OpenCase, PlanRef, PreviewCommand,
    ShelfCommand, measured_skin,
};
use crate::blend::{Chance, HandPlan};
use crate::locale::{keep, say, tr};
use crate::report::Kind;
use crate::ui::dialogs::Overlay;
use crate::ui::pages::Page;
use crate::ui::panels::PreviewView;
use crate::ui::photo_model::canvas_model;
use crate::ui::tour::Tour;
use crate::ui::wanted::Wanted;
use crate::ui::{Action, PreviewMode};

/// Said when there is no skin to chart bottles on.
const NO_SKIN: &str = keep!(
    "No skin was measured yet, and a dilution chart needs one: open a photo on the page Match, set its card and outline the scar first."
);

impl Window {
    /// What an action means on a page other than the first; whether that is all.
    fn act_on_page(&mut self, action: Action, commands: &mut Vec<Command>) -> bool {
        // The case is the same as on the first page; its photo is not there to be drawn on.
        if self.page == Page::Practice && action == Action::Finish {
            self.practice.enter();
            return true;
        }
        if matches!(self.page, Page::Compare | Page::Cases | Page::Practice) {
            return action.is_of_the_canvas();
        }
        let wanted = if self.page == Page::Bottle { Wanted::BottlePhoto } else { Wanted::HealedPhoto };
        let of_the_page = |bottle: DeskCommand<BottleTold>, healed: DeskCommand<HealedTold>| match self.page {
            Page::Bottle => bottle.into(),
            _ => healed.into(),
        };
        if self.page == Page::Bottles {
            match action {
                Action::Undo => commands.push(ShelfCommand::Undo.into()),
                Action::Redo => commands.push(ShelfCommand::Redo.into()),
                action => return action.is_of_the_canvas(),
            }
            return true;
        }
        match action {
            Action::Undo => commands.push(of_the_page(DeskCommand::Undo, DeskCommand::Undo)),
            Action::Redo => commands.push(of_the_page(DeskCommand::Redo, DeskCommand::Redo)),
            Action::Open => self.dialog.open(wanted, self.folder().as_deref(), &self.wake),
            Action::OpenPlain => self.dialog.open_plain(wanted, self.folder().as_deref()),
            // Tools and zoom belong to the photo of the scalp.
            action => return action.is_of_the_canvas(),
        }
        true
    }

    pub(super) fn act(&mut self, ctx: &Context, action: Action, commands: &mut Vec<Command>) {
        Popup::close_all(ctx);
        if self.page != Page::Match && self.act_on_page(action, commands) {
            return;
        }
        if action == Action::CopyOutlines {
            // Without words on it the window system would not tell that something is pasted.
            ctx.copy_text(tr("Outlines of Scalp Shade").to_owned());
        }
        // A plan lies over the pixels that were left out.
        let hides_plan = action == Action::LeftOut && !self.canvas.shows_left_out();
        if hides_plan && self.workbench.preview().plan().is_some() {
            commands.push(PreviewCommand::Hide.into());
        }
        if action == Action::SaveChart && measured_skin(self.workbench.document()).is_none() {
            commands.push(Command::Tell(tr(NO_SKIN).to_owned()));
            return;
        }
        let model = canvas_model(self.workbench.document(), self.as_taken);
        if self.canvas.act(action, &model, commands) || self.ask_for_file(action) {
            return;
        }
        match action {
            Action::ReferenceShades => commands.push(Command::UseReferenceShades),
            Action::Show(page) => self.page = page,
            Action::Presenter => self.present(ctx, commands),
            Action::AsTaken => self.as_taken = !self.as_taken,
            Action::Preview => commands.push(match self.workbench.preview().plan() {
                Some(_) => PreviewCommand::Hide.into(),
                None => PreviewCommand::Show(PlanRef::Found(0)).into(),
            }),
            Action::ByHand => {
                let matching = self.workbench.document().matching();
                let best = matching.and_then(|m| Some(HandPlan::of(m.proposals.first()?, m.job.kind)));
                commands.extend(best.map(|plan| Edit::ChangeByHand(Some(Box::new(plan))).into()));
            }
            Action::SavePicture if self.workbench.preview().preview().is_none() => {
                commands.push(PreviewCommand::Show(PlanRef::Found(0)).into());
            }
            Action::SavePicture => {
                self.dialog.picture_name = picture_name(self.workbench.document(), self.view);
                self.dialog.open(Wanted::Picture, self.folder().as_deref(), &self.wake);
            }
            Action::OpenBundled => commands.push(Command::OpenBundled),
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::Undo => commands.push(Command::Undo),
            Action::Redo => commands.push(Command::Redo),
            Action::ZoomFull => self.canvas.zoom_full(ctx.pixels_per_point()),
            Action::CardReading => self.pages.open = Some(Overlay::Card),
            Action::PhotoTrust => self.pages.open = Some(Overlay::Trust),
            Action::Tour => {
                self.tour = Some(Tour::default());
                self.page = Page::Match;
                if self.workbench.document().inputs().photo != PhotoSource::Bundled {
                    commands.push(Command::OpenBundled);
                }
            }
            Action::Settings => self.pages.open = Some(Overlay::Settings),
            Action::Palette => self.pages.open = Some(Overlay::Palette),
            Action::Shortcuts => self.pages.open = Some(Overlay::Shortcuts),
            Action::Glossary => self.pages.open = Some(Overlay::Glossary),
            Action::About => self.pages.open = Some(Overlay::About),
            // The canvas has taken the others.
            _ => {}
        }
        ctx.request_repaint();
    }

    /// Where files are looked for first: where the photo on the table is, or the last one that is of no case. What lies
    /// in a case is erased with it.
    fn folder(&self) -> Option<PathBuf> {
        let document = self.workbench.document();
        let table = match &document.inputs().photo {
            PhotoSource::File(path) => Some(path),
            PhotoSource::Bundled => None,
        };
        let cases = self.workbench.case().root();
        let is_of_a_case = |path: &Path| cases.is_some_and(|cases| path.starts_with(cases));
        let photos = table.into_iter().chain(&document.settings().recent);
        photos.filter(|path| !is_of_a_case(path)).find_map(|path| path.parent()).map(Path::to_owned)
    }

    /// Opens the dialog for a file that an action asks for; says whether it does.
    fn ask_for_file(&mut self, action: Action) -> bool {
        match action {
            Action::Open => {
                self.dialog.open(Wanted::Photo, self.folder().as_deref(), &self.wake);
            }
            Action::OpenPlain => {
                self.dialog.open_plain(Wanted::Photo, self.folder().as_deref());
            }
            Action::ChooseLibrary => {
                let file = self.workbench.document().bottles().file();
                self.dialog.open(Wanted::Library, file.and_then(Path::parent), &self.wake);
            }
            Action::BeginLibrary | Action::ImportBottles | Action::HintLibrary => {
                let wanted = match action {
                    Action::BeginLibrary => Wanted::NewLibrary,
                    Action::ImportBottles => Wanted::Import,
                    _ => Wanted::HintLibrary,
                };
                let file = self.workbench.document().bottles().file();
                self.dialog.open(wanted, file.and_then(Path::parent), &self.wake);
            }
            Action::SaveCalendar => {
                self.dialog.open(Wanted::Calendar, self.folder().as_deref(), &self.wake);
            }
            Action::SaveReport(kind, day) => {
                let open = self.workbench.case().open();
                self.dialog.picture_name = open.map(|open| report_name(open, kind, day)).unwrap_or_default();
                let folder = open.and_then(|open| open.path.parent()).map(Path::to_owned);
                self.dialog.open(Wanted::Report(kind, day), folder.as_deref(), &self.wake);
            }
            Action::SaveChart => {
                let name = tr("dilution chart##name of a file");
                self.dialog.picture_name = [name, &self.workbench.case().today().to_string()].join(" ");
                let file = self.workbench.document().bottles().file();
                self.dialog.open(Wanted::Chart, file.and_then(Path::parent), &self.wake);
            }
            Action::FindPhoto => {
                self.dialog.open(Wanted::CasePhoto, self.folder().as_deref(), &self.wake);
            }
            Action::OpenPack | Action::SaveResults => {
                let wanted = if action == Action::OpenPack { Wanted::Pack } else { Wanted::Results };
                self.page = Page::Practice;
                self.dialog.open(wanted, self.folder().as_deref(), &self.wake);
            }
            Action::ExportCase(copies) => {
                let wanted = Wanted::CaseArchive(copies);
                self.dialog.open(wanted, self.folder().as_deref(), &self.wake);
            }
            Action::OpenBottlePhoto => {
                self.dialog.open(Wanted::BottlePhoto, self.folder().as_deref(), &self.wake);
            }
            Action::ChooseShelf | Action::NewShelf => {
                let wanted = if action == Action::NewShelf { Wanted::NewShelf } else { Wanted::Shelf };
                let file = self.workbench.document().bottles().file();
                self.dialog.open(wanted, file.and_then(Path::parent), &self.wake);
            }
            Action::OpenHealedPhoto => {
                self.dialog.open(Wanted::HealedPhoto, self.folder().as_deref(), &self.wake);
            }
            Action::ChooseLog | Action::NewLog => {
                let wanted = if action == Action::NewLog { Wanted::NewLog } else { Wanted::Log };
                let file = self.workbench.document().studio_log();
                let library = self.workbench.document().bottles().file();
                let folder = file.as_deref().or(library).and_then(Path::parent);
                self.dialog.open(wanted, folder, &self.wake);
            }
            _ => return false,
        }
        true
    }
}

/// What a picture is called: by its photo and what it shows.
fn picture_name(document: &Document, view: PreviewView) -> String {
    let photo = match &document.inputs().photo {
        PhotoSource::File(path) => path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
        PhotoSource::Bundled => None,
    };
    let photo = photo.unwrap_or_else(|| tr("bundled case").to_owned());
    let moment = MOMENT_NAMES.get(view.show.moment).map_or("", |name| tr(name));
    let shown = match (view.mode, view.show.chance) {
        (PreviewMode::OverTime, _) => tr("over time").to_owned(),
        (PreviewMode::Range, _) => say!("%{moment} range", moment = moment),
        (_, Chance::Middle) => moment.to_owned(),
        (_, chance) => format!("{moment} {}", chance_words(chance)),
    };
    if view.show.heat {
        say!("%{photo} %{shown} difference map", photo = photo, shown = shown)
    } else {
        format!("{photo} {shown}")
    }
}

/// What a report is called: by the client's code, the day and what it is. The client's own bears no code.
fn report_name(open: &OpenCase, kind: Kind, day: Date) -> String {
    let what = match kind {
        Kind::Studio => tr("studio##name of a file"),
        Kind::Client => return [tr("visit##name of a file"), &day.to_string()].join(" "),
        Kind::Card => tr("card##name of a file"),
        Kind::Study => return tr("case study##name of a file").to_owned(),
        Kind::Csv | Kind::Json => tr("figures##name of a file"),
    };
    format!("{} {day} {what}", open.case.code)
}
