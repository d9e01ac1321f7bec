//! For people: the line, a caret, the found and expected text, the suggested fix.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Located, LocatedDiagnostic, ReportStyle};
use crate::diag::Severity;
use crate::span::floor_char_boundary;

/// How much of a line is shown on each side of the location, in bytes: lines can be megabytes.
const CONTEXT: usize = 120;

pub(super) fn write(view: &Located<'_>, style: ReportStyle) -> String {
    if let Some(more) = view.more() {
        return more + "\n\n";
    }
    let level = match view.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(view.words.message.as_str()).id(view.code());
    let mut group = Group::with_title(title);
    let line = view.place.as_ref().map(line);
    if let (Some(found), Some(line)) = (&view.place, &line) {
        group = place(group, found, line.as_ref(), &view.words.label);
    } else if !view.words.label.is_empty() {
        group = group.element(Level::NOTE.message(view.words.label.as_str()));
    }
    if let Some((what, found)) = &view.related {
        group = group.element(Level::NOTE.message(format!("{what} {}", found.position())));
    }
    for found in &view.included_from {
        group = group.element(Level::NOTE.message(format!("included from {}", found.position())));
    }
    if let Some(decks) = view.decks() {
        group = group.element(Level::NOTE.message(decks));
    }
    if let Some(help) = &view.words.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = match style {
        ReportStyle::Coloured => Renderer::styled(),
        ReportStyle::Plain => Renderer::plain(),
    };
    renderer.decor_style(DecorStyle::Unicode).render(&[group]) + "\n\n"
}

fn place<'a>(
    group: Group<'a>,
    found: &'a LocatedDiagnostic,
    line: Option<&'a SourceLine>,
    label: &'a str,
) -> Group<'a> {
    let origin =
        Origin::path(found.file.as_str()).line(found.start.line).char_column(found.start.column);
    let Some(line) = line else {
        let group = group.element(origin);
        return if label.is_empty() { group } else { group.element(Level::NOTE.message(label)) };
    };
    let annotation = AnnotationKind::Primary.span(line.range.clone());
    let annotation = if label.is_empty() { annotation } else { annotation.label(label) };
    let snippet =
        Snippet::source(line.text.as_str()).line_start(found.start.line).annotation(annotation);
    // Columns would count from the cut on the left.
    if line.is_cut_on_the_left {
        return group.element(origin).element(snippet);
    }
    group.element(snippet.path(found.file.as_str()))
}

/// The line of a location, shortened.
struct SourceLine {
    text: String,
    /// The location in it.
    range: Range<usize>,
    is_cut_on_the_left: bool,
}

/// The line of a location; `None` if it cannot be shown.
fn line(found: &LocatedDiagnostic) -> Option<SourceLine> {
    const CUT: &str = "…";
    let source = found.source.as_ref()?;
    let text = source.text();
    let start = floor_char_boundary(text, found.span.start as usize);
    let line_start = source.lines().start(found.start.line - 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    let end = floor_char_boundary(text, (found.span.end as usize).clamp(start, line_end));
    let from = floor_char_boundary(text, line_start.max(start.saturating_sub(CONTEXT)));
    let shown_end = floor_char_boundary(text, end.min(start + CONTEXT));
    let to = floor_char_boundary(text, line_end.min(shown_end + CONTEXT));
    let before = if from > line_start { CUT } else { "" };
    let after = if to < line_end { CUT } else { "" };
    let at = |byte: usize| byte - from + before.len();
    Some(SourceLine {
        text: [before, &text[from..to], after].concat(),
        range: at(start)..at(shown_end),
        is_cut_on_the_left: from > line_start,
    })
}
