//! The addresses in the author's style sheets: the files to which they refer, and their new form
//! after the sheet has moved to `assets/`.

use std::collections::{BTreeMap, BTreeSet};

use super::built_in::{BUILT_IN, theme_of_file};
use super::imports::built_in_theme;
use crate::diag::nearest::{Suggester, nearest};
use crate::diag::{AddressProblem, Diagnostic};
use crate::model::is_source;
use crate::output::{Claim, Content};
use crate::path::{OutPath, ProjectPath};
use crate::render::css;
use crate::routes::fingerprint;
use crate::routes::{Destination, InsideAddress, Route, destination};
use crate::source::Source;
use crate::world::World;

/// Where a style sheet of `static/` is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SheetPlace {
    /// In `assets/`, under a name that changes with its content.
    Assets,
    /// At its own path.
    Unmoved,
    /// In `assets/` as well, after the site's own sheet: the sheet of an event, in its overlay. Its
    /// addresses are relative to `slides/`, where the overlay appears, or to `static/`.
    OfOverlay,
    /// In `assets/` as well: it is in this folder of a theme, and its addresses are relative to its
    /// own path there.
    Theme(String),
    /// In this folder of a theme, and published at that path, because another sheet imports it.
    BesideTheme(String),
}

impl SheetPlace {
    /// Whether the sheet is published at another path.
    fn is_moved(&self) -> bool {
        match self {
            Self::Assets | Self::OfOverlay | Self::Theme(_) => true,
            Self::Unmoved | Self::BesideTheme(_) => false,
        }
    }
}

/// The changes that the addresses in a style sheet need.
#[derive(Default)]
pub(super) struct SheetFiles {
    /// The addresses that differ in the published sheet.
    pub(super) links: BTreeMap<String, String>,
    /// The files of `slides/` that it shows.
    pub(super) claims: Vec<Claim>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Looks up the addresses of style sheets.
#[derive(Copy, Clone)]
pub(super) struct SheetReader<'a> {
    pub(super) world: &'a dyn World,
    /// The folder of the site on its host.
    pub(super) base: &'a str,
    /// The overlay through which the world is read, if any.
    pub(super) overlay: Option<OverlayPlace<'a>>,
}

/// An overlay, and where its files are published.
#[derive(Copy, Clone)]
pub(super) struct OverlayPlace<'a> {
    /// Its folder in the site.
    pub(super) folder: &'a str,
    /// The slug of its event.
    pub(super) slug: &'a str,
}

/// A file that a style sheet shows, by its path in the output.
struct SheetTarget {
    out: OutPath,
    /// How it is published, if nothing else publishes it.
    claim: Option<Claim>,
}

impl SheetTarget {
    /// A file to be copied. Those of a revision do not: they may differ from the current ones.
    fn copied(out: OutPath, file: ProjectPath) -> Self {
        let is_of_today = file.revision().is_none();
        Self { claim: is_of_today.then(|| Claim::referenced(out.clone(), file)), out }
    }
}

impl SheetReader<'_> {
    /// The files of an author's style sheet. Nothing is reported for a sheet of a revision, which
    /// cannot be changed.
    pub(super) fn read(self, sheet: &Source, place: &SheetPlace) -> SheetFiles {
        let mut files = SheetFiles::default();
        let mut seen = BTreeSet::new();
        for found in css::sheet_urls(sheet.text()) {
            // An unclosed one continues on the next line, and is reported separately.
            if found.url.is_empty() || found.url.contains('\n') || !seen.insert(found.url.clone()) {
                continue;
            }
            if place.is_moved() && built_in_theme(&found.url).is_some() {
                continue;
            }
            let problem = match destination(&found.url, self.base) {
                Destination::Elsewhere => continue,
                Destination::Nowhere(fault) => {
                    AddressProblem::DeadPicture { address: found.url, fault, nearest: None }
                }
                Destination::Inside(address) => match self.target(sheet.path(), place, &address) {
                    Some(target) => {
                        files.add(&found.url, (&address, target), place);
                        continue;
                    }
                    None => self.problem(found.url, &address, (sheet.path(), place)),
                },
            };
            files.report(sheet, found.range, problem);
        }
        for css::BareUrl { property, address, range } in css::bare_addresses(sheet.text()) {
            files.report(sheet, range, AddressProblem::BareAddress { property, address });
        }
        files
    }

    /// The file to which an address refers: relative to the author's file or, for a sheet that
    /// moves, to the published one.
    fn target(
        self,
        sheet: &ProjectPath,
        place: &SheetPlace,
        address: &InsideAddress,
    ) -> Option<SheetTarget> {
        let sheet = sheet.revision().map_or(sheet.as_str(), |(_, path)| path);
        if let SheetPlace::Theme(theme) | SheetPlace::BesideTheme(theme) = place
            && !address.is_absolute
        {
            return self
                .file_of_theme(theme, &ProjectPath::resolve(folder_of(sheet), &address.path)?);
        }
        let folder = match sheet.rsplit_once('/') {
            Some((folder, _)) if !address.is_absolute && *place != SheetPlace::OfOverlay => folder,
            _ => "static",
        };
        let from = |folder: &str| {
            let path = ProjectPath::resolve(folder, &address.path)?;
            self.file(path.below("static")?)
        };
        let published = || match place {
            SheetPlace::Assets if !address.is_absolute => from("static/assets"),
            SheetPlace::Assets
            | SheetPlace::Unmoved
            | SheetPlace::OfOverlay
            | SheetPlace::Theme(_)
            | SheetPlace::BesideTheme(_) => None,
        };
        from(folder).or_else(published)
    }

    /// The file at a path of the output.
    fn file(self, path: &str) -> Option<SheetTarget> {
        let out = OutPath::new(path)?;
        if let Some(own) = self.file_of_overlay(path) {
            return Some(own);
        }
        if self.world.is_file(&ProjectPath::new(&format!("static/{path}"))) {
            return Some(SheetTarget { out, claim: None });
        }
        let slides = ProjectPath::new(&format!("slides/{path}"));
        let is_there = self.world.is_file(&slides) && !is_source(path);
        is_there.then(|| SheetTarget::copied(out, self.world.origin(&slides)))
    }

    /// A file in the folder of a theme, published at the same path. A file of a revision, which may
    /// differ from the current one, has a separate name.
    fn file_of_theme(self, theme: &str, path: &ProjectPath) -> Option<SheetTarget> {
        let name = path.below(theme)?;
        if is_source(name) || name.starts_with("templates/") || !self.world.is_file(path) {
            return None;
        }
        let file = self.world.origin(path);
        let Some(bytes) = file.revision().and_then(|_| self.world.bytes(path)) else {
            return Some(SheetTarget::copied(OutPath::new(path.as_str())?, file));
        };
        let (stem, extension) = path.file_name().rsplit_once('.')?;
        let route = Route::asset(stem, &fingerprint(&bytes), extension);
        let claim = Claim::generated(route, Content::Bytes(bytes), None);
        Some(SheetTarget { out: claim.path.clone(), claim: Some(claim) })
    }

    /// The file of the overlay for a path, which is published with the event's decks.
    fn file_of_overlay(self, path: &str) -> Option<SheetTarget> {
        let overlay = self.overlay?;
        let file = self.world.origin(&ProjectPath::new(&format!("slides/{path}")));
        let is_own =
            file.below(overlay.folder).is_some() && self.world.is_file(&file) && !is_source(path);
        let out = OutPath::new(&format!("events/{}/{path}", overlay.slug))?;
        is_own.then(|| SheetTarget::copied(out, file))
    }

    fn problem(
        self,
        url: String,
        address: &InsideAddress,
        (sheet, place): (&ProjectPath, &SheetPlace),
    ) -> AddressProblem {
        if let SheetPlace::Theme(theme) | SheetPlace::BesideTheme(theme) = place
            && !address.is_absolute
        {
            return self.problem_in_theme(url, theme, (sheet, place));
        }
        let files = ["static", "slides"].map(|folder| (folder, self.world.list(folder)));
        let names = files.iter().flat_map(|(folder, files)| {
            let others = files.iter().filter(|file| *file != sheet);
            others.filter_map(|file| file.below(folder)).filter(|name| !is_source(name))
        });
        let names: Vec<&str> = names.collect();
        let path = address.path.replace('\\', "/");
        let file_name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let own_name = file_name(&path);
        let same_name = names.iter().find(|name| file_name(name) == own_name).copied();
        let clean = path.trim_start_matches("./").trim_start_matches("../");
        let near = || Suggester::default().nearest(clean, names.iter().copied());
        let theme = near_theme(&path).filter(|_| place.is_moved());
        let nearest = same_name.or(theme).or_else(near).map(str::to_owned);
        AddressProblem::SheetAddress { address: url, nearest }
    }

    /// A suggestion is relative to the sheet, like the address.
    fn problem_in_theme(
        self,
        url: String,
        theme: &str,
        (sheet, place): (&ProjectPath, &SheetPlace),
    ) -> AddressProblem {
        let own = sheet.revision().map_or(sheet.as_str(), |(_, path)| path);
        let up = folder_of(own).strip_prefix(theme).unwrap_or_default().matches('/').count();
        let files = self.world.list(theme);
        let names = files.iter().filter(|file| file.as_str() != own);
        let names = names.filter_map(|file| file.below(theme));
        let names = names.filter(|name| !is_source(name) && !name.starts_with("templates/"));
        let names: Vec<String> = names.map(|name| format!("{}{name}", "../".repeat(up))).collect();
        let file_name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let same = names.iter().find(|name| file_name(name) == file_name(&url)).cloned();
        let near = || Suggester::default().nearest(&url, names.iter().map(String::as_str));
        let built_in = near_theme(&url).filter(|_| place.is_moved());
        let nearest = same.or_else(|| built_in.or_else(near).map(str::to_owned));
        AddressProblem::ThemeAddress { address: url, folder: format!("{theme}/"), nearest }
    }
}

/// The file of the built-in theme that the author probably intended: its name without the extension
/// or a prefix, in another folder, or with a typo.
fn near_theme(address: &str) -> Option<&'static str> {
    let file = address.rsplit(['/', '\\']).next().unwrap_or(address).to_lowercase();
    let file = file.strip_suffix(".css").unwrap_or(&file);
    let asked = file.strip_prefix("theme-").unwrap_or(file);
    if asked.contains('.') {
        return None; // A picture or a font.
    }
    let files = BUILT_IN.iter().map(|(file, _)| *file);
    let themes: Vec<_> =
        files.filter_map(|file| theme_of_file(file).map(|theme| (theme, file))).collect();
    let names = || themes.iter().map(|(theme, _)| *theme);
    let meant = names().find(|theme| *theme == asked).or_else(|| nearest(asked, names()))?;
    themes.iter().find(|(theme, _)| *theme == meant).map(|(_, file)| *file)
}

/// The folder of a path.
fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl SheetFiles {
    fn add(
        &mut self,
        url: &str,
        (address, target): (&InsideAddress, SheetTarget),
        place: &SheetPlace,
    ) {
        if place.is_moved() {
            let rest = address.written.find(['?', '#']).map_or("", |at| &address.written[at..]);
            let path = crate::path::percent_encoded(target.out.as_str());
            let to = match target.out.as_str().strip_prefix("assets/") {
                // An author's file in the folder to which the sheet moves.
                Some(_) => format!("{}{rest}", path.trim_start_matches("assets/")),
                None => format!("../{path}{rest}"),
            };
            if to != url {
                self.links.insert(url.to_owned(), to);
            }
        }
        self.claims.extend(target.claim);
    }

    fn report(&mut self, sheet: &Source, range: std::ops::Range<usize>, problem: AddressProblem) {
        if sheet.path().revision().is_none() {
            self.diagnostics.push(Diagnostic::new(problem, sheet.span(range)));
        }
    }
}
