//! Style sheets, scripts, pictures: what pages need beside themselves.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::colours::for_older_browsers;
use super::session::{Built, Entry};
use super::sources::{Sources, is_source};
use super::{Content, Site, unusable};
use crate::deck::{Deck, Plan};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, Problem};
use crate::path::{OutPath, ProjectPath, is_same_name, percent_decoded, percent_encoded};
use crate::picture::Size;
use crate::render::{Reference, Use};
use crate::source::Source;
use crate::world::{FileError, Layered, World};

/// The built-in style sheets and scripts, as `scripts/bundle` makes them of `web/`.
const BUILT_IN: [(&str, &str); 18] = [
    ("code.css", include_str!("../../static/code.css")),
    ("deck.css", include_str!("../../static/deck.css")),
    ("deck.js", include_str!("../../static/deck.js")),
    ("diagram.css", include_str!("../../static/diagram.css")),
    ("live.js", include_str!("../../static/live.js")),
    ("overflow.js", include_str!("../../static/overflow.js")),
    ("panels.css", include_str!("../../static/panels.css")),
    ("panels.js", include_str!("../../static/panels.js")),
    ("present.css", include_str!("../../static/present.css")),
    ("present.js", include_str!("../../static/present.js")),
    ("reading.css", include_str!("../../static/reading.css")),
    ("reading.js", include_str!("../../static/reading.js")),
    ("redirect.js", include_str!("../../static/redirect.js")),
    ("site.css", include_str!("../../static/site.css")),
    ("site.js", include_str!("../../static/site.js")),
    ("theme-slate.css", include_str!("../../static/theme-slate.css")),
    ("tools.css", include_str!("../../static/tools.css")),
    ("tools.js", include_str!("../../static/tools.js")),
];

/// The text of a built-in asset; empty for what is none.
pub fn built_in(name: &str) -> &'static str {
    BUILT_IN.iter().find(|(other, _)| *other == name).map_or("", |(_, text)| text)
}

/// What joins the presentation once the deck is there: one file for all of it.
const LATER: [&str; 4] = ["present", "panels", "reading", "tools"];

/// The addresses of the fingerprinted assets; empty for what a site has not.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(super) struct Assets {
    pub(super) deck_css: String,
    pub(super) code_css: String,
    pub(super) theme_css: String,
    pub(super) deck_js: String,
    pub(super) more_css: String,
    pub(super) more_js: String,
    pub(super) site_css: String,
    pub(super) site_js: String,
    pub(super) redirect_js: String,
    /// The picture in the browser's tab.
    pub(super) icon: String,
}

/// The built-in icon.
const ICON: &str = include_str!("icon.svg");

/// The names under which `static/` can hold the site's own icon, the best first.
const OWN_ICONS: [&str; 3] = ["favicon.svg", "favicon.png", "favicon.ico"];

impl Assets {
    /// Puts the assets into a site: the built-in ones or the site's own of the same name.
    pub(super) fn collect(
        world: &dyn World,
        site: &mut Site,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut put = |name: &str, parts: &[&str]| {
            let parts: Vec<_> =
                parts.iter().map(|part| part_of(world, part, diagnostics)).collect();
            put(site, name, &parts)
        };
        let later = |extension| LATER.map(|name| format!("{name}.{extension}"));
        let (more_css, more_js) = (later("css"), later("js"));
        Self {
            deck_css: put("deck.css", &["deck.css"]),
            code_css: put("code.css", &["code.css", "diagram.css"]),
            theme_css: put("theme.css", &["theme.css"]),
            deck_js: put("deck.js", &["deck.js"]),
            more_css: put("more.css", &more_css.each_ref().map(String::as_str)),
            more_js: put("more.js", &more_js.each_ref().map(String::as_str)),
            site_css: put("site.css", &["site.css"]),
            site_js: put("site.js", &["site.js"]),
            redirect_js: put("redirect.js", &["redirect.js"]),
            icon: icon(world, site),
        }
    }
}

/// The address of the site's own icon or of the built-in one: without a link to it, browsers ask
/// each host for `/favicon.ico`.
fn icon(world: &dyn World, site: &mut Site) -> String {
    let path = |name: &&str| ProjectPath::new(&format!("static/{name}"));
    if let Some(own) = OWN_ICONS.into_iter().find(|name| world.is_file(&path(name))) {
        // It is copied with the rest of `static/`; that of a revision may be another one.
        let (stem, extension) = own.rsplit_once('.').unwrap_or((own, ""));
        let Some(bytes) = world.bytes(&path(&own)) else { return own.to_owned() };
        let name = format!("assets/{stem}-{}.{extension}", fingerprint(&bytes));
        site.insert(&name, Content::Bytes(bytes));
        return name;
    }
    let name = format!("assets/icon-{}.svg", fingerprint(ICON.as_bytes()));
    site.insert(&name, Content::Bytes(Arc::from(ICON.as_bytes())));
    name
}

/// A file of an asset: its name, and the site's own one.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Part {
    name: String,
    own: Option<Source>,
}

impl Part {
    /// The site's own text or the built-in one; empty for what is neither. Both are published as
    /// they are, style sheets with what older browsers need beside them.
    fn text(&self) -> Cow<'_, str> {
        let text = self.own.as_ref().map_or_else(|| built_in(&self.name), Source::text);
        if self.name.ends_with("css") { for_older_browsers(text) } else { Cow::Borrowed(text) }
    }
}

impl Assets {
    /// All addresses, each at its own place.
    pub(super) fn addresses(&self) -> [&String; 10] {
        let Self { deck_css, code_css, theme_css, deck_js, more_css, more_js, .. } = self;
        let Self { site_css, site_js, redirect_js, icon, .. } = self;
        [
            deck_css,
            code_css,
            theme_css,
            deck_js,
            more_css,
            more_js,
            site_css,
            site_js,
            redirect_js,
            icon,
        ]
    }

    /// Whether a page with these assets has the same links, whatever their fingerprints are.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let pairs = self.addresses().into_iter().zip(other.addresses());
        pairs.into_iter().all(|(one, two)| one.is_empty() == two.is_empty())
    }

    /// The addresses as a page sees them that leads to the site's root by `root`, such as `../`.
    pub(super) fn seen_from(&self, root: &str) -> Self {
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
            site_css: seen(&self.site_css),
            site_js: seen(&self.site_js),
            redirect_js: seen(&self.redirect_js),
            icon: seen(&self.icon),
        }
    }
}

/// Copies everything of `static/` that is no asset, as it is.
pub(super) fn copy_static(world: &dyn World, site: &mut Site) {
    for file in world.list("static").iter() {
        let Some(name) = file.below("static") else { continue };
        let is_asset = name == "theme.css"
            || theme_name(name).is_some()
            || BUILT_IN.iter().any(|(other, _)| *other == name);
        if !is_asset {
            site.insert(name, Content::Copy(file.clone()));
        }
    }
}

fn part_of(world: &dyn World, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Part {
    let path = ProjectPath::new(&format!("static/{name}"));
    let own = match world.source(&path) {
        Ok(source) => Some(source),
        Err(error) => {
            // That the whole folder cannot be read is said once.
            let refused = world.refused("static");
            if refused.iter().all(|(folder, _)| folder.as_str() != "static") {
                diagnostics.extend(unusable(&world.origin(&path), error));
            }
            None
        }
    };
    Part { name: name.to_owned(), own }
}

/// The theme that a file of `static/` holds: `slate` for `theme-slate.css`.
fn theme_name(file: &str) -> Option<&str> {
    file.strip_prefix("theme-")?.strip_suffix(".css").filter(|name| !name.is_empty())
}

/// The addresses of the themes that manifests ask for, by name.
pub(super) fn themes(
    world: &dyn World,
    plans: &[&Plan],
    site: &mut Site,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let own = world.list("static");
    let own = own.iter().filter_map(|file| file.below("static"));
    let built_in = BUILT_IN.iter().map(|(name, _)| *name);
    let known: BTreeSet<_> =
        own.chain(built_in).filter_map(theme_name).map(str::to_owned).collect();
    let mut themes = BTreeMap::new();
    for plan in plans {
        let texts = &plan.manifest.texts;
        let Some((_, theme)) = texts.iter().find(|(key, _)| *key == "theme") else { continue };
        if theme.value.is_empty() || themes.contains_key(&theme.value) {
            continue;
        }
        if known.contains(&theme.value) {
            let name = format!("theme-{}.css", theme.value);
            let part = part_of(world, &name, diagnostics);
            themes.insert(theme.value.clone(), put(site, &name, &[part]));
            continue;
        }
        let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
        let problem = Problem::BadValue {
            key: "theme".to_owned(),
            found: theme.value.clone(),
            expected: format!("the name of a theme: {}", names.join(", ")),
        };
        diagnostics.push(Diagnostic::new(problem, theme.span.clone()));
    }
    themes
}

/// Writes an asset under a name that changes with its content, and returns its address.
fn put(site: &mut Site, name: &str, parts: &[Part]) -> String {
    let (path, bytes) = joined(name, parts);
    if !bytes.is_empty() {
        site.insert(&path, Content::Bytes(bytes));
    }
    path
}

/// The address and the content of an asset, put together once; both empty without any text.
#[comemo::memoize]
fn joined(name: &str, parts: &[Part]) -> (String, Arc<[u8]>) {
    let text: String = parts.iter().map(Part::text).collect();
    if text.is_empty() {
        return (String::new(), Arc::from([]));
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let path = format!("assets/{stem}-{}.{extension}", fingerprint(text.as_bytes()));
    (path, Arc::from(text.into_bytes()))
}

/// Ten hexadecimal digits of a content's hash.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish128().h1)[..10].to_owned()
}

/// An address of a deck that can lead to a file of the site.
#[derive(Debug)]
pub(super) struct Mention {
    /// Its place among the deck's files.
    index: usize,
    /// The path that it names.
    path: String,
    /// The file that it means, unless that lies outside the site.
    source: Option<ProjectPath>,
    /// Where a copy goes.
    out: Option<OutPath>,
}

/// The addresses of a deck that can lead to files of the site.
pub(super) fn mentions(deck: &Deck) -> Vec<Mention> {
    let mention = |(index, (file, _)): (usize, &(Reference, _))| {
        let path = local_path(&file.url)?;
        let source = ProjectPath::resolve("slides", &path);
        let out = source.as_ref().and_then(|source| source.below("slides"));
        Some(Mention { index, out: out.and_then(OutPath::new), source, path })
    };
    deck.files.iter().enumerate().filter_map(mention).collect()
}

/// Copies the files that decks refer to, at the paths that the authors wrote, and reports the
/// pictures that are not there.
pub(super) fn copy_referenced(
    world: &dyn World,
    decks: &[&Arc<Entry>],
    site: &mut Site,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut missing = BTreeSet::new();
    let sources = Sources::of(decks.iter().map(|entry| &entry.deck));
    for entry in decks {
        let deck = &entry.deck;
        for Mention { index, path, source, out } in &entry.mentions {
            let Some((file, span)) = deck.files.get(*index) else { continue };
            // Elsewhere nothing is looked for but sources.
            let is_source = is_source(path);
            let asked = source.as_ref().filter(|_| is_source || out.is_some());
            let is_there = asked.is_some_and(|source| world.is_file(source));
            let is_source =
                is_source || is_there && asked.is_some_and(|source| sources.have(world, source));
            if is_there && is_source {
                // Comments, notes and excluded slides stand in it.
                let problem = Problem::SourceLink { path: path.clone() };
                let mut diagnostic = match span {
                    Some(span) => Diagnostic::new(problem, span.clone()),
                    None => Diagnostic::nowhere(problem),
                };
                diagnostic.decks.push(deck.name.clone());
                diagnostics.push(diagnostic);
                continue;
            }
            if let (Some(source), Some(out), true) = (source, out, is_there) {
                if !site.files.contains_key(out) {
                    site.files.insert(out.clone(), Content::Copy(world.origin(source)));
                }
                continue;
            }
            if file.use_ == Use::Linked || site_has(site, path) {
                continue;
            }
            if !missing.insert((path.clone(), span.clone())) {
                continue;
            }
            if let Some(closed) = source.as_ref().and_then(|source| closed_folder(world, source)) {
                diagnostics.push(closed);
                continue;
            }
            let folder = source.as_ref().map_or("slides", |source| source.folder());
            let list = world.list(folder);
            let names = list.iter().filter_map(|file| file.below("slides"));
            let nearest = nearest(path, names).map(str::to_owned);
            let problem = Problem::MissingPicture { path: path.clone(), nearest };
            let mut diagnostic = match span {
                Some(span) => Diagnostic::new(problem, span.clone()),
                None => Diagnostic::nowhere(problem),
            };
            diagnostic.decks.push(deck.name.clone());
            diagnostics.push(diagnostic);
        }
    }
}

/// What is wrong with the folder of a picture, when it cannot be looked into: nobody knows then
/// whether the picture is there.
fn closed_folder(world: &dyn World, picture: &ProjectPath) -> Option<Diagnostic> {
    let refused = world.refused("slides");
    let is_above = |(path, _): &&(ProjectPath, FileError)| picture.below(path.as_str()).is_some();
    refused.iter().find(is_above).and_then(|(path, error)| unusable(path, error.clone()))
}

/// Where the pages of an event lie.
pub(super) struct Folder {
    /// `events/<slug>/`, or nothing when the event is the whole output.
    pub(super) path: String,
    /// From there to the top of the output.
    pub(super) to_root: &'static str,
}

/// Puts the files that a deck of an event refers to into a site, and returns the addresses that
/// are others there than on the slides: what the event shares with the site lies at the site's
/// place, what comes from a revision among the assets, by its content.
pub(super) fn copy_for_event(
    world: &Layered<'_>,
    (deck, names): (&Deck, &BTreeSet<String>),
    folder: &Folder,
    built: &mut Built,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let mut links = BTreeMap::new();
    let sources = Sources::of([deck]);
    for (file, span) in &deck.files {
        let Some(path) = local_path(&file.url) else { continue };
        let source = source_of(&file.url).filter(|source| world.is_file(source));
        if let Some(source) = source.as_ref().filter(|_| !is_source(&path))
            && sources.have(world, source)
        {
            let problem = Problem::SourceLink { path };
            diagnostics.extend(span.clone().map(|span| Diagnostic::new(problem, span)));
            continue;
        }
        let Some(source) = source.filter(|_| !is_source(&path)) else {
            let page = OutPath::new(&path);
            let is_own = page.is_some_and(|page| {
                built.pages.contains_key(&page) || built.site.files.contains_key(&page)
            });
            if is_own && !names.contains(&path) {
                links.insert(file.url.clone(), format!("{}{}", folder.to_root, file.url));
            } else if file.use_ == Use::Shown && !is_own {
                let problem = Problem::MissingPicture { path, nearest: None };
                diagnostics.extend(span.clone().map(|span| Diagnostic::new(problem, span)));
            }
            continue;
        };
        let real = world.origin(&source);
        let rest = &file.url[file.url.find(['?', '#']).unwrap_or(file.url.len())..];
        let site = &mut built.site;
        if let Some((blob, bytes)) = world.blob(&source).zip(world.bytes(&source)) {
            let (stem, extension) =
                source.file_name().rsplit_once('.').unwrap_or((source.file_name(), "bin"));
            let id = blob.get(..10).unwrap_or(&blob);
            let out = format!("assets/{stem}-{id}.{extension}");
            let address = format!("{}{}{rest}", folder.to_root, percent_encoded(&out));
            site.insert(&out, Content::Bytes(bytes));
            links.insert(file.url.clone(), address);
        } else if let Some(below) = name_as_asked(&source, &real).below("slides") {
            let out = OutPath::new(below);
            site.files.extend(out.map(|out| (out, Content::Copy(real.clone()))));
            if !folder.to_root.is_empty() {
                links.insert(file.url.clone(), format!("{}{}", folder.to_root, file.url));
            }
        } else if let Some(below) = source.below("slides") {
            site.insert(&format!("{}{below}", folder.path), Content::Copy(real));
        }
    }
    links
}

/// The name under which a file is copied: its own, in the spelling of the slide.
fn name_as_asked<'a>(asked: &'a ProjectPath, real: &'a ProjectPath) -> &'a ProjectPath {
    if is_same_name(asked.as_str(), real.as_str()) { asked } else { real }
}

/// The file of the site that an address on a slide means.
pub(super) fn source_of(url: &str) -> Option<ProjectPath> {
    ProjectPath::resolve("slides", &local_path(url)?)
}

/// The sizes of a deck's pictures, by their addresses.
pub(super) fn picture_sizes(world: &dyn World, deck: &Deck) -> BTreeMap<String, Size> {
    let pictures = deck.slides.iter().flat_map(|slide| &slide.rendered.pictures);
    let urls: BTreeSet<&str> = pictures.map(|picture| picture.url.as_str()).collect();
    let size = |url: &str| {
        let path = ProjectPath::resolve("slides", &local_path(url)?)?;
        path.below("slides")?;
        Some((url.to_owned(), world.picture_size(&path)?))
    };
    urls.into_iter().filter_map(size).collect()
}

fn site_has(site: &Site, path: &str) -> bool {
    OutPath::new(path).is_some_and(|path| site.files.contains_key(&path))
}

/// The path of an address in the site, without query and fragment; `None` for what lies
/// elsewhere.
pub(super) fn local_path(url: &str) -> Option<String> {
    if url.starts_with("https://") || url.starts_with("http://") {
        // As what follows would find; most addresses are such.
        return None;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let scheme = path.split(['/', '.']).next().unwrap_or_default();
    if path.is_empty() || path.starts_with('/') || scheme.contains(':') {
        return None;
    }
    Some(percent_decoded(path))
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_addresses_in_the_site_have_a_path() {
        assert_eq!(local_path("images/a%20b.png?x#y").as_deref(), Some("images/a b.png"));
        assert_eq!(local_path("./a.png").as_deref(), Some("./a.png"));
        for url in ["https://h/x.png", "mailto:a@b", "data:image/png;base64,x", "/x", "//h/x", "#a"]
        {
            assert_eq!(local_path(url), None, "{url}");
        }
    }
}
