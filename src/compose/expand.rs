//! Finds `@@…` in chapters and replaces it.

use std::collections::BTreeMap;
use std::ops::Range;

use comemo::{Track, Tracked};

use super::text::{Builder, Composed};
use crate::diag::nearest::nearest;
use crate::diag::{
    Diagnostic, FileProblem, MisreadingProblem, NearDirective, Problem, SizeProblem,
};
use crate::manifest::Inline;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::span::{Span, floor_char_boundary};
use crate::world::{FileError, World, found_inside};

/// How deep includes may be nested. Real decks do not nest includes; a chain this long is a
/// mistake, and would overflow the stack.
const MAX_DEPTH: usize = 100;

/// The maximum length of a chapter, in bytes: it stops includes that double at each level, and long
/// variables that are used again and again.
const MAX_LENGTH: usize = 64 << 20;

/// How many includes one chapter may have, including those in included files: the limit stops
/// includes that double at each level, even when they are empty.
const MAX_INCLUDES: usize = 10_000;

/// The values of `@@NAME@@` in one deck.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Variables {
    /// Values by name.
    pub values: BTreeMap<String, String>,
    /// What `@@LINK[file]` puts before the file to form its address.
    pub link_base: String,
    /// What it appends to the file.
    pub link_end: String,
    /// The table of contents, once known; until then `@@TOC@@` stays as it is.
    pub toc: Option<String>,
    /// The agenda, in the same way. A variable of the manifest with the same name takes precedence.
    pub agenda: Option<String>,
}

/// A chapter's queries to its deck.
#[comemo::track]
impl Variables {
    fn value(&self, name: &str) -> Option<&str> {
        match name {
            "TOC" => self.toc.as_deref().or(Some("@@TOC@@")),
            "AGENDA" => {
                let own = self.values.get("AGENDA").or(self.agenda.as_ref());
                own.map(String::as_str).or(Some("@@AGENDA@@"))
            }
            name => self.values.get(name).map(String::as_str),
        }
    }

    /// The most similar name.
    fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.values.keys().map(String::as_str).chain(["TOC", "AGENDA"]))
    }

    fn link_base(&self) -> &str {
        &self.link_base
    }

    fn link_end(&self) -> &str {
        &self.link_end
    }
}

/// The files that may be included.
#[comemo::track]
trait Files {
    /// A file.
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError>;
    /// The file of the site that a path outside of it probably means.
    fn inside(&self, path: &str) -> Option<String>;

    /// The file that was meant, for an include in a file of this folder.
    fn meant(&self, file: &ProjectPath, folder: &str) -> Option<String>;

    /// The real location of the file at a path as written by an author, if it differs.
    fn elsewhere(&self, written: &str) -> Option<String>;
}

impl Files for &dyn World {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        World::source(*self, path)
    }

    fn inside(&self, path: &str) -> Option<String> {
        found_inside(*self, "", path)
    }

    fn meant(&self, file: &ProjectPath, folder: &str) -> Option<String> {
        let bare = file.as_str().trim_matches(['"', '\'', '`', ' ']);
        let file = &ProjectPath::new(&bare.replace('\\', "/"));
        // Many are relative to `slides/`, like chapters in manifests, or to their own file.
        let folders = [folder, "slides"].into_iter().filter(|folder| !folder.is_empty());
        let beside = folders.filter_map(|folder| ProjectPath::resolve(folder, file.as_str()));
        let below = file.below("slides").map(ProjectPath::new);
        let mut other = beside.chain(below).chain([file.clone()]).filter(|path| self.is_file(path));
        if let Some(found) = other.next() {
            return Some(found.to_string());
        }
        // The same name in another folder.
        let slides = self.list("slides");
        let mut same = slides.iter().filter(|other| other.file_name() == file.file_name());
        if let (Some(found), None) = (same.next(), same.next()) {
            return Some(found.to_string());
        }
        let list = self.list(file.folder());
        nearest(file.as_str(), list.iter().map(ProjectPath::as_str)).map(str::to_owned)
    }

    fn elsewhere(&self, written: &str) -> Option<String> {
        let path = ProjectPath::resolve("", written)?;
        let origin = self.origin(&path);
        // A file of a revision has its own path there.
        (origin != path && origin.revision().is_none()).then(|| origin.to_string())
    }
}

/// Composes chapters for one deck.
pub struct Composer<'a> {
    world: &'a dyn World,
    variables: &'a Variables,
}

/// Composes a chapter once for all decks in which its queries have the same answers.
#[comemo::memoize]
fn expanded(
    source: &Source,
    files: Tracked<'_, dyn Files + '_>,
    variables: Tracked<'_, Variables>,
) -> (Composed, Vec<Diagnostic>) {
    let mut run = Expansion::new(files, variables);
    run.files.push(source.path().clone());
    let include_stack = run.out.include_stack(&[]);
    run.text(source.text(), source.path(), 0, include_stack);
    (run.out.finish(), run.diagnostics)
}

/// The state of composing one chapter.
struct Expansion<'a> {
    includable: Tracked<'a, dyn Files + 'a>,
    variables: Tracked<'a, Variables>,
    out: Builder,
    diagnostics: Vec<Diagnostic>,
    /// The open files, outermost first.
    files: Vec<ProjectPath>,
    /// The include lines that opened them.
    include_stack: Vec<Span>,
    /// How many files have been included.
    includes: usize,
    full: bool,
}

/// A directive and its range in the text.
struct Directive<'t> {
    range: Range<usize>,
    kind: DirectiveKind<'t>,
}

enum DirectiveKind<'t> {
    Include(&'t str),
    Link(&'t str),
    Variable(&'t str),
}

impl<'a> Composer<'a> {
    /// A composer that reads from a world.
    pub fn new(world: &'a dyn World, variables: &'a Variables) -> Self {
        Self { world, variables }
    }

    /// Composes a chapter file.
    pub fn file(&self, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Composed {
        if !source.has_directives()
            && let Some(composed) = Composed::verbatim(source)
        {
            return composed;
        }
        let (composed, found) = expanded(source, self.files(), self.variables.track());
        diagnostics.extend(found);
        composed
    }

    /// Composes a chapter that is written in the manifest, line by line.
    pub fn inline(&self, inline: &Inline, diagnostics: &mut Vec<Diagnostic>) -> Composed {
        let mut run = Expansion::new(self.files(), self.variables.track());
        let include_stack = run.out.include_stack(&[]);
        for (index, (start, place)) in inline.lines.iter().enumerate() {
            let end = inline.lines.get(index + 1).map_or(inline.text.len(), |(at, _)| *at as usize);
            let line = &inline.text[*start as usize..end];
            run.text(line, &place.file, place.start as usize, include_stack);
        }
        diagnostics.append(&mut run.diagnostics);
        run.out.finish()
    }

    fn files(&self) -> Tracked<'_, dyn Files + '_> {
        let files: &dyn Files = &self.world;
        files.track()
    }

    /// Composes generated text, such as the table of contents.
    pub fn generated(&self, text: &str, place: &Span) -> Composed {
        let mut out = Builder::default();
        let include_stack = out.include_stack(&[]);
        out.replaced(text, place.clone(), include_stack);
        out.finish()
    }
}

impl<'a> Expansion<'a> {
    #[expect(clippy::needless_pass_by_value, reason = "both are references in disguise")]
    fn new(includable: Tracked<'a, dyn Files + 'a>, variables: Tracked<'a, Variables>) -> Self {
        Self {
            includable,
            variables,
            out: Builder::default(),
            diagnostics: Vec::new(),
            files: Vec::new(),
            include_stack: Vec::new(),
            includes: 0,
            full: false,
        }
    }

    /// Appends Markdown from an offset of a file, with directives replaced.
    fn text(&mut self, text: &str, file: &ProjectPath, from: usize, include_stack: u32) {
        let (mut at, mut from_here) = (0, 0);
        while let Some(directive) = next_directive(text, from_here) {
            let range = directive.range;
            if let Some(end) = comment_around(text, from_here, range.start) {
                // An included text could end the comment and expose the rest of it.
                from_here = end;
                continue;
            }
            let span = Span::new(file.clone(), from + range.start, from + range.end);
            self.out.verbatim(&text[at..range.start], file, from + at, include_stack);
            if let Some(problem) = surplus(text, &range, &directive.kind) {
                self.report(problem, span.clone());
            }
            match directive.kind {
                DirectiveKind::Link(target) => {
                    let (base, end) = (self.variables.link_base(), self.variables.link_end());
                    let file = self.includable.elsewhere(target);
                    let file = file.as_deref().unwrap_or(target);
                    let link = format!("[{target}]({base}{file}{end})");
                    self.put_in(&link, span, include_stack);
                }
                DirectiveKind::Variable(name) => self.variable(name, span, include_stack),
                DirectiveKind::Include(target) => self.include(target, span),
            }
            at = range.end;
            from_here = at;
        }
        self.out.verbatim(&text[at..], file, from + at, include_stack);
    }

    fn report(&mut self, problem: impl Into<Problem>, span: Span) {
        let included_from = self.include_stack.clone();
        self.diagnostics.push(Diagnostic { included_from, ..Diagnostic::new(problem, span) });
    }

    fn variable(&mut self, name: &str, span: Span, include_stack: u32) {
        let variables = self.variables;
        if let Some(value) = variables.value(name) {
            self.out.uses(name);
            self.put_in(value, span, include_stack);
            return;
        }
        let nearest = self.variables.nearest(name).map(|name| format!("@@{name}@@"));
        let problem = FileProblem::UnknownVariable { name: name.to_owned(), nearest };
        let place = (&span.file, span.start as usize);
        self.out.doubtful(&format!("@@{name}@@"), place, include_stack, problem);
    }

    fn include(&mut self, target: &str, span: Span) {
        let (path, lines) = split_range(target);
        let Some(file) = ProjectPath::resolve("", path) else {
            let folder = self.files.last().map_or("", |file| file.folder());
            let beside = ProjectPath::resolve(folder, path)
                .filter(|file| self.includable.source(file).is_ok())
                .map(|file| file.to_string());
            let nearest = beside.or_else(|| self.includable.inside(path));
            self.report(FileProblem::OutsideSite { path: path.to_owned(), nearest }, span);
            return;
        };
        if self.files.contains(&file) {
            let from = self.files.iter().position(|other| *other == file).unwrap_or(0);
            let mut chain: Vec<_> = self.files[from..].iter().map(ToString::to_string).collect();
            chain.push(file.to_string());
            self.report(FileProblem::IncludeCycle { chain }, span);
            return;
        }
        if self.full {
            // One report is enough.
            return;
        }
        if self.files.len() > MAX_DEPTH {
            self.report(SizeProblem::IncludeDepth { limit: MAX_DEPTH }, span);
            return;
        }
        let source = match self.includable.source(&file) {
            Ok(source) => source,
            Err(error) => {
                let problem = self.file_problem(&file, error);
                self.report(problem, span);
                return;
            }
        };
        let Some(range) = line_range(&source, lines) else {
            let range = lines.unwrap_or_default().to_owned();
            let count = source.text().lines().count();
            let path = path.to_owned();
            self.report(FileProblem::IncludeRange { path, range, lines: count }, span);
            return;
        };
        self.splice(&source, range, span);
    }

    /// Appends the replacement of a directive.
    fn put_in(&mut self, text: &str, span: Span, include_stack: u32) {
        if self.has_room(text.len(), &span) {
            self.out.replaced(text, span, include_stack);
        }
    }

    /// Whether there is room for this many more bytes; if not, that is reported once.
    fn has_room(&mut self, bytes: usize, span: &Span) -> bool {
        if !self.full && (self.includes > MAX_INCLUDES || self.out.len() + bytes > MAX_LENGTH) {
            self.full = true;
            self.report(SizeProblem::IncludeSize { limit: MAX_LENGTH >> 20 }, span.clone());
        }
        !self.full
    }

    fn splice(&mut self, source: &Source, range: Range<usize>, span: Span) {
        self.includes += 1;
        if !self.has_room(range.len(), &span) {
            return;
        }
        self.include_stack.push(span);
        self.files.push(source.path().clone());
        let include_stack = self.out.include_stack(&self.include_stack);
        let text = &source.text()[range.clone()];
        if source.path().has_extension("md") {
            self.text(text, source.path(), range.start, include_stack);
        } else {
            self.out.verbatim(text, source.path(), range.start, include_stack);
        }
        self.files.pop();
        self.include_stack.pop();
    }

    fn file_problem(&self, file: &ProjectPath, error: FileError) -> Problem {
        let folder = self.files.last().map_or("", |file| file.folder());
        let nearest = || self.includable.meant(file, folder);
        let missing = |path| FileProblem::IncludeMissing { path, nearest: nearest() };
        error.problem(file.to_string(), missing)
    }
}

/// A directive with an extra sign: `@@@NAME@@@`, `@@INCLUDE[…]]`.
fn surplus(
    text: &str,
    range: &Range<usize>,
    kind: &DirectiveKind<'_>,
) -> Option<MisreadingProblem> {
    const NEAR: usize = 4096;
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let meant = &text[range.clone()];
    let found = match kind {
        DirectiveKind::Variable(_) if before.ends_with('@') && after.starts_with('@') => {
            format!("@{meant}@")
        }
        DirectiveKind::Include(_) if after.starts_with(']') => {
            // The bracket may close a content class.
            let near = &before[floor_char_boundary(before, before.len().saturating_sub(NEAR))..];
            let slide = near.rsplit("\n---\n").next().unwrap_or_default();
            (!slide.contains('[')).then(|| format!("{meant}]"))?
        }
        _ => return None,
    };
    let (kind, meant) = (NearDirective::Surplus, meant.to_owned());
    Some(MisreadingProblem::NearDirective { found, kind, meant, others: 0 })
}

/// The files that the directives of a Markdown text name, in order: where each is written, without
/// the range of lines.
pub fn named_files(text: &str) -> Vec<(NamedFile, Range<usize>)> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(Directive { range, kind }) = next_directive(text, from) {
        if let Some(end) = comment_around(text, from, range.start) {
            from = end;
            continue;
        }
        from = range.end;
        let (kind, path) = match kind {
            DirectiveKind::Include(target) => (NamedFile::Included, split_range(target).0),
            DirectiveKind::Link(target) => (NamedFile::Linked, target),
            DirectiveKind::Variable(_) => continue,
        };
        let start = text[range.clone()].find('[').map_or(range.start, |at| range.start + at + 1);
        found.push((kind, start..start + path.len()));
    }
    found
}

/// What a directive does with the file that it names.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum NamedFile {
    /// `@@INCLUDE[…]`.
    Included,
    /// `@@LINK[…]`.
    Linked,
}

/// The end of the comment that contains a byte and begins after another one; `None` if there is
/// none.
fn comment_around(text: &str, from: usize, at: usize) -> Option<usize> {
    let before = &text[from..at];
    let open = before.rfind("<!--").filter(|&open| !before[..open].ends_with('`'))?;
    let is_open = !before[open..].contains("-->");
    let length = text[at..].find("-->").filter(|_| is_open)?;
    Some(at + length)
}

/// The next `@@INCLUDE[…]`, `@@LINK[…]` or `@@NAME@@` from a byte on.
fn next_directive(text: &str, from: usize) -> Option<Directive<'_>> {
    let mut at = from;
    while let Some(found) = text[at..].find("@@") {
        let start = at + found;
        let rest = &text[start + 2..];
        let name_len = rest
            .bytes()
            .take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
            .count();
        let (name, after) = rest.split_at(name_len);
        if name_len > 0 && after.starts_with("@@") {
            let range = start..start + 4 + name_len;
            return Some(Directive { range, kind: DirectiveKind::Variable(name) });
        }
        if let Some(inner) = after.strip_prefix('[')
            && matches!(name, "INCLUDE" | "LINK")
            && let Some(end) = inner.find([']', '\n'])
            && inner[end..].starts_with(']')
        {
            let target = &inner[..end];
            let kind = if name == "LINK" {
                DirectiveKind::Link(target)
            } else {
                DirectiveKind::Include(target)
            };
            return Some(Directive { range: start..start + 2 + name_len + 1 + end + 1, kind });
        }
        at = start + 1;
    }
    None
}

/// `k8s/x.yaml:10-20` → path and lines; a colon without a number after it belongs to the path.
fn split_range(target: &str) -> (&str, Option<&str>) {
    match target.rsplit_once(':') {
        Some((path, range)) if range.starts_with(|c: char| c.is_ascii_digit()) => {
            (path, Some(range))
        }
        _ => (target, None),
    }
}

/// The bytes of lines `first-last` (or of one line), without the last line end.
fn line_range(source: &Source, lines: Option<&str>) -> Option<Range<usize>> {
    let Some(lines) = lines else { return Some(0..source.text().len()) };
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
    let count = source.text().lines().count();
    if first == 0 || first > last || last > count {
        return None;
    }
    let index = source.lines();
    let start = index.start(first - 1);
    let end = if last < index.len() { index.start(last) } else { source.text().len() };
    let text = &source.text()[start..end];
    Some(start..start + text.trim_end_matches('\n').len())
}

#[cfg(test)]
mod tests {
    use super::{Composer, MAX_LENGTH, Variables};
    use crate::compose::Composed;
    use crate::path::ProjectPath;
    use crate::world::{MemoryWorld, World};

    fn compose(world: &MemoryWorld) -> (Composed, Vec<String>) {
        let mut variables = Variables { link_base: "https://h/".into(), ..Variables::default() };
        variables.values.insert("CHAT".into(), "talk".into());
        let mut diagnostics = Vec::new();
        let source = world.source(&ProjectPath::new("slides/a.md")).unwrap();
        let composed = Composer::new(world, &variables).file(&source, &mut diagnostics);
        let problems = diagnostics.iter().map(|d| &d.problem);
        let problems = problems.chain(composed.unresolved().iter().map(|(problem, _)| problem));
        let words = problems.map(|problem| problem.words().message).collect();
        (composed, words)
    }

    #[test]
    fn variables_links_and_includes_are_put_in() {
        let world = MemoryWorld::default()
            .with("slides/a.md", "x @@CHAT@@ @@LINK[k/y.yml]\n@@INCLUDE[k/y.yml:2-3]!")
            .with("k/y.yml", "1\n2\n3\n4\n");
        let (composed, words) = compose(&world);
        assert_eq!(composed.text(), "x talk [k/y.yml](https://h/k/y.yml)\n2\n3!");
        assert!(words.is_empty());
    }

    #[test]
    fn every_byte_knows_its_file() {
        let world =
            MemoryWorld::default().with("slides/a.md", "ab@@INCLUDE[b.md]cd").with("b.md", "12");
        let (composed, _) = compose(&world);
        let place = composed.place(3..4).unwrap();
        assert_eq!((place.span.file.as_str(), place.span.start), ("b.md", 1));
        assert_eq!(place.included_from.len(), 1);
        let after = composed.place(4..6).unwrap();
        assert_eq!(
            (after.span.file.as_str(), after.span.start, after.span.end),
            ("slides/a.md", 17, 19)
        );
    }

    #[test]
    fn a_cycle_is_reported_with_its_chain() {
        let world = MemoryWorld::default()
            .with("slides/a.md", "@@INCLUDE[slides/b.md]")
            .with("slides/b.md", "@@INCLUDE[slides/a.md]");
        let (_, words) = compose(&world);
        assert_eq!(words, ["a file includes itself"]);
    }

    #[test]
    fn includes_cannot_leave_the_site_and_doubling_ends() {
        let mut world =
            MemoryWorld::default().with("slides/a.md", "@@INCLUDE[../x] @@INCLUDE[d0.md]");
        for level in 0..40 {
            let line = format!("@@INCLUDE[d{}.md]", level + 1);
            world = world.with(&format!("d{level}.md"), line.repeat(2));
        }
        world = world.with("d40.md", "x".repeat(1 << 20));
        let (_, words) = compose(&world);
        assert!(words[0].contains("outside the site"));
        assert!(words.len() > 1);
    }

    #[test]
    fn long_variables_that_are_used_again_and_again_end() {
        let world = MemoryWorld::default().with("slides/a.md", "@@LONG@@ ".repeat(100));
        let mut variables = Variables::default();
        variables.values.insert("LONG".into(), "x".repeat(1 << 20));
        let mut diagnostics = Vec::new();
        let source = world.source(&ProjectPath::new("slides/a.md")).unwrap();
        let composed = Composer::new(&world, &variables).file(&source, &mut diagnostics);
        assert_eq!(diagnostics.len(), 1, "one report is enough");
        assert!(composed.text().len() <= MAX_LENGTH + source.text().len());
    }

    #[test]
    fn unknown_names_are_guessed() {
        let world = MemoryWorld::default().with("slides/a.md", "@@CHATT@@ a@@b.c @@x@@");
        let (composed, words) = compose(&world);
        assert_eq!(words, ["unknown variable `@@CHATT@@`"]);
        assert_eq!(composed.text(), "@@CHATT@@ a@@b.c @@x@@");
    }
}
