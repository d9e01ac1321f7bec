//! The guide's tables of keys match the rows. `UPDATE=1 cargo test --test schema` writes them.
//!
//! A table is between `<!-- keys: NAME -->`, or `<!-- keys: NAME/GROUP -->`, and `<!-- end of keys
//! -->`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use deckyard::keys::{KeyDefault, KeyRow, MAPPINGS, PROPERTIES, PropertyScope};

const BEGIN: &str = "<!-- keys: ";
/// A table of an event's values for keys of its decks, not of their meanings.
const OF_EVENTS: &str = "| Key of the manifest |";

const END: &str = "<!-- end of keys -->";

/// The table of the custom properties of style sheets, or of those that a brand sets.
fn properties(name: &str) -> Option<String> {
    let is_all = name == "properties";
    if !is_all && name != "properties/brand" {
        return None;
    }
    let mut table = "| Property | What it is |\n|---|---|\n".to_owned();
    for row in PROPERTIES.iter().filter(|row| is_all || row.is_of_brand) {
        let names: Vec<_> = row.names.iter().map(|name| format!("`{name}`")).collect();
        let scope = match row.scope {
            PropertyScope::Everywhere => "",
            PropertyScope::Decks => " (decks only)",
            PropertyScope::Front => " (pages around decks only)",
        };
        _ = writeln!(table, "| {} | {}{scope} |", names.join(", "), row.meaning);
    }
    Some(table)
}

/// The table of a mapping, or of one group of its keys.
fn table(name: &str) -> String {
    if let Some(table) = properties(name) {
        return table;
    }
    let (mapping, group) = name.split_once('/').unwrap_or((name, ""));
    let mapping = MAPPINGS.iter().find(|known| known.name == mapping).expect("a mapping");
    let rows: Vec<_> = mapping.rows.iter().filter(|row| row.group == group).collect();
    assert!(!rows.is_empty(), "{name} has no keys");
    let has_defaults = rows.iter().any(|row| row.default.is_some());
    let default = |text: &str| if has_defaults { format!(" {text} |") } else { String::new() };
    let mut table = format!("| Key | Value |{} Example | Meaning |\n", default("Without it"));
    _ = writeln!(table, "|---|---|{}---|---|", if has_defaults { "---|" } else { "" });
    for row in rows {
        let (key, value) = (key(row), row.value.words());
        let without = match row.default {
            Some(KeyDefault::Value(value)) => format!("`{value}`"),
            Some(KeyDefault::Words(words)) => words.to_owned(),
            None => String::new(),
        };
        let (example, meaning) = (row.example, row.meaning);
        _ = writeln!(table, "| {key} | {value} |{} `{example}` | {meaning} |", default(&without));
    }
    table.replace("|  |", "| |")
}

fn key(row: &KeyRow) -> String {
    match (row.is_required, row.successor) {
        (true, _) => format!("`{}` (required)", row.name),
        (false, Some(_)) => format!("`{}` (older)", row.name),
        (false, None) => format!("`{}`", row.name),
    }
}

/// A page with its expected tables, their names, and the text around them.
fn page(text: &str) -> (String, Vec<String>, String) {
    let (mut out, mut names, mut around) = (String::new(), Vec::new(), String::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let (name, after) = after.split_once(" -->\n").expect("the name of a table");
        let (_, after) = after.split_once(END).expect("the end of a table");
        _ = write!(out, "{before}{BEGIN}{name} -->\n{}{END}", table(name));
        names.push(name.to_owned());
        around += before;
        rest = after;
    }
    (out + rest, names, around + rest)
}

fn pages() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the guide")
        .map(|entry| entry.expect("a page").path())
        .collect();
    paths.sort();
    let text = |path: &PathBuf| fs::read_to_string(path).expect("a page");
    paths.into_iter().map(|path| (path.clone(), text(&path))).collect()
}

#[test]
fn the_tables_of_the_guide_are_those_of_the_rows() {
    let is_update = std::env::var_os("UPDATE").is_some();
    let mut there = BTreeSet::new();
    for (path, text) in pages() {
        let (expected, names, _) = page(&text);
        there.extend(names);
        if is_update && expected != text {
            fs::write(&path, &expected).expect("a page");
            continue;
        }
        assert!(
            expected == text,
            "{} has old tables: UPDATE=1 cargo test --test schema writes them",
            path.display()
        );
    }
    for mapping in MAPPINGS {
        for row in mapping.rows {
            let name = match row.group {
                "" => mapping.name.to_owned(),
                group => format!("{}/{group}", mapping.name),
            };
            assert!(there.contains(&name), "no page has the table {name}");
        }
    }
}

/// The custom properties that a style sheet declares for whole pages, and those that it reads.
fn custom_properties(sheet: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
    };
    let root = sheet.split(":root {").nth(1).and_then(|rest| rest.split("\n}").next());
    let lines = root.unwrap_or_default().lines().map(str::trim);
    let set = lines.filter(|line| line.starts_with("--")).map(name).collect();
    (set, sheet.split("var(").skip(1).map(name).collect())
}

#[test]
fn the_documented_custom_properties_are_those_of_the_style_sheets() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/styles");
    let sheet = |name: &str| fs::read_to_string(folder.join(name)).expect("a style sheet");
    let (of_decks, mut read_by_decks) = custom_properties(&sheet("deck.css"));
    for name in ["code.css", "diagram.css", "layouts.css", "sections.css"] {
        read_by_decks.extend(custom_properties(&sheet(name)).1);
    }
    let (of_front, read_by_front) = custom_properties(&sheet("site.css"));
    assert!(of_decks.len() > 20 && of_front.len() > 15, "{of_decks:?} {of_front:?}");
    let known: BTreeSet<_> = PROPERTIES.iter().flat_map(|row| row.names).copied().collect();
    for name in of_decks.iter().chain(&of_front) {
        assert!(known.contains(name.as_str()), "{name} is in no row of PROPERTIES");
    }
    for row in PROPERTIES.iter().filter(|row| !row.is_of_brand) {
        for name in row.names {
            let (decks, front) = (read_by_decks.contains(*name), read_by_front.contains(*name));
            let scope = match row.scope {
                PropertyScope::Everywhere => (true, true),
                PropertyScope::Decks => (true, front),
                PropertyScope::Front => (decks, true),
            };
            assert_eq!((decks, front), scope, "{name} is read by decks, by the pages around them");
        }
    }
}

/// A handwritten table of keys would be wrong as soon as a key is added.
#[test]
fn no_table_of_keys_is_written_by_hand() {
    for (path, text) in pages() {
        let (.., around) = page(&text);
        let mut lines = around.lines();
        while let Some(line) = lines.next() {
            let is_rule = lines.clone().next().is_some_and(|next| next.starts_with("|---"));
            if !line.starts_with('|') || !is_rule || line.starts_with(OF_EVENTS) {
                continue;
            }
            let cells = lines.clone().skip(1).map_while(|line| line.strip_prefix("| `"));
            let names: Vec<_> = cells.filter_map(|line| line.split('`').next()).collect();
            for mapping in MAPPINGS {
                let n_keys = names.iter().filter(|name| mapping.names().any(|key| key == **name));
                let n_keys = n_keys.count();
                assert!(
                    n_keys * 2 <= names.len() || n_keys < 4,
                    "{}: `{line}` begins a table of the keys of {}",
                    path.display(),
                    mapping.name
                );
            }
        }
    }
}
