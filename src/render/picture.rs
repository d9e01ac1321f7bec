//! Where the sizes of pictures belong: rendering does not know them, since it sees nothing but text.

use super::escape::push_attribute;
use super::raw_html::unescaped;
use super::source::Rendered;
use crate::picture::Size;

/// Stands after the address of a picture until the HTML is complete: only then is its place known.
pub(super) const PICTURE: char = '\u{fdd3}';

/// HTML without these marks, and the pictures that they stood for.
pub(super) fn taken_down(marked: &str) -> (String, Vec<Picture>) {
    let mut parts = marked.split(PICTURE).peekable();
    let mut html = String::with_capacity(marked.len());
    let mut pictures = Vec::new();
    while let Some(part) = parts.next() {
        html.push_str(part);
        let address = part.rsplit_once(" src=\"").and_then(|(_, rest)| rest.strip_suffix('"'));
        if let Some(url) = address.filter(|_| parts.peek().is_some()) {
            pictures.push(Picture { at: html.len(), url: unescaped(url) });
        }
    }
    (html, pictures)
}

/// A picture of Markdown's in a slide. Its size is the world's, so it comes later.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Picture {
    /// Where in the HTML the attributes of its size belong.
    pub at: usize,
    /// Its address, as written.
    pub url: String,
}

impl Rendered {
    /// Appends the content, with the sizes of its pictures, so that a browser keeps room for them
    /// before it has them.
    pub fn push_html(&self, out: &mut String, size: impl Fn(&str) -> Option<Size>) {
        let mut written = 0;
        for Picture { at, url } in &self.pictures {
            let Some((width, height)) = size(url) else { continue };
            out.push_str(&self.html[written..*at]);
            push_attribute(out, "width", &width.to_string());
            push_attribute(out, "height", &height.to_string());
            written = *at;
        }
        out.push_str(&self.html[written..]);
    }
}
