//! How much of a site the output contains.

/// The extent of the output.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The whole site.
    Site,
    /// One event of the site.
    Event,
}
