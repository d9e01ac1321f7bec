//! Mermaid diagrams, drawn at build time as inline SVG.
//!
//! The engine (`merman`) parses, lays out and draws; this module gives it a fixed configuration and
//! then rewrites its drawing into an element fit for a page whose content security policy forbids
//! inline styles. It is *not* a mermaid parser and it never reads a file, a clock, a font or the
//! network.
//!
//! Invariant: the returned element contains no `<style>`, no `style` attribute, no script, no
//! `foreignObject` and no reference outside itself except hyperlinks; the same source always gives
//! the same bytes, and its ids start with a prefix derived from the source.

#[cfg(feature = "diagrams")]
mod cascade;
#[cfg(feature = "diagrams")]
mod contrast;
#[cfg(feature = "diagrams")]
mod engine;
#[cfg(feature = "diagrams")]
mod entity;
#[cfg(feature = "diagrams")]
mod label;
#[cfg(feature = "diagrams")]
mod metrics;
#[cfg(feature = "diagrams")]
mod palette;
#[cfg(feature = "diagrams")]
mod room;
#[cfg(feature = "diagrams")]
mod source;
#[cfg(feature = "diagrams")]
mod ticks;
#[cfg(feature = "diagrams")]
mod write;

#[cfg(feature = "diagrams")]
#[cfg(test)]
mod tests;

/// Longest source accepted, in bytes.
///
/// A diagram that a reader can follow on a slide takes 1 to 5 KB; above this the text is more
/// likely to be something else, and layout time grows faster than the source.
#[cfg(feature = "diagrams")]
const MAX_SOURCE: usize = 32 * 1024;

/// Largest drawing accepted, in bytes.
///
/// One line of source can request thousands of edges; such a drawing would outweigh the deck.
#[cfg(feature = "diagrams")]
const MAX_DRAWING: usize = 512 * 1024;

/// Draws a mermaid diagram as one inline `<svg>` element.
///
/// Pure and deterministic. The error is one line with the reason, and with the source line if
/// known, so that the caller can show the source instead.
/// `room` is the maximum width, in tenths of the surrounding text size.
#[comemo::memoize]
pub fn draw(source: &str, room: u32) -> Result<String, String> {
    draw_guarded(source, room)
}

#[cfg(not(feature = "diagrams"))]
fn draw_guarded(_source: &str, _room: u32) -> Result<String, String> {
    Err("this build does not draw diagrams (feature `diagrams` is off)".to_owned())
}

/// Checks the source and keeps a panic of the engine from ending the build.
///
/// The engine checks many of its internal invariants with `expect`, so one bad diagram could
/// otherwise abort the whole build.
#[cfg(feature = "diagrams")]
fn draw_guarded(source: &str, room: u32) -> Result<String, String> {
    if source.trim().is_empty() {
        return Err("the diagram is empty".to_owned());
    }
    if source.len() > MAX_SOURCE {
        return Err(format!(
            "the diagram is too long: {} bytes, at most {MAX_SOURCE} are drawn",
            source.len()
        ));
    }
    std::panic::catch_unwind(|| {
        let prefix = id_prefix(source);
        let drawn = room::draw(source, &prefix, room)?;
        let element = write::inline(&drawn, &prefix)?;
        if element.len() > MAX_DRAWING {
            return Err(format!("the drawing is too large: {} KiB", element.len() / 1024));
        }
        Ok(element)
    })
    .unwrap_or_else(|_| Err("the drawing engine failed on this diagram".to_owned()))
}

/// A prefix for the ids of one diagram: two diagrams of a page must not share a marker.
///
/// FNV-1a, because the standard hasher may change between compiler releases and the output of two
/// builds has to be the same.
#[cfg(feature = "diagrams")]
fn id_prefix(source: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in source.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("diagram-{:010x}", hash >> 24)
}
