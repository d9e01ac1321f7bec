//! For a pull request: a table of decks, and the changes to unfold.
//!
//! Content of slides is written as code or in entities, so that none of it is markup, a mention or
//! a reference to an issue. The text has a length that forges accept, and states what it omits.

use std::fmt::Write as _;

use super::{ChangeSides, UnifiedLine, event, kind, n_slides, places, reach, remarks, source};
use super::{state, summary, title, unified};
use crate::changes::{ChangeReport, DeckChange, DeckState, DiffLine, SlideChange};
use crate::diag::problem::{counted, grouped};
use crate::render::deck_text::LineKind;
use crate::render::escape::{self, sound};

/// Forges refuse comments with more than 65,536 characters; ours has at most this many bytes, not
/// counting its last lines.
const MOST_BYTES: usize = 65_000;

/// The part of them that the table of decks may use.
const MOST_OF_TABLE: usize = 16_000;

/// The part of them that one slide may use.
const MOST_OF_SLIDE: usize = 6_000;

/// The longest line of a slide, in characters.
const LONGEST: usize = 400;

/// The space reserved for the last line.
const REST: usize = 200;

/// Writes a report.
pub(super) fn write(sides: &ChangeSides, report: &ChangeReport) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(out, "### Slides: {}\n", without_label(&summary(report)));
    let _ = writeln!(out, "{} → {}\n", code(&sides.old), code(&sides.new));
    table(report, &mut out);
    for change in &report.events {
        let row = format!("- event {}\n", code(&event(change)));
        if out.len() + row.len() > MOST_OF_TABLE * 2 {
            out.push_str("- more events\n");
            break;
        }
        out.push_str(&row);
    }
    for (index, change) in report.slides.iter().enumerate() {
        let text = slide(report, change);
        if out.len() + text.len() > MOST_BYTES - REST {
            let left = report.slides.len() - index;
            let _ = writeln!(
                out,
                "\n{} more changes: `deckyard diff --format html -o changes.html` shows all of them.",
                grouped(left)
            );
            break;
        }
        out.push_str(&text);
    }
    out
}

/// The heading already contains the word.
fn without_label(summary: &str) -> &str {
    summary.strip_prefix("slides: ").unwrap_or(summary)
}

fn table(report: &ChangeReport, out: &mut String) {
    let changed: Vec<_> = report.decks.iter().filter(|d| d.state != DeckState::Same).collect();
    if changed.is_empty() {
        return;
    }
    out.push_str(
        "| Deck | Slides | Changed | Added | Removed | Moved |\n|---|--:|--:|--:|--:|--:|\n",
    );
    for (index, deck) in changed.iter().enumerate() {
        let row = row(deck);
        if out.len() + row.len() > MOST_OF_TABLE {
            let _ = writeln!(out, "| {} more | | | | | |", counted(changed.len() - index, "deck"));
            break;
        }
        out.push_str(&row);
    }
    let same = report.decks.len() - changed.len();
    if same > 0 {
        let _ = writeln!(out, "\n{} unchanged.", counted(same, "deck"));
    }
    out.push('\n');
}

fn row(deck: &DeckChange) -> String {
    let count = |count: usize| if count == 0 { String::new() } else { grouped(count) };
    let of = &deck.counts;
    let name = code(&deck.address.to_string());
    let name = match state(deck) {
        Some(state) => format!("{name} {}", entities(&state)),
        None => name,
    };
    let counts = [of.changed, of.added, of.removed, of.moved].map(count).join(" | ");
    format!("| {name} | {} | {counts} |\n", n_slides(deck))
}

fn slide(report: &ChangeReport, change: &SlideChange) -> String {
    let mut out = String::new();
    let source = Some(source(change)).filter(|source| !source.is_empty());
    let source = source.map(code);
    let about: Vec<String> = source.into_iter().chain(reach(report, change)).collect();
    let about = if about.is_empty() { String::new() } else { format!(" · {}", about.join(", ")) };
    let _ = writeln!(
        out,
        "\n<details><summary>{}: <b>{}</b>{about}</summary>\n",
        kind(change),
        code(title(change)),
    );
    let _ = writeln!(out, "Slide {}\n", code(&places(report, change)));
    for remark in remarks(change) {
        let _ = writeln!(out, "- {}", code(&remark));
    }
    diff(change, &mut out);
    out.push_str("\n</details>\n");
    out
}

fn diff(change: &SlideChange, out: &mut String) {
    let lines = unified(&change.rows);
    if lines.is_empty() {
        return;
    }
    let mut block = String::new();
    for (index, line) in lines.iter().enumerate() {
        let text = match line {
            UnifiedLine::Same(line) => format!("  {}", shortened(line)),
            UnifiedLine::Old(line) => format!("- {}", shortened(line)),
            UnifiedLine::New(line) => format!("+ {}", shortened(line)),
            UnifiedLine::Gap(count) => format!("@@ {} @@", counted(*count, "equal line")),
        };
        if block.len() + text.len() > MOST_OF_SLIDE {
            let _ = writeln!(block, "@@ {} more @@", counted(lines.len() - index, "line"));
            break;
        }
        block.push_str(text.trim_end());
        block.push('\n');
    }
    // A fence is longer than each run of backticks in it.
    let fence = "`".repeat(longest_run(&block).max(2) + 1);
    let _ = writeln!(out, "\n{fence}diff\n{block}{fence}");
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A line of a slide that is not too long.
fn shortened(line: &DiffLine) -> String {
    let prefix = if line.kind == LineKind::Note { "note: " } else { "" };
    let text = line.text();
    let mut short: String = sound(&text).chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    format!("{prefix}{short}")
}

/// A text as code, in which forges recognize neither mentions nor issue numbers.
fn code(text: &str) -> String {
    format!("<code>{}</code>", entities(text))
}

/// A text in which nothing is markup, even in a table cell.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().take(LONGEST) {
        match c {
            '|' | '`' | '*' | '_' | '[' | ']' | '\\' | '#' | '@' | '~' | ':' | '$' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            '\n' | '\r' | '\t' => out.push(' '),
            c => escape::push_text(&mut out, c.encode_utf8(&mut [0; 4])),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{code, longest_run};

    #[test]
    fn titles_are_no_markup() {
        let found = code("<b>@odile #12 | `a`");
        assert!(!found.contains(['@', '|', '`']) && !found.contains("<b>"), "{found}");
        assert_eq!(longest_run("a `` b ``` c"), 3);
    }
}
