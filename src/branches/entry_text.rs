//! Values and entries of a list of events, as YAML.

/// Words that YAML does not read as text.
const NO_TEXT: [&str; 8] = ["true", "false", "null", "yes", "no", "on", "off", "y"];

/// A text as a value or a key: unchanged if YAML reads it back, otherwise in quotes.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/'));
    if is_plain && !NO_TEXT.contains(&text.to_lowercase().as_str()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The keys for the slides of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SlideKeys {
    pub(super) decks: Vec<String>,
    pub(super) root: Option<String>,
    pub(super) rev: String,
    /// The overlay, if it is not in its usual folder.
    pub(super) overlay: Option<String>,
    /// Whether a chapter is missing, as it was on the branch.
    pub(super) has_holes: bool,
}

impl SlideKeys {
    /// The keys, as lines.
    pub(super) fn lines(&self) -> Vec<String> {
        let decks: Vec<String> = self.decks.iter().map(|deck| quoted(deck)).collect();
        let mut lines = vec![format!("decks: [{}]", decks.join(", "))];
        lines.extend(self.root.as_ref().map(|root| format!("root: {}", quoted(root))));
        // A commit that consists of digits is not a number.
        lines.push(format!("rev: \"{}\"", self.rev));
        lines.extend(self.overlay.as_ref().map(|folder| format!("overlay: {}", quoted(folder))));
        lines.extend(self.has_holes.then(|| "missing: warn".to_owned()));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::{SlideKeys, quoted};
    use crate::manifest::yaml::{self, YamlNode};
    use crate::path::ProjectPath;
    use crate::source::Source;

    #[test]
    fn yaml_reads_what_was_written() {
        for text in [
            "bread",
            "1",
            "1e5",
            "on",
            "No",
            "a b",
            "x: y",
            "#a",
            "- a",
            "é",
            "a\"b\\c",
            "*",
            "&a",
            "https://a.example/*",
            "events/x/:splat",
            "'",
            "",
            "!x",
            "%",
            "@",
            "`",
            "{a}",
            "[",
            "2020-01-01",
        ] {
            let line = format!("{}: {}\n", quoted(text), quoted(text));
            let yaml = yaml::read(&Source::new(ProjectPath::new("x.yml"), &line)).expect(&line);
            let YamlNode::Map(entries) = yaml.node else { panic!("{line}") };
            assert_eq!(entries[0].0.value, text);
            assert_eq!(entries[0].1.scalar(), Some(text), "{line}");
        }
        assert_eq!(quoted("a\nb\u{2028}\u{0}"), "\"a b  \"");
    }

    #[test]
    fn keys_are_lines() {
        let keys = SlideKeys {
            decks: vec!["1".to_owned(), "kube".to_owned()],
            root: Some("1".to_owned()),
            rev: "123".to_owned(),
            overlay: Some("events/x".to_owned()),
            has_holes: true,
        };
        let expected = [
            "decks: [\"1\", kube]",
            "root: \"1\"",
            "rev: \"123\"",
            "overlay: events/x",
            "missing: warn",
        ];
        assert_eq!(keys.lines(), expected);
    }
}
