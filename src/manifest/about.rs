//! Who wrote a deck, when, and what it is about: keys that the page about it shows.

use jiff::civil::Date;

use crate::span::Spanned;

/// What a manifest tells about its deck.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AboutDeck {
    /// Ids of people of the site, or names.
    pub authors: Vec<Spanned<String>>,
    /// The day of this version.
    pub date: Option<Date>,
    /// What it is about, in the author's words.
    pub topics: Vec<Spanned<String>>,
}
