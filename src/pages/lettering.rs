//! Letters as outlines, in the fonts of a brand or the program's own font: for pictures, whose
//! fonts must not depend on the machine.

use std::sync::OnceLock;

use serde::Serialize;

use crate::model::{Brand, BrandFont};
use crate::typeface::{self, TextPath, Typeface};

/// No picture can show more letters.
const LONGEST: usize = 400;

/// The role of a text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum LetterKind {
    /// A title.
    Title,
    /// Emphasized text.
    Bold,
    /// Any other text.
    Text,
}

/// A text as a path of SVG.
#[derive(Clone, Serialize)]
pub(super) struct LetterPath {
    pub(super) path: String,
    pub(super) fill: String,
}

/// The fonts of letters.
#[derive(Copy, Clone)]
pub(super) struct Lettering<'a> {
    brand: &'a Brand,
}

impl<'a> Lettering<'a> {
    pub(super) fn of(brand: &'a Brand) -> Self {
        Self { brand }
    }

    /// Whether the brand has its own fonts.
    pub(super) fn is_own(self) -> bool {
        let fonts = [&self.brand.text, &self.brand.headings].into_iter().flatten();
        fonts.into_iter().any(|font| !font.files().is_empty())
    }

    /// The fonts for a text, best first.
    fn faces(self, style: LetterKind) -> impl Iterator<Item = &'a Typeface> {
        let (text, headings) = (self.brand.text.as_ref(), self.brand.headings.as_ref());
        let fonts =
            if style == LetterKind::Title { [headings.or(text), None] } else { [text, None] };
        let weight = style.weight();
        let nearest = move |font: &'a BrandFont| {
            let upright = font.files().iter().filter(|font| !font.face.is_italic);
            upright.map(|font| &*font.face).min_by_key(|face| face.distance(weight))
        };
        fonts.into_iter().flatten().filter_map(nearest).chain(own(style))
    }

    /// A line of text from a place on its base; `None` if no font has all of its letters.
    pub(super) fn line(
        self,
        text: &str,
        style: LetterKind,
        at: ((f32, f32), u16),
    ) -> Option<TextPath> {
        let (place, size) = at;
        let text: String = text.chars().take(LONGEST).collect();
        let weight = style.weight();
        self.faces(style).find_map(|face| face.line(&text, place, (f32::from(size), weight)))
    }

    /// How wide a text is, in pixels; `None` if no font has all of its letters.
    pub(super) fn width(self, text: &str, style: LetterKind, size: u16) -> Option<u32> {
        self.line(text, style, ((0.0, 0.0), size)).map(|path| path.width / 10)
    }

    /// A text in lines that are no wider than the available width, and whether a word is wider;
    /// truncated after a number of lines.
    pub(super) fn lines(
        self,
        text: &str,
        style: LetterKind,
        (size, room, most): (u16, u32, usize),
    ) -> (Vec<String>, bool) {
        let mut lines: Vec<String> = Vec::new();
        let mut is_cut = false;
        let width = |text: &str| self.width(text, style, size).unwrap_or(u32::MAX);
        for (gap, word) in pieces(text).take(LONGEST) {
            let longer = lines.last().map(|line| format!("{line}{gap}{word}"));
            match longer.filter(|longer| longer.len() <= LONGEST && width(longer) <= room) {
                Some(longer) => {
                    lines.pop();
                    lines.push(longer);
                }
                None if lines.len() == most => {
                    is_cut = true;
                    if let Some(last) = lines.last_mut() {
                        last.push('…');
                    }
                    break;
                }
                None => {
                    is_cut |= width(word) > room;
                    lines.push(word.to_owned());
                }
            }
        }
        (lines, is_cut)
    }
}

impl LetterKind {
    fn weight(self) -> u16 {
        match self {
            Self::Title | Self::Bold => 700,
            Self::Text => 400,
        }
    }
}

/// The pieces of a text for line breaking, and the separator before each: words, or in Chinese and
/// Japanese single letters, with the punctuation that must stay next to them.
fn pieces(text: &str) -> impl Iterator<Item = (&'static str, &str)> {
    text.split_whitespace().flat_map(|word| {
        let mut before = None;
        let begins = word.char_indices().filter(move |&(_, c)| {
            let begins = before.is_none_or(|last| breaks_between(last, c));
            before = Some(c);
            begins
        });
        let begins: Vec<usize> = begins.map(|(at, _)| at).collect();
        let ends = begins.iter().skip(1).copied().chain([word.len()]).collect::<Vec<_>>();
        begins.into_iter().zip(ends).filter_map(move |(begin, end)| {
            Some((if begin == 0 { " " } else { "" }, word.get(begin..end)?))
        })
    })
}

/// Whether a line may end between two letters of a word.
fn breaks_between(last: char, next: char) -> bool {
    const BEGINS_NO_LINE: &str =
        "、。，．・：；？！」』）】〉》〕］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〜～…";
    const ENDS_NO_LINE: &str = "「『（【〈《〔［｛";
    let is_ideographic = |c: char| matches!(u32::from(c), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF);
    (is_ideographic(last) || is_ideographic(next))
        && !BEGINS_NO_LINE.contains(next)
        && !ENDS_NO_LINE.contains(last)
}

/// The program's own font.
fn own(style: LetterKind) -> Option<&'static Typeface> {
    static REGULAR: OnceLock<Option<Typeface>> = OnceLock::new();
    static BOLD: OnceLock<Option<Typeface>> = OnceLock::new();
    let (place, bytes) = match style {
        LetterKind::Title | LetterKind::Bold => (&BOLD, notosans::BOLD_TTF),
        LetterKind::Text => (&REGULAR, notosans::REGULAR_TTF),
    };
    place.get_or_init(|| typeface::read(bytes)).as_ref()
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn words_and_ideographs_are_pieces() {
        let joined = |text: &str| {
            let pieces: Vec<_> = pieces(text).map(|(gap, piece)| format!("{gap}{piece}")).collect();
            pieces.join("|")
        };
        assert_eq!(joined("Bread in a day"), " Bread| in| a| day");
        assert_eq!(joined("「パン」を、焼く day"), " 「パ|ン」|を、|焼|く| day");
        assert_eq!(joined("한국어 수업"), " 한국어| 수업");
        assert_eq!(joined(" "), "");
    }
}
