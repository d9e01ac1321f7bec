//! Applies levels to findings: those of `workshops.yml`, of comments, and of the command line.
//!
//! From weakest to strongest: the code's own severity, `check:`, its `files:`, the command line,
//! a comment on the slide. [`CheckSettings`] knows the first four.

use std::collections::{BTreeMap, BTreeSet};

use crate::deck::Allowance;
use crate::diag::level::{CheckSettings, Level, LevelSet};
use crate::diag::nearest::nearest;
use crate::diag::{Code, Diagnostic, LevelProblem, Problem, Severity};
use crate::glob;
use crate::model::{Config, Decks, Denied};
use crate::path::ProjectPath;
use crate::span::Span;
use crate::world::World;

/// The contents of a site.
const FOLDERS: [&str; 5] = ["slides", "static", "templates", "events", "workshops.yml"];

/// A code in a comment, which several decks may show.
type AllowedPlace = (Span, Code);

/// From where to where in a file a comment covers it, and the comment.
type Scope = (u32, u32, Span);

/// The rules for findings.
#[derive(Clone, Debug, Default)]
pub struct FindingLevels {
    settings: CheckSettings,
    command: LevelSet,
    denied: Denied,
    /// By the file and code to which they apply: the part of the file, and the comment.
    allowances: BTreeMap<(ProjectPath, Code), BTreeSet<Scope>>,
    /// The comments that some deck shows.
    shown: BTreeSet<AllowedPlace>,
    used: BTreeSet<AllowedPlace>,
    /// The files and codes for which some findings were only counted.
    counted: BTreeSet<(ProjectPath, Code)>,
}

impl FindingLevels {
    /// The levels of a build.
    pub(super) fn new(config: &Config, settings: &CheckSettings, decks: &Decks) -> Self {
        let mut levels = Self {
            settings: settings.clone(),
            command: config.levels.clone(),
            denied: config.denied,
            ..Self::default()
        };
        for allowance in decks.values().flat_map(|deck| deck.plan.allowances()) {
            let Allowance { code, span, scope, is_shown } = allowance;
            let key = (scope.file.clone(), *code);
            let places = levels.allowances.entry(key).or_default();
            places.insert((scope.start, scope.end, span.clone()));
            if *is_shown {
                levels.shown.insert((span.clone(), *code));
            }
        }
        levels
    }

    /// Gives each finding its severity, and removes those that are allowed.
    pub fn apply(&mut self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut known = BTreeMap::new();
        let judged = diagnostics.into_iter().filter_map(|mut found| {
            let code = found.problem.code();
            let file = found.span.as_ref().map(|span| &span.file);
            let key = (file.cloned(), code);
            let level = *known.entry(key).or_insert_with_key(|(file, code)| {
                let file = file.as_ref().map(ProjectPath::as_str);
                self.settings.level(*code, file, &self.command)
            });
            // Even if it is not reported anyway, the comment is about it.
            let is_allowed = !code.is_fixed() && self.is_allowed(&found);
            if is_allowed || level == Level::Allow {
                return None;
            }
            found.level = Some(match (level, self.denied) {
                (Level::Deny, Denied::Errors) => Severity::Error,
                // A finding that is an error by default stays one even if errors do not stop the
                // build.
                (Level::Deny, Denied::Warnings) => code.severity(),
                _ => Severity::Warning,
            });
            Some(found)
        });
        judged.collect()
    }

    /// Whether a comment on its slide allows a finding.
    fn is_allowed(&mut self, found: &Diagnostic) -> bool {
        let Some(span) = &found.span else { return false };
        let key = (span.file.clone(), found.problem.code());
        let Some(places) = self.allowances.get(&key) else { return false };
        if matches!(found.problem, Problem::More(_)) {
            self.counted.insert(key);
            return false;
        }
        let covers = |&&(start, end, _): &&Scope| start <= span.start && span.start <= end;
        let mut is_allowed = false;
        for (_, _, comment) in places.iter().filter(covers) {
            is_allowed = true;
            self.used.insert((comment.clone(), key.1));
        }
        is_allowed
    }

    /// The comments that allowed nothing, for codes whose checks ran.
    pub fn unused(&mut self, is_sought: impl Fn(Code) -> bool) -> Vec<Diagnostic> {
        let is_unused = |(file, code, comment): &(&ProjectPath, Code, &Span)| {
            let place = ((*comment).clone(), *code);
            is_sought(*code)
                && self.shown.contains(&place)
                && !self.used.contains(&place)
                && !self.counted.contains(&((*file).clone(), *code))
                // A commit cannot be changed.
                && comment.file.revision().is_none()
        };
        let all = self.allowances.iter().flat_map(|((file, code), places)| {
            places.iter().map(move |(_, _, comment)| (file, *code, comment))
        });
        let places: BTreeSet<AllowedPlace> =
            all.filter(is_unused).map(|(_, code, comment)| (comment.clone(), code)).collect();
        let unused = places.into_iter();
        let unused = unused
            .map(|(comment, code)| Diagnostic::new(LevelProblem::UnusedAllow { code }, comment));
        self.apply(unused.collect())
    }

    /// The patterns of `check:` that match no file.
    pub(super) fn unmatched(&self, world: &dyn World) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for files in &self.settings.files {
            let (prefix, is_whole) = glob::literal_prefix(&files.pattern.value);
            if prefix.is_empty() {
                continue; // Files anywhere: the site's folder holds much that no build reads.
            }
            let below = world.list(&prefix);
            let matches = |path: &ProjectPath| glob::matches(&files.pattern.value, path.as_str());
            let file = ProjectPath::new(&prefix);
            if below.iter().any(matches) || (is_whole && world.is_file(&file)) {
                continue;
            }
            let nearest = match prefix.split_once('/') {
                None => nearest(&prefix, FOLDERS).map(str::to_owned),
                Some((top, _)) => {
                    let siblings = world.list(top);
                    let names = siblings.iter().flat_map(|path| {
                        [path.folder(), path.as_str()].into_iter().take(if is_whole {
                            2
                        } else {
                            1
                        })
                    });
                    nearest(&prefix, names.filter(|name| name.contains('/'))).map(str::to_owned)
                }
            };
            let pattern = files.pattern.value.clone();
            let problem = LevelProblem::UnmatchedPattern { pattern, nearest };
            found.push(Diagnostic::new(problem, files.pattern.span.clone()));
        }
        found
    }
}
