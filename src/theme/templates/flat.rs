//! Templates that extend others, written as one text without `extends` and blocks.
//!
//! When a template is included, Tera renders only its own text, so included templates must not
//! extend others. The two tags of a block become an `if` that is always true, so that they trim
//! white space as before.

use std::collections::BTreeMap;
use std::ops::Range;

use super::parts::{TemplateBlock, TemplateTexts, blocks};
use super::prepared::Draft;
use super::tags::{TagToken, TemplateTag, tags};

/// How deep blocks and their parents may be nested.
const MOST_NESTED: usize = 24;

/// The longest text, in bytes.
const LONGEST: usize = 1 << 20;

/// A template and what it extends as one text. `None` if that is not possible.
pub(super) fn flattened(name: &str, texts: &TemplateTexts<'_>) -> Option<Draft> {
    let chain = texts.chain(name)?;
    let layers: Vec<FlatLayer<'_>> =
        chain.iter().map(|(name, text)| FlatLayer::new(name, text)).collect();
    let (last, base) = layers.iter().enumerate().next_back()?;
    let mut flat = Flattener { layers: &layers, draft: Draft::default() };
    flat.take(Spot { layer: last, block: None, depth: 0 }, 0..base.text.len())?;
    Some(flat.draft)
}

/// A template of a chain.
struct FlatLayer<'t> {
    name: &'t str,
    text: &'t str,
    /// Its calls of `super()`, in order.
    parents: Vec<TemplateTag<'t>>,
    /// Its blocks, in order.
    blocks: Vec<TemplateBlock<'t>>,
    by_name: BTreeMap<&'t str, usize>,
}

impl<'t> FlatLayer<'t> {
    fn new(name: &'t str, text: &'t str) -> Self {
        let mut tags = tags(text);
        let blocks = blocks(&tags);
        tags.retain(is_parent);
        let by_name = blocks.iter().enumerate().map(|(index, block)| (block.name, index));
        Self { name, text, parents: tags, by_name: by_name.collect(), blocks }
    }

    fn block(&self, name: &str) -> Option<&TemplateBlock<'t>> {
        self.by_name.get(name).map(|index| &self.blocks[*index])
    }
}

/// The source of a text: a template, the block around it, and its depth.
#[derive(Copy, Clone)]
struct Spot<'s> {
    layer: usize,
    block: Option<&'s str>,
    depth: usize,
}

struct Flattener<'t> {
    layers: &'t [FlatLayer<'t>],
    draft: Draft,
}

impl<'t> Flattener<'t> {
    /// Appends a range of a template, with blocks replaced by those of earlier templates.
    fn take(&mut self, spot: Spot<'_>, range: Range<usize>) -> Option<()> {
        if spot.depth > MOST_NESTED || self.draft.text.len() > LONGEST {
            return None;
        }
        let layer = &self.layers[spot.layer];
        let mut at = range.start;
        while at < range.end {
            let next = layer.blocks.partition_point(|block| block.outer.start < at);
            let block = layer.blocks.get(next).filter(|block| block.outer.start < range.end);
            let next = layer.parents.partition_point(|tag| tag.start < at);
            let parent = layer.parents.get(next).filter(|tag| tag.start < range.end);
            let is_first = |block: &&TemplateBlock<'_>| {
                parent.is_none_or(|parent| block.outer.start < parent.start)
            };
            let block = block.filter(is_first);
            let parent = parent.filter(|_| block.is_none());
            let start = block.map(|block| block.outer.start).or(parent.map(|tag| tag.start));
            self.draft.take(layer.name, layer.text, at..start.unwrap_or(range.end));
            at = range.end;
            if let Some(block) = block {
                self.block(spot, block)?;
                at = block.outer.end;
            } else if let Some(tag) = parent {
                self.parent(spot, tag)?;
                at = tag.end;
            }
        }
        Some(())
    }

    /// Appends a block, in the form of the first template that defines it.
    fn block(&mut self, spot: Spot<'_>, block: &TemplateBlock<'t>) -> Option<()> {
        let mut layers = self.layers.iter().enumerate();
        let (layer, own) =
            layers.find_map(|(index, layer)| Some((index, layer.block(block.name)?)))?;
        let trims = [block.trims[0], own.trims[1], own.trims[2], block.trims[3]];
        let spot = Spot { layer, block: Some(block.name), depth: spot.depth + 1 };
        self.enclosed(spot, own.inner.clone(), trims)
    }

    /// Appends the same block of a later template.
    fn parent(&mut self, spot: Spot<'_>, tag: &TemplateTag<'t>) -> Option<()> {
        let name = spot.block?;
        let mut layers = self.layers.iter().enumerate().skip(spot.layer + 1);
        let (layer, block) = layers.find_map(|(index, layer)| Some((index, layer.block(name)?)))?;
        let trims = [tag.is_trimming_before, block.trims[1], block.trims[2], tag.is_trimming];
        let spot = Spot { layer, depth: spot.depth + 1, ..spot };
        self.enclosed(spot, block.inner.clone(), trims)
    }

    /// Appends a text between two tags that do nothing but trim.
    fn enclosed(&mut self, spot: Spot<'_>, range: Range<usize>, trims: [bool; 4]) -> Option<()> {
        let [before, after, before_end, after_end] =
            trims.map(|is_on| if is_on { "-" } else { "" });
        let name = self.layers[spot.layer].name;
        self.draft.add(name, range.start, &format!("{{%{before} if true {after}%}}"));
        let end = range.end;
        self.take(spot, range)?;
        self.draft.add(name, end, &format!("{{%{before_end} endif {after_end}%}}"));
        Some(())
    }
}

/// Whether a tag is `{{ super() }}`.
fn is_parent(tag: &TemplateTag<'_>) -> bool {
    use TagToken::{Mark, Word};
    let tokens: Vec<_> = tag.tokens.iter().map(|(_, token)| *token).collect();
    tokens == [Word("super"), Mark('('), Mark(')')]
}

#[cfg(test)]
mod tests {
    use super::super::parts::TemplateTexts;
    use super::flattened;

    fn flat(name: &str, texts: &[(&str, &str)]) -> Option<String> {
        let texts = TemplateTexts::new(texts.iter().copied());
        let draft = flattened(name, &texts)?;
        tera::Tera::one_off(&draft.text, &tera::Context::new(), true).ok()
    }

    #[test]
    fn a_flat_text_is_what_inheritance_makes() {
        let base =
            "<a>\n{%- block one %}\n1{% block two %} 2 {% endblock two %}{% endblock %}\n</a>";
        let middle = "{% extends 'base' %}{% block two -%} M {{- super() }} {% endblock %}";
        let top = "{% extends 'middle' %}{% block one %}T({{ super() }}){% endblock %}";
        let texts = [("base", base), ("middle", middle), ("top", top)];
        for name in ["base", "middle", "top"] {
            let mut tera = tera::Tera::default();
            tera.add_raw_templates(texts.to_vec()).expect("templates");
            let expected = tera.render(name, &tera::Context::new()).expect("a text");
            assert_eq!(flat(name, &texts).as_deref(), Some(&*expected), "{name}");
        }
    }

    #[test]
    fn parents_that_grow_without_end_are_refused() {
        let texts: Vec<(String, String)> = (0..20)
            .map(|n| {
                let text = format!(
                    "{{% extends 'p{}' %}}{{% block b %}}{}{{% endblock %}}",
                    n + 1,
                    "{{ super() }}".repeat(9)
                );
                (format!("p{n}"), text)
            })
            .chain([("p20".to_owned(), "{% block b %}text{% endblock %}".to_owned())])
            .collect();
        let texts = TemplateTexts::new(texts.iter().map(|(name, text)| (&**name, &**text)));
        assert!(flattened("p0", &texts).is_none());
        assert!(flattened("p17", &texts).is_some());
    }
}
