//! The front of the last build, which is kept as long as nothing that it shows changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Front, SetDeck, Sets, pages};
use crate::diag::{Diagnostic, Warned};
use crate::event::Workshops;
use crate::path::OutPath;
use crate::site::{Content, Site};
use crate::source::Source;
use crate::world::{Answers, Recording};

/// The last front, if there was one.
#[derive(Debug, Default)]
pub(in crate::site) struct Memo(Option<Known>);

/// All that a front was made from, and what came of it.
#[derive(Debug)]
struct Known {
    workshops: Arc<Workshops>,
    templates: Vec<Source>,
    decks: Vec<Arc<SetDeck>>,
    sets: Sets,
    /// What was in the site before.
    before: BTreeMap<OutPath, Content>,
    /// What the world was asked, and said.
    answers: Answers,
    files: Vec<(OutPath, Content)>,
    diagnostics: Vec<Diagnostic>,
}

impl Memo {
    /// Puts the pages into a site, made anew when anything changed that they are made from. The
    /// configuration does not change while a session lives.
    pub(in crate::site) fn pages(&mut self, front: &Front<'_>, site: &mut Site) -> Warned<()> {
        if let Some(known) = self.0.as_ref().filter(|known| known.holds(front, site)) {
            site.files.extend(known.files.iter().cloned());
            return Warned::new((), known.diagnostics.clone());
        }
        let before = site.files.clone();
        let recording = Recording::new(front.world);
        let made = pages(&Front { world: &recording, ..*front }, site);
        let is_new = |(path, content): &(&OutPath, &Content)| before.get(path) != Some(content);
        let files = site.files.iter().filter(is_new);
        let files = files.map(|(path, content)| (path.clone(), content.clone())).collect();
        self.0 = Some(Known {
            workshops: Arc::clone(front.workshops),
            templates: front.templates.own.clone(),
            decks: front.decks.to_vec(),
            sets: front.sets.clone(),
            before,
            answers: recording.finish(),
            files,
            diagnostics: made.diagnostics.clone(),
        });
        made
    }
}

impl Known {
    fn holds(&self, front: &Front<'_>, site: &Site) -> bool {
        (Arc::ptr_eq(&self.workshops, front.workshops) || self.workshops == *front.workshops)
            && self.templates == front.templates.own
            && self.decks == front.decks
            && self.sets == *front.sets
            && self.before == site.files
            && self.answers.hold_in(front.world)
    }
}
