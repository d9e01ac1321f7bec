//! Themes: templates, style sheets and scripts, built in or the site's own, resolved and named by their content.
//!
//! A [`Theme`] is a value: pages made with equal themes are equal. It is read from a world, the working tree or
//! a revision, and knows no page and no deck.

mod addresses;
mod assets;
mod built_in;
mod colours;
mod imports;
mod inherited;
mod language_sheet;
mod sheet;
mod template_addresses;
mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use self::assets::{Assets, fingerprint};
pub use self::built_in::built_in;
pub(crate) use self::inherited::inherited;
pub(crate) use self::sheet::{matching, selectors};
pub(crate) use self::template_addresses::{AddressStart, TemplateAddress};
pub(crate) use self::templates::{LARGEST_PAGE, Templates, built_in_template};

use self::addresses::{OverlayPlace, SheetReader};
use self::language_sheet::LanguageSheets;
use crate::diag::{Diagnostic, Warned};
use crate::memo::{Memo, Shared};
use crate::model::{OVERLAY_SHEET, SiteDeck, SiteModel, SlideSet};
use crate::output::Claim;
use crate::path::ProjectPath;
use crate::routes::base_path;
use crate::source::Source;
use crate::span::Spanned;
use crate::world::{Layered, Layers, World};

/// The look of pages.
#[derive(Clone)]
pub(crate) struct Theme {
    pub(crate) templates: Templates,
    /// The addresses of style sheets and scripts, from the root of the output.
    pub(crate) assets: Assets,
    /// The addresses of the themes that manifests name, by name.
    pub(crate) named: BTreeMap<String, String>,
    /// The addresses of the style sheets of languages, by their codes.
    languages: Arc<BTreeMap<String, String>>,
    /// The style sheet of the layouts, from which each deck's own is made.
    pub(crate) layouts: Arc<str>,
    /// The files behind these addresses.
    files: Vec<Claim>,
    /// The same theme with addresses independent of file contents; `None` in that one itself.
    marked: Option<Shared<Theme>>,
}

impl PartialEq for Theme {
    fn eq(&self, other: &Self) -> bool {
        let Self { templates, assets, named, languages, layouts, files, marked: _ } = self;
        *templates == other.templates
            && *assets == other.assets
            && *named == other.named
            && *languages == other.languages
            && *layouts == other.layouts
            && *files == other.files
    }
}

impl Theme {
    /// Reads everything needed by decks with these named themes.
    fn read<'a, I: Iterator<Item = &'a Spanned<String>>>(
        reader: SheetReader<'_>,
        (names, languages): (I, &Arc<BTreeMap<String, String>>),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut files = Vec::new();
        let templates = Templates::load(reader.world, diagnostics);
        let assets = Assets::collect(reader, &mut files, diagnostics);
        let named = assets::themes(reader, names, &mut files, diagnostics);
        let layouts: Arc<str> = assets::layouts(reader, &mut files, diagnostics).into();
        let marked = Self {
            templates: templates.clone(),
            assets: assets.marked(),
            named: BTreeMap::new(),
            languages: Arc::clone(languages),
            layouts: Arc::clone(&layouts),
            files: Vec::new(),
            marked: None,
        };
        let languages = Arc::clone(languages);
        Self { templates, assets, named, languages, layouts, files, marked: Some(Shared::new(marked)) }
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
            languages: Arc::clone(&self.languages),
            layouts: Arc::clone(&self.layouts),
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

    /// The address of the style sheet of a language for pages without slides, which show none of the
    /// theme's words; empty for one that needs none.
    pub(crate) fn page_language_css(&self, code: &str) -> &str {
        if language_sheet::has_typesetting(code) { self.language_css(code) } else { "" }
    }

    /// The address of the style sheet of a language; empty for one that needs none.
    pub(crate) fn language_css(&self, code: &str) -> &str {
        self.languages.get(code).map_or("", String::as_str)
    }

    /// The style sheets of a deck with a named theme.
    pub(crate) fn styles(&self, name: &str, language: &str) -> Styles<'_> {
        let Assets { deck_css, code_css, more_css, theme_css, .. } = &self.assets;
        let named = self.languages.get(language).into_iter().chain(self.named.get(name));
        let then = [more_css].into_iter().chain(named).chain([theme_css]);
        let is_there = |style: &&String| !style.is_empty();
        Styles {
            first: [deck_css, code_css].into_iter().filter(is_there).collect(),
            then: then.filter(is_there).collect(),
        }
    }
}

/// The style sheets of a deck in cascade order. The one of its layouts comes between both.
pub(crate) struct Styles<'a> {
    pub(crate) first: Vec<&'a String>,
    pub(crate) then: Vec<&'a String>,
}

/// The themes of a site: the working tree's, and those of the revisions of events.
pub(crate) struct Themes {
    pub(crate) own: Shared<Theme>,
    revisions: BTreeMap<Arc<str>, Shared<Theme>>,
    /// Those of events whose overlays have a style sheet, by their slugs.
    events: BTreeMap<String, Shared<Theme>>,
    /// The files that are copied unchanged, and the style sheets of languages.
    copied: Vec<Claim>,
}

/// The inputs of a revision's theme: the commit, the themes that its decks name, the folder of the
/// site on its host, and the style sheets of languages.
type OfRevision = (String, Vec<Spanned<String>>, String, Arc<BTreeMap<String, String>>);

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
        let LanguageSheets { addresses, files } = LanguageSheets::of(model);
        let languages = Arc::new(addresses);
        let own = Theme::read(reader, (names(&model.decks), &languages), &mut diagnostics);
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
            let theme = last.revisions.get(
                revision,
                (commit, names, base.clone(), Arc::clone(&languages)),
                |asked| of_revision(reader, revision, asked),
            );
            revisions.insert(Arc::clone(revision), theme.take(&mut diagnostics));
        }
        last.revisions.end_round();
        let mut copied = assets::copied(reader, &mut diagnostics);
        copied.extend(files);
        let mut themes = Self { own, revisions, events: BTreeMap::new(), copied };
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

    /// All files of the themes, and the files of `static/` that are copied unchanged.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &Claim> {
        let themes = std::iter::once(&self.own).chain(self.revisions.values());
        let themes = themes.chain(self.events.values());
        themes.flat_map(|theme| &theme.files).chain(&self.copied)
    }
}

/// The theme of a revision. Problems there cannot be fixed, but whatever cannot be shown is reported.
fn of_revision(
    reader: SheetReader<'_>,
    revision: &Arc<str>,
    (_, names, _, languages): &OfRevision,
) -> Warned<Shared<Theme>> {
    let mut diagnostics = Vec::new();
    let layers = Layers { revision: Some(Arc::clone(revision)), ..Layers::default() };
    let world = Layered::new(reader.world, &layers);
    let reader = SheetReader { world: &world, ..reader };
    let theme = Theme::read(reader, (names.iter(), languages), &mut diagnostics);
    Warned::new(Shared::new(theme), diagnostics)
}

/// The themes that decks name.
fn names<'a>(
    decks: impl IntoIterator<Item = &'a Arc<SiteDeck>>,
) -> impl Iterator<Item = &'a Spanned<String>> {
    let texts = decks.into_iter().flat_map(|deck| &deck.plan.manifest.texts);
    texts.filter(|(key, _)| *key == "theme").map(|(_, name)| name)
}
