//! The scripts of a page, parsed and never run: how they create the deck, the macros that they
//! define, and their other effects.

use super::js::{self, JsProperty, JsValue};
use super::macros::{self, ScriptMacro};
use crate::source::Source;

/// The call that creates a deck.
const CREATE: &str = "remark.create";

/// A script of a page, or of a file that the page names.
pub(super) struct PageScript {
    /// The file.
    pub(super) source: Source,
    /// Where its text begins in the file.
    pub(super) at: usize,
    /// Its text.
    pub(super) text: String,
}

/// A call that creates a deck.
#[derive(Clone)]
pub(super) struct CreateCall {
    /// The options, with positions in the text of the script.
    pub(super) options: Vec<JsProperty>,
    /// The argument, if it is not a readable object with options.
    pub(super) code: Option<String>,
    /// Where it is in the text of the script.
    pub(super) at: usize,
    pub(super) end: usize,
}

impl PageScript {
    /// The first call that creates a deck.
    pub(super) fn create(&self) -> Option<CreateCall> {
        let at = *js::places(&self.text, CREATE).first()?;
        let open = at + self.text[at..].find('(')?;
        let end = js::closing(&self.text, open).map_or(self.text.len(), |close| close + 1);
        let inner = self.text.get(open + 1..end.saturating_sub(1)).unwrap_or_default();
        if inner.trim().is_empty() {
            return Some(CreateCall { options: Vec::new(), code: None, at, end });
        }
        let (options, code) = match js::value(&self.text, open + 1).0 {
            JsValue::Object(options) => (options, None),
            JsValue::Code(name) => match self.assigned(&name) {
                Some(options) => (options, None),
                None => (Vec::new(), Some(name)),
            },
            JsValue::Nothing => (Vec::new(), None),
            _ => (Vec::new(), Some(inner.trim().to_owned())),
        };
        Some(CreateCall { options, code, at, end })
    }

    /// The object that a variable gets.
    fn assigned(&self, name: &str) -> Option<Vec<JsProperty>> {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        if name.is_empty() || !name.chars().all(is_name) {
            return None;
        }
        js::places(&self.text, name).into_iter().find_map(|at| {
            let rest = self.text[at + name.len()..].trim_start().strip_prefix('=')?;
            let at = self.text.len() - rest.len();
            match js::value(&self.text, at).0 {
                JsValue::Object(options) => Some(options),
                _ => None,
            }
        })
    }

    /// The macros that it defines.
    pub(super) fn macros(&self) -> Vec<ScriptMacro> {
        macros::all(&self.text)
    }

    /// The position where it does something other than create the deck and define macros.
    pub(super) fn other(
        &self,
        create: Option<&CreateCall>,
        macros: &[ScriptMacro],
    ) -> Option<usize> {
        let mut known: Vec<(usize, usize)> = macros.iter().map(|one| (one.at, one.end)).collect();
        known.extend(create.map(|call| (call.at, call.end)));
        known.sort_unstable();
        let mut at = 0;
        for (start, end) in known {
            if let Some(found) = statement(&self.text, at, start.max(at)) {
                return Some(found);
            }
            at = end.max(at);
        }
        statement(&self.text, at, self.text.len())
    }
}

/// The first statement in a part of a script, apart from the variable that holds the deck.
fn statement(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    while at < to {
        let rest = text.get(at..to)?;
        let first = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ')'));
        at = to - first.len();
        if first.starts_with("//") {
            at += first.find('\n').unwrap_or(first.len());
        } else if first.starts_with("/*") {
            at += first.find("*/").map_or(first.len(), |end| end + 2);
        } else if first.starts_with("<!--") || first.starts_with("-->") {
            at += first.find('\n').unwrap_or(first.len());
        } else if first.is_empty() || is_assignment(first) {
            return None;
        } else {
            return Some(at);
        }
    }
    None
}

/// Whether a text is `var name =`, to which the deck is assigned.
fn is_assignment(text: &str) -> bool {
    let Some(name) = text.trim_end().strip_suffix('=') else { return false };
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word = |word: &&str| word.chars().all(|c| c.is_alphanumeric() || "_$.".contains(c));
    words.len() <= 2 && words.iter().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::PageScript;
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn script(text: &str) -> PageScript {
        let source = Source::new(ProjectPath::new("a.html"), text);
        PageScript { source, at: 0, text: text.to_owned() }
    }

    #[test]
    fn options_are_found_in_the_call_and_in_a_variable() {
        for text in [
            "var s = remark.create({ratio: '16:9'});",
            "// remark.create({ratio: 'no'})\nconst o = {ratio: '16:9'};\nremark.create(o)",
        ] {
            let call = script(text).create().unwrap();
            assert_eq!(call.options[0].value.text(), Some("16:9"), "{text}");
        }
        assert!(script("remark.create()").create().unwrap().options.is_empty());
        assert_eq!(script("remark.create(f(1))").create().unwrap().code.as_deref(), Some("f(1)"));
        assert!(script("'remark.create()'").create().is_none());
    }

    #[test]
    fn what_else_a_script_does_is_found() {
        let other = |text: &str| {
            let script = script(text);
            let (create, macros) = (script.create(), script.macros());
            script.other(create.as_ref(), &macros).map(|at| text[at..].to_owned())
        };
        let plain = "/* x */ remark.macros.a = function () { return 'x'; };\nvar s = remark.create({}); // y";
        assert_eq!(other(plain), None);
        assert_eq!(
            other("var s = remark.create();\ns.on('x', f);").as_deref(),
            Some("s.on('x', f);")
        );
        assert_eq!(other("go();\nremark.create();").as_deref(), Some("go();\nremark.create();"));
    }
}
