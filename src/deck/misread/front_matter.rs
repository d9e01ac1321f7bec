//! Front matter: keys between two separators, as Jekyll, Marp and Slidev read it.

use std::ops::Range;

use super::super::exposed;
use super::super::rules::{KEYS, yes_or_no};
use super::quote;
use crate::diag::{FrontMatterPlace, MisreadingProblem};
use crate::syntax::{self, Node};

/// Keys that other tools read at the top of a text.
const KNOWN: [&str; 49] = [
    "author",
    "authors",
    "bibliography",
    "csl",
    "editor_options",
    "favicon",
    "header-includes",
    "institute",
    "knit",
    "output",
    "params",
    "aliases",
    "background",
    "categories",
    "category",
    "canvasWidth",
    "css",
    "date",
    "description",
    "download",
    "draft",
    "drawings",
    "event",
    "fonts",
    "footer",
    "format",
    "header",
    "highlighter",
    "image",
    "info",
    "keywords",
    "lang",
    "layout",
    "lineNumbers",
    "marp",
    "mdc",
    "paginate",
    "permalink",
    "routerMode",
    "size",
    "slug",
    "style",
    "subtitle",
    "tags",
    "theme",
    "title",
    "titleTemplate",
    "transition",
    "weight",
];

/// Front matter that forms a slide of its own. `index` is its place in the chapter.
pub(in crate::deck) fn front_matter(
    slides: &[syntax::Slide],
    index: usize,
) -> Option<(MisreadingProblem, Range<usize>)> {
    let slide = slides.get(index)?;
    let top = match index {
        0 => true,
        1 => slides[0].properties.is_empty() && exposed::is_empty(&slides[0]),
        _ => false,
    };
    if let Some(found) = other_block(slide).filter(|_| index == 0) {
        return Some(found);
    }
    // Text must follow: what ends a chapter is no front matter.
    slides.get(index + 1)?;
    let is_comment =
        |property: &syntax::Property| property.range.of(&slide.text).starts_with("<!--");
    let property = slide.properties.iter().find(|property| is_foreign(property))?;
    let is_only =
        exposed::is_empty(slide) || is_yaml(slide) && slide.properties.iter().any(is_known);
    if !is_only || slide.continued || slide.properties.iter().any(is_comment) {
        return None;
    }
    // A sentence with a colon is not a key, unless it is among others.
    if slide.properties.len() == 1 && !is_known(property) && !is_word(&property.value) {
        return None;
    }
    let first = slide.properties.first()?;
    let is_shown = |property: &syntax::Property| !is_foreign(property) && property.key != "class";
    let place = if !top || slide.properties.iter().any(is_shown) {
        FrontMatterPlace::Slide
    } else if slide.text.contains("xaringan::") {
        FrontMatterPlace::Xaringan
    } else {
        FrontMatterPlace::Chapter
    };
    let key = property.key.clone();
    Some((MisreadingProblem::FrontMatter { key, place, others: 0 }, first.range.usize()))
}

/// Whether slides here do not have this property, or not with this value.
fn is_foreign(property: &syntax::Property) -> bool {
    let is_known = KEYS.contains(&property.key.as_str());
    !is_known || property.key == "layout" && yes_or_no(&property.value).is_none()
}

fn is_known(property: &syntax::Property) -> bool {
    KNOWN.contains(&property.key.as_str()) && is_foreign(property)
}

fn is_word(value: &str) -> bool {
    !value.is_empty() && !value.contains(char::is_whitespace)
}

/// Whether the rest of a slide reads as YAML: lists, nested keys, comments.
fn is_yaml(slide: &syntax::Slide) -> bool {
    let mut lines = slide.content.nodes.iter().flat_map(|node| match node {
        Node::Text(range) => range.of(&slide.text).lines(),
        Node::Comment(_) => "".lines(),
        _ => "<".lines(),
    });
    slide.notes.nodes.is_empty() && lines.all(is_yaml_line)
}

fn is_yaml_line(line: &str) -> bool {
    let trimmed = line.trim();
    let is_key = trimmed.split_once(':').is_some_and(|(key, value)| {
        super::spans::is_name(key.trim_start_matches('_'))
            && (value.is_empty() || value.starts_with(' '))
    });
    // A comment; with a space, it would be a heading.
    let is_comment = trimmed.starts_with('#') && !trimmed.trim_start_matches('#').starts_with(' ');
    let is_nested = trimmed.starts_with("- ") || line.starts_with([' ', '\t']);
    trimmed.is_empty() || is_nested || is_key || is_comment
}

/// Front matter of other kinds at the top of a chapter: TOML between `+++`, Pandoc's title block.
fn other_block(slide: &syntax::Slide) -> Option<(MisreadingProblem, Range<usize>)> {
    let text = &*slide.text;
    let first = text.lines().next()?;
    let mut after = text.lines().skip(1);
    let is_toml = first == "+++"
        && after.by_ref().take_while(|line| *line != "+++").any(|line| line.contains(" = "));
    let is_pandoc = first.starts_with("% ") && !first.trim_end().ends_with('%');
    if !is_toml && !is_pandoc {
        return None;
    }
    let key = if is_toml { "title".to_owned() } else { quote(first) };
    let place = FrontMatterPlace::TitleBlock;
    Some((MisreadingProblem::FrontMatter { key, place, others: 0 }, 0..first.len()))
}
