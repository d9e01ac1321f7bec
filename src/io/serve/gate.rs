//! Controls access to the remote control: a client presents its key once, and from then on its
//! cookie.
//!
//! **Invariant:** without key or cookie, nothing else of a request is read, and all such requests
//! get the same answer, which reveals nothing.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hyper::header::{COOKIE, HeaderMap};
use hyper::{Method, StatusCode};
use tokio::time::Instant;

use super::refusal::Refusal;
use super::secret::is_secret;
use super::target::RequestTarget;

/// How many wrong keys within [`WINDOW`] get the usual answer. Later ones get “too many requests”.
/// The right key is always accepted, so that others cannot lock the presenter out.
const MOST_WRONG: u32 = 20;
const WINDOW: Duration = Duration::from_mins(1);

/// The secrets of the remote control. The key is in the link, another secret in the cookie: someone
/// who has seen one of them does not have the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteSecrets {
    /// The key in the link: `?key=…`.
    pub key: String,
    /// The value of the cookie.
    pub session: String,
}

/// The gate of a listener.
pub(super) struct Gate {
    secrets: RemoteSecrets,
    /// The name of the cookie. Ports of a host share their cookies.
    cookie: String,
    wrong: Mutex<WrongKeys>,
}

/// The number of wrong keys since a point in time.
struct WrongKeys {
    since: Instant,
    count: u32,
}

/// What a request may do.
pub(super) enum Passage {
    /// It has the cookie.
    Open,
    /// It has the key: this answer exchanges it for the cookie, once the host has been checked.
    Exchange(Refusal),
}

impl Gate {
    /// The gate of the listener at a port.
    pub(super) fn new(secrets: RemoteSecrets, port: u16) -> Self {
        let wrong = Mutex::new(WrongKeys { since: Instant::now(), count: 0 });
        Self { secrets, cookie: format!("deckyard-remote-{port}"), wrong }
    }

    /// Whether a request may pass. The key works only at the top of the site, and is removed from
    /// the address of the page immediately.
    pub(super) fn check(
        &self,
        method: &Method,
        target: Option<&RequestTarget>,
        headers: &HeaderMap,
    ) -> Result<Passage, Refusal> {
        let is_top = |target: &&RequestTarget| target.path.is_empty() && *method == Method::GET;
        let key = target.filter(is_top).and_then(|target| key_in(&target.query));
        if key.is_some_and(|key| is_secret(key.as_bytes(), &self.secrets.key)) {
            let cookie = format!(
                "{}={}; Path=/; HttpOnly; SameSite=Strict",
                self.cookie, self.secrets.session
            );
            return Ok(Passage::Exchange(Refusal::exchange(cookie)));
        }
        let given: Vec<&[u8]> = cookies(headers, &self.cookie).collect();
        if given.iter().any(|given| is_secret(given, &self.secrets.session)) {
            return Ok(Passage::Open);
        }
        let tried = key.is_some() || !given.is_empty();
        if tried && self.is_too_often() {
            let status = StatusCode::TOO_MANY_REQUESTS;
            return Err(Refusal::new(status, "Too many requests."));
        }
        Err(Refusal::new(StatusCode::FORBIDDEN, "Forbidden."))
    }

    /// Counts a wrong key; returns whether there were too many.
    fn is_too_often(&self) -> bool {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.since.elapsed() >= WINDOW {
            *wrong = WrongKeys { since: Instant::now(), count: 0 };
        }
        wrong.count = wrong.count.saturating_add(1);
        wrong.count > MOST_WRONG
    }
}

/// The key in a query.
fn key_in(query: &str) -> Option<&str> {
    query.split('&').find_map(|pair| pair.strip_prefix("key="))
}

/// The values of a cookie.
fn cookies<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
    let all =
        headers.get_all(COOKIE).iter().flat_map(|header| header.as_bytes().split(|b| *b == b';'));
    all.filter_map(move |cookie| {
        cookie.trim_ascii().strip_prefix(name.as_bytes())?.strip_prefix(b"=")
    })
}
