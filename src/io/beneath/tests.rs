//! Tests of which files are opened and refused when links point everywhere and files are moved.

#![expect(clippy::disallowed_methods, reason = "the tests change files")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tempfile::TempDir;

use super::{Refused, Root, SiteFile};
use crate::world::FileError;

const SECRET: &str = "SECRET";

/// A site in a folder, with a private file beside it.
struct Site {
    folder: TempDir,
    root: Arc<Root>,
}

impl Site {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let at = folder.path();
        for (path, text) in files.iter().chain(&[("../private/a.md", SECRET)]) {
            let path = at.join("site").join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let root = Arc::new(Root::new(&at.join("site")).expect("a folder"));
        Self { folder, root }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn private(&self, path: &str) -> PathBuf {
        self.folder.path().canonicalize().expect("a folder").join("private").join(path)
    }

    fn link(&self, path: &str, target: impl AsRef<Path>) {
        fs::create_dir_all(self.path(path).parent().expect("a folder")).expect("a folder");
        symlink(target, self.path(path)).expect("a link");
    }

    /// A file's content, or why it is not opened.
    fn read(&self, path: &str) -> String {
        let file = self.root.open(path);
        match file.and_then(|file| Ok(file.read()?)).map_err(FileError::from) {
            Ok(bytes) => String::from_utf8(bytes).expect("text"),
            Err(error) => format!("{error:?}"),
        }
    }
}

fn mkfifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

#[test]
fn what_became_a_link_between_check_and_open_is_refused() {
    let site = Site::new(&[("a.md", "a"), ("in/a.md", "a")]);
    for (name, path) in [("a.md", "a.md"), ("in", "in/a.md")] {
        assert!(site.root.about(path).expect("a file").is_file());
        fs::rename(site.path(name), site.path("aside")).expect("a new name");
        let private = site.private(if name == path { path } else { "" });
        site.link(name, &private);
        assert_eq!(site.read(path), "Outside");
        assert!(matches!(site.root.about(path), Err(Refused::Outside)));
        fs::remove_file(site.path(name)).expect("no link");
        fs::rename(site.path("aside"), site.path(name)).expect("a new name");
        assert_eq!(site.read(path), "a");
    }
}

#[test]
fn what_was_opened_stays_what_it_was() {
    let site = Site::new(&[("a.md", "a")]);
    let file = site.root.open("a.md").expect("a file");
    let look = file.look();
    fs::remove_file(site.path("a.md")).expect("no file");
    site.link("a.md", site.private("a.md"));
    assert_eq!((file.about().len(), file.look()), (1, look));
    assert_eq!(file.read().expect("bytes"), b"a");
}

#[test]
fn links_are_followed_as_long_as_they_stay() {
    let site = Site::new(&[("real/x/a.md", "a"), ("b.md", "b")]);
    site.link("relative.md", "real/x/a.md");
    site.link("in/up.md", "../b.md");
    site.link("in/folder", "../real");
    site.link("absolute.md", site.path("b.md"));
    site.link("far", site.path("real"));
    site.link("out-and-in", "../site/real/x");
    site.link("itself", ".");
    for (link, target) in [("one", "two"), ("two", "three"), ("three", "absolute.md")] {
        site.link(link, target);
    }
    for path in ["relative.md", "in/folder/x/a.md", "far/x/a.md", "out-and-in/a.md"] {
        assert_eq!(site.read(path), "a", "{path}");
    }
    for path in ["in/up.md", "absolute.md", "one", "itself/itself/b.md", "in/folder/../b.md"] {
        assert_eq!(site.read(path), "b", "{path}");
    }
}

#[test]
fn links_that_lead_out_are_refused() {
    let site = Site::new(&[("in/b.md", "b")]);
    fs::write(site.private("../site.md"), SECRET).expect("a file");
    site.link("relative.md", "../private/a.md");
    site.link("in/absolute.md", site.private("a.md"));
    site.link("folder", site.private(""));
    site.link("up", "..");
    site.link("in/climbs", "../../private");
    for (link, target) in [("one", "in/two"), ("in/two", "../three"), ("three", "../private/a.md")]
    {
        site.link(link, target);
    }
    for path in [
        "relative.md",
        "in/absolute.md",
        "folder/a.md",
        "folder",
        "up/private/a.md",
        "up/site.md",
        "in/climbs/a.md",
        "one",
        "../private/a.md",
        "in/../../private/a.md",
    ] {
        assert_eq!(site.read(path), "Outside", "{path}");
        assert!(matches!(site.root.about(path), Err(Refused::Outside)), "{path}");
    }
    let absolute = site.private("a.md");
    assert_eq!(site.read(absolute.to_str().expect("text")), "Outside");
    assert!(matches!(site.root.folder("up"), Err(Refused::Outside)));
    assert!(matches!(site.root.folder("in/climbs"), Err(Refused::Outside)));
    // A folder whose name only begins like that of the site.
    fs::create_dir(site.private("../site-2")).expect("a folder");
    fs::write(site.private("../site-2/a.md"), SECRET).expect("a file");
    site.link("neighbour", site.private("../site-2"));
    assert_eq!(site.read("neighbour/a.md"), "Outside");
}

#[test]
fn circles_and_broken_links_are_no_files() {
    let site = Site::new(&[]);
    site.link("self", "self");
    site.link("one", "two");
    site.link("two", site.path("one"));
    site.link("nowhere", "missing");
    site.link("out-of-nowhere", "../missing/a.md");
    for path in ["self", "one", "self/a.md"] {
        assert!(site.read(path).starts_with("Unreadable(\"Too many levels"), "{path}");
    }
    for path in ["nowhere", "out-of-nowhere", "missing", "missing/a.md"] {
        assert_eq!(site.read(path), "Missing", "{path}");
    }
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let site = Site::new(&[("in/a.md", "a")]);
    mkfifo(&site.path("pipe"));
    let _socket = UnixListener::bind(site.path("socket")).expect("a socket");
    site.link("to-pipe", "pipe");
    site.link("device", "/dev/zero");
    for path in ["pipe", "to-pipe", "socket"] {
        assert!(
            site.read(path).contains("it is a pipe or a device"),
            "{path}: {}",
            site.read(path)
        );
    }
    assert_eq!((site.read("in"), site.read("device")), ("Folder".to_owned(), "Outside".to_owned()));
    // Between a check and its use.
    assert!(site.root.about("in/a.md").expect("a file").is_file());
    fs::remove_file(site.path("in/a.md")).expect("no file");
    mkfifo(&site.path("in/a.md"));
    assert!(site.read("in/a.md").contains("it is a pipe or a device"));
}

#[cfg(target_os = "linux")]
#[test]
fn links_of_the_system_to_what_is_open_are_not_followed() {
    let site = Site::new(&[("a.md", "a")]);
    let private = fs::File::open(site.private("a.md")).expect("a file");
    let number = std::os::fd::AsRawFd::as_raw_fd(&private);
    site.link("fd", format!("/proc/self/fd/{number}"));
    site.link("process", "/proc/self");
    site.link("top", "/proc/self/root");
    let absolute = site.private("a.md");
    let through_top = format!("top{}", absolute.display());
    let root_device = ["process", "root", "dev", "zero"].join("/");
    for path in ["fd", "process/fd/0", "process/environ", &through_top, &root_device] {
        let read = site.read(path);
        assert!(read == "Outside" || read == "Missing", "{path}: {read}");
    }
}

#[test]
fn a_root_that_is_moved_is_the_same_folder_until_another_one_has_its_name() {
    let site = Site::new(&[("a.md", "a")]);
    let moved = site.private("../moved");
    fs::rename(site.root.path(), &moved).expect("a new name");
    assert_eq!(site.read("a.md"), "a");
    site.root.renew();
    assert_eq!(site.read("a.md"), "a");
    // The name now belongs to a link to something else.
    symlink(site.private(""), site.root.path()).expect("a link");
    site.root.renew();
    assert_eq!(site.read("a.md"), "a");
    fs::remove_file(site.root.path()).expect("no link");
    fs::create_dir(site.root.path()).expect("a folder");
    fs::write(site.path("a.md"), "new").expect("a file");
    assert_eq!(site.read("a.md"), "a");
    site.root.renew();
    assert_eq!(site.read("a.md"), "new");
}

#[test]
fn a_root_is_found_through_links_once() {
    let site = Site::new(&[("a.md", "a")]);
    let link = site.private("../link");
    symlink("site", &link).expect("a link");
    let root = Root::new(&link).expect("a folder");
    assert_eq!(root.path(), site.root.path());
    fs::remove_file(&link).expect("no link");
    symlink("private", &link).expect("a link");
    root.renew();
    assert_eq!(root.open("a.md").expect("a file").read().expect("bytes"), b"a");
    assert!(Root::new(&site.path("a.md")).is_err());
    assert!(Root::new(&site.path("missing")).is_err());
}

#[test]
fn files_are_replaced_inside_only() {
    let site = Site::new(&[("in/a.md", "a"), ("b.md", "b")]);
    let replace = |path: &str| site.root.replace(path, b"new").map_err(FileError::from);
    fs::set_permissions(site.path("b.md"), fs::Permissions::from_mode(0o640)).expect("a mode");
    site.link("to-b.md", "b.md");
    site.link("far-b.md", site.path("b.md"));
    site.link("broken.md", site.private("new.md"));
    site.link("folder", site.path("in"));
    for path in ["in/a.md", "to-b.md", "far-b.md", "broken.md", "folder/c.md", "x/y/z.md"] {
        replace(path).expect(path);
        assert_eq!(site.read(path), "new", "{path}");
    }
    // A link stays a link, now to the new file, with the old permissions.
    assert!(site.path("to-b.md").is_symlink());
    assert_eq!(site.read("b.md"), "new");
    assert_eq!(site.path("b.md").metadata().expect("a file").permissions().mode() & 0o777, 0o640);
    // A broken link is replaced itself.
    assert!(!site.path("broken.md").is_symlink());
    assert!(!site.private("new.md").exists());

    site.link("out.md", site.private("a.md"));
    site.link("out", site.private(""));
    site.link("up", "../private");
    site.link("nothing", site.private("missing"));
    for path in ["out.md", "out/a.md", "out/new.md", "out/x/y.md", "up/new.md", "../new.md"] {
        assert!(replace(path).is_err(), "{path}");
    }
    assert!(replace("nothing/new.md").is_err() && replace("in").is_err() && replace("").is_err());
    assert_eq!(fs::read(site.private("a.md")).expect("a file"), SECRET.as_bytes());
    assert_eq!(fs::read_dir(site.private("")).expect("a folder").count(), 1);
    let left = fs::read_dir(site.root.path()).expect("a folder");
    let names: Vec<_> = left.map(|entry| entry.expect("an entry").file_name()).collect();
    assert!(names.iter().all(|name| !name.as_encoded_bytes().starts_with(b".")), "{names:?}");
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
/// Sets a flag when dropped.
struct Done<'a>(&'a AtomicBool);

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Swaps names back and forth while something else runs.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn while_swapping(pairs: &[(PathBuf, PathBuf)], act: impl FnOnce()) {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                for (one, other) in pairs {
                    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).expect("a swap");
                }
            }
        });
        // Also on a panic, or the other thread would never end.
        let _done = Done(&is_done);
        act();
    });
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn nothing_private_is_read_while_links_come_and_go() {
    const READS: usize = 4000;
    const MOST: usize = 400_000;
    let site = Site::new(&[("in/deep/a.md", "a"), ("a.md", "a")]);
    site.link("absolute", site.path("in"));
    site.link("folder-out", site.private(""));
    site.link("out", site.private("a.md"));
    let pairs = [("in/deep", "folder-out"), ("a.md", "out")]
        .map(|(one, other)| (site.path(one), site.path(other)));
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    while_swapping(&pairs, || {
        // On a busy machine one thread may wait for long.
        for read in 0..MOST {
            if read >= READS && seen.len() > 1 {
                break;
            }
            for path in ["in/deep/a.md", "a.md", "absolute/deep/a.md"] {
                *seen.entry(site.read(path)).or_default() += 1;
            }
        }
    });
    assert!(!seen.contains_key(SECRET), "{seen:?}");
    assert!(seen.contains_key("a") && seen.contains_key("Outside"), "nothing met: {seen:?}");
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn nothing_outside_is_written_while_links_come_and_go() {
    let site = Site::new(&[("in/deep/a.md", "a")]);
    let private = site.private("");
    site.link("out", &private);
    let (mut written, mut refused) = (0, 0);
    while_swapping(&[(site.path("in/deep"), site.path("out"))], || {
        // On a busy machine one thread may wait for long.
        for round in 0..400_000 {
            if round >= 4000 && written > 0 && refused > 0 {
                break;
            }
            let done = site.root.replace("in/deep/a.md", b"new");
            *(if done.is_ok() { &mut written } else { &mut refused }) += 1;
        }
    });
    assert!(written > 0 && refused > 0, "nothing met: {written} {refused}");
    assert_eq!(fs::read(private.join("a.md")).expect("a file"), SECRET.as_bytes());
    assert_eq!(fs::read_dir(&private).expect("a folder").count(), 1);
}

#[test]
fn a_file_to_be_opened_later_is_itself() {
    let site = Site::new(&[("a.md", "a")]);
    let file = SiteFile::new(&site.root, "a.md");
    assert_eq!(file, file.clone());
    assert_ne!(file, SiteFile::new(&site.root, "b.md"));
    assert_eq!(file.name(), site.path("a.md"));
    assert_eq!(file.open().expect("a file").read().expect("bytes"), b"a");
}

#[test]
fn links_do_not_lead_to_what_is_hidden() {
    let site = Site::new(&[
        (".git/config", SECRET),
        (".git/refs/heads/main", SECRET),
        (".env", SECRET),
        (".keys/token", SECRET),
        ("sub/.git/config", SECRET),
        ("sub/.GIT/config", SECRET),
        ("a.md", "A"),
    ]);
    for (name, target) in [
        ("static/git", "../.git"),
        ("static/heads", "../.git/refs/heads"),
        ("static/config", "../.git/config"),
        ("static/env", "../.env"),
        ("static/keys", "../.keys"),
        ("static/sub", "../sub"),
        ("static/absolute", site.path(".git").to_str().expect("a path")),
        ("static/twice", "git"),
    ] {
        site.link(name, target);
    }
    for path in [
        "static/git/config",
        "static/heads/main",
        "static/config",
        "static/env",
        "static/keys/token",
        "static/sub/.git/config",
        "static/sub/.GIT/config",
        "static/absolute/config",
        "static/twice/config",
        ".git/config",
        "sub/.git/config",
    ] {
        assert!(
            matches!(site.root.open(path), Err(Refused::Hidden)),
            "{path}: {}",
            site.read(path)
        );
    }
    for folder in ["static/git", "static/keys", "static/absolute", "static/twice", ".git"] {
        assert!(matches!(site.root.folder(folder), Err(Refused::Hidden)), "{folder}");
        assert!(matches!(site.root.real(folder), Err(Refused::Hidden)), "{folder}");
    }
    // An explicitly given name counts.
    assert_eq!(site.read(".env"), SECRET);
    site.link("b.md", "a.md");
    site.link(".hidden", ".keys");
    assert_eq!(site.read("b.md"), "A");
    assert_eq!(site.read(".hidden/token"), SECRET);
}
