//! The files that an import takes, their paths in the site, and notes.
//!
//! **Invariant:** every file that is read is in the imported folder, and every planned file is in
//! `slides/` or `static/` of the site, whatever names a page contains.

use std::collections::{BTreeMap, BTreeSet};

use super::addresses::addresses;
use super::note::{NoteKind, NoteList};
use crate::path::ProjectPath;
use crate::routes::{Destination, destination};
use crate::source::Source;
use crate::world::World;

/// How many files an import copies; a folder of decks has a few hundred.
const MOST_FILES: usize = 20_000;

/// A file that an import writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedFile {
    /// This text.
    Text(String),
    /// A file of the imported folder, unchanged.
    Copy(ProjectPath),
}

/// The files taken so far.
pub(super) struct Taking<'a> {
    pub(super) world: &'a dyn World,
    /// The folder below `slides/` that corresponds to the imported one.
    pub(super) prefix: &'a str,
    pub(super) notes: NoteList,
    /// The files to write, by their paths in the site.
    files: BTreeMap<ProjectPath, ImportedFile>,
    /// The paths that two different files claim.
    clashes: BTreeSet<ProjectPath>,
    is_full: bool,
}

impl<'a> Taking<'a> {
    pub(super) fn new(world: &'a dyn World, prefix: &'a str) -> Self {
        Self {
            world,
            prefix,
            notes: NoteList::default(),
            files: BTreeMap::new(),
            clashes: BTreeSet::new(),
            is_full: false,
        }
    }

    /// The files, and the paths that two of them claim.
    pub(super) fn finish(
        self,
    ) -> (BTreeMap<ProjectPath, ImportedFile>, Vec<ProjectPath>, NoteList) {
        (self.files, self.clashes.into_iter().collect(), self.notes)
    }

    /// Plans a file of the site.
    pub(super) fn put(&mut self, path: ProjectPath, file: ImportedFile) {
        match self.files.get(&path) {
            Some(known) if *known != file => _ = self.clashes.insert(path),
            Some(_) => {}
            None => _ = self.files.insert(path, file),
        }
    }

    /// Whether the site gets a file at this path.
    pub(super) fn has(&self, path: &ProjectPath) -> bool {
        self.files.contains_key(path)
    }

    /// Adds a note about a byte of a text.
    pub(super) fn note(
        &mut self,
        kind: NoteKind,
        place: (&Source, usize),
        text: impl Into<String>,
    ) {
        self.notes.add(kind, place, &text.into());
    }

    /// The path below `slides/` of a file of the imported folder.
    pub(super) fn below_slides(&self, file: &str) -> String {
        format!("{}/{file}", self.prefix)
    }

    /// The file of the imported folder to which an address refers, relative to a folder in it.
    /// Files from elsewhere are noted.
    pub(super) fn named(
        &mut self,
        (folder, url): (&str, &str),
        place: (&Source, usize),
    ) -> Option<FolderFile> {
        let Destination::Inside(address) = destination(url, "") else { return None };
        let from = if address.is_absolute { "" } else { folder };
        let Some(file) = ProjectPath::resolve(from, &address.path) else {
            let text = format!(
                "`{url}` is outside the imported folder; `--root` names a folder that contains both"
            );
            self.note(NoteKind::NotTaken, place, text);
            return None;
        };
        let is_there = !file.as_str().is_empty() && self.world.is_file(&file);
        is_there.then_some(FolderFile { file, is_absolute: address.is_absolute })
    }

    /// Copies a file of the imported folder; if it is a page or a drawing, also the files that it
    /// needs. Returns its path below `slides/`.
    pub(super) fn copy(&mut self, named: &FolderFile, place: (&Source, usize)) -> Option<String> {
        let path = self.copy_alone(named, place)?;
        let mut waiting = vec![named.file.clone()];
        while let Some(file) = waiting.pop() {
            if !is_page(&file) && !file.has_extension("css") && !file.has_extension("svg") {
                continue;
            }
            let Ok(source) = self.world.source(&file) else { continue };
            let urls = addresses(source.text());
            let folder = file.folder().to_owned();
            for (url, at) in urls {
                let Destination::Inside(address) = destination(&url, "") else { continue };
                let is_other = address.is_absolute || crate::model::is_source(&address.path);
                let Some(needed) = ProjectPath::resolve(&folder, &address.path) else { continue };
                if is_other || !self.world.is_file(&needed) {
                    continue;
                }
                let is_new = !self.has(&self.target(&needed, false));
                let needed = FolderFile { file: needed, is_absolute: false };
                if is_new && self.copy_alone(&needed, (&source, at)).is_some() {
                    waiting.push(needed.file);
                }
            }
        }
        Some(path)
    }

    /// The path in the site of a file of the imported folder.
    fn target(&self, file: &ProjectPath, is_absolute: bool) -> ProjectPath {
        if is_absolute {
            return ProjectPath::new(&format!("slides/{file}"));
        }
        ProjectPath::new(&format!("slides/{}", self.below_slides(file.as_str())))
    }

    fn copy_alone(&mut self, named: &FolderFile, place: (&Source, usize)) -> Option<String> {
        let FolderFile { file, is_absolute } = named;
        if crate::model::is_source(file.as_str()) {
            return None; // Chapters and manifests are no files of pages.
        }
        if let Some(reason) = unfit(file.as_str()) {
            self.note(NoteKind::NotTaken, place, format!("`{file}`: {reason}"));
            return None;
        }
        if is_page(file) && self.is_deck(file) {
            let text =
                format!("a link points to the old page of a deck, `{file}`: link to its new page");
            self.note(NoteKind::NotTaken, place, text);
            return None;
        }
        let target = self.target(file, *is_absolute);
        if self.files.len() >= MOST_FILES && !self.has(&target) {
            if !std::mem::replace(&mut self.is_full, true) {
                let text = format!("more than {MOST_FILES} files: the others are not copied");
                self.note(NoteKind::NotTaken, place, text);
            }
            return None;
        }
        let below = target.below("slides").unwrap_or_default().to_owned();
        self.put(target, ImportedFile::Copy(file.clone()));
        Some(below)
    }

    /// Whether a page is a deck of remark.
    fn is_deck(&self, file: &ProjectPath) -> bool {
        self.world.source(file).is_ok_and(|source| source.text().contains("remark.create"))
    }

    /// Copies all files that a text of slides names. Its references to other places stay unchanged.
    pub(super) fn copy_named(&mut self, (text, folder): (&str, &str), place: (&Source, usize)) {
        let (source, base) = place;
        let mut hosts = BTreeSet::new();
        for (url, at) in addresses(text) {
            let is_shown = is_shown(text, at);
            let at = (base + at).min(source.text().len());
            if let Some(host) = host(&url).filter(|_| is_shown) {
                if hosts.insert(host.to_owned()) {
                    let text = format!(
                        "a picture or frame of {host} stays a request to that site: copy the file to avoid it"
                    );
                    self.note(NoteKind::NotTaken, (source, at), text);
                }
            } else if let Some(named) = self.named((folder, &url), (source, at)) {
                self.copy(&named, (source, at));
            } else if is_shown && is_file_inside(folder, &url) {
                let text = format!("the picture `{url}` does not exist in the imported folder");
                self.note(NoteKind::NotTaken, (source, at), text);
            }
        }
    }
}

/// A file of the imported folder, as an address names it.
pub(super) struct FolderFile {
    pub(super) file: ProjectPath,
    /// Whether the address begins at the top of the host.
    is_absolute: bool,
}

/// Whether an address names a file of the imported folder, which may not exist.
fn is_file_inside(folder: &str, url: &str) -> bool {
    let Destination::Inside(address) = destination(url, "") else { return false };
    let from = if address.is_absolute { "" } else { folder };
    let file = ProjectPath::resolve(from, &address.path);
    // A variable or an argument of a macro is not a file name.
    !url.contains(['{', '@']) && file.is_some_and(|file| !file.as_str().is_empty())
}

/// The host of an address on another site.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = ["https://", "http://", "//"].iter().find_map(|start| url.strip_prefix(start))?;
    rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())
}

/// Whether the address at a byte belongs to an element whose file browsers request.
fn is_shown(text: &str, at: usize) -> bool {
    const NEAR: usize = 512; // The text of a picture is shorter.
    let at = crate::span::floor_char_boundary(text, at);
    let start = crate::span::floor_char_boundary(text, at.saturating_sub(NEAR));
    let before = text[start..at].trim_end_matches(['"', '\'', '<', ' ']);
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let is_picture = before.ends_with("](") && line.rfind("![") > line.rfind(" [");
    is_picture || before.ends_with("url(") || before.ends_with("src=")
}

/// Whether a file is a page, judging by its name.
pub(super) fn is_page(file: &ProjectPath) -> bool {
    let name = file.file_name().to_ascii_lowercase();
    name.rsplit_once('.').is_some_and(|(_, extension)| matches!(extension, "html" | "htm"))
}

/// Why a path cannot be one of a site.
pub(super) fn unfit(path: &str) -> Option<&'static str> {
    if path.contains(|c: char| c == '\\' || c == ':' || c.is_control()) {
        return Some(
            "its name contains `\\`, `:` or a control character, which addresses cannot contain",
        );
    }
    let is_hidden = |name: &str| name.starts_with('.');
    path.split('/').any(is_hidden).then_some("hidden files are not published")
}
