//! `deckyard check --overflow`: measures in a browser which parts of slides an audience could not
//! read.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;

use crate::diag::{Diagnostic, Illegible, LegibilityProblem};
use crate::io::beneath::Root;
use crate::io::trouble::{Attempt, cannot};
use crate::io::{browser, write};
use crate::path::ProjectPath;
use crate::site::{Built, Content, Site, built_in};
use crate::span::Span;
use crate::world::World;

/// The maximum number of browsers at the same time: each holds a deck of thousands of slides.
const MOST_BROWSERS: usize = 4;

/// What the script found on a page.
#[derive(Deserialize)]
struct MeasuredDeck {
    found: Vec<MeasuredSlide>,
}

/// What the script found on a slide.
#[derive(Deserialize)]
struct MeasuredSlide {
    /// The address of the slide.
    id: String,
    /// `day1/dough.md:42`, as the page has it.
    source: String,
    findings: Vec<Illegible>,
}

/// Measures the decks of a built site.
pub(super) fn measure(
    world: &dyn World,
    root: &Arc<Root>,
    mut site: Site,
) -> Result<Vec<Diagnostic>, String> {
    let browser =
        browser::find(std::env::var_os("CHROMIUM").map(PathBuf::from)).ok_or(
            "there is no browser to measure with: install Chromium, Chrome or Edge, or set CHROMIUM to its path",
        )?;
    // A folder with a random name, for this user only, removed when dropped.
    let scratch = tempfile::Builder::new().prefix("deckyard-").tempdir();
    let scratch = scratch.map_err(|error| {
        let folder = std::env::temp_dir();
        let said = cannot(Attempt::Create, &folder.join("deckyard"), &error);
        format!(
            "{said}; the pages are measured in a temporary folder, and TMPDIR names another one"
        )
    })?;
    let decks: Vec<String> = site.deck_stats.iter().map(|(deck, _)| deck.clone()).collect();
    for (path, content) in &mut site.files {
        let Content::Bytes(bytes) = content else { continue };
        let name = path.as_str().strip_suffix(".html");
        if name.is_some_and(|name| decks.iter().any(|deck| deck == name)) {
            *bytes = with_script(bytes);
        }
    }
    let out = scratch.path().join("public");
    let mut built = Built::default();
    built.site = site;
    write::write(&out, &super::run::tree(root, built, &Arc::default()), &[])
        .map_err(|error| error.to_string())?;
    let mut diagnostics = Vec::new();
    for (deck, measured) in decks.iter().zip(in_browsers(&browser, scratch.path(), &decks)?) {
        for slide in measured.found {
            for finding in slide.findings {
                diagnostics.extend(diagnostic(world, (deck, &slide.id), &slide.source, finding));
            }
        }
    }
    Ok(crate::diag::merged(diagnostics))
}

/// Measures the pages of these decks in several browsers, and returns the results in the same order.
fn in_browsers(
    browser: &Path,
    scratch: &Path,
    decks: &[String],
) -> Result<Vec<MeasuredDeck>, String> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Result<MeasuredDeck, String>)>> = Mutex::default();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let work = |worker: usize| {
        let profile = scratch.join(format!("profile{worker}"));
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(deck) = decks.get(index) else { break };
            let page = scratch.join("public").join(format!("{deck}.html"));
            let result = browser::document(browser, &page, &profile).and_then(|html| {
                measured(&html).ok_or_else(|| format!("{deck}.html could not be measured"))
            });
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results.push((index, result));
        }
    };
    std::thread::scope(|scope| {
        for worker in 1..workers.min(MOST_BROWSERS).min(decks.len()) {
            // With fewer threads it takes longer.
            let _ = std::thread::Builder::new().spawn_scoped(scope, {
                let work = &work;
                move || work(worker)
            });
        }
        work(0);
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// A page with the measuring script before everything else: browsers take the tags of `<html>` and `<head>` that
/// follow a script for those of the document that it began.
fn with_script(page: &[u8]) -> Arc<[u8]> {
    let script = format!("<!doctype html><script>{}</script>", built_in("overflow.js"));
    [script.as_bytes(), page].concat().into()
}

/// What the script left in place of the document: JSON without a character that HTML would escape.
fn measured(html: &str) -> Option<MeasuredDeck> {
    let html = html.trim();
    let html = html.strip_prefix("<!DOCTYPE html>").map_or(html, str::trim_start);
    let json = html.strip_prefix("<html>")?.strip_suffix("</html>")?;
    serde_json::from_str(json).ok()
}

/// A finding at the line that it is about, or at the heading of its slide. `source` is as in
/// `k8s/rollout.md:42`.
pub(super) fn diagnostic(
    world: &dyn World,
    (deck, slide): (&str, &str),
    source: &str,
    finding: Illegible,
) -> Option<Diagnostic> {
    let (file, number) = source.rsplit_once(':')?;
    let file = ProjectPath::resolve("slides", file)?;
    let source = world.source(&file).ok()?;
    let start = source.lines().start(number.parse::<usize>().ok()?.saturating_sub(1));
    let (offset, length) = line_of(&source.text()[start..], finding.text());
    let span = Span::new(file, start + offset, start + offset + length);
    let problem = LegibilityProblem { slide: slide.to_owned(), finding };
    let mut diagnostic = Diagnostic::new(problem, span);
    diagnostic.decks.push(deck.to_owned());
    Some(diagnostic)
}

/// The start and length of a line, in a text that begins with a slide: the line that contains the
/// reported text, or else the heading, which helps more than the properties above it.
fn line_of(rest: &str, text: Option<&str>) -> (usize, usize) {
    let lines = rest.split('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((start, line))
    });
    // The first `---` may be the slide's own.
    let own: Vec<_> = lines
        .enumerate()
        .take_while(|(index, (_, line))| *index == 0 || line.trim_end() != "---")
        .map(|(_, line)| line)
        .collect();
    let with_text = text.and_then(|text| own.iter().find(|(_, line)| line.contains(text)));
    let heading = own.iter().find(|(_, line)| line.starts_with('#'));
    with_text.or(heading).map_or((0, 0), |&(at, line)| (at, line.trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::{MeasuredDeck, diagnostic, measured};
    use crate::diag::Illegible;
    use crate::world::MemoryWorld;

    fn place(text: &str, source: &str, finding: Illegible) -> (u32, u32) {
        let world = MemoryWorld::default().with("slides/a b.md", text);
        let found = diagnostic(&world, ("deck", "a-b"), source, finding);
        let span = found.and_then(|found| found.span).unwrap();
        assert_eq!(span.file.as_str(), "slides/a b.md");
        (span.start, span.end)
    }

    #[test]
    fn what_the_script_found_becomes_a_place() {
        let html = "<!DOCTYPE html>\n<html>{\"slides\":1,\"found\":[{\"id\":\"a-b\",\"source\":\"a b.md:2\",\
                    \"findings\":[{\"kind\":\"height\",\"percent\":131,\"step\":2}]}]}</html>\n";
        let MeasuredDeck { mut found } = measured(html).unwrap();
        let slide = found.remove(0);
        let finding = slide.findings.into_iter().next().unwrap();
        assert_eq!(finding, Illegible::Height { percent: 131, step: 2 });
        let text = "---\nname: x\n\n# Much\n\ntext\n";
        assert_eq!(place(text, &slide.source, finding), (13, 19));
    }

    #[test]
    fn a_text_is_found_in_its_slide_alone() {
        let text = "# One\n\nnine lives\n\n---\n\n# Two\n\nnine lives\n";
        let small = || Illegible::Type { tenths: 71, text: "nine lives".to_owned() };
        assert_eq!(place(text, "a b.md:1", small()), (7, 17));
        assert_eq!(place(text, "a b.md:5", small()), (31, 41));
        let elsewhere = Illegible::Type { tenths: 71, text: "drawn".to_owned() };
        assert_eq!(place(text, "a b.md:5", elsewhere), (24, 29));
    }

    #[test]
    fn a_page_that_tells_of_measures_is_none() {
        for html in [
            "<html><head></head><body>{\"found\":[]}</body></html>",
            "<html lang=\"en\">{\"found\":[]}</html>",
            "<html>null</html>",
            "",
        ] {
            assert!(measured(html).is_none(), "{html}");
        }
    }

    #[test]
    fn each_kind_has_its_words() {
        let world = MemoryWorld::default().with("slides/a.md", "# Much\n");
        let words = |json: &str| {
            let finding = serde_json::from_str(json).ok()?;
            let found = diagnostic(&world, ("deck", "a-much"), "a.md:1", finding)?;
            let words = found.problem.words();
            Some(format!("{}; {}", words.message, words.label))
        };
        assert_eq!(
            words(r#"{"kind":"height","percent":131,"step":0}"#).unwrap(),
            "the slide `a-much` is higher than the stage; even with smaller type it takes 131 % of the stage's height"
        );
        assert_eq!(
            words(r#"{"kind":"width","percent":131}"#).unwrap(),
            "the slide `a-much` is wider than the stage; even with smaller type it takes 131 % of the stage's width"
        );
        assert_eq!(
            words(r#"{"kind":"type","tenths":70,"text":"box"}"#).unwrap(),
            "the slide `a-much` has type that is too small to read; “box” is 7 px high on a stage of 720 px"
        );
        let contrast = r##"{"kind":"contrast","hundredths":127,"least":45,"scheme":"dark","ink":"#eee","paper":"#fff","text":"t"}"##;
        assert_eq!(
            words(contrast).unwrap(),
            "the slide `a-much` has text with too little contrast; “t”: #eee on #fff is 1.27 to 1, dark palette; expected 4.5 to 1"
        );
        assert_eq!(words(r#"{"kind":"depth","percent":131}"#), None);
    }
}
