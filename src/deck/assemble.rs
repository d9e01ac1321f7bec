//! From rendered slides to a deck: numbers, names, anchors, links between slides.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::anchors::{Anchors, is_address, is_number};
use super::deck_slide::{self, DeckSlide, SlideLength};
use super::openers;
use super::plan::{DeckPlan, DeckStats, Placed};
use super::planned::Planned;
use super::sections::{self, Section};
use crate::diag::nearest::Suggester;
use crate::diag::{ContentProblem, Diagnostic, Problem, StructureProblem};
use crate::manifest::StepNumbers;
use crate::path::{ProjectPath, slug};
use crate::render::{self, At, Reference, Rendered, SlideMeasure};
use crate::span::Span;

/// A deck, ready to be put into a page.
#[derive(Clone, Debug)]
pub struct Deck {
    /// Its name, which is the name of its page.
    pub name: String,
    /// The slides.
    pub slides: Vec<DeckSlide>,
    /// How many slide numbers it has.
    pub total: u32,
    /// The sections.
    pub sections: Vec<Section>,
    /// Counts of its slides.
    pub stats: DeckStats,
    /// Planned minutes, when chapters specify them.
    pub minutes: Option<u32>,
    /// The files that it refers to, each with the location of the first reference.
    pub files: Vec<(Reference, Option<Span>)>,
    /// The files that its text comes from, except those shown in code blocks only: these are
    /// examples, and no part of its text.
    pub sources: BTreeSet<ProjectPath>,
}

/// Assembles a deck from its plan and its slides, both in the same order.
pub fn assemble(
    plan: &DeckPlan,
    rendered: Vec<Arc<Rendered>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Deck {
    let mut names = AnchorNames::reserving(plan);
    let mut numbers = Numbers::of(plan);
    let mut stats = plan.stats.clone();
    let mut slides = Vec::with_capacity(plan.slides.len());
    let mut sections = plan.sections.iter();
    for (placed, rendered) in plan.slides.iter().zip(rendered) {
        if let Some(name) = &placed.name
            && let Some(first) = names.first_of(name)
            // A chapter that is listed twice is reported as such.
            && *first != placed.place
        {
            let problem =
                ContentProblem::DuplicateName { name: name.clone(), first: Some(first.clone()) };
            diagnostics.push(Diagnostic::new(problem, placed.place.clone()));
        }
        let id = names.id(placed, &rendered);
        let mut aliases = names.aliases(placed, diagnostics);
        let headings = sections.by_ref().take(placed.opens.headings as usize);
        aliases.extend(headings.flat_map(|section| names.of_heading(section)));
        let inserted: u32 = rendered.inserted.values().sum();
        stats.steps.kept += inserted as usize;
        let steps = placed.steps + inserted;
        let (number, step_numbers) = numbers.next(placed, steps);
        slides.push(DeckSlide {
            planned: Arc::clone(&placed.slide),
            id,
            aliases,
            number,
            steps,
            step_numbers,
            opens: placed.opens,
            mark: None,
            lab: None,
            rendered,
        });
    }
    let total = numbers.total();
    contents_aliases(plan, &names, &mut slides);
    openers::mark_titles(plan, &mut slides);
    for (index, name) in openers::number_labs(plan, &mut slides) {
        if names.ids.insert(name.as_str().into()) {
            slides[index].aliases.push(name);
        }
    }
    AnchorNames::report(&slides, total, diagnostics);
    Deck {
        name: plan.manifest.name.clone(),
        total,
        sections: plan.sections.clone(),
        stats,
        minutes: minutes(plan),
        files: files(&slides),
        sources: sources(plan),
        slides,
    }
}

/// A deck whose slides are not rendered, and how long these are. It has no slides and no files, but
/// everything else that [`assemble`] would find. `measures` are those of its slides, in order.
pub fn outlined(plan: &DeckPlan, measures: &[SlideMeasure]) -> (Deck, Vec<SlideLength>) {
    let mut numbers = Numbers::of(plan);
    let mut stats = plan.stats.clone();
    let mut lengths = Vec::with_capacity(plan.slides.len());
    for (placed, measure) in plan.slides.iter().zip(measures) {
        stats.steps.kept += measure.inserted as usize;
        let steps = placed.steps + measure.inserted;
        numbers.next(placed, steps);
        let is_lab = deck_slide::is_lab(placed, measure.is_lab);
        lengths.push(SlideLength { steps, is_lab });
    }
    let deck = Deck {
        name: plan.manifest.name.clone(),
        slides: Vec::new(),
        total: numbers.total(),
        sections: plan.sections.clone(),
        stats,
        minutes: minutes(plan),
        files: Vec::new(),
        sources: sources(plan),
    };
    (deck, lengths)
}

/// The numbers of slides.
struct Numbers {
    next: u32,
    of_steps: StepNumbers,
}

impl Numbers {
    fn of(plan: &DeckPlan) -> Self {
        Self { next: 1, of_steps: plan.manifest.step_numbers }
    }

    /// The number of the next slide, and how many numbers its further steps have.
    fn next(&mut self, slide: &Planned, steps: u32) -> (u32, u32) {
        let step_numbers = match self.of_steps {
            StepNumbers::Own => steps,
            StepNumbers::Shared => 0,
        };
        let number = if slide.is_counted { self.next } else { self.next.max(2) - 1 };
        self.next += step_numbers + u32::from(slide.is_counted);
        (number, step_numbers)
    }

    /// How many numbers the slides so far have.
    fn total(&self) -> u32 {
        (self.next - 1).max(1)
    }
}

/// Planned minutes, when chapters specify them.
fn minutes(plan: &DeckPlan) -> Option<u32> {
    let minutes = plan.leaves.iter().filter_map(|deck_chapter| deck_chapter.minutes);
    minutes.reduce(|a, b| a + b)
}

/// Gives each table of contents its names from other eras. Title slides also link to targets that
/// may not exist: the first “Previous” and the last “Next” to `#toc-`, and each to the table of
/// contents even in a deck that shows none. As in remark, these links, and those of other eras,
/// point to the first slide.
fn contents_aliases(plan: &DeckPlan, names: &AnchorNames<'_>, slides: &mut [DeckSlide]) {
    let is_only = plan.sections.last().is_none_or(|last| last.part == 1);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for slide in slides.iter_mut().filter(|slide| slide.id.starts_with("toc-")) {
        let is_free = |alias: &String| !names.ids.contains(alias.as_str());
        let found = sections::contents_aliases(&slide.id, is_only);
        let new = found.into_iter().filter(|alias| is_free(alias) && taken.insert(alias.clone()));
        slide.aliases.extend(new);
    }
    let mut wanted: BTreeSet<String> = BTreeSet::from(["toc-".to_owned()]);
    for section in &plan.sections {
        let name = sections::contents_anchor(&plan.sections, section.part, plan.manifest.era);
        wanted.extend(sections::contents_aliases(&name, is_only));
        wanted.insert(name);
    }
    wanted.retain(|name| !taken.contains(name) && !names.ids.contains(name.as_str()));
    // Without title slides, no slide has such links.
    let is_plain = slides.iter().any(|slide| slide.opens.headings > 0);
    if let Some(first) = slides.first_mut().filter(|_| !is_plain) {
        first.aliases.extend(wanted);
    }
}

/// The addresses that are taken.
struct AnchorNames<'a> {
    ids: HashSet<Arc<str>>,
    /// The names given by authors that are valid addresses.
    reserved: HashSet<&'a str>,
    /// The last number that was appended to an address.
    counts: HashMap<Arc<str>, u32>,
    /// The first slide with each name.
    named: HashMap<&'a str, &'a Span>,
    /// The chapter of the last slide, and the prefix of its slides' addresses.
    stem: Option<(Arc<str>, String)>,
}

impl<'a> AnchorNames<'a> {
    /// Reserves the names given by authors.
    fn reserving(plan: &'a DeckPlan) -> Self {
        let names = plan.slides.iter().filter_map(|slide| slide.property("name"));
        // Names of sections are not reserved: other names of slides take precedence.
        let given = plan.slides.iter().filter(|slide| slide.property("aliases").is_some());
        let aliases = given.flat_map(|slide| &slide.aliases).map(String::as_str);
        let named = names.chain(aliases);
        Self {
            ids: HashSet::with_capacity(plan.slides.len()),
            reserved: named.filter(|name| is_address(name)).collect(),
            counts: HashMap::new(),
            named: HashMap::new(),
            stem: None,
        }
    }

    /// The first slide with this name.
    fn first_of(&self, name: &str) -> Option<&'a Span> {
        self.named.get(name).copied()
    }

    /// The prefix of the addresses of a chapter's slides.
    fn stem(&mut self, label: &Arc<str>) -> &str {
        if self.stem.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, label)) {
            let name = label.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            self.stem = Some((Arc::clone(label), slug(stem)));
        }
        self.stem.as_ref().map_or("", |(_, stem)| stem)
    }

    /// The address that a slide would have if it were free.
    fn wanted(&mut self, slide: &Planned, rendered: &Rendered) -> Arc<str> {
        if let Some(name) = slide.name.as_deref().filter(|name| is_address(name)) {
            return Arc::clone(slide.address.get_or_init(|| name.into()));
        }
        let name = slide.name.as_deref();
        let stem = self.stem(&slide.label);
        if rendered.has_labels {
            // Its heading may be different in another deck.
            return from_words(stem, name, rendered).into();
        }
        Arc::clone(slide.address.get_or_init(|| from_words(stem, name, rendered).into()))
    }

    fn id(&mut self, slide: &'a Planned, rendered: &Rendered) -> Arc<str> {
        let name = slide.name.as_deref();
        if let Some(name) = name {
            self.named.entry(name).or_insert(&slide.place);
        }
        let wanted = self.wanted(slide, rendered);
        let is_taken = name.is_none() && self.reserved.contains(&*wanted);
        if !is_taken && self.ids.insert(Arc::clone(&wanted)) {
            return wanted;
        }
        let count = self.counts.entry(Arc::clone(&wanted)).or_insert(1);
        loop {
            *count += 1;
            let id: Arc<str> = format!("{wanted}-{count}").into();
            if !self.reserved.contains(&*id) && self.ids.insert(Arc::clone(&id)) {
                return id;
            }
        }
    }

    /// The further names of a slide that are free. Those that its author gave are reserved like names.
    fn aliases(&mut self, slide: &'a Placed, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
        if slide.property("aliases").is_none() {
            return slide.aliases.clone();
        }
        let mut free = Vec::new();
        for alias in &slide.aliases {
            if let Some(&first) = self.named.get(alias.as_str()) {
                let first = Some(first.clone());
                let problem = ContentProblem::DuplicateName { name: alias.clone(), first };
                diagnostics.push(Diagnostic::new(problem, slide.place.clone()));
            } else if is_address(alias) && self.ids.insert(alias.as_str().into()) {
                self.named.insert(alias, &slide.place);
                free.push(alias.clone());
            }
        }
        free
    }

    /// The names of a section without a title slide that are free: they lead to the slide with its
    /// heading.
    fn of_heading(&mut self, section: &Section) -> Vec<String> {
        let names = std::iter::once(&section.anchor).chain(&section.aliases);
        let free = names.filter(|name| {
            !self.reserved.contains(name.as_str()) && self.ids.insert(name.as_str().into())
        });
        free.cloned().collect()
    }

    /// Reports problems from rendering, and links to slides that do not exist.
    fn report(slides: &[DeckSlide], total: u32, diagnostics: &mut Vec<Diagnostic>) {
        let anchors = Anchors::of(slides, total);
        let suggester = Suggester::default();
        for slide in slides {
            for (problem, at) in &slide.rendered.problems {
                if matches!(problem, Problem::Content(ContentProblem::MissingAlt))
                    && !slide.is_written(*at)
                {
                    continue; // The pictures between sections are decoration.
                }
                diagnostics.push(slide.diagnostic(problem.clone(), *at));
            }
            for (anchor, at) in &slide.rendered.anchors {
                if !anchors.has(anchor) {
                    let nearest = anchors.nearest(anchor, &suggester);
                    let problem = ContentProblem::BrokenLink { name: anchor.clone(), nearest };
                    diagnostics.push(slide.diagnostic(problem, *at));
                }
            }
        }
    }
}

/// An address, from its chapter and heading, for a slide without a name that is a valid address.
fn from_words(stem: &str, name: Option<&str>, rendered: &Rendered) -> String {
    let slug = match (name, stem, rendered.slug.as_str()) {
        (Some(name), ..) => slug(name),
        (None, stem, "") => stem.to_owned(),
        (None, "", title) => title.to_owned(),
        (None, stem, title) => [stem, "-", title].concat(),
    };
    if is_number(&slug) { format!("slide-{slug}") } else { slug }
}

fn sources(plan: &DeckPlan) -> BTreeSet<ProjectPath> {
    let mut sources = BTreeSet::new();
    for deck_chapter in &plan.leaves {
        let files =
            deck_chapter.composed.files().filter(|&(_, at)| !deck_chapter.chapter.is_code(at));
        sources.extend(files.map(|(file, _)| file.clone()));
        sources.insert(deck_chapter.file.clone());
    }
    sources
}

fn files(slides: &[DeckSlide]) -> Vec<(Reference, Option<Span>)> {
    let mut seen = HashSet::new();
    let mut files = Vec::new();
    for slide in slides {
        for file in slide.rendered.files.iter().chain(&slide.rendered.notes_files) {
            if seen.insert((file.url.as_str(), file.use_ as u8)) {
                let at: At = file.at;
                let span = slide.diagnostic(StructureProblem::EmptyChapter, at).span;
                files.push((file.clone(), span));
            }
        }
        for url in &slide.background_files {
            let at = At { part: 0, range: crate::syntax::Range::new(0, 0) };
            let use_ = render::Use::Shown;
            if !seen.insert((url.as_str(), use_ as u8)) {
                continue;
            }
            let file = Reference { url: url.clone(), at, use_ };
            files.push((file, Some(slide.place.clone())));
        }
    }
    files
}
