//! Draws the pictures of social cards of a brand: its art, its logo, its fonts, by the template `card.svg`.
//!
//! The positions of texts are those of [`super::drawing`]; only the drawing code differs.

use std::sync::Arc;

use serde::Serialize;

use super::drawing::{Card, HEIGHT, WIDTH};
use crate::pages::context::PageContext;
use crate::pages::cover_art::{Art, art};
use crate::pages::lettering::{LetterKind, LetterPath, Lettering};
use crate::picture;

/// The left edge of texts.
const LEFT: u16 = 80;

/// Their maximum width.
const ROOM: u32 = 1040;

/// The baseline of the lowest text.
const BOTTOM: i32 = 566;

/// Sizes of titles, and how many lines they may have.
const SIZES: [(u16, usize); 8] =
    [(96, 2), (88, 2), (80, 2), (72, 3), (64, 4), (56, 4), (48, 4), (42, 5)];

/// The data for the template.
#[derive(Serialize)]
struct CardView {
    art: Art,
    letters: Vec<LetterPath>,
    parts: Vec<CardPart>,
    bar: i32,
}

#[derive(Serialize)]
struct CardPart {
    x: u64,
    width: u64,
}

/// The picture of a card as a PNG; `None` if no title can be drawn.
pub(super) fn png(context: PageContext<'_>, card: &Card) -> Option<Arc<[u8]>> {
    let brand = &context.brand.brand;
    let mut drawing = Drawing {
        lettering: Lettering::of(brand),
        view: CardView { art: art(brand), letters: Vec::new(), parts: Vec::new(), bar: 0 },
    };
    drawing.draw(card)?;
    // Problems of the site's templates are reported when they are read.
    let svg = context.render("card.svg", &drawing.view).output?;
    let pixels = picture::draw_ours(&svg, (WIDTH, HEIGHT))?;
    encoded(&pixels.rgba)
}

/// A card that is being drawn.
struct Drawing<'a> {
    lettering: Lettering<'a>,
    view: CardView,
}

impl Drawing<'_> {
    fn draw(&mut self, card: &Card) -> Option<()> {
        let is_known = |title: &&String| {
            !title.is_empty() && self.lettering.width(title, LetterKind::Title, 10).is_some()
        };
        let title = std::iter::once(&card.title).chain(&card.instead).find(is_known)?.clone();
        let Art { ink, muted, accent, .. } = self.view.art.clone();
        let mut y = 92;
        if !card.kicker.is_empty() && card.kicker != title {
            y += 54;
            self.line(&card.kicker, LetterKind::Bold, (y, 34), &accent);
            y += 12;
        }
        let below = self.foot(card, (&ink, &muted));
        let (size, leading, lines) = self.titled(&title, below - y - 32);
        for line in &lines {
            y += leading;
            self.line(line, LetterKind::Title, (y, size), &ink);
        }
        y += 20;
        let most = usize::try_from((below - y - 8) / 46).unwrap_or_default().min(3);
        let (text, _) = self.lettering.lines(&card.text, LetterKind::Text, (34, ROOM, most));
        for line in text.iter().take(most) {
            y += 46;
            self.line(line, LetterKind::Text, (y, 34), &muted);
        }
        Some(())
    }

    /// Draws the contents at the lower edge, and returns where they begin.
    fn foot(&mut self, card: &Card, (ink, muted): (&str, &str)) -> i32 {
        let mut y = BOTTOM;
        if !card.site.is_empty() {
            self.line(&card.site, LetterKind::Text, (y, 28), muted);
            y -= 60;
        }
        if !card.parts.is_empty() {
            let pixels = |share: u64| share.min(1000) * u64::from(ROOM) / 1000;
            let part = |&(from, width): &(u64, u64)| CardPart {
                x: u64::from(LEFT) + pixels(from),
                width: pixels(width).saturating_sub(6).max(2),
            };
            self.view.parts = card.parts.iter().map(part).collect();
            self.view.bar = y - 6;
            y -= 36;
        }
        for (text, style, size, fill) in
            [(&card.place, LetterKind::Text, 34, muted), (&card.when, LetterKind::Bold, 38, ink)]
        {
            if !text.is_empty() {
                self.line(text, style, (y, size), fill);
                y -= i32::from(size) + 12;
            }
        }
        y
    }

    /// The title in lines, as large as fits into this height.
    fn titled(&self, title: &str, height: i32) -> (u16, i32, Vec<String>) {
        let leading = |size: u16| i32::from(size) * 29 / 25;
        let fits = |size: u16| usize::try_from(height / leading(size)).unwrap_or_default();
        for (size, most) in SIZES {
            let most = most.min(fits(size));
            let (lines, is_cut) =
                self.lettering.lines(title, LetterKind::Title, (size, ROOM, most));
            if !is_cut && !lines.is_empty() && lines.len() <= most {
                return (size, leading(size), lines);
            }
        }
        let [.., (size, most)] = SIZES;
        let most = fits(size).clamp(1, most);
        let (lines, _) = self.lettering.lines(title, LetterKind::Title, (size, ROOM, most));
        (size, leading(size), lines)
    }

    /// Draws a line of text, as far as it fits; a line with letters that no font has is left out.
    fn line(&mut self, text: &str, style: LetterKind, (base, size): (i32, u16), fill: &str) {
        let (lines, _) = self.lettering.lines(text, style, (size, ROOM, 1));
        let base = f32::from(i16::try_from(base).unwrap_or_default());
        let at = ((f32::from(LEFT), base), size);
        let line = lines.first().and_then(|line| self.lettering.line(line, style, at));
        self.view
            .letters
            .extend(line.map(|path| LetterPath { path: path.commands, fill: fill.to_owned() }));
    }
}

/// Encodes opaque pixels.
fn encoded(rgba: &[u8]) -> Option<Arc<[u8]>> {
    let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect();
    let mut file = Vec::with_capacity(1 << 17);
    let mut encoder = png::Encoder::new(&mut file, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Adaptive);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&rgb).ok()?;
    writer.finish().ok()?;
    Some(file.into())
}
