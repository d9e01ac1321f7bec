//! Interprets an answer of a server, and decides what to request next.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use ureq::http::StatusCode;
use url::Url;

use super::address::{Reach, is_public};
use super::client::{Answer, Ask, Client, NoAnswer};
use super::schedule::Schedule;
use super::{LinkAnswer, LinkOptions, LinkVerdict};
use crate::diag::UncheckedCure;
use crate::diag::nearest::nearest;

/// The maximum number of redirects: browsers give up later, people earlier.
const MOST_REDIRECTS: usize = 10;

/// After this many hosts without an address, and before any answer, this machine counts as offline.
const OFFLINE: usize = 16;

/// How often a request is repeated at the server's request.
const MOST_WAITS: usize = 2;

/// The pause for an overloaded server that does not state a time.
const USUAL_WAIT: Duration = Duration::from_secs(10);

/// A page to check.
pub(super) struct LinkJob {
    /// The first requested address.
    url: Url,
    /// The address to request now.
    current: Url,
    fragments: BTreeSet<String>,
    ask: Ask,
    redirects: usize,
    /// The status of the first redirect and the last target, as long as all were permanent.
    moved: Option<(u16, Url)>,
    is_temporary: bool,
    waits: usize,
    is_repeated: bool,
}

impl LinkJob {
    pub(super) fn new(url: Url, fragments: BTreeSet<String>) -> Self {
        Self {
            current: url.clone(),
            url,
            ask: if fragments.is_empty() { Ask::Head } else { Ask::Names },
            fragments,
            redirects: 0,
            moved: None,
            is_temporary: false,
            waits: 0,
            is_repeated: false,
        }
    }

    /// The server to contact.
    pub(super) fn server(&self) -> String {
        self.current.host_str().unwrap_or_default().to_owned()
    }

    fn answer(self, verdict: LinkVerdict) -> Judged {
        Judged::Answer(self.url, LinkAnswer::new(verdict))
    }

    fn dead(self, why: impl Into<String>) -> Judged {
        self.answer(LinkVerdict::Dead(why.into()))
    }

    fn unchecked(self, why: impl Into<String>, cure: UncheckedCure) -> Judged {
        self.answer(LinkVerdict::Unchecked(why.into(), cure))
    }
}

/// The next step after a request.
pub(super) enum Judged {
    /// Nothing: this is the result for the page.
    Answer(Url, LinkAnswer),
    /// The same, known without a request.
    Known(Url, LinkAnswer),
    /// Another request.
    Again(LinkJob),
    /// Another request after a pause.
    Later(LinkJob, Duration),
}

/// Makes requests, and judges their answers.
pub(super) struct Judge<'a> {
    pub(super) client: Client,
    pub(super) schedule: &'a Schedule<LinkJob>,
    pub(super) options: &'a LinkOptions,
    pub(super) names: Mutex<HostNames>,
}

/// What is known about host names.
#[derive(Default)]
pub(super) struct HostNames {
    /// Hosts without an address.
    unresolved: BTreeMap<String, LinkVerdict>,
    /// Whether any server has answered.
    has_any: bool,
}

impl HostNames {
    /// The result for a host without an address.
    fn unresolved(&self, host: &str) -> Option<LinkVerdict> {
        if !self.has_any && self.unresolved.len() >= OFFLINE {
            return self.unresolved.values().next().cloned();
        }
        self.unresolved.get(host).cloned()
    }
}

impl Judge<'_> {
    /// Makes one request, unless its host has no address.
    pub(super) fn step(&self, job: LinkJob) -> Judged {
        let host = job.server();
        if let Some(verdict) = self.names.lock().ok().and_then(|names| names.unresolved(&host)) {
            return Judged::Known(job.url, unresolved(verdict));
        }
        match self.client.ask(&job.current, job.ask) {
            Ok(answer) => {
                if let Ok(mut names) = self.names.lock() {
                    names.has_any = true;
                }
                self.answered(job, &answer)
            }
            Err(none) => self.not_answered(job, none),
        }
    }

    fn answered(&self, mut job: LinkJob, answer: &Answer) -> Judged {
        let status = answer.status;
        if status.is_success() {
            return works(job, answer);
        }
        if let Some(location) = answer.location.as_deref().filter(|_| is_redirect(status)) {
            return self.redirected(job, status, location);
        }
        if status.is_redirection() {
            return works(job, answer); // It was not modified, or offers a choice.
        }
        if matches!(status, StatusCode::TOO_MANY_REQUESTS)
            || answer.retry_after.is_some() && is_busy(status)
        {
            return self.waiting(job, answer);
        }
        // Many servers support only GET, and answer other methods arbitrarily.
        if job.ask == Ask::Head {
            job.ask = Ask::Get;
            return Judged::Again(job);
        }
        let words = words(status);
        match status.as_u16() {
            401 | 402 | 403 | 406 | 407 | 418 | 451 | 999 => job.unchecked(
                format!("the server answers {words}, perhaps to programs only"),
                UncheckedCure::Look,
            ),
            408 | 425 | 500.. if !job.is_repeated => {
                job.is_repeated = true;
                Judged::Later(job, self.options.manners.repeat_after)
            }
            408 | 425 | 500.. => {
                job.unchecked(format!("the server answers {words}"), UncheckedCure::Retry)
            }
            _ => job.dead(format!("the server answers {words}")),
        }
    }

    fn redirected(&self, mut job: LinkJob, status: StatusCode, location: &str) -> Judged {
        let Ok(mut target) = job.current.join(location) else {
            return job.dead(format!(
                "the server redirects to `{}`, which is not an address",
                shown(location)
            ));
        };
        if !matches!(target.scheme(), "http" | "https") {
            let why = format!("the server redirects to an address with `{}:`", target.scheme());
            return job.unchecked(why, UncheckedCure::Look);
        }
        if self.options.reach == Reach::Public && !is_public(&target) {
            let host = target.host_str().unwrap_or_default();
            let why = format!("the server redirects to `{host}`, which is private");
            return job.unchecked(why, UncheckedCure::Private);
        }
        job.redirects += 1;
        if job.redirects > MOST_REDIRECTS || target == job.current {
            // Browsers keep cookies, without which some servers redirect again and again.
            return job.unchecked("the server redirects again and again", UncheckedCure::Look);
        }
        // The author's fragment remains, unless the redirect has one.
        let _ = target.set_username("");
        let _ = target.set_password(None);
        if !matches!(status.as_u16(), 301 | 308) {
            job.is_temporary = true;
        } else if !job.is_temporary {
            let first = job.moved.as_ref().map_or(status.as_u16(), |(first, _)| *first);
            job.moved = Some((first, target.clone()));
        }
        target.set_fragment(None);
        job.current = target;
        Judged::Again(job)
    }

    /// A server that asks not to be contacted for some time.
    fn waiting(&self, mut job: LinkJob, answer: &Answer) -> Judged {
        let pause = answer.retry_after.unwrap_or(USUAL_WAIT);
        job.waits += 1;
        if job.waits <= MOST_WAITS && self.schedule.may_wait(&job.server(), pause) {
            return Judged::Later(job, pause);
        }
        let why = format!("the server answers {}", words(answer.status));
        job.unchecked(why, UncheckedCure::Retry)
    }

    fn not_answered(&self, mut job: LinkJob, none: NoAnswer) -> Judged {
        let host = job.server();
        match none {
            NoAnswer::UnknownHost | NoAnswer::NoResolver => {
                let verdict = match none {
                    NoAnswer::UnknownHost => {
                        LinkVerdict::Dead(format!("the host `{host}` does not exist"))
                    }
                    _ => LinkVerdict::Unchecked(
                        format!("the name `{host}` cannot be resolved at the moment"),
                        UncheckedCure::Retry,
                    ),
                };
                if let Ok(mut names) = self.names.lock() {
                    names.unresolved.insert(host, verdict.clone());
                }
                Judged::Answer(job.url, unresolved(verdict))
            }
            NoAnswer::Private(address) => job.unchecked(
                format!("`{host}` has the private address {address}"),
                UncheckedCure::Private,
            ),
            NoAnswer::Encryption(why) => job.unchecked(
                format!("no encrypted connection: {}", shown(&why)),
                UncheckedCure::Look,
            ),
            NoAnswer::Timeout | NoAnswer::Failed(_) if !job.is_repeated => {
                job.is_repeated = true;
                if job.ask == Ask::Head {
                    job.ask = Ask::Get;
                }
                Judged::Later(job, self.options.manners.repeat_after)
            }
            NoAnswer::Timeout => {
                let seconds = self.options.manners.timeout.as_secs();
                job.unchecked(format!("no answer within {seconds} seconds"), UncheckedCure::Retry)
            }
            NoAnswer::Failed(why) => job.unchecked(shown(&why), UncheckedCure::Retry),
        }
    }
}

/// The answer for a page whose host has no address.
fn unresolved(verdict: LinkVerdict) -> LinkAnswer {
    LinkAnswer { is_unresolved: true, ..LinkAnswer::new(verdict) }
}

/// A page that exists: does it have the anchors that links point to?
fn works(job: LinkJob, answer: &Answer) -> Judged {
    let mut found = LinkAnswer::new(LinkVerdict::Works);
    if let Some(names) = &answer.names {
        let has = |fragment: &&String| match names.has(fragment) {
            Some(has) => has || answer.is_cut,
            None => true, // Scripts may make it.
        };
        for fragment in job.fragments.iter().filter(|fragment| !has(fragment)) {
            let nearest = nearest(fragment, names.names()).map(str::to_owned);
            found.missing.insert(fragment.clone(), nearest);
        }
    }
    found.moved = job.moved.map(|(status, target)| (status, target.into()));
    Judged::Answer(job.url, found)
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn is_busy(status: StatusCode) -> bool {
    status == StatusCode::SERVICE_UNAVAILABLE
}

/// `404 Not Found`.
fn words(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("{} {reason}", status.as_u16()),
        None => status.as_u16().to_string(),
    }
}

/// A text from elsewhere, for messages: on one line, and not too long.
fn shown(text: &str) -> String {
    const LONGEST: usize = 120;
    let line = text.chars().take(LONGEST);
    line.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Mutex;
    use std::time::Duration;

    use ureq::http::StatusCode;
    use url::Url;

    use super::{Judge, Judged, LinkJob};
    use crate::diag::UncheckedCure;
    use crate::io::links::client::Client;
    use crate::io::links::schedule::Schedule;
    use crate::io::links::{LinkOptions, LinkVerdict, Manners, Reach};

    #[test]
    fn redirects_into_private_networks_are_not_followed() {
        let manners = Manners::default();
        let options =
            LinkOptions { reach: Reach::Public, age: Duration::ZERO, caches: None, manners };
        let schedule = Schedule::new(std::iter::empty(), manners);
        let client = Client::new(Reach::Public, manners.timeout);
        let judge =
            Judge { client, schedule: &schedule, options: &options, names: Mutex::default() };
        let verdict = |location: &str| {
            let url = Url::parse("https://a.de/x").unwrap();
            let job = LinkJob::new(url, BTreeSet::new());
            match judge.redirected(job, StatusCode::MOVED_PERMANENTLY, location) {
                Judged::Answer(_, answer) => Some(answer.verdict),
                Judged::Again(job) => {
                    assert_eq!(job.current.username(), "", "no passwords are sent");
                    None
                }
                _ => panic!("neither an answer nor another request"),
            }
        };
        for location in [
            "http://169.254.169.254/latest/meta-data/",
            "//localhost:8080/",
            "http://127.1/",
            "https://[::1]/",
            "http://db.internal/",
            "http://user:word@10.0.0.1/",
        ] {
            let found = verdict(location);
            let is_private =
                matches!(found, Some(LinkVerdict::Unchecked(_, UncheckedCure::Private)));
            assert!(is_private, "{location}: {found:?}");
        }
        for location in ["file:///etc/passwd", "ftp://a.de/", "javascript:x", "gopher://a.de/"] {
            let found = verdict(location);
            assert!(matches!(found, Some(LinkVerdict::Unchecked(..))), "{location}: {found:?}");
        }
        assert!(matches!(verdict("https://"), Some(LinkVerdict::Dead(_))));
        for location in ["/y", "y?z", "//b.de/", "http://user:word@b.de/"] {
            assert_eq!(verdict(location), None, "{location}");
        }
    }
}
