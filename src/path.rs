//! Paths inside the site and inside the output. The only module that knows about `..`.
//!
//! Both kinds use `/`, are relative, and contain no `.`, `..` or empty component: paths that leave
//! the site or output do not exist.

mod uri;

pub use self::uri::uri;

use std::borrow::{Borrow, Cow};
use std::fmt::{self, Write as _};
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// A file of the site, relative to its root: `slides/k8s/rollout.md`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProjectPath(Arc<str>);

impl ProjectPath {
    /// Resolves a path as an author writes it, relative to a folder of the site.
    ///
    /// `None` when it is absolute or leaves the site.
    pub fn resolve(folder: &str, written: &str) -> Option<Self> {
        if written.starts_with('/') || written.contains('\0') || has_drive(written) {
            return None;
        }
        normalize(&[folder, written]).map(|path| Self(path.into()))
    }

    /// A path that the program knows to be clean, such as `slides`.
    pub fn new(clean: &str) -> Self {
        Self(normalize(&[clean]).unwrap_or_default().into())
    }

    /// The same file in a revision, written as git does: `v1:slides/k8s/rollout.md`.
    #[must_use]
    pub fn at(&self, revision: &str) -> Self {
        Self(format!("{revision}:{}", self.0).into())
    }

    /// The revision and path of a revision's file. Git allows no colon in names of revisions.
    pub fn revision(&self) -> Option<(&str, &str)> {
        self.0.split_once(':')
    }

    /// The path with `/` between its components.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder of the file; empty for a file at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last component.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The last component without its extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Whether the file name ends in this extension (given without its dot).
    pub fn has_extension(&self, extension: &str) -> bool {
        self.file_name().rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }

    /// The rest of the path if it is below a folder.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

/// Paths are ordered like their texts.
impl Borrow<str> for ProjectPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProjectPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file of the output, relative to its root: `kube-twodays.html`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// A path of the output; `None` when it is absolute or leaves it.
    pub fn new(path: &str) -> Option<Self> {
        ProjectPath::resolve("", path).filter(|path| !path.0.is_empty()).map(|path| Self(path.0))
    }

    /// A path of the output that ends in a name; parts that would leave it are dropped.
    pub fn cleaned(path: &str) -> Self {
        let names = path.split('/').filter(|name| !matches!(*name, "" | "." | ".."));
        Self(names.collect::<Vec<_>>().join("/").into())
    }

    /// The path with `/` between its components.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder of the file; empty for a file at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last component.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn has_drive(written: &str) -> bool {
    let mut bytes = written.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic()) && bytes.next() == Some(b':')
}

fn normalize(parts: &[&str]) -> Option<String> {
    let mut clean: Vec<&str> = Vec::new();
    for component in parts.iter().flat_map(|part| part.split('/')) {
        match component {
            "" | "." => {}
            ".." => {
                clean.pop()?;
            }
            name => clean.push(name),
        }
    }
    Some(clean.join("/"))
}

/// Decodes `%20` and the like; unchanged if the result is not text.
pub fn percent_decoded(path: &str) -> String {
    if !path.contains('%') {
        return path.to_owned();
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |byte: &u8| char::from(*byte).to_digit(16);
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if hex(high).is_some() && hex(low).is_some() => {
                let value = hex(high).unwrap_or(0) * 16 + hex(low).unwrap_or(0);
                bytes.push(u8::try_from(value).unwrap_or(b'?'));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// Encodes a path for a link: characters with a meaning in addresses.
pub fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.' | '~' | '/') {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Composes each letter and its accents to one code point, if it exists (NFC).
pub fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

/// Whether two names differ at most in their spelling.
pub fn is_same_name(one: &str, other: &str) -> bool {
    one == other || (!one.is_ascii() && composed(one) == composed(other))
}

/// Whether Windows reads a name as one of its devices, with or without an extension: `aux`,
/// `NUL.md`.
pub fn is_reserved_name(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end_matches(' ');
    let is_any_of = |names: &[&str]| names.iter().any(|known| stem.eq_ignore_ascii_case(known));
    if is_any_of(&["con", "prn", "aux", "nul", "conin$", "conout$"]) {
        return true;
    }
    let numbered = stem.get(..3).zip(stem.get(3..));
    numbered.is_some_and(|(start, number)| {
        (start.eq_ignore_ascii_case("com") || start.eq_ignore_ascii_case("lpt"))
            && matches!(
                number,
                "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
            )
    })
}

/// A name for addresses, from all letters and digits of a text.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut push = |c: char| {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    };
    for c in text.chars() {
        if c.is_ascii() {
            push(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(&mut push);
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::{OutPath, ProjectPath, is_reserved_name, slug};

    #[test]
    fn dots_are_resolved_and_cannot_leave_the_site() {
        let path = ProjectPath::resolve("slides", "./k8s/../shared/a.md");
        assert_eq!(path.as_ref().map(ProjectPath::as_str), Some("slides/shared/a.md"));
        assert_eq!(ProjectPath::resolve("slides", "../../x"), None);
        assert_eq!(ProjectPath::resolve("slides", "/etc/passwd"), None);
        assert_eq!(ProjectPath::resolve("slides", "C:/x"), None);
    }

    #[test]
    fn parts_of_a_path() {
        let path = ProjectPath::new("slides/k8s/a.b.md");
        assert_eq!(path.folder(), "slides/k8s");
        assert_eq!(path.file_name(), "a.b.md");
        assert_eq!(path.stem(), "a.b");
        assert!(path.has_extension("md"));
        assert_eq!(path.below("slides"), Some("k8s/a.b.md"));
        assert_eq!(path.below("sli"), None);
    }

    #[test]
    fn an_empty_output_path_does_not_exist() {
        assert_eq!(OutPath::new(""), None);
        assert_eq!(OutPath::new("a/../.."), None);
        assert_eq!(OutPath::new("a//b").as_ref().map(OutPath::as_str), Some("a/b"));
    }

    #[test]
    fn devices_of_windows_are_known_by_their_stems() {
        for name in ["aux", "AUX.md", "nul.tar.gz", "Com1", "lpt9.txt", "con .txt", "com²"] {
            assert!(is_reserved_name(name), "{name}");
        }
        for name in ["auxiliary.md", "com0", "com10", "console", "a.aux", "lpt", "é", "€uro", ""]
        {
            assert!(!is_reserved_name(name), "{name}");
        }
    }

    #[test]
    fn slugs_hold_letters_and_digits() {
        assert_eq!(slug("Two 2.0!"), "two-2-0");
        assert_eq!(slug("  Été — fin "), "été-fin");
    }
}
