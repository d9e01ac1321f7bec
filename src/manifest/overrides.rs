//! Values from outside that override those of a manifest.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, ManifestProblem, Problem, StructureProblem, ValueProblem};

/// Where a value from outside was set.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum OverrideOrigin {
    /// `OVERRIDE_<key>`.
    Environment,
    /// `--set key=value`.
    CommandLine,
}

/// `OVERRIDE_<key>` of the environment and `--set key=value`, the latter winning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Overrides {
    values: BTreeMap<String, (String, OverrideOrigin)>,
}

impl Overrides {
    /// Sets a key; a later value replaces an earlier one.
    pub fn set(&mut self, key: &str, value: &str) {
        self.set_from(OverrideOrigin::CommandLine, key, value);
    }

    /// The same for a value of the environment.
    pub fn set_from(&mut self, origin: OverrideOrigin, key: &str, value: &str) {
        self.values.insert(key.to_owned(), (value.to_owned(), origin));
    }

    /// The value for a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(|(value, _)| value.as_str())
    }

    /// All overrides, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(key, (value, _))| (key.as_str(), value.as_str()))
    }

    /// Adds to a problem with a value from outside where the value was set. The location of such
    /// values is the start of the manifest, where no other value is empty.
    pub fn attribute(&self, diagnostic: &mut Diagnostic) {
        let is_start = diagnostic.span.as_ref().is_none_or(|span| span.start == 0 && span.end == 0);
        let key = match &diagnostic.problem {
            Problem::Manifest(ManifestProblem::UnusedExclude { .. }) => "exclude",
            Problem::Manifest(
                ManifestProblem::BadValue { key, .. } | ManifestProblem::UnknownKey { key, .. },
            )
            | Problem::Value(ValueProblem::OtherKey { key, .. }) => key.as_str(),
            Problem::Structure(StructureProblem::UnclosedComment) => {
                let has_comment =
                    |(_, (value, _)): &(&String, &(String, _))| value.contains("<!--");
                self.values.iter().find(has_comment).map_or("", |(key, _)| key.as_str())
            }
            _ => return,
        };
        let Some((_, origin)) = self.values.get(key).filter(|_| is_start) else { return };
        let origin = match origin {
            OverrideOrigin::Environment => format!("OVERRIDE_{key}"),
            OverrideOrigin::CommandLine => format!("--set {key}="),
        };
        let found = Box::new(diagnostic.problem.clone());
        diagnostic.problem = ValueProblem::Overridden { found, origin }.into();
        diagnostic.span = None;
    }
}
