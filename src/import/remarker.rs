//! The settings of remarker: the file of slides, style sheets, options of remark.

use super::draft::{ChapterDraft, DeckDraft};
use super::front::{entries, texts};
use super::note::NoteKind;
use super::sheets::SheetText;
use super::taking::Taking;
use super::xaringan::of_yaml;
use crate::manifest::yaml::{self, Repeated, Yaml};
use crate::source::Source;

/// Takes a deck. The error explains why the file is not a deck.
pub(super) fn take(
    taking: &mut Taking<'_>,
    deck: &mut DeckDraft,
    source: &Source,
) -> Result<(), String> {
    let path = source.path().clone();
    let yaml = match yaml::read_with(source, Repeated::LastWins) {
        Ok(yaml) => yaml,
        Err(problem) => return Err(format!("{path}: {}", problem.problem.words().message)),
    };
    let folder = deck.folder.clone();
    let mut file = ("slides.md".to_owned(), 0);
    for (key, value, at) in entries(&yaml, 0) {
        match key {
            "source" => file = (value.scalar().unwrap_or_default().to_owned(), at),
            "title" => deck.title = value.scalar().map(str::to_owned),
            "css" => sheet(taking, deck, (source, value)),
            "cssFiles" => {
                for url in texts(value) {
                    deck.sheet.link(taking, (&folder, url, ""), (source, at));
                }
            }
            "remarkConfig" => {
                for (name, value, at) in entries(value, 0) {
                    let value = of_yaml(value);
                    deck.keys.take((name, &value), (source, at), &mut taking.notes);
                }
            }
            "script" | "scriptFiles" => {
                taking.note(NoteKind::NotTaken, (source, at), "scripts of pages do not run");
            }
            _ => {}
        }
    }
    let (url, at) = file;
    let named = taking.named((&folder, &url), (source, at));
    let slides = named.and_then(|named| taking.world.source(&named.file).ok());
    let slides = slides
        .ok_or_else(|| format!("{path}: its slides, `{url}`, are not a file of the folder"))?;
    deck.chapters.push(ChapterDraft::file(&slides));
    Ok(())
}

/// Takes a style sheet that is written in the settings.
fn sheet(taking: &mut Taking<'_>, deck: &mut DeckDraft, (source, value): (&Source, &Yaml)) {
    let folder = deck.folder.clone();
    let text = value.scalar().unwrap_or_default();
    let sheet = SheetText { source, at: value.span.start as usize, text };
    deck.sheet.inline(taking, (&folder, ""), sheet);
}
