//! Which addresses an event may link to, and corrections for others.

use crate::diag::nearest::nearest;
use crate::path::ProjectPath;

/// An invalid address: the expected form, and a likely correction.
#[derive(Debug, PartialEq)]
pub(super) struct Bad {
    /// What is expected instead.
    pub(super) expected: &'static str,
    /// A guess.
    pub(super) nearest: Option<String>,
}

fn bad(expected: &'static str, nearest: Option<String>) -> Result<(), Bad> {
    Err(Bad { expected, nearest })
}

const ANY: &str = "an address `https://…` or `mailto:…`, or a path in the site";

/// Whether a text is an address on the web, an address of mail, or a path in the site.
pub(super) fn any(text: &str) -> Result<(), Bad> {
    let Some((name, rest)) = scheme(text) else { return file(text) };
    match name.as_str() {
        "http" | "https" => web(text),
        "mailto" if rest.contains('@') => blanks(text),
        _ => {
            let rest = rest.trim_start_matches('/');
            let known = nearest(&name, ["http", "https", "mailto"]);
            let guess = match known {
                Some("mailto") => Some(format!("mailto:{rest}")),
                Some(known) => Some(format!("{known}://{rest}")),
                // `example.org:8080/x`
                None if name.contains('.') => Some(format!("https://{text}")),
                None => None,
            };
            bad(ANY, guess)
        }
    }
}

/// Whether a text is a whole address on the web.
pub(super) fn web(text: &str) -> Result<(), Bad> {
    const WEB: &str = "an address that begins with `https://`";
    let rest = scheme(text).filter(|(name, _)| name == "http" || name == "https");
    let Some((_, rest)) = rest else {
        let guess = text.trim_start_matches('/');
        let is_host = !text.contains(':') && guess.contains('.') && blanks(guess).is_ok();
        return bad(WEB, is_host.then(|| format!("https://{guess}")));
    };
    let host = rest.strip_prefix("//").filter(|host| {
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || "-._~:[]@%".contains(c))
    });
    if host.is_some() {
        return blanks(text);
    }
    let rest = rest.trim_start_matches('/');
    bad("a host after `https://`", (!rest.is_empty()).then(|| format!("https://{rest}")))
}

/// Whether a text is a path that stays in the site.
pub(super) fn file(text: &str) -> Result<(), Bad> {
    blanks(text)?;
    if let Some(host) = text.strip_prefix("//") {
        return bad(ANY, Some(format!("https://{host}")));
    }
    if text.starts_with('/') {
        let guess = Some(text.trim_start_matches('/')).filter(|path| !path.is_empty());
        return bad("a path without `/` in front", guess.map(str::to_owned));
    }
    if text.starts_with("www.") {
        return bad(ANY, Some(format!("https://{text}")));
    }
    if text.contains('@') && !text.contains('/') {
        return bad(ANY, Some(format!("mailto:{text}")));
    }
    if text.contains('\\') {
        return bad("a path with `/`", Some(text.replace('\\', "/")));
    }
    let path = text.split(['?', '#']).next().unwrap_or_default();
    if scheme(text).is_some() || text.is_empty() || ProjectPath::resolve("", path).is_none() {
        return bad("a path that stays in the site", None);
    }
    Ok(())
}

/// Whether hosts that read redirects would interpret a path in the site as a pattern, or ignore a
/// part of it.
pub(super) fn is_pattern(path: &str) -> bool {
    path.contains(['?', '#', '*']) || path.split('/').any(|part| part.starts_with(':'))
}

/// The address of a site, with `/` at its end; or what is expected instead.
pub(crate) fn of_site(text: &str) -> Result<String, &'static str> {
    web(text).map_err(|bad| bad.expected)?;
    if text.contains(['?', '#']) {
        return Err("an address without `?` and `#`");
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

/// The placeholder, in the target of a redirect, for the part that `*` matched.
pub(super) const REST: &str = ":splat";

/// Whether a text is an address of a host, such as `https://old.example.org/next`, or the beginning of
/// several, such as `https://old.example.org/*`.
pub(super) fn is_of_host(text: &str) -> bool {
    let start = text.strip_suffix("/*").unwrap_or(text);
    web(start).is_ok() && !start.contains(['*', '?', '#', '@', '\\'])
}

fn blanks(text: &str) -> Result<(), Bad> {
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return bad("an address without spaces", None);
    }
    Ok(())
}

/// The scheme of an address in lower case, and what follows its colon.
fn scheme(text: &str) -> Option<(String, &str)> {
    // Browsers ignore line ends and spaces in a scheme.
    let (name, rest) = text.split_once(':')?;
    let name: String = name.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let is_scheme = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then(|| (name.to_ascii_lowercase(), rest))
}

#[cfg(test)]
mod tests {
    use super::{any, file, is_of_host, web};

    fn guess(text: &str) -> String {
        any(text).unwrap_err().nearest.unwrap_or_default()
    }

    #[test]
    fn addresses_on_the_web_of_mail_and_in_the_site() {
        for text in [
            "https://example.org/a?b=c#d",
            "http://localhost:8000/",
            "HTTPS://EXAMPLE.ORG",
            "https://www.youtube.com/watch?v=J08MrW2NC1Y",
            "mailto:a@example.org",
            "slides/x.html#12",
            "x.html?a=b:c",
            "a/../b.html",
        ] {
            assert_eq!(any(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn others_are_refused() {
        for text in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "../x",
            "a b",
            "https://",
            "https:",
            "mailto:",
            "",
        ] {
            assert!(any(text).is_err(), "{text}");
        }
    }

    #[test]
    fn addresses_of_other_hosts() {
        for text in ["https://a.example.org/*", "http://a.example.org", "https://a.example/q/r"] {
            assert!(is_of_host(text), "{text}");
        }
        for text in [
            "https:///*",
            "https://*.example.org/*",
            "https://a.example.org/*/b",
            "https://a.example.org/x*",
            "https://u@a.example.org/",
            "https://a.example.org/?q",
            "https://a.example.org/a b",
            "ftp://a.example.org/*",
            "x://",
        ] {
            assert!(!is_of_host(text), "{text}");
        }
    }

    #[test]
    fn what_was_meant() {
        assert_eq!(guess("htps://example.org/"), "https://example.org/");
        assert_eq!(guess("https:example.org"), "https://example.org");
        assert_eq!(guess("https:///example.org"), "https://example.org");
        assert_eq!(guess("www.example.org"), "https://www.example.org");
        assert_eq!(guess("//example.org"), "https://example.org");
        assert_eq!(guess("example.org:80/x"), "https://example.org:80/x");
        assert_eq!(guess("a@example.org"), "mailto:a@example.org");
        assert_eq!(guess("/next"), "next");
        assert_eq!(web("example.org").unwrap_err().nearest.as_deref(), Some("https://example.org"));
        assert!(file("https://example.org").is_err());
    }
}
