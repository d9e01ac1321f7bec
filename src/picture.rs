//! The size of a picture, from the beginning of its file, and whether it is opaque: PNG, JPEG, GIF, WebP, SVG.
//!
//! A file may contain anything. If it is broken or of an unknown form, it has no size.

mod opaque;
mod pixels;

pub use self::pixels::{Fit, Pixels, base64, data_address, draw, draw_ours, media_type, plated};

use std::io::{BufRead, Read, Seek, SeekFrom};

/// Width and height in CSS pixels, as a browser shows the picture by default.
pub type Size = (u32, u32);

/// The properties of a picture that a page needs.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct PictureFacts {
    /// Its size.
    pub size: Size,
    /// Whether it is opaque.
    pub is_opaque: bool,
}

/// The longest possible side.
const LONGEST: u32 = 1_000_000;

/// How far into a file to look for the root element of a drawing.
const SVG_HEAD: u64 = 1 << 16;

/// The width of a drawing with proportions but no size: browsers use all available width.
const ROOM: f64 = 4096.0;

/// The picture in a file.
pub fn picture(mut file: impl BufRead + Seek) -> Option<PictureFacts> {
    let size = size(&mut file)?;
    file.rewind().ok()?;
    Some(PictureFacts { size, is_opaque: opaque::is_opaque(file, size) })
}

/// The size of the picture in a file.
pub fn size(mut file: impl Read + Seek) -> Option<Size> {
    let mut head = Vec::with_capacity(32);
    file.by_ref().take(32).read_to_end(&mut head).ok()?;
    let (width, height) = match head.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => (big(&head, 16, 4)?, big(&head, 20, 4)?),
        [b'G', b'I', b'F', b'8', ..] => (little(&head, 6, 2)?, little(&head, 8, 2)?),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(&head)?,
        [0xFF, 0xD8, 0xFF, ..] => jpeg(&mut file)?,
        _ => {
            file.rewind().ok()?;
            let mut head = Vec::new();
            file.take(SVG_HEAD).read_to_end(&mut head).ok()?;
            svg(&String::from_utf8_lossy(&head))?
        }
    };
    let is_fit = |side: u32| (1..=LONGEST).contains(&side);
    (is_fit(width) && is_fit(height)).then_some((width, height))
}

/// A big-endian number.
fn big(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(count)?)?;
    Some(bytes.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

/// A little-endian number.
fn little(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(count)?)?;
    Some(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

fn webp(head: &[u8]) -> Option<Size> {
    match head.get(12..16)? {
        b"VP8 " => Some((little(head, 26, 2)? & 0x3FFF, little(head, 28, 2)? & 0x3FFF)),
        b"VP8L" => {
            let sides = little(head, 21, 4)?;
            Some(((sides & 0x3FFF) + 1, (sides >> 14 & 0x3FFF) + 1))
        }
        // With Exif it may be shown rotated.
        b"VP8X" if head.get(20)? & 0x08 == 0 => {
            Some((little(head, 24, 3)? + 1, little(head, 27, 3)? + 1))
        }
        _ => None,
    }
}

/// The frame of a JPEG, with its sides swapped if Exif rotates it.
fn jpeg(file: &mut (impl Read + Seek)) -> Option<Size> {
    let mut is_turned = false;
    let mut at = 2;
    loop {
        file.seek(SeekFrom::Start(at)).ok()?;
        let mut head = [0; 9];
        let (marker, frame) = head.split_at_mut(4);
        file.read_exact(marker).ok()?;
        let length = big(marker, 2, 2)?;
        match marker {
            [0xFF, 0xFF, ..] => {
                at += 1; // Fill bytes.
                continue;
            }
            [0xFF, 0xC4 | 0xC8 | 0xCC, ..] => {}
            [0xFF, 0xC0..=0xCF, ..] => {
                file.read_exact(frame).ok()?;
                let (height, width) = (big(frame, 1, 2)?, big(frame, 3, 2)?);
                return Some(if is_turned { (height, width) } else { (width, height) });
            }
            [0xFF, 0xE1, ..] => {
                let mut exif = Vec::new();
                file.take(u64::from(length)).read_to_end(&mut exif).ok()?;
                is_turned |= orientation(&exif).is_some_and(|turn| (5..=8).contains(&turn));
            }
            [0xFF, 0xD8 | 0xE0..=0xFE | 0xDB | 0xDD, ..] => {}
            _ => return None, // The picture itself, or not a JPEG.
        }
        at += 2 + u64::from(length.max(2));
    }
}

/// The rotation of a picture in Exif.
fn orientation(exif: &[u8]) -> Option<u32> {
    let tiff = exif.strip_prefix(b"Exif\0\0")?;
    let number = if tiff.starts_with(b"MM") { big } else { little };
    let entries = usize::try_from(number(tiff, 4, 4)?).ok()?;
    let count = usize::try_from(number(tiff, entries, 2)?).ok()?;
    let mut entries = (0..count).map(|index| entries + 2 + 12 * index);
    let entry = entries.find(|&entry| number(tiff, entry, 2) == Some(0x0112))?;
    number(tiff, entry + 8, 2)
}

/// The size of a drawing's root element, or else its proportions.
fn svg(text: &str) -> Option<Size> {
    let tag = root(text)?;
    let is_styled = attribute(tag, "style").is_some_and(|style| {
        ["width", "height"].into_iter().any(|property| style.contains(property))
    });
    if is_styled || attribute(tag, "preserveAspectRatio") == Some("none") {
        return None;
    }
    let ratio = attribute(tag, "viewBox").and_then(|numbers| {
        let numbers = numbers.split([' ', ',', '\n', '\t']).filter(|number| !number.is_empty());
        let numbers: Vec<f64> = numbers.map_while(|number| number.parse().ok()).collect();
        match numbers[..] {
            [_, _, width, height] if width > 0.0 && height > 0.0 => Some(width / height),
            _ => None,
        }
    });
    let side = |name| attribute(tag, name).and_then(pixels);
    match (side("width"), side("height"), ratio) {
        (Some(width), Some(height), _) => Some((rounded(width)?, rounded(height)?)),
        (Some(width), None, Some(ratio)) => Some((rounded(width)?, rounded(width / ratio)?)),
        (None, Some(height), Some(ratio)) => Some((rounded(height * ratio)?, rounded(height)?)),
        (None, None, Some(ratio)) => Some((rounded(ROOM)?, rounded(ROOM / ratio)?)),
        (_, _, None) => None,
    }
}

/// The start tag of the root element, without its brackets and its name.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        rest = rest.strip_prefix('<')?;
        let end = if rest.starts_with("!--") { "-->" } else { ">" };
        if let Some(tag) = rest.strip_prefix("svg").filter(|tag| !tag.starts_with([':', '-'])) {
            return tag.split_once('>').map(|(tag, _)| tag);
        }
        if !rest.starts_with(['!', '?']) {
            return None;
        }
        // A document type may contain declarations of its own.
        let (inner, after) = rest.split_once(end)?;
        let after = if inner.contains('[') { after.split_once("]>")?.1 } else { after };
        rest = after.trim_start();
    }
}

/// The value of an attribute in a tag of XML.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (found, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after[1..].split_once(quote)?;
        if found.trim() == name {
            return Some(value);
        }
        rest = next;
    }
}

/// A length in pixels; `None` if it is relative, such as `100%`.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-');
    let (number, unit) = length.split_at(length.find(|c| !is_number(c)).unwrap_or(length.len()));
    let unit = match unit {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" | "em" | "rem" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in between")]
fn rounded(side: f64) -> Option<u32> {
    (0.5..f64::from(LONGEST)).contains(&side).then(|| side.round() as u32)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{Size, size};

    fn of(bytes: impl AsRef<[u8]>) -> Option<Size> {
        size(Cursor::new(bytes.as_ref()))
    }

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x20\0\0\x02\x58\x08\x06\0\0\0";
    const GIF: &[u8] = b"GIF89a\x40\x01\xF0\0\xF7\0\0";
    const LOSSY: &[u8] = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9D\x01\x2A\x40\x01\xF0\0\0\0";
    const LOSSLESS: &[u8] = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2F\x3F\xC1\x3B\0\0\0\0\0\0\0";
    const EXTENDED: &[u8] = b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x3F\x01\0\xEF\0\0";

    /// A JPEG of 800 by 600 whose Exif has this orientation.
    fn jpeg(orientation: u8) -> Vec<u8> {
        let mut bytes =
            b"\xFF\xD8\xFF\xE0\0\x04JF\xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01".to_vec();
        bytes.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
        bytes.extend(b"\xFF\xDB\0\x03\0\xFF\xFF\xC2\0\x11\x08\x02\x58\x03\x20\x03");
        bytes
    }

    #[test]
    fn each_format_tells_its_size() {
        assert_eq!(of(PNG), Some((800, 600)));
        assert_eq!(of(GIF), Some((320, 240)));
        for webp in [LOSSY, LOSSLESS, EXTENDED] {
            assert_eq!(of(webp), Some((320, 240)));
        }
        assert_eq!(of(jpeg(1)), Some((800, 600)));
        assert_eq!(of(jpeg(6)), Some((600, 800)), "shown turned");
    }

    #[test]
    fn drawings_have_a_size_or_proportions() {
        for (tag, size) in [
            ("width='200' height=\"100px\"", Some((200, 100))),
            ("width='1in' height='3pc'", Some((96, 48))),
            ("data-width='1' width='200' viewBox='0 0 24 12'", Some((200, 100))),
            ("width='100%' height='50' viewBox='0,0,24,12'", Some((100, 50))),
            ("\n viewBox = '0 0\n24 12'", Some((4096, 2048))),
            ("width='200'", None),
            ("width='-1' height='5'", None),
            ("width='1e999' height='NaN' viewBox='0 0 inf nan'", None),
            ("width='20' height='30' style='width: 100%'", None),
            ("viewBox='0 0 0 0'", None),
            ("viewBox='0 0 1 99999999999'", None),
        ] {
            let head = "\u{feff}<?xml version='1.0'?>\n<!-- <svg width='1'> -->\n";
            assert_eq!(
                of(format!("{head}<!DOCTYPE svg [<!ENTITY a '>'>]><svg {tag}/>")),
                size,
                "{tag}"
            );
        }
        for text in ["", "<", "<svg", "<svg width='1", "<svg:svg width='1' height='1'>", "<p><svg>"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_cut_off_or_changed_has_any_size_but_does_no_harm() {
        let whole = jpeg(6);
        for picture in [PNG, GIF, LOSSY, LOSSLESS, EXTENDED, &whole, b"<svg width='1' height='2'>"]
        {
            for end in 0..picture.len() {
                let _ = of(&picture[..end]);
                for byte in [0, 0x7F, 0xFF] {
                    let mut changed = picture.to_vec();
                    changed[end] = byte;
                    let _ = of(changed);
                }
            }
            assert_eq!(of(&picture[..7.min(picture.len())]), None);
        }
        assert_eq!(of([&b"\xFF\xD8"[..], &[0xFF; 9999]].concat()), None);
    }
}
