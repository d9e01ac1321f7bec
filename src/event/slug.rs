//! Slugs: letters and digits of a text with dashes between them.

/// The maximum length of a generated name, in characters.
const LONGEST: usize = 80;

/// The maximum length of an explicit name, in characters.
const LONGEST_WRITTEN: usize = 120;

/// Letters with a transcription, grouped by the result.
const PLAIN: [(&str, &str); 33] = [
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặ"),
    ("ae", "æǣǽ"),
    ("b", "ḃƀ"),
    ("c", "çćĉċč"),
    ("d", "ðďđḋḍ"),
    ("e", "èéêëēĕėęěȅȇȩẹẻẽếềểễệ"),
    ("f", "ḟƒ"),
    ("g", "ĝğġģǧǵ"),
    ("h", "ĥħȟḥ"),
    ("i", "ìíîïĩīĭįıǐȉȋịỉ"),
    ("ij", "ĳ"),
    ("j", "ĵǰ"),
    ("k", "ķĸǩ"),
    ("l", "ĺļľŀłḷ"),
    ("m", "ṁṃ"),
    ("n", "ñńņňŉŋǹṅṇ"),
    ("o", "òóôõöøōŏőơǒǫǿȍȏȫȭȯọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("p", "ṗ"),
    ("r", "ŕŗřȑȓṛ"),
    ("s", "śŝşšșſṡṣ"),
    ("ss", "ß"),
    ("t", "ţťŧțṫṭ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữự"),
    ("v", "ṿ"),
    ("w", "ŵẁẃẅ"),
    ("x", "ẋẍ"),
    ("y", "ýÿŷȳỳỵỷỹ"),
    ("z", "źżžẓ"),
    ("dz", "ǆǳ"),
    ("lj", "ǉ"),
    ("nj", "ǌ"),
];

/// Names of folders that Windows reserves.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A text as a name: lower case, without accents, a dash for anything but letters and digits. Empty
/// without any of these.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    let mut is_apart = false;
    for c in text.chars().flat_map(char::to_lowercase).filter(|&c| !is_accent(c)) {
        if !c.is_alphanumeric() {
            is_apart = true;
            continue;
        }
        if is_apart && !out.is_empty() {
            out.push('-');
        }
        is_apart = false;
        match plain(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
    }
    out
}

/// A name from several texts, cut at the end of a word if too long.
pub(super) fn joined(texts: &[&str]) -> String {
    let parts: Vec<_> =
        texts.iter().map(|text| slug(text)).filter(|part| !part.is_empty()).collect();
    let whole = parts.join("-");
    let name = match whole.char_indices().nth(LONGEST) {
        None => whole.as_str(),
        Some((end, c)) => {
            let cut = &whole[..end];
            match cut.rfind('-') {
                Some(at) if c != '-' && at > end / 2 => &cut[..at],
                _ => cut,
            }
        }
    };
    let name = name.trim_end_matches('-');
    if is_device(name) { format!("{name}-event") } else { name.to_owned() }
}

/// Whether a text is a valid name.
pub(crate) fn is_fine(text: &str) -> bool {
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.is_empty()
        && text.chars().count() <= LONGEST_WRITTEN
        && text.chars().all(is_of_name)
        && text.to_lowercase() == text
        && !text.starts_with('.')
        && !text.ends_with('.')
        && !is_device(text.split('.').next().unwrap_or_default())
}

fn is_device(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    let is_port = port.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    DEVICES.contains(&name) || is_port
}

/// A combining mark.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn plain(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    PLAIN.iter().find(|(_, letters)| letters.contains(c)).map(|&(plain, _)| plain)
}

#[cfg(test)]
mod tests {
    use super::{is_fine, joined, slug};

    #[test]
    fn accents_go_and_words_are_joined_by_dashes() {
        for (text, expected) in [
            ("Déployer ses applications", "deployer-ses-applications"),
            ("Straße nach Tromsø", "strasse-nach-tromso"),
            ("San Francisco, CA", "san-francisco-ca"),
            ("l’orchestration & C++", "l-orchestration-c"),
            ("İstanbul, Łódź, Œuvre", "istanbul-lodz-oeuvre"),
            ("e\u{301}te\u{301}", "ete"),
            ("東京 2027", "東京-2027"),
            ("Москва", "москва"),
            ("../../etc/passwd", "etc-passwd"),
            ("🎉", ""),
        ] {
            assert_eq!(slug(text), expected);
        }
    }

    #[test]
    fn names_are_not_too_long_and_end_with_a_word() {
        let long = joined(&["2019-04-23", &"word ".repeat(40)]);
        assert!(long.chars().count() <= 80 && long.ends_with("-word"), "{long}");
        assert_eq!(joined(&[&"x".repeat(100)[..]]).len(), 80);
        assert_eq!(joined(&["é".repeat(90).as_str()]).len(), 80);
    }

    #[test]
    fn devices_of_windows_are_no_names() {
        assert_eq!(joined(&["Con"]), "con-event");
        assert_eq!(joined(&["COM1"]), "com1-event");
        assert!(!is_fine("nul") && !is_fine("nul.x") && is_fine("null"));
    }

    #[test]
    fn what_an_author_may_write() {
        assert!(is_fine("2019-04-enix") && is_fine("a.b_c") && is_fine("東京"));
        for text in ["", "A", "a b", "a/b", "..", ".a", "a.", "a?b", &"x".repeat(121)] {
            assert!(!is_fine(text), "{text}");
        }
    }
}
