//! The parts of templates: the templates that one extends and includes, and its blocks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::tags::{TagToken, TemplateTag, tags};
use super::{BUILT_IN, BUILT_IN_FOLDER, built_in_template};

/// The maximum length of a chain of templates that extend each other.
const MOST_PARENTS: usize = 24;

/// The texts of all templates of a site, by name: its own, and the built-in ones.
pub(super) struct TemplateTexts<'t> {
    own: BTreeMap<&'t str, &'t str>,
}

impl<'t> TemplateTexts<'t> {
    /// The built-in templates, and those of a site.
    pub(super) fn new(own: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        Self { own: own.into_iter().collect() }
    }

    /// The text of a template.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        match name.strip_prefix(BUILT_IN_FOLDER) {
            Some(name) => built_in_template(name),
            None => self.own.get(name).copied().or_else(|| built_in_template(name)),
        }
    }

    /// Whether a template is the site's own.
    pub(super) fn is_own(&self, name: &str) -> bool {
        self.own.contains_key(name)
    }

    /// All names: those of the site, and those of built-in templates, also as they can be extended.
    pub(super) fn names(&self) -> impl Iterator<Item = String> + '_ {
        let built_in = BUILT_IN.iter().map(|(name, _)| *name);
        let kept = built_in.clone().map(|name| format!("{BUILT_IN_FOLDER}{name}"));
        kept.chain(built_in.chain(self.own.keys().copied()).map(str::to_owned))
    }

    /// A template and those that it extends, the last one first extended. `None` if one is missing,
    /// or if they form a circle: Tera reports both.
    pub(super) fn chain(&self, name: &str) -> Option<Vec<(String, &'t str)>> {
        let mut chain = vec![(name.to_owned(), self.get(name)?)];
        while let Some(parent) = chain.last().and_then(|(_, text)| extended(text)) {
            let is_known = chain.iter().any(|(name, _)| *name == parent.name);
            if is_known || chain.len() > MOST_PARENTS {
                return None;
            }
            let text = self.get(parent.name)?;
            chain.push((parent.name.to_owned(), text));
        }
        Some(chain)
    }

    /// All templates that one uses, and itself.
    pub(super) fn reached(&self, name: &str) -> BTreeSet<String> {
        let (mut found, mut next) = (BTreeSet::new(), vec![name.to_owned()]);
        while let Some(name) = next.pop() {
            let uses = self.get(&name).map(used).unwrap_or_default();
            if found.insert(name) {
                next.extend(uses.into_iter().map(|used| used.name.to_owned()));
            }
        }
        found
    }
}

/// The name of another template, as written in one.
pub(super) struct UsedTemplate<'t> {
    pub(super) name: &'t str,
    /// Its location, without the quotes.
    pub(super) range: Range<usize>,
}

fn named<'t>(tag: &TemplateTag<'t>) -> Option<UsedTemplate<'t>> {
    let (at, TagToken::Text(name)) = *tag.tokens.get(1)? else { return None };
    Some(UsedTemplate { name, range: at + 1..at + 1 + name.len() })
}

/// The template that one extends.
pub(super) fn extended(text: &str) -> Option<UsedTemplate<'_>> {
    let tags = tags(text);
    named(tags.first().filter(|tag| tag.word(0) == Some("extends"))?)
}

/// The templates that one extends and includes.
pub(super) fn used(text: &str) -> Vec<UsedTemplate<'_>> {
    let is_use = |tag: &&TemplateTag<'_>| matches!(tag.word(0), Some("extends" | "include"));
    tags(text).iter().filter(is_use).filter_map(named).collect()
}

/// Whether a template has a component, which any other may call.
pub(super) fn has_component(text: &str) -> bool {
    tags(text).iter().any(|tag| tag.word(0) == Some("component"))
}

/// The fields that a template uses: `assets.icon`.
pub(super) fn fields(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for tag in tags(text) {
        for window in tag.tokens.windows(3) {
            if let [(_, TagToken::Word(of)), (_, TagToken::Mark('.')), (_, TagToken::Word(field))] =
                window
            {
                found.insert(format!("{of}.{field}"));
            }
        }
    }
    found
}

/// A block of a template.
pub(super) struct TemplateBlock<'t> {
    pub(super) name: &'t str,
    /// The location of its name.
    pub(super) name_range: Range<usize>,
    /// Its tags, and all between.
    pub(super) outer: Range<usize>,
    /// The text between its tags.
    pub(super) inner: Range<usize>,
    /// Whether its tags trim white space: before and after the first, before and after the last one.
    pub(super) trims: [bool; 4],
    /// How many others contain it.
    pub(super) depth: usize,
}

/// The blocks of a template, in the order of their beginnings.
pub(super) fn blocks<'t>(tags: &[TemplateTag<'t>]) -> Vec<TemplateBlock<'t>> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    for tag in tags {
        match tag.word(0) {
            Some("block") => open.push(tag),
            Some("endblock") => {
                let Some(first) = open.pop() else { continue };
                let Some(&(at, TagToken::Word(name))) = first.tokens.get(1) else { continue };
                found.push(TemplateBlock {
                    name,
                    name_range: at..at + name.len(),
                    outer: first.start..tag.end,
                    inner: first.end..tag.start,
                    trims: [
                        first.is_trimming_before,
                        first.is_trimming,
                        tag.is_trimming_before,
                        tag.is_trimming,
                    ],
                    depth: open.len(),
                });
            }
            _ => {}
        }
    }
    found.sort_by_key(|block| block.outer.start);
    found
}
