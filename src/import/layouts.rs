//! Finds the decks of a folder, by the folder layouts of tools that use remark.

use std::collections::BTreeSet;

use super::front::FrontMatter;
use super::lines::lines;
use super::taking::{Taking, is_page};
use super::{marp, page, reveal, xaringan};
use crate::path::ProjectPath;
use crate::source::Source;

/// Folders of other people's programs.
const FOREIGN: [&str; 6] =
    ["node_modules", "bower_components", "vendor", "site-packages", "__pycache__", "venv"];

/// Markdown files that are not decks.
const DOCUMENTS: [&str; 8] = [
    "readme",
    "changelog",
    "contributing",
    "license",
    "licence",
    "code_of_conduct",
    "authors",
    "notes",
];

/// The source of a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DeckOrigin {
    /// A page of remark.
    Page(ProjectPath),
    /// A page of reveal.js.
    RevealPage(ProjectPath),
    /// A Markdown file, whose text shows which tool it is for.
    Markdown(ProjectPath),
    /// A Markdown file, and the page into which a tool puts it.
    Template(ProjectPath, ProjectPath),
    /// The settings of remarker.
    Remarker(ProjectPath),
}

impl DeckOrigin {
    /// The file after which the deck is named.
    pub(super) fn file(&self) -> &ProjectPath {
        match self {
            Self::Page(file)
            | Self::RevealPage(file)
            | Self::Markdown(file)
            | Self::Template(file, _)
            | Self::Remarker(file) => file,
        }
    }
}

/// The deck in one file.
pub(super) fn of_file(taking: &mut Taking<'_>, file: &ProjectPath) -> Result<DeckOrigin, String> {
    let source = match taking.world.source(file) {
        Ok(source) => source,
        Err(error) => return Err(unread(file, &error)),
    };
    let is_settings = matches!(file.file_name(), "remarker.yml" | "remarker.yaml");
    let extension = file.file_name().rsplit_once('.').map_or("", |(_, extension)| extension);
    if is_settings {
        return Ok(DeckOrigin::Remarker(file.clone()));
    }
    if is_page(file) {
        let is_remark = page::is_remark(source.text());
        return if !is_remark && reveal::is_reveal_page(source.text()) {
            Ok(DeckOrigin::RevealPage(file.clone()))
        } else {
            Ok(DeckOrigin::Page(file.clone()))
        };
    }
    if !is_markdown(extension) {
        return Err(format!("{file}: a page, a Markdown file or a folder is expected"));
    }
    let files: Vec<ProjectPath> = taking.world.list(file.folder()).to_vec();
    let template = template_of(taking, file, &files);
    Ok(match template {
        Some(template) => DeckOrigin::Template(file.clone(), template),
        None => DeckOrigin::Markdown(file.clone()),
    })
}

/// The decks in a folder of the imported one, without those below `skipped`.
pub(super) fn of_folder(
    taking: &mut Taking<'_>,
    folder: &str,
    skipped: &[String],
) -> Vec<DeckOrigin> {
    let is_foreign = |file: &&ProjectPath| {
        file.folder().split('/').any(|name| FOREIGN.contains(&name))
            || skipped.iter().any(|folder| file.below(folder).is_some())
    };
    let list = taking.world.list(folder);
    let files: Vec<ProjectPath> = list.iter().filter(|file| !is_foreign(file)).cloned().collect();
    let mut found = Vec::new();
    // Files that are parts of these decks, or made from them.
    let mut used: BTreeSet<ProjectPath> = BTreeSet::new();
    for file in
        files.iter().filter(|file| matches!(file.file_name(), "remarker.yml" | "remarker.yaml"))
    {
        let folder = file.folder().to_owned();
        used.extend(files.iter().filter(|file| file.folder() == folder).cloned());
        found.push(DeckOrigin::Remarker(file.clone()));
    }
    for file in files.iter().filter(|file| is_markdown_file(file)) {
        if used.contains(file) || is_document(file) {
            continue;
        }
        if let Some(template) = template_of(taking, file, &files) {
            used.insert(file.clone());
            used.extend(made_from(file, &files));
            found.push(DeckOrigin::Template(file.clone(), template));
        }
    }
    for file in files.iter().filter(|file| is_page(file)) {
        let Ok(source) = taking.world.source(file) else { continue };
        if used.contains(file) || is_template(source.text()) {
            continue;
        }
        if page::is_remark(source.text()) && page::is_page_of_deck(taking, file) {
            found.push(DeckOrigin::Page(file.clone()));
            // The source from which the page was made.
            let stem = |file: &ProjectPath| {
                file.as_str().rsplit_once('.').map(|(stem, _)| stem.to_owned())
            };
            let own = stem(file);
            used.extend(files.iter().filter(|other| stem(other) == own).cloned());
        } else if reveal::is_reveal_page(source.text()) {
            found.push(DeckOrigin::RevealPage(file.clone()));
        }
    }
    let has_pages = !found.is_empty();
    for file in files.iter().filter(|file| is_markdown_file(file) && !used.contains(*file)) {
        let Ok(source) = taking.world.source(file) else { continue };
        let front = FrontMatter::of(&source);
        let is_marked = front
            .as_ref()
            .is_some_and(|front| marp::is_marp(front) || xaringan::is_xaringan(front));
        if is_marked || !has_pages && !is_document(file) && is_slides(&source) {
            found.push(DeckOrigin::Markdown(file.clone()));
        }
    }
    found
}

/// The message for a file that cannot be read.
pub(super) fn unread(file: &ProjectPath, error: &crate::world::FileError) -> String {
    let problem =
        error.clone().problem(file.to_string(), |path| crate::diag::FileProblem::UnreadableFile {
            path,
            reason: "there is no such file".to_owned(),
        });
    format!("{file}: {}", problem.words().message)
}

/// Whether a page is a template that a tool fills.
fn is_template(text: &str) -> bool {
    let holes = ["{{{", "{{ ", "{% ", "{{source", "{{content", "<%"];
    page::is_remark(text) && holes.iter().any(|hole| text.contains(hole)) && !has_slides(text)
}

/// Whether the element with the slides is filled.
fn has_slides(text: &str) -> bool {
    let inner = text.split_once("<textarea").and_then(|(_, rest)| rest.split_once('>'));
    inner.is_some_and(|(_, rest)| {
        let inner = rest.split("</textarea").next().unwrap_or_default();
        inner.lines().filter(|line| !line.trim().is_empty()).count() > 3
    })
}

/// The template for a Markdown file: in the folder `template` beside it, or a page beside it.
fn template_of(
    taking: &Taking<'_>,
    file: &ProjectPath,
    files: &[ProjectPath],
) -> Option<ProjectPath> {
    let folder = file.folder();
    let slash = if folder.is_empty() { "" } else { "/" };
    let usual = ["template/index.html", "template.html", "templates/index.html"];
    let usual = usual.map(|name| ProjectPath::new(&format!("{folder}{slash}{name}")));
    let beside = files.iter().filter(|other| other.folder() == folder && is_page(other));
    usual
        .iter()
        .chain(beside)
        .find(|page| {
            let source = taking.world.source(page);
            source.is_ok_and(|source| is_template(source.text()))
        })
        .cloned()
}

/// The pages that a tool made from a Markdown file.
fn made_from<'a>(
    file: &'a ProjectPath,
    files: &'a [ProjectPath],
) -> impl Iterator<Item = ProjectPath> + 'a {
    let is_made = |other: &&ProjectPath| is_page(other) && other.stem() == file.stem();
    files.iter().filter(is_made).cloned()
}

fn is_markdown_file(file: &ProjectPath) -> bool {
    is_markdown(file.file_name().rsplit_once('.').map_or("", |(_, extension)| extension))
}

fn is_markdown(extension: &str) -> bool {
    let extension = extension.to_ascii_lowercase();
    matches!(extension.as_str(), "md" | "markdown" | "rmd" | "mkd" | "mkdn" | "mdown")
}

fn is_document(file: &ProjectPath) -> bool {
    let stem = file.stem().to_ascii_lowercase();
    DOCUMENTS.contains(&stem.as_str())
}

/// Whether a Markdown file consists of slides.
fn is_slides(source: &Source) -> bool {
    let front = FrontMatter::of(source);
    let from = front.map_or(0, |front| front.end);
    let lines = lines(source.text(), from);
    let separators = lines.iter().filter(|line| !line.is_code && line.text.trim_end() == "---");
    separators.count() > 1
}
