//! Reads the settings of a manifest for the rhythm of its sections: contents, links, headers, labs,
//! level.

use super::read::ManifestReader;
use super::rhythm::{Difficulty, HeaderPiece, PIECES, header_pieces};
use super::yaml::Yaml;
use super::{Manifest, StepNumbers};
use crate::diag::ManifestProblem;
use crate::diag::nearest::nearest;
use crate::keys::ManifestKey;
use crate::span::Spanned;

impl ManifestReader<'_> {
    /// Sets the value of one of these keys: `sections`, `section-links`, `merge-contents`,
    /// `number-labs`, or else `count-steps`.
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

    /// The level of a deck. Nothing is shown for another word.
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

#[cfg(test)]
mod tests {
    use super::ManifestReader;

    #[test]
    fn an_unknown_name_in_a_header_is_guessed() {
        assert_eq!(ManifestReader::unknown_piece("{{part}}, {{title}}"), None);
        let (_, guess) = ManifestReader::unknown_piece("{{sektion}} |").unwrap();
        assert_eq!(guess.as_deref(), Some("{{section}} |"));
    }
}
