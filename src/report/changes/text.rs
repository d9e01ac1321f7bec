//! For a terminal: a line per deck, then the changes, in lines of a bounded width.

use std::fmt::Write as _;

use super::{ChangeSides, UnifiedLine, event, kind, n_slides, places, reach, remarks, source};
use super::{counts, state, summary, title, unified};
use crate::changes::{ChangeReport, DeckChange, DeckState, DiffLine, SlideChange};
use crate::diag::problem::{counted, grouped};
use crate::render::escape::sound;
use crate::report::ReportStyle;

/// The widest line, in characters.
const WIDTH: usize = 100;

/// How many lines of one slide are shown.
const MOST_LINES: usize = 200;

/// Escape sequences of a terminal.
const BOLD: &str = "\u{1b}[1m";
const FAINT: &str = "\u{1b}[2m";
const OLD: &str = "\u{1b}[31m";
const NEW: &str = "\u{1b}[32m";
const REVERSE: &str = "\u{1b}[7m";
const NOT_REVERSE: &str = "\u{1b}[27m";
const END: &str = "\u{1b}[0m";

/// Writes a report.
pub(super) fn write(style: ReportStyle, sides: &ChangeSides, report: &ChangeReport) -> String {
    let mut out = TextReport { out: String::new(), is_coloured: style == ReportStyle::Coloured };
    out.line(&format!("{} → {}", sound(&sides.old), sound(&sides.new)));
    out.styled(BOLD, &summary(report));
    let changed: Vec<_> = report.decks.iter().filter(|d| d.state != DeckState::Same).collect();
    let width = changed.iter().map(|deck| deck.address.to_string().chars().count()).max();
    if !changed.is_empty() {
        out.line("");
    }
    for deck in changed {
        out.deck(deck, width.unwrap_or(0).min(WIDTH / 2));
    }
    for change in &report.events {
        out.line(&format!("  event {}", sound(&event(change))));
    }
    for change in &report.slides {
        out.slide(report, change);
    }
    out.out
}

struct TextReport {
    out: String,
    is_coloured: bool,
}

impl TextReport {
    fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{text}");
    }

    fn styled(&mut self, start: &str, text: &str) {
        if self.is_coloured {
            self.line(&format!("{start}{text}{END}"));
        } else {
            self.line(text);
        }
    }

    fn deck(&mut self, deck: &DeckChange, width: usize) {
        let name = deck.address.to_string();
        let of = &deck.counts;
        let is_whole = matches!(deck.state, DeckState::Added | DeckState::Removed);
        let all = [
            (of.changed, "changed"),
            (of.added, "added"),
            (of.removed, "removed"),
            (of.moved, "moved"),
        ];
        let counts = if is_whole { None } else { counts(all) };
        let what = state(deck).into_iter().chain(counts).collect::<Vec<_>>().join("; ");
        let n_slides = n_slides(deck);
        self.line(&sound(&format!("  {name:width$}  {n_slides:>13} slides  {what}")));
    }

    fn slide(&mut self, report: &ChangeReport, change: &SlideChange) {
        self.line("");
        let title = format!("{}: {}", kind(change), title(change));
        self.styled(BOLD, &sound(&title));
        let reach = reach(report, change);
        let source = Some(source(change)).filter(|source| !source.is_empty());
        let about: Vec<String> = source
            .map(str::to_owned)
            .into_iter()
            .chain(reach)
            .chain([format!("slide {}", places(report, change))])
            .collect();
        self.styled(FAINT, &format!("  {}", sound(&about.join(" · "))));
        for remark in remarks(change) {
            self.line(&format!("  ! {}", sound(&remark)));
        }
        let lines = unified(&change.rows);
        for line in lines.iter().take(MOST_LINES) {
            match line {
                UnifiedLine::Same(line) => self.diff(("    ", ""), line),
                UnifiedLine::Old(line) => self.diff(("  - ", OLD), line),
                UnifiedLine::New(line) => self.diff(("  + ", NEW), line),
                UnifiedLine::Gap(count) => {
                    self.styled(FAINT, &format!("    … {}", counted(*count, "line")));
                }
            }
        }
        if lines.len() > MOST_LINES {
            self.line(&format!("    … {} more lines", grouped(lines.len() - MOST_LINES)));
        }
    }

    /// A line of a slide, wrapped. Each row of it begins with the sign; changed words are in
    /// reverse video.
    fn diff(&mut self, (sign, colour): (&str, &str), line: &DiffLine) {
        let room = WIDTH - sign.len();
        let mut row = WrappedRow { text: String::new(), width: 0, is_marked: false };
        let mut rows = Vec::new();
        let prefix =
            if line.kind == crate::render::deck_text::LineKind::Note { "note: " } else { "" };
        let pieces = line.pieces.iter().map(|piece| (piece.is_changed, piece.text.as_str()));
        for (is_changed, text) in std::iter::once((false, prefix)).chain(pieces) {
            for word in sound(text).split_inclusive(' ') {
                for part in parts(word, room) {
                    if row.width + part.trim_end().chars().count() > room {
                        rows.push(row.finish(self.is_coloured));
                    }
                    row.push(part, is_changed && self.is_coloured);
                }
            }
        }
        rows.push(row.finish(self.is_coloured));
        for row in rows {
            let text = format!("{sign}{row}");
            if colour.is_empty() {
                self.line(text.trim_end());
            } else {
                self.styled(colour, text.trim_end());
            }
        }
    }
}

/// A row of a wrapped line.
struct WrappedRow {
    text: String,
    width: usize,
    is_marked: bool,
}

impl WrappedRow {
    fn push(&mut self, text: &str, is_marked: bool) {
        if is_marked != self.is_marked {
            self.text.push_str(if is_marked { REVERSE } else { NOT_REVERSE });
            self.is_marked = is_marked;
        }
        self.text.push_str(text);
        self.width += text.chars().count();
    }

    fn finish(&mut self, is_coloured: bool) -> String {
        if std::mem::take(&mut self.is_marked) && is_coloured {
            self.text.push_str(NOT_REVERSE);
        }
        self.width = 0;
        std::mem::take(&mut self.text)
    }
}

/// A word in parts that fit in a row.
fn parts(word: &str, room: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = word;
    while let Some((at, _)) = rest.char_indices().nth(room) {
        let (part, after) = rest.split_at(at);
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}
