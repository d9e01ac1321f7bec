//! Whether pages have speaker notes.

/// Whether a page has the speaker notes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum SpeakerNotes {
    /// Each slide is followed by its notes.
    Shown,
    /// The page is rendered without them.
    LeftOut,
}
