//! The width of a text, without a font or a browser.
//!
//! Readers see a diagram in an unknown font, so this is not an exact measure but an upper bound:
//! for each character the wider of two common system fonts. A label may have extra space, but it
//! never leaves its box.

/// The printable ASCII characters, starting with the space.
const ASCII: std::ops::RangeInclusive<char> = ' '..='~';

/// Advance of the characters of [`ASCII`] in thousandths of the font size.
///
/// The wider of `DejaVu Sans` and the Arial family (Liberation Sans, Helvetica), which bracket the
/// usual system fonts.
#[rustfmt::skip]
const ADVANCES: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556,
    1015, 684, 686, 722, 770, 667, 611, 778, 752, 295, 500, 667, 557, 863, 748, 787,
    667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838, 556,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// Letters outside ASCII with an alphabet: accented Latin, Greek, Cyrillic.
const LETTER: u16 = 690;

/// Ideographs and emoji, which fill a square.
const SQUARE: u16 = 1000;

/// Bold width relative to regular, in the wider of the two fonts.
const BOLD: f64 = 1.12;

/// The width of one line of text, in the unit of `size`.
pub(super) fn width(text: &str, size: f64, weight: Option<&str>) -> f64 {
    let thousandths: f64 = text.chars().map(|c| f64::from(advance(c))).sum();
    let boldness = if weight.is_some_and(is_bold) { BOLD } else { 1.0 };
    thousandths / 1000.0 * size * boldness
}

fn is_bold(weight: &str) -> bool {
    weight.starts_with("bold") || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)
}

fn advance(c: char) -> u16 {
    if ASCII.contains(&c) {
        return ADVANCES[c as usize - ' ' as usize];
    }
    match c {
        // Controls, combining marks, joiners, variation selectors.
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{a0}' => ADVANCES[0],
        '\u{a1}'..='\u{10ff}' => LETTER,
        _ => SQUARE,
    }
}
