//! Slips in lines of YAML: a missing space, a tab, a bracket that is not closed.
//!
//! The parser reports where it stopped, which may be a line later, in terms of its grammar. This
//! looks at the lines around for what authors mistype, and suggests the line as it was meant.

use std::ops::Range;

use crate::source::Source;

/// How many lines before the one with the error may contain the slip.
const LINES_BEFORE: usize = 3;

/// How many lines are searched for an open bracket or for the column of the other keys.
const LINES_AROUND: usize = 60;

/// Suggestions for longer lines are not written out.
const LONGEST: usize = 120;

/// A slip: its location, its description, and its fix.
pub(super) struct Slip {
    pub(super) range: Range<usize>,
    pub(super) label: String,
    pub(super) help: String,
}

/// A line, without what continues a text.
#[derive(Copy, Clone)]
pub(super) struct YamlLine<'a> {
    pub(super) number: usize,
    start: usize,
    pub(super) text: &'a str,
}

impl<'a> YamlLine<'a> {
    pub(super) fn of(source: &'a Source, number: usize) -> Self {
        let start = source.lines().start(number);
        let rest = source.text().get(start..).unwrap_or_default();
        let text = rest.split('\n').next().unwrap_or_default();
        Self { number, start, text: text.trim_end_matches('\r') }
    }

    /// The lines before this one that are neither empty nor comments, nearest first.
    fn before(self, source: &'a Source) -> impl Iterator<Item = Self> {
        let numbers = (0..self.number).rev().take(LINES_AROUND);
        numbers.map(|number| Self::of(source, number)).filter(|line| !line.is_apart())
    }

    fn is_apart(self) -> bool {
        let text = self.text.trim_start();
        text.is_empty() || text.starts_with('#')
    }

    /// The length of the indentation, with any kind of space.
    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// The line without its indentation.
    fn content(self) -> &'a str {
        self.text.trim()
    }

    /// Where the content begins after the dashes of lists.
    fn key_column(self) -> usize {
        let mut rest = self.text.trim_start();
        while let Some(after) = rest.strip_prefix("- ") {
            rest = after.trim_start();
        }
        self.text.len() - rest.len()
    }

    /// The key of the line, and the value as written.
    fn entry(self) -> Option<(&'a str, &'a str)> {
        let content = &self.text[self.key_column()..];
        let (key, value) =
            content.split_once(": ").or_else(|| Some((content.strip_suffix(':')?, "")))?;
        is_word(key).then(|| (key, value.trim()))
    }

    /// Where the value is: after the key, or after the dash.
    fn value_start(self) -> usize {
        let column = self.key_column();
        let content = &self.text[column..];
        let after = match self.entry() {
            Some((key, _)) => &content[key.len() + 1..],
            None => content,
        };
        self.text.len() - after.trim_start().len()
    }

    /// The line with another value.
    fn with(self, value: &str) -> String {
        format!("{}{value}", self.text[..self.value_start()].trim_start())
    }

    fn slip(self, range: Range<usize>, label: impl Into<String>, help: impl Into<String>) -> Slip {
        let range = self.start + range.start..self.start + range.end;
        Slip { range, label: label.into(), help: help.into() }
    }

    /// A slip whose fix is another line.
    fn rewrite(self, range: Range<usize>, label: &str, meant: &str) -> Slip {
        let help =
            if meant.len() > LONGEST { label.to_owned() } else { format!("write `{meant}`") };
        self.slip(range, label, help)
    }
}

/// Whether a text looks like a key.
fn is_word(text: &str) -> bool {
    let is_of_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ' ');
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text.chars().all(is_of_key)
}

/// The slip that explains an error at a byte, in its line or in those before it.
pub(super) fn find(source: &Source, at: usize) -> Option<Slip> {
    let line = YamlLine::of(source, source.lines().line(at.min(source.text().len())));
    let own = of_line(source, line);
    let after = || {
        (line.number + 1..=line.number + LINES_BEFORE).map(|number| YamlLine::of(source, number))
    };
    own.or_else(|| after().find_map(tab))
        .or_else(|| line.before(source).take(LINES_BEFORE).find_map(|line| of_line(source, line)))
        .or_else(|| open_bracket(source, line))
        .or_else(|| in_front_of_list(source, line))
        .or_else(|| unindented_text(source, line))
        .or_else(|| missing_dash(source, line))
        .or_else(|| missing_colon(source, line))
}

fn of_line(source: &Source, line: YamlLine<'_>) -> Option<Slip> {
    indentation(line)
        .or_else(|| unusual_blank(line))
        .or_else(|| bullet(source, line))
        .or_else(|| glued(line))
        .or_else(|| other_sign(line))
        .or_else(|| quotable(line))
}

/// Tabs, and characters that only look like spaces, before the content of a line.
fn indentation(line: YamlLine<'_>) -> Option<Slip> {
    let before = &line.text[..line.indent()];
    if line.is_apart() || before.contains('\t') {
        return tab(line);
    }
    let at = before.find(|c: char| c != ' ')?;
    let width = before[at..].chars().next().map_or(1, char::len_utf8);
    let help = "indent with ordinary spaces: delete those before the text and type them again";
    Some(line.slip(at..at + width, "an unusual space, such as a no-break space", help))
}

/// A tab before the content of a line.
fn tab(line: YamlLine<'_>) -> Option<Slip> {
    let at = line.text[..line.indent()].find('\t').filter(|_| !line.is_apart())?;
    Some(line.slip(at..at + 1, "a tab", "indent with spaces: YAML allows no tabs here"))
}

/// A no-break space after a colon or a dash.
fn unusual_blank(line: YamlLine<'_>) -> Option<Slip> {
    let is_unusual = |c: char| c.is_whitespace() && c != ' ';
    let text = line.text.trim_end();
    let (at, c) = text.char_indices().find(|&(at, c)| {
        let before = text[..at].trim_start();
        is_unusual(c) && (before == "-" || before.strip_suffix(':').is_some_and(is_word))
    })?;
    if c == '\t' {
        return None; // After a colon or a dash, YAML takes it for a space.
    }
    let meant = format!("{} {}", text[..at].trim_start(), text[at..].trim_start());
    let label = "a no-break space, which YAML does not accept as a space";
    Some(line.rewrite(at..at + c.len_utf8(), label, &meant))
}

/// Another sign than `-` before an entry of a list, or no space after it.
fn bullet(source: &Source, line: YamlLine<'_>) -> Option<Slip> {
    let content = line.content();
    let sign = content.chars().next()?;
    let after = &content[sign.len_utf8()..];
    let at = line.indent();
    let range = at..at + sign.len_utf8();
    let meant = format!("- {}", after.trim_start());
    let is_list = |other: YamlLine<'_>| other.content().starts_with("- ");
    match sign {
        '-' if !after.is_empty() && !after.starts_with(['-', ' ', '\t', '.']) => {
            let is_number = after.starts_with(|c: char| c.is_ascii_digit());
            (!is_number || line.before(source).next().is_some_and(is_list))
                .then(|| line.rewrite(range, "no space after the dash", &meant))
        }
        '*' | '+' | '•' | '–' | '—' | '−' | '·' | '‣' | '▪'
            if after.starts_with([' ', '\u{a0}']) =>
        {
            Some(line.rewrite(range, "entries of a list begin with `-`", &meant))
        }
        _ => None,
    }
}

/// A key whose colon touches its value: `exclude:[self-paced]`.
fn glued(line: YamlLine<'_>) -> Option<Slip> {
    let column = line.key_column();
    let content = line.text[column..].trim_end();
    let (key, value) = content.split_once(':')?;
    let is_name = |text: &str| is_word(text) && !text.contains([' ', '/', '.']);
    let is_value = !value.starts_with([' ', '\t', '/', ':', '\\']) && !value.is_empty();
    (is_name(key) && is_value).then(|| {
        let at = column + key.len();
        let before = line.text[..column].trim_start();
        line.rewrite(at..at + 1, "no space after the colon", &format!("{before}{key}: {value}"))
    })
}

/// `title = Workshop`, or a colon of another script.
fn other_sign(line: YamlLine<'_>) -> Option<Slip> {
    let column = line.key_column();
    let content = line.text[column..].trim_end();
    let (at, sign) = content.char_indices().find(|(_, c)| matches!(c, '=' | '：' | '﹕' | ':'))?;
    let key = content[..at].trim_end();
    if sign == ':' || !is_word(key) || key.contains(' ') {
        return None;
    }
    let value = content[at + sign.len_utf8()..].trim_start_matches(['>', ' ']);
    let range = column + at..column + at + sign.len_utf8();
    Some(line.rewrite(range, "expected a colon and a space", &format!("{key}: {value}")))
}

/// A value that must be in quotes because of its first character.
fn quotable(line: YamlLine<'_>) -> Option<Slip> {
    let start = line.value_start();
    let value = line.text[start..].trim_end();
    let mut signs = value.chars();
    let (first, second) = (signs.next()?, signs.next());
    let range = start..start + first.len_utf8();
    let rewrite =
        |label: &str| Some(line.rewrite(range.clone(), label, &line.with(&in_quotes(value))));
    match first {
        '[' | '{' => {
            let end = closing(value)?;
            let rest = value[end..].trim_start();
            let is_comment = rest.starts_with('#') && value[end..].starts_with(' ');
            let begin = start + value.len() - rest.len();
            (!rest.is_empty() && !is_comment && !rest.starts_with([',', ':'])).then(|| {
                let label = "text after the closing bracket";
                line.rewrite(begin..start + value.len(), label, &line.with(&in_quotes(value)))
            })
        }
        '"' | '\'' => {
            let inner = value.strip_prefix(first)?;
            let ends = inner.match_indices(first).count();
            let is_whole = inner.ends_with(first) && ends == 1;
            let is_trouble = ends > 0 && !is_whole && !value.contains('\\') && !is_comment(value);
            let meant = inner.strip_suffix(first).filter(|_| ends > 1 && !inner.starts_with(first));
            let is_inner = meant.is_some_and(|meant| meant.matches(first).count() % 2 == 1);
            let meant = meant.filter(|_| is_inner).unwrap_or(value);
            is_trouble.then(|| {
                let label = "text after the closing quote";
                line.rewrite(range, label, &line.with(&in_quotes(meant)))
            })
        }
        '@' | '`' | '%' | ',' | ']' | '}' => rewrite("a text cannot begin with this character"),
        '*' | '&' | '!' if line.entry().is_some() && value.contains(' ') => {
            rewrite("a text cannot begin with this character")
        }
        '?' | '-' if second == Some(' ') && line.entry().is_some() => {
            rewrite("a text cannot begin with this character")
        }
        '|' | '>' => {
            let is_header = value[1..].starts_with(['+', '-', ' ', '#'])
                || second.is_none_or(|c| c.is_ascii_digit());
            if is_header { None } else { rewrite("the lines of text begin on the next line") }
        }
        _ => None,
    }
}

fn is_comment(value: &str) -> bool {
    value.contains(" #")
}

/// The end of the bracket at the start of a text, if it is closed there.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// A bracket that opens in this line or an earlier one, and is not closed by its end.
fn open_bracket(source: &Source, line: YamlLine<'_>) -> Option<Slip> {
    let mut lines = std::iter::once(line).chain(line.before(source));
    lines.find_map(|opening| {
        let start = opening.value_start();
        let value = opening.text[start..].trim_end();
        let close = match value.chars().next() {
            Some('[') => ']',
            Some('{') => '}',
            _ => return None,
        };
        let end = line.start.max(opening.start + opening.text.len());
        let text = source.text().get(opening.start + start..end).unwrap_or_default();
        let meant = || opening.with(&format!("{}{close}", value.trim_end_matches(',')));
        closing(text)
            .is_none()
            .then(|| opening.rewrite(start..start + 1, "this bracket is not closed", &meant()))
    })
}

/// `content: |` before a list in the same column.
fn in_front_of_list(source: &Source, line: YamlLine<'_>) -> Option<Slip> {
    let key = line.before(source).find(|other| other.entry().is_some())?;
    let (name, value) = key.entry()?;
    let is_header = matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+");
    let next = YamlLine::of(source, key.number + 1);
    (is_header && next.content().starts_with("- ")).then(|| {
        let at = key.value_start();
        key.rewrite(
            at..at + value.len(),
            "announces lines of text, not a list",
            &format!("{name}:"),
        )
    })
}

/// The lines of a text after `|` that begin in the column of their key.
fn unindented_text(source: &Source, line: YamlLine<'_>) -> Option<Slip> {
    let is_header = |other: YamlLine<'_>| {
        let last = other.content().rsplit([' ', '\t']).next().unwrap_or_default();
        matches!(last, "|" | ">" | "|-" | ">-" | "|+" | ">+")
    };
    let number = (0..line.number).rev().take(LINES_AROUND);
    let header =
        number.map(|number| YamlLine::of(source, number)).find(|other| is_header(*other))?;
    let mut below = (header.number + 1..=line.number).map(|number| YamlLine::of(source, number));
    let first = below.find(|other| !other.content().is_empty())?;
    let column = header.key_column().max(2);
    (first.indent() <= header.indent()).then(|| {
        let label = "a text after `|` is indented more than the line with the `|`";
        let help = format!(
            "indent this line and those of its text: `{}{}`",
            " ".repeat(column),
            first.content()
        );
        first.slip(first.indent()..first.text.len().max(1), label, help)
    })
}

/// An entry without its dash, between others.
fn missing_dash(source: &Source, line: YamlLine<'_>) -> Option<Slip> {
    let before = line.before(source).next()?;
    let is_item = before.content().starts_with("- ") && before.indent() == line.indent();
    let content = line.content();
    (is_item && line.entry().is_none() && !content.starts_with('-')).then(|| {
        let at = line.indent();
        line.rewrite(at..at + content.len(), "an entry without its dash", &format!("- {content}"))
    })
}

/// A key without its colon, alone or before its value.
fn missing_colon(source: &Source, line: YamlLine<'_>) -> Option<Slip> {
    let mut lines = std::iter::once(line).chain(line.before(source).take(1));
    let bare = lines.find(|line| line.entry().is_none() && is_word(line.content()))?;
    let (key, value) = bare.content().split_once(' ').unwrap_or((bare.content(), ""));
    let is_key =
        !key.contains(['.', '/']) && (bare.number == line.number || bare.indent() == line.indent());
    is_key.then(|| {
        let meant = format!("{key}: {}", value.trim());
        let at = bare.indent();
        bare.rewrite(at..at + key.len(), "a key ends in a colon", meant.trim_end())
    })
}

/// A key, or the dash of an entry, in another column than those before it.
pub(super) fn misaligned(source: &Source, at: usize) -> Option<Slip> {
    let line = YamlLine::of(source, source.lines().line(at.min(source.text().len())));
    let is_entry = line.content().starts_with("- ");
    let begin = |line: YamlLine<'_>| if is_entry { line.indent() } else { line.key_column() };
    let name = |line: YamlLine<'_>| match line.entry() {
        Some((key, _)) => Some(key.to_owned()),
        None => is_entry.then(|| "-".to_owned()),
    };
    let is_alike = |other: &YamlLine<'_>| {
        if is_entry { other.content().starts_with("- ") } else { other.entry().is_some() }
    };
    name(line)?;
    let (other, _) = line
        .before(source)
        .filter(is_alike)
        .map(|other| (other, begin(other).abs_diff(begin(line))))
        .filter(|(_, distance)| *distance > 0)
        .min_by_key(|(_, distance)| *distance)?;
    // A space before the first key of a file puts all others in the wrong column.
    let is_first = begin(line) == 0 && other.before(source).next().is_none();
    let (wrong, right) = if is_first { (other, line) } else { (line, other) };
    let column = begin(wrong);
    let what = if is_entry { "-".to_owned() } else { name(wrong)? };
    let as_this = if is_entry { "the dash".to_owned() } else { name(right)? };
    let help = format!(
        "begin `{what}` in the same column as `{as_this}` in line {}, column {}",
        right.number + 1,
        begin(right) + 1
    );
    let help = if is_entry { help.replace("`the dash`", "the one") } else { help };
    let label = format!("begins in column {}", column + 1);
    Some(wrong.slip(column..column + what.len(), label, help))
}

/// A text in the quotes that it does not contain itself.
pub(super) fn in_quotes(text: &str) -> String {
    let text = text.trim_end();
    if text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
