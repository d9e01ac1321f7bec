//! The colours of a diagram, as roles instead of values.
//!
//! The engine needs colours, the page needs names for which its stylesheet has a light and a dark
//! value. So the engine receives for each role a colour that no one would write, and where that
//! colour appears in its output, a class replaces it. Colours chosen by the author of the diagram
//! stay unchanged.

use serde_json::{Map, Value};

/// The meaning of a colour. The position in [`ROLES`] is part of its stand-in colour.
const ROLES: [&str; 22] = [
    "text",
    "back",
    "node",
    "border",
    "cluster",
    "cluster-border",
    "edge",
    "muted",
    "note",
    "note-border",
    "active",
    "critical",
    "done",
    "on-series",
    "series-0",
    "series-1",
    "series-2",
    "series-3",
    "series-4",
    "series-5",
    "series-6",
    "series-7",
];

/// The stand-in for the page's background, the second role.
pub(super) const PAPER: &str = "#fe0101";

/// How many colours distinguish branches or slices before they repeat.
const SERIES: usize = 8;

/// Slices to which mermaid assigns their own colour.
const SLICES: usize = 12;

/// Mermaid's theme variables for each role.
const VARIABLES: [(&str, &str); 14] = [
    (
        "text",
        "primaryTextColor secondaryTextColor tertiaryTextColor textColor nodeTextColor titleColor \
         actorTextColor signalTextColor labelTextColor loopTextColor noteTextColor taskTextColor \
         taskTextLightColor taskTextDarkColor taskTextOutsideColor taskTextClickableColor \
         labelColor stateLabelColor transitionLabelColor errorTextColor classText \
         pieTitleTextColor pieLegendTextColor commitLabelColor tagLabelColor",
    ),
    (
        "back",
        "background edgeLabelBackground labelBackgroundColor sequenceNumberColor \
         commitLabelBackground pieStrokeColor pieOuterStrokeColor innerEndBackground",
    ),
    (
        "node",
        "primaryColor mainBkg nodeBkg actorBkg labelBoxBkgColor stateBkg taskBkgColor \
         compositeTitleBackground tagLabelBackground attributeBackgroundColorOdd rowOdd",
    ),
    (
        "border",
        "primaryBorderColor nodeBorder actorBorder labelBoxBorderColor activationBorderColor \
         taskBorderColor activeTaskBorderColor tagLabelBorder stateBorder",
    ),
    (
        "cluster",
        "secondaryColor tertiaryColor clusterBkg compositeBackground altBackground \
         attributeBackgroundColorEven rowEven",
    ),
    ("cluster-border", "secondaryBorderColor tertiaryBorderColor clusterBorder compositeBorder"),
    (
        "edge",
        "lineColor defaultLinkColor arrowheadColor signalColor transitionColor vertLineColor \
         specialStateColor relationColor gitInv0 gitInv1 gitInv2 gitInv3 gitInv4 gitInv5 gitInv6 \
         gitInv7",
    ),
    (
        "muted",
        "actorLineColor gridColor doneTaskBorderColor sectionBkgColor altSectionBkgColor \
         sectionBkgColor2 commitLineColor",
    ),
    ("note", "noteBkgColor"),
    ("note-border", "noteBorderColor"),
    ("active", "activationBkgColor activeTaskBkgColor"),
    ("critical", "critBorderColor critBkgColor todayLineColor errorBkgColor"),
    ("done", "doneTaskBkgColor excludeBkgColor"),
    (
        "on-series",
        "pieSectionTextColor gitBranchLabel0 gitBranchLabel1 gitBranchLabel2 gitBranchLabel3 \
         gitBranchLabel4 gitBranchLabel5 gitBranchLabel6 gitBranchLabel7",
    ),
];

/// The theme passed to the engine.
pub(super) fn theme_variables() -> Value {
    let mut theme = Map::new();
    for (role, names) in VARIABLES {
        for name in names.split_whitespace() {
            theme.insert(name.to_owned(), Value::from(stand_in(role)));
        }
    }
    for idx in 0..SERIES {
        theme.insert(format!("git{idx}"), Value::from(stand_in(&series(idx))));
    }
    for idx in 0..SLICES {
        theme.insert(format!("pie{}", idx + 1), Value::from(stand_in(&series(idx))));
    }
    // The engine's own are 10 units.
    for name in ["commitLabelFontSize", "tagLabelFontSize"] {
        theme.insert(name.to_owned(), Value::from("12px"));
    }
    // Slices are opaque: their colours are chosen for contrast with labels.
    theme.insert("pieOpacity".to_owned(), Value::from("1"));
    Value::Object(theme)
}

/// The role that a colour in the engine's output represents, if any.
///
/// The engine prints a colour unchanged or, after some computations, in functional notation.
pub(super) fn role(colour: &str) -> Option<&'static str> {
    let idx = match colour.strip_prefix("#fe01") {
        Some(idx) => usize::from_str_radix(idx, 16).ok()?,
        None => colour.strip_prefix("rgb(254, 1, ")?.strip_suffix(')')?.parse().ok()?,
    };
    ROLES.get(idx).copied()
}

fn series(idx: usize) -> String {
    format!("series-{}", idx % SERIES)
}

/// The stand-in colour of a role. Almost pure red with a trace of green: unlikely by hand.
fn stand_in(role: &str) -> String {
    let idx = ROLES.iter().position(|&name| name == role).unwrap_or_default();
    format!("#fe01{idx:02x}")
}
