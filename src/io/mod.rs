//! The machine: files, git, the output. Nothing outside this room and `cli` touches it.

pub mod browser;
pub mod files;
pub mod git;
pub mod write;
