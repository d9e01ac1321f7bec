//! Git: the page of the repository, its history, its revisions. The only module that runs the
//! program.
//!
//! Everything asked goes through `git/program.rs`, which ensures that nothing in a repository makes git run
//! a program, and through `git/checkout.rs`, which decides whether git may run at all. Files of the working
//! tree are compared here, not by git. A site without a repository, or a machine without git, still builds;
//! what is missing for that reason is reported.

mod batch;
mod branch;
mod checkout;
mod heads;
mod history;
mod name;
mod origin;
mod program;
pub(super) mod revisions;

pub use self::heads::{Head, Heads};
pub use self::history::{Commit, History};
pub use self::origin::repository;
pub(super) use self::program::ceilings;
