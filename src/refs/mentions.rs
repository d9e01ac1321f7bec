//! Paths in the author's templates, style sheets, scripts and pages: words that are the address of
//! a file.
//!
//! This module does not parse the languages of these files. A word counts as a reference only if a
//! file of the site has exactly that path.

use std::ops::Range;

use super::addresses::SiteFiles;
use super::{Exactness, NameForm, Notation, ReferenceRole, SiteReference};
use crate::path::ProjectPath;
use crate::world::World;

/// The files that can mention others.
const TEXTS: [&str; 7] = ["html", "htm", "css", "js", "mjs", "atom", "xml"];

/// The references of all such files.
pub(super) fn all(world: &dyn World, files: &SiteFiles, references: &mut Vec<SiteReference>) {
    for file in files.all.iter().filter(|file| is_text(file)) {
        let Ok(source) = world.source(file) else { continue };
        let folder = match file.below("static").or_else(|| file.below("slides")) {
            Some(below) => below.rsplit_once('/').map_or("", |(folder, _)| folder),
            None => "", // Templates make pages that are at the top, or know the way there.
        };
        for range in words(source.text()) {
            let word = &source.text()[range.clone()];
            let (base, targets) = match files.resolve(folder, word).targets {
                found if !found.is_empty() => (folder, found),
                // Scripts and templates prepend the path to the top.
                _ => ("", files.resolve("", word).targets),
            };
            let targets: Vec<_> = targets.into_iter().filter(|target| target != file).collect();
            if targets.is_empty() {
                continue;
            }
            references.push(SiteReference {
                span: source.span(range.clone()),
                exactness: Exactness::Exact,
                written: word.to_owned(),
                role: ReferenceRole::Mention,
                form: NameForm::Address(Notation::Encoded, base.to_owned()),
                targets,
                slide: None,
            });
        }
    }
}

fn is_text(file: &ProjectPath) -> bool {
    let is_slot = file.below("templates/slots").is_some() && file.has_extension("md");
    is_slot || TEXTS.iter().any(|extension| file.has_extension(extension))
}

/// The words of a text that can be paths: they contain a dot that is not their first character.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_edge = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | '<' | '>' | '"' | '\'' | '`' | '=' | ',' | '{' | '}' | ';')
    };
    let mut start = 0;
    text.split(is_edge).filter_map(move |word| {
        let at = start;
        // An edge may have several bytes.
        let end = at + word.len();
        start = end + text[end..].chars().next().map_or(0, char::len_utf8);
        word.trim_start_matches(['.', '/']).contains('.').then_some(at..end)
    })
}
