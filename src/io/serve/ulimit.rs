//! Makes room for connections among the open files of this process.

use rustix::process::{Resource, getrlimit, setrlimit};

/// How many files may be open: two full doors, and what a build opens. Systems give 256 to 1,024
/// unless asked.
const OPEN_FILES: u64 = 4096;

/// Raises the soft limit as far as the hard one allows. If it cannot be raised, there is less room,
/// and connections wait for it.
pub(super) fn raise() {
    let mut limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.map_or(OPEN_FILES, |maximum| maximum.min(OPEN_FILES));
    if limit.current.is_some_and(|current| current < most) {
        limit.current = Some(most);
        let _ = setrlimit(Resource::Nofile, limit);
    }
}
