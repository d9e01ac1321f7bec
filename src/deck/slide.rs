//! A slide before rendering: properties, inheritance, parts.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::compose::Composed;
use crate::render::{Part, SlideSource};
use crate::syntax::{self, NodeBlock};

/// Properties that are not inherited.
const NOT_INHERITED: [&str; 4] = ["name", "aliases", "layout", "count"];

/// The origin of a part, which maps its problems back to the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Base {
    /// The chapter; `None` for generated text.
    pub(super) chapter: Option<Arc<Composed>>,
    /// Where the part's text starts in the chapter.
    pub(super) start: u32,
}

/// A slide under construction from its template, itself and its steps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct SlideDraft {
    pub(super) properties: BTreeMap<String, String>,
    pub(super) source: SlideSource,
    /// The origin of each part, by its number.
    pub(super) bases: Vec<Base>,
    pub(super) steps: u32,
    /// The part with a `{{content}}`, which further parts fill.
    template: Option<usize>,
    /// Whether the last addition contained notes.
    pub(super) notes_end_it: bool,
}

/// A slide from which others inherit. Caches that depend on it compare only its hash.
#[derive(Debug, Default)]
pub(super) struct Template {
    pub(super) draft: SlideDraft,
    digest: OnceLock<u128>,
}

impl From<SlideDraft> for Template {
    fn from(draft: SlideDraft) -> Self {
        Self { draft, digest: OnceLock::new() }
    }
}

impl Hash for Template {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let digest = self.digest.get_or_init(|| {
            let mut hasher = SipHasher13::new();
            self.draft.hash(&mut hasher);
            hasher.finish128().as_u128()
        });
        digest.hash(state);
    }
}

impl SlideDraft {
    /// A slide that inherits from a template or layout, if any.
    pub(super) fn inheriting(base: Option<&Self>) -> Self {
        let mut draft = base.cloned().unwrap_or_default();
        draft.properties.retain(|key, _| !NOT_INHERITED.contains(&key.as_str()));
        draft
    }

    /// Adds a slide's own properties; its classes are added to the inherited ones.
    pub(super) fn add_properties(&mut self, slide: &syntax::Slide) {
        for property in &slide.properties {
            let (key, value) = (property.key.as_str(), property.value.as_str());
            match self.properties.get_mut(key) {
                Some(inherited) if key == "class" && !inherited.is_empty() => {
                    inherited.push_str(", ");
                    inherited.push_str(value);
                }
                Some(inherited) => value.clone_into(inherited),
                None => _ = self.properties.insert(key.to_owned(), value.to_owned()),
            }
        }
    }

    /// Adds the content and notes of a slide or step.
    pub(super) fn add(&mut self, slide: &syntax::Slide, base: &Base) {
        let step = self.steps;
        let part = self.part(slide, step, base, slide.content.clone());
        let template = self.template.and_then(|index| self.source.content.get_mut(index));
        if let Some(template) = template {
            // This fills the template; the steps of the filling slide follow it there.
            template.fill.push(part);
        } else {
            if has_placeholder(&part) {
                self.template = Some(self.source.content.len());
            }
            self.source.content.push(part);
        }
        self.notes_end_it = !slide.notes.nodes.is_empty();
        if self.notes_end_it {
            if !self.source.notes.is_empty() {
                let gap = vec![syntax::Node::Text(syntax::Range::new(0, 2))];
                let gap = self.part(slide, step, base, NodeBlock::new("\n\n", gap));
                self.source.notes.push(Part { text: "\n\n".into(), ..gap });
            }
            let notes = self.part(slide, step, base, slide.notes.clone());
            self.source.notes.push(notes);
        }
    }

    fn part(&mut self, slide: &syntax::Slide, step: u32, base: &Base, block: NodeBlock) -> Part {
        let id = crate::span::offset(self.bases.len());
        self.bases.push(base.clone());
        Part { id, step, text: Arc::clone(&slide.text), block, fill: Vec::new() }
    }

    /// Makes all parts appear from the beginning.
    pub(super) fn show_all_at_once(&mut self) {
        fn reset(parts: &mut [Part]) {
            for part in parts {
                part.step = 0;
                reset(&mut part.fill);
            }
        }
        reset(&mut self.source.content);
        reset(&mut self.source.notes);
        self.source.settled = crate::span::offset(self.bases.len());
        self.steps = 0;
    }

    /// The value of a property.
    pub(super) fn property(&self, key: &str) -> Option<&str> {
        self.properties.get(key).map(String::as_str)
    }

    /// The classes, in order and without duplicates.
    pub(super) fn classes(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let classes = words(self.property("class").unwrap_or_default());
        classes.filter(|class| seen.insert(*class)).collect()
    }

    /// Passes the properties to the text if it contains `{{key}}`.
    pub(super) fn fill_variables(&mut self) {
        let parts = self.source.content.iter().chain(&self.source.notes);
        let mentions = |part: &Part| {
            part.block.has_braces || part.fill.iter().any(|part| part.block.has_braces)
        };
        if parts.into_iter().any(mentions) {
            self.source.variables.clone_from(&self.properties);
        }
    }
}

/// The classes of a `class:` line: as in remark, commas and spaces separate them.
pub(super) fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split([',', ' ', '\t']).filter(|word| !word.is_empty())
}

fn has_placeholder(part: &Part) -> bool {
    let is_there = |placeholder: &str| {
        part.text.match_indices(placeholder).any(|(at, _)| !part.block.is_code(at))
    };
    part.block.has_braces && (is_there("{{content}}") || is_there("{{ content }}"))
}

#[cfg(test)]
mod tests {
    use super::{Base, SlideDraft};
    use crate::syntax::parse;

    const BASE: &Base = &Base { chapter: None, start: 0 };

    #[test]
    fn classes_join_and_names_stay() {
        let chapter = parse("name: a\nclass: x\n---\nclass: y, x\n");
        let mut first = SlideDraft::inheriting(None);
        first.add_properties(&chapter.slides[0]);
        first.add(&chapter.slides[0], BASE);
        let mut second = SlideDraft::inheriting(Some(&first));
        second.add_properties(&chapter.slides[1]);
        assert_eq!(second.classes(), ["x", "y"]);
        assert_eq!(second.property("name"), None);
    }

    #[test]
    fn a_template_with_a_placeholder_is_filled() {
        let chapter = parse("a {{content}} b\n---\nX");
        let mut template = SlideDraft::inheriting(None);
        template.add(&chapter.slides[0], BASE);
        let mut slide = SlideDraft::inheriting(Some(&template));
        slide.add(&chapter.slides[1], BASE);
        assert_eq!(slide.source.content.len(), 1);
        assert_eq!(slide.source.content[0].fill.len(), 1);
    }
}
