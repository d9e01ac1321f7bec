//! The sizes of downloads on pages: a page is made before its downloads, and so has placeholders
//! for their sizes, which are filled when the page is written or sent.

use crate::path::{OutPath, percent_decoded, percent_encoded};
use crate::routes::Route;

/// Around the path of the file in a mark. It is a noncharacter, so no text contains it.
const MARK: char = '\u{fdd4}';

/// The mark for the size of a file.
pub(super) fn mark(route: &Route) -> String {
    format!("{MARK}{}{MARK}", percent_encoded(route.path().as_str()))
}

/// Whether a page waits for sizes.
pub fn has_sizes(page: &[u8]) -> bool {
    let mut bytes = [0; 4];
    let mark = MARK.encode_utf8(&mut bytes).as_bytes();
    // Hardly any file contains even the first byte, which is found much faster than the whole
    // placeholder.
    page.contains(&mark[0]) && page.windows(mark.len()).any(|window| window == mark)
}

/// A page with the sizes of downloads filled in; unknown sizes become empty.
pub fn with_sizes(page: &str, size: &dyn Fn(&OutPath) -> Option<u64>) -> String {
    let mut parts = page.split(MARK);
    let mut out = parts.next().unwrap_or_default().to_owned();
    while let Some(path) = parts.next() {
        let path = OutPath::cleaned(&percent_decoded(path));
        out.push_str(&size(&path).map(size_words).unwrap_or_default());
        out.push_str(parts.next().unwrap_or_default());
    }
    out
}

/// A size in units that all languages write alike: `820 kB`, `3 MB`.
fn size_words(bytes: u64) -> String {
    const KILO: u64 = 1000;
    const MEGA: u64 = 1_000_000;
    match bytes {
        0..MEGA => format!("{}\u{a0}kB", bytes.div_ceil(KILO)),
        _ => format!("{}\u{a0}MB", (bytes + MEGA / 2) / MEGA),
    }
}

#[cfg(test)]
mod tests {
    use super::{has_sizes, mark, size_words, with_sizes};
    use crate::routes::{PageFolder, Route};

    #[test]
    fn marks_become_sizes_and_nothing_is_left_of_others() {
        let zip = Route::Archive(PageFolder::Event("a b".into()));
        let page = format!("<a>x</a> {} {}.", mark(&zip), mark(&Route::Index));
        assert!(has_sizes(page.as_bytes()));
        let size = |path: &crate::path::OutPath| {
            (path.as_str() == "events/a b/slides.zip").then_some(1_500_000)
        };
        let filled = with_sizes(&page, &size);
        assert_eq!(filled, "<a>x</a> 2\u{a0}MB .");
        assert!(!has_sizes(filled.as_bytes()));
    }

    #[test]
    fn sizes_are_rounded() {
        assert_eq!(
            [0, 1, 820_400, 999_999].map(size_words),
            ["0\u{a0}kB", "1\u{a0}kB", "821\u{a0}kB", "1000\u{a0}kB"]
        );
        assert_eq!([1_000_000, 2_499_999].map(size_words), ["1\u{a0}MB", "2\u{a0}MB"]);
    }
}
