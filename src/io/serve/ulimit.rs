//! Raises the limit of open files of this process, for connections.

use rustix::process::{Resource, getrlimit, setrlimit};

use super::ServerLimits;

/// How many files may be open: two full listeners, each connection with a file that it sends, and a
/// build's files. Systems allow 256 to 1,024 by default.
const OPEN_FILES: u64 = 8192;

/// How many of them are reserved for the rest of the program, if there are enough.
const KEPT: u64 = 512;

/// Raises the soft limit as far as the hard one allows. If that is not enough, listeners have fewer
/// places: a crowd at one of them must not take the files that the other one needs.
pub(super) fn raised(limits: ServerLimits) -> ServerLimits {
    let mut limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.map_or(OPEN_FILES, |maximum| maximum.min(OPEN_FILES));
    if limit.current.is_some_and(|current| current < most) {
        limit.current = Some(most);
        let _ = setrlimit(Resource::Nofile, limit);
    }
    let open = getrlimit(Resource::Nofile).current.unwrap_or(OPEN_FILES);
    // Two listeners, and two files for each connection.
    let places = open.saturating_sub(KEPT.min(open / 2)) / 4;
    let places = usize::try_from(places).unwrap_or(usize::MAX).max(2);
    ServerLimits {
        connections: limits.connections.min(places),
        per_address: limits.per_address.min((places / 2).max(1)),
        ..limits
    }
}
