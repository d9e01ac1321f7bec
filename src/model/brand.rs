//! Brands, resolved for the site, for each deck and for each event.
//!
//! Keys merge one by one: those of an event take precedence over those of a manifest, and these
//! over those of the site. Files are read here, once for each place that names them; their problems
//! are reported there.
//!
//! **Invariant:** a [`Brand`] is everything that pages know about it: equal brands make equal
//! pages.

mod file;
mod files;
mod logo;
mod palette;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use self::file::BrandFile;
pub(crate) use self::files::FontFile;
pub(crate) use self::logo::{Logo, LogoPicture};
pub(crate) use self::palette::{Ground, ModeColours, Palette};

use self::files::{BrandParts, load};
use super::{SiteModel, SlideSet};
use crate::colour::Colour;
use crate::diag::Diagnostic;
use crate::memo::Shared;
use crate::world::{Layered, Layers, World};

/// The papers of decks without colours of their own (web/styles/deck.css), by light and in the dark, each with the
/// ground of title slides.
const OWN_PAPERS: [(Colour, Colour); 2] = [
    (Colour([0xff; 3]), Colour([0x14, 0x26, 0x4b])),
    (Colour([0x14, 0x19, 0x22]), Colour([0x1b, 0x2a, 0x4a])),
];

/// A brand as pages show it; with an empty brand, pages look like those of a site without a brand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Brand {
    /// May be empty.
    pub(crate) name: String,
    pub(crate) logo: Option<Logo>,
    /// The picture in the browser's tab.
    pub(crate) favicon: Option<BrandFile>,
    pub(crate) palette: Option<Palette>,
    pub(crate) text: Option<BrandFont>,
    pub(crate) headings: Option<BrandFont>,
    pub(crate) code: Option<BrandFont>,
    /// The line at the foot; may be empty.
    pub(crate) footer: String,
    pub(crate) cover: CoverArt,
}

/// A kind of type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BrandFont {
    /// Fonts of the site: one for each weight.
    Files(Vec<FontFile>),
    /// Families, as in CSS.
    Families(String),
}

impl BrandFont {
    /// Its files; empty for font families.
    pub(crate) fn files(&self) -> &[FontFile] {
        match self {
            Self::Files(files) => files,
            Self::Families(_) => &[],
        }
    }
}

/// The picture on covers and cards, behind the title.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CoverArt {
    /// A motif, by its name.
    Motif(&'static str),
    /// A picture of the author's.
    Picture(BrandFile),
}

impl Default for CoverArt {
    fn default() -> Self {
        Self::Motif("glow")
    }
}

impl Brand {
    /// Whether nothing differs from a site without a brand.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether pictures of pages differ from those of a site without a brand.
    pub(crate) fn has_look(&self) -> bool {
        let Self { name, favicon, code, footer, .. } = Self::default();
        let plain = Self { name, favicon, code, footer, ..self.clone() };
        !plain.is_empty()
    }

    /// The paper and the ground of titles, by light and in the dark.
    pub(crate) fn papers(&self) -> [(Colour, Colour); 2] {
        match &self.palette {
            Some(Palette { light, dark, .. }) => {
                [(light.paper, light.title.paper), (dark.paper, dark.title.paper)]
            }
            None => OWN_PAPERS,
        }
    }

    /// All of its files.
    pub(crate) fn files(&self) -> Vec<BrandFile> {
        let grounds = self.papers().into_iter().flat_map(|(paper, title)| [paper, title]);
        let logos = self.logo.iter().flat_map(|logo| {
            let shown = grounds.clone().map(|ground| logo.on(ground).file);
            // The icon of a page can be the picture without a plate.
            shown.chain([logo.light.file.clone()])
        });
        let fonts = [&self.text, &self.headings, &self.code].into_iter().flatten();
        let fonts = fonts.flat_map(BrandFont::files).map(|font| font.file.clone());
        logos.chain(self.favicon.clone()).chain(fonts).collect()
    }
}

/// The brands of a site.
#[derive(Debug, Default)]
pub(crate) struct Brands {
    /// The brand of the site's own pages, and of everything without another one.
    pub(crate) site: Shared<Brand>,
    /// By the names of the site's own decks.
    pub(crate) decks: BTreeMap<Arc<str>, Shared<Brand>>,
    /// By the slugs of events.
    pub(crate) events: BTreeMap<String, Shared<Brand>>,
    /// By slugs, and the names of an event's decks.
    pub(crate) event_decks: BTreeMap<(String, Arc<str>), Shared<Brand>>,
}

impl Brands {
    /// Resolves the brands of a site.
    pub(crate) fn read(
        world: &dyn World,
        model: &SiteModel,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let workshops = &model.outline.workshops;
        let own = workshops.brand.as_ref().map(|keys| load(world, keys, diagnostics));
        let site = own.unwrap_or_default();
        let mut brands = Self { site: finished(&site, diagnostics), ..Self::default() };
        for deck in &model.decks {
            if let Some(keys) = &deck.plan.manifest.brand {
                let parts = site.under(&load(world, keys, diagnostics));
                let name = Arc::clone(&deck.summary.name);
                brands.decks.insert(name, finished(&parts, diagnostics));
            }
        }
        for event in &workshops.events {
            let own = event.brand.as_ref().map(|keys| load(world, keys, diagnostics));
            if let Some(own) = &own {
                let brand = finished(&site.under(own), diagnostics);
                brands.events.insert(event.slug.clone(), brand);
            }
            if let Some(set) = model.slide_sets.get(&event.slug) {
                brands.decks_of(world, (&site, own.as_ref()), set, diagnostics);
            }
        }
        brands
    }

    /// Resolves the brands of an event's decks.
    fn decks_of(
        &mut self,
        world: &dyn World,
        (site, own): (&BrandParts, Option<&BrandParts>),
        set: &SlideSet,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let layers =
            Layers { revision: set.revision.clone(), overlay: set.overlay.clone(), language: None };
        let layered = Layered::new(world, &layers);
        for deck in &set.decks {
            let keys = deck.plan.manifest.brand.as_ref();
            if keys.is_none() && own.is_none() {
                continue;
            }
            let of_manifest = keys.map(|keys| load(&layered, keys, diagnostics));
            let mut parts = of_manifest.map_or_else(|| site.clone(), |parts| site.under(&parts));
            if let Some(own) = own {
                parts = parts.under(own);
            }
            let key = (set.event.slug.clone(), Arc::clone(&deck.summary.name));
            self.event_decks.insert(key, finished(&parts, diagnostics));
        }
    }
}

/// A brand of some parts. Reports colours that cannot be read.
fn finished(parts: &BrandParts, diagnostics: &mut Vec<Diagnostic>) -> Shared<Brand> {
    palette::faults(&parts.colours, diagnostics);
    Shared::new(Brand {
        name: parts.name.clone().unwrap_or_default(),
        logo: parts.logo(),
        favicon: parts.favicon.clone(),
        palette: palette::palette(&parts.colours),
        text: parts.text.clone(),
        headings: parts.headings.clone(),
        code: parts.code.clone(),
        footer: parts.footer.clone().unwrap_or_default(),
        cover: parts.cover.clone().unwrap_or_default(),
    })
}
