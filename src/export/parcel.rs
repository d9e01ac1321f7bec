//! The content of a download: pages, files, and their names in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use super::{DownloadKind, ExportError, FileReader};
use crate::output::Content;
use crate::pages::{DeckPage, with_sizes};
use crate::path::{OutPath, ProjectPath, composed, percent_decoded, percent_encoded};
use crate::render::document::{NewAddress, readdressed, sheet};
use crate::routes::{PageFolder, absolute, base_path, is_page, local_path, served_as};

/// The name of the page that is opened first.
const FRONT: &str = "index.html";

/// The folder for files of the whole site whose names conflict with files of the event.
const REST: &str = "site";

/// The complete content of a download.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The kind of file.
    pub kind: DownloadKind,
    /// The page that is opened first.
    pub(crate) front: OutPath,
    /// The folder whose files are at the top.
    pub(crate) folder: PageFolder,
    /// The pages of decks.
    pub(crate) decks: BTreeMap<OutPath, DeckPage>,
    /// All other pages and files.
    pub(crate) files: BTreeMap<OutPath, Content>,
    /// Those of its files that a browser draws after the build.
    pub(crate) drawn: BTreeSet<OutPath>,
    /// The public address of the site; empty when it is not known.
    pub(crate) url: String,
    /// The authors of the deck that is opened first.
    pub(crate) authors: Vec<String>,
    /// How many bytes the file has, once it was made.
    pub(crate) size: Arc<OnceLock<u64>>,
    /// The finished file, if it is made elsewhere: a browser prints PDFs.
    pub(crate) made: Arc<OnceLock<Arc<[u8]>>>,
}

impl Parcel {
    /// The page that is opened first, if it is that of a deck.
    pub fn front_page(&self) -> Option<(&OutPath, &DeckPage)> {
        self.decks.get_key_value(&self.front)
    }

    /// The paths of its contents in the site.
    pub fn paths(&self) -> impl Iterator<Item = &OutPath> {
        self.decks.keys().chain(self.files.keys())
    }

    /// The content of a path as the site publishes it, with its links.
    pub fn published(&self, path: &OutPath, files: &dyn FileReader) -> Option<Vec<u8>> {
        if let Some(page) = self.decks.get(path) {
            return Some(page.html().into_bytes());
        }
        match self.files.get(path)? {
            Content::Bytes(bytes) => Some(bytes.to_vec()),
            Content::Copy(file) => files.read(file).ok(),
        }
    }

    /// The public address of the site; empty when it is not known.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The names of the deck's authors.
    pub fn authors(&self) -> &[String] {
        &self.authors
    }

    /// Takes the finished file, which was made elsewhere.
    pub fn fill(&self, made: Vec<u8>) {
        // An existing file with this name is the same.
        let _ = self.size.set(made.len() as u64);
        let _ = self.made.set(made.into());
    }

    /// How many bytes the file has, if it was made before.
    pub fn known_size(&self) -> Option<u64> {
        self.size.get().copied()
    }

    /// The names of all files inside, by their paths in the site: the front page is `index.html`, the files of
    /// the folder are at the top, and all others are where they are in the site.
    pub(crate) fn names(&self) -> BTreeMap<&OutPath, String> {
        let (mut names, mut taken) = (BTreeMap::new(), BTreeSet::new());
        let folder = self.folder.folder();
        let paths = || self.decks.keys().chain(self.files.keys());
        let mut give = |path, mut name: String| {
            while !taken.insert(composed(&name).to_lowercase()) {
                name = format!("{REST}/{name}");
            }
            names.insert(path, name);
        };
        if let Some(front) = paths().find(|path| **path == self.front) {
            give(front, FRONT.to_owned());
        }
        let (own, others): (Vec<_>, Vec<_>) = paths()
            .filter(|path| **path != self.front)
            .partition(|path| path.as_str().starts_with(&folder));
        for path in own {
            give(path, path.as_str()[folder.len()..].to_owned());
        }
        for path in others {
            give(path, path.as_str().to_owned());
        }
        names
    }

    /// The content of a file under its name inside.
    pub(crate) fn content(
        &self,
        (path, name): (&OutPath, &str),
        names: &BTreeMap<&OutPath, String>,
        files: &dyn FileReader,
    ) -> Result<Vec<u8>, ExportError> {
        if let Some(page) = self.decks.get(path) {
            // The results so far. Never iterated.
            let mut known: HashMap<String, NewAddress> = HashMap::default();
            let mut decide = |address: &str| {
                if let Some(new) = known.get(address) {
                    return NewAddress::clone(new);
                }
                let new = self.new_address(address, (path, name), names);
                known.insert(address.to_owned(), new.clone());
                new
            };
            return Ok(page.readdressed(&mut decide).into_bytes());
        }
        match self.files.get(path) {
            Some(Content::Bytes(bytes)) if is_page(path.as_str()) => {
                // An archive does not state the sizes of others, because these may contain it.
                let html = with_sizes(&String::from_utf8_lossy(bytes), &|_| None);
                Ok(self.page(&html, (path, name), names).into_bytes())
            }
            Some(Content::Bytes(bytes)) if is_sheet(path) => {
                let text = String::from_utf8_lossy(bytes);
                let mut decide = |address: &str| self.new_address(address, (path, name), names);
                let sheet = sheet(&text, &mut decide);
                let is_moved = self.folder != PageFolder::Top;
                Ok(if is_moved { firm(path, sheet) } else { sheet }.into_bytes())
            }
            Some(Content::Bytes(bytes)) => Ok(bytes.to_vec()),
            Some(Content::Copy(file)) => {
                files.read(file).map_err(|error| ExportError::Read(file.clone(), error))
            }
            None => Ok(Vec::new()),
        }
    }

    /// A page whose links point to files of the parcel, or else to the site on the web. Without an
    /// address of the site, a link to something outside loses its address.
    fn page(
        &self,
        html: &str,
        (path, name): (&OutPath, &str),
        names: &BTreeMap<&OutPath, String>,
    ) -> String {
        readdressed(html, &mut |address| self.new_address(address, (path, name), names))
    }

    /// The new form of an address on a page or in a style sheet.
    fn new_address(
        &self,
        address: &str,
        (path, name): (&OutPath, &str),
        names: &BTreeMap<&OutPath, String>,
    ) -> NewAddress {
        let new = match target(address, path, (names, self.url())) {
            Target::Elsewhere => return NewAddress::Kept,
            Target::Web(address) => address,
            Target::Inside(target, rest) => {
                let to = if target == name && !rest.is_empty() { "" } else { target };
                format!("{}{rest}", relative(name, to))
            }
            Target::Outside(path, rest) => match absolute(&self.url, &path) {
                address if address.is_empty() => return NewAddress::Removed,
                address => format!("{address}{rest}"),
            },
        };
        if new == address { NewAddress::Kept } else { NewAddress::Replaced(new) }
    }
}

/// Resolves an address on a page to a file of the parcel, or to the site on the web.
pub(super) fn target<'n, 'a>(
    address: &'a str,
    page: &OutPath,
    (names, site): (&'n BTreeMap<&OutPath, String>, &str),
) -> Target<'n, 'a> {
    // A page that was opened as a file has no protocol and no host that it could share.
    if address.starts_with("//") {
        return Target::Web(format!("https:{address}"));
    }
    let rest = &address[address.find(['?', '#']).unwrap_or(address.len())..];
    let (path, from) = if address.starts_with('/') {
        match below(address, &base_path(site).unwrap_or_default()) {
            Some(path) => (percent_decoded(path), ""),
            None => return Target::Web(on_host(site, address)),
        }
    } else {
        let Some(path) = local_path(address) else { return Target::Elsewhere };
        (path, page.folder())
    };
    let folder = path.ends_with('/') || path.is_empty();
    let Some(path) = ProjectPath::resolve(from, &path) else {
        return Target::Elsewhere;
    };
    let slash = if folder && !path.as_str().is_empty() { "/" } else { "" };
    let path = format!("{path}{slash}");
    let found = served_as(&path).into_iter().find_map(|path| names.get(&path));
    match found {
        Some(name) => Target::Inside(name, rest),
        None => Target::Outside(path, rest),
    }
}

/// The path in the site of an address that begins with `/`, without query and fragment; `None` if it is not below the
/// folder of the site on its host.
fn below<'a>(address: &'a str, base: &str) -> Option<&'a str> {
    let rest = address.strip_prefix(base)?;
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    (path.is_empty() || path.starts_with('/')).then(|| path.trim_start_matches('/'))
}

/// The public address of something on the host of the site.
fn on_host(site: &str, address: &str) -> String {
    let host = site.find("://").map_or(0, |at| at + 3);
    let end = site[host..].find('/').map_or(site.len(), |at| host + at);
    format!("{}{address}", &site[..end])
}

/// Whether a file is a style sheet.
pub(super) fn is_sheet(path: &OutPath) -> bool {
    path.as_str().rsplit_once('.').is_some_and(|(_, ending)| ending == "css")
}

/// The style sheet of a deck with the backgrounds of its slides, when its page is elsewhere or
/// embeds them: the rules select slides by their original addresses, which the page's script would
/// request.
pub(super) fn firm(path: &OutPath, sheet: String) -> String {
    /// How the sheet begins its name, and a rule with a picture.
    const SHEET: &str = "assets/backgrounds-";
    const RULE: &str = "main .slide .slide-content[data-background-image=";
    const MAIN: &str = "main ";
    if !path.as_str().starts_with(SHEET) {
        return sheet;
    }
    let line = |line: &str| match line.strip_suffix("; }\n").filter(|_| line.starts_with(RULE)) {
        // The overview shows copies of slides outside of `main`.
        Some(rule) => format!("{} !important; }}\n", rule.strip_prefix(MAIN).unwrap_or(rule)),
        None => line.to_owned(),
    };
    sheet.split_inclusive('\n').map(line).collect()
}

/// The target of an address.
pub(super) enum Target<'n, 'a> {
    /// To another host, or to a part of the same page.
    Elsewhere,
    /// To this complete address on the web.
    Web(String),
    /// To a file inside, by its name; query and fragment.
    Inside(&'n str, &'a str),
    /// To another file of the site, by its path; query and fragment.
    Outside(String, &'a str),
}

/// The address of a file of the parcel, as seen from a page in it. Empty for the page itself.
fn relative(page: &str, file: &str) -> String {
    if file.is_empty() {
        return String::new();
    }
    format!("{}{}", "../".repeat(page.matches('/').count()), percent_encoded(file))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::Arc;

    use super::Parcel;
    use crate::output::Content;
    use crate::path::OutPath;
    use crate::routes::{DownloadKind, PageFolder};

    fn parcel(url: &str, files: &[(&str, &str)]) -> Parcel {
        let files = files
            .iter()
            .map(|(path, text)| (OutPath::cleaned(path), Content::text((*text).to_owned())));
        Parcel {
            kind: DownloadKind::Zip,
            front: OutPath::cleaned("events/paris/about.html"),
            folder: PageFolder::Event("paris".into()),
            decks: BTreeMap::new(),
            files: files.collect(),
            drawn: BTreeSet::new(),
            url: url.to_owned(),
            authors: Vec::new(),
            size: Arc::default(),
            made: Arc::default(),
        }
    }

    #[test]
    fn files_of_the_folder_are_at_the_top_and_no_two_names_are_one() {
        let parcel = parcel(
            "",
            &[
                ("events/paris/about.html", ""),
                ("events/paris/a.png", ""),
                ("A.png", ""),
                ("assets/x.css", ""),
            ],
        );
        let names = parcel.names();
        let name = |path: &str| names[&OutPath::cleaned(path)].as_str();
        assert_eq!(name("events/paris/about.html"), "index.html");
        assert_eq!(name("events/paris/a.png"), "a.png");
        assert_eq!(name("A.png"), "site/A.png");
        assert_eq!(name("assets/x.css"), "assets/x.css");
    }

    #[test]
    fn links_lead_to_files_inside_or_to_the_site() {
        let html = "<a href=\"../../index.html#x\">a</a><a href='about.html#y'>b</a>\
                    <img src=../../A.png><a href=\"https://example.org/\">c</a><a href=\"#z\">d</a>\
                    <a href=/x/b.html#c>e</a><a href='/x/A.png'>f</a><a href=//cdn.example/>g</a>";
        let files = [("events/paris/about.html", html), ("A.png", ""), ("events/paris/a.png", "")];
        let path = OutPath::cleaned("events/paris/about.html");
        for (url, expected) in [
            (
                "https://example.org/x/",
                "<a href=\"https://example.org/x/#x\">a</a><a href='#y'>b</a>\
                 <img src=\"site/A.png\"><a href=\"https://example.org/\">c</a><a href=\"#z\">d</a>\
                 <a href=\"https://example.org/x/b.html#c\">e</a><a href='site/A.png'>f</a>\
                 <a href=\"https://cdn.example/\">g</a>",
            ),
            (
                "https://example.org/y",
                "<a href=\"https://example.org/y/#x\">a</a><a href='#y'>b</a>\
                 <img src=\"site/A.png\"><a href=\"https://example.org/\">c</a><a href=\"#z\">d</a>\
                 <a href=\"https://example.org/x/b.html#c\">e</a><a href='https://example.org/x/A.png'>f</a>\
                 <a href=\"https://cdn.example/\">g</a>",
            ),
            (
                "",
                "<a>a</a><a href='#y'>b</a>\
                 <img src=\"site/A.png\"><a href=\"https://example.org/\">c</a><a href=\"#z\">d</a>\
                 <a>e</a><a>f</a><a href=\"https://cdn.example/\">g</a>",
            ),
        ] {
            let parcel = parcel(url, &files);
            assert_eq!(parcel.page(html, (&path, "index.html"), &parcel.names()), expected);
        }
    }
}
