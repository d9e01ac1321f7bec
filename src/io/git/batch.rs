//! A running `git cat-file --batch`: contents of blobs, one request after the other.
//!
//! Invariant: a request ends, with an answer or an error, whatever git does.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::checkout::Checkout;
use super::program::{LIMIT, Plumbing, not_started};
use crate::diag::GitTrouble;

/// Size limit for a file of a revision, 512 MiB: it is kept in memory.
pub(super) const MOST_BYTES: usize = 512 << 20;

/// Length limit for the line before a content; it repeats the request.
const MOST_OF_A_LINE: u64 = 64 << 10;

/// A running `git cat-file --batch`.
pub(super) struct CatFile {
    child: Child,
    questions: ChildStdin,
    answers: Receiver<Result<Option<Vec<u8>>, GitTrouble>>,
}

impl CatFile {
    /// Starts git.
    pub(super) fn start(checkout: &Checkout) -> Result<Self, GitTrouble> {
        let mut child = checkout.git().start(checkout.here(), Plumbing::CatFile, &["--batch"])?;
        let closed = || GitTrouble::Refused("it has no input or output".to_owned());
        let questions = child.stdin.take().ok_or_else(closed)?;
        let output = child.stdout.take().ok_or_else(closed)?;
        let (send, answers) = channel();
        let reading = thread::Builder::new().spawn(move || pass_on(BufReader::new(output), &send));
        if let Err(error) = reading {
            let _ = child.kill();
            let _ = child.wait();
            return Err(not_started(&error));
        }
        Ok(Self { child, questions, answers })
    }

    /// The content of a blob, by its id or as `commit:path`; `None` if git has no such blob.
    ///
    /// After an error it is unusable.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, GitTrouble> {
        if name.contains(['\n', '\0']) {
            return Ok(None);
        }
        let ended = |_| GitTrouble::Refused("it ended".to_owned());
        writeln!(self.questions, "{name}").map_err(ended)?;
        self.questions.flush().map_err(ended)?;
        self.answers.recv_timeout(LIMIT).map_err(|_| GitTrouble::Slow(LIMIT.as_secs()))?
    }
}

/// Forwards answers, `<id> blob <size>\n<content>\n` or `<question> missing\n`, until one cannot be
/// read.
fn pass_on(mut output: BufReader<ChildStdout>, send: &Sender<Result<Option<Vec<u8>>, GitTrouble>>) {
    loop {
        let answer = answer(&mut output);
        let is_last = answer.is_err();
        if send.send(answer).is_err() || is_last {
            return;
        }
    }
}

fn answer(output: &mut BufReader<ChildStdout>) -> Result<Option<Vec<u8>>, GitTrouble> {
    let ended = || GitTrouble::Refused("it ended".to_owned());
    let mut line = String::new();
    let read = output.by_ref().take(MOST_OF_A_LINE).read_line(&mut line);
    if !line.ends_with('\n') || read.is_err() {
        return Err(ended());
    }
    let words: Vec<&str> = line.trim_end().rsplitn(3, ' ').collect();
    let &[size, kind, _] = words.as_slice() else { return Ok(None) };
    // Missing or ambiguous objects have no size.
    let Ok(size) = size.parse::<usize>() else { return Ok(None) };
    if size > MOST_BYTES {
        return Err(GitTrouble::Flood(MOST_BYTES));
    }
    let mut content = vec![0; size + 1];
    output.read_exact(&mut content).map_err(|_| ended())?;
    content.pop();
    Ok((kind == "blob").then_some(content))
}

impl Drop for CatFile {
    fn drop(&mut self) {
        // It holds no data that could be lost.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
