//! The site that `deckyard new` writes; and a theme, `theme_files`.
//!
//! The files are those of `site/` beside this one; names that begin with a dot lack it there, so
//! that they have no effect in this repository. Schemas are the program's own, and workflows are
//! the recipes of the guide. `STARTER_…` are placeholders for what differs from site to site: the
//! title, the address, the time zone, the days.
//!
//! **Invariant:** the site builds without a warning, today and in ten years: its event is first an
//! upcoming day, and later a past one. `tests/cli/starter.rs` tries each combination.

mod theme;

pub(crate) use self::theme::theme_files;

use std::collections::BTreeMap;

use clap::ValueEnum;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::diag::Severity;
use crate::event;
use crate::path::ProjectPath;
use crate::schema;
use crate::source::Source;

/// How many days after today the event is announced for: time enough to prepare it.
const DAYS_AHEAD: i32 = 56;

/// Where the site will be published.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Host {
    /// GitHub Pages.
    Github,
    /// GitLab Pages.
    Gitlab,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages.
    Cloudflare,
    /// Codeberg Pages, and other hosts with Forgejo.
    Forgejo,
    /// No files for a host.
    #[default]
    None,
}

/// What differs from site to site.
#[derive(Clone, Debug)]
pub struct Starter {
    /// The title of the site.
    pub title: String,
    /// Its future address, if known.
    pub url: Option<String>,
    /// Where it will be published.
    pub host: Host,
    /// The time zone of its event.
    pub timezone: Option<String>,
    /// The day on which it begins.
    pub today: Date,
}

/// Files that are the same in each site.
const FILES: [(&str, &str); 13] = [
    (".editorconfig", include_str!("site/editorconfig")),
    (".gitignore", include_str!("site/gitignore")),
    (".vscode/extensions.json", include_str!("site/vscode/extensions.json")),
    (".vscode/settings.json", include_str!("site/vscode/settings.json")),
    (".vscode/tasks.json", include_str!("site/vscode/tasks.json")),
    ("slides/images/chapters.svg", include_str!("site/slides/images/chapters.svg")),
    ("slides/labs.md", include_str!("site/slides/labs.md")),
    ("slides/shared/slides.md", include_str!("site/slides/shared/slides.md")),
    ("slides/shared/thanks.md", include_str!("site/slides/shared/thanks.md")),
    ("slides/shared/title.md", include_str!("site/slides/shared/title.md")),
    ("slides/talk.yml", include_str!("site/slides/talk.yml")),
    ("slides/workshop.yml", include_str!("site/slides/workshop.yml")),
    ("README.md", include_str!("site/README.md")),
];

const WORKSHOPS: &str = "workshops.yml";

/// A script for hosts that run the build themselves.
const SCRIPT: (&str, &str) =
    ("build-on-host.sh", include_str!("../../docs/recipes/build-on-host.sh"));

impl Host {
    /// The files of a host, from the recipes of the guide.
    pub fn files(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Github => vec![(
                ".github/workflows/slides.yml",
                include_str!("../../docs/recipes/github-pages.yml"),
            )],
            Self::Gitlab => {
                vec![(".gitlab-ci.yml", include_str!("../../docs/recipes/gitlab-pages.yml"))]
            }
            Self::Netlify => {
                vec![("netlify.toml", include_str!("../../docs/recipes/netlify.toml")), SCRIPT]
            }
            Self::Cloudflare => {
                vec![("wrangler.toml", include_str!("../../docs/recipes/wrangler.toml")), SCRIPT]
            }
            Self::Forgejo => vec![(
                ".forgejo/workflows/slides.yml",
                include_str!("../../docs/recipes/forgejo-pages.yml"),
            )],
            Self::None => Vec::new(),
        }
    }
}

/// The files of a new site, by their paths. An error names the value that cannot be used.
pub fn files(starter: &Starter) -> Result<BTreeMap<ProjectPath, String>, String> {
    let mut files: BTreeMap<ProjectPath, String> = FILES
        .iter()
        .chain(&starter.host.files())
        .map(|(path, text)| (ProjectPath::new(path), (*text).to_owned()))
        .collect();
    if let Some(readme) = files.get_mut(&ProjectPath::new("README.md")) {
        *readme = readme.replace("STARTER_TITLE", &starter.title);
        *readme = readme.replace("STARTER_HOST\n", &host_line(starter.host));
    }
    for (name, schema) in [("manifest", schema::manifest()), ("workshops", schema::workshops())] {
        files.insert(ProjectPath::new(&format!(".schemas/{name}.json")), format!("{schema:#}\n"));
    }
    files.insert(ProjectPath::new(WORKSHOPS), workshops(starter)?);
    Ok(files)
}

/// A row of the list of files, without a line end.
fn host_line(host: Host) -> String {
    let names: Vec<String> = host.files().iter().map(|(path, _)| format!("`{path}`")).collect();
    if names.is_empty() {
        return "\n".to_owned();
    }
    format!("| {} | publishes the site: `deckyard docs publishing` |\n\n", names.join(", "))
}

/// The list of events, with a time zone that it can have.
fn workshops(starter: &Starter) -> Result<String, String> {
    let zone = starter.timezone.as_deref().filter(|zone| !zone.starts_with("Etc/"));
    let zones = zone.into_iter().chain(["UTC"]);
    let mut reason = String::new();
    for zone in zones {
        let text = workshops_in(starter, zone);
        let read = event::read(&Source::new(ProjectPath::new(WORKSHOPS), &text));
        match read.diagnostics.first() {
            None => return Ok(text),
            Some(found) => {
                let words = found.problem.words();
                let level = match found.severity() {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                };
                reason = format!("{level}[{}]: {}", found.problem.code().name(), words.message);
            }
        }
    }
    Err(reason)
}

fn workshops_in(starter: &Starter, zone: &str) -> String {
    let url = match &starter.url {
        Some(url) => format!("url: \"{}\"", quoted(url)),
        None => "# url: https://example.org/slides/  # where the site will be".to_owned(),
    };
    include_str!("site/workshops.yml")
        .replace("STARTER_TITLE", &quoted(&starter.title))
        .replace("STARTER_URL", &url)
        .replace("STARTER_ZONE", zone)
        .replace("STARTER_DAY", &day(starter.today).to_string())
        .replace("STARTER_TODAY", &starter.today.to_string())
}

/// The first Tuesday that is far enough away.
fn day(today: Date) -> Date {
    let far = today.saturating_add(DAYS_AHEAD.days());
    far.nth_weekday(1, Weekday::Tuesday).unwrap_or(far)
}

/// A text, escaped for double quotes.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;
    use jiff::civil::{Weekday, date};

    use super::{FILES, Host, Starter, day, files};
    use crate::path::ProjectPath;

    fn starter(host: Host) -> Starter {
        Starter {
            title: "Bread \"and\" butter \\ jam".to_owned(),
            url: None,
            host,
            timezone: None,
            today: date(2027, 1, 5),
        }
    }

    #[test]
    fn the_event_is_a_tuesday_that_comes() {
        let mut today = date(2026, 1, 1);
        for _ in 0..400 {
            let day = day(today);
            assert_eq!(day.weekday(), Weekday::Tuesday);
            assert!((day - today).get_days() > 55, "{today}: {day}");
            today = today.tomorrow().expect("a day");
        }
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for &host in Host::value_variants() {
            for (path, text) in files(&starter(host)).expect("files") {
                assert!(!text.contains("STARTER"), "{path}");
                assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
            }
        }
    }

    #[test]
    fn recipes_are_written_where_they_say() {
        for &host in Host::value_variants() {
            for (path, text) in
                host.files().into_iter().filter(|(path, _)| path.strip_suffix(".sh").is_none())
            {
                assert!(text.contains(&format!("Save as {path}")), "{path}");
            }
        }
    }

    #[test]
    fn a_time_zone_that_nobody_knows_becomes_utc() {
        let zone = |timezone: &str| {
            let starter = Starter { timezone: Some(timezone.to_owned()), ..starter(Host::None) };
            let files = files(&starter).expect("files");
            let text = &files[&ProjectPath::new("workshops.yml")];
            text.contains("timezone: UTC\n")
        };
        assert!(!zone("Europe/Paris"));
        assert!(zone("Nowhere/Land") && zone("EST") && zone("Etc/GMT-2"));
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        let starter = Starter { url: Some("here".to_owned()), ..starter(Host::None) };
        assert!(files(&starter).is_err());
    }

    #[test]
    fn the_task_for_editors_is_that_of_the_guide() {
        let guide = include_str!("../../docs/guide/editors.md");
        let task = guide.split("```json vscode\n").nth(1).and_then(|rest| rest.split("```").next());
        let written = FILES.iter().find(|(path, _)| *path == ".vscode/tasks.json");
        assert_eq!(written.map(|(_, text)| *text), task);
    }
}
