//! A baseline: findings that are known, so that only new ones fail.
//!
//! A finding is known by its code, its file, the text of its line and its message, so that moved
//! lines change nothing; equal ones are counted. If a file has so many findings of a code that not
//! all are listed, only their number counts. Errors that no level lowers are never in a baseline.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Locator;
use super::fingerprint::FindingIdentity;
use crate::diag::{Code, Diagnostic, LevelProblem, Problem};
use crate::path::ProjectPath;
use crate::span::Span;
use crate::world::World;

/// The version of the form.
const VERSION: u32 = 1;

/// Equal findings. Without a text and a message: all of a code in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineEntry {
    file: String,
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    count: usize,
}

#[derive(Deserialize)]
struct BaselineFile {
    version: u32,
    findings: Vec<BaselineEntry>,
}

/// The known findings of a site.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    entries: Vec<BaselineEntry>,
    /// The line of each entry in the file, if each has its own.
    lines: Vec<std::ops::Range<usize>>,
}

/// Findings, compared with a baseline.
#[derive(Clone, Debug, Default)]
pub struct BaselineComparison {
    /// Findings that it does not list.
    pub new: Vec<Diagnostic>,
    /// How many it lists.
    pub known: usize,
    /// The entries whose findings were fixed, as findings.
    pub stale: Vec<Diagnostic>,
}

/// The key by which entries are compared: text and message are those of an identity, or missing.
type EntryKey = (String, String, Option<(String, String)>);

impl Baseline {
    /// Reads a baseline.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: BaselineFile = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.version != VERSION {
            return Err(format!("version {} is unknown; expected {VERSION}", file.version));
        }
        let start = |line: &str| line.as_ptr().addr() - text.as_ptr().addr();
        let lines = text.lines().filter(|line| line.trim_start().starts_with("{\"file\":"));
        let lines: Vec<_> = lines
            .map(|line| {
                let from = start(line.trim_start());
                from..from + line.trim().len()
            })
            .collect();
        let lines = if lines.len() == file.findings.len() { lines } else { Vec::new() };
        Ok(Self { entries: file.findings, lines })
    }

    /// The baseline of findings. Findings of checks that did not run stay as in an earlier
    /// baseline.
    pub fn of(
        diagnostics: &[Diagnostic],
        world: &dyn World,
        (before, is_sought): (&Self, &dyn Fn(Code) -> bool),
    ) -> Self {
        let kept = before
            .entries
            .iter()
            .filter(|entry| Code::from_name(&entry.code).is_some_and(|code| !is_sought(code)));
        let mut entries: Vec<BaselineEntry> = kept.cloned().collect();
        let is_counted = counted_kinds(diagnostics);
        let mut counts: BTreeMap<EntryKey, (usize, String)> = BTreeMap::new();
        let locator = Locator::new(world);
        for found in diagnostics.iter().filter(|found| is_listed(found)) {
            let identity = identity(found, &locator);
            let message = identity.message.clone();
            let key = if is_counted.contains(&(identity.file.clone(), identity.code.clone())) {
                (identity.file, identity.code, None)
            } else {
                exact(identity)
            };
            counts.entry(key).or_insert_with(|| (0, message)).0 += found.count();
        }
        entries.extend(counts.into_iter().map(|((file, code, exact), (count, message))| {
            let text = exact.as_ref().map(|(text, _)| text.clone());
            BaselineEntry { file, code, text, message: exact.map(|_| message), count }
        }));
        entries.sort();
        Self { entries, lines: Vec::new() }
    }

    /// How many findings it lists.
    pub fn count(&self) -> usize {
        self.entries.iter().map(|entry| entry.count).sum()
    }

    /// Its text: an entry on each line, for versions that are compared and merged.
    pub fn text(&self) -> String {
        // A struct of strings and a number: serialising it cannot fail.
        let line = |entry| format!("\n    {}", serde_json::to_string(entry).unwrap_or_default());
        let lines: Vec<String> = self.entries.iter().map(line).collect();
        let end = if lines.is_empty() { "" } else { "\n  " };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{}{end}]\n}}\n", lines.join(","))
    }

    /// Compares findings with it. Fixed ones are only noticed among what was looked for; `file` is
    /// the path of the baseline, if it is in the site.
    pub fn compare(
        &self,
        diagnostics: Vec<Diagnostic>,
        world: &dyn World,
        (file, is_sought): (Option<&ProjectPath>, &dyn Fn(Code) -> bool),
    ) -> BaselineComparison {
        let mut left: BTreeMap<EntryKey, usize> = BTreeMap::new();
        for entry in &self.entries {
            *left.entry(entry.key()).or_default() += entry.count;
        }
        let mut comparison = BaselineComparison::default();
        let locator = Locator::new(world);
        for found in diagnostics {
            if is_listed(&found) && take(&mut left, &found, &locator) {
                comparison.known += found.count();
            } else {
                comparison.new.push(found);
            }
        }
        for (index, entry) in self.entries.iter().enumerate() {
            let is_sought = Code::from_name(&entry.code).is_none_or(is_sought);
            let fixed = left.get(&entry.key()).copied().unwrap_or_default().min(entry.count);
            if fixed == 0 || !is_sought {
                continue;
            }
            left.entry(entry.key()).and_modify(|left| *left -= fixed);
            let problem = LevelProblem::StaleBaseline {
                code: entry.code.clone(),
                file: entry.file.clone(),
                message: entry.message.clone().unwrap_or_default(),
                fixed,
                left: entry.count - fixed,
            };
            comparison.stale.push(match (file, self.lines.get(index)) {
                (Some(file), Some(line)) => {
                    Diagnostic::new(problem, Span::new(file.clone(), line.start, line.end))
                }
                _ => Diagnostic::nowhere(problem),
            });
        }
        comparison
    }
}

impl BaselineEntry {
    fn key(&self) -> EntryKey {
        let identity = FindingIdentity {
            file: self.file.clone(),
            code: self.code.clone(),
            text: self.text.clone().unwrap_or_default(),
            message: self.message.clone().unwrap_or_default(),
        };
        match (&self.text, &self.message) {
            (None, None) => (identity.file, identity.code, None),
            _ => exact(identity),
        }
    }
}

fn exact(identity: FindingIdentity) -> EntryKey {
    let FindingIdentity { file, code, text, message } = identity.without_positions();
    (file, code, Some((text, message)))
}

/// Removes a finding from the entries of a baseline, if it is there.
fn take(left: &mut BTreeMap<EntryKey, usize>, found: &Diagnostic, locator: &Locator<'_>) -> bool {
    let identity = identity(found, locator);
    let any = (identity.file.clone(), identity.code.clone(), None);
    for key in [exact(identity), any] {
        let Some(count) = left.get_mut(&key).filter(|count| **count > 0) else { continue };
        let is_enough = *count >= found.count();
        *count = count.saturating_sub(found.count());
        return is_enough;
    }
    false
}

/// Whether a baseline may list a finding.
fn is_listed(found: &Diagnostic) -> bool {
    !found.is_fixed()
}

/// The files and codes for which some findings are only counted.
fn counted_kinds(diagnostics: &[Diagnostic]) -> BTreeSet<(String, String)> {
    let counted = diagnostics.iter().filter(|found| matches!(found.problem, Problem::More(_)));
    let kind = |found: &Diagnostic| {
        let file = found.span.as_ref().map(|span| span.file.to_string()).unwrap_or_default();
        (file, found.problem.code().name().to_owned())
    };
    counted.map(kind).collect()
}

fn identity(found: &Diagnostic, locator: &Locator<'_>) -> FindingIdentity {
    FindingIdentity::of(&locator.locate(found))
}
