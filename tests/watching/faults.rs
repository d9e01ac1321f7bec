//! Faults of disks: no space, no permission, clocks that jump, files that are not regular, and
//! files that disappear while they are read.

use std::fs::{self, FileTimes, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempDir;

use super::{Program, Served, html, site, write};

/// How long a chapter appears and disappears while the site is built.
const RESTLESS: Duration = Duration::from_secs(3);

/// A user who owns nothing and has no special permissions. Rights do not bind root.
const NOBODY: u32 = 65534;

/// Runs a command as a user with limited permissions, who can read the site.
fn bound_by_rights(command: &mut Command, site: &Path) {
    use std::os::unix::process::CommandExt;
    if site.metadata().expect("a folder").uid() == 0 {
        set_mode(site, 0o755);
        command.uid(NOBODY).gid(NOBODY);
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("rights can be set");
}

/// A copy of the program that anybody may start: its own folder may be closed to others.
fn program_for_all() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    set_mode(folder.path(), 0o755);
    let (built, copy) = (env!("CARGO_BIN_EXE_deckyard"), folder.path().join("deckyard"));
    if fs::hard_link(built, &copy).is_err() {
        fs::copy(built, &copy).expect("a copy");
    }
    folder
}

fn mkfifo(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
    assert!(made.success());
}

/// The pages of a new build by a separate program.
fn cold(site: &Path, decks: &[&str]) -> Vec<String> {
    let out = tempfile::tempdir().expect("a folder");
    let public = out.path().join("public");
    let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
    let built = command.args(["build", "-q", "--site"]).arg(site).arg("--out").arg(&public);
    assert!(built.status().expect("the program starts").success());
    decks.iter().map(|deck| fs::read_to_string(public.join(deck)).expect("a page")).collect()
}

impl Served {
    /// A served page without what only the server adds.
    fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        let (_, page) = answer.split_once("\r\n\r\n").expect("a body");
        let (before, script) =
            page.split_once("<script defer src=\"./__deckyard").expect("a script");
        let (_, after) = script.split_once("</script>\n").expect("its end");
        format!("{before}{after}")
    }

    /// Waits for the build that shows a text in the first deck.
    fn arrives(&self, text: &str) {
        while !html(&self.event("build"), "one").contains(text) {}
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_last_good_output() {
    use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};

    let site = site();
    let out = tempfile::tempdir().expect("a folder");
    let public = out.path().join("public");
    // The maximum length of a file: the system reports it like a full disk.
    let program = Program::start_by(
        |_| {
            let mut shell = Command::new("sh");
            let ignoring = "trap '' XFSZ; exec \"$@\"";
            shell.args(["-c", ignoring, "sh", env!("CARGO_BIN_EXE_deckyard")]);
            shell
        },
        site.path(),
        &["build", "--watch", "--out", &public.display().to_string()],
    );
    program.wait_for(" written");
    let limit = |current| {
        let limit = Rlimit { current, ..getrlimit(Resource::Fsize) };
        let pid = Pid::from_child(&program.child);
        prlimit(Some(pid), Resource::Fsize, limit).expect("a limit");
    };
    let files = || {
        let mut files: Vec<_> = fs::read_dir(&public)
            .expect("an output")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.is_file())
            .map(|path| (fs::read(&path).expect("a file"), path))
            .collect();
        files.sort();
        files
    };
    let before = files();
    limit(Some(2000));
    let page = || fs::read_to_string(public.join("one.html")).unwrap_or_default();
    for text in ["too much", "still too much"] {
        write(&site.path().join("slides/a.md"), &format!("# A\n\n{text}\n"));
        let said = program.wait_for("error: cannot write");
        assert!(said.contains("public") && said.contains("one.html"), "{said}");
        assert!(said.contains("free some space"), "{said}");
        assert!(said.ends_with("the next change starts another attempt"), "{said}");
        assert_eq!(files(), before);
    }
    limit(None);
    write(&site.path().join("slides/a.md"), "# A\n\nthere is room again\n");
    program.wait_for("files written");
    assert!(page().contains("there is room again"));
    let litter: Vec<_> = fs::read_dir(out.path()).expect("a folder").collect();
    assert_eq!(litter.len(), 1, "{litter:?}");
}

#[test]
fn times_of_files_say_nothing() {
    for arguments in [&[][..], &["--poll", "50"]] {
        let site = site();
        let file = site.path().join("slides/a.md");
        let served = Served::with(site.path(), arguments);
        let save_at = |text: &str, time: SystemTime| {
            write(&file, text);
            let times = FileTimes::new().set_modified(time);
            fs::File::options()
                .append(true)
                .open(&file)
                .and_then(|f| f.set_times(times))
                .expect("a time");
        };
        let day = Duration::from_hours(24);
        let far = SystemTime::UNIX_EPOCH + 47_000 * day; // In 2098.
        let long_ago = SystemTime::UNIX_EPOCH + 7000 * day; // In 1989.
        save_at("# A\n\nin the future\n", far);
        served.arrives("in the future");
        save_at("# A\n\nof long ago\n", long_ago);
        served.arrives("of long ago");
        // Neither size nor time differs.
        save_at("# A\n\nof LONG ago\n", long_ago);
        served.arrives("of LONG ago");
        // As with `cp -p` and `mv`: another file, with the same size and time.
        let other = site.path().join("other.md");
        fs::copy(&file, &other).expect("a copy");
        write(&other, "# A\n\nof LONG AGO\n");
        let times = FileTimes::new().set_modified(long_ago);
        fs::File::options()
            .append(true)
            .open(&other)
            .and_then(|f| f.set_times(times))
            .expect("a time");
        fs::rename(&other, &file).expect("a new name");
        served.arrives("of LONG AGO");
    }
}

/// A site that is served in this folder by a program with limited permissions.
fn served_by_rights(program: &TempDir, site: &Path, arguments: &[&str]) -> Served {
    let path = program.path().join("deckyard");
    let command = |_| {
        let mut command = Command::new(&path);
        bound_by_rights(&mut command, site);
        command
    };
    Served::by(command, site, arguments)
}

#[test]
fn what_may_not_be_read_is_told_and_the_previous_version_is_served() {
    let site = site();
    let at = |path: &str| site.path().join(path);
    write(&at("slides/one.yml"), "title: T\ninterstitials: false\ncontent:\n- a.md\n- sub/c.md\n");
    write(&at("slides/sub/c.md"), "# C\n\nbehind a door\n");
    write(&at("static/theme.css"), ":root { --accent: blue }\n");
    write(&at("static/more.txt"), "more\n");
    write(&at("templates/index.html"), "<p>of our own</p>\n");
    write(&at("workshops.yml"), "site: {title: Ours}\n");
    let program = program_for_all();
    let served = served_by_rights(&program, site.path(), &[]);
    let good = ["one.html", "two.html", "index.html"].map(|page| served.page(page));
    for (closed, mode) in [
        ("slides/sub", 0o755),
        ("slides/a.md", 0o644),
        ("slides/one.yml", 0o644),
        ("slides", 0o755),
        ("static", 0o755),
        ("static/theme.css", 0o644),
        ("templates", 0o755),
        ("templates/index.html", 0o644),
        ("workshops.yml", 0o644),
        ("", 0o755),
    ] {
        println!("{closed}");
        set_mode(&at(closed), 0);
        let problems = served.event("problems");
        let text = problems[0]["text"].as_str().unwrap_or_default();
        assert!(text.contains("unreadable-file"), "{closed}: {problems}");
        assert!(
            text.contains("give the user who runs the build access to it"),
            "{closed}: {problems}"
        );
        let name = if closed.is_empty() { "the site" } else { closed };
        served
            .program
            .wait_for(&format!("{name}: build failed; still serving the previous version"));
        let stays = ["one.html", "two.html", "index.html"].map(|page| served.page(page));
        assert!(stays == good, "{closed}");
        set_mode(&at(closed), mode);
        assert_eq!(served.event("problems"), serde_json::json!([]), "{closed}");
        let again = ["one.html", "two.html", "index.html"].map(|page| served.page(page));
        assert!(again == good, "{closed}");
    }
    write(&at("slides/sub/c.md"), "# C\n\nmended\n");
    served.arrives("mended");
}

#[test]
fn pages_are_told_of_a_flood_of_problems_in_few_words() {
    let site = site();
    let file = site.path().join("slides/a.md");
    let served = Served::new(site.path());
    write(&file, &format!("{}\n@@NOWHERE@@\n", ".x[\n".repeat(20_000)));
    let problems = served.event("problems");
    let texts: Vec<_> = problems.as_array().expect("a list").iter().collect();
    assert_eq!(texts.len(), 22, "{problems}");
    assert!(problems.to_string().len() < 20_000);
    let is_there = |text: &str| texts.iter().any(|one| one["text"].to_string().contains(text));
    assert!(is_there("unknown-variable") && is_there("… and 19,980 more `unclosed-class`"));
    served.program.wait_for("; 1 error, 20,000 warnings");
    write(&file, "# A\n\nmended\n");
    served.arrives("mended");
}

#[test]
fn a_site_without_a_deck_keeps_the_last_one() {
    let site = site();
    let out = tempfile::tempdir().expect("a folder");
    let public = out.path().join("public");
    let arguments = ["build", "--watch", "--out", &public.display().to_string()];
    let watching = Program::start(site.path(), &arguments);
    watching.wait_for(" written");
    let served = Served::new(site.path());
    let elsewhere = site.path().join("elsewhere");
    fs::rename(site.path().join("slides"), &elsewhere).expect("a new name");
    assert!(served.event("problems").to_string().contains("no-deck"));
    watching.wait_for("the previous output is kept");
    assert!(served.get("one.html").contains("text of a"));
    assert!(public.join("one.html").is_file());
    fs::rename(&elsewhere, site.path().join("slides")).expect("the old name");
    assert_eq!(served.event("problems"), serde_json::json!([]));
    write(&site.path().join("slides/a.md"), "# A\n\nback\n");
    served.arrives("back");
}

#[test]
fn a_chapter_that_comes_and_goes_ends_as_it_is() {
    let site = site();
    let file = site.path().join("slides/a.md");
    let served = Served::new(site.path());
    let end = Instant::now() + RESTLESS;
    let mut round = 0;
    while Instant::now() < end {
        round += 1;
        fs::remove_file(&file).expect("no file");
        write(&file, &format!("# A\n\n{}\n", "restless ".repeat(round % 500)));
        // Sometimes long enough for a build, whose file the next round removes.
        if round.is_multiple_of(7) {
            served.get("one.html");
        }
    }
    write(&file, "# A\n\nat rest\n");
    served.arrives("at rest");
    let pages = ["one.html", "two.html"];
    assert!(pages.map(|page| served.page(page)).as_slice() == cold(site.path(), &pages));
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    for arguments in [&[][..], &["--poll", "50"]] {
        let site = site();
        let file = site.path().join("slides/a.md");
        let served = Served::with(site.path(), arguments);
        let told = |code: &str| {
            // Between two files, there may be no file.
            while !served.event("problems").to_string().contains(code) {}
        };
        let mended = |text: &str| {
            write(&file, &format!("# A\n\n{text}\n"));
            served.arrives(text);
        };
        fs::remove_file(&file).expect("no file");
        mkfifo(&file);
        told("pipe");
        fs::remove_file(&file).expect("no pipe");
        mended("no pipe");
        fs::remove_file(&file).expect("no file");
        fs::create_dir(&file).expect("a folder");
        told("chapter-folder");
        fs::remove_dir(&file).expect("no folder");
        mended("no folder");
        fs::remove_file(&file).expect("no file");
        symlink("a.md", &file).expect("a circle");
        told("unreadable-file");
        fs::remove_file(&file).expect("no link");
        mkfifo(&site.path().join("slides/nobodys.md"));
        symlink(".", site.path().join("slides/circle")).expect("a circle");
        symlink("nowhere", site.path().join("slides/nothing")).expect("a link");
        mended("no circle");
        for name in ["slides/deck.yml", "templates/deck.html", "static/theme.css", "static/x.png"] {
            let file = site.path().join(name);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            mkfifo(&file);
            told(&format!("`{name}` cannot be read"));
            fs::remove_file(&file).expect("no pipe");
            while served.event("problems") != serde_json::json!([]) {}
        }
    }
}

#[test]
fn a_folder_that_may_not_be_read_is_named_for_its_pictures() {
    for arguments in [&[][..], &["--poll", "50"]] {
        let site = site();
        let pictures = site.path().join("slides/pictures");
        write(&pictures.join("p.svg"), "<svg/>");
        write(&site.path().join("slides/b.md"), "# B\n\n![p](pictures/p.svg)\n");
        let program = program_for_all();
        let served = served_by_rights(&program, site.path(), arguments);
        set_mode(&pictures, 0);
        let problems = served.event("problems").to_string();
        assert!(problems.contains("`slides/pictures` cannot be read"), "{problems}");
        assert!(!problems.contains("missing-picture"), "{problems}");
        set_mode(&pictures, 0o755);
        assert_eq!(served.event("problems"), serde_json::json!([]));
    }
}

#[test]
fn a_pipe_among_the_files_of_the_site_is_left_alone() {
    let site = site();
    fs::create_dir_all(site.path().join("static")).expect("a folder");
    fs::create_dir_all(site.path().join("templates")).expect("a folder");
    for name in ["static/theme.css", "static/x.png", "templates/deck.html", "slides/p.png"] {
        mkfifo(&site.path().join(name));
    }
    write(&site.path().join("slides/b.md"), "# B\n\n![p](p.png)\n\n@@INCLUDE[slides/inc.md]\n");
    mkfifo(&site.path().join("slides/inc.md"));
    let program = Program::start(site.path(), &["check"]);
    program.wait_for("`slides/inc.md` cannot be read");
    program.wait_for("2 decks");
}

#[test]
fn links_lead_to_files_of_the_site_only() {
    let site = site();
    let at = |path: &str| site.path().join(path);
    let outside = tempfile::tempdir().expect("a folder");
    write(&outside.path().join("secret.txt"), "secret");
    fs::create_dir_all(at("static")).expect("a folder");
    let served = Served::new(site.path());
    for target in [outside.path().to_owned(), outside.path().join("secret.txt")] {
        symlink(target, at("static/out")).expect("a link");
        assert!(served.event("problems").to_string().contains("outside-site"));
        for path in ["out", "out/secret.txt"] {
            assert!(served.get(path).starts_with("HTTP/1.1 404"), "{path}");
        }
        fs::remove_file(at("static/out")).expect("no link");
        assert_eq!(served.event("problems"), serde_json::json!([]));
    }
}

#[test]
fn a_folder_with_two_names_is_watched_under_both() {
    let site = site();
    let at = |path: &str| site.path().join(path);
    write(&at("pictures/p.svg"), "<svg/>");
    // One name that comes before the real one, and one after it.
    for link in ["slides/a-pictures", "static/z-pictures"] {
        fs::create_dir_all(at(link).parent().expect("a folder")).expect("a folder");
        symlink("../pictures", at(link)).expect("a link");
    }
    symlink("../slides", at("static/z-slides")).expect("a link");
    write(&at("slides/a.md"), "# A\n\n![p](a-pictures/p.svg)\n\n![q](a-pictures/q.svg)\n");
    let served = Served::new(site.path());
    let is_loaded_anew = || {
        let build = served.event("build");
        assert!(build["pages"].to_string().contains("one.html"), "{build}");
    };
    write(&at("pictures/p.svg"), "<svg></svg>");
    is_loaded_anew();
    write(&at("pictures/q.svg"), "<svg></svg>");
    is_loaded_anew();
    assert!(served.get("a-pictures/q.svg").starts_with("HTTP/1.1 200"));
    assert!(served.get("z-pictures/q.svg").starts_with("HTTP/1.1 200"));
    // The chapters are files of `static/` as well, so the whole page is another one.
    write(&at("slides/a.md"), "# A\n\nunder its first name\n");
    is_loaded_anew();
    assert!(served.get("one.html").contains("under its first name"));
    // A chapter that is a link to a file that is created later.
    fs::remove_file(at("slides/a.md")).expect("no file");
    symlink("../pictures/later.md", at("slides/a.md")).expect("a link");
    served.event("problems");
    write(&at("pictures/later.md"), "# A\n\nit came\n");
    is_loaded_anew();
    assert!(served.get("one.html").contains("it came"));
}
