//! The author's own HTML, split into tags, text and comments.
//!
//! Not html5ever's tokenizer: it discards the source of a tag, which is output as typed. This one
//! examines only the text, and knows the location of each piece.

use super::token::{TOKEN_CLOSE, TOKEN_OPEN};

/// Elements that would affect the rest of the page, or that it already has.
pub(super) const UNFIT: [&str; 6] = ["html", "head", "body", "frameset", "plaintext", "frame"];

/// Elements without an end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements with an optional end tag.
const OPTIONAL_END: [&str; 14] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup", "body",
];

/// The elements of HTML: in a title, all other tags are text, as in `Vec<T>`.
const ELEMENTS: [&str; 120] = [
    "a",
    "abbr",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "picture",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Elements that begin and end a line of text.
const BLOCKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "tr",
    "ul",
];

/// The longest tag, in bytes: without a `>` by then it is text, which keeps the search cheap.
const MAX_TAG: usize = 1 << 16;

/// Elements whose content is not HTML.
pub(super) const RAW_TEXT: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum HtmlPiece<'t> {
    /// Text, entities included, from this byte on.
    Text(&'t str, usize),
    /// The content of a script or the like.
    RawText(&'t str),
    /// The text between `<!--` and `-->`.
    Comment(&'t str, usize),
    /// A start tag.
    Start(HtmlTag<'t>),
    /// `</name>`: the name in lower case, and its location.
    End(String, std::ops::Range<usize>),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HtmlTag<'t> {
    /// The name in lower case.
    pub(super) name: String,
    /// The whole tag, from `<` to `>`.
    pub(super) text: &'t str,
    /// Its location.
    pub(super) at: usize,
    /// Whether it cannot have content.
    pub(super) is_closed: bool,
}

impl HtmlTag<'_> {
    /// Whether this starts a mermaid diagram.
    pub(super) fn is_diagram(&self) -> bool {
        let mut classes = self.attribute("class").unwrap_or_default().split_whitespace();
        self.name == "pre" && classes.any(|class| class == "mermaid")
    }

    /// Whether it has the form `<name/>`, which HTML reads as `<name>` outside of drawings. A slash
    /// at the end of a value without quotes belongs to the value: `<a href=http://h/>`.
    pub(super) fn is_self_closing(&self) -> bool {
        let is_value = |last: TagAttribute<'_>| {
            !last.is_plain && last.value.is_some() && last.range.end + 1 == self.text.len()
        };
        self.text.ends_with("/>") && !self.attributes().last().is_some_and(is_value)
    }

    /// Whether its content is not HTML, up to the end tag.
    pub(super) fn holds_raw_text(&self) -> bool {
        !self.is_closed
            && !self.is_self_closing()
            && (RAW_TEXT.contains(&&*self.name) || self.is_diagram())
    }

    /// The attributes, in order.
    pub(super) fn attributes(&self) -> impl Iterator<Item = TagAttribute<'_>> {
        attributes(self.text, 1 + self.name.len())
    }

    /// The value of an attribute, with entities as typed.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes();
        let found = attributes.find(|found| found.name.eq_ignore_ascii_case(name))?;
        Some(found.value.unwrap_or_default())
    }
}

/// Whether HTML has an element of this name, in lower case.
pub(super) fn is_element(name: &str) -> bool {
    ELEMENTS.binary_search(&name).is_ok()
}

/// Whether an element is displayed as a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// Whether the end tag of an element is optional.
pub(super) fn has_optional_end(name: &str) -> bool {
    OPTIONAL_END.contains(&name)
}

/// Splits raw HTML into pieces. Declarations and processing instructions are dropped.
pub(super) fn pieces(html: &str) -> Vec<HtmlPiece<'_>> {
    let mut pieces = Vec::new();
    let (mut at, mut text) = (0, 0);
    while let Some(found) = html[at..].find('<') {
        let open = at + found;
        let Some((piece, end)) = markup(html, open) else {
            at = open + 1;
            continue;
        };
        if text < open {
            pieces.push(HtmlPiece::Text(&html[text..open], text));
        }
        let raw = match &piece {
            Some(HtmlPiece::Start(tag)) if tag.holds_raw_text() => Some(tag.name.clone()),
            _ => None,
        };
        pieces.extend(piece);
        at = end;
        text = end;
        if let Some(name) = raw {
            let length = find_end_tag(&html[end..], &name).unwrap_or(html.len() - end);
            if length > 0 {
                pieces.push(HtmlPiece::RawText(&html[end..end + length]));
            }
            at = end + length;
            text = at;
        }
    }
    if text < html.len() {
        pieces.push(HtmlPiece::Text(&html[text..], text));
    }
    pieces
}

/// The start tag of an element of HTML that begins with the `<` at an offset.
pub(super) fn tag_at(html: &str, open: usize) -> Option<HtmlTag<'_>> {
    /// The longest tag whose values are examined, in bytes.
    const LONGEST: usize = 2048;
    let end = crate::span::floor_char_boundary(html, open + LONGEST);
    match markup(&html[..end], open)?.0 {
        Some(HtmlPiece::Start(tag)) if is_element(&tag.name) => Some(tag),
        _ => None,
    }
}

/// The markup that begins with the `<` at an offset, and its end; `None` when it is plain text.
fn markup(html: &str, open: usize) -> Option<(Option<HtmlPiece<'_>>, usize)> {
    let rest = &html[open + 1..];
    if let Some(inner) = rest.strip_prefix("!--") {
        let length = inner.find("-->");
        let end = length.map_or(html.len(), |length| open + 4 + length + 3);
        let inner = &inner[..length.unwrap_or(inner.len())];
        return Some((Some(HtmlPiece::Comment(inner, open + 4)), end));
    }
    if rest.starts_with(['!', '?']) {
        let end = rest.find('>').map_or(html.len(), |length| open + 1 + length + 1);
        return Some((None, end));
    }
    let is_end = rest.starts_with('/');
    let name_at = usize::from(is_end);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_');
    let name = &rest[name_at..];
    let name = name[..name.find(|c| !is_name(c)).unwrap_or(name.len())].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let after = rest[name_at + name.len()..].chars().next()?;
    if !after.is_whitespace() && !matches!(after, '/' | '>') {
        return None;
    }
    let length = tag_length(rest, name_at + name.len())?;
    let end = open + 1 + length;
    if is_end {
        return Some((Some(HtmlPiece::End(name, open..end)), end));
    }
    let text = &html[open..end];
    let is_closed = VOID.contains(&&*name);
    Some((Some(HtmlPiece::Start(HtmlTag { name, text, at: open, is_closed })), end))
}

/// The length up to and including the `>` that ends a tag; quoted values may contain one. A tag
/// interrupted by another one does not count.
fn tag_length(rest: &str, name: usize) -> Option<usize> {
    let end = crate::span::floor_char_boundary(rest, MAX_TAG);
    let mut inner = &rest[name..end];
    loop {
        let (found, after) = attribute(inner)?;
        let Some(attribute) = found else { return Some(end - after.len()) };
        let is_torn = |text: &str| text.contains('<');
        if is_torn(attribute.name) || (!attribute.is_plain && attribute.value.is_some_and(is_torn))
        {
            return None;
        }
        inner = after;
    }
}

/// Whether a text contains the end tag of an element.
pub(super) fn has_end_tag(text: &str, name: &str) -> bool {
    find_end_tag(text, name).is_some()
}

fn find_end_tag(html: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = html[at..].find("</") {
        let start = at + found;
        let candidate = html[start + 2..].get(..name.len());
        let after = html.as_bytes().get(start + 2 + name.len());
        let is_whole = after.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
        if is_whole && candidate.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return Some(start);
        }
        at = start + 2;
    }
    None
}

/// An attribute of a tag, as HTML's tokenizer sees it.
pub(super) struct TagAttribute<'t> {
    pub(super) name: &'t str,
    /// The text after the `=`, without quotes.
    pub(super) value: Option<&'t str>,
    /// Its range in the tag, including the white space before it.
    pub(super) range: std::ops::Range<usize>,
    /// Whether the value is quoted or absent.
    is_plain: bool,
}

impl TagAttribute<'_> {
    /// The range of its value in the tag.
    pub(super) fn value_range(&self) -> Option<std::ops::Range<usize>> {
        let length = self.value?.len();
        let end = self.range.end - usize::from(self.is_plain);
        Some(end - length..end)
    }

    /// Whether its value is between quotes, or absent.
    pub(super) fn is_quoted(&self) -> bool {
        self.is_plain
    }

    /// Whether it can be written as typed.
    pub(super) fn is_clean(&self) -> bool {
        self.is_plain && self.is_named()
    }

    /// Whether its name is valid.
    pub(super) fn is_named(&self) -> bool {
        !self.name.contains(['"', '\'', '<', '=', TOKEN_OPEN, TOKEN_CLOSE])
    }
}

/// The attributes of a tag, from a byte on.
fn attributes(tag: &str, from: usize) -> impl Iterator<Item = TagAttribute<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let (attribute, after) = attribute(&tag[at..])?;
        let start = std::mem::replace(&mut at, tag.len() - after.len());
        attribute.map(|found| TagAttribute { range: start..at, ..found })
    })
}

/// The next attribute and the text after it; at the end of the tag no attribute and the text after
/// `>`; `None` if the tag does not end.
fn attribute(rest: &str) -> Option<(Option<TagAttribute<'_>>, &str)> {
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    if let Some(after) = rest.strip_prefix('>') {
        return Some((None, after));
    }
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/' | '>');
    // An `=` at the start belongs to the name.
    let first = rest.chars().next()?.len_utf8();
    let end = rest[first..].find(is_end)? + first;
    let (name, after) = rest.split_at(end);
    let Some(value) = after.trim_ascii_start().strip_prefix('=') else {
        return Some((
            Some(TagAttribute { name, value: None, range: 0..0, is_plain: true }),
            after,
        ));
    };
    let value = value.trim_ascii_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, after) = match quote {
        Some(quote) => value[1..].split_once(quote)?,
        None => value.split_at(value.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
    };
    let is_plain = quote.is_some();
    Some((Some(TagAttribute { name, value: Some(value), range: 0..0, is_plain }), after))
}

#[cfg(test)]
mod tests {
    use super::{BLOCKS, ELEMENTS, HtmlPiece, is_element, pieces};

    #[test]
    fn elements_are_in_order() {
        assert!(ELEMENTS.is_sorted() && BLOCKS.is_sorted());
        assert!(BLOCKS.iter().all(|name| is_element(name)));
    }

    #[test]
    fn attributes_know_where_they_stand() {
        let html = "<img  src = 'a b.png' alt=x hidden />";
        let found = pieces(html);
        let HtmlPiece::Start(tag) = &found[0] else { panic!("a tag") };
        let places: Vec<_> = tag
            .attributes()
            .map(|found| (&html[found.range.clone()], found.value_range().map(|at| &html[at])))
            .collect();
        let expected =
            [("  src = 'a b.png'", Some("a b.png")), (" alt=x", Some("x")), (" hidden", None)];
        assert_eq!(places, expected);
    }

    #[test]
    fn comments_and_declarations_are_told_from_tags() {
        let found = pieces("a<!-- b --><?php x?><br/>c");
        assert_eq!(found[0], HtmlPiece::Text("a", 0));
        assert_eq!(found[1], HtmlPiece::Comment(" b ", 5));
        assert!(matches!(&found[2], HtmlPiece::Start(tag) if tag.name == "br" && tag.is_closed));
    }

    #[test]
    fn attributes_have_values_in_three_forms() {
        let found = pieces("<IMG src='a b.png' alt=x data-y=\"1>0\" hidden>");
        let HtmlPiece::Start(tag) = &found[0] else { panic!("a tag") };
        assert_eq!((tag.attribute("src"), tag.attribute("alt")), (Some("a b.png"), Some("x")));
        assert_eq!((tag.attribute("data-y"), tag.attribute("hidden")), (Some("1>0"), Some("")));
        assert_eq!(tag.attribute("title"), None);
    }

    #[test]
    fn scripts_hold_no_tags_and_a_lone_bracket_is_text() {
        let found = pieces("<script>a<b</script> 1 < 2");
        assert_eq!(found[1], HtmlPiece::RawText("a<b"));
        assert_eq!(found.last(), Some(&HtmlPiece::Text(" 1 < 2", 20)));
    }
}
