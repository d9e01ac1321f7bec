//! Speaker notes as reveal.js reads them: `Note: …` at the end of a slide.
//!
//! Most texts that begin so are for the audience. They are notes if the chapter ends most slides
//! with them, or if they contain instructions or mention the audience.

use super::Misreadings;
use crate::diag::ForeignSyntax;
use crate::syntax::{self, Node};

/// From this many slides on, `Note:` is a habit.
const HABIT: usize = 3;

/// Words that begin a reminder to oneself.
const TO_SPEAKER: [&str; 17] = [
    "ask",
    "demonstrate",
    "emphasise",
    "emphasize",
    "explain",
    "greet",
    "introduce",
    "mention",
    "pause",
    "poll",
    "remind",
    "say",
    "smile",
    "talk",
    "tell",
    "thank",
    "welcome",
];

/// Words for those who listen.
const LISTENERS: [&str; 7] =
    ["audience", "attendees", "students", "participants", "listeners", "the room", "everybody in"];

/// The longest label, in bytes, in any script.
const LONGEST_LABEL: usize = 32;

/// Whether a chapter ends its slides with `Note: …`.
pub(in crate::deck) fn habit(slides: &[syntax::Slide]) -> bool {
    let noted = slides
        .iter()
        .filter(|slide| last_paragraph(slide).is_some_and(|(_, text)| label(text).is_some()));
    let (noted, all) = (noted.count(), slides.len());
    noted >= HABIT && noted * 2 >= all
}

/// Searches the last paragraph of a slide.
pub(super) fn search(
    slide: &syntax::Slide,
    code: &[syntax::Range],
    has_habit: bool,
    found: &mut Misreadings,
) {
    let Some((at, text)) = last_paragraph(slide) else { return };
    let before = code.partition_point(|range| range.start as usize <= at);
    if before.checked_sub(1).is_some_and(|last| at < code[last].end as usize) {
        return;
    }
    let Some((is_of_speaker, rest)) = label(text) else { return };
    let paragraph = rest.trim().split("\n\n").next().unwrap_or_default();
    let lower = paragraph.to_lowercase();
    let lower = lower.trim_start_matches(['-', '*', ' ', '\n']);
    let reminders = ["remember to ", "don't forget to ", "do not forget to ", "please "];
    let spoken = reminders.iter().find_map(|words| lower.strip_prefix(words)).unwrap_or(lower);
    let first = spoken.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_notes = is_of_speaker
        || has_habit
        || TO_SPEAKER.contains(&first)
        || LISTENERS.iter().any(|word| lower.contains(word))
        || text.starts_with("Note:\n")
        || text.starts_with("Notes:\n") && slide.notes.nodes.is_empty() && !rest.contains("\n- ");
    if is_notes {
        let length = text.find('\n').unwrap_or(text.len());
        found.foreign(ForeignSyntax::SpeakerNotes, &slide.text, at..at + length);
    }
}

/// The label of notes, if a text begins with one, with a colon or alone on its line: whether it is unmistakable, and what follows.
fn label(text: &str) -> Option<(bool, &str)> {
    // Most lines begin with another letter, or with a longer text.
    let begins = text.trim_start_matches(['*', '_', '#', ' ']);
    if !begins.starts_with(['N', 'n', 'P', 'p', 'S', 's', 'T', 't']) {
        return None;
    }
    let first = text.lines().next().unwrap_or_default();
    let is_alone = !first.contains(':');
    let (name, rest) = if is_alone { text.split_at(first.len()) } else { text.split_once(':')? };
    let name = name.trim_matches(['*', '_', '#', ' ']);
    if name.len() > LONGEST_LABEL {
        return None;
    }
    let name = name.to_lowercase();
    let is_of_speaker = matches!(
        name.as_str(),
        "speaker note"
            | "speaker notes"
            | "presenter note"
            | "presenter notes"
            | "speakernotes"
            | "talk track"
            | "note to self"
            | "notes to self"
            | "speaker-notes"
    );
    let is_note = name == "notes" || name == "note" && !is_alone;
    (is_of_speaker || is_note).then_some((is_of_speaker, rest))
}

/// The last paragraph of a slide's content outside content classes, and its place.
fn last_paragraph(slide: &syntax::Slide) -> Option<(usize, &str)> {
    let is_shown = |node: &&Node| match node {
        Node::Text(range) => !range.of(&slide.text).trim().is_empty(),
        Node::Comment(_) | Node::Definition(_) => false,
        Node::Literal(_) | Node::Fence(_) | Node::Class(_) => true,
    };
    let last = slide.content.nodes.iter().rev().find(is_shown)?;
    let Node::Text(range) = last else { return None };
    let text = range.of(&slide.text);
    let trimmed = text.trim_end();
    let mut at = 0;
    let mut found = None;
    let mut is_first = true;
    for line in trimmed.split_inclusive('\n') {
        let is_labelled =
            line.starts_with(|c: char| c.is_alphabetic() || c == '*') && label(line).is_some();
        if is_labelled && (is_first || range.start == 0 || at > 0) {
            found = Some(at);
        } else if line.starts_with('#') {
            found = None;
        }
        is_first = false;
        at += line.len();
    }
    let at = found?;
    Some((range.start as usize + at, &trimmed[at..]))
}
