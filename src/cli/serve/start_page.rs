//! The start page of listeners other than the author's: it takes people to the presenter's slide.

use std::sync::Arc;

use crate::language::{built_in_vocabulary, direction};
use crate::path::{OutPath, percent_encoded};
use crate::render::escape::{self, push_attribute, push_text};
use crate::site::Built;

/// The style of the start page.
const STYLE: &str = "<style>\
    :root { color-scheme: light dark; --paper: #fff; --accent: #1d4fc4; --line: #c9d1de;\
    background: #f0f2f7; color: #151a23; font: clamp(1.1rem, 1.6vw, 1.6rem)/1.5 system-ui, sans-serif }\
    @media (prefers-color-scheme: dark) { :root { --paper: #151a23; --accent: #8fb2ff;\
    --line: #3a4456; background: #0a0d12; color: #e8ecf4 } }\
    body { box-sizing: border-box; max-width: 36rem; margin: 0 auto; padding: 18vh 1.5rem 6rem }\
    h1 { margin: 0; font-size: 1.9em; line-height: 1.2 }\
    h1::before { content: \"\"; display: block; width: 1.6em; margin-bottom: .5em;\
    border-top: .12em solid #e9b949 }\
    ul { margin: 1.5em 0 0; padding: 0; list-style: none }\
    a { display: block; margin-top: .6em; padding: .7em 1em; border: 1px solid var(--line);\
    border-radius: .4em; background: var(--paper); color: var(--accent); font-weight: 600;\
    text-underline-offset: .2em }\
    a:hover, a:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent) }\
    </style>\n";

/// The content at an address.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum SharedContent {
    /// The page that everyone sees first.
    Start,
    /// Nothing shared.
    Nothing,
}

/// The page with a list of decks; `up` is the path from its address to the top.
pub(super) fn start_page(
    built: &Built,
    found: SharedContent,
    decks: &[(&OutPath, String)],
    (script, up): (&str, &str),
) -> String {
    let (code, words) = &built.language;
    let (code, words) = match words {
        Some(words) => (code.as_str(), Arc::clone(words)),
        None => ("en", built_in_vocabulary("en")),
    };
    let (title, text) = match found {
        SharedContent::Start => (&words.follow_title, &words.follow_wait),
        SharedContent::Nothing => (&words.lost, &words.nothing_shared),
    };
    let [title, text] = [title, text].map(|phrase| escape::text(&phrase.to_string()));
    let (direction, code) = (direction(code), escape::text(code));
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{code}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n{STYLE}{script}</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n"
    );
    if !decks.is_empty() {
        html.push_str("<ul>\n");
        for (path, title) in decks {
            html.push_str("<li><a");
            let address = format!("{up}{}", percent_encoded(path.as_str()));
            push_attribute(&mut html, "href", &address);
            html.push('>');
            push_text(&mut html, title);
            html.push_str("</a></li>\n");
        }
        html.push_str("</ul>\n");
    }
    html.push_str("</main>\n");
    if !words.script_json.is_empty() {
        html.push_str("<script type=\"application/json\" data-words>");
        html.push_str(&words.script_json);
        html.push_str("</script>\n");
    }
    html.push_str("</body>\n</html>\n");
    html
}
