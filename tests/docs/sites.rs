//! Sites in which blocks are tried: folders of their own, with a program on the path.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The current day for everything that depends on it.
const TODAY: &str = "2027-01-05";

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 60\" width=\"80\" height=\"60\"><path fill=\"#963\" d=\"M0 0h80v60H0z\"/></svg>\n";

/// A picture of one point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\x1b\xb6\xee\x56\0\0\0\0IEND\xaeB`\x82";

/// A page of remark with two slides.
const TALK: &str = "<!DOCTYPE html><html><head><title>A talk</title></head><body><textarea id=\"source\">\n# A talk\n\n---\n\n## The end\n</textarea>\n<script src=\"remark.min.js\"></script><script>remark.create({ratio: '16:9'})</script></body></html>\n";

/// The beginning of a picture of 80 by 60 pixels; the rest is never read.
const JPEG: &[u8] =
    b"\xff\xd8\xff\xc0\0\x11\x08\0\x3c\0\x50\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9";

/// A folder with a site, or one for a new site.
pub(crate) struct Scratch {
    folder: TempDir,
    /// The current folder, below that.
    inside: PathBuf,
}

impl Scratch {
    /// A folder without anything.
    pub(crate) fn empty() -> Self {
        let scratch = Self { folder: TempDir::new().expect("a folder"), inside: "work".into() };
        fs::create_dir(scratch.folder()).expect("a folder");
        let programs = scratch.folder.path().join("programs");
        fs::create_dir(&programs).expect("a folder");
        let deckyard = programs.join("deckyard");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_deckyard"), deckyard).expect("a link");
        // Programs that would open a browser or an editor do nothing.
        for name in ["xdg-open", "open", "wslview"] {
            std::os::unix::fs::symlink("/bin/true", programs.join(name)).expect("a link");
        }
        scratch
    }

    /// A copy of the site, in the same folder of it.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self { inside: self.inside.clone(), ..Self::empty() };
        let target = copy.folder.path().join("work");
        fs::remove_dir_all(&target).expect("an empty folder");
        copied(&self.folder.path().join("work"), &target);
        copy
    }

    /// The current folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().join(&self.inside)
    }

    /// Changes the current folder.
    pub(crate) fn enter(&mut self, folder: &str) -> Result<(), String> {
        self.inside.push(folder);
        let is_there = self.folder().is_dir();
        is_there.then_some(()).ok_or_else(|| format!("there is no folder `{folder}`"))
    }

    /// The folder and the environment of a command.
    pub(crate) fn prepare(&self, command: &mut Command) {
        let home = self.folder.path();
        let path = std::env::var("PATH").unwrap_or_default();
        command.current_dir(self.folder()).env_clear();
        command.env("PATH", format!("{}:{path}", home.join("programs").display()));
        command.env("HOME", home).env("DECKYARD_CACHE", "").env("GIT_CEILING_DIRECTORIES", home);
        command.env("GIT_CONFIG_GLOBAL", "").env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{who}_NAME"), "Odile")
                .env(format!("GIT_{who}_EMAIL"), "odile@example.org");
            command.env(format!("GIT_{who}_DATE"), "2027-01-01T00:00:00Z");
        }
    }

    /// The report of `check` on the site.
    pub(crate) fn checked(&self, format: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
        command.args(["check", "-q", "--date", TODAY, "--format", format]);
        self.prepare(&mut command);
        let output = command.output().expect("the program starts");
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let file = self.folder().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, content).expect("a file");
    }

    fn deckyard(&self, arguments: &str) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
        command.args(arguments.split_whitespace());
        self.prepare(&mut command);
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.expect("the program starts").success(), "deckyard {arguments}");
    }

    fn git(&self, arguments: &str) {
        let mut command = Command::new("git");
        command.args(["-c", "init.defaultBranch=main"]).args(arguments.split_whitespace());
        self.prepare(&mut command);
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("git");
        assert!(status.success(), "git {arguments}");
    }
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copied(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

/// The site of the guide's examples: a bakery, and additions that a page needs.
pub(crate) fn bakery(page: &str) -> Scratch {
    let site = Scratch::empty();
    copied(&crate::root().join("tests/docs/bakery"), &site.folder());
    for name in [
        "slides/images/loaf.svg",
        "slides/images/wave.svg",
        "slides/logo.svg",
        "brand/logo.svg",
        "brand/logo-white.svg",
        "brand/guild.svg",
    ] {
        site.write(name, SVG);
    }
    site.write("brand/sans.woff2", notosans::REGULAR_TTF);
    for name in ["slides/images/loaf.png", "slides/images/hours.png"] {
        site.write(name, PNG);
    }
    site.write("slides/images/harbour.jpg", JPEG);
    site.write("slides/videos/dough.mp4", "a film");
    site.git("init -q");
    site.git("add -A");
    site.git("commit -qm One");
    site.git("tag v1");
    let name = page.trim_start_matches("docs/guide/").trim_end_matches(".md");
    match name {
        "diff" => {
            site.deckyard("build -q");
            site.write("slides/oven.md", "## Heat\n\nAs hot as it gets.\n");
            site.git("commit -qam Two");
            site.git("tag v2");
        }
        "housekeeping" => site.deckyard("build -q"),
        "migrating" => site.write("slides/talk.md", "# A talk\n"),
        "import" => {
            site.write("talk.html", TALK);
            site.write("talks/a/index.html", TALK);
            site.write("slides.md", "# A talk\n\nOf one slide.\n");
        }
        "slide-sets" => {
            let event = "- date: 2027-04-23\n  country: fr\n  city: Paris\n  event: ENIX SAS\n  title: Bread in one day\n  decks: [bread]\n";
            site.write(
                "workshops.yml",
                format!("site: {{title: The bakery}}\nworkshops:\n{event}"),
            );
            site.git("commit -qam Two");
        }
        "branches" => {
            site.git("checkout -qb 2026-04-lyon");
            site.write("slides/oven.md", "## Heat\n\nFor Lyon.\n");
            site.write("slides/_redirects", "/ /bread.yml.html 200!\n");
            site.git("add -A");
            site.git("commit -qm Lyon");
            site.git("checkout -q main");
        }
        _ => {}
    }
    site
}
