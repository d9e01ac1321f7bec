//! The machine: files, git, the output. Nothing outside this module and `cli` touches it.

pub mod around;
pub mod beneath;
pub mod browser;
pub mod chromium;
pub mod clock;
pub mod editor;
mod faults;
pub mod files;
pub mod git;
mod launch;
#[cfg(feature = "links")]
pub mod links;
pub mod machine;
pub mod named;
mod programs;
pub mod serve;
pub mod stamp;
pub mod trouble;
pub mod watch;
pub mod write;
