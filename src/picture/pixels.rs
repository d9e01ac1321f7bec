//! The pixels of a picture of an author's, drawn at a size: SVG, PNG, JPEG, WebP.
//!
//! A file may contain anything. No file to which it refers is opened or requested. Text is not
//! drawn, because fonts depend on the machine. A picture that would take too long or too much
//! memory is refused before it is drawn.

use std::panic::{AssertUnwindSafe, catch_unwind};

use resvg::{tiny_skia, usvg};

/// The most pixels of a file.
const MOST_PIXELS: u64 = 40 << 20;

/// How deep elements of a drawing may be nested: drawing them is recursive.
const MOST_NESTED: usize = 200;

/// The longest side of a rendered picture.
const LONGEST_SIDE: u32 = 2048;

/// How a picture fills its area.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fit {
    /// All of it is shown.
    Whole,
    /// The picture fills the whole area.
    Filled,
}

/// Drawn pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// The number of columns.
    pub width: u32,
    /// The number of rows.
    pub height: u32,
    /// Red, green, blue and opacity of each; the colours are multiplied with the opacity.
    pub rgba: Vec<u8>,
}

/// The type of a file with a picture, by the ending of its name.
pub fn media_type(ending: &str) -> Option<&'static str> {
    Some(match ending.to_ascii_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        _ => return None,
    })
}

/// A picture as a `data:` address.
pub fn data_address(bytes: &[u8], media_type: &str) -> String {
    format!("data:{media_type};base64,{}", base64(bytes))
}

/// A picture in a frame of one colour, as a drawing that contains it.
pub fn plated(
    (bytes, media_type): (&[u8], &str),
    ((width, height), edge): ((u32, u32), u32),
    colour: &str,
) -> String {
    let address = data_address(bytes, media_type);
    let (whole, tall) = (width + 2 * edge, height + 2 * edge);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {tall}\" width=\"{whole}\" height=\"{tall}\">\
         <rect width=\"{whole}\" height=\"{tall}\" rx=\"{edge}\" fill=\"{colour}\"/>\
         <image x=\"{edge}\" y=\"{edge}\" width=\"{width}\" height=\"{height}\" href=\"{address}\"/></svg>"
    )
}

/// Draws a picture in a rectangle; `None` if it is not a picture, or is too large.
pub fn draw(bytes: &[u8], media_type: &str, (room, fit): ((u32, u32), Fit)) -> Option<Pixels> {
    let (width, height) = room;
    let is_room = |side: u32| (1..=LONGEST_SIDE).contains(&side);
    if !is_room(width) || !is_room(height) || !is_drawable(bytes, media_type) {
        return None;
    }
    let fit = match fit {
        Fit::Whole => "meet",
        Fit::Filled => "slice",
    };
    let address = data_address(bytes, media_type);
    let frame = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <image width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"xMidYMid {fit}\" href=\"{address}\"/></svg>"
    );
    drawn(&frame, width, height)
}

/// Renders a generated drawing.
pub fn draw_ours(svg: &str, (width, height): (u32, u32)) -> Option<Pixels> {
    drawn(svg, width, height)
}

/// Draws a drawing; `None` for an empty one.
///
/// The crate checks some of its invariants by panics, and one bad picture must not end the build.
fn drawn(svg: &str, width: u32, height: u32) -> Option<Pixels> {
    let draw = || {
        let tree = usvg::Tree::from_str(svg, &options()).ok()?;
        if !tree.root().has_children() {
            return None;
        }
        let mut pixels = tiny_skia::Pixmap::new(width, height)?;
        resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
        Some(pixels.take())
    };
    let rgba = catch_unwind(AssertUnwindSafe(draw)).ok()??;
    Some(Pixels { width, height, rgba })
}

/// Without access to files: by default, the crate opens those that a drawing names.
fn options() -> usvg::Options<'static> {
    let image_href_resolver = usvg::ImageHrefResolver {
        resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    usvg::Options { image_href_resolver, ..usvg::Options::default() }
}

/// Whether a file has a size that can be drawn.
fn is_drawable(bytes: &[u8], media_type: &str) -> bool {
    let Some((width, height)) = super::size(std::io::Cursor::new(bytes)) else { return false };
    match media_type {
        "image/svg+xml" => {
            std::str::from_utf8(bytes).is_ok_and(|text| nesting(text) <= MOST_NESTED)
        }
        _ => u64::from(width) * u64::from(height) <= MOST_PIXELS,
    }
}

/// How deep the elements of a drawing are nested at most.
fn nesting(svg: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let (end, is_element) = match rest.as_bytes() {
            [b'!', b'-', b'-', ..] => (rest.find("-->"), false),
            [b'!', b'[', ..] => (rest.find("]]>"), false),
            [b'!' | b'?', ..] => (rest.find('>'), false),
            [b'/', ..] => {
                depth = depth.saturating_sub(1);
                (rest.find('>'), false)
            }
            _ => (end_of_tag(rest), true),
        };
        let Some(end) = end else { break };
        if is_element && !rest[..end].ends_with('/') {
            depth += 1;
            most = most.max(depth);
        }
        rest = &rest[end..];
    }
    most
}

/// Where a tag ends: at the first `>` outside quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    text.bytes().position(|byte| {
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            Some(_) | None => {}
        }
        byte == b'>' && quote.is_none()
    })
}

/// Bytes as a text of Base64.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let byte = |index: usize| u32::from(part.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let is_there = digit <= part.len();
            let index = (bits >> (18 - 6 * digit) & 63) as usize;
            out.push(if is_there { char::from(DIGITS[index]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Fit, MOST_NESTED, base64, draw, nesting};

    const SVG: &str = "image/svg+xml";

    fn drawing(inner: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\" width=\"20\" height=\"10\">{inner}</svg>"
        )
    }

    #[test]
    fn a_drawing_is_drawn_at_its_size() {
        let svg = drawing("<rect width=\"20\" height=\"10\" fill=\"#f00\"/>");
        let whole = draw(svg.as_bytes(), SVG, ((40, 40), Fit::Whole)).unwrap();
        let pixel = |pixels: &[u8], x: usize, y: usize| pixels[(y * 40 + x) * 4..][..4].to_vec();
        assert_eq!(pixel(&whole.rgba, 20, 20), [255, 0, 0, 255]);
        assert_eq!(pixel(&whole.rgba, 20, 2), [0, 0, 0, 0]);
        let filled = draw(svg.as_bytes(), SVG, ((40, 40), Fit::Filled)).unwrap();
        assert_eq!(pixel(&filled.rgba, 20, 2), [255, 0, 0, 255]);
    }

    #[test]
    fn no_file_is_opened_for_a_drawing() {
        let svg = drawing("<image width=\"20\" height=\"10\" href=\"/etc/hostname.png\"/>");
        let pixels = draw(svg.as_bytes(), SVG, ((40, 40), Fit::Whole));
        assert!(pixels.is_none_or(|pixels| pixels.rgba.iter().all(|byte| *byte == 0)));
    }

    #[test]
    fn what_is_no_picture_or_too_much_is_not_drawn() {
        let size = ((40, 40), Fit::Whole);
        let deep = drawing(&format!("{}{}", "<g>".repeat(9_999), "</g>".repeat(9_999)));
        assert_eq!(draw(deep.as_bytes(), SVG, size), None);
        assert_eq!(draw(b"", SVG, size), None);
        assert_eq!(draw(b"\x89PNG\r\n\x1a\n", "image/png", size), None);
        assert_eq!(draw(drawing("").as_bytes(), SVG, ((0, 4), Fit::Whole)), None);
        let huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\0\0\0\x01\0\0\x08\x06\0\0\0";
        assert_eq!(draw(huge, "image/png", size), None);
    }

    #[test]
    fn nesting_is_counted() {
        assert_eq!(nesting("<svg><g a='>'><path/></g><!-- <g><g> --><g/></svg>"), 2);
        assert_eq!(nesting("<svg><![CDATA[<g><g>]]><?x <g?></svg>"), 1);
        assert!(nesting(&"<g>".repeat(MOST_NESTED + 1)) > MOST_NESTED);
        assert_eq!(nesting("<"), 0);
    }

    #[test]
    fn base_64_is_that_of_the_standard() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
