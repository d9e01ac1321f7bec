//! Whole pages of HTML, such as those that templates make: the names and references in them.

mod copies;
mod inlined;
mod readdressed;

use std::collections::BTreeSet;
use std::ops::Range;

pub use self::copies::for_copies;
pub use self::inlined::{Inliner, inlined};
pub use self::readdressed::{Decision, NewAddress, readdressed, sheet};

use super::escape::unescaped;
use super::source::Use;
use super::tokenizer::{HtmlPiece, HtmlTag, UNFIT, has_optional_end, pieces};
use super::{css, srcset};

/// An address in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentReference {
    /// Where its value is in the text.
    pub range: Range<usize>,
    /// The address.
    pub url: String,
    /// Its purpose.
    pub use_: Use,
}

/// An element of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageElement {
    /// Its name in lower case.
    pub name: String,
    /// Where its tag begins.
    pub at: usize,
    /// Where its content begins.
    pub inner: usize,
    /// The text of an element whose content is not HTML, such as a script; unchanged.
    pub text: Option<String>,
    /// Its attributes, with names in lower case and values without character references.
    pub attributes: Vec<(String, String)>,
}

impl PageElement {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The elements of a page, in order. Tags in comments and in scripts do not count.
pub fn elements(html: &str) -> Vec<PageElement> {
    let mut found: Vec<PageElement> = Vec::new();
    for piece in pieces(html) {
        match piece {
            HtmlPiece::Start(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let value = unescaped(attribute.value.unwrap_or_default()).into_owned();
                    (attribute.name.to_ascii_lowercase(), value)
                });
                found.push(PageElement {
                    attributes: attributes.collect(),
                    at: tag.at,
                    inner: tag.at + tag.text.len(),
                    text: None,
                    name: tag.name,
                });
            }
            HtmlPiece::RawText(text) => {
                if let Some(last) = found.last_mut() {
                    last.text = Some(text.to_owned());
                }
            }
            HtmlPiece::Text(..) | HtmlPiece::Comment(..) | HtmlPiece::End(..) => {}
        }
    }
    found
}

/// The names of elements that links can point to.
pub fn ids(html: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for tag in start_tags(html) {
        let names = ["id", "name"].into_iter().filter_map(|key| tag.attribute(key));
        found.extend(names.map(|name| unescaped(name).into_owned()));
    }
    found
}

/// The addresses of links, pictures, style sheets and scripts.
pub fn references(html: &str) -> Vec<DocumentReference> {
    let mut found = Vec::new();
    for tag in start_tags(html) {
        for attribute in tag.attributes() {
            let Some((value, range)) = attribute.value.zip(attribute.value_range()) else {
                continue;
            };
            let at = tag.at + range.start;
            let mut add = |range: Range<usize>, url: &str, use_| {
                let range = at + range.start..at + range.end;
                found.push(DocumentReference { range, url: unescaped(url).into_owned(), use_ });
            };
            match (&*attribute.name.to_ascii_lowercase(), &*tag.name) {
                ("href", "a" | "area") => add(0..value.len(), value, Use::Linked),
                ("href" | "src" | "poster", _) | ("data", "object") => {
                    add(0..value.len(), value, Use::Shown);
                }
                ("srcset", _) => {
                    for range in srcset::urls(value) {
                        add(range.clone(), &value[range], Use::Shown);
                    }
                }
                ("style", _) => {
                    for found in css::urls(value) {
                        add(found.range, &found.url, Use::Shown);
                    }
                }
                _ => {}
            }
        }
    }
    found
}

fn start_tags(html: &str) -> impl Iterator<Item = HtmlTag<'_>> {
    pieces(html).into_iter().filter_map(|piece| match piece {
        HtmlPiece::Start(tag) => Some(tag),
        _ => None,
    })
}

/// An unmatched tag in a part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrayTag {
    /// Where it is in the text.
    pub range: Range<usize>,
    /// The tag without its attributes, `<b>` or `</b>`; of one that never ends, how it begins.
    pub tag: String,
    /// The repair.
    pub repair: TagRepair,
}

/// The repair for an unmatched tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagRepair {
    /// An end tag at this position.
    Close(usize, String),
    /// The tag is removed: it closes nothing, or would change the page around it it.
    Remove,
    /// Nothing: it never ends.
    Impossible,
}

/// How many elements may be open at once; those beyond it are removed.
const MOST_OPEN: usize = 256;

/// The unmatched tags in a part of a page. Balanced HTML does not affect the page around it.
pub fn strays(html: &str) -> Vec<StrayTag> {
    let (mut found, mut open) = (Vec::new(), Vec::<(String, Range<usize>)>::new());
    let leave = |(name, range): (String, Range<usize>), at: usize, found: &mut Vec<StrayTag>| {
        if !has_optional_end(&name) {
            let repair = TagRepair::Close(at, format!("</{name}>"));
            found.push(StrayTag { range, tag: format!("<{name}>"), repair });
        }
    };
    for piece in pieces(html) {
        match piece {
            HtmlPiece::Start(tag) => {
                let range = tag.at..tag.at + tag.text.len();
                let is_drawing = |name: &str| matches!(name, "svg" | "math");
                let is_drawn =
                    is_drawing(&tag.name) || open.iter().any(|(name, _)| is_drawing(name));
                if UNFIT.contains(&&*tag.name) || open.len() >= MOST_OPEN {
                    let name = format!("<{}>", tag.name);
                    found.push(StrayTag { range, tag: name, repair: TagRepair::Remove });
                } else if !(tag.is_closed || is_drawn && tag.is_self_closing()) {
                    open.push((tag.name, range));
                }
            }
            HtmlPiece::End(name, range) => {
                let Some(index) = open.iter().rposition(|(other, _)| *other == name) else {
                    let tag = format!("</{name}>");
                    found.push(StrayTag { range, tag, repair: TagRepair::Remove });
                    continue;
                };
                for left in open.split_off(index + 1).into_iter().rev() {
                    leave(left, range.start, &mut found);
                }
                open.pop();
            }
            HtmlPiece::Text(text, at) => found.extend(open_tag(text, at)),
            HtmlPiece::Comment(text, at) if !html[at + text.len()..].starts_with("-->") => {
                let range = at - 4..at;
                found.push(StrayTag {
                    range,
                    tag: "<!--".to_owned(),
                    repair: TagRepair::Impossible,
                });
            }
            HtmlPiece::Comment(..) | HtmlPiece::RawText(_) => {}
        }
    }
    for left in open.into_iter().rev() {
        leave(left, html.len(), &mut found);
    }
    found
}

/// The beginning of an unfinished tag, in a text between tags.
fn open_tag(text: &str, at: usize) -> Option<StrayTag> {
    let is_tag = |&(start, _): &(usize, &str)| {
        let rest = text[start + 1..].strip_prefix('/').unwrap_or(&text[start + 1..]);
        rest.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let (start, _) = text.match_indices('<').find(is_tag)?;
    let length = text[start..].find(char::is_whitespace).unwrap_or(text.len() - start);
    let range = at + start..at + start + length;
    Some(StrayTag {
        range,
        tag: text[start..start + length].to_owned(),
        repair: TagRepair::Impossible,
    })
}

/// The first text or tag at which a browser ends the head of a page. `_` represents unknown parts.
pub fn after_head(html: &str) -> Option<Range<usize>> {
    const OF_HEAD: [&str; 8] =
        ["base", "link", "meta", "noscript", "script", "style", "template", "title"];
    // The element whose content does not belong to the head itself.
    let mut holder: Option<String> = None;
    for piece in pieces(html) {
        match piece {
            HtmlPiece::End(name, _) if holder.as_ref() == Some(&name) => holder = None,
            _ if holder.is_some() => {}
            HtmlPiece::Start(tag) if !OF_HEAD.contains(&&*tag.name) => {
                return Some(tag.at..tag.at + tag.text.len());
            }
            HtmlPiece::Start(tag) => {
                holder = matches!(&*tag.name, "noscript" | "template").then_some(tag.name);
            }
            HtmlPiece::Text(text, at) => {
                let written = text.trim_matches(|c: char| c.is_whitespace() || c == '_');
                if let Some(start) = text.find(written).filter(|_| !written.is_empty()) {
                    let line = written.lines().next().unwrap_or(written);
                    return Some(at + start..at + start + line.len());
                }
            }
            HtmlPiece::RawText(_) | HtmlPiece::Comment(..) | HtmlPiece::End(..) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{TagRepair, after_head, ids, references, strays};

    #[test]
    fn tags_without_partners_are_found_with_their_repair() {
        let close = |at: usize, name: &str| TagRepair::Close(at, format!("</{name}>"));
        let cases: [(&str, &[(&str, TagRepair)]); 9] = [
            ("<p>a<br><img src=x><li>b <svg><path/></svg>", &[]),
            ("<div><b>x</div>", &[("<b>", close(9, "b"))]),
            ("<div><span>", &[("<span>", close(11, "span")), ("<div>", close(11, "div"))]),
            ("a</div>", &[("</div>", TagRepair::Remove)]),
            (
                "<body class=x>a</body>",
                &[("<body>", TagRepair::Remove), ("</body>", TagRepair::Remove)],
            ),
            ("<script>if (a < b) {}", &[("<script>", close(21, "script"))]),
            ("a <!-- b", &[("<!--", TagRepair::Impossible)]),
            ("a <a href='x>b</a>", &[("<a", TagRepair::Impossible), ("</a>", TagRepair::Remove)]),
            ("1 < 2 and <em>3</em>", &[]),
        ];
        for (html, expected) in cases {
            let found: Vec<_> =
                strays(html).into_iter().map(|stray| (stray.tag, stray.repair)).collect();
            let expected: Vec<_> =
                expected.iter().map(|(tag, repair)| ((*tag).to_owned(), repair.clone())).collect();
            assert_eq!(found, expected, "{html}");
        }
    }

    #[test]
    fn a_head_ends_at_text_and_at_other_elements() {
        let fine = "<!-- a --><script>x</script> _ <noscript><img src=a></noscript><link rel=b>";
        assert_eq!(after_head(fine), None);
        let text = |html: &'static str| after_head(html).map(|range| &html[range]);
        assert_eq!(text("<meta name=a>\n<p class=b>c</p>"), Some("<p class=b>"));
        assert_eq!(text("<style></style> hello \n you"), Some("hello "));
    }

    #[test]
    fn pages_name_elements_and_refer_to_files() {
        let html = "<!DOCTYPE html><link href=a.css><main id='m'><a href=\"b.html?x&amp;y\" name=n>\
                    <!-- <img src=no> --><script src=c.js>'<img src=no>'</script>";
        let found: Vec<_> = references(html).into_iter().map(|found| found.url).collect();
        assert_eq!(found, ["a.css", "b.html?x&y", "c.js"]);
        assert_eq!(&html[references(html)[1].range.clone()], "b.html?x&amp;y");
        assert_eq!(ids(html).into_iter().collect::<Vec<_>>(), ["m", "n"]);
    }
}
