//! The words for a slide that is larger than the stage. This module measures nothing.

use super::Words;

/// The side by which a slide is too large.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// It is too high.
    #[default]
    Height,
    /// Something on it is too wide.
    Width,
}

impl Side {
    /// The side that a script calls so.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Height, Self::Width].into_iter().find(|side| side.name() == name)
    }

    /// What scripts call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Height => "height",
            Self::Width => "width",
        }
    }

    pub(super) fn words(self, slide: &str, percent: u32) -> Words {
        let (larger, help) = match self {
            Self::Height => (
                "higher",
                "make two slides of it with a line `---`, or set parts of it in `.small[…]`",
            ),
            Self::Width => {
                ("wider", "make its table, frame or picture narrower, or set it in `.small[…]`")
            }
        };
        let side = self.name();
        Words::new(
            format!("the slide `{slide}` is {larger} than the stage"),
            format!("even with smaller type it takes {percent} % of the stage's {side}"),
        )
        .help(help)
    }
}
