//! Pictures that the author made for links from other sites: for all pages, for a deck, for an event.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::event::Workshops;
use crate::path::{OutPath, ProjectPath};
use crate::picture::Size;
use crate::world::World;

/// What other sites show.
const KINDS: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// A picture of the author's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CardPicture {
    pub(crate) file: ProjectPath,
    pub(crate) size: Option<Size>,
}

impl CardPicture {
    fn find(world: &dyn World, name: &str) -> Option<Self> {
        let mut files = KINDS.iter().map(|kind| ProjectPath::new(&format!("{name}.{kind}")));
        let file = files.find(|file| world.is_file(file))?;
        let size = world.picture_size(&file);
        Some(Self { file, size })
    }

    /// Where it lies in the output: in `static/` without that folder, beside an event as it is.
    pub(crate) fn path(&self) -> OutPath {
        OutPath::cleaned(self.file.below("static").unwrap_or(self.file.as_str()))
    }
}

/// All pictures of the author's.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct CardPictures {
    /// For pages that have none of their own.
    pub(crate) for_all: Option<CardPicture>,
    /// By the names of decks.
    pub(crate) by_deck: BTreeMap<String, CardPicture>,
    /// By the slugs of events.
    pub(crate) by_event: BTreeMap<String, CardPicture>,
}

impl CardPictures {
    /// Looks for those of a site with these decks.
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

/// The picture that the author made for an event.
pub(super) fn of_event(world: &dyn World, slug: &str) -> Option<CardPicture> {
    CardPicture::find(world, &format!("events/{slug}/card"))
}
