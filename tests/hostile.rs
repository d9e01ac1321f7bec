//! Repositories that try to run programs: a folder of the site made to look like a bare repository,
//! as a pull request can bring it, and a `.git` whose configuration names programs, as an archive
//! can contain it.
//!
//! Each payload leaves a marker when it runs. No command may leave one, and git alone, asked the same way as
//! anyone would, leaves them: otherwise the tests would prove nothing.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the tests make repositories")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A commit that no repository has: git would fetch it on request.
const NOWHERE: &str = "1111111111111111111111111111111111111111";

/// A way to make git run something.
struct Payload {
    /// Its name, which is also that of its marker.
    name: &'static str,
    /// Lines of the configuration; `RUN` is a program that leaves the marker, `DIR` the folder of it.
    config: &'static str,
    /// How git alone runs it; empty if it should never run.
    control: &'static [&'static str],
}

const PAYLOADS: [Payload; 22] = [
    Payload {
        name: "promisor",
        config: "[remote \"evil\"]\nurl = \"ext::RUN %S\"\npromisor = true\n\
                 [extensions]\npartialClone = evil\n[protocol]\nallow = always\n[protocol \"ext\"]\nallow = always\n",
        control: &["rev-parse", "--verify", "1111111111111111111111111111111111111111^{commit}"],
    },
    Payload {
        name: "promisor-ssh",
        config: "[remote \"evil\"]\nurl = ssh://host.invalid/x\npromisor = true\n\
                 [extensions]\npartialClone = evil\n[core]\nsshCommand = RUN\n",
        control: &["cat-file", "-p", NOWHERE],
    },
    Payload {
        name: "promisor-proxy",
        config: "[remote \"evil\"]\nurl = git://host.invalid/x\npromisor = true\n\
                 [extensions]\npartialClone = evil\n[core]\ngitProxy = RUN\n",
        control: &["cat-file", "-p", NOWHERE],
    },
    Payload {
        name: "promisor-pack",
        config: "[remote \"evil\"]\nurl = DIR/other\nuploadpack = RUN\npromisor = true\n\
                 [extensions]\npartialClone = evil\n",
        control: &["cat-file", "-p", NOWHERE],
    },
    Payload {
        name: "promisor-vcs",
        config: "[remote \"evil\"]\nurl = x\nvcs = ext\npromisor = true\n\
                 [extensions]\npartialClone = evil\n[protocol]\nallow = always\n",
        control: &[],
    },
    Payload {
        name: "fsmonitor",
        config: "[core]\nfsmonitor = RUN\n",
        control: &["status", "--porcelain"],
    },
    Payload {
        name: "hooks",
        config: "[core]\nhooksPath = DIR/hooks\n",
        control: &["update-index", "--refresh", "--really-refresh", "--force-write-index"],
    },
    Payload {
        name: "filter-clean",
        config: "[filter \"x\"]\nclean = RUN\nsmudge = RUN\nrequired = true\n",
        control: &["diff", "--stat"],
    },
    Payload {
        name: "filter-process",
        config: "[filter \"x\"]\nprocess = RUN\n",
        control: &["hash-object", "slides/dough.md"],
    },
    Payload { name: "external-diff", config: "[diff]\nexternal = RUN\n", control: &["diff"] },
    Payload { name: "textconv", config: "[diff \"x\"]\ntextconv = RUN\n", control: &["diff"] },
    Payload { name: "diff-command", config: "[diff \"x\"]\ncommand = RUN\n", control: &["diff"] },
    Payload {
        name: "pager",
        config: "[core]\npager = RUN\n[pager]\nlog = RUN\nstatus = RUN\nrev-parse = RUN\nls-tree = RUN\n\
                 cat-file = RUN\nconfig = RUN\nrev-list = RUN\nfor-each-ref = RUN\n",
        // A pager needs a terminal.
        control: &[],
    },
    Payload {
        name: "signatures",
        config: "[log]\nshowSignature = true\n[gpg]\nprogram = RUN\n[gpg \"ssh\"]\nprogram = RUN\n",
        control: &["verify-commit", "signed"],
    },
    Payload {
        name: "credentials",
        config: "[credential]\nhelper = \"!RUN\"\n[core]\naskPass = RUN\n",
        control: &["credential", "fill"],
    },
    Payload {
        name: "editor",
        config: "[core]\neditor = RUN\n[sequence]\neditor = RUN\n",
        control: &["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--amend"],
    },
    Payload {
        name: "include",
        config: "[include]\npath = DIR/included\n",
        control: &["status", "--porcelain"],
    },
    Payload {
        name: "alias",
        config: "[alias]\nother = \"!RUN\"\nrev-parse = \"!RUN\"\nls-tree = \"!RUN\"\ncat-file = \"!RUN\"\n\
                 config = \"!RUN\"\nrev-list = \"!RUN\"\nsymbolic-ref = \"!RUN\"\ncheck-ignore = \"!RUN\"\n",
        control: &["other"],
    },
    Payload {
        name: "alternate-refs",
        config: "[core]\nalternateRefsCommand = RUN\n",
        control: &[],
    },
    Payload {
        name: "upload-pack",
        config: "[uploadpack]\npackObjectsHook = RUN\nallowAnySHA1InWant = true\n",
        control: &[],
    },
    Payload {
        name: "trace",
        config: "[trace2]\neventTarget = DIR/marker-trace\nnormalTarget = DIR/marker-trace\nperfTarget = DIR/marker-trace\n",
        control: &[],
    },
    Payload {
        name: "hook-config",
        config: "[hook \"x\"]\ncommand = RUN\nevent = post-index-change\nevent = reference-transaction\n",
        control: &[],
    },
];

/// Where a configuration comes from.
#[derive(Copy, Clone, Debug, PartialEq)]
enum Attack {
    /// The site is a folder of a checkout, and looks like a bare repository.
    Bare,
    /// The configuration is that of the checkout.
    Config,
}

/// A site with a payload.
struct Trap {
    folder: TempDir,
    attack: Attack,
}

impl Trap {
    /// A site without a payload, of which all others are copies.
    fn harmless() -> Self {
        let trap = Self { folder: TempDir::new().expect("a folder"), attack: Attack::Config };
        trap.file(
            "top/site/slides/bread.yml",
            "title: Bread\ncontent:\n- logistics.md\n- dough.md\n",
        );
        trap.file("top/site/slides/logistics.md", "# Hello\n");
        trap.file("top/site/slides/dough.md", "# Dough\n");
        trap.file("top/site/slides/dough.fr.md", "# Pâte\n");
        trap.file("top/site/events/one/dough.md", "# Our dough\n");
        trap.file(
            "top/site/workshops.yml",
            &format!(
                "- {{slug: one, date: 2027-01-02, title: One, decks: [bread], lang: fr}}\n\
                 - {{slug: two, date: 2027-01-03, title: Two, decks: [bread], rev: \"{NOWHERE}\"}}\n\
                 - {{slug: six, date: 2027-01-04, title: Six, decks: [bread], rev: main}}\n"
            ),
        );
        // The input for `git credential`; nothing else reads it.
        trap.file("input", "protocol=https\nhost=host.invalid\n");
        trap.file("top/.gitattributes", "* filter=x diff=x\n");
        trap.git("top", &["init", "-q", "--initial-branch=main"]);
        trap.git("top", &["add", "-A"]);
        trap.git("top", &["commit", "-qm", "first"]);
        trap.git("top", &["remote", "add", "origin", "https://github.com/a/b"]);
        trap.sign();
        trap.git("other", &["init", "-q"]);
        trap.file("top/site/slides/dough.md", "# Other dough\n");
        trap.git("top", &["commit", "-qam", "second"]);
        // With another length, so that git must read the file.
        trap.file("top/site/slides/dough.md", "# Dough, changed once more\n");
        trap.git("", &["init", "-q", "--bare", "--initial-branch=main", "bare"]);
        trap.file("bare/refs/heads/.keep", "");
        trap.file("bare/objects/info/packs", "\n");
        trap
    }

    /// A copy of a harmless site with payloads.
    fn new(harmless: &Self, attack: Attack, payloads: &[&Payload]) -> Self {
        let trap = Self { folder: TempDir::new().expect("a folder"), attack };
        copy(&harmless.path(""), &trap.path(""));
        let config: String = payloads.iter().map(|payload| trap.armed(payload)).collect();
        match attack {
            Attack::Config => trap.append("top/.git/config", &version(&config)),
            Attack::Bare => {
                for entry in ["HEAD", "config", "objects", "refs"] {
                    let from = trap.path("bare").join(entry);
                    fs::rename(from, trap.path("top/site").join(entry)).expect("moved");
                }
                trap.file("top/site/.gitattributes", "* filter=x diff=x\n");
                let head = "[core]\nbare = false\nworktree = DIR/top/site\n";
                let head = head.replace("DIR", &trap.path("").display().to_string());
                trap.file("top/site/config", &version(&format!("{head}{config}")));
            }
        }
        trap
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().canonicalize().expect("a folder").join(path)
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn append(&self, path: &str, text: &str) {
        let old = fs::read_to_string(self.path(path)).expect("read");
        self.file(path, &format!("{old}{text}"));
    }

    /// Installs the program of a payload, and returns its configuration.
    fn armed(&self, payload: &Payload) -> String {
        let name = payload.name;
        let program = self.path(&format!("run-{name}"));
        let marker = self.path(&format!("marker-{name}"));
        self.file(
            &format!("run-{name}"),
            &format!("#!/bin/sh\necho ran >> '{}'\n", marker.display()),
        );
        let runs = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&program, runs.clone()).expect("a mode");
        let hooks = ["post-index-change", "reference-transaction", "pre-commit", "post-checkout"];
        for hook in hooks.iter().filter(|_| name == "hooks") {
            self.file(
                &format!("hooks/{hook}"),
                &format!("#!/bin/sh\nexec '{}'\n", program.display()),
            );
            let hook = self.path(&format!("hooks/{hook}"));
            fs::set_permissions(hook, runs.clone()).expect("a mode");
        }
        let run = program.display().to_string();
        if name == "include" {
            self.file("included", &format!("[core]\nfsmonitor = {run}\n"));
        }
        let folder = self.path("").display().to_string();
        payload.config.replace("RUN", &run).replace("DIR", folder.trim_end_matches('/'))
    }

    /// A commit that claims to be signed, so that git runs a program to verify it.
    fn sign(&self) {
        let commit = self.git("top", &["cat-file", "commit", "HEAD"]);
        let commit = String::from_utf8(commit.stdout).expect("UTF-8");
        let signature =
            "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n";
        self.file("signed", &commit.replacen("\n\n", &format!("\n{signature}"), 1));
        let id = self.git("top", &["hash-object", "-t", "commit", "-w", "../signed"]);
        let id = String::from_utf8(id.stdout).expect("UTF-8");
        self.git("top", &["branch", "signed", id.trim()]);
    }

    /// Git without user settings.
    fn plain_git(&self, folder: &str, arguments: &[&str]) -> Output {
        fs::create_dir_all(self.path(folder)).expect("a folder");
        Command::new("git")
            .args(arguments)
            .current_dir(self.path(folder))
            .env("GIT_CONFIG_GLOBAL", "")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir())
            .env("GIT_AUTHOR_DATE", "2027-01-01T00:00:00Z")
            .env("GIT_COMMITTER_DATE", "2027-01-01T00:00:00Z")
            .stdin(fs::File::open(self.path("input")).expect("a file"))
            .output()
            .expect("git")
    }

    fn git(&self, folder: &str, arguments: &[&str]) -> Output {
        let who = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        let done = self.plain_git(folder, &[&who, arguments].concat());
        let complaints = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "git {arguments:?}: {complaints}");
        done
    }

    fn deckyard(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
        command
            .args(arguments)
            .current_dir(self.path("top/site"))
            .env("GIT_CONFIG_GLOBAL", "")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir())
            .env("DECKYARD_CACHE", "")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The whole output of a command.
    fn said(&self, arguments: &[&str]) -> String {
        let output = self.deckyard(arguments).output().expect("the program runs");
        let text = [output.stdout, output.stderr].concat();
        String::from_utf8(text).expect("UTF-8")
    }

    /// Serves the site, edits it, and waits for the answer to the edit.
    fn serve(&self) -> String {
        let mut child =
            self.deckyard(&["serve", "--poll", "20"]).spawn().expect("the program runs");
        let mut lines = BufReader::new(child.stderr.take().expect("it speaks")).lines();
        let mut said = String::new();
        let mut wait_for = |end: &str| {
            for line in lines.by_ref().map_while(Result::ok) {
                said.push_str(&line);
                said.push('\n');
                if line.contains(end) {
                    return;
                }
            }
            panic!("no `{end}` in: {said}");
        };
        wait_for("Ctrl-C");
        self.append("top/site/workshops.yml", "\n# Changed.\n- {slug: new, titel: New}\n");
        wait_for("titel");
        child.kill().expect("it ran until now");
        child.wait().expect("it ended");
        said
    }

    #[track_caller]
    fn assert_harmless(&self, after: &str, said: &str) {
        let entries = fs::read_dir(self.path("")).expect("a folder");
        let names =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"));
        let markers: Vec<_> = names.filter(|name| name.starts_with("marker-")).collect();
        assert!(markers.is_empty(), "{:?}, {after}: {markers:?}\n{said}", self.attack);
    }

    /// Runs every command.
    fn spring(&self) {
        let is_bare = self.attack == Attack::Bare;
        for (arguments, plain, bare) in [
            (&["check"][..], "cannot be read", "bare-repository"),
            (&["build"], "cannot be read", "bare-repository"),
            (&["drift"], "CHANGED since", "looks like a bare git repository"),
            (&["freeze", "one"], "dough.md is not committed", "looks like a bare git repository"),
            (&["freeze", "one", "--rev", "main"], "as of main", "looks like a bare git repository"),
            (&["freeze", "one", "--rev", NOWHERE], "there is no revision", "looks like a bare"),
            (&["new", "event", "2027-05-06-paris"], "an entry", "an entry"),
        ] {
            let said = self.said(arguments);
            self.assert_harmless(&format!("{arguments:?}"), &said);
            let expected = if is_bare { bare } else { plain };
            assert!(said.contains(expected), "{:?} {arguments:?}: {said}", self.attack);
        }
    }
}

/// Copies a folder with its contents.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// A configuration with extensions declares that.
fn version(config: &str) -> String {
    format!("[core]\nrepositoryFormatVersion = 1\n{config}")
}

#[test]
fn a_folder_that_looks_like_a_bare_repository_runs_nothing() {
    let harmless = Trap::harmless();
    for payload in &PAYLOADS {
        let trap = Trap::new(&harmless, Attack::Bare, &[payload]);
        let said = trap.said(&["check"]) + &trap.said(&["drift"]) + &trap.said(&["freeze", "one"]);
        trap.assert_harmless(payload.name, &said);
    }
}

#[test]
fn the_configuration_of_a_checkout_runs_nothing() {
    let harmless = Trap::harmless();
    for payload in &PAYLOADS {
        let trap = Trap::new(&harmless, Attack::Config, &[payload]);
        let said = trap.said(&["check"]) + &trap.said(&["drift"]) + &trap.said(&["freeze", "one"]);
        trap.assert_harmless(payload.name, &said);
    }
}

#[test]
fn no_command_runs_anything() {
    let (harmless, all) = (Trap::harmless(), PAYLOADS.iter().collect::<Vec<_>>());
    for attack in [Attack::Bare, Attack::Config] {
        Trap::new(&harmless, attack, &all).spring();
    }
}

#[test]
fn no_server_runs_anything() {
    let (harmless, all) = (Trap::harmless(), PAYLOADS.iter().collect::<Vec<_>>());
    for attack in [Attack::Bare, Attack::Config] {
        let trap = Trap::new(&harmless, attack, &all);
        let said = trap.serve();
        trap.assert_harmless("serve", &said);
    }
}

#[test]
fn git_alone_runs_them() {
    let harmless = Trap::harmless();
    let controlled = PAYLOADS.iter().filter(|payload| !payload.control.is_empty());
    for payload in controlled {
        let trap = Trap::new(&harmless, Attack::Config, &[payload]);
        let output = trap.plain_git("top/site", payload.control);
        let is_there = trap.path(&format!("marker-{}", payload.name)).exists();
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(is_there, "{} is no test: {complaints}", payload.name);
    }
    for name in ["promisor", "fsmonitor"] {
        let payload = PAYLOADS.iter().find(|payload| payload.name == name).expect("a payload");
        let trap = Trap::new(&harmless, Attack::Bare, &[payload]);
        trap.plain_git("top/site", payload.control);
        assert!(trap.path(&format!("marker-{name}")).exists(), "{name} in a bare repository");
    }
}
