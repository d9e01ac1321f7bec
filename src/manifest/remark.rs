//! What a page of remark.js passes to `remark.create({…})` or defines as a macro, as keys of the
//! manifest: `highlight-lines`, `highlight-spans`, `highlight-language`, `navigation`, `macros`.
//!
//! This reads the keys; it neither highlights nor expands anything.

use super::read::ManifestReader;
use super::yaml::{Yaml, YamlNode, yes_or_no};
use super::{Era, Manifest, Navigation, without_comments};
use crate::diag::ManifestProblem;
use crate::keys::{KeySet as _, NAVIGATION, NavigationKey};
use crate::span::{Spanned, offset};

/// How a deck marks parts of its code blocks.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodeMarks {
    /// Whether a line beginning with `*` is highlighted, as with remark's `highlightLines`, if the
    /// manifest says or implies it. If not, it is not.
    pub lines: Option<bool>,
    /// Where backticks mark the text between them, as with remark's `highlightSpans`.
    pub spans: MarkedSpans,
    /// The language of blocks that name none, as with remark's `highlightLanguage`: a name that the
    /// highlighter knows, so the deck finds it.
    pub language: Option<&'static str>,
}

/// Where backticks in a code block mark the text between them.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum MarkedSpans {
    /// Nowhere: a backtick is a part of the code.
    #[default]
    Off,
    /// In languages that give backticks no meaning of their own, or hardly ever use it.
    WhereFree,
    /// Everywhere.
    On,
}

/// A macro of a deck: what replaces `![:name …](…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MacroTemplate {
    /// Its name.
    pub name: Spanned<String>,
    /// Markdown and HTML with placeholders for the arguments.
    pub text: String,
}

/// The placeholder for the text in the parentheses of a call. Arguments have `{1}` to `{9}`.
pub const TARGET: &str = "{target}";

/// The longest text of a macro, in bytes; those of real decks have a few hundred.
const LONGEST: usize = 16 << 10;

impl Manifest {
    /// How code blocks are marked, but for their language. Without the key, backticks mark where the manifest is one of
    /// container.training's, whose page had `highlightSpans: true`.
    pub fn code_marks(&self) -> CodeMarks {
        let of_origin =
            if self.is_of_markmaker() { MarkedSpans::WhereFree } else { MarkedSpans::Off };
        let asked = |is_on| if is_on { MarkedSpans::On } else { MarkedSpans::Off };
        CodeMarks {
            lines: self.highlight_lines.or(self.is_of_markmaker().then_some(false)),
            spans: self.highlight_spans.map_or(of_origin, asked),
            language: None,
        }
    }

    /// Whether the manifest was written for container.training's `markmaker.py`, which reads `chat`
    /// from each manifest and stops without it; older versions list `chapters`.
    pub fn is_of_markmaker(&self) -> bool {
        self.era == Era::Chapters || self.texts.iter().any(|(key, _)| *key == "chat")
    }
}

impl ManifestReader<'_> {
    /// The value of a key that is `true` or `false`; `None` for a missing value.
    pub(super) fn flag(&mut self, key: &str, value: &Yaml) -> Option<bool> {
        let is_on = match &value.node {
            YamlNode::Null => return None,
            YamlNode::Text(text) if text.trim().is_empty() => return None,
            YamlNode::Bool(is_on, _) => Some(*is_on),
            YamlNode::Text(text) => yes_or_no(text),
            _ => None,
        };
        if is_on.is_none() {
            self.wrong(key, "`true` or `false`", value);
        }
        is_on
    }

    /// The same for a text from outside.
    pub(super) fn flag_text(&mut self, key: &str, text: Spanned<String>) -> Option<bool> {
        self.flag(key, &Yaml { node: YamlNode::Text(text.value), span: text.span })
    }

    /// The gestures of a deck.
    pub(super) fn navigation(&mut self, value: Yaml) -> Navigation {
        let mut navigation = Navigation::default();
        let entries = match value.node {
            YamlNode::Map(entries) => entries,
            YamlNode::Null => Vec::new(),
            _ => {
                let help = "write `navigation: {scroll: false, touch: true, click: false}`";
                self.wrong_with("navigation", "a mapping", (&value, Some(help.to_owned())));
                Vec::new()
            }
        };
        for (key, value) in entries {
            let Some(known) = NavigationKey::named(&key.value) else {
                self.report(NAVIGATION.unknown(&key.value), &key.span);
                continue;
            };
            let gesture = match known {
                NavigationKey::Scroll => &mut navigation.scroll,
                NavigationKey::Touch => &mut navigation.touch,
                NavigationKey::Click => &mut navigation.click,
            };
            if let Some(is_on) = self.flag(known.row().name, &value) {
                *gesture = is_on;
            }
        }
        navigation
    }

    /// The macros of a deck: names and what replaces them.
    pub(super) fn macros(&mut self, value: Yaml) -> Vec<MacroTemplate> {
        let entries = match value.node {
            YamlNode::Map(entries) => entries,
            YamlNode::Null => Vec::new(),
            _ => {
                self.wrong("macros", "a mapping of names to texts", &value);
                Vec::new()
            }
        };
        let mut macros = Vec::with_capacity(entries.len());
        for (name, value) in entries {
            let Some(text) = value.scalar() else {
                self.wrong(&name.value, "a text", &value);
                continue;
            };
            if let Some(expected) = fault(&name.value, text) {
                let found = text.lines().next().unwrap_or_default();
                let problem = ManifestProblem::BadValue {
                    key: format!("macros.{}", name.value),
                    found: if name.value.is_empty() { String::new() } else { found.to_owned() },
                    expected: expected.to_owned(),
                    nearest: None,
                };
                self.report(problem, &value.span);
                continue;
            }
            macros.push(MacroTemplate { name, text: without_comments(text) });
        }
        macros
    }
}

/// What a macro should be like, if it is not valid. The inserted text must not split a slide, or
/// open a comment over the following text; a macro in a macro could grow without limit.
fn fault(name: &str, text: &str) -> Option<&'static str> {
    let is_separator = |line: &str| matches!(line.trim_end(), "---" | "--" | "???");
    if name.is_empty() || name.contains([' ', ']', '[']) {
        Some("a name without spaces and brackets")
    } else if text.len() > LONGEST {
        Some("a text of at most 16 KiB")
    } else if text.lines().any(is_separator) {
        Some("a text without slide separators")
    } else if without_comments(text).contains("<!--") {
        Some("a text without the beginning of a comment")
    } else if text.contains("![:") {
        Some("HTML or Markdown without other macros")
    } else if text.contains("{0}") {
        Some("`{1}` for the first argument, and `{target}` for what is in the parentheses")
    } else {
        None
    }
}

/// The number of arguments for which a text has placeholders.
pub fn n_arguments(text: &str) -> u32 {
    let is_used = |number: &usize| text.contains(&format!("{{{number}}}"));
    offset((1..=9).rfind(is_used).unwrap_or(0))
}
