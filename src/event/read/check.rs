//! `check:`: the levels of findings, for the site and for some of its files, and which links are requested.

use super::{EventReader, shown};
use crate::diag::LevelProblem;
use crate::diag::level::{CheckSettings, CodeSelector, FileLevels, Level, LevelSet};
use crate::diag::nearest::nearest;
use crate::keys::{CHECK, CheckKey, FILE_LEVELS, KeySet, LINKS, LevelKey, LinksKey};
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::path::ProjectPath;
use crate::span::Spanned;

impl EventReader<'_> {
    /// The levels of the site, and those of some files.
    pub(super) fn check(&mut self, value: Yaml) -> CheckSettings {
        let mut settings = CheckSettings::default();
        for (key, value) in
            self.mapping("check", "a mapping such as `{deny: [missing-alt]}`", value)
        {
            let levels = &mut settings.levels;
            match CheckKey::named(&key.value) {
                Some(CheckKey::Deny) => self.levels(Level::Deny, &value, levels),
                Some(CheckKey::Warn) => self.levels(Level::Warn, &value, levels),
                Some(CheckKey::Allow) => self.levels(Level::Allow, &value, levels),
                Some(CheckKey::Files) => settings.files = self.file_levels(value),
                Some(CheckKey::Links) => settings.ignored_links = self.ignored_links(value),
                None => self.unknown(&key, &CHECK),
            }
        }
        settings
    }

    fn ignored_links(&mut self, value: Yaml) -> Vec<Spanned<String>> {
        let mut ignored = Vec::new();
        for (key, value) in self.mapping("links", "a mapping, such as `{ignore: […]}`", value) {
            match LinksKey::named(&key.value) {
                Some(LinksKey::Ignore) => ignored = self.list("ignore", &value),
                None => self.unknown(&key, &LINKS),
            }
        }
        ignored
    }

    fn file_levels(&mut self, value: Yaml) -> Vec<FileLevels> {
        let mut files = Vec::new();
        let entries = self.mapping("files", "a mapping of patterns to levels", value);
        for (pattern, value) in entries {
            let mut levels = LevelSet::default();
            let is_inside = ProjectPath::resolve("", &pattern.value).is_some();
            if !is_inside {
                self.bad(
                    "files",
                    &pattern,
                    "a path from the site's folder, such as `slides/old/**`",
                );
            }
            let name = format!("files.{}", pattern.value);
            for (key, value) in
                self.mapping(&name, "a mapping such as `{allow: [near-tag]}`", value)
            {
                match LevelKey::named(&key.value) {
                    Some(LevelKey::Deny) => self.levels(Level::Deny, &value, &mut levels),
                    Some(LevelKey::Warn) => self.levels(Level::Warn, &value, &mut levels),
                    Some(LevelKey::Allow) => self.levels(Level::Allow, &value, &mut levels),
                    None => self.unknown(&key, &FILE_LEVELS),
                }
            }
            if is_inside {
                files.push(FileLevels { pattern, levels });
            }
        }
        files
    }

    /// The codes that get a level.
    fn levels(&mut self, level: Level, value: &Yaml, set: &mut LevelSet) {
        let one = std::slice::from_ref(value);
        let items = match &value.node {
            YamlNode::Null => &[],
            YamlNode::List(items) => items.as_slice(),
            _ => one,
        };
        for item in items {
            match item.scalar() {
                Some(name) => {
                    self.code(&Spanned::new(name.to_owned(), item.span.clone()), level, set);
                }
                None if item.node == YamlNode::Null => self.empty(level.name(), item),
                None => self.wrong(level.name(), "a code, or a list of codes", item),
            }
        }
    }

    fn code(&mut self, name: &Spanned<String>, level: Level, set: &mut LevelSet) {
        // Several codes in one line, as on the command line.
        let names = name.value.split([',', ' ']).filter(|name| !name.is_empty());
        for word in names {
            let Some(selector) = CodeSelector::from_name(word) else {
                let nearest = nearest(word, CodeSelector::names()).map(str::to_owned);
                self.report(LevelProblem::UnknownCode { found: shown(word), nearest }, &name.span);
                continue;
            };
            match selector {
                CodeSelector::Code(code) if code.is_fixed() && level != Level::Deny => {
                    let level = level.name();
                    self.report(LevelProblem::CannotAllow { code, level }, &name.span);
                }
                _ if !set.set(selector, level) => {
                    self.report(LevelProblem::TwoLevels { name: word.to_owned() }, &name.span);
                }
                _ => {}
            }
        }
    }
}
