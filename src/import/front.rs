//! The front matter of a Markdown file: YAML between two lines, which is not a slide.

use std::borrow::Cow;

use crate::manifest::yaml::{self, Repeated, Yaml, YamlNode};
use crate::source::Source;

/// The longest front matter, in lines.
const LONGEST: usize = 500;

/// The front matter of a text.
pub(super) struct FrontMatter {
    /// Its YAML, if it can be read.
    pub(super) yaml: Option<Yaml>,
    /// Where the text after it begins.
    pub(super) end: usize,
}

impl FrontMatter {
    /// The front matter of a file, if it has any.
    pub(super) fn of(source: &Source) -> Option<Self> {
        let text = source.text();
        let first = text.lines().next()?;
        if first.trim_end() != "---" {
            return None;
        }
        let mut at = first.len() + 1;
        let start = at;
        for line in text.get(at..)?.split_inclusive('\n').take(LONGEST) {
            let end = at + line.len();
            if matches!(line.trim_end(), "---" | "...") {
                // The same number of lines as in the file, so that locations are right.
                let padded = format!("\n{}", &text[start..at]);
                let padded = Source::new(source.path().clone(), &padded);
                let yaml = yaml::read_with(&padded, Repeated::LastWins).ok();
                let is_map = |yaml: &Yaml| matches!(yaml.node, YamlNode::Map(_));
                return Some(Self { yaml: yaml.filter(is_map), end });
            }
            at = end;
        }
        None
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Yaml> {
        self.yaml.as_ref()?.get(key)
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.scalar().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The keys and their values, with the locations of the keys in the file.
    pub(super) fn entries(&self) -> Vec<(&str, &Yaml, usize)> {
        self.yaml.as_ref().map(|yaml| entries(yaml, 3)).unwrap_or_default()
    }
}

/// The entries of a mapping; locations are moved by the length of the line before it.
pub(super) fn entries(yaml: &Yaml, by: usize) -> Vec<(&str, &Yaml, usize)> {
    let YamlNode::Map(entries) = &yaml.node else { return Vec::new() };
    let place = |start: u32| start as usize + by;
    entries.iter().map(|(key, value)| (key.value.as_str(), value, place(key.span.start))).collect()
}

/// The texts of a value: a single one, or those of a list.
pub(super) fn texts(yaml: &Yaml) -> Vec<&str> {
    match &yaml.node {
        YamlNode::List(items) => items.iter().filter_map(Yaml::scalar).collect(),
        YamlNode::Null | YamlNode::Map(_) => Vec::new(),
        YamlNode::Bool(..) | YamlNode::Number(_) | YamlNode::Text(_) => {
            yaml.scalar().into_iter().collect()
        }
    }
}

/// A text in one line.
pub(super) fn in_one_line(text: &str) -> Cow<'_, str> {
    if text.contains('\n') {
        text.split_whitespace().collect::<Vec<_>>().join(" ").into()
    } else {
        text.into()
    }
}
