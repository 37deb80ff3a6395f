//! Files that are written whole or not at all, and names and cells that are safe in them (layer 1).

use std::io::Write as _;
use std::path::Path;

use atomic_write_file::AtomicWriteFile;

/// Writes a file beside the one of this name, brings it to the disk, then puts it in its place: whatever happens, the
/// old file or the new one is there, whole.
///
/// # Errors
/// When the folder cannot be written to or the disk is full; the old file is then as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    write_whole_by(path, |error| error, |file| file.write_all(bytes))
}

/// Names in lower case that Windows keeps for devices, in any case and with any ending.
///
/// Source: Microsoft, "Naming Files, Paths, and Namespaces", reserved names.
pub const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Writes a file as [`write_whole`] does, through a link to the file itself, which a rename would replace.
///
/// # Errors
/// Those of [`write_whole`].
pub fn write_through(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // A file that is not there yet is no link either.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    write_whole(&target, bytes)
}

/// A text for a cell of a table that no spreadsheet takes for a formula: one that begins as a formula does, or with what
/// spreadsheets pass over, gets an apostrophe in front.
///
/// Source: OWASP, CSV Injection.
#[must_use]
pub fn table_cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// Removes a file, and brings that to the disk where the system lets a folder be brought there. One that is not there
/// is removed already.
///
/// # Errors
/// When the file cannot be removed.
pub fn remove_whole(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    if let Some(folder) = path.parent().filter(|_| cfg!(unix)) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Writes a file as [`write_whole`] does, by a function that may go back and forth in it; `refused` says what the disk
/// said.
///
/// # Errors
/// Those of the function, or when the folder cannot be written to or the disk is full; the old file is then as it was.
pub fn write_whole_by<E>(
    path: &Path,
    refused: impl Fn(std::io::Error) -> E,
    write: impl FnOnce(&mut std::fs::File) -> Result<(), E>,
) -> Result<(), E> {
    let mut file = AtomicWriteFile::open(path).map_err(&refused)?;
    write(file.as_file_mut())?;
    file.commit().map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_or_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        write_whole(&path, b"one").expect("written");
        write_whole(&path, b"two").expect("replaced");
        assert_eq!(std::fs::read(&path).expect("read"), b"two");
        assert!(write_whole(&folder.path().join("none/a.txt"), b"x").is_err());
        assert_eq!(
            std::fs::read_dir(folder.path()).expect("a folder").count(),
            1,
            "nothing is left beside it"
        );
    }
}
