//! Copies of pages, without the rest of the site.

use crate::render::tokenizer::{HtmlPiece, pieces};

/// The attribute of elements that are useless in a copy, since they need other pages of the site:
/// the search, the page about the deck. Templates set it. Such an element contains no other one of
/// its own name.
const NEEDS_SITE: &str = "data-site";

/// A page, or a part of one, without elements that need the site, and without the line ends before
/// them.
pub fn for_copies(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    let mut skipped: Option<String> = None;
    for piece in pieces(html) {
        match piece {
            HtmlPiece::End(name, range) if skipped.as_ref() == Some(&name) => {
                done = range.end;
                skipped = None;
            }
            HtmlPiece::Start(tag) if skipped.is_none() && tag.attribute(NEEDS_SITE).is_some() => {
                out.push_str(html[done..tag.at].trim_end_matches('\n'));
                done = tag.at + tag.text.len();
                skipped = (!tag.is_closed).then_some(tag.name);
            }
            HtmlPiece::Start(_)
            | HtmlPiece::End(..)
            | HtmlPiece::Text(..)
            | HtmlPiece::RawText(_)
            | HtmlPiece::Comment(..) => {}
        }
    }
    // An element without an end tag extends to the end of the page.
    if skipped.is_none() {
        out.push_str(&html[done..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::for_copies;

    #[test]
    fn what_needs_the_site_is_left_out_with_its_line() {
        let page = "<head>\n<link data-site href=a>\n<p>x</p>\n<p data-site>y <a href=b>z</a></p>\n</head>";
        assert_eq!(for_copies(page), "<head>\n<p>x</p>\n</head>");
        assert_eq!(for_copies("a<!-- <p data-site> --><b>"), "a<!-- <p data-site> --><b>");
        assert_eq!(for_copies("a<p data-site>b"), "a");
    }
}
