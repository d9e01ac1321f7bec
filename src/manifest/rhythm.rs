//! The settings of a manifest for the rhythm of its sections, as data.

use crate::diag::nearest::nearest;

/// What marks the sections of a deck.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SectionRhythm {
    /// Whether the stage shows the links of title slides to the sections around them.
    pub has_links: bool,
    /// Whether short parts share a slide of the table of contents, if the manifest sets it.
    pub merges_contents: Option<bool>,
    /// Whether labs are numbered.
    pub numbers_labs: bool,
}

/// How hard a deck is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Difficulty {
    /// Nothing is required.
    Beginner,
    /// The basics are required.
    Intermediate,
    /// Experience is required.
    Advanced,
}

impl Difficulty {
    /// All of them, the easiest first.
    pub const ALL: [Self; 3] = [Self::Beginner, Self::Intermediate, Self::Advanced];

    /// Its word in manifests and in entries of events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
        }
    }

    /// The level that a text names.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == text.trim())
    }

    /// The level that an author probably intended by another word.
    pub fn meant(text: &str) -> Option<Self> {
        let word = text.trim().to_lowercase();
        let level = match word.as_str() {
            "easy" | "basic" | "basics" | "introductory" | "intro" | "introduction" | "novice"
            | "newcomer" | "starter" | "1" | "100" | "101" => Self::Beginner,
            "medium" | "middle" | "mid" | "normal" | "2" | "200" => Self::Intermediate,
            "hard" | "difficult" | "expert" | "experts" | "experienced" | "pro" | "3" | "300" => {
                Self::Advanced
            }
            _ => {
                let names = Self::ALL.map(Self::name);
                return nearest(&word, names).and_then(Self::named);
            }
        };
        Some(level)
    }
}

/// The names that a running header can have between braces.
pub(super) const PIECES: [&str; 3] = ["part", "section", "title"];

/// A piece of a running header.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum HeaderPiece<'a> {
    /// Text.
    Text(&'a str),
    /// The text between `{{` and `}}`.
    Name(&'a str),
}

/// The pieces of a running header, in order.
pub(super) fn header_pieces(text: &str) -> Vec<HeaderPiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        pieces.extend([HeaderPiece::Text(before), HeaderPiece::Name(name.trim())]);
        rest = after;
    }
    pieces.push(HeaderPiece::Text(rest));
    pieces.retain(|piece| !matches!(piece, HeaderPiece::Text("")));
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Difficulty, HeaderPiece, header_pieces};

    #[test]
    fn other_words_for_levels_are_understood() {
        assert_eq!(Difficulty::named("beginner"), Some(Difficulty::Beginner));
        assert_eq!(Difficulty::named("Beginners"), None);
        assert_eq!(Difficulty::meant("Beginners"), Some(Difficulty::Beginner));
        assert_eq!(Difficulty::meant("Expert"), Some(Difficulty::Advanced));
        assert_eq!(Difficulty::meant("for those who like bread"), None);
    }

    #[test]
    fn a_running_header_has_pieces() {
        let pieces = header_pieces("{{part}} · {{ section }}!");
        let (name, text) = (HeaderPiece::Name, HeaderPiece::Text);
        assert_eq!(pieces, [name("part"), text(" · "), name("section"), text("!")]);
        assert_eq!(header_pieces("a {{b"), [text("a {{b")]);
    }
}
