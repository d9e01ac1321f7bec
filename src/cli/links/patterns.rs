//! Patterns of addresses that are not requested.

/// Patterns of addresses. In both, `*` matches any text, including none.
///
/// With `://` it is a pattern for whole addresses: `https://*.example.com/private/*`. Without, it names a host, with
/// everything below it: `linkedin.com`, `github.com/*/edit/*`.
pub(super) struct LinkPatterns(Vec<Vec<String>>);

impl LinkPatterns {
    pub(super) fn of(patterns: &[&str]) -> Self {
        let patterns =
            patterns.iter().map(|pattern| pattern.trim()).filter(|pattern| !pattern.is_empty());
        let forms = patterns.flat_map(|pattern| {
            if pattern.contains("://") || pattern.starts_with("//") {
                return vec![pattern.to_owned()];
            }
            let has_path = pattern.contains('/');
            let below = |host: String| {
                let ends: &[&str] = if has_path { &[""] } else { &["", "/*", ":*", "?*", "#*"] };
                ends.iter().map(move |end| format!("{host}{end}")).collect::<Vec<_>>()
            };
            let hosts =
                [format!("http://{pattern}"), format!("https://{pattern}"), format!("//{pattern}")];
            let subdomains = ["http", "https"].map(|scheme| format!("{scheme}://*.{pattern}"));
            hosts.into_iter().chain(subdomains).flat_map(below).collect()
        });
        Self(forms.map(|form| form.split('*').map(str::to_owned).collect()).collect())
    }

    /// Whether a pattern is one of an address.
    pub(super) fn cover(&self, url: &str) -> bool {
        self.0.iter().any(|pieces| is_match(pieces, url))
    }
}

/// Whether a text begins with the first piece, ends with the last, and contains the others in order
/// between them.
fn is_match(pieces: &[String], text: &str) -> bool {
    let [first, inner @ .., last] = pieces else {
        return pieces.first().is_some_and(|only| only == text);
    };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
    for piece in inner {
        let Some(at) = rest.find(piece.as_str()) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::LinkPatterns;

    #[test]
    fn patterns_cover_addresses_and_hosts() {
        for (pattern, url, expected) in [
            ("https://a.de/x", "https://a.de/x", true),
            ("https://a.de/x", "https://a.de/xy", false),
            ("https://a.de/*", "https://a.de/xy", true),
            ("https://a.de/*", "https://a.de/", true),
            ("https://a.de/*/b/*", "https://a.de/1/b/2", true),
            ("https://a.de/*/b/*", "https://a.de/b/2", false),
            ("*://a.de/*", "http://a.de/x", true),
            ("https://a*a", "https://a", false),
            ("a.de", "https://a.de", true),
            ("a.de", "https://a.de/x?y#z", true),
            ("a.de", "http://a.de:8080/x", true),
            ("a.de", "//a.de/x", true),
            ("a.de", "https://www.a.de/x", true),
            ("a.de", "https://aa.de/x", false),
            ("a.de", "https://b.de/a.de", false),
            ("a.de/x", "https://a.de/x", true),
            ("a.de/x", "https://a.de/y", false),
            ("a.de/x/*", "https://a.de/x/y", true),
            ("*.de", "https://b.de/y", true),
            ("", "https://b.de/y", false),
        ] {
            assert_eq!(LinkPatterns::of(&[pattern]).cover(url), expected, "{pattern} {url}");
        }
    }
}
