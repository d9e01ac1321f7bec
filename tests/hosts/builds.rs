//! The scripts of hosts that build, with a simulated release: what they install, and which command
//! they run.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::action::Release;
use crate::site::recipe;
use crate::workflows::yaml;

const REAL: &str = "https://github.com/deckyard/deckyard/releases/download";

fn git(folder: &Path, arguments: &str) -> String {
    let ran = Command::new("git")
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments.split(' '))
        .current_dir(folder)
        .output()
        .expect("git");
    assert!(ran.status.success(), "{arguments}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).trim().to_owned()
}

/// A shallow checkout of a repository with two commits, as hosts make it.
fn checkout() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let origin = folder.path().join("origin");
    fs::create_dir(&origin).expect("a folder");
    git(&origin, "init -q");
    git(&origin, "commit -q --allow-empty -m one");
    git(&origin, "commit -q --allow-empty -m two");
    git(folder.path(), &format!("clone -q --depth 1 file://{} site", origin.display()));
    folder
}

fn run(script: &str, variables: &[(&str, &str)], folder: &Path) -> Output {
    let mut command = Command::new("bash");
    command.args(["-e", "-c", script]).current_dir(folder).env("TMPDIR", folder);
    for name in
        ["CONTEXT", "CF_PAGES", "CF_PAGES_BRANCH", "URL", "PRODUCTION_BRANCH", "CI_PAGES_URL"]
    {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied()).output().expect("bash")
}

#[test]
fn hosts_build_with_the_address_that_they_tell() {
    let release = Release::new();
    let checkout = checkout();
    let site = checkout.path().join("site");
    fs::write(site.join("build-on-host.sh"), recipe("build-on-host.sh")).expect("a script");
    let address = release.address();
    let preview = "build --format short --preview --url https://p.example.org\n";
    let urls = [
        ("DECKYARD_RELEASES", address.as_str()),
        ("URL", "https://example.org"),
        ("DEPLOY_PRIME_URL", "https://p.example.org"),
        ("CF_PAGES_URL", "https://p.example.org"),
    ];
    for (variables, expected) in [
        (vec![("CONTEXT", "production")], "build --format short --url https://example.org\n"),
        (vec![("CONTEXT", "deploy-preview")], preview),
        (vec![("CONTEXT", "branch-deploy")], preview),
        (vec![("CF_PAGES", "1"), ("CF_PAGES_BRANCH", "main")], "build --format short\n"),
        (vec![("CF_PAGES", "1"), ("CF_PAGES_BRANCH", "idea")], preview),
        (
            vec![("CF_PAGES", "1"), ("CF_PAGES_BRANCH", "x"), ("PRODUCTION_BRANCH", "x")],
            "build --format short\n",
        ),
        (vec![], "build --format short\n"),
    ] {
        let variables: Vec<_> = urls.into_iter().chain(variables).collect();
        let ran = run("sh build-on-host.sh", &variables, &site);
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(
            ran.status.success() && said.ends_with(expected),
            "{said}{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        assert!(
            said.contains(&format!("{}: build", site.canonicalize().expect("a folder").display())),
            "{said}"
        );
    }
    assert_eq!(git(&site, "rev-list --count HEAD"), "2", "the history was fetched");
    release.spoil();
    let ran = run("sh build-on-host.sh", &urls, &site);
    assert!(!ran.status.success(), "a damaged download");
    assert!(!String::from_utf8_lossy(&ran.stdout).contains("build --format"));
}

/// A recipe's script that uses the local release.
fn localized(script: &str, release: &Release) -> String {
    script.replace(REAL, &release.address())
}

#[test]
fn gitlab_installs_and_builds() {
    let release = Release::new();
    let file = yaml(&recipe("gitlab-pages.yml"));
    let lines = |job: &str, key: &str| -> Vec<String> {
        let lines = file[job][key].as_array().expect("lines").iter();
        lines.map(|line| line.as_str().expect("a line").to_owned()).collect()
    };
    let version = file["variables"]["DECKYARD_VERSION"].as_str().expect("a version").to_owned();
    let before = lines(".deckyard", "before_script").join("\n");
    for (job, expected) in [
        ("pages", "build --format short --url https://a.gitlab.io/b/c\n"),
        ("check", ""),
        ("preview", "build --format short --preview\n"),
    ] {
        let folder = TempDir::new().expect("a folder");
        let script = format!("{before}\n{}", lines(job, "script").join("\n"));
        let script = localized(&script, &release);
        let project = folder.path().display().to_string();
        let variables = [
            ("DECKYARD_VERSION", version.as_str()),
            ("CI_PROJECT_DIR", &project),
            ("CI_PAGES_URL", "https://a.gitlab.io/b/c"),
            ("CI_PROJECT_PATH", "a/b/c"),
            ("CI_JOB_ID", "12"),
            ("CI_PROJECT_ROOT_NAMESPACE", "a"),
            ("CI_PAGES_DOMAIN", "gitlab.io"),
        ];
        let ran = run(&script, &variables, folder.path());
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(
            ran.status.success() && said.ends_with(expected),
            "{job}: {said}{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        if job == "preview" {
            let address =
                fs::read_to_string(folder.path().join("preview.env")).expect("an address");
            assert_eq!(
                address,
                "PREVIEW_URL=https://a.gitlab.io/-/b/c/-/jobs/12/artifacts/public/index.html\n"
            );
        }
        if job == "check" {
            let report =
                fs::read_to_string(folder.path().join("code-quality.json")).expect("a report");
            assert!(report.contains("check --format gitlab"), "{report}");
        }
    }
}

#[test]
fn forgejo_publishes_a_branch() {
    let release = Release::new();
    let file = yaml(&recipe("forgejo-pages.yml"));
    let steps = file["jobs"]["slides"]["steps"].as_array().expect("steps");
    let script = |name: &str| {
        let step = steps.iter().find(|step| step["name"] == name).expect("a step");
        step["run"].as_str().expect("a script").to_owned()
    };
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("path").display().to_string();
    let version = file["env"]["DECKYARD_VERSION"].as_str().expect("a version");
    let install = localized(&script("Install Deckyard"), &release);
    let ran =
        run(&install, &[("DECKYARD_VERSION", version), ("GITHUB_PATH", &path)], folder.path());
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let program = Path::new(fs::read_to_string(&path).expect("a path").trim()).join("deckyard");
    assert!(program.is_file());

    let forge = folder.path().join("o/r.git");
    fs::create_dir_all(&forge).expect("a folder");
    git(&forge, "init -q --bare");
    let server = format!("file://{}", folder.path().display());
    for page in ["first", "second"] {
        fs::create_dir_all(folder.path().join("public")).expect("a folder");
        fs::write(folder.path().join("public/index.html"), page).expect("a page");
        fs::write(folder.path().join("public/.domains"), "slides.example.org\n").expect("a file");
        let publish = localized(&script("Publish"), &release);
        let variables = [
            ("GITHUB_SERVER_URL", server.as_str()),
            ("GITHUB_REPOSITORY", "o/r"),
            ("GITHUB_SHA", page),
            ("TOKEN", "secret"),
        ];
        let ran = run(&publish, &variables, folder.path());
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(git(&forge, "show pages:index.html"), page);
        assert_eq!(git(&forge, "rev-list --count pages"), "1", "without history");
        assert_eq!(git(&forge, "ls-tree --name-only pages"), ".domains\nindex.html");
    }
}
