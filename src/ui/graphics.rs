//! Which of the libraries a window needs are not on this computer, and the Debian packages that bring them.
//!
//! The window system's libraries are opened at run time, so the program starts without them; what then
//! comes back is an error without a name, or a panic inside the windowing crate. The search here is by text
//! and path only: the folders of `LD_LIBRARY_PATH`, the linker's cache, and the usual folders.

use std::fs;
use std::path::Path;

/// A library that is needed at run time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Library {
    /// Name of the file that is looked for.
    pub file: &'static str,
    /// Debian package that brings it.
    pub package: &'static str,
}

const fn library(file: &'static str, package: &'static str) -> Library {
    Library { file, package }
}

/// Needed on X11.
const X11: [Library; 7] = [
    library("libX11.so.6", "libx11-6"),
    library("libX11-xcb.so.1", "libx11-xcb1"),
    library("libXcursor.so.1", "libxcursor1"),
    library("libXi.so.6", "libxi6"),
    library("libxkbcommon.so.0", "libxkbcommon0"),
    library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    library("libGL.so.1", "libgl1"),
];
/// Needed on Wayland.
const WAYLAND: [Library; 4] = [
    library("libwayland-client.so.0", "libwayland-client0"),
    library("libwayland-egl.so.1", "libwayland-egl1"),
    library("libxkbcommon.so.0", "libxkbcommon0"),
    library("libEGL.so.1", "libegl1"),
];
/// Where libraries usually are on Linux.
const FOLDERS: [&str; 9] = [
    "/lib",
    "/usr/lib",
    "/lib64",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib/x86_64-linux-gnu",
    "/usr/lib/x86_64-linux-gnu",
    "/lib/aarch64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
];

/// What is missing for a window on X11, or on Wayland.
pub(super) fn missing_libraries(wayland: bool) -> Vec<Library> {
    let needed: &[Library] = if wayland { &WAYLAND } else { &X11 };
    let cache = fs::read("/etc/ld.so.cache").unwrap_or_default();
    let own = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let own: Vec<_> = std::env::split_paths(&own).collect();
    let is_there = |library: &&Library| {
        own.iter()
            .map(std::path::PathBuf::as_path)
            .chain(FOLDERS.iter().map(Path::new))
            .any(|f| usable(&f.join(library.file)))
            || cached(&cache, library.file).any(|path| usable(Path::new(path)))
    };
    needed.iter().filter(|library| !is_there(library)).copied().collect()
}

/// Paths that the linker's cache has for a library.
fn cached<'a>(cache: &'a [u8], file: &'a str) -> impl Iterator<Item = &'a str> {
    cache
        .split(|&b| b == 0)
        .filter_map(|text| std::str::from_utf8(text).ok())
        .filter(move |text| text.strip_suffix(file).is_some_and(|folder| folder.ends_with('/')))
}

fn usable(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_searched_for_whole_names() {
        let cache =
            b"junk\0libXi.so.6\0/lib/x/libXi.so.6\0/lib/x/libXi.so.60\0/lib/x/notlibXi.so.6\0\xff\xfe\0";
        assert_eq!(cached(cache, "libXi.so.6").collect::<Vec<_>>(), ["/lib/x/libXi.so.6"]);
    }

    #[test]
    fn the_debian_package_asks_for_every_library() {
        let control = include_str!("../../assets/package/control");
        let field = |name: &str| {
            let line = control.lines().find_map(|line| line.strip_prefix(name)).expect("the field");
            line.split(',').map(|package| package.trim().to_owned()).collect::<Vec<_>>()
        };
        let (needed, recommended) = (field("Depends:"), field("Recommends:"));
        for library in X11 {
            assert!(needed.iter().any(|package| package == library.package), "{}", library.package);
        }
        for library in WAYLAND {
            let named = needed.iter().chain(&recommended).any(|package| package == library.package);
            assert!(named, "{}", library.package);
        }
    }

    #[test]
    fn every_library_names_its_package() {
        for library in X11.iter().chain(&WAYLAND) {
            assert!(library.file.starts_with("lib") && library.file.contains(".so."));
            assert!(library.package.starts_with("lib") && !library.package.contains(".so"));
        }
    }
}
