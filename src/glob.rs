//! Patterns for files of the site, such as `slides/old/**`.
//!
//! `*` stands for any part of a name, `?` for one character, and `**` for any number of folders. A
//! pattern that matches a folder covers everything below it.

/// Whether a path of the site matches a pattern.
///
/// Takes at most as many steps as the product of both lengths.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    // Everything below a folder that matches.
    let parts: Vec<&str> = components(pattern).chain(["**"]).collect();
    let names: Vec<&str> = components(path).collect();
    wildcard(&parts, &names, |part| *part == "**", |part, name| matches_name(part, name))
}

/// The folder or file that a pattern names before its first wildcard, and whether that is all of it.
pub(crate) fn literal_prefix(pattern: &str) -> (String, bool) {
    let is_literal = |part: &&str| !part.contains(['*', '?']);
    let literal: Vec<&str> = components(pattern).take_while(is_literal).collect();
    let is_whole = literal.len() == components(pattern).count();
    (literal.join("/"), is_whole)
}

fn components(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|name| !matches!(*name, "" | "."))
}

fn matches_name(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    wildcard(&pattern, &name, |c| *c == '*', |c, found| *c == '?' || c == found)
}

/// Whether all items match a pattern, in which some parts match any number of items.
///
/// It is enough to return to the last of these parts: an earlier one could not match more.
fn wildcard<P, T>(
    pattern: &[P],
    items: &[T],
    is_any: impl Fn(&P) -> bool,
    is_match: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut part, mut item) = (0, 0);
    let mut last_any: Option<(usize, usize)> = None;
    while item < items.len() {
        match pattern.get(part) {
            Some(found) if is_any(found) => {
                last_any = Some((part, item));
                part += 1;
            }
            Some(found) if is_match(found, &items[item]) => {
                part += 1;
                item += 1;
            }
            _ => {
                let Some((any, taken)) = last_any else { return false };
                last_any = Some((any, taken + 1));
                part = any + 1;
                item = taken + 1;
            }
        }
    }
    pattern[part..].iter().all(is_any)
}

#[cfg(test)]
mod tests {
    use super::{literal_prefix, matches};

    #[test]
    fn patterns_match_files_and_what_is_below_folders() {
        for (pattern, path, expected) in [
            ("slides/a.md", "slides/a.md", true),
            ("./slides/a.md", "slides/a.md", true),
            ("slides/a.md", "slides/a.mdx", false),
            ("slides/old", "slides/old/x/y.md", true),
            ("slides/old/", "slides/old/x.md", true),
            ("slides/old", "slides/older/x.md", false),
            ("slides/old/**", "slides/old/x/y.md", true),
            ("slides/*.md", "slides/a.md", true),
            ("slides/*.md", "slides/day1/a.md", false),
            ("slides/**/*.md", "slides/a.md", true),
            ("slides/**/*.md", "slides/day1/b/a.md", true),
            ("**/old/**/x.md", "slides/old/b/x.md", true),
            ("**/old/**/x.md", "slides/new/b/x.md", false),
            ("slides/day?/a.md", "slides/day1/a.md", true),
            ("slides/day?/a.md", "slides/day12/a.md", false),
            ("*", "slides/a.md", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("é?", "éü", true),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn many_stars_take_no_longer_than_few() {
        let (pattern, path) = ("*a".repeat(2_000), "a".repeat(20_000));
        assert!(!matches(&format!("{pattern}b"), &path));
        let (pattern, path) = ("**/a/".repeat(1_000), "a/".repeat(10_000));
        assert!(!matches(&format!("{pattern}b"), &path));
    }

    #[test]
    fn the_part_before_wildcards_can_be_looked_up() {
        assert_eq!(literal_prefix("slides/old/**"), ("slides/old".to_owned(), false));
        assert_eq!(literal_prefix("slides/old/"), ("slides/old".to_owned(), true));
        assert_eq!(literal_prefix("**/x.md"), (String::new(), false));
    }
}
