//! Problems of legibility: parts of a slide that an audience could not read, as measured in a
//! browser.

use serde::Deserialize;

use super::Words;
use crate::diag::Code;

/// The height of the stage in the pixels that type is measured in, as in `web/scripts/common/sizes.js`.
const STAGE_HEIGHT: u32 = 720;

/// A finding of a browser about a slide, as scripts write it (`web/scripts/common/measure.js`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Illegible {
    /// The slide is higher than the stage.
    Height {
        /// How much of the stage's height it takes, in percent.
        percent: u32,
        /// The first step that shows something below the stage.
        #[serde(default)]
        step: u32,
    },
    /// Something on it is wider than the stage.
    Width {
        /// How much of the stage's width it takes, in percent.
        percent: u32,
    },
    /// Its title takes too many lines.
    Title {
        /// The number of lines, without line breaks of the author.
        lines: u32,
        /// The beginning of the title.
        text: String,
    },
    /// Its smallest type is too small.
    Type {
        /// The size, in tenths of a pixel of the stage.
        tenths: u32,
        /// The beginning of a text of that size.
        text: String,
    },
    /// A text hardly differs from its background.
    Contrast {
        /// The ratio of WCAG 2.2, in hundredths.
        hundredths: u32,
        /// The least ratio for type of that size, in tenths.
        least: u32,
        /// The palette: `light` or `dark`.
        scheme: String,
        /// The colour of the text.
        ink: String,
        /// The colour behind it.
        paper: String,
        /// The beginning of the text.
        text: String,
    },
}

impl Illegible {
    /// Whether the slide does not fit the stage.
    pub fn is_overflow(&self) -> bool {
        matches!(self, Self::Height { .. } | Self::Width { .. })
    }

    /// The text that it is about, if it is about one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Height { .. } | Self::Width { .. } => None,
            Self::Title { text, .. } | Self::Type { text, .. } | Self::Contrast { text, .. } => {
                Some(text)
            }
        }
    }
}

/// A slide that is hard to read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LegibilityProblem {
    /// The address of the slide.
    pub slide: String,
    /// What was found.
    pub finding: Illegible,
}

impl LegibilityProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self.finding {
            Illegible::Height { .. } | Illegible::Width { .. } => Code::Overflow,
            Illegible::Title { .. } => Code::LongTitle,
            Illegible::Type { .. } => Code::SmallType,
            Illegible::Contrast { .. } => Code::LowContrast,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        let slide = &self.slide;
        match &self.finding {
            Illegible::Height { percent, step } => {
                let from = if *step == 0 { String::new() } else { format!(" from step {step} on") };
                Words::new(
                    format!("the slide `{slide}` is higher than the stage{from}"),
                    format!("even with smaller type it takes {percent} % of the stage's height"),
                )
                .help("split it with a line `---`, or set parts of it in `.small[…]`")
            }
            Illegible::Width { percent } => Words::new(
                format!("the slide `{slide}` is wider than the stage"),
                format!("even with smaller type it takes {percent} % of the stage's width"),
            )
            .help("make its table, frame or picture narrower, or set it in `.small[…]`"),
            Illegible::Title { lines, text } => Words::new(
                format!("the title of the slide `{slide}` is too long"),
                format!("even with smaller type, “{text}” takes {lines} lines"),
            )
            .help("shorten it to two lines at most, and put the rest below it"),
            Illegible::Type { tenths, text } => Words::new(
                format!("the slide `{slide}` has type that is too small to read"),
                format!(
                    "“{text}” is {} px high on a stage of {STAGE_HEIGHT} px",
                    decimal(*tenths, 10)
                ),
            )
            .help("at least 12 px: split the drawing or table, or remove a `.small[…]`"),
            Illegible::Contrast { hundredths, least, scheme, ink, paper, text } => Words::new(
                format!("the slide `{slide}` has text with too little contrast"),
                format!(
                    "“{text}”: {ink} on {paper} is {} to 1, {} palette; expected {} to 1",
                    decimal(*hundredths, 100),
                    scheme,
                    decimal(*least, 10)
                ),
            )
            .help("choose a darker or brighter colour for the text or its background"),
        }
    }
}

/// A number of tenths or hundredths, without zeros at its end.
fn decimal(number: u32, of: u32) -> String {
    let text =
        format!("{}.{:0width$}", number / of, number % of, width = if of == 10 { 1 } else { 2 });
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
