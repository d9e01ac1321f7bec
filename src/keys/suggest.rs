//! The key that an author probably intended by an unknown one.

use super::{MAPPINGS, Mapping};
use crate::diag::nearest::{closest, nearest};
use crate::diag::{ManifestProblem, Problem, ValueProblem};

/// How many keys a message lists.
const MOST_LISTED: usize = 8;

/// How many it lists if there are more.
const FEW: usize = 3;

impl Mapping {
    /// The problem with a key that this kind of mapping does not have.
    pub fn unknown(&self, written: &str) -> Problem {
        let other = |help: String| ValueProblem::OtherKey { key: written.to_owned(), help }.into();
        if let Some((key, value)) = written.split_once(':')
            && !value.is_empty()
        {
            return other(format!("write a space after the colon: `{key}: {value}`"));
        }
        let plain = plain(written);
        if let Some(key) = self.names().find(|key| *key == plain) {
            return self.near(written, Some(key));
        }
        let meant = self.meant_by(&plain);
        if !meant.is_empty() {
            return other(format!("did you mean `{}`?", meant.join("` or `")));
        }
        let hint = self.hints.iter().find(|(names, _)| names.contains(&plain.as_str()));
        if let Some((_, help)) = hint {
            return other((*help).to_owned());
        }
        let has = |mapping: &&Self| mapping.names().any(|name| name == plain);
        let is_key_of = |name: &str| MAPPINGS.iter().filter(|of| of.name == name).any(has);
        match self.elsewhere.iter().find(|(name, _)| is_key_of(name)) {
            Some((_, help)) => other(help.replace("{}", &plain)),
            None => self.near(written, nearest(written, self.names())),
        }
    }

    /// Whether there is a suggestion for a key, by its name alone.
    pub fn explains(&self, written: &str) -> bool {
        let plain = plain(written);
        let hint = self.hints.iter().find(|(names, _)| names.contains(&plain.as_str()));
        hint.is_some() || !self.meant_by(&plain).is_empty()
    }

    /// The keys that have a synonym.
    fn meant_by(&self, synonym: &str) -> Vec<&'static str> {
        let has = |synonyms: &[&str]| synonyms.contains(&synonym);
        self.rows.iter().filter(|row| has(row.synonyms)).map(|row| row.name).collect()
    }

    fn near(&self, written: &str, nearest: Option<&str>) -> Problem {
        let is_long = self.rows.len() > MOST_LISTED;
        let known = match nearest {
            None if is_long => closest(written, self.names(), FEW),
            _ => self.names().collect(),
        };
        let problem = ManifestProblem::UnknownKey {
            key: written.to_owned(),
            nearest: nearest.map(str::to_owned),
            known: known.into_iter().map(str::to_owned).collect(),
            page: is_long.then_some(self.page),
        };
        problem.into()
    }
}

/// A key in lower case, without what separates its words.
pub fn plain(key: &str) -> String {
    let is_letter = |c: &char| c.is_alphanumeric();
    key.chars().filter(is_letter).flat_map(char::to_lowercase).collect()
}
