//! Comments that allow findings: `<!-- deckyard: allow(missing-alt) The picture is decoration -->`.
//!
//! Like every comment, they are never published, and no property is read from them.

use super::node::{Node, Range};

/// The prefix of such a comment.
const NAME: &str = "deckyard";

/// A comment that allows findings, or should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowComment {
    /// The whole comment.
    pub range: Range,
    /// The names in `allow(…)`; `None` if the comment cannot be read.
    pub codes: Option<Vec<(String, Range)>>,
}

/// The comments among nodes that allow findings, also those in content classes.
pub fn allow_comments(text: &str, nodes: &[Node]) -> Vec<AllowComment> {
    let mut found = Vec::new();
    collect(text, nodes, &mut found);
    found
}

fn collect(text: &str, nodes: &[Node], found: &mut Vec<AllowComment>) {
    for node in nodes {
        match node {
            Node::Comment(range) => found.extend(comment(text, *range)),
            Node::Class(class) => collect(text, &class.inner, found),
            Node::Text(_) | Node::Literal(_) | Node::Fence(_) | Node::Definition(_) => {}
        }
    }
}

fn comment(text: &str, range: Range) -> Option<AllowComment> {
    let words = instruction(range.of(text))?;
    // The words are a slice of the text: their distance is their offset.
    let start = words.as_ptr().addr() - text.as_ptr().addr();
    Some(AllowComment { range, codes: codes(words, start) })
}

/// The instruction in a comment for this program: the text after `deckyard:`, or all of it if the
/// colon was forgotten.
pub(super) fn instruction(comment: &str) -> Option<&str> {
    let inner = comment.strip_prefix("<!--")?;
    let inner = inner.strip_suffix("-->").unwrap_or(inner).trim();
    let name = inner.get(..NAME.len()).filter(|name| name.eq_ignore_ascii_case(NAME))?;
    let rest = inner[name.len()..].trim_start();
    if let Some(words) = rest.strip_prefix(':') {
        return Some(words.trim_start());
    }
    let rest = rest.trim_start_matches(['-', '_', '.', ' ']);
    let is_allow = rest.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("allow"));
    is_allow.then_some(inner)
}

/// The names in `allow(…)`, which begins at an offset.
fn codes(words: &str, start: usize) -> Option<Vec<(String, Range)>> {
    let rest = words.strip_prefix("allow")?;
    let list = rest.trim_start().strip_prefix('(')?;
    let (list, _) = list.split_once(')')?;
    let names = list.split([',', '\n']).map(str::trim).filter(|name| !name.is_empty());
    let range = |name: &str| {
        let at = start + name.as_ptr().addr() - words.as_ptr().addr();
        Range::new(at, at + name.len())
    };
    Some(names.map(|name| (name.to_owned(), range(name))).collect())
}

#[cfg(test)]
mod tests {
    use super::allow_comments;
    use crate::syntax::parse;

    fn read(text: &str) -> Vec<Option<Vec<String>>> {
        let slide = &parse(text).slides[0];
        let comments = allow_comments(&slide.text, &slide.content.nodes);
        let names = |(name, range): (String, super::Range)| {
            assert_eq!(range.of(&slide.text), name);
            name
        };
        comments
            .into_iter()
            .map(|comment| Some(comment.codes?.into_iter().map(names).collect()))
            .collect()
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn comments_name_codes() {
        assert_eq!(read("a <!-- deckyard: allow(x) why not -->"), [Some(names(&["x"]))]);
        assert_eq!(read(".box[\n<!--deckyard:allow(x , y-z)--> b]"), [Some(names(&["x", "y-z"]))]);
        assert_eq!(
            read("<!--\nDeckyard: allow(x,\n  y)\nA long reason\n-->\nb"),
            [Some(names(&["x", "y"]))]
        );
        assert_eq!(read("<!-- deckyard: allow() -->"), [Some(names(&[]))]);
    }

    #[test]
    fn other_comments_are_left_alone_and_slips_noticed() {
        assert!(
            read("<!-- deckyard is fine --> <!-- todo --> `<!-- deckyard: allow(x) -->`")
                .is_empty()
        );
        for slip in [
            "deckyard: ignore x",
            "deckyard allow(x)",
            "deckyard-allow: x",
            "deckyard:",
            "deckyard: allow x",
            "deckyard: allow(x",
        ] {
            assert_eq!(read(&format!("a <!-- {slip} -->")), [None], "{slip}");
        }
    }

    #[test]
    fn properties_are_read_after_such_a_comment_and_not_from_it() {
        let text = "<!-- deckyard: allow(x) -->\nclass: pic\n\n![](x.png)";
        let slide = &parse(text).slides[0];
        let keys: Vec<_> = slide.properties.iter().map(|property| property.key.as_str()).collect();
        assert_eq!(keys, ["class"]);
    }
}
