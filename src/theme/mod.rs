//! Themes: templates, style sheets and scripts, built in or the site's own, resolved and named by their content.
//!
//! A [`Theme`] is a value: pages made with equal themes are equal. It is read from a world, the working tree or
//! a revision, and knows no page and no deck.

mod addresses;
mod assets;
mod built_in;
mod colours;
mod direction;
mod fingerprint;
mod folder;
mod imports;
mod inherited;
mod named;
mod sheet;
mod template_addresses;
mod templates;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) use self::assets::Assets;
pub use self::built_in::{DEFAULT_THEME, built_in, built_in_themes};
pub(crate) use self::fingerprint::fingerprint;
pub(crate) use self::inherited::inherited;
pub(crate) use self::template_addresses::{AddressStart, TemplateAddress};
pub(crate) use self::templates::{LARGEST_PAGE, Templates, built_in_template};

use self::addresses::{OverlayPlace, SheetPlace, SheetReader};
use self::assets::AssetPart;
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

/// The look of pages.
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
    /// What holds without any of them.
    plain: NamedTheme,
    /// The files behind these addresses.
    files: Vec<Claim>,
    /// The same theme with addresses independent of file contents; `None` in that one itself.
    marked: Option<Shared<Theme>>,
}

impl PartialEq for Theme {
    fn eq(&self, other: &Self) -> bool {
        let Self { templates, assets, own_css, own, name, named, plain, files, marked: _ } = self;
        *templates == other.templates
            && *assets == other.assets
            && *own_css == other.own_css
            && *own == other.own
            && *name == other.name
            && *named == other.named
            && *plain == other.plain
            && *files == other.files
    }
}

impl Theme {
    /// Reads everything needed by pages with these named themes.
    fn read<'a, I: Iterator<Item = &'a Spanned<String>>>(
        reader: SheetReader<'_>,
        names: I,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut files = Vec::new();
        let templates = Templates::load(reader.world, diagnostics);
        let assets = Assets::collect(reader, &mut files, diagnostics);
        let own = vec![assets::part_of(reader, OWN_SHEET, &mut files, diagnostics)];
        let found = (&mut files, &mut *diagnostics);
        let named = NamedThemes::find(reader, names, &templates, found);
        let theme = Self {
            plain: NamedTheme::plain(&templates),
            templates,
            assets,
            own_css: String::new(),
            own,
            name: String::new(),
            named,
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

    /// The theme of a deck that names one, or none.
    pub(crate) fn of_deck(&self, name: &str) -> &NamedTheme {
        let name = if name.is_empty() { &self.name } else { name };
        self.named.found.get(name).unwrap_or(&self.plain)
    }

    /// The addresses of the style sheets and scripts of decks.
    pub(crate) fn assets_of_decks(&self) -> Assets {
        Assets { theme_css: self.own_css.clone(), ..self.assets.clone() }
    }

    /// The style sheets of a deck that names a theme, or none, in cascade order.
    pub(crate) fn styles(&self, name: &str) -> Vec<String> {
        let Assets { deck_css, code_css, more_css, .. } = &self.assets;
        let named = &self.of_deck(name).deck_css;
        let styles = [deck_css, code_css, more_css, named, &self.own_css].into_iter();
        styles.filter(|style| !style.is_empty()).cloned().collect()
    }

    /// The templates of its themes.
    fn all_templates(&self) -> impl Iterator<Item = &Templates> {
        let plain = &self.plain.templates;
        let named = self.named.found.values().map(|theme| &theme.templates);
        std::iter::once(plain).chain(named.filter(move |templates| *templates != plain))
    }
}

/// The themes of a site: the working tree's, and those of the revisions of events.
pub(crate) struct Themes {
    pub(crate) own: Shared<Theme>,
    revisions: BTreeMap<Arc<str>, Shared<Theme>>,
    /// Those of the decks of events whose overlays have a style sheet, by their slugs.
    events: BTreeMap<String, Shared<Theme>>,
    /// Those of the pages of events that name a theme, by their slugs.
    pages: BTreeMap<String, Shared<Theme>>,
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
    /// Those with another theme than they were read with: of a revision, and of the pages of events, where the
    /// revision is empty.
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
        let of_today = model.slide_sets.values().filter(|set| set.revision.is_none());
        let of_today = of_today.flat_map(|set| &set.decks);
        let named = listed(model).chain(names(model.decks.iter().chain(of_today)));
        let mut own = Theme::read(reader, named, &mut diagnostics);
        own.named.or(&NamedThemes::default(), &mut diagnostics);
        let own = if site.is_empty() { own } else { own.shown_as(site, None) };
        let own = Shared::new(own.after(last.own.as_deref())).or_last(&mut last.own);
        let revisions = of_revisions(reader, (model, &own, site), last, &mut diagnostics);
        let copied = assets::copied(reader, &mut diagnostics);
        let pages = of_pages(model, &own, last);
        let mut themes = Self { own, revisions, events: BTreeMap::new(), pages, copied };
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

    /// All files of the themes, and the files of `static/` that are copied unchanged.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &Claim> {
        let themes = std::iter::once(&self.own).chain(self.revisions.values());
        let themes = themes.chain(self.events.values()).chain(self.pages.values());
        themes.flat_map(|theme| &theme.files).chain(&self.copied)
    }
}

/// The names of themes in `workshops.yml`.
fn listed(model: &SiteModel) -> impl Iterator<Item = &Spanned<String>> {
    let workshops = &model.outline.workshops;
    let events = workshops.events.iter().filter_map(|event| event.theme.as_ref());
    workshops.settings.theme.iter().chain(events)
}

/// The themes of revisions. What `workshops.yml` names and a revision lacks is taken from the working tree.
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
        let base = reader.base.to_owned();
        let theme = last.revisions.get(revision, (commit, names, base), |(_, names, _)| {
            of_revision(reader, revision, names)
        });
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
    names: &[Spanned<String>],
) -> Warned<Shared<Theme>> {
    let mut diagnostics = Vec::new();
    let layers = Layers { revision: Some(Arc::clone(revision)), ..Layers::default() };
    let world = Layered::new(reader.world, &layers);
    let reader = SheetReader { world: &world, ..reader };
    let theme = Theme::read(reader, names.iter(), &mut diagnostics);
    Warned::new(Shared::new(theme), diagnostics)
}

/// The author's own style sheet in `static/`, and what the sheets for other pages than decks are published as.
const OWN_SHEET: &str = "theme.css";

/// The themes that decks name.
fn names<'a>(
    decks: impl IntoIterator<Item = &'a Arc<SiteDeck>>,
) -> impl Iterator<Item = &'a Spanned<String>> {
    let texts = decks.into_iter().flat_map(|deck| &deck.plan.manifest.texts);
    texts.filter(|(key, _)| *key == "theme").map(|(_, name)| name)
}
