//! The addresses in `srcset`, as browsers read them.

use std::ops::Range;

/// Where the addresses are in a value: each is followed by a size or a comma. A comma within an
/// address belongs to it.
pub(super) fn urls(value: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let is_gap = |c: char| c.is_ascii_whitespace() || c == ',';
        at += value[at..].len() - value[at..].trim_start_matches(is_gap).len();
        let rest = &value[at..];
        if rest.is_empty() {
            return found;
        }
        let length = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let url = rest[..length].trim_end_matches(',');
        if !url.is_empty() {
            found.push(at..at + url.len());
        }
        let ends_here = url.len() < length;
        at += length;
        if !ends_here {
            at += value[at..].find(',').unwrap_or(value[at..].len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::urls;

    #[test]
    fn addresses_end_at_blanks_and_at_commas_before_them() {
        for (value, expected) in [
            ("a.png 1x, b.png 2x", &["a.png", "b.png"][..]),
            ("a.png 1x,b.png 2x", &["a.png", "b.png"]),
            ("a.png, b.png 480w", &["a.png", "b.png"]),
            (" a,b.png 1x ,, c.png", &["a,b.png", "c.png"]),
            ("data:image/png;base64,AA== 2x", &["data:image/png;base64,AA=="]),
            ("", &[]),
            (",", &[]),
        ] {
            let found: Vec<_> = urls(value).into_iter().map(|range| &value[range]).collect();
            assert_eq!(found, expected, "{value}");
        }
    }
}
