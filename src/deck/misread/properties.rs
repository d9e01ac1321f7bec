//! Lines that are nearly a property of the slide.

use super::super::rules::{KEYS, yes_or_no};
use super::Misreadings;
use super::masked::MaskedText;
use crate::diag::nearest::{is_slip, nearest};
use crate::diag::{HidingProblem, ManifestProblem, MisreadingProblem, Problem};
use crate::manifest::{Fit, advice};
use crate::syntax;

/// Names that other tools use for properties, and typos of the shortest one.
const OTHER_NAMES: [(&str, &str); 23] = [
    ("alias", "aliases"),
    ("classes", "class"),
    ("classname", "class"),
    ("class-name", "class"),
    ("css-class", "class"),
    ("cssclass", "class"),
    ("styleclass", "class"),
    ("id", "name"),
    ("slide-name", "name"),
    ("nam", "name"),
    ("nme", "name"),
    ("nmae", "name"),
    ("naem", "name"),
    ("anme", "name"),
    ("names", "name"),
    ("bg", "background-image"),
    ("background", "background-image"),
    ("backgroundimage", "background-image"),
    ("bg-image", "background-image"),
    ("bgcolor", "background-color"),
    ("bg-color", "background-color"),
    ("backgroundcolor", "background-color"),
    ("backgroundsize", "background-size"),
];

/// How many lines at the beginning of a slide are compared.
const FIRST_LINES: usize = 8;

/// The property that an author intended by a key, unless the key is a property or the value does
/// not fit.
pub(in crate::deck) fn misspelled_key(key: &str, value: &str) -> Option<&'static str> {
    let folded = key.trim_start_matches('_').replace('_', "-").to_lowercase();
    let folded = folded.as_str();
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == folded).map(|(_, key)| *key);
    let meant = KEYS
        .into_iter()
        .find(|known| *known == folded)
        .or(other)
        .or_else(|| KEYS.into_iter().find(|known| is_slip(folded, known)))?;
    (key != meant && fits(meant, value)).then_some(meant)
}

/// The problem of a property whose value is neither yes nor no, no number of minutes, or a name with spaces.
pub(in crate::deck) fn bad_value(key: &str, value: &str) -> Option<Problem> {
    let (is_fine, expected, nearest) = match key {
        "exclude" | "count" | "layout" | "continued" => {
            (yes_or_no(value).is_some(), "`true` or `false`", None)
        }
        "fit" => {
            let nearest = nearest(value, Fit::VALUES).map(str::to_owned);
            (Fit::grows(value).is_some(), "`grow` or `shrink`", nearest)
        }
        "minutes" => {
            let nearest = advice::minutes(value).map(|minutes| minutes.to_string());
            (value.parse::<u32>().is_ok(), "a whole number of minutes", nearest)
        }
        "name" => return blank_in_name(value),
        _ => return None,
    };
    let problem = || ManifestProblem::BadValue {
        key: key.to_owned(),
        found: value.to_owned(),
        expected: expected.to_owned(),
        nearest,
    };
    (!is_fine).then(|| problem().into())
}

/// The problem of a slide's name with spaces in it, which no link can be written to.
fn blank_in_name(value: &str) -> Option<Problem> {
    let value = value.trim_matches(['"', '\'']);
    let is_wrong = value.contains(char::is_whitespace);
    let words: Vec<&str> = value.split_whitespace().collect();
    let meant = words.join("-");
    let name = value.to_owned();
    is_wrong.then(|| MisreadingProblem::BlankInName { name, meant }.into())
}

/// Whether a value is one that the property may have; a sentence is not.
fn fits(key: &str, value: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let value = value.trim().trim_matches(['"', '\'', '[', ']']);
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let mut words = value.split([' ', ',', '\t']).filter(|word| !word.is_empty());
    let is_some = words.clone().next().is_some();
    match key {
        "class" => is_some && words.clone().count() <= MOST_WORDS && words.all(is_word),
        "name" | "template" => words.clone().count() == 1 && words.all(is_word),
        "layout" | "count" | "exclude" | "continued" => yes_or_no(value).is_some(),
        "minutes" => value.parse::<u32>().is_ok(),
        "fit" => Fit::grows(value).is_some(),
        "background-image" => {
            let is_picture = |end: &str| value.to_ascii_lowercase().contains(end);
            value.contains("url(")
                || [".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".avif"]
                    .iter()
                    .any(|end| is_picture(end))
        }
        _ => is_some && words.count() <= MOST_WORDS,
    }
}

/// Searches the first lines of a slide, and those below for properties that come too late.
pub(super) fn search(slide: &syntax::Slide, text: &MaskedText<'_>, found: &mut Misreadings) {
    let notes = slide.notes.nodes.first().map_or(text.raw.len(), start_of);
    let mut n_lines = 0;
    let mut is_top = true;
    for (at, line) in text.lines() {
        if at >= notes {
            break;
        }
        if line.trim().is_empty() {
            continue;
        }
        n_lines += 1;
        let is_key = |word: &str| KEYS.iter().any(|key| key.eq_ignore_ascii_case(word));
        let has_key = is_top && line.split([' ', '\t']).next().is_some_and(is_key);
        let may_assign = |byte: u8| matches!(byte, b':' | b'=' | b';' | b'>') || !byte.is_ascii();
        let is_near = (has_key || line.bytes().any(may_assign)) && {
            let top = Some(n_lines).filter(|_| is_top);
            assigned(text, (at, line), top, found)
        };
        // Right below a heading, a property is a frequent mistake.
        is_top &= is_near || line.starts_with('#') && n_lines == 1;
    }
}

/// Searches a line, which is the slide's first or follows only such lines and a heading if it has
/// a number. Returns whether it was meant as a property.
fn assigned(
    text: &MaskedText<'_>,
    (at, line): (usize, &str),
    top: Option<usize>,
    found: &mut Misreadings,
) -> bool {
    let end = at + line.trim_end().len();
    let is_first = top.is_some_and(|number| number <= FIRST_LINES);
    let bare = || bare(line, text.raw[at + line.len()..].lines().nth(1).unwrap_or_default());
    if let Some(meant) = is_first.then(|| near(line).or_else(bare)).flatten() {
        let typed = text.raw[at..end].replace('`', "'");
        found.push(MisreadingProblem::NearProperty { found: typed, meant }, at..end);
        return true;
    }
    if let Some(value) = line.strip_prefix("layout: ").filter(|value| fits("name", value)) {
        let value = value.trim();
        if yes_or_no(value).is_none() {
            let meant = format!("class: {value}");
            let typed = line.trim_end().to_owned();
            found.push(MisreadingProblem::NearProperty { found: typed, meant }, at..end);
        }
    }
    let is_name = top == Some(2) && line.starts_with("name: ") && fits("name", &line[5..]);
    if is_late(line) || is_name {
        let problem = HidingProblem::LateProperty { line: line.trim().to_owned() };
        found.problems.push((problem.into(), at..at + line.len()));
    }
    false
}

fn start_of(node: &syntax::Node) -> usize {
    let range = match node {
        syntax::Node::Text(range) | syntax::Node::Literal(range) | syntax::Node::Comment(range) => {
            *range
        }
        syntax::Node::Fence(fence) => fence.range,
        syntax::Node::Class(class) => class.range,
        syntax::Node::Definition(definition) => definition.range,
    };
    range.start as usize
}

/// Whether a line below the first text of a slide is a property that would set the slide's look.
fn is_late(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let is_look = key == "class" || key.starts_with("background-") && KEYS.contains(&key);
    is_look && value.starts_with([' ', '\t']) && fits(key, value)
}

/// What to write for `class center`, a property without its colon. `next` is the line that follows it.
///
/// A sentence may begin with the same word, so the rest of the line must be a valid value.
fn bare(line: &str, next: &str) -> Option<String> {
    let (key, value) = line.trim_end().split_once([' ', '\t'])?;
    let known = KEYS.into_iter().find(|known| known.eq_ignore_ascii_case(key))?;
    let value = value.trim();
    let is_sentence =
        value.ends_with(['.', '!', '?', ':', ';']) || key != known && known != "class";
    let is_short = match known {
        "class" => value.split([' ', ',', '\t']).filter(|word| !word.is_empty()).all(is_lower),
        "name" | "template" => is_lower(value),
        // The first is reported by the search for exposed content.
        "exclude" | "aliases" | "highlight-style" => false,
        _ => true,
    };
    // A text that goes on in the next line is a paragraph.
    let is_key = |word: &str| KEYS.contains(&word.trim_end_matches(':'));
    let goes_on = !next.trim().is_empty()
        && !next.starts_with('#')
        && !next.split([' ', '\t']).next().is_some_and(is_key);
    (is_short && !is_sentence && !goes_on && fits(known, value))
        .then(|| format!("{known}: {value}"))
}

/// Whether a word is written as names of classes and slides are.
fn is_lower(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// What to write for a line such as `class=x`, `class : x`, `**class**: x`, `Class： x`.
fn near(line: &str) -> Option<String> {
    let is_exact = line
        .split_once(':')
        .is_some_and(|(key, value)| KEYS.contains(&key) && !value.starts_with([':', '=']));
    if is_exact {
        return None; // It comes too late.
    }
    let marks = ['*', '_', '"', '\'', '`', '.', '@', '{', '['];
    let bare = line.trim();
    if bare.starts_with("[.") {
        return None; // A command of another tool, which is reported as such.
    }
    let listed = super::spans::item(bare).or_else(|| bare.strip_prefix("> ")).map(str::trim_start);
    let inner = listed.unwrap_or(bare).trim_start_matches(marks);
    let length =
        inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
    let (key, after) = inner.split_at(length);
    let after = after.trim_start_matches(['*', '_', '"', '\'', '`', ' ', '\t']);
    let after =
        after.strip_prefix(['-', '=']).filter(|rest| rest.starts_with('>')).unwrap_or(after);
    let sign = after.chars().next()?;
    if !matches!(sign, ':' | '=' | '>' | '：' | '∶' | '꞉' | '﹕' | ';') {
        return None;
    }
    let value = after[sign.len_utf8()..]
        .trim_start_matches([':', '='])
        .trim()
        .trim_end_matches(['*', '"', '\'', '`', '}', ']', ';']);
    let known = KEYS.into_iter().find(|known| *known == key);
    let meant = known.filter(|known| fits(known, value)).or_else(|| misspelled_key(key, value))?;
    // A list may name anything.
    let may_be_content =
        listed.is_some() && matches!(meant, "name" | "template" | "minutes" | "count");
    let value = value.trim_matches(['"', '\'']);
    (!may_be_content && !key.is_empty()).then(|| format!("{meant}: {value}"))
}
