//! A repository's branches as events of one site: what each branch showed becomes a revision, an
//! overlay and an entry of the list, and the decks are compared to prove that they are the same.
//!
//! Nothing here runs git or writes: branches come as data ([`Branch`]), files of commits by the world, and the
//! result is a value ([`Import`]). Invariant: a branch is imported only if each of its decks that can be built
//! is shown by its event as the branch shows it; otherwise nothing of it is written.

mod candidate;
mod dates;
mod differing;
mod entries;
mod entry_text;
mod import;
mod list;
mod old_rules;
mod planned;
mod proof;
mod shown;
mod writing;

pub(crate) use self::import::{
    BranchOutcome, BranchReport, DeckProof, Import, ImportSettings, Keep, import,
};

use jiff::civil::Date;

/// A branch, as recorded in the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Branch {
    /// Its name.
    pub(crate) name: String,
    /// The commit that it ends with.
    pub(crate) tip: String,
    /// The last commit that it has in common with the main branch, if there is one.
    pub(crate) base: Option<String>,
    /// The days of its own commits, the latest first.
    pub(crate) days: Vec<Date>,
}

impl Branch {
    /// Its name as hosts write it in the address of a branch: lower case, with dashes for all but letters
    /// and digits. Empty for a name without any.
    pub(crate) fn label(&self) -> String {
        crate::path::slug(&self.name)
    }
}
