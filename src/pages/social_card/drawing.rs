//! Draws the pictures of social cards.
//!
//! Sixteen colours make small files quickly: a background of a few shades, and letters of three
//! colours with a few steps each. Characters missing from the font are not drawn; no card shows a
//! box in place of a letter.

use std::sync::Arc;

use super::letters::{self, Face, LetterStyle, MeasuredWords, known};

/// The width that sites with link previews ask for.
pub(super) const WIDTH: u32 = 1200;
/// See [`WIDTH`].
pub(super) const HEIGHT: u32 = 630;

/// Two pixels per byte.
const ROW: usize = WIDTH as usize / 2;
/// The left edge of texts.
const LEFT: i32 = 80;
/// Their maximum width.
const ROOM: i32 = 1040;
/// The baseline of the lowest text.
const BOTTOM: i32 = 566;

/// The shades of the background, from the left to the upper right.
const GROUND: [[u8; 3]; 4] = [[20, 38, 75], [25, 48, 93], [30, 59, 114], [36, 73, 140]];
/// The distance from the upper right corner at which each shade but the first begins.
const RINGS: [i64; 3] = [800, 540, 300];

/// The colours of letters.
#[derive(Copy, Clone)]
enum Ink {
    White,
    Pale,
    Gold,
}

impl Ink {
    /// The full colour, the number of steps to it from the background, and the first of them.
    const fn steps(self) -> ([u8; 3], u8, u8) {
        match self {
            Self::White => ([255, 255, 255], 5, 4),
            Self::Pale => ([195, 209, 238], 4, 9),
            Self::Gold => ([255, 200, 87], 3, 13),
        }
    }
}

/// The contents of a card, from top to bottom; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Card {
    /// The line above the title.
    pub(super) kicker: String,
    pub(super) title: String,
    /// Fallbacks for the title if the font lacks its letters.
    pub(super) instead: Vec<String>,
    /// The text below it, as far as it fits.
    pub(super) text: String,
    /// The date, or the length of the material.
    pub(super) when: String,
    pub(super) place: String,
    pub(super) site: String,
    /// The start of each part and its share of the time, in thousandths.
    pub(super) parts: Vec<(u64, u64)>,
}

/// The picture of a card as a PNG; `None` if no title can be drawn.
#[comemo::memoize]
pub(super) fn png(card: &Card) -> Option<Arc<[u8]>> {
    let titles = std::iter::once(&card.title).chain(&card.instead);
    let title = titles.map(|title| known(title)).find(|title| !title.is_empty())?;
    let mut canvas = Canvas::new();
    canvas.rect((LEFT, 72), (72, 8), Ink::Gold);
    let mut y = 92;
    let kicker = known(&card.kicker);
    if !kicker.is_empty() && kicker != title {
        y += 54;
        canvas.line((LEFT, y), &kicker, (Face::Bold, 34), Ink::Gold);
        y += 12;
    }
    let below = canvas.foot(card);
    let (size, lines) = titled(&title, below - y - 32);
    for line in &lines {
        y += leading(size);
        canvas.line((LEFT, y), line, (Face::Bold, size), Ink::White);
    }
    y += 20;
    let text = known(&card.text);
    let most = usize::try_from((below - y - 8) / 46).unwrap_or_default().min(3);
    for line in MeasuredWords::of(&text, Face::Regular).lines(34, width()).first(most) {
        y += 46;
        canvas.line((LEFT, y), &line, (Face::Regular, 34), Ink::Pale);
    }
    canvas.encoded()
}

/// The maximum width of texts, in the type of measured widths.
fn width() -> f32 {
    f32::from(u16::try_from(ROOM).unwrap_or(u16::MAX))
}

/// The line height of a title.
fn leading(size: u16) -> i32 {
    i32::from(size) * 29 / 25
}

/// The title in lines, as large as fits into this height in pixels.
fn titled(title: &str, height: i32) -> (u16, Vec<String>) {
    /// From large letters, for few words, to the smallest that are legible on a phone.
    const SIZES: [(u16, usize); 8] =
        [(96, 2), (88, 2), (80, 2), (72, 3), (64, 4), (56, 4), (48, 4), (42, 5)];
    let words = MeasuredWords::of(title, Face::Bold);
    let fits = |size: u16| usize::try_from(height / leading(size)).unwrap_or_default();
    for (size, most) in SIZES {
        let lines = words.lines(size, width());
        if lines.lines.len() <= most.min(fits(size)) && !lines.is_wider {
            return (size, words.balanced(size, width()).lines);
        }
    }
    let [.., (size, most)] = SIZES;
    (size, words.lines(size, width()).first(fits(size).clamp(1, most)))
}

/// A picture being drawn: a palette index for each pixel, two in a byte.
struct Canvas(Vec<u8>);

impl Canvas {
    /// Draws the background only.
    fn new() -> Self {
        let mut pixels = vec![0; ROW * HEIGHT as usize];
        for (y, row) in (0_i64..).zip(pixels.chunks_exact_mut(ROW)) {
            for (radius, shade) in RINGS.into_iter().zip(1_u8..) {
                let across = (radius * radius - y * y).max(0).isqrt();
                let from = usize::try_from((i64::from(WIDTH) - across).max(0) / 2).unwrap_or(ROW);
                row[from.min(ROW)..].fill(shade << 4 | shade);
            }
        }
        Self(pixels)
    }

    /// Draws the contents at the lower edge, and returns where they begin.
    fn foot(&mut self, card: &Card) -> i32 {
        let mut y = BOTTOM;
        let site = known(&card.site);
        if !site.is_empty() {
            self.line((LEFT, y), &site, (Face::Regular, 28), Ink::Pale);
            y -= 60;
        }
        if !card.parts.is_empty() {
            let pixels =
                |share: u64| i32::try_from(share.min(1000)).unwrap_or_default() * ROOM / 1000;
            for &(from, width) in &card.parts {
                self.rect((LEFT + pixels(from), y - 4), ((pixels(width) - 6).max(2), 8), Ink::Pale);
            }
            y -= 36;
        }
        let lines = [
            (&card.place, (Face::Regular, 34), Ink::Pale),
            (&card.when, (Face::Bold, 38), Ink::White),
        ];
        for (text, style, ink) in lines {
            let text = known(text);
            if !text.is_empty() {
                self.line((LEFT, y), &text, style, ink);
                y -= i32::from(style.1) + 12;
            }
        }
        y
    }

    /// Draws a line of text, as far as there is room; `base` is its baseline.
    fn line(&mut self, (left, base): (i32, i32), text: &str, style: LetterStyle, ink: Ink) {
        let lines = MeasuredWords::of(text, style.0).lines(style.1, width()).first(1);
        for text in lines {
            letters::draw(&text, style, |x, y, covered| {
                self.put(left + x, base + y, covered, ink);
            });
        }
    }

    fn rect(&mut self, (left, top): (i32, i32), (width, height): (i32, i32), ink: Ink) {
        for y in top..top + height {
            for x in left..left + width {
                self.put(x, y, letters::FULL, ink);
            }
        }
    }

    /// Colours a pixel according to its coverage.
    fn put(&mut self, x: i32, y: i32, covered: u8, ink: Ink) {
        let (_, steps, first) = ink.steps();
        let step = (covered * steps + letters::FULL / 2) / letters::FULL;
        let is_there = (0..WIDTH.cast_signed()).contains(&x);
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        let Some(pair) = self.0.get_mut(y * ROW + x / 2).filter(|_| is_there && step > 0) else {
            return;
        };
        let shift = if x % 2 == 0 { 4 } else { 0 };
        // Where letters touch, the higher coverage wins.
        let new = (*pair >> shift & 15).max(first + step - 1);
        *pair = *pair & !(15 << shift) | new << shift;
    }

    /// Encodes the file.
    fn encoded(&self) -> Option<Arc<[u8]>> {
        let mut file = Vec::with_capacity(1 << 15);
        let mut encoder = png::Encoder::new(&mut file, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette());
        encoder.set_deflate_compression(png::DeflateCompression::FdeflateUltraFast);
        // Most rows equal the row above.
        encoder.set_filter(png::Filter::Up);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&self.0).ok()?;
        writer.finish().ok()?;
        Some(file.into())
    }
}

/// All colours.
fn palette() -> Vec<u8> {
    let [ground, ..] = GROUND;
    let mixed = |ink: [u8; 3], step: u8, steps: u8| -> [u8; 3] {
        std::array::from_fn(|channel| {
            let (from, to) = (u16::from(ground[channel]), u16::from(ink[channel]));
            let (step, steps) = (u16::from(step), u16::from(steps));
            u8::try_from((from * (steps - step) + to * step) / steps).unwrap_or(u8::MAX)
        })
    };
    let mut colours = GROUND.to_vec();
    for ink in [Ink::White, Ink::Pale, Ink::Gold] {
        let (colour, steps, _) = ink.steps();
        colours.extend((1..=steps).map(|step| mixed(colour, step, steps)));
    }
    colours.concat()
}

#[cfg(test)]
mod tests {
    use super::{Card, HEIGHT, WIDTH, png, titled};

    fn card(title: &str) -> Card {
        Card { title: title.to_owned(), when: "2–3 March 2027".to_owned(), ..Card::default() }
    }

    /// The pixels of a decoded PNG, three bytes each.
    fn pixels(card: &Card) -> Vec<u8> {
        let file = png(card).expect("a picture");
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&file[..]));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        assert_eq!((reader.info().width, reader.info().height), (WIDTH, HEIGHT));
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("a picture");
        assert_eq!(pixels.len(), (WIDTH * HEIGHT * 3) as usize);
        pixels
    }

    /// How many pixels in some rows have a colour.
    fn count(pixels: &[u8], rows: std::ops::Range<usize>, colour: [u8; 3]) -> usize {
        let row = WIDTH as usize * 3;
        pixels[rows.start * row..rows.end * row].chunks(3).filter(|p| **p == colour).count()
    }

    #[test]
    fn the_title_is_drawn_in_white() {
        let (none, bread) = (pixels(&card("·")), pixels(&card("Bread")));
        let white = |pixels| count(pixels, 100..300, [255, 255, 255]);
        assert!(white(&none) < 500, "{}", white(&none));
        assert!(white(&bread) > 4_000, "{}", white(&bread));
        assert!(bread != pixels(&card("Cakes")));
        assert_eq!(bread, pixels(&card("Bread")));
    }

    #[test]
    fn each_text_has_its_place() {
        let plain = pixels(&card("Bread"));
        let with = |change: fn(&mut Card)| {
            let mut card = card("Bread");
            change(&mut card);
            pixels(&card)
        };
        let gold = |pixels: &[u8]| count(pixels, 84..200, [255, 200, 87]);
        assert_eq!(gold(&plain), 0);
        assert!(gold(&with(|card| card.kicker = "Bakers’ Day".to_owned())) > 500);
        let pale = |pixels: &[u8]| count(pixels, 300..630, [195, 209, 238]);
        assert_eq!(pale(&plain), 0);
        assert!(pale(&with(|card| card.place = "Lyon".to_owned())) > 100);
        assert!(pale(&with(|card| card.site = "The bakery".to_owned())) > 100);
        assert!(pale(&with(|card| card.parts = vec![(0, 500), (500, 500)])) > 7_000);
    }

    #[test]
    fn what_has_no_letters_is_replaced_or_left_out() {
        let mut japanese = card("コンテナ");
        assert_eq!(png(&japanese), None);
        japanese.instead = vec!["コンテナ".to_owned(), "Tokyo".to_owned()];
        assert_eq!(pixels(&japanese), pixels(&card("Tokyo")));
        assert_eq!(png(&Card::default()), None);
    }

    #[test]
    fn long_titles_are_smaller_and_end_somewhere() {
        assert_eq!(titled("Bread", 300).0, 96);
        let long = "Bread ".repeat(20);
        let (size, lines) = titled(&long, 300);
        assert!(size < 72 && (3..6).contains(&lines.len()), "{size} {lines:?}");
        let (_, lines) = titled(&long.repeat(9), 300);
        assert!(lines.last().is_some_and(|line| line.ends_with('…')), "{lines:?}");
        let word = "B".repeat(200);
        assert_eq!(titled(&word, 300), (42, vec![word.clone()]));
        pixels(&card(&word));
    }
}
