//! A strict reader of HTML: what a browser would have to fix is an error.
//!
//! It knows tokens and nesting, but not which element may contain which. Comments are errors,
//! because none may reach the output.

/// Elements without an end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose content is not HTML.
const RAW_TEXT: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];

/// Checks that tags balance, attributes are quoted and nothing is left open.
pub(crate) fn check(html: &str) -> Result<(), String> {
    let mut reader = Reader { html, at: 0, open: Vec::new() };
    while let Some(found) = reader.html[reader.at..].find('<') {
        let start = reader.at + found;
        reader.markup(start).map_err(|what| format!("{what} at {:?}", excerpt(html, start)))?;
    }
    match reader.open.last() {
        None => Ok(()),
        Some(name) => Err(format!("<{name}> is not closed")),
    }
}

struct Reader<'t> {
    html: &'t str,
    at: usize,
    open: Vec<String>,
}

impl Reader<'_> {
    fn markup(&mut self, start: usize) -> Result<(), String> {
        let rest = &self.html[start + 1..];
        if rest.starts_with(['!', '?']) {
            return Err("a comment or declaration".to_owned());
        }
        let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            // A browser shows `<` before anything else, and hides `</`.
            self.at = start + 1;
            return if is_end { Err("an end tag without a name".to_owned()) } else { Ok(()) };
        }
        let name_end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
        let name = rest[..name_end.unwrap_or(rest.len())].to_ascii_lowercase();
        let attributes = &rest[name.len()..];
        let (length, is_closed) = attributes_length(attributes)?;
        self.at = self.html.len() - attributes.len() + length;
        if is_end { self.end(&name) } else { self.start(name, is_closed) }
    }

    fn start(&mut self, name: String, is_closed: bool) -> Result<(), String> {
        if VOID.contains(&name.as_str()) || is_closed {
            return Ok(());
        }
        if RAW_TEXT.contains(&name.as_str()) {
            let rest = self.html[self.at..].to_ascii_lowercase();
            let length = rest.find(&format!("</{name}"));
            self.at += length.ok_or_else(|| format!("<{name}> is not closed"))?;
        }
        self.open.push(name);
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), String> {
        match self.open.pop() {
            Some(open) if open == name => Ok(()),
            Some(open) => Err(format!("</{name}> inside <{open}>")),
            None => Err(format!("</{name}> without a start tag")),
        }
    }
}

/// The length of what follows a tag's name up to its `>`, and whether it ends in `/>`.
fn attributes_length(text: &str) -> Result<(usize, bool), String> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            return Ok((text.len() - after.len(), false));
        }
        if let Some(after) = rest.strip_prefix("/>") {
            return Ok((text.len() - after.len(), true));
        }
        if let Some(after) = rest.strip_prefix('/') {
            rest = after;
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/' | '>'));
        let end = end.filter(|&end| end > 0).ok_or("a tag that does not end")?;
        rest = value(&rest[end..])?;
    }
}

/// Skips an attribute's value, if there is one.
fn value(rest: &str) -> Result<&str, String> {
    let Some(value) = rest.trim_start().strip_prefix('=') else { return Ok(rest) };
    let value = value.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let quote = quote.ok_or("an attribute without quotes")?;
    let (_, after) = value[1..].split_once(quote).ok_or("a quote that does not end")?;
    Ok(after)
}

fn excerpt(html: &str, start: usize) -> &str {
    let end = html[start..].char_indices().nth(80).map_or(html.len(), |(length, _)| start + length);
    &html[start..end]
}
