//! A client of Chromium's `DevTools` protocol: opens pages that are answered from memory, and prints or draws them.
//!
//! The browser is spoken to through two pipes (`process`), message by message: each call waits for its answer, for a
//! limited time, and answers what the page requests meanwhile (`client`). There is no network: hosts are not resolved,
//! no proxy is used, each request of the page is intercepted and gets a file of the site or nothing. The end of this
//! program, however it comes, ends the browser and removes what it wrote.

mod client;
mod process;
mod tab;

pub use self::client::{AnsweredFiles, FileAnswer, Trouble};
pub use self::tab::{Browser, Clip, Paper, PictureFormat, Tab};
