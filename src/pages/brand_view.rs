//! A brand, for templates.

use serde::Serialize;

use crate::colour::Colour;
use crate::model::{Brand, Logo};
use crate::theme::{Assets, Branding};

/// The brand of a page; every field may be empty.
#[derive(Clone, Default, Serialize)]
pub(super) struct BrandView {
    name: String,
    footer: String,
    /// The address of its style sheet.
    css: String,
    /// The logo on the ground of titles, and on paper.
    logo: Option<LogoView>,
    logo_on_paper: Option<LogoView>,
}

/// A logo by light and in the dark, by addresses from the page.
#[derive(Clone, Serialize)]
struct LogoView {
    light: String,
    dark: String,
    width: u32,
    height: u32,
}

/// The pages that a style sheet is for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Sheet {
    /// Those of decks.
    Deck,
    /// All others.
    Page,
}

impl BrandView {
    /// A brand on a page of a site with this title; `top` is the path from the page to the top of
    /// the output.
    pub(super) fn of(branding: &Branding, title: &str, (top, sheet): (&str, Sheet)) -> Self {
        let brand: &Brand = &branding.brand;
        let css = match sheet {
            Sheet::Deck => &branding.deck_css,
            Sheet::Page => &branding.page_css,
        };
        let [light, dark] = brand.papers();
        let logo = |grounds| brand.logo.as_ref().map(|logo| logo_view(logo, top, grounds));
        Self {
            name: if brand.name.is_empty() { title } else { &brand.name }.to_owned(),
            footer: brand.footer.clone(),
            css: below(top, css),
            logo: logo((light.1, dark.1)),
            logo_on_paper: logo((light.0, dark.0)),
        }
    }
}

/// The addresses of style sheets and scripts for such a page, with the picture of its brand.
pub(super) fn branded(mut assets: Assets, branding: &Branding, top: &str) -> Assets {
    if !branding.icon.is_empty() {
        assets.icon = below(top, &branding.icon);
    }
    assets
}

fn below(top: &str, address: &str) -> String {
    if address.is_empty() { String::new() } else { format!("{top}{address}") }
}

fn logo_view(logo: &Logo, top: &str, (light, dark): (Colour, Colour)) -> LogoView {
    let address = |ground| below(top, logo.on(ground).file.route.path().as_str());
    let (width, height) = logo.on(light).size;
    LogoView { light: address(light), dark: address(dark), width, height }
}
