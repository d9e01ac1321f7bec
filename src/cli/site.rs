//! Which folder is the site of a command: the one that `--site` names, the current one, or the nearest one
//! above it that is a site. And the message for folders without a site.

use std::path::{Component, Path, PathBuf};

use crate::diag::Code;
use crate::io::around;
use crate::io::files::DiskWorld;
use crate::path::ProjectPath;
use crate::site;
use crate::world::World;

/// The file that lists the events.
pub(super) const EVENTS: &str = "workshops.yml";

/// How many folders above one that `--site` names may be the site.
const MOST_FOLDERS_UP: usize = 3;

/// The folder of a site, and how it was found.
#[derive(Clone, Debug)]
pub(super) enum SiteFolder {
    /// It was named.
    Named(PathBuf),
    /// It is the current folder, or no folder is a site.
    Current,
    /// It is a folder above the current one.
    Above(PathBuf),
}

impl SiteFolder {
    /// The site that a command is about.
    pub(super) fn find(named: Option<&Path>) -> Self {
        match named {
            Some(named) => Self::Named(named.to_owned()),
            None if DiskWorld::new(Path::new(".")).is_ok_and(|world| is_begun(&world)) => {
                Self::Current
            }
            None => match above(Path::new(".")) {
                Some(folder) => Self::Above(folder),
                None => Self::Current,
            },
        }
    }

    /// The path of the folder.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Named(path) | Self::Above(path) => path,
            Self::Current => Path::new("."),
        }
    }

    /// A note for users whose current folder is not the site's.
    pub(super) fn note(&self) -> Option<String> {
        match self {
            Self::Above(path) => Some(format!("the site is {}\n", path.display())),
            Self::Named(_) | Self::Current => None,
        }
    }

    /// The only site in a folder of this one.
    fn site_within(&self) -> Option<PathBuf> {
        let folders = around::folders_in(self.path());
        let is_site = |folder: &PathBuf| DiskWorld::new(folder).is_ok_and(|world| is_site(&world));
        let mut sites = folders.into_iter().filter(is_site);
        let only = sites.next().filter(|_| sites.next().is_none())?;
        Some(only.strip_prefix(".").map(Path::to_owned).unwrap_or(only))
    }

    /// Why there is no deck, and where to find or get one.
    pub(super) fn no_manifest(&self, world: &dyn World) -> String {
        let code = Code::NoDeck.name();
        if let Some(fix) = near_manifest(world) {
            return format!("error[{code}]: there is no manifest `slides/*.yml` here: {fix}");
        }
        let (place, new) = match self {
            Self::Named(path) => {
                if let Some(up) = site_above(path) {
                    let site = folder_above(path, &up);
                    return format!(
                        "error[{code}]: {} is a folder inside a site: name the folder of the site, \
                         `--site {}`",
                        path.display(),
                        site.display()
                    );
                }
                (format!("in `{}`", path.display()), path.display().to_string())
            }
            Self::Above(path) => (format!("in `{}`", path.display()), "DIR".to_owned()),
            Self::Current => ("here".to_owned(), "DIR".to_owned()),
        };
        if world.is_file(&ProjectPath::new(EVENTS)) {
            return format!(
                "error[{code}]: there is no manifest `slides/*.yml` {place}: write one, such as \
                 `slides/talk.yml` with the lines `title: My talk` and `content: [talk.md]`"
            );
        }
        if let Some(inner) = self.site_within() {
            return format!(
                "error[{code}]: there is no manifest `slides/*.yml` {place}: go to the site with \
                 `cd {inner}`, or name it with `--site {inner}`",
                inner = inner.display()
            );
        }
        let new = format!("deckyard new {new}");
        let width = new.chars().count().max("deckyard import PATH".len());
        let line = |command: &str, what: &str| format!("\n  {command:<width$}   {what}");
        let mut text = format!("error[{code}]: there is no manifest `slides/*.yml` {place}");
        text += &line(&new, "begin a site, with two small decks");
        text += &line(
            "deckyard import PATH",
            "take decks that you have: remark, xaringan, Marp, reveal-md",
        );
        text += &line("--site DIR", "name the folder of a site that is elsewhere");
        text
    }
}

/// The nearest site above a folder.
pub(super) fn above(folder: &Path) -> Option<PathBuf> {
    let home = std::env::home_dir();
    let mut folders = around::folders_above(folder, home.as_deref()).into_iter();
    folders.find(|folder| DiskWorld::new(folder).is_ok_and(|world| is_site(&world)))
}

/// Whether commands mean the current folder, even if it is not a complete site.
fn is_begun(world: &dyn World) -> bool {
    world.is_file(&ProjectPath::new(EVENTS)) || !site::manifests(world).is_empty()
}

/// Whether a folder above the current one is a site: files in `slides/` may be of another program.
fn is_site(world: &dyn World) -> bool {
    let is_manifest = |path: &ProjectPath| looks_like_manifest(world, path);
    world.is_file(&ProjectPath::new(EVENTS)) || site::manifests(world).iter().any(is_manifest)
}

fn looks_like_manifest(world: &dyn World, path: &ProjectPath) -> bool {
    let is_key = |line: &str| line.starts_with("content:") || line.starts_with("chapters:");
    world.source(path).is_ok_and(|source| source.text().lines().any(is_key))
}

/// The file that would be a manifest under another name, and that name.
fn near_manifest(world: &dyn World) -> Option<String> {
    let near =
        ["slides", "slide", "Slides", "decks", "presentations"].iter().find_map(|folder| {
            let files = world.list(folder);
            let is_yaml = |path: &&ProjectPath| {
                let name = path.file_name().to_lowercase();
                [".yaml", ".yml", ".yml.txt", ".yaml.txt"].iter().any(|end| name.ends_with(end))
            };
            files.iter().filter(is_yaml).find(|path| looks_like_manifest(world, path)).cloned()
        })?;
    let stem = near.stem().split('.').next().unwrap_or_default();
    Some(format!("rename `{near}` to `slides/{stem}.yml`"))
}

/// The folder this many levels above another one, without `..` if the path allows it.
fn folder_above(folder: &Path, up: &str) -> PathBuf {
    let is_plain = folder.components().all(|part| matches!(part, Component::Normal(_)));
    let levels = up.split('/').count();
    match folder.ancestors().nth(levels).filter(|_| is_plain) {
        Some(above) if above.as_os_str().is_empty() => PathBuf::from("."),
        Some(above) => above.to_owned(),
        None if folder == Path::new(".") => PathBuf::from(up),
        None => folder.join(up),
    }
}

/// The site's folder, if it is one of those above this one.
fn site_above(site: &Path) -> Option<String> {
    let mut up = String::new();
    (0..MOST_FOLDERS_UP).find_map(|_| {
        up.push_str(if up.is_empty() { ".." } else { "/.." });
        let above = DiskWorld::new(&site.join(&up)).ok()?;
        (!site::manifests(&above).is_empty()).then(|| up.clone())
    })
}
