//! Checks the addresses that the author typed in templates, as they appear on the pages.

use std::collections::{BTreeMap, BTreeSet};

use super::built::Built;
use super::published::Published;
use super::suggestions::{Asker, Suggestions};
use crate::diag::{AddressProblem, Diagnostic};
use crate::model::is_source;
use crate::output::{Claim, Content};
use crate::path::{OutPath, ProjectPath};
use crate::render::document;
use crate::routes::{Destination, InsideAddress, destination, is_page};
use crate::theme::{AddressStart, TemplateAddress};
use crate::world::World;

/// The files of `slides/` and of themes that templates show.
pub(super) fn files(world: &dyn World, addresses: &[TemplateAddress], base: &str) -> Vec<Claim> {
    let claim = |address: &TemplateAddress| {
        let Destination::Inside(found) = destination(&address.url, base) else { return None };
        // Pages in folders refer to the top of the site with `../`.
        let path = found.path.trim_start_matches("../");
        if let Some(theme) = ProjectPath::resolve("", path).filter(|file| is_of_theme(world, file))
        {
            return Some(Claim::referenced(OutPath::new(theme.as_str())?, world.origin(&theme)));
        }
        let file = ProjectPath::resolve("slides", path).filter(|file| world.is_file(file))?;
        let out = file.below("slides").and_then(OutPath::new).filter(|_| !is_source(path))?;
        Some(Claim::referenced(out, world.origin(&file)))
    };
    addresses.iter().filter_map(claim).collect()
}

/// Whether a path belongs to a file that a theme publishes, other than its parts.
fn is_of_theme(world: &dyn World, file: &ProjectPath) -> bool {
    let rest = file.below("themes").and_then(|inner| inner.split_once('/'));
    let is_file = |rest: &str| !is_source(rest) && !rest.starts_with("templates/");
    rest.is_some_and(|(_, rest)| is_file(rest)) && world.is_file(file)
}

/// What the check of templates needs to know.
#[derive(Copy, Clone)]
pub(super) struct TemplateChecker<'a> {
    pub(super) built: &'a Built,
    pub(super) published: &'a Published<'a>,
    pub(super) suggestions: &'a Suggestions<'a>,
    /// The folder of the site on its host.
    pub(super) base: &'a str,
}

impl TemplateChecker<'_> {
    /// Reports addresses in templates that have no target.
    pub(super) fn check(self, addresses: &[TemplateAddress]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        // Addresses that depend on the page.
        let mut relative: BTreeMap<&str, (&TemplateAddress, InsideAddress)> = BTreeMap::new();
        for address in addresses {
            match destination(&address.url, self.base) {
                Destination::Elsewhere => {}
                Destination::Nowhere(fault) => {
                    let (url, nearest) = (address.url.clone(), None);
                    let problem = AddressProblem::DeadLink { address: url, fault, nearest };
                    found.push(Diagnostic::new(problem, address.span.clone()));
                }
                Destination::Inside(inside) => {
                    if address.start == AddressStart::Page && !inside.is_absolute {
                        relative.entry(&address.url).or_insert((address, inside));
                    } else if self.published.find(&inside.path).is_none() {
                        found.push(self.problem(address, &inside, "index.html"));
                    }
                }
            }
        }
        let mut reported = BTreeSet::new();
        for (page, html) in self.pages().filter(|_| !relative.is_empty()) {
            for reference in document::references(&html) {
                let Some((address, inside)) = relative.get(reference.url.as_str()) else {
                    continue;
                };
                let path = ProjectPath::resolve(page.folder(), &inside.path);
                let is_folder = inside.path.ends_with('/');
                let path = path.map(|path| format!("{path}{}", if is_folder { "/" } else { "" }));
                let is_there = path.is_some_and(|path| self.published.find(&path).is_some());
                if !is_there && reported.insert(reference.url.clone()) {
                    found.push(self.problem(address, inside, page.as_str()));
                }
            }
        }
        found
    }

    /// The pages, without slides. Addresses on the page for wrong addresses, which is shown in any
    /// folder, are relative to the top of the site.
    fn pages(self) -> impl Iterator<Item = (OutPath, String)> {
        let files = self.built.site.files.iter();
        let files = files.filter_map(|(path, content)| match content {
            Content::Bytes(bytes) if is_page(path.as_str()) => {
                Some((path.clone(), String::from_utf8_lossy(bytes).into_owned()))
            }
            Content::Bytes(_) | Content::Copy(_) => None,
        });
        let decks = self.built.pages.iter();
        let decks = decks.map(|(path, page)| (path.clone(), page.around.concat()));
        files.chain(decks)
    }

    fn problem(self, address: &TemplateAddress, inside: &InsideAddress, page: &str) -> Diagnostic {
        let asker = Asker { folder: "", deck: "" };
        let nearest = self.suggestions.meant(&inside.path, &inside.written, asker);
        // A page in a folder refers to the top of the site with the variable.
        let is_deck = address.span.file.file_name() == "deck.html";
        let is_deep = page.contains('/') && address.start == AddressStart::Page && !is_deck;
        let nearest = nearest.map(|near| {
            let is_inside = !near.contains(':');
            if is_inside && is_deep { format!("{{{{ page.root }}}}{near}") } else { near }
        });
        let nearest = nearest.filter(|near| *near != address.url);
        let (url, page) = (address.url.clone(), page.to_owned());
        let problem = if address.span.file.below("templates/slots").is_some() {
            AddressProblem::SlotAddress { address: url, nearest }
        } else {
            AddressProblem::TemplateAddress { address: url, page, nearest }
        };
        Diagnostic::new(problem, address.span.clone())
    }
}
