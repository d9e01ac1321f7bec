//! The chapters of a deck: read, composed and split into slides, in the manifest's order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::macros;
use crate::compose::{Composed, Composer, Variables};
use crate::diag::nearest::nearest;
use crate::diag::{
    Diagnostic, FileProblem, ListProblem, MisreadingProblem, PathGuess, Problem, StructureProblem,
};
use crate::manifest::advice;
use crate::manifest::{ContentEntry, Inline, Manifest, Missing};
use crate::path::ProjectPath;
use crate::source::Source;
use crate::span::{Span, Spanned};
use crate::syntax::{self, Chapter};
use crate::world::{FileError, World, found_inside};

/// One chapter in one deck.
#[derive(Clone, Debug)]
pub struct DeckChapter {
    /// The file that edit links point to: the chapter's, or the manifest for inline text.
    pub file: ProjectPath,
    /// Its name in the page: the path below `slides/`.
    pub label: Arc<str>,
    /// The entry of `content` that contains it; each entry is a part.
    pub part: usize,
    /// Planned minutes.
    pub minutes: Option<u32>,
    /// The text and its origins.
    pub composed: Arc<Composed>,
    /// The slides.
    pub chapter: Arc<Chapter>,
    source: ChapterOrigin,
}

/// The source of a chapter's text.
#[derive(Clone, Debug)]
enum ChapterOrigin {
    File(Source),
    Inline(Inline),
}

/// The chapters of a deck.
#[derive(Clone, Debug, Default)]
pub struct Chapters {
    /// In the manifest's order.
    pub leaves: Vec<DeckChapter>,
}

impl Chapters {
    /// Reads and composes all chapters of a manifest.
    pub fn read(
        world: &dyn World,
        manifest: &Manifest,
        variables: &Variables,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let composer = Composer::new(world, variables);
        let listed = BTreeMap::new();
        let mut reader =
            ChapterReader { world, manifest, composer, diagnostics, leaves: Vec::new(), listed };
        for (part, entry) in manifest.content.iter().enumerate() {
            reader.entry(entry, part);
        }
        Self { leaves: reader.leaves }
    }

    /// Composes the chapters that contain `@@TOC@@` or `@@AGENDA@@` again, now that the sections are
    /// known.
    pub fn put_in_contents(
        &mut self,
        world: &dyn World,
        manifest: &Manifest,
        variables: &Variables,
    ) {
        let composer = Composer::new(world, variables);
        for deck_chapter in &mut self.leaves {
            let may_hold = match &deck_chapter.source {
                ChapterOrigin::File(source) => source.has_directives(),
                ChapterOrigin::Inline(_) => true,
            };
            let text = deck_chapter.composed.text();
            if may_hold && (text.contains("@@TOC@@") || text.contains("@@AGENDA@@")) {
                // The first composition reported the problems.
                let composed = compose(&composer, &deck_chapter.source, &mut Vec::new());
                (deck_chapter.composed, deck_chapter.chapter) =
                    split(composed, manifest, &mut Vec::new());
            }
        }
    }
}

struct ChapterReader<'a> {
    world: &'a dyn World,
    manifest: &'a Manifest,
    composer: Composer<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    leaves: Vec<DeckChapter>,
    /// Where each chapter is listed first.
    listed: BTreeMap<ProjectPath, Span>,
}

impl ChapterReader<'_> {
    fn entry(&mut self, entry: &ContentEntry, part: usize) {
        if self.world.is_cancelled() {
            return; // The plan is discarded.
        }
        match entry {
            ContentEntry::Part(entries) => entries.iter().for_each(|entry| self.entry(entry, part)),
            ContentEntry::Inline(inline) => {
                let file = self.manifest.path.clone();
                self.deck_chapter(file, ChapterOrigin::Inline(inline.clone()), part, None);
            }
            ContentEntry::Chapter { path, .. }
                if path.value.is_empty() && self.manifest.missing == Missing::Refused => {}
            ContentEntry::Chapter { path, minutes } => {
                let Some(file) = ProjectPath::resolve("slides", &path.value) else {
                    let nearest = found_inside(self.world, "slides", &path.value);
                    let problem = FileProblem::OutsideSite { path: path.value.clone(), nearest };
                    self.report(problem, path);
                    return;
                };
                match self.world.source(&file) {
                    Ok(source) => {
                        let source = self.followed(source);
                        let origin = ChapterOrigin::File(source);
                        self.deck_chapter(file.clone(), origin, part, *minutes);
                        self.listed_again(file, path);
                    }
                    Err(FileError::Missing | FileError::Folder)
                        if self.manifest.missing == Missing::Shown =>
                    {
                        self.report(ListProblem::AbsentChapter { path: path.value.clone() }, path);
                        let origin = ChapterOrigin::Inline(in_place_of(path));
                        self.deck_chapter(self.manifest.path.clone(), origin, part, *minutes);
                    }
                    Err(error) => self.unreadable(&file, path, error),
                }
            }
        }
    }

    /// A chapter that is a single path without a line end is replaced by that chapter: git stores
    /// symbolic links this way where the file system has none, and the old tools followed them.
    fn followed(&self, mut source: Source) -> Source {
        const LONGEST_CHAIN: usize = 8; // Links to links; more is a cycle.
        for _ in 0..LONGEST_CHAIN {
            let name = source.text().trim();
            if name.is_empty() || source.text().contains('\n') {
                break;
            }
            let folder = source.path().folder().to_owned();
            let target = ["slides", folder.as_str()]
                .into_iter()
                .filter_map(|folder| ProjectPath::resolve(folder, name))
                .find_map(|path| self.world.source(&path).ok());
            match target {
                Some(target) => source = target,
                None => break,
            }
        }
        source
    }

    fn deck_chapter(
        &mut self,
        file: ProjectPath,
        source: ChapterOrigin,
        part: usize,
        minutes: Option<u32>,
    ) {
        let before = self.diagnostics.len();
        let composed = compose(&self.composer, &source, self.diagnostics);
        let is_whole = self.diagnostics.len() == before;
        let (composed, chapter) = split(composed, self.manifest, self.diagnostics);
        let problems = chapter.problems.iter();
        self.diagnostics.extend(
            problems.map(|(problem, range)| composed.diagnostic(problem.clone(), range.usize())),
        );
        let unresolved = composed.unresolved().iter();
        self.diagnostics.extend(
            unresolved
                .filter(|(_, range)| !chapter.is_code(range.start))
                .map(|(problem, range)| composed.diagnostic(problem.clone(), range.clone())),
        );
        if is_whole && composed.text().trim().is_empty() {
            let span = Span::start_of(file.clone());
            self.diagnostics.push(Diagnostic::new(StructureProblem::EmptyChapter, span));
        }
        let label = file.below("slides").unwrap_or(file.as_str()).into();
        self.leaves.push(DeckChapter { file, label, part, minutes, composed, chapter, source });
    }

    /// Reports a chapter that is listed again, unless it is a single slide without a section, which
    /// decks repeat on purpose: a break, a quiz.
    fn listed_again(&mut self, file: ProjectPath, path: &Spanned<String>) {
        let Some(first) = self.listed.get(&file).cloned() else {
            self.listed.insert(file, path.span.clone());
            return;
        };
        let is_whole_chapter = self.leaves.last().is_some_and(|leaf| {
            let slides = leaf.chapter.slides.iter();
            let count = slides.clone().filter(|slide| !slide.continued).count();
            count > 1 || slides.flat_map(|slide| &slide.titles).next().is_some()
        });
        if is_whole_chapter && first != path.span {
            self.report(
                MisreadingProblem::DuplicateChapter { path: path.value.clone(), first },
                path,
            );
        }
    }

    fn report(&mut self, problem: impl Into<Problem>, at: &Spanned<String>) {
        self.diagnostics.push(Diagnostic::new(problem, at.span.clone()));
    }

    fn unreadable(&mut self, file: &ProjectPath, at: &Spanned<String>, error: FileError) {
        let path = at.value.clone();
        if let FileError::NotUtf8(byte) = error {
            let span = Span::new(file.clone(), byte, byte + 1);
            let problem = FileProblem::NotUtf8 { path: file.to_string() };
            self.diagnostics.push(Diagnostic::new(problem, span));
            return;
        }
        let problem = error.problem(path, |path| self.missing(path));
        self.report(problem, at);
    }

    /// The problem to report for a missing chapter.
    fn missing(&self, path: String) -> FileProblem {
        if path.contains(char::is_whitespace) {
            let guess = path_guess(&path);
            return FileProblem::ChapterPath { path, guess };
        }
        let files = self.world.list("slides");
        let known = files.iter().filter(|file| file.has_extension("md"));
        let known: Vec<&str> = known.filter_map(|file| file.below("slides")).collect();
        let bare = path.strip_prefix("slides/").unwrap_or(&path);
        let bare = bare.strip_prefix("chapter:").unwrap_or(bare);
        let stem = bare.strip_suffix(".markdown").unwrap_or(bare);
        let exact = [bare.to_owned(), format!("{stem}.md")];
        let exact = exact.into_iter().find(|name| known.contains(&name.as_str()));
        let guess = || nearest(&path, known.iter().copied()).map(str::to_owned);
        let inside = || found_inside(self.world, "slides", &path);
        // The same name in another folder, or with another extension.
        let name = stem.rsplit('/').next().unwrap_or(stem).trim_end_matches(".md");
        let elsewhere = || {
            let mut same = known.iter().filter(|known| {
                let file = known.rsplit('/').next().unwrap_or(known);
                file.strip_suffix(".md") == Some(name)
            });
            same.next().filter(|_| same.next().is_none()).map(|known| (*known).to_owned())
        };
        let stem = stem.trim_end_matches(".md");
        let other = || {
            ["markdown", "mdown", "mkd", "mdx", "txt", "MD", "Rmd", "qmd"]
                .map(|extension| format!("{stem}.{extension}"))
                .into_iter()
                .find(|name| self.world.is_file(&ProjectPath::new(&format!("slides/{name}"))))
        };
        let near = exact.or_else(inside).or_else(other).or_else(guess).or_else(elsewhere);
        FileProblem::MissingChapter { nearest: near, path }
    }
}

/// What a text with spaces most likely is.
fn path_guess(text: &str) -> PathGuess {
    let is_path = |word: &str| {
        word.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "md" | "markdown"))
    };
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    if words.iter().all(|word| is_path(word)) {
        let has_commas = text.contains([',', ';']);
        let paths = || words.iter().map(|word| (*word).to_owned()).collect();
        return if has_commas { PathGuess::Several(paths()) } else { PathGuess::Dash };
    }
    if words.contains(&"-") && words.iter().all(|word| *word == "-" || is_path(word)) {
        return PathGuess::Column;
    }
    if let Some((path, rest)) = text.split_once(' ').filter(|(path, _)| is_path(path))
        && let Some(minutes) = advice::minutes(rest.trim_matches(['(', ')', ' ', '-', ':']))
    {
        return PathGuess::Minutes(path.to_owned(), minutes);
    }
    if words.iter().any(|word| is_path(word)) { PathGuess::Dash } else { PathGuess::Markdown }
}

/// The slide that the old tools showed for a missing chapter, which keeps all slides at the numbers
/// under which they were shown.
fn in_place_of(path: &Spanned<String>) -> Inline {
    let name = path.value.replace(['`', '\n'], " ");
    let name = if name.is_empty() { "None" } else { &name };
    let text = format!("```\nInvalid content: {name}\n```\n");
    Inline { text, lines: vec![(0, path.span.clone())] }
}

/// Splits a chapter into slides, with the deck's macros in their place.
fn split(
    composed: Composed,
    manifest: &Manifest,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Arc<Composed>, Arc<Chapter>) {
    let chapter = syntax::parse(composed.shared_text());
    match macros::expanded(&composed, &chapter, &manifest.macros, diagnostics) {
        Some(composed) => {
            let chapter = syntax::parse(composed.shared_text());
            (Arc::new(composed), chapter)
        }
        None => (Arc::new(composed), chapter),
    }
}

fn compose(
    composer: &Composer<'_>,
    source: &ChapterOrigin,
    diagnostics: &mut Vec<Diagnostic>,
) -> Composed {
    match source {
        ChapterOrigin::File(source) => composer.file(source, diagnostics),
        ChapterOrigin::Inline(inline) => composer.inline(inline, diagnostics),
    }
}
