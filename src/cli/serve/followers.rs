//! What those who follow may see: the decks that were named and those that the presenter opened,
//! without what only authors need.
//!
//! **Invariant:** whatever they are shown or told goes through here. What is not shared looks like
//! what is not there.

use std::collections::BTreeSet;

use super::changes::{Builds, Frames};
use crate::path::{OutPath, percent_encoded};
use crate::render::escape::{push_attribute, push_text};
use crate::site::{Addresses, Built, DeckPage, Needs, SpeakerNotes};

/// The page that everybody comes to first.
pub(super) const START: &str = "index.html";

/// How the page that everybody comes to first looks.
const STYLE: &str = "<style>\
    :root { color-scheme: light dark; font: 1.25rem/1.5 system-ui, sans-serif }\
    body { max-width: 36rem; margin: 15vh auto 0; padding: 0 1.5rem }\
    h1 { font-size: 1.5rem }\
    </style>\n";

/// Those who follow, and what is shared with them.
pub(super) struct Followers {
    notes: SpeakerNotes,
    /// The pages of decks, by their places. Some may not be there, or not yet.
    shared: BTreeSet<OutPath>,
    /// Counts what changed for them.
    pub(super) build: u64,
    /// The frames of pages before and after their last build.
    pub(super) frames: Frames,
    /// What files of `static/` name.
    addresses: Addresses,
    /// The files that the shared pages need, once they were asked for.
    needs: Option<Needs>,
}

impl Followers {
    /// Shares the decks of these names, with or without notes.
    pub(super) fn new(decks: &[String], notes: SpeakerNotes) -> Self {
        Self {
            notes,
            shared: decks.iter().filter_map(|deck| OutPath::new(&format!("{deck}.html"))).collect(),
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

    /// A page in the form in which they see it.
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

    /// Shares a page of the site; whether it was not shared yet.
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

    /// Whether they may have a file of the site that is no page of a deck.
    pub(super) fn may_have(&mut self, path: &OutPath, built: &Built) -> bool {
        let needs = self.needs.take().unwrap_or_else(|| self.needs_of(built));
        self.needs.insert(needs).has(path)
    }

    /// Notes what files of `static/` name, when that is something else now.
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

    /// To be called when a new build takes the place of the one that is shown: what changed around
    /// slides, when they were told of the build.
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

    /// The page that everybody comes to first, or is shown where there is nothing for them. The
    /// script takes them to where the presenter is.
    pub(super) fn start(&self, built: &Built, found: Found, script: &str) -> String {
        let (title, text) = match found {
            Found::Start => (
                "Follow the presentation",
                "This page goes along as soon as the presenter shows a slide.",
            ),
            Found::Nothing => ("Page not found", "Nothing is shared at this address."),
        };
        let mut html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             {STYLE}{script}</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n"
        );
        let decks: Vec<_> = self.list(built).collect();
        if !decks.is_empty() {
            html.push_str("<ul>\n");
            for (path, title) in decks {
                html.push_str("<li><a");
                push_attribute(&mut html, "href", &format!("/{}", percent_encoded(path.as_str())));
                html.push('>');
                push_text(&mut html, &title);
                html.push_str("</a></li>\n");
            }
            html.push_str("</ul>\n");
        }
        html.push_str("</main>\n</body>\n</html>\n");
        html
    }

    /// What they can see, for the terminal.
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

/// What there is at an address.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The page that everybody comes to first.
    Start,
    /// Nothing that is shared.
    Nothing,
}
