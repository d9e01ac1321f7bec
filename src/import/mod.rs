//! Imports decks that were made for remark and, as far as possible, for Marp and reveal.js.
//!
//! [`import`] reads a folder through a [`World`] and returns the files of a site as a value, with
//! notes about what was imported, changed and left out. No imported code is run, and this module
//! writes nothing.

mod addresses;
mod draft;
mod front;
mod js;
mod keys;
mod layouts;
mod lines;
mod macros;
mod marp;
mod note;
mod page;
mod remarker;
mod reveal;
mod scripts;
mod sheets;
mod taking;
mod xaringan;

pub use self::note::{ImportNote, NoteKind};
pub use self::taking::ImportedFile;

use std::collections::{BTreeMap, BTreeSet};

use self::draft::{ChapterDraft, DeckDraft, deck_name};
use self::front::FrontMatter;
use self::layouts::DeckOrigin;
use self::page::RemarkPage;
use self::taking::Taking;
use crate::path::{ProjectPath, slug};
use crate::world::World;

/// What to import.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// The file in the folder; `None` for all decks of the folder.
    pub file: Option<ProjectPath>,
    /// The name of the folder, for decks whose files have no name of their own.
    pub folder: String,
    /// The name for the deck, or for the folder of several.
    pub name: Option<String>,
    /// The folder in which decks are searched, if not all of it.
    pub below: String,
    /// The site's path in the folder, if it is there: files written by imports are not searched.
    pub site: Option<String>,
}

/// The files that an import writes, and its notes for the user.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The files, by their paths in the site.
    pub files: BTreeMap<ProjectPath, ImportedFile>,
    /// The notes, by kind and location.
    pub notes: Vec<ImportNote>,
    /// The names of the decks.
    pub decks: Vec<String>,
    /// Why some decks of a folder were not imported.
    pub failed: Vec<String>,
}

/// Imports decks. The error says why nothing can be imported.
pub fn import(world: &dyn World, request: &ImportRequest) -> Result<Imported, Vec<String>> {
    let own_name = request.name.as_deref().map(slug).filter(|name| !name.is_empty());
    let usual_name = || match &request.file {
        Some(file) => deck_name(file.stem(), &above(file, &request.folder)),
        None => deck_name("", &request.folder),
    };
    let prefix = own_name.clone().unwrap_or_else(usual_name);
    let mut taking = Taking::new(world, &prefix);
    let origins = match &request.file {
        Some(file) => vec![layouts::of_file(&mut taking, file).map_err(|error| vec![error])?],
        None => layouts::of_folder(&mut taking, &request.below, &skipped(request, &prefix)),
    };
    if origins.is_empty() {
        return Err(vec![format!(
            "there is no deck in the folder `{}`: no page of remark, and no Markdown file with two \
             separators `---`; a file that you name is imported whatever it contains",
            request.folder
        )]);
    }
    let names = names(&origins, request, own_name.as_deref());
    let (mut decks, mut failed) = (Vec::new(), Vec::new());
    for (origin, name) in origins.iter().zip(names) {
        match take(&mut taking, origin, &name) {
            Ok(deck) => {
                deck.finish(&mut taking);
                decks.push(name);
            }
            Err(error) => failed.push(error),
        }
    }
    if decks.is_empty() {
        return Err(failed);
    }
    let (files, clashes, notes) = taking.finish();
    if !clashes.is_empty() {
        let clash =
            |path: &ProjectPath| format!("two different files of the folder would become `{path}`");
        return Err(clashes.iter().map(clash).collect());
    }
    Ok(Imported { files, notes: notes.finish(), decks, failed })
}

/// The folders that imports and builds write.
fn skipped(request: &ImportRequest, prefix: &str) -> Vec<String> {
    let Some(site) = &request.site else { return Vec::new() };
    let slash = if site.is_empty() { "" } else { "/" };
    vec![format!("{site}{slash}slides/{prefix}"), format!("{site}{slash}public")]
}

/// The names of the folders above a file, from the imported one on.
fn above(file: &ProjectPath, folder: &str) -> String {
    format!("{folder}/{}", file.folder())
}

/// A name for each deck: that of its file, or its whole path if others have the same name.
fn names(origins: &[DeckOrigin], request: &ImportRequest, own: Option<&str>) -> Vec<String> {
    if let ([_], Some(own)) = (origins, own) {
        return vec![own.to_owned()];
    }
    let usual = |file: &ProjectPath| deck_name(file.stem(), &above(file, &request.folder));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for origin in origins {
        *counts.entry(usual(origin.file())).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    let name = |origin: &DeckOrigin| {
        let file = origin.file();
        let usual = usual(file);
        let whole = || slug(file.as_str().rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem));
        let first = if counts.get(&usual) == Some(&1) { usual } else { deck_name(&whole(), "") };
        let mut name = first.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{first}-{number}");
            number += 1;
        }
        name
    };
    origins.iter().map(name).collect()
}

fn take(taking: &mut Taking<'_>, origin: &DeckOrigin, name: &str) -> Result<DeckDraft, String> {
    let file = origin.file();
    let source = taking.world.source(file).map_err(|error| layouts::unread(file, &error))?;
    let mut deck = DeckDraft::new(name, file, file.folder());
    match origin {
        DeckOrigin::Page(_) => {
            let page = RemarkPage::new(taking, &source);
            page.take(taking, &mut deck)?;
        }
        DeckOrigin::RevealPage(_) => reveal::take_page(taking, &mut deck, &source)?,
        DeckOrigin::Remarker(_) => remarker::take(taking, &mut deck, &source)?,
        DeckOrigin::Template(_, template) => {
            let page =
                taking.world.source(template).map_err(|error| layouts::unread(template, &error))?;
            RemarkPage::new(taking, &page).take_template(taking, &mut deck);
            deck.chapters.push(ChapterDraft::file(&source));
            deck.title = title_of(&source);
            compiled_sheet(taking, &mut deck, file);
        }
        DeckOrigin::Markdown(_) => markdown(taking, &mut deck, &source)?,
    }
    Ok(deck)
}

/// Takes a Markdown file, by the tool that its text is for.
fn markdown(
    taking: &mut Taking<'_>,
    deck: &mut DeckDraft,
    source: &crate::source::Source,
) -> Result<(), String> {
    let front = FrontMatter::of(source);
    match &front {
        Some(front) if marp::is_marp(front) => marp::take(taking, deck, (source, front)),
        Some(front) if xaringan::is_xaringan(front) => {
            xaringan::take(taking, deck, (source, front));
        }
        front if reveal::is_reveal(source.text(), front.as_ref()) => {
            reveal::take(taking, deck, (source, front.as_ref()))?;
        }
        Some(front) if front.get("title").is_some() || front.get("author").is_some() => {
            deck.title = front.text("title").map(str::to_owned);
            let words = "the front matter is left out: its title is that of the deck";
            taking.note(NoteKind::Changed, (source, 0), words);
            let text = source.text()[front.end..].to_owned();
            let name = source.path().stem().to_owned();
            let (source, at) = (source.clone(), front.end);
            deck.chapters.push(ChapterDraft { name, source, at, text: Some(text) });
        }
        _ => {
            deck.title = title_of(source);
            deck.chapters.push(ChapterDraft::file(source));
        }
    }
    if deck.sheet.is_empty() {
        sheet_beside(taking, deck, source);
    }
    Ok(())
}

/// The value of a `title:` property of the first slide, which backslide uses as the title of the
/// page.
fn title_of(source: &crate::source::Source) -> Option<String> {
    let properties = source.text().lines().take_while(|line| !line.trim().is_empty());
    let title = properties.into_iter().find_map(|line| line.strip_prefix("title:"))?;
    Some(title.trim().to_owned()).filter(|title| !title.is_empty())
}

/// Takes the style sheet beside a Markdown file that names no style sheet, as remarker uses it with an option.
fn sheet_beside(taking: &mut Taking<'_>, deck: &mut DeckDraft, source: &crate::source::Source) {
    let folder = source.path().folder().to_owned();
    let own = format!("{}.css", source.path().stem());
    let names = [own.as_str(), "style.css", "styles.css", "slides.css", "custom.css", "theme.css"];
    let is_there = |name: &&str| {
        ProjectPath::resolve(&folder, name).is_some_and(|file| taking.world.is_file(&file))
    };
    let Some(name) = names.into_iter().find(is_there) else { return };
    let words = format!("the style sheet `{name}` beside the slides is used for them");
    taking.note(NoteKind::Changed, (source, 0), words);
    deck.sheet.link(taking, (&folder, name, ""), (source, 0));
}

/// Takes the compiled style sheet of a page that backslide made, since its source may be SCSS.
fn compiled_sheet(taking: &mut Taking<'_>, deck: &mut DeckDraft, file: &ProjectPath) {
    if !deck.sheet.is_empty() {
        return;
    }
    let made = ProjectPath::resolve(file.folder(), &format!("dist/{}.html", file.stem()));
    let made = made.and_then(|file| taking.world.source(&file).ok());
    if let Some(page) = &made {
        RemarkPage::new(taking, page).take_sheets(taking, deck);
        let words = "its compiled style sheets are copied";
        taking.notes.add_file(NoteKind::Changed, page.path(), words);
        return;
    }
    let sheet = ["template/style.scss", "template/style.sass", "template/style.less"];
    let sheet = sheet.iter().filter_map(|name| ProjectPath::resolve(file.folder(), name));
    let sheet = sheet.into_iter().find(|file| taking.world.is_file(file));
    let plain = ProjectPath::resolve(file.folder(), "template/style.css");
    let plain = plain.filter(|file| taking.world.is_file(file));
    match (plain, sheet) {
        (Some(plain), _) => {
            if let Ok(source) = taking.world.source(&plain) {
                deck.sheet.link(taking, (plain.folder(), plain.file_name(), ""), (&source, 0));
            }
        }
        (None, Some(sheet)) => {
            let words = "only CSS can be imported: let backslide export the deck, and import again";
            taking.notes.add_file(NoteKind::NotTaken, &sheet, words);
        }
        (None, None) => {}
    }
}
