//! The licences and sources of all dependencies, as `deny.toml` allows them.

#![expect(clippy::disallowed_methods, reason = "the tests read the repository and ask cargo")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Each dependency comes from crates.io, under a licence that `deny.toml` allows. `cargo deny`
/// checks the same and more; this test needs no installation.
#[test]
fn dependencies_have_allowed_licences_and_sources() {
    let deny = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml"))
        .expect("the rules for dependencies");
    let list = deny.split_once("\nallow = [").and_then(|(_, rest)| rest.split_once(']'));
    let allowed: BTreeSet<&str> = list
        .expect("a list of licences")
        .0
        .split(',')
        .map(|one| one.trim().trim_matches('"'))
        .collect();
    assert!(allowed.contains("MIT"));
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo says what is in its lock file");
    let metadata: serde_json::Value =
        serde_json::from_slice(&metadata.stdout).expect("metadata in JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100, "{} packages", packages.len());
    let wrong = packages.iter().filter_map(|package| {
        let name = package["name"].as_str()?;
        let source = package["source"].as_str();
        let licence = package["license"].as_str().unwrap_or_default();
        if name == "deckyard" {
            return None;
        }
        let is_from_registry = source
            .is_some_and(|source| source.starts_with("registry+https://github.com/rust-lang/"));
        // The expression of a crate that states a file instead of a licence is in `deny.toml`.
        let is_clarified = deny.contains(&format!("crate = \"{name}\""));
        let is_allowed = is_clarified || is_satisfied(licence, &allowed);
        (!is_from_registry || !is_allowed).then(|| format!("{name}: {licence} from {source:?}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "dependencies that are not allowed:\n{}", wrong.join("\n"));
}

/// Whether the terms of an SPDX expression can be met with some licences. `/` is an old way to write `OR`.
fn is_satisfied(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let expression = expression.replace('/', " OR ");
    // Without brackets, `OR` binds less than `AND`; with them, each operand is looked at by itself.
    let (mut depth, mut start, mut operands, mut has_or) = (0_usize, 0, Vec::new(), false);
    for operator in [" OR ", " AND "] {
        for (at, c) in expression.char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ if depth == 0 && expression[at..].starts_with(operator) => {
                    operands.push(&expression[start..at]);
                    start = at + operator.len();
                }
                _ => {}
            }
        }
        if !operands.is_empty() {
            operands.push(&expression[start..]);
            has_or = operator == " OR ";
            break;
        }
    }
    match operands.as_slice() {
        [] => {
            let inner = expression.trim();
            match inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
                Some(inner) => is_satisfied(inner, allowed),
                None => allowed.contains(inner),
            }
        }
        operands if has_or => operands.iter().any(|one| is_satisfied(one, allowed)),
        operands => operands.iter().all(|one| is_satisfied(one, allowed)),
    }
}

#[test]
fn expressions_of_licences_are_understood() {
    let allowed = BTreeSet::from(["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"]);
    for (expression, is_fine) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("", false),
        ("GPL-3.0 OR MIT", true),
        ("Apache-2.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(GPL-3.0 OR MIT) AND Zlib", true),
        ("Zlib AND (GPL-3.0 OR Apache-2.0)", false),
        ("Apache-2.0 WITH LLVM-exception OR Apache-2.0", true),
    ] {
        assert_eq!(is_satisfied(expression, &allowed), is_fine, "{expression}");
    }
}
