//! Flags of what protects a case, hands it out or removes it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct NewPassphraseArguments {
    /// The client's code
    pub code: String,
    /// File whose first line is the new passphrase [default: it is asked for twice]
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CopiesName {
    /// Byte for byte, for the client's own copy
    AsTheyAre,
    /// Written anew without what the camera wrote into them
    WithoutExif,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArguments {
    /// The client's code
    pub code: String,
    /// Archive to write
    #[arg(short, long, value_name = "FILE.zip")]
    pub output: PathBuf,
    /// How photos stand in it
    #[arg(long, value_enum, default_value_t = CopiesName::WithoutExif)]
    pub photos: CopiesName,
    /// Erase the case once the archive was opened again and compared; give the code again
    #[arg(long, value_name = "CODE")]
    pub then_erase: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EraseArguments {
    /// The client's code
    pub code: String,
    /// The code again: nothing can be had back
    #[arg(long, value_name = "CODE")]
    pub confirm: String,
}
