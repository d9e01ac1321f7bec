//! The program itself, killed, out of space, or not allowed to write: a reader of the output always
//! finds a complete site, the old one or the new one.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How often a build is killed.
const KILLS: u32 = 200;
/// The decks of the site: enough for a build to take a few milliseconds of writing.
const DECKS: usize = 12;

/// The files of an output, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// Writes one of two versions of a site: pages of both share names and differ in bytes, and each
/// has pages and pictures that the other lacks.
fn write_site(site: &Path, version: usize) {
    let slides = site.join("slides");
    let _ = fs::remove_dir_all(&slides);
    fs::create_dir_all(slides.join("images")).expect("a folder");
    for deck in 0..DECKS {
        let name =
            if deck % 3 == 0 { format!("v{version}-{deck}") } else { format!("deck-{deck}") };
        let manifest =
            format!("title: Deck {deck} of {version}\ncontent:\n- shared.md\n- own.md\n");
        fs::write(slides.join(format!("{name}.yml")), manifest).expect("a manifest");
        fs::write(slides.join(format!("images/{version}-{deck}.png")), vec![7; 20_000])
            .expect("a picture");
    }
    let picture = |deck| format!("![](images/{version}-{deck}.png)\n\n---\n\n");
    let pictures = (0..DECKS).map(picture).collect::<Vec<_>>().concat();
    fs::write(slides.join("shared.md"), ["The same in both versions.\n\n"; 40].join("---\n\n"))
        .expect("a chapter");
    fs::write(slides.join("own.md"), format!("{pictures}Version {version}\n")).expect("a chapter");
}

fn build(site: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
    command.args(["build", "--quiet", "--site"]).arg(site).arg("--out").arg(out);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

#[track_caller]
fn assert_built(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Everything in a folder.
fn contents(folder: &Path) -> Files {
    let mut found = Files::new();
    visit(folder, "", &mut found);
    found
}

fn visit(folder: &Path, prefix: &str, found: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("a type").is_dir() {
            visit(&entry.path(), &format!("{path}/"), found);
        } else {
            found.insert(path, fs::read(entry.path()).expect("a file"));
        }
    }
}

/// Two versions of a site, the complete output of each, and the time of a build.
struct Versions {
    folder: TempDir,
    complete: [Files; 2],
    time: Duration,
}

impl Versions {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut time = Duration::ZERO;
        let complete = [0, 1].map(|version| {
            let site = folder.path().join(format!("site-{version}"));
            write_site(&site, version);
            let out = folder.path().join("complete");
            // The second build is the one to measure: the first finds cold files.
            for _ in 0..2 {
                let _ = fs::remove_dir_all(&out);
                let start = Instant::now();
                assert_built(&build(&site, &out).output().expect("the program starts"));
                time = start.elapsed();
            }
            let files = contents(&out);
            fs::remove_dir_all(&out).expect("a folder");
            files
        });
        assert_ne!(complete[0], complete[1]);
        Self { folder, complete, time }
    }

    fn build(&self, version: usize, out: &Path) -> Command {
        build(&self.folder.path().join(format!("site-{version}")), out)
    }

    /// Which version an output is; panics when it is neither.
    #[track_caller]
    fn version(&self, out: &Path, when: &str) -> usize {
        let found = contents(out);
        let which = self.complete.iter().position(|files| *files == found);
        which.unwrap_or_else(|| {
            let names: Vec<_> = found.keys().collect();
            panic!("{when}: neither the old output nor the new one: {names:?}")
        })
    }
}

fn beside(out: &Path) -> Vec<String> {
    let entries = fs::read_dir(out.parent().expect("a parent")).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "public")
        .collect()
}

#[test]
fn killed_build_leaves_the_old_output_or_the_new_one() {
    let versions = Versions::new();
    let place = TempDir::new().unwrap();
    let out = place.path().join("public");
    assert_built(&versions.build(0, &out).output().unwrap());
    let (mut now, mut n_old, mut n_new, mut n_litter) = (0, 0, 0, 0);
    for kill in 0..KILLS {
        let next = 1 - now;
        let mut process = versions.build(next, &out).spawn().unwrap();
        // The moment is the point. The time of the kill covers the whole build and a little more,
        // in steps that share no factor with it.
        thread::sleep(versions.time * (kill * 7919 % 1200) / 1000);
        process.kill().unwrap();
        process.wait().unwrap();
        n_litter += usize::from(!beside(&out).is_empty());
        let found = versions.version(&out, &format!("kill {kill}"));
        *(if found == now { &mut n_old } else { &mut n_new }) += 1;
        now = found;
    }
    assert!(n_old > 0 && n_new > 0, "too early or too late: {n_old} old, {n_new} new");
    assert_built(&versions.build(1 - now, &out).output().unwrap());
    assert_eq!(versions.version(&out, "after all"), 1 - now);
    assert_eq!(beside(&out), [""; 0], "the litter of {n_litter} builds is gone");
}

/// Whether this user may mount file systems in a name space of their own.
fn may_mount() -> bool {
    let probe = Command::new("unshare").args(["-rm", "true"]).stderr(Stdio::null()).status();
    probe.is_ok_and(|status| status.success())
}

/// Runs a build in a shell script as its `"$@"`.
fn in_shell(script: &str, command: &Command) -> Output {
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "sh"]).arg(command.get_program()).args(command.get_args());
    shell.stdin(Stdio::null()).output().expect("the shell starts")
}

#[track_caller]
fn assert_refused(output: &Output, words: &str) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.starts_with("error: ") && text.contains(words), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
}

#[test]
fn file_that_may_not_grow_leaves_the_old_output() {
    let versions = Versions::new();
    let place = TempDir::new().unwrap();
    let out = place.path().join("public");
    assert_built(&versions.build(0, &out).output().unwrap());
    // In blocks of 512 bytes: less than a picture.
    let output = in_shell("trap '' XFSZ; ulimit -f 20; exec \"$@\"", &versions.build(1, &out));
    assert_refused(&output, "free some space");
    assert_eq!(versions.version(&out, "after the limit"), 0);
    assert_eq!(beside(&out), [""; 0]);
}

#[test]
fn full_disk_leaves_the_old_output() {
    if !may_mount() {
        return; // `file_that_may_not_grow_leaves_the_old_output` takes the same path everywhere.
    }
    let versions = Versions::new();
    let place = TempDir::new().unwrap();
    let out = place.path().join("public");
    let size = versions.complete[0].values().map(Vec::len).sum::<usize>() * 3 / 2 / 1024;
    let copy = TempDir::new().unwrap();
    // The disk disappears with the name space, so its contents are copied out.
    let script = format!(
        "exec unshare -rm sh -c 'mount -t tmpfs -o size={size}k none {place} && \
         {program} build -q --site {site} --out {out} && \"$@\"; status=$?; \
         cp -R {place}/. {copy}; exit $status' sh \"$@\"",
        place = place.path().display(),
        program = env!("CARGO_BIN_EXE_deckyard"),
        site = versions.folder.path().join("site-0").display(),
        out = out.display(),
        copy = copy.path().display(),
    );
    let output = in_shell(&script, &versions.build(1, &out));
    assert_refused(&output, "free some space");
    let out = copy.path().join("public");
    assert_eq!(versions.version(&out, "after the disk was full"), 0);
    assert_eq!(beside(&out), [""; 0]);
}

#[test]
fn read_only_file_system_leaves_the_old_output() {
    if !may_mount() {
        return; // `closed_folder_leaves_the_old_output` is for users without privileges.
    }
    let versions = Versions::new();
    let place = TempDir::new().unwrap();
    let out = place.path().join("public");
    assert_built(&versions.build(0, &out).output().unwrap());
    let script = format!(
        "exec unshare -rm sh -c 'mount --bind {0} {0} && mount -o remount,bind,ro {0} && \
         exec \"$@\"' sh \"$@\"",
        place.path().display()
    );
    let output = in_shell(&script, &versions.build(1, &out));
    assert_refused(&output, "give --out");
    assert_eq!(versions.version(&out, "read-only"), 0);
    let output = in_shell(&script, &versions.build(0, &out));
    assert_built(&output);
}

#[test]
fn closed_folder_leaves_the_old_output() {
    use std::os::unix::fs::PermissionsExt;

    let versions = Versions::new();
    let place = TempDir::new().unwrap();
    let out = place.path().join("public");
    assert_built(&versions.build(0, &out).output().unwrap());
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anyway; `read_only_file_system_leaves_the_old_output` is for root.
    if fs::write(place.path().join("probe"), "").is_err() {
        assert_refused(&versions.build(1, &out).output().unwrap(), "give --out");
    }
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let _ = fs::remove_file(place.path().join("probe"));
    assert_eq!(versions.version(&out, "closed"), 0);
}
