//! The shade library that recipes are mixed from, and where it came from.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use crate::library::ShadeLibrary;
use crate::locale::{count, tr};

/// The library in use.
#[derive(Debug, Clone, PartialEq)]
pub struct Bottles {
    library: Arc<ShadeLibrary>,
    /// The same with what is hidden.
    whole: Arc<ShadeLibrary>,
    file: Option<PathBuf>,
}

/// Read once: the window shows it whatever library is in use.
static REFERENCE: LazyLock<Arc<ShadeLibrary>> = LazyLock::new(|| Arc::new(ShadeLibrary::bundled()));

impl Bottles {
    /// The generic reference shades that come with the program.
    #[must_use]
    pub fn reference() -> Self {
        Self { library: Arc::clone(&REFERENCE), whole: Arc::clone(&REFERENCE), file: None }
    }

    /// The same without those of these identifiers.
    #[must_use]
    pub fn reference_without(hidden: &[String]) -> Self {
        let all = Self::reference();
        if hidden.is_empty() {
            return all;
        }
        let shown = all.whole.shades().iter().filter(|shade| !hidden.contains(&shade.id));
        Self { library: Arc::new(shown.cloned().collect()), ..all }
    }

    /// The reference shades, hidden or not, whatever library is in use.
    #[must_use]
    pub fn reference_shades() -> &'static ShadeLibrary {
        &REFERENCE
    }

    /// A library of the studio's, read from this file.
    #[must_use]
    pub fn of_file(file: PathBuf, library: ShadeLibrary) -> Self {
        let library = Arc::new(library);
        Self { whole: Arc::clone(&library), library, file: Some(file) }
    }

    /// The bottles themselves.
    #[must_use]
    pub fn library(&self) -> &Arc<ShadeLibrary> {
        &self.library
    }

    /// The file they were read from; none for the reference shades.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// What the library is called: its file's name, or "Reference shades".
    #[must_use]
    pub fn name(&self) -> String {
        match &self.file {
            Some(file) => file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned(),
            None => tr("Reference shades").to_owned(),
        }
    }

    /// What changes with a library of one's own, in two sentences.
    #[must_use]
    pub fn only_these(&self) -> String {
        count!(
            self.library.shades().len(),
            "Recipes now use only the %{n} bottle in %{library}. File > Use reference shades brings the others back.",
            "Recipes now use only the %{n} bottles in %{library}. File > Use reference shades brings the others back.",
            library = self.name()
        )
    }

    /// What a bottle is called; its identifier when it is not there.
    #[must_use]
    pub fn shade_name(&self, id: &str) -> String {
        self.whole.shade(id).map_or(id, |shade| &shade.name).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_is_named() {
        assert_eq!(Bottles::reference().name(), "Reference shades");
        let own = Bottles::of_file(PathBuf::from("/studio/my shades.ron"), ShadeLibrary::bundled());
        assert_eq!(own.name(), "my shades.ron");
        assert_eq!(own.shade_name("black-warm"), "Warm black");
        assert_eq!(own.shade_name("no such bottle"), "no such bottle");
    }
}
