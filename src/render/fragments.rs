//! The names in a page of another site to which addresses with `#` point.

use std::collections::BTreeSet;

use super::escape::unescaped;
use super::tokenizer::{HtmlPiece, pieces};

/// A page with less text than this between its tags is made by its scripts.
const LEAST_TEXT: usize = 256;

/// How many names are compared for a suggestion, and their maximum length.
const MOST_GUESSES: usize = 5_000;
const LONGEST_GUESS: usize = 200;

/// The names in a page.
#[derive(Debug, Default)]
pub struct Fragments {
    names: BTreeSet<String>,
    /// The contents of scripts, styles and text fields.
    raw: Vec<String>,
    has_scripts: bool,
    /// Whether a name has character references that are not decoded here: `caf&eacute;`.
    has_encoded: bool,
    text: usize,
}

impl Fragments {
    /// Reads a page.
    pub fn of(html: &str) -> Self {
        let mut page = Self::default();
        for piece in pieces(html) {
            match piece {
                HtmlPiece::Start(tag) => {
                    page.has_scripts |= tag.name == "script";
                    let mut note = |value: &str| {
                        let name = unescaped(value).into_owned();
                        page.has_encoded |= name.contains('&') && name.contains(';');
                        page.names.insert(name);
                    };
                    tag.attribute("id").into_iter().for_each(&mut note);
                    if matches!(&*tag.name, "a" | "map") {
                        tag.attribute("name").into_iter().for_each(&mut note);
                    }
                }
                HtmlPiece::Text(text, _) => page.text += text.trim().len(),
                HtmlPiece::RawText(text) => page.raw.push(text.to_owned()),
                HtmlPiece::Comment(..) | HtmlPiece::End(..) => {}
            }
        }
        page
    }

    /// Whether the page has a name; `None` if they cannot be known without running its scripts.
    pub fn has(&self, fragment: &str) -> Option<bool> {
        // GitHub writes the first form, and its script finds the second.
        let is_named = |name: &str| {
            self.names.contains(name) || self.names.contains(&format!("user-content-{name}"))
        };
        if is_named(fragment) {
            return Some(true);
        }
        let is_made_by_scripts = self.has_scripts && self.text < LEAST_TEXT;
        let is_unknown = is_made_by_scripts
            || self.has_encoded
            || self.raw.iter().any(|raw| raw.contains(fragment));
        (!is_unknown).then_some(false)
    }

    /// Names for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.names.iter().filter(|name| name.len() <= LONGEST_GUESS).take(MOST_GUESSES);
        names.map(|name| name.strip_prefix("user-content-").unwrap_or(name))
    }
}

#[cfg(test)]
mod tests {
    use super::Fragments;

    #[test]
    fn ids_and_names_are_found_and_scripts_may_make_more() {
        let long = "text ".repeat(100);
        let html = format!(
            "<!doctype html><title>id=\"t\"</title><h1 id=one>1</h1><a name='two'></a><p ID=\"a&amp;b\">{long}\
             <!-- <b id=hidden> --><input name=three><h2 id=user-content-four>x</h2>\
             <script>make('five')</script>"
        );
        let page = Fragments::of(&html);
        for (fragment, expected) in [
            ("one", Some(true)),
            ("two", Some(true)),
            ("a&b", Some(true)),
            ("four", Some(true)),
            ("five", None),
            ("three", Some(false)),
            ("hidden", Some(false)),
            ("One", Some(false)),
        ] {
            assert_eq!(page.has(fragment), expected, "{fragment}");
        }
        let encoded = Fragments::of(&html.replace("id=one", "id='caf&eacute;'"));
        assert_eq!(encoded.has("café"), None);
        let app = Fragments::of("<div id=app></div><script src=app.js></script>");
        assert_eq!((app.has("app"), app.has("other")), (Some(true), None));
    }

    #[test]
    fn any_bytes_can_be_read() {
        for html in
            ["<", "<a", "<a id", "<a id=", "<script>", "<!--", "<a id=\"", "</", "<a id='\u{0}'>"]
        {
            let _ = Fragments::of(html).has("x");
        }
    }
}
