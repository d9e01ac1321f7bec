//! The classes that the built-in theme knows.

/// The classes that set the look of a slide or of a part. Leaving out slides with such a class does not
/// mean hiding such parts of other slides.
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

/// The classes that say what a slide or a part is.
pub const KINDS: [&str; 7] =
    ["lab", "exercise", "warning", "extra-details", "blackbelt", "interstitial", "debug"];
