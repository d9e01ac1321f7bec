//! The front of the last build, which is kept as long as nothing that it shows changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::Made;
use super::{Front, Pages, Part, SetDeck, Sets, pages};
use crate::diag::Warned;
use crate::event::{Event, Workshops};
use crate::path::OutPath;
use crate::site::assets::Assets;
use crate::site::{Content, Site};
use crate::source::Source;
use crate::world::{Answers, Cancelled, Recording};

/// The last front, if there was one.
#[derive(Debug, Default)]
pub(in crate::site) struct Memo(Option<Known>);

/// All that a front was made from, and what came of it.
#[derive(Debug)]
struct Known {
    workshops: Arc<Workshops>,
    templates: Vec<(String, Source)>,
    assets: Assets,
    decks: Vec<Arc<SetDeck>>,
    sets: Sets,
    /// What was in the site before.
    before: BTreeMap<OutPath, Content>,
    /// What the world was asked, and said.
    answers: Answers,
    pages: Pages,
}

/// The pages of events of an earlier front, from which a new one differs in what decks are like.
pub(super) struct Earlier<'a>(&'a Known);

impl Earlier<'_> {
    /// What does not tell what decks are like.
    pub(super) fn lasting(&self) -> Arc<Part> {
        Arc::clone(&self.0.pages.lasting)
    }

    /// The page of an event, if its decks are as they were.
    pub(super) fn page(&self, front: &Front<'_>, index: usize, event: &Event) -> Option<Arc<Made>> {
        let Known { decks, sets, pages: Pages { events, .. }, .. } = self.0;
        let is_same = shown(decks, sets, event).eq(shown(front.decks, front.sets, event));
        events.get(index).filter(|_| is_same).cloned()
    }
}

/// The decks of which the page of an event can tell: those of its set, and those of the site that
/// its entry names.
fn shown<'a>(
    decks: &'a [Arc<SetDeck>],
    sets: &'a Sets,
    event: &'a Event,
) -> impl Iterator<Item = &'a Arc<SetDeck>> {
    let named = |deck: &&Arc<SetDeck>| event.decks.iter().any(|name| name.value == deck.name);
    sets.get(&event.slug).into_iter().flatten().chain(decks.iter().filter(named))
}

impl Memo {
    /// Puts the pages into a site, made anew when anything changed that they are made from. The
    /// configuration does not change while a session lives.
    pub(in crate::site) fn pages(
        &mut self,
        front: &Front<'_>,
        site: &mut Site,
    ) -> Result<Warned<()>, Cancelled> {
        if let Some(known) = self.0.as_mut().filter(|known| known.holds(front, site)) {
            known.restyle(front.view.assets, site);
            return Ok(known.put(site));
        }
        let before = site.files.clone();
        let recording = Recording::new(front.world);
        let known = self.0.take().filter(|known| known.has_decks_like(front, &before));
        let earlier = known.as_ref().map(Earlier);
        let new = Front { world: &recording, ..*front };
        let Ok(pages) = pages(&new, earlier.as_ref(), &before) else {
            self.0 = known;
            return Err(Cancelled);
        };
        let mut answers = recording.finish();
        // What is kept of it still depends on what it was told.
        answers.extend(known.map(|known| known.answers).unwrap_or_default());
        let known = self.0.insert(Known {
            workshops: Arc::clone(front.workshops),
            templates: front.templates.own.clone(),
            assets: front.view.assets.clone(),
            decks: front.decks.to_vec(),
            sets: front.sets.clone(),
            before,
            answers,
            pages,
        });
        Ok(known.put(site))
    }
}

/// The templates that pages without slides are made from: the one of decks is not among them,
/// unless another one takes it in.
fn used(own: &[(String, Source)]) -> impl Iterator<Item = &(String, Source)> {
    const OF_DECKS: &str = "deck.html";
    let is_taken_in =
        own.iter().any(|(name, source)| name != OF_DECKS && source.text().contains(OF_DECKS));
    own.iter().filter(move |(name, _)| is_taken_in || name != OF_DECKS)
}

/// The files without style sheets and scripts, of which only the addresses matter. Of the others
/// it matters that they are there.
fn seen(files: &BTreeMap<OutPath, Content>) -> impl Iterator<Item = &OutPath> {
    // Authors may have a folder of this name, too.
    let is_own = |path: &OutPath, content: &Content| {
        path.as_str().starts_with("assets/") && matches!(content, Content::Bytes(_))
    };
    files.iter().filter(move |(path, content)| !is_own(path, content)).map(|(path, _)| path)
}

impl Known {
    /// Puts the files into a site.
    fn put(&self, site: &mut Site) -> Warned<()> {
        let Pages { lasting, part, .. } = &self.pages;
        for files in [&lasting.files, &part.files] {
            site.files.extend(files.iter().map(|(path, file)| (path.clone(), file.clone())));
        }
        Warned::new((), part.diagnostics.clone())
    }

    /// Whether the front would be the same.
    fn holds(&self, front: &Front<'_>, site: &Site) -> bool {
        self.decks == front.decks
            && self.sets == *front.sets
            && self.has_all_but_decks(front, &site.files)
    }

    /// Whether the front would be the same but for what decks are like: there are the same ones.
    fn has_decks_like(&self, front: &Front<'_>, before: &BTreeMap<OutPath, Content>) -> bool {
        let names = |decks: &[Arc<SetDeck>]| -> Vec<String> {
            decks.iter().map(|deck| deck.name.clone()).collect()
        };
        let named = |sets: &Sets| -> Vec<(String, Vec<String>)> {
            sets.iter().map(|(slug, set)| (slug.clone(), names(set))).collect()
        };
        names(&self.decks) == names(front.decks)
            && named(&self.sets) == named(front.sets)
            && self.assets.addresses() == front.view.assets.addresses()
            && self.has_all_but_decks(front, before)
    }

    fn has_all_but_decks(&self, front: &Front<'_>, before: &BTreeMap<OutPath, Content>) -> bool {
        (Arc::ptr_eq(&self.workshops, front.workshops) || self.workshops == *front.workshops)
            && used(&self.templates).eq(used(&front.templates.own))
            && self.assets.is_like(front.view.assets)
            && seen(&self.before).eq(seen(before))
            && self.answers.hold_in(front.world)
    }

    /// Puts the addresses of other style sheets and scripts in place of those that were there:
    /// each holds a fingerprint, so nothing else is written like it.
    fn restyle(&mut self, assets: &Assets, site: &Site) {
        let pairs = self.assets.addresses().into_iter().zip(assets.addresses());
        let changed: Vec<(&String, &String)> = pairs.filter(|(old, new)| old != new).collect();
        if changed.is_empty() {
            return;
        }
        let Pages { lasting, events, part } = &mut self.pages;
        for content in Arc::make_mut(lasting).files.values_mut().chain(part.files.values_mut()) {
            let Content::Bytes(bytes) = content else { continue };
            let text = std::str::from_utf8(bytes).ok().and_then(|text| replaced(text, &changed));
            if let Some(text) = text {
                *content = Content::Bytes(text.into_bytes().into());
            }
        }
        for page in events.iter_mut() {
            let text = page.html.output.as_ref().and_then(|text| replaced(text, &changed));
            if text.is_some() {
                Arc::make_mut(page).html.output = text;
            }
        }
        self.before = site.files.clone();
        self.assets = assets.clone();
    }
}

/// A text with each first string replaced by the second, if it has any of them.
fn replaced(text: &str, pairs: &[(&String, &String)]) -> Option<String> {
    let mut found = pairs.iter().filter(|(old, _)| text.contains(old.as_str())).peekable();
    found.peek()?;
    Some(found.fold(text.to_owned(), |text, (old, new)| text.replace(*old, new)))
}
