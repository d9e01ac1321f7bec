//! Calls and events of the `DevTools` protocol: one call at a time, each with a limit.

#![expect(clippy::disallowed_methods, reason = "each call has a limit")]

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::process::Process;
use crate::io::browser::FLAGS;
use crate::picture::base64;

/// The beginning of a page's address: a host that does not exist, so that only this program can
/// answer for it.
pub(super) const ORIGIN: &str = "https://deckyard.invalid/";

/// Flags in addition to those of every browser: pipes; no way to bypass the interception of
/// requests; identical placement of letters on each machine; memory that is available in
/// containers.
const MORE_FLAGS: [&str; 11] = [
    "--remote-debugging-pipe",
    "--no-proxy-server",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-breakpad",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    "--mute-audio",
];

/// Restricts pages to answers of this program, in case a request is not intercepted.
const POLICY: &str = "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; form-action 'none'; webrtc 'block'";

/// How long a browser may take to start, unless calls may take longer.
const START: Duration = Duration::from_secs(30);

/// A file of the site, as an answer to a request.
#[derive(Debug)]
pub struct FileAnswer {
    /// Its content type.
    pub kind: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Finds a file of the site by its path.
pub type AnsweredFiles<'a> = dyn Fn(&str) -> Option<FileAnswer> + Sync + 'a;

/// Why a browser failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It could not be started.
    NotStarted(PathBuf, String),
    /// It ended, or its page crashed.
    Ended(PathBuf),
    /// It did not answer in time.
    Silent(PathBuf, Duration),
    /// It refused a command.
    Refused(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(browser, why) => {
                write!(f, "{} could not be started: {why}", browser.display())
            }
            Self::Ended(browser) => write!(f, "{} ended before it was done", browser.display()),
            Self::Silent(browser, time) => {
                write!(f, "{} did not answer within {} s", browser.display(), time.as_secs())
            }
            Self::Refused(why) => write!(f, "the browser refused: {why}"),
        }
    }
}

/// A connection to a browser.
pub(super) struct DevTools<'a> {
    browser: PathBuf,
    process: Process,
    patience: Duration,
    files: &'a AnsweredFiles<'a>,
    /// The number of calls so far.
    calls: u64,
    /// Addresses of other sites that were requested, and not answered.
    pub(super) denied: Vec<String>,
    /// Whether the page has loaded since it was opened.
    pub(super) is_loaded: bool,
}

impl<'a> DevTools<'a> {
    /// Starts a browser. A call may take as long as `patience`.
    pub(super) fn start(
        browser: &Path,
        patience: Duration,
        files: &'a AnsweredFiles<'a>,
    ) -> Result<Self, Trouble> {
        let flags: Vec<&str> = FLAGS.into_iter().chain(MORE_FLAGS).collect();
        let process = Process::start(browser, &flags)
            .map_err(|error| Trouble::NotStarted(browser.to_owned(), error.to_string()))?;
        let browser = browser.to_owned();
        let denied = Vec::new();
        let mut client = Self {
            browser,
            process,
            patience: START.min(patience),
            files,
            calls: 0,
            denied,
            is_loaded: false,
        };
        client.call(None, "Browser.getVersion", json!({})).map_err(|trouble| match trouble {
            Trouble::Ended(browser) => {
                Trouble::NotStarted(browser, "it ended at once, without an answer".to_owned())
            }
            trouble => trouble,
        })?;
        client.patience = patience;
        Ok(client)
    }

    /// Calls a method, of a session if it is about a page, and waits for its result.
    pub(super) fn call(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> Result<Value, Trouble> {
        let id = self.send(session, method, parameters);
        let until = Instant::now() + self.patience;
        loop {
            let mut message = self.next(until)?;
            if message.get("id").and_then(Value::as_u64) != Some(id) {
                self.notice(&message)?;
                continue;
            }
            if let Some(error) = message.get("error") {
                let said =
                    error.get("message").and_then(Value::as_str).unwrap_or("no reason given");
                return Err(Trouble::Refused(format!("{method}: {said}")));
            }
            return Ok(message.get_mut("result").map(Value::take).unwrap_or_default());
        }
    }

    /// Waits until the page has loaded.
    pub(super) fn wait_for_load(&mut self) -> Result<(), Trouble> {
        let until = Instant::now() + self.patience;
        while !self.is_loaded {
            let message = self.next(until)?;
            self.notice(&message)?;
        }
        Ok(())
    }

    fn send(&mut self, session: Option<&str>, method: &str, parameters: Value) -> u64 {
        self.calls += 1;
        let mut message = json!({ "id": self.calls, "method": method });
        message["params"] = parameters;
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        self.process.send(message.to_string().into_bytes());
        self.calls
    }

    fn next(&self, until: Instant) -> Result<Value, Trouble> {
        let left = until.saturating_duration_since(Instant::now());
        let message = self.process.answers.recv_timeout(left).map_err(|error| match error {
            RecvTimeoutError::Timeout => Trouble::Silent(self.browser.clone(), self.patience),
            RecvTimeoutError::Disconnected => Trouble::Ended(self.browser.clone()),
        })?;
        // Anything else does not come from a browser.
        serde_json::from_slice(&message).map_err(|_| Trouble::Ended(self.browser.clone()))
    }

    /// Answers the requests of a page, and records its events.
    fn notice(&mut self, message: &Value) -> Result<(), Trouble> {
        let session = message.get("sessionId").and_then(Value::as_str);
        let parameters = message.get("params").unwrap_or(&Value::Null);
        match message.get("method").and_then(Value::as_str) {
            Some("Fetch.requestPaused") => self.answer(session, parameters),
            Some("Page.javascriptDialogOpening") => {
                self.send(session, "Page.handleJavaScriptDialog", json!({ "accept": false }));
            }
            Some("Page.loadEventFired") => self.is_loaded = true,
            Some("Inspector.targetCrashed" | "Target.targetCrashed") => {
                return Err(Trouble::Ended(self.browser.clone()));
            }
            _ => {}
        }
        Ok(())
    }

    fn answer(&mut self, session: Option<&str>, paused: &Value) {
        let text =
            |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = text(paused.get("requestId"));
        let address = text(paused.get("request").and_then(|request| request.get("url")));
        let path =
            address.strip_prefix(ORIGIN).map(|path| path.split(['?', '#']).next().unwrap_or(""));
        let Some(found) = path.map(|path| (self.files)(&percent_decoded(path))) else {
            self.denied.push(address);
            let why = json!({ "requestId": id, "errorReason": "AddressUnreachable" });
            self.send(session, "Fetch.failRequest", why);
            return;
        };
        let (status, kind, bytes) = match found {
            Some(answer) => (200, answer.kind, answer.bytes),
            None => (404, "text/plain".to_owned(), Vec::new()),
        };
        let headers = [("Content-Type", kind.as_str()), ("Content-Security-Policy", POLICY)]
            .map(|(name, value)| json!({ "name": name, "value": value }));
        let answer = json!({
            "requestId": id, "responseCode": status, "responseHeaders": headers, "body": base64(&bytes),
        });
        self.send(session, "Fetch.fulfillRequest", answer);
    }
}

/// A path as the site has it: `%20` is a space. What is not UTF-8 then is not a path of a site.
fn percent_decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        let value =
            digits.filter(|_| byte == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        out.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;

    #[test]
    fn a_path_is_that_of_the_site() {
        assert_eq!(percent_decoded("a%20b/%C3%A9.png"), "a b/é.png");
        assert_eq!(percent_decoded("50%"), "50%");
        assert_eq!(percent_decoded("%zz%ff"), "");
    }
}
