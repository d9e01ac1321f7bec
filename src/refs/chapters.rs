//! The references of chapters: directives, links, pictures, backgrounds, templates, and the names of slides.
//!
//! A chapter is composed with its includes and split into slides like a chapter of a deck, but
//! without variables, which come from decks. So each address is where its author wrote it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::addresses::{SiteFiles, of_site};
use super::locate::locate;
use super::{Exactness, NameForm, NamedSlide, Notation, ReferenceRole, SiteReference};
use crate::compose::{Composed, Composer, NamedFile, Variables, named_files};
use crate::manifest::{self, ContentEntry, Inline, Overrides};
use crate::path::ProjectPath;
use crate::render::{self, Labels, Part, SlideSource, Use, css};
use crate::source::Source;
use crate::span::Span;
use crate::syntax::{self, NodeBlock, Slide};
use crate::world::World;

/// An address that no file of the site has, so that the result of `@@LINK[…]` is not read as one.
const ELSEWHERE: &str = "https://repository.invalid/";

/// The references in chapters.
type Found<'a> = (&'a mut Vec<SiteReference>, &'a mut Vec<NamedSlide>);

/// Reads all chapters: those of manifests, and Markdown files that no manifest lists and no other
/// file includes.
pub(super) fn all(world: &dyn World, files: &SiteFiles, (references, slides): Found<'_>) {
    let mut reader = ChapterScan { world, files, references, slides };
    let mut waiting: Vec<ProjectPath> = Vec::new();
    let mut listed = BTreeSet::new();
    for path in files.manifests() {
        let Some(manifest) = world
            .source(path)
            .ok()
            .and_then(|source| manifest::read(&source, &Overrides::default()).output)
        else {
            continue;
        };
        reader.entries(&manifest.content, &mut waiting);
    }
    let own = |reference: &SiteReference| reference.role == ReferenceRole::Added;
    let added = reader.references.iter().filter(|reference| own(reference));
    waiting.extend(added.flat_map(|reference| reference.targets.iter().cloned()));
    listed.extend(waiting.iter().cloned());
    waiting.extend(files.all.iter().filter(|file| file.has_extension("md")).cloned());
    // Directives first: they determine which files are parts of others.
    let (mut seen, mut included) = (BTreeSet::new(), BTreeSet::new());
    while let Some(file) = waiting.pop() {
        if seen.insert(file.clone()) {
            let more = reader.directives_of(&file);
            included.extend(more.iter().cloned());
            waiting.extend(more);
        }
    }
    for file in seen {
        if listed.contains(&file) || !included.contains(&file) {
            reader.chapter(&file);
        }
    }
}

/// Collects the references of chapters.
struct ChapterScan<'a> {
    world: &'a dyn World,
    files: &'a SiteFiles,
    references: &'a mut Vec<SiteReference>,
    slides: &'a mut Vec<NamedSlide>,
}

/// An address in a slide: its position in the text of the slide, and whether the position is exact.
struct SlideAddress {
    range: Range<usize>,
    exactness: Exactness,
    url: String,
    role: ReferenceRole,
}

impl ChapterScan<'_> {
    /// Reads chapters that are written in a manifest, and collects the others.
    fn entries(&mut self, entries: &[ContentEntry], chapters: &mut Vec<ProjectPath>) {
        for entry in entries {
            match entry {
                ContentEntry::Part(inner) => self.entries(inner, chapters),
                ContentEntry::Inline(inline) => self.inline(inline, chapters),
                ContentEntry::Chapter { path, .. } => {
                    chapters.extend(self.files.below_slides(&path.value));
                }
            }
        }
    }

    fn inline(&mut self, inline: &Inline, chapters: &mut Vec<ProjectPath>) {
        for (index, (start, place)) in inline.lines.iter().enumerate() {
            let end = inline.lines.get(index + 1).map_or(inline.text.len(), |(at, _)| *at as usize);
            let line = &inline.text[*start as usize..end];
            let is_whole = place.end - place.start == crate::span::offset(line.trim_end().len());
            if let Some(source) = self.world.source(&place.file).ok().filter(|_| is_whole) {
                chapters.extend(self.directives(&source, line, place.start as usize));
            }
        }
        let variables = variables();
        let composed = Composer::new(self.world, &variables).inline(inline, &mut Vec::new());
        self.composed(&composed);
    }

    /// The references of the directives of a file, and the files that it includes.
    fn directives_of(&mut self, file: &ProjectPath) -> Vec<ProjectPath> {
        if !file.has_extension("md") {
            return Vec::new(); // Only Markdown is composed.
        }
        let Ok(source) = self.world.source(file) else { return Vec::new() };
        let text = source.shared_text();
        let mut included = self.directives(&source, &text, 0);
        included.extend(self.replaced_link(&source));
        included
    }

    /// The chapter that a file names instead of having content: git writes symbolic links like this
    /// if the file system has none, and decks follow them.
    fn replaced_link(&mut self, source: &Source) -> Option<ProjectPath> {
        let name = source.text().trim();
        if name.is_empty() || source.text().contains('\n') {
            return None;
        }
        let start = source.text().len() - source.text().trim_start().len();
        let mut targets = ["slides", source.path().folder()].into_iter().filter_map(|folder| {
            let target = ProjectPath::resolve(folder, name)?;
            (target != *source.path() && self.files.all.contains(&target))
                .then_some((folder, target))
        });
        let (folder, target) = targets.next()?;
        self.references.push(SiteReference {
            span: source.span(start..start + name.len()),
            exactness: if folder == "slides" { Exactness::Exact } else { Exactness::Around },
            written: name.to_owned(),
            role: ReferenceRole::Include,
            form: NameForm::SlidesPath(Notation::Plain),
            targets: vec![target.clone()],
            slide: None,
        });
        Some(target)
    }

    /// Reads the directives of a text that begins at a byte of a file.
    fn directives(&mut self, source: &Source, text: &str, base: usize) -> Vec<ProjectPath> {
        let mut included = Vec::new();
        for (kind, range) in named_files(text) {
            let written = text[range.clone()].to_owned();
            let targets = of_site(&written);
            let role = match kind {
                NamedFile::Included => ReferenceRole::Include,
                NamedFile::Linked => ReferenceRole::RepositoryLink,
            };
            if kind == NamedFile::Included {
                included.extend(targets.iter().cloned());
            }
            self.references.push(SiteReference {
                span: source.span(base + range.start..base + range.end),
                exactness: Exactness::Exact,
                written,
                role,
                form: NameForm::SitePath(Notation::Plain),
                targets,
                slide: None,
            });
        }
        included
    }

    fn chapter(&mut self, file: &ProjectPath) {
        let Ok(source) = self.world.source(file) else { return };
        let variables = variables();
        let composed = Composer::new(self.world, &variables).file(&source, &mut Vec::new());
        self.composed(&composed);
    }

    fn composed(&mut self, composed: &Composed) {
        let chapter = syntax::parse(composed.shared_text());
        // A macro may show any file; most show the picture in their parentheses.
        for target in chapter.calls.iter().filter_map(|call| call.target) {
            let url = target.of(composed.text()).to_owned();
            let (exactness, role) = (Exactness::Exact, ReferenceRole::Picture);
            if let Some(span) = placed(composed, target.usize()) {
                self.address(span, SlideAddress { range: target.usize(), exactness, url, role });
            }
        }
        for slide in &chapter.slides {
            let start = slide.range.start as usize;
            self.named(composed, slide, start);
            for found in addresses(slide) {
                let range = start + found.range.start..start + found.range.end;
                let Some(span) = placed(composed, range) else { continue };
                self.address(span, found);
            }
        }
    }

    fn address(&mut self, (span, is_whole): (Span, bool), found: SlideAddress) {
        let SlideAddress { exactness, url, role, .. } = found;
        let (form, targets, slide) = if role == ReferenceRole::Template {
            (NameForm::SlideName(Notation::Plain), Vec::new(), Some(url.clone()))
        } else {
            let mut folder = "";
            let mut resolved = self.files.resolve(folder, &url);
            if resolved.targets.is_empty() {
                // A file beside the chapter.
                let below = span.file.below("slides").and_then(|path| path.rsplit_once('/'));
                let beside = below.map(|(folder, _)| (folder, self.files.resolve(folder, &url)));
                if let Some((own, found)) = beside.filter(|(_, found)| !found.targets.is_empty()) {
                    (folder, resolved) = (own, found);
                }
            }
            if resolved.targets.is_empty() && resolved.slide.is_none() {
                return;
            }
            let form = NameForm::Address(Notation::Encoded, folder.to_owned());
            (form, resolved.targets, resolved.slide)
        };
        let exactness = if is_whole { exactness } else { Exactness::Around };
        self.references.push(SiteReference {
            span,
            exactness,
            written: url,
            role,
            form,
            targets,
            slide,
        });
    }

    /// The name of a slide.
    fn named(&mut self, composed: &Composed, slide: &Slide, start: usize) {
        let property = |key: &str| slide.properties.iter().rev().find(|one| one.key == key);
        let place = |range: syntax::Range| {
            let range = range.usize();
            let found = placed(composed, start + range.start..start + range.end);
            found.filter(|(_, is_whole)| *is_whole).map(|(span, _)| span)
        };
        let Some(name) = property("name").filter(|name| !name.value.is_empty()) else { return };
        let (Some(span), Some(line)) = (place(name.value_range), place(name.range)) else { return };
        let aliases = property("aliases").and_then(|aliases| place(aliases.value_range));
        self.slides.push(NamedSlide { name: name.value.clone(), span, line, aliases });
    }
}

/// No deck's variables; files of the repository are elsewhere.
fn variables() -> Variables {
    Variables { link_base: ELSEWHERE.to_owned(), ..Variables::default() }
}

/// The source location of a range of a composed text, and whether it contains the whole range.
fn placed(composed: &Composed, range: Range<usize>) -> Option<(Span, bool)> {
    let length = crate::span::offset(range.len());
    let span = composed.place(range)?.span;
    let is_whole = span.end - span.start == length;
    Some((span, is_whole))
}

/// The addresses of a slide.
fn addresses(slide: &Slide) -> Vec<SlideAddress> {
    let mut found = Vec::new();
    for block in [&slide.content, &slide.notes] {
        if block.has_definitions {
            for definition in syntax::definitions(&slide.text, &block.nodes) {
                found.push(SlideAddress {
                    range: definition.url.usize(),
                    exactness: Exactness::Exact,
                    url: definition.url.of(&slide.text).to_owned(),
                    role: ReferenceRole::Link,
                });
            }
        }
    }
    for property in &slide.properties {
        let range = property.value_range.usize();
        match property.key.as_str() {
            "template" => found.push(SlideAddress {
                range,
                exactness: Exactness::Exact,
                url: property.value.clone(),
                role: ReferenceRole::Template,
            }),
            "background-image" => {
                for url in css::urls(&slide.text[range.clone()]) {
                    let within = range.start + url.range.start..range.start + url.range.end;
                    found.push(located(&slide.text, within, &url.url, ReferenceRole::Picture));
                }
            }
            _ => {}
        }
    }
    rendered(slide, &mut found);
    found
}

/// The addresses in the Markdown and HTML of a slide.
fn rendered(slide: &Slide, found: &mut Vec<SlideAddress>) {
    let part = |id: u32, block: &NodeBlock| Part {
        id,
        step: 0,
        text: Arc::clone(&slide.text),
        block: block.clone(),
        fill: Vec::new(),
    };
    let source = SlideSource {
        content: vec![part(0, &slide.content)],
        notes: vec![part(1, &slide.notes)],
        ..SlideSource::default()
    };
    let rendered = render::render(&source, &Labels::default());
    for file in rendered.files.iter().chain(&rendered.notes_files) {
        let role = match file.use_ {
            Use::Shown => ReferenceRole::Picture,
            Use::Linked => ReferenceRole::Link,
        };
        found.push(located(&slide.text, file.at.range.usize(), &file.url, role));
    }
    for (anchor, at) in &rendered.anchors {
        let url = format!("#{anchor}");
        found.push(located(&slide.text, at.range.usize(), &url, ReferenceRole::Link));
    }
}

/// An address in an element.
fn located(text: &str, element: Range<usize>, url: &str, role: ReferenceRole) -> SlideAddress {
    let (range, exactness) = match locate(text, element.clone(), url) {
        Some(range) => (range, Exactness::Exact),
        None => (element, Exactness::Around),
    };
    SlideAddress { range, exactness, url: url.to_owned(), role }
}
