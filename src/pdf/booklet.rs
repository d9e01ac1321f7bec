//! What is to be known of a file beside its pages.

/// What is to be known of a file beside its pages.
pub struct Booklet<'a> {
    /// The title.
    pub title: &'a str,
    /// The names of those who wrote it.
    pub authors: &'a [String],
    /// What it is about; may be empty.
    pub subject: &'a str,
    /// The code of its language.
    pub language: &'a str,
    /// What made it.
    pub creator: &'a str,
    /// The address of the deck while it was printed.
    pub here: &'a str,
    /// What the address of a page of the site begins with, while it is printed.
    pub printed_at: &'a str,
    /// What it begins with once it is published.
    pub published_at: Option<&'a str>,
}
