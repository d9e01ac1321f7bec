//! The summary of a job on GitHub, in Markdown: counts by code, and the findings in a table.
//!
//! Content of files is written in entities, so that none of it is markup.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::limits::{FOR_PAGES, LeftOut, Limited};
use super::{Located, LocatedDiagnostic, Locator, in_repository};
use crate::diag::problem::{counted, grouped};
use crate::diag::{Code, Diagnostic, Severity};
use crate::world::World;

/// GitHub refuses summaries of more than 1 MiB, in bytes.
const MOST_BYTES: usize = 900 << 10;

/// The summary of a run.
pub fn summary(diagnostics: &[Diagnostic], prefix: &str, world: &dyn World) -> String {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for found in diagnostics {
        *counts.entry((found.severity(), found.problem.code())).or_default() += found.count();
    }
    let total = |severity| {
        counts.iter().filter(|((s, _), _)| *s == severity).map(|(_, count)| count).sum::<usize>()
    };
    let (errors, warnings) = (total(Severity::Error), total(Severity::Warning));
    if diagnostics.is_empty() {
        return "## Deckyard: no problem found\n\n".to_owned();
    }
    let mut out =
        format!("## Deckyard: {}, {}\n\n", counted(errors, "error"), counted(warnings, "warning"));
    out.push_str("| Severity | Code | Findings |\n|---|---|--:|\n");
    for ((severity, code), count) in counts {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "| {} | `{}` | {} |", severity.as_str(), code.name(), grouped(count));
    }
    out.push_str("\n| Place | Finding |\n|---|---|\n");
    let Limited { shown, left_out } = FOR_PAGES.apply(diagnostics);
    let locator = Locator::new(world);
    for found in &shown {
        let row = row(&locator.locate(found), prefix);
        if out.len() + row.len() > MOST_BYTES {
            out.push_str("\nThe log has the others.\n");
            break;
        }
        out.push_str(&row);
    }
    out.push_str(
        &left_out
            .as_ref()
            .map(LeftOut::words)
            .map(|words| format!("\n{words}\n"))
            .unwrap_or_default(),
    );
    out + "\n"
}

fn row(view: &Located<'_>, prefix: &str) -> String {
    let place = view.place.as_ref().map(LocatedDiagnostic::position);
    let place = place.or_else(|| view.file().map(str::to_owned)).unwrap_or_default();
    let place = if place.is_empty() { place } else { in_repository(prefix, &place) };
    let help = view.words.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let text = view.more().unwrap_or_else(|| format!("{}{help}", view.words.message));
    let severity = view.severity().as_str();
    format!("| {} | **{severity}** {}: {} |\n", plain(&place), plain(view.code()), marked(&text))
}

/// A text whose parts between backticks are code.
fn marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let n_ticks = text.matches('`').count();
    for (index, part) in text.split('`').enumerate() {
        // A backtick without a partner is a character.
        match index {
            _ if index % 2 == 1 && index < n_ticks => {
                let _ = write!(out, "<code>{}</code>", plain(part));
            }
            _ if index == n_ticks && n_ticks % 2 == 1 => {
                out.push_str("&#96;");
                out.push_str(&plain(part));
            }
            _ => out.push_str(&plain(part)),
        }
    }
    out
}

/// A text in which nothing is markup, on one line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            c if c.is_ascii_punctuation() && !matches!(c, ',' | ';' | '/') => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{marked, plain};

    #[test]
    fn nothing_of_a_message_is_markup() {
        assert_eq!(plain("a|b\n<i> @me"), "a&#124;b &#60;i&#62; &#64;me");
        assert_eq!(marked("no `a|b` here"), "no <code>a&#124;b</code> here");
        assert_eq!(marked("odd `a` and `b"), "odd <code>a</code> and &#96;b");
        assert_eq!(marked("`"), "&#96;");
    }
}
