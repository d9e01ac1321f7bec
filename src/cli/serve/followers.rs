//! What followers may see: the decks named at start and those that the presenter opened, without
//! what only authors need.
//!
//! **Invariant:** whatever followers see or receive goes through here. What is not shared looks as
//! if missing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::builds::{Builds, Frames};
use crate::language::{built_in_vocabulary, direction};
use crate::path::{OutPath, percent_encoded};
use crate::render::escape::{self, push_attribute, push_text};
use crate::routes::{PageFolder, Route};
use crate::site::{Addresses, Built, DeckPage, Needs, SpeakerNotes};

/// The style of the page that everyone sees first.
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

/// The followers, and what is shared with them.
pub(super) struct Followers {
    notes: SpeakerNotes,
    /// The pages of shared decks, by path. Some may not exist, or not yet.
    shared: BTreeSet<OutPath>,
    /// Counts changes for followers.
    pub(super) build: u64,
    /// The frames of pages before and after the last build.
    pub(super) frames: Frames,
    /// Addresses in `static/` files.
    addresses: Addresses,
    /// The files that the shared pages need, once asked for.
    needs: Option<Needs>,
}

impl Followers {
    /// Shares the decks of these names, with or without notes.
    pub(super) fn new(decks: &[String], notes: SpeakerNotes) -> Self {
        Self {
            notes,
            shared: decks.iter().map(|deck| page_of(deck)).collect(),
            build: 0,
            frames: Frames::new(),
            addresses: Addresses::default(),
            needs: None,
        }
    }

    /// The pages that are shared.
    pub(super) fn shared(&self) -> impl Iterator<Item = &OutPath> {
        self.shared.iter()
    }

    /// A page in the form that followers see.
    pub(super) fn view(&self, page: &DeckPage) -> DeckPage {
        page.for_audience(self.notes)
    }

    /// The shared pages of a site with their titles.
    pub(super) fn list<'a>(
        &'a self,
        built: &'a Built,
    ) -> impl Iterator<Item = (&'a OutPath, String)> {
        self.shared().filter_map(|path| Some((path, built.pages.get(path)?.title())))
    }

    /// Shares a page of the site; returns whether that is new.
    pub(super) fn share(&mut self, path: &OutPath, built: &Built) -> bool {
        let is_new = built.pages.contains_key(path) && self.shared.insert(path.clone());
        if is_new {
            self.build += 1;
            self.needs = None;
        }
        is_new
    }

    /// A page of a deck, if it is shared.
    pub(super) fn page(&self, path: &OutPath, built: &Built) -> Option<DeckPage> {
        let page = self.shared.contains(path).then(|| built.pages.get(path))??;
        Some(self.view(page))
    }

    /// Whether they may have a file that is not a deck's page.
    pub(super) fn may_have(&mut self, path: &OutPath, built: &Built) -> bool {
        let needs = self.needs.take().unwrap_or_else(|| self.needs_of(built));
        self.needs.insert(needs).has(path)
    }

    /// Records the addresses named in `static/`, if they changed.
    pub(super) fn learn(&mut self, addresses: Option<Addresses>) {
        if let Some(addresses) = addresses {
            self.addresses = addresses;
        }
    }

    /// Whether the shared pages of one of two builds need one of these files.
    pub(super) fn use_any(&self, files: &BTreeSet<OutPath>, builds: Builds<'_>) -> bool {
        let uses = |built: &Built| {
            let needs = self.needs_of(built);
            files.iter().any(|file| needs.has(file))
        };
        !files.is_empty() && (uses(builds.old) || uses(builds.new))
    }

    /// Call when a new build replaces the one that is shown; `frames` holds the changed frames if
    /// followers were sent the build.
    pub(super) fn renew(&mut self, frames: Option<Frames>) {
        if let Some(frames) = frames {
            self.build += 1;
            self.frames = frames;
        }
        self.needs = None;
    }

    fn needs_of(&self, built: &Built) -> Needs {
        let pages: Vec<_> = self
            .shared()
            .filter_map(|path| Some((path, self.view(built.pages.get(path)?))))
            .collect();
        let pages = pages.iter().map(|(path, page)| (*path, page));
        Needs::of(pages, built, &self.addresses)
    }

    /// The page that everyone sees first, also shown for what is not shared, at an address from which
    /// `up` leads to the top. The script takes followers to where the presenter is.
    pub(super) fn start(
        &self,
        built: &Built,
        found: SharedContent,
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
        let decks: Vec<_> = self.list(built).collect();
        if !decks.is_empty() {
            html.push_str("<ul>\n");
            for (path, title) in decks {
                html.push_str("<li><a");
                push_attribute(
                    &mut html,
                    "href",
                    &format!("{up}{}", percent_encoded(path.as_str())),
                );
                html.push('>');
                push_text(&mut html, &title);
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

    /// What followers see, for the terminal.
    pub(super) fn in_words(&self) -> String {
        let names: Vec<String> = self
            .shared()
            .map(|path| format!("`{}`", path.as_str().trim_end_matches(".html")))
            .collect();
        let decks = match names.as_slice() {
            [] => "only decks that you open from now on".to_owned(),
            [deck] => format!("the deck {deck}, and decks that you open from now on"),
            decks => format!("the decks {}, and those that you open from now on", decks.join(", ")),
        };
        match self.notes {
            SpeakerNotes::Shown => format!("{decks}, with speaker notes"),
            SpeakerNotes::LeftOut => format!("{decks}, without speaker notes"),
        }
    }
}

/// The page of a deck by its name.
fn page_of(deck: &str) -> OutPath {
    Route::Deck(PageFolder::Top, deck.into()).path()
}

/// What an address shows.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum SharedContent {
    /// The page that everyone sees first.
    Start,
    /// Nothing shared.
    Nothing,
}
