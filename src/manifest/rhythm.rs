//! What a manifest says about the rhythm of its sections: contents, links, headers, labs, level.

use super::read::ManifestReader;
use super::yaml::Yaml;
use super::{Manifest, StepNumbers};
use crate::diag::ManifestProblem;
use crate::diag::nearest::nearest;
use crate::keys::ManifestKey;
use crate::span::Spanned;

/// What marks the sections of a deck.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SectionRhythm {
    /// Whether the stage shows the links of title slides to the sections around them.
    pub has_links: bool,
    /// Whether short parts share a slide of the table of contents, where the manifest says it.
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

    /// The level that another word probably means.
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

impl ManifestReader<'_> {
    /// Sets what one of these keys says: `sections`, `section-links`, `merge-contents`, `number-labs`, or
    /// else `count-steps`.
    pub(super) fn set_flag(manifest: &mut Manifest, key: ManifestKey, is_on: Option<bool>) {
        if key == ManifestKey::Sections {
            manifest.sections = is_on;
        } else if key == ManifestKey::SectionLinks {
            manifest.rhythm.has_links = is_on == Some(true);
        } else if key == ManifestKey::MergeContents {
            manifest.rhythm.merges_contents = is_on;
        } else if key == ManifestKey::NumberLabs {
            manifest.rhythm.numbers_labs = is_on == Some(true);
        } else {
            manifest.step_numbers = StepNumbers::of(is_on);
        }
    }

    /// What a running header should name instead of something unknown: the expectation, and a guess.
    pub(super) fn unknown_piece(text: &str) -> Option<(&'static str, Option<String>)> {
        let unknown = header_pieces(text).into_iter().find_map(|piece| match piece {
            HeaderPiece::Name(name) if !PIECES.contains(&name) => Some(name),
            HeaderPiece::Name(_) | HeaderPiece::Text(_) => None,
        })?;
        let guess = nearest(unknown, PIECES).map(|name| text.replace(unknown, name));
        Some(("text with `{{part}}`, `{{section}}` or `{{title}}`", guess))
    }

    /// `level`.
    pub(super) fn level(&mut self, value: &Yaml) -> Option<Difficulty> {
        let text = self.text("level", value)?;
        self.difficulty(&text)
    }

    /// The level of a deck. Nothing is shown for a word that is none.
    pub(super) fn difficulty(&mut self, text: &Spanned<String>) -> Option<Difficulty> {
        if text.value.trim().is_empty() {
            return None;
        }
        let level = Difficulty::named(&text.value);
        if level.is_none() {
            let problem = ManifestProblem::BadValue {
                key: "level".to_owned(),
                found: text.value.clone(),
                expected: "`beginner`, `intermediate` or `advanced`".to_owned(),
                nearest: Difficulty::meant(&text.value).map(|level| level.name().to_owned()),
            };
            self.report(problem, &text.span);
        }
        level
    }
}

/// The names that a running header can have between braces.
const PIECES: [&str; 3] = ["part", "section", "title"];

/// A piece of a running header.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum HeaderPiece<'a> {
    /// Text.
    Text(&'a str),
    /// What stands between `{{` and `}}`.
    Name(&'a str),
}

/// The pieces of a running header, in order.
pub fn header_pieces(text: &str) -> Vec<HeaderPiece<'_>> {
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
    use super::{Difficulty, HeaderPiece, ManifestReader, header_pieces};

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

    #[test]
    fn an_unknown_name_in_a_header_is_guessed() {
        assert_eq!(ManifestReader::unknown_piece("{{part}}, {{title}}"), None);
        let (_, guess) = ManifestReader::unknown_piece("{{sektion}} |").unwrap();
        assert_eq!(guess.as_deref(), Some("{{section}} |"));
    }
}
