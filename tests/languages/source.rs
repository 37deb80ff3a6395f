//! Texts in the sources: those that are marked to be translated, and those that look as if they should be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

/// What a reader of the sources found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Texts to translate, and where they stand.
    pub(crate) texts: BTreeMap<String, String>,
    /// Literals that a person may read and that are not marked.
    pub(crate) unmarked: Vec<String>,
}

/// Left out: what is written on the terminal or into files, or told of the program's own tables, is English, and so are the pictures for tests; the marks
/// are defined in `locale.rs`.
const LEFT_OUT: &[&str] = &[
    "src/cli",
    "src/render",
    "src/main.rs",
    "src/locale.rs",
    "src/color/illuminant.rs",
    "src/color/spectral_table.rs",
    "src/optics/predict_spec.rs",
    "src/library/entry.rs",
    "src/studio/write.rs",
    "src/ui/start.rs",
    "src/ui/frame_log.rs",
];
/// What a person never reads.
const NEVER_READ: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "panic",
    "unreachable",
    "expect",
];
/// Calls whose first text is a name for the program alone: of a thread, a place on the screen, a picture.
const NAMES: &[&str] =
    &["id_salt", "from_id_salt", "unique", "with", "start", "name", "load_texture", "left", "debug_struct"];

/// Reads all sources of the program.
pub(crate) fn read_sources() -> Found {
    let mut found = Found::default();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let shown =
            file.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("it lies below").display().to_string();
        if LEFT_OUT.iter().any(|out| shown.starts_with(out)) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{shown}: {e}"));
        found.read(&shown, &text);
    }
    found
}

impl Found {
    /// Reads one file.
    pub(crate) fn read(&mut self, file: &str, text: &str) {
        let tokens = TokenStream::from_str(text).unwrap_or_else(|e| panic!("{file}: {e}"));
        self.walk(file, tokens);
    }

    fn walk(&mut self, file: &str, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut place = 0;
        while let Some(token) = tokens.get(place) {
            let next = tokens.get(place + 1);
            place += 1;
            match (token, next) {
                (TokenTree::Punct(hash), Some(TokenTree::Group(attribute))) if hash.as_char() == '#' => {
                    place += 1 + self.attribute(file, attribute, &tokens[place + 1..]);
                }
                // Of a whole module: documentation and switches.
                (TokenTree::Punct(hash), Some(TokenTree::Punct(inner)))
                    if hash.as_char() == '#' && inner.as_char() == '!' =>
                {
                    place += 2;
                }
                (TokenTree::Ident(name), Some(TokenTree::Group(group))) if name == "tr" => {
                    self.marked(file, group, 1, true);
                    place += 1;
                }
                (TokenTree::Ident(name), Some(TokenTree::Group(_)))
                    if NEVER_READ.iter().any(|n| name == n) =>
                {
                    place += 1;
                }
                (TokenTree::Ident(name), Some(TokenTree::Group(group)))
                    if NAMES.iter().any(|n| name == n) =>
                {
                    self.walk(file, without_name(group));
                    place += 1;
                }
                (TokenTree::Ident(name), Some(TokenTree::Punct(mark))) if mark.as_char() == '!' => {
                    let Some(TokenTree::Group(group)) = tokens.get(place + 1) else { continue };
                    match name.to_string().as_str() {
                        "say" | "keep" => self.marked(file, group, 1, true),
                        "count" => self.marked(file, group, 2, true),
                        "fixed" => self.marked(file, group, 1, false),
                        never if NEVER_READ.contains(&never) => {}
                        _ => self.walk(file, group.stream()),
                    }
                    place += 2;
                }
                (TokenTree::Group(group), _) => self.walk(file, group.stream()),
                (TokenTree::Literal(literal), _) => self.unmarked(file, literal),
                _ => {}
            }
        }
    }

    /// An attribute: of all of them only errors are read by people. Gives how many of the tokens after it belong
    /// to tests and are passed over.
    fn attribute(&mut self, file: &str, attribute: &Group, after: &[TokenTree]) -> usize {
        let text = attribute.stream().to_string();
        if text.starts_with("error") {
            self.walk(file, attribute.stream());
        }
        if !text.starts_with("cfg (test)") && !text.starts_with("cfg(test)") {
            return 0;
        }
        let is_end = |token: &TokenTree| match token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(punct) => punct.as_char() == ';',
            _ => false,
        };
        after.iter().position(is_end).map_or(after.len(), |end| end + 1)
    }

    /// A mark with so many texts; the rest of it may hold others.
    fn marked(&mut self, file: &str, group: &Group, mut texts: usize, translated: bool) {
        let mut rest = TokenStream::new();
        for token in group.stream() {
            match &token {
                TokenTree::Literal(literal) if texts > 0 => {
                    let Some(text) = text_of(literal) else { continue };
                    texts -= 1;
                    if translated {
                        self.texts.insert(text, line_of(file, literal));
                    }
                }
                _ => rest.extend([token]),
            }
        }
        self.walk(file, rest);
    }

    fn unmarked(&mut self, file: &str, literal: &Literal) {
        if let Some(text) = text_of(literal).filter(|text| looks_like_words(text)) {
            self.unmarked.push(format!("{}: {text:?}", line_of(file, literal)));
        }
    }
}

/// What a call is given, without the name in front.
fn without_name(group: &Group) -> TokenStream {
    let mut tokens = group.stream().into_iter();
    let first = match tokens.next() {
        Some(TokenTree::Group(tuple)) => without_name(&tuple),
        Some(TokenTree::Literal(_)) | None => TokenStream::new(),
        Some(other) => other.into(),
    };
    first.into_iter().chain(tokens).collect()
}

/// Two words, or one with a capital letter.
fn looks_like_words(text: &str) -> bool {
    // What is put into a place is judged where it is made.
    let mut bare = String::new();
    let mut depth = 0_usize;
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(letter),
            _ => {}
        }
    }
    let text = bare.as_str();
    let word = |part: &str| {
        let bare = part.trim_matches(|c: char| !c.is_alphabetic());
        bare.len() >= 2 && bare.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-')
    };
    let words = text.split_whitespace().filter(|part| word(part)).count();
    let begins_large = text.chars().next().is_some_and(char::is_uppercase);
    let goes_on_small = text.chars().nth(1).is_some_and(char::is_lowercase);
    words >= 2 || (begins_large && goes_on_small && words == 1)
}

fn text_of(literal: &Literal) -> Option<String> {
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

fn line_of(file: &str, literal: &Literal) -> String {
    format!("{file}:{}", literal.span().start().line)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources can be read") {
        let path = entry.expect("its entries too").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn the_reader_sees_marks_and_what_is_not_marked() {
    let mut found = Found::default();
    let code = r#"
        #[doc = "Not read"] #[error("Read by people")] struct Broken;
        #[error("{}", tr("Marked in an error"))] struct Marked;
        fn f() {
            label(tr("One text")); say!("Two %{n}", n = tr("Three texts"));
            count!(n, "%{n} bottle", "%{n} bottles", name = "not marked here");
            keep!("Four"); fixed!("JPEG file"); panic!("never read"); x.expect("never read");
            button("Plain"); id("plain_id"); assert!(a, "never read");
        }
        #[cfg(test)] mod tests { fn f() { label("In a test"); } }
    "#;
    found.read("x.rs", code);
    let texts: Vec<&str> = found.texts.keys().map(String::as_str).collect();
    let expected =
        ["%{n} bottle", "%{n} bottles", "Four", "Marked in an error", "One text", "Three texts", "Two %{n}"];
    assert_eq!(texts, expected);
    let unmarked: Vec<&str> = found.unmarked.iter().filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!(unmarked, ["Read by people", "not marked here", "Plain"]);
}
