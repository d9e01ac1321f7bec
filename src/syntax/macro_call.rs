//! Calls of macros, `![:name first, second](target)`, as remark reads them.

use super::line;
use super::node::Range;

/// A call of a macro.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MacroCall {
    /// All of it.
    pub range: Range,
    /// The name.
    pub name: Range,
    /// The arguments, separated by commas; may be empty.
    pub arguments: Range,
    /// The text in the parentheses.
    pub target: Option<Range>,
}

impl MacroCall {
    /// The call at a byte of a text that ends at `end`. It may continue over further lines, but not
    /// over a separator.
    pub(super) fn at(text: &str, at: usize, end: usize) -> Option<Self> {
        let rest = text[at..end].strip_prefix(OPENING)?;
        let close = piece(rest, ']')?;
        let inner = &rest[..close];
        let name = &inner[..inner.find(char::is_whitespace).unwrap_or(inner.len())];
        if name.is_empty() {
            return None;
        }
        let start = at + OPENING.len();
        let after = start + close + 1;
        let target = text[after..end].strip_prefix('(').and_then(|rest| piece(rest, ')'));
        let target = target.map(|length| Range::new(after + 1, after + 1 + length));
        Some(Self {
            range: Range::new(at, target.map_or(after, |target| target.end as usize + 1)),
            name: Range::new(start, start + name.len()),
            arguments: Range::new(start + name.len(), start + close),
            target,
        })
    }
}

const OPENING: &str = "![:";

/// The longest part of a call, in bytes, which keeps the search cheap.
const LONGEST: usize = 4096;

/// The length of the text before a bracket.
fn piece(rest: &str, bracket: char) -> Option<usize> {
    let near = &rest[..crate::span::floor_char_boundary(rest, LONGEST)];
    let length = near.find(bracket)?;
    let mut lines = near[..length].match_indices('\n').map(|(at, _)| at + 1);
    (!lines.any(|at| line::separator(rest, at).is_some())).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::MacroCall;

    fn parts(text: &str) -> Option<(&str, &str, &str, Option<&str>)> {
        let call = MacroCall::at(text, 0, text.len())?;
        let target = call.target.map(|target| target.of(text));
        Some((call.range.of(text), call.name.of(text), call.arguments.of(text), target))
    }

    #[test]
    fn a_call_has_a_name_arguments_and_a_target() {
        let call = "![:img a b, 40%](x.png)";
        assert_eq!(parts(&format!("{call} (y)")), Some((call, "img", " a b, 40%", Some("x.png"))));
        assert_eq!(parts("![:hello]"), Some(("![:hello]", "hello", "", None)));
        assert_eq!(parts("![:a]()").map(|parts| parts.3), Some(Some("")));
    }

    #[test]
    fn a_call_ends_on_its_slide() {
        assert!(parts("![:a b,\n\nc](x)").is_some());
        for text in ["![:a\n---\nb](x)", "![:]", "![: a](x)", "![:a"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
