//! The author's pictures for links from other sites: for all pages, for a deck, for an event.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::event::Workshops;
use crate::path::{OutPath, ProjectPath};
use crate::picture::Size;
use crate::world::World;

/// The formats that other sites show.
const KINDS: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// A picture provided by the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CardPicture {
    pub(crate) file: ProjectPath,
    pub(crate) size: Option<Size>,
}

impl CardPicture {
    fn find(world: &dyn World, name: &str) -> Option<Self> {
        let mut files = KINDS.iter().map(|kind| ProjectPath::new(&format!("{name}.{kind}")));
        let file = files.find(|file| world.is_file(file))?;
        let size = world.picture(&file).map(|picture| picture.size);
        Some(Self { file, size })
    }

    /// Its output path: without `static/`, or unchanged beside an event.
    pub(crate) fn path(&self) -> OutPath {
        OutPath::cleaned(self.file.below("static").unwrap_or(self.file.as_str()))
    }
}

/// All pictures provided by the author.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct CardPictures {
    /// For pages without a picture of their own.
    pub(crate) for_all: Option<CardPicture>,
    /// By the names of decks.
    pub(crate) by_deck: BTreeMap<String, CardPicture>,
    /// By the slugs of events.
    pub(crate) by_event: BTreeMap<String, CardPicture>,
}

impl CardPictures {
    /// Finds the pictures of a site with these decks.
    pub(super) fn find(world: &dyn World, workshops: &Workshops, decks: &[Arc<str>]) -> Self {
        let of_deck = |name: &Arc<str>| {
            let picture = CardPicture::find(world, &format!("static/cards/{name}"))?;
            Some((name.to_string(), picture))
        };
        let slugs = workshops.events.iter().map(|event| &event.slug);
        Self {
            for_all: CardPicture::find(world, "static/card"),
            by_deck: decks.iter().filter_map(of_deck).collect(),
            by_event: slugs
                .filter_map(|slug| Some((slug.clone(), of_event(world, slug)?)))
                .collect(),
        }
    }
}

/// The author's picture for an event.
pub(super) fn of_event(world: &dyn World, slug: &str) -> Option<CardPicture> {
    CardPicture::find(world, &format!("events/{slug}/card"))
}
