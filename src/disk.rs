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
