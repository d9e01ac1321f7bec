//! Which files of the library name which others.

use std::collections::{BTreeMap, BTreeSet};

/// The module that a file holds: `src/a/b.rs` and `src/a/b/mod.rs` are both `a::b`.
pub(crate) fn module(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    let parts = path.split('/').filter(|part| !["lib", "main"].contains(part));
    parts.map(str::to_owned).collect()
}

/// The paths that a text names, with groups taken apart: `crate::a::{b, c::D}` names two.
pub(crate) fn named_paths(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| is_word(c) || c == ':') {
                continue;
            }
            group(&text[at..], "", &mut found);
        }
    }
    found
}

/// Adds the paths at the beginning of a text, in braces or not, each after a prefix; gives the rest of it.
fn group<'t>(text: &'t str, prefix: &str, found: &mut Vec<String>) -> &'t str {
    let end = text.find(|c: char| !is_word(c) && c != ':').unwrap_or(text.len());
    let (path, mut rest) = text.split_at(end);
    let path = format!("{prefix}{path}");
    if !path.ends_with("::") || !rest.starts_with('{') {
        found.push(path);
        return rest;
    }
    while let Some(inner) = rest.strip_prefix(['{', ',']) {
        let inner = inner.trim_start();
        if inner.starts_with('}') {
            rest = inner;
            break;
        }
        rest = group(inner, &path, found).trim_start();
    }
    rest.strip_prefix('}').unwrap_or(rest)
}

/// A path from the top of the crate; `None` for one that leaves it.
pub(crate) fn absolute(here: &[String], named: &str) -> Option<Vec<String>> {
    let mut parts = named.split("::").filter(|part| !part.is_empty());
    let mut module = match parts.next()? {
        "crate" => Vec::new(),
        "self" => here.to_vec(),
        _ => here.split_last()?.1.to_vec(),
    };
    for part in parts {
        match part {
            "super" => _ = module.pop()?,
            part => module.push(part.to_owned()),
        }
    }
    Some(module)
}

/// The module that a path names, or that has what it names, and its file.
pub(crate) fn file_of<'s>(
    modules: &BTreeMap<Vec<String>, &'s str>,
    path: &[String],
) -> Option<(Vec<String>, &'s str)> {
    let mut path = path.to_vec();
    while !path.is_empty() {
        if let Some(file) = modules.get(&path) {
            return Some((path, file));
        }
        path.pop();
    }
    None
}

/// The files that one imports, itself and by others.
pub(crate) fn reachable<'s>(
    imports: &BTreeMap<&'s str, BTreeSet<&'s str>>,
    start: &str,
) -> BTreeSet<&'s str> {
    let mut found = BTreeSet::new();
    let mut pending = vec![start];
    while let Some(file) = pending.pop() {
        for &other in imports.get(file).into_iter().flatten() {
            if found.insert(other) {
                pending.push(other);
            }
        }
    }
    found
}

/// Whether a character is part of a name.
pub(crate) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
