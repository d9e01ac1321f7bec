//! Files and folders that are not read because their names are nearly right.

use crate::diag::nearest::is_slip;
use crate::diag::{Diagnostic, NearFileProblem};
use crate::model::SiteModel;
use crate::path::ProjectPath;
use crate::span::Span;
use crate::theme::built_in_template;
use crate::world::World;

/// The list of events, and the name of its other form.
const EVENTS: &str = "workshops.yml";

/// Wrong names for the list of events.
const NEAR_EVENTS: [&str; 16] = [
    "workshops.YML",
    "workshps.yml",
    "worshops.yml",
    "workshop.YML",
    "workshops.yaml",
    "workshop.yml",
    "workshop.yaml",
    "Workshops.yml",
    "Workshops.yaml",
    "workshops.yml.txt",
    "workshops",
    "events.yml",
    "events.yaml",
    "index.yaml",
    "index.yml",
    "slides/workshops.yaml",
];

/// Extensions that resemble those of manifests.
const NEAR_ENDINGS: [&str; 6] = [".yaml", ".YML", ".Yml", ".YAML", ".yml.txt", ".yaml.txt"];

/// Wrong names for style sheets of the site.
const NEAR_SHEETS: [&str; 9] = [
    "theme.css",
    "slides/theme.css",
    "templates/theme.css",
    "static/theme.CSS",
    "static/theme.scss",
    "static/theme.sass",
    "static/theme.less",
    "static/theme.cs",
    "static/theme.css.txt",
];

/// Names of the site's own style sheet in other tools. `site.css` replaces a built-in one.
const USUAL_SHEETS: [&str; 7] = [
    "style.css",
    "styles.css",
    "custom.css",
    "main.css",
    "slides.css",
    "css/style.css",
    "css/theme.css",
];

/// Folders with nearly the right names, the right ones, and descriptions of these for messages.
const NEAR_FOLDERS: [(&str, &str, &str); 12] = [
    ("overlay", "events", "the place of this overlay"),
    ("template", "templates", "the place of this template"),
    ("Templates", "templates", "the place of this template"),
    ("layouts", "templates", "the place of this template"),
    ("_layouts", "templates", "the place of this template"),
    ("statics", "static", "the place of this file"),
    ("Static", "static", "the place of this file"),
    ("event", "events", "the place of this overlay"),
    ("Events", "events", "the place of this overlay"),
    ("theme", "themes", "the place of this theme"),
    ("Themes", "themes", "the place of this theme"),
    ("overlays", "events", "the place of this overlay"),
];

/// Reports files of a whole site that are not read because of their names.
pub(super) fn check(world: &dyn World, model: &SiteModel, diagnostics: &mut Vec<Diagnostic>) {
    let mut finder = Finder { world, diagnostics };
    finder.events();
    finder.manifests();
    finder.nested_manifests();
    finder.files();
    finder.folders(model);
}

struct Finder<'a> {
    world: &'a dyn World,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Finder<'_> {
    fn report(&mut self, path: &ProjectPath, (meant, what): (&str, &'static str)) {
        let (path_of, meant_path) = (path.to_string(), ProjectPath::new(meant));
        let meant = meant.to_owned();
        let problem = if self.world.is_file(&meant_path) {
            NearFileProblem::Replaced { path: path_of, meant, what }
        } else {
            NearFileProblem::Name { path: path_of, meant, what }
        };
        self.diagnostics.push(Diagnostic::new(problem, Span::start_of(path.clone())));
    }

    /// Whether a line of a text file begins with one of these keys.
    fn has_key(&self, path: &ProjectPath, keys: &[&str]) -> bool {
        let Ok(source) = self.world.source(path) else { return false };
        let is_key = |line: &str| keys.iter().any(|key| line.starts_with(key));
        source.text().lines().any(is_key)
    }

    fn events(&mut self) {
        let has_own = self.world.is_file(&ProjectPath::new(EVENTS));
        for name in NEAR_EVENTS {
            let path = ProjectPath::new(name);
            // If the disk ignores case, this may be the list itself.
            let is_it = has_own && name.eq_ignore_ascii_case(EVENTS);
            let keys = [
                "workshops:",
                "speakers:",
                "events:",
                "- date:",
                "- title:",
                "- country:",
                "- {date:",
            ];
            let is_list =
                |path: &ProjectPath| name.contains("orkshop") || self.has_key(path, &keys);
            if !is_it && self.world.is_file(&path) && is_list(&path) {
                self.report(&path, (EVENTS, "the list of events"));
            }
        }
    }

    fn manifests(&mut self) {
        let files = self.world.list("slides");
        for file in files.iter().filter(|file| file.folder() == "slides") {
            let name = file.file_name();
            let ending = NEAR_ENDINGS.into_iter().find(|ending| name.ends_with(ending));
            let Some(stem) = ending.and_then(|ending| name.strip_suffix(ending)) else { continue };
            if self.has_key(file, &["content:", "chapters:"]) {
                self.report(file, (&format!("slides/{stem}.yml"), "a manifest"));
            }
        }
    }

    /// Manifests in subfolders of `slides/`: only those directly in `slides/` are read.
    fn nested_manifests(&mut self) {
        let files = self.world.list("slides");
        let is_nested = |file: &&ProjectPath| {
            file.has_extension("yml")
                && file.folder() != "slides"
                && file.as_str().matches('/').count() == 2
        };
        for file in files.iter().filter(is_nested) {
            let has = |finder: &Self, keys: &[&str]| finder.has_key(file, keys);
            if has(self, &["title:"]) && has(self, &["content:", "chapters:"]) {
                let meant = format!("slides/{}", file.file_name());
                self.report(file, (&meant, "a manifest"));
            }
        }
    }

    fn files(&mut self) {
        let sheet = "static/theme.css";
        let has_sheet = self.world.is_file(&ProjectPath::new(sheet));
        let sheets = NEAR_SHEETS.into_iter().filter(|_| !has_sheet);
        if !has_sheet {
            self.sheets(sheet);
        }
        let lists = [
            "slides/interstitial.txt",
            "interstitials.txt",
            "slides/interstitials.text",
            "slides/interstitials.TXT",
            "slides/Interstitials.txt",
        ];
        let sheets = sheets.map(|name| (name, sheet, "the site's own style sheet"));
        let pictures = "slides/interstitials.txt";
        let lists = lists.map(|name| (name, pictures, "the list of pictures between sections"));
        for (name, meant, what) in sheets.chain(lists) {
            let path = ProjectPath::new(name);
            if self.world.is_file(&path) {
                self.report(&path, (meant, what));
            }
        }
    }

    /// Style sheets in `static/` that should probably be the site's own one, `meant`: no template
    /// or other text of the site links to them.
    fn sheets(&mut self, meant: &str) {
        let files = self.world.list("static");
        let meant_name = meant.rsplit('/').next().unwrap_or(meant);
        let is_near = |name: &str| {
            is_slip(name, meant_name) && name.rsplit_once('.').is_some_and(|(_, end)| end == "css")
                || name.eq_ignore_ascii_case(meant_name)
                || USUAL_SHEETS.contains(&name)
        };
        let sheets = files.iter().filter(|file| file.below("static").is_some_and(is_near));
        let mut texts = None;
        for file in sheets {
            let texts = texts.get_or_insert_with(|| self.texts());
            if !texts.iter().any(|text| text.contains(file.file_name())) {
                self.report(file, (meant, "the site's own style sheet"));
            }
        }
    }

    /// The texts that can link to a style sheet.
    fn texts(&self) -> Vec<String> {
        let files = ["templates", "static", "slides"].map(|folder| self.world.list(folder));
        let can_link = |file: &&ProjectPath| {
            ["html", "css", "js", "md"].into_iter().any(|extension| file.has_extension(extension))
        };
        let files = files.iter().flat_map(|files| files.iter()).filter(can_link);
        let sources = files.filter_map(|file| self.world.source(file).ok());
        sources.map(|source| source.text().to_owned()).collect()
    }

    fn folders(&mut self, model: &SiteModel) {
        for (folder, meant, what) in NEAR_FOLDERS {
            if !self.world.list(meant).is_empty() {
                continue;
            }
            let files = self.world.list(folder);
            let is_of_it = |file: &&ProjectPath| {
                let rest = file.below(folder).unwrap_or_default();
                match meant {
                    "templates" => built_in_template(rest).is_some(),
                    "themes" => ["/theme.css", "/theme.yml"].iter().any(|end| rest.ends_with(end)),
                    "static" => {
                        rest == "theme.css"
                            || rest.starts_with("theme-")
                            || rest.starts_with("favicon.")
                    }
                    _ => model.has_event(rest.split('/').next().unwrap_or_default()),
                }
            };
            if let Some(file) = files.iter().find(is_of_it) {
                let rest = file.below(folder).unwrap_or_default();
                let file = file.clone();
                self.report(&file, (&format!("{meant}/{rest}"), what));
            }
        }
    }
}
