//! The site as browsers see it: the last good build, and the problems of a later one. `followers`
//! defines which parts followers may see.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::builds::{Builds, Frames, START};
use super::changes::{BuildChanges, Changed, Copies, in_words, is_page};
use super::followers::Followers;
use super::page_commands::{PageCommands, PresenterDevice, ShownPages};
use super::start_page::{SharedContent, start_page};
use crate::cli::run::SiteFiles;
use crate::diag::Diagnostic;
use crate::export::{Compressions, Means, Parcel, export};
use crate::io::beneath::{Root, SiteFile};
use crate::io::serve::{
    self, Audience, Body, Cache, Channel, Reply, ServedPage, StreamEvent, Trust,
};
use crate::path::OutPath;
use crate::render::escape::push_attribute;
use crate::report::Notice;
use crate::routes::{PageFolder, Route};
use crate::site::{Addresses, Built, Content, SpeakerNotes, built_in, has_sizes, with_sizes};
use crate::world::World;

/// The script that pages have only while the site is served.
const SCRIPT: &str = "__deckyard/live.js";

/// Where a page finds the frame around its slides before and after the last build:
/// `__deckyard/frame/<build>/<page>.json`.
const FRAMES: &str = "__deckyard/frame/";

/// The page for addresses that do not exist.
const NOT_FOUND: &str = "404.html";

const END_OF_SCRIPT: &str = "></script>\n";

/// Shared by all requests.
pub(super) struct Shown {
    /// Identifies the server: a page of an earlier one is reloaded.
    run: String,
    /// Where the files of the site are.
    root: Arc<Root>,
    commands: PageCommands,
    state: Mutex<ShownState>,
    /// The contents of archives, each compressed once.
    compressions: Compressions,
    /// Whether there is a remote control.
    has_remote: bool,
}

/// A page's content and its entity tag.
type Tagged = (Arc<[u8]>, String);

#[derive(Default)]
struct ShownState {
    built: Built,
    /// Counts the good builds.
    build: u64,
    notices: Vec<Notice>,
    /// Pages requested since the last good build, with their entity tags.
    pages: BTreeMap<(String, Audience), Tagged>,
    /// For pages that changed only around their slides: the frames before and after the last good
    /// build.
    frames: Frames,
    /// The followers, if enabled.
    followers: Option<Followers>,
}

impl Shown {
    /// Shows nothing yet, and will show followers only shared content.
    pub(super) fn new(
        run: String,
        root: Arc<Root>,
        commands: PageCommands,
        followers: Option<Followers>,
    ) -> Self {
        let state = Mutex::new(ShownState { followers, ..ShownState::default() });
        let compressions = Compressions::default();
        Self { run, root, commands, state, compressions, has_remote: false }
    }

    /// Lets a remote control move the author's windows.
    pub(super) fn with_remote(self) -> Self {
        Self { has_remote: true, ..self }
    }

    fn state(&self) -> MutexGuard<'_, ShownState> {
        // A panic in another thread leaves complete values behind.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The decks, by name.
    pub(super) fn decks(&self) -> Vec<String> {
        self.state().built.site.deck_stats.iter().map(|(deck, _)| deck.clone()).collect()
    }

    /// Records the followers' address.
    pub(super) fn share_at(&self, address: &str) {
        self.commands.share_at(address);
    }

    /// Keeps the last good site, with the problems of the newest one; returns the event, and
    /// whether it says anything new.
    pub(super) fn keep(&self, notices: Vec<Notice>) -> (StreamEvent, bool) {
        let mut state = self.state();
        let is_news = state.notices != notices;
        state.notices = notices;
        (problems(&state.notices), is_news)
    }

    /// Shows a good build, in which these copied files changed. Returns the events, and the
    /// previous build, which takes time to drop.
    pub(super) fn show(
        &self,
        built: Built,
        copies: &BTreeSet<OutPath>,
        world: &dyn World,
    ) -> (Changed, Vec<StreamEvent>, Built) {
        let addresses = self.addresses(&built, copies, world);
        let mut state = self.state();
        let ShownState { built: old, build, followers, .. } = &mut *state;
        let was_first = *build == 0;
        let (builds, from) = (Builds { old, new: &built }, *build);
        let copied = |any: bool| if any { Copies::Changed } else { Copies::Same };
        let any_copy = copied(!was_first && !copies.is_empty());
        let (changes, changed, frames) = BuildChanges::for_author(from, builds, any_copy);
        let is_news = changed.any || was_first;
        let mut events = Vec::new();
        if changed.any {
            events.push(build_event(&changes, Channel::Presenter));
        }
        drop(changes);
        if let Some(followers) = followers.as_mut().filter(|_| is_news) {
            followers.learn(addresses);
            let their_copy = copied(!was_first && followers.use_any(copies, builds));
            let (theirs, their_frames) = BuildChanges::for_followers(followers, builds, their_copy);
            let is_theirs = theirs.is_any();
            if is_theirs {
                events.push(build_event(&theirs, Channel::Followers));
            }
            drop(theirs);
            followers.renew(is_theirs.then_some(their_frames));
        }
        self.compressions.begin();
        let mut old = built;
        if is_news {
            state.build += 1;
            state.pages.clear();
            state.frames = frames;
            std::mem::swap(&mut state.built, &mut old);
        }
        let was_wrong = !state.notices.is_empty();
        state.notices.clear();
        if was_wrong {
            events.push(problems(&state.notices));
        }
        (changed, events, old)
    }

    /// The files that documents of the site refer to, if these may have changed and there are
    /// followers.
    fn addresses(
        &self,
        built: &Built,
        copies: &BTreeSet<OutPath>,
        world: &dyn World,
    ) -> Option<Addresses> {
        let state = self.state();
        let may_differ =
            !copies.is_empty() || !state.built.site.files.keys().eq(built.site.files.keys());
        let is_wanted = state.followers.is_some() && may_differ;
        drop(state);
        is_wanted.then(|| Addresses::read(world, built))
    }

    /// What followers can see, for the terminal; `None` without `--follow`.
    pub(super) fn shared_in_words(&self) -> Option<String> {
        self.state().followers.as_ref().map(Followers::in_words)
    }

    /// A page of the site with the script that keeps it up to date, and its entity tag.
    fn html(&self, state: &mut ShownState, audience: Audience, path: &OutPath) -> Option<Tagged> {
        let key = (path.as_str().to_owned(), audience);
        if let Some(known) = state.pages.get(&key) {
            return Some(known.clone());
        }
        let up = way_up(path);
        let (html, etag) = match audience {
            Audience::Author => {
                let script = self.script(state.build, path.as_str(), &up);
                (Self::authors(state, path, (&script, &up))?, None)
            }
            Audience::Remote => (self.remotes(state, path, &up)?, None),
            Audience::Followers => (self.followers(state, path, &up)?, Some(())),
        };
        let bytes: Arc<[u8]> = Arc::from(html.into_bytes());
        let etag = etag.map_or_else(
            || format!("\"{}-{}\"", self.run, state.build),
            // How often the author builds must not show.
            |()| serve::etag(&bytes),
        );
        state.pages.insert(key, (Arc::clone(&bytes), etag.clone()));
        Some((bytes, etag))
    }

    /// A page as sent to the author's windows; `up` is the path from its address to the top.
    fn authors(state: &ShownState, path: &OutPath, (script, up): (&str, &str)) -> Option<String> {
        let html = match state.built.pages.get(path) {
            Some(page) => page.html(),
            None => match (state.built.transcripts.get(path), state.built.site.files.get(path)) {
                (Some(page), _) => page.with_marks(),
                (None, Some(Content::Bytes(bytes))) => String::from_utf8_lossy(bytes).into_owned(),
                (None, Some(Content::Copy(_)) | None) => return None,
            },
        };
        // Nothing is made for its size alone: that would make each page wait for all archives.
        let size = |path: &OutPath| state.built.site.downloads.get(path)?.known_size();
        let html = if has_sizes(html.as_bytes()) { with_sizes(&html, &size) } else { html };
        let is_lost = path.as_str() == NOT_FOUND;
        let html = if is_lost { seen_from(html, &state.built.base_path, up) } else { html };
        Some(with_script(html, script))
    }

    /// A page as sent to the remote control. The first one takes it to where the presenter is.
    fn remotes(&self, state: &ShownState, path: &OutPath, up: &str) -> Option<String> {
        let script = self.common_script(state.build, path.as_str(), up);
        let script = script + " data-remote" + END_OF_SCRIPT;
        if path.as_str() != START {
            return Self::authors(state, path, (&script, up));
        }
        let decks = state.built.pages.iter().map(|(path, page)| (path, page.title()));
        let decks: Vec<_> = decks.collect();
        Some(start_page(&state.built, SharedContent::Start, &decks, (&script, up)))
    }

    /// A page as sent to followers.
    fn followers(&self, state: &ShownState, path: &OutPath, up: &str) -> Option<String> {
        let followers = state.followers.as_ref()?;
        let Some(page) = followers.page(path, &state.built) else {
            if path.as_str() != START {
                return None;
            }
            let script = self.followers_script(followers.build, (START, up), SpeakerNotes::Shown);
            return Some(followers.start(&state.built, SharedContent::Start, (&script, up)));
        };
        let script = self.followers_script(followers.build, (path.as_str(), up), page.notes());
        Some(with_script(page.html(), &script))
    }

    /// A file to take a deck away, made now.
    fn download(&self, parcel: &Parcel) -> Option<ServedPage> {
        let files = SiteFiles(Arc::clone(&self.root));
        let means = Means { files: &files, compressions: &self.compressions };
        // A file that cannot be read is missed by its page, too.
        let exported = export(parcel, means).ok()?;
        let body = Body::Bytes(Arc::from(exported.bytes));
        Some(ServedPage { body, etag: None, cache: Cache::Revalidate })
    }

    /// The script of a page for the author.
    fn script(&self, build: u64, page: &str, up: &str) -> String {
        let mut script = self.common_script(build, page, up);
        push_attribute(&mut script, "data-token", self.commands.token());
        if self.commands.has_editor() {
            script.push_str(" data-editor");
        }
        if self.has_remote {
            script.push_str(" data-remotes");
        }
        script + END_OF_SCRIPT
    }

    /// The script of a page for followers.
    fn followers_script(
        &self,
        build: u64,
        (page, up): (&str, &str),
        notes: SpeakerNotes,
    ) -> String {
        let mut script = self.common_script(build, page, up);
        script.push_str(" data-follow");
        if self.commands.has_questions() {
            script.push_str(" data-questions");
        }
        match notes {
            SpeakerNotes::Shown => {}
            SpeakerNotes::LeftOut => script.push_str(" data-without-notes"),
        }
        script + END_OF_SCRIPT
    }

    /// Its address is relative to the page: a proxy may serve everything below a prefix that only
    /// browsers see.
    fn common_script(&self, build: u64, page: &str, up: &str) -> String {
        let mut script = "<script defer".to_owned();
        push_attribute(&mut script, "src", &format!("{up}{SCRIPT}"));
        push_attribute(&mut script, "data-run", &self.run);
        push_attribute(&mut script, "data-build", &build.to_string());
        push_attribute(&mut script, "data-page", page);
        script
    }
}

impl ShownPages for Shown {
    fn share(&self, page: &str) -> bool {
        let Some(path) = OutPath::new(page) else { return false };
        let mut state = self.state();
        let ShownState { built, followers, pages, .. } = &mut *state;
        if !built.pages.contains_key(&path) {
            return false;
        }
        let Some(followers) = followers.as_mut() else { return true };
        let from = followers.build;
        if !followers.share(&path, built) {
            return true;
        }
        // Followers' pages name the last build.
        pages.retain(|(_, audience), _| *audience != Audience::Followers);
        let mut changes = BuildChanges::after(from);
        changes.pages.push(START);
        drop(state);
        self.commands.announce_share(&path, &build_event(&changes, Channel::Followers));
        true
    }

    fn source_of(&self, deck: &str, slide: &str) -> Option<String> {
        let path = Route::Deck(PageFolder::Top, deck.into()).path();
        self.state().built.pages.get(&path)?.source_of(slide)
    }

    fn judged(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        self.state().built.levels.apply(found)
    }

    fn root(&self) -> &Path {
        self.root.path()
    }

    fn folder(&self) -> &Arc<Root> {
        &self.root
    }

    fn notice(&self, index: usize) -> Option<Notice> {
        self.state().notices.get(index).cloned()
    }
}

impl serve::ServedSite for Shown {
    fn page(&self, audience: Audience, path: &str) -> Option<ServedPage> {
        if path == SCRIPT {
            let bytes = Arc::from(built_in("live.js").as_bytes());
            return Some(ServedPage {
                body: Body::Bytes(bytes),
                etag: None,
                cache: Cache::Revalidate,
            });
        }
        let mut state = self.state();
        if let Some(asked) = path.strip_prefix(FRAMES) {
            return match (audience, &state.followers) {
                (Audience::Author | Audience::Remote, _) => {
                    frame(state.build, &state.frames, asked)
                }
                (Audience::Followers, Some(followers)) => {
                    frame(followers.build, &followers.frames, asked)
                }
                (Audience::Followers, None) => None,
            };
        }
        let path = OutPath::new(path)?;
        if is_page(&path)
            && let Some((bytes, etag)) = self.html(&mut state, audience, &path)
        {
            let body = Body::Bytes(bytes);
            return Some(ServedPage { body, etag: Some(etag), cache: Cache::Revalidate });
        }
        let ShownState { built, followers, .. } = &mut *state;
        let is_allowed = match audience {
            Audience::Author | Audience::Remote => true,
            Audience::Followers => {
                followers.as_mut().is_some_and(|followers| followers.may_have(&path, built))
            }
        };
        if !is_allowed {
            return None;
        }
        if let Some(parcel) = built.site.downloads.get(&path).cloned() {
            // Others are served while it is made.
            drop(state);
            return self.download(&parcel);
        }
        let is_fingerprinted = path.as_str().starts_with("assets/");
        let cache = if is_fingerprinted { Cache::Immutable } else { Cache::Revalidate };
        let found = built.site.files.get(&path).cloned();
        let body = match found.or_else(|| built.search_file(&path))? {
            Content::Bytes(bytes) => Body::Bytes(bytes),
            Content::Copy(file) => Body::File(SiteFile::new(&self.root, file.as_str())),
        };
        Some(ServedPage { body, etag: None, cache })
    }

    fn visited(&self, path: &str) {
        self.share(path);
    }

    fn not_found(&self, audience: Audience, up: &str) -> Option<Arc<[u8]>> {
        let state = self.state();
        if audience == Audience::Followers {
            let followers = state.followers.as_ref()?;
            let script =
                self.followers_script(followers.build, (NOT_FOUND, up), SpeakerNotes::Shown);
            let html = followers.start(&state.built, SharedContent::Nothing, (&script, up));
            return Some(Arc::from(html.into_bytes()));
        }
        if audience == Audience::Remote {
            let script = self.common_script(state.build, NOT_FOUND, up);
            let script = script + " data-remote" + END_OF_SCRIPT;
            let html = start_page(&state.built, SharedContent::Nothing, &[], (&script, up));
            return Some(Arc::from(html.into_bytes()));
        }
        if state.build > 0 {
            let script = self.script(state.build, NOT_FOUND, up);
            let html = Self::authors(&state, &OutPath::new(NOT_FOUND)?, (&script, up))?;
            return Some(Arc::from(html.into_bytes()));
        }
        let script = self.script(0, "", up);
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Deckyard</title>\n\
             <link rel=\"icon\" href=\"data:,\">\n{script}<p>There is no site to show yet.</p>\n"
        );
        Some(Arc::from(html.into_bytes()))
    }

    fn post(&self, name: &str, body: &[u8], trust: Trust) -> Reply {
        match trust {
            Trust::Proven => self.commands.carry_out(self, PresenterDevice::Window, (name, body)),
            Trust::Remote => self.commands.carry_out(self, PresenterDevice::Remote, (name, body)),
            Trust::Follower(client) => self.commands.take(name, body, client),
            Trust::Unproven => Reply { status: 403, json: "{}".to_owned() },
        }
    }

    fn hello(&self, audience: Audience, _query: &str) -> Vec<StreamEvent> {
        let state = self.state();
        let hello = |build: u64, channel| {
            StreamEvent::new(
                "hello",
                serde_json::json!({ "run": self.run, "build": build }).to_string(),
                channel,
            )
        };
        match (audience, &state.followers) {
            (Audience::Author, _) => {
                let first = vec![hello(state.build, Channel::Author), problems(&state.notices)];
                first.into_iter().chain(self.commands.audience_event()).collect()
            }
            (Audience::Remote, _) => {
                let is_there = |page: &str| {
                    OutPath::new(page).is_some_and(|page| state.built.pages.contains_key(&page))
                };
                let place = self.commands.place(Channel::Remote, is_there);
                let first = [Some(hello(state.build, Channel::Remote)), place];
                first.into_iter().flatten().chain(self.commands.audience_event()).collect()
            }
            (Audience::Followers, Some(followers)) => {
                let is_there = |page: &str| {
                    OutPath::new(page).is_some_and(|page| state.built.pages.contains_key(&page))
                };
                let place = self.commands.place(Channel::Followers, is_there);
                let hello = hello(followers.build, Channel::Followers);
                [Some(hello), place].into_iter().flatten().collect()
            }
            (Audience::Followers, None) => Vec::new(),
        }
    }
}

fn build_event(changes: &BuildChanges<'_>, channel: Channel) -> StreamEvent {
    // Structs of strings and numbers: serialising them cannot fail.
    StreamEvent::new("build", serde_json::to_string(changes).unwrap_or_default(), channel)
}

fn problems(notices: &[Notice]) -> StreamEvent {
    let data = serde_json::to_string(notices).unwrap_or_default();
    StreamEvent::new("problems", data, Channel::Author)
}

/// The frames of a page before and after a build, for `<build>/<page>.json`.
fn frame(build: u64, frames: &Frames, asked: &str) -> Option<ServedPage> {
    let (of, page) = asked.strip_suffix(".json")?.split_once('/')?;
    if of.parse() != Ok(build) {
        return None;
    }
    let json = serde_json::to_string(&in_words(frames.get(page)?)).unwrap_or_default();
    let body = Body::Bytes(Arc::from(json.into_bytes()));
    Some(ServedPage { body, etag: None, cache: Cache::Revalidate })
}

/// The path from a page to the top of the site: `./`, `../../`.
fn way_up(page: &OutPath) -> String {
    match page.as_str().matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// The page for wrong addresses, whose links begin at `top` on the site's own host; `up` is the
/// path from its address to the top of the site.
fn seen_from(html: String, top: &str, up: &str) -> String {
    let (from, to) = (format!("=\"{top}/"), format!("=\"{up}"));
    if !html.contains(&from) {
        return html;
    }
    let mut parts = html.split(&from);
    let mut seen = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // Two slashes would address another host.
        seen.push_str(if part.starts_with('/') { &from } else { &to });
        seen.push_str(part);
    }
    seen
}

/// A page with a deferred script, which works at the end of any document.
fn with_script(mut html: String, script: &str) -> String {
    html.push_str(script);
    html
}
