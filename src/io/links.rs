//! Requests links to other sites, and reports the results.
//!
//! **Invariant:** no request goes to a private address unless the user allows it, whether the
//! address is written in the site, comes from a name, or is the target of a redirect. Strangers can
//! propose changes to a site.

mod address;
mod cache;
mod client;
mod judge;
mod schedule;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use url::Url;

pub use self::address::{NotRequested, Reach, WebAddress};
use self::cache::LinkCache;
use self::client::Client;
use self::judge::{Judge, Judged, LinkJob};
pub use self::schedule::Manners;
use self::schedule::{NextStep, Schedule};
use super::clock;
use crate::diag::UncheckedCure;

/// How links are requested.
#[derive(Clone, Debug)]
pub struct LinkOptions {
    /// Which addresses may be requested.
    pub reach: Reach,
    /// The maximum age of a cached answer.
    pub age: Duration,
    /// The folder for caches, if answers are cached.
    pub caches: Option<PathBuf>,
    /// How servers are treated.
    pub manners: Manners,
}

/// The result for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkVerdict {
    /// It is there.
    Works,
    /// It is not, and why.
    Dead(String),
    /// Unknown, and why.
    Unchecked(String, UncheckedCure),
}

/// What is known about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkAnswer {
    /// Its result.
    pub verdict: LinkVerdict,
    /// The status and the new address, if it has moved permanently.
    pub moved: Option<(u16, String)>,
    /// The fragments that it lacks, each with the nearest one that it has.
    pub missing: BTreeMap<String, Option<String>>,
    /// Whether its host has no address.
    pub is_unresolved: bool,
    /// Whether it came from the cache.
    pub is_remembered: bool,
}

impl LinkAnswer {
    fn new(verdict: LinkVerdict) -> Self {
        Self {
            verdict,
            moved: None,
            missing: BTreeMap::new(),
            is_unresolved: false,
            is_remembered: false,
        }
    }
}

/// Requests each page once, unless its answer is cached. `progress` gets the number of finished
/// requests after each.
pub fn request(
    addresses: &BTreeSet<WebAddress>,
    options: &LinkOptions,
    progress: &(dyn Fn(usize) + Sync),
) -> BTreeMap<Url, LinkAnswer> {
    let mut pages: BTreeMap<&Url, BTreeSet<String>> = BTreeMap::new();
    for address in addresses {
        pages.entry(&address.url).or_default().extend(address.fragment.clone());
    }
    let mut cache = LinkCache::open(options.caches.as_deref(), options.reach, clock::now());
    let mut answers = BTreeMap::new();
    let mut jobs = Vec::new();
    for (&url, fragments) in &pages {
        match cache.answer(url.as_str(), fragments, options.age) {
            Some(known) => {
                let remembered = LinkAnswer {
                    moved: known.moved.clone(),
                    is_remembered: true,
                    ..LinkAnswer::new(LinkVerdict::Works)
                };
                answers.insert(url.clone(), remembered);
            }
            None => jobs.push(LinkJob::new(url.clone(), fragments.clone())),
        }
    }
    let done = AtomicUsize::new(answers.len());
    progress(answers.len());
    let jobs = jobs.into_iter().map(|job| (job.server(), job));
    let schedule = Schedule::new(jobs, options.manners);
    let judge = Judge {
        client: Client::new(options.reach, options.manners.timeout),
        schedule: &schedule,
        options,
        names: Mutex::default(),
    };
    let found = Mutex::new(BTreeMap::new());
    let add = |url, answer| {
        if let Ok(mut found) = found.lock() {
            found.insert(url, answer);
        }
        progress(done.fetch_add(1, Ordering::Relaxed) + 1);
    };
    schedule.run(|job| match judge.step(job) {
        Judged::Answer(url, answer) => {
            add(url, answer);
            NextStep::Done
        }
        Judged::Known(url, answer) => {
            add(url, answer);
            NextStep::Free
        }
        Judged::Again(job) => NextStep::Again(job.server(), job),
        Judged::Later(job, pause) => NextStep::Later(job.server(), job, pause),
    });
    let found = found.into_inner().unwrap_or_default();
    remember(&mut cache, &pages, &found);
    cache.save();
    answers.extend(found);
    answers
}

/// Caches good answers, and drops those that are no longer valid.
fn remember(
    cache: &mut LinkCache,
    pages: &BTreeMap<&Url, BTreeSet<String>>,
    found: &BTreeMap<Url, LinkAnswer>,
) {
    for (url, answer) in found {
        let fragments = pages.get(url).cloned().unwrap_or_default();
        if answer.verdict == LinkVerdict::Works && answer.missing.is_empty() {
            cache.add(url.as_str(), answer.moved.clone(), fragments);
        } else {
            cache.forget(url.as_str());
        }
    }
}
