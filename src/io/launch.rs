//! Starts programs that go on by themselves.

use std::io;
use std::process::{Command, Stdio};

/// Starts a program that neither reads nor writes here, and does not wait for it.
pub(super) fn launch(command: &mut Command) -> io::Result<()> {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Somebody must wait for it, or it stays in the list of processes.
    std::thread::spawn(move || child.wait());
    Ok(())
}
