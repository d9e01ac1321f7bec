//! The classes that the built-in theme knows.

/// Those that set the look of a slide or of a part. That a deck leaves out slides with such a class says
/// nothing of the parts of others.
pub const LOOKS: [&str; 13] = [
    "pic",
    "title",
    "small",
    "big",
    "red",
    "gray",
    "center",
    "column-half",
    "middle",
    "inverse",
    "top",
    "nav",
    "footnote",
];

/// Those that say what a slide or a part is.
pub const KINDS: [&str; 7] =
    ["lab", "exercise", "warning", "extra-details", "blackbelt", "interstitial", "debug"];
