//! Problems of the browser that prints decks and draws slides.

use super::Words;
use crate::diag::Code;

/// A problem of a browser.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum PrintingProblem {
    /// There is no browser, or the named one does not exist.
    NoBrowser { named: Option<String> },
    /// It did not do what was requested.
    Failed { deck: String, why: String, cure: PrintingCure },
}

/// What may help.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PrintingCure {
    /// Another browser.
    Browser,
    /// More memory.
    Memory,
    /// More time.
    Time,
    /// A script of the deck that does not interfere.
    Scripts,
}

impl PrintingCure {
    fn words(self) -> &'static str {
        match self {
            Self::Browser => {
                "start it by hand to see why, or name another one with `--browser PATH`"
            }
            Self::Memory => "free some memory, or name another browser with `--browser PATH`",
            Self::Time => {
                "give it more time with `--timeout SECONDS`; if that does not help, look for a script of the deck that \
                 never ends"
            }
            Self::Scripts => {
                "look for a script of the deck that changes its slides; a very old browser may be the reason, too"
            }
        }
    }
}

impl PrintingProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::NoBrowser { .. } => Code::NoBrowser,
            Self::Failed { .. } => Code::BrowserFailed,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::NoBrowser { named: Some(named) } => {
                Words::new(format!("there is no browser `{named}`"), "")
                    .help("name an installed Chromium, Chrome or Edge with `--browser PATH`, or set `CHROMIUM`")
            }
            Self::NoBrowser { named: None } => Words::new("Chromium, which prints and draws slides, is not installed", "")
                .help("install Chromium, Chrome or Edge, or name one with `--browser PATH` or in `CHROMIUM`"),
            Self::Failed { deck, why, cure } => {
                Words::new(format!("the deck `{deck}` could not be printed: {why}"), "").help(cure.words())
            }
        }
    }
}
