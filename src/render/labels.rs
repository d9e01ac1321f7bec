//! The targets of a deck's link labels.

use std::collections::BTreeMap;

use crate::diag::nearest::nearest;
use crate::markdown::LinkDestination;

/// With how many known labels an unknown one is compared.
const MOST_COMPARED: usize = 300;

/// The link labels of a deck: the last definition of each label wins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Labels {
    targets: BTreeMap<String, LinkDestination>,
}

impl Labels {
    /// Defines a label and returns its previous target.
    pub fn define(&mut self, label: &str, target: LinkDestination) -> Option<LinkDestination> {
        self.targets.insert(folded(label), target)
    }

    /// All labels with their targets, in order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &LinkDestination)> {
        self.targets.iter().map(|(label, target)| (label.as_str(), target))
    }
}

#[comemo::track]
impl Labels {
    /// The target of a label. Case is ignored, and runs of white space are equal.
    pub(super) fn target(&self, label: &str) -> Option<LinkDestination> {
        self.targets.get(&folded(label)).cloned()
    }

    /// The label that the author probably intended by an unknown one.
    pub(super) fn nearest(&self, label: &str) -> Option<String> {
        let known = self.targets.keys().map(String::as_str).take(MOST_COMPARED);
        nearest(&folded(label), known).map(str::to_owned)
    }
}

fn folded(label: &str) -> String {
    label.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
