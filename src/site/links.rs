//! Checks that links lead to existing pages, files and slides: those on slides (`deck_links`), and
//! those of `workshops.yml`.

use std::collections::BTreeSet;

use super::address_place::AddressPlaces;
use super::built::Built;
use super::deck_links::DeckChecker;
use super::published::Published;
use super::suggestions::{Asker, Suggestions};
use super::template_links::TemplateChecker;
use crate::diag::{AddressProblem, ContentProblem, Diagnostic, EventProblem, Problem, Warned};
use crate::event::{EventDetails, Redirect, Workshops};
use crate::model::{DeckSources, SiteModel};
use crate::render::{self, Use};
use crate::routes::{Destination, InsideAddress, base_path, destination};
use crate::span::{Span, Spanned};
use crate::theme::Themes;
use crate::world::World;

/// Reports links without a target in a site: on slides, and in `workshops.yml` if all pages of the
/// site are known. Decks that could not be built count as existing.
pub(super) fn check(
    world: &dyn World,
    (model, built): (&SiteModel, &Built),
    themes: &Themes,
    is_whole: bool,
) -> Warned<()> {
    let published = Published::of(world, (model, built));
    let suggestions = Suggestions::new(world, &published, &model.decks);
    let sources = DeckSources::of(model.decks.iter().map(|deck| &deck.deck));
    let (published, suggestions, sources) = (&published, &suggestions, &sources);
    let mut diagnostics = Vec::new();
    let places = &AddressPlaces::new(world);
    let checker = DeckChecker { world, published, suggestions, places, sources, is_whole };
    for (path, page) in built.pages.iter().filter(|(path, _)| built.is_own(path)) {
        checker.check(path, page.deck_data(), &mut diagnostics);
    }
    if is_whole {
        let workshops = &model.outline.workshops;
        let base = base_path(&workshops.settings.url).unwrap_or_default();
        let seen = BTreeSet::new();
        let templates = TemplateChecker { built, published, suggestions, base: &base };
        diagnostics.extend(templates.check(&themes.addresses()));
        if !built.parts.is_first() {
            return Warned::new((), diagnostics);
        }
        let mut links = ListChecker { published, suggestions, base: &base, seen, diagnostics };
        links.all(workshops);
        diagnostics = links.diagnostics;
    }
    Warned::new((), diagnostics)
}

/// Checks the links of `workshops.yml`.
struct ListChecker<'a> {
    published: &'a Published<'a>,
    suggestions: &'a Suggestions<'a>,
    /// The folder of the site on its host.
    base: &'a str,
    /// The addresses reported so far, with their locations: a text can repeat one.
    seen: BTreeSet<(Span, String)>,
    diagnostics: Vec<Diagnostic>,
}

/// A link of an entry: its key, the location of the value, the address.
#[derive(Copy, Clone)]
struct ListLink<'a> {
    key: &'a str,
    span: &'a Span,
    url: &'a str,
    use_: Use,
}

impl ListChecker<'_> {
    fn all(&mut self, workshops: &Workshops) {
        for redirect in &workshops.redirects {
            self.address(&redirect.from.value, &redirect.to, Use::Linked);
        }
        // The text that `*` matches is unknown.
        let is_whole = |redirect: &&Redirect| !redirect.to.value.contains(":splat");
        for redirect in workshops.moved_hosts.iter().filter(is_whole) {
            self.address(&redirect.from.value, &redirect.to, Use::Linked);
        }
        for speaker in &workshops.speakers {
            if let Some(url) = &speaker.url {
                self.address("url", url, Use::Linked);
            }
            if let Some(photo) = &speaker.photo {
                self.address("photo", photo, Use::Shown);
            }
            for (_, link) in &speaker.links {
                self.address("links", link, Use::Linked);
            }
            if let Some(bio) = &speaker.bio {
                self.text("bio", bio);
            }
        }
        for event in &workshops.events {
            let links = [
                ("attend", &event.attend),
                ("slides", &event.slides),
                ("video", &event.video),
                ("chat", &event.chat),
            ];
            for (key, link) in links {
                if let Some(link) = link {
                    self.address(key, link, Use::Linked);
                }
            }
            self.details(&event.details);
            for (key, text) in [("abstract", &event.summary), ("requirements", &event.requirements)]
            {
                if let Some(text) = text {
                    self.text(key, text);
                }
            }
        }
    }

    fn details(&mut self, details: &EventDetails) {
        for (key, link) in details.links() {
            self.address(key, link, Use::Linked);
        }
        if let Some(picture) = &details.picture {
            self.address("picture", &picture.file, Use::Shown);
        }
        if let Some(text) = &details.audience {
            self.text("audience", text);
        }
    }

    fn address(&mut self, key: &str, url: &Spanned<String>, use_: Use) {
        self.link(ListLink { key, span: &url.span, url: &url.value, use_ });
    }

    /// Checks the pictures and links of a text, and reports their other problems.
    fn text(&mut self, key: &str, text: &Spanned<String>) {
        let rendered = render::prose(&text.value);
        for file in &rendered.files {
            self.link(ListLink { key, span: &text.span, url: &file.url, use_: file.use_ });
        }
        for (problem, _) in &rendered.problems {
            if matches!(problem, Problem::Address(_)) {
                self.diagnostics.push(Diagnostic::new(problem.clone(), text.span.clone()));
            }
        }
    }

    fn link(&mut self, link: ListLink<'_>) {
        // Most addresses point to other hosts.
        let problem = match destination(link.url, self.base) {
            Destination::Elsewhere => return,
            Destination::Nowhere(fault) => {
                let (address, nearest) = (link.url.to_owned(), None);
                Some(match link.use_ {
                    Use::Linked => AddressProblem::DeadLink { address, fault, nearest }.into(),
                    Use::Shown => AddressProblem::DeadPicture { address, fault, nearest }.into(),
                })
            }
            Destination::Inside(address) => self.problem(link, address),
        };
        if let Some(problem) = problem
            && self.seen.insert((link.span.clone(), link.url.to_owned()))
        {
            self.diagnostics.push(Diagnostic::new(problem, link.span.clone()));
        }
    }

    fn problem(&self, link: ListLink<'_>, address: InsideAddress) -> Option<Problem> {
        let InsideAddress { path, written, fragment, .. } = address;
        let Some(target) = self.published.find(&path) else {
            let asker = Asker { folder: "", deck: "" };
            let nearest = self.suggestions.meant(&path, &written, asker);
            return Some(match link.use_ {
                Use::Shown => ContentProblem::MissingPicture { path, nearest }.into(),
                Use::Linked => {
                    EventProblem::MissingPage { key: link.key.to_owned(), path, nearest }.into()
                }
            });
        };
        let name = fragment.filter(|name| !self.published.has_anchor(&target, name))?;
        let nearest = self.published.nearest_anchor(&target, &name);
        let before = written.split('#').next().unwrap_or_default();
        let nearest = nearest.map(|near| format!("{before}#{near}"));
        Some(AddressProblem::BrokenAnchor { page: target.to_string(), name, nearest }.into())
    }
}
