//! What is asked before the first session. Reminders, not medical advice.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::locale::{fixed, tr};

/// What is asked. Where the sources disagree on a limit the studio draws its own line in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Question {
    /// The scar is younger than a year.
    YoungScar,
    /// It is raised.
    RaisedScar,
    /// It is pink or red, or sore.
    RedScar,
    /// The client's scars have grown beyond the wound.
    Keloid,
    /// Isotretinoin, now or in the last year.
    Isotretinoin,
    /// Medicine against clotting, or a disease of it.
    Bleeding,
    /// Psoriasis, eczema, infection, sunburn where it is to be done.
    SkinDisease,
    /// Allergy to pigments, metals, or make-up that was tattooed.
    Allergy,
    /// Diabetes, chemotherapy, weak immunity, pregnancy or nursing.
    Illness,
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Answer {
    /// It was not asked yet.
    #[default]
    NotAsked,
    /// No.
    No,
    /// Yes.
    Yes,
}

/// An answer with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// What was asked.
    pub question: Question,
    /// What was said.
    pub answer: Answer,
    /// When.
    pub day: Date,
}

impl Question {
    /// All, in the order they are asked.
    pub const ALL: [Self; 9] = [
        Self::YoungScar,
        Self::RaisedScar,
        Self::RedScar,
        Self::Keloid,
        Self::Isotretinoin,
        Self::Bleeding,
        Self::SkinDisease,
        Self::Allergy,
        Self::Illness,
    ];

    /// What is asked.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::YoungScar => tr("Is the scar younger than 12 months?"),
            Self::RaisedScar => tr("Is the scar raised?"),
            Self::RedScar => tr("Is the scar pink, red or sore?"),
            Self::Keloid => tr("Have scars grown beyond the wound (keloid)?"),
            Self::Isotretinoin => tr("Isotretinoin or other retinoids, now or in the last 12 months?"),
            Self::Bleeding => tr("Blood thinners, or a disease of clotting?"),
            Self::SkinDisease => tr("Psoriasis, eczema, infection, herpes or sunburn there?"),
            Self::Allergy => tr("Allergy to pigments, nickel, chromium or tattooed make-up?"),
            Self::Illness => tr("Diabetes, chemotherapy, weak immunity, pregnancy or nursing?"),
        }
    }

    /// What a yes means.
    #[must_use]
    pub fn reminder(self) -> &'static str {
        match self {
            Self::YoungScar => tr("Its colour may still change; many wait 12 months, none less than 6."),
            Self::RaisedScar => tr("A raised scar is a medical matter first."),
            Self::RedScar => tr("Pigment stays and redness goes; ask a doctor first."),
            Self::Keloid => tr("Needling can make such a scar grow: do not treat it."),
            Self::Isotretinoin => tr("Skin heals badly under it; ask a doctor first."),
            Self::Bleeding => tr("Only with a doctor's word."),
            Self::SkinDisease => tr("Wait until it has healed."),
            Self::Allergy => tr("Do not treat, or only after an allergy patch of the very bottle and lot."),
            Self::Illness => tr("Only with a doctor's word; not in pregnancy or while nursing."),
        }
    }

    /// Where that comes from.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::YoungScar => fixed!("mschristinalouisepmu.com/scar-camouflage; dermmicro.com (6 months)"),
            Self::RaisedScar => fixed!("refinedmd.com/services/cosmetic-procedures/scars"),
            Self::RedScar => fixed!("222health.com/surgeries-operations/surgeries/62572.html"),
            Self::Keloid => fixed!("46tattoo.com; scalpguru.com (contraindications)"),
            Self::Isotretinoin | Self::Illness => fixed!("naturalinkspm.com/smp-contraindications"),
            Self::Bleeding | Self::SkinDisease | Self::Allergy => {
                fixed!("scalpguru.com/smp/contraindications-for-scalp-micropigmentation")
            }
        }
    }
}
