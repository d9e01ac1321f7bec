//! The HTML of a template without its statements, as the branches of its conditions make it.

use std::ops::Range;

use super::tags::tags;

/// How many variants of a text are checked; each takes another branch of its conditions.
const MOST_VARIANTS: usize = 16;

/// A template of the same length, in which statements and comments are replaced by spaces, and
/// expressions contain nothing that has a meaning in HTML.
pub(in crate::theme) fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut from, mut at) = (0, 0);
    while let Some(found) = text[at..].find('{') {
        let open = at + found;
        let (close, filler) = match text.as_bytes().get(open + 1) {
            Some(b'{') => ("}}", "_"),
            Some(b'%') => ("%}", " "),
            Some(b'#') => ("#}", " "),
            _ => {
                at = open + 1;
                continue;
            }
        };
        let end = text[open..].find(close).map_or(text.len(), |end| open + end + close.len());
        out.push_str(&text[from..open]);
        out.push_str(&filler.repeat(end - open));
        (from, at) = (end, end);
    }
    out.push_str(&text[from..]);
    out
}

/// A condition or a loop: its branches, and whether one of them is always taken.
#[derive(Debug, Default)]
struct Condition {
    branches: Vec<Range<usize>>,
    has_else: bool,
}

impl Condition {
    /// The number of paths through it.
    fn ways(&self) -> usize {
        self.branches.len() + usize::from(!self.has_else)
    }
}

/// The variants of a text.
pub(super) struct Variants {
    masked: String,
    conditions: Vec<Condition>,
}

impl Variants {
    /// The variants of a template.
    pub(super) fn of(text: &str) -> Self {
        let mut open: Vec<(Condition, usize)> = Vec::new();
        let mut conditions = Vec::new();
        for tag in tags(text) {
            match tag.word(0) {
                Some("if" | "for") => open.push((Condition::default(), tag.end)),
                Some("elif" | "else") => {
                    if let Some((condition, from)) = open.last_mut() {
                        condition.branches.push(*from..tag.start);
                        condition.has_else = tag.word(0) == Some("else");
                        *from = tag.end;
                    }
                }
                Some("endif" | "endfor") => {
                    if let Some((mut condition, from)) = open.pop() {
                        condition.branches.push(from..tag.start);
                        conditions.push(condition);
                    }
                }
                _ => {}
            }
        }
        Self { masked: masked(text), conditions }
    }

    /// Their number; one for a text without conditions.
    pub(super) fn count(&self) -> usize {
        let ways = self.conditions.iter().map(Condition::ways).max();
        ways.unwrap_or(1).min(MOST_VARIANTS)
    }

    /// A variant: all conditions take their branch of this index, or else their last one. It has the
    /// length of the text.
    pub(super) fn text(&self, index: usize) -> String {
        let mut bytes = self.masked.clone().into_bytes();
        for condition in &self.conditions {
            let taken = index.min(condition.ways() - 1);
            for (branch, range) in condition.branches.iter().enumerate() {
                if branch != taken {
                    bytes[range.clone()].fill(b' ');
                }
            }
        }
        // Ranges begin and end at tags, so no character is cut.
        String::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Variants, masked};

    #[test]
    fn templates_are_masked_without_moving_anything() {
        let text = "<a {% if x > 1 %}href=\"{{ y ~ '>' }}\"{% endif %}>{# é #}</a>{{";
        let found = masked(text);
        assert_eq!(found.len(), text.len());
        assert!(!found.contains(['{', '%']) && found.ends_with("</a>__"), "{found}");
        assert_eq!(found.find("href=\"______"), text.find("href=\""));
        assert!(found.contains("</a>"), "{found}");
    }

    #[test]
    fn each_branch_is_a_variant() {
        let text = "{% if a %}A{% elif b %}B{% else %}C{% endif %}{% if d %}D{% endif %}";
        let variants = Variants::of(text);
        let found: Vec<String> =
            (0..variants.count()).map(|index| variants.text(index).replace(' ', "")).collect();
        assert_eq!(found, ["AD", "B", "C"]);
    }
}
