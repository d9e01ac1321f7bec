//! Every key with every kind of value: the schema accepts exactly what the reader accepts, except
//! for a table of differences.

#[path = "table.rs"]
mod table;

use deckyard::keys::{MAPPINGS, Mapping};

use crate::reader::FileKind;

/// Values in YAML on one line, of all kinds and forms.
const VALUES: &[&str] = &[
    "",
    "~",
    "true",
    "false",
    "no",
    "0",
    "1",
    "25",
    "-1",
    "2.5",
    "1.234",
    "600",
    "600.5",
    "601",
    "4294967296",
    "\"\"",
    "\" \"",
    "\"25\"",
    "text",
    "two words",
    "UPPER",
    "é",
    ".a",
    "#no",
    "\"#flour\"",
    "a.b",
    "con",
    "a/b.md",
    "../up",
    "/top",
    "\"a, b\"",
    "\", ,\"",
    "a;b",
    "[]",
    "[a]",
    "[a, b]",
    "[a, ~]",
    "[\"\"]",
    "[[a]]",
    "[[]]",
    "[1, true]",
    "[two words]",
    "[{a: b}]",
    "[\"a, b\"]",
    "[UPPER]",
    "{}",
    "{a: b}",
    "{a: ~}",
    "{a: [b]}",
    "{a: {b: c}}",
    "{a b: c}",
    "{\"\": c}",
    "{A: b}",
    "{../x: a}",
    "{/a: b}",
    "{a: \"\"}",
    "fr",
    "pt-BR",
    "pt_BR",
    "french",
    "en-",
    "16:9",
    "16/9",
    "0:9",
    "\"16 : 9\"",
    "101:1",
    "public",
    "private",
    "Public",
    "warn",
    "error",
    "off",
    "UTC",
    "Europe/Paris",
    "Europe/Parise",
    "www",
    "FR",
    "Fr",
    "xx",
    "2027-03-02",
    "2027-3-2",
    "2027-13-01",
    "02/03/2027",
    "[2027-03-02, 2027-03-03]",
    "[2027-03-02, soon]",
    "09:00-17:00",
    "9:00-17:00",
    "09:00 - 17:00",
    "9-17",
    "25:00-26:00",
    "20:00-24:00",
    "[10:30+15]",
    "\"10:30+15, 12:00+60\"",
    "10:30",
    "[10:30+601]",
    "[10:30+0]",
    "https://example.org/",
    "HTTPS://EXAMPLE.ORG",
    "https://",
    "https://a b",
    "http:example.org",
    "mailto:a@b.org",
    "mailto:a",
    "a@b.org",
    "javascript:x",
    "www.example.org",
    "//example.org",
    "images/a.png",
    "\"a\\\\b\"",
    "missing-alt",
    "[missing-alt, warnings]",
    "missing-alt near-tag",
    "unknown-key",
    "[unknown-key]",
    "mising-alt",
    "draft",
    "Draft",
    "cancelled",
    "{slide: 1}",
    "{slide: 1.5, lab: \"10\"}",
    "{ignore: [a]}",
    "{chapter: a.md}",
    "[{chapter: a.md, minutes: 5}]",
    "[{minutes: 5}]",
    "[{title: T}]",
    "[{title: \"\"}]",
    "{odile: {name: O}}",
    "[a.md, [b.md, [c.md]]]",
    "{deny: []}",
    "{slides/**: {allow: warnings}}",
    "{slides/**: {alow: x}}",
    "crimson",
    "\"#FD0\"",
    "\"#fd08\"",
    "\"#12345\"",
    "rgb(227 6 19)",
    "oklch(58% 0.22 27)",
    "bands",
    "system-serif",
    "system-gothic",
    "brand/a.woff2",
    "[a.ttf, b.otf]",
    "[a.ttf, b.woff]",
    "\"'Gill Sans', serif\"",
    "\"Gill;Sans\"",
    "every-slide",
    "{accent: red}",
    "{light: a.svg, dark: b.svg}",
    "{text: system-sans}",
];

/// A row of the table.
type ValueDifference = (Difference, &'static [&'static str], &'static [&'static str], &'static str);

/// How reader and schema differ.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Difference {
    /// The reader accepts text that the schema rejects.
    Refused,
    /// The reader rejects text that the schema accepts.
    Accepted,
}

/// The mappings that a schema describes: all but that of `theme.yml`, which has no schema.
pub(crate) fn with_schema() -> impl Iterator<Item = &'static &'static Mapping> {
    MAPPINGS.iter().filter(|mapping| mapping.name != "theme")
}

/// A file in which a key of a mapping has a value.
pub(crate) fn file(mapping: &Mapping, key: &str, value: &str) -> (FileKind, String) {
    let entry = format!("{key}: {value}");
    let text = match mapping.name {
        "manifest" | "workshops" => format!("{entry}\n"),
        "entry" if key == "chapter" => format!("content:\n- {entry}\n"),
        "entry" => format!("content:\n- chapter: a.md\n  {entry}\n"),
        "navigation" => format!("content: []\nnavigation:\n  {entry}\n"),
        "site" | "check" => format!("{}:\n  {entry}\n", mapping.name),
        "pace" => format!("site:\n  minutes:\n    {entry}\n"),
        "speaker" => format!("speakers:\n  odile:\n    {entry}\n"),
        "event" if key == "title" => format!("- {entry}\n"),
        // Other keys that a key requires.
        "event" if key == "root" => format!("- title: T\n  decks: [text, bread]\n  {entry}\n"),
        "event" if key == "missing" => format!("- title: T\n  decks: a\n  rev: a\n  {entry}\n"),
        "event" if key == "private" => {
            format!("- title: T\n  token: 7hX2mQe9LrVt0ZkPcWb4Ys\n  {entry}\n")
        }
        "event" if key == "translations" => {
            format!("- title: T\n  {entry}\n- {{title: U, slug: lyon-2027-fr}}\n")
        }
        "event" => format!("- title: T\n  {entry}\n"),
        "price" if key == "amount" => {
            format!("- title: T\n  price:\n    currency: EUR\n    {entry}\n")
        }
        "price" if key == "currency" => {
            format!("- title: T\n  price:\n    amount: 1\n    {entry}\n")
        }
        "price" => {
            format!("- title: T\n  price:\n    amount: 1\n    currency: EUR\n    {entry}\n")
        }
        "organizer" if key == "url" => {
            format!("- title: T\n  organizer:\n    name: N\n    {entry}\n")
        }
        "join" if key == "show" => {
            format!("- title: T\n  join:\n    url: https://example.org/\n    {entry}\n")
        }
        "picture" if key == "file" => format!("- title: T\n  picture:\n    alt: A\n    {entry}\n"),
        "picture" => format!("- title: T\n  picture:\n    file: a.png\n    {entry}\n"),
        "agenda" => format!("- title: T\n  agenda:\n  - {entry}\n"),
        "block" if key == "title" => format!("- title: T\n  agenda:\n  - blocks:\n    - {entry}\n"),
        "block" => {
            format!("- title: T\n  agenda:\n  - blocks:\n    - title: A\n      {entry}\n")
        }
        "organizer" | "venue" | "join" => format!("- title: T\n  {}:\n    {entry}\n", mapping.name),
        "brand" => format!("brand:\n  {entry}\n"),
        "logo" | "colours" | "fonts" => format!("brand:\n  {}:\n    {entry}\n", mapping.name),
        "links" => format!("check:\n  links:\n    {entry}\n"),
        "levels" => format!("check:\n  files:\n    slides/a.md:\n      {entry}\n"),
        other => panic!("no file has a mapping `{other}`"),
    };
    let is_manifest = matches!(mapping.name, "manifest" | "entry" | "navigation");
    (if is_manifest { FileKind::Manifest } else { FileKind::Workshops }, text)
}

#[test]
fn every_mapping_is_tried() {
    for mapping in with_schema() {
        for name in mapping.names() {
            let (kind, text) = file(mapping, name, "x");
            assert!(!kind.findings(&text).contains(&"yaml-syntax"), "{text}");
        }
    }
}

#[test]
fn the_schema_agrees_with_the_reader() {
    let mut unused: Vec<_> = table::OF_VALUES.iter().collect();
    let mut wrong = Vec::new();
    let (mut n_tried, mut n_refused) = (0, 0);
    for mapping in with_schema() {
        for row in mapping.rows {
            for value in VALUES {
                let (kind, text) = file(mapping, row.name, value);
                if kind.violations(&text).is_none() {
                    continue;
                }
                n_tried += 1;
                let Some(found) = difference(kind, &text) else {
                    n_refused += usize::from(!kind.errors(&text).is_empty());
                    continue;
                };
                let is_known = |(difference, keys, values, _): &&ValueDifference| {
                    let key = format!("{}.{}", mapping.name, row.name);
                    *difference == found
                        && keys.contains(&key.as_str())
                        && (values.contains(value) || values == &["*"])
                };
                match table::OF_VALUES.iter().find(is_known) {
                    Some(known) => unused.retain(|other| !std::ptr::eq(*other, known)),
                    None => wrong.push(format!("{found:?} {}.{}: {value}", mapping.name, row.name)),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {n_tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(unused.is_empty(), "differences that there are not: {unused:#?}");
    assert!(n_tried > 5000 && n_refused > 2000, "{n_tried} tried, both refused {n_refused}");
}

/// The possible differences: `None` if both accept a text, or both refuse it.
fn difference(kind: FileKind, text: &str) -> Option<Difference> {
    let violations = kind.violations(text).expect("YAML");
    match (kind.errors(text).is_empty(), violations.is_empty()) {
        (true, false) => Some(Difference::Refused),
        (false, true) => Some(Difference::Accepted),
        (true, true) | (false, false) => None,
    }
}

#[test]
fn other_differences_are_those_of_the_table() {
    for (expected, kind, text, why) in table::OF_FILES {
        assert_eq!(difference(*kind, text), Some(*expected), "{why}: {text:?}");
    }
}
