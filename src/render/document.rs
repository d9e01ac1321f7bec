//! Whole pages of HTML, such as those that templates make: what they name, and what they refer to.

use std::collections::BTreeSet;
use std::ops::Range;

use super::escape::unescaped;
use super::source::Use;
use super::tokenizer::{HtmlPiece, HtmlTag, pieces};
use super::{css, srcset};

/// An address in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentReference {
    /// Where its value is in the text.
    pub range: Range<usize>,
    /// The address.
    pub url: String,
    /// What it is for.
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
    /// The text of an element whose content is not HTML, such as a script; as it is written.
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

/// The elements of a page, in order. Those in comments and in scripts are none.
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

/// The names of elements that links can lead to.
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

#[cfg(test)]
mod tests {
    use super::{ids, references};

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
