//! Which printing of the card it is.

use serde::{Deserialize, Serialize};

use crate::locale::tr;

/// Edition of a ColorChecker Classic: the pigments were changed in November 2014. The two differ by about one
/// ΔE00, too little to be told from a photo, so it is asked for; the date is printed on the back of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Edition {
    /// Made before November 2014.
    #[serde(rename = "before-2014")]
    Before2014,
    /// Made since November 2014.
    #[default]
    #[serde(rename = "after-2014")]
    After2014,
}

impl Edition {
    /// Name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Before2014 => "before-2014",
            Self::After2014 => "after-2014",
        }
    }

    /// In words, after "edition".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Before2014 => tr("before November 2014"),
            Self::After2014 => tr("after November 2014"),
        }
    }
}
