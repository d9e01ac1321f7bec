//! Changes to a diagram's source before the engine reads it.
//!
//! Labels become plain text, and ids that the engine's lexer rejects become ids it accepts. Lines
//! are preserved, so that errors still point to the author's lines.

/// Replaces `/` in a node id while the engine works, and becomes `/` again in the output.
///
/// Mermaid allows `charts/web --> apps/web`; the engine's lexer does not, but accepts any letter.
pub(super) const SLASH: char = '\u{1c0}';

/// Inline HTML that authors put into labels and that plain SVG text cannot show.
const TAGS: [&str; 16] = [
    "b", "big", "center", "code", "div", "em", "font", "i", "p", "small", "span", "strong", "sub",
    "sup", "tt", "u",
];

/// Statements whose first argument is the id of a node.
const STATEMENTS: [&str; 3] = ["class", "click", "style"];

/// Removes inline HTML and the names of icon fonts, which a page without that font would show.
pub(super) fn plain(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '<' => tag(rest),
            'f' if !out.ends_with(char::is_alphanumeric) => icon(rest),
            _ => None,
        };
        if skipped.is_none() {
            out.push(c);
        }
        rest = &rest[skipped.unwrap_or(c.len_utf8())..];
    }
    out
}

/// Replaces the slash at a byte, which the lexer rejected, and those in statements about nodes,
/// which it accepts but would then read as the id of another node.
pub(super) fn replace_slash(source: &str, at: usize) -> String {
    let mut out = String::with_capacity(source.len() + 1);
    out.push_str(&source[..at]);
    out.push(SLASH);
    out.push_str(&source[at + 1..]);
    let lines: Vec<String> = out.split('\n').map(statement).collect();
    lines.join("\n")
}

fn statement(line: &str) -> String {
    let words = line.trim_start();
    let about = STATEMENTS.iter().find_map(|word| {
        let argument = words.strip_prefix(word)?;
        argument.starts_with([' ', '\t']).then(|| argument.trim_start())
    });
    let Some(argument) = about else { return line.to_owned() };
    let begin = line.len() - argument.len();
    let end = argument.find(char::is_whitespace).map_or(line.len(), |end| begin + end);
    let id = line[begin..end].replace('/', SLASH.encode_utf8(&mut [0; 4]));
    format!("{}{id}{}", &line[..begin], &line[end..])
}

/// The length of the inline tag at the start of `text`.
fn tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric())?];
    let end = text.find('>')?;
    let is_tag = TAGS.contains(&name.to_ascii_lowercase().as_str());
    (is_tag && !text[1..end].contains(['<', '\n'])).then_some(end + 1)
}

/// The length of `fa:fa-car ` or one of its variants at the start of `text`.
fn icon(text: &str) -> Option<usize> {
    let variant = ["fa:", "fab:", "fal:", "far:", "fas:"];
    let prefix = variant.iter().find(|prefix| text.starts_with(*prefix))?;
    let name = text[prefix.len()..].strip_prefix("fa-")?;
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    Some(text.len() - rest.strip_prefix(' ').unwrap_or(rest).len())
}
