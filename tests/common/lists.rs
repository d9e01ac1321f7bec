//! Generators of lists of events: Readable YAML, with values that are often implausible.

use deckyard::keys::{EVENT, SITE};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// The keys of an event, and some that it does not have.
fn keys() -> Vec<&'static str> {
    EVENT.names().chain(["titel", "\"\"", "é"]).collect()
}

const VALUES: &[&str] = &[
    "",
    "~",
    "no",
    "true",
    "-1",
    "1e400",
    "99999999999999999999",
    "T",
    "Bread",
    "\"\"",
    "\"\\0\\n\\u200f\"",
    "\"<br/>&amp;<\"",
    "\"<\"",
    "\"&\"",
    "a <!-- b --> c",
    "a <!-- b",
    "\"-->\"",
    "é🎈世 ß İ ǅ",
    "2027-03-02",
    "2027-02-30",
    "0000-00-00",
    "9999-12-31",
    "[9999-12-30, 9999-12-31]",
    "[2027-03-02, 2027-03-04]",
    "[2027-03-04, 2027-03-02]",
    "[0001-01-01, 9999-12-31]",
    "[2027-03-02, 2027-03-04, 2027-03-09]",
    "[2027-03-02, ~, [x]]",
    "20270302",
    "\"2027-3-2\"",
    "1/2/3/4",
    "\"23rd of é 2027\"",
    "09:00-17:00",
    "17:00-09:00",
    "9-é",
    "\"-\"",
    "[10:30+15, 12:00+60]",
    "10:30+15, 10:30+4294967295",
    "\"+\"",
    "[[a], {b: c}]",
    "{a: b, c: [d]}",
    "[a, b]",
    "a, b",
    "\", ,\"",
    "Europe/Paris",
    "../../x",
    "https://example.org/",
    "javascript:x",
    "\":\"",
    "//",
    "\"\\\\\"",
    "con",
    "a-2",
    "|\n    text\n\n    more",
];

fn mapping(keys: Vec<&'static str>) -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let most = keys.len().min(9);
    subsequence(keys, 0..=most).prop_flat_map(|keys| {
        let n = keys.len();
        prop::collection::vec(select(VALUES), n)
            .prop_map(move |values| keys.iter().copied().zip(values).collect())
    })
}

fn written(entries: &[(&str, &str)], first: &str) -> String {
    if entries.is_empty() {
        return format!("{first}{{}}\n");
    }
    let firsts = std::iter::once(first).chain(std::iter::repeat("  "));
    let lines = entries.iter().zip(firsts);
    lines.flat_map(|((key, value), before)| [before, key, ": ", value, "\n"]).collect()
}

/// A list of events, with or without other keys around it.
pub(crate) fn workshops() -> impl Strategy<Value = String> {
    let site = SITE.names().chain(["x"]).collect();
    let speakers = vec!["a", "b", "Bread", "\"\"", "A B"];
    let redirects = vec!["next", "/next", "../x", "\"*\"", "a?b"];
    let events = prop::collection::vec(mapping(keys()), 0..6);
    let around = prop::option::of((mapping(site), mapping(speakers), mapping(redirects)));
    (events, around).prop_map(|(events, around)| {
        let list: String = events.iter().map(|event| written(event, "- ")).collect();
        let Some((site, speakers, redirects)) = around else { return list };
        let block =
            |name: &str, entries: &[(&str, &str)]| format!("{name}:\n{}", written(entries, "  "));
        block("site", &site)
            + &block("speakers", &speakers)
            + &block("redirects", &redirects)
            + "workshops:\n"
            + &list
    })
}
