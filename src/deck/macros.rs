//! Macros: each call of a chapter is replaced by the text of the macro, before the chapter is split
//! into slides for good.
//!
//! A macro is a text with placeholders for its arguments; no code runs. It contains no other macro,
//! and the total that all calls of a chapter insert is limited, so that nothing grows without end.

use std::collections::BTreeMap;

use crate::compose::{Composed, Replacement};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, SizeProblem, StructureProblem};
use crate::manifest::{MacroTemplate, TARGET, n_arguments};
use crate::render::escape;
use crate::syntax::{Chapter, MacroCall};

/// The macros that every deck has. The pages of many remark decks define these.
const BUILT_IN: [(&str, &str); 3] = [
    ("img", "<img src=\"{target}\" alt=\"{1}\" loading=\"lazy\" style=\"width: {2}\">"),
    ("scale", "<img src=\"{target}\" loading=\"lazy\" style=\"width: {1}\">"),
    ("width", "<img src=\"{target}\" loading=\"lazy\" style=\"width: {1}\">"),
];

/// What remains of a built-in macro that is called without a width.
const NO_WIDTH: &str = " style=\"width: \"";

/// The maximum number of bytes that the macros of a chapter insert.
const MOST_TEXT: usize = 4 << 20;

/// A chapter with its macros replaced; `None` if it calls no known macro.
pub(super) fn expanded(
    composed: &Composed,
    chapter: &Chapter,
    macros: &[MacroTemplate],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Composed> {
    let text = composed.text();
    if chapter.calls.is_empty() {
        return None;
    }
    let defined: BTreeMap<&str, &MacroTemplate> =
        macros.iter().map(|own| (own.name.value.as_str(), own)).collect();
    let mut replacements = Vec::new();
    let mut size = 0;
    for call in &chapter.calls {
        let mut report = |problem: StructureProblem| {
            diagnostics.push(composed.diagnostic(problem, call.range.usize()));
        };
        let name = call.name.of(text);
        let own = defined.get(name);
        let built_in = BUILT_IN.into_iter().find(|(known, _)| *known == name);
        let template = own.map(|own| &*own.text).or(built_in.map(|(_, text)| text));
        let Some(template) = template else {
            let known = defined.keys().copied();
            let known = known.chain(BUILT_IN.map(|(name, _)| name));
            let nearest = nearest(name, known).map(str::to_owned);
            report(StructureProblem::UnsupportedMacro { name: name.to_owned(), nearest });
            continue;
        };
        let mut arguments = arguments(text, call);
        if own.is_none() && name == "img" && matches!(*arguments, [width] if is_length(width)) {
            arguments.insert(0, "");
        }
        let needed = if own.is_some() { n_arguments(template) } else { 0 };
        let has_target = call.target.is_some() || !template.contains(TARGET);
        if arguments.len() < needed as usize || !has_target {
            let name = name.to_owned();
            report(StructureProblem::MacroArguments { name, needed, has_target });
            continue;
        }
        if own.is_none()
            && let Some(found) = wrong_width(name, &arguments)
        {
            report(StructureProblem::MacroWidth { name: name.to_owned(), found });
            continue;
        }
        let target = call.target.map(|target| target.of(text).trim());
        let mut with = filled(template, &arguments, target.unwrap_or_default());
        if own.is_none() {
            with = with.replace(NO_WIDTH, "");
        }
        size += with.len();
        if size > MOST_TEXT {
            let limit = MOST_TEXT >> 20;
            let problem = SizeProblem::MacroSize { limit };
            diagnostics.push(composed.diagnostic(problem, call.range.usize()));
            return None;
        }
        replacements.push(Replacement { range: call.range.usize(), with });
    }
    (!replacements.is_empty()).then(|| composed.replacing(&replacements))
}

/// The width in a call of a built-in macro, if it could be more than a width in CSS: what follows a
/// `;` would be declarations of their own.
fn wrong_width(name: &str, arguments: &[&str]) -> Option<String> {
    let width = arguments.get(usize::from(name == "img"))?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | ' ');
    (!width.chars().all(is_part)).then(|| (*width).to_owned())
}

/// Whether a text is a length in CSS, such as `40%`: pages define `img` with and without a text
/// before the width.
fn is_length(text: &str) -> bool {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.len() < text.len() && number.parse::<f64>().is_ok()
}

/// The arguments of a call. A trailing comma adds no argument.
fn arguments<'t>(text: &'t str, call: &MacroCall) -> Vec<&'t str> {
    let mut arguments: Vec<_> = call.arguments.of(text).split(',').map(str::trim).collect();
    if arguments.last().is_some_and(|last| last.is_empty()) {
        arguments.pop();
    }
    arguments
}

/// A macro's text with its placeholders filled; the arguments are escaped so that they end no
/// attribute and open no tag.
fn filled(template: &str, arguments: &[&str], target: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let place = after.split_once('}').and_then(|(place, after)| {
            let number =
                || place.parse::<usize>().ok().filter(|_| place.len() == 1)?.checked_sub(1);
            match place {
                "target" => Some((target, after)),
                _ => Some((arguments.get(number()?).copied().unwrap_or_default(), after)),
            }
        });
        let Some((value, after)) = place else {
            out.push('{');
            rest = after;
            continue;
        };
        escape::push_text(&mut out, &value.replace('\n', " "));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{filled, wrong_width};

    #[test]
    fn widths_are_nothing_but_widths() {
        for width in ["40%", "300px", "2.5em", "60", "40 %", "auto", ""] {
            assert_eq!(wrong_width("scale", &[width]), None, "{width}");
            assert_eq!(wrong_width("img", &["a; b", width]), None, "{width}");
        }
        for width in ["4em;color:red", "url(x)", "4em/**/", "\"", "\\3b"] {
            assert_eq!(wrong_width("width", &[width]).as_deref(), Some(width));
        }
    }

    #[test]
    fn places_are_filled_once_and_escaped() {
        assert_eq!(
            filled("<a b=\"{1}\">{target}{2}", &["\"<{2}>"], "x&y"),
            concat!("<a b=\"&quot;&lt;{2}&gt;\">", "x&amp;y")
        );
        assert_eq!(filled("a{b} {10} {", &[], ""), "a{b} {10} {");
        assert_eq!(filled("{{1}}", &["x"], ""), "{x}");
    }
}
