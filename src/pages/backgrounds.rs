//! Slide backgrounds without a script: one style sheet for each page that has any.
//!
//! A strict host forbids inline styles, so the page carries the values as data, and this sheet has
//! a rule for each. URLs in it are relative to its folder, `assets/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::output::{Claim, Content};
use crate::render::css;
use crate::routes::{PageFolder, Route};
use crate::theme::fingerprint;

/// The style sheet for these backgrounds, if there are any. `links` maps the addresses that differ
/// between slide and page.
pub(super) fn sheet(
    backgrounds: &[(String, String)],
    links: &BTreeMap<String, String>,
    folder: &PageFolder,
) -> Option<Claim> {
    let folder = folder.folder();
    let rules = backgrounds.iter().filter_map(|(key, value)| rule(key, value, links, &folder));
    let rules: BTreeSet<String> = rules.collect();
    if rules.is_empty() {
        return None;
    }
    let sheet: String = rules.into_iter().collect();
    let route = Route::asset("backgrounds", &fingerprint(sheet.as_bytes()), "css");
    Some(Claim::generated(route, Content::text(sheet), None))
}

/// The rule for a value; `None` if the value could break out of the rule.
fn rule(key: &str, value: &str, links: &BTreeMap<String, String>, folder: &str) -> Option<String> {
    let (mut selected, mut set) = (String::new(), String::new());
    let mut end = 0;
    for found in css::urls(value) {
        let before = &value[end..found.range.start];
        end = found.range.end;
        let url = links.get(&found.url).unwrap_or(&found.url);
        selected.push_str(before);
        set.push_str(before);
        // Writing to a String cannot fail.
        let _ = write!(selected, "url({url})");
        let _ = write!(set, "url(\"{}\")", from_assets(url, folder));
        if !is_harmless(before) || url.contains(['"', '\\', '\n', '\r', '\u{c}']) {
            return None;
        }
    }
    let rest = &value[end..];
    if !is_harmless(rest) {
        return None;
    }
    selected.push_str(rest);
    set.push_str(rest);
    Some(format!("main .slide .slide-content[data-{key}=\"{selected}\"] {{ {key}: {set}; }}\n"))
}

/// Whether a part of a value consists only of words, numbers, colours and functions.
fn is_harmless(part: &str) -> bool {
    let mut depth = 0_i32;
    let is_fine = part.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0 && (c.is_alphanumeric() || " \t()#%.,+-*/_".contains(c))
    });
    is_fine && depth == 0 && !part.contains("/*")
}

/// Rewrites an address of a page for use in a file of `assets/`.
fn from_assets(url: &str, folder: &str) -> String {
    let scheme = url.split(['/', '.', '?', '#']).next().unwrap_or_default();
    if url.starts_with(['/', '#']) || scheme.contains(':') {
        return url.to_owned();
    }
    let (mut folder, mut url) = (folder.trim_end_matches('/'), url);
    while let Some(above) = url.strip_prefix("../").filter(|_| !folder.is_empty()) {
        folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        url = above;
    }
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("../{folder}{slash}{url}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{from_assets, rule};

    #[test]
    fn addresses_count_from_the_assets() {
        assert_eq!(from_assets("images/a.png", ""), "../images/a.png");
        assert_eq!(from_assets("images/a.png", "events/x/"), "../events/x/images/a.png");
        assert_eq!(from_assets("../../images/a.png", "events/x/"), "../images/a.png");
        for other in ["https://h/a.png", "data:image/png;base64,x", "/a.png", "//h/a.png"] {
            assert_eq!(from_assets(other, "events/x/"), other);
        }
    }

    #[test]
    fn a_value_stays_within_its_rule() {
        let links = BTreeMap::from([("a.png".to_owned(), "../../a.png".to_owned())]);
        let rule = |value: &str| rule("background-image", value, &links, "events/x/");
        let found = rule("url(a.png), linear-gradient(red 10%, #fff)").unwrap();
        assert_eq!(
            found,
            "main .slide .slide-content[data-background-image=\"url(../../a.png), linear-gradient(red 10%, #fff)\"] \
             { background-image: url(\"../a.png\"), linear-gradient(red 10%, #fff); }\n"
        );
        for value in [
            "red; } body { color: red",
            "a\"b",
            "a\\b",
            "x(",
            ")x(",
            "a /* b",
            "url(a.png) \"] x{}",
        ] {
            assert_eq!(rule(value), None, "{value}");
        }
    }
}
