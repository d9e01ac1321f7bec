//! The rows of keys are correct.

use std::collections::BTreeSet;

use deckyard::diag::{ManifestProblem, Problem, ValueProblem};
use deckyard::keys::{KeyDefault, MAPPINGS, plain};

use crate::differences::{file, with_schema};

#[test]
fn examples_and_defaults_are_read() {
    for mapping in with_schema() {
        // Everybody can read the example of a token: it is refused.
        for row in mapping.rows.iter().filter(|row| row.name != "token") {
            let default = match row.default {
                Some(KeyDefault::Value(value)) => Some(value),
                Some(KeyDefault::Words(_)) | None => None,
            };
            for value in std::iter::once(row.example).chain(default) {
                let (kind, text) = file(mapping, row.name, value);
                assert_eq!(kind.errors(&text), Vec::<&str>::new(), "{text}");
                assert_eq!(kind.violations(&text), Some(Vec::new()), "{text}");
                let warned = kind.findings(&text);
                let is_of_context = |code: &&str| ["idle-key", "floating-hours"].contains(code);
                assert!(warned.iter().all(is_of_context), "{warned:?}: {text}");
            }
        }
    }
}

/// The keys that the reader does not know.
fn unknown(mapping: &str, key: &str, value: &str) -> (Vec<String>, usize) {
    let mapping = MAPPINGS.iter().find(|known| known.name == mapping).expect("a mapping");
    let (kind, text) = file(mapping, key, value);
    let found = kind.diagnostics(&text);
    let keys = found.iter().filter_map(|found| match &found.problem {
        Problem::Manifest(ManifestProblem::UnknownKey { key, .. })
        | Problem::Value(ValueProblem::OtherKey { key, .. }) => Some(key.clone()),
        _ => None,
    });
    (keys.collect(), found.len())
}

/// No key takes a mapping of a mapping of a mapping: the reader of the value reports it.
#[test]
fn the_value_of_every_key_is_read() {
    for mapping in with_schema() {
        for row in mapping.rows {
            let (keys, n_found) = unknown(mapping.name, row.name, "{a b: {c d: {e: f}}}");
            assert!(!keys.contains(&row.name.to_owned()), "{}: unknown", row.name);
            assert!(n_found > 0, "{} of {}: its value is not read", row.name, mapping.name);
        }
    }
}

#[test]
fn synonyms_lead_to_their_keys() {
    for mapping in MAPPINGS {
        for (other, _) in mapping.elsewhere {
            let is_there = MAPPINGS.iter().any(|known| known.name == *other);
            assert!(is_there && *other != mapping.name, "{other} is no other mapping");
        }
        let names: BTreeSet<_> = mapping.names().collect();
        assert_eq!(names.len(), mapping.rows.len(), "a key has two rows");
        let hints = mapping.hints.iter().flat_map(|(names, _)| names.iter().copied());
        for name in hints.clone() {
            assert_eq!(plain(name), name, "as it is compared");
            assert!(!names.contains(name), "{name} is a key of {}", mapping.name);
        }
        for row in mapping.rows {
            for synonym in row.synonyms {
                assert_eq!(plain(synonym), *synonym, "as it is compared");
                assert!(!names.contains(synonym), "{synonym} is a key of {}", mapping.name);
                assert!(!hints.clone().any(|hint| hint == *synonym), "{synonym}: has a hint");
                let Problem::Value(ValueProblem::OtherKey { help, .. }) = mapping.unknown(synonym)
                else {
                    panic!("{synonym}: no suggestion")
                };
                assert!(help.contains(&format!("`{}`", row.name)), "{synonym}: {help}");
            }
        }
    }
}

#[test]
fn rows_say_what_authors_must_know() {
    for mapping in MAPPINGS {
        for row in mapping.rows {
            let is_sentence = !row.meaning.ends_with('.') && !row.meaning.is_empty();
            assert!(is_sentence && !row.meaning.contains('\n'), "{}: {}", row.name, row.meaning);
            assert!(!row.example.is_empty() && !row.example.contains(['\n', '|']), "{}", row.name);
            let successor = row.successor.is_none_or(|key| mapping.names().any(|name| name == key));
            assert!(successor, "{}: its successor is no key", row.name);
        }
    }
}
