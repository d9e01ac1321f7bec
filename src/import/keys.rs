//! Options of remark as keys of a manifest.
//!
//! The table below is the whole mapping: an option that is not in it is reported, and so is a key
//! that manifests do not have.

use std::fmt::Write as _;

use super::js::{JsProperty, JsValue};
use super::macros::returned;
use super::note::{NoteKind, NoteList};
use crate::manifest::advice;
use crate::source::Source;

/// How the value of an option is converted to the value of a key.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Conversion {
    /// The number of a slide: a text, or a function that joins texts.
    Format,
    /// Width and height.
    Ratio,
    /// A language of code.
    CodeLanguage,
    /// Whether it is on.
    Flag,
    /// Which of several options are on.
    Flags,
}

/// The effect of an option in remark.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Meaning {
    /// The key of manifests for it.
    Key(&'static str, Conversion),
    /// It says where the slides are, and has been read already.
    Slides,
    /// There is no key, for this reason.
    None(&'static str),
}

/// The options of remark, and their equivalents.
const OPTIONS: [(&str, Meaning); 17] = [
    ("ratio", Meaning::Key("ratio", Conversion::Ratio)),
    ("highlightLines", Meaning::Key("highlight-lines", Conversion::Flag)),
    ("highlightSpans", Meaning::Key("highlight-spans", Conversion::Flag)),
    ("countIncrementalSlides", Meaning::Key("count-steps", Conversion::Flag)),
    ("slideNumberFormat", Meaning::Key("number-format", Conversion::Format)),
    ("highlightLanguage", Meaning::Key("highlight-language", Conversion::CodeLanguage)),
    ("source", Meaning::Slides),
    ("sourceUrl", Meaning::Slides),
    ("highlightStyle", Meaning::None("the colours of code are those of the theme")),
    ("navigation", Meaning::Key("navigation", Conversion::Flags)),
    ("timer", Meaning::None("the presenter's window has a clock")),
    ("container", Meaning::None("the page consists of the deck")),
    ("disableHashRuleInSlideSubtitle", Meaning::None("there is no equivalent")),
    ("includePresenterNotes", Meaning::None("use `notes: private` to keep notes out of the page")),
    ("excludedClasses", Meaning::None("use `exclude: [class, …]`")),
    ("externalHighlighter", Meaning::None("code is highlighted when the site is built")),
    ("autoplay", Meaning::None("the presenter changes slides")),
];

/// Options that only repeat remark's default are not mentioned.
const DEFAULTS: [(&str, JsValue); 4] = [
    ("highlightLanguage", JsValue::Text(String::new())),
    ("countIncrementalSlides", JsValue::Bool(true)),
    ("highlightLines", JsValue::Bool(false)),
    ("highlightSpans", JsValue::Bool(false)),
];

/// Styles of code with light letters on dark paper, among those that remark has.
const DARK_STYLES: [&str; 20] = [
    "agate",
    "androidstudio",
    "arta",
    "codepen-embed",
    "dark",
    "darkula",
    "dracula",
    "far",
    "hybrid",
    "ir-black",
    "monokai",
    "monokai-sublime",
    "obsidian",
    "railscasts",
    "rainbow",
    "solarized-dark",
    "sunburst",
    "tomorrow-night",
    "tomorrow-night-bright",
    "zenburn",
];

/// The keys that a deck needs to look as in remark when its page sets no options.
const ALWAYS: [(&str, &str); 2] = [("ratio", "4:3"), ("sections", "false")];

/// The keys of a manifest, with their values as YAML, in the order of writing.
#[derive(Debug, Default)]
pub(super) struct ManifestKeys {
    entries: Vec<(String, String)>,
    /// Macros, by name.
    macros: Vec<(String, String)>,
    /// Whether code has light letters on dark paper.
    is_code_dark: bool,
}

impl ManifestKeys {
    /// Sets a key.
    pub(super) fn set(&mut self, key: &str, value: String) {
        self.entries.retain(|(other, _)| other != key);
        self.entries.push((key.to_owned(), value));
    }

    /// Sets a key to a text.
    pub(super) fn set_text(&mut self, key: &str, text: &str) {
        self.set(key, quoted(text));
    }

    /// Whether a key was set.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(other, _)| other == key)
    }

    /// Adds a macro.
    pub(super) fn add_macro(&mut self, name: &str, text: &str) {
        self.macros.retain(|(other, _)| other != name);
        self.macros.push((name.to_owned(), text.to_owned()));
    }

    /// Adds the keys and macros of another manifest.
    pub(super) fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.macros.extend(other.macros);
    }

    /// Whether code has light letters on a dark background, which a theme has to style.
    pub(super) fn is_code_dark(&self) -> bool {
        self.is_code_dark
    }

    /// Converts an option of remark.
    pub(super) fn take(
        &mut self,
        (option, value): (&str, &JsValue),
        place: (&Source, usize),
        notes: &mut NoteList,
    ) {
        if DEFAULTS.contains(&(option, value.clone())) {
            return;
        }
        let style = value.text().unwrap_or_default().replace('_', "-").to_ascii_lowercase();
        if option == "highlightStyle" && DARK_STYLES.contains(&style.as_str()) {
            self.is_code_dark = true;
            let text = format!("`{option}` is dark: the theme has light letters on dark paper");
            notes.add(NoteKind::Changed, place, &text);
            return;
        }
        let known = OPTIONS.iter().find(|(name, _)| *name == option);
        let meaning = known.map_or(Meaning::None("remark does not know it"), |(_, found)| *found);
        let (key, conversion) = match meaning {
            Meaning::Slides => return,
            Meaning::None(reason) => {
                notes.add(NoteKind::NotTaken, place, &format!("`{option}`: {reason}"));
                return;
            }
            Meaning::Key(key, conversion) => (key, conversion),
        };
        let written = match conversion {
            Conversion::CodeLanguage => value.text().map(quoted),
            Conversion::Format => value
                .text()
                .map(str::to_owned)
                .or_else(|| number_format(value))
                .map(|text| quoted(&text)),
            Conversion::Ratio => value.text().and_then(ratio),
            Conversion::Flags => flags(value),
            Conversion::Flag => value.is_true().map(|is_on| is_on.to_string()),
        };
        if let Some(written) = written {
            let text = format!("`{option}` is `{key}: {written}` in the manifest");
            notes.add(NoteKind::Changed, place, &text);
            self.set(key, written);
        } else {
            let text = format!("`{option}` is a script: write `{key}:` in the manifest");
            notes.add(NoteKind::NotTaken, place, &text);
        }
    }

    /// The keys for remark's defaults.
    pub(super) fn add_defaults(&mut self) {
        for (key, value) in ALWAYS {
            if !self.has(key) {
                self.set(key, value.to_owned());
            }
        }
    }

    /// The text of a manifest with these keys and chapters.
    pub(super) fn manifest(&self, origin: &str, chapters: &[String]) -> String {
        let mut out = format!("# Imported from {}.\n", origin.replace(['\n', '\r'], " "));
        for (key, value) in &self.entries {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{key}: {value}");
        }
        if !self.macros.is_empty() {
            out.push_str("macros:\n");
            for (name, text) in &self.macros {
                let _ = writeln!(out, "  {}: {}", quoted(name), quoted(text));
            }
        }
        out.push_str("content:\n");
        for chapter in chapters {
            let _ = writeln!(out, "- {}", quoted(chapter));
        }
        out
    }
}

/// The format of slide numbers in a function of the current and the total number.
fn number_format(value: &JsValue) -> Option<String> {
    let JsValue::Code(code) = value else { return None };
    let text = returned(code)?.replace("{1}", "%current%").replace("{2}", "%total%");
    (!text.contains(['{', '<'])).then_some(text)
}

/// The properties of an object that are on or off, as a mapping of YAML; `None` if one of them is
/// not.
fn flags(value: &JsValue) -> Option<String> {
    let JsValue::Object(properties) = value else { return None };
    let is_plain = |key: &str| key.chars().all(char::is_alphanumeric);
    let flags = properties.iter().map(|JsProperty { key, value, .. }| {
        Some(format!("{key}: {}", value.is_true().filter(|_| is_plain(key))?))
    });
    Some(format!("{{{}}}", flags.collect::<Option<Vec<_>>>()?.join(", ")))
}

/// A ratio as manifests write it.
pub(super) fn ratio(text: &str) -> Option<String> {
    let text = text.trim();
    if is_ratio(text) { Some(text.to_owned()) } else { advice::ratio(text) }
}

/// Whether manifests accept a ratio as written.
fn is_ratio(text: &str) -> bool {
    let side = |text: &str| text.parse().is_ok_and(|side: u32| (1..=100).contains(&side));
    text.split_once(':').is_some_and(|(width, height)| side(width) && side(height))
}

/// A text as YAML, in quotes where it needs them.
fn quoted(text: &str) -> String {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')');
    let is_word = text.starts_with(char::is_alphabetic)
        && text.chars().all(is_plain)
        && !text.ends_with(' ')
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_word || is_ratio(text) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Manifests reject these, and nothing shows them.
            c if crate::source::is_control(c) || c == '\r' => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{JsValue, ManifestKeys, number_format, quoted};
    use crate::manifest::{Overrides, read};
    use crate::path::ProjectPath;
    use crate::source::Source;

    #[test]
    fn numbers_may_be_written_by_a_function() {
        let code = "function (current, total) {\n  return 'Slide ' + current + ' of ' + total;\n}";
        let found = number_format(&JsValue::Code(code.to_owned()));
        assert_eq!(found.as_deref(), Some("Slide %current% of %total%"));
        let other = "function (current, total) { return total - current; }";
        assert_eq!(number_format(&JsValue::Code(other.to_owned())), None);
    }

    #[test]
    fn texts_are_read_back_as_they_were() {
        for text in
            ["A talk", "16:9", "a: b", "- x", "it's \"x\"", "été", "no", "12", "#x", "a\\b", "@x"]
        {
            let mut keys = ManifestKeys::default();
            keys.set_text("title", text);
            let yaml = keys.manifest("x", &["a b.md".to_owned()]);
            let source = Source::new(ProjectPath::new("slides/x.yml"), &yaml);
            let read = read(&source, &Overrides::default());
            assert_eq!(read.diagnostics.len(), 0, "{yaml}");
            assert_eq!(read.output.unwrap().text("title"), text);
        }
        assert_eq!(quoted("16:9"), "16:9");
        assert_eq!(quoted("\u{0}A\r: b"), "\"A: b\"");
        assert_eq!(quoted("A: b"), "\"A: b\"");
    }
}
