//! Real paths in the form that other programs understand.
//!
//! Asked for a real path, Windows returns `\\?\C:\site`. Git for Windows, many editors and browsers
//! reject that form, and messages should not show it. So every real path is made here, and has the
//! form `C:\site` whenever that is equivalent: the standard library itself adds the prefix again if
//! a path is too long without it.

#![expect(clippy::disallowed_methods, reason = "real paths are asked for here alone")]

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use crate::path::is_reserved_name;

/// The absolute path of something that exists, without symbolic links, as programs read it.
pub(in crate::io) fn real_path(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().map(plain)
}

/// The same path without the prefix that Windows puts before it.
fn plain(path: PathBuf) -> PathBuf {
    if !cfg!(windows) {
        return path;
    }
    match path.to_str().map(without_prefix) {
        Some(Cow::Owned(plain)) => PathBuf::from(plain),
        Some(Cow::Borrowed(_)) | None => path,
    }
}

/// A path of Windows without `\\?\`, unless it would then name something else.
fn without_prefix(path: &str) -> Cow<'_, str> {
    let Some(rest) = path.strip_prefix(r"\\?\") else { return Cow::Borrowed(path) };
    let (start, names) = match rest.strip_prefix(r"UNC\") {
        Some(share) => (r"\\", share),
        None => ("", rest),
    };
    let is_drive = |name: &str| name.len() == 2 && name.ends_with(':');
    let mut parts = names.split('\\');
    let is_known =
        parts.next().is_some_and(|first| is_drive(first) != (start == r"\\") && !first.is_empty());
    // Without the prefix, Windows drops dots and spaces at the end, and reads some names as
    // devices.
    let is_kept = |name: &str| {
        !name.ends_with(['.', ' ']) && !name.contains(['/', ':']) && !is_reserved_name(name)
    };
    if is_known && parts.all(is_kept) {
        Cow::Owned(format!("{start}{names}"))
    } else {
        Cow::Borrowed(path)
    }
}

#[cfg(test)]
mod tests {
    use super::without_prefix;

    #[test]
    fn drives_and_shares_lose_the_prefix() {
        for (verbatim, plain) in [
            (r"\\?\C:\site\slides", r"C:\site\slides"),
            (r"\\?\C:\", r"C:\"),
            (r"\\?\UNC\server\share\site", r"\\server\share\site"),
            (r"C:\site", r"C:\site"),
            (r"\\server\share", r"\\server\share"),
            ("/srv/site", "/srv/site"),
        ] {
            assert_eq!(without_prefix(verbatim), plain);
        }
    }

    #[test]
    fn what_would_be_another_path_keeps_it() {
        for path in [
            r"\\?\Volume{b75e2c83}\site",
            r"\\?\C:\site.\a",
            r"\\?\C:\site \a",
            r"\\?\C:\aux\a",
            r"\\?\C:\nul.txt",
            r"\\?\C:\a/b",
            r"\\?\UNC\C:\a",
            r"\\?\",
        ] {
            assert_eq!(without_prefix(path), path);
        }
    }
}
