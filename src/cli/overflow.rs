//! `deckyard check --overflow`: which slides are larger than the stage, measured in a browser.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::{ContentProblem, Diagnostic, OverflowSide};
use crate::io::beneath::Root;
use crate::io::{browser, write};
use crate::path::ProjectPath;
use crate::site::{Built, Content, Site, built_in};
use crate::span::Span;
use crate::world::World;

/// Measures the decks of a built site.
pub(super) fn measure(
    world: &dyn World,
    root: &Arc<Root>,
    mut site: Site,
) -> Result<Vec<Diagnostic>, String> {
    let browser =
        browser::find(std::env::var_os("CHROMIUM").map(PathBuf::from), std::env::var_os("PATH"))
            .ok_or("there is no browser; install Chromium, or name one in CHROMIUM")?;
    // A folder with a random name, for this user only, removed when dropped.
    let scratch = tempfile::Builder::new().prefix("deckyard-").tempdir();
    let scratch = scratch.map_err(|error| format!("no folder for the pages: {error}"))?;
    let decks: Vec<String> = site.deck_stats.iter().map(|(deck, _)| deck.clone()).collect();
    for (path, content) in &mut site.files {
        let Content::Bytes(bytes) = content else { continue };
        let name = path.as_str().strip_suffix(".html");
        if name.is_some_and(|name| decks.iter().any(|deck| deck == name)) {
            *bytes = with_script(bytes);
        }
    }
    let out = scratch.path().join("public");
    write::write(&out, &super::run::tree(root, Built { site, ..Built::default() }), &[])
        .map_err(|error| error.to_string())?;
    let mut diagnostics = Vec::new();
    for deck in &decks {
        let page = out.join(format!("{deck}.html"));
        let html = browser::document(&browser, &page, &scratch.path().join("profile"))?;
        let found = measured(&html).ok_or_else(|| format!("{deck}.html could not be measured"))?;
        diagnostics.extend(found.lines().filter_map(|line| diagnostic(world, deck, line)));
    }
    Ok(crate::diag::merged(diagnostics))
}

/// A page with the measuring script before everything else: browsers take the tags of `<html>` and `<head>` that
/// follow a script for those of the document that it began.
fn with_script(page: &[u8]) -> Arc<[u8]> {
    let script = format!("<!doctype html><script>{}</script>", built_in("overflow.js"));
    [script.as_bytes(), page].concat().into()
}

/// What the script found, one line per slide.
fn measured(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("data-overflow=\"")?;
    rest.split_once('"').map(|(found, _)| found)
}

/// `k8s/rollout.md:42 131 height rollout-strategy`
pub(super) fn diagnostic(world: &dyn World, deck: &str, line: &str) -> Option<Diagnostic> {
    let mut words = line.rsplitn(4, ' ');
    let (slide, side) = (words.next()?, OverflowSide::named(words.next()?)?);
    let (percent, place) = (words.next()?, words.next()?);
    let (file, number) = place.rsplit_once(':')?;
    let file = ProjectPath::resolve("slides", file)?;
    let source = world.source(&file).ok()?;
    let start = source.lines().start(number.parse::<usize>().ok()?.saturating_sub(1));
    let rest = &source.text()[start..];
    // A line that the slide shows helps more than its properties do.
    let heading = rest.split('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((start, line))
    });
    let heading = heading.take_while(|(_, line)| *line != "---").find(|(_, l)| l.starts_with('#'));
    let (offset, length) = heading.map_or((0, 0), |(at, line)| (at, line.len()));
    let span = Span::new(file, start + offset, start + offset + length);
    let percent = percent.parse().ok()?;
    let problem = ContentProblem::Overflow { slide: slide.to_owned(), side, percent };
    let mut diagnostic = Diagnostic::new(problem, span);
    diagnostic.decks.push(deck.to_owned());
    Some(diagnostic)
}

#[cfg(test)]
mod tests {
    use super::{diagnostic, measured};
    use crate::world::MemoryWorld;

    #[test]
    fn what_the_script_found_becomes_a_place() {
        let html = "<html class=\"paper\" data-overflow=\"a b.md:2 131 height a-b\n\"><head>";
        let world =
            MemoryWorld::default().with("slides/a b.md", "---\nname: x\n\n# Much\n\ntext\n");
        let line = measured(html).and_then(|found| found.lines().next()).unwrap();
        let span = diagnostic(&world, "deck", line).and_then(|found| found.span).unwrap();
        assert_eq!((span.file.as_str(), span.start, span.end), ("slides/a b.md", 13, 19));
    }

    #[test]
    fn each_side_has_its_words_and_another_one_is_no_line() {
        let world = MemoryWorld::default().with("slides/a.md", "# Much\n");
        let words = |side: &str| {
            let found = diagnostic(&world, "deck", &format!("a.md:1 131 {side} a-much"))?;
            Some(found.problem.words().message)
        };
        assert_eq!(words("height").unwrap(), "the slide `a-much` is higher than the stage");
        assert_eq!(words("width").unwrap(), "the slide `a-much` is wider than the stage");
        assert_eq!(words("depth"), None);
    }
}
