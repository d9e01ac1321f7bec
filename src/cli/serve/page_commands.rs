//! The commands of the author's windows: open a file in the editor, move followers to where the
//! presenter is, report slides that are hard to read. The remote control may send some of them, and
//! followers their questions.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::super::{OutputArguments, overflow, say};
use super::questions::{Declined, DismissCommand, PaceCommand, QuestionCommand, Questions};
use crate::diag::{Diagnostic, Illegible};
use crate::io::beneath::Root;
use crate::io::editor::Editor;
use crate::io::files::DiskWorld;
use crate::io::serve::{Channel, ClientKey, Events, Reply, StreamEvent};
use crate::path::OutPath;
use crate::report::Notice;

/// What commands need to know about the displayed site.
pub(super) trait ShownPages {
    /// Shares a page of a deck with followers from now on; returns whether that page exists.
    fn share(&self, page: &str) -> bool;

    /// The source of a deck's slide: `k8s/rollout.md:42`, relative to `slides/`.
    fn source_of(&self, deck: &str, slide: &str) -> Option<String>;

    /// Those of these findings that are not allowed, with their levels.
    fn judged(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic>;

    /// Where the files of the site are.
    fn root(&self) -> &Path;

    /// The folder of the site, held open.
    fn folder(&self) -> &Arc<Root>;

    /// The notice at an index.
    fn notice(&self, index: usize) -> Option<Notice>;
}

/// Carries out the commands of the author's windows.
pub(super) struct PageCommands {
    token: String,
    editor: Option<Editor>,
    output: OutputArguments,
    events: Events,
    /// Where followers find a deck: the address of the site with a slash at its end.
    share: OnceLock<String>,
    place: Mutex<Option<PresenterPlace>>,
    /// Messages of followers, if they may send any.
    questions: Option<Mutex<Questions>>,
    /// The slides that were reported as hard to read and still are, by deck and address.
    illegible: Mutex<BTreeMap<(String, String), KnownFindings>>,
}

/// The findings reported for a slide.
struct KnownFindings {
    findings: Vec<Illegible>,
    /// The build whose slide was measured.
    build: u64,
}

/// Where the presenter is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PresenterPlace {
    deck: String,
    id: String,
    step: u32,
    /// The window that moved: it needs no notification.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    from: String,
}

impl PresenterPlace {
    /// The page of the deck.
    fn page(&self) -> String {
        format!("{}.html", self.deck)
    }
}

/// Whether the screen is black.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlackCommand {
    on: bool,
    from: String,
}

/// Where the remote control points on the slide; nowhere without a point.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PointCommand {
    deck: String,
    point: Option<[f64; 2]>,
}

/// Who sent a command of the presenter.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum PresenterDevice {
    /// A window of the author's.
    Window,
    /// The remote control.
    Remote,
}

impl PresenterDevice {
    /// Who else has to be notified.
    fn others(self) -> Channel {
        match self {
            Self::Window => Channel::Remote,
            // There may be several phones.
            Self::Remote => Channel::Presenter,
        }
    }

    /// Whether it may send a command.
    fn may(self, command: &str) -> bool {
        self == Self::Window || matches!(command, "place" | "black" | "point" | "dismiss")
    }
}

#[derive(Deserialize)]
struct OpenCommand {
    index: usize,
    /// The location on the page: messages may have changed.
    place: String,
}

#[derive(Deserialize)]
struct ShareCommand {
    deck: String,
}

/// A page's measurements of some of its slides.
#[derive(Deserialize)]
struct Measured {
    deck: String,
    build: u64,
    /// The slides that all can read.
    fine: Vec<String>,
    found: Vec<SlideFindings>,
}

/// The findings of a page on a slide.
#[derive(Deserialize)]
struct SlideFindings {
    id: String,
    findings: Vec<Illegible>,
}

impl PageCommands {
    /// Commands that need this token.
    pub(super) fn new(
        token: String,
        editor: Option<Editor>,
        output: OutputArguments,
        events: Events,
    ) -> Self {
        let (place, illegible) = (Mutex::default(), Mutex::default());
        let (share, questions) = (OnceLock::new(), None);
        Self { token, editor, output, events, share, place, questions, illegible }
    }

    /// Takes questions of followers.
    pub(super) fn with_questions(self) -> Self {
        Self { questions: Some(Mutex::default()), ..self }
    }

    /// Whether followers may send questions.
    pub(super) fn has_questions(&self) -> bool {
        self.questions.is_some()
    }

    /// Records the followers' address.
    pub(super) fn share_at(&self, address: &str) {
        self.share.get_or_init(|| address.to_owned());
    }

    /// The token that proves that a page is the author's.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Whether files can be opened.
    pub(super) fn has_editor(&self) -> bool {
        self.editor.is_some()
    }

    /// Where the presenter is, for a new follower, if that page exists.
    pub(super) fn place(
        &self,
        channel: Channel,
        is_there: impl Fn(&str) -> bool,
    ) -> Option<StreamEvent> {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        is_there(&place.page()).then(|| place_event(&place, channel))
    }

    /// Notifies followers, and prints, that a page is now shared.
    pub(super) fn announce_share(&self, page: &OutPath, news: &StreamEvent) {
        self.events.send(news);
        let deck = page.as_str().trim_end_matches(".html");
        self.output.say(&format!("the audience can now see `{deck}`\n"));
    }

    /// Carries out a command of the presenter.
    pub(super) fn carry_out(
        &self,
        shown: &impl ShownPages,
        by: PresenterDevice,
        (name, body): (&str, &[u8]),
    ) -> Reply {
        if !by.may(name) {
            return reply(404, "{}");
        }
        let done = match name {
            "open" => read(body).and_then(|command: OpenCommand| self.open(shown, &command)),
            "place" => read(body).and_then(|place: PresenterPlace| self.tell(shown, by, place)),
            "black" => {
                read(body).map(|black: BlackCommand| self.pass_on("black", &black, by.others()))
            }
            "point" => {
                read(body).map(|at: PointCommand| self.pass_on("point", &at, Channel::Author))
            }
            "dismiss" => read(body).and_then(|command: DismissCommand| {
                self.questions()?.dismiss(command.id);
                self.events.send(&self.audience_event()?);
                Some(reply(200, "{}"))
            }),
            "overflow" => read(body).map(|measured: Measured| self.measured(shown, &measured)),
            "share" => {
                read(body).and_then(|command: ShareCommand| self.share(shown, &command.deck))
            }
            _ => return reply(404, "{}"),
        };
        done.unwrap_or_else(|| reply(400, "{}"))
    }

    /// Takes a question, or an opinion on the pace, from a follower.
    pub(super) fn take(&self, name: &str, body: &[u8], client: ClientKey) -> Reply {
        let now = Instant::now();
        let taken = self.questions().and_then(|mut questions| match name {
            "question" => {
                read(body).map(|command: QuestionCommand| questions.ask(&command.text, client, now))
            }
            "pace" => read(body).map(|vote: PaceCommand| questions.vote(vote, client, now)),
            _ => None,
        });
        match taken {
            Some(Ok(())) => {
                if let Some(event) = self.audience_event() {
                    self.events.send(&event);
                }
                reply(200, "{}")
            }
            Some(Err(Declined::TooMany)) => reply(429, "{}"),
            Some(Err(Declined::Invalid)) => reply(400, "{}"),
            None => reply(404, "{}"),
        }
    }

    fn questions(&self) -> Option<MutexGuard<'_, Questions>> {
        let questions = self.questions.as_ref()?;
        Some(questions.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The audience's messages, for the presenter.
    pub(super) fn audience_event(&self) -> Option<StreamEvent> {
        let questions = self.questions()?;
        let data = serde_json::to_string(&questions.view(Instant::now())).unwrap_or_default();
        Some(StreamEvent::new("questions", data, Channel::Presenter))
    }

    /// Passes a command on to windows.
    fn pass_on(&self, name: &'static str, command: &impl Serialize, to: Channel) -> Reply {
        let data = serde_json::to_string(command).unwrap_or_default();
        self.events.send(&StreamEvent::new(name, data, to));
        reply(200, "{}")
    }

    /// Opens only locations that the page reports.
    fn open(&self, shown: &impl ShownPages, command: &OpenCommand) -> Option<Reply> {
        let notice = shown.notice(command.index).filter(|notice| notice.place == command.place)?;
        let (file, line, column) = notice.position?;
        let editor = self.editor.as_ref()?;
        match editor.open(&shown.root().join(file.as_str()), line, column) {
            Ok(()) => Some(reply(200, "{}")),
            Err(error) => {
                say(&format!("the editor cannot be started: {error}\n"));
                Some(reply(500, "{}"))
            }
        }
    }

    /// Takes followers to a slide, of a deck that is shared from now on.
    fn tell(
        &self,
        shown: &impl ShownPages,
        by: PresenterDevice,
        place: PresenterPlace,
    ) -> Option<Reply> {
        if !shown.share(&place.page()) {
            return None;
        }
        let to_others = place_event(&place, by.others());
        let place = PresenterPlace { from: String::new(), ..place };
        let event = place_event(&place, Channel::Followers);
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        self.events.send(&event);
        self.events.send(&to_others);
        Some(reply(200, "{}"))
    }

    /// Reports which slides are hard to read, each once, and which of them no longer are. If several
    /// windows measure the same slide, the first one counts.
    fn measured(&self, shown: &impl ShownPages, measured: &Measured) -> Reply {
        let world = DiskWorld::beneath(shown.folder());
        let (mut diagnostics, mut fine) = (Vec::new(), String::new());
        let mut known = self.illegible.lock().unwrap_or_else(PoisonError::into_inner);
        // A removed slide counts as new if it returns.
        known.retain(|(deck, id), _| shown.source_of(deck, id).is_some());
        for id in &measured.fine {
            let key = (measured.deck.clone(), id.clone());
            if known.get(&key).is_some_and(|known| known.build < measured.build)
                && let Some(source) = shown.source_of(&measured.deck, id)
                && let Some(known) = known.remove(&key)
            {
                let fits = known.findings.iter().any(Illegible::is_overflow);
                let now = if fits { "fits the stage again" } else { "is easy to read again" };
                // Writing to a String cannot fail.
                let _ = writeln!(fine, "slides/{source}: the slide `{id}` {now}");
            }
        }
        for SlideFindings { id, findings } in &measured.found {
            let Some(source) = shown.source_of(&measured.deck, id) else { continue };
            let key = (measured.deck.clone(), id.clone());
            let build = measured.build;
            let is_news = known
                .get(&key)
                .is_none_or(|known| known.build < build && known.findings != *findings);
            if is_news {
                known.insert(key, KnownFindings { findings: findings.clone(), build });
                let place = (measured.deck.as_str(), id.as_str());
                diagnostics.extend(findings.iter().filter_map(|finding| {
                    overflow::diagnostic(&world, place, &source, finding.clone())
                }));
            }
        }
        drop(known);
        let diagnostics = shown.judged(diagnostics);
        if !diagnostics.is_empty() {
            self.output.report(&diagnostics, &world);
        }
        self.output.say(&fine);
        reply(200, "{}")
    }

    /// The link for the audience, as text and as a QR code.
    fn share(&self, shown: &impl ShownPages, deck: &str) -> Option<Reply> {
        shown.share(&format!("{deck}.html"));
        let url = format!("{}{}.html", self.share.get()?, crate::path::percent_encoded(deck));
        let url = ascii(&url);
        let svg = super::qr::svg(&url)?;
        Some(reply(200, &serde_json::json!({ "url": url, "svg": svg }).to_string()))
    }
}

/// An address in ASCII: QR code readers may interpret other characters differently.
fn ascii(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii() {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn read<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

fn reply(status: u16, json: &str) -> Reply {
    Reply { status, json: json.to_owned() }
}

fn place_event(place: &PresenterPlace, channel: Channel) -> StreamEvent {
    StreamEvent::new("place", serde_json::to_string(place).unwrap_or_default(), channel)
}
