//! The sources of decks, which are not published as files: they contain comments, notes and
//! excluded slides.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use foldhash::HashSet;

use crate::deck::Deck;
use crate::path::ProjectPath;
use crate::source::Text;
use crate::world::World;

/// Extensions of pictures and other files that contain no deck text, although a deck may include
/// them.
const OTHERS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "pdf", "zip", "gz", "mp4", "webm",
    "mp3", "woff", "woff2", "ttf",
];

/// Whether a file's name shows that no deck is built from it.
fn is_other(file: &ProjectPath) -> bool {
    let name = file.file_name().to_lowercase();
    name.rsplit_once('.').is_some_and(|(_, extension)| OTHERS.contains(&extension))
}

/// Whether decks are built from this file.
pub(crate) fn is_source(path: &str) -> bool {
    let lower = path.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    // Editors leave backup copies: `a.md.bak`, `a.md~`.
    let mut extensions = name.split('.').skip(1).map(|extension| extension.trim_end_matches('~'));
    extensions.any(|extension| matches!(extension, "md" | "markdown" | "mdx" | "rmd"))
        || [".yml", ".yaml", "interstitials.txt"].iter().any(|end| lower.ends_with(end))
}

/// The files from which decks are built.
pub(crate) struct DeckSources<'a> {
    files: BTreeSet<&'a ProjectPath>,
    /// Their contents, read on first use.
    texts: OnceCell<HashSet<Text>>,
}

impl<'a> DeckSources<'a> {
    /// The sources of some decks.
    pub(crate) fn of(decks: impl IntoIterator<Item = &'a Deck>) -> Self {
        let files = decks.into_iter().flat_map(|deck| &deck.sources).collect();
        Self { files, texts: OnceCell::new() }
    }

    /// Whether a file is one of them or has the same content: a symbolic link or a copy has another
    /// name.
    pub(crate) fn have(&self, world: &dyn World, file: &ProjectPath) -> bool {
        if is_other(file) {
            return false;
        }
        if self.files.contains(file) {
            return true;
        }
        let texts = self.texts.get_or_init(|| {
            let texts = self.files.iter().filter_map(|file| world.source(file).ok());
            texts.map(|source| source.shared_text()).collect()
        });
        world.source(file).is_ok_and(|source| texts.contains(&source.shared_text()))
    }

    /// Whether a file can be one, judging by its name.
    pub(crate) fn may_hold(file: &ProjectPath) -> bool {
        !is_other(file)
    }

    /// Whether a file is one of them by its path.
    pub(crate) fn name(&self, file: &ProjectPath) -> bool {
        Self::may_hold(file) && self.files.contains(file)
    }
}
