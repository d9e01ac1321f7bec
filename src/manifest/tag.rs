//! Valid tags: words of a `class:` line.

use super::advice;
use crate::diag::{Diagnostic, ManifestProblem};
use crate::span::Spanned;

/// The problem with a tag of an `exclude` list that no slide can have. It would exclude nothing,
/// and publish the content that it should hide.
pub fn check(tag: &Spanned<String>) -> Option<Diagnostic> {
    if is_word(&tag.value) {
        return None;
    }
    let problem = ManifestProblem::BadValue {
        key: "exclude".to_owned(),
        found: tag.value.clone(),
        expected: "tags, each a word without spaces, commas, quotes or brackets".to_owned(),
        nearest: advice::tag(&tag.value),
    };
    Some(Diagnostic::new(problem, tag.span.clone()))
}

/// Whether a text is a valid class.
fn is_word(text: &str) -> bool {
    let separates = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
            || matches!(c, ',' | ';' | '|' | '，' | '、' | '；' | '"' | '\'' | '`' | '“' | '”')
            || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>')
    };
    !text.is_empty() && !text.starts_with(['.', '#', '!']) && !text.contains(separates)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::path::ProjectPath;
    use crate::span::{Span, Spanned};

    #[test]
    fn a_tag_is_one_word() {
        let is_fine = |tag: &str| {
            let span = Span::start_of(ProjectPath::new("slides/a.yml"));
            check(&Spanned::new(tag.to_owned(), span)).is_none()
        };
        for tag in ["in-person", "advanced_2", "niveau:débutant", "日本", "a.b"] {
            assert!(is_fine(tag), "{tag}");
        }
        let not_words =
            ["in person", "a,b", "a;b", "a\u{a0}b", "a\tb", "a，b", "'a'", "[a]", ".a", ""];
        for tag in not_words {
            assert!(!is_fine(tag), "{tag:?}");
        }
    }
}
