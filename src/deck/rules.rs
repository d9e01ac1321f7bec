//! The rules that decide whether a slide is shown: the known properties, and what a deck leaves out.

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use super::slide::words;
use crate::manifest::{CodeMarks, Manifest, Notes, ratio};
use crate::render::{DrawingRoom, highlight};

/// The known properties; all others only define `{{key}}`.
pub(super) const KEYS: [&str; 15] = [
    "name",
    "aliases",
    "class",
    "layout",
    "template",
    "exclude",
    "count",
    "continued",
    "minutes",
    "highlight-style",
    "fit",
    "background-image",
    "background-color",
    "background-size",
    "background-position",
];

/// Whether the slides of a deck are searched for what their authors did not mean.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SlideSearch {
    /// They are.
    Made,
    /// They are not: another part of the build searches them.
    LeftOut,
}

/// What a deck selects from its chapters.
#[derive(Copy, Clone, Hash)]
pub(super) struct ChapterRules<'a> {
    /// Slides with one of these classes are left out.
    pub(super) tags: &'a [String],
    /// Slides with one of these names are left out.
    pub(super) names: &'a [String],
    /// How notes are handled.
    pub(super) notes: Notes,
    /// The marks that code blocks may contain.
    pub(super) marks: CodeMarks,
    /// The room for drawings on its stage.
    pub(super) room: DrawingRoom,
    /// Whether its slides are searched.
    pub(super) search: SlideSearch,
}

impl<'a> ChapterRules<'a> {
    /// The rules of a manifest, with the tags that it leaves out.
    pub(super) fn of(manifest: &'a Manifest, tags: &'a [String], search: SlideSearch) -> Self {
        let (names, notes) = (&*manifest.skip, manifest.notes);
        let language = manifest.highlight_language.as_ref().map(|language| language.value.trim());
        let language = language.and_then(highlight::known_name);
        let marks = CodeMarks { language, ..manifest.code_marks() };
        let room = ratio(manifest.text("ratio")).map(DrawingRoom::on_stage);
        Self { tags, names, notes, marks, room: room.unwrap_or_default(), search }
    }
}

/// The first tag among classes that leaves a slide out. Unicode composition does not matter:
/// keyboards and file systems differ in it.
pub(super) fn excluding_tag(rules: ChapterRules<'_>, class: &str) -> Option<String> {
    let is_plain =
        |text: &str| is_nfc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes;
    let is_same = |one: &str, other: &str| {
        one == other || !(is_plain(one) && is_plain(other)) && one.nfc().eq(other.nfc())
    };
    rules.tags.iter().find(|tag| words(class).any(|class| is_same(class, tag))).cloned()
}

/// Parses YAML's words for yes or no, in any case.
pub(super) fn yes_or_no(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" => Some(true),
        "false" | "no" | "off" | "n" => Some(false),
        _ => None,
    }
}
