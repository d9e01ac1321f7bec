//! The parts of a release: the table of targets, the workflows, the templates of package managers,
//! `Cargo.toml` and the guide name the same targets and files; the scripts make archives that can
//! be checked and tried.

#![expect(clippy::disallowed_methods, reason = "the tests read the repository and run its scripts")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A row of `packaging/targets`.
struct Target {
    name: String,
    archive: String,
    debian: Option<String>,
    container: Option<String>,
}

impl Target {
    /// The name of its archive, for a version.
    fn file(&self, version: &str) -> String {
        format!("deckyard-{version}-{}.{}", self.name, self.archive)
    }
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

fn targets() -> Vec<Target> {
    let given = |column: &str| (column != "-").then(|| column.to_owned());
    let table = text("packaging/targets");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_whitespace().collect())
        .collect();
    let targets: Vec<Target> = rows
        .iter()
        .map(|row| {
            assert_eq!(row.len(), 4, "{row:?}");
            Target {
                name: row[0].to_owned(),
                archive: row[1].to_owned(),
                debian: given(row[2]),
                container: given(row[3]),
            }
        })
        .collect();
    assert!(targets.len() > 4);
    targets
}

/// Cargo's description of the package: its metadata, and sections of its manifest for other tools.
fn package() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo reads its manifest");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata in JSON");
    metadata["packages"][0].clone()
}

/// The parts of a text between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|rest| Some(rest.split_once(to)?.0)).collect()
}

fn names(targets: &[Target]) -> BTreeSet<&str> {
    targets.iter().map(|target| target.name.as_str()).collect()
}

#[test]
fn the_workflow_builds_and_tries_each_target() {
    let targets = targets();
    let workflow = text(".github/workflows/release.yml");
    for job in ["build", "try"] {
        let found = between(&workflow, &format!("\n  {job}:\n"), "\n\n  ");
        let found = between(found[0], "{target: ", ",");
        assert_eq!(found.len(), targets.len(), "{job}: {found:?}");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), names(&targets), "{job}");
    }
    for file in ["release", "ci"] {
        let rust = text(&format!(".github/workflows/{file}.yml"));
        let rust = between(&rust, "RUSTUP_TOOLCHAIN: \"", "\"");
        let oldest = package()["rust_version"].as_str().expect("the oldest Rust").to_owned();
        assert_eq!(
            rust,
            [format!("{oldest}.0")],
            "{file}: the Rust of the workflow is what Cargo.toml promises"
        );
    }
}

/// Anyone who can move a tag of an action could change a release; a hash stays what it is.
/// Permissions are granted per job.
#[test]
fn workflows_pin_their_actions_and_give_few_rights() {
    let mut pinned: BTreeMap<String, String> = BTreeMap::new();
    for file in ["release", "ci"] {
        let workflow = text(&format!(".github/workflows/{file}.yml"));
        assert!(workflow.contains("\npermissions: {}\n"), "{file}: rights for all jobs");
        assert!(!workflow.contains("pull_request_target"), "{file}");
        for line in workflow
            .lines()
            .filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "))
        {
            let (action, version) = line.split_once('@').expect("an action with its version");
            let (hash, version) =
                version.split_once(" # v").expect("a hash, and the version as a comment");
            assert!(
                hash.len() == 40 && hash.bytes().all(|b| b.is_ascii_hexdigit()),
                "{file}: {line}"
            );
            let first =
                pinned.entry(action.to_owned()).or_insert_with(|| format!("{hash} {version}"));
            assert_eq!(*first, format!("{hash} {version}"), "{action} has two versions");
        }
    }
    assert!(pinned.len() > 3, "{pinned:?}");
}

#[test]
fn templates_of_package_managers_name_targets_and_archives() {
    let targets = targets();
    let repository = package()["repository"].as_str().expect("a repository").to_owned();
    let mut taken = BTreeSet::new();
    for template in ["homebrew/deckyard.rb.in", "scoop/deckyard.json.in"] {
        let text = text(&format!("packaging/{template}"));
        let addresses: BTreeSet<&str> = between(&text, "@URL:", "@").into_iter().collect();
        let sums: BTreeSet<&str> = between(&text, "@SHA256:", "@").into_iter().collect();
        assert_eq!(addresses, sums, "{template}: each address has its checksum");
        assert!(addresses.is_subset(&names(&targets)), "{template}: {addresses:?}");
        taken.extend(addresses.into_iter().map(str::to_owned));
    }
    for target in &targets {
        // glibc's programs have packages of their own.
        let is_elsewhere = target.debian.is_some();
        assert_ne!(is_elsewhere, taken.contains(&target.name), "{}", target.name);
    }
    let scoop = text("packaging/scoop/deckyard.json.in");
    let windows = targets.iter().find(|target| target.archive == "zip").expect("a target with zip");
    let address = format!("{repository}/releases/download/v$version/{}", windows.file("$version"));
    assert!(
        scoop.contains(&format!("\"url\": \"{address}\"")),
        "Scoop finds newer versions at {address}"
    );
}

/// `cargo binstall` fills the templates of `Cargo.toml`; the result for each target points to its
/// archive, and to the program in it.
#[test]
fn cargo_binstall_finds_each_archive() {
    let package = package();
    let version = package["version"].as_str().expect("a version");
    let repository = package["repository"].as_str().expect("a repository");
    let binstall = &package["metadata"]["binstall"];
    for target in targets() {
        let own = &binstall["overrides"][&target.name];
        let value = |key: &str| own[key].as_str().or(binstall[key].as_str()).expect(key).to_owned();
        let ending = if target.name.contains("-windows-") { ".exe" } else { "" };
        let fill = |template: String| {
            template
                .replace("{ repo }", repository)
                .replace("{ version }", version)
                .replace("{ target }", &target.name)
                .replace("{ bin }", "deckyard")
                .replace("{ binary-ext }", ending)
        };
        let file = target.file(version);
        assert_eq!(
            fill(value("pkg-url")),
            format!("{repository}/releases/download/v{version}/{file}")
        );
        let folder = file.trim_end_matches(&format!(".{}", target.archive)).to_owned();
        assert_eq!(fill(value("bin-dir")), format!("{folder}/deckyard{ending}"));
        let format = if target.archive == "zip" { "zip" } else { "tgz" };
        assert_eq!(value("pkg-fmt"), format, "{}", target.name);
    }
    // Rust for Windows usually uses MSVC, which runs the same program.
    let one = |target: &str| binstall["overrides"][target].clone();
    assert_eq!(one("x86_64-pc-windows-msvc"), one("x86_64-pc-windows-gnu"));
    assert_eq!(one("aarch64-pc-windows-msvc"), one("x86_64-pc-windows-gnu"));
}

#[test]
fn the_debian_package_takes_what_the_archive_has() {
    let package = package();
    let deb = &package["metadata"]["deb"];
    let build = text("scripts/build-target");
    let glibc = between(&build, "\nglibc=", "\n")[0].to_owned();
    assert_eq!(
        deb["depends"],
        format!("libc6 (>= {glibc})"),
        "the glibc that programs are linked with"
    );
    let scripts = text("scripts/package");
    for asset in deb["assets"].as_array().expect("assets") {
        let from = asset[0].as_str().expect("a path");
        let Some(from) = from.strip_prefix("target/release-files/debian/") else { continue };
        let is_packaged = scripts.contains(&format!("/{from}\"")) || from == "man/*.1";
        assert!(is_packaged, "scripts/package writes no {from}");
    }
}

/// Files that are compiled in must be in the package for crates.io, otherwise it builds only in the
/// repository.
#[test]
fn the_crate_includes_what_is_compiled_in() {
    let manifest = text("Cargo.toml");
    let include = between(&manifest, "\ninclude = [", "]")[0].to_owned();
    let included = between(&include, "\"/", "\"");
    let mut n_found = 0;
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            for call in ["include_str!(\"", "include_bytes!(\""] {
                for file in
                    between(&text, call, "\"").into_iter().filter(|file| file.starts_with("../"))
                {
                    let up = file.trim_start_matches("../");
                    let is_source = path.with_file_name(file).canonicalize().is_ok_and(|file| {
                        file.starts_with(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
                    });
                    n_found += 1;
                    let is_included = included.iter().any(|start| up.starts_with(start));
                    assert!(
                        is_source || is_included,
                        "{}: {file} is not in `include`",
                        path.display()
                    );
                }
            }
        }
    }
    assert!(n_found > 30, "{n_found} files are compiled in");
}

/// The guide's table has a row for each file, and names no others.
#[test]
fn the_guide_names_each_file_of_a_release() {
    let guide = text("docs/guide/install.md");
    let mut files = BTreeSet::new();
    for target in targets() {
        files.insert(target.file("VERSION"));
        files.extend(
            target.debian.map(|architecture| format!("deckyard_VERSION-1_{architecture}.deb")),
        );
        let container = target
            .container
            .is_some_and(|processor| !guide.contains(&format!("linux/{processor}")));
        assert!(!container, "the guide does not name the container's processors");
    }
    files.insert("deckyard-VERSION.cdx.json".to_owned());
    let rows: BTreeSet<String> = guide
        .lines()
        .filter_map(|line| line.strip_prefix("| `deckyard"))
        .filter_map(|rest| Some(format!("deckyard{}", rest.split_once('`')?.0)))
        .collect();
    assert_eq!(rows, files);
}

/// A release changes the version in `Cargo.toml`, and what cargo writes of it.
#[test]
fn the_version_is_written_once() {
    let version = package()["version"].as_str().expect("a version").to_owned();
    let manifest = text("Cargo.toml");
    assert_eq!(manifest.matches(&format!("version = \"{version}\"\n")).count(), 1);
    let mut files = vec!["README.md".to_owned(), "docs/guide/install.md".to_owned()];
    for folder in [
        ".github/workflows",
        "packaging",
        "packaging/homebrew",
        "packaging/scoop",
        "packaging/container",
        "scripts",
    ] {
        let entries =
            fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect(folder);
        let entries =
            entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
        files.extend(
            entries.filter_map(|path| Some(format!("{folder}/{}", path.file_name()?.to_str()?))),
        );
    }
    assert!(files.len() > 15, "{files:?}");
    let is_version = |word: &str| word == version || word == format!("v{version}");
    for file in files {
        let text = text(&file);
        let mut words = text.split(|c: char| c.is_whitespace() || "\"'`/@-_=()".contains(c));
        assert!(!words.any(is_version), "{file} names version {version}");
    }
}

/// The scripts themselves, with a trivial program.
#[cfg(target_os = "linux")]
mod scripts {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::process::{Command, Output};

    use super::{package, targets};

    /// Answers the calls of `scripts/package` and `scripts/try-archive`.
    const PROGRAM: &str = r#"#!/bin/sh
case $1 in
  --version) echo "deckyard VERSION" ;;
  completions) echo "complete for $2" ;;
  man) for page in deckyard deckyard-build; do echo "a page" >"$2/$page.1"; done ;;
  build) mkdir "$3/public" && cp "$3/slides/dough.md" "$3/public/bread.html" ;;
esac
"#;

    /// A folder with a program of the right version.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("program");
        let version = package()["version"].as_str().expect("a version").to_owned();
        fs::write(&program, PROGRAM.replace("VERSION", &version)).expect("a program");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("its mode");
        folder
    }

    fn run(script: &str, arguments: &[&Path], files: &Path) -> Output {
        Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts").join(script))
            .args(arguments)
            .env("DECKYARD_FILES", files)
            .env("SOURCE_DATE_EPOCH", "1700000000")
            .env_remove("DECKYARD")
            .output()
            .expect("a script of the repository")
    }

    fn succeeded(output: &Output) {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    #[test]
    fn an_archive_is_the_same_twice_and_works() {
        let folder = folder();
        let target = "x86_64-unknown-linux-musl";
        let mut archives = Vec::new();
        for round in ["one", "two"] {
            let files = folder.path().join(round);
            succeeded(&run(
                "package",
                &[Path::new(target), &folder.path().join("program")],
                &files,
            ));
            let version = package()["version"].as_str().expect("a version").to_owned();
            let archive = files.join(format!("deckyard-{version}-{target}.tar.gz"));
            succeeded(&run("try-archive", &[&archive], &files));
            archives.push(fs::read(&archive).expect("an archive"));
            // One bit that differs from SHA256SUMS.
            let mut broken = archives[0].clone();
            broken[100] ^= 1;
            fs::write(&archive, broken).expect("a broken archive");
            assert!(!run("try-archive", &[&archive], &files).status.success(), "a broken archive");
        }
        assert!(archives[0] == archives[1], "the same program gives another archive");
    }

    #[test]
    fn a_program_of_another_version_is_not_packaged() {
        let folder = folder();
        let program = folder.path().join("program");
        fs::write(&program, PROGRAM.replace("VERSION", "0.0.0")).expect("an older program");
        let output =
            run("package", &[Path::new("x86_64-unknown-linux-musl"), &program], folder.path());
        assert!(!output.status.success());
        let output = run("package", &[Path::new("sparc-sun-solaris"), &program], folder.path());
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("unknown target sparc-sun-solaris")
        );
    }

    #[test]
    fn manifests_have_the_addresses_and_checksums_of_the_archives() {
        let folder = folder();
        let version = package()["version"].as_str().expect("a version").to_owned();
        let sum = |index: usize| format!("{index:064x}");
        let sums: Vec<String> = targets()
            .iter()
            .enumerate()
            .map(|(index, target)| format!("{}  {}\n", sum(index), target.file(&version)))
            .collect();
        fs::write(folder.path().join("SHA256SUMS"), sums.concat()).expect("checksums");
        succeeded(&run("package-manifests", &[], folder.path()));
        let formula = fs::read_to_string(folder.path().join("deckyard.rb")).expect("a formula");
        let scoop = fs::read_to_string(folder.path().join("deckyard.json")).expect("a manifest");
        for (index, target) in
            targets().iter().enumerate().filter(|(_, target)| target.debian.is_none())
        {
            let place = if target.archive == "zip" { &scoop } else { &formula };
            let from = place.find(&target.file(&version)).expect("the archive's address");
            let next = place[from..].lines().nth(1).expect("a line");
            assert!(next.contains(&sum(index)), "{}: {next}", target.name);
        }
        let scoop: serde_json::Value = serde_json::from_str(&scoop).expect("JSON");
        assert_eq!(scoop["version"], version);
        // Without a checksum there is no manifest.
        fs::write(folder.path().join("SHA256SUMS"), "").expect("no checksums");
        assert!(!run("package-manifests", &[], folder.path()).status.success());
    }
}
