//! What the hand can hold over the photo.

use crate::locale::{fixed, tr};

/// A tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tool {
    /// Move the photo, select and move outlines.
    #[default]
    Photo,
    /// Show the grey card.
    Grey,
    /// Show the `ColorChecker`.
    Chart,
    /// Mark a scar.
    Scar,
    /// Leave a place out.
    Exclusion,
    /// Draw the surround's own outline.
    Surround,
    /// Tell the scale.
    Ruler,
}

/// How the drawing tools draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pen {
    /// Corner by corner.
    #[default]
    Polygon,
    /// In one stroke.
    Freehand,
    /// A disc from its middle.
    Disc,
    /// Painted on.
    Brush,
    /// Wiped off.
    Eraser,
    /// Grown over like tones from a click.
    Magic,
}

impl Tool {
    /// All, in the order of the work.
    pub const ALL: [Self; 7] =
        [Self::Photo, Self::Grey, Self::Chart, Self::Ruler, Self::Scar, Self::Exclusion, Self::Surround];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Photo => tr("Photo"),
            Self::Grey => tr("Grey card"),
            Self::Chart => fixed!("ColorChecker"),
            Self::Scar => tr("Scar"),
            Self::Exclusion => tr("Exclusion"),
            Self::Surround => tr("Surround"),
            Self::Ruler => tr("Ruler"),
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Photo => {
                tr("Drag to move the photo. Click an outline to select it, drag its corners to reshape it")
            }
            Self::Grey => {
                tr("Click the middle of a neutral grey card, or drag to set how much of it is read")
            }
            Self::Chart => {
                tr("Find the ColorChecker in the photo, or click its four corners; drag them to correct")
            }
            Self::Scar => tr("Mark the scar: corner by corner, in one stroke, or as discs for graft scars"),
            Self::Exclusion => tr("Mark what must not be measured: moles, wet spots, the card"),
            Self::Surround => {
                tr("Draw where the skin beside the scar is measured, instead of the ring around it")
            }
            Self::Ruler => tr("Click both ends of a known length to tell the scale"),
        }
    }

    /// What to do next with it, for the status line.
    #[must_use]
    pub fn next_step(self, pen: Pen) -> &'static str {
        match (self, pen) {
            (Self::Photo, _) => tr("Drag to move, wheel to zoom, click an outline to select it"),
            (Self::Grey, _) => tr("Click the middle of the grey card, or drag from its middle"),
            (Self::Chart, _) => tr(
                "Find the card with the buttons above, or click the outer corners of its four corner patches in turn",
            ),
            (Self::Ruler, _) => tr("Click one end of a known length, then the other"),
            (_, Pen::Polygon) => {
                tr("Click corner by corner; Enter, a double click or the first corner closes")
            }
            (_, Pen::Freehand) => tr("Draw round it in one stroke"),
            (_, Pen::Disc) => tr("Drag from the middle to the edge"),
            (_, Pen::Brush) => tr("Paint over it; [ and ] change the size of the brush"),
            (_, Pen::Eraser) => tr("Wipe over what does not belong; [ and ] change the size"),
            (_, Pen::Magic) => tr("Click in the middle of the scar's tone"),
        }
    }

    /// Whether it draws outlines with a pen.
    #[must_use]
    pub fn draws(self) -> bool {
        matches!(self, Self::Scar | Self::Exclusion | Self::Surround)
    }
}

impl Pen {
    /// Whether it has a size.
    #[must_use]
    pub fn is_round(self) -> bool {
        matches!(self, Self::Brush | Self::Eraser)
    }

    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Polygon, Self::Freehand, Self::Disc, Self::Brush, Self::Eraser, Self::Magic];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Polygon => tr("Polygon"),
            Self::Freehand => tr("Freehand"),
            Self::Disc => tr("Disc"),
            Self::Brush => tr("Brush"),
            Self::Eraser => tr("Eraser"),
            Self::Magic => tr("Magic"),
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Polygon => tr("Click corner by corner"),
            Self::Freehand => tr("Draw round it in one stroke"),
            Self::Disc => tr("Drag from the middle to the edge; for graft scars"),
            Self::Brush => tr("Paint: joins the outline it touches, or makes a new one"),
            Self::Eraser => tr("Wipe off what was marked too much"),
            Self::Magic => tr("Click a pale scar: the outline grows over its tone to the clearest border"),
        }
    }
}
