//! Authors, date and topics of a deck: keys that the page about it shows.

use jiff::civil::Date;

use crate::span::Spanned;

/// The facts about its deck in a manifest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AboutDeck {
    /// Ids of people of the site, or names.
    pub authors: Vec<Spanned<String>>,
    /// The day of this version.
    pub date: Option<Date>,
    /// What it is about, in the author's words.
    pub topics: Vec<Spanned<String>>,
}
