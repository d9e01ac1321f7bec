//! Groups of lines after a fence, `yaml {1-3|5}`: which lines of the code are highlighted, one
//! group at each step.
//!
//! An info string has groups only if it consists of an optional language and groups: other text in
//! braces has no meaning here.

use std::ops::Range;

use super::node::Node;

/// How many groups a block may have. Each line of code may be in every group, so without a limit
/// the output would grow faster than the input; no one needs so many steps.
pub const MAX_GROUPS: usize = 50;

/// The lines of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// All lines.
    All,
    /// These lines; no lines when empty.
    Lines(Vec<LineGroup>),
}

/// Consecutive lines, as written: they may be out of order or not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineGroup {
    /// The first line, from 1.
    pub first: usize,
    /// The last line.
    pub last: usize,
    /// Its location in the info string.
    pub range: Range<usize>,
}

/// The groups of an info string that consists of a language and groups only.
pub fn groups(info: &str) -> Option<Vec<Group>> {
    let (language, inner) = info.trim_end().strip_suffix('}')?.split_once('{')?;
    if language.trim().contains(char::is_whitespace) || inner.trim().is_empty() {
        return None;
    }
    inner.split('|').map(|text| group(info, text.trim())).collect()
}

/// Text of an info string that should be groups of lines but is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearGroups {
    /// Its position in the info string.
    pub range: Range<usize>,
    /// The groups that the author probably intended: `{1-3}`.
    pub meant: Option<String>,
}

/// A text that is nearly a list of groups, after the fence of a block with this many lines: `{1-}`,
/// `{1..3}`, `{1`, `{1}{2}`, `[1-3]`, `(1-3)`, `{1-3} title`, or numbers without braces.
pub fn near_groups(info: &str, n_lines: usize) -> Option<NearGroups> {
    if groups(info).is_some() {
        return None;
    }
    let whole = info.trim_end();
    let start = whole.find(['{', '[', '(']).or_else(|| bare_numbers(whole))?;
    let language = whole[..start].trim();
    if language.contains(char::is_whitespace) || language == "mermaid" {
        return None;
    }
    let list = &whole[start..];
    // Other text may follow the braces.
    let list = match list.find(['}', ']', ')']) {
        Some(end) if !list[end + 1..].trim_start().starts_with('{') => &list[..=end],
        _ => list,
    };
    let has_number = list.bytes().any(|byte| byte.is_ascii_digit());
    let is_list = list.chars().all(|c| c.is_ascii_digit() || SIGNS.contains(c));
    let is_rest_text = list.len() < whole.len() - start;
    if !has_number || !is_list || is_rest_text && groups(list).is_none() {
        return None;
    }
    Some(NearGroups { range: start..start + list.len(), meant: completed(list, n_lines) })
}

/// The characters of a list of lines, besides digits: separators and brackets.
const SIGNS: &str = "{}[]()-–—,;|.:/+ ";

/// Where the numbers begin in an info string that is a language and lines without braces.
fn bare_numbers(info: &str) -> Option<usize> {
    let (language, rest) = info.split_once([' ', '\t'])?;
    let is_numbers = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    is_numbers.then(|| info.len() - rest.trim_start().len()).filter(|_| !language.is_empty())
}

/// The groups that a list probably describes, if all of it can be read.
fn completed(list: &str, n_lines: usize) -> Option<String> {
    let list = list.replace("}{", "|").replace("..", "-").replace(" -", "-").replace("- ", "-");
    let inner = list.trim_matches(['{', '}', '[', ']', '(', ')', ' ']);
    let of_stretch = |text: &str| {
        let ends: Vec<&str> = text.split(['-', '–', '—', ':']).map(str::trim).collect();
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let last = n_lines.max(1).to_string();
        match ends.as_slice() {
            [""] => Some(String::new()),
            [line] if is_number(line) => Some((*line).to_owned()),
            ["", to] if is_number(to) => Some(format!("1-{to}")),
            [from, ""] if is_number(from) && **from == *last => Some(last),
            [from, ""] if is_number(from) => Some(format!("{from}-{last}")),
            [from, to] if is_number(from) && is_number(to) => Some(format!("{from}-{to}")),
            _ => None,
        }
    };
    let of_group = |text: &str| {
        let stretches = text.split([',', ';', '+', '/', ' ']).map(str::trim);
        let stretches = stretches.map(of_stretch).collect::<Option<Vec<_>>>()?;
        let stretches: Vec<_> = stretches.into_iter().filter(|text| !text.is_empty()).collect();
        Some(stretches.join(","))
    };
    let all = inner.split('|').map(of_group).collect::<Option<Vec<_>>>()?;
    let meant = format!("{{{}}}", all.join("|"));
    groups(&meant).is_some_and(|groups| groups.len() <= MAX_GROUPS).then_some(meant)
}

/// The language in an info string; empty when it is missing.
///
/// Pandoc's `{.bash .numbers}` and R Markdown's `{r, echo=TRUE}` name it in braces.
pub fn language(info: &str) -> &str {
    let info = info.trim();
    let inner = match info.strip_prefix('{') {
        Some(inner) if groups(info).is_none() => inner.trim_start().trim_start_matches('.'),
        Some(_) => return "",
        None => info,
    };
    inner.split([' ', ',', '{', '}', ';']).next().unwrap_or_default()
}

/// How many steps the code in these nodes adds.
pub fn steps(text: &str, nodes: &[Node]) -> u32 {
    let of_node = |node: &Node| match node {
        Node::Fence(fence) => further(fence.info.of(text)),
        Node::Class(class) => steps(text, &class.inner),
        Node::Text(_) | Node::Literal(_) | Node::Definition(_) | Node::Comment(_) => 0,
    };
    nodes.iter().map(of_node).sum()
}

/// How many steps a block adds: one for each group after the first.
fn further(info: &str) -> u32 {
    if language(info) == "mermaid" {
        return 0;
    }
    let groups = groups(info).map_or(0, |groups| groups.len().min(MAX_GROUPS));
    crate::span::offset(groups.saturating_sub(1))
}

fn group(info: &str, text: &str) -> Option<Group> {
    match text {
        "" | "none" => Some(Group::Lines(Vec::new())),
        "all" | "*" => Some(Group::All),
        list => {
            let stretches = list.split(',').map(|text| stretch(info, text.trim()));
            stretches.collect::<Option<_>>().map(Group::Lines)
        }
    }
}

fn stretch(info: &str, text: &str) -> Option<LineGroup> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    // `text` is a slice of `info`, so its offset is the difference of their addresses.
    let start = text.as_ptr().addr() - info.as_ptr().addr();
    Some(LineGroup {
        first: number(first.trim())?,
        last: number(last.trim())?,
        range: start..start + text.len(),
    })
}

/// A number; one that overflows exceeds the lines of any block as well.
fn number(text: &str) -> Option<usize> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::{Group, MAX_GROUPS, further, groups, language, near_groups};

    /// The groups in a test notation: `1-3,5|all|`.
    fn read(info: &str) -> Option<String> {
        let of_group = |group: &Group| match group {
            Group::All => "all".to_owned(),
            Group::Lines(stretches) => {
                let written = stretches.iter().map(|stretch| {
                    assert!(info[stretch.range.clone()].starts_with(|c: char| c.is_ascii_digit()));
                    format!("{}-{}", stretch.first, stretch.last)
                });
                written.collect::<Vec<_>>().join(",")
            }
        };
        Some(groups(info)?.iter().map(of_group).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn groups_are_numbers_ranges_and_words() {
        for (info, expected) in [
            ("yaml {1-3|5|7-8,10}", "1-3|5-5|7-8,10-10"),
            ("yaml{2}", "2-2"),
            ("{2}", "2-2"),
            ("sh { 1 - 2 , 4 | 3 } ", "1-2,4-4|3-3"),
            ("sh {all|*|none||1}", "all|all|||1-1"),
            ("sh {5-3|0}", "5-3|0-0"),
        ] {
            assert_eq!(read(info).as_deref(), Some(expected), "{info}");
        }
        assert_eq!(groups("sh {1-99999999999999999999999}").map(|groups| groups.len()), Some(1));
    }

    #[test]
    fn whatever_else_stands_in_braces_is_no_group() {
        for info in [
            "",
            "yaml",
            "json {\"a\":1}",
            "sh {}",
            "sh { }",
            "sh {.numbers}",
            "sh {1;2}",
            "sh {1,}",
            "sh {1-}",
            "sh {-1}",
            "sh {1-2-3}",
            "sh {+1}",
            "sh {all,1}",
            "sh {1} more",
            "sh more {1}",
            "sh {1}{2}",
            "sh {1",
            "sh 1}",
        ] {
            assert_eq!(groups(info), None, "{info}");
        }
    }

    #[test]
    fn unfinished_groups_are_completed() {
        let found = |info: &str| {
            let near = near_groups(info, 9)?;
            Some(format!("{} {}", &info[near.range], near.meant.unwrap_or_default()))
        };
        for (info, expected) in [
            ("sh {1-}", "{1-} {1-9}"),
            ("sh {-3}", "{-3} {1-3}"),
            ("sh {1,}", "{1,} {1}"),
            ("sh {1;2}", "{1;2} {1,2}"),
            ("sh {1..3}", "{1..3} {1-3}"),
            ("sh {1:3|9-}", "{1:3|9-} {1-3|9}"),
            ("sh {1–3}", "{1–3} {1-3}"),
            ("sh {1 3}", "{1 3} {1,3}"),
            ("sh {1", "{1 {1}"),
            ("sh {1}{2}", "{1}{2} {1|2}"),
            ("sh [1-3]", "[1-3] {1-3}"),
            ("sh(2)", "(2) {2}"),
            ("sh 1-3", "1-3 {1-3}"),
            ("sh {1-3} title", "{1-3} {1-3}"),
            ("sh {1-2-3}", "{1-2-3} "),
        ] {
            assert_eq!(found(info).as_deref(), Some(expected), "{info}");
        }
        for info in [
            "",
            "sh",
            "sh {1-3|5}",
            "sh {}",
            "json {\"a\":1}",
            "sh {.numbers}",
            "{r, echo=1}",
            "sh {all,1}",
            "sh more {1}",
            "sh [file.sh]",
            "sh (1)st",
            "mermaid {1-}",
            "c++11",
        ] {
            assert_eq!(found(info), None, "{info}");
        }
    }

    #[test]
    fn languages_are_first_words() {
        for (info, expected) in [
            ("bash", "bash"),
            ("bash title=\"x\"", "bash"),
            ("js{1,3}", "js"),
            ("{.bash .numbers}", "bash"),
            ("{r, echo=TRUE}", "r"),
            ("{python}", "python"),
            ("{1,3}", ""),
            ("{}", ""),
            ("", ""),
        ] {
            assert_eq!(language(info), expected, "{info}");
        }
    }

    #[test]
    fn groups_after_the_first_are_steps() {
        for (info, expected) in
            [("sh", 0), ("sh {1}", 0), ("sh {1|2|3}", 2), ("{|}", 1), ("mermaid {1|2}", 0)]
        {
            assert_eq!(further(info), expected, "{info}");
        }
        let many = format!("sh {{{}}}", "1|".repeat(1000));
        assert_eq!(further(&many) as usize, MAX_GROUPS - 1);
    }
}
