//! A deck as one page with everything inside: style sheets, scripts, pictures, fonts. It loads
//! nothing, and its policy forbids loading.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lost_links::lost_links;
use super::parcel::{Target, firm, is_sheet, target};
use super::{ExportError, Exported, Exporter, FileReader, Means, Parcel};
use crate::output::Content;
use crate::path::{OutPath, ProjectPath};
use crate::picture::data_address;
use crate::render::document::{Inliner, NewAddress, inlined, sheet};
use crate::routes::{absolute, local_path};

/// What the page may do: show and run what it contains. Nothing is requested.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; \
                      font-src data:; media-src data:; frame-src data:; object-src data:; base-uri 'none'; form-action 'none'";

/// How many files are named as the largest.
const MOST_NAMED: usize = 5;

/// Smaller files need no mention, in bytes.
const WORTH_NAMING: usize = 50_000;

/// How deep style sheets may import others.
const MOST_NESTED: usize = 8;

/// Makes single pages.
pub(super) struct Single;

impl Exporter for Single {
    fn export(&self, parcel: &Parcel, means: Means<'_>) -> Result<Exported, ExportError> {
        let Some((path, page)) = parcel.decks.iter().next() else { return Ok(Exported::default()) };
        let mut files = PageFiles {
            parcel,
            files: means.files,
            page: path,
            known: BTreeMap::new(),
            used: BTreeMap::new(),
            missing: BTreeSet::new(),
            depth: 0,
            failed: None,
        };
        let html = inlined(&page.html(), POLICY, &mut files);
        if let Some(error) = files.failed.take() {
            return Err(error);
        }
        let lost = lost_links(std::iter::once(("", parcel)));
        let notes = files.notes().into_iter().chain(lost).collect();
        Ok(Exported { bytes: html.into_bytes(), notes })
    }
}

/// The files of a parcel while they are embedded in a page.
struct PageFiles<'a> {
    parcel: &'a Parcel,
    files: &'a dyn FileReader,
    page: &'a OutPath,
    /// The `data:` addresses of files, by their paths.
    known: BTreeMap<OutPath, Arc<str>>,
    /// How many bytes of the page a file takes, and how often.
    used: BTreeMap<OutPath, (usize, usize)>,
    /// The addresses of content from other sites that the page shows.
    missing: BTreeSet<String>,
    depth: usize,
    failed: Option<ExportError>,
}

impl PageFiles<'_> {
    /// The file of the parcel at an address, seen from a page or a style sheet.
    fn path(&self, url: &str, from: &OutPath) -> Option<OutPath> {
        let path = ProjectPath::resolve(from.folder(), &local_path(url)?)?;
        let path = OutPath::new(path.as_str())?;
        self.parcel.files.contains_key(&path).then_some(path)
    }

    fn bytes(&mut self, path: &OutPath) -> Option<Vec<u8>> {
        match self.parcel.files.get(path)? {
            Content::Bytes(bytes) => Some(bytes.to_vec()),
            Content::Copy(file) => match self.files.read(file) {
                Ok(bytes) => Some(bytes),
                Err(error) => {
                    self.failed.get_or_insert(ExportError::Read(file.clone(), error));
                    None
                }
            },
        }
    }

    fn text(&mut self, url: &str) -> Option<(OutPath, String)> {
        let page = self.page;
        let Some(path) = self.path(url, page) else {
            if is_of_another_site(url) {
                self.missing.insert(url.to_owned());
            }
            return None;
        };
        let text = String::from_utf8_lossy(&self.bytes(&path)?).into_owned();
        Some((path, text))
    }

    /// A style sheet with all inside that it names.
    fn whole_sheet(&mut self, text: &str, path: &OutPath) -> String {
        self.depth += 1;
        let whole = sheet(text, &mut |url| self.address(url, path));
        self.depth -= 1;
        whole
    }

    /// The `data:` address of a file.
    fn address(&mut self, url: &str, from: &OutPath) -> NewAddress {
        let Some(path) = self.path(url, from) else {
            if is_of_another_site(url) {
                self.missing.insert(url.to_owned());
            }
            return NewAddress::Kept;
        };
        // The part after `#` names an element of a drawing.
        let fragment = url.find('#').map_or("", |at| &url[at..]);
        let known = match self.known.get(&path).cloned() {
            Some(known) => known,
            None => match self.held(&path) {
                Some(known) => known,
                None => return NewAddress::Kept,
            },
        };
        let (bytes, times) = self.used.entry(path).or_default();
        *bytes += known.len();
        *times += 1;
        NewAddress::Replaced(format!("{known}{fragment}"))
    }

    /// The `data:` address of a file that was not requested before.
    fn held(&mut self, path: &OutPath) -> Option<Arc<str>> {
        let mut bytes = self.bytes(path)?;
        if is_sheet(path) && self.depth < MOST_NESTED {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = self.whole_sheet(&text, path).into_bytes();
        }
        let address: Arc<str> = data_address(&bytes, media_type(path)).into();
        self.known.insert(path.clone(), Arc::clone(&address));
        Some(address)
    }

    /// Notes for the author: the largest files, and what is missing.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let mut largest: Vec<_> = self.used.iter().collect();
        largest.sort_by_key(|(path, (bytes, _))| (std::cmp::Reverse(*bytes), (*path).clone()));
        largest.retain(|(_, (bytes, _))| *bytes >= WORTH_NAMING);
        if !largest.is_empty() {
            notes.push("the largest pictures, as they are in the page:".to_owned());
        }
        for (path, (bytes, times)) in largest.into_iter().take(MOST_NAMED) {
            let times = if *times > 1 { format!(", shown {times} times") } else { String::new() };
            notes.push(format!("  {:>8} KB  {path}{times}", bytes.div_ceil(1000)));
        }
        if let Some(first) = self.missing.first() {
            let (count, verb) = match self.missing.len() {
                1 => ("1 picture or file".to_owned(), "is"),
                count => (format!("{count} pictures or files"), "are"),
            };
            notes.push(format!(
                "{count} from other sites {verb} not in the page, since nothing is requested: {first}{}",
                if self.missing.len() > 1 { ", …" } else { "" }
            ));
        }
        notes
    }
}

impl Inliner for PageFiles<'_> {
    fn sheet(&mut self, url: &str) -> Option<String> {
        let (path, text) = self.text(url)?;
        let sheet = self.whole_sheet(&text, &path);
        Some(firm(&path, sheet))
    }

    fn script(&mut self, url: &str) -> Option<String> {
        self.text(url).map(|(_, text)| text)
    }

    fn part(&mut self, url: &str) -> NewAddress {
        let page = self.page;
        self.address(url, page)
    }

    /// Links stay on the page, or point to the web. A file that the page links to is on the web as
    /// well.
    fn link(&mut self, url: &str) -> NewAddress {
        let own = BTreeMap::from([(self.page, String::new())]);
        let site = self.parcel.url();
        let (path, rest) = match target(url, self.page, (&own, site)) {
            Target::Elsewhere => return NewAddress::Kept,
            Target::Web(address) => return NewAddress::Replaced(address),
            Target::Inside(_, rest) if !rest.is_empty() => {
                return NewAddress::Replaced(rest.to_owned());
            }
            Target::Inside(_, rest) => (self.page.as_str().to_owned(), rest),
            Target::Outside(path, rest) => (path, rest),
        };
        match absolute(site, &path) {
            address if address.is_empty() => NewAddress::Removed,
            address => NewAddress::Replaced(format!("{address}{rest}")),
        }
    }
}

/// Whether an address is one on the web.
fn is_of_another_site(url: &str) -> bool {
    ["https://", "http://", "//"].iter().any(|start| url.starts_with(start))
}

/// The type of a file, by the ending of its name.
fn media_type(path: &OutPath) -> &'static str {
    let name = path.file_name();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "css" => "text/css",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "gif" => "image/gif",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "html" | "htm" => "text/html",
        "pdf" => "application/pdf",
        ending => crate::picture::media_type(ending).unwrap_or("application/octet-stream"),
    }
}
