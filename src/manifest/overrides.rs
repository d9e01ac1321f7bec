//! Values from outside that override those of a manifest.

use std::collections::BTreeMap;

/// `OVERRIDE_<key>` of the environment and `--set key=value`, the latter winning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Overrides {
    values: BTreeMap<String, String>,
}

impl Overrides {
    /// Sets a key; a later value replaces an earlier one.
    pub fn set(&mut self, key: &str, value: &str) {
        self.values.insert(key.to_owned(), value.to_owned());
    }

    /// The value for a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// All overrides, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}
