//! What all texts of a slide share while it is rendered.

use std::collections::BTreeMap;

use comemo::Tracked;

use super::labels::Labels;

/// What all texts of a slide share.
#[derive(Copy, Clone)]
pub(super) struct Context<'a> {
    /// What `{{key}}` stands for.
    pub(super) variables: &'a BTreeMap<String, String>,
    /// What link labels lead to.
    pub(super) labels: Tracked<'a, Labels>,
    /// Parts with lower numbers were explained on an earlier slide.
    pub(super) settled: u32,
    pub(super) side: SlideSide,
}

/// What a text of a slide is for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum SlideSide {
    Content,
    Notes,
}
