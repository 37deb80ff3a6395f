//! Everything of one client in one archive: for the client, for another studio, or before the case is erased.

use std::io::{Cursor, Read as _, Seek as _, Write as _};
use std::path::Path;

use jpeg_encoder::{ColorType, Encoder};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::folder::FORMER;
use super::settle::SEALED;
use super::{CASE_FILE, CaseError, CaseFolder, PHOTOS, PhotoHash, write_case};
use crate::disk::write_whole_by;
use crate::locale::{date, say, tr};
use crate::photo::{LinearImage, PixelRect, screen_pixels};

/// Quality of photos that are written anew.
const QUALITY: u8 = 95;
/// Pixels a side that a JPEG can have.
const LARGEST: u32 = 65_535;

/// How photos stand in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoCopies {
    /// Byte for byte, with all that the camera wrote into them: the client's own copy of their data.
    AsTheyAre,
    /// Written anew as JPEG in sRGB, upright: no EXIF, no place, no camera, no names.
    WithoutFacts,
}

/// What was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Files in the archive.
    pub files: usize,
    /// Photos among them.
    pub photos: usize,
    /// Bytes of the archive.
    pub bytes: u64,
}

/// A file of the archive: its name and what its bytes add up to.
type Entry = (String, PhotoHash);

impl CaseFolder {
    /// Writes everything of the client into one ZIP archive in the clear: `README.txt`, `case.ron`, what older versions of
    /// the program wrote, and the photos. It is opened again and compared before this returns.
    ///
    /// # Errors
    /// When a photo is missing or not the one that was taken in, the archive would lie in the case, cannot be written, or
    /// does not read back as it was written; an archive that was there before is then as it was, but in the last case.
    pub fn export(&self, to: &Path, photos: PhotoCopies) -> Result<Exported, CaseError> {
        let mut entries: Vec<Entry> = Vec::new();
        let failed = |cause: std::io::Error| CaseError::write(to, cause);
        if is_within(to, self.path()) {
            return Err(CaseError::InsideCase { path: to.to_owned() });
        }
        write_whole_by(to, failed, |file| {
            let mut archive = ZipWriter::new(file);
            let mut add = |name: &str, bytes: &[u8], method: CompressionMethod| {
                let options = SimpleFileOptions::default().compression_method(method);
                archive.start_file(name, options).map_err(|error| failed(std::io::Error::other(error)))?;
                archive.write_all(bytes).map_err(failed)?;
                entries.push((name.to_owned(), PhotoHash::of(bytes)));
                Ok::<(), CaseError>(())
            };
            add("README.txt", self.readme(photos).as_bytes(), CompressionMethod::Deflated)?;
            add(CASE_FILE, write_case(self.case()).as_bytes(), CompressionMethod::Deflated)?;
            for name in self.formers() {
                let text = self.get(&self.path().join(&name), None)?;
                add(&name, &text, CompressionMethod::Deflated)?;
            }
            for place in self.places() {
                let (name, bytes) = self.copy(place, photos)?;
                // Pictures are compressed already.
                add(&name, &bytes, CompressionMethod::Stored)?;
            }
            archive.finish().map_err(|error| failed(std::io::Error::other(error)))?;
            Ok(())
        })?;
        let bytes = check(to, &entries)?;
        Ok(Exported { files: entries.len(), photos: self.places().len(), bytes })
    }

    fn places(&self) -> Vec<(usize, usize)> {
        let visits = self.case().visits.iter().enumerate();
        visits.flat_map(|(visit, of)| (0..of.photos.len()).map(move |photo| (visit, photo))).collect()
    }

    /// Names of the texts that older versions of the program wrote.
    fn formers(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.path()).into_iter().flatten().flatten();
        let clear = files.filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let name = name.strip_suffix(SEALED).unwrap_or(&name).to_owned();
            (name.starts_with(FORMER) && Path::new(&name).extension()? == "ron").then_some(name)
        });
        let mut names: Vec<String> = clear.collect();
        names.sort();
        names.dedup();
        names
    }

    /// Name and bytes of a photo in the archive.
    fn copy(&self, place: (usize, usize), photos: PhotoCopies) -> Result<(String, Vec<u8>), CaseError> {
        let path = self.photo_path(place).ok_or(CaseError::NoPhoto)?;
        let name = |name: Option<&std::ffi::OsStr>| {
            format!("{PHOTOS}/{}", name.unwrap_or_default().to_string_lossy())
        };
        match photos {
            PhotoCopies::AsTheyAre => Ok((name(path.file_name()), self.photo_bytes(place)?.to_vec())),
            PhotoCopies::WithoutFacts => {
                let photo = self.photo(place)?;
                // Two photos may differ in their ending alone.
                let whole =
                    path.with_extension(match path.extension().map(|ending| ending.to_string_lossy()) {
                        Some(ending) if ending != "jpg" => format!("{ending}.jpg"),
                        _ => String::from("jpg"),
                    });
                let bytes = jpeg(&photo.image).map_err(|cause| CaseError::write(&whole, cause))?;
                Ok((name(whole.file_name()), bytes))
            }
        }
    }

    /// What is said of the archive to who opens it.
    fn readme(&self, photos: PhotoCopies) -> String {
        let case = self.case();
        let n = self.places().len();
        let how = match photos {
            PhotoCopies::AsTheyAre => say!(
                "photos: %{n}, byte for byte as they were taken, with what the camera wrote into them; that may be the place and the time.",
                n = n
            ),
            PhotoCopies::WithoutFacts => say!(
                "photos: %{n}, written anew as JPEG without place, time and camera. Their sums in case.ron are those of the photos as they were taken.",
                n = n
            ),
        };
        [
            say!("Everything that is kept of client %{code}.", code = case.code),
            tr("This archive was made by Scalp Shade. It is not encrypted and holds health data: keep it where only those can read it who should.").to_owned(),
            tr("case.ron: what was written down, as text: consents, questions, tests, visits, plans, what was mixed with its lots, notes. Any text editor shows it.").to_owned(),
            how,
            say!("Begun on %{begun}, last visit on %{last}.", begun = date(case.begun), last = date(case.last_day())),
        ]
        .join("\n\n")
            + "\n"
    }
}

/// Opens the archive again and compares every file; its size.
fn check(path: &Path, entries: &[Entry]) -> Result<u64, CaseError> {
    let bad = |name: &str| CaseError::BadExport { path: path.to_owned(), name: name.to_owned() };
    let mut file = std::fs::File::open(path).map_err(|cause| CaseError::read(path, cause))?;
    let bytes = file.seek(std::io::SeekFrom::End(0)).map_err(|cause| CaseError::read(path, cause))?;
    let mut archive = ZipArchive::new(file).map_err(|_any| bad(tr("the archive")))?;
    if archive.len() != entries.len() {
        return Err(bad(tr("the archive")));
    }
    for (name, hash) in entries {
        let mut found = archive.by_name(name).map_err(|_any| bad(name))?;
        let mut bytes = Vec::new();
        found.read_to_end(&mut bytes).map_err(|_any| bad(name))?;
        if PhotoHash::of(&bytes) != *hash {
            return Err(bad(name));
        }
    }
    Ok(bytes)
}

/// Whether a file is or would be somewhere in a folder, by whatever links.
fn is_within(file: &Path, folder: &Path) -> bool {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (parent.canonicalize(), folder.canonicalize()) {
        (Ok(parent), Ok(folder)) => parent.starts_with(folder),
        _ => false,
    }
}

/// A picture as JPEG in sRGB, with nothing in it but the picture.
fn jpeg(image: &LinearImage) -> std::io::Result<Vec<u8>> {
    let (width, height) = (image.width().min(LARGEST), image.height().min(LARGEST));
    let pixels = screen_pixels(image, PixelRect::whole(image), width, height).concat();
    let side = |pixels: u32| u16::try_from(pixels).unwrap_or(u16::MAX);
    let mut bytes = Cursor::new(Vec::new());
    Encoder::new(&mut bytes, QUALITY)
        .encode(&pixels, side(width), side(height), ColorType::Rgb)
        .map_err(std::io::Error::other)?;
    Ok(bytes.into_inner())
}
