//! What title slides show beside their titles, as data.

use std::sync::Arc;

/// What a title slide shows beside its title.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TitleMark {
    /// It opens a section.
    Opener(Opener),
    /// The title slide of the deck itself: the level of the deck.
    Level(String),
}

impl TitleMark {
    /// The address of the picture that it shows.
    pub fn picture(&self) -> Option<&str> {
        match self {
            Self::Opener(opener) => opener.picture.as_deref(),
            Self::Level(_) => None,
        }
    }
}

/// What the title slide of a section shows beside its title.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Opener {
    /// The number of the section, from 1.
    pub number: usize,
    /// Its part, in a deck that has several.
    pub part: Option<String>,
    /// Its number, and how many there are.
    pub place: Option<String>,
    /// Its planned time.
    pub time: Option<String>,
    /// The address of the picture on the slide before.
    pub picture: Option<String>,
    /// The parts of the deck on a line of [`WIDTH`], as an SVG path.
    pub track: Arc<str>,
    /// The content behind it.
    pub done: String,
    /// The section.
    pub now: String,
}

/// The length of the line that represents the deck, in units of a drawing.
pub const WIDTH: u64 = 1000;
