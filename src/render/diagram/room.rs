//! Chooses the layout of a diagram with the largest type on a slide.
//!
//! A drawing fills the space that a slide leaves for it. If the usual layout would be scaled down
//! to fit, tighter ones are tried: less space between boxes and within them, and labels that wrap
//! earlier or later, depending on the shape of the drawing. The direction that the author chose
//! never changes.

use roxmltree::Document;

use super::engine::{self, Density, DrawingLayout, Wrap};

/// The type size of a drawing relative to the text around it, if there is space: as large as code.
const TYPE: f64 = 0.76;

/// The maximum height of a drawing on a slide, in units of its text size: `--drawing-height` in `deck.css`.
const HEIGHT: f64 = 18.0;

/// The type size, relative to that of the text, from which no tighter layout is tried: 18 px on a
/// stage of 720 px.
const COMFORTABLE: f64 = 0.64;

/// How much larger the type has to become to justify a tighter layout.
const GAIN: f64 = 1.03;

/// Above this many bytes, no layout of a drawing is legible on a slide, and each takes long.
const MAX_TRIED: usize = 128 * 1024;

/// The drawing of `source` whose type is the largest on a slide, as an SVG document.
pub(super) fn draw(source: &str, prefix: &str, width: u32) -> Result<String, String> {
    let room = [f64::from(width) / 10.0, HEIGHT];
    let mut best = engine::draw(source, prefix, DrawingLayout::USUAL)?;
    if best.len() > MAX_TRIED {
        return Ok(best);
    }
    let Some(mut size) = view_box(&best) else { return Ok(best) };
    for density in [Density::Close, Density::Dense] {
        if type_size(size, room) >= COMFORTABLE {
            break;
        }
        let wrap = if is_wide(size, room) { Wrap::Narrow } else { Wrap::Wide };
        let Ok(drawn) = engine::draw(source, prefix, DrawingLayout { density, wrap }) else {
            continue;
        };
        let Some(drawn_size) = view_box(&drawn) else { continue };
        if type_size(drawn_size, room) >= type_size(size, room) * GAIN {
            (best, size) = (drawn, drawn_size);
        }
    }
    Ok(best)
}

/// A length of a drawing relative to the size of the text around it, if there is space.
pub(super) fn in_text(length: f64) -> f64 {
    length / engine::FONT_SIZE * TYPE
}

/// Whether the width of a slide, and not its height, limits a drawing.
fn is_wide([width, height]: [f64; 2], room: [f64; 2]) -> bool {
    width * room[1] > height * room[0]
}

/// How large the type of a drawing is on a slide, in the type of its text.
fn type_size(size: [f64; 2], room: [f64; 2]) -> f64 {
    let scales = [0, 1].map(|side| room[side] * engine::FONT_SIZE / size[side].max(1.0));
    scales[0].min(scales[1]).min(TYPE)
}

/// Width and height of a drawing.
fn view_box(svg: &str) -> Option<[f64; 2]> {
    let document = Document::parse(svg).ok()?;
    let numbers = document.root_element().attribute("viewBox")?.split_whitespace();
    let numbers: Vec<f64> = numbers.filter_map(|number| number.parse().ok()).collect();
    match *numbers.as_slice() {
        [_, _, width, height] => Some([width, height]),
        _ => None,
    }
}
