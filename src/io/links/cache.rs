//! Answers of servers, kept for some time in the user's folder for caches.
//!
//! Only good answers are kept: failed requests are repeated, so that a repaired page counts at
//! once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::address::Reach;
use crate::io::stamp;

/// Older answers are removed.
const LONGEST_AGE: Duration = Duration::from_hours(90 * 24);

/// A good answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KnownAnswer {
    /// When it was given, in seconds of Unix time.
    pub(super) at: u64,
    /// The status and the new address, if it has moved permanently.
    pub(super) moved: Option<(u16, String)>,
    /// The fragments that were found in it.
    pub(super) fragments: BTreeSet<String>,
}

/// The cached answers.
#[derive(Debug, Default)]
pub(super) struct LinkCache {
    file: Option<PathBuf>,
    known: BTreeMap<String, KnownAnswer>,
    /// Now, in seconds of Unix time.
    now: u64,
}

impl LinkCache {
    /// Reads the answers from a folder for caches; without one, nothing is cached.
    ///
    /// Answers of private networks are kept separately.
    pub(super) fn open(folder: Option<&Path>, reach: Reach, now: SystemTime) -> Self {
        let name = match reach {
            Reach::Public => "public.json",
            Reach::Everything => "private.json",
        };
        let file = folder.map(|folder| folder.join("links").join(name));
        let known = file.as_deref().and_then(stamp::kept);
        let known = known.and_then(|text| serde_json::from_slice(&text).ok());
        let since = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { file, known: known.unwrap_or_default(), now: since.as_secs() }
    }

    /// The answer for an address, if it is not too old and covers these fragments.
    pub(super) fn answer(
        &self,
        url: &str,
        fragments: &BTreeSet<String>,
        age: Duration,
    ) -> Option<&KnownAnswer> {
        let known = self.known.get(url)?;
        // A time in the future comes from a wrong clock.
        let is_young = self.now.checked_sub(known.at).is_some_and(|old| old < age.as_secs());
        (is_young && known.fragments.is_superset(fragments)).then_some(known)
    }

    /// Remembers an answer.
    pub(super) fn add(
        &mut self,
        url: &str,
        moved: Option<(u16, String)>,
        fragments: BTreeSet<String>,
    ) {
        self.known.insert(url.to_owned(), KnownAnswer { at: self.now, moved, fragments });
    }

    /// Forgets the answer for an address.
    pub(super) fn forget(&mut self, url: &str) {
        self.known.remove(url);
    }

    /// Writes the answers. A failure is not fatal: the next check takes longer.
    pub(super) fn save(mut self) {
        let Some(file) = &self.file else { return };
        let oldest = self.now.saturating_sub(LONGEST_AGE.as_secs());
        self.known.retain(|_, known| known.at >= oldest);
        if let Ok(text) = serde_json::to_vec(&self.known) {
            let _ = stamp::replace(file, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::{Duration, SystemTime};

    use super::{LinkCache, Reach};

    #[test]
    fn answers_are_remembered_for_some_time() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Some(folder.path());
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let day = Duration::from_hours(24);
        let names = BTreeSet::from(["a".to_owned()]);
        let mut cache = LinkCache::open(folder, Reach::Public, start);
        cache.add("https://a.de/", Some((301, "https://b.de/".to_owned())), names.clone());
        cache.save();
        let known = |now, fragments: &BTreeSet<String>, age| {
            let cache = LinkCache::open(folder, Reach::Public, now);
            cache.answer("https://a.de/", fragments, age).is_some()
        };
        let other = BTreeSet::from(["b".to_owned()]);
        assert!(known(start, &names, day) && known(start + day / 2, &BTreeSet::new(), day));
        assert!(!known(start + day, &names, day) && !known(start, &names, Duration::ZERO));
        assert!(!known(start, &other, day) && !known(start - day, &names, day));
        let private = LinkCache::open(folder, Reach::Everything, start);
        assert!(private.answer("https://a.de/", &names, day).is_none());
        LinkCache::open(folder, Reach::Public, start + 100 * day).save();
        assert!(!known(start, &names, day));
    }
}
