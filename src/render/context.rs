//! State shared by all texts of a slide during rendering.

use std::collections::BTreeMap;

use comemo::Tracked;

use super::labels::Labels;

/// State shared by all texts of a slide.
#[derive(Copy, Clone)]
pub(super) struct Context<'a> {
    /// The values of `{{key}}`.
    pub(super) variables: &'a BTreeMap<String, String>,
    /// The targets of link labels.
    pub(super) labels: Tracked<'a, Labels>,
    /// Parts with lower numbers were explained on an earlier slide.
    pub(super) settled: u32,
    pub(super) side: SlideSide,
}

/// Whether a text is content or notes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum SlideSide {
    Content,
    Notes,
}
