//! What a build changed, for open pages: slides to swap, the frames around them, and pages to
//! reload. The author's windows receive changes of the whole site, followers those of what they may
//! see, as they see it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::builds::{Builds, Frames, START};
use super::followers::Followers;
use crate::path::OutPath;
use crate::site::{Built, Change, Content, Frame, Patch, TranscriptPage};

/// A larger patch of slides is slower than the page.
const MOST_HTML: usize = 1 << 20; // Bytes.

/// How much of all frames is sent at once. An additional request costs a browser more than ignoring
/// other pages' frames; but phones listen, too.
const MOST_TOLD: usize = 64 << 10; // Bytes.

/// The changes of a successful build, as browsers receive them.
#[derive(Default, Serialize)]
pub(super) struct BuildChanges<'a> {
    pub(super) build: u64,
    pub(super) from: u64,
    decks: BTreeMap<&'a str, Patch>,
    /// Pages in which more changed than slides and styles: old and new frame; pages request too
    /// large ones.
    frames: BTreeMap<&'a str, Option<[String; 2]>>,
    /// New style sheets: address to text.
    sheets: BTreeMap<&'a str, &'a str>,
    /// Pages to reload.
    pub(super) pages: Vec<&'a str>,
    /// The first changed slides, of decks whose pages are reloaded.
    first: BTreeMap<&'a str, String>,
}

/// How much a successful build changed.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// Changed slides of all decks.
    pub(super) slides: usize,
    /// Pages whose frame changed.
    pub(super) frames: usize,
    /// Pages that are reloaded.
    pub(super) pages: usize,
    /// Whether browsers were sent anything.
    pub(super) any: bool,
}

/// Whether files that pages use unchanged were edited.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Copies {
    /// Their contents are the same.
    Same,
    /// Some contents changed: pages that show them are reloaded.
    Changed,
}

impl<'a> BuildChanges<'a> {
    /// What changed since build `from`.
    pub(super) fn after(from: u64) -> Self {
        Self { build: from + 1, from, ..Self::default() }
    }

    /// The events that take the author's windows from one build to the next, and the frames that
    /// they may then request.
    pub(super) fn for_author(
        from: u64,
        builds: Builds<'a>,
        copies: Copies,
    ) -> (Self, Changed, Frames) {
        let Builds { old, new } = builds;
        let mut changes = Self { sheets: sheets(builds).collect(), ..Self::after(from) };
        let (mut changed, mut frames) = (Changed::default(), Frames::new());
        for (path, page) in &new.pages {
            let Some(old) = old.pages.get(path) else { continue };
            changed.slides += changes.page(path, page.changed_since(old), copies, &mut frames);
        }
        match copies {
            Copies::Changed => {
                let pages = new.site.files.keys().filter(|path| is_page(path));
                changes.pages.extend(pages.map(OutPath::as_str));
            }
            Copies::Same => changes.front(builds, &mut frames),
        }
        changes.frames = frames_to_send(new, &frames);
        // Reloading a removed page shows that it is gone.
        let gone = old.pages.keys().filter(|path| !new.pages.contains_key(*path));
        changes.pages.extend(gone.map(OutPath::as_str));
        changed.pages = changes.pages.len();
        // These follow from edits of slides, and are not reported separately.
        let is_new = |(path, page): &(&OutPath, &TranscriptPage)| {
            copies == Copies::Changed || old.transcripts.get(*path) != Some(page)
        };
        let transcripts = new.transcripts.iter().filter(is_new);
        changes.pages.extend(transcripts.map(|(path, _)| path.as_str()));
        changed.frames = changes.frames.len();
        changed.any = changes.is_any()
            || old.site.files != new.site.files
            || old.pages.len() != new.pages.len();
        (changes, changed, frames)
    }

    /// The same for followers: nothing reveals content that they may not see.
    pub(super) fn for_followers(
        followers: &'a Followers,
        builds: Builds<'a>,
        copies: Copies,
    ) -> (Self, Frames) {
        let Builds { old, new } = builds;
        let mut changes = Self::after(followers.build);
        let mut frames = Frames::new();
        for path in followers.shared() {
            let seen = |built: &Built| built.pages.get(path).map(|page| followers.view(page));
            match (seen(old), seen(new)) {
                (None, None) => {}
                (Some(old), Some(page)) => {
                    changes.page(path, page.changed_since(&old), copies, &mut frames);
                }
                (Some(_), None) | (None, Some(_)) => changes.pages.push(path.as_str()),
            }
        }
        if followers.list(old).ne(followers.list(new)) {
            changes.pages.push(START);
        }
        let pages = || followers.shared().filter_map(|path| new.pages.get(path));
        let is_theirs = |sheet: &str| pages().any(|page| page.has_style(sheet));
        changes.sheets = sheets(builds).filter(|(sheet, _)| is_theirs(sheet)).collect();
        changes.frames = frames_to_send(new, &frames);
        (changes, frames)
    }

    /// Whether any page changed.
    pub(super) fn is_any(&self) -> bool {
        !self.decks.is_empty() || !self.pages.is_empty() || !self.frames.is_empty()
    }

    /// Records the change of a deck's page; returns how many of its slides changed.
    fn page(
        &mut self,
        path: &'a OutPath,
        change: Change,
        copies: Copies,
        frames: &mut Frames,
    ) -> usize {
        match (change, copies) {
            (Change::Same, Copies::Same) => 0,
            (Change::Patch(mut patch), Copies::Same) if patch.size() <= MOST_HTML => {
                let slides = patch.splices.iter().map(|splice| splice.added).sum();
                if let Some(Frame { old, new }) = patch.frame.take() {
                    let texts = [old, new].map(|text| Arc::from(text.into_bytes()));
                    frames.insert(path.as_str().to_owned(), texts);
                }
                self.decks.insert(deck_of(path), patch);
                slides
            }
            (Change::Patch(patch), Copies::Same | Copies::Changed) => {
                self.first.extend(patch.first.map(|first| (deck_of(path), first)));
                self.pages.push(path.as_str());
                0
            }
            (Change::Same, Copies::Changed) | (Change::Reload, Copies::Same | Copies::Changed) => {
                self.pages.push(path.as_str());
                0
            }
        }
    }

    /// The pages without slides, which are kept as written.
    fn front(&mut self, Builds { old, new }: Builds<'a>, frames: &mut Frames) {
        for (path, content) in new.site.files.iter().filter(|(path, _)| is_page(path)) {
            match (old.site.files.get(path), content) {
                (Some(old), new) if old == new => {}
                (Some(Content::Bytes(old)), Content::Bytes(new)) => {
                    frames.insert(path.as_str().to_owned(), [Arc::clone(old), Arc::clone(new)]);
                }
                _ => self.pages.push(path.as_str()),
            }
        }
    }
}

/// The changed frames by page, with their texts up to a total size: pages of decks, on which
/// authors work, come first.
fn frames_to_send<'a>(new: &'a Built, frames: &Frames) -> BTreeMap<&'a str, Option<[String; 2]>> {
    let mut left = MOST_TOLD;
    let paths = new.pages.keys().chain(new.site.files.keys());
    let known = paths.filter_map(|path| Some((path.as_str(), frames.get(path.as_str())?)));
    known
        .map(|(path, texts)| {
            let rest = left.checked_sub(texts.iter().map(|text| text.len()).sum());
            left = rest.unwrap_or(left);
            (path, rest.map(|_| in_words(texts)))
        })
        .collect()
}

/// The frame of a page before and after a build, as pages receive it.
pub(super) fn in_words(texts: &[Arc<[u8]>; 2]) -> [String; 2] {
    texts.each_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
}

/// The style sheets that are new in a build.
fn sheets<'a>(Builds { old, new }: Builds<'a>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let is_new = |path: &OutPath| {
        path.as_str().starts_with("assets/")
            && extension(path) == Some("css")
            && !old.site.files.contains_key(path)
    };
    let text = |content: &'a Content| match content {
        Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        Content::Copy(_) => None,
    };
    let files = new.site.files.iter().filter(move |(path, _)| is_new(path));
    files.filter_map(move |(path, content)| Some((path.as_str(), text(content)?)))
}

fn deck_of(page: &OutPath) -> &str {
    page.as_str().strip_suffix(".html").unwrap_or(page.as_str())
}

/// Whether a file is a page, by its name.
pub(super) fn is_page(path: &OutPath) -> bool {
    extension(path) == Some("html")
}

fn extension(path: &OutPath) -> Option<&str> {
    path.as_str().rsplit_once('.').map(|(_, extension)| extension)
}
