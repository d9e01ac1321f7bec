//! Style sheets and scripts: the built-in ones and the site's own, each under a name that changes with its content.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::addresses::{SheetPlace, SheetReader};
use super::built_in::{BUILT_IN, built_in, built_in_reads, theme_of_file};
use super::colours::for_older_browsers;
use super::imports::{joined_sheets, with_built_in};
use super::inherited::inherited;
use super::templates::has_slots_on_slides;
use crate::diag::{CssFault, Diagnostic, NearFileProblem};
use crate::model::{published, unusable};
use crate::output::{Claim, Content};
use crate::path::{OutPath, ProjectPath};
use crate::render::{css, css_faults as faults};
use crate::routes::{Route, fingerprint};
use crate::source::Source;
use crate::world::World;

/// Scripts loaded into the presentation after the deck: one file for all of them.
const LATER: [&str; 5] = ["sections", "present", "panels", "reading", "tools"];
/// Style sheets that the first slide can do without are in one file with these.
const LATER_SHEETS: [&str; 6] =
    ["sections.css", "diagram.css", "present.css", "panels.css", "reading.css", "tools.css"];

/// The addresses of the fingerprinted assets; empty for those a site lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Assets {
    pub(crate) deck_css: String,
    pub(crate) code_css: String,
    pub(crate) theme_css: String,
    pub(crate) deck_js: String,
    pub(crate) more_css: String,
    pub(crate) more_js: String,
    /// Loaded when presenter view opens.
    pub(crate) presenter_js: String,
    pub(crate) site_css: String,
    pub(crate) site_js: String,
    pub(crate) redirect_js: String,
    pub(crate) lost_js: String,
    pub(crate) search_js: String,
    /// The view for enlarged elements, loaded on demand.
    pub(crate) zoom_js: String,
    /// The picture in the browser's tab.
    pub(crate) icon: String,
}

/// Encloses the number of an asset in place of its fingerprint. A noncharacter, so no text contains it.
const MARK: char = '\u{fdd3}';

/// An address before its fingerprint, the fingerprint, and the rest.
fn parts(address: &str) -> Option<(&str, &str, &str)> {
    let (stem, extension) = address.rsplit_once('.')?;
    let at = stem.rfind('-')? + 1;
    Some((&address[..at], &stem[at..], &address[address.len() - extension.len() - 1..]))
}

/// The built-in icon.
pub(super) const ICON: &str = include_str!("icon.svg");

/// The names in `static/` for the site's own icon, best first.
const OWN_ICONS: [&str; 3] = ["favicon.svg", "favicon.png", "favicon.ico"];

impl Assets {
    /// The assets of a site, the built-in ones or the site's own of the same name, without the site's
    /// sheet `theme.css`. Adds their files.
    pub(super) fn collect(
        reader: SheetReader<'_>,
        files: &mut Vec<Claim>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut put = |name: &str, parts: &[&str]| {
            let parts: Vec<_> =
                parts.iter().map(|part| part_of(reader, part, files, diagnostics)).collect();
            put(files, name, &parts)
        };
        let more_js = LATER.map(|name| format!("{name}.js"));
        let more_css: Vec<&str> = LATER_SHEETS
            .into_iter()
            .chain(has_slots_on_slides(reader.world).then_some("slots.css"))
            .collect();
        Self {
            deck_css: put("deck.css", &["deck.css"]),
            code_css: put("code.css", &["code.css"]),
            theme_css: String::new(),
            deck_js: put("deck.js", &["deck.js"]),
            more_css: put("more.css", &more_css),
            more_js: put("more.js", &more_js.each_ref().map(String::as_str)),
            presenter_js: put("presenter.js", &["presenter.js"]),
            site_css: put("site.css", &["site.css"]),
            site_js: put("site.js", &["site.js"]),
            redirect_js: put("redirect.js", &["redirect.js"]),
            lost_js: put("lost.js", &["lost.js"]),
            search_js: put("search.js", &["search.js"]),
            zoom_js: put("zoom.js", &["zoom.js"]),
            icon: icon(reader.world, files),
        }
    }
}

/// The address of the site's own icon or of the built-in one: without a link to it, browsers
/// request `/favicon.ico` from each host.
fn icon(world: &dyn World, files: &mut Vec<Claim>) -> String {
    let path = |name: &&str| ProjectPath::new(&format!("static/{name}"));
    let mut put = |route: Route, bytes: Arc<[u8]>| {
        let address = route.path().to_string();
        files.push(Claim::generated(route, Content::Bytes(bytes), None));
        address
    };
    if let Some(own) = OWN_ICONS.into_iter().find(|name| world.is_file(&path(name))) {
        // It is copied with the rest of `static/`; a revision may have a different one.
        let (stem, extension) = own.rsplit_once('.').unwrap_or((own, ""));
        let Some(bytes) = world.bytes(&path(&own)) else { return own.to_owned() };
        return put(Route::asset(stem, &fingerprint(&bytes), extension), bytes);
    }
    let bytes = ICON.as_bytes();
    put(Route::asset("icon", &fingerprint(bytes), "svg"), Arc::from(bytes))
}

/// A file of an asset: its name, and the site's own version.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct AssetPart {
    name: String,
    own: Option<Source>,
    /// The addresses that differ after its move to `assets/`.
    links: BTreeMap<String, String>,
}

impl AssetPart {
    /// A built-in file.
    pub(super) fn built_in(name: &str) -> Self {
        Self { name: name.to_owned(), own: None, links: BTreeMap::new() }
    }

    /// An author's style sheet, whose addresses are relative to a location.
    pub(super) fn sheet(
        (name, sheet): (&str, &Source),
        place: &SheetPlace,
        reader: SheetReader<'_>,
        (files, diagnostics): (&mut Vec<Claim>, &mut Vec<Diagnostic>),
    ) -> Self {
        diagnostics.extend(css_faults(sheet));
        let mut found = reader.read(sheet, place);
        files.append(&mut found.claims);
        diagnostics.append(&mut found.diagnostics);
        Self { name: name.to_owned(), own: Some(sheet.clone()), links: found.links }
    }

    /// The site's own text or the built-in one; empty if there is neither. Both are published
    /// unchanged, except that style sheets also get rules for older browsers, and addresses that
    /// fit their new path; and the author's themes, headings in the colours that they set.
    fn text(&self) -> Cow<'_, str> {
        let text = self.own.as_ref().map_or_else(|| built_in(&self.name), Source::text);
        if !self.name.ends_with("css") {
            return Cow::Borrowed(text);
        }
        let moved = css::moved(text, &self.links);
        let whole = with_built_in(moved.as_deref().unwrap_or(text));
        let published = match &whole {
            Cow::Borrowed(_) if moved.is_none() => for_older_browsers(text),
            whole => Cow::Owned(for_older_browsers(whole).into_owned()),
        };
        let is_theme = self.name.starts_with("theme") && text != built_in(&self.name);
        let added = if is_theme { inherited(text) } else { String::new() };
        if added.is_empty() {
            published
        } else {
            Cow::Owned(published.into_owned() + "\n" + &added)
        }
    }
}

impl Assets {
    /// All addresses, each in a fixed position.
    fn each(&mut self) -> [&mut String; 14] {
        let Self { deck_css, code_css, theme_css, deck_js, more_css, more_js, .. } = self;
        let Self {
            presenter_js,
            site_css,
            site_js,
            redirect_js,
            lost_js,
            search_js,
            zoom_js,
            icon,
            ..
        } = self;
        [
            deck_css,
            code_css,
            theme_css,
            deck_js,
            more_css,
            more_js,
            presenter_js,
            site_css,
            site_js,
            redirect_js,
            lost_js,
            search_js,
            zoom_js,
            icon,
        ]
    }

    /// The same addresses with placeholders instead of fingerprints.
    pub(super) fn marked(&self) -> Self {
        let mut marked = self.clone();
        for (index, address) in marked.each().into_iter().enumerate() {
            if let Some((stem, _, extension)) = parts(address) {
                *address = format!("{stem}{MARK}{index}{MARK}{extension}");
            }
        }
        marked
    }

    /// A text with marks replaced by fingerprints; `None` for an empty one.
    pub(super) fn without_marks(&self, text: &str) -> Option<String> {
        if !text.contains(MARK) {
            return None;
        }
        let mut own = self.clone();
        let own = own.each().map(|address| parts(address).map_or("", |(_, content, _)| content));
        let mut out = String::with_capacity(text.len() + 256);
        for (index, part) in text.split(MARK).enumerate() {
            // The text between two marks is a number.
            let content = part.parse().ok().and_then(|index: usize| own.get(index));
            match content.filter(|_| index % 2 == 1) {
                Some(content) => out.push_str(content),
                None => out.push_str(part),
            }
        }
        Some(out)
    }

    /// The addresses as seen from a page whose path to the site's root is `root`, such as `../`.
    pub(crate) fn seen_from(&self, root: &str) -> Self {
        let seen = |address: &str| {
            if address.is_empty() { String::new() } else { format!("{root}{address}") }
        };
        Self {
            deck_css: seen(&self.deck_css),
            code_css: seen(&self.code_css),
            theme_css: seen(&self.theme_css),
            deck_js: seen(&self.deck_js),
            more_css: seen(&self.more_css),
            more_js: seen(&self.more_js),
            presenter_js: seen(&self.presenter_js),
            site_css: seen(&self.site_css),
            site_js: seen(&self.site_js),
            redirect_js: seen(&self.redirect_js),
            lost_js: seen(&self.lost_js),
            search_js: seen(&self.search_js),
            zoom_js: seen(&self.zoom_js),
            icon: seen(&self.icon),
        }
    }
}

/// The text of the style sheet of the layouts, for a file in `assets/`.
pub(super) fn layouts(
    reader: SheetReader<'_>,
    files: &mut Vec<Claim>,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    part_of(reader, "layouts.css", files, diagnostics).text().into_owned()
}

/// Everything in `static/` that is not an asset, to be copied unchanged.
pub(super) fn copied(reader: SheetReader<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Claim> {
    let claim = |file: ProjectPath| {
        let name = file.below("static")?;
        let is_asset = name == "theme.css"
            || theme_of_file(name).is_some()
            || BUILT_IN.iter().any(|(other, _)| *other == name);
        (!is_asset).then(|| Claim::authors(OutPath::cleaned(name), file.clone()))
    };
    let mut claims: Vec<Claim> =
        published(reader.world, diagnostics).into_iter().filter_map(claim).collect();
    let sheets = claims.iter().filter(|claim| claim.path.as_str().ends_with("css"));
    let sheets: Vec<ProjectPath> = sheets
        .filter_map(|claim| match &claim.content {
            Content::Copy(file) => Some(file.clone()),
            Content::Bytes(_) => None,
        })
        .collect();
    for sheet in sheets {
        // One that cannot be read is reported when it is copied.
        let Ok(sheet) = reader.world.source(&sheet) else { continue };
        let mut found = reader.read(&sheet, &SheetPlace::Unmoved);
        claims.append(&mut found.claims);
        diagnostics.append(&mut found.diagnostics);
    }
    claims
}

/// A part of an asset: the site's own file of that name, or else the built-in one.
pub(super) fn part_of(
    reader: SheetReader<'_>,
    name: &str,
    files: &mut Vec<Claim>,
    diagnostics: &mut Vec<Diagnostic>,
) -> AssetPart {
    let world = reader.world;
    let path = ProjectPath::new(&format!("static/{name}"));
    match world.source(&path) {
        Ok(sheet) if path.has_extension("css") => {
            let found = (files, diagnostics);
            AssetPart::sheet((name, &sheet), &SheetPlace::Assets, reader, found)
        }
        Ok(source) => AssetPart { own: Some(source), ..AssetPart::built_in(name) },
        Err(error) => {
            // An unreadable folder is reported only once.
            let refused = world.refused("static");
            if refused.iter().all(|(folder, _)| folder.as_str() != "static") {
                diagnostics.extend(unusable(&world.origin(&path), error));
            }
            AssetPart::built_in(name)
        }
    }
}

/// Adds an asset under a name that changes with its content, and returns its address; empty for one without
/// any text.
pub(super) fn put(files: &mut Vec<Claim>, name: &str, parts: &[AssetPart]) -> String {
    let Some((route, bytes)) = joined(name, parts) else { return String::new() };
    let path = route.path();
    let address = path.to_string();
    if files.iter().all(|file| file.path != path) {
        files.push(Claim::generated(route, Content::Bytes(bytes), None));
    }
    address
}

/// An asset, assembled once; `None` if there is no text.
#[comemo::memoize]
fn joined(name: &str, parts: &[AssetPart]) -> Option<(Route, Arc<[u8]>)> {
    let texts: Vec<_> = parts.iter().map(AssetPart::text).collect();
    let text = if name.ends_with("css") { joined_sheets(&texts) } else { texts.concat() };
    if text.is_empty() {
        return None;
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let route = Route::asset(stem, &fingerprint(text.as_bytes()), extension);
    Some((route, Arc::from(text.into_bytes())))
}

/// The faults of a style sheet.
#[comemo::memoize]
fn css_faults(source: &Source) -> Vec<Diagnostic> {
    // Nothing in the sheet itself: a built-in one may use properties that it sets.
    let is_read = |fault: &CssFault| match fault {
        CssFault::UnreadProperty { found, .. } => built_in_reads(found),
        _ => false,
    };
    let faults = faults::faults(source.text()).into_iter();
    faults
        .filter(|(fault, _)| !is_read(fault))
        .map(|(fault, range)| Diagnostic::new(NearFileProblem::Css { fault }, source.span(range)))
        .collect()
}
