//! The style sheets of a brand: the properties of `deck.css` and `site.css` with its colours, its fonts, its logo.
//!
//! Colours and fonts are in the layer of the theme, so that a site's own sheet takes precedence.
//! Logo and line are in no layer: they are not part of a slide, and rules for slides do not apply
//! to them.

use std::fmt::Write as _;

use crate::colour::Colour;
use crate::manifest::LogoPlaces;
use crate::model::{Brand, BrandFont, FontFile, Ground, Logo, LogoPicture, ModeColours, Palette};

/// The area of a logo on a slide in pixels of the stage, and its greatest height.
const ON_SLIDES: (u32, u32) = (3_400, 36);

/// The same on title slides.
const ON_TITLES: (u32, u32) = (16_000, 84);

/// The same in the heads of pages.
const ON_PAGES: (u32, u32) = (4_600, 46);

/// How far logo and line are from the foot of a slide, in pixels of the stage.
const FOOT: u32 = 13;

/// The same on title slides.
const TITLE_FOOT: u32 = 40;

/// How far the line is from the logo.
const GAP: u32 = 14;

/// The height of the line at the foot.
const LINE: u32 = 24;

/// The colours of an event's entry in lists.
pub(super) struct EntryColours {
    slug: String,
    light: Colour,
    dark: Colour,
    light_ink: Colour,
    dark_ink: Colour,
}

impl EntryColours {
    /// The colours of an event with its own palette.
    pub(super) fn of(slug: &str, brand: &Brand) -> Option<Self> {
        let Palette { light, dark, .. } = brand.palette.as_ref()?;
        Some(Self {
            slug: slug.to_owned(),
            light: light.accent,
            dark: dark.accent,
            light_ink: light.accent_ink,
            dark_ink: dark.accent_ink,
        })
    }
}

/// The style sheet of decks; empty for a site without a brand.
pub(super) fn deck_sheet(brand: &Brand) -> String {
    if brand.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    fonts(&mut out, brand);
    out.push_str("@layer deckyard{\n");
    properties(&mut out, brand);
    if let Some(Palette { light, dark, .. }) = &brand.palette {
        let pair = |of: &dyn Fn(&Ground) -> String| {
            format!("light-dark({},{})", of(&light.title), of(&dark.title))
        };
        let veil = |ground: &Ground, part| format!("{}{part}", ground.ink.hex());
        put(
            &mut out,
            ".slide-content.title",
            &[
                ("--red", pair(&|ground| ground.red.hex())),
                ("--code-paper", pair(&|ground| veil(ground, "22"))),
                ("--line", pair(&|ground| veil(ground, "44"))),
            ],
        );
    }
    if brand.headings.is_some() {
        out.push_str(
            ".slide :is(h1,h2,h3,h4,h5,h6),.title>:is(p,h1,h2):first-child,.deck-header h1{font-family:var(--font-title)}\n",
        );
    }
    room(&mut out, brand);
    if let Some(logo) = &brand.logo {
        header_logo(&mut out, logo);
    }
    out.push_str("}\n");
    marks(&mut out, brand);
    out
}

/// The style sheet of all other pages; empty for a site without a brand.
pub(super) fn page_sheet(brand: &Brand, entries: &[EntryColours]) -> String {
    if brand.is_empty() && entries.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    fonts(&mut out, brand);
    out.push_str("@layer deckyard{\n");
    properties(&mut out, brand);
    for EntryColours { slug, light, dark, light_ink, dark_ink } in entries {
        // The name of an event has no quotes, and no character that ends a string.
        put(
            &mut out,
            &format!(".entry[data-brand=\"{slug}\"]"),
            &[("--accent", pair(*light, *dark)), ("--accent-ink", pair(*light_ink, *dark_ink))],
        );
    }
    if !entries.is_empty() {
        out.push_str(".entry[data-brand]{box-shadow:inset .3rem 0 var(--accent)}\n");
        out.push_str(".entry[data-brand] .entry-links a:not(.button){color:var(--accent)}\n");
    }
    if let Some(logo) = &brand.logo {
        header_logo(&mut out, logo);
    }
    out.push_str("}\n");
    out
}

/// The colours of both modes as one value.
fn pair(light: Colour, dark: Colour) -> String {
    if light == dark { light.hex() } else { format!("light-dark({},{})", light.hex(), dark.hex()) }
}

fn put(out: &mut String, selector: &str, values: &[(&str, String)]) {
    out.push_str(selector);
    out.push('{');
    for (name, value) in values {
        // Writing to a String cannot fail.
        let _ = write!(out, "{name}:{value};");
    }
    out.push_str("}\n");
}

/// Colours and fonts, by their names in `deck.css` and `site.css`.
fn properties(out: &mut String, brand: &Brand) {
    let mut values: Vec<(&str, String)> = Vec::new();
    if let Some(Palette { accent, light, dark }) = &brand.palette {
        let mut of = |name, value: fn(&ModeColours) -> Colour| {
            values.push((name, pair(value(light), value(dark))));
        };
        of("--paper", |mode| mode.paper);
        of("--canvas", |mode| mode.canvas);
        of("--ink", |mode| mode.ink);
        of("--muted", |mode| mode.muted);
        of("--line", |mode| mode.line);
        of("--accent", |mode| mode.accent);
        of("--accent-2", |mode| mode.accent_2);
        of("--accent-ink", |mode| mode.accent_ink);
        of("--code-paper", |mode| mode.code_paper);
        of("--code-line", |mode| mode.code_line);
        of("--title-paper", |mode| mode.title.paper);
        of("--title-glow", |mode| mode.title.glow);
        of("--title-ink", |mode| mode.title.ink);
        of("--title-muted", |mode| mode.title.muted);
        of("--title-accent", |mode| mode.title.accent);
        of("--title-accent-ink", |mode| mode.title.paper);
        values.push(("--brand", accent.hex()));
    }
    for (name, family, font) in [
        ("--font-text", "brand-text", &brand.text),
        ("--font-title", "brand-title", &brand.headings),
        ("--font-code", "brand-code", &brand.code),
    ] {
        let fallback = if name == "--font-code" { "monospace" } else { "sans-serif" };
        match font {
            Some(BrandFont::Files(_)) => values.push((name, format!("{family},{fallback}"))),
            Some(BrandFont::Families(families)) => values.push((name, families.clone())),
            None => {}
        }
    }
    if !values.is_empty() {
        put(out, ":root", &values);
    }
}

/// The rules that load the fonts of a brand.
fn fonts(out: &mut String, brand: &Brand) {
    for (family, font) in
        [("brand-text", &brand.text), ("brand-title", &brand.headings), ("brand-code", &brand.code)]
    {
        for FontFile { file, face } in font.iter().flat_map(BrandFont::files) {
            let path = file.route.path();
            let weight = match face.range {
                Some((lightest, boldest)) => format!("{lightest} {boldest}"),
                None => face.weight.to_string(),
            };
            let style = if face.is_italic { "italic" } else { "normal" };
            let _ = writeln!(
                out,
                "@font-face{{font-family:{family};src:url(\"{}\");font-weight:{weight};font-style:{style};font-display:swap}}",
                path.file_name()
            );
        }
    }
}

/// A string of CSS.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if c == '"' || c == '\\' || c == '<' || c.is_control() {
            let _ = write!(out, "\\{:x} ", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// The properties that show a logo: its picture and its sides.
fn logo_values(prefix: &str, shown: &LogoPicture, room: (u32, u32)) -> String {
    let path = shown.file.route.path();
    let (width, height) = shown.sides(room);
    format!(
        "--{prefix}logo:url(\"{}\");--{prefix}logo-width:{width}px;--{prefix}logo-height:{height}px;",
        path.file_name()
    )
}

/// The content at the foot of slides.
#[derive(Copy, Clone)]
struct Marks {
    on_all: bool,
    on_titles: bool,
    line: bool,
}

impl Marks {
    fn of(brand: &Brand) -> Self {
        let shown = brand.logo.as_ref().map_or(LogoPlaces::Pages, |logo| logo.show);
        Self {
            on_all: shown == LogoPlaces::EverySlide,
            on_titles: shown != LogoPlaces::Pages,
            line: !brand.footer.is_empty(),
        }
    }
}

/// The logo and the line at the foot of slides.
fn marks(out: &mut String, brand: &Brand) {
    let Marks { on_all, on_titles, line } = Marks::of(brand);
    let _ = writeln!(out, ":root{{--footer-line:{}}}", string(&brand.footer));
    if let Some(logo) = &brand.logo {
        logos(out, brand, logo);
    }
    if !on_titles && !line {
        return;
    }
    let both = ".slide::before,.slide[data-wide]::before";
    foot(out, both, on_all.then_some(""), ("--muted", "var(--edge)", 14, FOOT));
    let title = on_titles.then_some("title-");
    foot(
        out,
        ".slide[data-ground=title]::before",
        title,
        ("--title-muted", "calc(3.6*var(--text-size))", 17, TITLE_FOOT),
    );
    if on_all || line {
        out.push_str(
            ".slide[data-ground=picture]::before{padding-inline-end:8px;border-radius:4px;box-shadow:0 0 0 6px var(--paper);background-color:var(--paper)}\n",
        );
    }
    // Content that a slot adds to each slide is placed between them and the number.
    out.push_str(".on-slide:not(.slot-title-slide,.slot-section-slide){inset-inline:52% 14%;text-align:center}\n");
    // Otherwise, the same pseudo-element marks slides that are wider than the stage.
    out.push_str(concat!(
        "@media screen{",
        ".slide[data-wide]>.slide-content{box-shadow:inset -1em 0 1em -.8em var(--muted)}",
        "html:not(.stage,.paper) .slide::before{display:none}",
        "}\n",
    ));
}

/// Reserves space at the foot of slides.
fn room(out: &mut String, brand: &Brand) {
    let Marks { on_all, on_titles, line } = Marks::of(brand);
    if on_all || line {
        out.push_str(concat!(
            ".slide-content{--pad-block:calc(1.8*var(--text-size)) 64px}\n",
            ".slide-content.pic{--pad-block:.5em 62px}\n",
        ));
    }
    if on_titles || line {
        let title = if on_titles { "calc(var(--title-logo-height) + 78px)" } else { "76px" };
        let _ = writeln!(
            out,
            ".slide-content.title{{--pad-block:3em {title}}}\n.slide-content.title>:is(.footnote,.only-footnote){{bottom:{title}}}"
        );
    }
}

/// A logo, whose properties have a prefix, and a line at the foot of slides of one kind: their colour, where their
/// text begins, the size of their letters, how far they are from the foot.
fn foot(
    out: &mut String,
    selector: &str,
    logo: Option<&str>,
    (colour, start, size, bottom): (&str, &str, u32, u32),
) {
    let (image, width, height) = match logo {
        Some(kind) => (
            format!(
                "var(--{kind}logo) 0 50%/var(--{kind}logo-width) var(--{kind}logo-height) no-repeat"
            ),
            format!("var(--{kind}logo-width)"),
            format!("var(--{kind}logo-height)"),
        ),
        None => ("none".to_owned(), "0px".to_owned(), format!("{LINE}px")),
    };
    let gap = if logo.is_some() { format!("calc({width} + {GAP}px)") } else { width.clone() };
    let _ = writeln!(
        out,
        "{selector}{{content:var(--footer-line);position:absolute;inset-block:auto {bottom}px;inset-inline:{start} auto;z-index:1;box-sizing:border-box;width:auto;min-width:{width};height:{height};padding:0;padding-inline-start:{gap};background:{image};color:var({colour});font:{size}px/{height} var(--font-text);white-space:nowrap;pointer-events:none}}"
    );
    if logo.is_some() {
        let mirrored: Vec<String> =
            selector.split(',').map(|part| format!("[dir=rtl] {part}")).collect();
        let _ = writeln!(out, "{}{{background-position:100% 50%}}", mirrored.join(","));
    }
}

/// The pictures of a logo for paper and for the ground of titles, in both modes.
fn logos(out: &mut String, brand: &Brand, logo: &Logo) {
    let values = |(paper, title): (Colour, Colour)| {
        logo_values("", &logo.on(paper), ON_SLIDES)
            + &logo_values("title-", &logo.on(title), ON_TITLES)
    };
    let [light, dark] = brand.papers().map(values);
    // Slides with another scheme than their page have their own.
    let _ = writeln!(
        out,
        ":root,.slide:has(>[data-background-image],>[data-background-color]){{{light}}}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
         :root[data-theme=dark],.slide:has(>.inverse){{{dark}}}\n\
         @media print{{:root:root{{{light}}}}}\n[data-print][data-print]{{{light}}}\n\
         .slide:has(>.inverse)::before{{color-scheme:dark}}\n\
         .slide:has(>[data-background-image],>[data-background-color])::before{{color-scheme:light}}"
    );
}

/// The logo in the head of a page: on the ground of titles, or on paper.
fn header_logo(out: &mut String, logo: &Logo) {
    let (width, height) = logo.light.sides(ON_PAGES);
    let _ = writeln!(
        out,
        ".brand-logo{{display:inline-block;line-height:0}}.brand-logo img{{width:{width}px;height:{height}px;object-fit:contain;object-position:0}}\n\
         [dir=rtl] .brand-logo img{{object-position:100%}}.masthead{{align-items:center}}.message .brand-logo{{margin:0 0 2rem}}"
    );
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn a_line_cannot_end_its_string() {
        assert_eq!(string("a · b"), "\"a · b\"");
        assert_eq!(string("a\"}</style>\\"), "\"a\\22 }\\3c /style>\\5c \"");
    }
}
