//! What the link labels of a deck lead to.

use std::collections::BTreeMap;

use crate::markdown::LinkDestination;

/// The link labels of a deck: the last definition of each label wins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Labels {
    targets: BTreeMap<String, LinkDestination>,
}

impl Labels {
    /// Defines a label and returns the target that it had.
    pub fn define(&mut self, label: &str, target: LinkDestination) -> Option<LinkDestination> {
        self.targets.insert(folded(label), target)
    }
}

#[comemo::track]
impl Labels {
    /// What a label leads to. Upper and lower case are the same, as are runs of white space.
    pub(super) fn target(&self, label: &str) -> Option<LinkDestination> {
        self.targets.get(&folded(label)).cloned()
    }
}

fn folded(label: &str) -> String {
    label.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
