//! `private` and `token`: events that only those see who have their address.
//!
//! **Invariant:** hiding fails closed. An event with anything wrong in these keys is an error, and is withheld
//! from all output besides.

use std::collections::BTreeMap;

use super::{EventReader, shown};
use crate::event::Event;
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::span::{Span, Spanned};

/// The token that the guide shows: everybody can read it there.
const SAMPLE: &str = "kQ3v9ZtX0bLr7WmYc2NfHs";

/// The randomness that a token must be able to hold.
const BITS: f64 = 128.0;

/// The longest token.
const LONGEST: usize = 128;

/// Words that random letters do not form.
const WORDS: [&str; 12] = [
    "private", "secret", "password", "deckyard", "workshop", "training", "example", "changeme",
    "meeting", "webinar", "customer", "internal",
];

/// The keys that hide an event, as they were written.
#[derive(Default)]
pub(super) struct PrivacyKeys {
    pub(super) private: Option<Yaml>,
    pub(super) token: Option<Yaml>,
}

impl EventReader<'_> {
    /// Reads both keys, after all others. Returns whether they are without fault.
    pub(super) fn privacy(&mut self, event: &mut Event, keys: PrivacyKeys) -> bool {
        let is_given = |value: &Yaml| {
            value.node != YamlNode::Null
                && value.scalar().is_none_or(|text| !text.trim().is_empty())
        };
        let before = self.diagnostics.len();
        let private = keys.private.map(|value| (self.flag("private", &value), value));
        let is_private = private.as_ref().is_some_and(|(is_private, _)| *is_private);
        let is_public = private.as_ref().is_some_and(|(is_on, value)| !is_on && is_given(value));
        match keys.token {
            Some(value) if is_given(&value) => {
                event.details.token = self.token(event, &value);
                if is_public {
                    let found = Spanned::new("false".to_owned(), private_span(private, &value));
                    let expected = "`true`, or no `token:`: with a token the event is private";
                    self.bad("private", &found, expected);
                }
            }
            Some(value) => self.no_token(&value.span),
            None if is_private => self.no_token(&private_span(private, &empty(&event.span))),
            None => {}
        }
        if event.details.token.is_some() {
            self.check_no_alias(event);
        }
        let is_sound = self.diagnostics.len() == before;
        event.details.is_withheld = !is_sound;
        is_sound
    }

    fn no_token(&mut self, span: &Span) {
        let found = Spanned::new("nothing".to_owned(), span.clone());
        let help = "the unguessable part of its address: run `deckyard new token`, and write `token:` with what it prints";
        self.bad("token", &found, help);
    }

    /// A redirect from an old name would be public.
    fn check_no_alias(&mut self, event: &Event) {
        for alias in &event.aliases {
            self.bad("aliases", alias, "no alias of a private event: it would be a public address");
        }
    }

    fn token(&mut self, event: &Event, value: &Yaml) -> Option<Spanned<String>> {
        let token = value.scalar().map(str::trim).unwrap_or_default();
        let found = Spanned::new(token.to_owned(), value.span.clone());
        if value.scalar().is_none() {
            self.wrong("token", "a text of letters, digits, `-` and `_`", value);
            return None;
        }
        if let Err(fault) = check(token, &words_of(event)) {
            // A message must not spread what might become a token.
            let hidden: String = token.chars().take(3).chain(['…']).collect();
            let shown = Spanned::new(shown(&hidden), found.span);
            let expected = format!("{fault}; run `deckyard new token`, and write what it prints");
            self.bad("token", &shown, expected);
            return None;
        }
        Some(found)
    }

    /// Two events with one token would have one address: both are withheld. A public redirect must not lead to
    /// a private event.
    pub(super) fn check_tokens(&mut self, events: &mut [Event]) {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for index in 0..events.len() {
            let Some(token) = events[index].details.token.clone() else { continue };
            // Some hosts ignore cases.
            match first.get(&token.value.to_lowercase()) {
                None => _ = first.insert(token.value.to_lowercase(), index),
                Some(&other) => {
                    events[other].details.is_withheld = true;
                    events[index].details.is_withheld = true;
                    let hidden: String = token.value.chars().take(3).chain(['…']).collect();
                    let found = Spanned::new(hidden, token.span);
                    self.bad(
                        "token",
                        &found,
                        "a token that no other event has; run `deckyard new token`",
                    );
                }
            }
        }
    }
}

fn private_span(private: Option<(bool, Yaml)>, otherwise: &Yaml) -> Span {
    private.map_or_else(|| otherwise.span.clone(), |(_, value)| value.span)
}

fn empty(span: &Span) -> Yaml {
    Yaml { node: YamlNode::Null, span: span.clone() }
}

/// The words of an event that others know or can guess.
fn words_of(event: &Event) -> Vec<String> {
    let texts = [Some(&event.title), event.city.as_ref(), event.event.as_ref()];
    let words = texts.into_iter().flatten().flat_map(|text| {
        text.value.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>()
    });
    words.filter(|word| word.chars().count() >= 5).collect()
}

/// Why a token is refused.
fn check(token: &str, known: &[String]) -> Result<(), String> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !token.chars().all(is_allowed) || token.len() > LONGEST {
        return Err(format!("at most {LONGEST} letters of a to z, digits, `-` and `_`"));
    }
    if token == SAMPLE {
        return Err("a token of your own: everybody can read this one in the guide".to_owned());
    }
    let alphabet = alphabet(token);
    #[expect(clippy::cast_precision_loss, reason = "a token has at most 128 letters")]
    let bits = token.len() as f64 * alphabet.log2();
    if bits < BITS {
        return Err(
            "at least 128 random bits: 22 letters and digits, or 32 hexadecimal digits".to_owned()
        );
    }
    if is_guessable(token, alphabet, known) {
        return Err("random letters, not words, days or a pattern".to_owned());
    }
    Ok(())
}

/// How many letters the alphabet has that a token seems to be of.
fn alphabet(token: &str) -> f64 {
    let has = |is_of: fn(&u8) -> bool| token.bytes().any(|byte| is_of(&byte));
    let is_hex = token.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        || token.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    let size = |is_there: bool, size: f64| if is_there { size } else { 0.0 };
    let digits = size(has(u8::is_ascii_digit), 10.0);
    if is_hex {
        return if has(u8::is_ascii_alphabetic) { 16.0 } else { 10.0 };
    }
    let letters = size(has(u8::is_ascii_lowercase), 26.0) + size(has(u8::is_ascii_uppercase), 26.0);
    (digits + letters + size(has(|byte| matches!(byte, b'-' | b'_')), 2.0)).max(1.0)
}

/// Whether a token has what random letters practically never have: few different letters, runs such as `abcd`,
/// repetitions, words.
fn is_guessable(token: &str, alphabet: f64, known: &[String]) -> bool {
    let bytes = token.as_bytes();
    let mut seen: Vec<u8> = bytes.to_vec();
    seen.sort_unstable();
    seen.dedup();
    // Random digits are few different ones by necessity.
    let fewest = if alphabet <= 10.0 { 7 } else { 9 };
    let near = bytes.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) <= 1).count();
    let has_repetition =
        (0..bytes.len().saturating_sub(7)).any(|at| token[at + 1..].contains(&token[at..at + 7]));
    let lower = token.to_lowercase();
    let has_word = WORDS.iter().any(|word| lower.contains(word))
        || known.iter().any(|word| word.is_ascii() && lower.contains(word.as_str()));
    seen.len() < fewest || near * 2 > bytes.len() || has_repetition || has_word
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::{SAMPLE, check};
    use crate::path::ProjectPath;
    use crate::source::Source;

    const GOOD: &str = "7hX2mQe9LrVt0ZkPcWb4Ys";
    const OTHER: &str = "d41f0c9a7be35286c1f8e09b4a6d7230";

    #[test]
    fn short_and_guessable_tokens_are_refused() {
        for good in [GOOD, OTHER, "Zk-3_vQ9tX0bLr7WmYc2Nf"] {
            assert_eq!(check(good, &[]), Ok(()), "{good}");
        }
        for bad in [
            "",
            "lyon",
            "7hX2mQe9LrVt0ZkPcWb4Y",
            "d41f0c9a7be35286c1f8e09b4a6d723",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "abcdefghijklmnopqrstuvwxyz0123456789",
            "abc123abc123abc123abc123abc123abc123",
            "millers-guild-workshop-march-2027-lyon",
            "my-private-event-in-march-2027-xyz",
            "7hX2mQe9LrVt0ZkPcWb4Y/",
            "7hX2mQe9LrVt0ZkPcWb4Yé",
            "00000000-0000-0000-0000-000000000000",
            SAMPLE,
        ] {
            assert!(check(bad, &[]).is_err(), "{bad}");
        }
        assert!(check("7hX2mQe9LrVt0ZkPcbread", &["bread".to_owned()]).is_err());
    }

    #[test]
    fn the_sample_is_that_of_the_guide() {
        let guide = include_str!("../../../docs/guide/events-private.md");
        assert!(guide.contains(&format!("token: {SAMPLE}")));
    }

    /// The codes of what is wrong, and which events may be published: `+` for everyone, `~` privately.
    fn found(list: &str) -> (Vec<&'static str>, String) {
        let read = read(&Source::new(ProjectPath::new("workshops.yml"), list));
        let codes = read.diagnostics.iter().map(|found| found.problem.code().name()).collect();
        let mark = |event: &crate::event::Event| match () {
            () if event.is_public() => '+',
            () if event.private_token().is_some() => '~',
            () => '!',
        };
        (codes, read.output.events.iter().map(|event| mark(event)).collect())
    }

    #[test]
    fn hiding_fails_closed() {
        let entry = |keys: &str| found(&format!("- {{title: T, {keys}}}\n- title: U\n"));
        assert_eq!(entry(&format!("token: {GOOD}")), (vec![], "~+".to_owned()));
        assert_eq!(entry(&format!("private: true, token: {GOOD}")), (vec![], "~+".to_owned()));
        assert_eq!(entry("private: false"), (vec![], "++".to_owned()));
        for wrong in [
            "private: true",
            "private: yes please",
            "private: [true]",
            "token:",
            "token: lyon",
            "token: [a]",
            "private: true, token:",
            &format!("private: false, token: {GOOD}"),
            &format!("token: {GOOD}, aliases: [old]"),
        ] {
            let (codes, marks) = entry(wrong);
            assert!(!codes.is_empty() && marks == "!+", "{wrong}: {codes:?} {marks}");
        }
        // A misspelled key is an error, with which nothing is written.
        for wrong in ["privat: true", "tokne: x", "Private: true"] {
            assert_eq!(entry(wrong).0, ["unknown-key"], "{wrong}");
        }
    }

    #[test]
    fn two_events_have_two_tokens() {
        let two = |other: &str| {
            found(&format!("- {{title: T, token: {GOOD}}}\n- {{title: U, token: {other}}}\n"))
        };
        assert_eq!(two(OTHER), (vec![], "~~".to_owned()));
        assert_eq!(two(GOOD), (vec!["bad-value"], "!!".to_owned()));
        // Some hosts do not tell these two addresses apart.
        let upper = OTHER.to_uppercase();
        let list = format!("- {{title: T, token: {OTHER}}}\n- {{title: U, token: {upper}}}\n");
        assert_eq!(found(&list).1, "!!");
    }

    #[test]
    fn a_private_event_changes_no_address_and_is_no_target() {
        let list = format!(
            "- {{title: T, date: 2027-03-02, city: Lyon, token: {GOOD}}}\n\
             - {{title: U, date: 2027-03-02, city: Lyon, translations: [secret]}}\n\
             - {{title: V, slug: secret, token: {OTHER}}}\n"
        );
        let read = read(&Source::new(ProjectPath::new("workshops.yml"), &list));
        assert_eq!(read.output.events[1].slug, "2027-03-02-lyon");
        let codes: Vec<_> = read.diagnostics.iter().map(|d| d.problem.code().name()).collect();
        assert_eq!(codes, ["unknown-event"]);
    }
}
