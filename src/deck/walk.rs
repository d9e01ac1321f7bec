//! Walks over the slides of a deck in order, with the layouts and templates that are in force.

use std::collections::{BTreeMap, BTreeSet};

use super::chapters::Leaf;
use super::slide::{Base, Draft, words};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, Problem};
use crate::syntax::{self, Title};

/// The properties that mean something; all others serve `{{key}}`.
const KEYS: [&str; 13] = [
    "name",
    "class",
    "layout",
    "template",
    "exclude",
    "count",
    "continued",
    "minutes",
    "highlight-style",
    "background-image",
    "background-color",
    "background-size",
    "background-position",
];

/// What comes of a walk, in order.
pub(super) enum Found<'a> {
    /// A section opens: a title on a slide that is shown.
    Section(usize, &'a syntax::Slide, &'a Title),
    /// A slide to show.
    Slide(Box<Shown>),
    /// Slides that are left out, by the tag that did it, steps counted.
    LeftOut(String, usize),
}

/// A slide to show.
pub(super) struct Shown {
    pub(super) draft: Draft,
    /// The chapter whose slide it is.
    pub(super) leaf: usize,
    /// Where its own text begins in the chapter.
    pub(super) start: usize,
}

/// Whether a walk puts contents into slides.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Contents {
    Wanted,
    Unwanted,
}

/// What is left out.
#[derive(Copy, Clone)]
pub(super) struct LeaveOut<'a> {
    /// Slides with one of these classes.
    pub(super) tags: &'a [String],
    /// Slides with one of these names.
    pub(super) names: &'a [String],
}

/// The state of a walk.
pub(super) struct Walk<'a> {
    leaves: &'a [Leaf],
    leave_out: LeaveOut<'a>,
    /// Whether slides get their content; only their properties matter for the sections.
    contents: Contents,
    /// The keys that slides show as `{{key}}`, once they were asked for.
    mentioned: Option<BTreeSet<&'a str>>,
    layout: Option<Draft>,
    named: BTreeMap<String, Draft>,
    /// The classes of `class:` lines, of slides shown or not, with the places of the values.
    pub(super) classes: Vec<(String, usize, std::ops::Range<usize>)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(leaves: &'a [Leaf], leave_out: LeaveOut<'a>, contents: Contents) -> Self {
        Self {
            contents,
            leaves,
            leave_out,
            mentioned: None,
            layout: None,
            named: BTreeMap::new(),
            classes: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Calls back with everything that is found.
    pub(super) fn run(&mut self, found: &mut dyn FnMut(Found<'a>)) {
        let leaves = self.leaves;
        for (index, leaf) in leaves.iter().enumerate() {
            for group in leaf.chapter.slides.chunk_by(|_, next| next.continued) {
                self.group(index, group, found);
            }
        }
    }

    /// A slide and its steps.
    fn group(&mut self, leaf: usize, group: &'a [syntax::Slide], found: &mut dyn FnMut(Found<'a>)) {
        let Some(first) = group.first() else { return };
        if self.contents == Contents::Wanted {
            for slide in group {
                self.note(leaf, slide);
            }
        }
        if is_true(first, "exclude") {
            found(Found::LeftOut("exclude: true".to_owned(), n_numbers(group)));
            return;
        }
        let mut draft = self.template(leaf, first);
        draft.add_properties(first);
        self.add(&mut draft, first, leaf);
        if is_true(first, "layout") {
            self.layout(draft, &group[1..], leaf);
            return;
        }
        if let Some(name) = first.property("name") {
            self.named.insert(name.value.clone(), draft.clone());
        }
        let name = first.property("name").map(|name| &name.value);
        if let Some(name) = name.filter(|name| self.leave_out.names.contains(name)) {
            found(Found::LeftOut(format!("#{name}"), n_numbers(group)));
            return;
        }
        if let Some(tag) = self.excluded(&draft) {
            found(Found::LeftOut(tag, n_numbers(group)));
            return;
        }
        for slide in group {
            for title in &slide.titles {
                found(Found::Section(leaf, slide, title));
            }
        }
        self.steps(leaf, draft, group, found);
    }

    fn steps(
        &mut self,
        leaf: usize,
        mut draft: Draft,
        group: &'a [syntax::Slide],
        found: &mut dyn FnMut(Found<'a>),
    ) {
        let mut start = group.first().map_or(0, syntax::Slide::start);
        for slide in group.iter().skip(1) {
            if !slide.properties.is_empty() {
                // A step with properties of its own cannot share an element with the steps
                // before it: it is a slide that shows all of them from the beginning.
                let mut next = draft.clone();
                next.properties.retain(|key, _| !matches!(key.as_str(), "name" | "count"));
                next.add_properties(slide);
                if let Some(tag) = self.excluded(&next) {
                    found(Found::LeftOut(tag, n_numbers(std::slice::from_ref(slide))));
                    continue;
                }
                let before = std::mem::replace(&mut draft, next);
                found(Found::Slide(Box::new(Shown { draft: before, leaf, start })));
                draft.show_all_at_once();
                self.add(&mut draft, slide, leaf);
                start = slide.start();
                continue;
            }
            draft.steps += 1;
            self.add(&mut draft, slide, leaf);
        }
        found(Found::Slide(Box::new(Shown { draft, leaf, start })));
    }

    /// A slide `layout: true` is not shown; what follows is laid out by it.
    fn layout(&mut self, mut draft: Draft, steps: &[syntax::Slide], leaf: usize) {
        for step in steps {
            self.add(&mut draft, step, leaf);
        }
        if let Some(name) = draft.property("name") {
            self.named.insert(name.to_owned(), draft.clone());
        }
        self.layout = Some(draft);
    }

    /// What a slide inherits from: the template that it names, or the layout.
    fn template(&mut self, leaf: usize, slide: &syntax::Slide) -> Draft {
        let layout = slide.property("layout").map(|layout| layout.value.as_str());
        if layout == Some("false") {
            self.layout = None;
        }
        let current = if layout == Some("true") { None } else { self.layout.as_ref() };
        let Some(wanted) = slide.property("template") else {
            return Draft::inheriting(current);
        };
        if let Some(template) = self.named.get(&wanted.value) {
            return Draft::inheriting(Some(template));
        }
        let fallback = Draft::inheriting(current);
        let name = wanted.value.clone();
        let nearest = nearest(&name, self.named.keys().map(String::as_str)).map(str::to_owned);
        let start = slide.range.start as usize;
        let range = wanted.value_range.usize();
        let problem = Problem::UnknownTemplate { name, nearest };
        let composed = &self.leaves[leaf].composed;
        self.diagnostics.push(composed.diagnostic(problem, start + range.start..start + range.end));
        fallback
    }

    fn add(&self, draft: &mut Draft, slide: &syntax::Slide, leaf: usize) {
        if self.contents == Contents::Wanted {
            draft.add(slide, Base { leaf, start: slide.range.start });
        }
    }

    /// Takes down the classes of a slide, and reports first lines that vanish.
    fn note(&mut self, leaf: usize, slide: &syntax::Slide) {
        for property in &slide.properties {
            let start = slide.range.start as usize;
            let shifted =
                |range: syntax::Range| start + range.start as usize..start + range.end as usize;
            if property.key == "class" {
                let value = shifted(property.value_range);
                for class in words(&property.value) {
                    // A word is a part of the value, so its place is the distance of the two.
                    let at = class.as_ptr().addr() - property.value.as_ptr().addr();
                    let range = value.start + at..value.start + at + class.len();
                    self.classes.push((class.to_owned(), leaf, range));
                }
            } else if !KEYS.contains(&property.key.as_str())
                && !property.range.of(&slide.text).starts_with("<!--")
                && !self.is_mentioned(&property.key)
            {
                let problem = Problem::VanishedLine { key: property.key.clone() };
                let composed = &self.leaves[leaf].composed;
                self.diagnostics.push(composed.diagnostic(problem, shifted(property.range)));
            }
        }
    }

    /// Whether any slide shows `{{key}}`.
    fn is_mentioned(&mut self, key: &str) -> bool {
        let leaves = self.leaves;
        let mentioned = self.mentioned.get_or_insert_with(|| {
            let texts = leaves.iter().map(|leaf| leaf.composed.text());
            let keys = texts.flat_map(|text| text.split("{{").skip(1));
            keys.filter_map(|rest| Some(rest.split_once("}}")?.0.trim())).collect()
        });
        mentioned.contains(key)
    }

    /// The first tag by which a slide is left out.
    fn excluded(&self, draft: &Draft) -> Option<String> {
        let class = draft.property("class").unwrap_or_default();
        let tag = self.leave_out.tags.iter().find(|tag| words(class).any(|class| class == **tag));
        tag.cloned()
    }
}

/// How many numbers a slide and its steps would take, with the steps that their code brings.
fn n_numbers(group: &[syntax::Slide]) -> usize {
    let of_code = |slide: &syntax::Slide| syntax::steps(&slide.text, &slide.content.nodes) as usize;
    group.iter().map(|slide| 1 + of_code(slide)).sum()
}

fn is_true(slide: &syntax::Slide, key: &str) -> bool {
    slide.property(key).is_some_and(|property| property.value.eq_ignore_ascii_case("true"))
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
