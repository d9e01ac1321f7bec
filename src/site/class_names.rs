//! Content classes without a style: no style sheet of the site or of the program defines them.
//!
//! Definitions are recognized generously: any class in a style sheet, any word in an author's
//! script or template. A site that loads style sheets from elsewhere is warned only about names
//! that resemble a known one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use crate::deck::theme::{KINDS, LOOKS};
use crate::deck::{DeckChapter, DeckPlan};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, MisreadingProblem, Problem, StructureProblem};
use crate::model::SiteModel;
use crate::render::layouts::{LAYOUTS, is_layout};
use crate::source::Source;
use crate::span::Span;
use crate::theme::built_in;
use crate::world::World;

/// The built-in style sheets of decks.
const BUILT_IN: [&str; 14] = [
    "deck.css",
    "code.css",
    "diagram.css",
    "layouts.css",
    "present.css",
    "panels.css",
    "reading.css",
    "slots.css",
    "sections.css",
    "tools.css",
    "theme-folio.css",
    "theme-poster.css",
    "theme-remark.css",
    "theme-slate.css",
];

/// The folders of the author's style sheets, scripts and templates.
const FOLDERS: [&str; 4] = ["static", "templates", "themes", "slides"];

/// Reports content classes that nothing defines, and removes warnings about classes of slides that
/// resemble a known one but have a style of their own.
pub(super) fn check(world: &dyn World, model: &SiteModel, diagnostics: &mut Vec<Diagnostic>) {
    // Content of a commit cannot be changed, and may have been styled by files that the site no
    // longer has.
    let of_events = model.slide_sets.values().filter(|set| set.revision.is_none());
    let decks = model.decks.iter().chain(of_events.flat_map(|set| &set.decks));
    let plans: Vec<&DeckPlan> = decks.map(|deck| &deck.plan).collect();
    let mut uses: BTreeMap<&str, BTreeMap<&Span, Vec<String>>> = BTreeMap::new();
    for plan in &plans {
        for (class, span) in plan.content_classes() {
            let decks = uses.entry(class).or_default().entry(span).or_default();
            if !decks.contains(&plan.manifest.name) {
                decks.push(plan.manifest.name.clone());
            }
        }
    }
    let tags: BTreeSet<&str> = plans
        .iter()
        .flat_map(|plan| &plan.manifest.exclude)
        .map(|tag| tag.value.as_str())
        .collect();
    uses.retain(|class, _| !OURS.contains(*class) && !is_layout(class) && !tags.contains(class));
    if uses.is_empty() && !diagnostics.iter().any(|found| near_tag(found).is_some()) {
        return;
    }
    let authors = AuthorClasses::read(world, &plans);
    diagnostics
        .retain(|found| near_tag(found).is_none_or(|class| !authors.defined.contains(class)));
    let looks = LOOKS.iter().chain(&KINDS).chain(&LAYOUTS).copied();
    let known: BTreeSet<&str> = looks.chain(authors.styled.iter().map(String::as_str)).collect();
    for (class, places) in uses {
        if authors.defined.contains(class) {
            continue;
        }
        let nearest = nearest(class, known.iter().copied()).map(str::to_owned);
        if nearest.is_none() && authors.has_foreign_sheets {
            continue;
        }
        // A name that resembles no other is most likely deliberate: one report is enough.
        let count = if nearest.is_some() { places.len() } else { 1 };
        let others = places.len() - count;
        for (span, decks) in places.into_iter().take(count) {
            let (class, nearest) = (class.to_owned(), nearest.clone());
            let problem = MisreadingProblem::UnknownClass { class, nearest, others };
            diagnostics.push(Diagnostic { decks, ..Diagnostic::new(problem, span.clone()) });
        }
    }
}

/// The class that a warning compares with a known one.
fn near_tag(found: &Diagnostic) -> Option<&str> {
    match &found.problem {
        Problem::Structure(StructureProblem::NearTag { class, .. }) => Some(class),
        _ => None,
    }
}

/// The classes of the built-in style sheets.
static OURS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let looks = LOOKS.iter().chain(&KINDS);
    let mut names: BTreeSet<String> = looks.map(|&name| name.to_owned()).collect();
    for sheet in BUILT_IN {
        add_classes(built_in(sheet), &mut names);
    }
    names
});

/// The classes that an author's files define.
#[derive(Clone, Debug, Default, Hash)]
struct AuthorClasses {
    /// Classes in style sheets.
    styled: BTreeSet<String>,
    /// These, and all words in scripts and templates.
    defined: BTreeSet<String>,
    /// Whether style sheets from elsewhere are loaded.
    has_foreign_sheets: bool,
}

impl AuthorClasses {
    fn read(world: &dyn World, plans: &[&DeckPlan]) -> Self {
        let mut all = Self::default();
        for folder in FOLDERS {
            for file in world.list(folder).iter() {
                let is_read =
                    ["css", "js", "mjs", "html"].iter().any(|end| file.has_extension(end));
                let is_ours = |source: &Source| source.text() == built_in(file.file_name());
                let source = is_read.then(|| world.source(file).ok()).flatten();
                if let Some(source) = source.filter(|source| !is_ours(source)) {
                    all.join(&of_file(&source));
                }
            }
        }
        let leaves: BTreeMap<_, &DeckChapter> = plans
            .iter()
            .flat_map(|plan| &plan.leaves)
            .map(|leaf| (leaf.composed.text().as_ptr().addr(), leaf))
            .collect();
        for leaf in leaves.values() {
            all.chapter(leaf.composed.text());
        }
        all
    }

    fn join(&mut self, other: &Self) {
        self.styled.extend(other.styled.iter().cloned());
        self.defined.extend(other.defined.iter().cloned());
        self.has_foreign_sheets |= other.has_foreign_sheets;
    }

    /// Adds the classes that styles and scripts in a chapter define.
    fn chapter(&mut self, text: &str) {
        for (begin, end) in [("<style", "</style"), ("<script", "</script")] {
            for rest in text.split(begin).skip(1) {
                let inner = rest.split(end).next().unwrap_or_default();
                if begin == "<style" {
                    self.sheet(inner);
                } else {
                    add_words(inner, &mut self.defined);
                }
            }
        }
        self.has_foreign_sheets |= links_elsewhere(text);
    }

    fn sheet(&mut self, css: &str) {
        add_classes(css, &mut self.styled);
        add_classes(css, &mut self.defined);
        let imports = css.split("@import").skip(1);
        self.has_foreign_sheets |= imports
            .into_iter()
            .any(|rest| rest.split(';').next().is_some_and(|rule| rule.contains("//")));
    }
}

/// The classes that an author's file defines.
#[comemo::memoize]
fn of_file(source: &Source) -> Arc<AuthorClasses> {
    let mut found = AuthorClasses::default();
    if source.path().has_extension("css") {
        found.sheet(source.text());
    } else {
        add_words(source.text(), &mut found.defined);
        found.has_foreign_sheets = links_elsewhere(source.text());
    }
    Arc::new(found)
}

/// Whether a text links a style sheet of another host.
fn links_elsewhere(text: &str) -> bool {
    text.split("<link").skip(1).any(|rest| {
        let tag = rest.split('>').next().unwrap_or_default();
        tag.contains("stylesheet") && tag.contains("//")
    })
}

/// Adds the classes of a style sheet: names after a dot, and words in quotes, as in `[class*="x"]`.
fn add_classes(css: &str, names: &mut BTreeSet<String>) {
    for (at, _) in css.match_indices(['.', '"', '\'']) {
        let name = name_at(css, at + 1);
        let is_name = css.as_bytes()[at] == b'.' || css[..at].ends_with('=');
        if is_name && name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
        {
            names.insert(name.to_owned());
        }
    }
}

/// Adds all words of a script or template.
fn add_words(text: &str, words: &mut BTreeSet<String>) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let found = text.split(|c: char| !is_part(c)).filter(|word| !word.is_empty());
    words.extend(found.map(str::to_owned));
}

fn name_at(text: &str, at: usize) -> &str {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let length = text.as_bytes()[at..].iter().take_while(|byte| is_part(byte)).count();
    &text[at..at + length]
}

#[cfg(test)]
mod tests {
    use super::{AuthorClasses, OURS, add_classes, links_elsewhere};
    use std::collections::BTreeSet;

    #[test]
    fn classes_of_style_sheets_are_read() {
        let mut names = BTreeSet::new();
        add_classes(".a.b-c > p:is(.d), [class~=\"e\"] { margin: .5em }", &mut names);
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["a", "b-c", "d", "e"]);
        assert!(OURS.contains("strike") && OURS.contains("lab"));
    }

    #[test]
    fn chapters_define_classes_too() {
        let mut found = AuthorClasses::default();
        found.chapter("x <style>.a { }</style> .b <script>add('c')</script>");
        assert!(found.defined.contains("a") && found.defined.contains("c"));
        assert!(!found.defined.contains("b"));
    }

    #[test]
    fn style_sheets_of_other_hosts_may_define_anything() {
        assert!(links_elsewhere("<link rel=stylesheet href=\"https://x/y.css\">"));
        assert!(!links_elsewhere("<link rel=stylesheet href=\"y.css\"> https://x"));
    }
}
