//! Decides what a deck shows: which slides, in which order, with which properties.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::chapters::{Chapters, Leaf};
use super::sections::{self, Section, Sections};
use super::slide::{Base, Draft};
use super::walk::{Contents, Found, LeaveOut, Shown, Walk};
use crate::compose::Variables;
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, Problem, Severity};
use crate::manifest::{Interstitials, Manifest, Notes, without_comments};
use crate::markdown::Target;
use crate::path::ProjectPath;
use crate::render::{At, Labels, Part, SlideSource};
use crate::span::Span;
use crate::syntax;
use crate::world::World;

/// Where the site's sources can be seen and edited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Repository {
    /// `https://github.com/someone/slides`; `None` to take it from the manifest's `gitrepo`.
    pub url: Option<String>,
    /// The branch that edit links lead to.
    pub branch: Option<String>,
    /// Where the site lies in the repository; empty at its root.
    pub folder: String,
}

/// A deck before rendering.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The manifest.
    pub manifest: Manifest,
    /// The chapters.
    pub leaves: Vec<Leaf>,
    /// The slides, in order.
    pub slides: Vec<Planned>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// What link labels lead to.
    pub labels: Labels,
    /// What was left out.
    pub account: Account,
    /// The classes of `class:` lines, with their places.
    pub classes: Vec<(String, Span)>,
    /// The repository of the edit links.
    pub repository: Repository,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// A slide before rendering.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What it shows.
    pub source: SlideSource,
    /// Further steps.
    pub steps: u32,
    /// Its properties.
    pub properties: BTreeMap<String, String>,
    /// Whether notes are the last thing that was written on it.
    pub notes_end_it: bool,
    /// Its classes.
    pub classes: Arc<[String]>,
    /// Further names.
    pub aliases: Vec<String>,
    /// The file and byte that it comes from.
    pub place: Span,
    /// The label of its chapter.
    pub label: Arc<str>,
    /// What begins with it.
    pub opens: Opens,
    bases: Vec<Base>,
}

/// What begins with a slide.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Opens {
    /// A section: this is its title slide.
    pub section: bool,
    /// A part, by its number from 1, in a deck that has several.
    pub part: Option<usize>,
    /// A chapter for which these minutes are planned.
    pub minutes: Option<u32>,
}

impl Planned {
    /// The value of a property.
    pub fn property(&self, key: &str) -> Option<&str> {
        self.properties.get(key).map(String::as_str)
    }
}

/// How many slides a deck shows and leaves out, steps counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Account {
    /// Those that are shown.
    pub kept: usize,
    /// Those that are left out, by tag.
    pub left_out: BTreeMap<String, usize>,
}

/// Plans a deck.
pub fn plan(
    world: &dyn World,
    manifest: Manifest,
    mut repository: Repository,
    mut diagnostics: Vec<Diagnostic>,
) -> Plan {
    let gitrepo = manifest.text("gitrepo").trim_end_matches('/');
    if repository.url.is_none() && !gitrepo.is_empty() {
        repository.url = Some(with_scheme(gitrepo));
    }
    let mut variables = variables(&manifest, &repository);
    let mut chapters = Chapters::read(world, &manifest, &variables, &mut diagnostics);
    let exclude: Vec<_> = manifest.exclude.iter().map(|tag| tag.value.clone()).collect();

    let leave_out = LeaveOut { tags: &exclude, names: &manifest.skip };
    let sections = sections(&chapters.leaves, leave_out, &mut diagnostics);
    variables.toc = Some(sections::table_of_contents(&sections.list, manifest.era));
    chapters.put_in_contents(world, &variables);

    let n_slides = chapters.leaves.iter().map(|leaf| leaf.chapter.slides.len()).sum();
    let mut planner = Planner {
        leaves: &chapters.leaves,
        manifest: &manifest,
        pictures: pictures(world, &manifest),
        sections: &sections.list,
        next_section: 0,
        leaf: None,
        slides: Vec::with_capacity(n_slides),
        account: Account::default(),
    };
    let mut walk = Walk::new(&chapters.leaves, leave_out, Contents::Wanted);
    walk.run(&mut |found| planner.found(found));
    let Planner { slides, account, .. } = planner;
    diagnostics.append(&mut walk.diagnostics);
    let span_of = |leaf: usize, range: &std::ops::Range<usize>| {
        chapters.leaves[leaf].composed.place(range.clone()).map(|place| place.span)
    };
    let classes = walk.classes.iter();
    let classes: Vec<_> = classes
        .filter_map(|(class, leaf, range)| Some((class.clone(), span_of(*leaf, range)?)))
        .collect();

    let mut plan = Plan {
        leaves: chapters.leaves,
        slides,
        sections: sections.list,
        labels: Labels::default(),
        account,
        classes,
        repository,
        diagnostics,
        manifest,
    };
    plan.define_labels();
    plan.check();
    plan
}

impl Plan {
    /// A diagnostic about a place in a slide.
    pub fn diagnostic(&self, slide: &Planned, problem: Problem, at: At) -> Diagnostic {
        let base = slide.bases.get(at.part as usize).filter(|base| base.leaf < self.leaves.len());
        let Some(base) = base else { return Diagnostic::new(problem, slide.place.clone()) };
        let start = (base.start + at.range.start) as usize;
        let end = (base.start + at.range.end) as usize;
        self.leaves[base.leaf].composed.diagnostic(problem, start..end)
    }

    /// Whether an author wrote a place of a slide, and not this program.
    pub fn is_written(&self, slide: &Planned, at: At) -> bool {
        slide.bases.get(at.part as usize).is_some_and(|base| base.leaf < self.leaves.len())
    }

    fn define_labels(&mut self) {
        let mut labels = Labels::default();
        let mut found = Vec::new();
        for slide in &self.slides {
            for part in slide.source.content.iter().chain(&slide.source.notes) {
                define(part, &mut labels, &mut |problem, at| {
                    found.push(self.diagnostic(slide, problem, at));
                });
            }
        }
        self.labels = labels;
        self.diagnostics.extend(found);
    }

    fn check(&mut self) {
        let left_out = self.account.left_out.values().sum();
        let has_errors = self.diagnostics.iter().any(|d| d.severity() == Severity::Error);
        if self.account.kept == 0 && !has_errors {
            let problem = Problem::EmptyDeck { excluded: left_out };
            self.diagnostics.push(Diagnostic::new(problem, self.manifest.content_span.clone()));
        }
        let own = (!self.manifest.is_changed).then_some(&self.manifest.exclude);
        for tag in own.into_iter().flatten() {
            if self.classes.iter().any(|(class, _)| *class == tag.value) {
                continue;
            }
            let known = self.classes.iter().map(|(class, _)| class.as_str());
            let nearest = nearest(&tag.value, known).map(str::to_owned);
            let problem = Problem::UnusedExclude { tag: tag.value.clone(), nearest };
            self.diagnostics.push(Diagnostic::new(problem, tag.span.clone()));
        }
    }
}

fn define(part: &Part, labels: &mut Labels, report: &mut dyn FnMut(Problem, At)) {
    let nodes = part.block.has_definitions.then_some(&*part.block.nodes);
    for definition in syntax::definitions(&part.text, nodes.unwrap_or_default()) {
        let url = definition.url.of(&part.text).to_owned();
        let title = definition.title.map_or("", |title| title.of(&part.text));
        let title = without_comments(title);
        let label = definition.label.of(&part.text);
        let before = labels.define(label, Target { url: url.clone(), title });
        if before.is_some_and(|before| before.url != url) {
            let problem = Problem::LabelRedefined { label: label.to_owned(), used: url };
            report(problem, At { part: part.id, range: definition.range });
        }
    }
    for fill in &part.fill {
        define(fill, labels, report);
    }
}

/// The sections of the slides that are shown.
fn sections(
    leaves: &[Leaf],
    leave_out: LeaveOut<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Sections {
    let mut sections = Sections::default();
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    Walk::new(leaves, leave_out, Contents::Unwanted).run(&mut |found| {
        let Found::Section(index, slide, title) = found else { return };
        let leaf = &leaves[index];
        let start = slide.range.start as usize;
        let range = start + title.range.start as usize..start + title.range.end as usize;
        let place = leaf.composed.place(range);
        let span = place.map_or_else(|| Span::start_of(leaf.file.clone()), |place| place.span);
        match first.get(&title.text) {
            None => {
                first.insert(title.text.clone(), span.clone());
            }
            Some(earlier) => {
                let problem =
                    Problem::DuplicateSection { title: title.text.clone(), first: earlier.clone() };
                diagnostics.push(Diagnostic::new(problem, span.clone()));
            }
        }
        sections.add(&title.raw, leaf.part, span);
    });
    sections
}

struct Planner<'a> {
    leaves: &'a [Leaf],
    manifest: &'a Manifest,
    pictures: Vec<String>,
    sections: &'a [Section],
    next_section: usize,
    /// The leaf of the last slide.
    leaf: Option<usize>,
    slides: Vec<Planned>,
    account: Account,
}

impl Planner<'_> {
    fn found(&mut self, found: Found<'_>) {
        match found {
            Found::LeftOut(tag, count) => *self.account.left_out.entry(tag).or_default() += count,
            Found::Section(leaf, ..) => self.section(leaf),
            Found::Slide(shown) => self.shown(*shown),
        }
    }

    /// The picture and the title slide before a section.
    fn section(&mut self, leaf: usize) {
        let Some(section) = self.sections.get(self.next_section) else { return };
        if !self.pictures.is_empty() {
            let url = &self.pictures[self.next_section % self.pictures.len()];
            self.generated(&sections::interstitial_slide(url), leaf, section, &[]);
        }
        let text = sections::title_slide(self.sections, self.next_section, self.manifest.era);
        self.generated(&text, leaf, section, &section.aliases);
        let before = self.next_section.checked_sub(1).map(|before| self.sections[before].part);
        let has_parts = self.sections.last().is_some_and(|last| last.part > 1);
        if let Some(slide) = self.slides.last_mut() {
            slide.opens.section = true;
            slide.opens.part = (has_parts && before != Some(section.part)).then_some(section.part);
        }
        self.next_section += 1;
    }

    fn generated(&mut self, text: &str, leaf: usize, section: &Section, aliases: &[String]) {
        let chapter = syntax::parse(text);
        let Some(slide) = chapter.slides.first() else { return };
        let mut draft = Draft::inheriting(None);
        draft.add_properties(slide);
        // No place in any chapter: what is wrong with it is wrong with the title.
        draft.add(slide, Base { leaf: usize::MAX, start: 0 });
        self.push(draft, leaf, section.span.clone(), aliases.to_vec());
    }

    fn shown(&mut self, mut shown: Shown) {
        let leaf = &self.leaves[shown.leaf];
        let end = leaf.composed.text().len();
        let place = leaf.composed.place(shown.start..shown.start.min(end));
        let place = place.map_or_else(|| Span::start_of(leaf.file.clone()), |place| place.span);
        shown.draft.fill_variables();
        self.push(shown.draft, shown.leaf, place, Vec::new());
    }

    fn push(&mut self, mut draft: Draft, leaf: usize, place: Span, aliases: Vec<String>) {
        let is_first = self.leaf.replace(leaf) != Some(leaf);
        let minutes = self.leaves[leaf].minutes.filter(|_| is_first);
        if self.manifest.notes == Notes::Private {
            draft.source.notes.clear();
        }
        self.account.kept += 1 + draft.steps as usize;
        self.slides.push(Planned {
            classes: draft.classes().into_iter().map(str::to_owned).collect(),
            notes_end_it: draft.notes_end_it,
            source: draft.source,
            steps: draft.steps,
            properties: draft.properties,
            aliases,
            place,
            label: Arc::clone(&self.leaves[leaf].label),
            opens: Opens { minutes, ..Opens::default() },
            bases: draft.bases,
        });
    }
}

/// The pictures between sections; without a list there are none.
fn pictures(world: &dyn World, manifest: &Manifest) -> Vec<String> {
    match &manifest.interstitials {
        Interstitials::Off => Vec::new(),
        Interstitials::List(list) => list.clone(),
        Interstitials::Site => world
            .source(&ProjectPath::new("slides/interstitials.txt"))
            .map(|source| {
                let lines = source.text().lines().map(str::trim);
                lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
            })
            .unwrap_or_default(),
    }
}

/// What `@@NAME@@` stands for.
fn variables(manifest: &Manifest, repository: &Repository) -> Variables {
    let mut variables = Variables::default();
    let values = &mut variables.values;
    for key in crate::manifest::KEYS {
        values.insert(key.to_uppercase(), manifest.text(key).trim_end().to_owned());
    }
    for not_text in ["CONTENT", "CHAPTERS", "INTERSTITIALS", "VARS", "NOTES"] {
        values.remove(not_text);
    }
    let exclude: Vec<_> = manifest.exclude.iter().map(|tag| tag.value.as_str()).collect();
    values.insert("EXCLUDE".to_owned(), exclude.join(", "));
    values.insert("TITLE".to_owned(), manifest.text("title").trim().replace('\n', "<br/>"));
    if manifest.text("zip").is_empty() {
        let slides = manifest.text("slides");
        let slash = if slides.ends_with('/') || slides.is_empty() { "" } else { "/" };
        values.insert("ZIP".to_owned(), format!("{slides}{slash}slides.zip"));
    }
    if manifest.text("html").is_empty() {
        values.insert("HTML".to_owned(), format!("{}.html", manifest.path.file_name()));
    }
    for (name, value) in &manifest.vars {
        values.insert(name.clone(), value.value.clone());
    }
    let url = repository.url.as_deref().unwrap_or_default();
    let branch = repository.branch.as_deref().unwrap_or("main");
    let folder = match repository.folder.as_str() {
        "" => String::new(),
        folder => format!("/{folder}"),
    };
    variables.link_base = format!("{url}/tree/{branch}{folder}");
    variables
}

fn with_scheme(url: &str) -> String {
    if url.contains("://") { url.to_owned() } else { format!("https://{url}") }
}
