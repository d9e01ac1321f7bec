//! Starts independent programs.

use std::io;
use std::process::{Command, Stdio};

/// Starts a program that neither reads nor writes here, and does not wait for it.
pub(super) fn launch(command: &mut Command) -> io::Result<()> {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // A process that no one waits for stays in the list of processes. Without a thread to wait in,
    // the ended process remains until this one ends.
    let _ = std::thread::Builder::new().spawn(move || child.wait());
    Ok(())
}
