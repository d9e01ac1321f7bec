//! Compares the findings of successive builds: which of them are new.

use std::collections::BTreeMap;

use super::Locator;
use super::fingerprint::FindingIdentity;
use crate::diag::Diagnostic;
use crate::world::World;

/// The findings of the last build, recognized even if lines have moved since.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    last: Vec<Diagnostic>,
    /// How often each of them occurs.
    known: BTreeMap<FindingIdentity, usize>,
}

impl Findings {
    /// Replaces them by the findings of the next build, and returns the new ones.
    pub fn replaced_by(
        &mut self,
        diagnostics: &[Diagnostic],
        world: &dyn World,
    ) -> Vec<Diagnostic> {
        if diagnostics == self.last {
            return Vec::new();
        }
        let mut now: BTreeMap<FindingIdentity, usize> = BTreeMap::new();
        let locator = Locator::new(world);
        let is_new = |diagnostic: &&Diagnostic| {
            let identity = FindingIdentity::of(&locator.locate(diagnostic));
            let identity = identity.without_positions();
            let known = self.known.get(&identity).copied().unwrap_or_default();
            let count = now.entry(identity).or_default();
            *count += 1;
            *count > known
        };
        let new = diagnostics.iter().filter(is_new).cloned().collect();
        self.last = diagnostics.to_vec();
        self.known = now;
        new
    }
}

#[cfg(test)]
mod tests {
    use super::Findings;
    use crate::diag::{ContentProblem, Diagnostic};
    use crate::path::ProjectPath;
    use crate::span::Span;
    use crate::world::MemoryWorld;

    #[test]
    fn only_what_an_edit_brings_is_new() {
        let world = |text: &str| MemoryWorld::default().with("slides/a.md", text);
        let at = |start: usize| {
            let span = Span::new(ProjectPath::new("slides/a.md"), start, start + 1);
            Diagnostic::new(ContentProblem::MissingAlt, span)
        };
        let mut findings = Findings::default();
        assert_eq!(findings.replaced_by(&[at(0)], &world("x\n")).len(), 1);
        // The line moved.
        assert_eq!(findings.replaced_by(&[at(3)], &world("a\n\nx\n")), []);
        // The same line again, and another one.
        let now = [at(0), at(2), at(4)];
        assert_eq!(findings.replaced_by(&now, &world("x\nx\ny\n")), [at(2), at(4)]);
        assert_eq!(findings.replaced_by(&now, &world("x\nx\ny\n")), []);
        assert_eq!(findings.replaced_by(&[], &world("")), []);
        assert_eq!(findings.replaced_by(&[at(0)], &world("x\n")), [at(0)]);
    }
}
