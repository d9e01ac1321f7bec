//! Whole pages and style sheets with other addresses, for copies in other places.

use crate::render::css::{self, CssUrl};
use crate::render::escape::{push_text, unescaped};
use crate::render::srcset;
use crate::render::tokenizer::{HtmlPiece, HtmlTag, TagAttribute, pieces};

/// The attribute of a script with the address of another one, which it loads on demand.
pub(super) const LOADED_LATER: &str = "data-late";

/// The new form of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewAddress {
    /// It stays.
    Kept,
    /// Another address replaces it.
    Replaced(String),
    /// A link without a target: it loses its address. Everything else is kept.
    Removed,
}

/// Decides about an address.
pub type Decision<'a> = &'a mut dyn FnMut(&str) -> NewAddress;

/// A page with other addresses, of links, pictures, style sheets and scripts. Everything else stays
/// unchanged.
pub fn readdressed(html: &str, decide: Decision<'_>) -> String {
    let mut out = String::with_capacity(html.len());
    let (mut done, mut at, mut is_style) = (0, 0, false);
    for piece in pieces(html) {
        match piece {
            HtmlPiece::Start(tag) => {
                edit_tag(&tag, (html, &mut out, &mut done), decide);
                at = tag.at + tag.text.len();
                is_style = tag.name == "style";
            }
            HtmlPiece::RawText(text) if is_style => {
                out.push_str(&html[done..at]);
                out.push_str(&sheet(text, decide));
                done = at + text.len();
            }
            HtmlPiece::Text(..)
            | HtmlPiece::RawText(_)
            | HtmlPiece::Comment(..)
            | HtmlPiece::End(..) => {}
        }
    }
    out.push_str(&html[done..]);
    out
}

/// Writes a page up to the last address of a tag that changes.
pub(super) fn edit_tag(
    tag: &HtmlTag<'_>,
    (html, out, done): (&str, &mut String, &mut usize),
    decide: Decision<'_>,
) {
    for attribute in tag.attributes() {
        let Some((value, range)) = attribute.value.zip(attribute.value_range()) else { continue };
        let (range, whole) = (
            tag.at + range.start..tag.at + range.end,
            tag.at + attribute.range.start..tag.at + attribute.range.end,
        );
        let is_link = matches!(&*tag.name, "a" | "area");
        let new = match (&*attribute.name.to_ascii_lowercase(), &*tag.name) {
            ("href" | "src" | "poster" | LOADED_LATER, _) | ("data", "object") => {
                decide(&unescaped(value))
            }
            ("srcset", _) => in_srcset(value, decide),
            ("style", _) => {
                let style = unescaped(value);
                let new = sheet(&style, decide);
                if *style == *new { NewAddress::Kept } else { NewAddress::Replaced(new) }
            }
            _ => NewAddress::Kept,
        };
        match new {
            NewAddress::Kept => {}
            NewAddress::Removed if !is_link => {}
            NewAddress::Removed => {
                out.push_str(&html[*done..whole.start]);
                *done = whole.end;
            }
            NewAddress::Replaced(to) => {
                out.push_str(&html[*done..range.start]);
                push_value(out, &attribute, &to);
                *done = range.end;
            }
        }
    }
}

/// Writes the value of an attribute as its quotes demand.
fn push_value(out: &mut String, attribute: &TagAttribute<'_>, value: &str) {
    let mut escaped = String::with_capacity(value.len());
    push_text(&mut escaped, value);
    let escaped = escaped.replace('\'', "&#39;");
    if attribute.is_quoted() {
        out.push_str(&escaped);
    } else {
        out.extend(["\"", &escaped, "\""]);
    }
}

/// A list of pictures with other addresses.
fn in_srcset(value: &str, decide: Decision<'_>) -> NewAddress {
    let (mut out, mut done) = (String::new(), 0);
    for range in srcset::urls(value) {
        if let NewAddress::Replaced(to) = decide(&unescaped(&value[range.clone()])) {
            out.push_str(&unescaped(&value[done..range.start]));
            out.push_str(&to);
            done = range.end;
        }
    }
    if done == 0 {
        return NewAddress::Kept;
    }
    out.push_str(&unescaped(&value[done..]));
    NewAddress::Replaced(out)
}

/// A style sheet, or a style, with other addresses.
pub fn sheet(sheet: &str, decide: Decision<'_>) -> String {
    let (mut out, mut done) = (String::new(), 0);
    for CssUrl { range, url, .. } in css::sheet_urls(sheet) {
        if let NewAddress::Replaced(to) = decide(&url) {
            out.push_str(&sheet[done..range.start]);
            css::push_url(&mut out, &to);
            done = range.end;
        }
    }
    out.push_str(&sheet[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{NewAddress, readdressed};

    #[test]
    fn all_addresses_of_a_page_change_and_nothing_else() {
        let html = "<link href=a.css><a class=b href=\"gone\" id=c>x</a><img src='a&amp;b.png' \
                    srcset=\"s.png 1x, t.png 2x\"><p style=\"background:url(u.png)\">a.css</p>\
                    <style>.x{background:url('v.png')}</style><script>'a.css'</script>";
        let mut decide = |url: &str| match url {
            "gone" => NewAddress::Removed,
            "s.png" => NewAddress::Kept,
            url => NewAddress::Replaced(format!("../it's/{url}")),
        };
        assert_eq!(
            readdressed(html, &mut decide),
            "<link href=\"../it&#39;s/a.css\"><a class=b id=c>x</a><img src='../it&#39;s/a&amp;b.png' \
             srcset=\"s.png 1x, ../it&#39;s/t.png 2x\"><p style=\"background:url(&quot;../it%27s/u.png&quot;)\">a.css</p>\
             <style>.x{background:url(\"../it%27s/v.png\")}</style><script>'a.css'</script>"
        );
    }
}
