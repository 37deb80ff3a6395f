//! Promises about the house that a machine can check: layers, file sizes, top level, sources of data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Layer of every module: a module may use only modules of a strictly lower layer.
const LAYERS: &[(&str, u8)] = &[
    ("locale", 0),
    ("color", 1),
    ("disk", 1),
    ("progress", 1),
    ("optics", 2),
    ("photo", 2),
    ("library", 3),
    ("region", 3),
    ("calibrate", 3),
    ("tone", 4),
    ("blend", 4),
    ("studio", 4),
    ("trust", 4),
    ("preview", 5),
    ("render", 5),
    ("shelf", 5),
    ("analysis", 6),
    ("case", 7),
    ("teach", 7),
    ("report", 8),
    ("app", 9),
    ("cli", 10),
    ("ui", 10),
];

/// A file longer than this is split.
const MAX_LINES: usize = 400;

/// Only the window may know these crates.
const WINDOW_CRATES: &[&str] = &["egui", "eframe", "egui_file", "rfd", "winit"];

#[test]
fn modules_use_only_lower_layers() {
    let layers: BTreeMap<&str, u8> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let Some(module) = module_of(&file) else { continue };
        let own = *layers.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no layer: add it"));
        for used in crate_uses(&read(&file)) {
            let Some(&layer) = layers.get(used.as_str()) else {
                wrong.push(format!("{} uses crate::{used}, which has no layer", file.display()));
                continue;
            };
            if used != module && layer >= own {
                wrong.push(format!("{}: {module} (L{own}) uses {used} (L{layer})", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "edges that point up:\n{}", wrong.join("\n"));
}

#[test]
fn the_scanner_sees_every_way_to_name_a_module() {
    let text = "use crate::optics::Tissue;\nuse crate::{color::Lab, photo::{self, Photo}, tone};\n\
                // crate::ui in a comment\nfn f() { crate::blend::g(); }";
    let found: Vec<String> = crate_uses(text).into_iter().collect();
    assert_eq!(found, ["blend", "color", "optics", "photo", "tone"], "missed or invented a use");
}

#[test]
fn every_module_has_a_layer_and_every_layer_a_module() {
    let listed: BTreeSet<String> = LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let found: BTreeSet<String> = rust_files(Path::new("src")).iter().filter_map(|f| module_of(f)).collect();
    assert_eq!(found, listed, "the table of layers and src/ differ");
}

#[test]
fn only_the_window_knows_the_window_toolkit() {
    for file in rust_files(Path::new("src")) {
        if module_of(&file).as_deref() == Some("ui") {
            continue;
        }
        let code = without_comments(&read(&file));
        for name in WINDOW_CRATES {
            assert!(!code.contains(&format!("{name}::")), "{} names {name}", file.display());
        }
    }
}

#[test]
fn nothing_opens_a_network_connection() {
    for file in rust_files(Path::new("src")) {
        let code = without_comments(&read(&file));
        for name in ["std::net", "TcpStream", "UdpSocket", "reqwest", "ureq", "hyper::"] {
            assert!(
                !code.contains(name),
                "{} names {name}: health data stays on the machine",
                file.display()
            );
        }
    }
}

#[test]
fn files_stay_short() {
    let long: Vec<String> = rust_files(Path::new("src"))
        .into_iter()
        .filter_map(|file| {
            let lines = read(&file).lines().count();
            (lines > MAX_LINES).then(|| format!("{} has {lines} lines", file.display()))
        })
        .collect();
    assert!(long.is_empty(), "split these (at most {MAX_LINES} lines):\n{}", long.join("\n"));
}

#[test]
fn top_level_holds_what_the_card_allows() {
    let allowed =
        ["Cargo.toml", "Cargo.lock", "src", "assets", "shade_library.ron", "tests", "README.md", "LICENSE"];
    for entry in fs::read_dir(root()).expect("the project folder can be read") {
        let name = entry.expect("its entries too").file_name().to_string_lossy().into_owned();
        let expected = allowed.contains(&name.as_str()) || name.starts_with('.') || name == "target";
        assert!(expected, "{name} does not belong on the top level");
    }
}

#[test]
fn data_files_name_their_source_on_the_first_line() {
    for folder in ["assets", "tests/data"] {
        for file in files_below(&root().join(folder)) {
            if file.extension().is_none_or(|e| e != "csv") {
                continue;
            }
            let text = fs::read_to_string(&file).expect("a table is text");
            let first = text.lines().next().unwrap_or_default();
            assert!(
                first.starts_with('#') && first.len() > 40,
                "{}: the first line must be `# what it is and where it comes from`",
                file.display()
            );
        }
    }
}

#[test]
fn the_readme_gives_the_two_commands_that_are_checked() {
    let readme = read(Path::new("README.md"));
    let ci = read(Path::new(".ci/run"));
    for command in ["cargo run --release", "cargo test --release"] {
        assert!(readme.contains(command), "README.md does not give `{command}`");
        assert!(ci.contains(command), ".ci/run does not run `{command}`");
    }
}

#[test]
fn the_crate_docs_and_the_readme_name_every_module() {
    let docs = read(Path::new("src/lib.rs"));
    let readme = read(Path::new("README.md"));
    for (name, _) in LAYERS {
        assert!(docs.contains(&format!("| [`{name}`] |")), "src/lib.rs does not describe {name}");
        assert!(readme.contains(&format!("`{name}`")), "README.md does not describe {name}");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.expect("a folder's entry can be read").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Sources below `folder`, as paths from the project's root.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    files_below(&root().join(folder))
        .into_iter()
        .filter(|f| f.extension().is_some_and(|e| e == "rs"))
        .map(|f| f.strip_prefix(root()).expect("it lies below the root").to_owned())
        .collect()
}

/// `src/tone/sample.rs` and `src/tone.rs` belong to `tone`; `lib.rs` and `main.rs` to none.
fn module_of(file: &Path) -> Option<String> {
    let inside = file.strip_prefix("src").ok()?;
    let first = inside.components().next()?.as_os_str().to_string_lossy().into_owned();
    let name = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    (name != "lib" && name != "main").then_some(name)
}

fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Names of the modules that follow `crate::`, in `crate::{…}` groups too.
fn crate_uses(text: &str) -> BTreeSet<String> {
    let code = without_comments(text);
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group_heads(group)),
            None => found.extend(identifier(rest)),
        }
    }
    found
}

/// First names of the items of a `{…}` group, whose opening brace is gone.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let (mut depth, mut at_head) = (0_u32, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_head = true,
            c if at_head && !c.is_whitespace() => {
                heads.extend(identifier(&group[at..]));
                at_head = false;
            }
            _ => {}
        }
    }
    heads
}

fn identifier(text: &str) -> Option<String> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    let name = &text[..end];
    name.starts_with(|c: char| c.is_ascii_lowercase()).then(|| name.to_owned())
}
