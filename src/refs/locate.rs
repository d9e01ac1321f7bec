//! Finds where an address is written in the text of a link, a picture or a tag.

use std::ops::Range;

/// How far after its beginning the address of a link is searched: its text may contain code, where
/// the known range of the link ends.
const FARTHEST: usize = 4 << 10;

/// The position of an address in a text, given the range of its element. `None` if it contains
/// escapes.
pub(super) fn locate(text: &str, element: Range<usize>, url: &str) -> Option<Range<usize>> {
    let escaped = url.replace('&', "&amp;");
    let near = last(text, element.clone(), url);
    near.or_else(|| last(text, element.clone(), &escaped)).or_else(|| {
        let end = crate::span::floor_char_boundary(text, element.end + FARTHEST);
        let rest = text.get(element.end..end)?;
        let end = rest.find("\n\n").map_or(end, |at| element.end + at);
        first(text, element.start..end, url)
    })
}

/// The attributes that have addresses.
const ATTRIBUTES: [&str; 7] = ["src", "href", "srcset", "poster", "data", "style", "background"];

/// The last occurrence of an address, since the address of a link follows its text; not one in a
/// title or in an alternative text.
fn last(text: &str, within: Range<usize>, url: &str) -> Option<Range<usize>> {
    let found: Vec<_> = places(text, within, url).collect();
    let is_address = |range: &&Range<usize>| {
        let before = &text[..range.start];
        opens(before) || before.ends_with("url(") || is_attribute(before)
    };
    found.iter().rfind(is_address).or(found.last()).cloned()
}

/// Whether a text ends where the value of an attribute begins that has an address.
fn is_attribute(before: &str) -> bool {
    let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
    let Some(name) = before.trim_end().strip_suffix('=') else { return false };
    let name = name.trim_end();
    ATTRIBUTES.iter().any(|attribute| {
        let start = name.len().checked_sub(attribute.len());
        let own = start.and_then(|start| Some((name.get(..start)?, name.get(start..)?)));
        own.is_some_and(|(above, own)| {
            own.eq_ignore_ascii_case(attribute)
                && above.ends_with(|c: char| c.is_whitespace() || c == ':')
        })
    })
}

/// The first occurrence of an address after `](`.
fn first(text: &str, within: Range<usize>, url: &str) -> Option<Range<usize>> {
    places(text, within, url).find(|range| opens(&text[..range.start]))
}

/// Whether a text ends where the address of a link or picture begins.
fn opens(before: &str) -> bool {
    before.trim_end_matches(['<', ' ', '\n']).ends_with("](")
}

/// The positions at which an address occurs as a whole.
fn places<'t>(
    text: &'t str,
    within: Range<usize>,
    url: &'t str,
) -> impl Iterator<Item = Range<usize>> + 't {
    let part = text.get(within.clone()).unwrap_or_default();
    let found = if url.is_empty() { "" } else { part };
    found.match_indices(url).filter_map(move |(at, url)| {
        let range = within.start + at..within.start + at + url.len();
        let before = text[..range.start].chars().next_back();
        let after = text[range.end..].chars().next();
        let is_edge = |c: Option<char>, marks: &[char]| {
            c.is_none_or(|c| c.is_whitespace() || marks.contains(&c))
        };
        let begins = is_edge(before, &['(', '<', '"', '\'', '=', ',']);
        let ends = is_edge(after, &[')', '>', '"', '\'', ',', '&', ';']);
        (begins && ends).then_some(range)
    })
}

#[cfg(test)]
mod tests {
    use super::locate;

    fn place(text: &str, url: &str) -> Option<usize> {
        locate(text, 0..text.len(), url).map(|range| range.start)
    }

    #[test]
    fn an_address_is_found_where_it_is_one() {
        assert_eq!(place("[a.md](a.md)", "a.md"), Some(7));
        assert_eq!(place("[x](<a b.md>)", "a b.md"), Some(5));
        assert_eq!(place("[x](a.md \"b\")", "a.md"), Some(4));
        assert_eq!(place("<img src='a.png' alt=\"\">", "a.png"), Some(10));
        assert_eq!(place("<img src=a.png>", "a.png"), Some(9));
        assert_eq!(place("<a style=\"background: url(a.png)\">", "a.png"), Some(26));
        assert_eq!(place("<a href='a?b&amp;c'>", "a?b&c"), Some(9));
        assert_eq!(place("[![](a.png)](a.png)", "a.png"), Some(13));
        assert_eq!(place("![x](a.png \"a.png\")", "a.png"), Some(5));
        assert_eq!(place("<img src=\"a.png\" alt=\"a.png\">", "a.png"), Some(10));
        assert_eq!(place("<img srcset='a.png 1x, b.png 2x' src=c.png>", "b.png"), Some(23));
        assert_eq!(place("[x](b/a.md)", "a.md"), None);
        assert_eq!(place("[x](a\\_b.md)", "a_b.md"), None);
    }

    #[test]
    fn the_text_of_a_link_may_end_its_known_range() {
        let text = "[`code`](a.md) and [b](a.md)";
        assert_eq!(locate(text, 0..1, "a.md").map(|range| range.start), Some(9));
        assert_eq!(locate("[\n\n](a.md)", 0..1, "a.md"), None);
    }
}
