//! The colours of a brand in both modes, derived from the few that its author sets.
//!
//! Given colours are used unchanged wherever they are legible; derived colours are as light or as
//! dark as their use requires. So every pair of the palette that shows text has the contrast that
//! WCAG 2 requires, except for pairs that the author set: these are reported ([`faults`]).

use crate::colour::{Colour, LARGE, Oklab, TEXT};
use crate::diag::{BrandProblem, Diagnostic};
use crate::manifest::ColourKeys;
use crate::span::Spanned;

/// The accent of a brand that sets only other colours.
const ACCENT: Colour = Colour([0x21, 0x54, 0xc4]);

/// From this lightness on, the accent is a ground for dark letters.
const LIGHT_GROUND: f64 = 0.72;

/// Colours with less chroma than this look grey.
const GREY: f64 = 0.04;

/// The contrast for letters on a background of the brand: a little more, since the background has a
/// gradient.
const ON_GROUND: f64 = 5.5;

/// The colours of a brand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Palette {
    /// The accent as set.
    pub(crate) accent: Colour,
    pub(crate) light: ModeColours,
    pub(crate) dark: ModeColours,
}

/// The colours of one mode.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ModeColours {
    pub(crate) paper: Colour,
    /// Around the paper.
    pub(crate) canvas: Colour,
    pub(crate) ink: Colour,
    pub(crate) muted: Colour,
    pub(crate) line: Colour,
    /// The accent, readable on paper.
    pub(crate) accent: Colour,
    pub(crate) accent_2: Colour,
    /// Letters on the accent.
    pub(crate) accent_ink: Colour,
    pub(crate) code_paper: Colour,
    /// Behind a line of code that is pointed at.
    pub(crate) code_line: Colour,
    pub(crate) title: Ground,
}

/// The colours of title slides, covers and heads of pages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Ground {
    pub(crate) paper: Colour,
    pub(crate) glow: Colour,
    pub(crate) ink: Colour,
    pub(crate) muted: Colour,
    pub(crate) accent: Colour,
    pub(crate) red: Colour,
}

#[cfg(test)]
impl Ground {
    /// Whether letters on it are dark.
    fn is_light(&self) -> bool {
        self.paper.luminance() > self.ink.luminance()
    }
}

/// Which mode an author's paper and ink are made for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum GivenMode {
    Light,
    Dark,
}

fn given_mode(keys: &ColourKeys) -> GivenMode {
    let value = |colour: &Option<Spanned<Colour>>| colour.as_ref().map(|colour| colour.value);
    let is_dark = match (value(&keys.paper), value(&keys.ink)) {
        (Some(paper), Some(ink)) => paper.luminance() < ink.luminance(),
        (Some(paper), None) => paper.oklab().lightness < 0.5,
        (None, Some(ink)) => ink.oklab().lightness > 0.6,
        (None, None) => false,
    };
    if is_dark { GivenMode::Dark } else { GivenMode::Light }
}

/// The palette of some colours; `None` without any.
pub(super) fn palette(keys: &ColourKeys) -> Option<Palette> {
    if *keys == ColourKeys::default() {
        return None;
    }
    let value = |colour: &Option<Spanned<Colour>>| colour.as_ref().map(|colour| colour.value);
    let accent = value(&keys.accent).or(value(&keys.accent_2)).unwrap_or(ACCENT);
    let second = value(&keys.accent_2);
    let (paper, ink) = (value(&keys.paper), value(&keys.ink));
    let (in_light, in_dark) = match given_mode(keys) {
        GivenMode::Light => ((paper, ink), (None, None)),
        GivenMode::Dark => ((None, None), (paper, ink)),
    };
    // The trace of colour in greys: that of the ink, or else of the accent.
    let trace = ink.or(paper).filter(|colour| colour.oklab().chroma() > 0.02).unwrap_or(accent);
    let light = mode((accent, second, trace), in_light, GivenMode::Light);
    let dark = mode((accent, second, trace), in_dark, GivenMode::Dark);
    Some(Palette { accent, light, dark })
}

/// A grey with a trace of a colour.
fn grey(trace: Colour, lightness: f64, chroma: f64) -> Colour {
    trace.oklab().with_chroma_below(chroma).with_lightness(lightness).colour()
}

fn mode(
    (accent, second, trace): (Colour, Option<Colour>, Colour),
    (paper, ink): (Option<Colour>, Option<Colour>),
    of: GivenMode,
) -> ModeColours {
    let is_dark = of == GivenMode::Dark;
    let paper =
        paper.unwrap_or_else(|| if is_dark { grey(trace, 0.21, 0.015) } else { Colour::WHITE });
    let ink = ink.unwrap_or_else(|| {
        let ink = if is_dark { grey(trace, 0.93, 0.012) } else { grey(trace, 0.25, 0.03) };
        ink.readable_on(&[paper], 10.0)
    });
    let own = paper.oklab();
    let shifted = |by: f64| own.with_lightness((own.lightness + by).clamp(0.0, 1.0));
    let tinted = |by: f64, chroma: f64| {
        let trace = trace.oklab().with_chroma_below(chroma);
        Oklab { a: own.a + trace.a, b: own.b + trace.b, ..shifted(by) }.colour()
    };
    let canvas = if is_dark { tinted(-0.05, 0.004) } else { tinted(-0.055, 0.006) };
    let code_paper = if is_dark { tinted(0.035, 0.006) } else { tinted(-0.03, 0.004) };
    let code_line = paper.mixed(accent, if is_dark { 260 } else { 130 });
    let grounds = [paper, canvas, code_paper];
    // A barely legible shade of grey is not an accent.
    let (link, wanted) = match second {
        Some(second) if is_dark && accent.oklab().chroma() < GREY => (second, TEXT),
        None if is_dark && accent.oklab().chroma() < GREY => (accent, 9.0),
        Some(_) | None => (accent, TEXT),
    };
    let accent_text = link.readable_on(&[paper, canvas, code_paper, code_line], wanted);
    let accent_2 = second.unwrap_or(accent).readable_on(&grounds, TEXT);
    let accent_ink = if is_dark { grey(trace, 0.15, 0.02) } else { Colour::WHITE };
    ModeColours {
        paper,
        canvas,
        ink,
        muted: ink.mixed(paper, 340).readable_on(&grounds, TEXT),
        line: paper.mixed(ink, 170),
        accent: accent_text,
        accent_2,
        accent_ink: accent_ink.readable_on(&[accent_text], TEXT),
        code_paper,
        code_line,
        title: ground((accent, second), trace, of),
    }
}

/// The ground of title slides: the accent itself by light; in the dark a deep shade of it.
fn ground((accent, second): (Colour, Option<Colour>), trace: Colour, of: GivenMode) -> Ground {
    let own = accent.oklab();
    let is_light = of == GivenMode::Light && own.lightness >= LIGHT_GROUND;
    let (paper, ink) = if is_light {
        (accent, grey(trace, 0.2, 0.04).readable_on(&[accent], ON_GROUND))
    } else if of == GivenMode::Light {
        (accent.readable_on(&[Colour::WHITE], ON_GROUND), Colour::WHITE)
    } else {
        let base = if own.lightness >= LIGHT_GROUND { trace } else { accent };
        let deep = base.oklab().with_chroma_below(0.1);
        (deep.with_lightness(deep.lightness.clamp(0.24, 0.31)).colour(), Colour::WHITE)
    };
    let lit = |by: f64| {
        let paper = paper.oklab();
        paper.with_lightness((paper.lightness + by).min(1.0)).colour()
    };
    let glow = lit(if is_light { 0.07 } else { 0.09 }).readable_on(&[ink], TEXT + 0.3);
    let both = [paper, glow];
    // Without a second colour, a light shade of the first, or the ink.
    let mark = second.unwrap_or_else(|| match (is_light, of) {
        (true, _) => ink,
        (false, GivenMode::Dark) => accent,
        (false, GivenMode::Light) => own.with_chroma_below(0.09).with_lightness(0.88).colour(),
    });
    Ground {
        paper,
        glow,
        ink,
        muted: ink.mixed(paper, 210).readable_on(&both, TEXT),
        accent: mark.readable_on(&both, TEXT),
        red: Colour([0xff, 0xb3, 0xad]).readable_on(&both, TEXT),
    }
}

/// Unreadable pairs that an author fixed.
pub(super) fn faults(keys: &ColourKeys, diagnostics: &mut Vec<Diagnostic>) {
    let Some(paper) = &keys.paper else { return };
    let mut check = |key: &'static str, colour: &Spanned<Colour>, wanted: f64| {
        let contrast = colour.value.contrast(paper.value);
        if contrast >= wanted {
            return;
        }
        let better = colour.value.readable_on(&[paper.value], wanted.max(TEXT));
        let problem = BrandProblem::Contrast {
            key,
            found: colour.value.hex(),
            paper: paper.value.hex(),
            contrast: hundredths(contrast),
            wanted: hundredths(wanted),
            better: better.hex(),
            reached: hundredths(better.contrast(paper.value)),
        };
        diagnostics.push(Diagnostic::new(problem, colour.span.clone()));
    };
    if let Some(ink) = &keys.ink {
        check("ink", ink, TEXT);
    }
    if let Some(accent) = &keys.accent {
        check("accent", accent, LARGE);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 2100")]
fn hundredths(contrast: f64) -> u32 {
    (contrast * 100.0).floor() as u32
}

#[cfg(test)]
mod tests {
    use super::{ModeColours, Palette, faults, palette};
    use crate::colour::{self, TEXT};
    use crate::manifest::ColourKeys;
    use crate::path::ProjectPath;
    use crate::span::{Span, Spanned};

    fn keys(given: [&str; 4]) -> ColourKeys {
        let place = Span::start_of(ProjectPath::new("workshops.yml"));
        let [accent, accent_2, ink, paper] =
            given.map(|text| colour::read(text).map(|colour| Spanned::new(colour, place.clone())));
        ColourKeys { accent, accent_2, ink, paper }
    }

    /// Light, dark, saturated, grey; with and without a second one, an ink, a paper.
    const BRANDS: [[&str; 4]; 12] = [
        ["#ffd500", "", "", ""],
        ["#101820", "", "", ""],
        ["#e30613", "", "", ""],
        ["#ffd500", "#101820", "#101820", "#fffdf5"],
        ["#e30613", "#ffd500", "#1a1a1a", "#ffffff"],
        ["lime", "magenta", "", ""],
        ["white", "", "", ""],
        ["black", "black", "", ""],
        ["#808080", "", "", ""],
        ["#00e5ff", "", "#e8eaed", "#0b0f14"],
        ["", "teal", "", ""],
        ["", "", "#123", "#fafafa"],
    ];

    fn pairs(mode: &ModeColours) -> Vec<(&'static str, f64)> {
        let ModeColours {
            paper,
            canvas,
            ink,
            muted,
            accent,
            accent_2,
            accent_ink,
            code_paper,
            title,
            ..
        } = mode;
        vec![
            ("ink on paper", ink.contrast(*paper)),
            ("ink on canvas", ink.contrast(*canvas)),
            ("ink on code", ink.contrast(*code_paper)),
            ("ink on a line of code", ink.contrast(mode.code_line)),
            ("muted on paper", muted.contrast(*paper)),
            ("muted on canvas", muted.contrast(*canvas)),
            ("accent on paper", accent.contrast(*paper)),
            ("accent on canvas", accent.contrast(*canvas)),
            ("second accent on paper", accent_2.contrast(*paper)),
            ("text on the accent", accent_ink.contrast(*accent)),
            ("title", title.ink.contrast(title.paper)),
            ("title on the glow", title.ink.contrast(title.glow)),
            ("subtitle", title.muted.contrast(title.paper)),
            ("subtitle on the glow", title.muted.contrast(title.glow)),
            ("mark of the title", title.accent.contrast(title.paper)),
            ("red on the title", title.red.contrast(title.paper)),
        ]
    }

    #[test]
    fn all_that_is_made_can_be_read() {
        for brand in BRANDS {
            let Palette { light, dark, .. } = palette(&keys(brand)).unwrap();
            for (name, mode) in [("light", &light), ("dark", &dark)] {
                for (pair, contrast) in pairs(mode) {
                    assert!(contrast >= TEXT, "{brand:?} {name} {pair}: {contrast:.2} {mode:?}");
                }
            }
            assert!(light.paper.luminance() > dark.paper.luminance(), "{brand:?}");
            assert!(!dark.title.is_light(), "{brand:?}");
        }
    }

    #[test]
    fn what_can_be_read_stays_as_it_was_given() {
        let given = keys(["#8a1538", "", "#1d1d1b", "#fffdf8"]);
        let Palette { light, accent, .. } = palette(&given).unwrap();
        assert_eq!(
            (light.accent.hex(), accent.hex()),
            ("#8a1538".to_owned(), "#8a1538".to_owned())
        );
        assert_eq!(
            (light.ink.hex(), light.paper.hex()),
            ("#1d1d1b".to_owned(), "#fffdf8".to_owned())
        );
        assert_eq!(light.title.paper.hex(), "#8a1538");
        // A light accent is the ground itself, under dark letters.
        let yellow = palette(&keys(["#ffd500", "", "", ""])).unwrap();
        assert_eq!(yellow.light.title.paper.hex(), "#ffd500");
        assert!(yellow.light.title.is_light());
    }

    #[test]
    fn a_dark_paper_makes_the_dark_mode() {
        let given = keys(["#00e5ff", "", "#e8eaed", "#0b0f14"]);
        let Palette { light, dark, .. } = palette(&given).unwrap();
        assert_eq!(
            (dark.paper.hex(), dark.ink.hex()),
            ("#0b0f14".to_owned(), "#e8eaed".to_owned())
        );
        assert_eq!(light.paper.hex(), "#ffffff");
    }

    #[test]
    fn only_what_an_author_fixed_is_reported() {
        let found = |given| {
            let mut diagnostics = Vec::new();
            faults(&keys(given), &mut diagnostics);
            diagnostics.len()
        };
        assert_eq!(found(["#ffd500", "", "", ""]), 0);
        assert_eq!(found(["#ffd500", "", "#999", ""]), 0);
        assert_eq!(found(["#ffd500", "", "#999", "#fff"]), 2);
        assert_eq!(found(["#e30613", "", "#222", "#fff"]), 0);
        assert_eq!(palette(&ColourKeys::default()), None);
    }
}
