//! The identity of a finding across runs, although lines move: its code, its file, the text of its
//! line and its message.

use std::collections::BTreeMap;
use std::hash::Hasher as _;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::Located;
use crate::span::floor_char_boundary;

/// How much of a line is used, in bytes: lines can be megabytes.
const MOST_TEXT: usize = 200;

/// The identity of a finding. Equal findings, such as the same line twice, are counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FindingIdentity {
    pub(super) file: String,
    pub(super) code: String,
    /// The line without white space at its ends.
    pub(super) text: String,
    pub(super) message: String,
}

impl FindingIdentity {
    pub(super) fn of(view: &Located<'_>) -> Self {
        let file = view.diagnostic.span.as_ref().map(|span| span.file.to_string());
        let line = view.place.as_ref().and_then(|place| {
            let source = place.source.as_ref()?;
            let start = source.lines().start(place.start.line - 1);
            let rest = source.text().get(start..)?.trim_start_matches([' ', '\t']);
            let line = &rest[..floor_char_boundary(rest, MOST_TEXT.min(rest.len()))];
            Some(line.split('\n').next().unwrap_or_default().trim_end().to_owned())
        });
        Self {
            file: file.unwrap_or_default(),
            code: view.code().to_owned(),
            text: line.unwrap_or_default(),
            message: view.words.message.clone(),
        }
    }

    /// The same, without line numbers in the message, which change.
    pub(super) fn without_positions(mut self) -> Self {
        self.message = without_positions(&self.message);
        self
    }

    /// A hash for the n-th of equal findings, the same on every machine and in every version.
    fn hash(&self, index: usize) -> String {
        let mut hasher = SipHasher13::new();
        for part in [&self.file, &self.code, &self.text, &self.message] {
            hasher.write(part.as_bytes());
            hasher.write(&[0xff]); // No byte of UTF-8.
        }
        hasher.write(index.to_string().as_bytes());
        format!("{:032x}", hasher.finish128().as_u128())
    }
}

/// The fingerprints of findings, all different.
pub(super) fn fingerprints(views: &[Located<'_>]) -> Vec<String> {
    let mut seen: BTreeMap<FindingIdentity, usize> = BTreeMap::new();
    let fingerprint = |view| {
        let identity = FindingIdentity::of(view).without_positions();
        let index = seen.entry(identity.clone()).or_default();
        *index += 1;
        identity.hash(*index)
    };
    views.iter().map(fingerprint).collect()
}

/// A message without `:12` and `:12:3` after the name of a file.
fn without_positions(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(colon) = rest.find(':') {
        let after = &rest[colon + 1..];
        let number = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        out.push_str(&rest[..colon]);
        if number == 0 {
            out.push(':');
        }
        rest = &after[number..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{FindingIdentity, without_positions};

    #[test]
    fn lines_in_messages_do_not_count() {
        assert_eq!(without_positions("twice: x.yml:12 and x.yml:14:3"), "twice: x.yml and x.yml");
        assert_eq!(without_positions("a: b :"), "a: b :");
    }

    /// Values stored in other systems must not change with the program.
    #[test]
    fn hashes_stay_as_they_are() {
        let identity = FindingIdentity {
            file: "slides/a.md".to_owned(),
            code: "near-tag".to_owned(),
            text: "class: slef-paced".to_owned(),
            message: "m".to_owned(),
        };
        assert_eq!(identity.hash(1), "76a492dd710dea3bd3fcafdd9e018164");
        assert_ne!(identity.hash(1), identity.hash(2));
    }
}
