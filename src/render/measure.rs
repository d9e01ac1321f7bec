//! How long a slide is, without rendering it: how many steps its code adds, and whether it has a lab.
//!
//! **Invariant:** for each slide, both agree with the result of rendering. Unless its text alone
//! shows that there are none, the slide is parsed.

use super::labels::Labels;
use super::passes::labs::LABS;
use super::slide::{SlideMeasure, measured};
use super::source::{Part, SlideSource};

/// Measures a slide of a deck with these labels.
pub fn measure(source: &SlideSource, labels: &Labels) -> SlideMeasure {
    let parts = || source.content.iter().chain(&source.notes);
    if parts().all(is_plain) { SlideMeasure::default() } else { measured(source, labels) }
}

/// Whether a part certainly neither adds steps nor has a lab.
fn is_plain(part: &Part) -> bool {
    // An inserted text may complete a word.
    !part.block.has_braces
        && part.fill.iter().all(is_plain)
        && !may_add_steps(&part.text)
        && !may_have_lab(&part.text)
}

/// Whether a text may have groups of highlighted lines: `{1|2}`, or both signs as entities.
fn may_add_steps(text: &str) -> bool {
    (text.contains('{') && text.contains('|')) || has_entity(text)
}

/// Whether a text may contain the class of a lab: one of their names as a separate word.
fn may_have_lab(text: &str) -> bool {
    let is_inside = |byte: Option<&u8>| {
        byte.is_some_and(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let bytes = text.as_bytes();
    LABS.into_iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            !is_inside(before) && !is_inside(bytes.get(at + name.len()))
        })
    })
}

/// Whether a text may have a character as an entity that matters here: a number, or the name of a
/// brace or of a bar.
fn has_entity(text: &str) -> bool {
    ["&#", "&l", "&v", "&V"].into_iter().any(|start| text.contains(start))
}

#[cfg(test)]
mod tests {
    use super::super::slide::render;
    use super::{Labels, Part, SlideMeasure, SlideSource, measure};
    use crate::syntax;
    use std::sync::Arc;

    fn source(text: &str) -> SlideSource {
        let chapter = syntax::parse(text);
        let slide = &chapter.slides[0];
        let part = |block: &syntax::NodeBlock| Part {
            id: 0,
            step: 0,
            text: Arc::clone(&slide.text),
            block: block.clone(),
            fill: Vec::new(),
        };
        let (content, notes) = (vec![part(&slide.content)], vec![part(&slide.notes)]);
        SlideSource { content, notes, ..SlideSource::default() }
    }

    /// The measure of a slide, as rendering finds it.
    fn both(text: &str) -> SlideMeasure {
        let source = source(text);
        let rendered = render(&source, &Labels::default());
        let inserted = rendered.inserted.values().sum();
        let found = measure(&source, &Labels::default());
        assert_eq!(found, SlideMeasure { inserted, is_lab: rendered.is_lab }, "{text}");
        found
    }

    #[test]
    fn entities_count_for_what_rendering_makes_of_them() {
        for info in ["{1&vert;2}", "&lbrace;1|2|1&rbrace;", "&#123;1&#124;2}", "{1&verbar;2}"] {
            both(&format!("```sh {info}\na\nb\n```"));
        }
    }

    #[test]
    fn measures_are_what_rendering_finds() {
        for (text, expected) in [
            ("a", (0, false)),
            (".lab[x]", (0, true)),
            (".small.exercise[x]", (0, true)),
            ("<p class=lab>x</p>", (0, true)),
            ("<p class='a lab b'>x</p>", (0, true)),
            ("<p class='&#108;ab'>x</p>", (0, false)),
            ("<p class='la&#98;'>x</p>", (0, false)),
            ("available labels", (0, false)),
            ("???\n.lab[x]", (0, false)),
            ("```sh {1|2}\na\nb\n```", (1, false)),
            (".lab[\n```sh {1|2}\na\nb\n```\n]", (1, true)),
            ("> ~~~ {1|2}\n> a\n> b\n> ~~~", (1, false)),
            ("???\n```sh {1|2}\na\nb\n```", (0, false)),
            ("```mermaid {1|2}\ngraph LR\n```", (0, false)),
        ] {
            let found = both(text);
            assert_eq!((found.inserted, found.is_lab), expected, "{text}");
        }
    }
}
