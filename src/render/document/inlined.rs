//! A whole page as one text, with its style sheets, scripts and pictures inside.

use super::readdressed::{LOADED_LATER, NewAddress, edit_tag};
use crate::render::escape::{push_attribute, unescaped};
use crate::render::tokenizer::{HtmlPiece, HtmlTag, pieces};

/// The data for a single page.
pub trait Inliner {
    /// The style sheet at an address; `None` when it stays where it is.
    fn sheet(&mut self, url: &str) -> Option<String>;
    /// The script at an address.
    fn script(&mut self, url: &str) -> Option<String>;
    /// The new form of the address of a picture, a video or another part of the page.
    fn part(&mut self, url: &str) -> NewAddress;
    /// The new form of the address of a link.
    fn link(&mut self, url: &str) -> NewAddress;
}

/// Links that only help to load what the page needs anyway.
const HINTS: [&str; 6] =
    ["preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "prerender"];

/// A page with everything inside, and a policy for what it may load.
///
/// A script that waits for the page (`defer`) comes at its end, where it waits for nothing.
pub fn inlined(html: &str, policy: &str, inside: &mut dyn Inliner) -> String {
    let mut page = Inlined { html, out: String::with_capacity(html.len() * 2), done: 0 };
    let mut late = String::new();
    let mut has_policy = false;
    let mut skipped: Option<String> = None;
    let mut style_at = None;
    let all = pieces(html);
    let end = all.iter().rev().find_map(|piece| match piece {
        HtmlPiece::End(name, range) if name == "body" => Some(range.start),
        _ => None,
    });
    for piece in &all {
        match piece {
            HtmlPiece::End(name, range) if skipped.as_ref() == Some(name) => {
                page.done = range.end;
                skipped = None;
            }
            _ if skipped.is_some() => {}
            HtmlPiece::Start(tag) => {
                if !has_policy && !["html", "head"].contains(&&*tag.name) {
                    page.put(tag.at, tag.at, &policy_tag(policy));
                    has_policy = true;
                }
                skipped = page.tag(tag, &mut late, inside);
                style_at = (tag.name == "style").then_some(tag.at + tag.text.len());
            }
            HtmlPiece::RawText(text) => {
                if let Some(at) = style_at.take() {
                    let sheet = super::sheet(text, &mut |url| inside.part(url));
                    page.put(at, at + text.len(), &sheet);
                }
            }
            HtmlPiece::End(name, range) if name == "body" && end == Some(range.start) => {
                page.put(range.start, range.start, &std::mem::take(&mut late));
            }
            HtmlPiece::Text(..) | HtmlPiece::Comment(..) | HtmlPiece::End(..) => {}
        }
    }
    page.put(html.len(), html.len(), &late);
    page.out
}

/// A page that is being rewritten.
struct Inlined<'t> {
    html: &'t str,
    out: String,
    /// How much of the page is written.
    done: usize,
}

impl Inlined<'_> {
    /// Replaces a range by a text.
    fn put(&mut self, start: usize, end: usize, text: &str) {
        self.out.push_str(&self.html[self.done..start]);
        self.out.push_str(text);
        self.done = end;
    }

    /// Writes the new form of a start tag. Returns the name of an element that goes to its end tag.
    fn tag(
        &mut self,
        tag: &HtmlTag<'_>,
        late: &mut String,
        inside: &mut dyn Inliner,
    ) -> Option<String> {
        let end = tag.at + tag.text.len();
        let value = |name| unescaped(tag.attribute(name).unwrap_or_default()).into_owned();
        let rels = value("rel").to_ascii_lowercase();
        let has_rel = |wanted: &str| rels.split_whitespace().any(|rel| rel == wanted);
        if tag.name == "link" && HINTS.into_iter().any(has_rel) {
            self.put(tag.at, end, "");
            return None;
        }
        if tag.name == "link" && has_rel("stylesheet") {
            if let Some(sheet) = inside.sheet(&value("href")) {
                self.put(tag.at, end, &style(&sheet, &value("media")));
                return None;
            }
        } else if tag.name == "script"
            && let Some(url) = tag.attribute("src")
            && let Some(text) = inside.script(&unescaped(url))
        {
            let script = script(&text, &value("type"));
            let is_late = tag.attribute("defer").is_some() || tag.attribute("async").is_some();
            self.put(tag.at, end, if is_late { "" } else { &script });
            if is_late {
                late.push_str(&script);
            }
            // A script that this one would load when it needs it.
            if let Some(url) = tag.attribute(LOADED_LATER)
                && let Some(text) = inside.script(&unescaped(url))
            {
                late.push_str(&self::script(&text, ""));
            }
            return Some(tag.name.clone());
        }
        let is_link = matches!(&*tag.name, "a" | "area");
        let is_word = tag.name == "link" && !has_rel("icon") && !has_rel("apple-touch-icon");
        let decide = &mut |url: &str| {
            if is_link || is_word { inside.link(url) } else { inside.part(url) }
        };
        edit_tag(tag, (self.html, &mut self.out, &mut self.done), decide);
        None
    }
}

fn policy_tag(policy: &str) -> String {
    let mut tag = "<meta http-equiv=\"Content-Security-Policy\"".to_owned();
    push_attribute(&mut tag, "content", policy);
    tag + ">\n"
}

/// A style sheet as an element. A text in it cannot end the element: a backslash changes nothing there.
fn style(sheet: &str, media: &str) -> String {
    let mut out = "<style".to_owned();
    if !media.is_empty() {
        push_attribute(&mut out, "media", media);
    }
    out + ">" + &guarded(sheet, "</style", "<\\/style") + "</style>"
}

/// A script as an element. In strings and regular expressions, a backslash changes nothing; the
/// guarded text cannot occur elsewhere in a script.
fn script(text: &str, kind: &str) -> String {
    let mut out = "<script".to_owned();
    if !kind.is_empty() {
        push_attribute(&mut out, "type", kind);
    }
    let text = guarded(text, "</script", "<\\/script");
    let text = guarded(&text, "<!--", "<\\!--");
    let text = guarded(&text, "<script", "<\\script");
    out + ">" + &text + "</script>\n"
}

/// A text in which something, in upper or lower case, is replaced by another spelling.
fn guarded(text: &str, what: &str, guard: &str) -> String {
    // Only ASCII letters change, so that positions stay the same.
    let lower = text.to_ascii_lowercase();
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (at, _) in lower.match_indices(what) {
        out.push_str(&text[done..at]);
        // The searched text begins with `<`; the guard inserts its backslash after that.
        let mark = guard.find('\\').unwrap_or_default();
        out.push_str(&text[at..at + mark]);
        out.push('\\');
        out.push_str(&text[at + mark..at + what.len()]);
        done = at + what.len();
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{Inliner, NewAddress, inlined};

    struct TestFiles;

    impl Inliner for TestFiles {
        fn sheet(&mut self, url: &str) -> Option<String> {
            (url == "a.css").then(|| "p::after{content:'</style>'}".to_owned())
        }
        fn script(&mut self, url: &str) -> Option<String> {
            url.contains(".js").then(|| format!("f('{url}</SCRIPT>')"))
        }
        fn part(&mut self, url: &str) -> NewAddress {
            NewAddress::Replaced(format!("data:,{url}"))
        }
        fn link(&mut self, url: &str) -> NewAddress {
            if url.starts_with('#') { NewAddress::Kept } else { NewAddress::Removed }
        }
    }

    #[test]
    fn a_page_holds_all_that_it_names() {
        let html = "<!doctype html><html><head><meta charset=utf-8><link rel=preload href=a.css>\
                    <script src=one.js></script><script src=two.js data-late=three.js defer></script>\
                    <link rel=\"stylesheet\" href=\"a.css\" media=print><link rel=icon href=i.svg>\
                    <style>b{background:url(x.png)}</style></head>\
                    <body><a href=#z>a</a><a href=out.html>b</a><img src=p.png></body></html>";
        assert_eq!(
            inlined(html, "default-src 'none'", &mut TestFiles),
            "<!doctype html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n\
             <meta charset=utf-8><script>f('one.js<\\/SCRIPT>')</script>\n\
             <style media=\"print\">p::after{content:'<\\/style>'}</style><link rel=icon href=\"data:,i.svg\">\
             <style>b{background:url(\"data:,x.png\")}</style></head>\
             <body><a href=#z>a</a><a>b</a><img src=\"data:,p.png\">\
             <script>f('two.js<\\/SCRIPT>')</script>\n<script>f('three.js<\\/SCRIPT>')</script>\n</body></html>"
        );
    }
}
