//! Files and folders that change between check and use, and links that came with a site: nothing
//! outside is ever read, listed, published or written.

#![cfg(any(target_os = "linux", target_vendor = "apple"))]
#![expect(clippy::disallowed_methods, reason = "the tests change files")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use tempfile::TempDir;

use deckyard::diag::{Severity, Warned};
use deckyard::io::beneath::SiteFile;
use deckyard::io::files::DiskWorld;
use deckyard::io::stamp::FileLook;
use deckyard::io::write::{self, MARKER, Tree, WriteError};
use deckyard::path::ProjectPath;
use deckyard::site::{Built, Config, Content, Session};
use deckyard::world::{FileError, World};

/// Text that must not appear anywhere.
const SECRET: &str = "SECRET";

/// A site in a folder, and something private beside it.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let site = Self { folder: TempDir::new().expect("a folder") };
        for (path, text) in [
            ("slides/talk.yml", "title: Talk\ncontent:\n- a.md\n- part/b.md\n"),
            ("slides/a.md", "# A\n\n![p](images/p.svg)\n\n@@INCLUDE[parts/one.md]\n"),
            ("slides/part/b.md", "# B\n\ntext of b\n"),
            ("slides/images/p.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("slides/parts/one.md", "One part.\n"),
            ("parts/one.md", "One part.\n"),
            ("static/notes.txt", "notes"),
            ("static/more/deep/x.txt", "x"),
            ("static/theme.css", "b { color: red }\n"),
            ("templates/filter.html", "<p>a filter</p>\n"),
            (
                "workshops.yml",
                "workshops:\n- {date: 2027-04-23, title: T, decks: [talk], slug: x}\n",
            ),
            ("events/x/part/b.md", "# B\n\ntext of an overlay\n"),
            // The contents of the same names outside.
            ("../private/talk.yml", "title: SECRET\ncontent:\n- a.md\n- part/b.md\n"),
            ("../private/a.md", "# SECRET\n"),
            ("../private/b.md", "# SECRET\n"),
            ("../private/p.svg", "<svg xmlns='http://www.w3.org/2000/svg'><!--SECRET--></svg>"),
            ("../private/one.md", "SECRET\n"),
            ("../private/notes.txt", SECRET),
            ("../private/x.txt", SECRET),
            ("../private/theme.css", "b { color: SECRET }\n"),
            ("../private/filter.html", "<p>SECRET</p>\n"),
            (
                "../private/workshops.yml",
                "workshops:\n- {date: 2027-04-23, title: SECRET, decks: [talk], slug: x}\n",
            ),
            ("../private/SECRET.md", "# SECRET\n"),
            ("../private/deep/SECRET.txt", SECRET),
        ] {
            site.file(path, text);
        }
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().canonicalize().expect("a folder").join("site").join(path)
    }

    fn private(&self, path: &str) -> PathBuf {
        self.folder.path().canonicalize().expect("a folder").join("private").join(path)
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.folder.path().join("site").join(path);
        // The parent folders exist once the first file does.
        fs::create_dir_all(self.folder.path().join("site")).expect("a folder");
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn link(&self, path: &str, target: impl AsRef<Path>) {
        fs::create_dir_all(self.path(path).parent().expect("a folder")).expect("a folder");
        symlink(target, self.path(path)).expect("a link");
    }

    /// Replaces an entry by a link.
    fn swap(&self, path: &str, target: impl AsRef<Path>) {
        fs::rename(self.path(path), self.folder.path().join("aside")).expect("a new name");
        self.link(path, target);
    }

    fn world(&self) -> DiskWorld {
        DiskWorld::new(&self.path("")).expect("a site")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
        let format = if arguments[0] == "new" { &[][..] } else { &["--format", "short"] };
        command.args(arguments).args(format).arg("--site").arg(self.path(""));
        command.env("DECKYARD_CACHE", "").stdin(Stdio::null()).output().expect("it runs")
    }

    /// The output of a command that must fail.
    fn fails(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(!done.status.success(), "{arguments:?}: {said}");
        said
    }

    fn builds(&self, arguments: &[&str]) {
        let done = self.run(&[&["build"], arguments].concat());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

fn tree(world: &DiskWorld, built: Built) -> Tree {
    let content = |content| match content {
        Content::Bytes(bytes) => write::Content::Bytes(bytes),
        Content::Copy(path) => write::Content::File(SiteFile::new(world.folder(), path.as_str())),
    };
    let pages = built.pages.into_iter().map(|(path, page)| {
        let html = page.html().into_bytes();
        (path.as_str().to_owned(), write::Content::Bytes(html.into()))
    });
    let files = built.site.files.into_iter();
    files.map(|(path, file)| (path.as_str().to_owned(), content(file))).chain(pages).collect()
}

fn built(world: &DiskWorld) -> Warned<Built> {
    let config = Config { today: "2027-01-01".parse().ok(), ..Config::default() };
    Session::new(config).build(world)
}

fn paths(list: &[ProjectPath]) -> Vec<&str> {
    list.iter().map(ProjectPath::as_str).collect()
}

/// All entries of a folder that contain a text, in name or content.
fn found(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let holds = |path: &Path| {
            let bytes = fs::read(path).unwrap_or_default();
            String::from_utf8_lossy(&bytes).contains(text)
        };
        if name.contains(text) || path.is_symlink() || !path.is_dir() && holds(&path) {
            found.push(path);
        } else if path.is_dir() {
            found.extend(self::found(&path, text));
        }
    }
    found
}

/// Signals when it is dropped.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Asserts that nothing private is in an output, and no link.
#[track_caller]
fn assert_public(out: &Path) {
    let found = found(out, SECRET);
    assert!(found.is_empty(), "{found:?}");
}

/// Swaps names back and forth while something else runs.
fn while_swapping(pairs: &[(PathBuf, PathBuf)], act: impl FnOnce()) {
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                for (one, other) in pairs {
                    // One of them may be gone while an output is replaced.
                    let _ = renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE);
                }
                thread::yield_now();
            }
        });
        // Also when it panics, or the other thread would never end.
        let _done = Done(&is_done);
        act();
    });
}

#[test]
fn lists_hold_what_lies_inside() {
    let site = Site::new();
    site.link("slides/again", "part");
    site.link("slides/far", site.path("slides/part"));
    site.link("slides/b-again.md", "part/b.md");
    site.link("slides/circle", ".");
    site.link("slides/parts/up", "..");
    site.link("slides/nowhere", "missing");
    site.link("slides/self", "self");
    site.link("slides/.hidden", "part");
    site.link("slides/out", site.private(""));
    site.link("slides/out.md", "../../private/SECRET.md");
    site.file("slides/.swp/a.md", "");
    site.file("slides/x/.a.md.swp", "");
    let world = site.world();
    let list = world.list("slides");
    let expected = [
        "slides/a.md",
        "slides/again/b.md",
        "slides/b-again.md",
        "slides/far/b.md",
        "slides/images/p.svg",
        "slides/part/b.md",
        "slides/parts/one.md",
        "slides/talk.yml",
    ];
    assert_eq!(paths(&list), expected);
    let refused: Vec<_> = world.refused("slides").iter().cloned().collect();
    let names: Vec<_> = refused.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(names, ["slides/out", "slides/out.md", "slides/self"]);
    assert_eq!([&refused[0].1, &refused[1].1], [&FileError::Outside; 2]);
    // Neither the link nor anything behind it exists for the site.
    for folder in ["slides/out", "slides/out/deep", "slides/out.md"] {
        assert_eq!(paths(&world.list(folder)), [""; 0], "{folder}");
        assert_eq!(world.refused(folder)[0].1, FileError::Outside, "{folder}");
    }
    assert_eq!(paths(&world.list("slides/again")), ["slides/again/b.md"]);
    assert_eq!(paths(&world.list("slides/b-again.md")), ["slides/b-again.md"]);
    assert_eq!(paths(&world.list("missing")), [""; 0]);
    assert!(world.refused("missing").is_empty());
}

#[test]
fn a_folder_that_was_listed_lists_nothing_from_elsewhere() {
    let site = Site::new();
    let world = site.world();
    assert!(paths(&world.list("static")).contains(&"static/more/deep/x.txt"));
    site.swap("static/more", site.private(""));
    assert_eq!(
        world.source(&ProjectPath::new("static/more/deep/SECRET.txt")),
        Err(FileError::Outside)
    );
    assert!(!world.is_file(&ProjectPath::new("static/more/x.txt")));
    world.forget_all();
    assert_eq!(paths(&world.list("static")), ["static/notes.txt", "static/theme.css"]);
    assert_eq!(world.refused("static")[0].1, FileError::Outside);
}

#[test]
fn folders_that_double_with_each_step_are_refused() {
    let site = Site::new();
    for level in 0..30 {
        site.link(&format!("static/f{level}/l"), format!("../f{}", level + 1));
        site.link(&format!("static/f{level}/r"), format!("../f{}", level + 1));
    }
    site.file("static/f30/x.txt", "x");
    let world = site.world();
    let list = world.list("static");
    assert!(list.len() < 10_000, "{}", list.len());
    let reason = "more than 10000 files are reached through symbolic links".to_owned();
    let expected = (ProjectPath::new("static/f0/l"), FileError::Unreadable(reason));
    assert_eq!(world.refused("static").to_vec(), [expected]);
    assert!(site.fails(&["check"]).contains("error[unreadable-file] `static/f0/l` cannot be read"));
}

#[test]
fn nothing_private_is_listed_while_links_come_and_go() {
    let site = Site::new();
    site.link("aside", site.private(""));
    let mut met = [0, 0];
    while_swapping(&[(site.path("static/more"), site.path("aside"))], || {
        // A busy machine may let one thread wait for long.
        while met[0] + met[1] < 2000 || met.contains(&0) && met[0] + met[1] < 200_000 {
            let world = site.world();
            let list = world.list("static");
            assert!(!paths(&list).join(" ").contains(SECRET), "{list:?}");
            met[usize::from(world.refused("static").is_empty())] += 1;
        }
    });
    assert!(met[0] > 0 && met[1] > 0, "nothing met: {met:?}");
}

#[test]
fn a_file_swapped_between_check_and_copy_is_not_copied() {
    for (path, target) in [
        ("static/notes.txt", "notes.txt"),
        ("slides/images/p.svg", "p.svg"),
        ("static/more", ""),
        ("slides/images", ""),
        ("static", ""),
    ] {
        let site = Site::new();
        site.builds(&[]);
        let public = site.path("public");
        let before = FileLook::at(&public);
        let world = site.world();
        let Warned { output, diagnostics } = built(&world);
        assert!(diagnostics.iter().all(|d| d.severity() != Severity::Error), "{diagnostics:?}");
        let tree = tree(&world, output);
        site.swap(path, site.private(target));
        let error = write::write(&public, &tree, &[&site.path("")]).expect_err(path);
        let said = error.to_string();
        let is_named = said.contains("is outside the site") || said.contains("was removed during");
        assert!(matches!(error, WriteError::Io { .. }) && is_named, "{path}: {said}");
        assert_eq!(FileLook::at(&public), before, "{path}");
        assert_public(&public);
    }
}

#[test]
fn a_pipe_swapped_in_between_check_and_copy_is_not_waited_for() {
    let site = Site::new();
    let world = site.world();
    let tree = tree(&world, built(&world).output);
    fs::remove_file(site.path("static/notes.txt")).expect("no file");
    let pipe = site.path("static/notes.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let error = write::write(&site.path("public"), &tree, &[]).expect_err("a pipe").to_string();
    assert!(error.contains("it is a pipe or a device, not a file"), "{error}");
    assert!(!site.path("public").exists());
}

#[test]
fn what_was_copied_looked_as_it_was_read() {
    let site = Site::new();
    let world = site.world();
    let tree = tree(&world, built(&world).output);
    let (_, looks) = write::write_and_look(&site.path("public"), &tree, &[]).expect("an output");
    let names = ["static/notes.txt", "static/more/deep/x.txt", "slides/images/p.svg"];
    for name in names.map(|name| site.path(name)) {
        assert!(
            looks[&name].is_some() && looks[&name] == FileLook::at(&name),
            "{}",
            name.display()
        );
    }
}

/// Everything that a build reads, each in turn alternating between the original and a link to
/// outside.
#[test]
fn nothing_private_is_published_while_links_come_and_go() {
    const BUILDS: usize = 60;
    let names = [
        "slides/talk.yml",
        "slides/a.md",
        "slides/part/b.md",
        "slides/images/p.svg",
        "parts/one.md",
        "slides/parts/one.md",
        "static/notes.txt",
        "static/more/deep/x.txt",
        "static/theme.css",
        "templates/filter.html",
        "workshops.yml",
        "events/x/part/b.md",
    ];
    let folders = ["slides/images", "slides/part", "static/more", "templates", "events/x"];
    let site = Site::new();
    let mut pairs = Vec::new();
    for (index, name) in names.iter().chain(&folders).enumerate() {
        let file = Path::new(name).file_name().filter(|_| name.contains('.'));
        let target = site.private("").join(file.unwrap_or_default());
        assert!(target.exists(), "{name}");
        site.link(&format!("aside/{index}"), target);
        pairs.push((site.path(name), site.path(&format!("aside/{index}"))));
    }
    // A swap in a folder that is a link would happen outside.
    let folders = pairs.split_off(names.len());
    // All of them in turn, and the copied ones, whose critical moment is the longest.
    let public = site.path("public");
    let copied: Vec<_> = [3, 6, 7].map(|index: usize| pairs[index].clone()).to_vec();
    for pairs in [&pairs, &copied, &folders] {
        while_swapping(pairs, || {
            for _ in 0..BUILDS {
                let world = site.world();
                let Warned { output, diagnostics } = built(&world);
                let tree = tree(&world, output);
                // It may be refused.
                drop(write::write(&public, &tree, &[]));
                assert_public(&public);
                let said = format!("{diagnostics:?}");
                assert!(!said.contains(SECRET), "{said}");
            }
        });
        for (path, link) in pairs.iter().filter(|(path, _)| path.is_symlink()) {
            renameat_with(CWD, path, CWD, link, RenameFlags::EXCHANGE).expect("a swap");
        }
    }
    let world = site.world();
    write::write(&public, &tree(&world, built(&world).output), &[]).expect("an output");
    assert_public(&public);
    assert!(public.join("more/deep/x.txt").is_file());
}

#[test]
fn each_kind_of_file_that_is_a_link_to_outside_is_an_error() {
    for (path, target) in [
        ("slides/other.yml", "talk.yml"),
        ("slides/a.md", "a.md"),
        ("slides/part", ""),
        ("static/notes.txt", "notes.txt"),
        ("static/theme.css", "theme.css"),
        ("templates/filter.html", "filter.html"),
        ("templates", ""),
        ("workshops.yml", "workshops.yml"),
        ("events/x/part/b.md", "b.md"),
        ("events/x", ""),
    ] {
        let site = Site::new();
        site.file("slides/other.yml", "title: Other\ncontent:\n- part/b.md\n");
        site.swap(path, site.private(target));
        let said = site.fails(&["build"]);
        assert!(said.contains("error[outside-site]"), "{path}: {said}");
        assert!(!said.contains(SECRET) && !site.path("public").exists(), "{path}: {said}");
    }
}

#[test]
fn an_output_that_is_named_inside_the_site_stays_inside() {
    let site = Site::new();
    let outside = site.private("../outside");
    fs::create_dir(&outside).expect("a folder");
    fs::create_dir(outside.join("empty")).expect("a folder");
    write::write(&outside.join("output"), &Tree::new(), &[]).expect("an output");
    let before = found(&outside, "");
    for target in ["empty", "output", "missing", "missing/below/that"] {
        let targets = [outside.join(target), Path::new("../outside").join(target)];
        for target in &targets {
            site.link("public", target);
            for arguments in [&["build"][..], &["build", "--out", "public"]] {
                let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
                let done = command.args(arguments).current_dir(site.path("")).output();
                let done = done.expect("it runs");
                let said = String::from_utf8_lossy(&done.stderr).into_owned();
                assert!(!done.status.success(), "{arguments:?} {target:?}: {said}");
                assert!(
                    said.contains("`public` is outside") || said.contains("public` is outside")
                );
                assert!(said.contains("because of a symbolic link: remove the link"), "{said}");
            }
            fs::remove_file(site.path("public")).expect("no link");
        }
    }
    // A parent folder.
    site.link("dist", &outside);
    let said = site.fails(&["build", "--out", site.path("dist/empty").to_str().expect("text")]);
    assert!(said.contains("is outside the site"), "{said}");
    assert_eq!(found(&outside, ""), before);
    assert!(!outside.join("missing").exists());
    // A folder that is named itself is accepted, and so are links that stay inside.
    site.builds(&["--out", outside.join("empty").to_str().expect("text")]);
    assert!(outside.join("empty/talk.html").is_file());
    site.link("public", "made/public");
    site.builds(&[]);
    assert!(site.path("made/public/talk.html").is_file() && site.path("public").is_symlink());
    let up = site.path("static/../../beside");
    site.builds(&["--out", up.to_str().expect("text")]);
    assert!(site.path("../beside/talk.html").is_file());
}

#[test]
fn links_in_an_output_are_replaced_and_never_written_through() {
    let site = Site::new();
    site.builds(&[]);
    let private = site.private("bashrc");
    fs::write(&private, SECRET).expect("a file");
    let public = site.path("public");
    // As a pull request can add them: files, folders, the marker of a folder in it, a page.
    for name in ["talk.html", "notes.txt", "images/p.svg"] {
        fs::remove_file(public.join(name)).expect("no file");
        symlink(&private, public.join(name)).expect("a link");
    }
    for name in ["more", "assets", "events"] {
        fs::rename(public.join(name), site.folder.path().join(name)).expect("a new name");
        symlink(site.private(""), public.join(name)).expect("a link");
    }
    let before = fs::read_dir(site.private("")).expect("a folder").count();
    site.builds(&[]);
    assert_public(&public);
    assert!(public.join("assets").is_dir() && public.join("more/deep/x.txt").is_file());
    assert_eq!(fs::read(&private).expect("a file"), SECRET.as_bytes());
    assert_eq!(fs::read_dir(site.private("")).expect("a folder").count(), before);
    // A marker that is a link does not make a folder an output.
    fs::remove_file(public.join(MARKER)).expect("no marker");
    symlink(&private, public.join(MARKER)).expect("a link");
    assert!(site.fails(&["build"]).contains("was not written by Deckyard"));
}

#[test]
fn links_beside_an_output_are_removed_and_never_followed() {
    let site = Site::new();
    let private = site.private("");
    let before = found(&private, "");
    for name in [".public.deckyard-new", ".public.deckyard-old", ".public.deckyard-lock"] {
        for target in ["", "a.md", "missing", "missing/x"] {
            for is_new in [true, false] {
                if is_new && site.path("public").exists() {
                    fs::remove_dir_all(site.path("public")).expect("no folder");
                }
                site.link(name, private.join(target));
                site.builds(&[]);
                assert!(!site.path(name).is_symlink(), "{name} to {target}");
                assert_public(&site.path("public"));
                assert!(!site.path("public").is_symlink());
            }
        }
    }
    assert_eq!(found(&private, ""), before);
    assert_eq!(fs::read(private.join("a.md")).expect("a file"), b"# SECRET\n");
    // A pipe is not waited for.
    let pipe = site.path(".public.deckyard-lock");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    site.builds(&[]);
}

#[test]
fn nothing_outside_is_written_while_an_output_is_swapped() {
    const BUILDS: usize = 40;
    let site = Site::new();
    let outside = site.private("../outside");
    fs::create_dir_all(outside.join("deep")).expect("a folder");
    fs::create_dir_all(site.path("dist/deep")).expect("a folder");
    site.link("aside", &outside);
    let out = site.path("dist/deep/public");
    let world = site.world();
    let trees = ["one", "two"].map(|text| {
        let mut tree = tree(&world, built(&world).output);
        let bytes = write::Content::Bytes(text.as_bytes().into());
        tree.insert("more/deep/x.txt".to_owned(), bytes);
        tree
    });
    while_swapping(&[(site.path("dist"), site.path("aside"))], || {
        for round in 0..BUILDS {
            // It may be refused.
            drop(write::write(&out, &trees[round % 2], &[&site.path("")]));
            assert_eq!(found(&outside, ""), [outside.join("deep")]);
        }
    });
    if site.path("dist").is_symlink() {
        fs::remove_file(site.path("dist")).expect("no link");
        fs::rename(site.path("aside"), site.path("dist")).expect("a new name");
    }
    write::write(&out, &trees[0], &[&site.path("")]).expect("an output");
    // And within the output.
    let secret = outside.join("SECRET.txt");
    fs::write(&secret, SECRET).expect("a file");
    let out = site.path("public");
    write::write(&out, &trees[0], &[]).expect("an output");
    site.link("aside-2", &outside);
    while_swapping(&[(out.join("more"), site.path("aside-2"))], || {
        for round in 0..BUILDS {
            // It may be refused, but never halfway.
            drop(write::write(&out, &trees[round % 2], &[]));
            assert_eq!(fs::read(&secret).expect("a file"), SECRET.as_bytes());
        }
    });
    write::write(&out, &trees[0], &[]).expect("an output");
    assert_public(&out);
}

#[test]
fn what_is_written_into_the_site_stays_in_it() {
    for (path, target) in [("workshops.yml", "workshops.yml"), ("events", "")] {
        let site = Site::new();
        let before = found(&site.private(""), "");
        let text = fs::read(site.private("workshops.yml")).expect("a file");
        site.swap(path, site.private(target));
        site.fails(&["new", "event", "2027-05-05-y"]);
        assert_eq!(found(&site.private(""), ""), before, "{path}");
        assert_eq!(fs::read(site.private("workshops.yml")).expect("a file"), text, "{path}");
    }
    // An entry planted at the temporary name of a new file.
    let site = Site::new();
    site.link(".workshops.yml.new", site.private("a.md"));
    site.link("events/y/.b.md.new", site.private("a.md"));
    let done = site.run(&["new", "event", "2027-05-05-y"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(fs::read(site.private("a.md")).expect("a file"), b"# SECRET\n");
    let text = fs::read_to_string(site.path("workshops.yml")).expect("a file");
    assert!(text.contains("2027-05-05-y"));
    // A list of events that is a link inside the site stays one.
    let site = Site::new();
    fs::rename(site.path("workshops.yml"), site.path("static/w.yml")).expect("a new name");
    site.link("workshops.yml", "static/w.yml");
    assert!(site.run(&["new", "event", "2027-05-05-y"]).status.success());
    assert!(site.path("workshops.yml").is_symlink());
    let text = fs::read_to_string(site.path("static/w.yml")).expect("a file");
    assert!(text.contains("2027-05-05-y"));
}

#[test]
fn folders_may_be_deep() {
    const DEEP: usize = 500;
    let site = Site::new();
    for top in ["static", ".public.deckyard-new"] {
        let path = format!("{top}/{}x.txt", "d/".repeat(DEEP));
        site.file(&path, "x");
    }
    let list = site.world().list("static");
    assert!(list.iter().any(|path| path.as_str().len() > DEEP * 2), "{}", list.len());
    site.builds(&[]);
    assert!(!site.path(".public.deckyard-new").exists());
    assert!(site.path(&format!("public/{}x.txt", "d/".repeat(DEEP))).is_file());
    site.file("static/notes.txt", "other notes");
    site.builds(&[]);
}

/// The missing target of a link is created only where that is allowed.
#[test]
fn nothing_is_made_outside_for_an_output() {
    let site = Site::new();
    let outer = site.path("..");
    let before = fs::read_dir(&outer).expect("a folder").count();
    for target in ["missing/../../new/public", "../new/public", "missing/../../../new", "../new"] {
        site.link("public", target);
        assert!(site.fails(&["build"]).contains("is outside the site"), "{target}");
        assert_eq!(fs::read_dir(&outer).expect("a folder").count(), before, "{target}");
        assert!(!site.path("missing").exists(), "{target}");
        fs::remove_file(site.path("public")).expect("no link");
    }
}
