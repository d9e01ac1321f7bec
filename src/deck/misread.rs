//! Text that is not read the way its author meant it: syntax of other tools, and lines that are
//! nearly a property, a directive or a content class.
//!
//! Code, comments and tags are masked first; the rest is what the audience sees. Each kind is
//! reported once per slide, with a count of the other places.

mod blocks;
mod classes;
mod comments;
mod directives;
mod front_matter;
mod inline;
mod links;
mod marks;
mod masked;
mod properties;
mod sheets;
mod spans;
mod speaker_notes;
mod starred;
mod tables;

use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use self::front_matter::front_matter;
pub(super) use self::properties::{bad_value, misspelled_key};
pub(super) use self::speaker_notes::habit as notes_habit;

use self::masked::MaskedText;
use crate::diag::{ForeignSyntax, MisreadingProblem, Problem};
use crate::manifest::Notes;
use crate::syntax::{self, Node};

/// What the search of a slide asks about its deck.
pub(super) trait Surroundings {
    /// What to write for a variable of the manifest, by any spelling of its name: `@@ROOM@@`.
    fn variable(&self, name: &str) -> Option<String>;

    /// Whether the author defines this variable under `vars:`.
    fn is_own_variable(&self, name: &str) -> bool;

    /// Whether the slide has a property, its own or an inherited one.
    fn has_property(&self, name: &str) -> bool;

    /// Whether scripts of the site read formulas.
    fn reads_formulas(&self) -> bool;

    /// Whether a star at the beginning of a line of code may be intended to highlight it, and does
    /// not.
    fn ignores_stars(&self) -> bool;
}

/// The longest quotation of a text in a message, in characters.
const LONGEST_QUOTE: usize = 40;

/// The findings on a slide.
#[derive(Default)]
pub(super) struct Misreadings {
    problems: Vec<(Problem, Range<usize>)>,
    /// The index of the first finding of each kind of foreign syntax.
    foreign: BTreeMap<ForeignSyntax, (usize, Range<usize>, String)>,
    directives: BTreeMap<String, usize>,
    other: Vec<(MisreadingProblem, Range<usize>)>,
}

impl Misreadings {
    /// Records syntax of another tool.
    fn foreign(&mut self, kind: ForeignSyntax, text: &str, range: Range<usize>) {
        let entry = self.foreign.entry(kind);
        entry.and_modify(|(others, ..)| *others += 1).or_insert_with(|| {
            let found = quote(text.get(range.clone()).unwrap_or_default());
            (0, range, found)
        });
    }

    /// Records something that resembles a directive.
    fn directive(&mut self, problem: MisreadingProblem, range: Range<usize>) {
        let MisreadingProblem::NearDirective { kind, meant, .. } = &problem else { return };
        let key = format!("{kind:?} {meant}");
        if let Some(&index) = self.directives.get(&key) {
            self.other[index].0.add(1);
            return;
        }
        self.directives.insert(key, self.other.len());
        self.other.push((problem, range));
    }

    /// Records anything else.
    fn push(&mut self, problem: MisreadingProblem, range: Range<usize>) {
        self.other.push((problem, range));
    }

    fn finish(mut self) -> Vec<(Problem, Range<usize>)> {
        for (kind, (others, range, found)) in self.foreign {
            let problem = MisreadingProblem::Foreign { kind, found, others };
            self.problems.push((problem.into(), range));
        }
        let other = self.other.into_iter().map(|(problem, range)| (problem.into(), range));
        self.problems.extend(other);
        self.problems.sort_by_key(|(_, range)| (range.start, range.end));
        self.problems
    }
}

/// A text as messages quote it: short, on one line, and without backticks.
fn quote(text: &str) -> String {
    let text = text.trim().replace('`', "'");
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST_QUOTE {
        return line.to_owned();
    }
    line.chars().take(LONGEST_QUOTE).chain(['…']).collect()
}

/// A searched slide: what was found whatever its deck, and what depends on the deck.
pub(super) struct SearchedText {
    problems: Vec<(Problem, Range<usize>)>,
    /// The formulas, a problem where no script reads them.
    formulas: Option<(Problem, Range<usize>)>,
    /// A line of code with a star that may be intended to highlight it.
    starred: Option<(Problem, Range<usize>)>,
    /// The text as the audience sees it, if something in it may resemble a directive.
    shown: Option<Box<str>>,
}

impl SearchedText {
    /// All findings in a deck.
    pub(super) fn problems(
        &self,
        slide: &syntax::Slide,
        around: &dyn Surroundings,
    ) -> Vec<(Problem, Range<usize>)> {
        let mut found = Misreadings { problems: self.problems.clone(), ..Misreadings::default() };
        found.problems.extend(self.formulas.clone().filter(|_| !around.reads_formulas()));
        found.problems.extend(self.starred.clone().filter(|_| around.ignores_stars()));
        if let Some(shown) = &self.shown {
            let text = MaskedText { raw: &slide.text, shown: shown.as_ref().into() };
            directives::search(&text, around, &mut found);
        }
        found.finish()
    }
}

/// Searches a shown slide. `code` is the code on it. `has_notes_habit` is whether the chapter
/// writes its notes as reveal.js does, `Note: …` at the end of slides.
pub(super) fn search(
    slide: &syntax::Slide,
    notes: Notes,
    code: &[syntax::Range],
    has_notes_habit: bool,
) -> SearchedText {
    let mut found = Misreadings::default();
    let with_notes = notes == Notes::Public;
    let nodes: Vec<&Node> =
        slide.content.nodes.iter().chain(slide.notes.nodes.iter().filter(|_| with_notes)).collect();
    let text = MaskedText::of(slide, &nodes, code);
    blocks::search(&text, &mut found);
    tables::search(&text, &mut found);
    let mut formulas = Misreadings::default();
    inline::search(&text, &mut found, &mut formulas);
    links::search(&text, &mut found);
    marks::search(&text, &mut found);
    classes::search(&text, &mut found);
    sheets::search(&slide.text, code, &mut found);
    comments::search(slide, &nodes, &mut found);
    properties::search(slide, &text, &mut found);
    speaker_notes::search(slide, code, has_notes_habit, &mut found);
    let starred = starred::search(slide, &nodes);
    let starred = starred.map(|(problem, range)| (problem.into(), range));
    let shown = directives::may_have(&text.shown).then(|| text.shown.as_ref().into());
    SearchedText { problems: found.finish(), formulas: formulas.finish().pop(), starred, shown }
}
