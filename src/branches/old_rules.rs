//! The file `_redirects` of a branch: which page its host showed at which address.

/// A rule: an address of the branch's host and what was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OldRule {
    /// The path, with `/` in front.
    pub(super) from: String,
    /// A path with `/` in front, or an address elsewhere.
    pub(super) to: String,
}

/// The rules of a file, in order. Comments, rules that depend on a query, and lines that are not
/// rules are left out.
pub(super) fn read(text: &str) -> Vec<OldRule> {
    let rule = |line: &str| {
        let line = line.trim();
        let words: Vec<&str> = line.split_whitespace().collect();
        let (&from, rest) = words.split_first().filter(|_| !line.starts_with('#'))?;
        let to = *rest.first()?;
        let is_plain = from.starts_with('/') && (to.starts_with('/') || to.contains("://"));
        is_plain.then(|| OldRule { from: from.to_owned(), to: to.to_owned() })
    };
    text.lines().filter_map(rule).collect()
}

/// The target of an address: the first rule that matches.
pub(super) fn at<'r>(rules: &'r [OldRule], from: &str) -> Option<&'r str> {
    rules.iter().find(|rule| rule.from == from).map(|rule| rule.to.as_str())
}

/// The deck whose page the old tools wrote at a path: `bread` for `/bread.yml.html`.
pub(super) fn deck_at(path: &str) -> Option<&str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    let name = path.strip_prefix('/').unwrap_or(path).strip_suffix(".yml.html")?;
    (!name.is_empty() && !name.contains('/')).then_some(name)
}

/// The deck whose page is at a path from the top of the site, by its old or its new name.
pub(super) fn page_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix("./").unwrap_or(path).strip_suffix(".html")?;
    let name = name.strip_suffix(".yml").unwrap_or(name);
    (!name.is_empty() && !name.contains('/')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{at, deck_at, page_of, read};

    #[test]
    fn pages_of_decks_have_two_names() {
        for path in ["bread.html", "bread.yml.html", "./bread.html"] {
            assert_eq!(page_of(path), Some("bread"));
        }
        assert!(["a/bread.html", "bread.css", ".html"].iter().all(|path| page_of(path).is_none()));
    }

    #[test]
    fn rules_are_read_as_hosts_read_them() {
        let rules = read(
            "# one\n#/ /no.yml.html 200!\n\n/ /bread.yml.html 200!\n /chat https://chat.example/a \n\
             /info/refs service=x https://git.example\n/alone\n/* /view?:splat\n/ /later.html\n",
        );
        assert_eq!(at(&rules, "/"), Some("/bread.yml.html"));
        assert_eq!(at(&rules, "/chat"), Some("https://chat.example/a"));
        assert_eq!(at(&rules, "/info/refs"), None);
        assert_eq!(rules.len(), 4);
    }

    #[test]
    fn pages_of_decks_have_their_names() {
        assert_eq!(deck_at("/bread.yml.html"), Some("bread"));
        assert_eq!(deck_at("1.yml.html#3"), Some("1"));
        for other in
            ["/menu.html", "/.yml.html", "/a/b.yml.html", "https://x.example/a.yml.html", ""]
        {
            assert_eq!(deck_at(other), None, "{other}");
        }
    }
}
