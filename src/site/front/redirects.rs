//! Old addresses: `redirects:` and the aliases of events.
//!
//! Each becomes a page that sends readers on, which works on any host, and two lines of
//! `_redirects`, which some hosts read and answer without a page. Netlify shows a page that is
//! there unless the line has a `!`; Cloudflare passes over a line with a `!`, and shows no page
//! for which there is another.

use std::fmt::Write as _;

use super::text::up;
use super::{Book, Put};
use crate::diag::{Diagnostic, ManifestProblem};
use crate::path::{OutPath, ProjectPath};
use crate::site::assets::local_path;
use crate::site::{page, unusable};
use crate::span::Span;

/// Where authors write lines of their own: beside what is copied as it is, or, as
/// container.training does, beside the manifests.
const OWN: [&str; 2] = ["static/_redirects", "slides/_redirects"];

pub(super) fn files(book: &Book<'_>, put: &mut Put<'_>) {
    let workshops = book.front.workshops;
    let mut rules = String::new();
    for redirect in &workshops.redirects {
        let from = redirect.from.value.trim_matches('/');
        let to = redirect.to.value.as_str();
        stub(book, put, (from, Some(&redirect.from.span)), to, to);
        rule(&mut rules, book, from, to, "302");
    }
    for event in &workshops.events {
        let page = book.page_of(event);
        for alias in &event.aliases {
            let from = format!("events/{}", alias.value);
            stub(book, put, (&from, None), &page, &event.title.value);
            rule(&mut rules, book, &from, &page, "301");
        }
    }
    // The first line that fits wins: those for single addresses stand before the author's own,
    // which may be for all there are.
    for path in OWN.map(ProjectPath::new) {
        match book.front.world.source(&path) {
            Ok(own) if rules.is_empty() => own.text().clone_into(&mut rules),
            Ok(own) => {
                let gap = if rules.ends_with('\n') { "" } else { "\n" };
                rules = format!("{rules}{gap}{}", own.text());
            }
            Err(error) => put.part.diagnostics.extend(unusable(&path, error)),
        }
    }
    if !rules.is_empty() {
        put.text("_redirects", rules);
    }
}

/// A page that leads on, where no page is; what is wrong with an alias was told by the reader.
/// A page at an address without an extension lies in a folder, which every host shows.
fn stub(
    book: &Book<'_>,
    put: &mut Put<'_>,
    (from, span): (&str, Option<&Span>),
    to: &str,
    title: &str,
) {
    let path = match from.rsplit_once('.') {
        Some((_, "html")) => from.to_owned(),
        _ => format!("{from}/index.html"),
    };
    let is_deck = path.strip_suffix(".html").is_some_and(|name| book.decks.contains_key(name));
    if is_deck || OutPath::new(&path).is_some_and(|path| put.has(&path)) {
        let problem =
            ManifestProblem::OutputClash { name: path, other: "a page of the site".to_owned() };
        put.part.diagnostics.extend(span.map(|span| Diagnostic::new(problem, span.clone())));
        return;
    }
    let root = up(&path);
    let href = if local_path(to).is_some() {
        let (file, fragment) = to.split_at(to.find(['#', '?']).unwrap_or(to.len()));
        let file =
            file.strip_suffix('/').map_or_else(|| file.to_owned(), |f| format!("{f}/index.html"));
        format!("{root}{file}{fragment}")
    } else {
        to.to_owned()
    };
    let page = page::redirect(book.front.view, book.front.templates, &root, (&href, title));
    put.page(&path, page);
}

fn rule(rules: &mut String, book: &Book<'_>, from: &str, to: &str, status: &str) {
    let url = book.front.workshops.settings.url.trim_end_matches('/');
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let base = host.split_once('/').map_or(String::new(), |(_, path)| format!("/{path}"));
    let to = match local_path(to) {
        Some(_) => {
            let to = to.strip_suffix("/index.html").map_or(to.to_owned(), |to| format!("{to}/"));
            format!("{base}/{to}")
        }
        None => to.to_owned(),
    };
    // Writing to a String cannot fail.
    let _ = writeln!(rules, "{base}/{from} {to} {status}!\n{base}/{from} {to} {status}");
}
