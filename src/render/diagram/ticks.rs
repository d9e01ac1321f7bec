//! Dates below a Gantt chart that would overlap.
//!
//! The engine writes one at each line of the grid, however close these are.

use roxmltree::{Document, Node, NodeId};

use super::engine::SMALLEST;
use super::{label, metrics};

/// The space between two dates, in user units.
const GAP: f64 = 10.0;

/// The lines of the grid whose date would overlap the previous one.
pub(super) fn crowded(document: &Document<'_>) -> Vec<NodeId> {
    let ticks = document.descendants().filter(|node| node.attribute("class") == Some("tick"));
    let mut crowded = Vec::new();
    let mut grid = None;
    let mut end = f64::NEG_INFINITY;
    for tick in ticks {
        // A chart may have a second row of dates, above.
        if grid != tick.parent() {
            (grid, end) = (tick.parent(), f64::NEG_INFINITY);
        }
        let Some(middle) = middle(tick) else { continue };
        let half = metrics::width(&label::text(tick), SMALLEST, None) / 2.0;
        if middle - half < end + GAP {
            crowded.push(tick.id());
        } else {
            end = middle + half;
        }
    }
    crowded
}

/// The first coordinate of `translate(x, y)`.
fn middle(tick: Node<'_, '_>) -> Option<f64> {
    let moved = tick.attribute("transform")?.trim().strip_prefix("translate(")?;
    moved.split([',', ' ', ')']).next()?.parse().ok()
}
