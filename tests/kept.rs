//! Builds that find nothing to do: they repeat the output of the last one, and notice every change.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the tests change files")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

/// Longer than the moment in which changes of inputs are not trusted.
const MOMENT: Duration = Duration::from_millis(120);

const NOTHING_BUILT: &str = "nothing was built";

/// A site in a git repository, its output, and a folder for caches.
struct Site {
    folder: TempDir,
    /// Further options.
    options: Vec<String>,
    environment: Vec<(String, String)>,
}

impl Site {
    fn new() -> Self {
        let site = Self {
            folder: TempDir::new().expect("a folder"),
            options: Vec::new(),
            environment: Vec::new(),
        };
        site.file(
            "slides/talk.yml",
            "title: Bread\nexclude: [long]\nchapters:\n- bread.md\n- oven/heat.md\n",
        );
        site.file("slides/bread.md", "# Flour\n\n![A loaf](loaf.svg)\n\n---\n\nclass: long\n\nWait.\n\n---\n\nclas: x\n\n@@INCLUDE[parts/one.md]\n");
        site.file("slides/oven/heat.md", "# Heat\n\n250 degrees.\n");
        site.file("slides/parts/one.md", "One part.\n");
        site.file("parts/one.md", "One part.\n");
        site.file(
            "slides/loaf.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        );
        site.file("static/robots.txt", "User-agent: *\n");
        site.file("real/jam.md", "Jam.\n");
        fs::create_dir_all(site.path("slides/linked")).expect("a folder");
        symlink("../../real/jam.md", site.path("slides/linked/jam.md")).expect("a link");
        symlink("../later.svg", site.path("static/later.svg")).expect("a broken link");
        site.git(&["init", "--quiet", "--initial-branch=main"]);
        site.commit();
        site.git(&["branch", "frozen"]);
        site.file(
            "workshops.yml",
            "workshops:\n- date: 2027-04-23\n  title: Baking\n  decks: [talk]\n\
             - date: 2027-05-23\n  title: Baking again\n  decks: [talk]\n  rev: frozen\n",
        );
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).expect("read");
        self.file(path, &text.replace(from, to));
    }

    fn git(&self, arguments: &[&str]) {
        let done = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .current_dir(self.path(""))
            .stdin(Stdio::null())
            .output()
            .expect("git");
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "slides", "parts", "static"]);
        self.git(&["commit", "--quiet", "--message=All", "--allow-empty"]);
    }

    /// Builds into a folder; with a memory, or without one.
    fn build_to(&self, out: &str, caches: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
        let caches = match caches {
            "" => PathBuf::new(),
            caches => self.folder.path().join(caches),
        };
        command
            .args(["build", "--verbose", "--format=short", "--date=2027-05-01", "--site"])
            .arg(self.path(""))
            .arg("--out")
            .arg(self.folder.path().join(out))
            .args(&self.options)
            .env("DECKYARD_CACHE", caches)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command.output().expect("it runs")
    }

    fn build(&self) -> String {
        let done = self.build_to("out", "caches");
        String::from_utf8(done.stderr).expect("text")
    }

    /// A build that is recorded.
    fn settle(&self) {
        sleep(MOMENT);
        self.build();
        let again = self.build();
        assert!(again.contains(NOTHING_BUILT), "{again}");
    }

    /// All files of an output.
    fn output(&self, out: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.folder.path().join(out);
        let mut files = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).expect("below").to_owned();
                    files.insert(name, fs::read(&path).expect("read"));
                }
            }
        }
        files
    }

    /// Asserts that the next build has the same result as one without a record.
    fn assert_seen(&self, what: &str) {
        let said = self.build();
        assert!(!said.contains(NOTHING_BUILT), "{what} was not seen:\n{said}");
        self.build_to("fresh", "");
        assert_eq!(self.output("out"), self.output("fresh"), "{what}");
    }
}

/// The output without the times, which differ.
fn plain(said: &str) -> Vec<String> {
    let lines = said.lines().filter(|line| !line.contains("built"));
    lines.map(|line| line.split(" in ").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_build_without_changes_says_what_the_last_one_said() {
    let site = Site::new();
    sleep(MOMENT);
    site.build();
    let again = site.build();
    assert!(again.contains(NOTHING_BUILT), "{again}");
    assert!(again.contains("warning[near-property]"), "{again}");
    assert!(again.contains("talk: 5 slides kept, 1 left out (long 1)"), "{again}");
    assert!(again.contains("; 1 warning"), "{again}");
    // A full build that writes nothing prints the same.
    let full = String::from_utf8(site.build_to("out", "").stderr).expect("text");
    assert_eq!(plain(&full), plain(&again));
    assert_eq!(site.output("out").len() - 1, unchanged(&again), "{again}");
}

/// The number before `unchanged`; without the file that marks the output.
fn unchanged(said: &str) -> usize {
    let words: Vec<&str> = said.split([' ', ',']).collect();
    let at = words.iter().position(|word| *word == "unchanged").expect("a number");
    words[at - 1].parse().expect("a number")
}

/// A change of a site: a description, and the action.
type Edit = (&'static str, fn(&Site));

const EDITS_OF_DECKS: [Edit; 8] = [
    ("a chapter", |site| site.file("slides/oven/heat.md", "# Heat\n\n260 degrees.\n")),
    ("a chapter of the same length and time", |site| {
        let path = site.path("slides/oven/heat.md");
        let time = fs::metadata(&path).and_then(|about| about.modified()).expect("a time");
        site.file("slides/oven/heat.md", "# Heat\n\n270 degrees.\n");
        let file = fs::File::options().write(true).open(path).expect("opened");
        file.set_modified(time).expect("set");
    }),
    ("a chapter behind a link", |site| {
        site.file("slides/talk.yml", "title: Bread\nchapters:\n- bread.md\n- linked/jam.md\n");
        site.settle();
        site.file("real/jam.md", "Cherry jam.\n");
    }),
    ("a link that leads elsewhere", |site| {
        site.file("real/honey.md", "Honey.\n");
        fs::remove_file(site.path("slides/linked/jam.md")).expect("removed");
        symlink("../../real/honey.md", site.path("slides/linked/jam.md")).expect("a link");
    }),
    ("an included file", |site| site.file("parts/one.md", "Two parts.\n")),
    ("a picture", |site| {
        let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='9'/>";
        site.file("slides/loaf.svg", picture);
    }),
    ("a manifest", |site| {
        site.file("slides/other.yml", "title: Other\nchapters: [oven/heat.md]\n");
    }),
    ("a manifest that is gone", |site| {
        fs::remove_file(site.path("slides/other.yml")).expect("removed");
    }),
];

const EDITS_OF_THE_SITE: [Edit; 14] = [
    ("a static file", |site| site.file("static/robots.txt", "User-agent: b\n")),
    ("a new static file", |site| site.file("static/new.txt", "new\n")),
    ("a link that leads somewhere now", |site| site.file("later.svg", "<svg/>")),
    ("a style sheet", |site| site.file("static/theme.css", "p { color: red }\n")),
    ("a template", |site| {
        let page = "<!DOCTYPE html><html lang=\"en\"><title>Gone</title><p>Gone";
        site.file("templates/404.html", page);
    }),
    ("a slot", |site| site.file("templates/slots/footer.md", "Open *daily*\n")),
    ("a slot that changes", |site| site.file("templates/slots/footer.md", "Open *rarely*\n")),
    ("a slot that is gone", |site| {
        fs::remove_file(site.path("templates/slots/footer.md")).expect("removed");
    }),
    ("the list of events", |site| site.replace("workshops.yml", "Baking\n", "Cakes\n")),
    ("an overlay", |site| {
        site.file("events/2027-04-23-cakes/oven/heat.md", "# Heat\n\nCold.\n");
    }),
    ("a link of an overlay", |site| {
        let link = site.path("events/2027-04-23-cakes/oven/heat.md");
        fs::remove_file(&link).expect("removed");
        symlink("../bread.md", link).expect("a link");
    }),
    ("a link of an overlay that leads elsewhere", |site| {
        let link = site.path("events/2027-04-23-cakes/oven/heat.md");
        fs::remove_file(&link).expect("removed");
        symlink("../linked/jam.md", link).expect("a link");
    }),
    ("a translation", |site| {
        site.replace("workshops.yml", "  title: Cakes\n", "  title: Cakes\n  lang: fr\n");
        site.settle();
        site.file("slides/bread.fr.md", "# Farine\n");
    }),
    ("a revision", |site| {
        site.commit();
        site.git(&["branch", "--force", "frozen"]);
    }),
];

#[test]
fn every_change_of_what_is_read_is_seen() {
    let site = Site::new();
    for (what, edit) in EDITS_OF_DECKS.into_iter().chain(EDITS_OF_THE_SITE) {
        site.settle();
        edit(&site);
        site.assert_seen(what);
    }
}

#[test]
fn every_change_of_what_was_written_is_mended() {
    let site = Site::new();
    let out = |path: &str| site.folder.path().join("out").join(path);
    let edits: [(&str, &dyn Fn()); 5] = [
        ("a page", &|| fs::write(out("talk.html"), "other").expect("written")),
        ("a page that is gone", &|| fs::remove_file(out("talk.html")).expect("removed")),
        ("a file that is too many", &|| fs::write(out("more.html"), "more").expect("written")),
        ("a folder that is too many", &|| fs::create_dir(out("more")).expect("made")),
        ("the output", &|| fs::remove_dir_all(out("")).expect("removed")),
    ];
    for (what, edit) in edits {
        site.settle();
        edit();
        site.assert_seen(what);
    }
}

#[test]
fn other_orders_are_other_builds() {
    let mut site = Site::new();
    site.settle();
    site.options = vec!["--set".into(), "title=Cake".into()];
    site.assert_seen_anew("an option");
    site.options = vec!["--no-source".into()];
    site.assert_seen_anew("no source");
    site.options = Vec::new();
    site.environment = vec![("OVERRIDE_title".into(), "Pie".into())];
    site.assert_seen_anew("the environment");
    site.environment = vec![("REPOSITORY_URL".into(), "https://example.org/a".into())];
    site.assert_seen_anew("the repository");
}

impl Site {
    fn assert_seen_anew(&self, what: &str) {
        self.assert_seen(what);
        let again = self.build();
        assert!(again.contains(NOTHING_BUILT), "{what}: {again}");
    }
}

#[test]
fn nothing_is_trusted_that_cannot_be_read_or_is_too_new() {
    let site = Site::new();
    site.settle();
    let caches = site.folder.path().join("caches");
    let stamp =
        fs::read_dir(&caches).expect("a folder").next().expect("a stamp").expect("an entry");
    assert_eq!(fs::read_dir(&caches).expect("a folder").count(), 1);
    for text in ["", "{", "{\"out\":\"x\"}"] {
        fs::write(stamp.path(), text).expect("written");
        site.assert_seen(text);
        assert!(site.build().contains(NOTHING_BUILT));
    }
    // An edit a moment before a build: the next one cannot know whether there were two. On a busy
    // machine the build may begin too late for that.
    let is_too_new = |degrees: usize| {
        site.file("slides/oven/heat.md", &format!("# Heat\n\n{degrees} degrees.\n"));
        site.assert_seen("an edit");
        !site.build().contains(NOTHING_BUILT)
    };
    assert!((1..=20).any(is_too_new), "an edit that was too new");
    sleep(MOMENT);
    site.build();
    assert!(site.build().contains(NOTHING_BUILT));
    // A folder that cannot be created is not fatal.
    let file = Path::new("site/workshops.yml/x");
    let done = site.build_to("out", file.to_str().expect("text"));
    assert!(done.status.success(), "{done:?}");
}

#[test]
fn an_error_is_said_each_time() {
    let site = Site::new();
    site.settle();
    site.file("slides/talk.yml", "title: Bread\nchapters: [gone.md]\n");
    for _ in 0..3 {
        sleep(MOMENT);
        let done = site.build_to("out", "caches");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(1), "{said}");
        assert!(said.contains("missing-chapter"), "{said}");
    }
}
