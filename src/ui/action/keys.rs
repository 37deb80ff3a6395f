//! The keys of every action.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::Action;
use crate::ui::canvas::{Pen, Tool};
use crate::ui::pages::Page;

impl Action {
    /// Its keys; the first is the one that is shown.
    #[must_use]
    pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const OPEN: &[KeyboardShortcut] = &[command(Key::O)];
        const OPEN_PLAIN: &[KeyboardShortcut] =
            &[KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O)];
        const LIBRARY: &[KeyboardShortcut] = &[command(Key::L)];
        const AS_TAKEN: &[KeyboardShortcut] = &[plain(Key::T)];
        const LOUPE: &[KeyboardShortcut] = &[plain(Key::L)];
        const LEFT_OUT: &[KeyboardShortcut] = &[plain(Key::O)];
        const PREVIEW: &[KeyboardShortcut] = &[plain(Key::W)];
        const BY_HAND: &[KeyboardShortcut] = &[plain(Key::H)];
        const SAVE_PICTURE: &[KeyboardShortcut] = &[command(Key::S)];
        const QUIT: &[KeyboardShortcut] = &[command(Key::Q)];
        const UNDO: &[KeyboardShortcut] = &[command(Key::Z)];
        const REDO: &[KeyboardShortcut] =
            &[KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z), command(Key::Y)];
        const DELETE: &[KeyboardShortcut] = &[plain(Key::Delete)];
        const FINISH: &[KeyboardShortcut] = &[plain(Key::Enter)];
        const ABANDON: &[KeyboardShortcut] = &[plain(Key::Escape)];
        const TAKE_BACK: &[KeyboardShortcut] = &[plain(Key::Backspace)];
        const SHORTCUTS: &[KeyboardShortcut] = &[plain(Key::F1)];
        const PRESENTER: &[KeyboardShortcut] = &[plain(Key::F11)];
        const SETTINGS: &[KeyboardShortcut] = &[command(Key::Comma)];
        const PALETTE: &[KeyboardShortcut] = &[command(Key::K)];
        match self {
            Self::Open => OPEN,
            Self::OpenPlain => OPEN_PLAIN,
            Self::OpenBundled
            | Self::ReferenceShades
            | Self::OpenBottlePhoto
            | Self::ChooseShelf
            | Self::NewShelf
            | Self::OpenHealedPhoto
            | Self::ChooseLog
            | Self::FindPhoto
            | Self::ExportCase(_)
            | Self::SaveCalendar
            | Self::SaveReport(..)
            | Self::SaveChart
            | Self::NewLog
            | Self::OpenPack
            | Self::SaveResults
            | Self::BeginLibrary
            | Self::ImportBottles
            | Self::HintLibrary
            | Self::PhotoTrust
            | Self::CardReading
            | Self::Tour
            | Self::Glossary
            | Self::About => &[],
            Self::Show(page) => of_page(page),
            Self::ChooseLibrary => LIBRARY,
            Self::AsTaken => AS_TAKEN,
            Self::Loupe => LOUPE,
            Self::LeftOut => LEFT_OUT,
            Self::Preview => PREVIEW,
            Self::ByHand => BY_HAND,
            Self::SavePicture => SAVE_PICTURE,
            Self::Quit => QUIT,
            Self::Undo => UNDO,
            Self::Redo => REDO,
            Self::Delete => DELETE,
            Self::ZoomIn | Self::ZoomOut | Self::ZoomFit | Self::ZoomFull | Self::ZoomScar => of_zoom(self),
            Self::Take(tool) => of_tool(tool),
            Self::Draw(pen) => of_pen(pen),
            Self::BrushSmaller | Self::BrushLarger => of_brush(self),
            Self::Finish => FINISH,
            Self::Abandon => ABANDON,
            Self::TakeBack => TAKE_BACK,
            Self::Presenter => PRESENTER,
            Self::Settings => SETTINGS,
            Self::SuggestScars
            | Self::CopyOutlines
            | Self::PasteOutlines
            | Self::SelectAll
            | Self::Rename
            | Self::TurnLeft
            | Self::TurnRight => of_outlines(self),
            Self::Palette => PALETTE,
            Self::Shortcuts => SHORTCUTS,
        }
    }
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

/// Keys of the brush's size.
fn of_brush(action: Action) -> &'static [KeyboardShortcut] {
    const SMALLER: &[KeyboardShortcut] = &[plain(Key::OpenBracket)];
    const LARGER: &[KeyboardShortcut] = &[plain(Key::CloseBracket)];
    if action == Action::BrushSmaller { SMALLER } else { LARGER }
}

/// Keys of how near the photo is.
fn of_zoom(action: Action) -> &'static [KeyboardShortcut] {
    const ZOOM_IN: &[KeyboardShortcut] = &[plain(Key::Plus), plain(Key::Equals)];
    const ZOOM_OUT: &[KeyboardShortcut] = &[plain(Key::Minus)];
    const ZOOM_FIT: &[KeyboardShortcut] = &[plain(Key::Num0)];
    const ZOOM_FULL: &[KeyboardShortcut] = &[plain(Key::Num1)];
    const ZOOM_SCAR: &[KeyboardShortcut] = &[plain(Key::Num2)];
    match action {
        Action::ZoomIn => ZOOM_IN,
        Action::ZoomOut => ZOOM_OUT,
        Action::ZoomFit => ZOOM_FIT,
        Action::ZoomFull => ZOOM_FULL,
        Action::ZoomScar => ZOOM_SCAR,
        _ => &[],
    }
}

/// Keys of the pages.
fn of_page(page: Page) -> &'static [KeyboardShortcut] {
    const MATCH: &[KeyboardShortcut] = &[plain(Key::F2)];
    const BOTTLE: &[KeyboardShortcut] = &[plain(Key::F3)];
    const HEALED: &[KeyboardShortcut] = &[plain(Key::F4)];
    const COMPARE: &[KeyboardShortcut] = &[plain(Key::F5)];
    const CASES: &[KeyboardShortcut] = &[plain(Key::F7)];
    const PRACTICE: &[KeyboardShortcut] = &[plain(Key::F9)];
    const BOTTLES: &[KeyboardShortcut] = &[plain(Key::F8)];
    match page {
        Page::Match => MATCH,
        Page::Bottle => BOTTLE,
        Page::Healed => HEALED,
        Page::Compare => COMPARE,
        Page::Cases => CASES,
        Page::Practice => PRACTICE,
        Page::Bottles => BOTTLES,
    }
}

/// Keys of what is done with outlines and with the view of them.
fn of_outlines(action: Action) -> &'static [KeyboardShortcut] {
    const SUGGEST: &[KeyboardShortcut] = &[plain(Key::N)];
    const COPY: &[KeyboardShortcut] = &[command(Key::C)];
    const PASTE: &[KeyboardShortcut] = &[command(Key::V)];
    const ALL: &[KeyboardShortcut] = &[command(Key::A)];
    const RENAME: &[KeyboardShortcut] = &[plain(Key::F6)];
    const LEFT: &[KeyboardShortcut] = &[plain(Key::Comma)];
    const RIGHT: &[KeyboardShortcut] = &[plain(Key::Period)];
    match action {
        Action::SuggestScars => SUGGEST,
        Action::CopyOutlines => COPY,
        Action::PasteOutlines => PASTE,
        Action::SelectAll => ALL,
        Action::Rename => RENAME,
        Action::TurnLeft => LEFT,
        Action::TurnRight => RIGHT,
        _ => &[],
    }
}

fn of_tool(tool: Tool) -> &'static [KeyboardShortcut] {
    const KEYS: [[KeyboardShortcut; 1]; 7] = [
        [plain(Key::V)],
        [plain(Key::G)],
        [plain(Key::C)],
        [plain(Key::S)],
        [plain(Key::E)],
        [plain(Key::R)],
        [plain(Key::M)],
    ];
    let [photo, grey, chart, scar, exclusion, surround, ruler] = &KEYS;
    match tool {
        Tool::Photo => photo,
        Tool::Grey => grey,
        Tool::Chart => chart,
        Tool::Scar => scar,
        Tool::Exclusion => exclusion,
        Tool::Surround => surround,
        Tool::Ruler => ruler,
    }
}

fn of_pen(pen: Pen) -> &'static [KeyboardShortcut] {
    const KEYS: [[KeyboardShortcut; 1]; 6] = [
        [plain(Key::P)],
        [plain(Key::F)],
        [plain(Key::D)],
        [plain(Key::B)],
        [plain(Key::X)],
        [plain(Key::Z)],
    ];
    let [polygon, freehand, disc, brush, eraser, magic] = &KEYS;
    match pen {
        Pen::Polygon => polygon,
        Pen::Freehand => freehand,
        Pen::Disc => disc,
        Pen::Brush => brush,
        Pen::Eraser => eraser,
        Pen::Magic => magic,
    }
}
