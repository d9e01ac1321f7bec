//! Blocks that show a message: the line with the mistake is put into its file, and `check` must
//! report the same.

use std::fs;

use regex::Regex;

use crate::blocks::Block;
use crate::commands;
use crate::sites::Scratch;

/// Compares a `text` block with what `check` reports.
pub(crate) fn compare(block: &Block, site: &Scratch) -> Result<(), String> {
    let is_message = ["error[", "warning["].iter().any(|start| block.body.starts_with(start));
    if !is_message {
        return Err("a `text` block is a message, or says why it is skipped; commands are `console` or `sh`".to_owned());
    }
    let place = Regex::new(r"╭▸ (\S+):(\d+):\d+\n").expect("a pattern");
    let found = place.captures(&block.body).ok_or("the message names no place")?;
    let (path, number) = (&found[1], found[2].parse::<usize>().expect("a number"));
    let start = format!("{number} │ ");
    let line =
        block.body.lines().find_map(|line| line.strip_prefix(&start)).ok_or("no line is shown")?;
    let copy = site.copy();
    let file = copy.folder().join(path);
    let text = fs::read_to_string(&file).map_err(|error| format!("{path}: {error}"))?;
    let mut lines: Vec<&str> = text.lines().collect();
    if number > lines.len() {
        return Err(format!("{path} has {} lines", lines.len()));
    }
    lines[number - 1] = line;
    fs::write(&file, lines.join("\n") + "\n").map_err(|error| error.to_string())?;
    let said = copy.checked("human");
    let shown: Vec<String> = block.body.lines().map(str::to_owned).collect();
    let message: Vec<&str> = said.split("\n\n").collect();
    let is_there = message.iter().any(|message| commands::compare(&shown, message).is_ok());
    is_there.then_some(()).ok_or_else(|| format!("`check` says:\n{said}"))
}
