//! What an answer of a server means, and what to ask next.

use std::collections::BTreeSet;
use std::time::Duration;

use ureq::http::StatusCode;
use url::Url;

use super::address::{Reach, is_public};
use super::client::{Answer, Ask, Client, NoAnswer};
use super::schedule::Schedule;
use super::{LinkAnswer, LinkOptions, LinkVerdict};
use crate::diag::UncheckedCure;
use crate::diag::nearest::nearest;

/// After this many redirects, browsers give up later, and people earlier.
const MOST_REDIRECTS: usize = 10;

/// How often a request is repeated because the server asks for it.
const MOST_WAITS: usize = 2;

/// How long a server is left alone that has too much to do and does not say for how long.
const USUAL_WAIT: Duration = Duration::from_secs(10);

/// A page of which something is to be found out.
pub(super) struct LinkJob {
    /// The address that was asked for first.
    url: Url,
    /// The one to ask for now.
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

    /// The server to ask.
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

/// What comes after a request.
pub(super) enum Judged {
    /// Nothing: this is what became of the page.
    Answer(Url, LinkAnswer),
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
}

impl Judge<'_> {
    /// Makes one request.
    pub(super) fn step(&self, job: LinkJob) -> Judged {
        match self.client.ask(&job.current, job.ask) {
            Ok(answer) => self.answered(job, &answer),
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
        if matches!(status, StatusCode::TOO_MANY_REQUESTS) || answer.retry_after.is_some() && is_busy(status) {
            return self.waiting(job, answer);
        }
        // Many servers know only GET, and say anything to all else.
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
            return job.dead(format!("the server redirects to `{}`, which is no address", shown(location)));
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

    /// A server that wants to be left alone for some time.
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
                    NoAnswer::UnknownHost => LinkVerdict::Dead(format!("the host `{host}` does not exist")),
                    _ => LinkVerdict::Unchecked(
                        format!("the name `{host}` cannot be resolved at the moment"),
                        UncheckedCure::Retry,
                    ),
                };
                Judged::Answer(job.url, LinkAnswer { is_unresolved: true, ..LinkAnswer::new(verdict) })
            }
            NoAnswer::Private(address) => job.unchecked(
                format!("`{host}` has the private address {address}"),
                UncheckedCure::Private,
            ),
            NoAnswer::Encryption(why) => {
                job.unchecked(format!("no encrypted connection: {}", shown(&why)), UncheckedCure::Look)
            }
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

/// A page that is there: does it have the names that links lead to?
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
