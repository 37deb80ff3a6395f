//! Files that are written whole or not at all (layer 1).

use std::io::Write as _;
use std::path::Path;

use atomic_write_file::AtomicWriteFile;

/// Writes a file beside the one of this name, brings it to the disk, then puts it in its place: whatever happens, the
/// old file or the new one is there, whole.
///
/// # Errors
/// When the folder cannot be written to or the disk is full; the old file is then as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = AtomicWriteFile::open(path)?;
    file.write_all(bytes)?;
    file.commit()
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
