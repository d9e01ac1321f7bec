//! Whether a path is written as the disk has it.
//!
//! Some disks find `K8S/Rollout.md` under `k8s/rollout.md`, `pic.png` under `pic.png.`, or one
//! spelling of `é` under another; Windows finds all of that under `k8s\rollout.md` too. Such a site
//! breaks on other systems, so a file whose name is spelled differently counts as missing,
//! everywhere.
//!
//! On a case-sensitive disk, one query per folder reveals that. Elsewhere folders are listed: a
//! listing has the true names. Symbolic links are followed the same way, name by name.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::io::beneath::{self, Root};

/// How many links may follow each other.
const LONGEST_CHAIN: usize = 40;

/// The queries to the disk.
pub(super) trait Folders {
    /// Whether the disk finds something under a path.
    fn has(&self, path: &str) -> bool;

    /// The names in a folder, and whether they are symbolic links; `None` if it cannot be listed.
    fn names(&self, folder: &str) -> Option<BTreeMap<String, bool>>;

    /// The target of a symbolic link.
    fn target(&self, link: &str) -> Option<String>;
}

/// Whether one request can show that the disk distinguishes the case of names: on these systems there are only cases and
/// accents, while Windows finds files under many names.
const MAY_ASK: bool = cfg!(not(any(windows, target_vendor = "apple")));

/// How the names of a folder have to be compared.
#[derive(Clone)]
enum FolderNames {
    /// The disk distinguishes them.
    Strict,
    /// These are the names.
    Listed(Arc<BTreeMap<String, bool>>),
}

/// The targets of the names of a path.
enum Step {
    /// To this path.
    To(String),
    /// It is spelled differently on the disk.
    Misspelt,
    /// Out of the site, or in a circle: other code detects that.
    Unknown,
}

/// The true names of the entries of requested folders.
#[derive(Default)]
pub(super) struct ExactNames {
    /// Whether a folder had to be listed: on other disks, no further query is necessary.
    is_any_listed: AtomicBool,
    folders: Mutex<BTreeMap<String, FolderNames>>,
}

impl ExactNames {
    /// Whether an existing path is spelled as on the disk.
    pub(super) fn are_in(&self, disk: &impl Folders, path: &str) -> bool {
        !matches!(self.walk(disk, String::new(), path, LONGEST_CHAIN), Step::Misspelt)
    }

    /// The longest beginning of a path that exists as it is written.
    pub(super) fn exact_part<'p>(&self, disk: &impl Folders, path: &'p str) -> &'p str {
        let mut part = path;
        while !(disk.has(part) && self.are_in(disk, part)) {
            part = part.rsplit_once('/').map_or("", |(above, _)| above);
            if part.is_empty() {
                break;
            }
        }
        part
    }

    /// Whether a path finds an entry whose name on the disk is spelled differently.
    pub(super) fn are_not_in(&self, disk: &impl Folders, path: &str) -> bool {
        let may_be = self.is_any_listed.load(Ordering::Relaxed);
        may_be && disk.has(path) && !self.are_in(disk, path)
    }

    /// Forgets all names.
    pub(super) fn forget(&self) {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Follows a path from a folder without links, name by name.
    fn walk(&self, disk: &impl Folders, from: String, path: &str, links: usize) -> Step {
        let mut at = from;
        for name in path.split('/') {
            match name {
                "" | "." => {}
                ".." => match at.rsplit_once('/') {
                    Some((above, _)) => at = above.to_owned(),
                    None if at.is_empty() => return Step::Unknown,
                    None => at.clear(),
                },
                name => match self.step(disk, &at, name, links) {
                    Step::To(next) => at = next,
                    other => return other,
                },
            }
        }
        Step::To(at)
    }

    fn step(&self, disk: &impl Folders, folder: &str, name: &str, links: usize) -> Step {
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let FolderNames::Listed(names) = self.names(disk, folder, name) else {
            return Step::To(path);
        };
        match names.get(name) {
            None => Step::Misspelt,
            Some(false) => Step::To(path),
            Some(true) if links == 0 => Step::Unknown,
            Some(true) => match disk.target(&path) {
                Some(target) if !target.starts_with('/') => {
                    self.walk(disk, folder.to_owned(), &target, links - 1)
                }
                Some(_) | None => Step::Unknown,
            },
        }
    }

    /// How the names of a folder have to be compared, for a name under which something was found.
    fn names(&self, disk: &impl Folders, folder: &str, name: &str) -> FolderNames {
        let locked = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let known = locked().get(folder).cloned();
        match known {
            Some(known @ FolderNames::Listed(_)) => return known,
            // The query was about case: accents may behave differently.
            Some(FolderNames::Strict) if name.is_ascii() => return FolderNames::Strict,
            Some(FolderNames::Strict) | None => {}
        }
        if MAY_ASK && name.is_ascii() {
            match tells_apart(disk, folder, name) {
                Some(true) => {
                    locked().insert(folder.to_owned(), FolderNames::Strict);
                    return FolderNames::Strict;
                }
                Some(false) => {}
                None => return FolderNames::Strict,
            }
        }
        let names = disk.names(folder);
        self.is_any_listed.fetch_or(names.is_some(), Ordering::Relaxed);
        // A folder that cannot be listed can only be taken as it is.
        let names = names.map_or(FolderNames::Strict, |names| FolderNames::Listed(Arc::new(names)));
        locked().insert(folder.to_owned(), names.clone());
        names
    }
}

/// Whether a disk does not find a name of a folder when its letters are of the other case; `None` if there is no
/// such name to begin with.
fn tells_apart(disk: &impl Folders, folder: &str, name: &str) -> Option<bool> {
    let at =
        |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let swapped: String =
        name.chars()
            .map(|c| {
                if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
            })
            .collect();
    let is_found = swapped == name || disk.has(&at(&swapped));
    if !is_found && !disk.has(&at(name)) { None } else { Some(!is_found) }
}

impl Folders for Root {
    fn has(&self, path: &str) -> bool {
        self.itself(path).is_ok()
    }

    fn names(&self, folder: &str) -> Option<BTreeMap<String, bool>> {
        let folder = self.folder(folder).ok()?;
        let mut names = BTreeMap::new();
        for entry in folder.entries().ok()? {
            let entry = entry.ok()?;
            // A name that is not text cannot be written in a site.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let is_link = beneath::kind_in(&folder, &entry).is_ok_and(|kind| kind.is_symlink());
            names.insert(name, is_link);
        }
        Some(names)
    }

    fn target(&self, link: &str) -> Option<String> {
        let target = Self::target(self, link).ok()?;
        let target = target.to_str()?;
        Some(if cfg!(windows) { target.replace('\\', "/") } else { target.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use super::{ExactNames, Folders, MAY_ASK};

    /// A disk that finds names in any case, and under both separators if it is one of Windows.
    struct Disk {
        /// Files, and links with their targets.
        entries: BTreeMap<String, Option<String>>,
        fold: fn(&str) -> String,
        n_listed: Cell<usize>,
    }

    impl Disk {
        fn new(fold: fn(&str) -> String, entries: &[&str]) -> Self {
            let entry = |entry: &&str| match entry.split_once(" -> ") {
                Some((link, target)) => (link.to_owned(), Some(target.to_owned())),
                None => ((*entry).to_owned(), None),
            };
            Self { entries: entries.iter().map(entry).collect(), fold, n_listed: Cell::new(0) }
        }
    }

    fn within<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
        if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
    }

    impl Folders for Disk {
        fn has(&self, path: &str) -> bool {
            let path = (self.fold)(path);
            self.entries
                .keys()
                .map(|entry| (self.fold)(entry))
                .any(|entry| entry == path || entry.starts_with(&format!("{path}/")))
        }

        fn names(&self, folder: &str) -> Option<BTreeMap<String, bool>> {
            self.n_listed.set(self.n_listed.get() + 1);
            let names = self.entries.iter().filter_map(|(path, target)| {
                let rest = within(path, folder)?;
                let (name, is_folder) =
                    rest.split_once('/').map_or((rest, false), |(name, _)| (name, true));
                Some((name.to_owned(), target.is_some() && !is_folder))
            });
            Some(names.collect())
        }

        fn target(&self, link: &str) -> Option<String> {
            self.entries.get(link).cloned().flatten()
        }
    }

    fn windows(path: &str) -> String {
        let path = path.replace('\\', "/");
        let names = path.split('/').map(|name| name.trim_end_matches(['.', ' ']).to_lowercase());
        names.collect::<Vec<_>>().join("/")
    }

    #[test]
    fn only_the_names_of_the_disk_are_names() {
        let disk = Disk::new(windows, &["slides/k8s/Rollout.md", "slides/images/pic.png"]);
        let names = ExactNames::default();
        for right in ["slides/k8s/Rollout.md", "slides", "slides/images", "slides/images/pic.png"] {
            assert!(disk.has(right) && names.are_in(&disk, right), "{right}");
        }
        for wrong in [
            "slides/k8s/rollout.md",
            "slides/K8S/Rollout.md",
            "Slides/k8s/Rollout.md",
            "slides/k8s\\Rollout.md",
            "slides\\k8s\\Rollout.md",
            "slides/images\\pic.png",
            "slides/images/PIC.png",
            "slides/images/pic.png.",
            "slides/images /pic.png",
        ] {
            assert!(disk.has(wrong) && !names.are_in(&disk, wrong), "{wrong}");
        }
        assert_eq!(names.exact_part(&disk, "slides/K8S/Rollout.md"), "slides");
        assert_eq!(names.exact_part(&disk, "Slides/K8S"), "");
    }

    #[test]
    fn targets_of_links_are_written_as_the_disk_has_them() {
        let disk = Disk::new(
            windows,
            &[
                "slides/a.md",
                "slides/one -> ../common",
                "slides/two -> ../Common",
                "common/x/b.md",
                "common/x/c -> ../../slides",
                "slides/round -> round",
                "slides/out -> ../../x",
                "slides/etc -> /etc",
            ],
        );
        let names = ExactNames::default();
        assert!(names.are_in(&disk, "slides/one/x/b.md"));
        assert!(!names.are_in(&disk, "slides/one/X/b.md"));
        assert!(!names.are_in(&disk, "slides/two/x/b.md"));
        assert!(names.are_in(&disk, "slides/one/x/c/a.md"));
        assert!(!names.are_in(&disk, "slides/one/x/c/A.md"));
        // Other code checks whether these exist.
        for path in ["slides/round/a.md", "slides/out/a.md", "slides/etc/passwd"] {
            assert!(names.are_in(&disk, path), "{path}");
        }
    }

    #[test]
    fn a_disk_that_tells_names_apart_is_asked_once_for_each_folder() {
        let disk =
            Disk::new(str::to_owned, &["slides/a.md", "slides/b.md", "slides/42", "slides/é.md"]);
        let names = ExactNames::default();
        for path in ["slides/a.md", "slides/b.md", "slides/a.md"] {
            assert!(names.are_in(&disk, path));
        }
        assert_eq!(disk.n_listed.get() == 0, MAY_ASK);
        assert!(names.are_in(&disk, "slides/é.md"));
        assert!(!names.are_in(&disk, "slides/e\u{301}.md"));
    }

    #[test]
    fn what_is_missing_says_nothing_about_the_disk() {
        let disk = Disk::new(windows, &["slides/a.md"]);
        let names = ExactNames::default();
        names.are_in(&disk, "slides/missing.md");
        assert!(!names.are_in(&disk, "slides/A.md"));
        assert!(names.are_not_in(&disk, "slides/A.md"));
        assert!(!names.are_not_in(&disk, "slides/missing.md"));
    }

    #[test]
    fn names_are_listed_again_once_something_changed() {
        let names = ExactNames::default();
        let before = Disk::new(windows, &["slides/A.md"]);
        assert!(!names.are_in(&before, "slides/a.md"));
        let after = Disk::new(windows, &["slides/a.md"]);
        names.forget();
        assert!(names.are_in(&after, "slides/a.md"));
    }
}
