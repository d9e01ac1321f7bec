//! The meaning of a system's error numbers, where the standard library does not interpret them.
//!
//! `ErrorKind` knows one number for “not supported”; systems, file systems and sandboxes have several. On
//! Apple's systems a disk without a call answers 45, and the standard library knows only 102. So numbers
//! are compared here, for each system, and nowhere else.

#![expect(clippy::disallowed_methods, reason = "waiting for other programs ends after some time")]

use std::io;
use std::thread;
use std::time::{Duration, Instant};

/// The first pause before something is tried again. It doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(2);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// Systems that number their errors differently.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum System {
    Linux,
    Apple,
    Windows,
    /// Another Unix: only the errors that the standard library knows.
    Other,
}

impl System {
    /// The system that this program was compiled for.
    const fn this() -> Self {
        if cfg!(any(target_os = "linux", target_os = "android")) {
            Self::Linux
        } else if cfg!(target_vendor = "apple") {
            Self::Apple
        } else if cfg!(windows) {
            Self::Windows
        } else {
            Self::Other
        }
    }

    /// Error numbers that mean that a system, a file system or a sandbox does not support a call,
    /// or a use of it.
    fn unsupported(self) -> &'static [i32] {
        match self {
            // EPERM, EINVAL, ENOTTY, ENOLCK, ENOSYS, EOPNOTSUPP.
            Self::Linux => &[1, 22, 25, 37, 38, 95],
            // EPERM, EINVAL, ENOTTY, ENOTSUP, ENOLCK, ENOSYS, EOPNOTSUPP.
            Self::Apple => &[1, 22, 25, 45, 77, 78, 102],
            // ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, ERROR_INVALID_PARAMETER, ERROR_CALL_NOT_IMPLEMENTED.
            Self::Windows => &[1, 50, 87, 120],
            Self::Other => &[],
        }
    }

    /// Error numbers that mean that another program has a file open. Only Windows minds.
    fn in_use(self) -> &'static [i32] {
        match self {
            // ERROR_ACCESS_DENIED (a folder with an open file in it cannot be renamed, a deleted
            // file that is still open cannot be opened), ERROR_SHARING_VIOLATION,
            // ERROR_LOCK_VIOLATION, ERROR_DIR_NOT_EMPTY (its remaining files are deleted, but still
            // open), ERROR_DELETE_PENDING.
            Self::Windows => &[5, 32, 33, 145, 303],
            Self::Linux | Self::Apple | Self::Other => &[],
        }
    }
}

/// Whether a system or file system does not support a request.
pub(super) fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported || is_among(error, System::this().unsupported())
}

/// Whether an action failed because another program has the file open, which may end soon.
pub(super) fn is_in_use(error: &io::Error) -> bool {
    is_among(error, System::this().in_use())
}

fn is_among(error: &io::Error, numbers: &[i32]) -> bool {
    error.raw_os_error().is_some_and(|number| numbers.contains(&number))
}

/// Repeats an action while another program prevents it, but no longer than `limit`.
///
/// Virus scanners, indexers and synchronizing programs open each new file for a moment.
pub(super) fn patiently<T>(limit: Duration, act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    patiently_while(is_in_use, limit, act)
}

fn patiently_while<T>(
    is_passing: impl Fn(&io::Error) -> bool,
    limit: Duration,
    mut act: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    let start = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        match act() {
            Err(error) if is_passing(&error) && start.elapsed() + pause <= limit => {
                thread::sleep(pause);
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::Duration;

    use super::{System, is_among, patiently_while};

    #[test]
    fn each_system_has_its_own_numbers_for_what_it_lacks() {
        let lacks = |system: System, number: i32| {
            is_among(&io::Error::from_raw_os_error(number), system.unsupported())
        };
        // ENOTSUP of Apple's, which the standard library calls uncategorized, and EOPNOTSUPP.
        assert!(lacks(System::Apple, 45) && lacks(System::Apple, 102));
        // There 45 is EL2NSYNC, and 95 is EMULTIHOP.
        assert!(!lacks(System::Linux, 45) && !lacks(System::Apple, 95));
        assert!(lacks(System::Linux, 95) && lacks(System::Linux, 38) && lacks(System::Linux, 37));
        assert!(lacks(System::Apple, 77) && lacks(System::Apple, 78));
        assert!(lacks(System::Windows, 50) && !lacks(System::Windows, 2));
        // Nowhere a full disk (ENOSPC), or a missing file (ENOENT).
        for system in [System::Linux, System::Apple, System::Windows, System::Other] {
            assert!(!lacks(system, 28) && !lacks(system, 2), "{system:?}");
        }
    }

    #[test]
    fn files_that_others_have_open_are_in_the_way_on_windows_alone() {
        let sharing = io::Error::from_raw_os_error(32);
        assert!(is_among(&sharing, System::Windows.in_use()));
        for system in [System::Linux, System::Apple, System::Other] {
            assert!(!is_among(&sharing, system.in_use()), "{system:?}");
        }
        assert!(!is_among(&io::ErrorKind::PermissionDenied.into(), System::Windows.in_use()));
    }

    #[test]
    fn patience_ends() {
        let failing = |number| move || Err::<(), _>(io::Error::from_raw_os_error(number));
        let is_passing = |error: &io::Error| is_among(error, System::Windows.in_use());
        let mut left = 3;
        let done = patiently_while(is_passing, Duration::from_secs(10), || {
            left -= 1;
            if left == 0 { Ok(left) } else { Err(io::Error::from_raw_os_error(32)) }
        });
        assert_eq!(done.unwrap(), 0);
        let mut n_tries = 0;
        let counted = || {
            n_tries += 1;
            failing(2)()
        };
        patiently_while(is_passing, Duration::from_secs(10), counted).unwrap_err();
        assert_eq!(n_tries, 1);
        patiently_while(is_passing, Duration::from_millis(20), failing(32)).unwrap_err();
    }
}
