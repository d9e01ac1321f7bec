//! Levels: whether findings of a code are reported, and whether they fail the command.
//!
//! **Invariant:** no level changes an error that [`Code::is_fixed`]. What a level allows is not
//! reported at all.

use std::collections::BTreeMap;

use super::{Code, Severity};
use crate::glob;
use crate::span::Spanned;

/// What to do with the findings of a code.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// They are not reported.
    Allow,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 3] = [Self::Deny, Self::Warn, Self::Allow];

    /// Its name, which is a key of `check:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

/// The word for all codes that are warnings by default.
const WARNINGS: &str = "warnings";

/// The codes to which a level applies.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum CodeSelector {
    /// One code.
    Code(Code),
    /// All codes that are warnings by default.
    Warnings,
}

impl CodeSelector {
    /// The selector of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == WARNINGS {
            return Some(Self::Warnings);
        }
        Code::from_name(name).map(Self::Code)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code(code) => code.name(),
            Self::Warnings => WARNINGS,
        }
    }

    /// All names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Code::all().map(Code::name).chain([WARNINGS])
    }
}

/// Levels by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelSet {
    codes: BTreeMap<Code, Level>,
    warnings: Option<Level>,
}

impl LevelSet {
    /// Sets the level of a selector. Returns false if it has another level already.
    pub fn set(&mut self, selector: CodeSelector, level: Level) -> bool {
        let before = match selector {
            CodeSelector::Code(code) => self.codes.insert(code, level),
            CodeSelector::Warnings => self.warnings.replace(level),
        };
        before.is_none_or(|before| before == level)
    }

    /// The level of a code, given the level without this set. A code that is named takes precedence
    /// over `warnings`.
    fn level(&self, code: Code, before: Level) -> Level {
        if let Some(level) = self.codes.get(&code) {
            return *level;
        }
        match self.warnings.filter(|_| code.severity() == Severity::Warning) {
            // An allowed code stays allowed: only its own name changes that.
            Some(_) if before == Level::Allow => before,
            Some(level) => level,
            None => before,
        }
    }
}

/// The levels of the files that match a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLevels {
    /// The pattern, with `*`, `?` and `**`.
    pub pattern: Spanned<String>,
    /// The levels.
    pub levels: LevelSet,
}

/// `check:` of `workshops.yml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// The levels of the whole site.
    pub levels: LevelSet,
    /// The levels of some files; later ones take precedence.
    pub files: Vec<FileLevels>,
    /// Patterns of the addresses that are not requested.
    pub ignored_links: Vec<Spanned<String>>,
}

impl CheckSettings {
    /// The level of a code in a file, with a set that takes precedence.
    pub fn level(&self, code: Code, file: Option<&str>, over: &LevelSet) -> Level {
        let default = match code.severity() {
            Severity::Error => Level::Deny,
            Severity::Warning => Level::Warn,
        };
        if code.is_fixed() {
            return default;
        }
        let is_meant = |files: &&FileLevels| {
            file.is_some_and(|file| glob::matches(&files.pattern.value, file))
        };
        let sets = self.files.iter().filter(is_meant).map(|files| &files.levels);
        let sets = std::iter::once(&self.levels).chain(sets).chain([over]);
        sets.fold(default, |level, set| set.level(code, level))
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckSettings, CodeSelector, FileLevels, Level, LevelSet};
    use crate::diag::Code;
    use crate::path::ProjectPath;
    use crate::span::{Span, Spanned};

    fn set(levels: &[(&str, Level)]) -> LevelSet {
        let mut set = LevelSet::default();
        for (name, level) in levels {
            set.set(CodeSelector::from_name(name).unwrap(), *level);
        }
        set
    }

    fn files(pattern: &str, levels: &[(&str, Level)]) -> FileLevels {
        let span = Span::start_of(ProjectPath::new("workshops.yml"));
        FileLevels { pattern: Spanned::new(pattern.to_owned(), span), levels: set(levels) }
    }

    #[test]
    fn what_is_nearer_takes_precedence() {
        use Level::{Allow, Deny, Warn};
        let settings = CheckSettings {
            levels: set(&[("warnings", Deny), ("missing-alt", Warn), ("near-tag", Allow)]),
            ignored_links: Vec::new(),
            files: vec![
                files("slides/old", &[("warnings", Allow)]),
                files("slides/old/kept.md", &[("missing-picture", Deny), ("near-tag", Warn)]),
            ],
        };
        let level = |code: Code, file: &str, over: &[(&str, Level)]| {
            settings.level(code, Some(file), &set(over))
        };
        assert_eq!(level(Code::StrayHtml, "slides/a.md", &[]), Deny);
        assert_eq!(level(Code::MissingAlt, "slides/a.md", &[]), Warn);
        assert_eq!(level(Code::NearTag, "slides/a.md", &[]), Allow);
        assert_eq!(level(Code::StrayHtml, "slides/old/a.md", &[]), Allow);
        assert_eq!(level(Code::MissingPicture, "slides/old/kept.md", &[]), Deny);
        assert_eq!(level(Code::NearTag, "slides/old/kept.md", &[]), Warn);
        // The command line.
        assert_eq!(level(Code::MissingAlt, "slides/a.md", &[("warnings", Deny)]), Deny);
        assert_eq!(level(Code::NearTag, "slides/a.md", &[("warnings", Deny)]), Allow);
        assert_eq!(level(Code::NearTag, "slides/a.md", &[("near-tag", Deny)]), Deny);
        assert_eq!(level(Code::NearTag, "slides/a.md", &[("near-tag", Warn)]), Warn);
    }

    #[test]
    fn errors_that_are_fixed_keep_their_level() {
        let over = set(&[("hidden-separator", Level::Allow), ("empty-deck", Level::Warn)]);
        let settings = CheckSettings::default();
        assert_eq!(settings.level(Code::HiddenSeparator, None, &over), Level::Deny);
        assert_eq!(settings.level(Code::EmptyDeck, None, &over), Level::Warn);
    }
}
