//! What the author's windows may ask for: to open a file in the editor, to tell those who follow
//! where the presenter is, to report slides that are too high.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

use super::super::{overflow, say};
use super::shown::{Shown, event};
use crate::diag::Diagnostic;
use crate::io::editor::Editor;
use crate::io::serve::{Channel, Event, Events, Reply};
use crate::report::{self, Format, Style};
use crate::world::World;

/// Carries out what the author's windows ask for.
pub(super) struct Orders {
    token: String,
    root: PathBuf,
    editor: Option<Editor>,
    events: Events,
    /// Where those who follow find a deck: the address of the site with a slash at its end.
    share: OnceLock<String>,
    place: Mutex<Option<Place>>,
    /// How high slides are that were reported as too high, by deck and address.
    reported: Mutex<BTreeMap<(String, String), u32>>,
}

/// Where the presenter is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    deck: String,
    id: String,
    step: u32,
}

#[derive(Deserialize)]
struct Open {
    index: usize,
    /// The place that the page shows: the messages may be others by now.
    place: String,
}

#[derive(Deserialize)]
struct Share {
    deck: String,
}

#[derive(Deserialize)]
struct Measured {
    deck: String,
    high: Vec<High>,
}

#[derive(Deserialize)]
struct High {
    id: String,
    percent: u32,
}

impl Orders {
    /// Orders that bear a token, for the site in a folder.
    pub(super) fn new(
        token: String,
        root: PathBuf,
        editor: Option<Editor>,
        events: Events,
    ) -> Self {
        let (place, reported) = (Mutex::default(), Mutex::default());
        Self { token, root, editor, events, share: OnceLock::new(), place, reported }
    }

    /// Takes down where others follow.
    pub(super) fn share_at(&self, address: &str) {
        self.share.get_or_init(|| address.to_owned());
    }

    /// What a page must hold to be believed.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Whether files can be opened.
    pub(super) fn has_editor(&self) -> bool {
        self.editor.is_some()
    }

    /// Where the presenter is, for one who begins to follow.
    pub(super) fn place(&self) -> Option<Event> {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        Some(place_event(&place))
    }

    /// Carries out an order that bore the token.
    pub(super) fn carry_out(&self, shown: &Shown, name: &str, body: &[u8]) -> Reply {
        let done = match name {
            "open" => read(body).and_then(|order: Open| self.open(shown, &order)),
            "place" => read(body).map(|place: Place| self.tell(place)),
            "overflow" => read(body).map(|measured: Measured| self.report(shown, &measured)),
            "share" => read(body).and_then(|order: Share| self.share(&order.deck)),
            _ => return reply(404, "{}"),
        };
        done.unwrap_or_else(|| reply(400, "{}"))
    }

    /// Opens what the page shows as wrong, and nothing else.
    fn open(&self, shown: &Shown, order: &Open) -> Option<Reply> {
        let notice = shown.notice(order.index).filter(|notice| notice.place == order.place)?;
        let (file, line, column) = notice.position?;
        let editor = self.editor.as_ref()?;
        match editor.open(&self.root.join(file.as_str()), line, column) {
            Ok(()) => Some(reply(200, "{}")),
            Err(error) => {
                say(&format!("the editor cannot be started: {error}\n"));
                Some(reply(500, "{}"))
            }
        }
    }

    fn tell(&self, place: Place) -> Reply {
        self.events.send(&place_event(&place));
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        reply(200, "{}")
    }

    /// Says once which slides are too high.
    fn report(&self, shown: &Shown, measured: &Measured) -> Reply {
        let Ok(world) = crate::io::files::DiskWorld::new(&self.root) else {
            return reply(500, "{}");
        };
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for High { id, percent } in &measured.high {
            let Some(source) = shown.source_of(&measured.deck, id) else { continue };
            let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
            if reported.insert((measured.deck.clone(), id.clone()), *percent) != Some(*percent) {
                let line = format!("{source} {percent} {id}");
                diagnostics.extend(overflow::diagnostic(&world, &measured.deck, &line));
            }
        }
        let world: &dyn World = &world;
        say(&report::write(Format::Short, Style::Plain, &diagnostics, world));
        reply(200, "{}")
    }

    /// The link for the audience, as text and as a QR code.
    fn share(&self, deck: &str) -> Option<Reply> {
        let url = format!("{}{}.html", self.share.get()?, crate::path::percent_encoded(deck));
        let url = ascii(&url);
        let svg = super::qr::svg(&url)?;
        Some(reply(200, &serde_json::json!({ "url": url, "svg": svg }).to_string()))
    }
}

/// An address in ASCII: what reads QR codes need not agree on any other characters.
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

fn place_event(place: &Place) -> Event {
    event("place", serde_json::to_string(place).unwrap_or_default(), Channel::Followers)
}
