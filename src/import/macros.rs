//! Converts remark's macros, which are functions, to texts with placeholders for their arguments.
//!
//! Only a function that joins texts can be such a text: its parameters, and `this`, which is the
//! address. Nothing is run.

use super::js::{closing, places};

/// The placeholder for the address in the text of a macro.
const TARGET: &str = "{target}";

/// A macro of a script.
#[derive(Debug, PartialEq)]
pub(super) struct ScriptMacro {
    /// Its name.
    pub(super) name: String,
    /// Where it is defined.
    pub(super) at: usize,
    /// Where its definition ends.
    pub(super) end: usize,
    /// What replaces a call; `None` for a function that does more than join texts.
    pub(super) text: Option<String>,
}

/// The macros that a script defines.
pub(super) fn all(script: &str) -> Vec<ScriptMacro> {
    let found = places(script, "remark.macros").into_iter();
    found.filter_map(|at| definition(script, at)).collect()
}

/// The text that a function returns if it joins texts, with `{1}` for its first parameter.
pub(super) fn returned(function: &str) -> Option<String> {
    let (parameters, body, _) = parts(function, 0)?;
    Function::new(parameters, body).text()
}

fn definition(script: &str, at: usize) -> Option<ScriptMacro> {
    let mut rest = script[at + "remark.macros".len()..].trim_start();
    let name = if let Some(dotted) = rest.strip_prefix('.') {
        let end = dotted.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')?;
        rest = &dotted[end..];
        dotted[..end].to_owned()
    } else {
        let inner = rest.strip_prefix('[')?;
        let close = inner.find(']')?;
        rest = &inner[close + 1..];
        inner[..close].trim().trim_matches(['"', '\'']).to_owned()
    };
    let function = rest.trim_start().strip_prefix('=')?.trim_start();
    if function.starts_with('=') || name.is_empty() {
        return None;
    }
    let start = script.len() - function.len();
    let (parameters, body, end) = parts(script, start)?;
    let text = Function::new(parameters, body).text();
    Some(ScriptMacro { name, at, end, text })
}

/// The parameters and the body of the function at a byte, and its end.
fn parts(script: &str, start: usize) -> Option<(&str, &str, usize)> {
    let open = start + script[start..].find('(')?;
    let before = script[start..open].trim();
    if before != "function" && !before.is_empty() && !before.starts_with("function ") {
        return None;
    }
    let close = closing(script, open)?;
    let after = script[close + 1..].trim_start();
    let after = after.strip_prefix("=>").map_or(after, str::trim_start);
    let body = script.len() - after.len();
    if after.starts_with('{') {
        let end = closing(script, body)?;
        return Some((&script[open + 1..close], &script[body + 1..end], end + 1));
    }
    let length = after.find([';', '\n']).unwrap_or(after.len());
    Some((&script[open + 1..close], &after[..length], body + length))
}

/// A function that joins texts.
struct Function<'t> {
    parameters: Vec<&'t str>,
    body: &'t str,
    /// Its variables, and their values as texts of a macro.
    variables: Vec<(&'t str, String)>,
}

impl<'t> Function<'t> {
    fn new(parameters: &'t str, body: &'t str) -> Self {
        let parameters = parameters.split(',').map(str::trim).collect();
        Self { parameters, body, variables: Vec::new() }
    }

    /// The text that it returns.
    fn text(mut self) -> Option<String> {
        let mut rest = without_comments(self.body)?;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
            let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            match word {
                "var" | "let" | "const" => {
                    let (name, value) = after.split_once('=')?;
                    let (value, end) = self.joined(value)?;
                    self.variables.push((name.trim(), value));
                    rest = end;
                }
                "return" => return self.joined(after).and_then(|(text, _)| sound(&text)),
                // An arrow's expression.
                _ if !self.body.contains("return") => {
                    return self.joined(rest).and_then(|(text, _)| sound(&text));
                }
                _ => return None,
            }
        }
    }

    /// Texts and names with `+` between them, and what follows.
    fn joined(&self, mut rest: &'t str) -> Option<(String, &'t str)> {
        let mut out = String::new();
        loop {
            rest = rest.trim_start();
            let after = self.piece(rest, &mut out)?;
            rest = after.trim_start();
            match rest.strip_prefix('+') {
                Some(next) => rest = next,
                None if rest.is_empty() || rest.starts_with(';') => return Some((out, rest)),
                // Another statement on the next line.
                None if after.trim_start_matches(' ').starts_with('\n') => {
                    return Some((out, rest));
                }
                None => return None,
            }
        }
    }

    /// Appends one piece, and returns what follows.
    fn piece(&self, rest: &'t str, out: &mut String) -> Option<&'t str> {
        let quote = rest.chars().next()?;
        if matches!(quote, '"' | '\'' | '`') {
            let (text, end) = super::js::value_of_text(rest)?;
            if quote == '`' {
                self.fill(&text, out)?;
            } else {
                out.push_str(&text);
            }
            return Some(&rest[end..]);
        }
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        out.push_str(&self.named(&rest[..end])?);
        Some(&rest[end..])
    }

    /// A text in backticks, with `${name}` in it.
    fn fill(&self, text: &str, out: &mut String) -> Option<()> {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, end) = after.split_once('}')?;
            out.push_str(before);
            out.push_str(&self.named(name.trim())?);
            rest = end;
        }
        out.push_str(rest);
        Some(())
    }

    fn named(&self, name: &str) -> Option<String> {
        if name == "this" {
            return Some(TARGET.to_owned());
        }
        if let Some((_, value)) = self.variables.iter().find(|(known, _)| *known == name) {
            return Some(value.clone());
        }
        let at = self.parameters.iter().position(|known| *known == name && !name.is_empty())?;
        (at < 9).then(|| format!("{{{}}}", at + 1))
    }
}

/// The text of a body without comments; `None` if a text in it may look like a placeholder.
fn without_comments(body: &str) -> Option<&str> {
    let is_free =
        !body.contains("/*") && !body.lines().any(|line| line.trim_start().starts_with("//"));
    is_free.then_some(body)
}

/// A text as it can stand in a manifest, in one line; `None` if it would open a comment or call a
/// macro.
fn sound(text: &str) -> Option<String> {
    let is_sound = !text.contains("![:") && !text.contains("<!--");
    is_sound.then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::all;

    fn text(script: &str) -> Option<String> {
        all(script).pop().and_then(|found| found.text)
    }

    #[test]
    fn functions_that_join_texts_become_texts() {
        for (script, expected) in [
            (
                "remark.macros.scale = function (p) {\n  var url = this;\n  return '<img src=\"' + url + '\" style=\"width: ' + p + '\" />';\n};",
                "<img src=\"{target}\" style=\"width: {1}\" />",
            ),
            (
                "remark.macros['up'] = function () { return '<b>' + this + '</b>' }",
                "<b>{target}</b>",
            ),
            ("remark.macros.v = (id, w) => `<i id=\"${id}\" w=${ w }>`;", "<i id=\"{1}\" w={2}>"),
        ] {
            assert_eq!(text(script).as_deref(), Some(expected), "{script}");
        }
    }

    #[test]
    fn other_functions_are_left_to_their_authors() {
        for script in [
            "remark.macros.upper = function () { return this.toUpperCase(); };",
            "remark.macros.a = function (x) { if (x) { return 'a'; } return 'b'; };",
            "remark.macros.a = function (x) { return x ? 'a' : 'b'; };",
            "remark.macros.a = other;",
            "remark.macros.a = function (x) { return '<!--' + x; };",
        ] {
            assert_eq!(text(script), None, "{script}");
        }
        assert!(all("if (remark.macros.a == 1) {}").is_empty());
    }
}
