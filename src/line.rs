//! Titles on one line, for tabs, lists, cards, calendars and feeds, which have no room for two.

/// Words that do not end a phrase: the next line continues it. In the languages of pages.
const JOINING: [&str; 91] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "our",
    "the", "to", "vs", "with", "your", "à", "au", "aux", "avec", "chez", "dans", "de", "des", "du",
    "en", "et", "la", "le", "les", "ou", "par", "pour", "sans", "sous", "sur", "un", "une", "vos",
    "am", "auf", "aus", "bei", "das", "dem", "den", "der", "die", "ein", "eine", "für", "im",
    "ins", "mit", "nach", "oder", "ohne", "über", "und", "unter", "vom", "von", "zu", "zum", "zur",
    "con", "del", "el", "los", "para", "por", "sin", "una", "y", "alla", "che", "da", "della",
    "di", "e", "il", "per", "com", "do", "met", "van", "voor", "i",
];

/// A title on one line. A colon precedes a line that begins a new phrase: where the line above ends
/// in a plain word, or only the first word of the new one has a capital, as in a sentence. Any
/// other line continues the one above.
///
/// Lines end with a line break of the text, or with `<br>`.
pub fn one_line(title: &str) -> String {
    joined(&with_line_ends(title))
}

/// The same for a text without `<br>`.
pub fn joined(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(words);
    let mut out = String::with_capacity(text.len());
    for line in lines.filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push_str(if is_new_phrase(&out, &line) { ": " } else { " " });
        }
        out.push_str(&line);
    }
    out
}

/// The words of a line, separated by single spaces. No-break spaces stay.
fn words(line: &str) -> String {
    let words = line.split(|c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text with a line end for each `<br>`, however it is written.
fn with_line_ends(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let after = &rest[at + 1..];
        let is_br = after.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let end = after.get(2..).filter(|_| is_br).and_then(|after| {
            let end = after.trim_start().trim_start_matches('/').trim_start();
            end.starts_with('>').then(|| after.len() - end.len() + 1)
        });
        out.push_str(&rest[..at]);
        let Some(end) = end else {
            out.push('<');
            rest = after;
            continue;
        };
        out.push('\n');
        rest = &after[2 + end..];
    }
    out + rest
}

/// Whether a line begins a new phrase after the text before it.
fn is_new_phrase(before: &str, line: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    if !last.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '”' | '»' | '"')) {
        return false; // A colon, a dash, an ampersand already joins the lines.
    }
    if !line.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || is_joining(last) {
        return false;
    }
    let is_plain = |word: &str| word.starts_with(char::is_lowercase) && !is_joining(word);
    let has_more = before.contains(' ');
    has_more && (is_plain(last) || line.split(' ').nth(1).is_some_and(is_plain))
}

fn is_joining(word: &str) -> bool {
    JOINING.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_phrase_of_its_own_is_set_apart() {
        for (title, line) in [
            ("The harbour log\nText tools for sailors", "The harbour log: Text tools for sailors"),
            ("Kubernetes Training\nTwo days in Paris", "Kubernetes Training: Two days in Paris"),
            ("The harbour log<br/>Part 2<BR>x", "The harbour log: Part 2 x"),
            ("A day at sea\n2027 edition", "A day at sea: 2027 edition"),
        ] {
            assert_eq!(one_line(title), line);
        }
    }

    #[test]
    fn a_line_that_goes_on_is_joined_with_a_blank() {
        for (title, line) in [
            ("Advanced\nKubernetes", "Advanced Kubernetes"),
            ("Introduction\n  to Containers\n", "Introduction to Containers"),
            (
                "Building Large Scale\nDistributed Systems",
                "Building Large Scale Distributed Systems",
            ),
            ("Getting started with\nKubernetes", "Getting started with Kubernetes"),
            ("Les bases de\nDocker", "Les bases de Docker"),
            ("The harbour log:\nText tools", "The harbour log: Text tools"),
            ("Docker &\r\n\r\nContainers", "Docker & Containers"),
            ("a < b<br", "a < b<br"),
            ("x <brand>\ny", "x <brand> y"),
            ("no\u{a0}break  here", "no\u{a0}break here"),
            ("", ""),
        ] {
            assert_eq!(one_line(title), line);
        }
    }
}
