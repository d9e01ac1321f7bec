//! Checks that links from `workshops.yml` into the site refer to existing pages and files.

use std::collections::BTreeSet;

use super::built::Built;
use crate::diag::nearest::nearest;
use crate::diag::{ContentProblem, Diagnostic, EventProblem, Warned};
use crate::event::Workshops;
use crate::memo::{Memo, Shared};
use crate::model::{SiteModel, manifests};
use crate::path::ProjectPath;
use crate::render::{self, Use};
use crate::routes::{PageFolder, Route, is_asset, local_path};
use crate::span::Spanned;
use crate::world::World;

/// The last result, and its input.
#[derive(Default)]
pub(super) struct LastCheck(Memo<(), (Shared<Workshops>, BTreeSet<String>), Vec<Diagnostic>>);

impl LastCheck {
    /// Reports broken links in a complete site. Decks that could not be built count as existing.
    pub(super) fn check(
        &mut self,
        world: &dyn World,
        (model, built): (&SiteModel, &Built),
    ) -> Warned<()> {
        let paths = built.site.files.keys().chain(built.pages.keys());
        let mut paths: BTreeSet<String> = paths.map(ToString::to_string).collect();
        let decks = manifests(world);
        let decks = decks.iter().map(|path| Route::Deck(PageFolder::Top, path.stem().into()));
        paths.extend(decks.map(|route| route.path().to_string()));
        let asked = (model.outline.workshops.clone(), paths);
        let found = self.0.get(&(), asked, |(workshops, paths)| check(workshops, paths));
        self.0.end_round();
        Warned::new((), found)
    }
}

fn check(workshops: &Workshops, files: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut links = LinkChecker { known: files, diagnostics: Vec::new() };
    for redirect in &workshops.redirects {
        links.address(&redirect.from.value, &redirect.to);
    }
    for speaker in &workshops.speakers {
        if let Some(url) = &speaker.url {
            links.address("url", url);
        }
        if let Some(photo) = &speaker.photo {
            links.picture(photo, &photo.value);
        }
        if let Some(bio) = &speaker.bio {
            links.text("bio", bio);
        }
    }
    for event in &workshops.events {
        let fields = [
            ("attend", &event.attend),
            ("slides", &event.slides),
            ("video", &event.video),
            ("chat", &event.chat),
        ];
        for (key, field) in
            fields.into_iter().filter_map(|(key, field)| Some((key, field.as_ref()?)))
        {
            links.address(key, field);
        }
        let texts = [("abstract", &event.summary), ("requirements", &event.requirements)];
        for (key, text) in texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?))) {
            links.text(key, text);
        }
    }
    links.diagnostics
}

struct LinkChecker<'a> {
    /// The files of the output.
    known: &'a BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
}

impl LinkChecker<'_> {
    /// The path of a link into the site, if no file has it.
    fn missing(&self, url: &str) -> Option<String> {
        let path = local_path(url)?;
        let inside = ProjectPath::resolve("slides", &path);
        let inside = inside.as_ref().and_then(|inside| inside.below("slides")).unwrap_or_default();
        // Hosts serve a folder by its index, and a page without its extension.
        let names = [inside.to_owned(), format!("{inside}/index.html"), format!("{inside}.html")];
        let is_folder = path.ends_with('/');
        let mut names =
            names.iter().skip(usize::from(is_folder)).take(if is_folder { 1 } else { 3 });
        let is_top = inside.is_empty() && matches!(path.as_str(), "." | "./");
        (!is_top && !names.any(|name| self.known.contains(name))).then_some(path)
    }

    fn nearest(&self, path: &str) -> Option<String> {
        let is_folder = path.ends_with('/');
        let pages = self.known.iter().filter(|name| !is_asset(name));
        let names = pages.filter_map(|name| {
            if is_folder { name.strip_suffix("index.html") } else { Some(name.as_str()) }
        });
        nearest(path, names).map(str::to_owned)
    }

    fn address(&mut self, key: &str, url: &Spanned<String>) {
        self.link(key, url, &url.value);
    }

    fn link(&mut self, key: &str, place: &Spanned<String>, url: &str) {
        if let Some(path) = self.missing(url) {
            let nearest = self.nearest(&path);
            let problem = EventProblem::MissingPage { key: key.to_owned(), path, nearest };
            self.diagnostics.push(Diagnostic::new(problem, place.span.clone()));
        }
    }

    fn picture(&mut self, place: &Spanned<String>, url: &str) {
        if let Some(path) = self.missing(url) {
            let nearest = self.nearest(&path);
            let problem = ContentProblem::MissingPicture { path, nearest };
            self.diagnostics.push(Diagnostic::new(problem, place.span.clone()));
        }
    }

    /// Checks the pictures and links of a text.
    fn text(&mut self, key: &str, text: &Spanned<String>) {
        for file in &render::prose(&text.value).files {
            match file.use_ {
                Use::Shown => self.picture(text, &file.url),
                Use::Linked => self.link(key, text, &file.url),
            }
        }
    }
}
