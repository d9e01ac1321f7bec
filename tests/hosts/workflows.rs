//! The guide's promises about workflows: pinned actions, least privilege, no secrets for strangers,
//! commands that exist.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::site::{recipe, recipes};

/// The workflows for GitHub.
const GITHUB: [&str; 6] = [
    "github-changes.yml",
    "github-links.yml",
    "github-pages.yml",
    "github-shards.yml",
    "rsync.yml",
    "s3.yml",
];

/// Reads YAML as JSON.
pub(crate) fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).expect("YAML")
}

/// All steps of a workflow, with the names of their jobs.
fn steps(workflow: &Value) -> Vec<(&str, &Value)> {
    let jobs = workflow["jobs"].as_object().expect("jobs");
    jobs.iter()
        .flat_map(|(name, job)| {
            job["steps"].as_array().expect("steps").iter().map(move |step| (name.as_str(), step))
        })
        .collect()
}

/// The texts of all recipes, by name.
fn all() -> Vec<(String, String)> {
    let files = fs::read_dir(recipes()).expect("recipes");
    let mut names: Vec<_> = files
        .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), recipe(&name))).collect()
}

#[test]
fn actions_are_pinned_to_commits() {
    let own = format!("deckyard/deckyard@v{}", env!("CARGO_PKG_VERSION"));
    let mut n_pinned = 0;
    for (name, text) in all() {
        for line in text.lines().filter_map(|line| line.split_once("uses: ").map(|(_, used)| used))
        {
            let (action, version) = line.split_once(" # ").unwrap_or((line, ""));
            if action == own {
                continue;
            }
            let (_, commit) = action.split_once('@').expect("a version");
            let is_commit = commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit());
            assert!(is_commit, "{name}: {action}");
            let is_version = version.starts_with('v') && version.split('.').count() == 3;
            assert!(is_version, "{name}: {action} says no version");
            n_pinned += 1;
        }
    }
    assert!(n_pinned > 15, "{n_pinned}");
}

#[test]
fn one_action_has_one_commit() {
    let mut known = std::collections::BTreeMap::new();
    for (name, text) in all() {
        for line in text.lines().filter_map(|line| line.split_once("uses: ").map(|(_, used)| used))
        {
            let (action, commit) = line
                .trim_start_matches("https://data.forgejo.org/")
                .split_once('@')
                .expect("a version");
            let action = action.replace("cache/save", "cache").replace("cache/restore", "cache");
            let first = known.entry(action.clone()).or_insert_with(|| commit.to_owned());
            assert_eq!(first, commit, "{name}: {action}");
        }
    }
}

#[test]
fn jobs_may_do_what_they_do_and_no_more() {
    for name in GITHUB {
        let workflow = yaml(&recipe(name));
        assert_eq!(workflow["permissions"], serde_json::json!({}), "{name}");
        for (job_name, job) in workflow["jobs"].as_object().expect("jobs") {
            let permissions = job["permissions"].as_object().expect("permissions");
            let of_steps = job["steps"].to_string();
            for (permission, access) in permissions {
                let is_needed = match (permission.as_str(), access.as_str().expect("an access")) {
                    ("contents", "read") => of_steps.contains("actions/checkout@"),
                    ("pages", "read") => of_steps.contains("actions/configure-pages@"),
                    ("pages", "write") => of_steps.contains("actions/deploy-pages@"),
                    ("id-token", "write") => {
                        of_steps.contains("actions/deploy-pages@")
                            || of_steps.contains("role-to-assume")
                    }
                    _ => false,
                };
                assert!(is_needed, "{name}: {job_name}: {permission}: {access}");
            }
            assert!(
                job["timeout-minutes"].as_u64().is_some_and(|minutes| minutes <= 30),
                "{name}: {job_name}"
            );
        }
    }
}

#[test]
fn strangers_get_no_secret_and_no_shell() {
    for (name, text) in all() {
        assert!(!text.contains("pull_request_target") && !text.contains("workflow_run"), "{name}");
    }
    for name in GITHUB.into_iter().chain(["forgejo-pages.yml"]) {
        let workflow = yaml(&recipe(name));
        let is_for_pulls = workflow["on"].get("pull_request").is_some();
        for (job, step) in steps(&workflow) {
            let run = step["run"].as_str().unwrap_or_default();
            assert!(
                !run.contains("${{"),
                "{name}: {job}: what somebody named must not become a command"
            );
            if step["uses"].as_str().is_some_and(|used| used.contains("actions/checkout@")) {
                assert_eq!(step["with"]["persist-credentials"], false, "{name}: {job}");
            }
            let asks = step.to_string();
            let has_secret = asks.contains("secrets.") || asks.contains("github.token");
            let condition = step["if"].as_str().unwrap_or_default();
            assert!(
                !has_secret || !is_for_pulls || condition.contains("== 'push'"),
                "{name}: {job}"
            );
        }
    }
}

#[test]
fn versions_are_those_of_the_program() {
    let version = env!("CARGO_PKG_VERSION");
    let mut n_found = 0;
    for (name, text) in all() {
        for line in text.lines() {
            for start in ["DECKYARD_VERSION: \"", "deckyard/deckyard@v", "version=0"] {
                let Some((_, rest)) = line.split_once(start) else { continue };
                let found = if start == "version=0" {
                    format!("0{rest}")
                } else {
                    rest.trim_end_matches('"').to_owned()
                };
                assert_eq!(found, version, "{name}: {line}");
                n_found += 1;
            }
        }
    }
    assert!(n_found >= 8, "{n_found}");
    let action = yaml(&fs::read_to_string("action.yml").expect("the action"));
    assert_eq!(action["inputs"]["version"]["default"], version);
}

/// The words of a command in a script; a variable counts as an address.
fn command_words(command: &str) -> Vec<String> {
    let command = command.split(['>', '|', '&']).next().unwrap_or_default();
    let words = command.split_whitespace().map(|word| word.trim_matches('"'));
    let words = words.map(|word| {
        if word.starts_with('$') && !word.contains('/') { "https://example.org/" } else { word }
    });
    words.map(|word| word.replace("$SHARD/$SHARDS", "1/3").replace('$', "")).collect()
}

#[test]
fn commands_are_those_of_the_program() {
    let mut n_commands = 0;
    let program = env!("CARGO_BIN_EXE_deckyard");
    let help =
        Command::new(program).args(["build", "--help"]).output().expect("the program").stdout;
    let has_shards = String::from_utf8_lossy(&help).contains("--shard");
    for (name, text) in all() {
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            let line = line.replace("\"$deckyard\" ", "deckyard ");
            let Some((_, command)) =
                line.split_once("deckyard ").filter(|(_, rest)| rest.contains("--format"))
            else {
                continue;
            };
            let words = command_words(command);
            if !has_shards && words.iter().any(|word| word == "--shard") {
                continue;
            }
            // An unknown option is reported before the help is shown.
            let run =
                Command::new(program).args(&words).arg("--help").output().expect("the program");
            assert!(
                run.status.success(),
                "{name}: {line}: {}",
                String::from_utf8_lossy(&run.stderr)
            );
            n_commands += 1;
        }
    }
    assert!(n_commands > 12, "{n_commands}");
}
