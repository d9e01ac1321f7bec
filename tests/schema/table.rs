//! The differences, and their reasons: rules that a schema cannot express, or not without rejecting
//! more.

use super::Difference::{self, Accepted, Refused};
use crate::reader::FileKind::{self, Manifest, Workshops};

/// Single values: the keys, the values (`*` for all of them), and why.
pub(super) const OF_VALUES: &[(Difference, &[&str], &[&str], &str)] = &[
    (
        Refused,
        &["entry.chapter"],
        &["", "~", "\"\"", "\" \"", "#no"],
        "the reader takes it for a chapter without a name, which the deck then lacks: an error, too",
    ),
    (
        Accepted,
        &["site.minutes", "pace.slide", "pace.lab"],
        &["1.234"],
        "`multipleOf: 0.01` refuses `1.1`, which no binary number is exactly",
    ),
    (Accepted, &["event.root"], &["*"], "the decks are values of another key"),
    (
        Accepted,
        &["event.moved_to", "event.translations"],
        &["*"],
        "the slugs are values of other events",
    ),
    (Accepted, &["event.token", "event.private"], &["*"], "a private event has a token"),
    (Accepted, &["event.price"], &["*"], "an amount has a currency, which other words lack"),
    (
        Accepted,
        &["price.amount"],
        &["1.234"],
        "`multipleOf: 0.01` refuses `1.1`, which no binary number is exactly",
    ),
];

/// Whole files, and why.
pub(super) const OF_FILES: &[(Difference, FileKind, &str, &str)] = &[
    (Accepted, Workshops, "- title: T\n  date: 2027-02-30\n", "how long months are"),
    (Accepted, Workshops, "- title: T\n  date: [2027-03-02, 2027-03-01]\n", "the order of values"),
    (
        Accepted,
        Workshops,
        "- title: T\n  date: [2027-03-02, 2029-03-02]\n",
        "how far days are apart",
    ),
    (
        Accepted,
        Workshops,
        "- title: T\n  date: 2027-03-02\n  announced: 2027-03-09\n",
        "the order of values of two keys",
    ),
    (
        Accepted,
        Workshops,
        "- title: T\n  hours: 17:00-09:00\n  date: 2027-03-02\n",
        "the order of times",
    ),
    (
        Accepted,
        Workshops,
        "- title: T\n  hours: 09:00-17:00\n  breaks: [08:00+15]\n",
        "breaks are within the values of another key",
    ),
    (
        Accepted,
        Workshops,
        "speakers: {odile: O}\nworkshops:\n- title: T\n  speaker: tariq\n",
        "names that are keys elsewhere in the file",
    ),
    (Accepted, Workshops, "- {title: T, slug: a}\n- {title: U, slug: a}\n", "values that differ"),
    (
        Accepted,
        Workshops,
        "- title: T\n  vars: {a: b, A: c}\n",
        "keys that differ in more than case",
    ),
    (
        Accepted,
        Workshops,
        "redirects: {next: a.html, /next/: b.html}\n",
        "keys that differ in more than slashes",
    ),
    (
        Accepted,
        Workshops,
        "check: {deny: [missing-alt], warn: [missing-alt]}\n",
        "a value of one key must not be a value of another",
    ),
    (Accepted, Workshops, "- title: T\n  status: canceld\n", "what is nearly another word"),
    (
        Accepted,
        Workshops,
        "- title: T <!-- a\n",
        "a comment without its end, which any text may have",
    ),
    (Accepted, Manifest, "title: T <!-- a\n", "a comment without its end, which any text may have"),
    (Accepted, Workshops, "- title: <!-- a -->\n", "a text that is nothing but a comment"),
    (
        Accepted,
        Workshops,
        "- title: T\n  overlay: a/../../b\n",
        "where a path leads; `../` at its start is refused",
    ),
    (Accepted, Manifest, "content:\n- {chapter: a.md, minutes: 0x19}\n", "how a number is written"),
    (Accepted, Manifest, "content:\n- {chapter: a.md, minutes: 25.0}\n", "how a number is written"),
    (
        Refused,
        Workshops,
        "- title: T\n  timezone: europe/paris\n",
        "all spellings in upper and lower case of 600 names; editors complete the usual one",
    ),
    (
        Refused,
        Workshops,
        "- title: T\n  attend: https://example.org/ <!-- soon -->\n",
        "comments in addresses, which have no form of their own then",
    ),
    (
        Refused,
        Workshops,
        "- title: T\n  hours: \" 09:00-17:00 \"\n",
        "blanks around a value in quotes, which are typing errors",
    ),
    (
        Refused,
        Workshops,
        "- title: T\n  speaker: \"\"\n  speakers: [odile]\n",
        "two keys of one meaning, one of them without a value",
    ),
];
