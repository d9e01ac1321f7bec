//! Sites: all decks of a world become an ordered map from output paths to contents.
//!
//! The one room that may use threads. The order of the work does not show in the result.

mod assets;
mod page;
mod tags;
mod templates;

use std::collections::btree_map::{BTreeMap, Entry};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;
use siphasher::sip128::{Hasher128, SipHasher13};

pub use self::assets::built_in;

use self::assets::Assets;
use self::templates::Templates;
use crate::deck::{self, Account, Deck, Plan, Repository};
use crate::diag::{Code, Diagnostic, Problem, Warned, merged};
use crate::manifest::{self, Manifest, Overrides};
use crate::path::{OutPath, ProjectPath};
use crate::render::{self, Rendered, SlideSource};
use crate::source::Source;
use crate::span::Span;
use crate::world::World;

/// What to build, resolved from the command line and the environment.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The decks to build, by name; all when empty.
    pub decks: Vec<String>,
    /// Values in front of those of the manifests.
    pub overrides: Overrides,
    /// Where the sources can be seen and edited.
    pub repository: Repository,
    /// Whether slides say where they were written.
    pub sources: Sources,
    /// Whether advice is given as well: what could be better, though nothing is wrong.
    pub advice: Advice,
}

/// Whether advice is given as well.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Advice {
    /// As `deckyard check` does.
    #[default]
    Wanted,
    /// As `deckyard build` has it: what it says must be worth reading each time.
    Unwanted,
}

/// Whether slides say where they were written.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Sources {
    /// `data-source` and the footer with its edit link.
    #[default]
    Shown,
    /// Neither.
    Hidden,
}

/// The content of a file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A copy of a file of the site.
    Copy(ProjectPath),
}

/// A site, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The files of the output.
    pub files: BTreeMap<OutPath, Content>,
    /// Per deck what it shows and leaves out, in the order of the names.
    pub accounts: Vec<(String, Account)>,
}

impl Site {
    fn insert(&mut self, path: &str, content: Content) {
        if let Some(path) = OutPath::new(path) {
            self.files.insert(path, content);
        }
    }

    fn insert_text(&mut self, path: &str, text: String) {
        self.insert(path, Content::Bytes(Arc::from(text.into_bytes())));
    }
}

/// The manifests of a site: the files `*.yml` directly in `slides/`.
pub fn manifests(world: &dyn World) -> Vec<ProjectPath> {
    let files = world.list("slides");
    let is_manifest = |file: &&ProjectPath| file.folder() == "slides" && file.has_extension("yml");
    let mut manifests: Vec<_> = files.iter().filter(is_manifest).cloned().collect();
    manifests.sort();
    manifests
}

/// Builds a site. With an error among the diagnostics it is not fit to be written.
pub fn build(world: &dyn World, config: &Config) -> Warned<Site> {
    let mut diagnostics = Vec::new();
    let paths: Vec<_> = manifests(world)
        .into_iter()
        .filter(|path| config.decks.is_empty() || config.decks.iter().any(|d| d == path.stem()))
        .collect();
    let plans: Vec<Plan> = paths
        .par_iter()
        .map(|path| planned(world, config, path))
        .collect::<Vec<_>>()
        .into_iter()
        .filter_map(|plan| plan.take(&mut diagnostics))
        .collect();
    tags::check(&plans, &mut diagnostics);
    let rendered = render_distinct(&plans);
    let decks: Vec<Warned<Deck>> =
        plans.par_iter().map(|plan| assembled(plan, &rendered)).collect();
    let decks: Vec<Deck> = decks.into_iter().map(|deck| deck.take(&mut diagnostics)).collect();
    clashes(world, &plans, &mut diagnostics);

    let settings = settings(world, &mut diagnostics);
    let templates = Templates::load(world, &mut diagnostics);
    let mut site = Site::default();
    let assets = Assets::collect(world, &mut site, &mut diagnostics);
    let themes = assets::themes(world, &plans, &mut site, &mut diagnostics);
    assets::copy_referenced(world, &decks, &mut site, &mut diagnostics);
    let view =
        page::SiteView { world, config, settings: &settings, assets: &assets, themes: &themes };
    let pages: Vec<_> = plans
        .par_iter()
        .zip(&decks)
        .map(|(plan, deck)| (&deck.name, page::deck(&view, &templates, plan, deck)))
        .collect();
    for (name, rendered) in pages {
        if let Some(html) = rendered.take(&mut diagnostics) {
            site.insert_text(&format!("{name}.html"), html);
        }
    }
    page::others(&view, &templates, &plans, &decks, &mut site).take(&mut diagnostics);
    site.accounts = decks.iter().map(|deck| (deck.name.clone(), deck.account.clone())).collect();
    if config.advice == Advice::Unwanted {
        diagnostics.retain(|diagnostic| diagnostic.problem.code() != Code::MissingAlt);
    }
    Warned::new(site, merged(diagnostics))
}

/// Settings of the whole site, from `workshops.yml`.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) title: String,
    pub(crate) url: String,
}

fn settings(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Settings {
    let mut settings = Settings { title: "Slides".to_owned(), url: String::new() };
    let Ok(source) = world.source(&ProjectPath::new("workshops.yml")) else { return settings };
    match manifest::yaml::read(&source) {
        Err(diagnostic) => diagnostics.push(*diagnostic),
        Ok(yaml) => {
            let text = |key: &str| yaml.get("site").and_then(|site| site.get(key)?.scalar());
            if let Some(title) = text("title") {
                title.clone_into(&mut settings.title);
            }
            if let Some(url) = text("url") {
                url.clone_into(&mut settings.url);
            }
        }
    }
    settings
}

fn planned(world: &dyn World, config: &Config, path: &ProjectPath) -> Warned<Option<Plan>> {
    let mut diagnostics = Vec::new();
    let plan = source(world, path, &mut diagnostics)
        .and_then(|source| manifest::read(&source, &config.overrides).take(&mut diagnostics))
        .map(|manifest: Manifest| {
            deck::plan(world, manifest, config.repository.clone(), std::mem::take(&mut diagnostics))
        });
    let plan = plan.map(|mut plan| {
        diagnostics.append(&mut plan.diagnostics);
        plan
    });
    for diagnostic in &mut diagnostics {
        diagnostic.decks.push(path.stem().to_owned());
    }
    Warned::new(plan, diagnostics)
}

fn source(
    world: &dyn World,
    path: &ProjectPath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Source> {
    use crate::world::FileError;
    let error = match world.source(path) {
        Ok(source) => return Some(source),
        Err(error) => error,
    };
    let name = path.to_string();
    if let FileError::NotUtf8(byte) = error {
        diagnostics.push(not_utf8(path, byte));
        return None;
    }
    let problem = match error {
        FileError::NotUtf8(_) => Problem::NotUtf8 { path: name },
        FileError::Outside => Problem::OutsideSite { path: name },
        FileError::Folder => Problem::ChapterFolder { path: name },
        FileError::Missing => {
            Problem::UnreadableFile { path: name, reason: "it is gone".to_owned() }
        }
        FileError::Unreadable(reason) => Problem::UnreadableFile { path: name, reason },
    };
    diagnostics.push(Diagnostic::new(problem, Span::start_of(path.clone())));
    None
}

/// A diagnostic about a file whose text ends at a byte.
fn not_utf8(path: &ProjectPath, byte: usize) -> Diagnostic {
    let problem = Problem::NotUtf8 { path: path.to_string() };
    Diagnostic::new(problem, Span::new(path.clone(), byte, byte + 1))
}

/// Renders each distinct slide once, on all threads, and gives the slides by their hash.
///
/// The cache of `render` does not join two threads that miss the same slide, so decks must not
/// look there first.
fn render_distinct(plans: &[Plan]) -> HashMap<u128, Arc<Rendered>> {
    let mut seen = HashSet::new();
    let mut work: Vec<(u128, &SlideSource, &Plan)> = Vec::new();
    for plan in plans {
        for slide in &plan.slides {
            let hash = hash(&slide.source);
            if seen.insert(hash) {
                work.push((hash, &slide.source, plan));
            }
        }
    }
    work.par_iter()
        .map(|(hash, source, plan)| (*hash, render::render(source, &plan.labels)))
        .collect()
}

/// 128 bits, which never collide by chance.
fn hash(source: &SlideSource) -> u128 {
    let mut hasher = SipHasher13::new();
    source.hash(&mut hasher);
    hasher.finish128().as_u128()
}

fn assembled(plan: &Plan, known: &HashMap<u128, Arc<Rendered>>) -> Warned<Deck> {
    let mut diagnostics = Vec::new();
    let of_slide = |source: &SlideSource| match known.get(&hash(source)) {
        // A slide with link labels may look otherwise in another deck.
        Some(rendered) if !rendered.has_labels => Arc::clone(rendered),
        _ => render::render(source, &plan.labels),
    };
    let rendered = plan.slides.iter().map(|slide| of_slide(&slide.source)).collect();
    let deck = deck::assemble(plan, rendered, &mut diagnostics);
    for diagnostic in &mut diagnostics {
        diagnostic.decks.push(deck.name.clone());
    }
    Warned::new(deck, diagnostics)
}

/// Decks that would be written to one file: names that differ in case only, or that the site
/// or a file of `static/` needs for itself.
fn clashes(world: &dyn World, plans: &[Plan], diagnostics: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<String, String> = ["index.html", "past.html", "404.html"]
        .into_iter()
        .map(|name| (name.to_owned(), "the site itself".to_owned()))
        .collect();
    let mut take = |name: String, path: &ProjectPath| match taken.entry(name.to_lowercase()) {
        Entry::Vacant(entry) => {
            entry.insert(format!("`{path}`"));
        }
        Entry::Occupied(entry) => {
            let problem = Problem::OutputClash { name, other: entry.get().clone() };
            diagnostics.push(Diagnostic::new(problem, Span::start_of(path.clone())));
        }
    };
    for plan in plans {
        take(format!("{}.html", plan.manifest.name), &plan.manifest.path);
    }
    for file in world.list("static").iter() {
        let name = file.below("static").unwrap_or_default();
        if name.rsplit_once('.').is_some_and(|(_, extension)| extension == "html") {
            take(name.to_owned(), file);
        }
    }
}
