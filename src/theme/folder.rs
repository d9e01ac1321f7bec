//! The folder of a theme, `themes/NAME/`: its style sheets and their files, its templates, and
//! `theme.yml`.
//!
//! **Invariant:** nothing outside the folder becomes a part of the theme, and only its sheets and
//! the files that they or its templates name are published.

use super::addresses::{SheetPlace, SheetReader};
use super::assets::AssetPart;
use super::built_in::{DEFAULT_THEME, built_in_themes};
use crate::diag::nearest::{is_slip, nearest};
use crate::diag::{Diagnostic, ManifestProblem, NearFileProblem};
use crate::keys::{KeySet as _, THEME, ThemeKey};
use crate::manifest::MisreadValues;
use crate::manifest::yaml::{self, Yaml, YamlNode};
use crate::model::unusable;
use crate::output::{Claim, Content};
use crate::path::ProjectPath;
use crate::source::Source;
use crate::span::{Span, Spanned};
use crate::world::World;

/// The folder with all themes.
pub(super) const THEMES: &str = "themes";

/// The style sheet for decks and other pages, that for decks, and that for other pages.
const SHEETS: [&str; 3] = ["theme.css", "deck.css", "site.css"];
const FILE: &str = "theme.yml";

/// How many style sheets that import each other are followed.
const MOST_IMPORTS: usize = 100;

/// The contents of a theme's folder.
#[derive(Debug, Default)]
pub(super) struct ThemeFolder {
    /// Its style sheets for decks, those of the theme that it extends first.
    pub(super) deck: Vec<AssetPart>,
    /// Its style sheets for other pages.
    pub(super) page: Vec<AssetPart>,
    /// The folder of its templates.
    pub(super) templates: String,
}

/// The folder of a theme with a name that can be that of a folder.
pub(super) fn folder_of(name: &str) -> Option<String> {
    let is_name = !name.starts_with('.') && !name.contains(['/', '\\', ':']);
    let path = ProjectPath::resolve(THEMES, name).filter(|_| is_name)?;
    path.below(THEMES)?;
    Some(path.as_str().to_owned())
}

/// The names of the folders of themes.
pub(super) fn names(world: &dyn World) -> Vec<String> {
    let files = world.list(THEMES);
    let mut names: Vec<_> = files.iter().filter_map(|file| part_of_theme(file)).collect();
    names.dedup();
    names.into_iter().map(str::to_owned).collect()
}

/// The theme that a file makes a theme.
fn part_of_theme(file: &ProjectPath) -> Option<&str> {
    let (name, rest) = file.below(THEMES)?.split_once('/')?;
    (rest == FILE || SHEETS.contains(&rest) || rest.starts_with("templates/")).then_some(name)
}

impl ThemeFolder {
    /// Reads the folder of a theme; `None` without one. Adds the files that its sheets show.
    pub(super) fn read(
        reader: SheetReader<'_>,
        name: &str,
        (files, diagnostics): (&mut Vec<Claim>, &mut Vec<Diagnostic>),
    ) -> Option<Self> {
        let world = reader.world;
        let folder = folder_of(name)?;
        let refused = world.refused(&folder);
        diagnostics
            .extend(refused.iter().filter_map(|(path, error)| unusable(path, error.clone())));
        let listed = world.list(&folder);
        if !listed.iter().any(|file| part_of_theme(file).is_some()) {
            // An existing folder has been reported, and its name is not unknown.
            return (!refused.is_empty()).then(Self::default);
        }
        let base = extended(world, &folder, diagnostics);
        let base = base.map(|base| AssetPart::built_in(&format!("theme-{base}.css")));
        let place = SheetPlace::Theme(folder.clone());
        let first = files.len();
        let [both, deck, page] = SHEETS.map(|sheet| {
            let path = ProjectPath::new(&format!("{folder}/{sheet}"));
            let source = match world.source(&path) {
                Ok(source) => source,
                Err(error) => {
                    diagnostics.extend(unusable(&world.origin(&path), error));
                    return None;
                }
            };
            let own_name = format!("theme-{name}.css");
            let found = (&mut *files, &mut *diagnostics);
            Some(AssetPart::sheet((&own_name, &source), &place, reader, found))
        });
        follow_imports(reader, &folder, (files, first, diagnostics));
        near_names(world, (&folder, &listed), diagnostics);
        let parts = |own: Option<AssetPart>| -> Vec<AssetPart> {
            [base.clone(), both.clone(), own].into_iter().flatten().collect()
        };
        Some(Self {
            deck: parts(deck),
            page: parts(page),
            templates: format!("{folder}/templates"),
        })
    }
}

/// Adds the files of imported style sheets of a theme. These are the claims from `first` on.
fn follow_imports(
    reader: SheetReader<'_>,
    folder: &str,
    (files, first, diagnostics): (&mut Vec<Claim>, usize, &mut Vec<Diagnostic>),
) {
    let mut at = first;
    let mut seen = Vec::new();
    while let Some(claim) = files.get(at) {
        at += 1;
        let Content::Copy(file) = &claim.content else { continue };
        let file = file.clone();
        if !file.has_extension("css") || seen.len() == MOST_IMPORTS || seen.contains(&file) {
            continue;
        }
        // One that cannot be read is reported when it is copied.
        let sheet = reader.world.source(&file);
        seen.push(file);
        let Ok(sheet) = sheet else { continue };
        let mut found = reader.read(&sheet, &SheetPlace::BesideTheme(folder.to_owned()));
        files.append(&mut found.claims);
        diagnostics.append(&mut found.diagnostics);
    }
}

/// Reads `theme.yml`: the built-in theme that this one extends.
fn extended(
    world: &dyn World,
    folder: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'static str> {
    let path = ProjectPath::new(&format!("{folder}/{FILE}"));
    let source = match world.source(&path) {
        Ok(source) => source,
        Err(error) => {
            diagnostics.extend(unusable(&world.origin(&path), error));
            return None;
        }
    };
    match yaml::read(&source) {
        Ok(yaml) => of_yaml(&source, yaml, diagnostics),
        Err(found) => {
            diagnostics.push(*found);
            None
        }
    }
}

fn of_yaml(source: &Source, yaml: Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<&'static str> {
    let wrong = |key: &str, expected: &'static str, found: &Yaml| {
        let problem = ManifestProblem::WrongType {
            key: key.to_owned(),
            expected,
            found: found.kind().to_owned(),
            help: None,
        };
        Diagnostic::new(problem, found.span.clone())
    };
    let entries = match yaml.node {
        YamlNode::Map(entries) => entries,
        YamlNode::Null => return None,
        _ => {
            diagnostics.push(wrong(FILE, "a mapping", &yaml));
            return None;
        }
    };
    let mut base = None;
    let values = MisreadValues::new(source);
    for (key, value) in entries {
        let Some(known) = ThemeKey::named(&key.value) else {
            diagnostics.push(Diagnostic::new(THEME.unknown(&key.value), key.span.clone()));
            continue;
        };
        if value.node == YamlNode::Null {
            continue;
        }
        let Some(text) = value.scalar() else {
            diagnostics.push(wrong(&key.value, "a text", &value));
            continue;
        };
        match known {
            ThemeKey::Name | ThemeKey::Description => {
                diagnostics.extend(values.check(&key, &value));
            }
            ThemeKey::Extends => {
                let named = Spanned::new(text.trim().to_owned(), value.span.clone());
                base = built_in_named(&named, diagnostics);
            }
        }
    }
    base
}

/// The built-in theme of a name, other than the default one; reports an unknown name.
fn built_in_named(
    named: &Spanned<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'static str> {
    if let Some(known) = built_in_themes().find(|known| *known == named.value) {
        return Some(known).filter(|known| *known != DEFAULT_THEME);
    }
    let names: Vec<_> = built_in_themes().map(|name| format!("`{name}`")).collect();
    let problem = ManifestProblem::BadValue {
        key: "extends".to_owned(),
        found: named.value.clone(),
        expected: format!("a built-in theme: {}", names.join(", ")),
        nearest: nearest(&named.value.to_lowercase(), built_in_themes()).map(str::to_owned),
    };
    diagnostics.push(Diagnostic::new(problem, named.span.clone()));
    None
}

/// Files at the top of the folder whose names resemble those that are read.
fn near_names(
    world: &dyn World,
    (folder, listed): (&str, &[ProjectPath]),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_there = |name: &str| listed.iter().any(|file| file.below(folder) == Some(name));
    for file in listed {
        let name = file.below(folder).filter(|name| !name.contains('/'));
        let Some(name) = name else { continue };
        let near = |meant: &&str| is_slip(name, meant) || name.eq_ignore_ascii_case(meant);
        let meant = match name {
            "theme.yaml" | "theme.YML" => FILE,
            "style.css" | "styles.css" | "main.css" | "index.css" => SHEETS[0],
            "page.css" | "pages.css" | "index-page.css" => SHEETS[2],
            _ if SHEETS.contains(&name) || name == FILE => continue,
            _ => match SHEETS.iter().copied().chain([FILE]).find(near) {
                Some(meant) => meant,
                None => continue,
            },
        };
        if is_there(meant) || is_imported(world, (folder, listed), name) {
            continue;
        }
        let what = if meant == FILE { "the description of a theme" } else { "a sheet of a theme" };
        let meant = format!("{folder}/{meant}");
        let problem = NearFileProblem::Name { path: file.to_string(), meant, what };
        diagnostics.push(Diagnostic::new(problem, Span::start_of(file.clone())));
    }
}

/// Whether a style sheet of the theme names a file.
fn is_imported(world: &dyn World, (folder, listed): (&str, &[ProjectPath]), name: &str) -> bool {
    let sheets = listed
        .iter()
        .filter(|file| file.below(folder).is_some_and(|sheet| SHEETS.contains(&sheet)));
    sheets.filter_map(|file| world.source(file).ok()).any(|sheet| sheet.text().contains(name))
}
