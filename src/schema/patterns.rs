//! Patterns of texts, as regular expressions of ECMA 262 with the flag `u`.
//!
//! An empty text counts as not given; [`super::values`] adds it.

use crate::colour;
use crate::keys::{FONT_FILES, MOTIFS, PICTURES, STACKS};
use crate::manifest::advice::LANGUAGE_CODES;

/// Width and height, each from 1 to 100.
pub(super) const RATIO: &str = r"\s*0*([1-9][0-9]?|100)\s*:\s*0*([1-9][0-9]?|100)\s*";

/// `fr`, `pt-BR`, `pt_BR`, in any case: two letters must be a known code, three may be any.
pub(super) fn language() -> String {
    let mut codes = Vec::new();
    for first in 'a'..='z' {
        let seconds = LANGUAGE_CODES.split(' ').filter_map(|code| code.strip_prefix(first));
        let seconds: String =
            seconds.flat_map(|second| [second.to_owned(), second.to_uppercase()]).collect();
        if !seconds.is_empty() {
            codes.push(format!("[{first}{}][{seconds}]", first.to_ascii_uppercase()));
        }
    }
    format!(r"([A-Za-z]{{3}}|{})([-_][A-Za-z0-9]{{1,8}})*", codes.join("|"))
}

/// Yes or no, in any case.
pub(super) const FLAG: &str = concat!(
    r"\s*([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]",
    r"|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff])\s*",
);

/// The name of a macro.
pub(super) const MACRO: &str = r"^[^ \[\]]+$";

/// A day of a month that may be shorter.
pub(super) const DAY: &str = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

const TIME: &str = r"([01]?[0-9]|2[0-3]):[0-5][0-9]";

/// From when to when.
pub(super) fn hours() -> String {
    format!(r"{TIME}\s*[-–]\s*({TIME}|24:00)")
}

/// When a break begins, and at most 600 minutes.
pub(super) fn a_break() -> String {
    format!(r"{TIME}\s*\+\s*0*([1-9][0-9]?|[1-5][0-9]{{2}}|600)")
}

/// Whole numbers as a text.
pub(super) const WHOLE: &str = r"[0-9]+";

/// Minutes with at most two decimals as a text.
pub(super) const PACE: &str =
    r"0*([0-9]{1,2}(\.[0-9]{1,2})?|[1-5][0-9]{2}(\.[0-9]{1,2})?|600(\.00?)?)";

/// An expression for one character that separates words, or that is not allowed in a class.
const NO_TAG: &str = concat!(
    r"\s\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2060\ufeff",
    r#",;|，、；"'`“”()\[\]{}<>"#,
);

/// A word of a `class:` line.
pub(super) fn tag() -> String {
    format!("[^.#!{NO_TAG}][^{NO_TAG}]*")
}

/// Several tags in one text.
pub(super) fn tags(between: &str) -> String {
    let tag = tag();
    format!("[{between}]*({tag}([{between}]+{tag})*)?[{between}]*")
}

/// A host, and an optional path.
const HOST: &str = r"[\p{L}\p{N}._~:\[\]@%\-]+([/?#]\S*)?";

const HTTP: &str = "[Hh][Tt][Tt][Pp][Ss]?://";

/// An address on the web.
pub(super) fn web() -> String {
    format!("{HTTP}{HOST}")
}

/// A path that does not begin with `/`, and is neither a host, a mail address, nor outside of the
/// site.
pub(super) const FILE: &str = r"(?!/|www\.|\.\./|[A-Za-z][A-Za-z0-9+.\-]*:|[^/]*@[^/]*$)[^\s\\]+";

/// The same without a colon.
pub(super) const FILE_ALONE: &str = r"(?!/|www\.|\.\./|[^/]*@[^/]*$)[^\s\\:]+";

/// An address on the web or of mail, or a path in the site.
pub(super) fn any() -> String {
    format!(r"{}|[Mm][Aa][Ii][Ll][Tt][Oo]:\S*@\S*|{FILE}", web())
}

/// A folder of the site.
pub(super) const FOLDER: &str = r"(?!/|\.\.(/|$)).+";

/// A file of the site with one of these endings.
pub(super) fn file_of(endings: &[&'static str]) -> String {
    format!(r"{FOLDER}\.({})", in_any_case(endings.iter().copied()))
}

/// A CSS colour; the reader checks the arguments of functions.
pub(super) fn colour() -> String {
    let names = in_any_case(colour::names());
    let hex = r"#([0-9A-Fa-f]{3}[Ff]?|[0-9A-Fa-f]{6}([Ff]{2})?)";
    let functions = in_any_case(["rgb", "rgba", "hsl", "hsla", "oklch", "oklab"].into_iter());
    format!(r"\s*({hex}|{names}|({functions})\s*\([^()]*\))\s*")
}

/// A file with a font, the name of a stack, or families as in CSS.
pub(super) fn font() -> String {
    let stacks: Vec<_> = STACKS.iter().map(|(name, _)| *name).collect();
    let family = r#"([\p{L}_][\p{L}\p{N}_ \-]*|"[^"\\<>{};@]+"|'[^'\\<>{};@]+')"#;
    let families = format!(r"(?!system-)\s*{family}(\s*,\s*{family})*\s*");
    format!(r"{}|{}|{families}", file_of(&FONT_FILES), stacks.join("|"))
}

/// A motif of covers, or a picture.
pub(super) fn cover() -> String {
    format!("{}|{}", MOTIFS.join("|"), file_of(&PICTURES))
}

/// A name in addresses: not a device name of Windows, and without a dot at its ends.
pub(super) const SLUG: &str = concat!(
    r"(?!(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$))(?!\.)(?!.*\.$)",
    r"[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}._\-]{1,120}",
);

/// An amount with two decimals at most.
pub(super) const AMOUNT: &str = r"\s*[0-9]{1,9}(\.[0-9]{1,2})?\s*";

/// A token: the reader checks whether it can be guessed.
pub(super) const TOKEN: &str = r"\s*[A-Za-z0-9_\-]{22,128}\s*";

/// The name of an author's own key, as templates write it.
pub(super) const EXTRA: &str = "^[A-Za-z_][A-Za-z0-9_]*$";

/// The name of a variable.
pub(super) const VARIABLE: &str = "^[A-Za-z0-9_]+$";

/// A path of a page, with or without `/` in front: no file above the site, and no pattern. Or an
/// address of another host, or a prefix with `/*`.
pub(super) const PAGE: &str = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\\?#*@/]+(/[^\s\\?#*@]*)?(/\*)?$|^/*(?!\.\./|www\.|[A-Za-z][A-Za-z0-9+.\-]*:|[^/]*@[^/]*$)[^\s\\?#*:/][^\s\\?#*/]*(/([^\s\\?#*:/][^\s\\?#*/]*)?)*$";

/// Words that do not hide an event, in any case.
pub(super) fn not_of(words: &[&'static str]) -> String {
    format!(r"(?!\s*({})\s*$)[\s\S]*", in_any_case(words.iter().copied()))
}

/// One of some words, in any case.
pub(super) fn in_any_case(words: impl Iterator<Item = &'static str>) -> String {
    let mut pattern = String::new();
    for word in words {
        if !pattern.is_empty() {
            pattern.push('|');
        }
        for c in word.chars() {
            pattern.extend(['[', c.to_ascii_uppercase(), c, ']']);
        }
    }
    pattern
}

/// Names separated by spaces or commas; may be empty.
pub(super) fn several(names: &[&str]) -> String {
    let one = format!("({})", names.join("|"));
    format!("[, ]*({one}([, ]+{one})*)?[, ]*")
}
