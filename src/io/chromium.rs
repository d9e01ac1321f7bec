//! A client of Chromium's `DevTools` protocol: opens pages that are answered from memory, and prints or draws them.
//!
//! Two pipes connect to the browser (`process`). Each call waits for its answer, for a limited
//! time, and meanwhile answers the requests of the page (`client`). There is no network: hosts are
//! not resolved, no proxy is used, each request of the page is intercepted and gets a file of the
//! site or nothing. When this program ends, for whatever reason, the browser ends and its files are
//! removed.

mod client;
mod process;
mod tab;

pub use self::client::{AnsweredFiles, FileAnswer, Trouble};
pub use self::tab::{Browser, Clip, Paper, PictureFormat, Tab};
