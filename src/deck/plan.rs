//! Decides what a deck shows: which slides, in which order, with which properties.

use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::agenda;
use super::allowances::Allowance;
use super::chapters::{Chapters, DeckChapter};
use super::facts::DeckFacts;
use super::heirs;
use super::outline::{ChapterOutline, WalkItem};
use super::planned::{Called, Planned};
use super::repository::{Repository, given_address};
use super::rules::{ChapterRules, SlideSearch};
use super::section_times::section_times;
use super::sections::{self, Around, ContentsManner, Section, SectionHabits, Sections};
use super::slide::{Base, SlideDraft};
use super::walk::walk;
use crate::compose::Variables;
use crate::diag::nearest::nearest;
use crate::diag::{
    CodeBlockProblem, ContentProblem, Diagnostic, ManifestProblem, Severity, SizeProblem,
};
use crate::event::When;
use crate::event::agenda::Pace;
use crate::keys::MANIFEST;
use crate::language::{self, Vocabulary};
use crate::manifest::{ContentEntry, Era, Interstitials, Manifest};
use crate::path::{ProjectPath, percent_encoded};
use crate::render::{Labels, highlight};
use crate::routes::DownloadKind;
use crate::span::{Span, Spanned};
use crate::syntax;
use crate::world::World;

/// The maximum size of all slides of a deck together, in bytes of Markdown with layouts, properties
/// and variables filled in.
const LARGEST_DECK: usize = 128 << 20;

/// A deck before rendering.
#[derive(Clone, Debug)]
pub struct DeckPlan {
    /// The manifest.
    pub manifest: Manifest,
    /// The chapters.
    pub leaves: Vec<DeckChapter>,
    /// The slides, in order.
    pub slides: Vec<Placed>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The targets of link labels.
    pub labels: Labels,
    /// Counts of its slides.
    pub stats: DeckStats,
    /// The texts of its language.
    pub(crate) words: Arc<Vocabulary>,
    /// The repository of the edit links.
    pub repository: Repository,
    /// The problems found.
    pub diagnostics: Vec<Diagnostic>,
    /// The results of its chapters.
    outlines: Vec<Arc<ChapterOutline>>,
}

/// A slide at its position in a deck.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The slide.
    pub slide: Arc<Planned>,
    /// What begins at this slide.
    pub opens: Opens,
    /// The index of its chapter in the deck.
    pub chapter: usize,
}

impl Deref for Placed {
    type Target = Planned;

    fn deref(&self) -> &Planned {
        &self.slide
    }
}

/// What begins with a slide.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Opens {
    /// A section: this is its title slide.
    pub section: bool,
    /// The number of sections without a title slide whose headings are on this slide.
    pub headings: u32,
    /// A part, by its number from 1, in a deck that has several.
    pub part: Option<usize>,
    /// A chapter for which these minutes are planned.
    pub minutes: Option<u32>,
}

/// What a deck shows and leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DeckStats {
    /// Its slides.
    pub slides: Account,
    /// Further steps of these, which are not separate slides.
    pub steps: Account,
}

/// How many of something are shown and left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Account {
    /// How many are shown.
    pub kept: usize,
    /// How many are left out, by tag.
    pub left_out: BTreeMap<String, usize>,
}

impl Account {
    fn leave_out(&mut self, tag: &str, count: usize) {
        if count > 0 {
            *self.left_out.entry(tag.to_owned()).or_default() += count;
        }
    }
}

/// The context in which a deck is planned.
#[derive(Copy, Clone, Debug)]
pub struct DeckSetting<'a> {
    /// Whether its slides are searched.
    pub search: SlideSearch,
    /// The time assumed for slides without a planned one.
    pub pace: Pace,
    /// The days and hours of the event that shows this deck alone.
    pub when: Option<&'a When>,
}

impl Default for DeckSetting<'_> {
    fn default() -> Self {
        Self { search: SlideSearch::Made, pace: Pace::default(), when: None }
    }
}

/// Plans a deck.
pub fn plan(
    world: &dyn World,
    mut manifest: Manifest,
    mut repository: Repository,
    setting: &DeckSetting<'_>,
    mut diagnostics: Vec<Diagnostic>,
) -> DeckPlan {
    manifest.era = sections::era_of(&manifest, world);
    if repository.url.is_none() {
        repository.url = given_address(manifest.text("gitrepo"));
    }
    // Its links are written on each slide.
    repository.forge = Some(repository.forge());
    let mut variables = variables(&manifest, &repository);
    let mut chapters = Chapters::read(world, &manifest, &variables, &mut diagnostics);
    let exclude: Vec<_> = manifest.exclude.iter().map(|tag| tag.value.clone()).collect();

    let rules = ChapterRules::of(&manifest, &exclude, setting.search);
    let facts = DeckFacts::new(world, &manifest, &variables);
    let first = walk(&chapters.leaves, rules, &facts);
    let habits = sections::habits(world);
    let mut sections = if habits.has_sections {
        sections(&chapters.leaves, &first, &manifest, &mut diagnostics)
    } else {
        Sections::default()
    };
    drop(facts);
    let words = language::vocabulary(world, manifest.text("language"));
    let listing = SectionListing { manifest: &manifest, setting, words: &words, first: &first };
    diagnostics.extend(listing.put(&chapters.leaves, &mut sections, &mut variables));
    chapters.put_in_contents(world, &manifest, &variables);

    let facts = DeckFacts::new(world, &manifest, &variables);
    let outlines = walk(&chapters.leaves, rules, &facts);
    drop(facts);
    let manner = (manifest.era, habits, &*words);
    let pictures = pictures(world, &manifest);
    let mut planner = Planner::new(&chapters.leaves, &sections.list, manner, (&manifest, pictures));
    for (deck_chapter, outline) in outlines.iter().enumerate() {
        outline.found.iter().for_each(|found| planner.found(deck_chapter, found));
        diagnostics.extend(outline.diagnostics.iter().cloned());
    }
    diagnostics.extend(heirs::check(&outlines, rules));
    let Planner { slides, stats, too_much, .. } = planner;
    let limit = LARGEST_DECK >> 20;
    diagnostics.extend(too_much.map(|at| Diagnostic::new(SizeProblem::DeckSize { limit }, at)));
    let mut plan = DeckPlan {
        leaves: chapters.leaves,
        slides,
        sections: sections.list,
        labels: Labels::default(),
        words,
        stats,
        repository,
        diagnostics,
        outlines,
        manifest,
    };
    plan.define_labels();
    plan.check();
    plan
}

impl DeckPlan {
    /// A piece of a deck: some slides of one chapter, with some sections. Its slides are rendered,
    /// so it has no link labels.
    #[must_use]
    pub fn of_slides(&self, slides: Range<usize>, sections: Range<usize>) -> Self {
        let mut placed = self.slides.get(slides).unwrap_or_default().to_vec();
        let leaf = placed.first().and_then(|slide| self.leaves.get(slide.chapter)).cloned();
        for slide in &mut placed {
            slide.chapter = 0;
        }
        Self {
            manifest: self.manifest.clone(),
            leaves: leaf.into_iter().collect(),
            slides: placed,
            sections: self.sections.get(sections).unwrap_or_default().to_vec(),
            labels: Labels::default(),
            stats: DeckStats::default(),
            words: Arc::clone(&self.words),
            repository: self.repository.clone(),
            diagnostics: Vec::new(),
            outlines: Vec::new(),
        }
    }
}

/// What decides how the sections of a deck are listed on its slides.
struct SectionListing<'a> {
    manifest: &'a Manifest,
    setting: &'a DeckSetting<'a>,
    words: &'a Vocabulary,
    /// The chapters before anything lists the sections.
    first: &'a [Arc<ChapterOutline>],
}

impl SectionListing<'_> {
    /// Finds how long sections take, and puts the table of contents and the agenda into variables.
    /// Reports what an agenda has to guess.
    fn put(
        &self,
        leaves: &[DeckChapter],
        sections: &mut Sections,
        variables: &mut Variables,
    ) -> Option<Diagnostic> {
        let has_agenda = !variables.values.contains_key("AGENDA") && has(leaves, "@@AGENDA@@");
        let times = section_times(leaves, self.first, self.setting.pace, has_agenda);
        sections.plan(&times);
        let manner = ContentsManner::of(self.manifest, self.words);
        variables.toc = Some(sections::table_of_contents(&sections.list, manner));
        if !has_agenda {
            return None;
        }
        let agenda = agenda::slides(&sections.list, &times, self.setting.when, self.words);
        variables.agenda = Some(agenda);
        agenda::unplanned(leaves, self.first, self.manifest)
    }
}

impl DeckPlan {
    /// The classes of `class:` lines, with their locations.
    pub fn classes(&self) -> impl Iterator<Item = &(String, Span)> {
        self.outlines.iter().flat_map(|outline| &outline.classes)
    }

    /// The content classes of shown slides, with their locations.
    pub fn content_classes(&self) -> impl Iterator<Item = &(String, Span)> {
        self.outlines.iter().flat_map(|outline| &outline.content_classes)
    }

    /// The lines `class: …` that come too late to count: their classes, and what to report when one
    /// of them is a tag.
    pub fn late_classes(&self) -> impl Iterator<Item = &(Vec<String>, Diagnostic)> {
        self.outlines.iter().flat_map(|outline| &outline.late_classes)
    }

    /// The comments that allow findings.
    pub fn allowances(&self) -> impl Iterator<Item = &Allowance> {
        self.outlines.iter().flat_map(|outline| &outline.allowances)
    }

    fn define_labels(&mut self) {
        let mut labels = Labels::default();
        for slide in &self.slides {
            for definition in &slide.definitions {
                let before = labels.define(&definition.label, definition.target.clone());
                if before.is_some_and(|before| before.url != definition.target.url) {
                    let label = definition.label.clone();
                    let used = definition.target.url.clone();
                    let problem = ContentProblem::LabelRedefined { label, used };
                    self.diagnostics.push(slide.diagnostic(problem, definition.at));
                }
            }
        }
        self.labels = labels;
    }

    fn check(&mut self) {
        let left_out = self.stats.slides.left_out.values().sum();
        let has_errors = self.diagnostics.iter().any(|d| d.severity() == Severity::Error);
        if self.stats.slides.kept == 0 && !has_errors {
            let problem = ManifestProblem::EmptyDeck { excluded: left_out };
            self.diagnostics.push(Diagnostic::new(problem, self.manifest.content_span.clone()));
        }
        self.check_language();
        let own = (!self.manifest.is_changed).then_some(&self.manifest.exclude);
        // A deck that lacks chapters has too few tags.
        let is_here = |found: &Diagnostic| {
            found.severity() == Severity::Error
                && found.span.as_ref().is_some_and(|span| span.file == self.manifest.path)
        };
        let is_whole = !self.diagnostics.iter().any(is_here);
        for tag in own.into_iter().flatten().filter(|_| is_whole) {
            if self.classes().any(|(class, _)| *class == tag.value) {
                continue;
            }
            let known = self.classes().map(|(class, _)| class.as_str());
            let nearest = nearest(&tag.value, known).map(str::to_owned);
            let problem = ManifestProblem::UnusedExclude { tag: tag.value.clone(), nearest };
            self.diagnostics.push(Diagnostic::new(problem, tag.span.clone()));
        }
    }

    /// Reports a language of code blocks that nothing can highlight.
    fn check_language(&mut self) {
        let Some(given) = &self.manifest.highlight_language else { return };
        let language = given.value.trim();
        if !language.is_empty() && !highlight::knows(language) {
            let nearest = highlight::nearest(language);
            let problem =
                CodeBlockProblem::UnknownLanguage { language: language.to_owned(), nearest };
            self.diagnostics.push(Diagnostic::new(problem, given.span.clone()));
        }
    }
}

/// The sections of the shown slides.
fn sections(
    leaves: &[DeckChapter],
    outlines: &[Arc<ChapterOutline>],
    manifest: &Manifest,
    diagnostics: &mut Vec<Diagnostic>,
) -> Sections {
    // In a plain deck, titles are headings: nothing links to a section.
    let is_plain = is_plain(leaves, manifest) || !has_titles(leaves, manifest);
    let mut sections = Sections::default();
    let mut first: BTreeMap<&str, &Span> = BTreeMap::new();
    for (deck_chapter, outline) in leaves.iter().zip(outlines) {
        for found in &outline.found {
            let WalkItem::Section(title, span) = found else { continue };
            if let Some(&first) = first.get(title.text.as_str()) {
                if is_plain || first == span {
                    // A chapter that is listed twice is reported as such.
                    sections.add(&title.raw, deck_chapter.part, span.clone());
                    continue;
                }
                let (title, first) = (title.text.clone(), first.clone());
                let problem = ContentProblem::DuplicateSection { title, first };
                diagnostics.push(Diagnostic::new(problem, span.clone()));
            } else {
                first.insert(&title.text, span);
            }
            sections.add(&title.raw, deck_chapter.part, span.clone());
        }
    }
    sections
}

/// Whether a chapter of a deck contains a text.
fn has(leaves: &[DeckChapter], text: &str) -> bool {
    leaves.iter().any(|leaf| leaf.composed.text().contains(text))
}

/// Whether a deck has no table of contents or agenda, no parts and no pictures between sections.
fn is_plain(leaves: &[DeckChapter], manifest: &Manifest) -> bool {
    let has_contents = has(leaves, "@@TOC@@") || has(leaves, "@@AGENDA@@");
    let has_parts = manifest.content.iter().any(|entry| matches!(entry, ContentEntry::Part(_)));
    let has_pictures = matches!(manifest.interstitials, Interstitials::List(_));
    !(has_contents || has_parts || has_pictures)
}

/// Whether sections get title slides: the manifest says so, or else the deck has a table of
/// contents, parts, several chapters or pictures between sections. Nothing would link to those of a
/// plain deck.
fn has_titles(leaves: &[DeckChapter], manifest: &Manifest) -> bool {
    let asks = || manifest.content.len() > 1 || !is_plain(leaves, manifest);
    manifest.sections.unwrap_or_else(asks)
}

struct Planner<'a> {
    leaves: &'a [DeckChapter],
    /// Its era, how sections were handled then, and the texts of its language.
    manner: (Era, SectionHabits, &'a Vocabulary),
    /// Whether sections get title slides.
    has_titles: bool,
    /// How many sections without a title slide have their headings on the next slide.
    headings: u32,
    pictures: Vec<Spanned<String>>,
    sections: &'a [Section],
    next_section: usize,
    /// The index of the last slide's chapter.
    deck_chapter: Option<usize>,
    slides: Vec<Placed>,
    stats: DeckStats,
    /// The size of the slides so far, in bytes of Markdown.
    size: usize,
    /// The slide that exceeded the limit.
    too_much: Option<Span>,
}

impl<'a> Planner<'a> {
    fn new(
        leaves: &'a [DeckChapter],
        sections: &'a [Section],
        manner: (Era, SectionHabits, &'a Vocabulary),
        (manifest, pictures): (&Manifest, Vec<Spanned<String>>),
    ) -> Self {
        Self {
            leaves,
            manner,
            has_titles: has_titles(leaves, manifest),
            headings: 0,
            pictures,
            sections,
            next_section: 0,
            deck_chapter: None,
            slides: Vec::new(),
            stats: DeckStats::default(),
            size: 0,
            too_much: None,
        }
    }

    fn found(&mut self, deck_chapter: usize, found: &WalkItem) {
        match found {
            WalkItem::LeftOut { tag, slides, steps } => {
                self.stats.slides.leave_out(tag, *slides);
                self.stats.steps.leave_out(tag, *steps);
            }
            WalkItem::Section(..) => self.section(deck_chapter),
            WalkItem::Slide(slide) => self.push(Arc::clone(slide), deck_chapter),
        }
    }

    /// Adds the picture and the title slide before a section.
    fn section(&mut self, deck_chapter: usize) {
        let Some(section) = self.sections.get(self.next_section) else { return };
        if !self.has_titles {
            self.headings += 1;
            self.next_section += 1;
            return;
        }
        let label = &self.leaves[deck_chapter].label;
        if !self.pictures.is_empty() {
            let picture = &self.pictures[self.next_section % self.pictures.len()];
            self.push(interstitial(picture, label, &section.span), deck_chapter);
        }
        let around = sections::around(self.sections, self.next_section, self.manner);
        self.push(title(section, &around, label), deck_chapter);
        let before = self.next_section.checked_sub(1).map(|before| self.sections[before].part);
        let has_parts = self.sections.last().is_some_and(|last| last.part > 1);
        if let Some(slide) = self.slides.last_mut() {
            slide.opens.section = true;
            slide.opens.part = (has_parts && before != Some(section.part)).then_some(section.part);
        }
        self.next_section += 1;
    }

    fn push(&mut self, slide: Arc<Planned>, deck_chapter: usize) {
        // Each slide repeats layouts and properties: a short file can grow without limit.
        self.size = self.size.saturating_add(slide.source.size());
        if self.size > LARGEST_DECK {
            self.too_much.get_or_insert_with(|| slide.place.clone());
            return;
        }
        let is_first = self.deck_chapter.replace(deck_chapter) != Some(deck_chapter);
        let minutes = self.leaves[deck_chapter].minutes.filter(|_| is_first);
        self.stats.slides.kept += 1;
        self.stats.steps.kept += slide.steps as usize;
        self.slides.push(Placed {
            slide,
            opens: Opens {
                minutes,
                headings: std::mem::take(&mut self.headings),
                ..Opens::default()
            },
            chapter: deck_chapter,
        });
    }
}

/// The title slide of a section, cached.
#[comemo::memoize]
fn title(section: &Section, around: &Around<'_>, label: &Arc<str>) -> Arc<Planned> {
    let text = sections::title_slide(section, around);
    let called = Called {
        aliases: section.aliases.clone(),
        place: section.span.clone(),
        origin: None,
        label: Arc::clone(label),
    };
    generated(&text, called)
}

/// The picture before a section, cached.
#[comemo::memoize]
fn interstitial(picture: &Spanned<String>, label: &Arc<str>, place: &Span) -> Arc<Planned> {
    let called = Called {
        aliases: Vec::new(),
        place: place.clone(),
        origin: Some(picture.span.clone()),
        label: Arc::clone(label),
    };
    generated(&sections::interstitial_slide(&picture.value), called)
}

/// A slide that no author wrote: its problems are those of its origin, or else of its section's title.
fn generated(text: &str, called: Called) -> Arc<Planned> {
    let chapter = syntax::parse(text);
    let mut draft = SlideDraft::inheriting(None);
    if let Some(slide) = chapter.slides.first() {
        draft.add_properties(slide);
        draft.add(slide, &Base { chapter: None, start: 0 });
    }
    Arc::new(Planned::new(draft, called))
}

/// The pictures between sections, with the places where they are listed; empty without a list.
fn pictures(world: &dyn World, manifest: &Manifest) -> Vec<Spanned<String>> {
    match &manifest.interstitials {
        Interstitials::Off => Vec::new(),
        Interstitials::List(list) => list.clone(),
        Interstitials::Site => world
            .source(&ProjectPath::new("slides/interstitials.txt"))
            .map(|source| {
                let mut at = 0;
                let lines = source.text().split_inclusive('\n').map(|line| {
                    let start = at + line.len() - line.trim_start().len();
                    at += line.len();
                    let line = line.trim();
                    Spanned::new(line.to_owned(), source.span(start..start + line.len()))
                });
                lines.filter(|line| !line.value.is_empty()).collect()
            })
            .unwrap_or_default(),
    }
}

/// `@@ZIP@@`: the address that the manifest says, the archive beside `slides`, or else the deck's own zip, which is
/// beside its page.
pub(crate) fn zip_address(manifest: &Manifest) -> String {
    let (zip, slides) = (manifest.text("zip").trim_end(), manifest.text("slides").trim_end());
    if !zip.is_empty() {
        return zip.to_owned();
    }
    if !slides.is_empty() {
        let slash = if slides.ends_with('/') { "" } else { "/" };
        return format!("{slides}{slash}slides.zip");
    }
    percent_encoded(&DownloadKind::Zip.file_of(&manifest.name))
}

/// The values of `@@NAME@@`.
fn variables(manifest: &Manifest, repository: &Repository) -> Variables {
    let mut variables = Variables::default();
    let values = &mut variables.values;
    for row in MANIFEST.rows.iter().filter(|row| row.value.is_variable()) {
        values.insert(row.name.to_uppercase(), manifest.text(row.name).trim_end().to_owned());
    }
    let exclude: Vec<_> = manifest.exclude.iter().map(|tag| tag.value.as_str()).collect();
    values.insert("EXCLUDE".to_owned(), exclude.join(", "));
    let listed = |list: &[Spanned<String>]| {
        list.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(", ")
    };
    let about = &manifest.about;
    values.insert("AUTHORS".to_owned(), listed(&about.authors));
    values.insert("TOPICS".to_owned(), listed(&about.topics));
    let date = about.date.map(|date| date.to_string());
    values.insert("DATE".to_owned(), date.unwrap_or_default());
    values.insert("TITLE".to_owned(), manifest.text("title").trim().replace('\n', "<br/>"));
    values.insert("ZIP".to_owned(), zip_address(manifest));
    if manifest.text("html").is_empty() {
        values.insert("HTML".to_owned(), format!("{}.html", manifest.path.file_name()));
    }
    for (name, value) in &manifest.vars {
        values.insert(name.clone(), value.value.clone());
    }
    (variables.link_base, variables.link_end) = repository.around_path();
    variables
}
