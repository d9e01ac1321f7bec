//! Whether something behind a picture shows through it: PNG, JPEG, GIF, WebP, SVG.
//!
//! Pictures that cannot be judged, or would take too long, count as transparent.

use std::io::{BufRead, Read, Seek};

use super::pixels::{Fit, draw};
use super::{Size, little};

/// The pixels of a PNG that are looked at, from the first row on. Decoding all of the large ones would take as long as
/// the rest of a build, and pictures with transparent pixels have some at their edge.
const ENOUGH_PIXELS: usize = 120_000;

/// The longest drawing that is looked at, in bytes.
const LONGEST_DRAWING: u64 = 2 << 20;

/// The longer side to which drawings are drawn.
const SAMPLE: u32 = 48;

/// Whether no pixel of a picture is transparent.
pub(super) fn is_opaque(mut file: impl BufRead + Seek, size: Size) -> bool {
    let mut head = Vec::with_capacity(32);
    if file.by_ref().take(32).read_to_end(&mut head).is_err() || file.rewind().is_err() {
        return false;
    }
    match head.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => png(file).unwrap_or(false),
        [0xFF, 0xD8, 0xFF, ..] => true,
        [b'G', b'I', b'F', b'8', ..] => gif(file, size).unwrap_or(false),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(&head),
        _ => drawing(file, size).unwrap_or(false),
    }
}

/// Reads rows until one has a transparent pixel, or there were enough.
fn png(file: impl BufRead + Seek) -> Option<bool> {
    let mut decoder = png::Decoder::new(file);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let channels = match reader.output_color_type().0 {
        png::ColorType::Rgba => 4,
        png::ColorType::GrayscaleAlpha => 2,
        png::ColorType::Rgb | png::ColorType::Grayscale => return Some(true),
        png::ColorType::Indexed => return None,
    };
    let mut looked_at = 0;
    while looked_at < ENOUGH_PIXELS
        && let Some(row) = reader.next_row().ok()?
    {
        looked_at += row.data().len() / channels;
        if row.data().chunks_exact(channels).any(|pixel| pixel[channels - 1] != u8::MAX) {
            return Some(false);
        }
    }
    Some(true)
}

/// The first frame covers the screen, and no colour of it is transparent.
fn gif(mut file: impl Read, (width, height): Size) -> Option<bool> {
    let mut head = [0; 13];
    file.read_exact(&mut head).ok()?;
    skip(&mut file, colours(head[10]))?;
    loop {
        match byte(&mut file)? {
            // The control of the frame that follows: its lowest bit is transparency.
            0x21 => {
                let is_control = byte(&mut file)? == 0xF9;
                let mut length = byte(&mut file)?;
                if is_control && byte(&mut file)? & 1 == 1 {
                    return Some(false);
                }
                length = length.checked_sub(u8::from(is_control))?;
                while length > 0 {
                    skip(&mut file, u64::from(length))?;
                    length = byte(&mut file)?;
                }
            }
            0x2C => {
                let mut frame = [0; 8];
                file.read_exact(&mut frame).ok()?;
                let place = [0, 2, 4, 6].map(|at| little(&frame, at, 2));
                return Some(place == [Some(0), Some(0), Some(width), Some(height)]);
            }
            _ => return None,
        }
    }
}

/// The length of a colour table in bytes, from the byte before it.
fn colours(packed: u8) -> u64 {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

fn byte(file: &mut impl Read) -> Option<u8> {
    let mut byte = [0];
    file.read_exact(&mut byte).ok()?;
    Some(byte[0])
}

fn skip(file: &mut impl Read, count: u64) -> Option<()> {
    let skipped = std::io::copy(&mut file.take(count), &mut std::io::sink()).ok()?;
    (skipped == count).then_some(())
}

/// What the header says about transparency.
fn webp(head: &[u8]) -> bool {
    match head.get(12..16) {
        Some(b"VP8 ") => true,
        // The bit after both sides.
        Some(b"VP8L") => little(head, 21, 4).is_some_and(|sides| sides >> 28 & 1 == 0),
        Some(b"VP8X") => head.get(20).is_some_and(|flags| flags & 0x10 == 0),
        _ => false,
    }
}

/// Renders a drawing at a small size, and ignores the outermost pixels, which it may cover partly.
/// A drawing with colours for dark pages needs no background either.
fn drawing(file: impl Read, (width, height): Size) -> Option<bool> {
    let mut bytes = Vec::new();
    file.take(LONGEST_DRAWING + 1).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 > LONGEST_DRAWING {
        return None;
    }
    if std::str::from_utf8(&bytes).ok()?.contains("prefers-color-scheme") {
        return Some(true);
    }
    let longest = width.max(height).max(1);
    let side = |side: u32| {
        let scaled = u64::from(side) * u64::from(SAMPLE) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(SAMPLE)
    };
    let room = (side(width).max(3), side(height).max(3));
    let pixels = draw(&bytes, "image/svg+xml", (room, Fit::Filled))?;
    let row = pixels.width as usize * 4;
    let rows = pixels.rgba.chunks_exact(row).skip(1).take(pixels.height as usize - 2);
    let mut inner = rows.flat_map(|pixels| pixels[4..row - 4].chunks_exact(4));
    Some(inner.all(|pixel| pixel[3] == u8::MAX))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::picture::picture;

    fn is_opaque(bytes: &[u8]) -> bool {
        picture(Cursor::new(bytes)).unwrap().is_opaque
    }

    /// A PNG of 2 × 2 pixels.
    fn png(colour: png::ColorType, pixels: &[u8], transparent: Option<&[u8]>) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 2, 2);
        encoder.set_color(colour);
        if colour == png::ColorType::Indexed {
            encoder.set_palette(vec![0, 0, 0, 255, 0, 0]);
        }
        if let Some(transparent) = transparent {
            encoder.set_trns(transparent.to_vec());
        }
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(pixels).unwrap();
        writer.finish().unwrap();
        file
    }

    #[test]
    fn pngs_are_opaque_if_each_pixel_is() {
        use png::ColorType::{Grayscale, GrayscaleAlpha, Indexed, Rgb, Rgba};
        let solid = [9, 9, 9, 255].repeat(4);
        let mut last = solid.clone();
        last[15] = 254;
        assert!(is_opaque(&png(Rgba, &solid, None)));
        assert!(!is_opaque(&png(Rgba, &last, None)));
        assert!(is_opaque(&png(Rgb, &[9; 12], None)));
        assert!(is_opaque(&png(Grayscale, &[9; 4], None)));
        assert!(!is_opaque(&png(GrayscaleAlpha, &[9, 255, 9, 255, 9, 255, 9, 0], None)));
        assert!(is_opaque(&png(Indexed, &[0, 1, 1, 0], None)));
        // A transparent colour counts only if a pixel has it.
        assert!(!is_opaque(&png(Indexed, &[0, 1, 1, 0], Some(&[255, 0]))));
        assert!(is_opaque(&png(Indexed, &[0, 0, 0, 0], Some(&[255, 0]))));
        assert!(!is_opaque(&png(Rgb, &[9; 12], Some(&[0, 9, 0, 9, 0, 9]))));
    }

    #[test]
    fn broken_pngs_count_as_see_through() {
        let whole = png(png::ColorType::Rgba, &[9, 9, 9, 255].repeat(4), None);
        assert!(!is_opaque(&whole[..whole.len() - 20]));
    }

    #[test]
    fn gifs_and_webps_say_so_in_their_heads() {
        let gif = |control: &[u8], width: u8| -> Vec<u8> {
            let screen = [b"GIF89a".as_slice(), &[2, 0, 2, 0, 0x80, 0, 0], &[0; 6]].concat();
            [&screen, control, &[0x2C, 0, 0, 0, 0, width, 0, 2, 0, 0]].concat()
        };
        assert!(is_opaque(&gif(&[], 2)));
        assert!(is_opaque(&gif(&[0x21, 0xF9, 4, 0, 0, 0, 0, 0], 2)));
        assert!(is_opaque(&gif(&[0x21, 0xFE, 2, b'h', b'i', 0], 2)));
        assert!(!is_opaque(&gif(&[0x21, 0xF9, 4, 1, 0, 0, 0, 0], 2)));
        assert!(!is_opaque(&gif(&[], 1)));
        assert!(!is_opaque(&gif(&[0x21, 0xF9], 2)));
        let webp = |kind: &[u8], rest: &[u8]| -> Vec<u8> {
            [b"RIFF\0\0\0\0WEBP".as_slice(), kind, &[0; 4], rest, &[1; 12]].concat()
        };
        assert!(is_opaque(&webp(b"VP8X", &[0, 0, 0, 0])));
        assert!(!is_opaque(&webp(b"VP8X", &[0x10, 0, 0, 0])));
        assert!(is_opaque(&webp(b"VP8L", &[0x2F, 1, 0, 0, 0])));
        assert!(!is_opaque(&webp(b"VP8L", &[0x2F, 1, 0, 0, 0x10])));
    }

    #[test]
    fn drawings_are_opaque_with_a_ground() {
        let svg = |inside: &str| {
            let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 100'>";
            is_opaque(format!("{svg}{inside}</svg>").as_bytes())
        };
        assert!(svg("<rect width='300' height='100' fill='#eee'/><circle r='9'/>"));
        assert!(svg("<rect width='100%' height='100%' rx='2'/>"));
        assert!(!svg("<rect width='200' height='100' fill='#eee'/>"));
        assert!(!svg("<rect width='300' height='100' fill='#eee' opacity='.5'/>"));
        assert!(!svg("<circle r='9'/>"));
        assert!(!svg(""));
        assert!(svg(
            "<style>@media (prefers-color-scheme: dark) { * { fill: #fff } }</style><circle r='9'/>"
        ));
    }
}
