//! The one escaping function.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::source::is_control;

/// Appends text so that HTML shows it literally, in content and between double quotes.
///
/// Control characters, which no document may contain, become U+FFFD.
pub fn push_text(out: &mut String, text: &str) {
    let is_kept = |c: char| !matches!(c, '&' | '<' | '>' | '"') && !is_control(c);
    let mut rest = text;
    while let Some(at) = rest.find(|c| !is_kept(c)) {
        out.push_str(&rest[..at]);
        let mut after = rest[at..].chars();
        out.push_str(match after.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => REPLACEMENT,
        });
        rest = after.as_str();
    }
    out.push_str(rest);
}

/// Shown to a reader in place of a character that cannot be written.
const REPLACEMENT: &str = "\u{fffd}";

/// A text with control characters replaced, so that readers see that something is missing.
pub fn sound(text: &str) -> Cow<'_, str> {
    if text.contains(is_control) {
        text.replace(is_control, REPLACEMENT).into()
    } else {
        text.into()
    }
}

/// Escapes text in templates for HTML, XML and SVG.
pub fn for_templates(text: &str, out: &mut dyn Write) -> io::Result<()> {
    tera::escape_html(&sound(text), out)
}

/// Decodes the named references that occur in code and addresses.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&").into()
}

/// Appends ` name="value"`.
pub fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_text(out, value);
    out.push('"');
}

/// The text escaped for HTML.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_text(&mut out, text);
    out
}
