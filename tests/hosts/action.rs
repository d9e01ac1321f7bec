//! The action: its script runs as on a runner, for each system, with a simulated release.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::workflows::yaml;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A folder with a release whose program prints its version and its arguments.
pub(crate) struct Release {
    folder: TempDir,
}

impl Release {
    /// A release for Linux on x86-64, as the real one is packed.
    pub(crate) fn new() -> Self {
        let release = Self { folder: TempDir::new().expect("a folder") };
        release.pack("x86_64-unknown-linux-musl", "tar -czf \"$1.tar.gz\" \"$1\"");
        release
    }

    /// Packs the program for a target, with a command that gets the name of the folder.
    fn pack(&self, target: &str, command: &str) {
        let name = format!("deckyard-{VERSION}-{target}");
        let files = self.files();
        fs::create_dir_all(files.join(&name)).expect("a folder");
        let program = files.join(&name).join("deckyard");
        fs::write(&program, format!("#!/bin/sh\n[ \"$1\" != --version ] || {{ echo deckyard {VERSION}; exit; }}\necho \"$PWD: $*\"\n"))
            .expect("a program");
        let script = format!(
            "chmod +x {name}/deckyard && set -- {name} && {command} && rm -r {name} && sha256sum deckyard-* > SHA256SUMS"
        );
        let packed =
            Command::new("sh").args(["-c", &script]).current_dir(&files).status().expect("a shell");
        assert!(packed.success(), "{target}");
    }

    fn files(&self) -> PathBuf {
        self.folder.path().join(format!("v{VERSION}"))
    }

    /// The address of all releases.
    pub(crate) fn address(&self) -> String {
        format!("file://{}", self.folder.path().display())
    }

    /// Changes the archive after its checksum was written.
    pub(crate) fn spoil(&self) {
        for file in fs::read_dir(self.files()).expect("files") {
            let file = file.expect("a file").path();
            if file.extension().is_some_and(|extension| extension == "gz") {
                let mut bytes = fs::read(&file).expect("an archive");
                bytes.push(0);
                fs::write(&file, bytes).expect("an archive");
            }
        }
    }

    /// The checksum of the archive for Linux.
    fn sum(&self) -> String {
        let sums = fs::read_to_string(self.files().join("SHA256SUMS")).expect("checksums");
        sums.lines().find(|line| line.contains("linux")).expect("a line")[..64].to_owned()
    }
}

/// A script in a folder of its own.
fn run(script: &str, variables: &[(&str, &str)], folder: &Path) -> Output {
    let file = folder.join("script.sh");
    fs::write(&file, script).expect("a script");
    let mut command = Command::new("bash");
    // As on a runner.
    command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&file).current_dir(folder);
    command.env("GITHUB_OUTPUT", folder.join("output")).env("GITHUB_PATH", folder.join("path"));
    command
        .env("TEMP_FOLDER", folder)
        .env("VERSION", VERSION)
        .env("SHA256", "")
        .env("OS", "Linux")
        .env("ARCH", "X64");
    command.envs(variables.iter().copied()).output().expect("bash")
}

fn step(index: usize) -> String {
    let action = yaml(&fs::read_to_string("action.yml").expect("the action"));
    action["runs"]["steps"][index]["run"].as_str().expect("a script").to_owned()
}

/// The output of the first step for later ones, or its error.
fn installed(release: &Release, variables: &[(&str, &str)]) -> Result<(String, PathBuf), String> {
    let folder = TempDir::new().expect("a folder");
    let address = release.address();
    let variables: Vec<_> =
        [("RELEASES", address.as_str())].into_iter().chain(variables.iter().copied()).collect();
    let ran = run(&step(0), &variables, folder.path());
    let read = |name| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    if !ran.status.success() {
        assert_eq!(
            (read("path"), read("output")),
            (String::new(), String::new()),
            "nothing is installed"
        );
        return Err(String::from_utf8_lossy(&ran.stdout).into_owned());
    }
    let path = PathBuf::from(read("path").trim_end());
    assert!(read("output").contains(&format!("folder={}\n", path.display())));
    let output = read("output");
    let version = output.lines().find_map(|line| line.strip_prefix("version=")).unwrap_or_default();
    assert!(path.join("deckyard").is_file(), "the program is where later steps look for it");
    Ok((version.to_owned(), path))
}

#[test]
fn the_action_installs_what_its_checksum_says() {
    let release = Release::new();
    let version = format!("deckyard {VERSION}");
    let (found, path) = installed(&release, &[]).expect("a program");
    assert_eq!(found, version);
    assert!(path.ends_with(format!("deckyard-{VERSION}-x86_64-unknown-linux-musl")));
    let with_v = format!("v{VERSION}");
    assert_eq!(installed(&release, &[("VERSION", &with_v)]).expect("a program").0, version);
    let sum = release.sum();
    for sum in [sum.clone(), sum.to_uppercase()] {
        assert_eq!(installed(&release, &[("SHA256", &sum)]).expect("a program").0, version);
    }
    let wrong = format!("{}{}", if sum.starts_with('0') { "1" } else { "0" }, &sum[1..]);
    let said = installed(&release, &[("SHA256", &wrong)]).unwrap_err();
    assert!(said.contains("::error title=Deckyard::the checksum of deckyard-"), "{said}");
    release.spoil();
    assert!(
        installed(&release, &[]).unwrap_err().contains("the checksum of"),
        "a damaged download"
    );
    assert!(
        installed(&release, &[("SHA256", &sum)]).unwrap_err().contains("the checksum of"),
        "a replaced release"
    );
}

#[test]
fn the_action_refuses_what_it_does_not_know() {
    let release = Release::new();
    for (variables, expected) in [
        (("VERSION", "0.1.0; touch spoiled"), "version: expected a release such as 0.1.0"),
        (("VERSION", "../0.1.0"), "version: expected a release"),
        (("SHA256", "abc"), "sha256: expected 64 hexadecimal digits"),
        (("VERSION", "99.0.0"), "cannot download"),
        (("ARCH", "ARM"), "there is no release for Linux on ARM"),
        (("ARCH", "ARM64"), "cannot download"),
    ] {
        let said = installed(&release, &[variables]).unwrap_err();
        assert!(said.contains(expected), "{said}");
    }
    fs::write(release.files().join("SHA256SUMS"), "").expect("a file");
    assert!(installed(&release, &[]).unwrap_err().contains("does not list"));
}

/// A folder with the named tools and no others.
fn tools(names: &[&str]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for name in names {
        let path = Command::new("sh")
            .args(["-c", &format!("command -v {name}")])
            .output()
            .expect("a shell")
            .stdout;
        let path = String::from_utf8(path).expect("a path");
        std::os::unix::fs::symlink(path.trim(), folder.path().join(name)).expect("a link");
    }
    folder
}

#[test]
fn the_action_on_macos_and_on_windows() {
    let release = Release::new();
    release.pack("aarch64-apple-darwin", "tar -czf \"$1.tar.gz\" \"$1\"");
    // Older ones have no sha256sum.
    let tools = tools(&[
        "bash", "sh", "awk", "cat", "curl", "gzip", "mktemp", "rm", "shasum", "perl", "tar", "tr",
    ]);
    let path = tools.path().display().to_string();
    let variables = [("OS", "macOS"), ("ARCH", "ARM64"), ("PATH", path.as_str())];
    assert_eq!(
        installed(&release, &variables).expect("a program").0,
        format!("deckyard {VERSION}")
    );
    let has = |tool: &str| Command::new(tool).arg("-v").output().is_ok();
    if !has("zip") || !has("unzip") {
        assert!(std::env::var_os("DECKYARD_SERVERS").is_none(), "zip and unzip are not installed");
        return;
    }
    release.pack("x86_64-pc-windows-gnu", "zip -qr \"$1.zip\" \"$1\"");
    for architecture in ["X64", "ARM64"] {
        let variables = [("OS", "Windows"), ("ARCH", architecture)];
        assert_eq!(
            installed(&release, &variables).expect("a program").0,
            format!("deckyard {VERSION}")
        );
    }
}

#[test]
fn the_action_runs_a_command() {
    let release = Release::new();
    let folder = TempDir::new().expect("a folder");
    let address = release.address();
    assert!(run(&step(0), &[("RELEASES", &address)], folder.path()).status.success());
    let path = fs::read_to_string(folder.path().join("path")).expect("a path");
    let path = format!("{}:{}", path.trim(), std::env::var("PATH").expect("a path"));
    let ran = run(
        &step(1),
        &[("PATH", &path), ("ARGS", "build --format  github * $(id)")],
        folder.path(),
    );
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(said.ends_with(": build --format github * $(id)\n"), "{said}");
}
