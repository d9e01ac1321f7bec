//! The classes that the built-in theme knows.

/// The classes that style a slide or a part. An author who excludes slides with such a class does
/// not mean to hide parts of other slides with that class.
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

/// The classes that describe the role of a slide or a part.
pub const KINDS: [&str; 7] =
    ["lab", "exercise", "warning", "extra-details", "blackbelt", "interstitial", "debug"];
