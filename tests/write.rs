//! Writing an output: what a user sees on disk, also when the build is killed, races another, or
//! runs out of space.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use deckyard::io::beneath::{Root, SiteFile};
use deckyard::io::write::{Content, LazyContent, MARKER, Tree, WriteError, Written, write};
use tempfile::TempDir;

/// Configures [`writer_process`]; the test binary starts itself as the process to be killed.
const TASK: &str = "DECKYARD_TEST_TASK";
/// The output that [`writer_process`] writes to.
const OUT: &str = "DECKYARD_TEST_OUT";

fn bytes(text: &str) -> Content {
    Content::Bytes(Arc::from(text.as_bytes()))
}

/// A file, to be copied.
fn file(path: &Path) -> Content {
    let root = Root::new(path.parent().expect("a folder")).expect("a folder");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    Content::File(SiteFile::new(&Arc::new(root), name))
}

fn tree(files: &[(&str, &str)]) -> Tree {
    // Every other file is made on demand.
    let content = |index: usize, text: &str| {
        if index.is_multiple_of(2) {
            return bytes(text);
        }
        let text = text.to_owned();
        Content::LazyContent(LazyContent::new(move || text.clone().into_bytes()))
    };
    let files = files.iter().enumerate();
    files.map(|(index, (path, text))| ((*path).to_owned(), content(index, text))).collect()
}

/// A tree that takes a moment to write. The trees of two seeds share some files, differ in others,
/// and each has files and folders that the other lacks.
fn large_tree(seed: usize) -> Tree {
    let mut tree = Tree::new();
    for i in 0..12 {
        tree.insert(format!("images/{i}.png"), bytes(&"shared ".repeat(1000 * (i + 1))));
        tree.insert(format!("decks/{i}.html"), bytes(&format!("deck {seed} ").repeat(3000)));
        tree.insert(format!("events/{seed}/{i}/index.html"), bytes(&format!("event {seed} {i}")));
    }
    tree
}

/// Everything in a folder: path, bytes (`None` for folders).
fn contents(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    visit(folder, "", &mut |path, file| {
        let data = file.is_file().then(|| fs::read(file).expect("file of the output"));
        found.insert(path.to_owned(), data);
    });
    found
}

/// Everything that a touched file or folder would show: inode, times, mode.
fn prints(folder: &Path) -> BTreeMap<String, (u64, i64, i64, i64, i64, u32)> {
    let mut found = BTreeMap::new();
    visit(folder, "", &mut |path, file| {
        let meta = fs::symlink_metadata(file).expect("entry of the output");
        let (modified, changed) = (meta.mtime(), meta.ctime());
        let nanoseconds = (meta.mtime_nsec(), meta.ctime_nsec());
        let print = (meta.ino(), modified, nanoseconds.0, changed, nanoseconds.1, meta.mode());
        found.insert(path.to_owned(), print);
    });
    found
}

fn visit(folder: &Path, path: &str, see: &mut dyn FnMut(&str, &Path)) {
    see(path, folder);
    for entry in fs::read_dir(folder).expect("folder of the output") {
        let entry = entry.expect("entry of the output");
        let path = format!("{path}/{}", entry.file_name().to_str().expect("Unicode"));
        if entry.file_type().expect("type").is_dir() {
            visit(&entry.path(), &path, see);
        } else {
            see(&path, &entry.path());
        }
    }
}

/// The result of [`contents`] for an output with `tree`.
fn expected(tree: &Tree) -> BTreeMap<String, Option<Vec<u8>>> {
    let scratch = TempDir::new().expect("folder");
    for (path, content) in tree {
        let file = scratch.path().join(path);
        fs::create_dir_all(file.parent().expect("parent")).expect("folder");
        match content {
            Content::Bytes(bytes) => fs::write(&file, bytes).expect("file"),
            Content::LazyContent(made) => {
                fs::write(&file, made.bytes().expect("content")).expect("file");
            }
            Content::File(source) => {
                fs::write(&file, source.open().and_then(|file| Ok(file.read()?)).expect("source"))
                    .expect("file");
            }
        }
    }
    let mut found = contents(scratch.path());
    let marker = fs::read(sample_output().path().join("out").join(MARKER)).expect("marker");
    found.insert(format!("/{MARKER}"), Some(marker));
    found
}

fn sample_output() -> TempDir {
    let folder = TempDir::new().expect("folder");
    write(&folder.path().join("out"), &Tree::new(), &[]).expect("output");
    folder
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("folder")
        .map(|entry| entry.expect("entry").file_name().into_string().expect("Unicode"))
        .collect();
    names.sort();
    names
}

/// A command that runs [`writer_process`].
fn writer(task: &str, out: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("this test"));
    command.args(["--exact", "writer_process", "--nocapture"]);
    command.env(TASK, task).env(OUT, out).stdout(Stdio::null());
    command
}

/// The same command, started by a shell script as its `"$@"`.
fn writer_in_shell(script: &str, task: &str, out: &Path) -> Command {
    let inner = writer(task, out);
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh"]).arg(inner.get_program()).args(inner.get_args());
    command.env(TASK, task).env(OUT, out).stdout(Stdio::null());
    command
}

/// Not a test: other tests start it as a separate process.
#[test]
fn writer_process() {
    let Ok(task) = env::var(TASK) else { return };
    let out = PathBuf::from(env::var_os(OUT).unwrap());
    match task.as_str() {
        "once" => {
            write(&out, &large_tree(0), &[]).unwrap();
        }
        "forever" => {
            println!("ready");
            for seed in (0..2).cycle() {
                write(&out, &large_tree(seed), &[]).unwrap();
            }
        }
        "thirty times" => {
            for seed in 0..30 {
                write(&out, &large_tree(seed % 2), &[]).unwrap();
            }
        }
        "until full" => fill_the_disk(&out),
        "read-only" => write_read_only(&out),
        other => panic!("unknown task {other}"),
    }
}

/// Writes a small tree, then one that does not fit, then the small one again.
fn fill_the_disk(out: &Path) {
    let small = tree(&[("a.html", "small"), ("b/c.html", "small")]);
    write(out, &small, &[]).expect("the small tree fits");
    let before = prints(out);

    let mut large = small.clone();
    large.insert("a.html".to_owned(), bytes("changed"));
    large.insert("large.zip".to_owned(), bytes(&"large ".repeat(200_000)));
    let error = write(out, &large, &[]).expect_err("the large tree does not fit");
    let full = [ErrorKind::StorageFull, ErrorKind::FileTooLarge];
    assert!(matches!(&error, WriteError::Io { source, .. } if full.contains(&source.kind())));
    assert!(error.to_string().contains("free some space"), "{error}");

    let times = |prints: &BTreeMap<String, (u64, i64, i64, i64, i64, u32)>| -> Vec<_> {
        prints.iter().map(|(path, print)| (path.clone(), print.0, print.1, print.2)).collect()
    };
    assert_eq!(times(&prints(out)), times(&before), "the output is the old one");
    assert_eq!(contents(out)["/a.html"], Some(b"small".to_vec()));
    assert_eq!(entries(out.parent().expect("parent")), ["public"], "nothing is left beside it");
    write(out, &small, &[]).expect("and it can be built again");
}

/// Finds an output in a folder in which nothing can be written.
fn write_read_only(out: &Path) {
    let written = write(out, &large_tree(0), &[]).expect("what did not change needs no writing");
    assert_eq!(written.unchanged, 36);
    let error = write(out, &large_tree(1), &[]).expect_err("nothing can be written here");
    let WriteError::Io { source, .. } = &error else { panic!("{error}") };
    let refusals = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];
    assert!(refusals.contains(&source.kind()), "{error}");
    assert!(error.to_string().contains("give --out"), "{error}");
    assert_eq!(contents(out), expected(&large_tree(0)));
}

#[test]
fn first_build_makes_output_and_parents() {
    let folder = TempDir::new().unwrap();
    let picture = folder.path().join("picture.png");
    fs::write(&picture, "a picture").unwrap();
    fs::set_permissions(&picture, fs::Permissions::from_mode(0o600)).unwrap();
    let mut tree = tree(&[("index.html", "index"), ("a/b/c.html", "c"), ("empty", "")]);
    tree.insert("images/p.png".to_owned(), file(&picture));

    let out = folder.path().join("www/site/public");
    let written = write(&out, &tree, &[]).unwrap();
    assert_eq!(written, Written { added: 4, changed: 0, removed: 0, unchanged: 0 });
    assert_eq!(contents(&out), expected(&tree));
    assert_eq!(prints(&out)["/images/p.png"].5 & 0o777, 0o644);
    assert_eq!(entries(out.parent().unwrap()), ["public"]);
}

#[test]
fn empty_folder_becomes_an_output() {
    let folder = TempDir::new().unwrap();
    let tree = tree(&[("index.html", "index")]);
    assert_eq!(write(folder.path(), &tree, &[]).unwrap().added, 1);
    assert_eq!(contents(folder.path()), expected(&tree));
}

#[test]
fn unchanged_build_touches_nothing() {
    let folder = TempDir::new().unwrap();
    let picture = folder.path().join("picture.png");
    fs::write(&picture, "a picture ".repeat(100_000)).unwrap();
    let mut tree = large_tree(0);
    tree.insert("images/p.png".to_owned(), file(&picture));
    let out = folder.path().join("public");
    write(&out, &tree, &[]).unwrap();
    let before = prints(folder.path());

    let written = write(&out, &tree, &[]).unwrap();
    assert_eq!(written, Written { added: 0, changed: 0, removed: 0, unchanged: 37 });
    assert_eq!(prints(folder.path()), before, "no inode, time or mode changed, beside it neither");
}

#[test]
fn partial_change_keeps_inodes_and_times_of_the_rest() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    let picture = folder.path().join("picture.png");
    fs::write(&picture, "old pixels").unwrap();
    let mut tree = tree(&[("a.html", "one"), ("b/c.html", "two"), ("stale/d.html", "three")]);
    tree.insert("b/p.png".to_owned(), file(&picture));
    write(&out, &tree, &[]).unwrap();
    let before = prints(&out);

    tree.insert("a.html".to_owned(), bytes("ONE"));
    tree.remove("stale/d.html");
    tree.insert("new/e.html".to_owned(), bytes("four"));
    // With the same length: only the bytes differ.
    fs::write(&picture, "new pixels").unwrap();
    let written = write(&out, &tree, &[]).unwrap();
    assert_eq!(written, Written { added: 1, changed: 2, removed: 1, unchanged: 1 });
    assert_eq!(contents(&out), expected(&tree));
    let after = prints(&out);
    for path in ["/b/c.html".to_owned(), format!("/{MARKER}")] {
        let (old, new) = (before[&path], after[&path]);
        assert_eq!((old.0, old.1, old.2), (new.0, new.1, new.2), "{path}");
    }
    assert_ne!(before["/a.html"].0, after["/a.html"].0);
}

#[test]
fn file_becomes_folder_and_folder_becomes_file() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    for tree in [tree(&[("a", "1"), ("b/c", "2")]), tree(&[("a/x", "1"), ("b", "2")])] {
        write(&out, &tree, &[]).unwrap();
        assert_eq!(contents(&out), expected(&tree));
    }
}

#[test]
fn whatever_else_is_in_the_output_goes() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    let tree = tree(&[("a.html", "1"), ("b.html", "2")]);
    write(&out, &tree, &[]).unwrap();
    fs::create_dir(out.join("empty")).unwrap();
    fs::write(out.join("note.txt"), "by hand").unwrap();
    fs::remove_file(out.join("b.html")).unwrap();
    symlink("a.html", out.join("b.html")).unwrap();
    let written = write(&out, &tree, &[]).unwrap();
    assert_eq!(written, Written { added: 0, changed: 1, removed: 1, unchanged: 1 });
    assert_eq!(contents(&out), expected(&tree));
    fs::create_dir(out.join("empty")).unwrap();
    write(&out, &tree, &[]).unwrap();
    assert_eq!(contents(&out), expected(&tree), "an empty folder is a difference, too");
}

#[test]
fn folders_of_others_are_refused() {
    let folder = TempDir::new().unwrap();
    let tree = tree(&[("a.html", "1")]);
    let foreign = folder.path().join("thesis");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("thesis.tex"), "years of work").unwrap();
    let error = write(&foreign, &tree, &[]).unwrap_err();
    assert!(matches!(error, WriteError::Foreign { .. }), "{error}");
    assert!(error.to_string().contains("thesis.tex"), "{error}");
    assert_eq!(entries(&foreign), ["thesis.tex"]);

    let error = write(&foreign.join("thesis.tex"), &tree, &[]).unwrap_err();
    assert!(matches!(error, WriteError::NotAFolder { .. }), "{error}");

    let checkout = folder.path().join("gh-pages");
    write(&checkout, &tree, &[]).unwrap();
    fs::create_dir(checkout.join(".git")).unwrap();
    let error = write(&checkout, &Tree::new(), &[]).unwrap_err();
    assert!(matches!(error, WriteError::Repository { entry: ".git", .. }), "{error}");
}

#[test]
fn sources_home_and_root_are_refused() {
    let folder = TempDir::new().unwrap();
    let site = folder.path().join("talks/site");
    fs::create_dir_all(&site).unwrap();
    let tree = tree(&[("a.html", "1")]);
    let protect = [site.as_path()];
    let home = env::home_dir().unwrap();
    for out in [folder.path(), &folder.path().join("talks/../talks"), &site, &home, Path::new("/")]
    {
        let error = write(out, &tree, &protect).unwrap_err();
        assert!(matches!(error, WriteError::Protected { .. }), "{error}");
    }
    write(&site.join("public"), &tree, &protect).unwrap();
    assert_eq!(entries(folder.path()), ["talks"]);
}

#[test]
fn symbolic_link_stays_and_its_target_is_replaced() {
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("srv/www");
    let out = folder.path().join("public");
    symlink("middle", &out).unwrap();
    symlink("srv/www", folder.path().join("middle")).unwrap();
    for tree in [tree(&[("a.html", "1")]), tree(&[("a.html", "2"), ("b.html", "3")])] {
        write(&out, &tree, &[]).unwrap();
        assert!(out.is_symlink());
        assert_eq!(contents(&target), expected(&tree));
        assert_eq!(entries(target.parent().unwrap()), ["www"]);
    }
}

#[test]
fn missing_source_is_named_and_leaves_the_output() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    let mut tree = tree(&[("a.html", "1")]);
    write(&out, &tree, &[]).unwrap();
    let before = contents(folder.path());
    tree.insert("p.png".to_owned(), file(&folder.path().join("missing.png")));
    let error = write(&out, &tree, &[]).unwrap_err();
    assert!(error.to_string().contains("missing.png"), "{error}");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn umask_does_not_show_in_the_output() {
    let folder = TempDir::new().unwrap();
    let mut modes = Vec::new();
    for umask in ["022", "077", "000", "777"] {
        let out = folder.path().join(umask);
        let script = format!("umask {umask}; exec \"$@\"");
        assert!(writer_in_shell(&script, "once", &out).status().unwrap().success(), "{umask}");
        let found = prints(&out).into_iter().map(|(path, print)| (path, print.5));
        modes.push(found.collect::<BTreeMap<_, _>>());
    }
    assert_eq!(modes[0]["/decks"] & 0o777, 0o755);
    assert_eq!(modes[0]["/decks/0.html"] & 0o777, 0o644);
    assert!(modes.iter().all(|other| *other == modes[0]));
}

#[test]
fn threads_do_not_tear_each_other() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    thread::scope(|scope| {
        for thread in 0..4 {
            let out = &out;
            scope.spawn(move || {
                for round in 0..10 {
                    write(out, &large_tree((thread + round) % 2), &[]).unwrap();
                }
            });
        }
    });
    let found = contents(&out);
    assert!((0..2).any(|seed| found == expected(&large_tree(seed))));
    assert_eq!(entries(folder.path()), ["public"]);
}

#[test]
fn processes_do_not_tear_each_other() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    let start = |_| writer("thirty times", &out).spawn().unwrap();
    for mut process in (0..3).map(start).collect::<Vec<_>>() {
        assert!(process.wait().unwrap().success());
    }
    assert_eq!(contents(&out), expected(&large_tree(1)), "every process writes this one last");
    assert_eq!(entries(folder.path()), ["public"]);
}

/// How long the process that is to be killed takes for both trees, here and now.
fn time_of_a_round() -> Duration {
    const ROUNDS: u32 = 5;
    let folder = TempDir::new().expect("folder");
    let start = Instant::now();
    for round in 0..ROUNDS * 2 {
        write(&folder.path().join("out"), &large_tree(round as usize % 2), &[]).expect("output");
    }
    start.elapsed() / ROUNDS
}

#[test]
fn killed_at_200_moments_leaves_a_complete_output() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    let complete = [expected(&large_tree(0)), expected(&large_tree(1))];
    let round = time_of_a_round();
    let (mut seen, mut n_litter) = ([0, 0], 0);
    for kill in 0..200 {
        let mut process = writer("forever", &out).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        assert!(lines.map(Result::unwrap).any(|line| line.contains("ready")));
        // The moment matters: it covers two rounds in steps that share no factor with them.
        thread::sleep(round * (kill * 7919 % 2000) / 1000);
        process.kill().unwrap();
        process.wait().unwrap();
        n_litter += usize::from(entries(folder.path()).iter().any(|name| name != "public"));
        if !out.exists() {
            assert_eq!(seen, [0, 0], "kill {kill}: there was an output");
            continue;
        }
        let found = contents(&out);
        let which = complete.iter().position(|tree| *tree == found);
        seen[which.unwrap_or_else(|| panic!("kill {kill}: neither old nor new"))] += 1;
    }
    assert!(
        seen[0] > 0 && seen[1] > 0 && n_litter > 0,
        "too early or too late: {seen:?} {n_litter}"
    );
    write(&out, &large_tree(0), &[]).unwrap();
    assert_eq!(contents(&out), complete[0]);
    assert_eq!(entries(folder.path()), ["public"], "the litter is gone");
}

#[test]
fn file_size_limit_leaves_the_old_output() {
    let folder = TempDir::new().unwrap();
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$@\"";
    let out = folder.path().join("public");
    assert!(writer_in_shell(script, "until full", &out).status().unwrap().success());
}

/// Whether this user may mount file systems in a name space of their own.
fn may_mount() -> bool {
    let probe = Command::new("unshare").args(["-rm", "true"]).stderr(Stdio::null()).status();
    probe.is_ok_and(|status| status.success())
}

#[test]
fn full_disk_leaves_the_old_output() {
    if !may_mount() {
        return; // `file_size_limit_leaves_the_old_output` takes the same path everywhere.
    }
    let folder = TempDir::new().unwrap();
    let script = format!(
        "exec unshare -rm sh -c 'mount -t tmpfs -o size=256k none {} && exec \"$@\"' sh \"$@\"",
        folder.path().display()
    );
    let out = folder.path().join("public");
    assert!(writer_in_shell(&script, "until full", &out).status().unwrap().success());
}

#[test]
fn read_only_file_system_is_reported() {
    if !may_mount() {
        return; // `read_only_parent_is_reported` takes the same path for users without privileges.
    }
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    write(&out, &large_tree(0), &[]).unwrap();
    let script = format!(
        "exec unshare -rm sh -c 'mount --bind {0} {0} && mount -o remount,bind,ro {0} && \
         exec \"$@\"' sh \"$@\"",
        folder.path().display()
    );
    assert!(writer_in_shell(&script, "read-only", &out).status().unwrap().success());
}

#[test]
fn read_only_parent_is_reported() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    write(&out, &large_tree(0), &[]).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anyway; `read_only_file_system_is_reported` is for root.
    if fs::write(folder.path().join("probe"), "").is_err() {
        assert!(writer("read-only", &out).status().unwrap().success());
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}
