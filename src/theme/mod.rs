//! Themes: templates, style sheets and scripts, built in or the site's own, resolved and named by their content.
//!
//! A [`Theme`] is a value: pages made with equal themes are equal. It is read from a world, the working tree or
//! a revision, and knows no page and no deck.

mod addresses;
mod assets;
mod brand_sheet;
mod branding;
mod built_in;
mod colours;
mod direction;
mod imports;
mod inherited;
mod sheet;
mod template_addresses;
mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use self::assets::Assets;
pub(crate) use self::branding::Branding;
pub use self::built_in::built_in;
pub(crate) use self::inherited::inherited;
pub(crate) use self::template_addresses::{AddressStart, TemplateAddress};
pub(crate) use self::templates::{LARGEST_PAGE, Templates, built_in_template};

use self::addresses::{OverlayPlace, SheetReader};
use self::branding::Brandings;
use crate::diag::{Diagnostic, Warned};
use crate::event::Event;
use crate::memo::{Memo, Shared};
use crate::model::{OVERLAY_SHEET, SiteDeck, SiteModel, SlideSet};
use crate::output::Claim;
use crate::path::ProjectPath;
use crate::routes::base_path;
use crate::source::Source;
use crate::span::Spanned;
use crate::world::{Layered, Layers, World};

/// The beginning of the address of the program's own picture for the browser's tab.
const OWN_ICON: &str = "assets/icon-";

/// The look of pages.
#[derive(Clone)]
pub(crate) struct Theme {
    pub(crate) templates: Templates,
    /// The addresses of style sheets and scripts, from the root of the output.
    pub(crate) assets: Assets,
    /// The addresses of the themes that manifests name, by name.
    pub(crate) named: BTreeMap<String, String>,
    /// The files behind these addresses.
    files: Vec<Claim>,
    /// The same theme with addresses independent of file contents; `None` in that one itself.
    marked: Option<Shared<Theme>>,
}

impl PartialEq for Theme {
    fn eq(&self, other: &Self) -> bool {
        let Self { templates, assets, named, files, marked: _ } = self;
        *templates == other.templates
            && *assets == other.assets
            && *named == other.named
            && *files == other.files
    }
}

impl Theme {
    /// Reads everything needed by decks with these named themes.
    fn read<'a, I: Iterator<Item = &'a Spanned<String>>>(
        reader: SheetReader<'_>,
        names: I,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut files = Vec::new();
        let templates = Templates::load(reader.world, diagnostics);
        let assets = Assets::collect(reader, &mut files, diagnostics);
        let named = assets::themes(reader, names, &mut files, diagnostics);
        let marked = Self {
            templates: templates.clone(),
            assets: assets.marked(),
            named: BTreeMap::new(),
            files: Vec::new(),
            marked: None,
        };
        Self { templates, assets, named, files, marked: Some(Shared::new(marked)) }
    }

    /// The same theme for an event whose overlay has a style sheet.
    fn with_sheet(
        &self,
        reader: SheetReader<'_>,
        sheet: &Source,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut files = self.files.clone();
        let assets = self.assets.with_sheet(reader, sheet, &mut files, diagnostics);
        let marked = Self {
            templates: self.templates.clone(),
            assets: assets.marked(),
            named: BTreeMap::new(),
            files: Vec::new(),
            marked: None,
        };
        Self { assets, files, marked: Some(Shared::new(marked)), ..self.clone() }
    }

    /// The same theme for pages that only link to style sheets and scripts: they contain marks, which
    /// [`Self::without_marks`] replaces with fingerprints. So a page stays cached when a style sheet
    /// changes.
    pub(crate) fn marked(&self) -> Option<Shared<Self>> {
        self.marked.clone()
    }

    /// A text made with the marked theme, with this theme's addresses; `None` for one without marks.
    pub(crate) fn without_marks(&self, text: &str) -> Option<String> {
        self.assets.without_marks(text)
    }

    /// This theme, sharing the marked theme of another if they are equal.
    fn after(self, last: Option<&Self>) -> Self {
        let mut known = last.and_then(Self::marked);
        let marked = self.marked.clone().map(|marked| marked.or_last(&mut known));
        Self { marked, ..self }
    }

    /// The style sheets of a deck with a named theme, in cascade order.
    pub(crate) fn styles(&self, name: &str) -> Vec<String> {
        let Assets { deck_css, code_css, more_css, theme_css, .. } = &self.assets;
        let named = self.named.get(name).into_iter();
        let styles = [deck_css, code_css, more_css].into_iter().chain(named).chain([theme_css]);
        styles.filter(|style| !style.is_empty()).cloned().collect()
    }
}

/// The themes of a site: the working tree's, and those of the revisions of events.
pub(crate) struct Themes {
    pub(crate) own: Shared<Theme>,
    revisions: BTreeMap<Arc<str>, Shared<Theme>>,
    /// Those of events whose overlays have a style sheet, by their slugs.
    events: BTreeMap<String, Shared<Theme>>,
    /// The brands of all pages.
    brandings: Brandings,
    /// The files that are copied unchanged.
    copied: Vec<Claim>,
}

/// The inputs of a revision's theme: the commit, the themes that its decks name, and the folder of
/// the site on its host.
type OfRevision = (String, Vec<Spanned<String>>, String);

/// The themes of the last build.
#[derive(Default)]
pub(crate) struct LastThemes {
    own: Option<Shared<Theme>>,
    revisions: Memo<Arc<str>, OfRevision, Warned<Shared<Theme>>>,
}

impl Themes {
    /// Reads the themes of a site.
    pub(crate) fn read(
        world: &dyn World,
        model: &SiteModel,
        last: &mut LastThemes,
    ) -> Warned<Self> {
        let mut diagnostics = Vec::new();
        let base = base_path(&model.settings().url).unwrap_or_default();
        let reader = SheetReader { world, base: &base, overlay: None };
        let own = Theme::read(reader, names(&model.decks), &mut diagnostics);
        let own = Shared::new(own.after(last.own.as_deref())).or_last(&mut last.own);
        let mut by_revision: BTreeMap<&Arc<str>, Vec<&Arc<SiteDeck>>> = BTreeMap::new();
        for set in model.slide_sets.values() {
            if let Some(revision) = &set.revision {
                by_revision.entry(revision).or_default().extend(&set.decks);
            }
        }
        let mut revisions = BTreeMap::new();
        for (revision, decks) in by_revision {
            let Ok(commit) = world.revision(revision) else { continue };
            let names = names(decks).cloned().collect();
            let theme =
                last.revisions.get(revision, (commit, names, base.clone()), |(_, names, _)| {
                    of_revision(reader, revision, names)
                });
            revisions.insert(Arc::clone(revision), theme.take(&mut diagnostics));
        }
        last.revisions.end_round();
        let copied = assets::copied(reader, &mut diagnostics);
        // The program's own picture gives way to the brand's.
        let has_own_icon = !own.assets.icon.starts_with(OWN_ICON);
        let brandings = Brandings::read(world, model, has_own_icon, &mut diagnostics);
        let mut themes = Self { own, revisions, events: BTreeMap::new(), brandings, copied };
        for (slug, set) in &model.slide_sets {
            let theme = themes.with_overlay(reader, set, &mut diagnostics);
            themes.events.extend(theme.map(|theme| (slug.clone(), theme)));
        }
        Warned::new(themes, diagnostics)
    }

    /// The theme of an event whose overlay has a style sheet.
    fn with_overlay(
        &self,
        reader: SheetReader<'_>,
        set: &SlideSet,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Shared<Theme>> {
        let folder = set.overlay.as_ref()?;
        let path = ProjectPath::new(&format!("{folder}/{OVERLAY_SHEET}"));
        let sheet = reader.world.source(&path).ok()?;
        if sheet.text().trim().is_empty() {
            return None;
        }
        let layers = Layers {
            revision: set.revision.clone(),
            overlay: Some(Arc::clone(folder)),
            language: None,
        };
        let world = Layered::new(reader.world, &layers);
        let overlay = Some(OverlayPlace { folder, slug: &set.event.slug });
        let reader = SheetReader { world: &world, overlay, ..reader };
        Some(Shared::new(self.of(Some(set)).with_sheet(reader, &sheet, diagnostics)))
    }

    /// The theme of an event's pages, or else that of the working tree.
    pub(crate) fn of(&self, set: Option<&SlideSet>) -> &Shared<Theme> {
        let own = set.and_then(|set| self.events.get(&set.event.slug));
        let revision = set.and_then(|set| self.revisions.get(set.revision.as_ref()?));
        own.or(revision).unwrap_or(&self.own)
    }

    /// The brand of the site's own pages.
    pub(crate) fn brand(&self) -> &Shared<Branding> {
        self.brandings.site()
    }

    /// The brand of a deck: one of an event, or else of the site itself.
    pub(crate) fn brand_of_deck(&self, event: Option<&Event>, name: &str) -> &Shared<Branding> {
        match event {
            Some(event) => self.brandings.of_event_deck(&event.slug, name),
            None => self.brandings.of_deck(name),
        }
    }

    /// The brand of an event's pages.
    pub(crate) fn brand_of_event(&self, event: &Event) -> &Shared<Branding> {
        self.brandings.of_event(&event.slug)
    }

    /// All files of the themes, and the files of `static/` that are copied unchanged.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &Claim> {
        let themes = std::iter::once(&self.own).chain(self.revisions.values());
        let themes = themes.chain(self.events.values());
        themes.flat_map(|theme| &theme.files).chain(self.brandings.claims()).chain(&self.copied)
    }
}

/// The theme of a revision. Problems there cannot be fixed, but whatever cannot be shown is reported.
fn of_revision(
    reader: SheetReader<'_>,
    revision: &Arc<str>,
    names: &[Spanned<String>],
) -> Warned<Shared<Theme>> {
    let mut diagnostics = Vec::new();
    let layers = Layers { revision: Some(Arc::clone(revision)), ..Layers::default() };
    let world = Layered::new(reader.world, &layers);
    let reader = SheetReader { world: &world, ..reader };
    let theme = Theme::read(reader, names.iter(), &mut diagnostics);
    Warned::new(Shared::new(theme), diagnostics)
}

/// The themes that decks name.
fn names<'a>(
    decks: impl IntoIterator<Item = &'a Arc<SiteDeck>>,
) -> impl Iterator<Item = &'a Spanned<String>> {
    let texts = decks.into_iter().flat_map(|deck| &deck.plan.manifest.texts);
    texts.filter(|(key, _)| *key == "theme").map(|(_, name)| name)
}
