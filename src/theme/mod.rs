//! Themes: templates, style sheets and scripts, built in or the site's own, resolved and named by their content.
//!
//! A [`Theme`] is a value: pages made with equal themes are equal. It is read from a world, the
//! working tree or a revision, and knows nothing about pages and decks.

mod addresses;
mod assets;
mod brand_sheet;
mod branding;
mod built_in;
mod colours;
mod folder;
mod imports;
mod inherited;
mod language_sheet;
mod named;
mod sheet;
mod template_addresses;
mod templates;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) use self::assets::Assets;
pub(crate) use self::branding::Branding;
pub use self::built_in::{DEFAULT_THEME, built_in, built_in_themes};
pub(crate) use self::inherited::inherited;
pub(crate) use self::sheet::{matching, selectors};
pub(crate) use self::template_addresses::{AddressStart, TemplateAddress};
pub(crate) use self::templates::{LARGEST_PAGE, Templates, built_in_template};
pub(crate) use crate::routes::fingerprint;

use self::addresses::{OverlayPlace, SheetPlace, SheetReader};
use self::assets::AssetPart;
use self::branding::Brandings;
use self::language_sheet::LanguageSheets;
use self::named::{NamedTheme, NamedThemes};
use crate::diag::{Diagnostic, Warned};
use crate::event::Event;
use crate::memo::{Memo, Shared};
use crate::model::{OVERLAY_SHEET, SiteDeck, SiteModel, SlideSet};
use crate::output::Claim;
use crate::path::ProjectPath;
use crate::routes::base_path;
use crate::span::Spanned;
use crate::world::{Layered, Layers, World};

/// The beginning of the address of the program's own picture for the browser's tab.
const OWN_ICON: &str = "assets/icon-";

/// How pages look.
#[derive(Clone)]
pub(crate) struct Theme {
    /// The templates of pages other than decks.
    pub(crate) templates: Templates,
    /// The addresses of style sheets and scripts for these pages, from the root of the output.
    pub(crate) assets: Assets,
    /// The address of the author's own style sheet for decks; may be empty.
    own_css: String,
    /// The author's own style sheets, which come last.
    own: Vec<AssetPart>,
    /// The name of the theme of these pages, and of decks that name none; may be empty.
    name: String,
    /// The themes that something of the site names.
    named: NamedThemes,
    /// The default.
    plain: NamedTheme,
    /// The addresses of the style sheets of languages, by their codes.
    languages: Arc<BTreeMap<String, String>>,
    /// The style sheet of the layouts, from which each deck's own is made.
    pub(crate) layouts: Arc<str>,
    /// The files behind these addresses.
    files: Vec<Claim>,
    /// The same theme with addresses independent of file contents; `None` in the working tree
    /// itself.
    marked: Option<Shared<Theme>>,
}

impl PartialEq for Theme {
    fn eq(&self, other: &Self) -> bool {
        let Self { templates, assets, own_css, own, name, named, plain, .. } = self;
        let Self { languages, layouts, files, .. } = self;
        *templates == other.templates
            && *assets == other.assets
            && *own_css == other.own_css
            && *own == other.own
            && *name == other.name
            && *named == other.named
            && *plain == other.plain
            && *languages == other.languages
            && *layouts == other.layouts
            && *files == other.files
    }
}

impl Theme {
    /// Reads everything needed by pages with these named themes.
    fn read<'a, I: Iterator<Item = &'a Spanned<String>>>(
        reader: SheetReader<'_>,
        (names, languages): (I, &Arc<BTreeMap<String, String>>),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut files = Vec::new();
        let templates = Templates::load(reader.world, diagnostics);
        let assets = Assets::collect(reader, &mut files, diagnostics);
        let own = vec![assets::part_of(reader, OWN_SHEET, &mut files, diagnostics)];
        let found = (&mut files, &mut *diagnostics);
        let named = NamedThemes::find(reader, names, &templates, found);
        let layouts: Arc<str> = assets::layouts(reader, &mut files, diagnostics).into();
        let theme = Self {
            plain: NamedTheme::plain(&templates),
            templates,
            assets,
            own_css: String::new(),
            own,
            name: String::new(),
            named,
            languages: Arc::clone(languages),
            layouts,
            files,
            marked: None,
        };
        theme.shown_as("", None)
    }

    /// The same for pages that show a named theme, and an event's own style sheet after all others.
    fn shown_as(&self, name: &str, sheet: Option<AssetPart>) -> Self {
        let mut files = self.files.clone();
        let own: Vec<_> = self.own.iter().cloned().chain(sheet).collect();
        let named = self.named.found.get(name).unwrap_or(&self.plain);
        let page: Vec<_> = named.page.iter().chain(&own).cloned().collect();
        let assets =
            Assets { theme_css: assets::put(&mut files, OWN_SHEET, &page), ..self.assets.clone() };
        let templates = named.templates.clone();
        let marked = Self {
            templates: templates.clone(),
            assets: assets.marked(),
            own_css: String::new(),
            own: Vec::new(),
            name: String::new(),
            named: NamedThemes::default(),
            plain: NamedTheme::plain(&templates),
            languages: Arc::clone(&self.languages),
            layouts: Arc::clone(&self.layouts),
            files: Vec::new(),
            marked: None,
        };
        Self {
            own_css: assets::put(&mut files, OWN_SHEET, &own),
            templates,
            assets,
            own,
            name: name.to_owned(),
            files,
            marked: Some(Shared::new(marked)),
            ..self.clone()
        }
    }

    /// The same theme for pages that only link to style sheets and scripts: they contain
    /// placeholders, which [`Self::without_marks`] replaces with fingerprints. So a page stays
    /// cached when a style sheet changes.
    pub(crate) fn marked(&self) -> Option<Shared<Self>> {
        self.marked.clone()
    }

    /// A text made with the marked theme, with this theme's addresses; `None` for one without
    /// placeholders.
    pub(crate) fn without_marks(&self, text: &str) -> Option<String> {
        self.assets.without_marks(text)
    }

    /// This theme, sharing the marked theme of another if they are equal.
    fn after(self, last: Option<&Self>) -> Self {
        let mut known = last.and_then(Self::marked);
        let marked = self.marked.clone().map(|marked| marked.or_last(&mut known));
        Self { marked, ..self }
    }

    /// The address of the style sheet of a language for pages without slides, which show none of
    /// the theme's texts; empty for a language that needs none.
    pub(crate) fn page_language_css(&self, code: &str) -> &str {
        if language_sheet::has_typesetting(code) { self.language_css(code) } else { "" }
    }

    /// The address of the style sheet of a language; empty for a language that needs none.
    pub(crate) fn language_css(&self, code: &str) -> &str {
        self.languages.get(code).map_or("", String::as_str)
    }

    /// The theme of a deck that names one, or none.
    pub(crate) fn of_deck(&self, name: &str) -> &NamedTheme {
        let name = if name.is_empty() { &self.name } else { name };
        self.named.found.get(name).unwrap_or(&self.plain)
    }

    /// The addresses of the style sheets and scripts of decks.
    pub(crate) fn assets_of_decks(&self) -> Assets {
        Assets { theme_css: self.own_css.clone(), ..self.assets.clone() }
    }

    /// The style sheets of a deck that names a theme, or none.
    pub(crate) fn styles(&self, name: &str, language: &str) -> Styles<'_> {
        let Assets { deck_css, code_css, more_css, .. } = &self.assets;
        let language = self.languages.get(language);
        let then = [more_css].into_iter().chain(language);
        let then = then.chain([&self.of_deck(name).deck_css, &self.own_css]);
        let is_there = |style: &&String| !style.is_empty();
        Styles {
            first: [deck_css, code_css].into_iter().filter(is_there).collect(),
            then: then.filter(is_there).collect(),
        }
    }

    /// The templates of its themes.
    fn all_templates(&self) -> impl Iterator<Item = &Templates> {
        let plain = &self.plain.templates;
        let named = self.named.found.values().map(|theme| &theme.templates);
        std::iter::once(plain).chain(named.filter(move |templates| *templates != plain))
    }
}

/// The style sheets of a deck in cascade order. The sheet of its layouts comes between the two.
pub(crate) struct Styles<'a> {
    pub(crate) first: Vec<&'a String>,
    pub(crate) then: Vec<&'a String>,
}

/// The themes of a site: the working tree's, and those of the revisions of events.
pub(crate) struct Themes {
    pub(crate) own: Shared<Theme>,
    revisions: BTreeMap<Arc<str>, Shared<Theme>>,
    /// The themes of events whose overlays have a style sheet, by their slugs.
    events: BTreeMap<String, Shared<Theme>>,
    /// The brands of all pages.
    brandings: Brandings,
    /// The themes of the pages of events that name a theme, by their slugs.
    pages: BTreeMap<String, Shared<Theme>>,
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
    /// Templates with another theme: those of a revision, and those of the pages of events, where
    /// the revision is empty.
    shown: BTreeMap<(Arc<str>, String), Option<Shared<Theme>>>,
}

impl LastThemes {
    /// The last theme for a revision and a name, if it is equal.
    fn shown(&mut self, revision: &Arc<str>, name: &str, theme: Theme) -> Shared<Theme> {
        let last = self.shown.entry((Arc::clone(revision), name.to_owned())).or_default();
        Shared::new(theme.after(last.as_deref())).or_last(last)
    }
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
        let site = model.settings().theme.as_ref().map_or("", |name| name.value.as_str());
        let LanguageSheets { addresses, files } = LanguageSheets::of(model);
        let languages = Arc::new(addresses);
        let of_today = model.slide_sets.values().filter(|set| set.revision.is_none());
        let of_today = of_today.flat_map(|set| &set.decks);
        let named = listed(model).chain(names(model.decks.iter().chain(of_today)));
        let mut own = Theme::read(reader, (named, &languages), &mut diagnostics);
        own.named.or(&NamedThemes::default(), &mut diagnostics);
        let own = if site.is_empty() { own } else { own.shown_as(site, None) };
        let own = Shared::new(own.after(last.own.as_deref())).or_last(&mut last.own);
        let revisions = of_revisions(reader, (model, &own, site), last, &mut diagnostics);
        let mut copied = assets::copied(reader, &mut diagnostics);
        copied.extend(files);
        let pages = of_pages(model, &own, last);
        // The brand's picture replaces the program's own.
        let has_own_icon = !own.assets.icon.starts_with(OWN_ICON);
        let brandings = Brandings::read(world, model, has_own_icon, &mut diagnostics);
        let mut themes = Self { own, revisions, events: BTreeMap::new(), brandings, pages, copied };
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
        let mut files = Vec::new();
        let found = (&mut files, diagnostics);
        let part = AssetPart::sheet((OWN_SHEET, &sheet), &SheetPlace::OfOverlay, reader, found);
        let theme = self.of(Some(set));
        let mut theme = theme.shown_as(&theme.name, Some(part));
        theme.files.append(&mut files);
        Some(Shared::new(theme))
    }

    /// The theme of the page of an event, or else that of the site.
    pub(crate) fn of_page(&self, event: Option<&Event>) -> &Shared<Theme> {
        event.and_then(|event| self.pages.get(&event.slug)).unwrap_or(&self.own)
    }

    /// The addresses in the author's templates that are not computed.
    pub(crate) fn addresses(&self) -> Vec<TemplateAddress> {
        let mut seen = BTreeSet::new();
        let all = self.own.all_templates().flat_map(Templates::addresses);
        all.filter(|TemplateAddress { span, .. }| {
            seen.insert((span.file.clone(), span.start, span.end))
        })
        .collect()
    }

    /// The theme of an event's decks, or else that of the working tree.
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
        let themes = themes.chain(self.events.values()).chain(self.pages.values());
        themes.flat_map(|theme| &theme.files).chain(self.brandings.claims()).chain(&self.copied)
    }
}

/// The names of themes in `workshops.yml`.
fn listed(model: &SiteModel) -> impl Iterator<Item = &Spanned<String>> {
    let workshops = &model.outline.workshops;
    let events = workshops.events.iter().filter_map(|event| event.theme.as_ref());
    workshops.settings.theme.iter().chain(events)
}

/// The themes of revisions. Themes that `workshops.yml` names and a revision lacks come from the
/// working tree.
fn of_revisions(
    reader: SheetReader<'_>,
    (model, own, site): (&SiteModel, &Theme, &str),
    last: &mut LastThemes,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Arc<str>, Shared<Theme>> {
    let mut by_revision: BTreeMap<&Arc<str>, Vec<&Arc<SiteDeck>>> = BTreeMap::new();
    for set in model.slide_sets.values() {
        if let Some(revision) = &set.revision {
            by_revision.entry(revision).or_default().extend(&set.decks);
        }
    }
    let mut revisions = BTreeMap::new();
    for (revision, decks) in by_revision {
        let Ok(commit) = reader.world.revision(revision) else { continue };
        let names = names(decks).chain(listed(model)).cloned().collect();
        let asked = (commit, names, reader.base.to_owned(), Arc::clone(&own.languages));
        let theme =
            last.revisions.get(revision, asked, |asked| of_revision(reader, revision, asked));
        let mut theme = theme.take(diagnostics);
        if !site.is_empty() || !theme.named.unknown.is_empty() {
            let mut found = (*theme).clone();
            found.named.or(&own.named, diagnostics);
            theme = last.shown(revision, site, found.shown_as(site, None));
        }
        revisions.insert(Arc::clone(revision), theme);
    }
    last.revisions.end_round();
    revisions
}

/// The themes of the pages of events that name one, each made once.
fn of_pages(
    model: &SiteModel,
    own: &Theme,
    last: &mut LastThemes,
) -> BTreeMap<String, Shared<Theme>> {
    let mut made: BTreeMap<&str, Shared<Theme>> = BTreeMap::new();
    let mut pages = BTreeMap::new();
    let nowhere = Arc::from("");
    for event in &model.outline.workshops.events {
        let Some(name) = event.theme.as_ref().map(|name| name.value.as_str()) else { continue };
        if own.named.found.contains_key(name) {
            let make = || last.shown(&nowhere, name, own.shown_as(name, None));
            let theme = made.entry(name).or_insert_with(make).clone();
            pages.insert(event.slug.clone(), theme);
        }
    }
    pages
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

/// The author's own style sheet in `static/`, and the published form of the sheets for pages other
/// than decks.
const OWN_SHEET: &str = "theme.css";

/// The themes that decks name.
fn names<'a>(
    decks: impl IntoIterator<Item = &'a Arc<SiteDeck>>,
) -> impl Iterator<Item = &'a Spanned<String>> {
    let texts = decks.into_iter().flat_map(|deck| &deck.plan.manifest.texts);
    texts.filter(|(key, _)| *key == "theme").map(|(_, name)| name)
}
