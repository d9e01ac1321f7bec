//! The art of covers and cards of a brand, behind the text.

use serde::Serialize;

use crate::colour::Colour;
use crate::model::{Brand, BrandFont, CoverArt, Palette};
use crate::picture::data_address;

/// The families of covers without a brand.
const FAMILIES: &str =
    "-apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif";

/// The area of a logo in pixels, and its greatest height.
const LOGO: (u32, u32) = (13_000, 64);

/// The right edge of a logo, and its middle.
const LOGO_PLACE: (u32, u32) = (1120, 68);

/// The colours of covers without a brand: paper, glow, ink, muted ink, accent.
const COLOURS: [&str; 5] = ["#14264b", "#24498c", "#ffffff", "#c3d1ee", "#ffc857"];

/// The data for `art.svg`.
#[derive(Clone, Serialize)]
pub(super) struct Art {
    motif: &'static str,
    picture: String,
    pub(super) paper: String,
    glow: String,
    pub(super) ink: String,
    pub(super) muted: String,
    pub(super) accent: String,
    font_title: String,
    font_text: String,
    logo: Option<ArtLogo>,
}

#[derive(Clone, Serialize)]
struct ArtLogo {
    href: String,
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

/// The art of a brand.
pub(super) fn art(brand: &Brand) -> Art {
    let [paper, glow, ink, muted, accent] = match &brand.palette {
        Some(Palette { light, .. }) => {
            let title = &light.title;
            [title.paper, title.glow, title.ink, title.muted, title.accent].map(Colour::hex)
        }
        None => COLOURS.map(str::to_owned),
    };
    let (motif, picture) = match &brand.cover {
        CoverArt::Motif(motif) => (*motif, String::new()),
        CoverArt::Picture(file) => ("picture", data_address(&file.bytes, file.media_type)),
    };
    let family = |font: Option<&BrandFont>| match font {
        Some(BrandFont::Families(families)) => families.clone(),
        Some(BrandFont::Files(_)) | None => FAMILIES.to_owned(),
    };
    Art {
        motif,
        picture,
        paper,
        glow,
        ink,
        muted,
        accent,
        font_title: family(brand.headings.as_ref().or(brand.text.as_ref())),
        font_text: family(brand.text.as_ref()),
        logo: logo(brand),
    }
}

/// The logo in the upper right corner.
fn logo(brand: &Brand) -> Option<ArtLogo> {
    let [(_, ground), _] = brand.papers();
    let shown = brand.logo.as_ref()?.on(ground);
    let (width, height) = shown.sides(LOGO);
    let (right, middle) = LOGO_PLACE;
    let file = &shown.file;
    Some(ArtLogo {
        href: data_address(&file.bytes, file.media_type),
        x: right.saturating_sub(width),
        y: middle.saturating_sub(height / 2),
        width,
        height,
    })
}
