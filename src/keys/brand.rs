//! The keys of `brand`, in `workshops.yml`, in manifests and in events.

use super::{KeyRow, KeyRule, KeySet, Mapping, Value, key_set};

/// The motifs of covers.
pub const MOTIFS: [&str; 5] = ["glow", "bands", "dots", "rings", "plain"];

/// The endings of pictures that covers can show.
pub const PICTURES: [&str; 5] = ["svg", "png", "jpg", "jpeg", "webp"];

/// The endings of fonts.
pub const FONT_FILES: [&str; 3] = ["woff2", "ttf", "otf"];

/// Fonts that readers have, by names that describe their style.
pub const STACKS: [(&str, &str); 6] = [
    (
        "system-sans",
        "-apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Liberation Sans\", Arial, sans-serif",
    ),
    (
        "system-serif",
        "\"Iowan Old Style\", Charter, \"Palatino Linotype\", \"Noto Serif\", \"Liberation Serif\", Georgia, serif",
    ),
    (
        "system-mono",
        "ui-monospace, \"Cascadia Mono\", Menlo, Consolas, \"Noto Sans Mono\", \"Liberation Mono\", monospace",
    ),
    (
        "system-rounded",
        "ui-rounded, \"Hiragino Maru Gothic ProN\", Quicksand, Comfortaa, \"Arial Rounded MT Bold\", Nunito, sans-serif",
    ),
    (
        "system-humanist",
        "Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"DejaVu Sans\", Optima, sans-serif",
    ),
    (
        "system-slab",
        "Rockwell, \"Rockwell Nova\", \"Roboto Slab\", \"DejaVu Serif\", \"Sitka Small\", serif",
    ),
];

key_set! {
    /// The keys of `brand`.
    BrandKey: BRAND_ROWS {
        Name = KeyRow::new(
            "name",
            Value::Prose,
            "Miller & Daughters",
            "the owner's name: the alternative text of the logo, and the site's name if `site:` sets none",
        )
        .synonyms(&["title", "company", "organisation", "organization", "owner"]),
        Logo = KeyRow::new(
            "logo",
            Value::Either(&Value::File, &Value::Mapping(&LOGO)),
            "brand/logo.svg",
            "a picture, SVG or PNG, for each slide and the head of each page; or [several keys](#the-logo); `none` for none",
        )
        .synonyms(&["mark", "image", "picture", "emblem"]),
        Favicon = KeyRow::new(
            "favicon",
            Value::File,
            "brand/icon.svg",
            "the picture in the browser's tab: SVG, PNG or ICO",
        )
        .without("`static/favicon.svg`; else a nearly square logo; else Deckyard's icon in the brand's colours")
        .synonyms(&["icon", "tabicon", "shortcuticon"]),
        Colours = KeyRow::new(
            "colours",
            Value::Mapping(&COLOURS),
            "{accent: \"#b3261e\"}",
            "a few colours, from which all others [are derived](#colours)",
        )
        .synonyms(&["colour", "palette"]),
        Colors = KeyRow::new(
            "colors",
            Value::Mapping(&COLOURS),
            "{accent: \"#b3261e\"}",
            "the same as `colours`",
        )
        .synonyms(&["color"]),
        Fonts = KeyRow::new(
            "fonts",
            Value::Mapping(&FONTS),
            "{headings: system-serif}",
            "[the type](#fonts) of text, headings and code",
        )
        .synonyms(&["font", "type", "typography", "typeface"]),
        Footer = KeyRow::new(
            "footer",
            Value::Prose,
            "Miller & Daughters · miller.example",
            "a line at the foot of each slide and each page; `\"\"` removes that of the site",
        )
        .synonyms(&["footerline", "line", "imprint", "claim"]),
        Cover = KeyRow::new(
            "cover",
            Value::Cover,
            "bands",
            "the picture behind the title on covers and cards: `glow`, `bands`, `dots`, `rings`, `plain`, or your own picture",
        )
        .default("glow")
        .synonyms(&["covers", "art", "coverart", "motif", "pattern", "background"]),
    }
}

/// `brand`.
pub static BRAND: Mapping = Mapping {
    name: "brand",
    page: "docs/guide/brand.md",
    title: "The brand of decks and pages: name, logo, colours, fonts",
    rows: BRAND_ROWS,
    hints: &[
        (
            &["accent", "ink", "paper", "accent2", "primary", "secondary"],
            "indent it below `colours:`",
        ),
        (&["headings", "code", "text"], "indent it below `fonts:`"),
        (
            &["theme", "css", "style"],
            "rules go in `static/theme.css`; `theme:` is a key of manifests",
        ),
    ],
    elsewhere: &[
        ("site", "`{}` is a key of `site`: indent it below `site:`"),
        ("workshops", "`{}` is a key of the file itself: begin it in the first column"),
    ],
    rules: &[KeyRule::OneOf("colours", "colors")],
};

key_set! {
    /// The keys of `logo`.
    LogoKey: LOGO_ROWS {
        Light = KeyRow::new("light", Value::File, "brand/logo.svg", "the logo on light backgrounds")
            .without("the one for dark backgrounds, on a plate where it would not be visible")
            .synonyms(&["onlight", "default", "src", "file", "path"]),
        Dark = KeyRow::new("dark", Value::File, "brand/logo-white.svg", "the logo on dark backgrounds")
            .without("the one for light backgrounds, on a plate where it would not be visible")
            .synonyms(&["ondark", "white", "inverse", "negative"]),
        Show = KeyRow::new(
            "show",
            Value::Choice(&["every-slide", "title-slides", "pages"]),
            "title-slides",
            "where decks show it: on each slide, on title slides, or only on pages of the site",
        )
        .default("every-slide")
        .synonyms(&["on", "where", "slides", "placement"]),
    }
}

/// `logo` in `brand`.
pub static LOGO: Mapping = Mapping {
    name: "logo",
    page: "docs/guide/brand.md",
    title: "The logo, on light and on dark backgrounds",
    rows: LOGO_ROWS,
    hints: &[(
        &["width", "height", "size", "position"],
        "the size of the logo follows its shape; other rules go in `static/theme.css`",
    )],
    elsewhere: &[("brand", "`{}` is a key of `brand`: begin it in the column of `logo`")],
    rules: &[],
};

key_set! {
    /// The keys of `colours`.
    ColourKey: COLOUR_ROWS {
        Accent = KeyRow::new(
            "accent",
            Value::Colour,
            "\"#b3261e\"",
            "the brand's own colour: links, headings, the background of title slides, covers and page headers",
        )
        .synonyms(&["primary", "main", "brand", "maincolour", "maincolor"]),
        Accent2 = KeyRow::new(
            "accent-2",
            Value::Colour,
            "goldenrod",
            "a second one: bars and buttons on the background of the first",
        )
        .without("a light shade of the first")
        .synonyms(&["secondary", "second", "accent2", "highlight"]),
        Ink = KeyRow::new("ink", Value::Colour, "rgb(28 24 20)", "text")
            .without("nearly black, with a trace of the accent")
            .synonyms(&["text", "foreground", "black", "textcolour", "textcolor"]),
        Paper = KeyRow::new(
            "paper",
            Value::Colour,
            "oklch(98% 0.01 80)",
            "the background of text; a dark one defines the dark mode",
        )
        .default("white")
        .synonyms(&["background", "ground", "surface", "page"]),
    }
}

/// `colours` in `brand`.
pub static COLOURS: Mapping = Mapping {
    name: "colours",
    page: "docs/guide/brand.md",
    title: "A few colours: #b3261e, rgb(), hsl(), oklch(), or a name of CSS",
    rows: COLOUR_ROWS,
    hints: &[(
        &["light", "dark"],
        "both modes are derived from one set of colours: write `accent`, `ink`, `paper`",
    )],
    elsewhere: &[("brand", "`{}` is a key of `brand`: begin it in the column of `colours`")],
    rules: &[],
};

key_set! {
    /// The keys of `fonts`.
    FontKey: FONT_ROWS {
        Text = KeyRow::new(
            "text",
            Value::Font,
            "[brand/sans.woff2, brand/sans-bold.woff2]",
            "text: a file of the site, several for its weights, `system-sans` and the like, or a list of families as in CSS",
        )
        .without("`system-sans`")
        .synonyms(&["body", "main", "base", "paragraph", "default"]),
        Headings = KeyRow::new("headings", Value::Font, "system-serif", "headings and titles")
            .without("that of `text`")
            .synonyms(&["heading", "title", "titles", "display", "header"]),
        Code = KeyRow::new("code", Value::Font, "brand/mono.woff2", "code")
            .without("`system-mono`")
            .synonyms(&["mono", "monospace", "pre"]),
    }
}

/// `fonts` in `brand`.
pub static FONTS: Mapping = Mapping {
    name: "fonts",
    page: "docs/guide/brand.md",
    title: "The type of text, headings and code",
    rows: FONT_ROWS,
    hints: &[(&["size", "weight", "lineheight"], "rules go in `static/theme.css`")],
    elsewhere: &[("brand", "`{}` is a key of `brand`: begin it in the column of `fonts`")],
    rules: &[],
};
