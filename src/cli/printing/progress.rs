//! How far a long command is, on a terminal.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Mutex;

/// How many characters the bar has.
const WIDTH: usize = 30;

/// A line that is redrawn while work is done; nothing unless it is on a terminal.
pub(super) struct Progress {
    what: String,
    /// How much was done when it was drawn last; `None` if it is never drawn.
    drawn: Option<Mutex<usize>>,
}

impl Progress {
    /// Progress of something.
    pub(super) fn new(what: String, is_quiet: bool) -> Self {
        let is_seen = !is_quiet && std::io::stderr().is_terminal();
        Self { what, drawn: is_seen.then(Mutex::default) }
    }

    /// This much of the total is done.
    pub(super) fn show(&self, done: usize, total: usize) {
        let Some(Ok(mut drawn)) = self.drawn.as_ref().map(Mutex::lock) else { return };
        // Several threads report progress, and reports may arrive out of order.
        if done <= *drawn {
            return;
        }
        *drawn = done;
        // Progress that cannot be shown is no fault.
        let _ = std::io::stderr().write_all(line(&self.what, done, total).as_bytes());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn.as_ref().is_some_and(|drawn| drawn.lock().is_ok_and(|drawn| *drawn > 0)) {
            let _ = std::io::stderr().write_all(b"\r\x1b[K");
        }
    }
}

fn line(what: &str, done: usize, total: usize) -> String {
    let full = (done * WIDTH).checked_div(total).unwrap_or(0).min(WIDTH);
    format!("\r\x1b[K{what} [{}{}] {done} of {total}", "#".repeat(full), "-".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_bar_is_as_full_as_the_work_is_done() {
        assert_eq!(line("bread", 0, 0), format!("\r\x1b[Kbread [{}] 0 of 0", "-".repeat(30)));
        assert_eq!(
            line("bread", 5, 10),
            format!("\r\x1b[Kbread [{}{}] 5 of 10", "#".repeat(15), "-".repeat(15))
        );
    }
}
