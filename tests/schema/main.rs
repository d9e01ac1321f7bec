//! The JSON Schemas of manifests and of `workshops.yml` agree with the reader, and the guide with both.

#![expect(clippy::disallowed_methods, reason = "the tests read the repository")]
#![expect(clippy::expect_used, clippy::panic, reason = "what fails in a helper fails the test")]

#[expect(dead_code, reason = "some functions are for other tests")]
#[path = "../common/cases.rs"]
mod cases;
mod differences;
mod editors;
mod fixtures;
mod guide;
mod invalid;
mod reader;
mod rows;
