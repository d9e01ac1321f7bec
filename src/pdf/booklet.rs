//! The data of a file besides its pages.

/// The properties of a file other than its pages.
pub struct Booklet<'a> {
    /// The title.
    pub title: &'a str,
    /// The names of its authors.
    pub authors: &'a [String],
    /// What it is about; may be empty.
    pub subject: &'a str,
    /// The code of its language.
    pub language: &'a str,
    /// What made it.
    pub creator: &'a str,
    /// The address of the deck while it was printed.
    pub here: &'a str,
    /// The beginning of the addresses of the site's pages while they are printed.
    pub printed_at: &'a str,
    /// Its beginning when it is published.
    pub published_at: Option<&'a str>,
}
