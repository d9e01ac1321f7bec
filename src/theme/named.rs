//! The themes that a site names: the files for a name, and their contents.
//!
//! A name is that of a folder in `themes/`, of `static/theme-NAME.css`, or of a built-in theme, in this order.

use std::collections::{BTreeMap, BTreeSet};

use super::addresses::SheetReader;
use super::assets::{AssetPart, part_of, put};
use super::built_in::{BUILT_IN, DEFAULT_THEME, theme_of_file};
use super::folder::{self, ThemeFolder};
use super::templates::Templates;
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, ManifestProblem};
use crate::output::Claim;
use crate::span::Spanned;
use crate::world::World;

/// A theme that something of the site names.
#[derive(Clone, PartialEq)]
pub(crate) struct NamedTheme {
    /// The address of its style sheet for decks; may be empty.
    pub(crate) deck_css: String,
    /// Its style sheets for other pages.
    pub(super) page: Vec<AssetPart>,
    pub(crate) templates: Templates,
}

/// Themes by name, and unknown names, each with its diagnostic.
#[derive(Clone, Default, PartialEq)]
pub(super) struct NamedThemes {
    pub(super) found: BTreeMap<String, NamedTheme>,
    pub(super) unknown: Vec<(String, Diagnostic)>,
}

impl NamedThemes {
    /// Finds the themes of these names. Adds their files.
    pub(super) fn find<'a, I: Iterator<Item = &'a Spanned<String>>>(
        reader: SheetReader<'_>,
        names: I,
        site: &Templates,
        (files, diagnostics): (&mut Vec<Claim>, &mut Vec<Diagnostic>),
    ) -> Self {
        let mut themes = Self::default();
        let mut known = None;
        for name in names {
            if name.value.is_empty() || themes.has(&name.value) {
                continue;
            }
            let found = (&mut *files, &mut *diagnostics);
            if let Some(theme) = NamedTheme::find(reader, &name.value, site, found) {
                themes.found.insert(name.value.clone(), theme);
                continue;
            }
            let known = known.get_or_insert_with(|| known_names(reader.world));
            themes.unknown.push((name.value.clone(), unknown(name, known)));
        }
        themes
    }

    fn has(&self, name: &str) -> bool {
        self.found.contains_key(name) || self.unknown.iter().any(|(other, _)| other == name)
    }

    /// Takes unknown themes from others; those that are unknown there, too, are reported.
    pub(super) fn or(&mut self, others: &Self, diagnostics: &mut Vec<Diagnostic>) {
        for (name, found) in std::mem::take(&mut self.unknown) {
            match others.found.get(&name) {
                Some(theme) => _ = self.found.insert(name, theme.clone()),
                None => diagnostics.push(found),
            }
        }
    }
}

impl NamedTheme {
    /// The theme of pages that name none.
    pub(super) fn plain(templates: &Templates) -> Self {
        Self { deck_css: String::new(), page: Vec::new(), templates: templates.clone() }
    }

    fn find(
        reader: SheetReader<'_>,
        name: &str,
        site: &Templates,
        (files, diagnostics): (&mut Vec<Claim>, &mut Vec<Diagnostic>),
    ) -> Option<Self> {
        let file = format!("theme-{name}.css");
        if let Some(found) = ThemeFolder::read(reader, name, (&mut *files, &mut *diagnostics)) {
            return Some(Self {
                deck_css: put(files, &file, &found.deck),
                page: found.page,
                templates: site.with_theme(reader.world, &found.templates, diagnostics),
            });
        }
        let is_built_in = BUILT_IN.iter().any(|(other, _)| *other == file);
        if is_built_in || own_files(reader.world).contains(name) {
            let part = part_of(reader, &file, files, diagnostics);
            let deck_css = put(files, &file, std::slice::from_ref(&part));
            return Some(Self { deck_css, page: vec![part], ..Self::plain(site) });
        }
        (name == DEFAULT_THEME).then(|| Self::plain(site))
    }
}

/// The names of themes that are style sheets in `static/`.
fn own_files(world: &dyn World) -> BTreeSet<String> {
    let files = world.list("static");
    let files = files.iter().filter_map(|file| file.below("static"));
    files.filter_map(theme_of_file).map(str::to_owned).collect()
}

/// All names of themes.
fn known_names(world: &dyn World) -> BTreeSet<String> {
    let built_in = super::built_in::built_in_themes().map(str::to_owned);
    own_files(world).into_iter().chain(folder::names(world)).chain(built_in).collect()
}

fn unknown(name: &Spanned<String>, known: &BTreeSet<String>) -> Diagnostic {
    let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    let path = name.value.trim_end_matches('/').to_lowercase();
    let bare = path.rsplit('/').find(|part| !matches!(*part, "theme.css" | "theme.yml"));
    let bare = bare.unwrap_or_default();
    let bare = theme_of_file(bare).unwrap_or(bare);
    let same = known.iter().find(|known| known.to_lowercase() == bare).map(String::as_str);
    let near = same.or_else(|| nearest(bare, known.iter().map(String::as_str)));
    let problem = ManifestProblem::BadValue {
        key: "theme".to_owned(),
        found: name.value.clone(),
        expected: format!("the name of a theme: {}", names.join(", ")),
        nearest: near.map(str::to_owned),
    };
    Diagnostic::new(problem, name.span.clone())
}
