//! Font files: the properties that a browser needs, and the outlines of letters.
//!
//! A file may contain anything; only fonts are accepted.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder, Tag};

/// The axis of weights of a variable font.
const WEIGHT: Tag = Tag::from_bytes(b"wght");

/// The feature for kerning pairs.
const KERNING: Tag = Tag::from_bytes(b"kern");

/// How many kerning tables are searched: fonts have a few, but a file may contain any number.
const MOST_TABLES: usize = 64;

/// A font, read from a file.
#[derive(Clone)]
pub struct Typeface {
    /// The font, uncompressed.
    sfnt: Arc<[u8]>,
    /// Its weight: 400 for regular type, 700 for bold type.
    pub weight: u16,
    /// The lightest and the boldest weight of a variable font.
    pub range: Option<(u16, u16)>,
    /// Whether it is slanted.
    pub is_italic: bool,
}

/// A line of text as one path of SVG.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextPath {
    /// The commands.
    pub commands: String,
    /// How wide it is, in tenths of pixels.
    pub width: u32,
}

/// The font in a file: WOFF2, TrueType, OpenType.
pub fn read(bytes: &[u8]) -> Option<Typeface> {
    let sfnt: Arc<[u8]> = if bytes.starts_with(b"wOF2") {
        // The crate limits the unpacked size; a panic in it must not end the build.
        catch_unwind(AssertUnwindSafe(|| wuff::decompress_woff2(bytes).ok())).ok()??.into()
    } else {
        bytes.into()
    };
    let face = Face::parse(&sfnt, 0).ok()?;
    let tables = face.tables();
    let has_outlines = tables.glyf.is_some() || tables.cff.is_some() || tables.cff2.is_some();
    let has_letters = has_outlines && face.number_of_glyphs() > 1 && face.units_per_em() > 0;
    let axis = face.variation_axes().into_iter().find(|axis| axis.tag == WEIGHT);
    let range = axis.map(|axis| (whole(axis.min_value), whole(axis.max_value)));
    let (weight, is_italic) = (face.weight().to_number(), face.is_italic() || face.is_oblique());
    has_letters.then_some(Typeface { sfnt, weight, range, is_italic })
}

impl Typeface {
    /// How far its weight is from a wanted one.
    pub fn distance(&self, weight: u16) -> u16 {
        match self.range {
            Some((lightest, boldest)) if (lightest..=boldest).contains(&weight) => 0,
            Some((lightest, boldest)) => lightest.abs_diff(weight).min(boldest.abs_diff(weight)),
            None => self.weight.abs_diff(weight),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
fn whole(value: f32) -> u16 {
    value.clamp(1.0, 1000.0) as u16
}

impl Typeface {
    /// A line of text at a place, of a size in pixels and a weight; `None` if a letter is missing,
    /// or if its letters are not simply placed side by side from left to right.
    pub fn line(
        &self,
        text: &str,
        (left, base): (f32, f32),
        (size, weight): (f32, u16),
    ) -> Option<TextPath> {
        if text.chars().any(needs_shaping) {
            return None;
        }
        let mut face = Face::parse(&self.sfnt, 0).ok()?;
        if let Some((lightest, boldest)) = self.range {
            face.set_variation(WEIGHT, f32::from(weight.clamp(lightest, boldest)));
        }
        let scale = size / f32::from(face.units_per_em());
        let mut path = SvgPath { out: String::new(), scale, left, base };
        let (mut at, mut last) = (left, None);
        for c in text.chars() {
            let glyph = face.glyph_index(c).filter(|glyph| glyph.0 != 0);
            let Some(glyph) = glyph else {
                if c.is_whitespace() {
                    (at, last) = (at + size / 4.0, None);
                    continue;
                }
                return None;
            };
            let closer = last.map_or(0, |last| kerning(&face, last, glyph));
            at += f32::from(closer) * scale;
            last = Some(glyph);
            path.left = at;
            face.outline_glyph(glyph, &mut path);
            at += f32::from(face.glyph_hor_advance(glyph).unwrap_or_default()) * scale;
        }
        Some(TextPath { commands: path.out, width: tenths((at - left).max(0.0)) })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast keeps to the bounds"
)]
fn tenths(value: f32) -> u32 {
    (value * 10.0) as u32
}

/// Whether a letter is joined to others, changes its place among them, or is written from right to left: scripts from
/// Hebrew to Arabic, those of India and its neighbours, Khmer, Mongolian.
fn needs_shaping(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x08FF | 0x0900..=0x0DFF | 0x0F00..=0x109F | 0x1780..=0x18AF | 0xFB1D..=0xFDFF
        | 0xFE70..=0xFEFE | 0x1_0800..=0x1_0FFF | 0x1_1000..=0x1_1FFF | 0x1_E800..=0x1_EFFF)
}

/// How much closer a letter comes to the one before it, in units of the font.
fn kerning(face: &Face<'_>, first: GlyphId, second: GlyphId) -> i16 {
    let new = face.tables().gpos.and_then(|table| {
        let features = table.features.into_iter().filter(|feature| feature.tag == KERNING);
        let lookups = features.take(MOST_TABLES).flat_map(|feature| feature.lookup_indices);
        let lookups = lookups.take(MOST_TABLES).filter_map(|index| table.lookups.get(index));
        let pairs = lookups.flat_map(|lookup| {
            lookup.subtables.into_iter::<PositioningSubtable<'_>>().take(MOST_TABLES)
        });
        pairs.take(MOST_TABLES).find_map(|subtable| match subtable {
            PositioningSubtable::Pair(pair) => of_pair(&pair, first, second),
            _ => None,
        })
    });
    new.or_else(|| {
        let tables = face.tables().kern?.subtables.into_iter().take(MOST_TABLES);
        let mut usable = tables.filter(|table| table.horizontal && !table.variable);
        usable.find_map(|table| table.glyphs_kerning(first, second))
    })
    .unwrap_or_default()
}

/// The kerning of a pair in a table.
fn of_pair(pair: &PairAdjustment<'_>, first: GlyphId, second: GlyphId) -> Option<i16> {
    let (value, _) = match pair {
        PairAdjustment::Format1 { coverage, sets } => {
            sets.get(coverage.get(first)?)?.get(second)?
        }
        PairAdjustment::Format2 { coverage, classes, matrix } => {
            coverage.get(first)?;
            matrix.get((classes.0.get(first), classes.1.get(second)))?
        }
    };
    Some(value.x_advance)
}

/// Writes outlines as commands of SVG.
struct SvgPath {
    out: String,
    scale: f32,
    left: f32,
    base: f32,
}

impl SvgPath {
    fn push(&mut self, command: char, points: &[(f32, f32)]) {
        use std::fmt::Write as _;
        self.out.push(command);
        for (index, (x, y)) in points.iter().enumerate() {
            let (x, y) = (self.left + x * self.scale, self.base - y * self.scale);
            let before = if index == 0 { "" } else { " " };
            // Writing to a String cannot fail.
            let _ = write!(self.out, "{before}{x:.1} {y:.1}");
        }
    }
}

impl OutlineBuilder for SvgPath {
    fn move_to(&mut self, x: f32, y: f32) {
        self.push('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.push('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.push('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.out.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_font_is_read() {
        let bold = read(notosans::BOLD_TTF).unwrap();
        assert_eq!((bold.weight, bold.is_italic, bold.range), (700, false, None));
        assert_eq!((bold.distance(700), bold.distance(400)), (0, 300));
        let path = bold.line("Bread", (80.0, 190.0), (80.0, 700)).unwrap();
        assert!(path.commands.starts_with('M') && path.commands.ends_with('Z'), "{path:?}");
        assert!((1_800..3_000).contains(&path.width), "{}", path.width);
        assert_eq!(bold.line("コ", (0.0, 0.0), (80.0, 700)), None);
        // The font has these letters, but they would appear in the wrong order or form.
        assert_eq!(bold.line("कि", (0.0, 0.0), (80.0, 700)), None);
    }

    #[test]
    fn what_is_no_font_is_none() {
        for bytes in [
            &b""[..],
            b"wOF2",
            b"wOF2\0\x01\0\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            b"<svg/>",
        ] {
            assert!(read(bytes).is_none());
        }
        assert!(read(&notosans::BOLD_TTF[..999]).is_none());
    }
}
