//! Pages that an earlier output had and the new one lacks.

use super::Words;
use crate::diag::Code;

/// A problem of pages that were published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum RemovedPageProblem {
    RemovedPage {
        page: String,
        /// Where the page was found.
        earlier: String,
        /// The redirects that would help: source, and target if there is a similar page.
        redirects: Vec<(String, Option<String>)>,
    },
}

impl RemovedPageProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::RemovedPage { .. } => Code::RemovedPage,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::RemovedPage { page, earlier, redirects } => {
                let redirect = |(from, to): &(String, Option<String>)| {
                    format!("`{from}: {}`", to.as_deref().unwrap_or("…"))
                };
                let redirects: Vec<_> = redirects.iter().map(redirect).collect();
                Words::new(
                    format!("the page `{page}` of {earlier} is gone, and has no redirect"),
                    "a redirect belongs here",
                )
                .help(format!(
                    "in `workshops.yml`, under `redirects:`, add {}",
                    redirects.join(" and ")
                ))
            }
        }
    }
}
