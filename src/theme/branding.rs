//! Brands as pages link to them: each with its style sheets and files under names that change with their content.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::brand_sheet::{EntryColours, deck_sheet, page_sheet};
use super::colours::for_older_browsers;
use crate::diag::Diagnostic;
use crate::memo::Shared;
use crate::model::{Brand, BrandFile, Brands, SiteModel};
use crate::output::{Claim, Content};
use crate::path::OutPath;
use crate::routes::{Route, fingerprint};
use crate::world::World;

/// A logo with sides that differ no more than this is a picture for the browser's tab, in tenths.
const SQUARE: u32 = 13;

/// A brand with the addresses of its files, relative to the root of the output; empty for missing
/// ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Branding {
    pub(crate) brand: Shared<Brand>,
    /// The style sheet of decks.
    pub(crate) deck_css: String,
    /// The style sheet of all other pages.
    pub(crate) page_css: String,
    /// The picture in the browser's tab.
    pub(crate) icon: String,
}

/// The brands of a site, as pages link to them.
#[derive(Default)]
pub(super) struct Brandings {
    site: Shared<Branding>,
    decks: BTreeMap<Arc<str>, Shared<Branding>>,
    events: BTreeMap<String, Shared<Branding>>,
    event_decks: BTreeMap<(String, Arc<str>), Shared<Branding>>,
    files: BTreeMap<OutPath, Claim>,
}

impl Brandings {
    /// Reads the brands of a site.
    pub(super) fn read(
        world: &dyn World,
        model: &SiteModel,
        has_own_icon: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let brands = Brands::read(world, model, diagnostics);
        let entries: Vec<_> = brands
            .events
            .iter()
            .filter_map(|(slug, brand)| EntryColours::of(slug, brand))
            .collect();
        let mut all = Self::default();
        let mut put = |brand: &Shared<Brand>, entries: &[EntryColours]| {
            Shared::new(all.branding(brand, entries, has_own_icon))
        };
        let site = put(&brands.site, &entries);
        let decks = brands.decks.iter();
        let decks = decks.map(|(name, brand)| (Arc::clone(name), put(brand, &[]))).collect();
        let events = brands.events.iter();
        let events = events.map(|(slug, brand)| (slug.clone(), put(brand, &[]))).collect();
        let of_events = brands.event_decks.iter();
        let event_decks = of_events.map(|(key, brand)| (key.clone(), put(brand, &[]))).collect();
        Self { site, decks, events, event_decks, ..all }
    }

    /// A brand with its style sheets. Adds its files.
    fn branding(
        &mut self,
        brand: &Shared<Brand>,
        entries: &[EntryColours],
        has_own_icon: bool,
    ) -> Branding {
        for file in brand.files() {
            self.add(&file);
        }
        let deck_css = self.sheet(&deck_sheet(brand));
        let page_css = self.sheet(&page_sheet(brand, entries));
        let icon = self.icon(brand, has_own_icon);
        Branding { brand: brand.clone(), deck_css, page_css, icon }
    }

    fn add(&mut self, file: &BrandFile) {
        let content = Content::Bytes(Arc::clone(&file.bytes));
        let claim = Claim::generated(file.route.clone(), content, None);
        self.files.insert(claim.path.clone(), claim);
    }

    /// Adds a style sheet, and returns its address; empty for an empty one.
    fn sheet(&mut self, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let text = for_older_browsers(text).into_owned();
        self.text("brand", text, "css")
    }

    fn text(&mut self, stem: &str, text: String, ending: &str) -> String {
        let route = Route::asset(stem, &fingerprint(text.as_bytes()), ending);
        let claim = Claim::generated(route, Content::text(text), None);
        let address = claim.path.to_string();
        self.files.insert(claim.path.clone(), claim);
        address
    }

    /// The picture in the browser's tab: the brand's own, a logo that is nearly square, or the
    /// program's in the colours of the brand. The site's own file for it is used, unless the brand
    /// names one.
    fn icon(&mut self, brand: &Brand, has_own_icon: bool) -> String {
        if let Some(icon) = &brand.favicon {
            return icon.route.path().to_string();
        }
        let square = brand.logo.as_ref().map(|logo| &logo.light).filter(|picture| {
            let (width, height) = picture.size;
            let (short, long) = (u64::from(width.min(height)), u64::from(width.max(height)));
            long * 10 <= short * u64::from(SQUARE)
        });
        match (square, &brand.palette) {
            _ if has_own_icon => String::new(),
            (Some(picture), _) => picture.file.route.path().to_string(),
            (None, Some(palette)) => {
                let title = &palette.light.title;
                let icon = super::assets::ICON
                    .replace("#8aa4dd", &title.glow.mixed(title.ink, 400).hex())
                    .replace("#2154c4", &title.paper.hex())
                    .replace("#fff", &title.ink.hex());
                self.text("icon", icon, "svg")
            }
            (None, None) => String::new(),
        }
    }

    /// The brand of the site's own pages.
    pub(super) fn site(&self) -> &Shared<Branding> {
        &self.site
    }

    /// The brand of a deck of the site itself.
    pub(super) fn of_deck(&self, name: &str) -> &Shared<Branding> {
        self.decks.get(name).unwrap_or(&self.site)
    }

    /// The brand of an event.
    pub(super) fn of_event(&self, slug: &str) -> &Shared<Branding> {
        self.events.get(slug).unwrap_or(&self.site)
    }

    /// The brand of a deck of an event.
    pub(super) fn of_event_deck(&self, slug: &str, name: &str) -> &Shared<Branding> {
        let key = (slug.to_owned(), Arc::from(name));
        self.event_decks.get(&key).unwrap_or(&self.site)
    }

    /// All files.
    pub(super) fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.files.values()
    }
}
