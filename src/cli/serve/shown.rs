//! The site as browsers see it: the last good build, and what is wrong with a later one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::orders::Orders;
use crate::io::beneath::{Root, SiteFile};
use crate::io::serve::{self, Audience, Body, Cache, Channel, Event, Page, Reply, Trust};
use crate::path::OutPath;
use crate::render::escape::push_attribute;
use crate::report::Notice;
use crate::site::{Built, Change, Content, Frame, Patch, built_in};

/// The script that the pages of a served site have besides those of a built one.
const SCRIPT: &str = "__deckyard/live.js";

/// Where a page finds what stood around its slides before the last build, and what stands there
/// now: `__deckyard/frame/<build>/<page>.json`.
const FRAMES: &str = "__deckyard/frame/";

/// A patch of more slides than this is slower than the page.
const MOST_HTML: usize = 1 << 20; // Bytes.

/// So much of what stands around slides is told at once, of all pages together. A question costs a
/// browser more than it does to pass over what is not its own; but phones listen, too.
const MOST_TOLD: usize = 64 << 10; // Bytes.

/// What all requests share.
pub(super) struct Shown {
    /// Says which server it is: a page of an earlier one is loaded anew.
    run: String,
    /// Where the files of the site are.
    root: Arc<Root>,
    orders: Orders,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    built: Built,
    /// Counts the good builds.
    build: u64,
    notices: Vec<Notice>,
    /// Pages that were asked for since the last good build.
    pages: BTreeMap<(String, bool), Arc<[u8]>>,
    /// Of pages that are no others but for what stands around the slides: what that was before the
    /// last good build, and what it is.
    frames: Frames,
}

/// By page, what stood there and what stands there now.
type Frames = BTreeMap<String, [Arc<[u8]>; 2]>;

/// What a good build changed, as browsers are told.
#[derive(Serialize)]
struct Changes<'a> {
    build: u64,
    from: u64,
    decks: BTreeMap<&'a str, Patch>,
    /// Pages in which more changed than slides and styles: what it was and is; too much of that,
    /// they ask for.
    frames: BTreeMap<&'a str, Option<[String; 2]>>,
    /// New style sheets, by their address, with their text.
    sheets: BTreeMap<&'a str, &'a str>,
    /// Pages to load anew.
    pages: Vec<&'a str>,
    /// The first slides that show something else, of decks whose pages are loaded anew.
    first: BTreeMap<&'a str, String>,
}

/// How much a good build changed.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// Slides of all decks that show something else.
    pub(super) slides: usize,
    /// Pages in which something else changed.
    pub(super) frames: usize,
    /// Pages that are loaded anew.
    pub(super) pages: usize,
    /// Whether browsers were told anything.
    pub(super) any: bool,
}

impl Shown {
    /// Shows nothing yet.
    pub(super) fn new(run: String, root: Arc<Root>, orders: Orders) -> Self {
        Self { run, root, orders, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic in another thread leaves whole values behind.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The decks, by name.
    pub(super) fn decks(&self) -> Vec<String> {
        self.state().built.site.accounts.iter().map(|(deck, _)| deck.clone()).collect()
    }

    /// Takes down where others follow.
    pub(super) fn share_at(&self, address: &str) {
        self.orders.share_at(address);
    }

    /// Keeps the last good site, with what is wrong with the newest one; gives the event, and
    /// whether it says anything new.
    pub(super) fn keep(&self, notices: Vec<Notice>) -> (Event, bool) {
        let mut state = self.state();
        let is_news = state.notices != notices;
        state.notices = notices;
        (problems(&state.notices), is_news)
    }

    /// Shows a good build, of which copied files changed or not. Gives the events, and the build
    /// before, which takes time to go.
    pub(super) fn show(&self, built: Built, copies_changed: bool) -> (Changed, Vec<Event>, Built) {
        let mut state = self.state();
        let was_wrong = !state.notices.is_empty();
        let (changes, changed, frames) = compare(&state, &built, copies_changed);
        let mut events = Vec::new();
        if changed.any {
            // Strings and numbers in structs: serialising them cannot fail.
            let data = serde_json::to_string(&changes).unwrap_or_default();
            events.push(event("build", data, Channel::Everyone));
        }
        drop(changes);
        let mut old = built;
        if changed.any || state.build == 0 {
            state.build += 1;
            state.pages.clear();
            state.frames = frames;
            std::mem::swap(&mut state.built, &mut old);
        }
        state.notices.clear();
        if was_wrong {
            events.push(problems(&state.notices));
        }
        (changed, events, old)
    }

    /// Where a slide of a deck was written: `k8s/rollout.md:42`, from `slides/`.
    pub(super) fn source_of(&self, deck: &str, slide: &str) -> Option<String> {
        let path = OutPath::new(&format!("{deck}.html"))?;
        self.state().built.pages.get(&path)?.source_of(slide)
    }

    /// Where the files of the site are.
    pub(super) fn root(&self) -> &Path {
        self.root.path()
    }

    /// The folder of the site, held open.
    pub(super) fn folder(&self) -> &Arc<Root> {
        &self.root
    }

    /// The notice at an index.
    pub(super) fn notice(&self, index: usize) -> Option<Notice> {
        self.state().notices.get(index).cloned()
    }

    /// A page of the site with the script that keeps it up to date.
    fn html(&self, state: &mut State, audience: Audience, path: &OutPath) -> Option<Arc<[u8]>> {
        let key = (path.as_str().to_owned(), audience == Audience::Author);
        if let Some(known) = state.pages.get(&key) {
            return Some(Arc::clone(known));
        }
        let html = match state.built.pages.get(path) {
            Some(page) => page.html(),
            None => match state.built.site.files.get(path)? {
                Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Content::Copy(_) => return None,
            },
        };
        // The site lies at the top here, wherever it will lie later.
        let top = &state.built.top;
        let is_moved = path.as_str() == "404.html" && !top.is_empty();
        let html = if is_moved { html.replace(&format!("=\"{top}/"), "=\"/") } else { html };
        let script = self.script(state.build, audience, path.as_str());
        let bytes: Arc<[u8]> = Arc::from(with_script(html, &script).into_bytes());
        state.pages.insert(key, Arc::clone(&bytes));
        Some(bytes)
    }

    fn script(&self, build: u64, audience: Audience, page: &str) -> String {
        let mut script = format!("<script src=\"/{SCRIPT}\" defer");
        push_attribute(&mut script, "data-run", &self.run);
        push_attribute(&mut script, "data-build", &build.to_string());
        push_attribute(&mut script, "data-page", page);
        match audience {
            Audience::Author => {
                push_attribute(&mut script, "data-token", self.orders.token());
                if self.orders.has_editor() {
                    script.push_str(" data-editor");
                }
            }
            Audience::Followers => script.push_str(" data-follow"),
        }
        script.push_str("></script>\n");
        script
    }
}

impl serve::Site for Shown {
    fn page(&self, audience: Audience, path: &str) -> Option<Page> {
        if path == SCRIPT {
            let script = [built_in("renew.js"), built_in("live.js")].concat();
            let bytes = Arc::from(script.into_bytes());
            return Some(Page { body: Body::Bytes(bytes), etag: None, cache: Cache::Revalidate });
        }
        let mut state = self.state();
        if let Some(asked) = path.strip_prefix(FRAMES) {
            return frame(&state, asked);
        }
        let path = OutPath::new(path)?;
        if is_page(&path)
            && let Some(bytes) = self.html(&mut state, audience, &path)
        {
            let etag = format!("\"{}-{}\"", self.run, state.build);
            let body = Body::Bytes(bytes);
            return Some(Page { body, etag: Some(etag), cache: Cache::Revalidate });
        }
        let is_fingerprinted = path.as_str().starts_with("assets/");
        let cache = if is_fingerprinted { Cache::Immutable } else { Cache::Revalidate };
        let body = match state.built.site.files.get(&path)? {
            Content::Bytes(bytes) => Body::Bytes(Arc::clone(bytes)),
            Content::Copy(file) => Body::File(SiteFile::new(&self.root, file.as_str())),
        };
        Some(Page { body, etag: None, cache })
    }

    fn not_found(&self, audience: Audience) -> Option<Arc<[u8]>> {
        let mut state = self.state();
        let page = OutPath::new("404.html")?;
        if state.build > 0 {
            return self.html(&mut state, audience, &page);
        }
        let script = self.script(0, audience, "");
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Deckyard</title>\n\
             {script}<p>There is no site to show yet.</p>\n"
        );
        Some(Arc::from(html.into_bytes()))
    }

    fn post(&self, name: &str, body: &[u8], trust: Trust) -> Reply {
        match trust {
            Trust::Proven => self.orders.carry_out(self, name, body),
            Trust::Unproven => Reply { status: 403, json: "{}".to_owned() },
        }
    }

    fn hello(&self, audience: Audience, _query: &str) -> Vec<Event> {
        let state = self.state();
        let hello = serde_json::json!({ "run": self.run, "build": state.build }).to_string();
        let mut events = vec![event("hello", hello, Channel::Everyone)];
        match audience {
            Audience::Author => events.push(problems(&state.notices)),
            Audience::Followers => events.extend(self.orders.place()),
        }
        events
    }
}

pub(super) fn event(name: &'static str, data: String, channel: Channel) -> Event {
    Event { name, data: Arc::from(data), channel }
}

fn problems(notices: &[Notice]) -> Event {
    let data = serde_json::to_string(notices).unwrap_or_default();
    event("problems", data, Channel::Author)
}

/// What stood around the slides of a page and what stands there now, for `<build>/<page>.json`.
fn frame(state: &State, asked: &str) -> Option<Page> {
    let (build, page) = asked.strip_suffix(".json")?.split_once('/')?;
    if build.parse() != Ok(state.build) {
        return None;
    }
    let json = serde_json::to_string(&in_words(state.frames.get(page)?)).unwrap_or_default();
    let body = Body::Bytes(Arc::from(json.into_bytes()));
    Some(Page { body, etag: None, cache: Cache::Revalidate })
}

/// What browsers must do to come from the site that is shown to a new one, and what they may ask
/// for then.
fn compare<'a>(
    state: &'a State,
    new: &'a Built,
    copies_changed: bool,
) -> (Changes<'a>, Changed, Frames) {
    let mut changes = Changes {
        build: state.build + 1,
        from: state.build,
        decks: BTreeMap::new(),
        frames: BTreeMap::new(),
        sheets: sheets(&state.built, new),
        pages: Vec::new(),
        first: BTreeMap::new(),
    };
    let (mut changed, mut frames) = (Changed::default(), Frames::new());
    for (path, page) in &new.pages {
        let Some(old) = state.built.pages.get(path) else { continue };
        match page.changed_since(old) {
            Change::Same if !copies_changed => {}
            Change::Patch(mut patch) if !copies_changed && patch.size() <= MOST_HTML => {
                changed.slides += patch.splices.iter().map(|splice| splice.added).sum::<usize>();
                if let Some(Frame { old, new }) = patch.frame.take() {
                    let texts = [old, new].map(|text| Arc::from(text.into_bytes()));
                    frames.insert(path.as_str().to_owned(), texts);
                }
                changes.decks.insert(deck_of(path), patch);
            }
            Change::Patch(patch) => {
                changes.first.extend(patch.first.map(|first| (deck_of(path), first)));
                changes.pages.push(path.as_str());
            }
            _ => changes.pages.push(path.as_str()),
        }
    }
    if copies_changed {
        changes
            .pages
            .extend(new.site.files.keys().filter(|path| is_page(path)).map(OutPath::as_str));
    } else {
        compare_front(&state.built, new, &mut changes, &mut frames);
    }
    changes.frames = told(new, &frames);
    // Pages that are gone are loaded anew too, and say so.
    let gone = state.built.pages.keys().filter(|path| !new.pages.contains_key(*path));
    changes.pages.extend(gone.map(OutPath::as_str));
    changed.pages = changes.pages.len();
    changed.frames = changes.frames.len();
    let files_differ = state.built.site.files != new.site.files;
    changed.any = !changes.decks.is_empty()
        || !changes.pages.is_empty()
        || files_differ
        || state.built.pages.len() != new.pages.len();
    (changes, changed, frames)
}

/// The pages without slides, which are kept as they are written.
fn compare_front<'a>(old: &Built, new: &'a Built, changes: &mut Changes<'a>, frames: &mut Frames) {
    for (path, content) in new.site.files.iter().filter(|(path, _)| is_page(path)) {
        match (old.site.files.get(path), content) {
            (Some(old), new) if old == new => {}
            (Some(Content::Bytes(old)), Content::Bytes(new)) => {
                frames.insert(path.as_str().to_owned(), [Arc::clone(old), Arc::clone(new)]);
            }
            _ => changes.pages.push(path.as_str()),
        }
    }
}

/// The pages of frames, with their texts as long as these are not too much: those of decks, on which
/// authors work, before the others.
fn told<'a>(new: &'a Built, frames: &Frames) -> BTreeMap<&'a str, Option<[String; 2]>> {
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

fn in_words(texts: &[Arc<[u8]>; 2]) -> [String; 2] {
    texts.each_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
}

/// The style sheets that a build has and the one before has not.
fn sheets<'a>(old: &Built, new: &'a Built) -> BTreeMap<&'a str, &'a str> {
    let is_new = |path: &OutPath| {
        path.as_str().starts_with("assets/")
            && extension(path) == Some("css")
            && !old.site.files.contains_key(path)
    };
    let text = |content: &'a Content| match content {
        Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        Content::Copy(_) => None,
    };
    let files = new.site.files.iter().filter(|(path, _)| is_new(path));
    files.filter_map(|(path, content)| Some((path.as_str(), text(content)?))).collect()
}

fn deck_of(page: &OutPath) -> &str {
    page.as_str().strip_suffix(".html").unwrap_or(page.as_str())
}

fn is_page(path: &OutPath) -> bool {
    extension(path) == Some("html")
}

fn extension(path: &OutPath) -> Option<&str> {
    path.as_str().rsplit_once('.').map(|(_, extension)| extension)
}

/// A page with a script at the end of its head.
fn with_script(mut html: String, script: &str) -> String {
    match html.find("</head>") {
        Some(at) => html.insert_str(at, script),
        None => html.push_str(script),
    }
    html
}
