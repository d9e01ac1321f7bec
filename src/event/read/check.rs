//! `check:` of the list of events: what `deckyard check` looks at.

use super::EventReader;
use crate::event::CheckSettings;
use crate::manifest::yaml::Yaml;

/// The keys of `check`.
const CHECK_KEYS: [&str; 1] = ["links"];

/// The keys of `links` in `check`.
const LINK_KEYS: [&str; 1] = ["ignore"];

impl EventReader<'_> {
    /// `check: {links: {ignore: [https://www.linkedin.com/*]}}`.
    pub(super) fn checks(&mut self, value: Yaml) -> CheckSettings {
        let mut settings = CheckSettings::default();
        for (key, value) in self.mapping("check", "a mapping of what is checked", value) {
            match key.value.as_str() {
                "links" => self.checked_links(value, &mut settings),
                _ => self.unknown(&key, &CHECK_KEYS),
            }
        }
        settings
    }

    fn checked_links(&mut self, value: Yaml, settings: &mut CheckSettings) {
        for (key, value) in self.mapping("links", "a mapping, such as `{ignore: […]}`", value) {
            match key.value.as_str() {
                "ignore" => settings.ignored_links = self.list("ignore", &value),
                _ => self.unknown(&key, &LINK_KEYS),
            }
        }
    }
}
