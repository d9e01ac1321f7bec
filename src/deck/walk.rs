//! Walks over the slides of a deck in order and tracks the current layouts and templates.
//!
//! This is done by chapter: the result of a chapter depends on the few facts that it queries from
//! those before it, and is cached with these.

#![expect(
    single_use_lifetimes,
    clippy::elidable_lifetime_names,
    reason = "the macro that tracks the state needs a name for its lifetime"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use comemo::{Track, Tracked};

use super::allowances::{self, FoundAllowances};
use super::borders;
use super::chapters::DeckChapter;
use super::exposed;
use super::facts::{DeckFacts, in_script, loads_formulas};
use super::misread::{self, Surroundings};
use super::outline::{ChapterOutline, Heir, Layout, WalkItem};
use super::planned::{Called, Planned};
use super::rules::{ChapterRules, KEYS, SlideSearch, excluding_tag, yes_or_no};
use super::slide::{Base, SlideDraft, Template, words};
use super::slide_search;
use crate::diag::nearest::nearest;
use crate::diag::{
    AddressProblem, ContentProblem, Diagnostic, Exposure, FrontMatterPlace, HidingProblem,
    MisreadingProblem, Problem, StructureProblem,
};
use crate::manifest::Notes;
use crate::render::css;
use crate::source::Text;
use crate::span::Span;
use crate::syntax::{self, Property, Title};

/// The state that the chapters before one pass on to it.
pub(super) struct WalkState<'a> {
    /// What is known about the deck besides its chapters.
    facts: &'a DeckFacts<'a>,
    /// The texts of all chapters.
    texts: Vec<Text>,
    layout: Layout,
    named: BTreeMap<Arc<str>, Arc<Template>>,
    /// The keys that slides show as `{{key}}`, computed on first use.
    mentioned: OnceLock<BTreeSet<String>>,
}

#[comemo::track]
impl<'a> WalkState<'a> {
    /// The current layout.
    fn layout(&self) -> Layout {
        self.layout.clone()
    }

    /// A slide by its name.
    fn named(&self, name: &str) -> Option<Arc<Template>> {
        self.named.get(name).cloned()
    }

    /// All names.
    fn names(&self) -> Vec<Arc<str>> {
        self.named.keys().cloned().collect()
    }

    /// Whether any slide of the deck shows `{{key}}`.
    fn is_mentioned(&self, key: &str) -> bool {
        let mentioned = self.mentioned.get_or_init(|| {
            let keys = self.texts.iter().flat_map(|text| text.split("{{").skip(1));
            keys.filter_map(|rest| Some(rest.split_once("}}")?.0.trim().to_owned())).collect()
        });
        mentioned.contains(key)
    }

    /// Whether a script of the site reads a property of this name.
    fn is_read_by_script(&self, key: &str) -> bool {
        self.facts.scripts().read_property(key)
            || self.texts.iter().any(|text| in_script(text, key))
    }

    /// Whether a script or template of the site loads a program for formulas.
    fn reads_formulas(&self) -> bool {
        self.facts.scripts().read_formulas() || self.texts.iter().any(|text| loads_formulas(text))
    }

    /// What to write for a variable of the manifest.
    fn variable(&self, name: &str) -> Option<String> {
        self.facts.variable(name)
    }

    /// Whether the author defines a variable.
    fn is_own_variable(&self, name: &str) -> bool {
        self.facts.is_own_variable(name)
    }
}

/// Walks over all chapters of a deck.
pub(super) fn walk(
    leaves: &[DeckChapter],
    rules: ChapterRules<'_>,
    facts: &DeckFacts<'_>,
) -> Vec<Arc<ChapterOutline>> {
    let texts = leaves.iter().map(|deck_chapter| deck_chapter.composed.shared_text()).collect();
    let mut state = WalkState {
        facts,
        texts,
        layout: Layout::default(),
        named: BTreeMap::new(),
        mentioned: OnceLock::new(),
    };
    let mut outlines = Vec::with_capacity(leaves.len());
    for deck_chapter in leaves {
        let outline = outline(Subject(deck_chapter), state.track(), rules);
        if let Some(layout) = &outline.layout {
            state.layout.clone_from(layout);
        }
        let named = outline.named.iter();
        state.named.extend(named.map(|(name, slide)| (Arc::clone(name), Arc::clone(slide))));
        outlines.push(outline);
    }
    outlines
}

/// A chapter, compared only by its slides and their own properties.
#[derive(Copy, Clone)]
struct Subject<'a>(&'a DeckChapter);

impl Hash for Subject<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The slides depend only on the text.
        let DeckChapter { file, label, composed, .. } = self.0;
        (file, label, composed).hash(state);
    }
}

/// Walks over one chapter. Cached: an edit changes few of a deck's chapters, and few of them depend
/// on the chapters before them.
#[comemo::memoize]
fn outline(
    deck_chapter: Subject<'_>,
    state: Tracked<'_, WalkState<'_>>,
    rules: ChapterRules<'_>,
) -> Arc<ChapterOutline> {
    let mut walk = ChapterWalk {
        deck_chapter: deck_chapter.0,
        state,
        rules,
        before: None,
        empty: None,
        blank: None,
        notes_habit: misread::notes_habit(&deck_chapter.0.chapter.slides),
        left_out: BTreeSet::new(),
        out: ChapterOutline::default(),
    };
    let mut index = 0;
    for group in deck_chapter.0.chapter.slides.chunk_by(|_, next| next.continued) {
        walk.group(group, index);
        index += group.len();
    }
    let blank = walk.blank.take();
    walk.out.diagnostics.extend(blank);
    walk.out.diagnostics.extend(borders::check(deck_chapter.0, rules.notes, &walk.left_out));
    let found = allowances::find(deck_chapter.0, rules.notes, &walk.left_out);
    let FoundAllowances { allowances, diagnostics } = found;
    walk.out.allowances = allowances;
    walk.out.diagnostics.extend(diagnostics);
    Arc::new(walk.out)
}

/// The state of a walk over one chapter.
struct ChapterWalk<'a> {
    deck_chapter: &'a DeckChapter,
    state: Tracked<'a, WalkState<'a>>,
    rules: ChapterRules<'a>,
    /// The layout at the beginning, computed on first use.
    before: Option<Layout>,
    /// What to report if the slide before was left out and was empty.
    empty: Option<Diagnostic>,
    /// What to report if the previous slide is shown and is empty.
    blank: Option<Diagnostic>,
    /// Whether the chapter ends its slides with `Note: …`.
    notes_habit: bool,
    /// The start offsets of the slides that are left out.
    left_out: BTreeSet<u32>,
    out: ChapterOutline,
}

impl ChapterWalk<'_> {
    /// Handles a slide and its steps; the slide has this index in the chapter.
    fn group(&mut self, group: &[syntax::Slide], index: usize) {
        let Some(first) = group.first() else { return };
        if self.begins_front_matter(group, index) {
            return;
        }
        let front_matter = self.front_matter(first, index);
        if front_matter.is_some_and(|place| place.is_left_out() && group.len() == 1) {
            self.leave_out("front matter".to_owned(), group);
            self.empty = None;
            return;
        }
        if front_matter.is_none() {
            for slide in group {
                self.note(slide);
            }
        }
        let blank = self.blank.take();
        self.out.diagnostics.extend(blank);
        let after_empty = self.empty.take();
        if is_true(first, "exclude") {
            self.out.dropped.extend(first.property("name").map(|name| name.value.clone()));
            self.leave_out("exclude: true".to_owned(), group);
            return;
        }
        let mut draft = self.template(first);
        let inherits = !draft.source.content.is_empty();
        draft.add_properties(first);
        self.add(&mut draft, first);
        if is_true(first, "layout") {
            self.search(first, &draft);
            self.layout(draft, group);
            return;
        }
        let name = first.property("name").map(|name| &name.value);
        if let Some(name) = name {
            self.out.named.insert(name.as_str().into(), Arc::new(draft.clone().into()));
        }
        if let Some(name) = name.filter(|name| self.rules.names.contains(name)) {
            self.leave_out(format!("#{name}"), group);
            return;
        }
        if let Some(tag) = self.excluded(&draft) {
            self.leave_out(tag, group);
            return;
        }
        self.out.diagnostics.extend(after_empty);
        self.search(first, &draft);
        if group.len() == 1 && !inherits {
            self.blank = self.blank_slide(first);
        }
        let hidden = self.hidden_steps(&draft, group);
        let shown = group.iter().take(1).chain(shown_steps(group, &hidden));
        for slide in shown {
            for title in &slide.titles {
                self.section(slide, title);
            }
        }
        self.steps(draft, group, &hidden);
    }

    fn leave_out(&mut self, tag: String, group: &[syntax::Slide]) {
        if let [slide] = group
            && let Some(property) = only_hides(slide)
        {
            let problem = HidingProblem::ExposedTag { tag: tag.clone(), why: Exposure::EmptySlide };
            self.empty = Some(self.diagnostic(problem, slide, property.range.usize()));
        }
        self.leave_steps_out(tag, group, 1);
    }

    /// Leaves out slides and steps; this many of the first ones are slides in any case.
    fn leave_steps_out(&mut self, tag: String, group: &[syntax::Slide], n_first: usize) {
        self.left_out.extend(group.iter().map(|slide| slide.range.start));
        // A step with its own properties would be a slide.
        let further = group.iter().skip(n_first).filter(|slide| !slide.properties.is_empty());
        let slides = n_first + further.count();
        self.out.found.push(WalkItem::LeftOut { tag, slides, steps: n_numbers(group) - slides });
    }

    fn section(&mut self, slide: &syntax::Slide, title: &Title) {
        let start = slide.range.start as usize;
        let range = start + title.range.start as usize..start + title.range.end as usize;
        let place = self.deck_chapter.composed.place(range);
        let span = place
            .map_or_else(|| Span::start_of(self.deck_chapter.file.clone()), |place| place.span);
        self.out.found.push(WalkItem::Section(title.clone(), span));
    }

    /// The reason each step of a slide is left out, if any. A step without properties follows the
    /// one before it: an author who hides a step does not expect its continuation to be shown.
    fn hidden_steps(&self, draft: &SlideDraft, group: &[syntax::Slide]) -> Vec<Option<String>> {
        let mut class = draft.property("class").unwrap_or_default().to_owned();
        let (mut hidden, mut found) = (None, Vec::new());
        for slide in group.iter().skip(1) {
            if !slide.properties.is_empty() {
                let own = slide.properties.iter().filter(|property| property.key == "class");
                let own = own.fold(class.clone(), |all, property| all + ", " + &property.value);
                hidden = if is_true(slide, "exclude") {
                    Some("exclude: true".to_owned())
                } else {
                    self.excluding_tag(&own)
                };
                if hidden.is_none() {
                    class = own;
                }
            }
            found.push(hidden.clone());
        }
        found
    }

    fn steps(&mut self, mut draft: SlideDraft, group: &[syntax::Slide], hidden: &[Option<String>]) {
        let mut start = group.first().map_or(0, syntax::Slide::start);
        for (slide, hidden) in group.iter().skip(1).zip(hidden) {
            if let Some(tag) = hidden {
                self.leave_steps_out(tag.clone(), std::slice::from_ref(slide), 0);
                continue;
            }
            if let Some(wanted) = slide.property("template") {
                self.heir(slide, wanted, None);
            }
            if !slide.properties.is_empty() {
                // A step with its own properties cannot share an element with the steps before it:
                // it becomes a slide that shows all of them from the beginning.
                let mut next = draft.clone();
                next.properties.retain(|key, _| !matches!(key.as_str(), "name" | "count"));
                next.add_properties(slide);
                self.search(slide, &next);
                let before = std::mem::replace(&mut draft, next);
                self.show(before, start);
                draft.show_all_at_once();
                self.add(&mut draft, slide);
                start = slide.start();
                continue;
            }
            self.search(slide, &draft);
            draft.steps += 1;
            self.add(&mut draft, slide);
        }
        self.show(draft, start);
    }

    /// Reports what would be published although it was meant to be hidden, and what is not read
    /// the way its author meant it.
    fn search(&mut self, slide: &syntax::Slide, draft: &SlideDraft) {
        self.collect_classes(slide, &slide.content.nodes);
        if self.rules.search == SlideSearch::LeftOut {
            return;
        }
        let chapter = &self.deck_chapter.chapter;
        let found = slide_search::search(chapter, slide, self.rules, self.notes_habit);
        let around = AroundSlide { state: self.state, draft, rules: self.rules };
        let mut misread = found.misread.problems(slide, &around);
        let exposed = &found.exposed;
        // An error already reports a line that should hide the slide.
        let errors: BTreeSet<usize> =
            exposed.problems.iter().map(|(_, range)| range.start).collect();
        misread.retain(|(_, range)| !errors.contains(&range.start));
        for (problem, range) in exposed.problems.iter().cloned().chain(misread) {
            let found = self.diagnostic(problem, slide, range);
            self.out.diagnostics.push(found);
        }
        for (line, range) in &exposed.late_classes {
            let value = line.split_once(':').map_or("", |(_, value)| value);
            let classes = words(value).map(str::to_owned).collect();
            let problem = HidingProblem::LateProperty { line: line.clone() };
            let found = self.diagnostic(problem, slide, range.clone());
            self.out.late_classes.push((classes, found));
        }
        for (name, range) in &exposed.late_templates {
            let problem = HidingProblem::LateProperty { line: format!("template: {name}") };
            let found = self.diagnostic(problem, slide, range.clone());
            let heir = Heir { name: name.clone(), why: Exposure::Late, found, is_unknown: false };
            self.out.heirs.push(heir);
        }
    }

    /// The slide with a name before this point.
    fn named(&self, name: &str) -> Option<Arc<Template>> {
        self.out.named.get(name).cloned().or_else(|| self.state.named(name))
    }

    /// A diagnostic at a byte range of a slide.
    fn diagnostic(
        &self,
        problem: impl Into<Problem>,
        slide: &syntax::Slide,
        range: std::ops::Range<usize>,
    ) -> Diagnostic {
        let start = slide.range.start as usize;
        self.deck_chapter.composed.diagnostic(problem, start + range.start..start + range.end)
    }

    /// Shows a slide whose own text begins at an offset of the chapter.
    fn show(&mut self, mut draft: SlideDraft, start: usize) {
        let composed = &self.deck_chapter.composed;
        let end = composed.text().len();
        let place = composed.place(start..start.min(end));
        let place = place
            .map_or_else(|| Span::start_of(self.deck_chapter.file.clone()), |place| place.span);
        draft.fill_variables();
        (draft.source.marks, draft.source.room) = (self.rules.marks, self.rules.room);
        let aliases = words(draft.property("aliases").unwrap_or_default());
        let called = Called {
            aliases: aliases.map(|alias| alias.trim_start_matches('#').to_owned()).collect(),
            place,
            origin: None,
            label: Arc::clone(&self.deck_chapter.label),
        };
        let planned = match self.rules.notes {
            Notes::Public => Planned::new(draft, called),
            Notes::Private => {
                draft.source.notes.clear();
                Planned::new(draft, called)
            }
            Notes::ForPresenter => {
                let notes = std::mem::take(&mut draft.source.notes);
                Planned::new(draft, called).with_notes(notes)
            }
        };
        self.out.found.push(WalkItem::Slide(Arc::new(planned)));
    }

    /// Handles a slide `layout: true`, which is not shown: it lays out what follows.
    fn layout(&mut self, mut draft: SlideDraft, group: &[syntax::Slide]) {
        let hidden = self.hidden_steps(&draft, group);
        for step in shown_steps(group, &hidden) {
            self.search(step, &draft);
            self.add(&mut draft, step);
        }
        let name = draft.property("name").map(Arc::from);
        let layout = Arc::new(Template::from(draft));
        self.out.named.extend(name.map(|name| (name, Arc::clone(&layout))));
        self.out.layout = Some(Layout::By(layout));
    }

    /// What a slide inherits from: its named template, or the layout.
    fn template(&mut self, slide: &syntax::Slide) -> SlideDraft {
        let says = slide.property("layout").and_then(|layout| yes_or_no(&layout.value));
        if says == Some(false) {
            self.out.layout = Some(Layout::Off);
        }
        let current = if says == Some(true) { Layout::Off } else { self.current_layout() };
        let Some(wanted) = slide.property("template") else {
            return SlideDraft::inheriting(current.draft());
        };
        let name = wanted.value.as_str();
        if let Some(template) = self.named(name) {
            return SlideDraft::inheriting(Some(&template.draft));
        }
        let mut names: BTreeSet<Arc<str>> = self.state.names().into_iter().collect();
        names.extend(self.out.named.keys().cloned());
        let nearest = nearest(name, names.iter().map(|name| &**name)).map(str::to_owned);
        let meant = nearest.as_deref().and_then(|name| self.named(name));
        if let Some(tag) = meant.and_then(|template| self.excluded(&template.draft)) {
            // The slide would have been left out with its template.
            let problem = HidingProblem::ExposedTag { tag, why: Exposure::Spelling };
            let found = self.diagnostic(problem, slide, wanted.value_range.usize());
            self.out.diagnostics.push(found);
        } else {
            let unknown = ContentProblem::UnknownTemplate { name: name.to_owned(), nearest };
            self.heir(slide, wanted, Some(unknown.into()));
        }
        SlideDraft::inheriting(current.draft())
    }

    /// Records a slide or step that does not inherit from the template it names. `unknown` is what
    /// to report when no slide before it has the name.
    fn heir(&mut self, slide: &syntax::Slide, wanted: &Property, unknown: Option<Problem>) {
        let (name, is_unknown) = (wanted.value.clone(), unknown.is_some());
        let late = || HidingProblem::LateProperty { line: format!("template: {name}") }.into();
        let problem = unknown.unwrap_or_else(late);
        let found = self.diagnostic(problem, slide, wanted.value_range.usize());
        self.out.heirs.push(Heir { name, why: Exposure::Template, found, is_unknown });
    }

    fn current_layout(&mut self) -> Layout {
        if let Some(layout) = &self.out.layout {
            return layout.clone();
        }
        self.before.get_or_insert_with(|| self.state.layout()).clone()
    }

    fn add(&self, draft: &mut SlideDraft, slide: &syntax::Slide) {
        let chapter = Some(Arc::clone(&self.deck_chapter.composed));
        draft.add(slide, &Base { chapter, start: slide.range.start });
    }

    /// Collects the classes of a slide, and reports properties with a misleading meaning.
    fn note(&mut self, slide: &syntax::Slide) {
        let mut n_classes = 0;
        let mut keys = BTreeSet::new();
        for property in &slide.properties {
            if property.key == "class" {
                n_classes += 1;
                self.classes(slide, property);
            } else if let Some(problem) = self.doubt(slide, property, keys.insert(&property.key)) {
                let found = self.diagnostic(problem, slide, property.range.usize());
                self.out.diagnostics.push(found);
            }
            if property.key == "class" && n_classes == 2 {
                let found =
                    self.diagnostic(HidingProblem::RepeatedClass, slide, property.range.usize());
                self.out.diagnostics.push(found);
            }
        }
    }

    /// Collects the classes of a `class:` line, with their locations.
    fn classes(&mut self, slide: &syntax::Slide, property: &Property) {
        let start = slide.range.start as usize + property.value_range.start as usize;
        for class in words(&property.value) {
            // The class is a slice of the value: their distance is its offset.
            let at = start + class.as_ptr().addr() - property.value.as_ptr().addr();
            let place = self.deck_chapter.composed.place(at..at + class.len());
            self.out.classes.extend(place.map(|place| (class.to_owned(), place.span)));
        }
    }

    /// Whether a slide is only the empty start of a chapter before the separator of front matter.
    fn begins_front_matter(&mut self, group: &[syntax::Slide], index: usize) -> bool {
        let [slide] = group else { return false };
        let is_nothing = index == 0 && slide.properties.is_empty() && exposed::is_empty(slide);
        let found = is_nothing.then(|| self.found_front_matter(1)).flatten();
        found.is_some_and(|(place, ..)| place.is_left_out())
    }

    /// Reports front matter. It is not reported as properties then, nor is the empty slide before it.
    fn front_matter(&mut self, slide: &syntax::Slide, index: usize) -> Option<FrontMatterPlace> {
        let (place, problem, range) = self.found_front_matter(index)?;
        self.blank = None;
        let found = self.diagnostic(problem, slide, range);
        self.out.diagnostics.push(found);
        Some(place)
    }

    /// The front matter that a slide consists of.
    fn found_front_matter(
        &mut self,
        index: usize,
    ) -> Option<(FrontMatterPlace, MisreadingProblem, std::ops::Range<usize>)> {
        let slides = &self.deck_chapter.chapter.slides;
        let (problem, range) = misread::front_matter(slides, index)?;
        let slide = slides.get(index)?;
        let MisreadingProblem::FrontMatter { place, .. } = problem else { return None };
        let uses = |property: &Property| self.state.is_mentioned(&property.key);
        let fills = slide.property("template").is_some()
            || slide.properties.iter().any(uses)
            || matches!(self.current_layout(), Layout::By(_));
        (!fills).then_some((place, problem, range))
    }

    /// What to report about an empty slide, at the separator before it.
    fn blank_slide(&self, slide: &syntax::Slide) -> Option<Diagnostic> {
        let chapter = &self.deck_chapter.chapter;
        if !slide.properties.is_empty() || !exposed::is_empty(slide) || chapter.slides.len() == 1 {
            return None;
        }
        let text = self.deck_chapter.composed.text();
        let (start, end) = (slide.range.start as usize, slide.range.end as usize);
        let before = text[..start].trim_end_matches('\n');
        let at = match before.strip_suffix("---") {
            Some(before) => before.len(),
            None => text[end..].find("---").map_or(end, |length| end + length),
        };
        let end = (at + "---".len()).min(text.len());
        Some(self.deck_chapter.composed.diagnostic(MisreadingProblem::EmptySlide, at.min(end)..end))
    }

    /// Collects the content classes of a slide, with their locations.
    fn collect_classes(&mut self, slide: &syntax::Slide, nodes: &[syntax::Node]) {
        for node in nodes {
            let syntax::Node::Class(class) = node else { continue };
            let start = slide.range.start as usize + class.names.start as usize;
            let mut at = start;
            for name in class.names.of(&slide.text).split('.').skip(1) {
                let range = at..at + 1 + name.len();
                at = range.end;
                let place = self.deck_chapter.composed.place(range);
                self.out.content_classes.extend(place.map(|place| (name.to_owned(), place.span)));
            }
            self.collect_classes(slide, &class.inner);
        }
    }

    /// The problem with a property: an invalid value, or a first line of text that is read as a
    /// property and not shown.
    fn doubt(&self, slide: &syntax::Slide, property: &Property, is_new: bool) -> Option<Problem> {
        let (key, value) = (property.key.as_str(), property.value.as_str());
        // `@@TOC@@` brings a name, which may follow the author's.
        let is_generated = key == "name" && value.starts_with("toc-");
        if key != "class" && !is_generated && !is_new {
            return Some(MisreadingProblem::DuplicateProperty { key: key.to_owned() }.into());
        }
        if key == "layout" && yes_or_no(value).is_none() && words(value).all(is_identifier) {
            return Some(MisreadingProblem::LayoutName { value: value.to_owned() }.into());
        }
        if let Some(problem) = misread::bad_value(key, value) {
            return Some(problem);
        }
        if key == "background-image"
            && let Some(address) = css::unread_address(value).map(str::to_owned)
        {
            return Some(AddressProblem::BareAddress { property: key.to_owned(), address }.into());
        }
        let is_comment = property.range.of(&slide.text).starts_with("<!--");
        let is_used = || self.state.is_mentioned(key) || self.state.is_read_by_script(key);
        if KEYS.contains(&key) || is_comment || is_used() {
            return None;
        }
        Some(match misread::misspelled_key(key, value) {
            Some(meant) => MisreadingProblem::NearProperty {
                found: format!("{key}: {value}"),
                meant: format!("{meant}: {value}"),
            }
            .into(),
            None => StructureProblem::VanishedLine { key: key.to_owned() }.into(),
        })
    }

    /// The first tag that leaves a slide out.
    fn excluded(&self, draft: &SlideDraft) -> Option<String> {
        self.excluding_tag(draft.property("class").unwrap_or_default())
    }

    /// The first tag among classes that leaves a slide out.
    fn excluding_tag(&self, class: &str) -> Option<String> {
        excluding_tag(self.rules, class)
    }
}

/// What the search of a slide asks about its deck.
struct AroundSlide<'s, 'd> {
    state: Tracked<'s, WalkState<'s>>,
    draft: &'d SlideDraft,
    rules: ChapterRules<'s>,
}

impl Surroundings for AroundSlide<'_, '_> {
    fn variable(&self, name: &str) -> Option<String> {
        self.state.variable(name)
    }

    fn is_own_variable(&self, name: &str) -> bool {
        self.state.is_own_variable(name)
    }

    fn has_property(&self, name: &str) -> bool {
        self.draft.property(name).is_some()
    }

    fn reads_formulas(&self) -> bool {
        self.state.reads_formulas()
    }

    fn ignores_stars(&self) -> bool {
        self.rules.marks.lines.is_none()
    }
}

/// How many numbers a slide and its steps take, including the steps that their code adds.
fn n_numbers(group: &[syntax::Slide]) -> usize {
    let of_code = |slide: &syntax::Slide| syntax::steps(&slide.text, &slide.content.nodes) as usize;
    group.iter().map(|slide| 1 + of_code(slide)).sum()
}

/// Whether a word can be a class.
fn is_identifier(word: &str) -> bool {
    word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

fn is_true(slide: &syntax::Slide, key: &str) -> bool {
    slide.property(key).is_some_and(|property| yes_or_no(&property.value) == Some(true))
}

/// The steps of a slide that are not left out.
fn shown_steps<'s>(
    group: &'s [syntax::Slide],
    hidden: &[Option<String>],
) -> impl Iterator<Item = &'s syntax::Slide> {
    group.iter().skip(1).zip(hidden).filter(|(_, hidden)| hidden.is_none()).map(|(step, _)| step)
}

/// The first property of a slide with nothing else on it, unless it may be meant for slides that
/// inherit from it.
fn only_hides(slide: &syntax::Slide) -> Option<&Property> {
    let is_its_own = |property: &Property| match &*property.key {
        "name" | "template" => false,
        "layout" => yes_or_no(&property.value) == Some(false),
        _ => true,
    };
    let only = slide.properties.iter().all(is_its_own) && exposed::is_empty(slide);
    slide.properties.first().filter(|_| only)
}

#[cfg(test)]
mod tests {

    use super::n_numbers;
    use crate::syntax::parse;

    #[test]
    fn groups_of_lines_take_numbers_like_steps() {
        let count = |text: &str| n_numbers(&parse(text).slides);
        assert_eq!(count("a\n--\nb"), 2);
        assert_eq!(count("```sh {1|2|1}\na\nb\n```\n--\n.c[\n```sh {1|2}\na\nb\n```\n]"), 5);
    }
}
