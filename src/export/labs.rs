//! The labs of a deck: one Markdown file with their text, or a script with their commands.
//!
//! **Invariant:** in a script, everything except the code of blocks in shell languages is a
//! comment.

use super::{ExportError, Exported, Exporter, Means, Parcel};
use crate::deck::DeckSlide;
use crate::render::{LabPiece, is_lab, lab_pieces};

/// The languages of blocks that are commands.
const SHELLS: [&str; 6] = ["bash", "sh", "shell", "zsh", "console", "shell-session"];

/// Makes Markdown files of labs.
pub(super) struct Labs;

impl Exporter for Labs {
    fn export(&self, parcel: &Parcel, _: Means<'_>) -> Result<Exported, ExportError> {
        let mut out = String::new();
        for page in parcel.decks.values() {
            out.extend(["# ", &page.title(), "\n"]);
            for lab in labs(&page.deck_data().deck.slides) {
                out.extend(["\n## ", &lab.title(), "\n"]);
                for piece in &lab.pieces {
                    out.push('\n');
                    match piece {
                        LabPiece::Text(text) => out.extend([text.as_str(), "\n"]),
                        LabPiece::Code { language, code } => out.push_str(&block(language, code)),
                    }
                }
            }
        }
        Ok(Exported { bytes: out.into_bytes(), notes: Vec::new() })
    }
}

/// A lab of a slide.
struct Lab<'a> {
    slide: &'a DeckSlide,
    pieces: Vec<LabPiece>,
}

impl Lab<'_> {
    /// `12. Title`, or with the number of the lab, `12. Lab 3b: Title`.
    fn title(&self) -> String {
        let title = self.slide.rendered.title.split_whitespace().collect::<Vec<_>>().join(" ");
        match &self.slide.lab {
            Some(number) => format!("{}. Lab {number}: {title}", self.slide.number),
            None => format!("{}. {title}", self.slide.number),
        }
    }
}

fn labs(slides: &[DeckSlide]) -> impl Iterator<Item = Lab<'_>> {
    slides.iter().filter(|slide| slide.is_lab()).filter_map(|slide| {
        let is_whole = slide.classes.iter().any(|class| is_lab(class));
        let pieces = lab_pieces(&slide.source, is_whole);
        (!pieces.is_empty()).then_some(Lab { slide, pieces })
    })
}

/// A code block of Markdown, whatever backticks are in it.
fn block(language: &str, code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let marks = "`".repeat((longest + 1).max(3));
    format!("{marks}{language}\n{code}\n{marks}\n")
}

/// The commands of the labs of a deck as a script: text and code in other languages are comments.
pub fn lab_script(parcel: &Parcel) -> Exported {
    let mut out = "#!/usr/bin/env bash\n".to_owned();
    for page in parcel.decks.values() {
        comment(&mut out, &page.title());
        for lab in labs(&page.deck_data().deck.slides) {
            out.push('\n');
            comment(&mut out, &lab.title());
            for piece in &lab.pieces {
                match piece {
                    LabPiece::Text(text) => comment(&mut out, text),
                    LabPiece::Code { language, code } if is_commands(language, code) => {
                        commands(&mut out, code);
                    }
                    LabPiece::Code { language, code } => {
                        comment(&mut out, &block(language, code));
                    }
                }
            }
        }
    }
    Exported { bytes: out.into_bytes(), notes: Vec::new() }
}

/// Whether a block is commands. Without a language, only prompts identify shell code.
fn is_commands(language: &str, code: &str) -> bool {
    let is_session = || code.lines().any(|line| line.starts_with("$ "));
    SHELLS.contains(&language) || language.is_empty() && is_session()
}

/// Writes a text as comments, line by line; every character that ends a line anywhere ends a comment.
fn comment(out: &mut String, text: &str) {
    let ends_line =
        |c| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    for line in text.split(ends_line).filter(|line| !line.trim().is_empty()) {
        out.push_str("# ");
        out.extend(line.chars().filter(|c| !c.is_control() || *c == '\t'));
        out.push('\n');
    }
}

/// Writes commands. Where lines begin with a prompt, these are the commands, and the others their output.
fn commands(out: &mut String, code: &str) {
    let prompt = |line: &str| line.strip_prefix("$ ").map(str::to_owned);
    let has_prompts = code.lines().any(|line| prompt(line).is_some());
    let mut is_continued = false;
    for line in code.lines() {
        match prompt(line) {
            Some(command) => {
                is_continued = command.ends_with('\\');
                out.extend([command.as_str(), "\n"]);
            }
            None if has_prompts && !is_continued => comment(out, line),
            None => {
                is_continued &= line.ends_with('\\');
                out.extend([line, "\n"]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{block, commands, comment};

    #[test]
    fn prompts_are_no_commands_and_output_is_a_comment() {
        let mut out = String::new();
        commands(&mut out, "$ kubectl get \\\n  nodes\nNAME  STATUS\n$ ls");
        assert_eq!(out, "kubectl get \\\n  nodes\n# NAME  STATUS\nls\n");
        let mut out = String::new();
        commands(&mut out, "cd app\n\nls");
        assert_eq!(out, "cd app\n\nls\n");
    }

    #[test]
    fn no_text_leaves_its_comment() {
        let mut out = String::new();
        comment(&mut out, "a\rrm -rf x\u{2028}b\u{1b}[0m\n\nc");
        assert_eq!(out, "# a\n# rm -rf x\n# b[0m\n# c\n");
    }

    #[test]
    fn code_with_backticks_stays_inside() {
        assert_eq!(block("md", "```\nx\n```"), "````md\n```\nx\n```\n````\n");
    }
}
