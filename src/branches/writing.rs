//! What an import writes for a branch: its entries in the list of events, and redirects from its
//! old addresses.

use super::candidate::{Candidate, ImportStage};
use super::dates;
use super::differing::OverlayFiles;
use super::entry_text::{SlideKeys, quoted};
use super::list::ListChanges;
use super::old_rules;
use crate::event::{Workshops, is_slug};
use crate::line::one_line;
use crate::render;

/// An event without a title gets the titles of this many decks.
const MOST_TITLES: usize = 3;

/// What is written for a branch.
pub(super) struct WrittenBranch {
    /// The events that show it, by their slugs.
    pub(super) slugs: Vec<String>,
    /// The folder of its overlay.
    pub(super) folder: String,
    pub(super) changes: ListChanges,
    /// What was unknown, and what was left out.
    pub(super) notes: Vec<String>,
}

/// The entries of a branch at a stage, and the redirects from its old host; or an error with the
/// reason why there are none.
pub(super) fn written(
    workshops: &Workshops,
    candidate: &Candidate,
    (stage, host): (ImportStage, Option<&str>),
    overlay: &OverlayFiles,
) -> Result<WrittenBranch, String> {
    let label = candidate.branch.label();
    if label.is_empty() {
        return Err("its name has no letter and no digit".to_owned());
    }
    if !is_slug(&label) {
        return Err(format!("`{label}` cannot be the name of an event"));
    }
    let rev = match (&candidate.branch.base, stage) {
        (Some(base), ImportStage::Overlay | ImportStage::Manifests) => base.clone(),
        _ => candidate.branch.tip.clone(),
    };
    let writer = BranchWriter { workshops, candidate, label, rev, has_files: !overlay.is_empty() };
    let mut written = if candidate.entries.addressed.is_empty() {
        writer.new_entry()?
    } else {
        writer.known_entries()?
    };
    writer.redirects(host, &mut written);
    Ok(written)
}

struct BranchWriter<'a> {
    workshops: &'a Workshops,
    candidate: &'a Candidate,
    label: String,
    rev: String,
    /// Whether its overlay contains anything: a folder that does not exist cannot be an overlay.
    has_files: bool,
}

impl BranchWriter<'_> {
    fn keys(&self, decks: Vec<String>) -> SlideKeys {
        let root = self.candidate.shown.root.clone().filter(|root| decks.contains(root));
        let (rev, has_holes) = (self.rev.clone(), self.candidate.has_holes);
        SlideKeys { decks, root, rev, overlay: None, has_holes }
    }

    /// The decks that can be built, in the order of the branch.
    fn decks(&self) -> Vec<String> {
        let names = self.candidate.shown.decks.iter();
        names.filter(|name| self.candidate.decks.contains_key(*name)).cloned().collect()
    }

    /// The title of a deck, on one line.
    fn title(&self, name: &str) -> String {
        let deck = self.candidate.decks.get(name);
        let title =
            deck.map(|deck| deck.plan.manifest.text("title").to_owned()).unwrap_or_default();
        let title = render::without_markup(&one_line(&title));
        title.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An entry of its own.
    fn new_entry(&self) -> Result<WrittenBranch, String> {
        let label = &self.label;
        let is_taken = self.workshops.events.iter().any(|event| {
            event.slug == *label || event.aliases.iter().any(|alias| alias.value == *label)
        });
        if is_taken {
            return Err(format!("an event `{label}` already exists, and shows other slides"));
        }
        let decks = self.decks();
        let root = self.candidate.shown.root.as_ref().filter(|root| decks.contains(root));
        let mut titles: Vec<String> = match root {
            Some(root) => vec![self.title(root)],
            None => decks.iter().map(|name| self.title(name)).collect(),
        };
        titles.retain(|title| !title.is_empty());
        titles.dedup();
        titles.truncate(MOST_TITLES);
        let title = if titles.is_empty() { label.clone() } else { titles.join(" / ") };
        let mut lines = vec![format!("slug: {}", quoted(label))];
        let mut notes = Vec::new();
        match dates::day(&self.candidate.branch.name, &self.candidate.branch.days) {
            Some(found) => {
                lines.push(format!("date: {}", found.day));
                if !found.is_said {
                    notes.push(format!("the date {} is that of its last work then", found.day));
                }
            }
            None => notes.push("its date is unknown".to_owned()),
        }
        lines.push(format!("title: {}", quoted(&title)));
        lines.extend(self.keys(decks).lines());
        let changes = ListChanges { new: vec![lines], ..ListChanges::default() };
        let folder = format!("events/{label}");
        Ok(WrittenBranch { slugs: vec![label.clone()], folder, changes, notes })
    }

    /// The entries whose slides were at the branch's address.
    fn known_entries(&self) -> Result<WrittenBranch, String> {
        let addressed = &self.candidate.entries.addressed;
        let event = |index: usize| &self.workshops.events[index];
        let first = addressed.first().map(|(index, _)| event(*index).slug.clone());
        let folder = match first {
            Some(slug) if addressed.len() == 1 => format!("events/{slug}"),
            _ => format!("events/{}", self.label),
        };
        let (mut changes, mut slugs) = (ListChanges::default(), Vec::new());
        let mut keys: Vec<(usize, SlideKeys)> = Vec::new();
        for (index, named) in addressed {
            let event = event(*index);
            if !event.decks.is_empty() || event.rev.is_some() {
                return Err(format!("the entry `{}` has slides of its own already", event.slug));
            }
            let decks = self.decks_of(&event.title.value, named.as_deref());
            if decks.is_empty() {
                continue;
            }
            keys.push((*index, self.keys(decks)));
            slugs.push(event.slug.clone());
        }
        // A deck that no entry names is added to the first entry.
        let is_named = |deck: &String| keys.iter().any(|(_, keys)| keys.decks.contains(deck));
        let others: Vec<String> = self.decks().into_iter().filter(|deck| !is_named(deck)).collect();
        if let Some((_, first)) = keys.first_mut() {
            first.decks.extend(others);
        }
        for (index, mut keys) in keys {
            let is_usual = folder == format!("events/{}", event(index).slug);
            keys.overlay = (!is_usual && self.has_files).then(|| folder.clone());
            changes.changed.push((index, keys.lines()));
        }
        if slugs.is_empty() {
            return Err("none of the decks that its entries name can be built".to_owned());
        }
        Ok(WrittenBranch { slugs, folder, changes, notes: Vec::new() })
    }

    /// The decks of an entry: the one that its address names, or the one with its title where several entries
    /// share an address, or all.
    fn decks_of(&self, title: &str, named: Option<&str>) -> Vec<String> {
        let decks = self.decks();
        if let Some(named) = named {
            return decks.into_iter().filter(|deck| deck == named).collect();
        }
        let wanted = title.to_lowercase();
        let same: Vec<String> = decks
            .iter()
            .filter(|deck| self.title(deck).to_lowercase() == wanted)
            .cloned()
            .collect();
        if self.candidate.entries.addressed.len() > 1 && same.len() == 1 { same } else { decks }
    }

    /// The deck pages, of the event that shows each.
    fn page(&self, written: &WrittenBranch, deck: &str) -> Option<String> {
        let changed = &written.changes.changed;
        let of = |(_, named): &&(usize, Option<String>)| named.as_deref() == Some(deck);
        let entry = self.candidate.entries.addressed.iter().find(of);
        let known = entry.filter(|(index, _)| changed.iter().any(|(other, _)| other == index));
        let slug = match known {
            Some((index, _)) => self.workshops.events.get(*index)?.slug.clone(),
            None => written.slugs.first()?.clone(),
        };
        self.candidate.decks.contains_key(deck).then(|| format!("events/{slug}/{deck}.html"))
    }

    /// The rules of the branch's host, and the redirect from that host.
    fn redirects(&self, host: Option<&str>, written: &mut WrittenBranch) {
        let Some(slug) = written.slugs.first().cloned() else { return };
        let mut redirects: Vec<(String, String)> = Vec::new();
        let mut dropped = 0;
        for rule in &self.candidate.shown.rules {
            let path = rule.from.trim_matches('/');
            let is_plain = !path.is_empty()
                && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
                && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b));
            if rule.from == "/" {
                continue;
            }
            let to = if rule.to.starts_with('/') {
                old_rules::deck_at(&rule.to).and_then(|deck| self.page(written, deck))
            } else {
                Some(rule.to.clone()).filter(|to| is_address(to))
            };
            let from = format!("events/{slug}/{path}");
            let is_known = |from: &str| redirects.iter().any(|(known, _)| known == from);
            match to.filter(|_| is_plain && !is_known(&from)) {
                Some(to) => redirects.push((from, to)),
                None => dropped += 1,
            }
        }
        if dropped > 0 {
            let what = if dropped == 1 { "rule".to_owned() } else { "rules".to_owned() };
            written.notes.push(format!("{dropped} {what} of its `_redirects` lead nowhere here"));
        }
        if let Some(host) = host {
            for (index, named) in self.candidate.entries.addressed.iter().skip(1) {
                let own = self.workshops.events.get(*index).map(|event| event.slug.as_str());
                let Some(deck) = named.as_deref().filter(|_| own != Some(&slug)) else { continue };
                let from = format!("https://{host}/{deck}.yml.html");
                redirects.extend(self.page(written, deck).map(|page| (from, page)));
            }
            redirects.push((format!("https://{host}/*"), format!("events/{slug}/:splat")));
        } else {
            written.notes.push("the domain of its old address is unknown".to_owned());
        }
        let known = |from: &str| {
            let own = self.workshops.redirects.iter().chain(&self.workshops.moved_hosts);
            own.into_iter().any(|redirect| redirect.from.value.eq_ignore_ascii_case(from))
        };
        redirects.retain(|(from, _)| !known(from));
        written.changes.redirects = redirects;
    }
}

/// Whether a text is an address on another site that a redirect can point to.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b))
        && !text
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == ':' && text.contains(":splat"))
}
