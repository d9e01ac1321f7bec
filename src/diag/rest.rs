//! The problems of a file that are counted and not listed.

use std::sync::Arc;

use super::Code;

/// Problems of one code in one file that are counted only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnlistedRest {
    pub(super) code: Code,
    /// A hash of each, in order: two decks may count the same problems.
    pub(super) seen: Arc<[u64]>,
}

impl UnlistedRest {
    /// The code that all of them have.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The number of problems.
    pub fn count(&self) -> usize {
        self.seen.len()
    }
}
