//! Glyphs: text widths, line breaks, and pixels.

use std::sync::{Arc, OnceLock};

use ab_glyph::{Font, FontRef, GlyphId};

/// The two weights of the font.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Face {
    Regular,
    Bold,
}

/// The style of letters: their weight, and the height of the font in pixels.
pub(super) type LetterStyle = (Face, u16);

/// The number of steps from transparent to the full colour of a letter.
pub(super) const FULL: u8 = 15;

/// The number of subpixel positions at which a letter can begin.
const PLACES: f32 = 4.0;

/// The pixels of a letter: their start, relative to the letter's origin, and the coverage of each.
#[derive(Debug, Default)]
struct Bitmap {
    left: i32,
    top: i32,
    width: usize,
    covered: Vec<u8>,
}

/// The fonts are embedded in the program; an unreadable one would draw nothing.
fn font(face: Face) -> Option<&'static FontRef<'static>> {
    static REGULAR: OnceLock<Option<FontRef<'static>>> = OnceLock::new();
    static BOLD: OnceLock<Option<FontRef<'static>>> = OnceLock::new();
    let (place, bytes) = match face {
        Face::Regular => (&REGULAR, notosans::REGULAR_TTF),
        Face::Bold => (&BOLD, notosans::BOLD_TTF),
    };
    place.get_or_init(|| FontRef::try_from_slice(bytes).ok()).as_ref()
}

/// No card can show more letters.
const LONGEST: usize = 800;

/// The drawable form of a text, on one line: symbols that the font lacks are left out; if it lacks
/// a letter, the whole text is.
pub(super) fn known(text: &str) -> String {
    let Some(font) = font(Face::Bold) else { return String::new() };
    let has = |c: char| c.is_whitespace() || font.glyph_id(c).0 != 0;
    if text.chars().any(|c| c.is_alphanumeric() && !has(c)) {
        return String::new();
    }
    let is_shown = |c: &char| has(*c) && !is_invisible(*c);
    let text: String = text.chars().filter(is_shown).take(LONGEST).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control and format characters, for which fonts may have visible glyphs.
fn is_invisible(c: char) -> bool {
    let is_sign = matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}');
    is_sign || c.is_control() && !c.is_whitespace()
}

/// Pixels per font unit.
fn scale(font: &FontRef<'_>, size: u16) -> f32 {
    f32::from(size) / font.units_per_em().unwrap_or(1000.0)
}

/// The glyphs of a text, each with its start in font units; and the end of the last one.
fn placed(font: &FontRef<'_>, text: &str) -> (Vec<(GlyphId, f32)>, f32) {
    let mut at = 0.0;
    let mut last = None;
    let mut placed = Vec::with_capacity(text.len());
    for c in text.chars() {
        let glyph = font.glyph_id(c);
        at += last.map_or(0.0, |last| font.kern_unscaled(last, glyph));
        placed.push((glyph, at));
        at += font.h_advance_unscaled(glyph);
        last = Some(glyph);
    }
    (placed, at)
}

/// The words of a text, measured once for all sizes.
pub(super) struct MeasuredWords<'a> {
    /// Each word with its width at a font size of one pixel.
    words: Vec<(&'a str, f32)>,
    blank: f32,
}

impl<'a> MeasuredWords<'a> {
    pub(super) fn of(text: &'a str, face: Face) -> Self {
        let width = |text: &str| font(face).map_or(0.0, |f| placed(f, text).1 * scale(f, 1));
        let words = text.split(' ').filter(|word| !word.is_empty());
        Self { words: words.map(|word| (word, width(word))).collect(), blank: width(" ") }
    }

    /// The words in lines of this width, which only a single word can exceed.
    pub(super) fn lines(&self, size: u16, room: f32) -> TextLines {
        let room = room / f32::from(size);
        let mut lines = TextLines { lines: Vec::new(), is_wider: false };
        let mut at = 0.0;
        for &(word, width) in &self.words {
            lines.is_wider |= width > room;
            match lines.lines.last_mut() {
                Some(line) if at + self.blank + width <= room => {
                    line.push(' ');
                    line.push_str(word);
                    at += self.blank + width;
                }
                _ => {
                    lines.lines.push(word.to_owned());
                    at = width;
                }
            }
        }
        lines
    }

    /// The same number of lines, with more even lengths, to avoid a single word on the last line.
    pub(super) fn balanced(&self, size: u16, room: f32) -> TextLines {
        let widest = self.lines(size, room);
        let mut best = widest;
        let mut narrow = room / 2.0;
        while narrow < room && best.lines.len() > 1 {
            let lines = self.lines(size, narrow);
            if lines.lines.len() == best.lines.len() && !lines.is_wider {
                best = lines;
                break;
            }
            narrow += room / 24.0;
        }
        best
    }
}

/// A text in lines.
pub(super) struct TextLines {
    pub(super) lines: Vec<String>,
    /// Whether a word is wider than the line.
    pub(super) is_wider: bool,
}

impl TextLines {
    /// The first lines, with an ellipsis if any are left out.
    pub(super) fn first(mut self, most: usize) -> Vec<String> {
        if self.lines.len() > most {
            self.lines.truncate(most);
            if let Some(last) = self.lines.last_mut() {
                let words = last.trim_end_matches(|c: char| !c.is_alphanumeric());
                *last = format!("{words} …");
            }
        }
        self.lines
    }
}

/// Calls `put` for each covered pixel of a text, relative to the origin of its first letter.
pub(super) fn draw(text: &str, (face, size): LetterStyle, mut put: impl FnMut(i32, i32, u8)) {
    let Some(font) = font(face) else { return };
    let scale = scale(font, size);
    for (glyph, at) in placed(font, text).0 {
        let at = at * scale;
        let bitmap = bitmap(glyph.0, face, size, whole((at - at.floor()) * PLACES));
        let left = whole(at) + bitmap.left;
        for (y, row) in (bitmap.top..).zip(bitmap.covered.chunks(bitmap.width.max(1))) {
            for (x, &covered) in (left..).zip(row).filter(|(_, covered)| **covered > 0) {
                put(x, y, covered);
            }
        }
    }
}

/// The integer part of a number of pixels, which is small.
#[expect(clippy::cast_possible_truncation, reason = "a cast keeps to the bounds of its type")]
fn whole(pixels: f32) -> i32 {
    pixels.floor() as i32
}

/// A letter, drawn once for each size and each subpixel position.
#[comemo::memoize]
fn bitmap(glyph: u16, face: Face, size: u16, place: i32) -> Arc<Bitmap> {
    let outline = font(face).and_then(|font| {
        // The scale of `ab_glyph` is the line height, not that of the font.
        let height = font.height_unscaled() * scale(font, size);
        let part = f32::from(u8::try_from(place).unwrap_or_default()) / PLACES;
        let at = ab_glyph::point(part, 0.0);
        font.outline_glyph(GlyphId(glyph).with_scale_and_position(height, at))
    });
    let Some(outline) = outline else { return Arc::default() };
    let bounds = outline.px_bounds();
    let side = |length: f32| usize::try_from(whole(length)).unwrap_or_default();
    let (width, height) = (side(bounds.width()), side(bounds.height()));
    let mut covered = vec![0; width * height];
    outline.draw(|x, y, part| {
        let level = whole(part.clamp(0.0, 1.0) * f32::from(FULL) + 0.5);
        if let Some(pixel) = covered.get_mut(y as usize * width + x as usize) {
            *pixel = u8::try_from(level).unwrap_or_default();
        }
    });
    Arc::new(Bitmap { left: whole(bounds.min.x), top: whole(bounds.min.y), width, covered })
}

#[cfg(test)]
mod tests {
    use super::{Face, MeasuredWords, known};

    #[test]
    fn letters_of_europe_are_known() {
        let texts = "Zażółć gęślą jaźń|Não à programação|Größe, Straße|Þórður ÆØÅ|çığ İş|Œuvre «là»|\
                     Ελληνικά θέρος|Русский, Ґанок|čeština ľúbi|Hà Nội|2nd–3rd · 10 € “x” … →";
        for text in texts.split('|') {
            assert_eq!(known(text).replace(" →", ""), text.replace(" →", ""));
        }
    }

    #[test]
    fn what_the_font_lacks_is_no_box() {
        assert_eq!(known("Rust \u{1f980}  now"), "Rust now");
        assert_eq!(known("a\u{200b}b\u{ad}c\u{202e}d\u{7} e"), "abcd e");
        assert_eq!(known("コンテナ"), "");
        assert!(known(&"long ".repeat(9_999)).len() < 1000);
        assert_eq!(known("Docker 入門"), "");
    }

    #[test]
    fn lines_are_as_wide_as_the_room() {
        let words = MeasuredWords::of("one two three four", Face::Bold);
        let lines = |room: f32| words.lines(10, room).lines;
        assert_eq!(lines(1000.0), ["one two three four"]);
        assert_eq!(lines(60.0), ["one two", "three four"]);
        assert_eq!(lines(1.0), ["one", "two", "three", "four"]);
        assert!(words.lines(10, 1.0).is_wider);
        assert_eq!(words.lines(10, 60.0).first(1), ["one two …"]);
        let words = MeasuredWords::of("Bread for everybody in two", Face::Bold);
        assert_eq!(words.lines(20, 260.0).lines, ["Bread for everybody in", "two"]);
        assert_eq!(words.balanced(20, 260.0).lines, ["Bread for", "everybody in two"]);
    }
}
