//! The words of a text, as the index has them.
//!
//! Case, accents and forms of letters are folded. Text that is written without spaces between words
//! (Chinese, Japanese, Korean, Thai and others) is cut into pairs of characters: who searches for
//! three characters finds what has both pairs.
//!
//! `web/scripts/search/words.js` does the same with queries. `tests/cases.txt` has what both must
//! agree on.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How many characters of a word count: identifiers and hashes would fill the index.
const MOST_CHARACTERS: usize = 24;

/// Calls a function with each word of a text.
pub(super) fn each_word(text: &str, mut each: impl FnMut(&str)) {
    // Nearly all text is ASCII, and nothing before or after it changes how a run of it is folded.
    let mut lower = String::with_capacity(MOST_CHARACTERS);
    let mut start = 0;
    while let Some(from) = text.as_bytes()[start..].iter().position(|byte| is_of_word(*byte)) {
        let begin = start + from;
        let rest = &text.as_bytes()[begin..];
        let length = rest.iter().position(|byte| !is_of_word(*byte)).unwrap_or(rest.len());
        start = begin + length;
        let run = &text[begin..start];
        if !run.is_ascii() {
            each_folded(&folded(run), &mut each);
        } else if !is_contraction(&text[..begin], run) {
            lower.clear();
            lower.push_str(beginning(run));
            lower.make_ascii_lowercase();
            each(&lower);
        }
    }
}

/// Whether a byte is part of an ASCII word, or of any character beyond ASCII.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// Calls a function with each word of a folded text.
fn each_folded(text: &str, each: &mut impl FnMut(&str)) {
    let mut start = 0;
    while let Some(from) = text[start..].find(is_word) {
        let begin = start + from;
        let length = text[begin..].find(|c| !is_word(c)).unwrap_or(text.len() - begin);
        start = begin + length;
        if !is_contraction(&text[..begin], &text[begin..start]) {
            pieces(&text[begin..start], each);
        }
    }
}

/// Words with and without spaces between them in a run of letters.
fn pieces(run: &str, each: &mut impl FnMut(&str)) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let is_unspaced_here = is_unspaced(first);
        let end = rest.find(|c| is_unspaced(c) != is_unspaced_here).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        if is_unspaced_here {
            pairs(piece, each);
        } else {
            each(beginning(piece));
        }
        rest = after;
    }
}

/// Whether a word is the end of an English contraction: `don't` is found as `don`, `let's` as `let`.
fn is_contraction(before: &str, word: &str) -> bool {
    if !matches!(word, "s" | "t" | "d" | "m" | "S" | "T" | "D" | "M") {
        return false;
    }
    let mut before = before.chars().rev();
    matches!(before.next(), Some('\'' | '’')) && before.take(2).filter(|c| is_word(*c)).count() == 2
}

/// Each pair of characters, and the last one alone: so each character begins a word of the index.
fn pairs(piece: &str, each: &mut impl FnMut(&str)) {
    let places: Vec<usize> = piece.char_indices().map(|(at, _)| at).chain([piece.len()]).collect();
    for pair in places.windows(3) {
        each(&piece[pair[0]..pair[2]]);
    }
    if let [.., last, end] = places.as_slice() {
        each(&piece[*last..*end]);
    }
}

/// The part of a word that counts.
fn beginning(word: &str) -> &str {
    if word.len() <= MOST_CHARACTERS {
        return word;
    }
    word.char_indices().nth(MOST_CHARACTERS).map_or(word, |(end, _)| &word[..end])
}

/// A text in lower case, without accents and with the usual forms of its letters.
fn folded(text: &str) -> String {
    let lower = text.nfkd().collect::<String>().to_lowercase();
    let mut out = String::with_capacity(lower.len());
    for c in lower.chars().filter(|c| !is_left_out(*c)) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
    out.nfc().collect()
}

/// Accents, the vowels that Hebrew and Arabic may leave out, and what only says how text is set.
fn is_left_out(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'
            | '\u{5c1}'..='\u{5c2}'
            | '\u{5c4}'..='\u{5c5}'
            | '\u{5c7}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Whether a character is part of a word.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || is_combining_mark(c)
    }
}

/// Whether a character is of a script that is written without spaces, or, as Korean, with particles
/// at its words.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{3006}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7af}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3fffd}'
    )
}
