//! The style sheets of a page, put together as one theme.
//!
//! Selectors stay as they are, except for the element of a slide, which has another class here.
//! Addresses become relative to the theme's folder; files of other sites are left out, since no
//! page requests anything from other sites.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::note::NoteKind;
use super::taking::{Taking, host};
use crate::path::{ProjectPath, percent_encoded};
use crate::render::css;
use crate::source::Source;

/// How deep sheets may import each other; real ones do so twice.
const MAX_DEPTH: usize = 8;

/// The longest theme, in bytes.
const LONGEST: usize = 8 << 20;

/// An address that shows nothing and requests nothing.
const NOTHING: &str = "url(\"data:,\")";

/// Classes of remark's elements, and selectors of the same weight for them here. Only the content of a
/// slide, `remark-slide-content`, and code blocks have their class in both.
const ELEMENTS: [[&str; 2]; 2] = [
    [".remark-slide", ".slide"],
    [".remark-inline-code", ":is(:not(pre) > code, .remark-inline-code)"],
];

/// Classes of Deckyard's elements that have another meaning in style sheets for remark.
const OWN: [&str; 2] = [".slide", ".slide-content"];

/// Style sheets, one after the other.
#[derive(Debug, Default)]
pub(super) struct ThemeSheet {
    text: String,
    seen: BTreeSet<ProjectPath>,
}

/// A sheet or a part of a page, and where it is.
#[derive(Copy, Clone)]
pub(super) struct SheetText<'t> {
    /// The file.
    pub(super) source: &'t Source,
    /// Where the text begins in the file.
    pub(super) at: usize,
    /// The text.
    pub(super) text: &'t str,
}

impl ThemeSheet {
    /// The text of the theme; empty without any sheet.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Whether there are no style sheets.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds the sheet that a page links.
    pub(super) fn link(
        &mut self,
        taking: &mut Taking<'_>,
        (folder, url, media): (&str, &str, &str),
        place: (&Source, usize),
    ) {
        if let Some(host) = host(url) {
            let text = format!("a style sheet of {host}: pages request nothing from other sites");
            taking.note(NoteKind::NotTaken, place, text);
            return;
        }
        let Some(named) = taking.named((folder, url), place) else {
            if !url.starts_with("data:") {
                let text = format!("the style sheet `{url}` does not exist in the imported folder");
                taking.note(NoteKind::NotTaken, place, text);
            }
            return;
        };
        let text = self.sheet(taking, &named.file, 0);
        self.add(text, named.file.as_str(), media);
    }

    /// Adds a sheet that is a part of a page.
    pub(super) fn inline(
        &mut self,
        taking: &mut Taking<'_>,
        (folder, media): (&str, &str),
        sheet: SheetText<'_>,
    ) {
        let text = self.rewritten(taking, folder, sheet, 0);
        self.add(Some(text), sheet.source.path().as_str(), media);
    }

    fn add(&mut self, text: Option<String>, origin: &str, media: &str) {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
        let origin = origin.replace("*/", "* /");
        let text = text.trim_matches('\n');
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        // Writing to a String cannot fail.
        _ = match media.trim() {
            "" | "all" | "screen" | "screen, print" => {
                writeln!(self.text, "/* From {origin} */\n{text}")
            }
            media => writeln!(self.text, "/* From {origin} */\n@media {media} {{\n{text}\n}}"),
        };
    }

    /// The text of a sheet, with those that it imports; `None` if it was added before.
    fn sheet(
        &mut self,
        taking: &mut Taking<'_>,
        file: &ProjectPath,
        depth: usize,
    ) -> Option<String> {
        if !self.seen.insert(file.clone()) {
            return None;
        }
        let Ok(source) = taking.world.source(file) else {
            taking.notes.add_file(NoteKind::NotTaken, file, "it cannot be read as text");
            return None;
        };
        if !file.has_extension("css") {
            let text = "only CSS can be imported: compile the style sheet and import it again";
            taking.notes.add_file(NoteKind::NotTaken, file, text);
            return None;
        }
        let sheet = SheetText { source: &source, at: 0, text: source.text() };
        Some(self.rewritten(taking, file.folder(), sheet, depth))
    }

    /// A sheet with addresses relative to the theme.
    fn rewritten(
        &mut self,
        taking: &mut Taking<'_>,
        folder: &str,
        sheet: SheetText<'_>,
        depth: usize,
    ) -> String {
        let SheetText { source, at, text } = sheet;
        for own in OWN {
            if let Some(found) = classes(text, own).next() {
                let text = format!(
                    "rules for `{own}` reach every slide here: rename a class of your own of that name"
                );
                taking.note(NoteKind::Changed, (source, at + found), text);
            }
        }
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for found in css::sheet_urls(text) {
            if found.range.start < end || self.text.len() + out.len() > LONGEST {
                continue;
            }
            let place = (source, at + found.range.start);
            let before = text[end..found.range.start].trim_end();
            let import = before.len().checked_sub("@import".len());
            let import = import.filter(|&at| before.is_char_boundary(at));
            let import = import.filter(|&at| before[at..].eq_ignore_ascii_case("@import"));
            if let Some(import) = import {
                push(&mut out, &before[..import]);
                let rest = &text[found.range.end..];
                let length = rest.find(';').unwrap_or(rest.len());
                end = (found.range.end + length + 1).min(text.len());
                let conditions = rest[..length].trim();
                out.push_str(&self.imported(
                    taking,
                    (folder, &found.url, conditions),
                    place,
                    depth,
                ));
                continue;
            }
            let new = new_address(taking, (folder, &found.url), place);
            push(&mut out, &text[end..found.range.start]);
            out.push_str(new.as_deref().unwrap_or(&text[found.range.clone()]));
            end = found.range.end;
        }
        push(&mut out, &text[end..]);
        without_charset(&out).to_owned()
    }

    /// What replaces an `@import`.
    fn imported(
        &mut self,
        taking: &mut Taking<'_>,
        (folder, url, conditions): (&str, &str, &str),
        place: (&Source, usize),
        depth: usize,
    ) -> String {
        if let Some(host) = host(url) {
            let text = format!(
                "a style sheet of {host}: pages request nothing from other sites; put fonts into `static/`"
            );
            taking.note(NoteKind::NotTaken, place, text);
            return String::new();
        }
        let named = taking.named((folder, url), place);
        let text = match named {
            Some(named) if depth < MAX_DEPTH => self.sheet(taking, &named.file, depth + 1),
            Some(_) => None,
            None => {
                let text = format!("the style sheet `{url}` does not exist in the imported folder");
                taking.note(NoteKind::NotTaken, place, text);
                None
            }
        };
        match (text, conditions) {
            (None, _) => String::new(),
            (Some(text), "") => text,
            (Some(text), conditions) => format!("@media {conditions} {{\n{text}\n}}"),
        }
    }
}

/// The positions of a class in a style sheet.
fn classes<'t>(sheet: &'t str, class: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\\');
    let found = sheet.match_indices(class).map(|(at, _)| at);
    found.filter(move |at| !sheet[at + class.len()..].starts_with(is_name))
}

/// Appends rules, with the selectors that remark's elements have here.
fn push(out: &mut String, rules: &str) {
    let mut new = rules.to_owned();
    for [old, selector] in ELEMENTS {
        let (mut renamed, mut end) = (String::with_capacity(new.len()), 0);
        for at in classes(&new, old) {
            renamed.push_str(&new[end..at]);
            renamed.push_str(selector);
            end = at + old.len();
        }
        renamed.push_str(&new[end..]);
        new = renamed;
    }
    out.push_str(&new);
}

/// What replaces an address of a sheet; `None` if it stays.
fn new_address(
    taking: &mut Taking<'_>,
    (folder, url): (&str, &str),
    place: (&Source, usize),
) -> Option<String> {
    if let Some(host) = host(url) {
        let text = format!(
            "a font or picture of {host}: pages request nothing from other sites; put it into `static/`"
        );
        taking.note(NoteKind::NotTaken, place, text);
        return Some(NOTHING.to_owned());
    }
    if url.starts_with('#') || url.starts_with("data:") || url.is_empty() {
        return None;
    }
    let Some(named) = taking.named((folder, url), place) else {
        let text = format!("the file `{url}` does not exist in the imported folder");
        taking.note(NoteKind::NotTaken, place, text);
        return Some(NOTHING.to_owned());
    };
    let below = taking.copy(&named, place)?;
    let rest = url.find(['?', '#']).map_or("", |at| &url[at..]);
    Some(format!("url(\"{}{rest}\")", percent_encoded(&below)))
}

/// A sheet without the `@charset` that may begin it, which has no effect further down.
fn without_charset(text: &str) -> &str {
    let trimmed = text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
    match trimmed.strip_prefix("@charset").and_then(|rest| rest.split_once(';')) {
        Some((_, rest)) => rest,
        None => text,
    }
}
